"""The words over each column: header rows joined from parent to child, merged or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from loaders.finding.cell_kinds import BLANK, kind_of, text_of, whole_number
from loaders.finding.words import is_running_heading, unit_of
from loaders.reading import Cell, fold

if TYPE_CHECKING:
    from loaders.finding.model import FoundColumn

BETWEEN = " / "
Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Grid:
    """Some rows of a sheet from row `first` (from 0), with the sheet's merged ranges."""

    rows: Sequence[Sequence[Cell]]
    first: int
    merges: Sequence[Merge]

    def cell(self, row: int, column: int) -> Cell:
        """The value at a position of the sheet, counted from 0; a merged cell has the value of its range."""
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return self._plain(top, left)
        return self._plain(row, column)

    def _plain(self, row: int, column: int) -> Cell:
        cells = self.rows[row - self.first] if 0 <= row - self.first < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """The words at a position."""
        return text_of(self.cell(row, column))

    def is_merged(self, row: int, column: int) -> bool:
        """True when the cell is part of a merged range."""
        return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.merges)


def columns_with_headings(columns: Sequence[FoundColumn], grid: Grid, rows: Sequence[int]) -> tuple[FoundColumn, ...]:
    """The columns with their headings read from these header rows (counted from 0)."""
    rows = [row for row in rows if not is_numbering(grid, row, columns) or len(rows) == 1]
    texts = {row: _spread(grid, row, rows, columns) for row in rows}
    named: list[FoundColumn] = []
    for column in columns:
        parts: list[str] = []
        for row in rows:
            text = texts[row][column.index]
            if text and (not parts or fold(parts[-1]) != fold(text)):
                parts.append(text)
        unit = next((unit for part in reversed(parts) if (unit := unit_of(part))), "")
        running = column.is_running or any(is_running_heading(part) for part in parts)
        heading = BETWEEN.join(parts)
        named.append(replace(column, heading=heading, parts=tuple(parts), unit=unit, is_running=running))
    return tuple(named)


def is_numbering(grid: Grid, row: int, columns: Sequence[FoundColumn]) -> bool:
    """True for a row of column numbers under the headings: (1) (2) (3)."""
    numbers = [whole_number(grid.cell(row, column.index)) for column in columns]
    told = [number for number in numbers if number is not None]
    filled = [column for column in columns if kind_of(grid.cell(row, column.index)) != BLANK]
    return (
        len(told) >= 3
        and len(told) == len(filled)
        and told == list(range(told[0], told[0] + len(told)))
        and told[0] == 1
    )


def _spread(grid: Grid, row: int, rows: Sequence[int], columns: Sequence[FoundColumn]) -> dict[int, str]:
    """The words of one header row per column.

    An unmerged group's name reaches over the blank cells on its right, as long as those columns have words of their own
    below and none above.
    """
    texts: dict[int, str] = {}
    group = ""
    for column in columns:
        text = grid.text(row, column.index)
        above = any(grid.text(other, column.index) for other in rows if other < row)
        below = any(grid.text(other, column.index) for other in rows if other > row)
        if text:
            group = text if below and not grid.is_merged(row, column.index) else ""
        elif above or not below:
            group = group if column.is_spacer and not above else ""
        else:
            text = group
        texts[column.index] = text
    return texts
