"""Part ชุดตัวชี้วัด: the sets in use, the names that are still waited for, targets, and a set as a file."""

import pandas as pd
import streamlit as st

from app.state import data_version, the_catalogue
from catalogue import SURVEYS, Catalogue, IndicatorSet
from pages.input_data.set_editing import show_edit, show_exchange, show_set_saved
from pages.input_data.set_new import show_new
from pages.shared.look import show_table
from words.screen_text import plain, text

HELD, NEW, EDIT, EXCHANGE = "ชุดที่มี", "ใส่รายชื่อตัวชี้วัด", "เป้าหมายและเกณฑ์", "ส่งออกและนำเข้า"
CONFIDENCES = {"H": "ยืนยันจากเอกสารต้นทาง", "M": "มีแหล่งอ้างอิงที่ดีหนึ่งแหล่ง", "U": "ยังไม่ยืนยัน ใช้เป็นค่าตั้งของโปรแกรม"}


def show_sets() -> None:
    """The whole part."""
    version = data_version()
    catalogue = the_catalogue(version)
    show_set_saved()
    _say_waiting(catalogue)
    first = [HELD, NEW] if all(each.is_complete for each in catalogue.sets) else [NEW, HELD]  # what is waited for first
    tabs = dict(zip([*first, EDIT, EXCHANGE], st.tabs([*first, EDIT, EXCHANGE]), strict=True))
    with tabs[HELD]:
        _show_held(catalogue)
    with tabs[NEW]:
        show_new(catalogue)
    with tabs[EDIT]:
        show_edit(catalogue)
    with tabs[EXCHANGE]:
        show_exchange(catalogue)


def _say_waiting(catalogue: Catalogue) -> None:
    waiting = [each.title for each in catalogue.sets if not each.is_complete]
    if waiting:
        st.info(
            f"ยังรอรายชื่อตัวชี้วัดของ {text(' · '.join(waiting))} "
            "ใส่รายชื่อจากเอกสารของท่านในแท็บ “ใส่รายชื่อตัวชี้วัด” แล้วจึงทำแบบฟอร์มและนำเข้าข้อมูลของปีเหล่านั้นได้",
            icon=":material/hourglass_empty:",
        )


def _show_held(catalogue: Catalogue) -> None:
    sets = list(catalogue.sets)
    table = pd.DataFrame(
        {
            "ชุด": [each.title for each in sets],
            "ข้อมูล": [SURVEYS[each.survey] for each in sets],
            "ปี พ.ศ.": [f"{each.first_year}–{each.last_year}" for each in sets],
            "ตัวชี้วัด": [each.size for each in sets],
            "รายชื่อ": ["มีแล้ว" if each.is_complete else "ยังไม่มี" for each in sets],
            "ความน่าเชื่อถือ": [CONFIDENCES[each.confidence] for each in sets],
        }
    )
    show_table(table, "sets-held")
    complete = {each.id: each for each in sets if each.is_complete}
    set_id = st.selectbox(
        "ดูตัวชี้วัดของชุด", list(complete), format_func=lambda each: plain(complete[each].title), key="sets-look",
        placeholder="เลือกชุด", width=520,
    )  # fmt: skip
    _show_one(complete[set_id])


def _show_one(chosen: IndicatorSet) -> None:
    names = {each.code: each.name for each in chosen.dimensions}
    show_table(
        pd.DataFrame(
            {
                "ข้อ": [each.number for each in chosen.indicators],
                "ตัวชี้วัด": [each.name for each in chosen.indicators],
                "หมวด/ด้าน": [names[each.dimension_code] for each in chosen.indicators],
                "หน่วย": [each.unit for each in chosen.indicators],
            }
        ),
        "sets-indicators",
        height=420,
    )
    notes = [f"ที่มา: {chosen.source}", chosen.confidence_note]
    st.caption("  \n".join(text(note) for note in notes if note and note != "ที่มา: "))
