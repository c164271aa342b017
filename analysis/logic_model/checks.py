"""What is wrong with a plan, by the rules of `catalogue/plan_rules.toml`: which part, in which words, how to mend it.

The rules are data; here is how each of them is evaluated on the plan's own fields. Nothing is looked up elsewhere.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from analysis.logic_model.plan import (
    NO_SOURCE,
    Activity,
    Links,
    Outcome,
    Output,
    Plan,
    Problem,
    Project,
    Risk,
    links_of,
)
from catalogue.activities import QUICK_WIN
from catalogue.areas import COUNTRY
from catalogue.plan_rules import PlanRule, plan_rules
from words.dates import day_words, fiscal_year_days
from words.numbers import format_baht, format_count, format_value
from words.spelling import fold

ALMOST: Final = 1e-9
MOST_MONTHS_SAID: Final = 240


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of the plan that a rule finds wrong; `words` fill the rule's sentences."""

    rule: PlanRule
    part_id: str
    words: Mapping[str, str]

    @property
    def says(self) -> str:
        """What is wrong, in Thai."""
        return self.rule.says.format_map(self.words)

    @property
    def fix(self) -> str:
        """How to mend it, in Thai."""
        return self.rule.fix.format_map(self.words)


@dataclass(frozen=True, slots=True)
class Checked:
    """A plan under check, and its links."""

    plan: Plan
    links: Links


Found = Iterator[tuple[str, dict[str, str]]]
"""Ids of parts that are wrong, each with the words that fill the sentences."""


def check_plan(plan: Plan, rules: Iterable[PlanRule] | None = None) -> tuple[Finding, ...]:
    """Everything that the rules find (all shipped ones where none are given), rule by rule, in the plan's order.

    Raises KeyError for a rule that is not evaluated here."""
    checked = Checked(plan, links_of(plan))
    return tuple(
        Finding(rule, part_id, words)
        for rule in (plan_rules().values() if rules is None else rules)
        for part_id, words in CHECKS[rule.id](checked, rule)
    )


def _activity_without_output(checked: Checked, _: PlanRule) -> Found:
    for each in checked.plan.of(Activity):
        if not checked.links.all_after(each.id, Output):
            yield each.id, {"text": each.text}


def _output_without_outcome(checked: Checked, _: PlanRule) -> Found:
    for each in checked.plan.of(Output):
        if not checked.links.all_after(each.id, Outcome):
            yield each.id, {"text": each.text}


def _outcome_without_indicator(checked: Checked, _: PlanRule) -> Found:
    for each in checked.plan.of(Outcome):
        if not (each.indicator_code or each.measured_by.strip()):
            yield each.id, {"text": each.text}


def _target_no_better(checked: Checked, _: PlanRule) -> Found:
    for part, baseline in _with_baselines(checked):
        if part.target_pct is not None and baseline is not None and part.target_pct >= baseline - ALMOST:
            words = {"target": format_value(part.target_pct), "baseline": format_value(baseline)}
            yield part.id, {"text": part.text, **words}


def _with_baselines(checked: Checked) -> Iterator[tuple[Problem | Outcome, float | None]]:
    """Problems with their baselines, and outcomes with that of the problem they follow from, of the same indicator."""
    for problem in checked.plan.of(Problem):
        yield problem, problem.baseline_pct
    for outcome in checked.plan.of(Outcome):
        for problem in checked.links.all_before(outcome.id, Problem):
            if outcome.indicator_code and problem.indicator_code == outcome.indicator_code:
                yield outcome, problem.baseline_pct


def _target_out_of_range(checked: Checked, _: PlanRule) -> Found:
    for each in (*checked.plan.of(Problem), *checked.plan.of(Outcome)):
        if each.target_pct is not None and not 0 <= each.target_pct <= 100:
            yield each.id, {"text": each.text, "target": format_value(each.target_pct)}


def _target_beyond_people(checked: Checked, _: PlanRule) -> Found:
    for each in checked.plan.of(Problem):
        if each.target_pct is None or each.failed is None or each.assessed is None or each.to_reach is None:
            continue
        needed = math.ceil(each.failed - each.target_pct * each.assessed / 100 - ALMOST)
        if each.to_reach < needed <= each.failed:
            words = {"target": format_value(each.target_pct), "needed": format_count(needed), "unit": each.unit}
            yield each.id, {"text": each.text, "people": format_count(each.to_reach), **words}


def _people_above_failing(checked: Checked, _: PlanRule) -> Found:
    for each in checked.plan.of(Problem):
        if each.to_reach is not None and each.failed is not None and each.to_reach > each.failed:
            yield each.id, _people_words(each.text, each.to_reach, each.failed, each.unit)


def _participants_above_failing(checked: Checked, _: PlanRule) -> Found:
    for part, text, activities in _participants(checked.plan):
        problems = {each.id: each for one in activities for each in checked.links.all_before(one.id, Problem)}.values()
        counted = [each.failed for each in problems if each.failed is not None and each.unit == part.unit]
        if part.people is not None and problems and len(counted) == len(problems) and part.people > sum(counted):
            yield part.id, _people_words(text, part.people, sum(counted), part.unit)


def _participants(plan: Plan) -> Iterator[tuple[Activity | Project, str, tuple[Activity, ...]]]:
    """Activities and projects with their names and the activities that link them to problems."""
    for activity in plan.of(Activity):
        yield activity, activity.text, (activity,)
    for project in plan.of(Project):
        yield project, project.name, plan.activities_of(project.id)


def _budget_without_source(checked: Checked, _: PlanRule) -> Found:
    for project in checked.plan.of(Project):
        unknown = [each.baht for each in project.budgets if each.source.strip() in ("", NO_SOURCE)]
        if unknown and project.needs_budget:
            yield project.id, {"text": project.name, "baht": format_baht(sum(unknown))}


def _project_without_budget(checked: Checked, _: PlanRule) -> Found:
    for project in checked.plan.of(Project):
        if project.needs_budget and project.baht <= 0:
            yield project.id, {"text": project.name}


def _budget_not_needed(checked: Checked, _: PlanRule) -> Found:
    for project in checked.plan.of(Project):
        if not project.needs_budget and project.baht > 0:
            yield project.id, {"text": project.name, "baht": format_baht(project.baht)}


def _project_without_owner(checked: Checked, _: PlanRule) -> Found:
    for project in checked.plan.of(Project):
        if not project.owner.strip():
            yield project.id, {"text": project.name}


def _dates_turned_round(checked: Checked, _: PlanRule) -> Found:
    for part, text in _dated(checked.plan):
        if part.start and part.end and part.end < part.start:
            yield part.id, {"text": text, "start": day_words(part.start), "end": day_words(part.end)}


def _dates_outside_fiscal_year(checked: Checked, _: PlanRule) -> Found:
    for part, text in _dated(checked.plan):
        first_year, last_year = fiscal_years_of(checked.plan, part)
        first, last = fiscal_year_days(first_year)[0], fiscal_year_days(last_year)[1]
        days = [day for day in (part.start, part.end) if day]
        if any(not first <= day <= last for day in days):
            yield (
                part.id,
                {
                    "text": text,
                    "days": "–".join(day_words(day) for day in days),
                    "years": "–".join(str(year) for year in dict.fromkeys((first_year, last_year))),
                    "first": day_words(first),
                    "last": day_words(last),
                },
            )


def _dated(plan: Plan) -> Iterator[tuple[Activity | Project, str]]:
    yield from ((each, each.name) for each in plan.of(Project))
    yield from ((each, each.text) for each in plan.of(Activity))


def fiscal_years_of(plan: Plan, part: Activity | Project) -> tuple[int, int]:
    """The first and last fiscal year (พ.ศ.) that a project, or the project of an activity, may run in: from the plan's
    first year to the last it has a budget of."""
    project = plan.part(part.project_id) if isinstance(part, Activity) else part
    budgets = project.budgets if isinstance(project, Project) else ()
    return plan.fiscal_year_be, max((plan.fiscal_year_be, *(each.year_be for each in budgets)))


def _activity_twice(checked: Checked, _: PlanRule) -> Found:
    before: dict[str, list[tuple[str, ...]]] = {}
    for each in checked.plan.of(Activity):
        areas, same = _areas_of(checked.plan, each), before.setdefault(fold(each.text), [])
        if each.text.strip() and any(_overlap(areas, other) for other in same):
            yield each.id, {"text": each.text.strip()}
        same.append(areas)


def _areas_of(plan: Plan, activity: Activity) -> tuple[str, ...]:
    project = plan.part(activity.project_id)
    return (isinstance(project, Project) and project.areas) or (plan.area_code,)


def _overlap(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """True where an area of one lies in an area of the other, or is the same."""
    pairs = ((one.removeprefix(COUNTRY), other.removeprefix(COUNTRY)) for one in some for other in others)
    return any(one.startswith(other) or other.startswith(one) for one, other in pairs)


def _quick_win_too_long(checked: Checked, rule: PlanRule) -> Found:
    limit = int(rule.limit or 0)
    for part, text in _dated(checked.plan):
        if part.pace == QUICK_WIN and part.start and part.end and part.end > months_after(part.start, limit):
            months = next(n for n in range(MOST_MONTHS_SAID) if part.end <= months_after(part.start, n))
            yield part.id, {"text": text, "months": str(months), "limit": str(limit)}


def months_after(day: date, months: int) -> date:
    """The day so many months later; the last of the month where that month is shorter."""
    return (pd.Timestamp(day) + pd.DateOffset(months=months)).date()


def _risk_without_measure(checked: Checked, _: PlanRule) -> Found:
    for risk in checked.plan.of(Risk):
        if not risk.is_assumption and not risk.measure.strip():
            yield risk.id, {"text": risk.text}


def _people_words(text: str, people: float, failed: float, unit: str) -> dict[str, str]:
    return {"text": text, "people": format_count(people), "failed": format_count(failed), "unit": unit}


CHECKS: Final[Mapping[str, Callable[[Checked, PlanRule], Found]]] = {
    "activity_without_output": _activity_without_output,
    "output_without_outcome": _output_without_outcome,
    "outcome_without_indicator": _outcome_without_indicator,
    "target_no_better": _target_no_better,
    "target_out_of_range": _target_out_of_range,
    "target_beyond_people": _target_beyond_people,
    "people_above_failing": _people_above_failing,
    "participants_above_failing": _participants_above_failing,
    "budget_without_source": _budget_without_source,
    "project_without_budget": _project_without_budget,
    "budget_not_needed": _budget_not_needed,
    "project_without_owner": _project_without_owner,
    "dates_turned_round": _dates_turned_round,
    "dates_outside_fiscal_year": _dates_outside_fiscal_year,
    "activity_twice": _activity_twice,
    "quick_win_too_long": _quick_win_too_long,
    "risk_without_measure": _risk_without_measure,
}
"""Id of a rule → how it is evaluated."""
