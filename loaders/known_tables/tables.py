"""A sheet seen as a table: where its headings stand, which rows are data, and what was only heading, total or note."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from loaders.checks.problems import RefusalError, column_name
from loaders.finding.words import is_footer_text, total_kind
from loaders.reading import Cell, Sheet, clean_text, column_cells, fold, is_blank, is_blank_row, parse_number

SEARCHED_ROWS = 30
DATA_ABOVE = 2  # numbers in a row above the headings, and more than half of the columns: it is data
LABELS = 3  # among so many filled cells from the left stands the word that makes a row a sum
FEW = 3  # so many filled cells at most make a line below a table
CODE = re.compile(r"['’]?[0-9๐-๙][0-9๐-๙ .\-]*")


@dataclass(frozen=True)
class Table:
    """The data rows under one row of headings.

    `columns` maps our own name of a column to its position (from 0); `others` are the headed or filled columns nobody
    asked for. `row_numbers` are Excel's; `recognised` counts rows that are not data (headings, totals, notes);
    `total_rows` are the rows of totals, `total_numbers` their row numbers.
    """

    sheet: str
    columns: Mapping[str, int]
    headings: Mapping[int, str]
    others: tuple[int, ...]
    rows: list[list[Cell]]
    row_numbers: np.ndarray
    recognised: int
    total_rows: list[list[Cell]] = field(default_factory=list[list[Cell]])
    total_numbers: list[int] = field(default_factory=list[int])

    def values(self, name: str) -> list[Cell]:
        """The cells of one of our columns, one per data row."""
        return column_cells(self.rows, self.columns[name])

    def label(self, name: str) -> str:
        """The column as the report names it: letter and heading."""
        index = self.columns[name]
        return column_name(index, self.headings.get(index, ""))


@dataclass(frozen=True)
class HeaderMatch:
    """A row that holds expected headings: our name → position, and the headings that came twice."""

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
        name = expected.get(_heading_key(cell)) if isinstance(cell, str) else None
        if name in columns:
            repeated.append(clean_text(str(cell)))
        elif name is not None:
            columns[name] = position
    return HeaderMatch(index, columns, tuple(repeated))


def _heading_key(text: str) -> str:
    return fold(text).replace(" ", "")


def read_table(sheet: Sheet, header: HeaderMatch, key: str | None = None) -> Table:
    """The rows below a header. A row is data unless it is blank, repeats the header, or is a total or a note.

    `key`: our column that every data row fills (the area's code); None where there is none. A row with a number there
    is data whatever it is called.
    """
    headings = {
        position: clean_text(str(cell)) for position, cell in enumerate(sheet.rows[header.row]) if not is_blank(cell)
    }
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    totals: list[list[Cell]] = []
    total_numbers: list[int] = []
    recognised = sum(1 for row in sheet.rows[: header.row + 1] if not is_blank_row(row))
    key_position = header.columns.get(key) if key else None
    _refuse_data_above(sheet, header)
    after_gap = False
    heading_row = sheet.rows[header.row]
    for index in range(header.row + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if key_position is not None and _is_keyed(row, key_position):
            rows.append(row)
            numbers.append(index + 1)
        elif is_blank_row(row):
            after_gap = bool(rows)
        elif _repeats(row, heading_row):
            recognised += 1
        elif is_total(row):
            totals.append(row)
            total_numbers.append(index + 1)
            recognised += 1
        elif key_position is not None and (_is_footer(row) or (after_gap and _is_note(row))):
            recognised += 1
        else:
            rows.append(row)
            numbers.append(index + 1)
    others = _other_columns(rows, headings, set(header.columns.values()))
    return Table(
        sheet.name,
        header.columns,
        headings,
        others,
        rows,
        np.array(numbers, dtype=np.int64),
        recognised,
        totals,
        total_numbers,
    )


def _refuse_data_above(sheet: Sheet, header: HeaderMatch) -> None:
    """Rows of data above their headings would be taken for a title and lost: the file is refused, naming the first."""
    positions = set(header.columns.values())
    for index, row in enumerate(sheet.rows[: header.row]):
        number_count = sum(1 for place in positions if place < len(row) and parse_number(row[place]).value is not None)
        if number_count >= DATA_ABOVE and 2 * number_count > len(positions):
            fix = "ย้ายหัวตารางไปไว้เหนือแถวข้อมูลแถวแรก แล้วนำเข้าใหม่"
            raise RefusalError("มีแถวข้อมูลอยู่เหนือหัวตาราง", fix, rule="L46", sheet=sheet.name, row=index + 1)


def is_total(row: Sequence[Cell]) -> bool:
    """True for a row with รวม, รวมตำบล…, เฉลี่ย … among its first words: its figures are made of the other rows."""
    return bool(total_kind_of(row))


def total_kind_of(row: Sequence[Cell]) -> str:
    """`total`, `subtotal` or `average`, "" for a row that is none: what the first such label from the left says."""
    labels = 0
    for cell in row:
        if is_blank(cell):
            continue
        labels += 1
        if labels > LABELS or not isinstance(cell, str) or cell[0].isdigit():
            return ""
        if kind := total_kind(cell):
            return kind
    return ""


def _is_keyed(row: Sequence[Cell], key_position: int) -> bool:
    cell = row[key_position] if key_position < len(row) else None
    return CODE.fullmatch(cell) is not None if isinstance(cell, str) else type(cell) in (int, float)


def _repeats(row: Sequence[Cell], heading_row: Sequence[Cell]) -> bool:
    """True for the headings once more, as on every printed page."""
    if row == heading_row:
        return True
    filled = [(place, cell) for place, cell in enumerate(row) if not is_blank(cell)]
    return len(filled) > 1 and all(
        isinstance(cell, str)
        and place < len(heading_row)
        and _heading_key(cell) == _heading_key(str(heading_row[place] or ""))
        for place, cell in filled
    )


def _is_footer(row: Sequence[Cell]) -> bool:
    """A few words that begin as a source, a remark or a signature does, and no figure."""
    filled = [cell for cell in row if not is_blank(cell)]
    return len(filled) <= FEW and all(isinstance(cell, str) for cell in filled) and is_footer_text(str(filled[0]))


def _is_note(row: Sequence[Cell]) -> bool:
    """After a gap: at most two filled cells, none of them a number."""
    filled = [cell for cell in row if not is_blank(cell)]
    return len(filled) <= 2 and all(isinstance(cell, str) and not fold(cell).isdigit() for cell in filled)


def _other_columns(rows: Sequence[Sequence[Cell]], headings: Mapping[int, str], known: set[int]) -> tuple[int, ...]:
    width = max((len(row) for row in rows), default=0)
    filled = {
        position
        for position in range(width)
        if position not in known
        and position not in headings
        and any(position < len(row) and not is_blank(row[position]) for row in rows)
    }
    return tuple(sorted(filled | (set(headings) - known)))
