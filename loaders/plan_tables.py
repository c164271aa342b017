"""The tables of a file that lists projects: a community plan, a plan of a local office, any list kept in Excel.

Tables, headings and rows are found by the engine that finds every unknown table, in the child that reads every file,
and nothing of a person comes out of it: such columns are dropped, and such parts of a cell. What a column means for a
plan, and what its cells say, is read by `analysis.logic_model.plan_list`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from loaders.checks.personal_columns import holds_personal_values, is_personal_heading, is_personal_value
from loaders.finding import DATA, HEADER, SECTION, TITLE, FoundTable, data_rows
from loaders.reading import Cell, ReadLimits, Sheet, is_blank, read_workbook_here, run_in_child
from loaders.reading.reader import refuse_size
from loaders.safe_tables import safe_table, safe_workbook
from loaders.staging.table_preview import Found, tables_of
from words.personal_text import holds_person, without_person
from words.spelling import thai_digits_to_ascii

PlanCell = str | float | date | None
MOST_ROWS = 5_000  # of one table
LONGEST_CELL = 4_000
YEAR_OR_UNIT = re.compile(r"(?:ปี)?\s*(?:พ\.?ศ\.?)?\s*(?:2[45][0-9]{2}|20[0-9]{2})|\(?(?:พัน|หมื่น|แสน|ล้าน)?บาท\)?")


@dataclass(frozen=True)
class PlanColumn:
    """One column: Excel's `letter`, its `heading` as it may be told; `is_personal`: its cells were dropped."""

    letter: str
    heading: str
    is_personal: bool = False


@dataclass(frozen=True)
class PlanRow:
    """One row of data: Excel's `number`, a cell a column (text, number, day; None for nothing), `section`: the title of
    the rows it stands among ("" for none); `cut`: places of the cells in which something of a person was left out."""

    number: int
    cells: tuple[PlanCell, ...]
    section: str = ""
    cut: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlanTable:
    """One table of the file. `number`: its place among the tables of its sheet, from 0; `is_cut`: it has more rows than
    are read."""

    sheet: str
    number: int
    is_hidden: bool
    columns: tuple[PlanColumn, ...]
    rows: tuple[PlanRow, ...]
    is_cut: bool = False


def read_plan_tables(content: bytes, file: str, *, in_child: bool = True) -> tuple[PlanTable, ...]:
    """The tables of a file, without what they say of persons, those of hidden sheets last; () where there is none.

    Nothing is written. Raises ReadRefusal for a file that cannot be read."""
    limits = ReadLimits.from_environment()
    refuse_size(content, limits)
    if in_child:
        return run_in_child(read_plan_tables_here, content, file, limits=limits)
    return read_plan_tables_here(content, file)


def read_plan_tables_here(content: bytes, file: str) -> tuple[PlanTable, ...]:
    """As read_plan_tables, in this process."""
    return tuple(map(_read_table, tables_of(safe_workbook(read_workbook_here(content, file)))))


def _read_table(found: Found) -> PlanTable:
    table = _with_years_as_headings(found)
    numbers, rows = data_rows(found.sheet, table)
    kept = rows[:MOST_ROWS]
    columns = tuple(
        PlanColumn(
            each.letter,
            each.heading,
            any(map(is_personal_heading, (each.heading, *each.parts)))
            or holds_personal_values(_cell(row, each.index) for row in rows),
        )
        for each in table.columns
    )
    sections = _sections(found.sheet, table)
    read = (
        _read_row(number, [_cell(row, each.index) for each in table.columns], columns, sections.get(number, ""))
        for number, row in zip(numbers, kept, strict=False)
    )
    return PlanTable(found.sheet.name, found.number, found.sheet.hidden, columns, tuple(read), len(rows) > MOST_ROWS)


def _with_years_as_headings(found: Found) -> FoundTable:
    """The table with the years of its budgets, and their units, as headings: forms of local plans have a row of years
    under "งบประมาณ", which are numbers like those of a row of data."""
    table, roles = found.table, dict[int, str]()
    for number in table.rows_as(DATA):
        cells = [str(cell).removesuffix(".0").strip() for cell in found.sheet.rows[number - 1] if not is_blank(cell)]
        if not cells or not all(YEAR_OR_UNIT.fullmatch(thai_digits_to_ascii(cell)) for cell in cells):
            break
        roles[number] = HEADER
    return safe_table(table.with_roles(roles)) if roles else table


def _sections(sheet: Sheet, table: FoundTable) -> dict[int, str]:
    """Excel's number of a row of data → the title that stands above it: of its group, else the last of the table."""
    titles: dict[int, str] = {}
    title = ""
    for step, role in enumerate(table.roles):
        number = table.first_row + step
        if role in (SECTION, TITLE):
            words = next((str(cell) for cell in sheet.rows[number - 1] if not is_blank(cell)), "")
            title = without_person(words)
        elif role == DATA and title:
            titles[number] = title
    return titles


def _read_row(number: int, cells: Sequence[Cell], columns: Sequence[PlanColumn], section: str) -> PlanRow:
    kept: list[PlanCell] = []
    cut: list[int] = []
    for place, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        value = None if column.is_personal else _plain(cell)
        if value is not None and is_personal_value(cell):
            value = None
            cut.append(place)
        elif isinstance(value, str) and holds_person(value):
            value = without_person(value) or None
            cut.append(place)
        kept.append(value)
    return PlanRow(number, tuple(kept), section, tuple(cut))


def _plain(cell: Cell) -> PlanCell:
    """A cell as text, number or day; None for nothing."""
    if is_blank(cell):
        return None
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else str(cell).strip()[:LONGEST_CELL]


def _cell(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None
