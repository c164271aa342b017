"""Every table of a sheet, from its cells alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.finding.cell_kinds import BLANK, FIGURES, NIL, TEXT, kind_of, whole_number
from loaders.finding.confidence import weigh
from loaders.finding.headings import Grid, columns_with_headings
from loaders.finding.model import BLANK_ROW, DATA, FoundColumn, FoundTable
from loaders.finding.regions import Block, blocks_of, sampled_rows
from loaders.finding.shapes import ADVICE, shape_of
from loaders.finding.table_body import Body, read_body
from loaders.reading import Sheet, column_letter

TOP_ROWS = 60
RUNNING_LOOKED_AT = 200


def find_tables(sheet: Sheet) -> list[FoundTable]:
    """The tables of a sheet, from the top down and from left to right; [] for an empty one.

    Every filled row of a table's columns has a role; nothing is left out silently. Only a sample and a few cells of
    each row are looked at: 300,000 rows × 60 columns take half a second.
    """
    found = [table for block in blocks_of(sheet) for table in _tables_of(sheet, block)]
    return sorted(found, key=lambda table: (table.first_row, table.columns[0].index))


def _tables_of(sheet: Sheet, block: Block) -> Iterator[FoundTable]:
    start, end = 0, len(sheet.rows)
    while start < end:
        body = read_body(sheet, block, start)
        lead = next((step for step, role in enumerate(body.roles) if role != BLANK_ROW), len(body.roles))
        if lead < len(body.roles):
            yield _table(sheet, body, lead)
        start = max(body.stop, start + 1)


def _table(sheet: Sheet, body: Body, lead: int) -> FoundTable:
    """The table of one body; `lead` blank rows at its top are left off."""
    first = body.head.start + lead
    last = body.head.start + len(body.roles) - 1
    merges = tuple(
        merge
        for merge in sheet.merges
        if merge[0] <= last and merge[2] >= first and merge[1] <= body.block.last and merge[3] >= body.block.first
    )
    rows = [body.head.start + step for step, role in enumerate(body.roles) if role == DATA]
    columns = _columns(sheet, body.block, rows, (first, last), _header_rows(body))
    header = sorted({*body.head.header, *body.head.units})
    grid = Grid(sheet.rows, 0, [merge for merge in merges if not header or merge[0] <= header[-1]])
    reach = max(TOP_ROWS, body.head.body - first + 20)
    table = FoundTable(
        sheet=sheet.name,
        first_row=first + 1,
        roles=tuple(body.roles[lead:]),
        columns=columns_with_headings(columns, grid, header),
        hidden=sheet.hidden,
        hidden_rows=sheet.hidden_rows,
        merges=merges,
        fills=tuple(merge for merge in merges if merge[2] > merge[0] and _role_at(body, merge[0]) == DATA),
        top=tuple(tuple(row) for row in sheet.rows[first : min(last + 1, first + reach)]),
    )
    shape = shape_of(sheet, table)
    return weigh(sheet, replace(table, shape=shape, advice=ADVICE.get(shape, "")), body.head.figures)


def _role_at(body: Body, row: int) -> str:
    step = row - body.head.start
    return body.roles[step] if 0 <= step < len(body.roles) else ""


def _header_rows(body: Body) -> list[int]:
    return sorted({*body.head.header, *body.head.units})


def _columns(
    sheet: Sheet, block: Block, rows: Sequence[int], span: tuple[int, int], header: Sequence[int]
) -> list[FoundColumn]:
    """The columns of a table, trimmed to those it fills; empty ones inside are spacers."""
    looked_at = [rows[step] for step in sampled_rows(len(rows))]
    near = [span[0] + step for step in sampled_rows(span[1] - span[0] + 1)]
    kinds: dict[int, list[str]] = {
        column: [kind_of(sheet.cell(row, column)) for row in looked_at] for column in block.columns
    }
    filled = {
        column
        for column, found in kinds.items()
        if any(kind != BLANK for kind in found) or any(kind_of(sheet.cell(row, column)) != BLANK for row in near)
    }
    filled |= {column for column in set(block.columns) - filled if _holds_any(sheet, column, span)}
    first, last = min(filled, default=block.first), max(filled, default=block.last)
    return [
        FoundColumn(
            column,
            column_letter(column + 1),
            kind=_column_kind(kinds[column]),
            is_running=_runs_from_one(sheet, column, rows) and not _has_words(sheet, column, header),
            is_spacer=column not in filled,
        )
        for column in range(first, last + 1)
    ]


def _holds_any(sheet: Sheet, column: int, span: tuple[int, int]) -> bool:
    return any(
        column < len(row) and row[column] is not None and kind_of(row[column]) != BLANK
        for row in sheet.rows[span[0] : span[1] + 1]
    )


def _has_words(sheet: Sheet, column: int, header: Sequence[int]) -> bool:
    return any(kind_of(sheet.cell(row, column)) != BLANK for row in header)


def _column_kind(kinds: Sequence[str]) -> str:
    told = [kind for kind in kinds if kind != BLANK]
    if not told:
        return "blank"
    figures = sum(kind in FIGURES for kind in told)
    words = sum(kind == TEXT for kind in told)
    if figures and figures + told.count(NIL) >= 0.9 * len(told):
        return "number"
    return "text" if words >= 0.9 * len(told) else "mixed"


def _runs_from_one(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    """True for 1, 2, 3 … down the first rows of data."""
    numbers = [whole_number(sheet.cell(row, column)) for row in rows[:RUNNING_LOOKED_AT]]
    told = [number for number in numbers if number is not None]
    return len(told) >= 3 and len(told) >= 0.8 * len(numbers) and told == list(range(1, len(told) + 1))
