"""The trees of a problem in a real Chromium: drawn there without a program of its own, every line within its box."""

import pytest
from playwright.sync_api import Page, expect

from docs.screens import settled

pytestmark = pytest.mark.browser
AREA = "830102"
WIDE, NARROW = (f".st-key-on-{each}-tree [data-testid=stGraphVizChart] svg:has(g.node)" for each in ("screen", "phone"))
LINES_IN_BOXES = """() => [...document.querySelectorAll('.st-key-on-screen-tree g.node')].map((node) => {
  const box = node.querySelector('polygon')?.getBoundingClientRect();
  const words = [...node.querySelectorAll('text')].map((each) => each.getBoundingClientRect());
  return !box || words.every((each) => each.left >= box.left && each.right <= box.right);
})"""


def drafted_plan(page: Page, address: str) -> None:
    page.goto(f"{address}/logic-model?area={AREA}&set=jpt-2560&year=2565&part=trees")
    settled(page)
    page.get_by_role("button", name="ร่างจากปัญหาสำคัญ").click()
    page.locator(WIDE).wait_for()
    settled(page)


def test_both_trees_are_drawn_turned_and_fit_a_phone(page: Page, sample_address: str) -> None:
    drafted_plan(page, sample_address)
    wide, narrow = page.locator(WIDE), page.locator(NARROW)
    expect(wide).to_contain_text("สาเหตุ")
    boxes = page.evaluate(LINES_IN_BOXES)
    assert len(boxes) > 5
    assert all(boxes)
    expect(narrow).to_be_hidden()
    page.get_by_text("ต้นไม้วัตถุประสงค์", exact=True).first.click()
    expect(wide).to_contain_text("วิธีการ")
    assert "tree=objective" in page.url
    assert all(page.evaluate(LINES_IN_BOXES))
    page.set_viewport_size({"width": 390, "height": 844})
    expect(narrow).to_be_visible()
    expect(wide).to_be_hidden()
    # the page itself does not scroll sideways: a tree that is wider has a box that does
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
