"""Tables as people take them away: CSV that Excel opens safely, an office's own activities among them.

The one writer of CSV of this program.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from analysis.disclosure.outputs import Audience, Released, without_figures
from catalogue.activities import LABELS, Activity, activity_to_dict
from catalogue.fields import SEPARATOR
from reports.about import SYNTHETIC, About
from words.numbers import is_rate, without_empty_decimal

# What spreadsheets read as the start of a formula, the wide signs of East Asian keyboards included.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
REAL: Final = "ตามไฟล์ที่นำเข้า"


@dataclass(frozen=True)
class PaperTable:
    """A table for paper. `widths`: of its columns, in shares of the page; `figures`: places of the columns that stand
    on the right; `total`: the last row is a sum."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    figures: tuple[int, ...] = ()
    total: bool = False


def csv_bytes(released: Released[pd.DataFrame], about: About) -> bytes:
    """The table (Thai headings) as CSV; its last columns carry source, day, whether it is made up, and for whom it is.

    The table stays rectangular, so that a program reads it too.
    """
    full, about = released.content.copy(), about.of(released)
    is_public = released.audience is Audience.PUBLIC
    if is_public:  # where words stand among them
        for column in (each for each in full if is_rate(str(each))):
            full[column] = full[column].map(_without_empty_decimal)
    full["ที่มา"], full["จัดทำเมื่อ"] = about.source, about.made_on
    full["ชนิดข้อมูล"] = SYNTHETIC if about.is_synthetic else REAL
    if about.notes:
        full["หมายเหตุ"] = " ".join(about.notes)
    if about.mark:
        full["การใช้"] = about.mark
    return _csv(full, {}, without_empty_decimal if is_public else None)


def list_csv_bytes(released: Released[pd.DataFrame], headings: Mapping[str, str] | None = None) -> bytes:
    """A list that carries no figures of areas (faults to mend, actions), without words of where it comes from.

    `headings`: column → what stands above it, where that is another word. Raises ValueError for content that is not
    `without_figures`.
    """
    if released.audience is not Audience.WITHOUT_FIGURES:
        raise ValueError("figures leave with words of where they come from: csv_bytes")
    return _csv(released.content, headings or {})


def _csv(table: pd.DataFrame, headings: Mapping[str, str], number_text: Callable[[object], str] | None = None) -> bytes:
    """The table as UTF-8 with BOM. No heading and no cell can run as a formula; numbers stay numbers; missing is
    empty."""
    safe = pd.DataFrame(
        {place: table.iloc[:, place].map(_safe_cell, na_action="ignore") for place in range(table.shape[1])}
    )
    safe.columns = [without_formula(headings.get(str(name), str(name))) for name in table.columns]
    return safe.to_csv(index=False, lineterminator="\r\n", float_format=number_text).encode("utf-8-sig")


def without_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula, the line breaks of labels gone.

    >>> without_formula("=1+1"), without_formula("เด็ก<br>แรกเกิด")
    ("'=1+1", 'เด็กแรกเกิด')
    """
    line = text.replace("<br>", "")
    return f"'{line}" if line.startswith(FORMULA_STARTS) else line


def _without_empty_decimal(cell: Any) -> Any:
    """A percentage without a fraction as the gate rounds it: 12 and not 12.0."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _safe_cell(cell: Any) -> Any:
    return without_formula(cell) if isinstance(cell, str) else cell


def activities_to_csv(activities: Iterable[Activity]) -> bytes:
    """One row an activity under Thai headings, lists `;`-separated; without any figure of an area.

    `activities_from_csv` makes the same activities of it, also after Excel saved it."""
    rows = [
        [
            SEPARATOR.join(map(str, value)) if isinstance(value, list) else value
            for value in activity_to_dict(each).values()
        ]
        for each in activities
    ]
    return list_csv_bytes(without_figures(pd.DataFrame(rows, columns=list(LABELS), dtype=object)), LABELS)
