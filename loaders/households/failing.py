"""Which households of a file fail chosen indicators: the file's own rows, for the person who brought it, never kept.

Only our household workbook (`jpt_household`) is read. Run it in a child (`run_in_child(write_failing_households, …)`):
the rows hold personal data, so nothing of them is logged, and the workbook is made in memory.
"""

from collections.abc import Collection, Mapping
from io import BytesIO

import numpy as np
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from loaders.checks.problems import RefusalError
from loaders.finding import data_rows
from loaders.layouts import jpt_household
from loaders.mapping.columns import Journal
from loaders.mapping.household_rows import read_households
from loaders.mapping.rows import Rows
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
    if found is None:
        raise RefusalError("ไฟล์นี้ไม่ใช่แบบฟอร์มรายครัวเรือน", "เลือกไฟล์แบบฟอร์ม จปฐ. รายครัวเรือน", rule="L45")
    reading = Reading()
    known, ready = jpt_household.household_table(found, request, reading)
    numbers_of_rows, cells = data_rows(known.sheet, known.table)
    rows = Rows(cells, np.array(numbers_of_rows, dtype=np.int64))
    places = np.full(len(cells), None, dtype=object)
    is_faulty, journal = np.zeros(len(cells), dtype=bool), Journal(known.sheet.name)
    households = read_households(known.table, known.mapping, ready.indicator_set, rows, places, is_faulty, journal)
    codes = {number: ready.indicator_set.by_number(number).code for number in numbers}
    fails = {
        number: np.nan_to_num(np.asarray(households.columns[code]["failed"], dtype="float64")) > 0
        for number, code in codes.items()
        if code in households.columns
    }
    headings = {each.index: each.heading for each in known.mapping.columns}
    return _written(headings, rows, fails, len(codes) if every else 1, mark)


def _written(headings: Mapping[int, str], rows: Rows, fails: dict[int, np.ndarray], least: int, mark: str) -> bytes:
    """The rows with at least `least` failed indicators; every text is written as a text, never as a formula."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write_string(0, 0, f"{mark} {WARNING_WORDS}")
        sheet.set_header(f"&C{mark}")
        sheet.write_row(HEAD_ROW, 0, FIRST_HEADINGS)
        for position, heading in headings.items():
            sheet.write_string(HEAD_ROW, len(FIRST_HEADINGS) + position, heading)
        line = HEAD_ROW
        for place, cells in enumerate(rows.cells):
            failed = [number for number, flags in fails.items() if flags[place]]
            if failed and len(failed) >= least:
                line += 1
                sheet.write_number(line, 0, int(rows.numbers[place]))
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
