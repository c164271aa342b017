"""A file that no layout knows, in a real browser: rows and columns put right, checked, saved, undone, remembered."""

from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page

from docs.screens import settled
from tests.browser.server import served

pytestmark = pytest.mark.browser
HEAD = ["ลำดับ", "ชื่อ-สกุล ผู้บันทึก", "รหัสหมู่บ้าน", "หมู่บ้าน", "ข้อ 5 สำรวจ (คน)", "ยอดไม่ผ่านข้อ 5", "หมายเลข"]


@pytest.fixture(scope="module")
def own_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    with served(tmp_path_factory.mktemp("columns") / "own.duckdb") as address:
        yield address


def workbook(name: str, *rows: list[object]) -> FilePayload:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "กะรน"
    for row in rows:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return {"name": name, "mimeType": "application/vnd.ms-excel", "buffer": file.getvalue()}


def village_rows(count: int) -> list[list[object]]:
    return [
        [number, "นายสมมติ ทดลอง", f"830108{number:02d}", f"บ้านตัวอย่าง {number}", 100, number, 7]
        for number in range(1, count + 1)
    ]


def bring(page: Page, address: str, file: FilePayload) -> None:
    page.goto(f"{address}/input-data")
    settled(page)
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_role("button", name="นำไฟล์นี้ออก").first.wait_for(timeout=60_000)
    settled(page)


def set_cell(page: Page, grid: Locator, row: int, column: int, words: str) -> None:
    """Choose `words` in a cell of an editable table, counted from 0 with the headings as row 0, by the keyboard.

    A busy machine may lose an arrow, and may open the list of a cell after the words were typed: the cell must be the
    one that is chosen before anything is typed, and what stands in it decides.
    """
    cell = grid.get_by_test_id(f"glide-cell-{column}-{row - 1}")
    for wait in (400, 800, 1_600, 3_200):
        grid.locator(".dvn-scroller").first.click(position={"x": 20, "y": 60})
        for _ in range(row - 1):
            page.keyboard.press("ArrowDown")
        for _ in range(column):
            page.keyboard.press("ArrowRight")
        page.wait_for_timeout(wait / 4)
        if cell.get_attribute("aria-selected") != "true":
            continue
        page.keyboard.press("Enter")
        page.wait_for_timeout(wait)
        page.keyboard.type(words)
        page.wait_for_timeout(wait)
        page.keyboard.press("Enter")
        page.wait_for_timeout(wait)
        settled(page)
        if cell.text_content() == words:
            return
        page.keyboard.press("Escape")
    raise AssertionError(f"the cell holds «{cell.text_content()}», not «{words}»")


def test_from_an_unknown_file_to_saved_figures_and_back(page: Page, own_address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 1600})
    rows: list[list[object]] = [["สรุปตำบลกะรน ปี 2565"], list(HEAD), *village_rows(4), [9, "", "ทดสอบระบบ", "", 1, 1, 7]]
    bring(page, own_address, workbook("ตำบล.xlsx", *rows))
    page.get_by_text("ยังไม่รู้จักรูปแบบของไฟล์นี้").wait_for()
    assert page.get_by_text("สมมติ").count() == 0
    grids = page.get_by_test_id("stDataFrame")
    set_cell(page, grids.nth(0), 7, 1, "ท้ายตาราง")  # the test row of the office is no data
    page.get_by_role("button", name="ใช้ชนิดแถวที่แก้").click()
    page.get_by_text("ข้อมูล 4 แถว").wait_for(timeout=30_000)
    settled(page)
    set_cell(page, grids.nth(1), 6, 2, "ข้อ 5 ใช้ยาอย่างเหมาะสม · จำนวนที่ไม่ผ่าน")
    assert page.get_by_label("ปี พ.ศ. ของข้อมูล").input_value() == "2565"
    page.get_by_role("button", name="ตรวจไฟล์ตามนี้").click()
    page.get_by_text("ตรวจแล้ว พร้อมบันทึก").wait_for(timeout=60_000)
    assert page.get_by_role("heading", name="ตำบลกะรน · 4 หมู่บ้าน/ชุมชน · ปี 2565").is_visible()
    page.get_by_label("จำการจับคู่นี้ไว้ใช้ครั้งหน้า").fill("สรุปของตำบล")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_role("button", name="จำไว้").click()
    page.get_by_text("จำรูปแบบนี้ไว้แล้วในชื่อ").wait_for(timeout=30_000)
    settled(page)
    page.get_by_role("button", name="บันทึก 1 ไฟล์ที่พร้อม").click()
    page.get_by_text("บันทึกแล้ว 4 พื้นที่ 4 ตัวเลข").wait_for(timeout=30_000)
    page.get_by_role("button", name="ยกเลิกการนำเข้านี้").click()
    page.get_by_text("ยกเลิกการนำเข้าแล้ว").wait_for(timeout=30_000)


def test_the_same_headings_are_known_next_time(page: Page, own_address: str) -> None:
    bring(page, own_address, workbook("ปีหน้า.xlsx", list(HEAD), *village_rows(3)))
    page.get_by_text("จำรูปแบบ «สรุปของตำบล» ได้").wait_for(timeout=30_000)
    page.get_by_role("combobox", name="ปี พ.ศ. ของการสำรวจ").fill("2564")
    page.get_by_role("option", name="2564").click()
    page.get_by_text("ตรวจแล้ว พร้อมบันทึก").wait_for(timeout=60_000)
    assert page.get_by_role("heading", name="ตำบลกะรน · 3 หมู่บ้าน/ชุมชน · ปี 2564").is_visible()


def test_any_table_of_numbers_becomes_a_radar_of_its_own(page: Page, own_address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 1600})
    table = workbook(
        "น้ำ.xlsx",
        ["ตำบล", "บ่อน้ำ (แห่ง)", "มีน้ำประปา (ร้อยละ)", "ขยะ (ตัน)"],
        ["กะรน", 3, "85%", 12],
        ["ราไวย์", 7, "92%", 20],
        ["ฉลอง", 5, "77%", 8],
    )
    bring(page, own_address, table)
    page.get_by_label("ข้อมูลในตารางนี้คือ").fill("ข้อมูลอื่น")
    page.get_by_role("option", name="ข้อมูลอื่น").click()
    settled(page)
    page.get_by_label("ชื่อชุดข้อมูล").fill("น้ำและขยะ")
    page.keyboard.press("Enter")
    settled(page)
    page.get_by_label("ปี พ.ศ. ของข้อมูล").fill("2566")
    page.get_by_role("option", name="2566").click()
    settled(page)
    page.get_by_role("combobox", name="จังหวัดของทั้งตาราง").fill("ภูเก็ต")
    page.get_by_role("option", name="ภูเก็ต").click()
    settled(page)
    page.get_by_role("button", name="ตรวจไฟล์ตามนี้").click()
    page.get_by_text("ตรวจแล้ว พร้อมบันทึก").wait_for(timeout=60_000)
    page.get_by_role("button", name="บันทึก 1 ไฟล์ที่พร้อม").click()
    page.get_by_text("บันทึกแล้ว 3 พื้นที่ 9 ตัวเลข").wait_for(timeout=30_000)
    settled(page)
    page.get_by_role("button", name="ไปขั้นที่ 2 แผนภาพเรดาร์").click()
    page.get_by_text("น้ำและขยะ").first.wait_for(timeout=30_000)
    page.locator(".js-plotly-plot").first.wait_for(timeout=30_000)


def test_on_a_phone_the_tables_stay_within_the_screen(page: Page, own_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    bring(page, own_address, workbook("ใหม่.xlsx", [*HEAD, "เพิ่ม"], *village_rows(3)))
    page.get_by_text("ยังไม่รู้จักรูปแบบของไฟล์นี้").wait_for(timeout=30_000)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
