"""The pictures of the manual, taken anew of the running program: made-up data, one size, without the menu.

A database of its own is filled with the sample, a plan is drafted in it, and the practice file is brought as the lesson
does. What is shown where is in PICTURES.
"""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from docs.screens import CHROMIUM_ARGUMENTS, ROOT, chromium_path, running_dashboard, settled

WIDTH, HEIGHT, SHARPNESS = 1040, 660, 1.25  # of every picture in pixels of the screen; and points a pixel
WINDOW: Final = {"width": 1380, "height": 720}
TAMBON: Final = "area=830108&set=jpt-2560&year=2565"
PROVINCE: Final = "area=83&set=jpt-2560&year=2565&level=tambon"
TABS: Final[Mapping[str, str]] = {
    "comparative.heat": ".st-key-on-screen-compare",
    "comparative.inside": ".st-key-on-screen-compare",
    "comparative.ranking": ".st-key-on-screen-compare",
    "logic_model.reading": ".st-key-tabs",
    "logic_model.board": ".st-key-tabs",
    "radar_diagram.indicator": ".st-key-tabs",
}
"""What stands at the top of a picture where that is not the top of the page."""
PICTURES: Final[Mapping[str, str]] = {
    "home": "/",
    "input_data.progress": f"/input-data?part=progress&{TAMBON}",
    "radar_diagram.axes": f"/radar-diagram?{TAMBON}",
    "radar_diagram.indicator": f"/radar-diagram?{TAMBON}&axis=d4&indicator=jpt-2560-20",
    "radar_analysis": f"/radar-analysis?{TAMBON}",
    "comparative.ranking": f"/comparative?{PROVINCE}",
    "comparative.heat": f"/comparative?{PROVINCE}&compare=heat",
    "comparative.inside": f"/comparative?{PROVINCE}&compare=inside",
    "logic_model.board": f"/logic-model?{TAMBON}",
    "logic_model.reading": f"/logic-model?{TAMBON}&part=reading",
    "logic_model.paper": f"/logic-model?{TAMBON}&part=paper",
    "help": "/help?part=problems&rule=C11",
}
"""Screen → its address; those of the lesson are taken on the way through it."""
LESSON_PICTURES: Final = ("lesson.columns", "input_data.upload")
NAMES: Final = (*PICTURES, *LESSON_PICTURES)


def take_pictures() -> dict[str, bytes]:
    """Name → a JPEG of WIDTH × HEIGHT pixels of the screen. Raises CalledProcessError where the sample cannot be
    loaded; needs Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "manual.duckdb"
        command = [sys.executable, "-m", "loaders.sample", "--database", str(database)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        with running_dashboard(database) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(CHROMIUM_ARGUMENTS))
            context = browser.new_context(viewport=WINDOW, device_scale_factor=SHARPNESS)  # type: ignore[arg-type]
            page = context.new_page()
            _draft_plan(page, address)
            taken: dict[str, bytes] = {}
            for name, path in PICTURES.items():
                page.goto(address + path)
                settled(page)
                if name in TABS:
                    page.locator(TABS[name]).first.evaluate("(bar) => bar.scrollIntoView({ block: 'start' })")
                    settled(page)
                taken[name] = _picture(page)
            taken |= _lesson_pictures(page, address)
            browser.close()
    return taken


def _draft_plan(page: Page, address: str) -> None:
    page.goto(f"{address}/logic-model?{TAMBON}")
    settled(page)
    page.get_by_role("button", name="ร่างจากปัญหาสำคัญ").click()
    page.wait_for_url("**plan=1**")
    settled(page)


def _lesson_pictures(page: Page, address: str) -> dict[str, bytes]:
    page.goto(f"{address}/input-data?lesson=on")
    settled(page)
    page.get_by_role("button", name="ใช้ไฟล์ฝึก").click()
    page.locator(".st-key-lesson").get_by_text("2 จาก 5").wait_for(timeout=60_000)
    settled(page)
    taken = {"lesson.columns": _picture(page)}
    page.get_by_role("button", name="ตรวจไฟล์ตามนี้").click()
    page.locator(".st-key-lesson").get_by_text("3 จาก 5").wait_for(timeout=60_000)
    settled(page)
    page.get_by_role("button", name="พักไว้").click()
    settled(page)
    page.locator("[data-testid=stMain]").evaluate("(main) => main.scrollTo(0, 0)")
    settled(page)
    return taken | {"input_data.upload": _picture(page)}


def _picture(page: Page) -> bytes:
    """What stands right of the menu, from the top."""
    main = page.locator("[data-testid=stMainBlockContainer]").bounding_box()
    left = (main["x"] + (main["width"] - WIDTH) / 2) if main else 0
    page.mouse.move(0, 0)
    return page.screenshot(
        type="jpeg", quality=72, clip={"x": left, "y": 0, "width": WIDTH, "height": HEIGHT},
    )  # fmt: skip
