"""Pictures of every screen with the sample data, wide and phone-narrow: `python -m docs.screens`.

Starts the dashboard on a database of its own, opens each page in Chromium and writes docs/screens/<page>-<size>.png,
so that anyone can see what a change did to the look. Needs Chromium (CHROMIUM names another executable); its headless
shell does without the browser's own windows, which took a second of CPU for every page opened.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from analysis.stages import STAGES

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "screens"
PAGES = (
    {"home": "/"} | {stage.address: f"/{stage.address}" for stage in STAGES} | {"help": "/help", "lessons": "/lessons"}
)
SIZES = {"wide": (1366, 768), "narrow": (390, 844)}
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
CHROMIUM_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    "--js-flags=--no-enable-lazy-source-positions",  # else a sixth of an opening's work is looking up lines
    "--process-per-site",  # a third of it is compiling scripts, which another tab has done in the same process
)
MAXIMUM_HEIGHT = 4000


def chromium_path() -> str | None:
    """The browser of this machine, or None."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_dashboard(database: Path | str, environment: Mapping[str, str] = os.environ) -> Generator[str]:
    """Address of a dashboard on a database, until the block ends. Raises TimeoutError if it never answers."""
    port = free_port()
    command = [sys.executable, "-m", "app.server", "--server.port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**environment, "CIA_DATABASE": str(database)}, stdout=subprocess.DEVNULL
    )
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_it_answers(address: str, seconds: float = 60) -> None:
    """Raises TimeoutError when nothing answers in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


STILL = """
(still_ms) => new Promise((done) => {
  const end = Date.now() + 5000;
  let timer;
  const isDrawn = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton]')
    && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every((chart) => chart.querySelector('.main-svg'));
  const look = () => {
    if (!isDrawn() && Date.now() < end) return again();
    observer.disconnect();
    done();
  };
  const again = () => { clearTimeout(timer); timer = setTimeout(look, Date.now() < end ? still_ms : 0); };
  const observer = new MutationObserver(again);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, characterData: true });
  again();
})
"""
STILL_MS = 300


def settled(page: Page) -> None:
    """Wait until the page has drawn, no script runs and nothing has moved for a while."""
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'", timeout=60_000
    )
    page.evaluate(STILL, STILL_MS)


def take_screens(address: str) -> list[Path]:
    """One picture per page and size, as high as the page."""
    FOLDER.mkdir(exist_ok=True)
    taken: list[Path] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_ARGUMENTS))
        for size, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            for name, path in PAGES.items():
                page.set_viewport_size({"width": width, "height": height})
                page.goto(address + path)
                settled(page)
                full = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
                page.set_viewport_size({"width": width, "height": max(height, min(full, MAXIMUM_HEIGHT))})
                settled(page)
                taken.append(FOLDER / f"{name}-{size}.png")
                page.screenshot(path=taken[-1])
        browser.close()
    return taken


def main() -> int:
    if chromium_path() is None:
        print("ไม่พบ Chromium ในเครื่องนี้ (ตั้งตัวแปร CHROMIUM ให้ชี้ไปที่โปรแกรม)")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "screens.duckdb"
        subprocess.run([sys.executable, "-m", "loaders.sample", "--database", str(database)], cwd=ROOT, check=True)
        with running_dashboard(database) as address:
            for path in take_screens(address):
                print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
