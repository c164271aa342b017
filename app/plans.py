"""The plans of an area for its screens: which there are, one in one of its versions, and keeping what was changed.

Whoever saves names the version that was edited. Changes that touch other parts than those saved by others meanwhile go
in beside them; where both touched the same, nothing is kept and both are shown.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date

import streamlit as st

from analysis.logic_model.plan import PARTS, Part, Plan, content_of, part_of
from app.state import Selection, holdings, the_warehouse
from warehouse.errors import StalePlanError
from warehouse.plans import (
    PlanHeader,
    PlanItem,
    copy_plan,
    create_plan,
    list_plans,
    plan_versions,
    read_plan,
    save_plan,
)
from warehouse.stored_text import every_text
from words.dates import BE_MINUS_CE, local_now

SAVED_BY = "plan-saved-by"
FISCAL_YEAR_BEGINS = 10  # the month


@dataclass(frozen=True)
class OpenPlan:
    """A plan as it stands in a version, and what it is looked at with."""

    selection: Selection
    header: PlanHeader
    plan: Plan

    @property
    def plan_id(self) -> int:
        """Its number."""
        return self.header.plan_id


def open_plan(selection: Selection, plan_id: int, version: int | None = None) -> OpenPlan:
    """The plan in a version (None: the latest). Raises WarehouseError where there is none."""
    header, parts = _parts_of(plan_id, version)
    plan = Plan(
        area_code=header.area_code, set_id=header.set_id, year_be=header.year_be,
        fiscal_year_be=header.fiscal_year_be, title=header.title, parts=parts,
    )  # fmt: skip
    return OpenPlan(selection, header, plan)


def _parts_of(plan_id: int, version: int | None = None) -> tuple[PlanHeader, tuple[Part, ...]]:
    header, items = read_plan(the_warehouse(), plan_id, version)
    return header, _parts(items)


def _parts(items: Sequence[PlanItem]) -> tuple[Part, ...]:
    """The parts of the kinds that this version knows."""
    return tuple(part_of(each.kind, each.item_id, each.content) for each in items if each.kind in PARTS)


def _items(parts: Sequence[Part], standing: Sequence[PlanItem]) -> list[PlanItem]:
    """The parts as they are stored; what this version does not know of those that stand there stays as it is."""
    before = {each.item_id: each for each in standing}
    items: list[PlanItem] = []
    for part in parts:
        own = before.get(part.id)
        known = {each.name for each in fields(part)}
        others = own.content if own is not None and own.kind == part.kind else {}
        unknown = {name: value for name, value in others.items() if name not in known}
        items.append(PlanItem(part.id, part.kind, unknown | content_of(part)))
    return items + [each for each in standing if each.kind not in PARTS]


def plans_of(area_code: str) -> list[PlanHeader]:
    """The plans of an area in their latest versions, the newest fiscal year first, of one year the newest plan."""
    held = list_plans(the_warehouse(), area_code)
    return sorted(held, key=lambda each: (each.fiscal_year_be, each.plan_id), reverse=True)


def plan_key(header: PlanHeader) -> str:
    """Names a plan in this browser: another database may have another plan of the same number."""
    begun = plan_versions(the_warehouse(), header.plan_id)[-1].saved_at
    return f"{header.plan_id}-{header.area_code}-{begun:%Y%m%d%H%M%S%f}"


def coming_fiscal_year(today: date | None = None) -> int:
    """The fiscal year (พ.ศ.; ต.ค.–ก.ย.) that begins next.

    >>> coming_fiscal_year(date(2026, 9, 30)), coming_fiscal_year(date(2026, 10, 1))
    (2570, 2571)
    """
    day = today or local_now().date()
    return day.year + BE_MINUS_CE + (1 if day.month < FISCAL_YEAR_BEGINS else 2)


def saved_by() -> str:
    """The post that this person typed, may be empty."""
    return str(st.session_state.get(SAVED_BY) or "")


Touched = Callable[[Sequence[Part]], tuple[Part, ...]]


def keep_parts(
    plan_id: int, based_on: int, change: Touched, touched: Touched, kept: Collection[str] = ()
) -> PlanHeader:
    """Save a plan after `change` of its parts, and give the version it has now.

    `based_on`: the version that was edited; `touched`: those of the parts that `change` makes anew. Where others have
    saved since without touching them, theirs stay and these go in; the same twice is kept once.
    Raises StalePlanError where both touched them, PersonalTextError, WarehouseError and AnalysisError as `save_plan`
    and `change`; nothing is kept then."""
    header, standing = read_plan(the_warehouse(), plan_id)
    parts = _parts(standing)
    changed = change(parts)
    if touched(changed) == touched(parts):
        return header
    if based_on != header.version and touched(_parts_of(plan_id, based_on)[1]) != touched(parts):
        raise StalePlanError(header.version)
    save_plan(the_warehouse(), plan_id, header.version, _items(changed, standing), saved_by(), kept=kept)
    return read_plan(the_warehouse(), plan_id)[0]


def empty_plan(selection: Selection, fiscal_year_be: int, title: str = "") -> int:
    """Begin a plan of the selection's area without any part, and give its number. Raises as `create_plan`."""
    place = (selection.area_code, selection.set_id, selection.year_be, fiscal_year_be)
    return create_plan(the_warehouse(), *place, title.strip())


def copied_plan(plan_id: int, fiscal_year_be: int) -> int:
    """Begin a plan with the parts of another, for another fiscal year. Raises as `copy_plan`."""
    return copy_plan(the_warehouse(), plan_id, fiscal_year_be)


def is_of_sample(selection: Selection) -> bool:
    """Whether the figures that the selection stands for are made up."""
    held = holdings(selection.version)
    own = held[(held["set_id"] == selection.set_id) & (held["year_be"] == selection.year_be)]
    return bool(own["is_synthetic"].any())


def bring_back(plan_id: int, version: int, based_on: int) -> PlanHeader:
    """Save an earlier version as a new one. Raises StalePlanError where others have saved since `based_on`."""
    parts = _parts_of(plan_id, version)[1]
    decided = set(every_text([content_of(each) for each in parts]))
    return keep_parts(plan_id, based_on, lambda _: parts, tuple, decided)
