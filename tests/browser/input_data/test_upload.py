"""The whole way of a file in a real browser: brought, looked at, saved, undone; a broken one sent back; on a phone."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, FilePayload, Page

from docs.screens import settled
from tests.browser.server import served

pytestmark = pytest.mark.browser
VILLAGES = tuple(f"830103{number:02d}00" for number in range(1, 4))
NUMBERS = range(1, 32)


@pytest.fixture(scope="module")
def empty_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    with served(tmp_path_factory.mktemp("input") / "empty.duckdb") as address:
        yield address


def tpmap_csv(name: str, wrong_row: int | None = None) -> FilePayload:
    columns = [f"indicator{number}.{part}" for number in NUMBERS for part in ("ALL", "CNT")]
    lines = [",".join(["village_ID", "household.CNT", "HOUSEMEMBER_CNT", *columns])]
    for place, village in enumerate(VILLAGES):
        cells = [f"40,{90 if place == wrong_row and number == 2 else 5}" for number in NUMBERS]
        lines.append(",".join([village, "20", "60", *cells]))
    return {"name": name, "mimeType": "text/csv", "buffer": ("\n".join(lines) + "\n").encode()}


def bring(page: Page, address: str, *files: FilePayload) -> None:
    page.goto(f"{address}/input-data")
    settled(page)
    page.locator("input[type=file]").set_input_files(list(files))
    page.get_by_role("button", name="นำไฟล์นี้ออก").first.wait_for(timeout=60_000)
    settled(page)


def test_a_file_is_brought_looked_at_saved_and_undone(page: Page, empty_address: str) -> None:
    bring(page, empty_address, tpmap_csv("61_ก.csv"))
    assert page.get_by_text("ตรวจแล้ว พร้อมบันทึก").is_visible()
    assert page.get_by_role("heading", name="ตำบลเกาะแก้ว · 3 หมู่บ้าน/ชุมชน · ปี 2561").is_visible()
    page.locator(".js-plotly-plot").first.wait_for(timeout=30_000)
    page.get_by_role("button", name="บันทึก 1 ไฟล์ที่พร้อม").click()
    page.get_by_text("บันทึกแล้ว 3 พื้นที่ 93 ตัวเลข").wait_for(timeout=30_000)
    page.get_by_role("button", name="ยกเลิกการนำเข้านี้").click()
    page.get_by_text("ยกเลิกการนำเข้าแล้ว").wait_for(timeout=30_000)
    page.get_by_role("button", name="นำกลับมา").click()
    page.get_by_role("button", name="ยกเลิกการนำเข้านี้").wait_for(timeout=30_000)
    settled(page)
    page.get_by_role("button", name="ไปขั้นที่ 2 แผนภาพเรดาร์").click()
    page.get_by_role("heading", name="ตำบลเกาะแก้ว · ปี 2561").wait_for(timeout=30_000)


def test_a_faulty_workbook_comes_back_with_its_cells_marked(page: Page, empty_address: str, tmp_path: Path) -> None:
    bring(page, empty_address, tpmap_csv("62_ข.csv", wrong_row=1))
    assert page.get_by_text("มี 1 แถวที่ต้องแก้").is_visible()
    assert page.get_by_role("button", name="ที่พร้อม").count() == 0
    with page.expect_download() as waiting:
        page.get_by_role("button", name="ดาวน์โหลดไฟล์ของท่าน").click()
    waiting.value.save_as(tmp_path / "back.xlsx")
    assert waiting.value.suggested_filename == "62_ข_แก้ไข.xlsx"
    book = openpyxl.load_workbook(BytesIO((tmp_path / "back.xlsx").read_bytes()))
    marked = [cell.coordinate for row in book.worksheets[1].iter_rows() for cell in row if cell.comment]
    assert marked == ["G3"]


def test_on_a_phone_the_cards_fit_and_the_year_can_be_given(page: Page, empty_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    broken: FilePayload = {"name": "ภาพ.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 64}
    bring(page, empty_address, tpmap_csv("ค.csv"), broken)
    page.get_by_text("ไฟล์นี้นำเข้าไม่ได้").wait_for(timeout=30_000)
    page.get_by_role("combobox", name="ปี พ.ศ. ของการสำรวจ").fill("2563")
    page.get_by_role("option", name="2563").click()
    page.get_by_text("ตรวจแล้ว พร้อมบันทึก").wait_for(timeout=30_000)
    settled(page)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


@pytest.mark.parametrize("part", ["upload", "progress", "batches", "forms", "sets"])
def test_every_part_of_the_page_fits_a_phone(page: Page, sample_address: str, part: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{sample_address}/input-data?part={part}")
    settled(page)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert page.locator("[data-testid=stException]").count() == 0


def test_reading_a_long_file_says_so_and_can_be_stopped(page: Page, empty_address: str) -> None:
    """70,000 villages: what is read, how long it has taken, and a button that ends it."""
    columns = [f"indicator{number}.{part}" for number in NUMBERS for part in ("ALL", "CNT")]
    head = ",".join(["village_ID", "household.CNT", "HOUSEMEMBER_CNT", *columns])
    figures = ",".join(["20", "60", *["40,5"] * len(NUMBERS)])
    rows = [f"8301{tambon:02d}{village:02d}{part:02d},{figures}" for tambon in range(1, 8) for village in range(1, 100)
            for part in range(1, 100)]  # fmt: skip
    content = "\n".join([head, *rows]).encode()
    page.goto(f"{empty_address}/input-data")
    settled(page)
    page.locator("input[type=file]").set_input_files(
        [{"name": "64_ใหญ่.csv", "mimeType": "text/csv", "buffer": content}]
    )
    page.get_by_text("กำลังอ่าน 64_ใหญ่.csv").wait_for(timeout=60_000)
    page.get_by_role("button", name="หยุดอ่าน").click()
    page.get_by_text("ยังไม่ได้อ่าน").wait_for(timeout=30_000)
    assert page.get_by_role("button", name="อ่านไฟล์นี้").is_visible()
