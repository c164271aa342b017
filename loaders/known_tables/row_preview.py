"""How a known layout read a sheet: which rows it took as headings, data, sums and notes, for the person to look at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from loaders.finding import DATA, FOOTER, HEADER, REPEATED_HEADER, TITLE, TOTAL
from loaders.known_tables.tables import Table, is_total
from loaders.reading import Sheet, column_letter, is_blank_row
from loaders.table_preview import FIRST_ROWS, OTHER_ROWS, PreviewRow, TakenRows, shown_text

WIDEST = 40


@dataclass(frozen=True)
class Taken:
    """What a layout took. `data_rows`: Excel's numbers; `masked`: positions of columns that are not kept; `known` of
    `headed` columns have a heading the layout knows."""

    sheet: str
    data_rows: np.ndarray
    masked: frozenset[int]
    known: int
    headed: int
    header_rows: int = 1

    @classmethod
    def of(cls, table: Table) -> Taken:
        """Of a table with one row of headings."""
        known = len(set(table.columns.values()))
        return cls(table.sheet, table.row_numbers, frozenset(table.others), known, known + len(table.others))


def taken_rows(sheet: Sheet, taken: Taken) -> TakenRows:
    """The first rows of the sheet and every later one that is no data, as many as fit a screen."""
    data = {int(number) for number in taken.data_rows}
    width = min(WIDEST, max((len(row) for row in sheet.rows[: FIRST_ROWS * 2]), default=0))
    shown: list[PreviewRow] = []
    rest = 0
    for number, role in _roles(sheet, data, taken.header_rows):
        if len(shown) >= FIRST_ROWS and (role == DATA or rest >= OTHER_ROWS):
            continue
        rest += len(shown) >= FIRST_ROWS
        cells = tuple(
            shown_text(sheet.cell(number - 1, place), role == DATA and place in taken.masked) for place in range(width)
        )
        shown.append(PreviewRow(number, role, cells))
    letters = tuple(column_letter(place + 1) for place in range(width))
    return TakenRows(sheet.name, letters, tuple(shown), taken.known, taken.headed)


def _roles(sheet: Sheet, data: Collection[int], header_rows: int) -> list[tuple[int, str]]:
    """(Excel row, role) of the filled rows that are no data and of the first rows of data, from the top down."""
    others = [number for number, row in enumerate(sheet.rows, 1) if number not in data and not is_blank_row(row)]
    first = min(data, default=0)
    above = [number for number in others if number < first]
    header = set(above[-header_rows:])
    heading = sheet.rows[max(header) - 1] if header else []
    roles = dict.fromkeys(sorted(data)[:FIRST_ROWS], DATA)
    for number in others:
        row = sheet.rows[number - 1]
        if number < first:
            roles[number] = HEADER if number in header else TITLE
        elif row == heading:
            roles[number] = REPEATED_HEADER
        else:
            roles[number] = TOTAL if is_total(row) else FOOTER
    return sorted(roles.items())
