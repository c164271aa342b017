"""The cells of a found table's data rows, merged ones filled from their ranges."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.finding.model import DATA, FoundTable
from loaders.reading import Cell, Sheet


def data_rows(sheet: Sheet, found: FoundTable, roles: Sequence[str] = (DATA,)) -> tuple[list[int], list[list[Cell]]]:
    """(Excel row numbers, cells from column A) of the rows of these roles.

    A merged body cell's value stands in every row it spans; rows without merged cells are the sheet's own lists.
    """
    numbers = list(found.rows_as(*roles))
    rows = [sheet.rows[number - 1] if number <= len(sheet.rows) else [] for number in numbers]
    if not found.fills:
        return numbers, rows
    places = {number - 1: place for place, number in enumerate(numbers)}
    for top, left, bottom, _ in found.fills:
        for row in range(top + 1, bottom + 1):
            place = places.get(row)
            if place is None:
                continue
            cells = list(rows[place])
            cells += [None] * (left + 1 - len(cells))
            cells[left] = sheet.cell(top, left)
            rows[place] = cells
    return numbers, rows
