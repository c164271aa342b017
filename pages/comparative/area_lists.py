"""Areas chosen one by one, found by typing across the country; kept as groups, taken away and brought as files."""

import streamlit as st

from analysis.comparative.ranking import search_areas
from analysis.comparative.what_is_compared import place_within
from analysis.core.areas import names_of, titled
from analysis.disclosure.outputs import Audience
from app.state import Selection, the_warehouse
from catalogue.areas import COUNTRY, LEVELS, level_of, parent_of
from pages.shared.access import saying
from pages.shared.downloads import file_button
from pages.shared.page_start import own_errors
from pages.shared.url_choices import write_url
from warehouse.area_records import (
    AreaGroup,
    area_group_of_text,
    area_group_text,
    remove_area_group,
    save_area_group,
)
from words.screen_text import plain, text

LIST, GROUP = "list", "group-"
MOST_FOUND = 50
BY_HAND = ("tambon", "amphoe", "village", "province")


def areas_in_url() -> tuple[str, ...]:
    """The codes of the list in the URL."""
    return tuple(code for code in st.query_params.get("areas", "").split("-") if code.isalnum())


def show_area_list(selection: Selection, codes: tuple[str, ...], group: str | None) -> None:
    """The areas of the list with a box to find more, and what can be done with it as a group."""
    with st.expander("รายการพื้นที่และกลุ่ม", expanded=not codes):
        if group is None:
            _choose_by_typing(selection, codes)
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            name = st.text_input("ชื่อกลุ่ม", group or "", key="group-name", width=260, max_chars=80)
            st.button("บันทึกเป็นกลุ่ม", disabled=not (codes and name.strip()), on_click=saying(_save), args=(name, codes))
            if group is not None:
                st.button("ลบกลุ่มนี้", on_click=saying(_remove), args=(group,))
            if codes:
                content = area_group_text(AreaGroup(name.strip() or "พื้นที่ที่เลือก", codes)).encode()
                file_button(
                    "ดาวน์โหลดกลุ่ม", content, Audience.WITHOUT_FIGURES, "กลุ่มพื้นที่.json", "application/json",
                    "area-group", icon=":material/download:", width="content",
                )  # fmt: skip
        brought = st.file_uploader("นำกลุ่มจากไฟล์เข้ามา", type="json", key="group-file")
        if brought is not None and st.button("บันทึกกลุ่มจากไฟล์นี้"):
            with own_errors():
                kept = save_area_group(
                    the_warehouse(), area_group_of_text(brought.getvalue().decode("utf-8-sig", "replace"))
                )
            write_url("level", f"{GROUP}{kept.name}")
            st.rerun()


def _choose_by_typing(selection: Selection, codes: tuple[str, ...]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        own = level_of(codes[0]) if codes else level_of(selection.area_code)
        first = own if own in BY_HAND else BY_HAND[0]
        levels = [first, *(level for level in BY_HAND if level != first)]
        level = st.selectbox(
            "ระดับ", levels, key="list-level", format_func=lambda each: LEVELS[each], width=150, disabled=bool(codes)
        )
        find = st.text_input("พิมพ์ชื่อพื้นที่", key="list-find", width=240)
    found = search_areas(the_warehouse(), place_within(COUNTRY, level), find)[:MOST_FOUND] if find.strip() else []
    options = list(dict.fromkeys([*codes, *found]))
    names = names_of(the_warehouse(), options)
    above = names_of(the_warehouse(), [parent_of(code) or COUNTRY for code in options])
    st.session_state["list-areas"] = list(codes)
    st.multiselect(
        "พื้นที่ที่เทียบ", options, key="list-areas", on_change=_list_changed, placeholder="พิมพ์ชื่อด้านบน แล้วเลือกจากที่นี่",
        format_func=lambda code: plain(f"{names[code]} ({_title(above, code)})"),
    )  # fmt: skip


def _title(above: dict[str, str], code: str) -> str:
    up = parent_of(code) or COUNTRY
    return titled(up, above[up])


def _list_changed() -> None:
    write_url("areas", "-".join(st.session_state["list-areas"]) or None)
    write_url("page", None)


def _save(name: str, codes: tuple[str, ...]) -> None:
    kept = save_area_group(the_warehouse(), AreaGroup(name, codes))
    write_url("level", f"{GROUP}{kept.name}")
    write_url("areas", None)


def _remove(name: str) -> None:
    remove_area_group(the_warehouse(), name)
    write_url("level", None)


def say_list(codes: tuple[str, ...]) -> None:
    """What to do where the list is still empty."""
    if not codes:
        st.info(text("ยังไม่ได้เลือกพื้นที่ พิมพ์ชื่อในช่องด้านบนแล้วเลือกอย่างน้อยสองแห่ง ระหว่างนี้แสดงพื้นที่ย่อยตามปกติ"))
