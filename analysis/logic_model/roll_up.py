"""The plans of an area and of all areas within it, added up: each project once, at the smallest area that holds all of
its places; and what is ด้อย though no plan has it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from analysis.core.areas import CHILD_LEVEL, codes_with_data, names_of
from analysis.core.figures import indicator_data
from analysis.core.priorities import FEWEST_LEADING
from analysis.core.references import first_reference
from analysis.core.scope import Question, find_scope
from analysis.core.standings import with_status
from analysis.core.statistics import WORSE
from analysis.logic_model.meant_twice import area_line, meant_twice_data
from analysis.logic_model.plan import Activity, Plan, Problem, Project, links_of
from analysis.logic_model.plan_store import plan_of_items
from analysis.logic_model.what_if import counted_once
from catalogue import Catalogue
from catalogue.activities import NETWORKS
from catalogue.areas import level_of
from warehouse import PlanHeader, Warehouse, list_plans, read_plans
from warehouse.connection import remembered

COUNTED_TWICE: Final[Mapping[str, str]] = {
    "source": "นับซ้ำข้ามแหล่งงบประมาณ",
    "agency": "นับซ้ำข้ามหน่วยงาน",
    "year": "นับซ้ำข้ามปี",
    "sdg": "นับซ้ำข้าม SDG",
    "network": "นับซ้ำข้ามภาคีเครือข่าย",
}
"""By what is added up → what is said where projects stand in several rows, beside the total that counts each once."""
PLAN_COLUMNS: Final = ("plan_id", "area_code", "title", "version", "problems", "projects", "baht")
PROJECT_COLUMNS: Final = (
    "plan_id",
    "project_id",
    "name",
    "plan_area_code",
    "counted_at",
    "owner",
    "people",
    "unit",
    "baht",
)
AREA_COLUMNS: Final = ("area_code", "area_name", "plans", "projects", "baht")
SHARE_COLUMNS: Final = ("name", "projects", "baht")
UNIT_COLUMNS: Final = ("unit", "people", "people_once", "counted_twice")
LACKING_COLUMNS: Final = (
    *("area_code", "area_name", "indicator_code", "problem_name", "unit", "failed", "problem_pct", "reference_pct"),
    *("reference_name", "is_case"),
)
Counted = tuple[PlanHeader, Plan, Project]


@dataclass(frozen=True)
class Shares:
    """Projects added up by something that a project may have several of. `rows`: name, projects, baht (of a source and
    a year: their own baht; else all of the project's); `projects`, `baht`: of all of them, each once."""

    by: str
    rows: pd.DataFrame
    projects: int
    baht: float

    @property
    def words(self) -> str:
        """What is to be said beside the rows: that they count projects twice; "" where they do not."""
        return COUNTED_TWICE[self.by] if int(self.rows["projects"].sum()) > self.projects else ""


@dataclass(frozen=True)
class RollUp:
    """The plans of an area for a fiscal year. `plans`, `projects`, `areas`, `units`, `lacking`,
    `meant_twice`, `above`: see `roll_up_data`;
    `by`: source, agency, year, sdg or network → its sums. `several`: areas with more than one plan of that year, of
    which the one begun last is counted; `higher`: (plan, project) of plans from here whose places reach beyond the
    area: counted above it, and in no sum here."""

    area_code: str
    fiscal_year_be: int
    plans: pd.DataFrame
    projects: pd.DataFrame
    areas: pd.DataFrame
    by: Mapping[str, Shares]
    units: pd.DataFrame
    lacking: pd.DataFrame
    meant_twice: pd.DataFrame
    above: pd.DataFrame
    several: tuple[str, ...] = ()
    higher: tuple[tuple[int, str], ...] = ()

    @property
    def baht(self) -> float:
        """All money, each project once."""
        return float(self.projects["baht"].sum())

    @property
    def without_money(self) -> int:
        """How many projects' money is not known yet; they add nothing to any sum."""
        return int(self.projects["baht"].isna().sum())


def roll_up_data(warehouse: Warehouse, catalogue: Catalogue, question: Question, fiscal_year_be: int) -> RollUp:
    """Add up the plans of the question's area and of every area within it; projects of plans of the areas above that
    work within it alone belong to it too.

    plans, one row a plan of or within the area. projects, one row a project, once: `counted_at`, the smallest area
    that holds all of its places (the plan's area where it names none). areas: the area itself (what is counted right
    there) and each area one level below that has a plan or a project; plans, projects and baht of it and within it;
    they add up to the total. units, one row a unit: people added up, people_once (those that a plan says are the same
    once; whether two plans mean the same people no plan says: meant_twice has the pairs that may, see
    `meant_twice_data`), counted_twice. above: as plans, of the areas above this one.
    lacking: what is ด้อย in the question's survey, in the area and each one below, against the first reference there
    is, and stands in no plan of that area, within it, or above it with a project there; fewer than ten people are
    cases (is_case). Empty without figures.
    Raises AnalysisError for a part of a plan that cannot be read, CatalogueError for a code that is no area's."""
    area_code = question.area_code
    level_of(area_code)
    plans, several = _plans(warehouse, area_code, fiscal_year_be)
    within = [(header, plan) for header, plan in plans if _is_within(header.area_code, area_code)]
    placed = [
        (place_of(plan, project), (header, plan, project)) for header, plan in plans for project in plan.of(Project)
    ]
    counted = [(place, each) for place, each in placed if _is_within(place, area_code)]
    higher = [
        (header.plan_id, project.id) for place, (header, _, project) in placed
        if not _is_within(place, area_code) and _is_within(header.area_code, area_code)
    ]  # fmt: skip
    projects = [each for _, each in counted]
    by = {each: _shares(each, projects, rows_of) for each, rows_of in ROWS_BY.items()}
    return RollUp(
        area_code, fiscal_year_be, _plan_rows(within), _project_rows(counted),
        _area_rows(warehouse, area_code, within, counted), by, _unit_rows(projects),
        _lacking(warehouse, catalogue, question, plans),
        meant_twice_data([(header.plan_id, plan, project) for header, plan, project in projects]),
        _plan_rows((header, plan) for header, plan in plans if not _is_within(header.area_code, area_code)),
        several, tuple(higher),
    )  # fmt: skip


def place_of(plan: Plan, project: Project) -> str:
    """The smallest area that holds every place of a project; the plan's own area where it names none that is an area's.

    >>> plan = Plan(area_code="830101", set_id="s", year_be=2565, fiscal_year_be=2566)
    >>> place_of(plan, Project(id="project-1", name="", areas=("83010101", "83010203")))
    '8301'
    """
    lines = [line for code in project.areas if (line := area_line(code))]
    shared = [code for code in lines[0] if all(code in line for line in lines)] if lines else []
    return shared[0] if shared else plan.area_code


def _is_within(code: str, area_code: str) -> bool:
    return area_code in area_line(code)


def _plans(
    warehouse: Warehouse, area_code: str, fiscal_year_be: int
) -> tuple[list[tuple[PlanHeader, Plan]], tuple[str, ...]]:
    """The plan of each area within this one and above it; the one begun last where there are several, and where."""
    held = list_plans(warehouse, area_code, below=True, fiscal_year_be=fiscal_year_be)
    for above in area_line(area_code)[1:]:
        held += list_plans(warehouse, above, fiscal_year_be=fiscal_year_be)
    latest = {each.area_code: each for each in held}
    several = [code for code in latest if sum(each.area_code == code for each in held) > 1]
    items = read_plans(warehouse, [each.plan_id for each in latest.values()])
    return [(each, plan_of_items(each, items[each.plan_id])) for each in latest.values()], tuple(several)


def _plan_rows(plans: Iterable[tuple[PlanHeader, Plan]]) -> pd.DataFrame:
    rows = [
        (header.plan_id, header.area_code, header.title, header.version, len(plan.of(Problem)), len(plan.of(Project)),
         float(sum(each.baht for each in plan.of(Project))))
        for header, plan in plans
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(PLAN_COLUMNS))


def _project_rows(counted: Iterable[tuple[str, Counted]]) -> pd.DataFrame:
    rows = [
        (
            header.plan_id,
            each.id,
            each.name,
            header.area_code,
            place,
            each.owner,
            each.people,
            each.unit,
            each.baht if each.has_money else None,
        )
        for place, (header, _, each) in counted
    ]
    return pd.DataFrame(rows, columns=list(PROJECT_COLUMNS)).astype({"baht": "float64", "people": "float64"})


def _area_rows(
    warehouse: Warehouse,
    area_code: str,
    plans: Sequence[tuple[PlanHeader, Plan]],
    counted: Sequence[tuple[str, Counted]],
) -> pd.DataFrame:
    held = {area_code: [0, 0, 0.0]}
    for header, _ in plans:
        held.setdefault(_child(header.area_code, area_code), [0, 0, 0.0])[0] += 1
    for place, (_, _, project) in counted:
        row = held.setdefault(_child(place, area_code), [0, 0, 0.0])
        row[1], row[2] = row[1] + 1, row[2] + project.baht
    names = names_of(warehouse, list(held))
    order = [area_code, *sorted(code for code in held if code != area_code)]
    return pd.DataFrame([(code, names[code], *held[code]) for code in order], columns=list(AREA_COLUMNS))


def _child(code: str, area_code: str) -> str:
    """The area right below `area_code` that holds `code`; itself for its own."""
    line = area_line(code)
    return line[max(line.index(area_code) - 1, 0)]


def _by_source(project: Project) -> dict[str, float]:
    money: dict[str, float] = {}
    for each in project.budgets:
        money[each.source] = money.get(each.source, 0.0) + each.baht
    return money


def _by_year(project: Project) -> dict[str, float]:
    money: dict[str, float] = {}
    for each in project.budgets:
        money[str(each.year_be)] = money.get(str(each.year_be), 0.0) + each.baht
    return money


def _whole(names: Callable[[Project], Iterable[str]]) -> Callable[[Project], dict[str, float]]:
    """All the money of a project under each of its names."""
    return lambda project: {name: project.baht for name in names(project) if name}


ROWS_BY: Final[Mapping[str, Callable[[Project], dict[str, float]]]] = {
    "source": _by_source,
    "agency": _whole(lambda project: (project.owner, *project.agencies)),
    "year": _by_year,
    "sdg": _whole(lambda project: map(str, project.sdgs)),
    "network": _whole(lambda project: project.networks),
}


def _shares(by: str, projects: Sequence[Counted], rows_of: Callable[[Project], dict[str, float]]) -> Shares:
    found: dict[str, list[float]] = {name: [0, 0.0] for name in NETWORKS} if by == "network" else {}
    named = [(each, rows_of(each)) for _, _, each in projects]
    for _, rows in named:
        for name, baht in rows.items():
            row = found.setdefault(name, [0, 0.0])
            row[0], row[1] = row[0] + 1, row[1] + baht
    table = pd.DataFrame(
        [(name, int(each[0]), float(each[1])) for name, each in found.items()], columns=list(SHARE_COLUMNS)
    )
    if by in ("year", "sdg"):
        table = table.sort_values("name", key=lambda names: names.astype("int64"), ignore_index=True)
    elif by != "network":
        table = table.sort_values(["baht", "name"], ascending=[False, True], ignore_index=True)
    own = [(each, rows) for each, rows in named if rows]
    return Shares(by, table, len(own), float(sum(each.baht for each, _ in own)))


def _unit_rows(projects: Sequence[Counted]) -> pd.DataFrame:
    sums: dict[str, list[float]] = {}
    for plan in {header.plan_id: plan for header, plan, _ in projects}.values():
        own = [each for _, of, each in projects if of is plan and each.people is not None]
        for unit in dict.fromkeys(each.unit for each in own):
            people = {each.id: each.people for each in own if each.unit == unit and each.people is not None}
            row = sums.setdefault(unit, [0.0, 0.0])
            row[0], row[1] = row[0] + sum(people.values()), row[1] + counted_once(plan, people)
    rows = [(unit, people, once, people - once) for unit, (people, once) in sorted(sums.items())]
    return pd.DataFrame(rows, columns=list(UNIT_COLUMNS))


def _lacking(
    warehouse: Warehouse, catalogue: Catalogue, question: Question, plans: Sequence[tuple[PlanHeader, Plan]]
) -> pd.DataFrame:
    worse, planned = _worse(warehouse, catalogue, question), _planned(plans)
    pairs = zip(worse["area_code"], worse["indicator_code"], strict=True)
    has_plan = [_is_planned(planned.get(str(indicator), ()), str(area)) for area, indicator in pairs]
    return worse[~pd.Series(has_plan, index=worse.index, dtype="bool")].reset_index(drop=True)


@remembered
def _worse(warehouse: Warehouse, catalogue: Catalogue, question: Question) -> pd.DataFrame:
    """What is ด้อย in the area and each one below it, whether or not a plan has it (LACKING_COLUMNS)."""
    scope = find_scope(warehouse, catalogue, question)
    child_level = CHILD_LEVEL.get(scope.level)
    below = [] if child_level is None else codes_with_data(
        warehouse, scope.area_code, scope.indicator_set.id, scope.year_be, child_level
    )  # fmt: skip
    parts: list[pd.DataFrame] = []
    for code in (scope.area_code, *below):
        own = find_scope(warehouse, catalogue, Question(code, scope.year_be, scope.survey, scope.indicator_set.id))
        indicators = indicator_data(warehouse, scope.indicator_set, [code], scope.year_be)
        reference = first_reference(warehouse, own, indicators)
        if reference.name is None:
            continue
        table = with_status(indicators, reference.ends, is_judged=own.is_judged)
        table = table[table["status"] == WORSE]
        is_case = table["failed"] < FEWEST_LEADING  # False where nothing is counted
        parts.append(table.assign(area_name=own.area_title, reference_name=reference.name, is_case=is_case))
    if not parts:
        return pd.DataFrame(columns=list(LACKING_COLUMNS))
    return pd.concat(parts, ignore_index=True)[list(LACKING_COLUMNS)]


Planned = tuple[str, tuple[str, ...]]
"""The area of a plan that has a problem, and where the projects against it work: () for all of its area."""


def _planned(plans: Iterable[tuple[PlanHeader, Plan]]) -> dict[str, list[Planned]]:
    """Code of an indicator → the plans that have its problem."""
    found: dict[str, list[Planned]] = {}
    for header, plan in plans:
        links = links_of(plan)
        for problem in plan.of(Problem):
            if problem.indicator_code:
                named = [plan.part(each.project_id) for each in links.all_after(problem.id, Activity)]
                projects = [each for each in named if isinstance(each, Project)]
                everywhere = not projects or any(not each.areas for each in projects)
                places = () if everywhere else tuple(code for each in projects for code in each.areas)
                found.setdefault(problem.indicator_code, []).append((header.area_code, places))
    return found


def _is_planned(planned: Iterable[Planned], area_code: str) -> bool:
    """Whether a plan of the area, within it, or above it with a project there, has the problem."""
    return any(
        _is_within(of, area_code)
        or (_is_within(area_code, of) and (not places or any(_meets(place, area_code) for place in places)))
        for of, places in planned
    )


def _meets(one: str, other: str) -> bool:
    return _is_within(one, other) or _is_within(other, one)
