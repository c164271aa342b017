"""Stage 3 in a real browser: weights live in the link, sentences lead to their numbers, A4 shows every figure."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from docs.screens import settled

pytestmark = pytest.mark.browser
SHEET = "/quality?area=83&set=jpt-2560&year=2565"
DRAWN = "() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 3"


@pytest.fixture
def sheet(page: Page, sample_address: str) -> Iterator[Page]:
    page.goto(sample_address + SHEET)
    settled(page)
    page.wait_for_function(DRAWN)
    yield page


def test_a_moved_weight_stands_in_the_link_and_the_link_moves_it(sheet: Page) -> None:
    sheet.get_by_role("button", name="น้ำหนักของคะแนน").click()
    slider = sheet.get_by_role("slider", name="ความรุนแรง")
    slider.press("ArrowRight")
    sheet.wait_for_url("**w_severity=1.5**")
    settled(sheet)
    assert sheet.get_by_text("น้ำหนักของคะแนน: ความรุนแรง 1.5").is_visible()
    sheet.goto(sheet.url.replace("w_severity=1.5", "w_severity=3"))
    settled(sheet)
    assert sheet.get_by_text("น้ำหนักของคะแนน: ความรุนแรง 3").is_visible()


def test_a_sentence_leads_to_its_numbers(sheet: Page) -> None:
    sheet.locator("[class*='st-key-sheet-sentences'] a").nth(2).click()
    sheet.wait_for_timeout(800)
    assert sheet.url.endswith("#s-problems")
    assert "area=83" in sheet.url
    top = sheet.locator("#s-problems").evaluate("element => element.getBoundingClientRect().top")
    assert -50 < top < 400


def test_the_lens_and_the_reference_are_codes_in_the_link(sheet: Page) -> None:
    sheet.locator(
        "[class*='st-key-quality_group'] [data-baseweb=select], [class*='st-key-quality_group'] input"
    ).first.click()
    sheet.get_by_role("option", name="ผู้สูงอายุ").click()
    sheet.wait_for_url("**group=elderly**")
    settled(sheet)
    assert sheet.get_by_role("heading", name="เฉพาะตัวชี้วัดของกลุ่มผู้สูงอายุ").is_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_is_cut_or_wider_than_the_screen(sheet: Page, width: int) -> None:
    sheet.set_viewport_size({"width": width, "height": 844})
    settled(sheet)
    main = sheet.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
    cut = sheet.evaluate(
        """() => [...document.querySelectorAll('[class*=st-key-sheet_metrics] [data-testid=stMetricValue]')]
                  .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"""
    )
    assert cut == []


def test_a4_holds_the_figures_and_the_tables_as_text(sheet: Page, tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("ไม่มี pdftotext ในเครื่องนี้")
    file = tmp_path / "sheet.pdf"
    sheet.pdf(path=str(file), format="A4")
    text = subprocess.run([reader, "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    pages = text.split("\f")
    assert 2 <= len(pages) - 1 <= 5
    for heading in ("2. ", "3. ", "4. ", "9. ", "10. "):
        assert heading in text
    assert text.count("%") > 40  # rings, axis values and table heads are letters, not a picture of them
    shown = sheet.evaluate("() => document.querySelectorAll('canvas').length")
    assert shown == 0  # no grid drawn on a canvas
