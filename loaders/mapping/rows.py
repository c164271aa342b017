"""The data rows of a table as a mapping reads them, and the area of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from loaders.checks.problems import Problem, column_name
from loaders.mapping.columns import Journal
from loaders.mapping.model import ColumnMapping
from loaders.reading import Cell, Sheet, column_cells


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
