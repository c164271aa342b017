"""The print pack for a hall: each village of a tambon on one A4 with its radar, a blank Logic Model sheet behind it.

Offered where a meeting is prepared, and among the files of the sheet.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import streamlit as st

from analysis.core.areas import codes_with_data
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Audience, Released, Shaped, for_internal_use, release_public
from analysis.radar_analysis.one_page import OnePage, one_page_data
from analysis.radar_analysis.public import hidden_in
from app.answers import Choices, gates_of, sheet_of
from app.state import Selection, area_title, source_text, the_warehouse
from catalogue.areas import level_of
from pages.shared.downloads import file_button
from reports.about import About
from reports.one_page import can_make_pdf, print_pack_pdf
from words.dates import local_now
from words.screen_text import Shown

ONE_PAGE, PRINT_PACK = "สรุปหน้าเดียว", "ชุดพิมพ์สำหรับเวที"
WITHOUT_PDF: Final[Shown] = (
    "ชุดพิมพ์สำหรับเวที: เครื่องนี้ยังไม่มีส่วนจัดทำ PDF (Typst) ติดตั้งด้วยคำสั่ง `python -m pip install -r requirements-pdf.txt` "
    "หรือขอโปรแกรมชุดที่มี PDF จากผู้แจก ระหว่างนี้เปิดขั้นที่ 3 ของแต่ละหมู่บ้าน แล้วกด Ctrl+P"
)
ONE_TAMBON: Final[Shown] = "ชุดพิมพ์สำหรับเวทีทำทีละตำบล เลือกตำบลหรือหมู่บ้านก่อน แล้วเปิดหน้านี้อีกครั้ง"
NO_VILLAGES: Final[Shown] = "ไม่มีหมู่บ้านใดมีข้อมูลของปีนี้ จึงยังไม่มีชุดพิมพ์ นำเข้าไฟล์รายหมู่บ้านที่ขั้นที่ 1 ก่อน"


def released_page(selection: Selection, choices: Choices, gates: GateOfYear | None) -> Released[OnePage]:
    """The one page of an area through these gates; without any, for the office alone."""
    taken = sheet_of(selection, replace(choices, public=gates is not None))
    made = one_page_data(taken)
    if gates is None:
        return for_internal_use(made)
    return release_public(gates(selection.year_be), lambda _: Shaped(made, hidden_in(taken)))


def villages_with_data(selection: Selection) -> list[Selection]:
    """The villages of a tambon that have figures of its set and year, a village itself; none of an area above."""
    level = level_of(selection.area_code)
    if level == "village":
        return [selection]
    if level != "tambon":
        return []
    place = (selection.area_code, selection.set_id, selection.year_be)
    return [replace(selection, area_code=code) for code in codes_with_data(the_warehouse(), *place, "village")]


def pack_button(
    villages: Sequence[Selection], choices: Choices, audience: Audience, gates: GateOfYear | None, about: About,
    key: str, width: Literal["content", "stretch"] = "stretch",
) -> None:  # fmt: skip
    """The pages of these villages, each beside its tambon, and blank sheets, as one file to print on both sides."""
    beside_tambon = replace(choices, reference="parent")

    def pack() -> bytes:
        pages = [(released_page(each, beside_tambon, gates), _about(about, each)) for each in villages]
        return print_pack_pdf(pages)

    name = replace(about, title=PRINT_PACK).file_name("pdf")
    label = f"{PRINT_PACK} PDF ({len(villages):,} หมู่บ้าน พร้อมใบงาน)"
    file_button(label, pack, audience, name, "application/pdf", key, width=width)


def _about(about: About, village: Selection) -> About:
    place = area_title(village.version, village.area_code)
    return replace(about, title=ONE_PAGE, area_title=place, source=source_text(village))


def offer_pack_of_hall(selection: Selection, is_synthetic: bool) -> None:
    """The pack of the place of a meeting, as everybody may see it; where there is none, what to do."""
    if not can_make_pdf():
        st.caption(WITHOUT_PDF)
        return
    if level_of(selection.area_code) not in ("tambon", "village"):
        st.caption(ONE_TAMBON)
        return
    villages = villages_with_data(selection)
    if not villages:
        st.caption(NO_VILLAGES)
        return
    place = area_title(selection.version, selection.area_code)
    about = About(PRINT_PACK, place, selection.year_be, source_text(selection), local_now(), is_synthetic)
    gates = gates_of(selection.version, selection.set_id)
    pack_button(villages, Choices(), Audience.PUBLIC, gates, about, "hall-pack", "content")
