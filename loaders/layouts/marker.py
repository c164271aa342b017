"""The first row of our own workbooks: which template it is, of which indicator set and year."""

from dataclasses import dataclass

from catalogue import CatalogueError, IndicatorSet
from loaders.cells import Reading
from loaders.layouts.declared import catalogue_set, complete_set, declared, refusal_of
from loaders.problems import RefusalError
from loaders.reading import Cell, Sheet, Workbook, fold, parse_year_be
from loaders.staging import LoadRequest
from loaders.tables import is_blank
from loaders.years import decide_year

TEMPLATES = declared("templates")


@dataclass(frozen=True)
class Mark:
    """Where our mark stands (sheet) and the words beside it: template, set id (may be ""), year (None: not filled)."""

    workbook: Workbook
    sheet: Sheet
    template: str
    set_id: str
    year: Cell


def find_mark(workbook: Workbook, template: str) -> Mark | None:
    """The mark of one template; None when the workbook is not one of ours, or another of ours."""
    for sheet in workbook.sheets:
        row = sheet.rows[0] if sheet.rows else []
        cells = [cell for cell in row if not is_blank(cell)]
        if len(cells) >= 2 and fold(str(cells[0])) == fold(TEMPLATES["mark"]) and str(cells[1]) == template:
            return Mark(workbook, sheet, template, _after(row, "ชุด"), _cell_after(row, "ปี พ.ศ."))
    return None


def mark_cells(template: str, set_id: str, year_be: int | None, is_synthetic: bool) -> list[str | int | None]:
    """The cells of the first row, as find_mark reads them."""
    synthetic = "ข้อมูลสังเคราะห์" if is_synthetic else None
    return [TEMPLATES["mark"], template, "ชุด", set_id, "ปี พ.ศ.", year_be, synthetic]


def decide_mark_year(mark: Mark, request: LoadRequest, reading: Reading) -> int:
    """The year in the mark, which must agree with the person's. Raises RefusalError when neither says it."""
    content = None
    if not is_blank(mark.year):
        parsed = parse_year_be(mark.year)
        if parsed.value is None:
            raise RefusalError(
                "ปี พ.ศ. ในแถวแรกไม่ถูกต้อง", "ใส่ปี พ.ศ. สี่หลัก เช่น 2565", sheet=mark.sheet.name, row=1, rule="C13"
            )
        content = parsed.value
    return decide_year(reading, given=request.year_be, in_content=content)


def mark_set(mark: Mark, request: LoadRequest, survey: str, year_be: int) -> IndicatorSet:
    """The set the mark names, else the survey's set of the year. Raises RefusalError where they do not fit."""
    if not mark.set_id:
        return catalogue_set(request.catalogue, survey, year_be)
    try:
        found = complete_set(request.catalogue.get(mark.set_id))
    except CatalogueError as error:
        raise refusal_of(error) from error
    if found.survey != survey:
        raise RefusalError(
            f"แถวแรกบอกชุด {found.id} ซึ่งไม่ใช่ข้อมูลชนิดนี้",
            "ดาวน์โหลดแบบฟอร์มใหม่แล้ววางข้อมูล",
            sheet=mark.sheet.name,
            row=1,
            rule="L33",
        )
    if not found.covers(year_be):
        raise RefusalError(
            f"ชุด {found.id} ใช้กับปี {found.first_year}–{found.last_year} แต่ไฟล์เป็นปี {year_be}",
            "แก้ปีในแถวแรก หรือใช้แบบฟอร์มของชุดที่ตรงปี",
            sheet=mark.sheet.name,
            row=1,
            rule="L33",
        )
    return found


def _cell_after(row: list[Cell], label: str) -> Cell:
    for position, cell in enumerate(row[:-1]):
        if isinstance(cell, str) and fold(cell) == fold(label):
            return row[position + 1]
    return None


def _after(row: list[Cell], label: str) -> str:
    cell = _cell_after(row, label)
    return "" if is_blank(cell) else str(cell).strip()
