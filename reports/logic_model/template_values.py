"""What an office's own template can show of a plan: the placeholders with what each is, and the sample template."""

import io
import tomllib
from pathlib import Path
from typing import Any, Final

from analysis.logic_model.paper import PlanPaper, period_words
from analysis.logic_model.plan import SWOT, FollowUp, Potential, Problem, Project
from reports.about import SYNTHETIC, About
from reports.logic_model import plan_tables as tables
from reports.logic_model import word_parts as parts
from words.numbers import DASH

LIST: Final = Path(__file__).with_name("placeholders.toml")
PLACEHOLDERS: Final[dict[str, str]] = tomllib.loads(LIST.read_text(encoding="utf-8"))
"""Every placeholder with what it shows; a name with a point stands inside a loop over what is before the point."""
LOOPS: Final = {"problems": "problem", "projects": "project", "projects.activities": "activity",
                "projects.budgets": "budget", "follow_up": "record"}  # fmt: skip
"""What is repeated → the name of one of it in the sample."""

GUIDE: Final = "แก้ข้อความ แบบอักษร และลำดับได้ตามต้องการ คงชื่อภาษาอังกฤษในวงเล็บปีกกาไว้ ลบส่วนที่ไม่ใช้ได้"


def template_values(paper: PlanPaper, about: About) -> dict[str, Any]:
    """The values of all placeholders, as texts and lists of texts. `about`: with the mark of its readers."""
    plan = paper.plan
    budgets = [each.baht for project in plan.of(Project) for each in project.budgets]
    values: dict[str, Any] = {
        "plan_title": paper.title, "area": paper.area_title, "place": paper.place,
        "fiscal_year": str(plan.fiscal_year_be), "survey": paper.set_title,
        "survey_year": str(plan.year_be), "answer": paper.answer, "made_on": about.made_on,
        "source": paper.source, "mark": about.mark, "synthetic": SYNTHETIC if paper.is_synthetic else "",
        "total_budget": tables.baht(sum(budgets)) if budgets else "",
        "problems": [_problem(paper, number, each) for number, each in enumerate(plan.of(Problem), 1)],
        "projects": [_project(paper, number, each) for number, each in enumerate(plan.of(Project), 1)],
        "follow_up": [
            _record(paper, project, each)
            for project in plan.of(Project)
            for each in sorted(plan.of(FollowUp), key=lambda one: one.period)
            if each.project_id == project.id
        ],
    }  # fmt: skip
    for side in SWOT:
        values[side] = "\n".join(each.text for each in plan.of(Potential) if each.side == side)
    return values


def _bare(words: str) -> str:
    """Nothing where a table would print a dash, so that a template can ask for it."""
    return "" if words == DASH else words


def _problem(paper: PlanPaper, number: int, problem: Problem) -> dict[str, Any]:
    return {
        "number": str(number), "text": problem.text, "baseline": _bare(paper.share(problem, "baseline_pct")),
        "failed": _bare(paper.count(problem, "failed")), "assessed": _bare(paper.count(problem, "assessed")),
        "unit": problem.unit, "target": _bare(paper.share(problem, "target_pct")),
        "reach": _bare(paper.count(problem, "to_reach")),
        "votes": paper.votes_of_problems.get(problem.id, ""),
        "if_then": "\n".join(paper.reading.if_then.get(problem.id, ())),
    }  # fmt: skip


def _project(paper: PlanPaper, number: int, project: Project) -> dict[str, Any]:
    plain = ("name", "rationale", "objective", "target_group", "method", "evaluation", "expected", "owner")
    return {name: getattr(project, name) for name in plain} | {
        "number": str(number), "reach": _bare(paper.reach(project)), "area": paper.where(project),
        "period": _bare(period_words(project)), "budget": tables.money_words(project),
        "agencies": ", ".join(project.agencies), "networks": ", ".join(project.networks),
        "strategies": ", ".join(paper.strategies_of(project)), "sdgs": ", ".join(map(str, project.sdgs)),
        "activities": [
            {"text": each.text, "owner": each.owner, "period": _bare(period_words(each))}
            for each in paper.plan.activities_of(project.id)
        ],
        "budgets": [
            {"source": each.source, "year": str(each.year_be), "baht": tables.baht(each.baht)}
            for each in project.budgets
        ],
    }  # fmt: skip


def _record(paper: PlanPaper, project: Project, record: FollowUp) -> dict[str, Any]:
    money = {name: getattr(record, f"{name}_baht") for name in ("planned", "approved", "contracted", "paid")}
    return {name: _bare(tables.baht(value)) for name, value in money.items()} | {
        "period": tables.period_name(record.period), "name": tables.followed_name(paper, project, record),
        "left": _bare(tables.baht(tables.left_baht(record))), "done": _bare(tables.done_words(paper, record)),
        "obstacles": record.obstacles,
    }  # fmt: skip


def sample_template_bytes() -> bytes:
    """A template to begin with: every placeholder in its place, with what it shows beside it."""
    document = parts.new_document("แม่แบบตัวอย่าง")
    document.add_paragraph("{{ plan_title }}", style="Title")
    document.add_paragraph("{{ area }} · ปีงบประมาณ {{ fiscal_year }}", style="Subtitle")
    document.add_paragraph(GUIDE)
    for name, meaning in PLACEHOLDERS.items():
        if "." not in name and name not in LOOPS:
            document.add_paragraph(f"{meaning}: {{{{ {name} }}}}")
    for name in (each for each in LOOPS if "." not in each):
        document.add_heading(PLACEHOLDERS[name], 1)
        _add_loop(document, name, name)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _add_loop(document: Any, path: str, spelled: str) -> None:
    """A loop over what `path` names, written `spelled` where the loop stands, and the loops within it."""
    one = LOOPS[path]
    document.add_paragraph(f"{{%p for {one} in {spelled} %}}")
    for name, meaning in PLACEHOLDERS.items():
        above, _, own = name.rpartition(".")
        if above == path and name not in LOOPS:
            document.add_paragraph(f"{meaning}: {{{{ {one}.{own} }}}}")
    for name in LOOPS:
        above, _, own = name.rpartition(".")
        if above == path:
            document.add_paragraph(PLACEHOLDERS[name])
            _add_loop(document, name, f"{one}.{own}")
    document.add_paragraph("{%p endfor %}")
