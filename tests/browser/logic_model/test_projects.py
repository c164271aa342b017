"""Projects and budgets as tables in a real Chromium: pasted from a sheet, typed, said where they cannot be read."""

import re

import pytest
from playwright.sync_api import Page, expect

from docs.screens import settled

pytestmark = pytest.mark.browser
ROWS = "\n".join([
    "\t".join(["อบรมอาชีพเสริม", "พัฒนาการอำเภอ", "อบต., กศน.", "", "14", "ครัวเรือน", "1/10/2570", "28/2/2571"]),
    "\t".join(["ตลาดนัดชุมชน", "อบต.", "", "", "80", "คน", "ปีหน้า", ""]),
])  # fmt: skip


def pasted(page: Page, table: int, words: str) -> None:
    """The words pasted at the first cell of the last row of a table, as from a sheet."""
    canvas = page.locator("[data-testid=stDataFrame] canvas[data-testid=data-grid-canvas]").nth(table)
    box = canvas.bounding_box()
    assert box is not None
    page.evaluate("(words) => navigator.clipboard.writeText(words)", words)
    page.mouse.click(box["x"] + 120, box["y"] + box["height"] - 20)
    page.wait_for_timeout(800)
    page.keyboard.press("Escape")  # the new row's cell is open for typing
    page.wait_for_timeout(300)
    page.keyboard.press("Control+v")
    settled(page)


def test_rows_pasted_from_a_sheet_are_projects_and_money(page: Page, sample_address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 900})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{sample_address}/logic-model?area=830301&set=jpt-2560&year=2565")
    settled(page)
    page.get_by_role("button", name="เริ่มจากแผนว่าง").click()
    page.wait_for_function("() => location.search.includes('plan=')")
    settled(page)
    page.goto(page.url + "&part=projects")
    settled(page)
    pasted(page, 0, ROWS)
    standing = page.locator(".st-key-plan-standing")
    expect(standing).to_contain_text("โครงการ 2")
    said = page.get_by_text(re.compile("ยังไม่บันทึกช่องนี้: “ปีหน้า”"))
    expect(said).to_be_visible()
    expect(page.get_by_text("แถวที่ 2 คอลัมน์ เริ่ม")).to_be_visible()
    page.reload()
    settled(page)
    expect(said).to_have_count(0)  # what could not be read is not kept
    pasted(page, 1, "\t".join(["ตลาดนัดชุมชน", "อบต.", "2571", "25000"]))
    expect(standing).to_contain_text("งบประมาณ 25,000 บาท")
    page.reload()
    settled(page)
    expect(standing).to_contain_text("โครงการ 2")
    expect(standing).to_contain_text("งบประมาณ 25,000 บาท")
    page.context.clear_permissions()
