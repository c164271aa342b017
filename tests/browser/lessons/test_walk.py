"""The ready lessons walked in a real Chromium: answers typed and left, a file brought back, a project mended; what was
answered stays while another lesson is looked at, and nothing is wider than a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from docs.screens import settled
from loaders.sample import lesson_file
from tests.browser.tab import show

pytestmark = pytest.mark.browser
PASSED = "ผ่านบทเรียนนี้แล้ว"
WIDER = (
    "() => [...document.querySelectorAll('[data-testid=stMain]')].some(each => each.scrollWidth > each.clientWidth + 1)"
)


def chosen(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Tab")  # Escape, which `show` presses, would empty the field in hand
    settled(page)


def typed(page: Page, label: str, value: str) -> None:
    """Typed and left with the tabulator, as one goes on to the next field."""
    field = page.get_by_label(label)
    field.fill(value)
    field.press("Tab")
    settled(page)


def test_the_lessons_are_walked(page: Page, sample_address: str, tmp_path: Path) -> None:
    lessons = f"{sample_address}/lessons?exercise="
    show(page, f"{lessons}radar")
    chosen(page, "1. ด้านใดเป็นปัญหามากที่สุด", "งานและรายได้")
    typed(page, "2. เส้นประของด้านนั้นราวร้อยละเท่าใด", "9")
    typed(page, "3. มีกี่ด้านที่อยู่นอกเส้นประ", "2")
    chosen(page, "4. ด้านใดแย่กว่าอำเภอมากที่สุด", "สภาพแวดล้อม")
    expect(page.get_by_text(PASSED)).to_be_visible(timeout=15_000)
    show(page, f"{lessons}cell")
    typed(page, "ตำแหน่งของช่องที่ผิด", "x8")
    mended = tmp_path / "แก้แล้ว.xlsx"
    mended.write_bytes(lesson_file(is_right=True)[1])
    page.locator("input[type=file]").set_input_files(mended)
    expect(page.get_by_text(PASSED)).to_be_visible(timeout=30_000)
    show(page, f"{lessons}project")
    chosen(page, "เรื่องใดควรทำก่อน", "น้ำใช้ไม่เพียงพอตลอดปี")
    expect(page.get_by_role("button", name="ตรวจโครงการ")).to_be_visible(timeout=15_000)
    assert page.get_by_text("ต้องแก้").count() == 1  # in the steps above
    for label, value in (
        ("เป้าหมาย: เหลือเป็นปัญหาร้อยละ", "15"), ("จำนวนที่จะช่วย", "51"), ("งบประมาณ (บาท)", "200000"),
        ("ผู้รับผิดชอบ", "เทศบาลตำบลป่าคลอก"),
    ):  # fmt: skip
        typed(page, label, value)
    page.get_by_label("แหล่งงบ").fill("งบ อบต.")
    page.get_by_role("button", name="ตรวจโครงการ").click()  # at once, the field still in hand
    expect(page.get_by_text(PASSED)).to_be_visible(timeout=15_000)
    for lesson in ("radar", "cell", "project"):
        show(page, f"{lessons}{lesson}")
        expect(page.get_by_text(PASSED)).to_be_visible(timeout=15_000)
        for width, height in ((390, 844), (1920, 1080), (1366, 768)):
            page.set_viewport_size({"width": width, "height": height})
            settled(page)
            assert not page.evaluate(WIDER), (lesson, width)
    page.get_by_role("button", name="ล้างคำตอบบทนี้และเริ่มใหม่").click()
    expect(page.get_by_text(PASSED)).to_have_count(0, timeout=15_000)
    show(page, f"{lessons}radar")
    expect(page.get_by_text(PASSED)).to_be_visible(timeout=15_000)
