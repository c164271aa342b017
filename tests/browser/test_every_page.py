"""Every page in a real browser: nothing leaves the machine, Thai in Thai type, nothing wider than a phone."""

import re
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Page

from docs.screens import PAGES, settled
from tests.browser.tab import show

pytestmark = pytest.mark.browser
NAMES = {"cia", "community", "radar", "information", "analysis", "tpmap", "otop", "wilson", "alkire", "foster"}
FILE_KINDS = {"pdf", "csv", "excel", "xlsx", "xls", "xlsb", "ods", "zip", "png"}
KEYS = {"shift", "alt", "enter", "delete", "esc"}
ALLOWED_WORDS = NAMES | FILE_KINDS | KEYS
# codes, file names and Markdown's left-overs are data, not words
MACHINE_WORDS = re.compile(r"\b(jpt|nrd2c|sample|other)[\w.-]*|\b[a-z]+_[a-z_]+\b|[\w-]*\.(xlsx|csv|xls)\b")


WORDS = """() => {
  const shown = [];
  const walk = document.createTreeWalker(document.querySelector('[data-testid=stApp]'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, box = node.parentElement.getBoundingClientRect();
    const style = getComputedStyle(node.parentElement);
    const icon = style.fontFamily.includes('Material');
    const seen = box.width > 1 && box.height > 1 && style.visibility !== 'hidden';
    if (!icon && seen && parseFloat(style.fontSize) > 1)
      shown.push(node.textContent);
  }
  return shown.join('\\n');
}"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_a_page_asks_no_other_machine_speaks_thai_and_fits_a_phone(tab: Page, sample_address: str, path: str) -> None:
    """One visit for all three: opening a page costs more than all that is looked at on it."""
    asked: list[str] = []
    errors: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    show(tab, sample_address + path)
    words = re.findall(r"[A-Za-z]{3,}", MACHINE_WORDS.sub(" ", tab.evaluate(WORDS)))
    assert not {word.lower() for word in words} - ALLOWED_WORDS
    tab.set_viewport_size({"width": 390, "height": 844})
    settled(tab)
    assert tab.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    hosts = {urlparse(url).hostname for url in asked if url.startswith(("http", "ws"))}
    assert hosts <= {"127.0.0.1"}
    assert not errors


def test_thai_is_drawn_with_the_local_sarabun(page: Page, sample_address: str) -> None:
    page.goto(sample_address + "/radar-diagram")
    settled(page)
    faces = page.evaluate("() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Sarabun" in face for face in faces)


def test_a_link_opens_the_same_view_and_pages_keep_it(page: Page, sample_address: str) -> None:
    page.goto(sample_address + "/radar-diagram?area=830103&year=2564")
    settled(page)
    assert page.get_by_role("heading", name="ตำบลเกาะแก้ว · ปี 2564").is_visible()
    page.get_by_role("link", name="4 เปรียบเทียบ").click()
    settled(page)
    page.wait_for_url("**/comparative?**area=830103**")
    assert "year=2564" in page.url
