"""A table found in a sheet: what each row is taken as, and what stands over each column. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from loaders.finding.headings import Grid, columns_with_headings
from loaders.reading import Cell

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
        told = {HEADER, UNITS} & {*roles.values(), *(self.role(row) for row in roles)}
        return table._read_headings() if told else table

    def _read_headings(self) -> FoundTable:
        rows = [row - 1 for row in self.rows_as(HEADER, UNITS)]
        reach = self.first_row - 1 + len(self.top)
        grid = Grid(self.top, self.first_row - 1, [merge for merge in self.merges if merge[0] < reach])
        return replace(self, columns=columns_with_headings(self.columns, grid, rows))
