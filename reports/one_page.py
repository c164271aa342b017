"""The one page as a picture for a phone and as a PDF, of one area or of many, and the radar that the screen draws too.

The picture is one column, as wide as a phone has pixels, letters as large as LINE's own. The PDF is set by Typst where
that is installed (`pip install -r requirements-pdf.txt`); what stands on it is data, never markup: the template reads
it as JSON and no text of an area can change the template. Screen, paper, PDF and picture hold the same sentences and
figures, from the same page.
"""

import importlib
import importlib.util
import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import fontpkg_sarabun
import pandas as pd
import plotly.graph_objects as go
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.core.scope import SEPARATOR
from analysis.disclosure.outputs import Released
from analysis.logic_model.plan import CHAIN
from analysis.radar_analysis.one_page import OnePage, PageBlock, PageRow
from charts import theme
from charts.radar_diagram import radar_figure
from charts.theme import measure_of
from reports.about import MAKER, SYNTHETIC, About
from reports.figure_png import draw_alone, figure_alone_png, height_of
from reports.png_canvas import LINE_HEIGHT, POINTS_PER_PIXEL, Canvas, font_of
from reports.png_plots import Box
from words.line_breaks import thai_words
from words.numbers import DASH
from words.screen_text import figure_text

STANDING: Final = "สถานะ"
LOWER_PX: Final = 110  # than a radar that has the whole width
TEMPLATE: Final = Path(__file__).with_suffix(".typ").with_name("one_page.typ")
SETTER: Final = "typst"
RADAR_PX: Final = 430
BLANK_SHEET: Final = {
    "title": "ใบงานตัวแบบเชิงตรรกะ",
    "columns": list(CHAIN.values()),
    "lines": ["เรื่องที่ 1", "เรื่องที่ 2", "เรื่องที่ 3"],
    "fields": ["ชื่อโครงการ", "ผู้รับผิดชอบ", "งบประมาณ (บาท) และแหล่งเงิน", "เริ่ม–สิ้นสุด", "วัดผลจาก", "เป้าหมาย"],
}
"""What a blank sheet of the Logic Model asks for: the columns of the chain, a row for each of three problems, and the
project below. It holds no figure."""
WIDTH_PX: Final = 540  # half the pixels of the file: 1,080, a phone's screen
EDGE_PX: Final = 22
TITLE_PX, ANSWER_PX, TEXT_PX, SMALL_PX = 25, 20, 16, 13
BLOCK_GAP_PX: Final = 12
ROW_PX: Final = 26
FIGURE_PX, STANDING_PX, STANDING_GAP_PX = 100, 96, 14  # widths of the columns beside the names
Draw = Callable[[Canvas, float], None]
"""Draws a part of the page whose top is at a height of the canvas."""
Page = tuple[Released[OnePage], About]


def radar_of_page(page: OnePage) -> go.Figure:
    """The dimensions of the page, the reference dashed behind them; fewer than three as a list of dots."""
    axes = page.axes.assign(axis_name=page.axes["axis_short"])
    companions: list[tuple[str, pd.DataFrame]] = []
    if page.reference_axes is not None and page.reference_name is not None:
        companions.append((page.reference_name, page.reference_axes.drop(columns="decimals", errors="ignore")))
    return radar_figure(axes, companions, measure_of(page.measure), "focused", page.area_title, lower_px=LOWER_PX)


def axis_cells(page: OnePage) -> list[list[str]]:
    """The figures of the radar as a table of words: its heads, then one line a dimension. No column of the reference
    or of the standing where there is none."""
    heads = ["ด้าน", *(each for each in page.axis_heads if each)]
    rows = [[row.name, row.figure, *([row.reference] if page.axis_heads[1] else [])] for row in page.axis_rows]
    if not any(row.status_name for row in page.axis_rows):
        return [heads, *rows]
    standings = [[row.status_name or DASH] for row in page.axis_rows]
    return [[*heads, STANDING], *(row + own for row, own in zip(rows, standings, strict=True))]


def is_figure(cells: list[str], place: int) -> bool:
    """Whether a column of that table (`cells`: its heads) holds figures, which stand on the right."""
    return place > 0 and cells[place] != STANDING


def can_make_pdf() -> bool:
    """Whether the package that sets the page is installed."""
    return importlib.util.find_spec(SETTER) is not None


def one_page_pdf(released: Released[OnePage], about: About) -> bytes:
    """The page as PDF. Raises ModuleNotFoundError where `can_make_pdf` says no."""
    return _set_by_typst([(released, about)], with_sheets=False)


def print_pack_pdf(pages: Sequence[Page]) -> bytes:
    """What a hall needs, for both sides of the paper: the page of each area, and behind each a blank sheet of the Logic
    Model that names it. Raises ModuleNotFoundError where `can_make_pdf` says no, ValueError without pages."""
    if not pages:
        raise ValueError("no page to print")
    return _set_by_typst(pages, with_sheets=True)


def _set_by_typst(pages: Sequence[Page], with_sheets: bool) -> bytes:
    fonts = str(Path(fontpkg_sarabun.ROOT) / "files")
    data = {
        "title": pages[0][0].content.title,
        "maker": MAKER,
        "pages": [_template_data(released, about) for released, about in pages],
        "sheet": BLANK_SHEET if with_sheets else None,
    }
    compiled: bytes = importlib.import_module(SETTER).compile(
        TEMPLATE.read_bytes(), format="pdf", font_paths=[fonts], ignore_system_fonts=True,
        sys_inputs={"pages": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
    return compiled


def _template_data(released: Released[OnePage], about: About) -> dict[str, Any]:
    cells = axis_cells(released.content)
    page, said = released.content, about.of(released)
    lines = [line for line in said.lines() if line != SYNTHETIC]
    return {
        "mark": said.mark,
        "made_up": SYNTHETIC if page.is_synthetic else "",
        "title": page.title,
        "place": page.place,
        "lens": page.lens,
        "answer": SEPARATOR.join(part.text for part in page.answer),
        "radar": list(figure_alone_png(radar_of_page(page), RADAR_PX)),
        "axes": cells,
        "figures": [is_figure(cells[0], place) for place in range(len(cells[0]))],
        "blocks": [
            {
                "title": block.title,
                "rows": [vars(row) for row in block.rows],
                "note": block.note,
                "numbered": block.is_ordered,
            }
            for block in page.blocks
        ],
        "method": list(page.method),
        "about": lines,
    }


class _Column:
    """The parts of the page, one below the other; measured before anything is drawn."""

    def __init__(self) -> None:
        self.height = float(EDGE_PX)
        self._parts: list[tuple[float, Draw]] = []

    def add(self, height: float, draw: Draw) -> None:
        """A part of a height."""
        self._parts.append((self.height, draw))
        self.height += height

    def gap(self, height: float = BLOCK_GAP_PX) -> None:
        """Nothing."""
        self.height += height

    def text(self, words: str, size: float, colour: str = theme.TEXT, bold: bool = False, indent: float = 0) -> None:
        """Words broken into as many lines as they need."""
        for line in fitted_lines(words, font_of(size, bold), WIDTH_PX - 2 * EDGE_PX - indent):
            shown = figure_text(line)

            def draw(canvas: Canvas, top: float, shown: str = shown) -> None:
                middle = top - size * LINE_HEIGHT / 2
                canvas.text((EDGE_PX + indent, middle), f"<b>{shown}</b>" if bold else shown, size, colour)

            self.add(size * LINE_HEIGHT, draw)

    def png(self) -> bytes:
        """The parts on a canvas of their height."""
        canvas = Canvas(WIDTH_PX, self.height + EDGE_PX)
        for top, draw in self._parts:
            draw(canvas, canvas.height - top)
        return canvas.png()


def fitted_lines(words: str, font: FontProperties, room: float) -> list[str]:
    """The words in lines of at most so many pixels; a longer single word keeps a line of its own."""

    @cache
    def width(text: str) -> float:
        return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) / POINTS_PER_PIXEL

    lines = [""]
    for word in thai_words(words):
        if lines[-1].strip() and width((lines[-1] + word).strip()) > room:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines if line.strip()]


def one_page_png(released: Released[OnePage], about: About) -> bytes:
    """The page as PNG, 1,080 pixels wide and as high as its words need."""
    page, said = released.content, about.of(released)
    column = _Column()
    if said.mark:
        column.text(said.mark, TEXT_PX, bold=True)
    column.text(page.title, TITLE_PX, bold=True)
    column.text(page.place, SMALL_PX + 1, theme.MUTED)
    if page.lens:
        column.text(page.lens, SMALL_PX, theme.MUTED)
    column.gap(6)
    column.text(SEPARATOR.join(part.text for part in page.answer), ANSWER_PX, bold=True)
    _add_radar(column, page)
    _add_axes(column, page)
    for block in page.blocks:
        _add_block(column, block)
    column.gap()
    for line in (*page.method, *said.lines()):
        column.text(line, SMALL_PX, theme.MUTED)
    return column.png()


def _add_radar(column: _Column, page: OnePage) -> None:
    figure = radar_of_page(page)
    height = height_of(figure)
    column.add(height, lambda canvas, top: draw_alone(canvas, figure, Box(0, top - height, WIDTH_PX, height)))


def _add_axes(column: _Column, page: OnePage) -> None:
    """The figures of the radar in lines: names left, figures right in their columns, the standing last."""
    heads, *rows = axis_cells(page)
    right = WIDTH_PX - EDGE_PX - (STANDING_PX if not is_figure(heads, len(heads) - 1) else 0)
    figures = [place for place in range(len(heads)) if is_figure(heads, place)]
    ends = {place: right - FIGURE_PX * number for number, place in enumerate(reversed(figures))}
    for number, cells in enumerate((heads, *rows)):

        def draw(canvas: Canvas, top: float, cells: list[str] = cells, bold: bool = number == 0) -> None:
            middle = top - ROW_PX / 2
            canvas.line([(EDGE_PX, top - ROW_PX), (WIDTH_PX - EDGE_PX, top - ROW_PX)], theme.GRID)
            for place, words in enumerate(cells):
                shown = f"<b>{figure_text(words)}</b>" if bold else figure_text(words)
                left = EDGE_PX if place == 0 else right + STANDING_GAP_PX
                if place in ends:
                    canvas.text((ends[place], middle), shown, SMALL_PX + 1, across="right")
                else:
                    canvas.text((left, middle), shown, SMALL_PX + 1)

        column.add(ROW_PX, draw)


def _add_block(column: _Column, block: PageBlock) -> None:
    column.gap()
    column.text(block.title, TEXT_PX + 1, bold=True)
    for number, row in enumerate(block.rows, 1):
        first = f"{number}. " if block.is_ordered else "• "
        column.text(f"{first}{_named(row)}", TEXT_PX, bold=True)
        if row.detail:
            column.text(row.detail, SMALL_PX + 1, theme.MUTED, indent=18)
    if block.note:
        column.text(block.note, SMALL_PX + 1)


def _named(row: PageRow) -> str:
    return f"{row.name} {row.figure}".rstrip()
