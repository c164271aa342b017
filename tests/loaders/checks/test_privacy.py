"""Planted names and numbers of persons are found nowhere: not in the database's bytes, not in the report."""

import io
import json
from pathlib import Path

import duckdb
import openpyxl
import pytest

from catalogue import load_catalogue
from loaders import TableChoice, inspect_file, load_file, store_inspection, write_template
from loaders.importing import Inspection
from loaders.outcome.report import report_text
from loaders.templates import FIRST_ROW, HEADING_ROW
from tests.loaders.corpus.tables import workbook
from tests.warehouse.examples import staged
from warehouse import area_names, open_warehouse, redo_batch, save_mapping, store_batch, undo_batch

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


FIGURES = ["ข้อ 8 สำรวจ", "ข้อ 8 ไม่ผ่าน"]
PERSON, SURNAME, WOMAN, MOBILE, ID = "สมชายคานารี", "ใจดีปลอม", "สมหญิงคานารี", "0812345678", "1-2345-67890-12-1"
PLANTED = (PERSON, SURNAME, WOMAN, MOBILE, "081-2345678", ID, "1234567890121")
TABLES: dict[str, list[list[object]]] = {
    "title-name-surname": [
        ["รหัสหมู่บ้าน", "หมู่บ้าน", "คำนำหน้า", "ชื่อ", "สกุล", *FIGURES],
        ["83010301", "บ้านกะตะ", "นาย", PERSON, SURNAME, 10, 1],
        ["83010302", "บ้านบางลา", "นาง", WOMAN, SURNAME, 11, 2],
    ],
    "name-alone": [
        ["รหัสหมู่บ้าน", "ชื่อ", *FIGURES],
        ["83010301", f"{PERSON} {SURNAME}", 10, 1],
        ["83010302", f"{WOMAN} {SURNAME}", 11, 2],
    ],
    "behind-the-place": [
        ["รหัสหมู่บ้าน", "ชื่อหมู่บ้าน", *FIGURES],
        ["83010301", f"บ้านกะตะ (ผู้ใหญ่บ้าน นาย{PERSON} {SURNAME})", 10, 1],
        ["83010302", f"บ้านบางลา โทร {MOBILE}", 11, 2],
        ["83010303", f"บ้านป่าตอง {ID}", 11, 2],
        ["83010304", f"นาย{PERSON} {SURNAME} {ID}", 11, 2],
    ],
    "headings": [
        [
            "รหัสหมู่บ้าน",
            "หมู่บ้าน",
            *FIGURES,
            f"ผู้ประสาน คุณ{WOMAN} {SURNAME} 081-2345678",
            f"จำนวน (นาย{PERSON} {SURNAME} {ID})",
        ],
        ["83010301", "บ้านกะตะ", 10, 1, 5, 1],
        ["83010302", "บ้านบางลา", 11, 2, 6, 2],
    ],
    "figures": [
        ["รหัสหมู่บ้าน", "หมู่บ้าน", *FIGURES, "ประชากร"],
        *([f"8301{tambon:02}{village:02}", "บ้านกะตะ", 10, 1, 50] for tambon in range(3, 9) for village in range(1, 60)),
        ["83010901", "บ้านบางลา", 1234567890121, 1, MOBILE],
    ],
}


@pytest.mark.parametrize("name", list(TABLES))
def test_persons_in_a_table_that_no_layout_knows_are_nowhere(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read, stored with every default taken, its mapping remembered, undone and brought back."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    warehouse, catalogue = open_warehouse(tmp_path / "radar.duckdb"), load_catalogue()
    store_batch(warehouse, staged({"83010301": (10, 1)}))
    content = workbook({f"นาย{PERSON} {SURNAME}": TABLES[name], f"โทร {MOBILE}": [["ก", "ข"], [1, 2], [3, 4]]})

    def look(choice: TableChoice) -> Inspection:
        return inspect_file(content, "ก.xlsx", warehouse, catalogue, choice=choice, year_be=2564)

    seen = look(TableChoice("")).tables[0]
    proposed = look(TableChoice(seen.sheet, seen.number, set_id="jpt-2560")).tables[0]
    mapping = proposed.mapping.with_name("จำไว้")
    inspected = look(TableChoice(seen.sheet, seen.number, set_id="jpt-2560", mapping=mapping))
    report = store_inspection(warehouse, inspected, skip_bad_rows=True)
    assert report.outcome == "loaded", report.problems
    save_mapping(warehouse, "จำไว้", mapping.fingerprint, mapping.to_dict())
    undo_batch(warehouse, report.batch_id or 0)
    names = area_names(warehouse).set_index("area_code")["area_name"]
    assert names["83010301"] == "บ้าน 83010301"  # the earlier import's again
    redo_batch(warehouse, report.batch_id or 0)
    warehouse.close()
    printed = "".join(capfd.readouterr())
    shown = [report_text(report), json.dumps(report.to_dict(), ensure_ascii=False), printed, repr(seen), repr(proposed)]
    with duckdb.connect(str(tmp_path / "radar.duckdb"), read_only=True) as connection:
        tables = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
        shown += [str(connection.execute(f'SELECT * FROM "{table}"').fetchall()) for (table,) in tables]  # noqa: S608
    written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for canary in PLANTED:
        assert not [text[:200] for text in shown if canary in text], canary
        assert canary.encode() not in written
