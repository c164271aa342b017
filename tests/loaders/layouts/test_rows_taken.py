"""What a known layout took each row as: shown beside the report, equal to what was read."""

from collections import Counter
from io import BytesIO
from pathlib import Path

import openpyxl

from catalogue import load_catalogue
from loaders import TableChoice, inspect_file
from loaders.finding import DATA, FOOTER, HEADER, TITLE, TOTAL
from loaders.layouts.own_forms import TEMPLATES
from loaders.templates import write_template
from warehouse import open_warehouse

CATALOGUE = load_catalogue()


def test_a_real_report_shows_its_three_rows_of_headings(shared_data: Path) -> None:
    path = sorted((shared_data / "cdd_reports_2554").glob("*.xls"))[2]
    inspection = inspect_file(path.read_bytes(), path.name, open_warehouse(":memory:"), CATALOGUE, in_child=False)
    taken = inspection.rows_taken
    assert taken is not None
    assert [row.role for row in taken.rows[:4]] == [HEADER, HEADER, HEADER, DATA]
    assert (taken.known, taken.headed) == (6, 6)
    assert taken.letters == ("A", "B", "C", "D", "E", "F")


def test_our_workbook_with_sums_and_notes_and_a_column_that_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "ก.xlsx"
    areas = {f"830108{place:02d}": f"บ้านตัวอย่าง {place}" for place in (1, 2, 3)}
    write_template("jpt_village", path, CATALOGUE.get("jpt-2560"), year_be=2565, areas=areas)
    book = openpyxl.load_workbook(path)
    sheet, header, code = next(
        (sheet, cell.row, cell.column)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == TEMPLATES["areas"]["code"]
    )
    headings = {str(cell.value): cell.column for cell in sheet[header] if cell.value}
    pattern = TEMPLATES["template"]["jpt_village"]["headings"]
    last = max(headings.values()) + 1
    first = next(row for row in range(header + 1, header + 9) if str(sheet.cell(row, code).value).startswith("8301"))
    sheet.cell(header, last, "ผู้กรอก")
    for row in range(first, first + 3):
        for name, count in (("assessed", 10), ("failed", 1)):
            sheet.cell(row, headings[pattern[name].format(number=1)], count)
        sheet.cell(row, last, "คนกรอกสมมติ")
    sheet.cell(first + 3, 1, "รวม")
    sheet.cell(first + 5, 1, "หมายเหตุ ตัวอย่าง")
    content = BytesIO()
    book.save(content)
    inspection = inspect_file(content.getvalue(), "ก.xlsx", open_warehouse(":memory:"), CATALOGUE)
    taken, report = inspection.rows_taken, inspection.report
    assert taken is not None, report.problems
    roles = Counter(row.role for row in taken.rows)
    assert (roles[DATA], roles[TOTAL], roles[FOOTER], roles[HEADER]) == (3, 1, 1, 1)
    assert roles[TITLE] + 3 == report.rows_recognised
    assert roles[DATA] == report.rows_loaded
    assert "คนกรอกสมมติ" not in repr(taken)
    assert (taken.headed - taken.known, report.columns_dropped) == (1, ("ผู้กรอก",))


def test_the_person_may_say_the_columns_of_a_known_file_too() -> None:
    lines = ["รหัสหมู่บ้าน,ข้อ 5 สำรวจ,ข้อ 5 ไม่ผ่าน", "83010801,10,1", "83010802,20,2"]
    content = "\n".join(lines).encode()
    asked = inspect_file(
        content, "ก.csv", open_warehouse(":memory:"), CATALOGUE, choice=TableChoice(""), in_child=False
    )
    assert asked.report.refused
    assert [column.field.kind for column in asked.tables[0].mapping.columns] == ["area_code", "assessed", "failed"]
