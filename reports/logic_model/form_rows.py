"""The rows of an office's form, filled from a plan: value of the layout → what stands in the cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from analysis.logic_model.paper import PlanPaper, period_words
from analysis.logic_model.plan import (
    KIND_NAMES,
    Activity,
    Card,
    Cause,
    FollowUp,
    Impact,
    Input,
    Outcome,
    Output,
    Problem,
    Project,
    links_of,
)
from catalogue.forms import FormLayout
from reports.logic_model import plan_tables as tables
from words.dates import day_words

Value = str | float | None
ByYear = Mapping[int, float]
Row = Mapping[str, Value | ByYear]
"""Value of the layout → cell; a `…_by_year` is year → number, without a year where there is nothing."""
CardT = TypeVar("CardT", bound=Card)
UNLINKED: Final = "ยังไม่ผูกกับยุทธศาสตร์"
NOT_VOTED: Final = "ยังไม่ได้ลงคะแนน"


def rows_of_form(paper: PlanPaper, form: FormLayout) -> list[Row]:
    """The rows of a form, as its `rows` says, numbered from 1."""
    makers: Mapping[str, Callable[[PlanPaper], Iterable[dict[str, Value | ByYear]]]] = {
        "project": _projects,
        "strategy": _strategies,
        "follow_up": _follow_ups,
        "change": _changes,
    }
    return [{"number": float(number)} | row for number, row in enumerate(makers[form.rows](paper), 1)]


def outside_period(paper: PlanPaper, period: Sequence[int]) -> float:
    """Baht of the plan in fiscal years that a form of this period has no column for."""
    budgets = (each for project in paper.plan.of(Project) for each in project.budgets)
    return sum(each.baht for each in budgets if each.year_be not in period)


def _projects(paper: PlanPaper) -> Iterable[dict[str, Value | ByYear]]:
    links = links_of(paper.plan)
    for project in paper.plan.of(Project):
        activities = paper.plan.activities_of(project.id)

        def after(kind: type[CardT], activities: Sequence[Activity] = activities) -> list[CardT]:
            return _unique(each for activity in activities for each in links.all_after(activity.id, kind))

        def before(kind: type[CardT], activities: Sequence[Activity] = activities) -> list[CardT]:
            return _unique(each for activity in activities for each in links.all_before(activity.id, kind))

        outputs = [tables.card_words(paper, each) for each in after(Output)]
        outcomes = after(Outcome)
        steps = _lines(each.text for each in activities)
        inputs, results = (_lines(each.text for each in cards) for cards in (before(Input), outcomes))
        impacts = _lines(each.text for each in after(Impact))
        yield {
            "name": project.name,
            "rationale": project.rationale,
            "objective": project.objective,
            "outputs": _lines(outputs),
            "baht_by_year": _baht_by_year(project),
            "baht": project.baht if project.budgets or not project.needs_budget else None,
            "sources": _lines(_unique(each.source for each in project.budgets)),
            "indicators": _lines(_unique(filter(None, (_measure(paper, each) for each in outcomes)))),
            "expected": project.expected or results,
            "owner": project.owner,
            "agencies": _lines(project.agencies),
            "networks": _lines(project.networks),
            "target_group": project.target_group,
            "reach": paper.reach(project),
            "area": paper.where(project),
            "method": project.method,
            "period": period_words(project),
            "evaluation": project.evaluation,
            "strategies": _lines(paper.strategies_of(project)),
            "sdgs": ", ".join(map(str, project.sdgs)),
            "pace": KIND_NAMES.get(project.pace, ""),
            "problems": _lines(each.text for each in before(Problem)),
            "votes": _votes(paper, before(Problem)),
            "causes": _lines(each.text for each in before(Cause)),
            "inputs": inputs,
            "activities": steps,
            "outcomes": results,
            "impacts": impacts,
            "upstream": inputs,
            "midstream": _lines(filter(None, (steps, _lines(outputs)))),
            "downstream": _lines(filter(None, (results, impacts))),
        }


def _measure(paper: PlanPaper, outcome: Outcome) -> str:
    """What an outcome is measured by, and its target."""
    name = outcome.measured_by or paper.indicator_of(outcome.indicator_code)
    target = paper.share(outcome, "target_pct", "")
    return f"{name} เหลือไม่เกิน {target} %".strip() if target and name else name


def _votes(paper: PlanPaper, problems: Sequence[Problem]) -> str:
    """What people said at their meeting of the problems of a project."""
    said = paper.votes_of_problems
    return _lines(f"{each.text}: {said[each.id]}" for each in problems if each.id in said) or NOT_VOTED


def _strategies(paper: PlanPaper) -> Iterable[dict[str, Value | ByYear]]:
    """A project stands under its first strategy alone, so that the sums count it once."""
    by_strategy: dict[str, list[Project]] = {}
    for project in paper.plan.of(Project):
        name = next(iter(paper.strategies_of(project)), UNLINKED)
        by_strategy.setdefault(name, []).append(project)
    for name, projects in by_strategy.items():
        years = sorted({each.year_be for project in projects for each in project.budgets})
        counts = {y: float(sum(any(each.year_be == y for each in one.budgets) for one in projects)) for y in years}
        money = {year: sum(_baht_by_year(project).get(year, 0.0) for project in projects) for year in years}
        yield {
            "strategy": name,
            "projects_by_year": counts,
            "baht_by_year": money,
            "projects": float(len(projects)),
            "baht": sum(project.baht for project in projects),
        }


def _baht_by_year(project: Project) -> dict[int, float]:
    found: dict[int, float] = {}
    for each in project.budgets:
        found[each.year_be] = found.get(each.year_be, 0.0) + each.baht
    return found


def _follow_ups(paper: PlanPaper) -> Iterable[dict[str, Value | ByYear]]:
    """A record a row; a project without one has a row to be filled."""
    for project in paper.plan.of(Project):
        records = [each for each in paper.plan.of(FollowUp) if each.project_id == project.id]
        head: dict[str, Value | ByYear] = {
            "name": project.name,
            "sources": _lines(_unique(each.source for each in project.budgets)),
        }
        if not records:
            yield head | _days(project) | {"planned": project.baht if project.budgets else None}
        for record in sorted(records, key=lambda each: each.period):
            activity = paper.plan.part(record.activity_id)
            of_activity = isinstance(activity, Activity)
            done = "เสร็จแล้ว" if record.is_finished else tables.done_words(paper, record)
            yield (
                head
                | _days(activity if of_activity else project)
                | {
                    "activity": activity.text if of_activity else "",
                    "period": tables.period_name(record.period),
                    "progress": done,
                    "planned": record.planned_baht,
                    "approved": record.approved_baht,
                    "contracted": record.contracted_baht,
                    "paid": record.paid_baht,
                    "left": tables.left_baht(record),
                    "obstacles": record.obstacles,
                    "note": record.note,
                }
            )


def _days(part: Activity | Project) -> dict[str, Value | ByYear]:
    return {
        "start": day_words(part.start) if part.start else "",
        "end": day_words(part.end) if part.end else "",
    }


def _changes(paper: PlanPaper) -> Iterable[dict[str, Value | ByYear]]:
    for each in paper.changes:
        name = " · ".join(filter(None, (each.sheet, each.name, each.heading)))
        yield {"name": name, "before": each.before, "after": each.after, "reason": ""}


ItemT = TypeVar("ItemT")


def _unique(items: Iterable[ItemT]) -> list[ItemT]:
    return list(dict.fromkeys(items))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
