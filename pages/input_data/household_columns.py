"""One row a household: all columns of answers set in one click, and the question what 1 means in them."""

import streamlit as st

from catalogue import IndicatorSet
from loaders import Mapping, TableChoice, TablePreview, indicators_of, is_by_household
from loaders import column_kinds as f
from pages.input_data.column_tables import FAILS, PASSES, meaning_of_one, with_meaning_of_one
from pages.input_data.uploaded_files import WaitingFile, read_again


def offer_households(file: WaitingFile, preview: TablePreview, indicator_set: IndicatorSet, key: str) -> None:
    """The button that makes every column of answers one of households, or the one that takes it back."""
    if indicator_set.measure != "count":
        return
    count = len(preview.mapping.of_kind(*f.ANSWERS))
    if is_by_household(preview.mapping):
        st.markdown(f":material/home: อ่านเป็น**รายครัวเรือน** {count} คอลัมน์เป็นคำตอบ รวมเป็นยอดรายหมู่บ้านให้ ไม่เก็บรายครัวเรือน")
        st.button("ไม่ใช่รายครัวเรือน", key=f"no-households-{key}", type="tertiary", on_click=_say,
                  args=(file, preview, indicator_set, False))  # fmt: skip
        return
    headings = {each.index: (each.heading,) for each in preview.mapping.columns if each.index in preview.answers}
    count = len(indicators_of(headings, indicator_set))
    if count:
        st.button(f"ทั้ง {count} คอลัมน์เป็นคำตอบรายครัวเรือน", key=f"households-{key}", icon=":material/home:", on_click=_say,
                  args=(file, preview, indicator_set, True))  # fmt: skip


def _say(file: WaitingFile, preview: TablePreview, indicator_set: IndicatorSet, by_household: bool) -> None:
    roles = file.choice.roles if file.choice else ()
    choice = TableChoice(preview.sheet, preview.number, roles, indicator_set.id, by_household=by_household)
    read_again(file.sha256, choice=choice, inverted=None)


def ask_meaning_of_one(mapping: Mapping, key: str) -> Mapping:
    """The mapping with what 1 (or ✓) means in its answers, as it is chosen here for all of them."""
    if not is_by_household(mapping):
        return mapping
    proposed = meaning_of_one(mapping)
    meaning = st.segmented_control(
        "เลข 1 (หรือ ✓) ในตารางหมายถึง", [PASSES, FAILS], default=proposed, key=f"one-{key}-{proposed}",
        help="คำว่า ผ่าน ไม่ผ่าน ตก และ 0,n อ่านตามคำ ไม่ขึ้นกับข้อนี้",
    )  # fmt: skip
    return mapping if meaning in (None, proposed) else with_meaning_of_one(mapping, str(meaning))
