"""Going on to another view in a tab that shows the dashboard already, as a link inside it does.

Opening an address anew costs the browser some three seconds of work, nearly all of it scripts that are compiled again;
going on costs a tenth. The session stays: an address that names its area says all that is shown.
"""

from urllib.parse import urlparse

from playwright.sync_api import Page

from docs.screens import settled

GO = """address => new Promise((begun) => {
  const app = document.querySelector('[data-testid=stApp]');
  const observer = new MutationObserver(() => app.dataset.testScriptState !== 'notRunning' && end());
  const end = () => { observer.disconnect(); begun(); };
  observer.observe(app, { attributes: true });
  setTimeout(end, 1500);
  history.pushState({}, '', address);
  window.dispatchEvent(new PopStateEvent('popstate'));
})"""


def show(page: Page, address: str) -> Page:
    """Show an address, in the tab's session where it has one with the same dashboard; back once it is drawn."""
    if urlparse(page.url).netloc == urlparse(address).netloc:
        page.keyboard.press("Escape")  # a menu that stands open would stay
        page.evaluate(GO, address)
    else:
        page.goto(address)
    settled(page)
    return page


def lines_of_views(page: Page) -> int:
    """In how many lines the buttons of a page's views stand."""
    buttons = page.locator("[class*='st-key-on-screen-'] [data-testid=stButtonGroup] button").all()
    return len({round(size["y"]) for each in buttons if (size := each.bounding_box())})
