"""The plan as slides, one idea each, 16:9: situation, radar, problems, votes, chain, projects, money, follow-up."""

from typing import Any, Final

from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from analysis.disclosure.outputs import Released
from analysis.logic_model.paper import PlanPaper
from analysis.logic_model.plan import Problem, Project
from reports.about import About
from reports.logic_model import plan_tables as tables
from reports.logic_model.native_radar import chart_data, has_polygon, style_radar
from reports.slide_parts import (
    INNER,
    LEFT,
    ROOM,
    TABLE_POINTS,
    TOP,
    add_slide,
    add_table,
    add_text,
    add_title,
    deck_bytes,
    foot_words,
    new_deck,
)
from reports.tables import PaperTable
from words.line_breaks import broken_lines

SITUATION, RADAR, PROBLEMS, CHAIN, PROJECTS, BUDGET, FOLLOW_UP, SOURCES = (
    *("สถานการณ์ของพื้นที่", "เรดาร์สภาพปัญหา", "ปัญหาที่แผนนี้แก้", "ห่วงโซ่ของปัญหา", "โครงการ", "งบประมาณ"),
    *("การติดตามผล", "ที่มาของข้อมูล"),
)
TITLE_CELLS: Final = 60
MOST_TITLE_LINES: Final = 2  # a longer name stands below the title


def slides_bytes(released: Released[PlanPaper], about: About) -> bytes:
    """The plan as a .pptx. What is longer than a slide goes on on the next; nothing is left out or made smaller."""
    paper, about = released.content, about.of(released)
    deck = new_deck(about)
    foot = foot_words(about)
    lines = [paper.area_title, f"ปีงบประมาณ {paper.plan.fiscal_year_be}"]
    add_title(deck, paper.title, lines, about)
    add_text(deck, SITUATION, _situation(paper), foot)
    _add_radar(deck, paper, foot)
    add_table(deck, PROBLEMS, tables.problems_table(paper), foot)
    if paper.votes is not None:
        add_table(deck, tables.VOTES, tables.votes_table(paper.votes), foot)
        add_text(deck, f"{tables.VOTES}: คนกับตัวเลข", tables.votes_lines(paper.votes), foot)
    for number, problem in enumerate(paper.plan.of(Problem), 1):
        if not problem.is_case or len(paper.plan.chain_of(problem.id)) > 1:  # a case is in the table of problems
            add_table(deck, f"{CHAIN} {number}", _chain(paper, problem), foot)
    add_table(deck, PROJECTS, tables.projects_table(paper), foot)
    for number, project in enumerate(paper.plan.of(Project), 1):
        title, lines = f"โครงการที่ {number}", _project_lines(paper, project)
        is_short = len(broken_lines(f"{title} {project.name}", TITLE_CELLS)) <= MOST_TITLE_LINES
        add_text(deck, *((f"{title} {project.name}", lines) if is_short else (title, [project.name, *lines])), foot)
    add_table(deck, BUDGET, tables.budget_table(paper), foot)
    add_table(deck, FOLLOW_UP, tables.follow_up_table(paper, records_only=True), foot)
    add_text(deck, SOURCES, about.lines(), foot)
    return deck_bytes(deck)


def _situation(paper: PlanPaper) -> list[str]:
    if paper.no_figures:
        return [paper.no_figures]
    lines = [paper.answer, paper.place]
    for block in paper.blocks[:2]:
        rows = [" · ".join(each for each in (row.name, row.figure, row.detail) if each) for row in block.rows]
        lines += [f"{block.title}:", *(f"• {each}" for each in rows)] if rows else []
    return [line for line in lines if line]


def _chain(paper: PlanPaper, problem: Problem) -> PaperTable:
    """The chain of one problem from top to bottom: a slide is too narrow for seven columns."""
    kinds = tables.CHAIN
    cards = paper.plan.chain_of(problem.id)
    rows = [
        (name, "\n".join(tables.card_words(paper, each) for each in cards if each.kind == kind) or tables.NOT_SAID)
        for kind, name in kinds.items()
    ]
    return PaperTable(("ขั้น", "เนื้อหา"), tuple(rows), (2, 10))


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


def _add_radar(deck: Deck, paper: PlanPaper, foot: str) -> None:
    radar = paper.radar
    if radar is None or not has_polygon(radar):
        add_text(deck, RADAR, [paper.no_figures or "วาดเรดาร์ไม่ได้ เพราะมีข้อมูลไม่ถึง 3 ด้าน"], foot)
        return
    slide = add_slide(deck, f"{RADAR} {paper.share_head}", foot)
    place = (LEFT, Inches(TOP), INNER, Inches(ROOM))
    chart: Any = slide.shapes.add_chart(XL_CHART_TYPE.RADAR_MARKERS, *place, chart_data(radar)).chart
    style_radar(chart._chartSpace, TABLE_POINTS)
