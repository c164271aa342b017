"""A table whose headings are known beforehand: the row that holds them, and the roles of the rows around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.finding.find import table_of
from loaders.finding.found_table import FoundTable
from loaders.finding.heading_rows import Head
from loaders.finding.regions import FIGURES, Block, kind_of, sampled_rows
from loaders.finding.row_roles import read_rows
from loaders.reading import Cell, Sheet, clean_text, fold, parse_number

SEARCHED_ROWS = 30
DATA_ABOVE = 2  # numbers in a row above the headings, and more than half of the columns: it is data


@dataclass(frozen=True)
class HeaderMatch:
    """A row (from 0) that holds expected headings: our name → position, and the headings that came twice."""

    row: int
    columns: Mapping[str, int]
    repeated: tuple[str, ...]


def find_header(sheet: Sheet, expected: Mapping[str, str]) -> HeaderMatch | None:
    """The row among the first SEARCHED_ROWS with most of the expected headings (folded heading → our name), whatever
    spaces or line breaks stand between and inside their words."""
    best: HeaderMatch | None = None
    expected = {heading.replace(" ", ""): name for heading, name in expected.items()}
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        match = _match_row(index, row, expected)
        if match.columns and (best is None or len(match.columns) > len(best.columns)):
            best = match
    return best


def _match_row(index: int, row: Sequence[Cell], expected: Mapping[str, str]) -> HeaderMatch:
    columns: dict[str, int] = {}
    repeated: list[str] = []
    for position, cell in enumerate(row):
        name = expected.get(fold(cell).replace(" ", "")) if isinstance(cell, str) else None
        if name in columns:
            repeated.append(clean_text(str(cell)))
        elif name is not None:
            columns[name] = position
    return HeaderMatch(index, columns, tuple(repeated))


def known_table(sheet: Sheet, header: Sequence[int], columns: Sequence[int], key: int | None = None) -> FoundTable:
    """The table below the rows `header` (from 0), down to the end of the sheet; its known columns stand at `columns`.

    `key`: the column that every row of data fills (the area's code): a row with digits there is data whatever it is
    called. What no role of headings, sums and notes fits is data, so that nothing is left out without a word.
    """
    width = max((len(row) for row in sheet.rows), default=0)
    block = Block(0, max(0, width - 1))
    body = header[-1] + 1
    sampled = [body + step for step in sampled_rows(max(0, len(sheet.rows) - body))]
    figures = [each for each in columns if _is_figures(sheet.column(each, sampled))]
    head = Head(0, tuple(header), (), body, tuple(figures))
    return table_of(sheet, read_rows(sheet, block, head, key), 0)


def _is_figures(cells: Sequence[Cell]) -> bool:
    kinds = [kind_of(cell) for cell in cells if cell is not None]
    return bool(kinds) and 2 * sum(kind in FIGURES for kind in kinds) >= len(kinds)


def row_of_data_above(sheet: Sheet, header: HeaderMatch) -> int | None:
    """The first row (Excel's number) of data that stands above its headings, None where there is none: it would be
    taken for a title and lost."""
    positions = set(header.columns.values())
    for index, row in enumerate(sheet.rows[: header.row]):
        numbers = sum(1 for place in positions if place < len(row) and parse_number(row[place]).value is not None)
        if numbers >= DATA_ABOVE and 2 * numbers > len(positions):
            return index + 1
    return None
