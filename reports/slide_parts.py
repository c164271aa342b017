"""Slides of Thai text, 16:9, one idea each: title, foot, lines, tables, pictures, bars that can be edited.

Every stage that has slides puts them together of these; what is on them is the stage's own.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from lxml.etree import SubElement, fromstring
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from charts import theme
from reports.about import SYNTHETIC, About
from reports.tables import PaperTable, without_formula
from words.line_breaks import broken_lines

THAI_FONT: Final = "TH Sarabun New"
C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
WIDE, HIGH = Inches(13.333), Inches(7.5)
LEFT, INNER = Inches(0.6), Inches(12.13)
TOP, ROOM = 1.45, 5.2  # inches: where the content of a slide begins, and how high it may be
TITLE_POINTS: Final = 36
TEXT_POINTS: Final = 24
TABLE_POINTS: Final = 18
SMALL_POINTS: Final = 14
LINE_INCHES: Final = 0.38  # of a line of a table, with the space around its row
CELLS_PER_INCH: Final = 9.5  # letters of a table's text, on the careful side
BESIDE: Final = 0.06  # inches left and right of the letters of a cell
TITLE_ONLY: Final = 5  # of python-pptx's own layouts
MOST_TEXT_LINES: Final = 11
TEXT_CELLS: Final = 80  # letters of a line of text, on the careful side
NOTHING: Final = "ยังไม่มีในแผน"
REST: Final = "และอีก {more} จาก {all} แถว อยู่ในไฟล์ Excel"
BAR_COLOURS: Final = (theme.PROBLEM, theme.REFERENCE)


def new_deck(about: About) -> Deck:
    """An empty deck, 16:9, in the letters of Thai offices."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    deck.core_properties.title = about.heading
    deck.core_properties.author = ""
    _set_theme_fonts(deck)
    return deck


def deck_bytes(deck: Deck) -> bytes:
    """The deck as a .pptx file."""
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def foot_words(about: About) -> str:
    """What stands below every slide: for whom it is, that it is made up, and what it is about."""
    made_up = [SYNTHETIC] if about.is_synthetic else []
    return " · ".join([*made_up, about.heading])


def _set_theme_fonts(deck: Deck) -> None:
    """Thai takes the fonts that the theme names for complex scripts."""
    for relation in deck.slide_masters[0].part.rels.values():
        if not relation.reltype.endswith("/theme"):
            continue
        part: Any = relation.target_part
        blob: bytes = part.blob
        for empty in (b'<a:cs typeface=""/>', b'<a:ea typeface=""/>'):
            blob = blob.replace(empty, empty.replace(b'""', f'"{THAI_FONT}"'.encode()))
        part._blob = blob


def add_slide(deck: Deck, title: str, foot: str) -> Any:
    """A new slide with its title and its foot."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    head: Any = slide.shapes.title
    head.left, head.top, head.width, head.height = LEFT, Inches(0.35), INNER, Inches(1.0)
    write_lines(head.text_frame, [title], TITLE_POINTS, bold=True)
    below = slide.shapes.add_textbox(LEFT, Inches(6.8), INNER, Inches(0.6))
    write_lines(below.text_frame, [foot], SMALL_POINTS, colour=theme.MUTED)
    return slide


def write_lines(
    frame: Any, lines: Sequence[str], points: int, *, bold: bool = False, colour: str = theme.TEXT, right: bool = False
) -> None:
    """The lines as paragraphs, in Thai letters of so many points."""
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
        properties = run._r.get_or_add_rPr()
        properties.set("lang", "th-TH")
        for slot in ("latin", "ea", "cs"):
            SubElement(properties, qn(f"a:{slot}"), typeface=THAI_FONT)


def add_title(deck: Deck, title: str, lines: Sequence[str], about: About) -> None:
    """The first slide: what it is about, the day, and for whom it is."""
    slide = add_slide(deck, title, foot_words(about))
    box = slide.shapes.add_textbox(LEFT, Inches(2.2), INNER, Inches(3))
    marks = [each for each in (about.mark, SYNTHETIC if about.is_synthetic else "") if each]
    write_lines(box.text_frame, [*lines, f"จัดทำเมื่อ {about.made_on}", *marks], TEXT_POINTS)


def add_text(deck: Deck, title: str, lines: Sequence[str], foot: str) -> None:
    """A paragraph a line, as many slides as they need."""
    for number, page in enumerate(_text_pages(lines or [NOTHING])):
        slide = add_slide(deck, title if number == 0 else f"{title} (ต่อ)", foot)
        box = slide.shapes.add_textbox(LEFT, Inches(TOP), INNER, Inches(ROOM))
        write_lines(box.text_frame, page, TEXT_POINTS)


def _text_pages(lines: Sequence[str]) -> list[list[str]]:
    """The lines by slide: programs break them between words; one longer than a slide is broken here."""
    pages: list[list[str]] = [[]]
    used = 0
    for line in lines:
        broken = broken_lines(line, TEXT_CELLS)
        for piece, height in (
            [(line, len(broken))] if len(broken) <= MOST_TEXT_LINES else [(each, 1) for each in broken]
        ):
            if used and used + height > MOST_TEXT_LINES:
                pages.append([])
                used = 0
            pages[-1].append(piece)
            used += height
    return pages


def add_table(deck: Deck, title: str, table: PaperTable, foot: str) -> None:
    """A table with its heading on every slide it needs. A row longer than a slide is broken between its lines."""
    if not table.rows:
        add_text(deck, title, [], foot)
        return
    inches = _inches(table)
    heads = _broken(table.heads, inches)
    pages = _pages([_broken(row, inches) for row in table.rows], _height(heads))
    for number, rows in enumerate(pages):
        slide = add_slide(deck, title if number == 0 else f"{title} (ต่อ)", foot)
        _add_grid(slide, table, [heads, *rows], TOP, has_total=table.total and number == len(pages) - 1)


def add_one_table(
    deck: Deck, title: str, sentence: str, table: PaperTable, foot: str, rows_in_all: int,
    fills: Mapping[tuple[int, int], str] | None = None,
) -> int:  # fmt: skip
    """A sentence and as many rows as one slide holds; under them how many of `rows_in_all` are left. Returns how many
    stand there. `fills`: (row, column) → colour of a cell; its letters are black or white, whichever is read."""
    slide = add_slide(deck, title, foot)
    top = TOP + _add_sentence(slide, sentence)
    inches = _inches(table)
    heads, rows = _broken(table.heads, inches), [_broken(row, inches) for row in table.rows]
    room, used, kept = int((TOP + ROOM - top) / LINE_INCHES) - _height(heads), 0, list[Broken]()
    for row in rows:
        is_last = len(kept) == rows_in_all - 1
        if used + _height(row) > room - (not is_last):
            break
        kept.append(row)
        used += _height(row)
    _add_grid(slide, table, [heads, *kept], top, fills=fills)
    if len(kept) < rows_in_all:
        below = top + LINE_INCHES * (used + _height(heads)) + 0.05
        box = slide.shapes.add_textbox(LEFT, Inches(below), INNER, Inches(LINE_INCHES))
        words = REST.format(more=f"{rows_in_all - len(kept):,}", all=f"{rows_in_all:,}")
        write_lines(box.text_frame, [words], SMALL_POINTS, colour=theme.MUTED)
    return len(kept)


def _add_sentence(slide: Any, sentence: str) -> float:
    """The sentence under the title; returns how many inches it takes."""
    lines = broken_lines(sentence, TEXT_CELLS)
    if not lines:
        return 0.0
    high = 0.45 * len(lines)
    box = slide.shapes.add_textbox(LEFT, Inches(TOP - 0.1), INNER, Inches(high))
    write_lines(box.text_frame, lines, TEXT_POINTS - 4)
    return high


def add_picture(deck: Deck, title: str, png: bytes, shape: tuple[float, float], foot: str) -> None:
    """A picture as large as the slide lets it be. `shape`: its width and height, in any unit."""
    slide = add_slide(deck, title, foot)
    scale = min(INNER.inches / shape[0], (ROOM + 0.1) / shape[1])
    width, high = shape[0] * scale, shape[1] * scale
    left = LEFT.inches + (INNER.inches - width) / 2
    slide.shapes.add_picture(io.BytesIO(png), Inches(left), Inches(TOP), Inches(width), Inches(high))


def add_bars(
    deck: Deck, title: str, sentence: str, names: Sequence[str], series: Mapping[str, Sequence[float | None]], foot: str
) -> None:
    """Lying bars that can be edited, the first name on top; `series`: name → values; missing is no bar."""
    slide = add_slide(deck, title, foot)
    top = TOP + _add_sentence(slide, sentence)
    data = CategoryChartData(number_format="0.0")
    data.categories = [without_formula(each) for each in names]
    for name, values in series.items():
        data.add_series(without_formula(name), values)
    place = (LEFT, Inches(top), INNER, Inches(TOP + ROOM + 0.1 - top))
    chart: Any = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data).chart
    chart.has_title, chart.has_legend = False, len(series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0.0", False
    chart.category_axis.reverse_order, chart.category_axis.has_major_gridlines = True, False
    chart.value_axis.minimum_scale, chart.value_axis.visible = 0, False
    chart.value_axis.has_major_gridlines = False
    for each, colour in zip(plot.series, BAR_COLOURS, strict=False):
        each.format.fill.solid()
        each.format.fill.fore_color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    skip = chart.category_axis._element.makeelement(qn("c:tickLblSkip"), {"val": "1"})  # every name has its label
    chart.category_axis._element.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    space = chart._chartSpace
    for old in space.findall(qn("c:txPr")):
        space.remove(old)
    space.find(qn("c:chart")).addnext(letters(TABLE_POINTS - 2 * (len(names) > 10)))


def _inches(table: PaperTable) -> list[float]:
    return [INNER.inches * each / sum(table.widths) for each in table.widths]


def _add_grid(
    slide: Any, table: PaperTable, rows: Sequence["Broken"], top: float, *, has_total: bool = False,
    fills: Mapping[tuple[int, int], str] | None = None,
) -> None:  # fmt: skip
    """The rows, their heading first, as a table of the slide."""
    size = (len(rows), len(table.heads), LEFT, Inches(top), INNER, Inches(LINE_INCHES * len(rows)))
    grid: Any = slide.shapes.add_table(*size).table
    for place, width in enumerate(_inches(table)):
        grid.columns[place].width = Inches(width)
    for place, row in enumerate(rows):
        grid.rows[place].height = Inches(LINE_INCHES * _height(row))
        is_head, is_total = place == 0, has_total and place == len(rows) - 1
        for column, lines in enumerate(row):
            cell, fill = grid.cell(place, column), (fills or {}).get((place - 1, column))
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.margin_left = cell.margin_right = Inches(BESIDE)
            colour = theme.BACKGROUND if is_head else theme.TEXT
            if fill is not None:
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(fill.removeprefix("#"))
                colour = theme.ink_on(fill)
            right = not is_head and column in table.figures
            bold = is_head or is_total
            write_lines(cell.text_frame, lines or [""], TABLE_POINTS, bold=bold, colour=colour, right=right)


Broken = list[list[str]]


def _broken(row: Sequence[str], inches: Sequence[float]) -> Broken:
    """The lines of each cell of a row."""
    return [
        [
            part
            for line in words.splitlines()
            for part in broken_lines(line, max(3, int((width - 2 * BESIDE) * CELLS_PER_INCH)))
        ]
        for words, width in zip(row, inches, strict=True)
    ]


def _height(row: Broken) -> int:
    return max(1, *(len(cell) for cell in row))


def _pages(rows: Sequence[Broken], heads: int) -> list[list[Broken]]:
    """The rows by slide: as many as fit below the heading of so many lines."""
    room = int(ROOM / LINE_INCHES) - heads
    pages: list[list[Broken]] = [[]]
    used = 0
    for row in rows:
        for piece in _pieces(row, room):
            if used and used + _height(piece) > room:
                pages.append([])
                used = 0
            pages[-1].append(piece)
            used += _height(piece)
    if len(pages) > 1 and len(pages[-1]) == 1 and _height(pages[-2][-1]) + _height(pages[-1][0]) <= room:
        pages[-1].insert(0, pages[-2].pop())  # a sum never stands alone on a slide
    return pages


def _pieces(row: Broken, room: int) -> list[Broken]:
    """The row, in pieces of at most so many lines."""
    return [[cell[start : start + room] for cell in row] for start in range(0, _height(row), room)]


def letters(points: int) -> Any:
    """The element that gives a chart its Thai letters of so many points."""
    return element(
        f'<c:txPr xmlns:c="{C}" xmlns:a="{A}"><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{points * 100}">'
        f'<a:latin typeface="{THAI_FONT}"/><a:ea typeface="{THAI_FONT}"/><a:cs typeface="{THAI_FONT}"/>'
        f'</a:defRPr></a:pPr><a:endParaRPr lang="th-TH"/></a:p></c:txPr>'
    )


def element(xml: str) -> Any:
    """An element of a chart from its XML."""
    return fromstring(xml)
