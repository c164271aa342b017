"""What the plan would come to if everything in it were reached: the radar, the people, what a household costs.

Arithmetic on the user's own targets and counts, never a forecast: a project that says it reaches 50 households is taken
to lift 50 of those that fail, and no more than fail.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.figures import axis_data
from analysis.core.references import area_indicators
from analysis.core.scope import Question, Scope, find_scope
from analysis.core.statistics import numbers
from analysis.logic_model.plan import Activity, Links, Outcome, Plan, Problem, Project, links_of
from catalogue import Catalogue
from catalogue.areas import COUNTRY
from warehouse import Warehouse

WORDS: Final = "คำนวณจากเป้าหมายและจำนวนในแผนเท่านั้น โดยถือว่าทุกรายที่โครงการเข้าถึงพ้นปัญหา ไม่ใช่การพยากรณ์ว่าจะเป็นเช่นนั้น"
PEOPLE, OUTCOME, NOTHING = "people", "outcome", "nothing"
BASES: Final[Mapping[str, str]] = {
    PEOPLE: "จำนวนคนหรือครัวเรือนที่โครงการจะเข้าถึง",
    OUTCOME: "เป้าหมายของผลลัพธ์",
    NOTHING: "แผนยังไม่บอกจำนวนหรือเป้าหมาย",
}
"""What the lifted are counted from → its Thai words."""
PROBLEM_COLUMNS: Final = (
    *("problem_id", "text", "set_id", "indicator_code", "unit", "assessed", "failed", "now_pct", "basis", "lifted"),
    *("plan_pct", "target_pct", "left", "left_to_target", "project_ids"),
)
PROJECT_COLUMNS: Final = (
    *("project_id", "name", "unit", "people", "reached", "baht", "baht_each", "people_per_100000_baht", "rank"),
)
UNIT_COLUMNS: Final = ("unit", "people", "people_once", "counted_twice", "baht", "baht_each")
AXIS_COLUMNS: Final = ("axis_code", "axis_name", "axis_short", "now_pct", "plan_pct", "target_pct")
PER_BAHT: Final = 100_000
EDGE: Final = 1e-9


@dataclass(frozen=True)
class WhatIf:
    """`axes`, `problems`, `projects`, `units`: see `what_if_data`. `overlaps`: pairs of projects (ids) of the same
    places and unit that serve one problem and of which the plan does not say whether they mean the same people: their
    people are added up, and may be meant twice. `other_units`: (problem, project) whose people could not be counted
    because the project counts in another unit."""

    scope: Scope
    axes: pd.DataFrame
    problems: pd.DataFrame
    projects: pd.DataFrame
    units: pd.DataFrame
    overlaps: tuple[tuple[str, str], ...] = ()
    other_units: tuple[tuple[str, str], ...] = ()

    def polygon(self, column: str) -> pd.DataFrame:
        """The axes as a radar draws them, by one of their columns (now_pct, plan_pct, target_pct): axis_code,
        axis_name, problem_pct, pass_pct, indicators, indicators_with_data (1 where the axis has a figure)."""
        shares = self.axes[column]
        names = self.axes[["axis_code"]].assign(axis_name=self.axes["axis_short"])
        known = shares.notna().astype("int64")
        return names.assign(problem_pct=shares, pass_pct=100 - shares, indicators=1, indicators_with_data=known)


def what_if_data(warehouse: Warehouse, catalogue: Catalogue, plan: Plan) -> WhatIf:
    """The radar and the sums of a plan as if all of it were reached.

    problems, one row a problem that is followed by its indicator or written by hand (two of one indicator are one row,
    under the first): assessed, failed, now_pct (of the figures as they are now; the problem's own where there are
    none); basis: people, outcome or nothing; lifted: how many of the failing pass after the plan (people its projects
    reach, counted once where `same_people_as` says so, never more than fail; else down to its outcome's target);
    plan_pct: percent with the problem then; left: who still fails then; target_pct: what the problem is to come down
    to; left_to_target: how many more would have to pass for that. Missing where it cannot be counted.
    projects, of each unit those that give most per baht first, the unknown last: people and unit as typed; reached: of
    these, no more than fail in any of its problems; baht_each: baht for one of them (0 for one that needs no budget,
    missing without money or people); rank within its unit. units, one row a unit: people (added up), people_once,
    counted_twice (their difference), baht of the projects that have people and baht_each of people_once, both
    missing while the money of one of these projects is not known.
    axes: percent with the problem (an index in sets of scores) now, after the plan, and at the targets of its problems
    (an indicator without one stays as it is now, and none becomes worse).
    Raises AnalysisError where the plan's area has no figures of its set and year, CatalogueError for a set that is
    gone."""
    of_set = catalogue.get(plan.set_id)
    scope = find_scope(warehouse, catalogue, Question(plan.area_code, plan.year_be, of_set.survey, of_set.id))
    indicators = area_indicators(warehouse, scope)
    links = links_of(plan)
    groups = _groups(plan)
    serving = {key: _serving(plan, links, each) for key, each in groups.items()}
    problems = pd.DataFrame(
        [_problem_row(plan, links, each, serving[key], indicators) for key, each in groups.items()],
        columns=list(PROBLEM_COLUMNS),
    )
    projects = _projects(plan, problems)
    return WhatIf(
        scope, _axes(indicators, problems, scope), problems, projects, _units(plan, projects),
        _overlaps(plan, serving.values()), _other_units(plan, groups, serving),
    )  # fmt: skip


def counted_once(plan: Plan, people: Mapping[str, float]) -> float:
    """How many people projects reach (`people`: by id of the project): those of which the plan says that they are meant
    for the very same households count as the largest of them, all others are added up."""
    largest: dict[str, float] = {}
    for each, group in same_people(plan).items():
        if each in people:
            largest[group] = max(largest.get(group, 0.0), people[each])
    return sum(largest.values())


def same_people(plan: Plan) -> dict[str, str]:
    """Id of each project → the first of those that are meant for the very same households, through others too."""
    group = {each.id: each.id for each in plan.of(Project)}
    for each in plan.of(Project):
        for other in each.same_people_as:
            if other in group:
                joined, into = group[each.id], group[other]
                group = {key: into if of == joined else of for key, of in group.items()}
    return group


Key = tuple[str, ...]


def _groups(plan: Plan) -> dict[Key, list[Problem]]:
    """The problems that are no cases, those of one indicator together."""
    groups: dict[Key, list[Problem]] = {}
    for each in plan.of(Problem):
        if not each.is_case:
            key = (each.set_id or plan.set_id, each.indicator_code) if each.indicator_code else (each.id,)
            groups.setdefault(key, []).append(each)
    return groups


def _serving(plan: Plan, links: Links, problems: list[Problem]) -> dict[str, float | None]:
    """Id of each project that an activity of the problems names → how many people it reaches: as typed, else the most
    that one of those activities is to reach; None where neither is said."""
    found: dict[str, float | None] = {}
    for problem in problems:
        for activity in links.all_after(problem.id, Activity):
            project = plan.part(activity.project_id)
            if isinstance(project, Project):
                own = [each for each in (found.get(project.id), activity.people) if each is not None]
                found[project.id] = project.people if project.people is not None else max(own, default=None)
    return found


def _is_counted_in(unit: str, project: Project) -> bool:
    return not project.unit or not unit or project.unit == unit


def _problem_row(
    plan: Plan, links: Links, problems: list[Problem], serving: Mapping[str, float | None], indicators: pd.DataFrame
) -> dict[str, object]:
    first = problems[0]
    assessed, failed, now = _figures(plan, first, indicators)
    projects = [each for each in plan.of(Project) if each.id in serving and _is_counted_in(first.unit, each)]
    people = {each.id: reach for each in projects if (reach := serving[each.id]) is not None}
    outcomes = [each for problem in problems for each in links.all_after(problem.id, Outcome)]
    aimed = [
        each.target_pct for each in outcomes
        if each.target_pct is not None and each.indicator_code in (None, first.indicator_code)
    ]  # fmt: skip
    basis, lifted, plan_pct = NOTHING, np.nan, now
    if people and not np.isnan(failed):
        basis, lifted = PEOPLE, min(failed, counted_once(plan, people))
        plan_pct = now if not assessed > 0 else 100 * (failed - lifted) / assessed
    elif aimed:
        basis, plan_pct = OUTCOME, min(aimed) if np.isnan(now) else min(now, *aimed)
        lifted = _at_least_0(failed - _allowed(assessed, plan_pct))
    targets = [each.target_pct for each in problems if each.target_pct is not None]
    target = min(targets, default=np.nan)
    left = failed if np.isnan(lifted) else failed - lifted
    return {
        "problem_id": first.id, "text": first.text, "set_id": first.set_id or plan.set_id,
        "indicator_code": first.indicator_code, "unit": first.unit, "assessed": assessed, "failed": failed,
        "now_pct": now, "basis": basis, "lifted": lifted, "plan_pct": plan_pct, "target_pct": target, "left": left,
        "left_to_target": _at_least_0(left - _allowed(assessed, target)),
        "project_ids": tuple(serving),
    }  # fmt: skip


def _figures(plan: Plan, problem: Problem, indicators: pd.DataFrame) -> tuple[float, float, float]:
    """assessed, failed and percent with the problem; NaN where missing."""
    is_own = (problem.set_id or plan.set_id, problem.year_be or plan.year_be) == (plan.set_id, plan.year_be)
    found = indicators[indicators["indicator_code"] == problem.indicator_code] if is_own else indicators.head(0)
    if len(found) and found["problem_pct"].notna().all() and found["unit"].iloc[0] == problem.unit:
        row = found.iloc[0]
        return float(row["assessed"]), float(row["failed"]), float(row["problem_pct"])
    typed = (problem.assessed, problem.failed, problem.baseline_pct)
    assessed, failed, now = (np.nan if each is None else each for each in typed)
    return assessed, failed, 100 * failed / assessed if np.isnan(now) and assessed > 0 else now


def _allowed(assessed: float, target_pct: float) -> float:
    """The most that may fail at a target."""
    return float(np.floor(assessed * target_pct / 100 + EDGE))


def _at_least_0(value: float) -> float:
    return value if np.isnan(value) else max(0.0, value)


def _projects(plan: Plan, problems: pd.DataFrame) -> pd.DataFrame:
    failing: dict[str, float] = {}
    for row in problems.to_dict("records"):
        for each in row["project_ids"]:
            project = plan.part(each)
            if isinstance(project, Project) and _is_counted_in(row["unit"], project) and not np.isnan(row["failed"]):
                failing[each] = max(failing.get(each, 0.0), row["failed"])
    rows = [_project_row(each, failing.get(each.id)) for each in plan.of(Project)]
    table = pd.DataFrame(rows, columns=[name for name in PROJECT_COLUMNS if name != "rank"])
    table = table.assign(rank=table.groupby("unit")["baht_each"].rank(method="min"))
    table = table.assign(is_unknown=table["rank"].isna())
    return table.sort_values(["is_unknown", "unit", "rank"], kind="stable", ignore_index=True)[list(PROJECT_COLUMNS)]


def _project_row(project: Project, failing: float | None) -> dict[str, object]:
    people = np.nan if project.people is None else project.people
    reached = people if failing is None else min(people, failing)
    has_money = project.has_money
    each = project.baht / reached if has_money and reached > 0 else np.nan
    per_baht = PER_BAHT * reached / project.baht if has_money and project.baht > 0 else np.nan
    return {
        "project_id": project.id, "name": project.name, "unit": project.unit, "people": people, "reached": reached,
        "baht": project.baht if has_money else np.nan, "baht_each": each, "people_per_100000_baht": per_baht,
    }  # fmt: skip


def _units(plan: Plan, projects: pd.DataFrame) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    for unit in dict.fromkeys(each.unit for each in plan.of(Project) if each.people is not None):
        own = [each for each in plan.of(Project) if each.unit == unit and each.people is not None]
        people = {each.id: each.people for each in own if each.people is not None}
        once = counted_once(plan, people)
        baht = sum(each.baht for each in own) if all(each.has_money for each in own) else np.nan
        rows.append({
            "unit": unit, "people": sum(people.values()), "people_once": once,
            "counted_twice": sum(people.values()) - once, "baht": baht, "baht_each": baht / once if once else np.nan,
        })  # fmt: skip
    return pd.DataFrame(rows, columns=list(UNIT_COLUMNS))


def _overlaps(plan: Plan, serving: Iterable[Mapping[str, float | None]]) -> tuple[tuple[str, str], ...]:
    group, found = same_people(plan), dict[tuple[str, str], None]()
    for each in serving:
        projects = [one for one in plan.of(Project) if each.get(one.id) is not None]
        for one, other in combinations(projects, 2):
            if one.unit == other.unit and group[one.id] != group[other.id] and _meet(plan, one, other):
                found[one.id, other.id] = None
    return tuple(found)


def _meet(plan: Plan, one: Project, other: Project) -> bool:
    """Whether both work in one place, or one within a place of the other."""
    own, others = one.areas or (plan.area_code,), other.areas or (plan.area_code,)
    return any(a.startswith(b) or b.startswith(a) or COUNTRY in (a, b) for a in own for b in others)


def _other_units(
    plan: Plan, groups: Mapping[Key, list[Problem]], serving: Mapping[Key, Mapping[str, float | None]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (problems[0].id, project.id)
        for key, problems in groups.items()
        for project in plan.of(Project)
        if serving[key].get(project.id) is not None and not _is_counted_in(problems[0].unit, project)
    )


def _axes(indicators: pd.DataFrame, problems: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    own = problems[(problems["set_id"] == scope.indicator_set.id) & problems["indicator_code"].notna()]
    by_code = own.set_index("indicator_code")
    now = numbers(indicators["problem_pct"])
    axes = axis_data(indicators, scope.indicator_set)
    columns = {"now_pct": axes["problem_pct"]}
    for name in ("plan_pct", "target_pct"):
        then = numbers(indicators["indicator_code"].map(by_code[name].astype("float64")))
        moved = indicators.assign(problem_pct=np.where(np.isnan(then), now, np.fmin(now, then)))
        columns[name] = axis_data(moved, scope.indicator_set)["problem_pct"]
    return axes.assign(**columns)[list(AXIS_COLUMNS)]
