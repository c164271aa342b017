"""The plan as slides, one idea each, 16:9: title, situation, radar, problems, chain, projects, money, follow-up."""

import io
from collections.abc import Sequence
from typing import Any, Final

from lxml.etree import SubElement
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches, Pt

from analysis.disclosure.outputs import Released
from analysis.logic_model.paper import PlanPaper
from analysis.logic_model.plan import Problem, Project
from charts import theme
from reports.about import SYNTHETIC, About
from reports.logic_model import plan_tables as tables
from reports.logic_model.native_radar import THAI_FONT, chart_data, has_polygon, style_radar
from words.line_breaks import broken_lines

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
SITUATION, RADAR, PROBLEMS, CHAIN, PROJECTS, BUDGET, FOLLOW_UP, SOURCES = (
    *("สถานการณ์ของพื้นที่", "เรดาร์สภาพปัญหา", "ปัญหาที่แผนนี้แก้", "ห่วงโซ่ของปัญหา", "โครงการ", "งบประมาณ"),
    *("การติดตามผล", "ที่มาของข้อมูล"),
)
TITLE_CELLS: Final = 60
MOST_TITLE_LINES: Final = 2  # a longer name stands below the title
MOST_TEXT_LINES: Final = 11
TEXT_CELLS: Final = 80  # letters of a line of text, on the careful side
NOTHING: Final = "ยังไม่มีในแผน"


def slides_bytes(released: Released[PlanPaper], about: About) -> bytes:
    """The plan as a .pptx. What is longer than a slide goes on on the next; nothing is left out or made smaller."""
    paper, about = released.content, about.of(released)
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, HIGH
    deck.core_properties.title = about.heading
    deck.core_properties.author = ""
    _set_theme_fonts(deck)
    foot = _foot(about)
    _add_title(deck, paper, about, foot)
    _add_text(deck, SITUATION, _situation(paper), foot)
    _add_radar(deck, paper, foot)
    _add_table(deck, PROBLEMS, tables.problems_table(paper), foot)
    for number, problem in enumerate(paper.plan.of(Problem), 1):
        if not problem.is_case or len(paper.plan.chain_of(problem.id)) > 1:  # a case is in the table of problems
            _add_table(deck, f"{CHAIN} {number}", _chain(paper, problem), foot)
    _add_table(deck, PROJECTS, tables.projects_table(paper), foot)
    for number, project in enumerate(paper.plan.of(Project), 1):
        title, lines = f"โครงการที่ {number}", _project_lines(paper, project)
        is_short = len(broken_lines(f"{title} {project.name}", TITLE_CELLS)) <= MOST_TITLE_LINES
        _add_text(deck, *((f"{title} {project.name}", lines) if is_short else (title, [project.name, *lines])), foot)
    _add_table(deck, BUDGET, tables.budget_table(paper), foot)
    _add_table(deck, FOLLOW_UP, tables.follow_up_table(paper, records_only=True), foot)
    _add_text(deck, SOURCES, about.lines(), foot)
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _foot(about: About) -> str:
    """What stands below every slide: for whom it is, that it is made up, and what it is about."""
    made_up = [SYNTHETIC] if about.is_synthetic else []
    return " · ".join([*made_up, about.heading])


def _situation(paper: PlanPaper) -> list[str]:
    if paper.no_figures:
        return [paper.no_figures]
    lines = [paper.answer, paper.place]
    for block in paper.blocks[:2]:
        rows = [" · ".join(each for each in (row.name, row.figure, row.detail) if each) for row in block.rows]
        lines += [f"{block.title}:", *(f"• {each}" for each in rows)] if rows else []
    return [line for line in lines if line]


def _chain(paper: PlanPaper, problem: Problem) -> tables.PaperTable:
    """The chain of one problem from top to bottom: a slide is too narrow for seven columns."""
    kinds = tables.CHAIN
    cards = paper.plan.chain_of(problem.id)
    rows = [
        (name, "\n".join(tables.card_words(paper, each) for each in cards if each.kind == kind) or tables.NOT_SAID)
        for kind, name in kinds.items()
    ]
    return tables.PaperTable(("ขั้น", "เนื้อหา"), tuple(rows), (2, 10))


def _project_lines(paper: PlanPaper, project: Project) -> list[str]:
    """What a listener asks of a project: what for, for whom, when, how much, what comes of it."""
    named = (
        ("วัตถุประสงค์", project.objective),
        ("กลุ่มเป้าหมาย", f"{project.target_group} {paper.reach(project)}".strip()),
        ("พื้นที่", paper.where(project)),
        ("กิจกรรม", " · ".join(each.text for each in paper.plan.activities_of(project.id))),
        ("ระยะเวลา", tables.period_words(project)),
        ("งบประมาณ", f"{tables.money_words(project)}{' บาท' if project.budgets else ''}"),
        ("ผู้รับผิดชอบ", project.owner),
        ("ผลที่คาดว่าจะได้รับ", project.expected),
    )
    return [f"{name}: {words.strip() or tables.NOT_SAID}" for name, words in named]


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


def _slide(deck: Deck, title: str, foot: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    head: Any = slide.shapes.title
    head.left, head.top, head.width, head.height = LEFT, Inches(0.35), INNER, Inches(1.0)
    _write(head.text_frame, [title], TITLE_POINTS, bold=True)
    below = slide.shapes.add_textbox(LEFT, Inches(6.8), INNER, Inches(0.6))
    _write(below.text_frame, [foot], SMALL_POINTS, colour=theme.MUTED)
    return slide


def _write(
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


def _add_title(deck: Deck, paper: PlanPaper, about: About, foot: str) -> None:
    slide = _slide(deck, paper.title, foot)
    box = slide.shapes.add_textbox(LEFT, Inches(2.2), INNER, Inches(3))
    marks = [each for each in (about.mark, SYNTHETIC if about.is_synthetic else "") if each]
    lines = [paper.area_title, f"ปีงบประมาณ {paper.plan.fiscal_year_be}", f"จัดทำเมื่อ {about.made_on}", *marks]
    _write(box.text_frame, lines, TEXT_POINTS)


def _add_text(deck: Deck, title: str, lines: Sequence[str], foot: str) -> None:
    """A paragraph a line, as many slides as they need."""
    for number, page in enumerate(_text_pages(lines or [NOTHING])):
        slide = _slide(deck, title if number == 0 else f"{title} (ต่อ)", foot)
        box = slide.shapes.add_textbox(LEFT, Inches(TOP), INNER, Inches(ROOM))
        _write(box.text_frame, page, TEXT_POINTS)


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


def _add_radar(deck: Deck, paper: PlanPaper, foot: str) -> None:
    radar = paper.radar
    if radar is None or not has_polygon(radar):
        _add_text(deck, RADAR, [paper.no_figures or "วาดเรดาร์ไม่ได้ เพราะมีข้อมูลไม่ถึง 3 ด้าน"], foot)
        return
    slide = _slide(deck, f"{RADAR} {paper.share_head}", foot)
    place = (LEFT, Inches(TOP), INNER, Inches(ROOM))
    chart: Any = slide.shapes.add_chart(XL_CHART_TYPE.RADAR_MARKERS, *place, chart_data(radar)).chart
    style_radar(chart._chartSpace, TABLE_POINTS)


def _add_table(deck: Deck, title: str, table: tables.PaperTable, foot: str) -> None:
    """A table with its heading on every slide it needs. A row longer than a slide is broken between its lines."""
    if not table.rows:
        _add_text(deck, title, [], foot)
        return
    inches = [INNER.inches * each / sum(table.widths) for each in table.widths]
    heads = _broken(table.heads, inches)
    pages = _pages([_broken(row, inches) for row in table.rows], _height(heads))
    for number, rows in enumerate(pages):
        slide = _slide(deck, title if number == 0 else f"{title} (ต่อ)", foot)
        size = (len(rows) + 1, len(table.heads), LEFT, Inches(TOP), INNER, Inches(LINE_INCHES * (len(rows) + 1)))
        grid: Any = slide.shapes.add_table(*size).table
        for place, width in enumerate(inches):
            grid.columns[place].width = Inches(width)
        for place, row in enumerate([heads, *rows]):
            grid.rows[place].height = Inches(LINE_INCHES * _height(row))
            is_total = table.total and number == len(pages) - 1 and place == len(rows)
            for column, lines in enumerate(row):
                cell = grid.cell(place, column)
                cell.margin_top = cell.margin_bottom = Inches(0.02)
                cell.margin_left = cell.margin_right = Inches(BESIDE)
                is_head = place == 0
                _write(
                    cell.text_frame,
                    lines or [""],
                    TABLE_POINTS,
                    bold=is_head or is_total,
                    colour=theme.BACKGROUND if is_head else theme.TEXT,
                    right=not is_head and column in table.figures,
                )


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
