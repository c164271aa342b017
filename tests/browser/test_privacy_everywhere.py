"""Planted names and numbers of persons, brought to the real program in every way, are in no byte that it leaves.

The server runs with a temp folder and a home of its own; what it prints is kept. Files come in through a real browser:
read, refused, stored without the faulty rows, undone, sent back, backed up, gone back to, erased. Then every file of
every folder is searched, packed ones unpacked, and every text of every database (their bytes may be compressed).
"""

import html
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.comments import Comment
from playwright.sync_api import FilePayload, Page

from catalogue import load_catalogue
from docs.screens import free_port, settled, wait_until_it_answers
from loaders import write_template
from loaders.checks.personal_columns import is_national_id
from loaders.templates import FIRST_ROW, HEADING_ROW

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
NAME, THAI_ID, HOUSE, PHONE = "นายคานารี ทดสอบ", "1234567890121", "99/123 ซอยคานารี", "0812345678"
FREE_TEXT, HIDDEN, COMMENT, AUTHOR = "CANARY-FREE-TEXT", "นางซ่อนเร้น คานารี", "โทรหาลุงคานารี", "CANARY-AUTHOR"
FAULTY_NAME, FAULTY_ID = "เด็กหญิงแถวเสีย คานารี", "3100500000011"
CANARIES = (NAME, THAI_ID, HOUSE, PHONE, FREE_TEXT, HIDDEN, COMMENT, AUTHOR, FAULTY_NAME, FAULTY_ID)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp874")
PERSONAL = {"ชื่อ-สกุล": NAME, "เลขประจำตัวประชาชน": THAI_ID, "บ้านเลขที่": HOUSE, "ติดต่อ": PHONE, "หมายเหตุ": FREE_TEXT}
FAULTY = {"ชื่อ-สกุล": FAULTY_NAME, "เลขประจำตัวประชาชน": FAULTY_ID}
ANSWER = "ตัวชี้วัดที่ 4 (1 ผ่าน 0 ไม่ผ่าน)"
VILLAGES = ("83010301", "83010302", "99999999")  # the last one is nowhere: its row is refused


def household_workbook() -> bytes:
    """Our household workbook with columns that do not belong there, a faulty row, and persons in every corner."""
    stream = BytesIO()
    write_template("jpt_household", stream, load_catalogue().get("jpt-2560"), year_be=2565)
    book = openpyxl.load_workbook(BytesIO(stream.getvalue()))
    sheet = book["ข้อมูล"]
    columns = {cell.value: cell.column for cell in sheet[HEADING_ROW + 1] if cell.value}
    for extra, heading in enumerate(PERSONAL, sheet.max_column + 1):
        sheet.cell(HEADING_ROW + 1, extra).value = heading
        columns[heading] = extra
    for row, village in enumerate(VILLAGES, FIRST_ROW + 1):
        sheet.cell(row, columns["รหัสพื้นที่"]).value = village
        sheet.cell(row, columns[ANSWER]).value = 1
        for heading, value in (PERSONAL | (FAULTY if village == "99999999" else {})).items():
            sheet.cell(row, columns[heading]).value = value
    faulty = FIRST_ROW + 1 + len(VILLAGES)  # a number of a person where an answer should be
    sheet.cell(faulty, columns["รหัสพื้นที่"]).value = VILLAGES[0]
    sheet.cell(faulty, columns[ANSWER]).value = FAULTY_ID
    sheet.cell(FIRST_ROW + 1, columns[ANSWER]).comment = Comment(COMMENT, AUTHOR)
    hidden = book.create_sheet("ซ่อน")
    hidden.sheet_state = "hidden"
    hidden.append([HIDDEN, THAI_ID])
    book.properties.creator = book.properties.description = AUTHOR
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def unknown_csv(encoding: str) -> bytes:
    """A table that no layout knows, of persons."""
    rows = [",".join(["ลำดับ", "บันทึก", *PERSONAL]), *(",".join([str(at), NAME, *PERSONAL.values()]) for at in range(9))]
    return "\n".join(rows).encode(encoding)


def packed(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def found_in(content: bytes) -> set[str]:
    """The canaries in some bytes, in any encoding; packed files are unpacked."""
    found = {each for each in CANARIES for encoding in ENCODINGS if each.encode(encoding) in content}
    if b"&#" in content:  # how some programs write Thai into a workbook
        text = html.unescape(content.decode("utf-8", "ignore"))
        found |= {each for each in CANARIES if each in text}
    if content.startswith(b"PK") and zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            found = found.union(*(found_in(archive.read(name)) for name in archive.namelist()))
    return found


def found_in_database(path: Path) -> set[str]:
    """The canaries in any text of any table, read through the database."""
    found: set[str] = set()
    with duckdb.connect(str(path), read_only=True) as connection:
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall():
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - our own tables
            text = "\n".join(str(row) for row in rows)
            found |= {each for each in CANARIES if each in text}
    return found


def left_behind(folder: Path) -> dict[str, set[str]]:
    """File → canaries in it, for every file below a folder."""
    found: dict[str, set[str]] = {}
    for file in (each for each in folder.rglob("*") if each.is_file()):
        here = found_in(file.read_bytes())
        if file.suffix == ".duckdb":
            here |= found_in_database(file)
        if here:
            found[str(file.relative_to(folder))] = here
    return found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Address and process of a dashboard that can leave something only below tmp_path / "left"."""
    left = tmp_path / "left"
    places = {"TMPDIR": "temp", "HOME": "home", "XDG_CACHE_HOME": "cache", "XDG_DATA_HOME": "share"}
    environment = os.environ | {name: str(left / folder) for name, folder in places.items()}
    for folder in places.values():
        (left / folder).mkdir(parents=True)
    port = free_port()
    with (left / "printed.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.server", "--server.port", str(port), "--logger.level", "debug"],
            cwd=ROOT, env=environment | {"CIA_DATABASE": str(left / "radar.duckdb")}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.kill()
            process.wait(timeout=20)


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def bring(page: Page, address: str, *files: FilePayload) -> None:
    page.goto(f"{address}/input-data")
    settled(page)
    page.locator("input[type=file]").first.set_input_files(list(files))
    page.get_by_role("button", name="นำไฟล์นี้ออก").first.wait_for(timeout=60_000)
    settled(page)


def shown(page: Page) -> set[str]:
    """The canaries that can be read on the page."""
    return {each for each in CANARIES if each in page.content()}


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    assert is_national_id(THAI_ID)
    assert is_national_id(FAULTY_ID)
    assert found_in(household_workbook()) == set(CANARIES)
    (tmp_path / "a.zip").write_bytes(packed("b.xlsx", household_workbook()))
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        connection.execute("CREATE TABLE t AS SELECT ? || i AS name FROM range(5000) AS r(i)", [NAME])
    assert left_behind(tmp_path) == {"a.zip": set(CANARIES), "x.duckdb": {NAME}}
    for encoding in ("utf-8", "cp874"):
        assert found_in(unknown_csv(encoding)) >= {NAME, THAI_ID}


def test_nothing_of_a_person_is_left_behind(
    page: Page, server: tuple[str, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    address, process = server
    left = tmp_path / "left"
    book = household_workbook()

    bring(page, address, payload("ครัวเรือน.xlsx", book))
    assert shown(page) == set()  # the dry run shows no person
    with page.expect_download() as waiting:
        page.get_by_role("button", name="ดาวน์โหลดไฟล์ของท่าน").click()
    waiting.value.save_as(tmp_path / "sent_back.xlsx")
    assert found_in((tmp_path / "sent_back.xlsx").read_bytes()) >= {NAME, THAI_ID}  # his own file, for him alone
    page.get_by_text("หรือ นำเข้าเฉพาะแถวที่ถูกต้อง").first.click()
    page.get_by_role("button", name="ยืนยัน นำเข้าเฉพาะ").click()
    page.get_by_role("button", name="บันทึก 1 ไฟล์ที่พร้อม").click()
    page.get_by_text("บันทึกแล้ว 2 พื้นที่").wait_for(timeout=60_000)
    assert shown(page) == set()

    bring(page, address, payload("ไม่รู้จัก.csv", unknown_csv("cp874")), payload("ขาด.xlsx", book[:-4000]),
          payload("หลายไฟล์.zip", packed("ก.csv", unknown_csv("utf-8"))))  # fmt: skip
    assert left_behind_but_open(left) == {}  # while they are open too

    page.goto(f"{address}/input-data?part=backup")
    settled(page)
    page.get_by_role("button", name="สำรองข้อมูลตอนนี้").click()
    page.get_by_text("สำรองครั้งที่ 1 เรียบร้อย").wait_for(timeout=30_000)
    page.goto(f"{address}/input-data?part=batches")
    page.get_by_role("button", name="ยกเลิกการนำเข้านี้").click()
    page.get_by_role("button", name="นำกลับมา").wait_for(timeout=30_000)
    settled(page)
    assert shown(page) == set()
    page.goto(f"{address}/input-data?part=backup")
    settled(page)
    page.get_by_role("button", name="กลับไปใช้ข้อมูลนี้").click()
    page.get_by_role("button", name="ยืนยัน กลับไปใช้ข้อมูลนี้").click()
    page.get_by_text("ไม่มีการนำเข้าใดหายไป").wait_for(timeout=30_000)
    assert left_behind_but_open(left) == {}

    page.goto(f"{address}/input-data?part=batches")
    page.get_by_role("button", name="ยกเลิกการนำเข้านี้").click()
    page.get_by_role("button", name="นำกลับมา").wait_for(timeout=30_000)
    page.goto(f"{address}/input-data?part=backup")
    settled(page)
    page.get_by_text("ล้างข้อมูลที่ยกเลิกแล้วออกจริง").click()
    page.get_by_label("ล้างข้อมูลที่เลิกใช้มานานกว่า (วัน)").fill("0")
    page.get_by_label("ล้างข้อมูลที่เลิกใช้มานานกว่า (วัน)").press("Enter")
    page.get_by_text("จะล้าง 1 ครั้ง").wait_for(timeout=30_000)
    settled(page)
    page.get_by_text("เข้าใจแล้วว่านำกลับไม่ได้").click()
    settled(page)
    page.get_by_role("button", name="ล้างออกจริง", exact=False).last.click()
    page.get_by_text("ล้างการนำเข้า 1 ครั้ง").wait_for(timeout=30_000)
    assert shown(page) == set()

    process.kill()  # nothing is tidied up
    process.wait(timeout=20)
    files = {file.name for file in left.rglob("*") if file.is_file()}
    assert {"printed.log", "radar.duckdb"} <= files
    assert (left / "printed.log").stat().st_size > 1000
    assert any("set-aside" in name for name in files)
    assert any("-000001-" in name for name in files)
    assert left_behind(left) == {}


def left_behind_but_open(folder: Path) -> dict[str, set[str]]:
    """As left_behind, for the bytes only: another program has the database open."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return {file.name: found for file in files if (found := found_in(file.read_bytes()))}
