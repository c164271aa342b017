"""A real browser that is sent to this machine under a foreign name, or finds the dashboard in a foreign frame."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from docs.screens import CHROMIUM_ARGUMENTS, chromium_path

pytestmark = pytest.mark.browser
FOREIGN = "radar.evil.example"


@pytest.fixture(scope="module")
def rebound(browser: Browser) -> Iterator[Browser]:
    """A Chromium for which a foreign name is this machine."""
    arguments = [*CHROMIUM_ARGUMENTS, f"--host-resolver-rules=MAP {FOREIGN} 127.0.0.1"]
    opened = browser.browser_type.launch(executable_path=chromium_path(), args=arguments)
    yield opened
    opened.close()


def test_under_a_foreign_name_there_is_nothing_to_see(rebound: Browser, sample_address: str) -> None:
    page = rebound.new_page()
    answered = page.goto(sample_address.replace("127.0.0.1", FOREIGN))
    assert answered is not None
    assert answered.status == 400
    assert page.locator("[data-testid=stApp]").count() == 0
    page.close()


@pytest.mark.parametrize("is_framed_by_itself", [False, True])
def test_only_the_dashboard_itself_can_hold_it_in_a_frame(
    rebound: Browser, sample_address: str, is_framed_by_itself: bool
) -> None:
    page = rebound.new_page()
    if is_framed_by_itself:
        page.goto(f"{sample_address}/_stcore/health")
    page.evaluate(
        "address => { document.body.innerHTML = `<iframe src='${address}' width=800 height=600></iframe>`; }",
        sample_address,
    )
    page.wait_for_timeout(6000)
    shown = page.frames[1].locator("[data-testid=stApp]").count() == 1
    assert shown == is_framed_by_itself
    page.close()
