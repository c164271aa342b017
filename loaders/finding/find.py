"""Every table of a sheet, from its cells alone, with how sure we are of it and why; or one whose headings are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loaders.finding.found_table import (
    BLANK_ROW,
    DATA,
    HEADER,
    PLAIN,
    REPEATED_HEADER,
    SUMS,
    FoundColumn,
    FoundTable,
    Grid,
    columns_with_headings,
)
from loaders.finding.heading_rows import Head
from loaders.finding.regions import BLANK, FIGURES, NIL, TEXT, Block, blocks_of, kind_of, sampled_rows, whole_number
from loaders.finding.row_roles import Body, read_body, read_rows
from loaders.finding.shapes import SHAPE_RULES, shape_of
from loaders.reading import Cell, Sheet, clean_text, column_letter, fold, parse_number
from loaders.rules import rule

FEW_ROWS = 3
DEEP_HEADER = 10
SEARCHED_ROWS = 30
DATA_ABOVE = 2  # numbers in a row above the headings, and more than half of the columns: it is data


def weigh(sheet: Sheet, table: FoundTable, figures: Sequence[int]) -> FoundTable:
    """The table with its confidence (0–1) and the reasons, good and bad."""
    criteria = [
        _header(table),
        _figures(sheet, table, figures),
        _rows(table),
        _headings(table.columns),
        _sums(table),
        _shape(table),
    ]
    score = max(0.0, min(1.0, round(sum(points for points, _ in criteria), 2)))
    notes = _notes(table)
    return replace(table, confidence=score, reasons=(*[text for _, text in criteria if text], *notes))


def _header(table: FoundTable) -> tuple[float, str]:
    rows = table.rows_as(HEADER)
    if not rows:
        return 0.0, "ไม่พบหัวตาราง ให้เลือกแถวหัวตารางเอง"
    where = f"แถว {rows[0]}" if len(rows) == 1 else f"แถว {rows[0]}–{rows[-1]}"
    return (0.4 if len(rows) <= DEEP_HEADER else 0.25), f"หัวตาราง{where}"


def _figures(sheet: Sheet, table: FoundTable, figures: Sequence[int]) -> tuple[float, str]:
    if not figures:
        return 0.05, "ไม่มีคอลัมน์ตัวเลข"
    rows = table.rows_as(DATA)
    looked_at = [rows[step] - 1 for step in sampled_rows(len(rows))]
    kinds = [kind_of(cell) for column in figures for cell in sheet.column(column, looked_at)]
    filled = [kind for kind in kinds if kind != BLANK]
    share = sum(kind in FIGURES for kind in filled) / len(filled) if filled else 0.0
    text = "" if share >= 0.98 else f"คอลัมน์ตัวเลขมีข้อความปนอยู่ร้อยละ {100 * (1 - share):.0f}"
    return 0.3 * share, text


def _rows(table: FoundTable) -> tuple[float, str]:
    count = len(table.rows_as(DATA))
    if count == 0:
        return -0.3, "มีแต่หัวตาราง ไม่มีแถวข้อมูล"
    return (0.15 if count >= FEW_ROWS else 0.05), f"แถวข้อมูล {count:,} แถว"


def _headings(columns: Sequence[FoundColumn]) -> tuple[float, str]:
    real_columns = [column for column in columns if not column.is_spacer]
    missing = [column.letter for column in real_columns if not column.heading and column.kind != "blank"]
    counts = Counter(fold(column.heading) for column in real_columns if column.heading)
    twice = [column.letter for column in real_columns if counts[fold(column.heading)] > 1]
    if twice:
        return 0.0, f"หัวคอลัมน์ซ้ำกัน: {', '.join(twice)}"
    if missing:
        return 0.05, f"คอลัมน์ไม่มีหัว: {', '.join(missing)}"
    return 0.15, ""


def _sums(table: FoundTable) -> tuple[float, str]:
    rows = table.rows_as(*SUMS)
    return 0.0, f"แถวรวมหรือค่าเฉลี่ย {len(rows):,} แถว ไม่นำเข้า ใช้ตรวจยอด" if rows else ""


def _shape(table: FoundTable) -> tuple[float, str]:
    return (0.0, "") if table.shape == PLAIN else (-0.5, table.advice)


def _notes(table: FoundTable) -> list[str]:
    notes: list[str] = []
    if table.hidden:
        notes.append("แผ่นงานนี้ถูกซ่อนไว้ จะไม่นำเข้าถ้าไม่เลือกเอง")
    if table.hidden_rows:
        notes.append(f"มีแถวที่ซ่อนหรือถูกกรองในแผ่นงาน {table.hidden_rows:,} แถว อ่านรวมด้วย")
    if table.fills:
        notes.append(f"เซลล์ผสานในแถวข้อมูล {len(table.fills):,} ช่วง ใช้ค่าเดียวกันทุกแถวที่ผสาน")
    if repeated := table.rows_as(REPEATED_HEADER):
        notes.append(f"หัวตารางซ้ำ {len(repeated):,} แถว")
    if table.spacers:
        notes.append(f"คอลัมน์ว่าง: {', '.join(table.spacers)}")
    return notes


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
            yield table_of(sheet, body, lead)
        start = max(body.stop, start + 1)


def table_of(sheet: Sheet, body: Body, lead: int) -> FoundTable:
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
    advice = rule(SHAPE_RULES[shape]).fix if shape in SHAPE_RULES else ""
    return weigh(sheet, replace(table, shape=shape, advice=advice), body.head.figures)


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
        column: [kind_of(cell) for cell in sheet.column(column, looked_at)] for column in block.columns
    }
    filled = {
        column
        for column, found in kinds.items()
        if any(kind != BLANK for kind in found) or any(kind_of(cell) != BLANK for cell in sheet.column(column, near))
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
    filled = [kind for kind in kinds if kind != BLANK]
    if not filled:
        return "blank"
    figures = sum(kind in FIGURES for kind in filled)
    words = sum(kind == TEXT for kind in filled)
    if figures and figures + filled.count(NIL) >= 0.9 * len(filled):
        return "number"
    return "text" if words >= 0.9 * len(filled) else "mixed"


def _runs_from_one(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    """True for 1, 2, 3 … down the first rows of data."""
    numbers = [whole_number(cell) for cell in sheet.column(column, rows[:RUNNING_LOOKED_AT])]
    filled = [number for number in numbers if number is not None]
    return len(filled) >= 3 and len(filled) >= 0.8 * len(numbers) and filled == list(range(1, len(filled) + 1))


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
