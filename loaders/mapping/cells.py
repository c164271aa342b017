"""The data rows of a table as a mapping reads them, the area of each, and their columns of cells as exact numbers.

Each distinct cell of a column is parsed once, every fault and repair counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from loaders.checks.odd_figures import personal_cells, too_large
from loaders.checks.personal_columns import shown_values
from loaders.checks.problems import Problem, ProblemLog, column_name, numbers_where
from loaders.checks.shares import Shares
from loaders.mapping.model import ColumnMapping
from loaders.reading import REPAIRS, Cell, Sheet, column_cells, parse_number
from loaders.rules import Arguments

MOST_DECIMALS = 10


@dataclass
class Journal:
    """What applying a mapping met: problems by row, repairs counted by kind, percentages that may be shares.

    `strict_ranges`: the indicators whose range a person has said (None: all)."""

    sheet: str
    log: ProblemLog = field(default_factory=ProblemLog)
    repairs: Counter[str] = field(default_factory=Counter[str])
    shares: Shares = field(default_factory=Shares)
    strict_ranges: Collection[str] | None = None

    def faults(
        self,
        mask: np.ndarray,
        rows: np.ndarray,
        key: str,
        arguments: Arguments | None = None,
        *,
        column: str | None = None,
        cells: Sequence[Cell] | None = None,
        asks: str = "",
    ) -> np.ndarray:
        """The same problem in the rows a mask picks; returns the mask. `key`, `arguments`: as of a Problem; `cells`:
        what stands in the column, row by row."""
        values = shown_values(cells, mask) if cells is not None else ()
        found = numbers_where(mask, rows)
        self.log.rows(found, key, arguments, sheet=self.sheet, column=column, values=values, asks=asks)
        return mask

    def counted_repairs(self) -> dict[str, int]:
        """Thai wording → how many cells were put right, or taken as without data."""
        return {REPAIRS.get(code, code): count for code, count in sorted(self.repairs.items()) if count}


@dataclass(frozen=True)
class Numbers:
    """`values`: NaN where nothing is reported or the cell is refused. `nil`: a sign such as '-' stands there.

    `decimals`: digits after the point as written. `signed`: the cell carries a %. `faulty`: refused cells.
    """

    values: np.ndarray
    nil: np.ndarray
    decimals: np.ndarray
    signed: np.ndarray
    faulty: np.ndarray

    def where(self, mask: np.ndarray) -> Numbers:
        """Only the rows of a mask."""
        return Numbers(*(each[mask] for each in (self.values, self.nil, self.decimals, self.signed, self.faulty)))


def distinct_of(cells: Sequence[Cell]) -> tuple[np.ndarray, list[Cell]]:
    """(position of each cell among the distinct ones, the distinct ones). TRUE and 1 are kept apart."""
    kinds = set(map(type, cells))
    plain = kinds <= {str, type(None)} or kinds <= {float, int, type(None)}
    keys: Sequence[object] = cells if plain else [_key(cell) for cell in cells]
    array = np.empty(len(keys), dtype=object)
    array[:] = keys
    codes, distinct = pd.factorize(array, use_na_sentinel=True)
    found: list[Cell] = [each[1] if isinstance(each, tuple) else each for each in distinct]
    return np.where(codes < 0, len(found), codes), [*found, None]


def _key(cell: Cell) -> object:
    return cell if cell is None or type(cell) in (float, int) else (type(cell).__name__, cell)


def read_numbers(
    cells: Sequence[Cell],
    rows: np.ndarray,
    label: str,
    journal: Journal,
    *,
    is_count: bool = False,
    quiet: bool = False,
) -> Numbers:
    """The numbers of one column. `is_count`: decimals and negatives are faults (a count).

    `quiet`: nothing is noted, as for the rows of sums, which are only compared.
    """
    codes, distinct = distinct_of(cells)
    parsed = [parse_number(cell) for cell in distinct]
    values = _each(parsed, codes, lambda one: np.nan if one.value is None else float(one.value), float)
    problems = _each(parsed, codes, lambda one: one.problem or "", object)
    faulty = problems != ""
    numbers = Numbers(
        values,
        _each(parsed, codes, lambda one: "not_reported" in one.repairs, bool),
        _each(parsed, codes, _decimals, int),
        _each(parsed, codes, lambda one: one.is_percent, bool),
        faulty,
    )
    personal = personal_cells(distinct, codes) & ~faulty
    large = too_large(values, is_count=is_count) & ~faulty & ~personal
    values = np.where(personal | large, np.nan, values)
    none = np.zeros(len(cells), dtype=bool)
    share = numbers.signed & ~faulty if is_count else none
    values = np.where(share, np.nan, values)
    broken = ~np.isnan(values) & ((values < 0) | (values != np.floor(values))) if is_count else none
    if not quiet:
        counts = np.bincount(codes, minlength=len(parsed))
        for one, count in zip(parsed, counts, strict=True):
            journal.repairs.update({repair: int(count) for repair in one.repairs})
        for kind in sorted(set(problems) - {""}):
            journal.faults(problems == kind, rows, kind, column=label, cells=cells)
        for mask, key in ((personal, "P02"), (large, "V50")):
            journal.faults(mask, rows, key, column=label)
        journal.faults(share, rows, "V23-percent", column=label, cells=cells)
        journal.faults(broken, rows, "V23", column=label, cells=cells)
    values = np.where(broken, np.nan, values)
    return Numbers(values, numbers.nil, numbers.decimals, numbers.signed, faulty | personal | large | share | broken)


def _each(parsed: Sequence[Any], codes: np.ndarray, value: Callable[[Any], Any], kind: type) -> np.ndarray:
    distinct = np.empty(len(parsed), dtype=kind)
    for place, one in enumerate(parsed):
        distinct[place] = value(one)
    return distinct[codes]


def _decimals(one: Any) -> int:
    if one.value is None:
        return 0
    exponent = one.value.normalize().as_tuple().exponent
    return min(MOST_DECIMALS, max(0, -int(exponent)))


@dataclass(frozen=True)
class Rows:
    """The data rows of a table: cells from column A, and Excel's row numbers."""

    cells: Sequence[Sequence[Cell]]
    numbers: np.ndarray

    def column(self, mapped: ColumnMapping) -> list[Cell]:
        """The cells of a mapped column."""
        return column_cells(self.cells, mapped.index)


@dataclass(frozen=True)
class Places:
    """`codes` per row (None where refused) and `names` as the file has them; `faulty` rows; the rows' one `level`.

    `label`: the column that says the area; `names_label`: that of its names; None where the table has none. `above`:
    level → what the row says of the areas above its own. `totals`: rows whose padded code is
    of a level above; their codes are those of that level.
    """

    codes: np.ndarray
    names: Sequence[str | None]
    faulty: np.ndarray
    level: str
    totals: np.ndarray
    label: str | None = None
    names_label: str | None = None
    above: tuple[tuple[str, list[Cell]], ...] = ()

    def where(self, mask: np.ndarray) -> Places:
        """Only the rows of a mask."""
        kept = np.flatnonzero(mask).tolist()
        above = tuple((level, [cells[place] for place in kept]) for level, cells in self.above)
        names = [self.names[place] for place in kept]
        return Places(
            self.codes[mask],
            names,
            self.faulty[mask],
            self.level,
            self.totals[mask],
            self.label,
            self.names_label,
            above,
        )


def label_of(column: ColumnMapping) -> str:
    """The column as a report names it."""
    return column_name(column.index, column.heading)


def rows_where(rows: Rows, mask: np.ndarray) -> Rows:
    """The rows that a mask picks."""
    return Rows([rows.cells[place] for place in np.flatnonzero(mask).tolist()], rows.numbers[mask])


def ragged_rows(sheet: Sheet, rows: Rows, journal: Journal) -> np.ndarray:
    """The rows of a delimited file with a cell too few or too many: nobody knows which, so none of it is taken."""
    odd = set(sheet.ragged_rows)
    ragged = np.array([int(number) in odd for number in rows.numbers], dtype=bool)
    for place in np.flatnonzero(ragged).tolist():
        words = {"cells": len(rows.cells[place]), "usual": sheet.usual_cells}
        journal.log.add(Problem("L47", words, journal.sheet, int(rows.numbers[place])))
    return ragged
