"""A real dashboard on a database of its own, and a real Chromium to look at it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from docs.screens import CHROMIUM_ARGUMENTS, chromium_path
from tests.browser.server import served

WITHOUT_MOVEMENT = """document.addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '*, *::before, *::after { animation: none !important; transition: none !important }';
  document.head.append(style);
})"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the tests are skipped, except in CI, where it must be there."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI ต้องมี Chromium")
        pytest.skip("ไม่มี Chromium ในเครื่องนี้")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sample_address(
    browser: Browser, copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a dashboard with the sample data."""
    assert browser.is_connected()
    database = copy_of_sample(tmp_path_factory.mktemp("browser") / "sample.duckdb")
    with served(database) as address:
        yield address


def context_of(browser: Browser, width: int, height: int, is_phone: bool = False) -> Iterator[BrowserContext]:
    """Where tabs open: the dashboard's scripts are fetched and compiled once, not for every test, as an empty tab of
    its site keeps their process alive; and nothing that turns or glides is drawn, which costs a tenth of the work."""
    size: ViewportSize = {"width": width, "height": height}
    context = browser.new_context(viewport=size, has_touch=is_phone, is_mobile=is_phone)
    context.add_init_script(WITHOUT_MOVEMENT)
    kept = context.new_page()
    kept.route("**/*", lambda route: route.fulfill(body=""))
    kept.goto("http://127.0.0.1:1/")
    yield context
    context.close()


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[BrowserContext]:
    """Where the tabs of all tests open."""
    yield from context_of(browser, 1366, 768)


@pytest.fixture(scope="session")
def other_tabs(browser: Browser) -> Iterator[BrowserContext]:
    """Where those of another person at another machine open."""
    yield from context_of(browser, 1366, 768)


@pytest.fixture(scope="session")
def phones(browser: Browser) -> Iterator[BrowserContext]:
    """Where those of a telephone with touch open."""
    yield from context_of(browser, 390, 844, is_phone=True)


def one_tab(context: BrowserContext) -> Iterator[Page]:
    """An empty tab; nothing is kept of it afterwards but the dashboard's scripts."""
    opened = context.new_page()
    yield opened
    if not opened.is_closed() and opened.url.startswith("http"):
        opened.evaluate("() => localStorage.clear()")
    opened.close()
    context.clear_cookies()


@pytest.fixture
def page(tabs: BrowserContext) -> Iterator[Page]:
    """An empty tab of its own session, the size of an office projector."""
    yield from one_tab(tabs)


@pytest.fixture
def second(other_tabs: BrowserContext) -> Iterator[Page]:
    """An empty tab of another person at another machine: nothing of the first browser's storage."""
    yield from one_tab(other_tabs)


@pytest.fixture
def phone(phones: BrowserContext) -> Iterator[Page]:
    """An empty tab on a telephone, 390 wide, with touch."""
    yield from one_tab(phones)


@pytest.fixture(scope="module")
def kept_tab(tabs: BrowserContext) -> Iterator[Page]:
    """One tab for all tests of a file that only look; see `tab.show`."""
    yield from one_tab(tabs)


@pytest.fixture
def tab(kept_tab: Page) -> Page:
    """The kept tab, the size of an office projector again."""
    kept_tab.set_viewport_size({"width": 1366, "height": 768})
    kept_tab.emulate_media(media="null")  # as the browser has it
    return kept_tab
