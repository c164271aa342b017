"""How the sheet is looked at (reference, group, weights, small counts), all in the URL."""

import streamlit as st

from analysis.core.priorities import EQUAL_WEIGHTS, OWN_VIEW, PARTS
from analysis.core.references import REFERENCE_WORDS
from analysis.core.target_groups import groups_of
from app.answers import Choices
from app.state import Selection, indicator_set
from pages.shared.url_choices import url_choice, url_number, url_switch

MOST_WEIGHT = 5.0
WIDTH = 240
EVERYONE = {"": "ทุกตัวชี้วัด"}


def choose_how(selection: Selection) -> Choices:
    """Draw the controls and give what they say."""
    own_set = indicator_set(selection)
    with st.container(horizontal=True, gap="small", key="sheet_controls", vertical_alignment="bottom"):
        reference = url_choice("เทียบกับ", REFERENCE_WORDS, "reference", width=WIDTH)
        held = groups_of(own_set)
        group = url_choice("กลุ่มเป้าหมาย", EVERYONE | dict(held), "group", width=WIDTH) if held else ""
        weights = _choose_weights()
        public = own_set.measure == "count" and url_switch(
            "ซ่อนจำนวน 1–9", "public",
            "สำหรับพิมพ์แจกหรือฉายให้ผู้อื่นดู: ซ่อนจำนวนน้อยและร้อยละที่คำนวณจากจำนวนน้อย เพราะอาจชี้ตัวบุคคลได้ "
            "ค่าเฉลี่ยที่คำนวณย้อนกลับได้ปัดเป็นจำนวนเต็มหรือไม่แสดง (กฎของโปรแกรมนี้)",
        )  # fmt: skip
    return Choices(reference, group or None, weights, public)


def _choose_weights() -> tuple[tuple[str, float], ...]:
    """One slider a part of the score; equal weights, and a word about it, when all are 0."""
    with st.popover(OWN_VIEW, icon=":material/tune:"):
        st.markdown("ท่านให้น้ำหนักสี่ส่วนนี้เองได้ ลำดับตามมุมมองของท่านแสดงคู่กับลำดับความสำคัญ ไม่แทนที่")
        weights = tuple(
            (part, url_number(name, f"w_{part}", 0.0, MOST_WEIGHT, 1.0, 0.5)) for part, name in PARTS.items()
        )
    if any(weight for _, weight in weights):
        return weights
    st.warning("น้ำหนักทุกส่วนเป็น 0 จึงใช้น้ำหนักเท่ากันไปก่อน เลื่อนอย่างน้อยหนึ่งส่วนให้มากกว่า 0")
    return tuple(EQUAL_WEIGHTS.items())
