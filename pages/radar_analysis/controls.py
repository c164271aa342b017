"""How the sheet is looked at (reference, group, weights, small counts), all in the URL."""

from collections.abc import Mapping

import streamlit as st

from analysis.core.priorities import EQUAL_WEIGHTS, PARTS
from analysis.core.references import REFERENCE_WORDS
from analysis.core.target_groups import groups_of
from app.answers import Choices
from app.state import Selection, indicator_set
from words.screen_text import Shown, plain

MOST_WEIGHT = 5.0
EVERYONE = {"": "ทุกตัวชี้วัด"}


def choose_how(selection: Selection) -> Choices:
    """Draw the controls and give what they say."""
    own_set = indicator_set(selection)
    with st.container(horizontal=True, gap="small", key="sheet_controls", vertical_alignment="bottom"):
        reference = _choose_code("เทียบกับ", REFERENCE_WORDS, "reference")
        held = groups_of(own_set)
        group = _choose_code("กลุ่มเป้าหมาย", EVERYONE | dict(held), "group") if held else ""
        weights = _choose_weights()
        public = own_set.measure == "count" and st.toggle(
            "ซ่อนจำนวน 1–9", key="public", bind="query-params",
            help="สำหรับพิมพ์แจกหรือฉายให้ผู้อื่นดู: ซ่อนจำนวนน้อยและร้อยละที่คำนวณจากจำนวนน้อย เพราะอาจชี้ตัวบุคคลได้ "
            "ค่าเฉลี่ยที่คำนวณย้อนกลับได้ปัดเป็นจำนวนเต็มหรือไม่แสดง (กฎของโปรแกรมนี้)",
        )  # fmt: skip
    return Choices(reference, group or None, weights, public)


def _choose_code(label: Shown, options: Mapping[str, str], name: str) -> str:
    """One of a few named options; its code is in the URL under `name` unless it is the first one. A bound select would
    write the Thai name, which changes with a word."""
    default, key = next(iter(options)), f"quality_{name}"
    given = st.query_params.get(name, default)
    st.session_state[key] = given if given in options else default
    return st.selectbox(
        label,
        list(options),
        format_func=lambda code: plain(options[code]),
        key=key,
        on_change=_chosen,
        args=(name, default),
        width=190,
    )


def _chosen(name: str, default: str) -> None:
    value = st.session_state[f"quality_{name}"]
    if value != default:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def _choose_weights() -> tuple[tuple[str, float], ...]:
    """One slider a part of the score; equal weights, and a word about it, when all are 0."""
    with st.popover("น้ำหนักของคะแนน", icon=":material/tune:"):
        st.markdown("คะแนนความสำคัญของปัญหา = ค่าเฉลี่ยถ่วงน้ำหนักของสี่ส่วนนี้ ลำดับแบบไม่ถ่วงน้ำหนักแสดงคู่กันเสมอ")
        weights = tuple(
            (part, float(st.slider(name, 0.0, MOST_WEIGHT, 1.0, 0.5, key=f"w_{part}", bind="query-params")))
            for part, name in PARTS.items()
        )
    if any(weight for _, weight in weights):
        return weights
    st.warning("น้ำหนักทุกส่วนเป็น 0 จึงใช้น้ำหนักเท่ากันไปก่อน เลื่อนอย่างน้อยหนึ่งส่วนให้มากกว่า 0")
    return tuple(EQUAL_WEIGHTS.items())
