"""Part อำเภอ–จังหวัด: files between the amphoe and a province without a server; which side is in the URL (`?side=`).

ส่งให้จังหวัด, one file with the figures and plans of an amphoe, is here; รับจากอำเภอ is in from_offices.
"""

from functools import partial

import streamlit as st

from analysis.core.areas import names_of
from analysis.core.errors import AnalysisError
from analysis.disclosure.outputs import Audience
from analysis.office_files.contents import (
    contents_words,
    office_file_data,
    office_file_members,
    office_summary,
    titles_of,
)
from app.state import area_title, data_version, the_catalogue, the_warehouse
from pages.input_data.from_offices import show_offices
from pages.input_data.parts import UPLOAD, nothing_yet
from pages.shared.downloads import file_button
from pages.shared.look import problem_box
from pages.shared.url_choices import url_choice
from reports.office_file import office_file_bytes, office_file_name
from warehouse import WarehouseError
from warehouse.office_files.arrivals import list_office_files
from warehouse.office_files.contents import offices_here
from warehouse.office_files.model import LONGEST_POST
from words.dates import local_now
from words.screen_text import plain, text

AUDIENCE_WORDS = {
    Audience.INTERNAL: "จังหวัดได้ครบทุกตัวเลข รวมยอดได้ตรง มีจำนวน 1–9 ราย ส่งให้เจ้าหน้าที่จังหวัดโดยตรง อย่าส่งในกลุ่มสาธารณะ",
    Audience.PUBLIC: "ส่งต่อได้ จำนวนน้อยและค่าที่คำนวณย้อนกลับได้ไม่อยู่ในไฟล์ จังหวัดจึงรวมยอดจากหมู่บ้านได้ไม่ครบ",
}
SEND, RECEIVE = "send", "receive"
SIDES = {SEND: "ส่งให้จังหวัด", RECEIVE: "รับจากอำเภอ"}


def show_send() -> None:
    """The whole part."""
    version = data_version()
    offices = offices_here(the_warehouse())
    if not offices:
        nothing_yet("ยังไม่มีข้อมูลหรือแผนของอำเภอใดให้ส่ง", "ไปนำเข้าไฟล์แรก", UPLOAD, "send-to-upload")
        return
    code = _choose_office(offices)
    title = area_title(version, code)
    catalogue = the_catalogue(version)
    summary = office_summary(the_warehouse(), code)
    st.subheader(f"ไฟล์ของ{text(title)}", anchor=False)
    st.markdown(f"**{text(contents_words(summary, titles_of(summary, catalogue)))}**")
    st.caption(
        "ไฟล์เดียว ส่งทาง LINE (ส่งเป็นไฟล์) หรือแฟลชไดรฟ์ได้ มีทุกปีที่ใช้งานอยู่ ชุดตัวชี้วัด และแผนรุ่นล่าสุด ไม่มีชื่อหรือข้อมูลส่วนบุคคล "
        "ส่งใหม่ได้เสมอ ไฟล์ใหม่แทนไฟล์เดิมของเครื่องนี้ที่จังหวัด"
    )
    labels = {text(each.label): each for each in (Audience.INTERNAL, Audience.PUBLIC)}
    chosen = st.radio(
        "ไฟล์นี้สำหรับ", list(labels), index=None, key="send-audience", captions=[*map(text, AUDIENCE_WORDS.values())]
    )
    made_by = st.text_input(
        "ตำแหน่งหรือหน่วยงานผู้ส่ง (ไม่ใส่ก็ได้ ไม่ต้องใส่ชื่อบุคคล)", key="send-by", max_chars=LONGEST_POST, width=420
    )
    if chosen is None:
        st.markdown("เลือกก่อนว่าไฟล์นี้สำหรับใคร แล้วปุ่มทำไฟล์จะขึ้นที่นี่")
        return
    audience = labels[chosen]
    make = partial(_office_file, version, code, made_by, audience)
    name = office_file_name(code, names_of(the_warehouse(), [code])[code], local_now())
    if audience is Audience.PUBLIC and (problem := _nothing_public(version, code)) is not None:
        problem_box(problem.what, "", problem.fix)
        return
    file_button(
        "ทำไฟล์ส่งจังหวัด", make, audience, name, "application/zip", f"send-{audience.value}", ":material/outbox:",
        "content", "primary",
    )  # fmt: skip


def _choose_office(offices: tuple[str, ...]) -> str:
    kept = str(st.session_state.get("kept_area") or "")[:4]
    names = names_of(the_warehouse(), list(offices))
    return st.selectbox(
        "อำเภอ", offices, index=offices.index(kept) if kept in offices else 0, key="send-office", width=320,
        format_func=lambda code: plain(f"{names[code]} ({code})"), placeholder="เลือกอำเภอ",
    )  # fmt: skip


def _office_file(version: str, code: str, made_by: str, audience: Audience) -> bytes:
    catalogue = the_catalogue(version)
    is_public = audience is Audience.PUBLIC
    released = office_file_data(the_warehouse(), catalogue, code, made_by, is_public=is_public)
    titles = titles_of(released.content, catalogue)
    return office_file_bytes(office_file_members(released, area_title(version, code), titles))


def _nothing_public(version: str, code: str) -> AnalysisError | WarehouseError | None:
    """Why a public file cannot be made; None where it can."""
    try:
        office_file_data(the_warehouse(), the_catalogue(version), code, is_public=True)
    except (AnalysisError, WarehouseError) as error:
        return error
    return None


SHOW = {SEND: show_send, RECEIVE: show_offices}


def show_exchange() -> None:
    """The whole part; where files were taken in it begins with these."""
    receives = len(list_office_files(the_warehouse())) > 0
    sides = dict(reversed(SIDES.items())) if receives else SIDES
    side = url_choice("ทำอะไร", sides, "side", st.segmented_control, required=True, label_visibility="collapsed")
    SHOW[side]()
