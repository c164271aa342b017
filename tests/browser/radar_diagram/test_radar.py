"""The radar page in a real Chromium: clicks, keyboard, the way back, touch, files, and nothing cut on a phone."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from docs.screens import settled
from tests.browser.tab import show

pytestmark = pytest.mark.browser
JPT = "/radar-diagram?area=83&set=jpt-2560&year=2564"
VIEWS = {
    "axes": JPT,
    "one axis": f"{JPT}&axis=d5&beside=peers&also=2563",
    "indicator": f"{JPT}&axis=d4&indicator=jpt-2560-23",
    "tpmap": f"{JPT}&view=tpmap",
    "tpmap, long name on top": "/radar-diagram?area=8301&set=jpt-2560&year=2565&view=tpmap&axis=tpmap-4",
    "every indicator": f"{JPT}&show=indicators&scale=rank",
    "areas": f"{JPT}&show=areas&level=village",
    "all kinds": f"{JPT}&kinds=all",
    "reports": "/radar-diagram?area=83&set=nrd2c-2555&year=2564&show=reports",
    "no data": "/radar-diagram?area=830151&set=nrd2c-2555&year=2564",
}


def dots(page: Page) -> Locator:
    return page.locator(".polarlayer path.point")


def click_dot(page: Page, position: int) -> None:
    dots(page).first.wait_for()
    box = dots(page).nth(position).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settled(page)


def test_a_click_on_an_axis_then_on_an_indicator_leads_down_once_and_back(tab: Page, sample_address: str) -> None:
    tab.set_viewport_size({"width": 1366, "height": 1600})
    show(tab, sample_address + JPT)
    click_dot(tab, dots(tab).count() - 3)
    assert "axis=d4" in tab.url
    click_dot(tab, dots(tab).count() - 1)
    assert "indicator=jpt-2560-20" in tab.url
    assert tab.get_by_text("ใครถูกนับ").is_visible()
    tab.get_by_role("button", name="ทุกด้าน").click()
    settled(tab)
    assert "axis" not in tab.url
    tab.get_by_text("อ่านทีละแกน").wait_for()
    assert "axis" not in tab.url, "a click made before must not count again"
    click_dot(tab, dots(tab).count() - 3)
    assert "axis=d4" in tab.url


def test_the_back_button_of_the_browser_leads_up(tab: Page, sample_address: str) -> None:
    tab.set_viewport_size({"width": 1366, "height": 1600})
    show(tab, sample_address + JPT)
    click_dot(tab, dots(tab).count() - 3)
    tab.get_by_role("button", name="ทุกด้าน").wait_for()
    tab.go_back()
    settled(tab)
    assert "axis" not in tab.url
    assert tab.get_by_role("button", name="ทุกด้าน").count() == 0


def test_the_keyboard_leads_down_too(tab: Page, sample_address: str) -> None:
    show(tab, sample_address + JPT)
    pill = tab.locator('[data-testid="stButtonGroup"] button', has_text="การศึกษา")
    pill.wait_for()
    pill.focus()
    tab.keyboard.press("Enter")
    settled(tab)
    assert "axis=d3" in tab.url


def test_a_row_of_the_table_leads_down(tab: Page, sample_address: str) -> None:
    tab.set_viewport_size({"width": 1366, "height": 2200})
    show(tab, sample_address + JPT)
    dots(tab).first.wait_for()
    settled(tab)
    tab.locator('[data-testid="stDataFrame"] canvas').first.click(position={"x": 15, "y": 100}, force=True)
    tab.get_by_role("button", name="ทุกด้าน").wait_for()
    assert "axis=d2" in tab.url


def test_a_row_of_the_table_leads_down_by_keyboard(tab: Page, sample_address: str) -> None:
    tab.set_viewport_size({"width": 1366, "height": 2200})
    show(tab, sample_address + JPT)
    dots(tab).first.wait_for()
    table = tab.locator('[data-testid="stDataFrame"] canvas').first
    table.wait_for()
    table.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Shift+Space"):
        tab.keyboard.press(key)
    tab.get_by_role("button", name="ทุกด้าน").wait_for()
    assert "axis=d" in tab.url


@pytest.mark.parametrize("scale", ["focused", "stretched", "linear", "rank"])
def test_ring_labels_can_be_told_apart_on_a_phone(tab: Page, sample_address: str, scale: str) -> None:
    tab.set_viewport_size({"width": 390, "height": 1600})
    page = show(tab, f"{sample_address}{JPT.replace('area=83', 'area=8301')}&scale={scale}")
    dots(page).first.wait_for()
    labels = page.evaluate(
        """() => [...document.querySelector('.js-plotly-plot').querySelectorAll('.polarlayer .textpoint text')]
          .map(label => [label.textContent.trim(), label.getBoundingClientRect().toJSON()])
          .filter(([text]) => text)"""
    )
    assert len(labels) >= 3
    # along the first axis, where all scales write; a rank's own percentages stand square to the other axes
    along = [(text, box) for text, box in labels if not re.fullmatch(r"[\d.]+", text)]
    for place, (text, box) in enumerate(along):
        for other, beside in along[place + 1 :]:
            across = min(box["right"], beside["right"]) - max(box["left"], beside["left"])
            upright = min(box["bottom"], beside["bottom"]) - max(box["top"], beside["top"])
            assert across <= 2 or upright <= 4, f"{text} on {other}"
    assert all("%" in text or scale == "rank" for text, _ in along)
    percentages = [text for text, _ in labels if re.fullmatch(r"[\d.]+", text)]
    assert len(percentages) == (20 if scale == "rank" else 0)


@pytest.mark.parametrize("name", list(VIEWS))
def test_no_label_is_cut_no_english_can_be_read_and_a_phone_holds_it(
    tab: Page, sample_address: str, name: str
) -> None:  # fmt: skip
    """On a projector, then on a phone."""
    page = show(tab, sample_address + VIEWS[name])
    assert not cut_labels(page)
    assert english_words(page) <= {
        "xlsx",
        "wilson",
        "tpmap",
        "excel",
        "csv",
        "png",
        "shift",  # as it is printed on the key
    }
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert not cut_labels(page)


def cut_labels(page: Page) -> list[str]:
    """Labels around radars that reach over the edge of their figure, once all figures are drawn and laid out: a busy
    machine lays a figure out anew some time after it was drawn."""
    page.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
          .every(box => box.querySelector('.infolayer'))"""
    )
    for _ in range(10):
        page.wait_for_timeout(500)
        if not (cut := _labels_over_the_edge(page)):
            break
    return cut


def _labels_over_the_edge(page: Page) -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
          const frame = plot.getBoundingClientRect();
          return [...plot.querySelectorAll('.angularaxistick text')].filter(label => {
            const box = label.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1
              || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
          }).map(label => label.textContent);
        })"""
    )


def english_words(page: Page) -> set[str]:
    """The words of Latin letters on the page; names of files are data."""
    text = re.sub(r"[\w.-]+\.(xlsx|csv|xls)\b", " ", seen_words(page))
    return {word.lower() for word in re.findall(r"[A-Za-z]{3,}", text)}


def seen_words(page: Page) -> str:
    """The text of the page without its icons, which are drawn from words by their font."""
    return page.evaluate(
        """() => {
          const shown = [];
          const walk = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const style = getComputedStyle(walk.currentNode.parentElement);
            if (!style.fontFamily.includes('Material') && parseFloat(style.fontSize) > 1)
              shown.push(walk.currentNode.textContent);
          }
          return shown.join(' ');
        }"""
    )


def download(page: Page, label: str, folder: Path) -> Path:
    page.get_by_role("button", name="ดาวน์โหลด").click()
    with page.expect_download() as started:
        page.get_by_role("button", name=label).click()
    target = folder / started.value.suggested_filename
    started.value.save_as(target)
    return target


def test_files_come_with_thai_names_and_say_they_are_made_up(tab: Page, sample_address: str, tmp_path: Path) -> None:
    show(tab, sample_address + JPT)
    path = download(tab, "ตาราง Excel", tmp_path)
    assert path.name == "เรดาร์_จังหวัดภูเก็ต_2564_ข้อมูลสังเคราะห์.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert "สังเคราะห์" in str(book.worksheets[0]["A2"].value)
    show(tab, sample_address + JPT)
    picture = download(tab, "รูป PNG: เรดาร์", tmp_path)
    assert picture.name.startswith("เรดาร์_จังหวัดภูเก็ต_2564")
    with Image.open(picture) as drawn:
        assert drawn.width == 1800


def test_a_file_of_another_kind_of_data_is_named_after_its_own_year(
    tab: Page, sample_address: str, tmp_path: Path
) -> None:
    show(tab, f"{sample_address}/radar-diagram?area=83&set=jpt-2560&year=2563&kinds=all")
    picture = download(tab, "รูป PNG: กชช.2ค", tmp_path)
    assert picture.name == "เรดาร์ทุกชนิดข้อมูล_กชช.2ค_จังหวัดภูเก็ต_2564_ข้อมูลสังเคราะห์.png"
    with Image.open(picture) as drawn:
        assert drawn.width == 1800


def test_a_radar_on_a_phone_has_no_empty_space_above_and_below(tab: Page, sample_address: str) -> None:
    heights = {}
    for width in (390, 1366):
        tab.set_viewport_size({"width": width, "height": 844})
        show(tab, sample_address + JPT)
        box = tab.locator('[class*="st-key-polar"] .main-svg').first.bounding_box()
        assert box is not None
        heights[width] = box["height"]
        assert box["height"] < box["width"] + 60
    assert heights[390] < heights[1366] - 80
