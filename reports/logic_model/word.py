"""The community plan as a Word file: cover, profile, radar, problems, potential, chain, projects, money, follow-up."""

import io
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.shared import Cm

from analysis.disclosure.outputs import Released
from analysis.logic_model.paper import Assessed, PlanPaper
from analysis.logic_model.plan import Problem, Project, Risk
from reports.about import SYNTHETIC, About
from reports.logic_model import plan_tables as tables
from reports.logic_model import word_parts as parts
from reports.logic_model.native_radar import has_polygon
from words.numbers import DASH

HEADINGS: Final = (
    "1. ข้อมูลทั่วไปของพื้นที่", "2. เรดาร์สภาพปัญหา", "3. ปัญหาของพื้นที่", "4. ศักยภาพของพื้นที่ (SWOT)", "5. ห่วงโซ่จากปัญหาถึงผลกระทบ",
    "6. คำอ่านของห่วงโซ่ (ถ้า–แล้ว)", "7. โครงการ", "8. งบประมาณ", "9. การติดตามผล", "10. การประเมินแผนด้วยตนเอง", "ที่มาของข้อมูล",
)  # fmt: skip
(PROFILE, RADAR, PROBLEMS, POTENTIAL, CHAIN, READING, PROJECTS, BUDGET, FOLLOW_UP, ASSESSMENT, SOURCES) = HEADINGS
TREES: Final = "ต้นไม้ปัญหาและต้นไม้วัตถุประสงค์"
COVER_TOP: Final = Cm(5)
CONTENTS: Final = "สารบัญ"
FRAMES: Final = ("ก่อนดำเนินการ", "ระหว่างดำเนินการ", "หลังดำเนินการ")
NOT_ASSESSED: Final = "ไม่มีผลประเมินในไฟล์นี้ (ผลประเมินอยู่ในไฟล์ที่ใช้ภายในสำนักงาน เมื่อแผนมีโครงการ)"
LACKING: Final = "ข้อที่ยังไม่ได้คะแนนเต็ม"
FULL_POINTS: Final = "ทุกโครงการได้คะแนนเต็มทุกข้อ"
NOTHING: Final = "ยังไม่มีในแผน"
NO_RADAR: Final = "วาดเรดาร์ไม่ได้ เพราะมีข้อมูลไม่ถึง 3 ด้าน"


def word_bytes(released: Released[PlanPaper], about: About) -> bytes:
    """The plan as a .docx. The radar is a chart of Word; a table of contents is filled when Word opens it."""
    paper, about = released.content, about.of(released)
    document = parts.new_document(about.heading)
    _write_cover(document, paper, about)
    parts.set_header_and_footer(document.sections[0], header_words(about))
    for write in (_write_profile, _write_radar, _write_problems, _write_potential):
        write(document, paper)
    _write_chain(document, paper)
    for write in (_write_reading, _write_projects, _write_budget):
        write(document, paper)
    _write_follow_up(document, paper)
    _write_assessment(document, paper)
    document.add_heading(SOURCES, 1)
    parts.add_lines(document, about.lines())
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def header_words(about: About) -> str:
    """What stands on top of every page: for whom it is, that its figures are made up, and what it is."""
    made_up = [SYNTHETIC] if about.is_synthetic else []
    return " · ".join([*made_up, about.heading])


def _write_cover(document: Document, paper: PlanPaper, about: About) -> None:
    document.add_paragraph().paragraph_format.space_before = COVER_TOP
    if about.mark:
        document.add_paragraph(about.mark, style="Subtitle")
    if about.is_synthetic:
        document.add_paragraph(SYNTHETIC, style="Subtitle")
    document.add_paragraph(paper.title, style="Title")
    document.add_paragraph(paper.area_title, style="Subtitle")
    lines = [f"ปีงบประมาณ {paper.plan.fiscal_year_be}", f"เริ่มจากข้อมูล {paper.set_title} ปี {paper.plan.year_be}"]
    parts.add_lines(document, [*lines, f"จัดทำเมื่อ {about.made_on}"])
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph(CONTENTS, style="Subtitle")
    parts.add_contents(document, HEADINGS)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _write_profile(document: Document, paper: PlanPaper) -> None:
    document.add_heading(PROFILE, 1)
    if paper.no_figures:
        document.add_paragraph(paper.no_figures)
        return
    parts.add_lines(document, [paper.place, paper.answer])
    for block in paper.blocks:
        document.add_heading(block.title, 2)
        for row in block.rows:
            document.add_paragraph(
                " · ".join(each for each in (row.name, row.figure, row.detail) if each), "List Bullet"
            )
        if block.note:
            document.add_paragraph(block.note)


def _write_radar(document: Document, paper: PlanPaper) -> None:
    document.add_heading(RADAR, 1)
    radar = paper.radar
    if radar is None:
        document.add_paragraph(paper.no_figures or NO_RADAR)
        return
    if has_polygon(radar):
        parts.add_radar(document, radar, parts.PAGE_WIDTH_CM, 11.5)
    else:
        document.add_paragraph(NO_RADAR)
    parts.add_table(document, axis_table(paper))


def axis_table(paper: PlanPaper) -> tables.PaperTable:
    """The figures of the radar in words."""
    own, reference = paper.axis_heads
    heads = ("ด้าน", own, *([reference, "สถานะ"] if reference else []))
    rows = [
        (each.name, each.figure, *([each.reference, each.status_name or DASH] if reference else []))
        for each in paper.axis_rows
    ]
    return tables.PaperTable(heads, tuple(rows), (3, 2, 2, 1.5)[: len(heads)], (1, 2))


def _write_problems(document: Document, paper: PlanPaper) -> None:
    document.add_heading(PROBLEMS, 1)
    _add_table(document, tables.problems_table(paper))
    if paper.votes is not None:
        document.add_heading(tables.VOTES, 2)
        *said, rule = tables.votes_lines(paper.votes)
        parts.add_lines(document, said)
        parts.add_table(document, tables.votes_table(paper.votes))
        document.add_paragraph(rule)
    for risk in paper.plan.of(Risk):
        kind = "ข้อสมมติ" if risk.is_assumption else "ความเสี่ยง"
        measure = f" · มาตรการ: {risk.measure}" if risk.measure else ""
        document.add_paragraph(f"{kind}: {risk.text}{measure}", "List Bullet")


def _write_potential(document: Document, paper: PlanPaper) -> None:
    document.add_heading(POTENTIAL, 1)
    table = tables.potential_table(paper)
    if table is None:
        document.add_paragraph(NOTHING)
    else:
        parts.add_table(document, table)


def _add_table(document: Document, table: tables.PaperTable, width_cm: float = parts.PAGE_WIDTH_CM) -> None:
    """The table, or that there is nothing to stand in it."""
    if table.rows:
        parts.add_table(document, table, width_cm)
    else:
        document.add_paragraph(NOTHING)


def _write_chain(document: Document, paper: PlanPaper) -> None:
    """The chain, and both trees of each problem, on pages of their own that lie across."""
    parts.add_section(document, is_wide=True)
    document.add_heading(CHAIN, 1)
    _add_table(document, tables.chain_table(paper), parts.WIDE_PAGE_CM)
    for problem in paper.plan.of(Problem):
        if len(paper.plan.chain_of(problem.id)) > 1:
            document.add_heading(f"{TREES}: {problem.text}", 2)
            parts.add_table(document, tables.trees_table(paper, problem), parts.WIDE_PAGE_CM)
    parts.add_section(document, is_wide=False)


def _write_reading(document: Document, paper: PlanPaper) -> None:
    document.add_heading(READING, 1)
    said = [each for each in paper.plan.of(Problem) if paper.reading.if_then.get(each.id)]
    if not said:
        document.add_paragraph(NOTHING)
    for problem in said:
        document.add_heading(problem.text, 2)
        parts.add_lines(document, paper.reading.if_then[problem.id], "List Bullet")


def _write_projects(document: Document, paper: PlanPaper) -> None:
    document.add_heading(PROJECTS, 1)
    projects = paper.plan.of(Project)
    if not projects:
        document.add_paragraph(NOTHING)
        return
    parts.add_table(document, tables.projects_table(paper))
    for number, project in enumerate(projects, 1):
        document.add_heading(f"โครงการที่ {number} {project.name}", 2)
        write_project(document, paper, project)


def write_project(document: Document, paper: PlanPaper, project: Project) -> None:
    """A project under its ten headings, and whom it belongs to."""
    for heading in tables.project_headings(paper, project):
        document.add_heading(f"{heading.number}. {heading.name}", 3)
        parts.add_lines(document, heading.paragraphs)
        for table in heading.tables:
            parts.add_table(document, table)
            document.add_paragraph()
    named = (
        ("ผู้รับผิดชอบ", project.owner),
        ("หน่วยงานที่เกี่ยวข้อง", " · ".join(project.agencies)),
        ("ภาคีเครือข่าย", " · ".join(project.networks)),
        ("ยุทธศาสตร์", " · ".join(paper.strategies_of(project))),
        ("SDG", ", ".join(map(str, project.sdgs))),
    )
    parts.add_lines(document, [f"{name}: {words}" for name, words in named if words])


def _write_budget(document: Document, paper: PlanPaper) -> None:
    document.add_heading(BUDGET, 1)
    _add_table(document, tables.budget_table(paper))
    if paper.plan.of(Project):
        document.add_heading("งบประมาณตามแหล่ง", 2)
        parts.add_table(document, tables.source_totals(paper))


def _write_follow_up(document: Document, paper: PlanPaper) -> None:
    """Across, as its table has nine columns; and empty frames for pictures of each project."""
    parts.add_section(document, is_wide=True)
    document.add_heading(FOLLOW_UP, 1)
    _add_table(document, tables.follow_up_table(paper), parts.WIDE_PAGE_CM)
    for project in paper.plan.of(Project):
        document.add_heading(f"ภาพกิจกรรม: {project.name}", 2)
        parts.add_frames(document, FRAMES, 5)
    parts.add_section(document, is_wide=False)


def _write_assessment(document: Document, paper: PlanPaper) -> None:
    """The points of each project by every sheet, and then what is still missing for the rest of them."""
    document.add_heading(ASSESSMENT, 1)
    items = paper.reading.assessment
    if not items:
        document.add_paragraph(NOT_ASSESSED)
        return
    parts.add_lines(document, paper.reading.notes)
    parts.add_table(document, points_table(items))
    for sheet in dict.fromkeys(each.sheet for each in items):
        document.add_heading(f"{LACKING}: {sheet}", 2)
        table = lacking_table(items, sheet)
        if table.rows:
            parts.add_table(document, table)
        else:
            document.add_paragraph(FULL_POINTS)


def points_table(items: Sequence[Assessed]) -> tables.PaperTable:
    """One row a project: its points of how many by each sheet."""
    sheets = list(dict.fromkeys(each.sheet for each in items))
    by_sheet = [[_sum_words(own) for own in _by_project(items, sheet)] for sheet in sheets]
    names = [own[0].project for own in _by_project(items, sheets[0])]
    rows = [(str(number), *words) for number, words in enumerate(zip(names, *by_sheet, strict=True), 1)]
    places = range(2, 2 + len(sheets))
    return tables.PaperTable(("ที่", "โครงการ", *sheets), tuple(rows), (0.6, 4, *(2.2,) * len(sheets)), tuple(places))


def lacking_table(items: Sequence[Assessed], sheet: str) -> tables.PaperTable:
    """One row an item of a sheet that a project, by its number, has not all points of, and why."""
    rows = [
        (str(number), each.item, f"{each.points:g}", f"{each.most:g}", each.why or DASH)
        for number, own in enumerate(_by_project(items, sheet), 1)
        for each in own
        if each.points < each.most
    ]
    heads = ("โครงการที่", "รายการ", "ได้", "เต็ม", "เพราะ")
    return tables.PaperTable(heads, tuple(rows), (1.1, 3, 0.7, 0.7, 4.5), (2, 3))


def _by_project(items: Sequence[Assessed], sheet: str) -> list[list[Assessed]]:
    """The items of a sheet, a list for each project."""
    groups = groupby(items, key=lambda each: (each.project, each.sheet))
    return [list(group) for (_, of_sheet), group in groups if of_sheet == sheet]


def _sum_words(items: Sequence[Assessed]) -> str:
    return f"{sum(each.points for each in items):g} จาก {sum(each.most for each in items):g}"
