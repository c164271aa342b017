"""Ways of a file into an empty database, in a real browser: rows of households, and reports that lack one thing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from docs.screens import running_dashboard, settled
from tests.browser.input_data.test_upload import bring
from tests.loaders.corpus.tables import report
from tests.loaders.corpus.tables import workbook as report_workbook
from tests.loaders.mapping.test_household_rows import households, workbook

pytestmark = pytest.mark.browser


@pytest.fixture
def empty_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    with running_dashboard(tmp_path_factory.mktemp("ways") / "empty.duckdb") as address:
        yield address


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/vnd.ms-excel", "buffer": content}


def choose_year(page: Page, year: str) -> None:
    settled(page)
    box = page.get_by_role("combobox", name="ปี พ.ศ. ของข้อมูล")
    box.click()
    box.fill(year)
    page.get_by_role("option", name=year).wait_for()
    box.press("Enter")
    settled(page)


def test_rows_of_households_are_known_checked_and_saved(page: Page, empty_address: str) -> None:
    bring(page, empty_address, payload("ครัวเรือน.xlsx", workbook(households())))
    assert page.get_by_text("31 คอลัมน์เป็นคำตอบ").is_visible()
    assert "ทดสอบ1" not in page.content()
    choose_year(page, "2565")
    page.get_by_role("button", name="ตรวจไฟล์ตามนี้").click()
    page.get_by_text("ตรวจแล้ว พร้อมบันทึก").wait_for(timeout=60_000)
    page.get_by_role("button", name="บันทึก 1 ไฟล์ที่พร้อม").click()
    page.get_by_text("บันทึกแล้ว 3 พื้นที่ 92 ตัวเลข").wait_for(timeout=60_000)
    settled(page)
    page.get_by_role("link", name="ไปขั้นที่ 2 แผนภาพเรดาร์").click()
    page.get_by_role("heading", name="ตำบลเทพกระษัตรี · ปี 2565").wait_for(timeout=60_000)


def test_answers_that_look_turned_are_asked_and_one_click_makes_all_columns_answers(
    page: Page, empty_address: str
) -> None:
    few = [row for number, row in enumerate(households((0, 1, "-"))) if number in (0, 1, 9, 17)]
    bring(page, empty_address, payload("หลังเดียว.xlsx", workbook(few)))
    box = page.get_by_role("combobox", name="ข้อมูลในตารางนี้คือ")
    box.click()
    box.fill("2560")
    page.get_by_role("option", name="จปฐ. 31 ตัวชี้วัด").click()
    page.get_by_role("button", name="ทั้ง 31 คอลัมน์เป็นคำตอบรายครัวเรือน").click(timeout=60_000)
    page.get_by_text("31 คอลัมน์เป็นคำตอบ").wait_for(timeout=60_000)
    choose_year(page, "2565")
    page.get_by_role("button", name="ตรวจไฟล์ตามนี้").click()
    page.get_by_text("ตารางนี้ใช้ 1 เป็น «ตกเกณฑ์» ใช่หรือไม่").first.wait_for(timeout=60_000)
    assert page.get_by_role("button", name="ที่พร้อม").count() == 0
    page.get_by_role("button", name="ใช่ กลับด้าน 31 ตัวชี้วัดที่เลือก").click()
    page.get_by_text("ตรวจแล้ว พร้อมบันทึก").wait_for(timeout=60_000)


def test_reports_without_a_province_are_answered_by_one_paste(page: Page, empty_address: str) -> None:
    files = [payload(f"report{number}.xlsx", report_workbook({f"Sheet{number}": report()})) for number in (1, 2, 3)]
    bring_many(page, empty_address, files)
    page.get_by_text("3 ไฟล์ไม่ได้บอกจังหวัด").wait_for(timeout=60_000)
    page.get_by_role("tab", name="วางจาก Excel").click()
    lines = page.get_by_label("ชื่อไฟล์และจังหวัด บรรทัดละไฟล์")
    lines.fill("report1.xlsx\tภูเก็ต\nreport2.xlsx\t50\nreport3.xlsx\tไม่มีจังหวัดนี้")
    page.get_by_role("button", name="ใช้ที่วางไว้").click()
    page.get_by_text("ไม่รู้จักจังหวัดของบรรทัดนี้").wait_for(timeout=60_000)
    lines.fill("report1.xlsx\tภูเก็ต\nreport2.xlsx\t50\nreport3.xlsx\tกระบี่")
    page.get_by_role("button", name="ใช้ที่วางไว้").click()
    page.get_by_role("button", name="บันทึก 3 ไฟล์ที่พร้อม").click(timeout=60_000)
    page.get_by_text("บันทึกแล้ว 1 พื้นที่ 42 ตัวเลข").nth(2).wait_for(timeout=60_000)


def bring_many(page: Page, address: str, files: list[FilePayload]) -> None:
    page.goto(f"{address}/input-data")
    settled(page)
    page.locator("input[type=file]").set_input_files(files)
    settled(page)
