"""The whole loop in a real Chromium: the worst problem of a tambon becomes a plan, two people edit it, it is followed
up, goes out as files and comes back from Excel, and the next year's file says what became of it."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.workbook import Workbook
from playwright.sync_api import Browser, FilePayload, Page, expect
from pptx import Presentation

from analysis.logic_model.plan_sheets import workbook_layout
from catalogue import load_catalogue
from docs.screens import settled
from loaders.importing import inspect_file, store_inspection
from loaders.sample import FOLDER
from tests.browser.logic_model.test_board import cards, opened, wait_until_saved
from tests.browser.server import served
from tests.browser.tab import show
from warehouse import open_warehouse, read_sets
from words.numbers import DASH

pytestmark = pytest.mark.browser
SURVEY = FOLDER / "sample_jpt_2564_villages.xlsx"
TAMBON = "830104"
PROBLEM = "ไม่มีการเก็บออมเงิน"  # 364 of 997 households in the survey of 2564, 36.5 %
INDICATOR = 23
CAUSE = "รายได้ไม่แน่นอนตามฤดูท่องเที่ยว"
NAME = "ออมวันละบาททั้งตำบล"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with one survey of the sample; the next one is brought in the test."""
    assert browser.is_connected()
    database = tmp_path_factory.mktemp("loop") / "loop.duckdb"
    warehouse = open_warehouse(database)
    sets = load_catalogue(read_sets(warehouse))
    read = inspect_file(SURVEY.read_bytes(), SURVEY.name, warehouse, sets, is_synthetic=True, in_child=False)
    store_inspection(warehouse, read)
    warehouse.close()
    with served(database) as address:
        yield address


def test_from_the_worst_problem_to_what_became_of_it(page: Page, second: Page, address: str) -> None:
    show(page, f"{address}/radar-analysis?area={TAMBON}&set=jpt-2560&year=2564")
    page.get_by_text(f"+ {PROBLEM}").first.click()
    page.get_by_role("link", name="เปิดแผน").click()
    page.locator(".column").first.wait_for()
    plan = page.url
    edited_by_two(page, second)
    what_it_comes_to(page, plan)
    followed_up(page, plan)
    workbook = taken_away(page, plan)
    brought_back(page, workbook)
    after_the_next_survey(page, plan, address)


def edited_by_two(page: Page, second: Page) -> None:
    """Both change the same card: nobody's words are lost, and one of both is chosen."""
    cards(page, "cause").first.fill("ข้อความเดิม")
    assert wait_until_saved(page).startswith("บันทึกแล้ว รุ่น 2 ")
    opened(second, page.url)
    cards(second, "cause").first.fill("ข้อความของอีกฝ่าย")
    wait_until_saved(second)
    second.close()
    cards(page, "cause").first.fill(CAUSE)
    conflict = page.locator(".conflict")
    conflict.wait_for()
    both = conflict.locator("fieldset").inner_text()
    assert CAUSE in both
    assert "ข้อความของอีกฝ่าย" in both
    conflict.get_by_label("ของฉัน").first.check()
    conflict.locator(".settle").click()
    assert wait_until_saved(page).startswith("บันทึกแล้ว รุ่น 4 ")


def tables(page: Page) -> list[list[list[str]]]:
    """The rows of every table on the page below its headings, as they are read aloud."""
    page.locator("[data-testid=stDataFrame] table").first.wait_for(state="attached")
    return page.evaluate(
        "() => [...document.querySelectorAll('[data-testid=stDataFrame] table')].map((table) => "
        "[...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent)))"
    )


def what_it_comes_to(page: Page, plan: str) -> None:
    """The target is 33.1 %: 35 households of 364 have to pass, and so many the project is to reach."""
    show(page, f"{plan}&part=what-if")
    _, problems, projects, _ = tables(page)
    assert problems[0][:6] == [PROBLEM, "ครัวเรือน", "364", "35", "329", "0"]
    assert projects[0][1:5] == [f"แก้ไขปัญหา: {PROBLEM}", "ครัวเรือน", "35", "35"]


def followed_up(page: Page, plan: str) -> None:
    show(page, f"{plan}&part=follow-up")
    page.get_by_label("อนุมัติ (บาท)").fill("6000")
    page.get_by_label("เบิกจ่าย (บาท)").fill("4500")
    page.get_by_label("ปัญหาอุปสรรค").fill("ฝนทิ้งช่วง")
    page.get_by_role("button", name="บันทึกรายงาน").click()
    expect(page.get_by_text(re.compile(r"บันทึกรายงานงวด ไตรมาส 1 .* แล้ว รุ่น 5"))).to_be_visible(timeout=15_000)


def taken_away(page: Page, plan: str) -> bytes:
    """The three files, and in each what was typed on the way here; gives the workbook."""
    show(page, f"{plan}&part=paper")
    page.locator("label").filter(has_text="ใช้ภายในสำนักงาน").first.click()
    settled(page)
    word, slides, workbook = (file_of(page, f"แผน ({each})") for each in ("Word", "PowerPoint", "Excel"))
    rows = [[cell.text for cell in row.cells] for table in docx.Document(word).tables for row in table.rows]
    assert ["1", PROBLEM, "36.5", "364 / 997 ครัวเรือน", "33.1", "364 ครัวเรือน"] in rows
    assert any(CAUSE in row[1] for row in rows)
    assert any(row[3:7] == ["6,000", DASH, "4,500", "1,500"] and "ฝนทิ้งช่วง" in row[8] for row in rows if len(row) == 9)
    shapes = [shape for slide in Presentation(slides).slides for shape in slide.shapes]
    grids = [[[cell.text for cell in row.cells] for row in shape.table.rows] for shape in shapes if shape.has_table]
    assert any(CAUSE in row[1] for grid in grids for row in grid)
    assert sum(shape.has_chart for shape in shapes) == 1
    book = openpyxl.load_workbook(workbook)
    assert cell(book, "ติดตาม", "paid_baht").value == 4500
    return workbook.getvalue()


def file_of(page: Page, button: str) -> io.BytesIO:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return io.BytesIO(Path(waiting.value.path()).read_bytes())


def cell(book: Workbook, sheet: str, field: str) -> Any:
    """The cell of a field in the first row of parts."""
    return book[sheet].cell(4, [each.field for each in workbook_layout().sheet(sheet).columns].index(field) + 2)


def brought_back(page: Page, workbook: bytes) -> None:
    """A name changed and money added in Excel: both are shown before they are saved."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    cell(book, "โครงการ", "name").value = NAME
    for field, value in {"project_id": "project-1", "source": "อบต.รัษฎา", "year_be": 2571, "baht": 35000}.items():
        cell(book, "งบประมาณ", field).value = value
    page.get_by_text("นำแผนที่แก้ใน Excel กลับเข้ามา").click()
    page.locator("input[type=file]").last.set_input_files([payload("แผน.xlsx", book)])
    save = page.get_by_role("button", name="บันทึกตามไฟล์นี้")
    save.wait_for(timeout=30_000)
    [changes] = tables(page)
    assert [row[2:] for row in changes] == [
        [NAME, "ชื่อโครงการ", f"แก้ไขปัญหา: {PROBLEM}", NAME], [NAME, "", "", "อบต.รัษฎา · 2571 · 35,000"],
    ]  # fmt: skip
    save.click()
    standing = page.locator(".st-key-plan-standing")
    expect(standing).to_contain_text("รุ่น 6 ", timeout=15_000)
    expect(standing).to_contain_text("งบประมาณ 35,000 บาท")


def payload(name: str, book: Workbook) -> FilePayload:
    stream = io.BytesIO()
    book.save(stream)
    return {"name": name, "mimeType": XLSX, "buffer": stream.getvalue()}


def next_survey() -> FilePayload:
    """The tambon's villages a year later, half of them with the problem: 180 of 997 households."""
    book = openpyxl.load_workbook(SURVEY)
    page = book["ข้อมูล"]
    page["F1"].value = 2565
    [failed] = [each.column for each in page[5] if each.value == f"ตัวชี้วัดที่ {INDICATOR} ไม่ผ่าน"]
    for row in range(page.max_row, 5, -1):
        if not str(page.cell(row, 1).value).startswith(TAMBON):
            page.delete_rows(row)
    for row in range(6, page.max_row + 1):
        page.cell(row, failed).value //= 2
    return payload("จปฐ. 2565.xlsx", book)


def after_the_next_survey(page: Page, plan: str, address: str) -> None:
    """Brought in as any file, it is held against the target by itself."""
    show(page, f"{address}/input-data")
    page.locator("input[type=file]").first.set_input_files([next_survey()])
    page.get_by_role("button", name="บันทึก 1 ไฟล์ที่พร้อม").click(timeout=60_000)
    page.get_by_text("บันทึกแล้ว 7 พื้นที่").wait_for(timeout=30_000)
    show(page, f"{plan}&part=follow-up")
    standing, outcomes = tables(page)
    assert standing[0][0] == NAME
    [row] = outcomes
    assert row[:3] + row[4:5] == [PROBLEM, "ถึงเป้าหมาย", "2564", "2565"]
    assert [round(float(row[place]), 1) for place in (3, 5, 8)] == [36.5, 18.1, 33.1]
