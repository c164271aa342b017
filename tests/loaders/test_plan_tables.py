"""Tables of lists of projects: headings with years in a row of their own, titles of groups, nothing of a person."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from loaders import ReadRefusal
from loaders.plan_tables import PlanColumn, PlanRow, read_plan_tables, read_plan_tables_here

FORM = [
    ["แผนพัฒนาท้องถิ่น (พ.ศ. 2571-2573)"],
    ["ยุทธศาสตร์ที่ 1 การพัฒนาคุณภาพชีวิต"],
    ["ที่", "โครงการ", "เป้าหมาย (ผลผลิตของโครงการ)", "งบประมาณ", None, "หน่วยงานรับผิดชอบหลัก"],
    [None, None, None, 2571, "๒๕๗๒", None],
    [None, None, None, "(บาท)", "(บาท)", None],
    [1, "ฝึกอาชีพผู้สูงอายุ", "ผู้สูงอายุ 50 คน", 50000, 60000, "สำนักปลัด"],
    [2, "ก่อสร้างถนน", "ยาว 200 ม.", None, "500,000", "กองช่าง / นายสมชายคานารี ใจดีปลอม"],
    [3, "ธนาคารขยะ", "1 แห่ง", 20000, None, "กองช่าง"],
    ["รวม", None, None, 70000, 560000, None],
]
LIST = [
    ["ชื่อโครงการ", "วันเริ่ม", "ผู้ประสานงาน", "เบอร์โทร", "ผู้รับผิดชอบ"],
    ["ปลูกผัก", date(2027, 11, 1), "สมชายคานารี", "0812345678", "อบต."],
    ["ธนาคารขยะ", None, "สมหญิงคานารี", "0898765432", "โรงเรียน"],
]


def workbook(*sheets: list[list[object]]) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "d/m/yyyy"})
    for number, rows in enumerate(sheets, 1):
        sheet = book.add_worksheet(f"แผ่น{number}")
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                elif cell is not None:
                    sheet.write(place, column, cell)
    book.close()
    return stream.getvalue()


def test_a_form_of_a_local_plan_has_its_years_in_the_headings_and_its_title_on_every_row() -> None:
    [table] = read_plan_tables_here(workbook(FORM), "ผ02.xlsx")
    assert [each.heading for each in table.columns] == [
        "ที่", "โครงการ", "เป้าหมาย (ผลผลิตของโครงการ)", "งบประมาณ / 2571 / (บาท)", "งบประมาณ / ๒๕๗๒ / (บาท)",
        "หน่วยงานรับผิดชอบหลัก",
    ]  # fmt: skip
    title = "ยุทธศาสตร์ที่ 1 การพัฒนาคุณภาพชีวิต"
    assert table.rows == (
        PlanRow(6, (1.0, "ฝึกอาชีพผู้สูงอายุ", "ผู้สูงอายุ 50 คน", 50000.0, 60000.0, "สำนักปลัด"), title),
        PlanRow(7, (2.0, "ก่อสร้างถนน", "ยาว 200 ม.", None, "500,000", "กองช่าง"), title, (5,)),  # its person is cut
        PlanRow(8, (3.0, "ธนาคารขยะ", "1 แห่ง", 20000.0, None, "กองช่าง"), title),
    )  # the row of sums is none of the list


def test_columns_of_persons_come_without_any_cell() -> None:
    [table] = read_plan_tables_here(workbook(LIST), "รายการ.xlsx")
    assert table.columns[2:4] == (PlanColumn("C", "ผู้ประสานงาน", True), PlanColumn("D", "เบอร์โทร", True))
    assert [row.cells for row in table.rows] == [
        ("ปลูกผัก", date(2027, 11, 1), None, None, "อบต."), ("ธนาคารขยะ", None, None, None, "โรงเรียน"),
    ]  # fmt: skip
    assert "คานารี" not in repr(table)


def test_a_column_in_which_a_named_person_stands_is_dropped_whole() -> None:
    """The names without a title beside it would not be known for what they are."""
    rows = [["ชื่อโครงการ", "ผู้รับผิดชอบ"], ["ก", "นายสมชายคานารี ใจดีปลอม"], ["ข", "สมหญิงคานารี ใจงามปลอม"]]
    [table] = read_plan_tables_here(workbook(rows), "a.xlsx")
    assert table.columns[1].is_personal
    assert "คานารี" not in repr(table)


def test_every_sheet_is_read_in_the_child_and_a_file_without_a_table_has_none() -> None:
    assert [each.sheet for each in read_plan_tables(workbook(FORM, LIST), "สองแผ่น.xlsx")] == ["แผ่น1", "แผ่น2"]
    assert read_plan_tables_here(workbook([["เอกสารเปล่า"]]), "a.xlsx") == ()


def test_what_is_no_spreadsheet_is_refused_and_said_why() -> None:
    with pytest.raises(ReadRefusal) as refusal:
        read_plan_tables_here(b"%PDF-1.7 ...", "แผน.pdf")
    assert refusal.value.fix


def test_files_of_other_things_are_read_or_refused_with_why(shared_data: Path) -> None:
    refused: list[str] = []
    for path in sorted((shared_data / "messy").iterdir()):
        try:
            tables = read_plan_tables_here(path.read_bytes(), path.name)
        except ReadRefusal as refusal:
            assert refusal.fix
            refused.append(path.name)
            continue
        for table in tables:
            assert all(len(row.cells) == len(table.columns) for row in table.rows), path.name
    assert refused == ["province_tis_mojibake.xlsx"]  # its letters are lost
