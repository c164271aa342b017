"""The one page as picture and PDF: every word of the page, one sheet, and the mark where it must be."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from analysis.core.scope import Question
from analysis.disclosure.outputs import INTERNAL_MARK, Released, for_internal_use, without_figures
from analysis.radar_analysis.data import radar_analysis_data
from analysis.radar_analysis.one_page import OnePage, PageRow, one_page_data, page_lines
from reports.about import About
from reports.one_page import (
    BLANK_SHEET,
    EDGE_PX,
    WIDTH_PX,
    axis_cells,
    can_make_pdf,
    is_figure,
    one_page_pdf,
    one_page_png,
    print_pack_pdf,
    radar_of_page,
)
from reports.png_canvas import SHARPNESS, Canvas
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

OWN = made_up_set(dimensions=9, size=44, set_id="jpt-long")
ABOUT = About("สรุปหน้าเดียว", "ตำบลทดลอง", YEAR, "ไฟล์ทดลอง.xlsx", datetime(2026, 1, 1).astimezone(), False)
TWICE = re.compile("([ก-ฮ][ัิ-ฺ]?[็-๎])\\1")  # letters with two marks, as the reader of PDF tells them
BREAKS = re.compile(r"<[^>]+>|\s|\u2060")
needs_typst = pytest.mark.skipif(not can_make_pdf(), reason="pip install -r requirements-pdf.txt")


@pytest.fixture
def page(warehouse: Warehouse) -> OnePage:
    rows = [
        (area, number, 1000, number * step % 400)
        for step, area in ((7, "83010101"), (3, "83010201"))
        for number in range(1, 45)
    ]
    store(warehouse, OWN, rows)
    question = Question("830101", YEAR, "jpt", OWN.id)
    return one_page_data(radar_analysis_data(warehouse, catalogue_of(OWN), question))


def squeezed(words: str) -> str:
    """Without the places where lines may break."""
    return BREAKS.sub("", words)


def test_the_picture_holds_every_word_of_the_page(page: OnePage, drawn: list[str]) -> None:
    content = one_page_png(for_internal_use(page), ABOUT)
    size = Image.open(io.BytesIO(content)).size
    assert size[0] == 2 * WIDTH_PX == 1080
    whole = squeezed("".join(drawn))
    for line in [*page_lines(page), INTERNAL_MARK, "ไฟล์ทดลอง.xlsx"]:
        assert squeezed(line) in whole, line


def test_no_line_of_the_picture_is_wider_than_it(page: OnePage, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = replace(page, lens="ตัวชี้วัดที่เกี่ยวกับ" * 20, place="WWWW " * 40)
    ends: list[float] = []
    make = Canvas.png

    def measured(canvas: Canvas) -> bytes:
        content = make(canvas)
        ends.extend(each.get_window_extent().x1 for each in canvas._axes.texts)
        return content

    monkeypatch.setattr(Canvas, "png", measured)
    one_page_png(for_internal_use(wide), ABOUT)
    assert max(ends) / SHARPNESS <= WIDTH_PX - EDGE_PX + 2


def test_a_picture_for_everyone_has_no_mark(page: OnePage, drawn: list[str]) -> None:
    one_page_png(without_figures(page), ABOUT)
    assert INTERNAL_MARK not in "".join(drawn)


def test_columns_that_say_nothing_are_left_out(page: OnePage) -> None:
    heads = axis_cells(page)[0]
    assert heads == ["ด้าน", "เป็นปัญหา (%)", "อำเภอ", "สถานะ"]
    assert [is_figure(heads, place) for place in range(4)] == [False, True, True, False]
    alone = replace(
        page, axis_heads=("เป็นปัญหา (%)", ""), axis_rows=tuple(replace(row, status_name="") for row in page.axis_rows)
    )
    assert {len(row) for row in axis_cells(alone)} == {2}


def test_the_radar_has_the_axes_and_the_reference(page: OnePage) -> None:
    names = [trace.name for trace in radar_of_page(page).data if trace.name and trace.showlegend is not False]
    assert page.area_title in names
    assert page.reference_name in names
    assert page.area_title in [
        trace.name for trace in radar_of_page(replace(page, reference_axes=None, reference_name=None)).data
    ]


def pdf_words(content: bytes, folder: Path) -> list[str]:
    """The text of each sheet."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("ไม่มี pdftotext ในเครื่องนี้")
    file = folder / "page.pdf"
    file.write_bytes(content)
    text = subprocess.run([reader, "-raw", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return [TWICE.sub(r"\1", sheet) for sheet in text.split("\f")[:-1]]


@needs_typst
@pytest.mark.slow
@pytest.mark.parametrize("release", [for_internal_use, without_figures])
def test_the_pdf_is_one_sheet_with_every_word(page: OnePage, tmp_path: Path, release) -> None:
    released: Released[OnePage] = release(page)
    (sheet,) = pdf_words(one_page_pdf(released, ABOUT), tmp_path)
    whole = squeezed(sheet)
    for line in page_lines(page):
        assert squeezed(line) in whole, line
    assert (INTERNAL_MARK in whole) is bool(released.mark)


@needs_typst
@pytest.mark.slow
def test_no_text_of_an_area_is_read_as_a_program(page: OnePage, tmp_path: Path) -> None:
    evil = '#panic("x") *b* $x$ #read("/etc/passwd") \\ @a <b>'
    first = replace(page.blocks[0], rows=(PageRow(evil, "1", evil),), note=evil)
    attacked = replace(page, title=evil, place=evil, blocks=(first, *page.blocks[1:]))
    (sheet,) = pdf_words(one_page_pdf(for_internal_use(attacked), ABOUT), tmp_path)
    assert squeezed(sheet).count(squeezed('#read("/etc/passwd")')) >= 4


@needs_typst
@pytest.mark.slow
def test_a_pack_has_the_page_of_each_area_and_a_blank_sheet_behind_it(page: OnePage, tmp_path: Path) -> None:
    other = replace(page, title="หมู่ 2 บ้านทดลอง · ปี 2565")
    pages = [(for_internal_use(page), ABOUT), (without_figures(other), ABOUT)]
    sheets = [squeezed(sheet) for sheet in pdf_words(print_pack_pdf(pages), tmp_path)]
    assert len(sheets) == 4
    for place, own in ((0, page), (2, other)):
        assert all(squeezed(line) in sheets[place] for line in page_lines(own))
        behind = [f"{BLANK_SHEET['title']} · {own.title}", *BLANK_SHEET["columns"], *BLANK_SHEET["fields"]]
        assert all(squeezed(line) in sheets[place + 1] for line in behind)
    assert [INTERNAL_MARK in sheet for sheet in sheets] == [True, False, False, False]


def test_a_pack_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no page"):
        print_pack_pdf([])


def test_without_the_package_there_is_no_pdf(page: OnePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.one_page.SETTER", "a_package_that_is_not_installed")
    assert not can_make_pdf()
    with pytest.raises(ModuleNotFoundError):
        one_page_pdf(for_internal_use(page), ABOUT)
