"""Every form at its defaults, filled as an officer would: rows left empty, rows added below, a year typed. Accepted."""

import io
from collections.abc import Sequence
from datetime import datetime

import openpyxl
import pytest

from catalogue import load_catalogue
from loaders import TEMPLATE_TITLES, TEMPLATES, areas_within, form_years, load_file, templates, write_template
from loaders.commands import choose_set
from loaders.templates import FIRST_ROW, HEADING_ROW
from warehouse import Warehouse

CATALOGUE = load_catalogue()
TAMBON, KNOWN = {"830101": "ตลาดใหญ่"}, {"83010301": "บ้านหนึ่ง", "83010302": "บ้านสอง", "83010303": "บ้านสาม"}
VILLAGES = ["83010304", "83010305"]
CELLS = {"answer": 1, "assessed": 5, "failed": 1, "score": 2, "people": 4, "households": 30}


def form(name: str, areas: dict[str, str] | None) -> tuple[openpyxl.Workbook, int]:
    """The form as the screen makes it, and the year it is of."""
    chosen = choose_set(CATALOGUE, name, None, None)
    year = form_years(chosen)[0] if chosen else None
    stream = io.BytesIO()
    write_template(name, stream, chosen, year_be=year, areas=areas)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue())), year or 2568


def filled_in(book: openpyxl.Workbook, name: str, year: int, first: int, villages: Sequence[str] = VILLAGES) -> bytes:
    """The workbook with the year typed, and the villages in rows of their own from row `first` on."""
    sheet = book[TEMPLATES["data_sheet"]]
    sheet.cell(1, 6).value = year
    if name == "other":
        columns = book[TEMPLATES["columns_sheet"]]
        columns["B1"] = "น้ำประปา"
        for place, cell in enumerate(["คอลัมน์ 1", "น้ำ", "ครัวเรือน", "ดีขึ้น", "บวกกัน"], 1):
            columns.cell(6, place).value = cell
    for line, code in enumerate(villages, first):
        sheet.cell(line, 1).value = code
        for cell in sheet[HEADING_ROW + 1][2:]:
            kind = next((kind for kind, mark in MARKS.items() if mark in str(cell.value)), None)
            if kind is not None:
                sheet.cell(line, cell.column).value = CELLS.get(kind, 7)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MARKS = {
    "answer": "(1 ผ่าน", "assessed": "เข้าข่าย", "failed": "ไม่ผ่าน", "score": "ระดับปัญหา", "people": "จำนวนคนในครัวเรือน",
    "households": "จำนวนครัวเรือนทั้งหมด", "counted": "สำรวจ", "value": "คอลัมน์ 1",
}  # fmt: skip


@pytest.mark.parametrize("name", TEMPLATE_TITLES)
@pytest.mark.parametrize("areas", [None, TAMBON, KNOWN], ids=["no area", "a tambon", "villages known"])
def test_a_form_filled_in_is_accepted(warehouse: Warehouse, name: str, areas: dict[str, str] | None) -> None:
    book, year = form(name, areas)
    content = filled_in(book, name, year, FIRST_ROW + 1 + len(areas or {}) + 2)
    report = load_file(content, warehouse, file_name="แบบฟอร์ม.xlsx", in_child=False)
    assert report.outcome == "loaded", report.problems
    assert (report.level, report.year_be, report.areas) == ("village", year, 2)
    said = [problem.what for problem in report.problems if problem.rule == "L52"]
    assert said == ([f"แถวที่ยังไม่กรอกตัวเลข {len(areas)} แถว ไม่ได้นำเข้า"] if areas else [])


@pytest.mark.parametrize("name", [name for name in TEMPLATE_TITLES if name != "other"])
def test_a_year_typed_over_the_one_offered_is_the_year(warehouse: Warehouse, name: str) -> None:
    book, year = form(name, None)
    report = load_file(filled_in(book, name, year - 1, FIRST_ROW + 1), warehouse, file_name="ก.xlsx", in_child=False)
    assert (report.outcome, report.year_be) == ("loaded", year - 1), report.problems


def test_a_form_is_never_of_a_year_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    newest = max(CATALOGUE.of_survey("jpt"), key=lambda each: each.last_year)
    assert (newest.first_year, newest.last_year) == (2566, 2570)
    for now, years in ((2026, [2569, 2568, 2567, 2566]), (2031, [2570, 2569, 2568, 2567, 2566]), (2020, [2566])):
        monkeypatch.setattr(templates, "local_now", lambda now=now: datetime(now, 11, 28))
        assert form_years(newest) == years


def test_the_area_itself_stands_in_a_form_whose_villages_are_not_known() -> None:
    assert areas_within({"830101": "ตลาดใหญ่"}, "830101") == TAMBON
