"""The data rows of a table as a mapping reads them."""

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
