"""A whole meeting in a real Chromium with 30 phones over plain HTTP: the story by a clicker, a trial, votes, the end,
the result on the screen, in the plan and in its Word file. The time from the start to the first vote is printed."""

import http.client
import io
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from docs.screens import settled
from tests.browser.server import served
from tests.browser.tab import show

pytestmark = pytest.mark.browser
TAMBON = "830104"
TITLES = ["เราอยู่ตรงไหน", "เรดาร์ของเรา", "อะไรเป็นปัญหา แน่ใจเพียงใด", "เทียบกับใคร", "ควรดูเรื่องใดก่อน", "เราจะทำอะไร"]
OWN = "ถนนมืด ไม่มีไฟทาง"
SAVING, LIQUOR, HOUSE, POLLUTION = "ไม่มีการเก็บออมเงิน", "ดื่มสุรา", "บ้านไม่เป็นระเบียบ ไม่สะอาด", "ถูกรบกวนจากมลพิษ"
PHONES = 30
MOST_SECONDS = 120  # from the start to the first vote
SMALL = [("83030401", "radar"), ("83010406", "radar"), ("83010406", "against")]  # villages with hidden dimensions
SCREENS = ["where", "radar", "wrong", "against", "first", "do", "vote", "result", "differ"]
# Of every text on the screen: the smallest letters in px, and by how much anything is higher or wider than its place.
LETTERS = """() => {
  const sizes = [];
  for (const each of document.querySelectorAll('.st-key-hall *, .st-key-hall-foot *')) {
    const box = each.getBoundingClientRect();
    const isText = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!isText || !box.width || !box.height || each.closest('[data-testid=stIconMaterial]')) continue;
    sizes.push(parseFloat(getComputedStyle(each).fontSize));
  }
  const hall = document.querySelector('.st-key-hall'), page = document.querySelector('[data-testid=stMain]');
  const beyond = [...hall.querySelectorAll('p, td, h1, button, img, svg')].map((each) => each.getBoundingClientRect())
    .filter((box) => box.width && box.bottom > window.innerHeight - 76 + 1 || box.right > window.innerWidth + 1);
  return [Math.min(...sizes), page.scrollHeight - page.clientHeight, hall.scrollHeight - hall.clientHeight,
    beyond.length];
}"""


@pytest.fixture(scope="module")
def address(
    browser: Browser, copy_of_sample: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A dashboard of its own: the result of the meeting is written into its database."""
    assert browser.is_connected()
    with served(copy_of_sample(tmp_path_factory.mktemp("hall") / "hall.duckdb")) as found:
        yield found


class Phone:
    """A phone that knows the address on the screen: its cookie, and what it sends."""

    def __init__(self, address: str, own_address: str = "127.0.0.2") -> None:
        parts = urlsplit(address)
        self.host, self.path, self.own_address = parts.netloc, parts.path, own_address
        status, self.page, headers = self.ask("GET", "")
        assert status == 200
        self.cookie = headers["Set-Cookie"].partition(";")[0]

    def ask(self, method: str, body: str, **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection(self.host, timeout=10, source_address=(self.own_address, 0))
        try:
            connection.request(method, self.path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()

    def vote(self, points: dict[int, int]) -> int:
        body = urlencode({f"p{number}": count for number, count in points.items()})
        return self.ask("POST", body, Cookie=self.cookie, **{"Content-Type": "application/x-www-form-urlencoded"})[0]


def test_a_whole_meeting_with_thirty_phones(page: Page, address: str) -> None:
    show(page, f"{address}/radar-analysis?area={TAMBON}&set=jpt-2560&year=2565")
    begun = time.monotonic()
    page.get_by_role("link", name="เริ่มเวทีประชาคม").click()
    told_by_a_clicker(page)
    ballot = opened_and_tried(page)
    first, phone = votes_come_in(ballot)
    taken = time.monotonic() - first
    sys.stdout.write(
        f"\nfrom the start to the first vote: {first - begun:.1f} s, then {PHONES} phones: {taken:.2f} s\n"
    )
    assert first - begun < MOST_SECONDS
    expect(page.locator(".st-key-hall-count")).to_contain_text(f"รับแล้ว {PHONES} บัตร", timeout=15_000)
    page.get_by_role("button", name="จบเวทีและดูผล").click()
    result_on_the_screen(page)
    assert (phone.ask("GET", "", Cookie=phone.cookie)[0], phone.vote({0: 10})) == (410, 410)
    carried_into_the_plan(page)


def told_by_a_clicker(page: Page) -> None:
    """Every key that a clicker may send goes on or back; the URL holds codes alone."""
    for number, key in enumerate(["", "PageDown", "ArrowRight", " ", "ArrowDown", "PageDown"]):
        if key:
            page.keyboard.press(key)
        expect(page.locator("h1")).to_have_text(TITLES[number], timeout=15_000)
        expect(page.locator(".st-key-hall-labels")).to_contain_text("ข้อมูลสังเคราะห์ ไม่ใช่ข้อมูลจริง")
        expect(page.locator(".st-key-hall-labels")).to_contain_text("ซ่อนจำนวน 1–9 ราย")
    page.keyboard.press("PageUp")
    expect(page.locator("h1")).to_have_text(TITLES[4], timeout=15_000)
    assert re.fullmatch(r"[\w/:.?&=-]+", page.url), page.url
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.locator("h1")).to_contain_text("ลงคะแนน", timeout=15_000)


def opened_and_tried(page: Page) -> str:
    """What people name is added, the listener is opened, one phone tries it; gives the address on the screen."""
    page.get_by_role("button", name="เตรียมลงคะแนน").click()
    page.get_by_label("เรื่องที่คนในเวทีเสนอเอง").fill(f"{OWN}\nนายสมชาย ใจดี ไม่ช่วยงาน")
    page.get_by_label("เรื่องที่คนในเวทีเสนอเอง").blur()
    expect(page.get_by_text("ไม่ใส่ลงบัตร เพราะอาจระบุตัวบุคคล")).to_be_visible(timeout=15_000)
    page.set_viewport_size({"width": 1366, "height": 1600})
    settled(page)
    page.get_by_role("combobox", name="การ์ดเครือข่าย").click()
    page.get_by_role("option", name=re.compile(r"^127\.0\.0\.1")).click()
    settled(page)
    page.get_by_label("สถานที่").fill("ศาลาหมู่ 2")
    page.get_by_role("button", name="เปิดให้โทรศัพท์ลอง").click()  # at once, the field still in hand
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(page.get_by_text("ยังไม่มีโทรศัพท์เปิดหน้านี้")).to_be_visible(timeout=15_000)
    ballot = page.locator(".st-key-hall-trial-address").inner_text().replace("\u2060", "").strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\d{4}", ballot)
    trial = Phone(ballot)
    assert "ทดลอง" in trial.page
    assert trial.vote({0: 10}) == 303
    expect(page.get_by_text("โทรศัพท์ต่อถึงเครื่องนี้แล้ว")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="เริ่มลงคะแนนจริง").click()
    expect(page.locator(".st-key-hall-count")).to_contain_text("รับแล้ว 0 บัตร", timeout=15_000)
    assert page.locator(".st-key-hall-address").inner_text().replace("\u2060", "").strip() == ballot
    return ballot


def votes_come_in(ballot: str) -> tuple[float, Phone]:
    """20 phones give 6 to the road and 4 to saving, 10 give 5 to saving, 3 to liquor, 2 to the road; gives when the
    first vote was taken, and its phone."""
    phones = [Phone(ballot) for _ in range(PHONES)]
    shown = re.findall(r"<span>(.*?)</span>", phones[0].page)
    assert "สมชาย" not in phones[0].page
    saving, liquor, road = (shown.index(each) for each in (SAVING, LIQUOR, OWN))
    first = 0.0
    for number, phone in enumerate(phones):
        assert phone.vote({road: 6, saving: 4} if number < 20 else {saving: 5, liquor: 3, road: 2}) == 303
        first = first or time.monotonic()
    assert phones[0].vote({road: 9, saving: 4}) == 422
    return first, phones[0]


def result_on_the_screen(page: Page) -> None:
    """Points: road 20·6 + 10·2 = 140, saving 20·4 + 10·5 = 130, liquor 30; all are among the first three of their
    ballots. By the figures saving, houses and pollution lead."""
    page.locator(".st-key-hall table").wait_for(timeout=30_000)
    rows = [
        [cell.inner_text().strip() for cell in row.locator("td").all()]
        for row in page.locator(".st-key-hall tbody tr").all()
    ]
    assert rows[:3] == [
        ["1", SAVING, "2", "130", "30", "ตรงกัน"], ["2", HOUSE, "–", "0", "0", "ตัวเลขมากกว่า"],
        ["3", POLLUTION, "–", "0", "0", "ตัวเลขมากกว่า"],
    ]  # fmt: skip
    assert ["–", OWN, "1", "140", "30", "คนมากกว่า"] in rows
    assert ["6", LIQUOR, "3", "30", "10", "คนมากกว่า"] in rows
    hall = page.locator(".st-key-hall")
    expect(hall).to_contain_text("ศาลาหมู่ 2 · 30 บัตร · แบ่ง 10 คะแนน")
    page.keyboard.press("PageDown")
    expect(page.locator("h1")).to_have_text("คนกับตัวเลขต่างกันตรงไหน", timeout=15_000)
    expect(hall).to_contain_text("คนมากกว่า: คนให้อันดับ 1 · ตัวเลขไม่จัดลำดับ")
    expect(hall).to_contain_text("ตัวเลขมากกว่า: คนไม่ให้คะแนน · ตัวเลขอันดับ 2")


def carried_into_the_plan(page: Page) -> None:
    """What people put first goes into the plan by a click; its Word file says what they said of it."""
    page.get_by_role("button", name="เพิ่มเรื่องที่คนเลือกลงแผน (2)").click()
    expect(page.locator(".st-key-hall")).to_contain_text("เพิ่มลงแผนแล้ว 2 เรื่อง", timeout=15_000)
    page.get_by_role("link", name="เปิดแผน").click()
    standing = page.locator(".st-key-plan-standing")
    expect(standing).to_contain_text(f"ประชาคมให้คะแนน {OWN} 140 · {SAVING} 130 · {LIQUOR} 30", timeout=30_000)
    show(page, f"{page.url}&part=paper")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="แผน (Word)").click()
    document = docx.Document(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["1", SAVING, "2", "130", "30", "ตรงกัน"] in rows
    assert ["–", OWN, "1", "140", "30", "คนมากกว่า"] in rows
    told = "ประชาคมให้คะแนน 130 อันดับ 2 ของคน · ติด 3 อันดับแรกของ 30 จาก 30 บัตร"
    assert any(told in cell and cell.startswith(SAVING) for row in rows for cell in row)
    lines = [each.text for each in document.paragraphs]
    assert any("ศาลาหมู่ 2 · 30 บัตร · แบ่ง 10 คะแนน" in line for line in lines)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (1024, 768)])
def test_every_screen_is_large_and_nothing_scrolls(page: Page, address: str, width: int, height: int) -> None:
    """And no other machine is asked for anything."""
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_viewport_size({"width": width, "height": height})
    for area, screen in [*((TAMBON, each) for each in SCREENS), *SMALL]:
        show(page, f"{address}/workshop?area={area}&set=jpt-2560&year=2565&screen={screen}")
        smallest, scrolls, hidden, beyond = page.evaluate(LETTERS)
        assert smallest >= 24, (area, screen)
        assert (scrolls, hidden, beyond) == (0, 0, 0), (area, screen)
    assert {urlsplit(each).hostname for each in asked if each.startswith(("http", "ws"))} == {"127.0.0.1"}
    assert errors == []


def test_a_village_in_its_own_hall_may_see_all_and_every_screen_says_so(page: Page, address: str) -> None:
    village = f"{address}/workshop?area=83010401&set=jpt-2560&year=2565"
    show(page, f"{village}&screen=first")
    expect(page.locator(".st-key-hall")).to_contain_text("1–9 = จำนวนน้อย")
    show(page, f"{village}&screen=where")
    page.get_by_role("button", name="แสดงครบทุกจำนวน").click()
    for number in range(6):
        expect(page.locator("h1")).to_have_text(TITLES[number], timeout=15_000)
        expect(page.locator(".st-key-hall-labels")).to_contain_text("ใช้ในเวทีนี้เท่านั้น")
        assert "1–9 = จำนวนน้อย" not in page.locator(".st-key-hall").inner_text()
        page.keyboard.press("PageDown")
    expect(page.locator(".st-key-hall-labels")).to_contain_text("ใช้ในเวทีนี้เท่านั้น")
    link = page.url
    other = page.context.new_page()
    show(other, link.replace("screen=vote", "screen=first"))
    expect(other.locator(".st-key-hall-labels")).to_contain_text("ซ่อนจำนวน 1–9 ราย")
    other.close()


def test_the_ballot_on_a_phone(browser: Browser, page: Page, address: str) -> None:
    """An overspent ballot comes back as it was, with one sentence; mended, it is taken. No script is needed."""
    show(page, f"{address}/workshop?area={TAMBON}&set=jpt-2560&year=2565&screen=vote")
    ballot = opened_and_tried(page)
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False, has_touch=True)
    phone = context.new_page()
    phone.goto(ballot)
    choices = phone.locator("select")
    choices.nth(0).select_option("7")
    choices.nth(1).select_option("5")
    phone.get_by_role("button", name="ส่งบัตร").click()
    expect(phone.get_by_role("alert")).to_have_text("ท่านให้ไป 12 คะแนน แต่มีเพียง 10 คะแนน ลดลง 2 คะแนนแล้วกดส่งอีกครั้ง")
    assert [choices.nth(each).input_value() for each in range(3)] == ["7", "5", "0"]
    choices.nth(1).select_option("3")
    phone.get_by_role("button", name="ส่งบัตร").click()
    expect(phone.get_by_text("ได้รับบัตรของท่านแล้ว")).to_be_visible()
    expect(page.locator(".st-key-hall-count")).to_contain_text("รับแล้ว 1 บัตร", timeout=15_000)
    box = phone.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= 390
    page.get_by_role("button", name="จบเวทีและดูผล").click()
    expect(page.locator("h1")).to_have_text("ผลของเวที", timeout=15_000)
    phone.reload()
    expect(phone.get_by_text("ปิดรับคะแนนแล้ว")).to_be_visible()
    expect(phone.get_by_text("นับรวมในผลแล้ว")).to_be_visible()
    context.close()
    page.keyboard.press("PageDown")
    expect(page.locator(".st-key-hall")).to_contain_text("มีเพียง 1 เสียง", timeout=15_000)


def test_the_listener_goes_with_the_tab(page: Page, address: str) -> None:
    """A tab that is closed takes the port with it, half a minute later."""
    show(page, f"{address}/workshop?area={TAMBON}&set=jpt-2560&year=2565&screen=vote")
    ballot = opened_and_tried(page)
    Phone(ballot)
    page.goto("about:blank")
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            Phone(ballot)
        except ConnectionError:
            return
        time.sleep(2)
    pytest.fail("the port is still open")
