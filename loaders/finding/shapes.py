"""Sheets that are not a table as they stand: laid on their side, a pivot, or columns inside one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalogue.areas import area_names
from loaders.finding.found_table import DATA, FIXED_WIDTH, PIVOT, PLAIN, TRANSPOSED, FoundTable
from loaders.finding.regions import TEXT, kind_of, sampled_rows, text_of
from loaders.finding.words import is_area_heading, is_pivot_text
from loaders.reading import Sheet, fold

LONGEST_NUMBER = 60
PIECES = re.compile(r"\t+|[ \u00a0]{2,}")
CODE = re.compile(r"[1-9][0-9]{3}(?:[0-9]{2}){0,3}")
SHAPE_RULES = {TRANSPOSED: "L40-transposed", PIVOT: "L40-pivot", FIXED_WIDTH: "L40-fixed_width"}


def shape_of(sheet: Sheet, table: FoundTable) -> str:
    """`table`, or why it is not one."""
    if _is_fixed_width(sheet, table):
        return FIXED_WIDTH
    if _is_pivot(sheet, table):
        return PIVOT
    return TRANSPOSED if _is_transposed(table) else PLAIN


def _is_fixed_width(sheet: Sheet, table: FoundTable) -> bool:
    """A column of digits longer than any number, or one column of words and figures in equal pieces."""
    rows = _body(table)
    for column in table.columns:
        cells = [cell for cell in sheet.column(column.index, rows) if isinstance(cell, str)]
        long = [cell for cell in cells if len(cell) >= LONGEST_NUMBER and cell.strip().isdigit()]
        if cells and len(long) >= 0.5 * len(cells):
            return True
    return len(table.columns) == 1 and _pieces(sheet, table) is not None


def _body(table: FoundTable) -> list[int]:
    rows = table.rows_as(DATA)
    return [rows[step] - 1 for step in sampled_rows(len(rows))]


def _is_pivot(sheet: Sheet, table: FoundTable) -> bool:
    texts = [part for column in table.columns for part in column.parts]
    above = range(table.first_row - 1, table.first_row - 1 + min(6, len(table.roles)))
    texts += [text_of(sheet.cell(row, column.index)) for row in above for column in table.columns[:3]]
    return any(is_pivot_text(text) for text in texts if text)


def _is_transposed(table: FoundTable) -> bool:
    """Most headings after the first are single areas: their codes or their names."""
    headings = [column.parts[-1] for column in table.columns[1:] if column.parts and not column.is_spacer]
    if len(headings) < 3 or len(table.rows_as(DATA)) < 1:
        return False
    names = _folded_names()
    areas = [text for text in headings if CODE.fullmatch(text) or is_area_heading(text) or fold(text) in names]
    years = [text for text in headings if re.fullmatch(r"(?:19|20|25)[0-9]{2}", text)]
    return len(areas) - len(years) >= 0.6 * len(headings) and len(set(areas)) == len(areas)


_NAMES: set[str] = set()


def _folded_names() -> set[str]:
    """Every province and amphoe by its bare name."""
    if not _NAMES:
        _NAMES.update(fold(name) for code, name in area_names().items() if len(code) in (2, 4) and code.isdigit())
    return _NAMES


def split_text_column(sheet: Sheet, table: FoundTable) -> Sheet | None:
    """The sheet with a single column of text split at runs of two spaces or at tabs; None unless every row of data
    gives the same number of pieces (and so nothing can shift)."""
    pieces = _pieces(sheet, table)
    if pieces is None:
        return None
    column = table.columns[0].index
    rows = [
        [*PIECES.split(cell.strip())] if isinstance(cell := sheet.cell(row, column), str) else [cell]
        for row in range(len(sheet.rows))
    ]
    return replace(sheet, rows=rows, merges=())


def _pieces(sheet: Sheet, table: FoundTable) -> int | None:
    counts: set[int] = set()
    figures = 0
    for row in _all_body(table):
        cell = sheet.cell(row, table.columns[0].index)
        if not isinstance(cell, str):
            return None
        parts = PIECES.split(cell.strip())
        counts.add(len(parts))
        figures += any(kind_of(part) != TEXT for part in parts)
    if len(counts) != 1 or counts <= {1} or not figures:
        return None
    return counts.pop()


def _all_body(table: FoundTable) -> Sequence[int]:
    rows = [row - 1 for row in table.rows_as(DATA)]
    return rows[1:] if len(rows) > 2 and not table.rows_as("header") else rows
