"""How the sheet is looked at (reference, group, weights, small counts), all in the URL."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.core.priorities import EQUAL_WEIGHTS, OWN_VIEW, PARTS
from analysis.core.references import REFERENCE_WORDS
from analysis.core.target_groups import groups_of
from app.answers import Choices
from app.state import Selection, indicator_set
from pages.shared.filters import adjusting
from pages.shared.url_choices import url_choice, url_number, url_switch

MOST_WEIGHT = 5.0
EVERYONE = {"": "ทุกตัวชี้วัด"}


def choose_how(selection: Selection, bar: DeltaGenerator) -> tuple[Choices, bool]:
    """Draw the controls behind one button of the filter bar and give what they say, and whether the annexes are
    printed too."""
    own_set = indicator_set(selection)
    with adjusting(bar):
        reference = url_choice("เทียบกับ", REFERENCE_WORDS, "reference", width="stretch")
        held = groups_of(own_set)
        group = url_choice("กลุ่มเป้าหมาย", EVERYONE | dict(held), "group", width="stretch") if held else ""
        public = own_set.measure == "count" and url_switch(
            "ซ่อนจำนวน 1–9", "public",
            "สำหรับพิมพ์แจกหรือฉายให้ผู้อื่นดู: ซ่อนจำนวนน้อยและร้อยละที่คำนวณจากจำนวนน้อย เพราะอาจชี้ตัวบุคคลได้ "
            "ค่าเฉลี่ยที่คำนวณย้อนกลับได้ปัดเป็นจำนวนเต็มหรือไม่แสดง (กฎของโปรแกรมนี้)",
        )  # fmt: skip
        with_annexes = url_switch(
            "พิมพ์ภาคผนวกด้วย", "annexes", "ปกติพิมพ์หน้าเดียวบน A4 หนึ่งแผ่น เปิดแล้วพิมพ์รายละเอียดทุกข้อด้านล่างต่อท้าย",
        )  # fmt: skip
        weights = _choose_weights()
    return Choices(reference, group or None, weights, public), with_annexes


def _choose_weights() -> tuple[tuple[str, float], ...]:
    """One slider a part of the score; equal weights, and a word about it, when all are 0."""
    st.markdown(f"**{OWN_VIEW}** ท่านให้น้ำหนักสี่ส่วนนี้เองได้ ลำดับตามมุมมองของท่านแสดงคู่กับลำดับความสำคัญ ไม่แทนที่")
    weights = tuple((part, url_number(name, f"w_{part}", 0.0, MOST_WEIGHT, 1.0, 0.5)) for part, name in PARTS.items())
    if any(weight for _, weight in weights):
        return weights
    st.warning("น้ำหนักทุกส่วนเป็น 0 จึงใช้น้ำหนักเท่ากันไปก่อน เลื่อนอย่างน้อยหนึ่งส่วนให้มากกว่า 0")
    return tuple(EQUAL_WEIGHTS.items())
