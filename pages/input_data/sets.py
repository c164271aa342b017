"""Part ชุดตัวชี้วัด: the sets in use, and the names that are still waited for: pasted or out of a file, looked at, mended in
the table, saved."""

from typing import Any

import pandas as pd
import streamlit as st

from app.state import data_version, the_catalogue
from catalogue import SURVEYS, Catalogue, IndicatorSet
from loaders import IndicatorList, ReadRefusal, Sheet, read_indicator_list, read_workbook
from pages.input_data.problems import show_problems
from pages.input_data.set_editing import checked_set, save_button, show_edit, show_exchange, show_set_saved
from pages.shared.look import show_table
from words.screen_text import plain, text

HELD, NEW, EDIT, EXCHANGE = "ชุดที่มี", "ใส่รายชื่อตัวชี้วัด", "เป้าหมายและเกณฑ์", "ส่งออกและนำเข้า"
CONFIDENCES = {"H": "ยืนยันจากเอกสารต้นทาง", "M": "มีแหล่งอ้างอิงที่ดีหนึ่งแหล่ง", "U": "ยังไม่ยืนยัน ใช้เป็นค่าตั้งของโปรแกรม"}
EXAMPLE = "หมวดที่ 1 สุขภาพ\n1. เด็กแรกเกิดมีน้ำหนัก 2,500 กรัมขึ้นไป (คน)\n2. ครัวเรือนกินอาหารถูกสุขลักษณะ (ครัวเรือน)"
PASTE, FILE = "วางข้อความ", "เลือกไฟล์"
UNITS = {"jpt": ["คน", "ครัวเรือน"], "nrd2c": ["หมู่บ้าน", "ชุมชน"]}
NUMBER, NAME, DIMENSION, UNIT = "ข้อ", "ตัวชี้วัด", "หมวด/ด้าน", "หน่วย"


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


def show_new(catalogue: Catalogue) -> None:
    """Which set, its list, what the program understood, and the button."""
    newest_first = sorted(catalogue.sets, key=lambda each: -each.last_year)
    waiting = {each.id: each for each in newest_first if not each.is_complete}
    if not waiting:
        st.markdown("มีรายชื่อตัวชี้วัดครบทุกชุดแล้ว ชุดอื่นของท่านนำเข้าเป็นไฟล์ได้ในแท็บ “ส่งออกและนำเข้า”")
        return
    set_id = st.selectbox(
        "ชุดที่รอรายชื่อ", list(waiting), format_func=lambda each: plain(waiting[each].title), key="set-new-id",
        placeholder="เลือกชุด", width=520,
    )  # fmt: skip
    chosen = waiting[set_id]
    source = _list_typed_or_brought(chosen)
    if source is None:
        return
    found = read_indicator_list(
        source,
        set_id=chosen.id,
        survey=chosen.survey,
        title=chosen.title,
        first_year=chosen.first_year,
        last_year=chosen.last_year,
    )
    show_problems(found.problems, "set-new")
    if found.definition["indicators"]:
        _show_understood(found, chosen)


def _list_typed_or_brought(chosen: IndicatorSet) -> str | Sheet | None:
    how = st.segmented_control(
        "รายชื่อมาจากไหน", [PASTE, FILE], default=PASTE, required=True, key="set-new-how", label_visibility="collapsed"
    )
    if how == PASTE:
        pasted = st.text_area(
            f"รายชื่อ {chosen.size} ตัวชี้วัด บรรทัดละหนึ่งตัว (คัดลอกจาก Excel หรือ Word มาวางได้)", key="set-new-text",
            height=220, placeholder=EXAMPLE,
        )  # fmt: skip
        return pasted if pasted.strip() else None
    file = st.file_uploader("ไฟล์รายชื่อ (มีคอลัมน์ ข้อ ตัวชี้วัด หมวด/ด้าน หน่วย)", key="set-new-file")
    if file is None:
        return None
    try:
        with st.spinner("กำลังอ่านไฟล์รายชื่อ …"):
            return next(iter(read_workbook(file.getvalue(), file.name).sheets), None)
    except ReadRefusal as refusal:
        st.error(text(refusal.text()), icon=":material/error:")
        return None


def _show_understood(found: IndicatorList, chosen: IndicatorSet) -> None:
    """The list as understood, to be mended in place; the source of the table never changes under the edits."""
    units = UNITS.get(chosen.survey, [])
    st.markdown(f"**โปรแกรมอ่านได้ {len(found.definition['indicators']):,} ตัวชี้วัด** แก้ชื่อ หมวด หรือหน่วยในตารางได้เลย")
    default = units[0]
    if found.missing_units:
        default = st.selectbox(
            f"หน่วยของ {len(found.missing_units):,} ตัวชี้วัดที่ไม่ได้บอกหน่วย (แก้รายตัวในตารางได้)", units,
            key="set-new-unit", placeholder="เลือกหน่วย", width=420,
        )  # fmt: skip
    definition = found.with_units(dict.fromkeys(found.missing_units, default))
    names = {each["number"]: each["name"] for each in definition["dimensions"]}
    edited = st.data_editor(
        _table_of_names(definition, names),
        key=f"set-new-table-{chosen.id}-{hash(str(definition)) % 10**8}",
        hide_index=True,
        placeholder="",
        width="stretch",
        column_config={
            NUMBER: st.column_config.NumberColumn(NUMBER, disabled=True, width="small"),
            NAME: st.column_config.TextColumn(NAME, width="large", required=True),
            DIMENSION: st.column_config.SelectboxColumn(DIMENSION, options=list(names.values()), required=True),
            UNIT: st.column_config.SelectboxColumn(UNIT, options=units, required=True),
        },
    )
    definition = _mended(definition, edited, names)
    if checked_set(definition) is not None:
        st.success(f"ครบถ้วน {chosen.size} ตัวชี้วัด พร้อมบันทึก", icon=":material/check_circle:")
        save_button("บันทึกรายชื่อชุดนี้", definition, "set-new-save", is_new=True)


def _table_of_names(definition: dict[str, Any], names: dict[int, str]) -> pd.DataFrame:
    rows = definition["indicators"]
    return pd.DataFrame(
        {
            NUMBER: [row["number"] for row in rows],
            NAME: [row["name"] for row in rows],
            DIMENSION: [names.get(row["dimension"], "") for row in rows],
            UNIT: [row["unit"] for row in rows],
        }
    )


def _mended(definition: dict[str, Any], edited: pd.DataFrame, names: dict[int, str]) -> dict[str, Any]:
    numbers = {name: number for number, name in names.items()}
    rows = [
        {
            **row,
            "name": edited_row[NAME],
            "dimension": numbers.get(edited_row[DIMENSION], row["dimension"]),
            "unit": edited_row[UNIT],
        }
        for row, edited_row in zip(definition["indicators"], edited.to_dict("records"), strict=True)
    ]
    return {**definition, "indicators": rows}
