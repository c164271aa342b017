"""On paper every page says that it is for the office alone, on each sheet; what came through the gate does not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from analysis.disclosure.outputs import INTERNAL_MARK
from catalogue import IndicatorSet, set_to_dict
from docs.screens import PAGES
from tests.analysis.examples import made_up_set, store
from tests.browser.pdf_text import pdf_pages
from tests.browser.server import served
from tests.browser.tab import show
from warehouse import open_warehouse, save_set

pytestmark = pytest.mark.browser
AREA = "area=830103&set=jpt-2560&year=2564"
FEW_PEOPLE = re.compile(r"(?<![\d.,–−-])[1-9]\s*(?:คน|ครัวเรือน)")  # 7 คน; in a table 7 and คน are cells
COUNT_HEADS = ("ไม่ผ่าน", "สำรวจ")
COUNTS = """heads => [...document.querySelectorAll('table')].filter(table => table.checkVisibility()).flatMap(table => {
    const names = [...table.querySelectorAll('th')].map(each => each.innerText.trim());
    return [...table.querySelectorAll('tbody tr')].flatMap(
      row => [...row.cells].filter((_, place) => heads.includes(names[place])).map(cell => cell.innerText.trim()));
})"""


def printed(page: Page, address: str) -> list[str]:
    """The text of each sheet of paper."""
    page.emulate_media(media="screen")
    show(page, address)
    page.emulate_media(media="print")
    return pdf_pages(page.pdf(format="A4"))


def small_counts(page: Page, sheets: list[str]) -> list[str]:
    """Every count of 1–9 people on the paper: in sentences, and in the tables' columns of counts."""
    cells = [cell for cell in page.evaluate(COUNTS, list(COUNT_HEADS)) if re.fullmatch("[1-9]", cell)]
    return [*cells, *(found[0] for sheet in sheets for found in FEW_PEOPLE.finditer(sheet))]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_every_sheet_of_paper_says_that_it_is_for_the_office(tab: Page, sample_address: str, path: str) -> None:
    sheets = printed(tab, f"{sample_address}{path}?{AREA}")
    assert sheets
    for number, sheet in enumerate(sheets, 1):
        assert INTERNAL_MARK in sheet, f"sheet {number} of {len(sheets)}"


def test_what_came_through_the_gate_is_printed_without_the_words_and_without_small_counts(
    page: Page, sample_address: str
) -> None:
    address = f"{sample_address}/radar-analysis?{AREA}&annexes=true"
    assert small_counts(page, printed(page, address))  # the office's own sheet has some
    sheets = printed(page, f"{address}&public=true")
    assert len(sheets) > 1
    assert not any(INTERNAL_MARK in sheet for sheet in sheets)
    assert "ไม่แสดง" in "".join(sheets)
    assert small_counts(page, sheets) == []


ONE_SHEET = {
    "a village": "radar-analysis?area=83010301&set=jpt-2560&year=2565",
    "a tambon": "radar-analysis?area=830103&set=jpt-2560&year=2565",
    "an amphoe": "radar-analysis?area=8301&set=jpt-2560&year=2565",
    "a province": "radar-analysis?area=83&set=jpt-2560&year=2565",
    "a lens": "radar-analysis?area=830103&set=jpt-2560&year=2565&group=elderly",
    "through the gate": "radar-analysis?area=830103&set=jpt-2560&year=2565&public=true",
    "villages graded": "radar-analysis?area=8301&set=nrd2c-2555&year=2564",
    "38 indicators": "radar-analysis?area=830101&set=jpt-long-38&year=2582",
    "44 indicators": "radar-analysis?area=830101&set=jpt-long-44&year=2584",
    "the radar of a village": "radar-diagram?area=83010301&set=jpt-2560&year=2565",
    "the radar of a tambon": "radar-diagram?area=830103&set=jpt-2560&year=2565",
    "the radar of a province": "radar-diagram?area=83&set=jpt-2560&year=2565&show=indicators",
    "the radar of 38": "radar-diagram?area=830101&set=jpt-long-38&year=2582",
    "the radar of 44": "radar-diagram?area=830101&set=jpt-long-44&year=2584",
    "the radar of villages graded": "radar-diagram?area=8301&set=nrd2c-2555&year=2564",
}
LONG = "ครัวเรือนของชุมชนได้รับบริการพื้นฐานเรื่องที่ {number} ครบถ้วนตามเกณฑ์ที่กำหนดไว้ในแผนของปีนั้น"


def long_set(size: int, dimensions: int, year_be: int) -> IndicatorSet:
    """A set of so many indicators with names as long as real ones, in use in a year and the one before."""
    named = {f"indicator_{number}": {"name": LONG.format(number=number)} for number in range(1, size + 1)}
    own_set = made_up_set(dimensions=dimensions, size=size, set_id=f"jpt-long-{size}", **named)
    return replace(own_set, first_year=year_be - 1, last_year=year_be)


@pytest.fixture(scope="module")
def address_of_all(
    browser: Browser, copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A dashboard with the sample and, in two tambon, sets of 38 and 44 indicators in two years each."""
    assert browser.is_connected()
    database = copy_of_sample(tmp_path_factory.mktemp("printed") / "sample.duckdb")
    warehouse = open_warehouse(database)
    for size, dimensions, last in ((38, 7, 2582), (44, 9, 2584)):
        own_set = long_set(size, dimensions, last)
        save_set(warehouse, own_set.id, set_to_dict(own_set))
        for year_be in (last - 1, last):
            rows = [
                (area, number, 1000, (number * step * (year_be - 2500)) % 400)
                for step, area in ((7, "83010101"), (3, "83010201"))
                for number in range(1, size + 1)
            ]
            store(warehouse, own_set, rows, year_be=year_be)
    warehouse.close()
    with served(database) as address:
        yield address


@pytest.mark.parametrize("asked", ONE_SHEET.values(), ids=ONE_SHEET.keys())
def test_the_answer_is_one_sheet_of_a4_with_its_chart(tab: Page, address_of_all: str, asked: str) -> None:
    page = show(tab, f"{address_of_all}/{asked}")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    page.wait_for_timeout(500)
    (sheet,) = pdf_pages(page.pdf(format="A4"))
    assert "ที่มา" in sheet
    assert "ดาวน์โหลด" not in sheet
    drawn = page.locator(".js-plotly-plot").first.evaluate(
        "plot => plot.querySelectorAll('.scatterpolar, .scatterlayer .trace').length"
    )
    assert drawn >= 1
