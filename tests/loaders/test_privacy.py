"""Planted names and numbers of persons are found nowhere: not in the database's bytes, not in the report."""

import io
import json
from pathlib import Path

import openpyxl

from catalogue import load_catalogue
from loaders import load_file, report_text, write_template
from loaders.templates.writing import FIRST_ROW, HEADING_ROW
from warehouse import open_warehouse

CANARIES = ("นายคานารี ทดสอบ", "1234567890121", "99/123 ซอยคานารี", "0812345678", "CANARY-FREE-TEXT")


def household_file() -> bytes:
    """Our household workbook into which an officer pasted columns that do not belong there."""
    stream = io.BytesIO()
    write_template("jpt_household", stream, load_catalogue().get("jpt-2560"), year_be=2565)
    book = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    sheet = book["ข้อมูล"]
    headings = {cell.value: cell.column for cell in sheet[HEADING_ROW + 1]}
    last = sheet.max_column
    for extra, heading in enumerate(("ชื่อ-สกุล", "เลขประจำตัวประชาชน", "บ้านเลขที่", "ติดต่อ", "หมายเหตุ"), last + 1):
        sheet.cell(HEADING_ROW + 1, extra).value = heading
        sheet.cell(FIRST_ROW + 1, extra).value = CANARIES[extra - last - 1]
    sheet.cell(FIRST_ROW + 1, headings["รหัสพื้นที่"]).value = "83010301"
    sheet.cell(FIRST_ROW + 1, headings["ตัวชี้วัดที่ 4 (1 ผ่าน 0 ไม่ผ่าน)"]).value = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_personal_columns_are_dropped_and_named_and_their_values_are_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    warehouse = open_warehouse(path)
    report = load_file(household_file(), warehouse, file_name="ครัวเรือน.xlsx")
    warehouse.close()
    assert report.outcome == "loaded", report.problems
    assert set(report.columns_dropped) >= {"ชื่อ-สกุล", "เลขประจำตัวประชาชน", "บ้านเลขที่", "หมายเหตุ"}
    told = report_text(report) + json.dumps(report.to_dict(), ensure_ascii=False)
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    for canary in CANARIES:
        assert canary not in told
        assert canary.encode() not in written
        assert canary.encode("utf-16-le") not in written
