"""A finished project as a write-up of best practice, drafted in nine headings: what the plan knows stands there, the
rest is left open for the people who did it.
"""

import io
from collections.abc import Iterable
from typing import Final

from analysis.disclosure.outputs import Released
from analysis.logic_model.paper import PlanPaper, period_words
from analysis.logic_model.plan import Activity, FollowUp, Input, Outcome, Output, Problem, Project, links_of
from reports.about import About
from reports.logic_model import plan_tables as tables
from reports.logic_model import word_parts as parts
from reports.logic_model.word import FRAMES, header_words

HEADINGS: Final = (
    *("ความเป็นมา", "กระบวนการ", "แนวปฏิบัติและขั้นตอนย่อย", "ปัจจัยแห่งความสำเร็จ", "การเผยแพร่และขยายผล", "ปัญหาอุปสรรค"),
    *("ข้อเสนอแนะ", "บทเรียนที่ได้รับ", "ภาพประกอบ"),
)
TO_WRITE: Final = "[เขียนเพิ่มโดยผู้ดำเนินโครงการ]"
DRAFT: Final = "ร่างจากข้อมูลในแผนและการติดตามผล ตรวจและเขียนเพิ่มก่อนใช้"


def finished_projects(paper: PlanPaper) -> tuple[Project, ...]:
    """Projects that can be written up: the whole project, or every activity it carries, was finished."""
    return tuple(each for each in paper.plan.of(Project) if is_finished(paper, each))


def is_finished(paper: PlanPaper, project: Project) -> bool:
    """Whether the follow-up says that all of a project is done."""
    done = {each.activity_id for each in paper.plan.of(FollowUp) if each.project_id == project.id and each.is_finished}
    activities = paper.plan.activities_of(project.id)
    return "" in done or (bool(activities) and all(each.id in done for each in activities))


def best_practice_bytes(released: Released[PlanPaper], about: About) -> bytes:
    """The finished projects as a .docx, one after the other. Raises ValueError where none is finished."""
    paper, about = released.content, about.of(released)
    projects = finished_projects(paper)
    if not projects:
        raise ValueError("no project is finished")
    document = parts.new_document(about.heading)
    parts.set_header_and_footer(document.sections[0], header_words(about))
    for number, project in enumerate(projects):
        if number:
            parts.add_section(document, is_wide=False)
        document.add_paragraph(f"แนวปฏิบัติที่ดี: {project.name}", style="Title")
        document.add_paragraph(f"{paper.where(project)} · {DRAFT}", style="Subtitle")
        for place, (heading, lines) in enumerate(sections_of(paper, project), 1):
            document.add_heading(f"{place}. {heading}", 1)
            parts.add_lines(document, lines)
        parts.add_frames(document, FRAMES, 6)
    parts.add_lines(document, about.lines())
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def sections_of(paper: PlanPaper, project: Project) -> list[tuple[str, list[str]]]:
    """(heading, paragraphs) of the nine headings; where the plan knows nothing, a place to write."""
    links, activities = links_of(paper.plan), paper.plan.activities_of(project.id)
    problems = _texts(card.text for each in activities for card in links.all_before(each.id, Problem))
    inputs = _texts(card.text for each in activities for card in links.all_before(each.id, Input))
    outputs = [card for each in activities for card in links.all_after(each.id, Output)]
    outcomes = _texts(card.text for each in activities for card in links.all_after(each.id, Outcome))
    records = [each for each in paper.plan.of(FollowUp) if each.project_id == project.id]
    filled = (
        [*_named("ปัญหา", problems), *project.rationale.splitlines(), *project.objective.splitlines()],
        [
            *_named("กลุ่มเป้าหมาย", [project.target_group, paper.reach(project)]),
            f"ระยะเวลา: {period_words(project)}",
            f"งบประมาณ: {tables.money_words(project)}",
            *_named("ผู้รับผิดชอบ", [project.owner, *project.agencies]),
            *project.method.splitlines(),
        ],
        [f"{number}) {_step(paper, each)}" for number, each in enumerate(activities, 1)],
        [*_named("ปัจจัยนำเข้า", inputs), *_named("ภาคีเครือข่าย", project.networks)],
        [],
        _texts(f"{tables.period_name(each.period)}: {each.obstacles}" for each in records if each.obstacles),
        [],
        [
            *_named("ผลผลิต", _texts(tables.card_words(paper, each) for each in outputs)),
            *_named("ผลลัพธ์", outcomes),
            *_texts(each.note for each in records),
        ],
        [],
    )
    return [
        (heading, [line for line in lines if line] or [TO_WRITE])
        for heading, lines in zip(HEADINGS, filled, strict=True)
    ]


def _step(paper: PlanPaper, activity: Activity) -> str:
    done = [
        tables.done_words(paper, each)
        for each in paper.plan.of(FollowUp)
        if each.activity_id == activity.id and (each.done is not None or (each.id, "done") in paper.hidden)
    ]
    return f"{activity.text} ({period_words(activity)}{f' · ทำได้ {done[-1]}' if done else ''})"


def _named(name: str, words: Iterable[str]) -> list[str]:
    held = [each for each in words if each and each != tables.DASH]
    return [f"{name}: {' · '.join(held)}"] if held else []


def _texts(words: Iterable[str]) -> list[str]:
    return [each for each in dict.fromkeys(words) if each]
