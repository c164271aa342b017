"""Headings and names of sheets are told without the persons in them."""

from loaders.checks.personal_columns import safe_heading
from loaders.reading import ReadNote, Sheet, Workbook
from loaders.safe_tables import safe_sheet_name, safe_workbook


def test_a_heading_is_told_without_the_person_in_it() -> None:
    assert safe_heading(3, "จำนวน (ผู้บันทึก นายสมชาย ใจดีปลอม)") == "จำนวน"
    assert safe_heading(3, "ผู้ประสาน คุณสมหญิง รักดีปลอม 081-2345678") == "คอลัมน์ D"
    assert safe_heading(3, "คุณสมหญิง รักดีปลอม") == "คอลัมน์ D"
    assert safe_heading(3, "ข้อ 8 ไม่ผ่าน") == "ข้อ 8 ไม่ผ่าน"


def test_sheets_are_told_apart_without_the_persons_in_their_names() -> None:
    names = ("ข้อมูล", "ข้อมูล นายสมชาย ใจดีปลอม", "น.ส.สมศรี", "ภูเก็ต (โทร 0812345678)")
    sheets = tuple(Sheet(name, [["ก"]]) for name in names)
    note = ReadNote("L11", "WARN", "น.ส.สมศรี")
    safe = safe_workbook(Workbook("ก.xlsx", "0", "xlsx", None, None, sheets, (note,)))
    assert [sheet.name for sheet in safe.sheets] == ["ข้อมูล", "ข้อมูล (2)", "แผ่นงานที่ 3", "ภูเก็ต"]
    assert safe.notes[0].sheet == "แผ่นงานที่ 3"
    assert safe_sheet_name("น.ส.สมศรี") == "แผ่นงาน"
    plain = Workbook("ก.xlsx", "0", "xlsx", None, None, sheets[:1])
    assert safe_workbook(plain) is plain
