"""A project judged by its own office: points of a sheet (`catalogue/assessments/`), from the plan's own fields.

What a test of a sheet asks stands here; which tests an item has, their points and their words are data.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar

from analysis.logic_model.checks import Finding, check_plan, months_after
from analysis.logic_model.plan import (
    Activity,
    Card,
    Cause,
    FollowUp,
    Impact,
    Input,
    Links,
    Outcome,
    Output,
    Plan,
    Problem,
    Project,
    links_of,
)
from catalogue.activities import QUICK_WIN, QUICK_WIN_MONTHS
from catalogue.assessments import Assessment, AssessmentItem, AssessmentPart
from catalogue.plan_rules import MUST

SHORT_NAME: Final = 80
HELD: Final = "มีแล้ว: {names}"
MISSING: Final = "ยังขาด: {names}"
ONE_MISSING: Final = "{name} ({how})"

CardT = TypeVar("CardT", bound=Card)


@dataclass(frozen=True, slots=True)
class ItemPoints:
    """What a project gets for one item of a sheet: the parts that hold and those that do not."""

    item: AssessmentItem
    held: tuple[AssessmentPart, ...]
    missing: tuple[AssessmentPart, ...]

    @property
    def points(self) -> int:
        """Its points, of `item.points`."""
        return sum(each.points for each in self.held)

    @property
    def why(self) -> str:
        """Why so many: what is there, and what is missing with how to come by it."""
        lacking = ", ".join(ONE_MISSING.format(name=each.name, how=each.how) for each in self.missing)
        lines = [HELD.format(names=", ".join(each.name for each in self.held))] if self.held else []
        return " · ".join([*lines, MISSING.format(names=lacking)] if lacking else lines)


@dataclass(frozen=True, slots=True)
class SheetPoints:
    """A project judged by one sheet, item by item. Wherever the points are shown, the sheet's `note` is said."""

    sheet: Assessment
    project_id: str
    items: tuple[ItemPoints, ...]

    @property
    def points(self) -> int:
        """All its points, of `sheet.total`."""
        return sum(each.points for each in self.items)

    @property
    def items_held(self) -> int:
        """How many items hold in every part."""
        return sum(not each.missing for each in self.items)


@dataclass(frozen=True)
class Judged:
    """A project with what of the plan belongs to it."""

    plan: Plan
    links: Links
    project: Project
    to_mend: frozenset[str]

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activities that the project carries."""
        return self.plan.activities_of(self.project.id)

    def before(self, kind: type[CardT]) -> tuple[CardT, ...]:
        """The cards of a kind that its activities follow from, each once."""
        return _once(self.links.all_before(each.id, kind) for each in self.activities)

    def after(self, kind: type[CardT]) -> tuple[CardT, ...]:
        """The cards of a kind that follow from its activities, each once."""
        return _once(self.links.all_after(each.id, kind) for each in self.activities)


def assess(plan: Plan, project_id: str, sheet: Assessment, findings: Iterable[Finding] | None = None) -> SheetPoints:
    """The points of one project of a plan by one sheet.

    `findings`: of `check_plan`, where they are known already. Raises KeyError where the plan has no such project, or
    the sheet a test that is not evaluated here; AttributeError for a field that projects do not have."""
    project = plan.part(project_id)
    if not isinstance(project, Project):
        raise KeyError(project_id)
    found = check_plan(plan) if findings is None else findings
    to_mend = frozenset(each.part_id for each in found if each.rule.level == MUST)
    judged = Judged(plan, links_of(plan), project, to_mend)
    return SheetPoints(sheet, project_id, tuple(_item_points(item, judged) for item in sheet.items))


def _item_points(item: AssessmentItem, judged: Judged) -> ItemPoints:
    holds = {each: _holds(each, judged) for each in item.parts}
    return ItemPoints(item, tuple(p for p in item.parts if holds[p]), tuple(p for p in item.parts if not holds[p]))


def _holds(part: AssessmentPart, judged: Judged) -> bool:
    """True where one of field, answer and test of the part does."""
    project = judged.project
    by_field = bool(part.field) and _is_filled(getattr(project, part.field))
    by_answer = bool(part.answer) and _is_filled(dict(project.answers).get(part.answer, ""))
    return by_field or by_answer or (bool(part.test) and TESTS[part.test](judged))


def _is_filled(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)


def _once(groups: Iterable[tuple[CardT, ...]]) -> tuple[CardT, ...]:
    return tuple({card.id: card for group in groups for card in group}.values())


def _each_activity(judged: Judged, holds: Callable[[Activity], bool]) -> bool:
    """True where the project has activities and each of them holds."""
    return bool(judged.activities) and all(map(holds, judged.activities))


def _budget_known(judged: Judged) -> bool:
    return not judged.project.needs_budget or judged.project.baht > 0


def _budget_sources_named(judged: Judged) -> bool:
    return _budget_known(judged) and all(
        each.source.strip() for each in judged.project.budgets if judged.project.needs_budget
    )


def _funded(judged: Judged) -> bool:
    """No money is needed, or some was approved in a follow-up."""
    followed = (each for each in judged.plan.of(FollowUp) if each.project_id == judged.project.id)
    return not judged.project.needs_budget or any((each.approved_baht or 0) > 0 for each in followed)


def _quick_win(judged: Judged) -> bool:
    start, end = judged.project.start, judged.project.end
    if judged.project.pace != QUICK_WIN or start is None or end is None:
        return False
    return start <= end <= months_after(start, QUICK_WIN_MONTHS)


def _people_known(judged: Judged) -> bool:
    return (judged.project.people or 0) > 0 and _is_filled(judged.project.unit)


def _has_dates(judged: Judged) -> bool:
    return judged.project.start is not None and judged.project.end is not None


def _outcome_of_problem(judged: Judged) -> bool:
    codes = {each.indicator_code for each in judged.before(Problem) if each.indicator_code}
    return any(each.indicator_code in codes for each in judged.after(Outcome))


def _targets_better(judged: Judged) -> bool:
    pairs = [(each.target_pct, each.baseline_pct) for each in judged.before(Problem)]
    return bool(pairs) and all(
        target is not None and baseline is not None and target < baseline for target, baseline in pairs
    )


def _chain_complete(judged: Judged) -> bool:
    kinds: tuple[type[Card], ...] = (Output, Outcome, Impact)
    return _each_activity(judged, lambda each: all(judged.links.all_after(each.id, kind) for kind in kinds))


def _nothing_to_mend(judged: Judged) -> bool:
    cards: tuple[Card, ...] = (*judged.activities, *judged.before(Card), *judged.after(Card))
    return bool(judged.activities) and not judged.to_mend.intersection(
        (judged.project.id, *(each.id for each in cards))
    )


def _outputs_counted(judged: Judged) -> bool:
    outputs = judged.after(Output)
    return bool(outputs) and all((each.quantity or 0) > 0 and _is_filled(each.unit) for each in outputs)


def _outcomes_measured(judged: Judged) -> bool:
    outcomes = judged.after(Outcome)
    return bool(outcomes) and all(each.indicator_code or _is_filled(each.measured_by) for each in outcomes)


TESTS: Final[Mapping[str, Callable[[Judged], bool]]] = {
    "has_dates": _has_dates,
    "activities_have_dates": lambda judged: _each_activity(judged, lambda each: bool(each.start and each.end)),
    "activities_have_owners": lambda judged: _each_activity(judged, lambda each: _is_filled(each.owner)),
    "budget_known": _budget_known,
    "budget_sources_named": _budget_sources_named,
    "two_networks": lambda judged: len(set(judged.project.networks)) >= 2,
    "funded": _funded,
    "quick_win": _quick_win,
    "people_known": _people_known,
    "from_problem": lambda judged: _each_activity(judged, lambda each: bool(judged.links.all_before(each.id, Problem))),
    "from_cause": lambda judged: _each_activity(judged, lambda each: bool(judged.links.all_before(each.id, Cause))),
    "outcome_of_problem": _outcome_of_problem,
    "targets_better": _targets_better,
    "chain_complete": _chain_complete,
    "nothing_to_mend": _nothing_to_mend,
    "outputs_counted": _outputs_counted,
    "short_name": lambda judged: 0 < len(judged.project.name.strip()) <= SHORT_NAME,
    "inputs_named": lambda judged: bool(judged.before(Input)),
    "outcomes_measured": _outcomes_measured,
}
"""Name of a test of the sheets → what it asks of a project."""
