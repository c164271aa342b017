"""Our workbook of กชช.2ค: the problem level (1, 2, 3) of every indicator in every village."""

from typing import Any

import numpy as np
import pandas as pd

from catalogue import Indicator, IndicatorSet
from loaders.checks.problems import ERROR, WARNING, Problem, numbers_where
from loaders.known_tables.areas_check import Areas
from loaders.known_tables.cells import Reading, read_numbers
from loaders.known_tables.tables import Table
from loaders.layouts.marker import TEMPLATES, Mark, decide_mark_year, find_mark, mark_set
from loaders.layouts.own_tables import area_headings, numbered_headings, own_areas, own_staging, own_table
from loaders.reading import Workbook, fold
from loaders.staging import LoadRequest, Staging

NAME = "nrd2c_village"
LAYOUT: dict[str, Any] = {"name": NAME, **TEMPLATES["template"][NAME]}
LEVELS = (1, 2, 3)
DEVELOPMENT_LEVEL = "development_level"


def recognise(workbook: Workbook) -> Mark | None:
    """The mark of this template."""
    return find_mark(workbook, NAME)


def stage(workbook: Workbook, found: Mark, request: LoadRequest, reading: Reading) -> Staging:
    """One row a village. Raises RefusalError when year, set, headings or codes are not known."""
    year_be = decide_mark_year(found, request, reading)
    indicator_set = mark_set(found, request, LAYOUT["survey"], year_be)
    expected = area_headings() | numbered_headings(NAME, ("score",), indicator_set)
    table = own_table(found, expected | {fold(LAYOUT["headings"][DEVELOPMENT_LEVEL]): DEVELOPMENT_LEVEL})
    areas = own_areas(table, NAME, request, reading)
    columns = _level_columns(table, indicator_set, reading)
    faulty = np.logical_or.reduce([areas.faulty, *(broken for _, broken in columns.values())])
    scores = {name: values for name, (values, _) in columns.items() if name != DEVELOPMENT_LEVEL}
    facts = _facts(areas, indicator_set.indicators, scores, faulty)
    levels = columns.get(DEVELOPMENT_LEVEL, (np.full(len(table.rows), np.nan), faulty))[0]
    known = ~faulty & ~np.isnan(levels)
    measures = pd.DataFrame({"area_code": areas.codes[known], "measure": DEVELOPMENT_LEVEL, "value": levels[known]})
    return own_staging(NAME, indicator_set, year_be, table, areas, faulty, facts, measures, reading)


def _level_columns(
    table: Table, indicator_set: IndicatorSet, reading: Reading
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Our column → (levels, NaN where not told; rows with a fault)."""
    names = [f"score:{indicator.number}" for indicator in indicator_set.indicators]
    absent = [name.partition(":")[2] for name in names if name not in table.columns]
    if absent:
        what = f"ไม่มีคอลัมน์ของตัวชี้วัดที่ {', '.join(absent)}"
        reading.log.add(Problem(WARNING, what, "ถ้าตั้งใจเว้นไว้ไม่ต้องแก้ ระบบถือว่าไม่มีข้อมูล", table.sheet, rule="L29"))
    return {name: _levels(table, name, reading) for name in (*names, DEVELOPMENT_LEVEL) if name in table.columns}


def _levels(table: Table, name: str, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    column = read_numbers(table, name, reading)
    wrong = ~np.isnan(column.values) & ~np.isin(column.values, LEVELS)
    rows = numbers_where(wrong, table.row_numbers)
    reading.log.rows(
        ERROR, rows, "ระดับต้องเป็น 1 2 หรือ 3", "ใส่ 1 (ปัญหามาก) 2 หรือ 3 (น้อย/ไม่มี) หรือเว้นว่างถ้าไม่เกี่ยวข้อง", sheet=table.sheet,
        column=table.label(name), rule="V41")  # fmt: skip
    return np.where(wrong, np.nan, column.values), column.faulty | wrong


def _facts(
    areas: Areas, indicators: tuple[Indicator, ...], scores: dict[str, np.ndarray], faulty: np.ndarray
) -> pd.DataFrame:
    parts: list[pd.DataFrame] = []
    for indicator in indicators:
        values = scores.get(f"score:{indicator.number}")
        if values is None:
            continue
        has_value = ~faulty & ~np.isnan(values)
        parts.append(
            pd.DataFrame(
                {
                    "area_code": areas.codes[has_value],
                    "indicator_code": indicator.code,
                    "unit": indicator.unit,
                    "score": values[has_value],
                }
            )
        )
    columns = ["area_code", "indicator_code", "unit", "score"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
