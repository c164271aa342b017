"""The map in a real Chromium: a tap chooses the area, the buttons zoom, and a phone shows it whole."""

import pytest
from playwright.sync_api import Page

from docs.screens import settled

pytestmark = pytest.mark.browser
MAP = "/comparative?area=83&set=jpt-2560&year=2565&level=tambon&compare=map"
SHAPES = "[data-testid=stBidiComponentRegular] path[data-code], path[data-code]"


def opened(page: Page, address: str) -> Page:
    page.goto(address + MAP)
    settled(page)
    page.locator(SHAPES).first.wait_for()
    return page


def test_a_click_chooses_the_area_and_the_link_keeps_it(page: Page, sample_address: str) -> None:
    opened(page, sample_address)
    assert page.locator(SHAPES).count() == 18
    page.locator("path[data-code='830303']").click()
    page.wait_for_function("() => location.search.includes('one=830303')")


def test_on_a_phone_a_tap_chooses_and_the_buttons_are_large_enough(phone: Page, sample_address: str) -> None:
    page = phone
    opened(page, sample_address)
    box = page.locator("svg[role=img]").first.bounding_box()
    assert box is not None
    assert box["width"] <= 390
    closer = page.get_by_role("button", name="ขยาย")
    size = closer.bounding_box()
    assert size is not None
    assert min(size["width"], size["height"]) >= 24
    before = page.locator("svg[role=img]").first.get_attribute("viewBox")
    closer.tap()
    assert page.locator("svg[role=img]").first.get_attribute("viewBox") != before
    page.get_by_role("button", name="ทั้งหมด").tap()
    assert page.locator("svg[role=img]").first.get_attribute("viewBox") == before
    page.locator("path[data-code='830301']").tap()
    page.wait_for_function("() => location.search.includes('one=830301')")
