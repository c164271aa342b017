"""The lesson of the first file, walked in a real browser from an empty database; and what a problem's link opens."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from docs.screens import settled
from tests.browser.server import served

pytestmark = pytest.mark.browser
SECONDS = 60_000


@pytest.fixture
def empty_address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert browser.is_connected()
    with served(tmp_path_factory.mktemp("lesson") / "empty.duckdb") as address:
        yield address


def step(page: Page, number: int) -> None:
    """Wait until the card shows a step, and the page is still."""
    page.locator(".st-key-lesson").get_by_text(f"สอนทีละขั้น {number} จาก 5").wait_for(timeout=SECONDS)
    settled(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_a_new_officer_is_led_from_nothing_to_a_radar(page: Page, empty_address: str) -> None:
    page.goto(empty_address)
    settled(page)
    page.get_by_role("link", name="สอนฉันทีละขั้น").first.click()
    step(page, 1)
    assert "lesson=" not in page.url
    page.reload()  # what was uploaded is gone with the session, the lesson is not
    step(page, 1)
    press(page, "ใช้ไฟล์ฝึก")
    step(page, 2)
    press(page, "พักไว้")
    expect(page.locator(".st-key-lesson")).to_have_count(0)
    press(page, "วิธีอ่านหน้านี้")
    page.get_by_role("link", name="สอนฉันทีละขั้น").click()
    step(page, 2)  # the file waits still
    page.keyboard.press("Escape")
    press(page, "ตรวจไฟล์ตามนี้")  # a click fails where the card lies over what it explains
    step(page, 3)
    press(page, "ดูแล้ว ไปบันทึก")
    step(page, 4)
    press(page, "บันทึก 1 ไฟล์ที่พร้อม")
    step(page, 5)
    page.reload()
    step(page, 5)
    page.get_by_role("link", name="ไปดูเรดาร์").click()
    page.get_by_text("จบบทเรียน").wait_for(timeout=SECONDS)
    settled(page)
    assert page.locator(".st-key-radar-axes .js-plotly-plot").is_visible()
    assert page.get_by_role("heading", name="ตำบลเกาะแก้ว · ปี 2562").is_visible()
    page.get_by_role("link", name="1 ข้อมูลนำเข้า").click()
    page.get_by_role("heading", name="ข้อมูลนำเข้า").wait_for(timeout=SECONDS)
    settled(page)
    expect(page.locator(".st-key-lesson")).to_have_count(0)
    assert "radar_lesson" not in page.evaluate("() => document.cookie")


def test_a_problem_of_a_file_leads_to_its_answer_and_the_file_waits(page: Page, empty_address: str) -> None:
    locked: FilePayload = {"name": "~$ตำบล.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": b"\x00" * 165}
    page.goto(f"{empty_address}/input-data")
    settled(page)
    page.locator("input[type=file]").set_input_files([locked])
    link = page.get_by_role("link", name="วิธีแก้ทีละขั้น")
    link.wait_for(timeout=SECONDS)
    with page.expect_popup() as opening:
        link.click()
    answer = opening.value
    answer.locator(".st-key-asked-answer").get_by_role("heading", name="เลือกไฟล์ผิดชนิด").wait_for(timeout=SECONDS)
    assert "/help?part=problems&rule=F" in answer.url
    answer.close()
    assert page.get_by_role("button", name="นำไฟล์นี้ออก").is_visible()
