"""Ways of a file into an empty database, in a real browser, each in six actions at most; and what is asked there."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, FilePayload, Page

from docs.screens import settled
from loaders.reading import Cell
from loaders.templates import FIRST_ROW
from tests.browser.input_data.test_upload import bring, tpmap_csv
from tests.browser.server import served
from tests.loaders.corpus.tables import report
from tests.loaders.corpus.tables import workbook as report_workbook
from tests.loaders.mapping.test_household_rows import households, workbook
from tests.loaders.templates.test_filled_in import filled_in

pytestmark = pytest.mark.browser
MOST_ACTIONS = 6


@pytest.fixture
def empty_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    with served(tmp_path_factory.mktemp("ways") / "empty.duckdb") as address:
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


class Officer:
    """Does on the page what a person does, and counts it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.actions = page, 0
        page.goto(f"{address}/input-data")
        settled(page)

    def brings(self, name: str, content: bytes) -> None:
        self.actions += 1
        self.page.locator("input[type=file]").first.set_input_files([payload(name, content)])
        self.page.get_by_role("button", name="นำไฟล์นี้ออก").first.wait_for(timeout=60_000)
        settled(self.page)

    def presses(self, name: str) -> None:
        self.actions += 1
        self.page.get_by_role("button", name=name).first.click(timeout=60_000)
        settled(self.page)

    def opens(self, part: str) -> None:
        self.actions += 1
        self.page.get_by_role("radio", name=part).click()
        settled(self.page)

    def chooses(self, label: str, words: str) -> None:
        self.actions += 1
        settled(self.page)
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        box.fill(words)
        self.page.get_by_role("option", name=words).first.wait_for()
        box.press("Enter")
        settled(self.page)

    def saves_and_looks(self, heading: str) -> None:
        """The two last steps of every way: saved, and the radar of it."""
        self.presses("บันทึก 1 ไฟล์ที่พร้อม")
        self.page.get_by_text("บันทึกแล้ว").first.wait_for(timeout=60_000)
        self.presses("ไปขั้นที่ 2 แผนภาพเรดาร์")
        self.page.get_by_role("heading", name=heading).wait_for(timeout=60_000)
        self.page.locator(".js-plotly-plot").first.wait_for(timeout=60_000)
        assert self.actions <= MOST_ACTIONS


def test_a_public_file_of_tpmap(page: Page, empty_address: str) -> None:
    officer = Officer(page, empty_address)
    officer.brings("61_ภูเก็ต.csv", tpmap_csv("61_ภูเก็ต.csv")["buffer"])
    officer.saves_and_looks("ตำบลเกาะแก้ว · ปี 2561")


def test_a_report_that_does_not_name_its_province(page: Page, empty_address: str) -> None:
    officer = Officer(page, empty_address)
    officer.brings("report2.xlsx", report_workbook({"Sheet1": report()}))
    officer.chooses("จังหวัดของข้อมูล", "ภูเก็ต")
    officer.saves_and_looks("จังหวัดภูเก็ต · ปี 2554")


def test_our_own_form_filled_for_ten_villages(page: Page, empty_address: str, tmp_path: Path) -> None:
    officer = Officer(page, empty_address)
    officer.presses("ไม่มีไฟล์? ดาวน์โหลดแบบฟอร์มไปกรอก")
    with page.expect_download() as waiting:
        officer.presses("ดาวน์โหลดแบบฟอร์ม")
    waiting.value.save_as(tmp_path / "form.xlsx")
    codes = [f"830103{number:02d}" for number in range(1, 11)]
    content = filled_in(openpyxl.load_workbook(tmp_path / "form.xlsx"), "jpt_village", 2564, FIRST_ROW + 1, codes)
    officer.opens("นำเข้าไฟล์")
    officer.brings("แบบฟอร์ม.xlsx", content)
    officer.saves_and_looks("ตำบลเกาะแก้ว · ปี 2564")


def test_rows_of_households_are_known_checked_and_saved(page: Page, empty_address: str) -> None:
    officer = Officer(page, empty_address)
    officer.brings("ครัวเรือน.xlsx", workbook(households()))
    assert page.get_by_text("31 คอลัมน์เป็นคำตอบ").is_visible()
    assert "ทดสอบ1" not in page.content()
    officer.chooses("ปี พ.ศ. ของข้อมูล", "2565")
    officer.presses("ตรวจไฟล์ตามนี้")
    officer.saves_and_looks("ตำบลเทพกระษัตรี · ปี 2565")


def test_villages_by_their_place_and_number(page: Page, empty_address: str) -> None:
    rows: list[list[Cell]] = [["จังหวัด", "อำเภอ", "ตำบล", "หมู่ที่", "หมู่บ้าน", *(f"ข้อ {each}" for each in range(1, 34))]]
    rows += [
        ["ภูเก็ต", "ถลาง", "เทพกระษัตรี", f"หมู่ที่ {each}", f"บ้านทดสอบ {each}", *[1 + each % 3] * 33] for each in (1, 2, 3)
    ]
    officer = Officer(page, empty_address)
    officer.brings("กชช2ค.xlsx", workbook(rows))
    officer.chooses("ข้อมูลในตารางนี้คือ", "กชช.2ค 33")
    officer.chooses("ปี พ.ศ. ของข้อมูล", "2560")
    officer.presses("ตรวจไฟล์ตามนี้")
    officer.saves_and_looks("ตำบลเทพกระษัตรี · ปี 2560")


def test_a_pasted_list_of_indicators_and_a_file_for_it(page: Page, empty_address: str) -> None:
    officer = Officer(page, empty_address)
    officer.opens("ชุดตัวชี้วัด")
    officer.actions += 1
    names = "\n".join(["หมวดที่ 1 ความเป็นอยู่", *(f"{each}. รายการที่ {each} (ครัวเรือน)" for each in range(1, 39))])
    box = page.get_by_label("รายชื่อ 38 ตัวชี้วัด")
    box.fill(names)
    box.press("Control+Enter")
    settled(page)
    officer.presses("บันทึกรายชื่อชุดนี้")
    page.get_by_text("ขั้นต่อไป เลือกไฟล์ข้อมูลของชุดนี้ด้านล่าง").wait_for(timeout=60_000)
    heads = ["รหัสหมู่บ้าน", *(part for each in range(1, 39) for part in (f"ข้อ {each} สำรวจ", f"ข้อ {each} ไม่ผ่าน"))]
    rows = [["ปี 2567"], heads, *([f"830103{village:02d}", *[20, village] * 38] for village in (1, 2, 3))]
    officer.brings("ตำบล.xlsx", workbook(rows))
    officer.presses("ตรวจไฟล์ตามนี้")
    officer.presses("บันทึก 1 ไฟล์ที่พร้อม")
    page.get_by_text("บันทึกแล้ว 3 พื้นที่ 114 ตัวเลข").wait_for(timeout=60_000)
    assert officer.actions <= MOST_ACTIONS
    officer.presses("ไปขั้นที่ 2 แผนภาพเรดาร์")
    page.get_by_role("heading", name="ตำบลเกาะแก้ว · ปี 2567").wait_for(timeout=60_000)


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
