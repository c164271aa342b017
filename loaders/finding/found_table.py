"""A table found in a sheet: what each row is taken as, the words over each column, the cells of its data rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from loaders.finding.regions import BLANK, kind_of, text_of, whole_number
from loaders.finding.words import is_running_heading, unit_of
from loaders.reading import Cell, Sheet, fold

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
    whole_numbers = [number for number in numbers if number is not None]
    filled = [column for column in columns if kind_of(grid.cell(row, column.index)) != BLANK]
    return (
        len(whole_numbers) >= 3
        and len(whole_numbers) == len(filled)
        and whole_numbers == list(range(whole_numbers[0], whole_numbers[0] + len(whole_numbers)))
        and whole_numbers[0] == 1
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


TITLE, HEADER, UNITS, DATA = "title", "header", "units", "data"
REPEATED_HEADER, SUBTOTAL, TOTAL, AVERAGE = "repeated_header", "subtotal", "total", "average"
SECTION, FOOTER, BLANK_ROW = "section", "footer", "blank"
ROLES: Mapping[str, str] = {
    TITLE: "ชื่อตาราง",
    HEADER: "หัวตาราง",
    UNITS: "หน่วย",
    DATA: "ข้อมูล",
    REPEATED_HEADER: "หัวตารางซ้ำ",
    SUBTOTAL: "ยอดรวมย่อย",
    TOTAL: "ยอดรวม",
    AVERAGE: "ค่าเฉลี่ย",
    SECTION: "ชื่อกลุ่มแถว",
    FOOTER: "ท้ายตาราง",
    BLANK_ROW: "แถวว่าง",
}
SUMS = (SUBTOTAL, TOTAL, AVERAGE)

PLAIN, TRANSPOSED, PIVOT, FIXED_WIDTH = "table", "transposed", "pivot", "fixed_width"


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """One column. `index` counts from 0, `letter` is Excel's; `parts` are the heading's rows, `heading` joins them.

    `kind`: number, text, mixed or blank (nothing below the headings). `is_running`: ลำดับ. `is_spacer`: wholly empty.
    """

    index: int
    letter: str
    heading: str = ""
    parts: tuple[str, ...] = ()
    unit: str = ""
    kind: str = "mixed"
    is_running: bool = False
    is_spacer: bool = False


@dataclass(frozen=True)
class FoundTable:
    """One table of a sheet. Rows are Excel's numbers; `roles[0]` belongs to row `first_row`.

    `merges`: (first_row, first_column, last_row, last_column) counted from 0, those within the table. `fills`: the
    merged body cells whose value belongs to every row they span. `shape`: table, transposed, pivot or fixed_width; any
    but `table` has `advice`, and should not be loaded as it stands. `reasons` say in Thai why `confidence` (0–1) is
    what it is. `top` are the first rows, kept so that the headings can be chosen anew by hand.
    """

    sheet: str
    first_row: int
    roles: tuple[str, ...]
    columns: tuple[FoundColumn, ...]
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    shape: str = PLAIN
    advice: str = ""
    hidden: bool = False
    hidden_rows: int = 0
    merges: tuple[tuple[int, int, int, int], ...] = ()
    fills: tuple[tuple[int, int, int, int], ...] = ()
    top: tuple[tuple[Cell, ...], ...] = field(default=(), repr=False)

    @property
    def last_row(self) -> int:
        """The last row of the table, notes below it included."""
        return self.first_row + len(self.roles) - 1

    @property
    def letters(self) -> str:
        """The range of columns: "C–H"."""
        return f"{self.columns[0].letter}–{self.columns[-1].letter}"

    @property
    def spacers(self) -> tuple[str, ...]:
        """Letters of the wholly empty columns inside."""
        return tuple(column.letter for column in self.columns if column.is_spacer)

    def role(self, row: int) -> str:
        """What an Excel row is taken as; "" outside the table."""
        return self.roles[row - self.first_row] if self.first_row <= row <= self.last_row else ""

    def rows_as(self, *roles: str) -> tuple[int, ...]:
        """The Excel row numbers of these roles."""
        return tuple(self.first_row + step for step, role in enumerate(self.roles) if role in roles)

    def column(self, index: int) -> FoundColumn:
        """The column at a position counted from 0. Raises KeyError outside the table."""
        for column in self.columns:
            if column.index == index:
                return column
        raise KeyError(index)

    def with_roles(self, roles: Mapping[int, str]) -> FoundTable:
        """The same table with other roles for some Excel rows; headings follow the rows that are now headings.

        Raises ValueError for a row outside the table or an unknown role.
        """
        changed = list(self.roles)
        for row, role in roles.items():
            if role not in ROLES or not self.first_row <= row <= self.last_row:
                raise ValueError(f"ไม่มีแถว {row} หรือไม่รู้จักชนิดแถว {role}")
            changed[row - self.first_row] = role
        table = replace(self, roles=tuple(changed))
        changed_headings = {HEADER, UNITS} & {*roles.values(), *(self.role(row) for row in roles)}
        return table._read_headings() if changed_headings else table

    def _read_headings(self) -> FoundTable:
        rows = [row - 1 for row in self.rows_as(HEADER, UNITS)]
        reach = self.first_row - 1 + len(self.top)
        grid = Grid(self.top, self.first_row - 1, [merge for merge in self.merges if merge[0] < reach])
        return replace(self, columns=columns_with_headings(self.columns, grid, rows))


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
