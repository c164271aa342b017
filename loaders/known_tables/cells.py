"""Whole columns of cells → numbers or area codes, each distinct value read once (300,000 rows hold few)."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from catalogue.areas import COUNTRY
from loaders.checks.impossible import personal_cells, too_large
from loaders.checks.problems import ERROR, ProblemLog, numbers_where
from loaders.checks.rules import rule
from loaders.checks.shares import Shares
from loaders.known_tables.tables import Table
from loaders.persons.personal_columns import (
    holds_personal_values,
    is_personal_heading,
    safe_heading,
    shown_values,
)
from loaders.reading import PROBLEMS, REPAIRS, AreaCode, Cell, Number, column_cells, fold, parse_area_code, parse_number

COUNTRY_WORDS = ("th", "ประเทศไทย", "ทั้งประเทศ")
ENTER_NUMBER = "ใส่ตัวเลข หรือเว้นว่างถ้าไม่มีข้อมูล"


@dataclass(frozen=True)
class NumberColumn:
    """`values`: float64, NaN where nothing is reported or the cell is refused; `faulty`: the refused ones."""

    values: np.ndarray
    faulty: np.ndarray


@dataclass(frozen=True)
class CodeColumn:
    """`codes`: text or None; `faulty`: the refused ones."""

    codes: np.ndarray
    faulty: np.ndarray


@dataclass
class Reading:
    """What reading one file's cells met: problems by row, repairs counted by kind, percentages that may be shares."""

    log: ProblemLog = field(default_factory=ProblemLog)
    repairs: Counter[str] = field(default_factory=Counter[str])
    shares: Shares = field(default_factory=Shares)

    def counted_repairs(self) -> dict[str, int]:
        """Thai wording → how many cells were put right; nil signs are not a repair."""
        return {
            REPAIRS.get(code, code): count for code, count in sorted(self.repairs.items()) if code != "not_reported"
        }


def read_numbers(
    table: Table, name: str, reading: Reading, *, is_count: bool = False, parse: Callable[[Cell], Number] = parse_number
) -> NumberColumn:
    """One column of numbers. `is_count`: decimals and negatives are faults too. Faults go to the log by row."""
    parsed = _parse_distinct(table.values(name), parse, reading)
    values = np.array([float(each.value) if each.value is not None else np.nan for each in parsed.distinct])[
        parsed.codes
    ]
    faulty = _log_problems(table, name, parsed, reading)
    personal = personal_cells(parsed.cells, parsed.codes) & ~faulty
    large = too_large(values, is_count=is_count) & ~faulty & ~personal
    for mask, rule_id in ((personal, "P02"), (large, "V50")):
        rows = numbers_where(mask, table.row_numbers)
        what, fix = rule(rule_id).says, rule(rule_id).fix
        reading.log.rows(ERROR, rows, what, fix, rule=rule_id, sheet=table.sheet, column=table.label(name))
    values, faulty = np.where(personal | large, np.nan, values), faulty | personal | large
    if is_count:
        share = np.array([each.is_percent for each in parsed.distinct], dtype=bool)[parsed.codes]
        _log_rows(table, name, share, "เป็นร้อยละ ต้องเป็นจำนวน", ENTER_NUMBER, reading, rule="V23")
        values, faulty = np.where(share, np.nan, values), faulty | share
        broken = ~np.isnan(values) & ((values < 0) | (values != np.floor(values)))
        _log_rows(table, name, broken, "ต้องเป็นจำนวนเต็มตั้งแต่ 0 ขึ้นไป", ENTER_NUMBER, reading, rule="V23")
        values, faulty = np.where(broken, np.nan, values), faulty | broken
    return NumberColumn(values, faulty)


def read_codes(
    table: Table, name: str, digits: Collection[int], reading: Reading, *, country: bool = False
) -> CodeColumn:
    """One column of area codes of the given lengths, and TH where `country`; a blank is None and not a fault."""

    def parse(cell: Cell) -> AreaCode:
        if country and isinstance(cell, str) and fold(cell) in COUNTRY_WORDS:
            return AreaCode(COUNTRY)
        return parse_area_code(cell, digits)

    parsed = _parse_distinct(table.values(name), parse, reading)
    distinct = np.array([each.value for each in parsed.distinct], dtype=object)
    return CodeColumn(distinct[parsed.codes], _log_problems(table, name, parsed, reading))


@dataclass(frozen=True)
class _Parsed:
    """`cells`: the distinct cells, `distinct` what each of them reads as; `codes`: which of them stands in each row."""

    cells: list[Cell]
    distinct: list[Any]
    codes: np.ndarray


def _parse_distinct(cells: Sequence[Cell], parse: Callable[[Cell], Any], reading: Reading) -> _Parsed:
    """Each distinct cell parsed once; `codes` say which result belongs to each row."""
    codes, distinct = _factorize(cells)
    results = [parse(cell) for cell in distinct]
    counts = np.bincount(codes, minlength=len(results))
    for result, count in zip(results, counts, strict=True):
        for repair in result.repairs:
            reading.repairs[repair] += int(count)
    return _Parsed(distinct, results, codes)


def _factorize(cells: Sequence[Cell]) -> tuple[np.ndarray, list[Cell]]:
    """Positions into the distinct cells. TRUE equals 1 for Python: booleans are set apart first."""
    kinds = set(map(type, cells))
    if kinds <= {str, type(None)} or kinds <= {float, int, type(None)}:
        keys: Sequence[object] = cells
    else:
        keys = [cell if cell is None or type(cell) in (float, int) else (type(cell).__name__, cell) for cell in cells]
    array = np.empty(len(keys), dtype=object)
    array[:] = keys
    codes, distinct = pd.factorize(array, use_na_sentinel=True)
    found: list[Cell] = [each[1] if isinstance(each, tuple) else each for each in distinct]
    return np.where(codes < 0, len(found), codes), [*found, None]


def _log_problems(table: Table, name: str, parsed: _Parsed, reading: Reading) -> np.ndarray:
    """Each refused cell to the log; returns which rows they are."""
    kinds = np.array([each.problem or "" for each in parsed.distinct], dtype=object)
    by_row = kinds[parsed.codes]
    for kind in sorted(set(kinds) - {""}):
        what, _, fix = PROBLEMS[kind].partition(" ให้")
        _log_rows(
            table, name, by_row == kind, f"{what} [{kind}]", f"ให้{fix}" if fix else ENTER_NUMBER, reading, rule=kind
        )
    return by_row != ""


def _log_rows(table: Table, name: str, mask: np.ndarray, what: str, fix: str, reading: Reading, *, rule: str) -> None:
    if not mask.any():
        return
    rows = numbers_where(mask, table.row_numbers)
    values = shown_values(table.values(name), mask)
    label = table.label(name)
    reading.log.rows(ERROR, rows, what, fix, rule=rule, sheet=table.sheet, column=label, values=values)


def dropped_columns(table: Table) -> tuple[list[str], list[int]]:
    """Headings of the columns that are not kept, and the positions of those that are personal.

    A column without a heading, or whose heading itself looks like a personal value, is named by its letter.
    """
    names: list[str] = []
    personal: list[int] = []
    for position in table.others:
        heading = table.headings.get(position, "")
        names.append(safe_heading(position, heading))
        if is_personal_heading(heading) or holds_personal_values(column_cells(table.rows, position)):
            personal.append(position)
    return names, personal
