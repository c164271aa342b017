"""The whole loop in a real Chromium: the worst problem of a tambon becomes a plan, two people edit it, it is followed up,
goes out as files and comes back from Excel, and the next year's file says what became of it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.workbook import Workbook
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from analysis.logic_model.plan_sheets import workbook_layout
from catalogue import load_catalogue
from docs.screens import settled
from loaders.importing import inspect_file, store_inspection
from loaders.sample import FOLDER
from tests.browser.logic_model.test_board import cards, opened, second, wait_until_saved
from tests.browser.server import served
from tests.browser.tab import show
from warehouse import open_warehouse, read_sets

pytestmark = pytest.mark.browser
__all__ = ["second"]
SURVEY = FOLDER / "sample_jpt_2564_villages.xlsx"
TAMBON = "830104"
SAVING = "jpt-2560-23"
PROBLEM = "ไม่มีการเก็บออมเงิน"
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
    place = f"area={TAMBON}&set=jpt-2560&year=2564"
    show(page, f"{address}/radar-analysis?{place}")
    page.screenshot(path="/tmp/shots/1.png")
    page.get_by_text(f"+ {PROBLEM}").first.click()
    page.get_by_role("link", name="เปิดแผน").click()
    page.locator(".column").first.wait_for()
    settled(page)
    page.screenshot(path="/tmp/shots/2.png")
    print(page.url)
