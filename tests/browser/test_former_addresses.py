"""Links of older versions open the stage they meant, with the area, the year and the way of looking they asked for."""

from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page

from analysis.stages import STAGES, Stage
from docs.screens import settled
from tests.browser.tab import show

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.former_address)
def test_a_former_address_leads_to_its_stage(tab: Page, sample_address: str, stage: Stage) -> None:
    show(tab, f"{sample_address}/{stage.former_address}?area=8301&year=2564&set=jpt-2560")
    tab.wait_for_url(f"{sample_address}/{stage.address}**")
    settled(tab)
    assert stage.title in tab.locator(".st-key-page-heading").inner_text()
    if stage.number > 1:
        asked = parse_qs(urlparse(tab.url).query)
        assert asked["area"] == ["8301"]
        assert asked["year"] == ["2564"]
    menu = tab.locator("[data-testid=stSidebarNav]").inner_text()
    assert "เดิม" not in menu


def test_an_older_link_keeps_how_far_down_it_looked(tab: Page, sample_address: str) -> None:
    show(tab, f"{sample_address}/radar?area=83&set=jpt-2560&year=2564&measure=quality&axis=d4")
    tab.wait_for_url(f"{sample_address}/radar-diagram**")
    settled(tab)
    asked = parse_qs(urlparse(tab.url).query)
    assert (asked["measure"], asked["axis"]) == (["quality"], ["d4"])
