"""Areas and maps in a real browser: outlines looked at, kept, drawn on wide and narrow screens; nothing is asked of
another machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from docs.screens import settled
from tests.browser.server import served

pytestmark = pytest.mark.browser
CORNERS = {"TH830101": 98.3, "TH830102": 98.4, "TH830201": 98.5}
OUTLINES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"ADM3_PCODE": code},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 7.9], [x + 0.1, 7.9], [x + 0.1, 8.0], [x, 7.9]]]},
        }
        for code, x in CORNERS.items()
    ],
}


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    with served(tmp_path_factory.mktemp("areas") / "radar.duckdb") as address:
        yield address


@pytest.mark.parametrize("width", [1366, 390])
def test_outlines_are_looked_at_kept_drawn_and_taken_back(page: Page, address: str, tmp_path: Path, width: int) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 844})
    file = tmp_path / "ขอบเขต.geojson"
    file.write_text(json.dumps(OUTLINES), encoding="utf-8")
    page.goto(f"{address}/input-data?part=areas")
    page.get_by_text("ยังไม่มีขอบเขตของพื้นที่ใด").wait_for(timeout=60_000)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_text("สิ่งที่จะเปลี่ยน").wait_for(timeout=30_000)
    page.locator(".js-plotly-plot .scatterlayer .trace").nth(2).wait_for(timeout=30_000)
    settled(page)
    page.get_by_role("button", name="บันทึก", exact=False).last.click()
    page.get_by_text("มีขอบเขต 3 ตำบล").wait_for(timeout=30_000)
    settled(page)
    assert page.locator(".js-plotly-plot .scatterlayer .trace").count() == 3
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= width
    page.get_by_text("ลบทะเบียนหรือขอบเขตที่นำเข้า").click()
    page.get_by_text("เข้าใจแล้ว ต้องการลบ").click()
    settled(page)
    page.get_by_role("button", name="ลบขอบเขตแผนที่ทั้งหมด").click()
    page.get_by_text("ยังไม่มีขอบเขตของพื้นที่ใด").wait_for(timeout=30_000)
    assert page.locator("[data-testid=stException]").count() == 0
    assert all(url.startswith((address, "blob:", "data:")) for url in asked)
