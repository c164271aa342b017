"""The user's own workbook sent back to be mended: faulty cells coloured and commented, all listed on a first sheet.

An .xlsx or .xlsm stays as it is under the colours; any other kind is written anew as a plain workbook of its cells.
It holds whatever the file held, so it is made in memory for the person who brought the file and never stored. Run it in
a child (`run_in_child(write_return_workbook, …)`): openpyxl reads a file from outside.
"""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook as OfficeWorkbook
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from loaders.checks.problems import ERROR, INFO, WARNING, Problem
from loaders.reading import ReadLimits, Sheet, read_workbook_here
from loaders.safe_tables import safe_workbook

__all__ = ["write_list_workbook", "write_return_workbook"]

KEPT_KINDS = ("xlsx", "xlsm")
LIST_TITLE = "รายการที่ต้องแก้"
HEADINGS = (
    "ลำดับ", "ความสำคัญ", "กติกา", "แผ่นงาน", "แถว", "คอลัมน์", "พบว่า", "ในช่องมี", "ควรเป็น", "วิธีแก้", "ไปที่เซลล์"
)  # fmt: skip
WIDTHS = (8, 14, 8, 20, 8, 24, 50, 16, 34, 50, 14)
SEVERITIES: Mapping[str, tuple[str, str]] = {
    ERROR: ("ต้องแก้ไข", "F8CBAD"),
    WARNING: ("ควรตรวจสอบ", "FFE699"),
    INFO: ("เพื่อทราบ", "DDEBF7"),
}
AUTHOR = "เรดาร์ชุมชน"
COLUMN = re.compile(r"([A-Z]{1,3})(?:\s|$)")
UNTITLED = re.compile(r"[\\/*?:\[\]]")
LONGEST_TITLE, LONGEST_CELL, HEAD_ROW = 31, 32_767, 4


def write_return_workbook(
    content: bytes, problems: Sequence[Problem], file_name: str = "", limits: ReadLimits | None = None
) -> bytes:
    """The workbook (.xlsx, or .xlsm for one with macros) with every problem marked; its data cells are not changed.

    Raises ReadRefusal for a file that cannot be read at all (`write_list_workbook` still lists what was found).
    """
    read = read_workbook_here(content, file_name, limits)
    if read.kind in KEPT_KINDS:
        book = load_workbook(BytesIO(content), keep_vba=read.kind == "xlsm")
    else:
        book = _plain_workbook(read.sheets)
    titles = dict(zip((sheet.name for sheet in safe_workbook(read).sheets), _titles(book), strict=False))
    for problem in problems:
        _mark(book, titles, problem)
    _write_list(book, titles, problems)
    return _saved(book)


def write_list_workbook(problems: Sequence[Problem]) -> bytes:
    """Only the sheet that lists the problems, for a file whose cells cannot be written back."""
    book = OfficeWorkbook()
    book.remove(book.worksheets[0])
    _write_list(book, {}, problems)
    return _saved(book)


def _titles(book: OfficeWorkbook) -> list[str]:
    return [sheet.title for sheet in book.worksheets]


def _plain_workbook(sheets: Sequence[Sheet]) -> OfficeWorkbook:
    """The cells of a file that is no .xlsx: texts as texts, so that codes keep their zeros and nothing is a formula."""
    book = OfficeWorkbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(UNTITLED.sub(" ", sheet.name)[:LONGEST_TITLE] or None)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for row, cells in enumerate(sheet.rows, 1):
            for column, value in enumerate(cells, 1):
                if value is not None:
                    _write(page, row, column, value)
        for first_row, first_column, last_row, last_column in sheet.merges:
            page.merge_cells(None, first_row, first_column, last_row, last_column)
    return book


def _write(page: Worksheet, row: int, column: int, value: object) -> Any:
    """One cell; a text stays a text whatever it begins with, and loses the characters that Excel refuses."""
    cell: Any = page.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _mark(book: OfficeWorkbook, titles: Mapping[str, str], problem: Problem) -> None:
    """Colour and comment the cell of a problem; one that is of no single cell stands in the list only."""
    place = _place(titles, problem)
    if place is None or problem.row is None:
        return
    page: Worksheet = book[place[0]]
    cell = _unmerged(page, problem.row, place[1])
    word, colour = SEVERITIES[problem.severity]
    should = f"\nควรเป็น: {problem.expected}" if problem.expected else ""
    heading = f"{word} ({problem.rule})" if problem.rule else word
    text = f"{heading}: {problem.what}{should}\nวิธีแก้: {problem.fix}"
    earlier = str(cell.comment.text) if cell.comment is not None else ""
    cell.comment = Comment(f"{earlier}\n{text}".strip() if earlier else text, AUTHOR, height=150, width=340)
    if not earlier or problem.severity == ERROR:
        cell.fill = PatternFill("solid", fgColor=colour)


def _unmerged(page: Worksheet, row: int, column: str) -> Any:
    """The cell, or the first one of the merged range it is hidden in."""
    cell: Any = page[f"{column}{row}"]
    for area in page.merged_cells.ranges:
        if cell.coordinate in area:
            return page.cell(area.min_row, area.min_col)
    return cell


def _place(titles: Mapping[str, str], problem: Problem) -> tuple[str, str] | None:
    """(title of the sheet, column letters) a problem points at; None where it points at the file as a whole."""
    if problem.sheet is None or problem.sheet not in titles or (problem.row is None and problem.column is None):
        return None
    match = COLUMN.match(problem.column or "A")
    return titles[problem.sheet], match[1] if match else "A"


def _write_list(book: OfficeWorkbook, titles: Mapping[str, str], problems: Sequence[Problem]) -> None:
    """The first sheet: one row a problem, the most serious first, with a link to its cell."""
    page = book.create_sheet(_free_title(book), 0)
    _write(page, 1, 1, "รายการที่ต้องแก้ก่อนนำเข้าใหม่").font = Font(bold=True, size=16)
    _write(page, 2, 1, "ช่องที่มีปัญหาระบายสีและมีข้อความอธิบาย แก้แล้วบันทึก และนำเข้าไฟล์นี้ได้เลย ไม่ต้องลบแผ่นงานนี้")
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), 1):
        cell = _write(page, HEAD_ROW, column, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EAF0F6")
        page.column_dimensions[cell.column_letter].width = width
    order = list(SEVERITIES)
    in_order = sorted(problems, key=lambda each: order.index(each.severity))
    for number, problem in enumerate(in_order, 1):
        _write_problem(page, HEAD_ROW + number, number, problem, _place(titles, problem))
    page.freeze_panes = f"A{HEAD_ROW + 1}"
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False
    book.active = 0


def _write_problem(page: Worksheet, row: int, number: int, problem: Problem, place: tuple[str, str] | None) -> None:
    word, colour = SEVERITIES[problem.severity]
    cells = (
        number, word, problem.rule, problem.sheet, problem.row, problem.column, problem.what, problem.value,
        problem.expected, problem.fix,
    )  # fmt: skip
    for column, value in enumerate(cells, 1):
        if value is not None:
            _write(page, row, column, value).alignment = Alignment(wrap_text=True, vertical="top")
    page.cell(row, 2).fill = PatternFill("solid", fgColor=colour)
    if place is not None:
        target = f"{place[1]}{problem.row or 1}"
        link = _write(page, row, len(cells) + 1, f"ไปที่ {target}")
        link.hyperlink = Hyperlink(link.coordinate, location=f"{quote_sheetname(place[0])}!{target}")
        link.font = Font(color="14568C", underline="single")


def _free_title(book: OfficeWorkbook) -> str:
    taken, title, number = set(_titles(book)), LIST_TITLE, 2
    while title in taken:
        title, number = f"{LIST_TITLE} {number}", number + 1
    return title


def _saved(book: OfficeWorkbook) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        _MemoryWriter(book, archive).save()
    return target.getvalue()


class _MemoryWriter(ExcelWriter):
    """openpyxl's own writer puts each sheet into a temporary file first: the person's data must never reach a disk."""

    def __init__(self, book: OfficeWorkbook, archive: ZipFile) -> None:
        super().__init__(book, archive)
        self.archive = archive

    def write_worksheet(self, ws: Any) -> None:
        """One sheet, by way of memory only."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        sheet = BytesIO()
        writer: Any = WorksheetWriter(ws, sheet)
        writer.write()
        ws._rels = writer._rels
        self.archive.writestr(ws.path[1:], sheet.getvalue())
        self.manifest.append(ws)
