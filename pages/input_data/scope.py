"""The area that all rows of a table lie in: province, then amphoe, then tambon, as deep as the person knows."""

import streamlit as st

from analysis.core.areas import thai_order
from app.state import the_warehouse
from catalogue.areas import area_names

DEEPER = {2: ("อำเภอ", 4), 4: ("ตำบล", 6)}


def ask_scope(current: str | None, key: str, *, is_needed: bool) -> str | None:
    """The code chosen, None for the whole country. `is_needed`: names alone seldom say which area is meant."""
    words = "จังหวัดของทั้งตาราง" + ("" if is_needed else " (ไม่เลือกก็ได้)")
    code = _choose(words, areas_below(""), (current or "")[:2], f"scope-2-{key}")
    for digits in (2, 4):
        if code and len(code) == digits:
            level, length = DEEPER[digits]
            deeper = _choose(
                f"{level} (ไม่เลือกก็ได้)", areas_below(code), (current or "")[:length], f"scope-{length}-{key}-{code}"
            )
            code = deeper or code
    return code


def _choose(label: str, names: dict[str, str], current: str, key: str) -> str | None:
    codes = list(names)
    return st.selectbox(
        label, codes, index=codes.index(current) if current in codes else None, key=key, placeholder="เลือก",
        format_func=names.__getitem__, width=220,
    )  # fmt: skip


@st.cache_data(max_entries=200, show_spinner=False)
def areas_below(code: str) -> dict[str, str]:
    """Code → name of the shipped areas right below one ("" for the provinces), in Thai order."""
    length = len(code) + 2
    names = {
        each: name
        for each, name in area_names().items()
        if len(each) == length and each.startswith(code) and each.isdigit()
    }
    codes = list(names)
    return {codes[place]: names[codes[place]] for place in thai_order(the_warehouse(), list(names.values()))}
