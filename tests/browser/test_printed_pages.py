"""On paper every page says that it is for the office alone, on each sheet; what came through the gate does not."""

import re

import pytest
from playwright.sync_api import Page

from analysis.disclosure.outputs import INTERNAL_MARK
from docs.screens import PAGES, settled
from tests.browser.pdf_text import pdf_pages

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
    page.goto(address)
    settled(page)
    page.emulate_media(media="print")
    return pdf_pages(page.pdf(format="A4"))


def small_counts(page: Page, sheets: list[str]) -> list[str]:
    """Every count of 1–9 people on the paper: in sentences, and in the tables' columns of counts."""
    cells = [cell for cell in page.evaluate(COUNTS, list(COUNT_HEADS)) if re.fullmatch("[1-9]", cell)]
    return [*cells, *(found[0] for sheet in sheets for found in FEW_PEOPLE.finditer(sheet))]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_every_sheet_of_paper_says_that_it_is_for_the_office(page: Page, sample_address: str, path: str) -> None:
    sheets = printed(page, f"{sample_address}{path}?{AREA}")
    assert sheets
    for number, sheet in enumerate(sheets, 1):
        assert INTERNAL_MARK in sheet, f"sheet {number} of {len(sheets)}"


def test_what_came_through_the_gate_is_printed_without_the_words_and_without_small_counts(
    page: Page, sample_address: str
) -> None:
    address = f"{sample_address}/radar-analysis?{AREA}"
    assert small_counts(page, printed(page, address))  # the office's own sheet has some
    sheets = printed(page, f"{address}&public=true")
    assert len(sheets) > 1
    assert not any(INTERNAL_MARK in sheet for sheet in sheets)
    assert "ไม่แสดง" in "".join(sheets)
    assert small_counts(page, sheets) == []
