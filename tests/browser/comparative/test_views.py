"""The views of stage 4 in a real Chromium, in one tab: the answer first, a cell that opens its panel, a phone."""

import pytest
from playwright.sync_api import Page

from tests.browser.tab import show

pytestmark = pytest.mark.browser
VILLAGE = "/comparative?area=83010301&set=jpt-2560&year=2565"
TAMBON = "/comparative?area=83&set=jpt-2560&year=2565&level=tambon"


def test_from_one_village_the_answer_stands_on_the_first_screen(tab: Page, sample_address: str) -> None:
    show(tab, sample_address + VILLAGE)
    box = tab.get_by_text("อันดับใดใน 7 แห่ง").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 300
    sure = tab.get_by_text("ที่แน่ชัดเมื่อเทียบกับตำบล").first.bounding_box()
    assert sure is not None
    assert sure["y"] < 330


def test_on_a_phone_the_views_are_one_select_and_the_answer_comes_first(tab: Page, sample_address: str) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    show(tab, sample_address + VILLAGE)
    assert not tab.get_by_role("radio", name="ตารางสี").is_visible()
    views = tab.locator(".st-key-on-phone-compare")
    box, answer = views.bounding_box(), tab.get_by_text("ที่แน่ชัดเมื่อเทียบกับตำบล").first.bounding_box()
    assert box is not None
    assert answer is not None
    assert answer["y"] < box["y"]
    assert answer["y"] < 600
    assert box["height"] < 80
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_a_cell_of_the_shaded_table_opens_its_panel(tab: Page, sample_address: str) -> None:
    show(tab, sample_address + TAMBON + "&compare=heat&columns=indicators")
    tab.locator(".stPlotlyChart .point").first.click(force=True)
    tab.wait_for_url("**/radar-diagram?**", timeout=30_000)
    assert "indicator=jpt-2560-01" in tab.url
