"""What the text of every stage is made of: aligned tables for a terminal, and the line that says what it is about."""

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.core.references import Reference
from analysis.core.scope import Scope
from catalogue import SURVEYS
from words.numbers import DASH, fixed

WIDEST = 44


def table(frame: pd.DataFrame, heads: Mapping[str, str], decimals: int = 1) -> str:
    """The named columns under Thai headings, aligned for a fixed-width screen; missing as a dash."""
    rows = [list(heads.values())]
    rows += [[_cell(row[name], decimals) for name in heads] for row in frame.to_dict("records")]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(heads))]
    numeric = [pd.api.types.is_numeric_dtype(frame[name]) for name in heads]
    return "\n".join(
        "  ".join(_padded(cell, width, right) for cell, width, right in zip(row, widths, numeric, strict=True)).rstrip()
        for row in rows
    )


def title_text(scope: Scope) -> str:
    """The area, the kind of data, the year and the set."""
    survey = SURVEYS.get(scope.survey, scope.survey)
    return f"{scope.area_title} ({scope.area_code}) · {survey} ปี {scope.year_be} · {scope.indicator_set.title}"


def reference_text(reference: Reference) -> str:
    """What the figures are compared with, or why they are not."""
    return f"ค่าอ้างอิง: {reference.name}" if reference.name else f"ไม่มีค่าอ้างอิง {reference.note}".rstrip()


def _cell(value: Any, decimals: int) -> str:
    if isinstance(value, str):
        return value if _width(value) <= WIDEST else f"{value[: WIDEST - 1]}…"
    if value is None or math.isnan(value):
        return DASH
    return f"{value:.0f}" if float(value).is_integer() else fixed(value, decimals)


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Cells on a screen: marks above or below a Thai letter take none."""
    return sum(unicodedata.category(letter) not in {"Mn", "Cf"} for letter in text)
