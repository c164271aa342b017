"""Stage 3 in a real browser: weights live in the link, sentences lead to their numbers, A4 shows every figure."""

import html
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from analysis.disclosure.outputs import INTERNAL_MARK
from docs.screens import settled
from tests.browser.tab import show

pytestmark = pytest.mark.browser
SHEET = "/radar-analysis?area=83&set=jpt-2560&year=2565"
WITH_ANNEXES = f"{SHEET}&annexes=true"
DRAWN = "() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 4"
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
A4_WIDTH, A4_HEIGHT = 595, 842


class Word(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float


@pytest.fixture
def sheet(tab: Page, sample_address: str) -> Page:
    show(tab, sample_address + SHEET).wait_for_function(DRAWN)
    return tab


def test_a_moved_weight_stands_in_the_link_and_the_link_moves_it(sheet: Page) -> None:
    sheet.get_by_role("button", name="ปรับมุมมอง").click()
    slider = sheet.get_by_role("slider", name="ความรุนแรง")
    slider.press("ArrowRight")
    sheet.wait_for_url("**w_severity=1.5**")
    settled(sheet)
    assert sheet.get_by_text("ความรุนแรง 1.5 · ").first.is_visible()
    sheet.goto(sheet.url.replace("w_severity=1.5", "w_severity=3"))
    settled(sheet)
    assert sheet.get_by_text("ความรุนแรง 3 · ").first.is_visible()


def test_a_sentence_leads_to_its_numbers(sheet: Page) -> None:
    sheet.locator("[class*='st-key-sheet-sentences'] a").nth(2).click()
    sheet.wait_for_timeout(800)
    assert sheet.url.endswith("#s-problems")
    assert "area=83" in sheet.url
    top = sheet.locator("#s-problems").evaluate("element => element.getBoundingClientRect().top")
    assert -50 < top < 400


def test_the_lens_and_the_reference_are_codes_in_the_link(sheet: Page) -> None:
    sheet.get_by_role("button", name="ปรับมุมมอง").click()
    sheet.locator(
        "[class*='st-key-choice_group'] [data-baseweb=select], [class*='st-key-choice_group'] input"
    ).first.click()
    sheet.get_by_role("option", name="ผู้สูงอายุ").click()
    sheet.wait_for_url("**group=elderly**")
    settled(sheet)
    assert sheet.get_by_role("heading", name="เฉพาะตัวชี้วัดของกลุ่มผู้สูงอายุ").is_visible()
    sheet.go_back()
    sheet.wait_for_url(lambda address: "group" not in address)
    settled(sheet)
    sheet.locator("[class*='st-key-sheet_formulas'] summary").click()  # the next click does not bring it back
    sheet.locator("[class*='st-key-sheet-formulas-unknowns'] table").wait_for()
    settled(sheet)
    assert "group" not in sheet.url
    sheet.locator("[class*='st-key-sheet_formulas'] summary").click()
    sheet.locator("[class*='st-key-sheet_formulas'] details:not([open])").wait_for()
    settled(sheet)


ROWS_OF_CARDS = """() => [...document.querySelectorAll('[class*=st-key-sheet_metrics]')].map(box => {
    const tops = [...box.querySelectorAll('[data-testid=stMetric]')].map(card => card.getBoundingClientRect().top);
    return [...new Set(tops)].map(top => tops.filter(each => each === top).length);
})"""


def test_nothing_is_cut_cards_stand_in_whole_rows_and_a_phone_needs_three_screens(sheet: Page) -> None:
    for width in (1920, 1366, 800, 390):
        sheet.set_viewport_size({"width": width, "height": 844})
        settled(sheet)
        main = sheet.locator("[data-testid=stMain]")
        assert main.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
        cut = sheet.evaluate(
            """() => [...document.querySelectorAll('[class*=st-key-sheet_metrics] [data-testid=stMetricValue]')]
                      .filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)"""
        )
        assert cut == []
        rows = sheet.evaluate(ROWS_OF_CARDS)
        assert [sum(each) for each in rows] == [6, 3]
        assert all(len(set(each)) == 1 for each in rows), (width, rows)
    # on a phone, without what stands above it on every page
    box = sheet.locator("[class*='st-key-one_page']").first.bounding_box()
    assert box is not None
    assert box["height"] <= 2.5 * 844
    lines = sheet.evaluate(
        "() => [...document.querySelectorAll('[class*=st-key-sheet-page-axes] td:first-child')].map(each => {"
        " const words = document.createRange(); words.selectNodeContents(each);"
        " return words.getClientRects().length; })"
    )
    assert set(lines) == {1}  # no name of a dimension is broken within a word


def printed(sheet: Page, folder: Path) -> list[list[Word]]:
    """The words of each sheet of A4 paper, with their places in points from the top left."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("ไม่มี pdftotext ในเครื่องนี้")
    file = folder / "sheet.pdf"
    sheet.pdf(path=str(file), format="A4")
    command = [reader, "-bbox", str(file), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [
        [Word(html.unescape(word[4]), *map(float, word[:4])) for word in WORD.findall(page)]
        for page in text.split("<page ")[1:]
    ]


@pytest.fixture
def annexes(tab: Page, sample_address: str) -> Page:
    show(tab, sample_address + WITH_ANNEXES).wait_for_function(DRAWN)
    return tab


def test_the_page_is_one_sheet_and_holds_the_whole_answer(sheet: Page, tmp_path: Path) -> None:
    (words,) = printed(sheet, tmp_path)
    assert min(word.left for word in words) >= 20
    assert max(word.right for word in words) <= A4_WIDTH - 20
    assert max(word.bottom for word in words) <= A4_HEIGHT - 10
    whole = "".join(word.text for word in words)
    assert whole.startswith(INTERNAL_MARK)  # no gate was asked for
    for part in ("จังหวัดภูเก็ต·ปี2565", "9,048ครัวเรือน", "งานและรายได้เป็นปัญหามากที่สุด9.7%", "ปัญหาที่ควรดูก่อน", "จุดแข็ง",
                 "สิ่งที่เปลี่ยนจากปี2564", "สิ่งที่ยังไม่รู้", "ที่มา:จปฐ."):  # fmt: skip
        assert part in whole, part
    for control in ("ดาวน์โหลด", "ปรับมุมมอง", "ดูข้อ", "ภาพรวม"):
        assert control not in whole, control


def test_annexes_follow_on_sheets_of_their_own(annexes: Page, tmp_path: Path) -> None:
    pages = printed(annexes, tmp_path)
    assert 3 <= len(pages) <= 6
    for words in pages:
        assert min(word.left for word in words) >= 20
        assert max(word.right for word in words) <= A4_WIDTH - 20
        assert max(word.bottom for word in words) <= A4_HEIGHT - 10
    texts = ["\n".join(word.text for word in words) for words in pages]
    whole = "\n".join(texts)
    first = texts[0].split("\n")
    assert first[0] == INTERNAL_MARK  # no gate was asked for
    assert "1.\nภาพรวม\nจังหวัดภูเก็ต\n·\nปี\n2565" in texts[1]
    assert whole.count("%") > 40  # rings, axis values and table heads are letters, not a picture of them
    for control in ("ดาวน์โหลด", "ซ่อนจำนวน", "ทุกอำเภอ", "เทียบกับ", "ดูสูตรของทุกตัวเลข"):
        assert control not in whole.split("\n"), control
    assert "10.\nวิ" not in whole  # the formulas stay on the screen; indicators have numbers too
    assert annexes.evaluate("() => document.querySelectorAll('canvas').length") == 0  # no grid drawn on a canvas


def test_a_heading_is_printed_once_and_never_last_on_a_page(annexes: Page, tmp_path: Path) -> None:
    pages = printed(annexes, tmp_path)
    headings = [text.split()[:2] for text in annexes.locator("h3").all_inner_texts()][1:-1]
    assert [number for number, _ in headings] == [f"{number}." for number in range(2, 10)]
    for heading in headings:
        found = [
            (words, word)
            for words in pages
            for word, after in pairwise(words)
            if [word.text, after.text] == heading and word.left < 40
        ]
        assert len(found) == 1, heading
        words, place = found[0]
        assert max(word.bottom for word in words) > place.bottom + 20, heading


def test_opened_formulas_are_printed(annexes: Page, tmp_path: Path) -> None:
    annexes.locator("[class*='st-key-sheet_formulas'] summary").click()
    annexes.locator("[class*='st-key-sheet-formulas-unknowns'] table").wait_for()
    settled(annexes)
    annexes.wait_for_timeout(600)  # until the box has reached its height
    words = [word for words in printed(annexes, tmp_path) for word in words]
    assert any(word.text == "10." for word in words)
    assert max(word.right for word in words) <= A4_WIDTH - 20
    assert "".join(word.text for word in words).count("÷") >= 10


def test_marks_below_the_line_are_not_cut_in_the_large_figures(tab: Page, sample_address: str) -> None:
    """ุ in 'จุด' hangs below the line: no box around a figure may cut what reaches out of it."""
    show(tab, f"{sample_address}/radar-analysis?area=830103&set=jpt-2560&year=2565")
    for width in (1366, 390):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.locator("[data-testid=stMetricValue]").filter(has_text="จุด").wait_for()
        cutting = tab.evaluate(
            """() => [...document.querySelectorAll('[data-testid=stMetricValue], [data-testid=stMetricValue] *')]
              .filter(box => getComputedStyle(box).overflowY !== 'visible').length"""
        )
        assert cutting == 0
