"""Which households of a file fail chosen indicators: the file's own rows, for the person who brought it, never kept.

Our household workbook (`jpt_household`) is read, and a table whose mapping has answers of households. Run it in a child
(`run_in_child(write_failing_households, …)`): the rows hold personal data, so nothing of them is logged, and the
workbook is made in memory.
"""

from collections.abc import Collection
from io import BytesIO

import numpy as np
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from loaders.households.duplicates import Table
from loaders.households.mapped import households_of, mapped_households
from loaders.layouts import jpt_household
from loaders.reading import Cell, ReadLimits, read_workbook_here
from loaders.staging import LoadRequest, Reading

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
    found = jpt_household.recognise(workbook)
    if found is None or request.choice is not None:
        table, columns, indicator_set = mapped_households(workbook, request)
    else:
        known, ready = jpt_household.household_table(found, request, Reading())
        indicator_set = ready.indicator_set
        table, columns = households_of(known.sheet, known.table, known.mapping, indicator_set, request.inverted)
    codes = {number: indicator_set.by_number(number).code for number in numbers}
    fails = {
        number: np.nan_to_num(np.asarray(columns[code]["failed"], dtype="float64")) > 0
        for number, code in codes.items()
        if code in columns
    }
    return _written(table, fails, len(codes) if every else 1, mark)


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
