"""Which households of a file fail chosen indicators: the file's own rows, for the person who brought it, never kept.

Our household form is read, and a table whose mapping has answers of households. Run it in a child
(`run_in_child(write_failing_households, …)`): the rows hold personal data, so nothing of them is logged, and the
workbook is made in memory.
"""

from collections.abc import Collection, Mapping
from io import BytesIO

import numpy as np
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from catalogue import IndicatorSet
from loaders.checks.duplicate_households import Table
from loaders.checks.problems import RefusalError
from loaders.finding import FoundTable, data_rows
from loaders.layouts import own_forms
from loaders.layouts.own_forms import find_mark
from loaders.mapping import Mapping as ColumnsMapping
from loaders.mapping.cells import Journal, Rows
from loaders.mapping.household_rows import Arrays, as_table, is_by_household, read_households
from loaders.reading import Cell, ReadLimits, Sheet, Workbook, read_workbook_here
from loaders.safe_tables import safe_workbook
from loaders.staging.staged_file import LoadRequest, Reading
from loaders.staging.table_preview import tables_of

FIRST_HEADINGS = ("แถวในไฟล์", "ไม่ผ่านข้อ")
SHEET = "ครัวเรือน"
WARNING_WORDS = "มีข้อมูลส่วนบุคคลตามไฟล์ต้นฉบับ ห้ามเผยแพร่หรือส่งต่อ"
HEAD_ROW = 1  # below the words for whom the sheet is


def write_failing_households(
    content: bytes, file_name: str, limits: ReadLimits | None, request: LoadRequest, numbers: Collection[int],
    every: bool, mark: str,
) -> bytes:  # fmt: skip
    """An .xlsx with the households that fail any (or `every`) of the indicators `numbers`: their row in the file, the
    numbers they fail, then the cells of the file as they are. `mark`: for whom it is, on top of the sheet and of each
    printed page. Raises RefusalError for any other kind of file."""
    workbook = read_workbook_here(content, file_name, limits)
    found = find_mark(workbook, own_forms.HOUSEHOLDS)
    if found is None or request.choice is not None:
        table, columns, indicator_set = _mapped_households(workbook, request)
    else:
        known, ready = own_forms.form_table(found, request, Reading())
        indicator_set = ready.indicator_set
        table, columns = _households_of(known.sheet, known.table, known.mapping, indicator_set, request.inverted)
    codes = {number: indicator_set.by_number(number).code for number in numbers}
    fails = {
        number: np.nan_to_num(np.asarray(columns[code]["failed"], dtype="float64")) > 0
        for number, code in codes.items()
        if code in columns
    }
    return _written(table, fails, len(codes) if every else 1, mark)


def _mapped_households(workbook: Workbook, request: LoadRequest) -> tuple[Table, Mapping[str, Arrays], IndicatorSet]:
    """The chosen table's rows and headings, its arrays assessed and failed by indicator code, and its set.

    What the person said stands the other way round (`request.inverted`) is turned. Raises RefusalError where the choice
    names no table of households of the file.
    """
    choice = request.choice
    mapping = choice.mapping if choice else None
    indicator_set = next((each for each in request.catalogue.sets if mapping and each.id == mapping.set_id), None)
    found = next(
        (
            each
            for each in tables_of(safe_workbook(workbook))
            if choice and (each.sheet.name, each.number) == (choice.sheet, choice.number)
        ),
        None,
    )
    if choice is None or mapping is None or indicator_set is None or found is None or not is_by_household(mapping):
        raise RefusalError("L45-households")
    layout = found.table.with_roles(dict(choice.roles)) if choice.roles else found.table
    return *_households_of(found.sheet, layout, mapping, indicator_set, request.inverted), indicator_set


def _households_of(
    sheet: Sheet, layout: FoundTable, mapping: ColumnsMapping, indicator_set: IndicatorSet, inverted: Collection[str]
) -> tuple[Table, Mapping[str, Arrays]]:
    """The rows and headings of a table of households, and its arrays assessed and failed by indicator code."""
    numbers, cells = data_rows(sheet, layout)
    rows, journal = Rows(cells, np.array(numbers, dtype=np.int64)), Journal(sheet.name)
    nowhere, faulty = np.full(len(numbers), "", dtype=object), np.zeros(len(numbers), dtype=bool)
    households = read_households(layout, mapping, indicator_set, rows, nowhere, faulty, journal, inverted)
    return as_table(layout, mapping, rows, journal), households.turned()


def _written(table: Table, fails: dict[int, np.ndarray], least: int, mark: str) -> bytes:
    """The rows with at least `least` failed indicators; every text is written as a text, never as a formula."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_string(0, 0, f"{mark} {WARNING_WORDS}")
        sheet.set_header(f"&C{mark}")
        sheet.write_row(HEAD_ROW, 0, FIRST_HEADINGS)
        for position, heading in table.headings.items():
            sheet.write_string(HEAD_ROW, len(FIRST_HEADINGS) + position, heading)
        line = HEAD_ROW
        for place, cells in enumerate(table.rows):
            failed = [number for number, flags in fails.items() if flags[place]]
            if failed and len(failed) >= least:
                line += 1
                sheet.write_number(line, 0, int(table.row_numbers[place]))
                sheet.write_string(line, 1, ", ".join(map(str, failed)))
                for position, cell in enumerate(cells):
                    _write_cell(sheet, line, len(FIRST_HEADINGS) + position, cell)
        sheet.freeze_panes(HEAD_ROW + 1, len(FIRST_HEADINGS))
    return target.getvalue()


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, bool | int | float):
        sheet.write(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, str(cell))
