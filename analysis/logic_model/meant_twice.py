"""Projects of different plans that may be meant for the same people: the same problem, in one place, in one unit.

A plan says of its own projects which are for the very same households; of the projects of another plan no plan says it.
Those that may be are told, with the most that may be counted twice; nothing is taken off any sum for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from analysis.logic_model.plan import Plan, Problem, Project, links_of
from catalogue import CatalogueError
from catalogue.areas import parent_of

MEANT_TWICE_COLUMNS: Final = (
    "plan_area_code", "name", "other_area_code", "other_name", "indicator_code", "unit", "at_most",
)  # fmt: skip


def area_line(code: str) -> list[str]:
    """The area and all above it, the smallest first; [] for a text that is no code.

    >>> area_line("830101")
    ['830101', '8301', '83', 'TH']
    """
    line: list[str] = []
    above: str | None = code
    try:
        while above is not None:
            line.append(above)
            above = parent_of(above)
    except CatalogueError:
        return []
    return line


@dataclass(frozen=True, slots=True)
class _Reach:
    plan_id: int
    area_code: str
    project: Project
    places: tuple[str, ...]
    indicators: frozenset[str]


def meant_twice_data(projects: Sequence[tuple[int, Plan, Project]]) -> pd.DataFrame:
    """One row a pair of projects of two plans (number, plan, project) that work against one indicator, count in one
    unit and of which one works where the other does, or within it: the areas of their plans, their names, the indicator
    (the first that both have), and at_most: the smaller of their two numbers of people, in the unit. Projects without
    people are in no pair. The largest first."""
    reaches = [_reach(*each) for each in projects if each[2].people]
    at: dict[str, list[int]] = {}
    for number, each in enumerate(reaches):
        for place in each.places:
            at.setdefault(place, []).append(number)
    pairs = {pair for number in range(len(reaches)) for pair in _pairs(number, reaches, at)}
    rows = [_row(reaches[one], reaches[other]) for one, other in sorted(pairs)]
    table = pd.DataFrame(rows, columns=list(MEANT_TWICE_COLUMNS))
    return table.sort_values("at_most", ascending=False, kind="stable", ignore_index=True)


def _reach(plan_id: int, plan: Plan, project: Project) -> _Reach:
    links = links_of(plan)
    problems = (each for card in plan.activities_of(project.id) for each in links.all_before(card.id, Problem))
    codes = frozenset(each.indicator_code for each in problems if each.indicator_code)
    places = tuple(code for code in project.areas if area_line(code)) or (plan.area_code,)
    return _Reach(plan_id, plan.area_code, project, places, codes)


def _pairs(number: int, reaches: Sequence[_Reach], at: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    """The pairs of a project with those that work in its places or in the areas above them."""
    own = reaches[number]
    for place in own.places:
        for above in area_line(place):
            for other in at.get(above, ()):
                each = reaches[other]
                if (
                    each.plan_id != own.plan_id
                    and each.project.unit == own.project.unit
                    and own.indicators & each.indicators
                ):
                    yield min(number, other), max(number, other)


def _row(one: _Reach, other: _Reach) -> tuple[object, ...]:
    shared = min(one.indicators & other.indicators)
    at_most = min(one.project.people or 0.0, other.project.people or 0.0)
    names = (one.area_code, one.project.name, other.area_code, other.project.name)
    return (*names, shared, one.project.unit, at_most)
