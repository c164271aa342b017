"""Tables and headings of the sheet as the page and the paper show them: words and lines, no canvas.

A data grid is drawn on a canvas, which a printer cuts off and blurs; these tables are text.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from charts.text import records
from charts.theme import HIDDEN, missing_word
from words.numbers import DASH, fixed, fixed_pct, format_count, format_pct_range, is_missing, signed
from words.screen_text import Shown, text

SECTIONS: Final = {
    "overall": "ภาพรวม",
    "axes": "รายด้าน",
    "standing": "เด่น ใกล้เคียง ด้อย",
    "problems": "ปัญหาเรียงตามความสำคัญ",
    "changes": "สิ่งที่เปลี่ยนจากปีก่อนหน้า",
    "levels": "ระดับการพัฒนาของหมู่บ้าน",
    "groups": "กลุ่มเป้าหมาย",
    "households": "ครัวเรือนที่ขาดหลายเรื่องพร้อมกัน",
    "unknowns": "สิ่งที่ยังไม่รู้",
    "formulas": "วิธีคำนวณ",
}
HIDEABLE: Final = ("problem_pct",)
RIGHT: Final = ("interval", "before_interval", "counts")
SIGNED: Final = {"change_pct": 1, "excess": 0}  # and with how many decimals
SHARES: Final = ("score", "unweighted_score", "severity", "size", "trend", "relative")


def section(key: str, note: Shown = "") -> None:
    """Heading of one section, kept with what follows it on paper; its anchor is what the sentences link to."""
    with st.container(key=f"sheet_heading_{key}", gap="xxsmall"):
        st.subheader(f"{section_number(key)}. {SECTIONS[key]}", anchor=f"s-{key}")
        if note:
            st.caption(note)


def section_number(key: str) -> int:
    """1 for the first section."""
    return list(SECTIONS).index(key) + 1


def section_link(key: str) -> Shown:
    """A link to a section, in Markdown; on paper it reads as the number of the section."""
    return f"[ดูข้อ\u00a0{section_number(key)}](#s-{text(key)})"


def printed_table(table: pd.DataFrame, heads: Mapping[str, str], key: str) -> None:
    """The columns of `heads` under their Thai headings, in that order, as text: percentages with one decimal, counts
    with separators, a dash for no data, the word for a hidden figure in its first missing percentage (rows with
    is_hidden, or with a mean of indicators that have data). `key` names the box, which scrolls sideways on a phone."""
    numeric = [column in RIGHT or pd.api.types.is_numeric_dtype(table[column]) for column in heads]
    lines = [_line([text(head) for head in heads.values()])]
    lines.append(_line(["---:" if each else ":---" for each in numeric]))
    columns = [[cell(column, value) for value in table[column].tolist()] for column in heads]
    first = next((place for place, column in enumerate(heads) if column in HIDEABLE), None)
    with_gaps = first is not None and DASH in columns[first]
    for row, record in enumerate(records(table) if with_gaps else ()):
        if columns[first or 0][row] == DASH and missing_word(record) == HIDDEN:
            columns[first or 0][row] = HIDDEN
    lines += [_line(list(cells)) for cells in zip(*columns, strict=True)]
    with st.container(key=f"sheet-{key}"):
        st.markdown("\n".join(lines))


def cell(column: str, value: object) -> Shown:
    """One cell as Markdown that shows it as written.

    >>> cell("problem_pct", 12.34), cell("failed", 1234.0), cell("failed", None), cell("change_pct", 2.0)
    ('12.3', '1,234', '–', '+2.0')
    """
    if is_missing(value):
        return DASH
    if isinstance(value, str):
        return text(value) or DASH
    number = float(value)  # type: ignore[arg-type]
    if column in SIGNED:
        return signed(number, SIGNED[column])
    if column.endswith("_pct"):
        return fixed_pct(number)
    return fixed(number, 2) if column in SHARES else format_count(number)


def interval_text(low: float, high: float) -> str | None:
    """An interval that never breaks over two lines; None without one."""
    return None if is_missing(low) or is_missing(high) else format_pct_range(low, high).replace("–", "\u2060–\u2060")


def counts_text(failed: float, assessed: float) -> str | None:
    """12 of 340 as '12/340'; None without counts."""
    missing = is_missing(failed) or is_missing(assessed)
    return None if missing else f"{fixed(failed, 0)}\u2060/\u2060{fixed(assessed, 0)}"


def chart_box(key: str, width: int = 460) -> DeltaGenerator:
    """A box of a width that paper does not change: a figure that must be drawn anew would be missing on it."""
    return st.container(key=f"sheet_chart_{key}", width=width)


def _line(cells: list[Shown]) -> Shown:
    return f"| {' | '.join(cells)} |"
