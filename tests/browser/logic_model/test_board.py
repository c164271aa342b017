"""The board of a plan in a real Chromium: typed, moved, linked, kept through a reload, and shared by two people."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from docs.screens import settled
from tests.browser.tab import lines_of_views

pytestmark = pytest.mark.browser
SAVED = re.compile(r"บันทึกแล้ว รุ่น \d+ · \d\d:\d\d")
NAME = "ผู้ใหญ่บ้าน สมชายคานารี ใจดีปลอม"
LEAST_PX = 24


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    settled(page)
    page.locator(".column").first.wait_for()
    return page


def empty_plan(page: Page, address: str, area: str) -> str:
    """Begin a plan by hand in an area that has none, and give its address."""
    page.goto(f"{address}/logic-model?area={area}&set=jpt-2560&year=2565")
    settled(page)
    page.get_by_role("button", name="เริ่มจากแผนว่าง").click()
    page.locator(".column").first.wait_for()
    page.wait_for_function("() => location.search.includes('plan=')")
    settled(page)
    return page.url


def add(page: Page, kind: str, words: str) -> None:
    page.locator(f".column[data-kind={kind}] .add").click()
    page.keyboard.type(words)
    expect(cards(page, kind).last).to_have_value(words)


def cards(page: Page, kind: str) -> Locator:
    return page.locator(f".column[data-kind={kind}] textarea")


def texts(page: Page, kind: str) -> list[str]:
    return [each.input_value() for each in cards(page, kind).all()]


def wait_until_saved(page: Page) -> str:
    status = page.locator(".status")
    expect(status).to_have_text(SAVED, timeout=15_000)
    return status.inner_text()


def test_what_was_typed_survives_a_reload_and_is_saved_by_itself(page: Page, sample_address: str) -> None:
    address = empty_plan(page, sample_address, "830104")
    assert lines_of_views(page) == 1
    add(page, "problem", "รายได้ต่ำกว่าเกณฑ์")
    assert wait_until_saved(page).startswith("บันทึกแล้ว รุ่น 1 ")
    cards(page, "problem").first.focus()
    page.keyboard.press("End")
    page.keyboard.type(" มากขึ้น")
    opened(page, address)  # before the pause after typing has ended
    assert texts(page, "problem") == ["รายได้ต่ำกว่าเกณฑ์ มากขึ้น"]
    wait_until_saved(page)
    page.wait_for_timeout(2_000)
    opened(page, address)
    assert texts(page, "problem") == ["รายได้ต่ำกว่าเกณฑ์ มากขึ้น"]
    assert wait_until_saved(page).startswith("บันทึกแล้ว รุ่น 2 ")
    assert (
        page.evaluate("() => Object.keys(localStorage).filter((name) => name.startsWith('community-radar')).length")
        == 0
    )


def test_cards_are_linked_moved_and_deleted_and_every_step_is_undone(page: Page, sample_address: str) -> None:
    address = empty_plan(page, sample_address, "830105")
    add(page, "problem", "ปัญหาหนึ่ง")
    add(page, "cause", "สาเหตุหนึ่ง")  # follows from the card chosen before
    add(page, "cause", "สาเหตุสอง")
    lines = page.locator(".lines path")
    assert lines.count() == 1
    # by keyboard: up, and to the right and back
    page.keyboard.press("Alt+ArrowUp")
    assert texts(page, "cause") == ["สาเหตุสอง", "สาเหตุหนึ่ง"]
    page.keyboard.press("Alt+ArrowRight")
    assert texts(page, "input") == ["สาเหตุสอง"]
    page.keyboard.press("Alt+ArrowLeft")
    # linked by keyboard: the link button of the other card is reached with Tab
    page.keyboard.press("Alt+l")
    page.locator(".column[data-kind=problem] .link").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert lines.count() == 2
    # what hangs together with the chosen card stands out
    cards(page, "cause").last.click()
    assert page.locator(".lines path.on-path").count() == 1
    # by mouse: carried by its grip into another column
    start = page.locator(".column[data-kind=cause] .grip").first.bounding_box()
    end = page.locator(".column[data-kind=activity]").bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 60, steps=6)
    page.mouse.up()
    assert len(texts(page, "activity")) == 1
    assert len(texts(page, "cause")) == 1
    page.keyboard.press("Control+z")
    assert len(texts(page, "cause")) == 2
    page.keyboard.press("Control+y")
    assert len(texts(page, "activity")) == 1
    # deleted, and brought back with its links
    cards(page, "problem").first.click()
    page.get_by_role("button", name="ลบใบนี้").click()
    assert texts(page, "problem") == []
    assert lines.count() == 0
    page.get_by_role("button", name="เลิกทำ").click()
    assert texts(page, "problem") == ["ปัญหาหนึ่ง"]
    assert lines.count() == 2
    wait_until_saved(page)
    opened(page, address)
    assert (len(texts(page, "cause")), len(texts(page, "activity")), lines.count()) == (1, 1, 2)


def test_details_are_typed_read_and_said_where_they_are_wrong(page: Page, sample_address: str) -> None:
    address = empty_plan(page, sample_address, "830106")
    add(page, "problem", "เด็กขาดสารอาหาร")
    page.keyboard.press("Alt+Enter")
    panel = page.locator(".details-panel")
    panel.get_by_label("ค่าฐาน (%)").fill("๑๒.๕")
    panel.get_by_label("ปีของค่าฐาน").fill("สองพัน")
    assert panel.get_by_role("alert").filter(has_text="จำนวนเต็ม").count() == 1
    panel.get_by_label("ปีของค่าฐาน").fill("2565")
    panel.get_by_label("จำนวนที่จะเข้าถึง").fill("14")
    panel.get_by_role("button", name="+ ความเสี่ยง").click()
    panel.locator(".risk").get_by_label("ข้อความ").fill("ฝนทิ้งช่วง")
    panel.locator(".risk").get_by_label("มาตรการรองรับ").fill("เตรียมน้ำสำรอง")
    wait_until_saved(page)
    opened(page, address)
    cards(page, "problem").first.focus()
    page.keyboard.press("Alt+Enter")
    assert panel.get_by_label("ค่าฐาน (%)").input_value() == "12.5"
    assert panel.get_by_label("ปีของค่าฐาน").input_value() == "2565"
    assert panel.locator(".risk").get_by_label("มาตรการรองรับ").input_value() == "เตรียมน้ำสำรอง"


def test_the_potential_of_the_area_is_typed_below_its_side(page: Page, sample_address: str) -> None:
    address = empty_plan(page, sample_address, "830251")
    page.locator(".potential").click()
    capital = page.locator("section[data-side=capital]")
    capital.get_by_role("button", name="+ ทุนชุมชน").click()
    page.keyboard.type("กลุ่มออมทรัพย์ 40 ปี")
    page.locator("section[data-side=threat]").get_by_role("button", name="+ อุปสรรค").click()
    page.keyboard.type("น้ำท่วมทุกปี")
    wait_until_saved(page)
    page.locator("section[data-side=threat]").get_by_role("button", name="ลบข้อนี้").click()
    wait_until_saved(page)
    opened(page, address)
    page.locator(".potential").click()
    assert [each.input_value() for each in page.locator(".details-panel input").all()] == ["กลุ่มออมทรัพย์ 40 ปี"]
    page.locator(".details-panel .close").click()
    assert page.locator(".details-panel").count() == 0


def test_two_people_on_one_card_see_both_texts_and_lose_nothing(page: Page, second: Page, sample_address: str) -> None:
    address = empty_plan(page, sample_address, "830107")
    add(page, "problem", "ข้อความเดิม")
    add(page, "cause", "สาเหตุ")
    wait_until_saved(page)
    opened(second, address)
    cards(second, "problem").first.fill("ข้อความของอีกฝ่าย")
    wait_until_saved(second)
    cards(page, "problem").first.fill("ข้อความของฉัน")
    cards(page, "cause").first.fill("สาเหตุของฉัน")
    conflict = page.locator(".conflict")
    conflict.wait_for()
    assert conflict.locator("fieldset").count() == 2
    both = conflict.locator("fieldset").first.inner_text()
    assert "ข้อความของฉัน" in both
    assert "ข้อความของอีกฝ่าย" in both
    settle = conflict.locator(".settle")
    assert settle.is_disabled()  # the card that both changed is to be decided on
    opened(page, address)  # nothing is lost by a reload
    conflict.get_by_label("ของอีกฝ่าย").first.check()
    settle.click()
    wait_until_saved(page)
    opened(second, address)
    assert texts(second, "problem") == ["ข้อความของอีกฝ่าย"]
    assert texts(second, "cause") == ["สาเหตุของฉัน"]
    page.locator(".undo").click()
    assert texts(page, "problem") == ["ข้อความของฉัน"]


def test_a_name_stays_in_the_browser_until_somebody_decides(page: Page, second: Page, sample_address: str) -> None:
    address = empty_plan(page, sample_address, "830108")
    add(page, "cause", f"ประสาน {NAME}")
    flagged = page.locator(".flagged")
    flagged.wait_for()
    opened(second, address)
    assert texts(second, "cause") == []
    opened(page, address)
    assert texts(page, "cause") == [f"ประสาน {NAME}"]
    flagged.wait_for()
    flagged.get_by_role("button", name="แก้ข้อความนี้").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("ประสานผู้นำหมู่บ้าน")
    wait_until_saved(page)
    add(page, "cause", f"ขอให้ {NAME} ช่วย")
    flagged.get_by_role("button", name="เก็บข้อความนี้ไว้").click()
    wait_until_saved(page)
    opened(second, address)
    assert texts(second, "cause") == ["ประสานผู้นำหมู่บ้าน", f"ขอให้ {NAME} ช่วย"]


def test_what_no_board_sends_is_refused_said_and_can_be_let_go(page: Page, sample_address: str) -> None:
    address = empty_plan(page, sample_address, "830151")
    part = {"id": "x-1", "kind": "prose", "content": {"text": "<img src=x>"}}
    left = {"version": 0, "base": [], "at": 0, "parts": [part]}
    place = f"community-radar-plan:{page.locator('.board').get_attribute('data-plan')}:a-tab-that-was-closed"
    page.evaluate("([place, kept]) => localStorage.setItem(place, kept)", [place, json.dumps(left)])
    opened(page, address)
    expect(page.locator(".status")).to_have_text(re.compile("ไม่รู้จักชนิด"), timeout=15_000)
    page.get_by_role("button", name="ใช้รุ่นที่บันทึกไว้แทน").click()
    add(page, "problem", "ของจริง")
    wait_until_saved(page)
    opened(page, address)
    assert texts(page, "problem") == ["ของจริง"]


def test_a_phone_shows_one_column_and_everything_can_be_pressed(phone: Page, sample_address: str) -> None:
    page = phone
    empty_plan(page, sample_address, "830203")
    add(page, "problem", "น้ำไม่พอใช้")
    page.locator(".chip[data-kind=activity]").tap()
    add(page, "activity", "ขุดลอกสระ")
    visible = [each for each in page.locator(".column").all() if each.is_visible()]
    assert [each.get_attribute("data-kind") for each in visible] == ["activity"]
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    for button in page.locator(".board button, .board textarea").all():
        size = button.bounding_box()
        if size is not None and button.is_visible():
            assert min(size["width"], size["height"]) >= LEAST_PX, button.inner_text()
    page.get_by_role("button", name="ย้ายไปคอลัมน์ซ้าย").tap()
    assert page.locator(".chip[data-kind=input]").get_attribute("aria-pressed") == "true"
    assert texts(page, "input") == ["ขุดลอกสระ"]
    wait_until_saved(page)
