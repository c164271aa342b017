"""Keeping the data in a real browser: a backup taken away and gone back to; a database that cannot be opened."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page

from docs.screens import settled
from tests.browser.server import served
from tests.warehouse.examples import staged
from warehouse import backup_database, open_warehouse, store_batch

pytestmark = pytest.mark.browser
AMID_A_RECORD = range(640, 680)  # of what is written ahead; a record's length, flipped, would look like its end
ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys
from warehouse import open_warehouse
warehouse = open_warehouse(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
warehouse.close()
"""
WRITE_AND_DIE = """
import os, sys
from tests.warehouse.examples import staged
from warehouse import open_warehouse, store_batch
from warehouse.opening import database
database.BRING_IN = "SELECT 1"  # what was committed stays written ahead
warehouse = open_warehouse(sys.argv[1])
store_batch(warehouse, staged({"83010109": (10, 1)}))
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with a backup of its first import and a second import after it, closed."""
    path = tmp_path / "data" / "radar.duckdb"
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010101": (10, 1)}, file_name="ก่อนสำรอง.csv"))
    backup_database(warehouse)
    store_batch(warehouse, staged({"83010102": (20, 2)}, file_name="หลังสำรอง.csv"))
    warehouse.close()
    return path


def seen(page: Page, name: str) -> None:
    """A screen on the way is no wider than a phone; a picture for people where CIA_PICTURES names a folder."""
    before = page.viewport_size
    assert before is not None
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(300)
        size = page.evaluate(
            """() => { const main = document.querySelector('[data-testid=stMain]');
                       return [main.scrollWidth, main.scrollHeight]; }"""
        )
        assert size[0] <= width, name
        if folder := os.environ.get("CIA_PICTURES"):
            page.set_viewport_size({"width": width, "height": max(844, min(size[1] + 20, 4000))})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png")
    page.set_viewport_size(before)


def flip_bits(file: Path, places: range) -> None:
    content = bytearray(file.read_bytes())
    for place in places:
        content[place] ^= 0x5A
    file.write_bytes(content)


def test_a_backup_is_made_taken_away_brought_back_and_gone_back_to(page: Page, database: Path, tmp_path: Path) -> None:
    with served(database) as address:
        page.goto(f"{address}/input-data?part=backup")
        settled(page)
        page.get_by_role("button", name="สำรองข้อมูลตอนนี้").click()
        page.get_by_text("สำรองครั้งที่ 2 เรียบร้อย").wait_for(timeout=30_000)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="ดาวน์โหลดไปเก็บ").first.click()
        waiting.value.save_as(tmp_path / waiting.value.suggested_filename)
        page.get_by_text("ใช้ไฟล์สำรองจากเครื่องอื่น").first.click()
        place = page.locator(".st-key-large-backup-bring input[type=file]")
        place.set_input_files(tmp_path / waiting.value.suggested_filename)
        page.get_by_text("เพิ่มไว้ในรายการเป็นครั้งที่ 3").wait_for(timeout=30_000)
        settled(page)
        page.get_by_role("button", name="กลับไปใช้ข้อมูลนี้").last.click()  # the oldest: made before the second import
        page.get_by_text("การนำเข้าหลังจากนั้น 1 ครั้งจะหายไป").wait_for(timeout=30_000)
        seen(page, "restore-asked")
        page.get_by_role("button", name="ยืนยัน กลับไปใช้ข้อมูลนี้").click()
        page.get_by_text("ต้องนำเข้าใหม่ 1 ครั้ง").wait_for(timeout=30_000)
        seen(page, "restored")
        page.get_by_text("รายการนำเข้า").first.click()
        page.get_by_text("ก่อนสำรอง.csv").wait_for(timeout=30_000)
        assert page.get_by_text("หลังสำรอง.csv").count() == 0


@pytest.mark.parametrize("part", ["header", "wal"])
def test_a_damaged_database_is_explained_and_work_goes_on_from_the_backup(
    page: Page, database: Path, part: str
) -> None:
    wal = database.with_name("radar.duckdb.wal")
    if part == "wal":
        died = subprocess.run([sys.executable, "-c", WRITE_AND_DIE, str(database)], cwd=ROOT)
        assert died.returncode == -9
        flip_bits(wal, AMID_A_RECORD)
    else:
        flip_bits(database, range(0, 12_288, 64))
    before = database.read_bytes()
    with served(database) as address:
        page.goto(f"{address}/radar-diagram")
        page.get_by_role("heading", name="ฐานข้อมูลเสียหาย").wait_for(timeout=60_000)
        page.get_by_text("ไม่มีไฟล์ใดถูกลบ").wait_for(timeout=30_000)
        page.get_by_text("การนำเข้า 1 ครั้ง · 1 พื้นที่ที่ใช้งาน").first.wait_for(timeout=30_000)
        seen(page, f"damaged-{part}")
        assert database.read_bytes() == before  # looking changes nothing
        page.get_by_role("button", name="ใช้ไฟล์สำรองนี้แล้วทำงานต่อ").click()
        page.get_by_text("เปิดใช้งานต่อจากไฟล์สำรองแล้ว").wait_for(timeout=30_000)
        seen(page, f"recovered-{part}")
        aside = list(database.parent.glob("radar-set-aside-*.duckdb"))
        assert [each.read_bytes() for each in aside] == [before]
        page.get_by_role("button", name="รับทราบ").click()
        page.goto(f"{address}/input-data?part=batches")
        page.get_by_text("ก่อนสำรอง.csv").wait_for(timeout=30_000)
        settled(page)


def test_damage_that_shows_while_a_page_reads_gets_the_same_screen(page: Page, database: Path) -> None:
    flip_bits(database, range(12_288 + 8, database.stat().st_size, 4096))
    with served(database) as address:
        page.goto(f"{address}/input-data?part=batches")
        page.get_by_role("heading", name="ฐานข้อมูลเสียหาย").wait_for(timeout=60_000)
        page.get_by_text("เริ่มจากฐานข้อมูลว่าง").first.click()
        page.get_by_role("button", name="เริ่มจากฐานข้อมูลว่าง แล้วทำงานต่อ").click()
        page.get_by_text("เริ่มฐานข้อมูลว่างแล้ว").wait_for(timeout=30_000)
        page.get_by_text("ยังไม่มีการนำเข้า").first.wait_for(timeout=30_000)


def test_a_database_in_use_opens_when_the_other_program_lets_go(page: Page, database: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(database)], cwd=ROOT, stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE)  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"open\n"
    with served(database) as address:
        page.goto(address)
        page.get_by_role("heading", name="ฐานข้อมูลกำลังถูกใช้อยู่ที่อื่น").wait_for(timeout=60_000)
        seen(page, "in-use")
        holder.communicate()
        page.get_by_role("button", name="ลองเปิดอีกครั้ง").click()
        page.get_by_role("heading", name="ฐานข้อมูลกำลังถูกใช้อยู่ที่อื่น").wait_for(state="detached", timeout=30_000)
        settled(page)


def test_a_newer_database_is_left_alone(page: Page, database: Path) -> None:
    with duckdb.connect(str(database)) as newer:
        newer.execute("INSERT INTO schema_version VALUES (999, TIMESTAMP '2026-01-01')")
    with served(database) as address:
        page.goto(address)
        page.get_by_role("heading", name="ข้อมูลนี้มาจากโปรแกรมรุ่นใหม่กว่า").wait_for(timeout=60_000)
        page.get_by_text("ปรับโปรแกรมเรดาร์ชุมชนเป็นรุ่นล่าสุด").first.wait_for(timeout=30_000)
        seen(page, "newer")


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("OneDrive - งาน/radar.duckdb", "ฐานข้อมูลอยู่ในที่ที่ไม่ปลอดภัย"),
        ("ไฟล์.txt/radar.duckdb", "เครื่องนี้ไม่ให้โปรแกรมเปิดหรือสร้างฐานข้อมูล"),
        ("ภาพ.duckdb", "ไฟล์นี้ไม่ใช่ฐานข้อมูลของโปรแกรม"),
    ],
)
def test_a_place_where_no_database_can_be_is_explained(page: Page, tmp_path: Path, place: str, title: str) -> None:
    (tmp_path / "ไฟล์.txt").write_text("ไม่ใช่โฟลเดอร์")
    (tmp_path / "ภาพ.duckdb").write_bytes(b"\x89PNG\r\n" + bytes(5000))
    with served(tmp_path / place) as address:
        page.goto(address)
        page.get_by_role("heading", name=title).wait_for(timeout=60_000)
        page.get_by_text("ข้อมูลของท่านยังอยู่ครบ").wait_for(timeout=30_000)
        seen(page, place[:5].strip())
