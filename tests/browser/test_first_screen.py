"""What is seen before anybody scrolls or presses: the answer, then the controls; and what a browser is sent."""

import re

import pytest
from playwright.sync_api import Page, Request
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from docs.screens import settled
from tests.browser.tab import lines_of_views, show

pytestmark = pytest.mark.browser
WIDE, PHONE = (1366, 768), (390, 844)
PLACE = "set=jpt-2560&year=2565"
RADAR = ".st-key-radar-axes .js-plotly-plot"
FIRST_VISIT_BYTES = 4_000_000


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return {"top": found["y"], "bottom": found["y"] + found["height"]}


def opened(page: Page, address: str, size: tuple[int, int]) -> Page:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    settled(page)
    return page


def seen(tab: Page, address: str, size: tuple[int, int]) -> Page:
    """As `opened`, in a tab that is kept."""
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    return show(tab, address)


GRADED = "set=nrd2c-2555&year=2564"  # has a view more than the others, and three kinds of data beside it


@pytest.mark.parametrize(("area", "place"), [("83", PLACE), ("830103", PLACE), ("83010301", PLACE), ("8301", GRADED)])
def test_name_sentence_and_the_whole_radar_stand_above_the_fold(
    tab: Page, sample_address: str, area: str, place: str
) -> None:
    page = seen(tab, f"{sample_address}/radar-diagram?area={area}&{place}", WIDE)
    assert box(page, "h1")["bottom"] < 300
    assert box(page, ".st-key-answer")["bottom"] < 300
    assert box(page, RADAR)["bottom"] <= WIDE[1]


def test_all_that_is_drawn_stands_there_below_a_note_of_what_was_not_found(tab: Page, sample_address: str) -> None:
    page = seen(tab, f"{sample_address}/radar-diagram?area=30&{PLACE}", WIDE)
    assert "จึงแสดงประเทศไทย แทน" in page.locator(".st-key-not-found").inner_text()
    assert box(page, f"{RADAR} .polar")["bottom"] <= WIDE[1]


@pytest.mark.parametrize("area", ["83", "830103"])
def test_a_phone_shows_the_sentence_and_the_upper_half_of_the_radar(page: Page, sample_address: str, area: str) -> None:
    opened(page, f"{sample_address}/radar-diagram?area={area}&{PLACE}", PHONE)
    plot = box(page, RADAR)
    assert (plot["top"] + plot["bottom"]) / 2 <= PHONE[1]
    assert not page.locator("[data-testid=stSelectbox]").first.is_visible()
    page.get_by_role("button", name="เลือกพื้นที่ ปี และมุมมอง").click()
    settled(page)
    assert page.locator("[data-testid=stSelectbox]").first.is_visible()


@pytest.mark.parametrize("stage", ["radar-diagram", "radar-analysis"])
def test_all_filters_of_a_village_stand_in_one_line(tab: Page, sample_address: str, stage: str) -> None:
    page = seen(tab, f"{sample_address}/{stage}?area=83010301&{PLACE}", WIDE)
    first = box(page, "[class*=st-key-filter-bar] [data-testid=stSelectbox]")
    button = box(page, "[class*=st-key-filter-bar] [data-testid=stPopover]")
    assert button["top"] < first["bottom"]


@pytest.mark.parametrize("stage", ["input-data", "comparative"])
def test_the_views_of_a_page_stand_in_one_line(tab: Page, sample_address: str, stage: str) -> None:
    assert lines_of_views(seen(tab, f"{sample_address}/{stage}?area=8301&{PLACE}", WIDE)) == 1


def test_home_shows_the_area_its_sentence_and_its_radar_and_one_next_step(page: Page, sample_address: str) -> None:
    opened(page, f"{sample_address}/radar-diagram?area=830103&{PLACE}", WIDE)
    opened(page, f"{sample_address}/", WIDE)  # another session of the same browser
    assert "เกาะแก้ว" in page.locator("h1").inner_text()
    assert box(page, ".st-key-home-radar .js-plotly-plot")["bottom"] <= WIDE[1]
    assert page.get_by_text("ขั้นต่อไป").count() == 1


def test_what_is_set_otherwise_stands_as_a_chip_that_takes_it_off(tab: Page, sample_address: str) -> None:
    seen(tab, f"{sample_address}/radar-diagram?area=8301&{PLACE}&scale=linear&measure=quality", WIDE)
    chips = tab.locator(".st-key-chip_taken_off button")
    assert chips.count() == 2
    chips.filter(has_text="มาตราส่วน").click()
    settled(tab)
    tab.wait_for_url(re.compile(r"^(?!.*scale=)"))
    assert "measure=quality" in tab.url
    assert tab.locator(".st-key-chip_taken_off button").count() == 1


def test_a_click_on_an_axis_name_leads_down_like_one_on_its_point(tab: Page, sample_address: str) -> None:
    seen(tab, f"{sample_address}/radar-diagram?area=8301&{PLACE}", WIDE)
    for number in range(5):
        name = tab.locator(f"{RADAR} .angularaxistick text").nth(number).bounding_box()
        assert name is not None
        tab.mouse.click(name["x"] + name["width"] / 2, name["y"] + name["height"] / 4)
        tab.wait_for_url(f"**axis=d{number + 1}**")
        tab.get_by_role("button", name="ทุกด้าน").click()
        tab.wait_for_url(re.compile(r"^(?!.*axis=)"))
        settled(tab)


HEADING_BOXES = """() => [...document.querySelectorAll('h1, [class*=st-key-page-heading] p')].filter(
  (words) => !words.closest('[class*=st-key-page-help]')
).map((words) => {
  const range = document.createRange();
  range.selectNodeContents(words);
  const box = range.getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
})"""


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("path", ["radar-diagram", "input-data", "logic-model", "help", "lessons", ""])
def test_help_stands_on_the_first_screen_and_on_no_words(
    tab: Page, sample_address: str, path: str, size: tuple[int, int]
) -> None:
    """The longest name of the sample; home shows it too, as the area last looked at."""
    page = seen(tab, f"{sample_address}/{path}?area=830353&{PLACE}", size)
    button = page.get_by_role("button", name="วิธีอ่านหน้านี้").bounding_box()
    assert button is not None
    right, bottom = button["x"] + button["width"], button["y"] + button["height"]
    assert right <= size[0] and bottom < 150
    boxes = page.evaluate(HEADING_BOXES)
    assert boxes
    for box in boxes:
        apart = box[2] <= button["x"] or box[0] >= right or box[3] <= button["y"] or box[1] >= bottom
        assert apart, (box, button)


@pytest.mark.parametrize("address", ["radar-diagramm?area=83", "a/b"])
def test_an_unknown_address_opens_a_page_in_thai_that_says_so(page: Page, sample_address: str, address: str) -> None:
    opened(page, f"{sample_address}/{address}", WIDE)
    assert page.get_by_text("ไม่พบหน้าที่ลิงก์นั้นชี้ไป").is_visible()
    assert page.locator("[role=dialog]").count() == 0


def test_every_page_is_thai_and_has_a_title_of_its_own(tab: Page, sample_address: str) -> None:
    titles: dict[str, str] = {}
    for name in ("radar-diagram", "radar-analysis", "comparative", "logic-model"):
        page = seen(tab, f"{sample_address}/{name}?area=830103&{PLACE}", WIDE)
        page.wait_for_function("() => document.title.includes('2565')")
        titles[name] = page.title()
        assert page.locator("html").get_attribute("lang") == "th"
    for name, title in (("input-data", "ข้อมูลนำเข้า"), ("help", "คำศัพท์และวิธีใช้"), ("lessons", "บทเรียนฝึก")):
        page = seen(tab, f"{sample_address}/{name}", WIDE)
        page.wait_for_function("title => document.title === `${title} · เรดาร์ชุมชน`", arg=title)
    assert len(set(titles.values())) == 4
    assert titles["radar-diagram"] == "ตำบลเกาะแก้ว · แผนภาพเรดาร์ · 2565"


def test_the_first_visit_sends_little(page: Page, sample_address: str) -> None:
    """With an empty cache: what comes over the wire, scripts packed."""
    context = page.context.browser.new_context()  # type: ignore[union-attr]
    fresh = context.new_page()
    finished: list[Request] = []

    def note(request: Request) -> None:
        finished.append(request)

    fresh.on("requestfinished", note)
    opened(fresh, f"{sample_address}/radar-diagram?area=8301&{PLACE}", WIDE)
    sizes = [request.sizes() for request in finished]
    context.close()
    assert 0 < sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes) < FIRST_VISIT_BYTES


def test_an_option_draws_its_part_of_the_page_alone(page: Page, sample_address: str) -> None:
    """What the server has run is told by its messages: the part, or all of the page."""
    runs: list[bool] = []

    def note(frame: str | bytes) -> None:
        message = ForwardMsg()
        message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
        if message.WhichOneof("type") == "script_finished":
            runs.append(message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    opened(page, f"{sample_address}/radar-diagram?area=8301&{PLACE}", WIDE)
    runs.clear()
    page.get_by_role("button", name="ปรับมุมมอง").click()
    scale = page.get_by_role("combobox", name="มาตราส่วน")
    scale.click()
    page.get_by_role("option", name="เต็ม 0–100 %").click()
    page.wait_for_url("**scale=linear**")
    settled(page)
    page.keyboard.press("Escape")
    chip = page.locator(".st-key-chip_taken_off button")
    assert "เต็ม 0–100 %" in chip.inner_text()
    chip.click()
    page.wait_for_url(re.compile(r"^(?!.*scale=)"))
    settled(page)
    assert chip.count() == 0
    page.get_by_role("radio", name="พื้นที่ย่อยทุกแห่ง").click()
    page.wait_for_url("**show=areas**")
    settled(page)
    assert runs and all(runs)
    page.get_by_role("radio", name="กชช.2ค").first.click()
    page.wait_for_url("**set=nrd2c-2555**")
    settled(page)
    assert not runs[-1]  # the years on offer stand in the filter bar
