"""The plans of an area for its screens: which there are, one in one of its versions, and keeping what was changed.

Whoever saves names the version that was edited. Changes that touch other parts than those saved by others meanwhile go
in beside them; where both touched the same, nothing is kept and both are shown.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import streamlit as st

from analysis.logic_model.ballots import HallResult, newest_result
from analysis.logic_model.checks import check_plan
from analysis.logic_model.data import draft_plan, with_problem
from analysis.logic_model.follow_up import FollowedUp, follow_up_data, late_data, with_report
from analysis.logic_model.outcomes import outcomes_data
from analysis.logic_model.plan import FollowUp, Part, Plan, Problem, Project, content_of
from analysis.logic_model.plan_store import (
    Vanished,
    items_of_parts,
    known_areas,
    load_plan,
    newest_plan,
    plan_of_items,
    store_new_plan,
    vanished,
)
from analysis.logic_model.roll_up import RollUp, roll_up_data
from analysis.logic_model.what_if import WhatIf, what_if_data
from app.state import Selection, holdings, the_catalogue, the_warehouse
from catalogue.plan_rules import MUST
from warehouse import read_follow_up_setting
from warehouse.errors import StalePlanError
from warehouse.plans import (
    PlanHeader,
    copy_plan,
    create_plan,
    list_plans,
    plan_versions,
    read_plan,
    save_plan,
)
from warehouse.stored_text import every_text
from words.dates import fiscal_year_of, local_now, moment_words
from words.numbers import format_baht

SAVED_BY = "plan-saved-by"


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
    """The plan in a version (None: the latest). Raises WarehouseError where there is none, AnalysisError for a
    part that cannot be read."""
    return OpenPlan(selection, *load_plan(the_warehouse(), plan_id, version))


def plans_of(area_code: str) -> list[PlanHeader]:
    """The plans of an area in their latest versions, the newest fiscal year first, of one year the newest plan."""
    held = list_plans(the_warehouse(), area_code)
    return sorted(held, key=lambda each: (each.fiscal_year_be, each.plan_id), reverse=True)


def open_newest_plan(selection: Selection) -> OpenPlan | None:
    """The newest plan of the selection's area; None without one."""
    newest = newest_plan(plans_of(selection.area_code))
    return open_plan(selection, newest.plan_id) if newest else None


def standing_words(opened: OpenPlan) -> str:
    """Where a plan stands, in one line: year, version, problems, projects, baht, what the checks say."""
    header, plan = opened.header, opened.plan
    problems, projects = plan.of(Problem), plan.of(Project)
    cases = sum(each.is_case for each in problems)
    must = sum(each.rule.level == MUST for each in check_plan(plan))
    checked = f"ตรวจแล้วต้องแก้ {must:,} เรื่อง" if must else "ตรวจแล้วไม่พบสิ่งที่ต้องแก้"
    return " · ".join([
        f"ปีงบประมาณ {header.fiscal_year_be} {header.title}".strip() + f" รุ่น {header.version}",
        f"ปัญหา {len(problems):,}" + (f" (ติดตามรายกรณี {cases:,})" if cases else ""),
        f"โครงการ {len(projects):,}",
        *([budget_words(projects)] if projects else []),
        *([checked] if plan.parts else []),
    ])  # fmt: skip


def budget_words(projects: Sequence[Project]) -> str:
    """Their money, as far as it is known, and of how many it is not."""
    missing = sum(not each.has_money for each in projects)
    if missing == len(projects):
        return "ยังไม่ใส่งบประมาณ"
    left = f" (ยังไม่ใส่งบ {missing:,} โครงการ)" if missing else ""
    return f"งบประมาณ {format_baht(sum(each.baht for each in projects))}{left}"


def version_name(header: PlanHeader) -> str:
    """A version by its number, when it was saved and by whom."""
    by = f" · {header.saved_by}" if header.saved_by else ""
    return f"รุ่น {header.version:d} · {moment_words(header.saved_at)}{by}"


def plan_key(header: PlanHeader) -> str:
    """Names a plan in this browser: another database may have another plan of the same number."""
    begun = plan_versions(the_warehouse(), header.plan_id)[-1].saved_at
    return f"{header.plan_id}-{header.area_code}-{begun:%Y%m%d%H%M%S%f}"


def coming_fiscal_year(today: date | None = None) -> int:
    """The fiscal year (พ.ศ.; ต.ค.–ก.ย.) that begins next.

    >>> coming_fiscal_year(date(2026, 9, 30)), coming_fiscal_year(date(2026, 10, 1))
    (2570, 2571)
    """
    return fiscal_year_of(today or local_now().date()) + 1


def saved_by() -> str:
    """The post that this person typed, may be empty."""
    return str(st.session_state.get(SAVED_BY) or "")


def _parts_of(plan_id: int, version: int | None) -> tuple[Part, ...]:
    return load_plan(the_warehouse(), plan_id, version)[1].parts


Touched = Callable[[Sequence[Part]], tuple[Part, ...]]


def keep_parts(
    plan_id: int, based_on: int | None, change: Touched, touched: Touched, kept: Collection[str] = ()
) -> PlanHeader:
    """Save a plan after `change` of its parts, and give the version it has now.

    `based_on`: the version that was edited, None for a change of whatever stands there now; `touched`: those of the
    parts that `change` makes anew. Where others have saved since without touching them, theirs stay and these go in;
    the same twice is kept once. Raises StalePlanError where both touched them, PersonalTextError, WarehouseError and
    AnalysisError as `save_plan` and `change`; nothing is kept then."""
    header, stored = read_plan(the_warehouse(), plan_id)
    parts = plan_of_items(header, stored).parts
    changed = change(parts)
    if touched(changed) == touched(parts):
        return header
    if based_on not in (None, header.version) and touched(_parts_of(plan_id, based_on)) != touched(parts):
        raise StalePlanError(header.version)
    save_plan(the_warehouse(), plan_id, header.version, items_of_parts(changed, stored), saved_by(), kept=kept)
    return plan_versions(the_warehouse(), plan_id)[0]


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
    parts = _parts_of(plan_id, version)
    decided = set(every_text([content_of(each) for each in parts]))
    return keep_parts(plan_id, based_on, lambda _: parts, tuple, decided)


@dataclass(frozen=True)
class Added:
    """What came of adding a problem: the plan it is in now, its words, whether it is new there, and whether the plan
    was begun for it."""

    header: PlanHeader
    problem: str
    is_new: bool
    is_new_plan: bool


def add_problem(selection: Selection, indicator_code: str, origin: str) -> Added:
    """Add the problem of an indicator, as the selection's figures show it, to the newest plan of its area for the
    coming fiscal year; where there is none, begin one.

    Raises AnalysisError where the area has no such problem, and as `save_plan`; no plan is begun then."""
    warehouse, catalogue, year = the_warehouse(), the_catalogue(selection.version), coming_fiscal_year()
    held = list_plans(warehouse, selection.area_code, fiscal_year_be=year)
    empty = Plan(
        area_code=selection.area_code, set_id=selection.set_id, year_be=selection.year_be, fiscal_year_be=year
    )  # fmt: skip
    before = load_plan(warehouse, held[-1].plan_id)[1] if held else empty
    place = (selection.set_id, selection.year_be)
    after = with_problem(before, warehouse, catalogue, indicator_code, origin, *place)
    problem = next(each for each in after.of(Problem) if each.indicator_code == indicator_code)
    if not held:
        plan_id = store_new_plan(warehouse, after, saved_by())
        return Added(read_plan(warehouse, plan_id)[0], problem.text, True, True)

    def change(parts: Sequence[Part]) -> tuple[Part, ...]:
        now = replace(before, parts=tuple(parts))
        return with_problem(now, warehouse, catalogue, indicator_code, origin, *place).parts

    header = keep_parts(held[-1].plan_id, None, change, tuple)
    return Added(header, problem.text, after != before, False)


def drafted_plan(selection: Selection, fiscal_year_be: int, title: str = "") -> int:
    """Begin a plan of the selection's most urgent problems with their drafted chains, and give its number.

    Raises AnalysisError where the area has no data of that year, PersonalTextError for a title of a person."""
    plan = draft_plan(the_warehouse(), the_catalogue(selection.version), selection.question, fiscal_year_be)
    return store_new_plan(the_warehouse(), replace(plan, title=title.strip()), saved_by())


def keep_plan(plan_id: int, based_on: int, plan: Plan, kept: Collection[str] = ()) -> PlanHeader:
    """Save all parts of a plan as they are now. Raises as `keep_parts`."""
    return keep_parts(plan_id, based_on, lambda _: plan.parts, tuple, kept)


def begun_plan(plan: Plan, kept: Collection[str] = ()) -> int:
    """Keep a plan that is not stored yet, and give its number. Raises as `store_new_plan`."""
    return store_new_plan(the_warehouse(), plan, saved_by(), kept)


def renamed_plan(plan_id: int, title: str) -> PlanHeader:
    """Give a plan another title, as a version of its own. Raises PersonalTextError for one of a person."""
    header, stored = read_plan(the_warehouse(), plan_id)
    save_plan(the_warehouse(), plan_id, header.version, stored, saved_by(), title)
    return plan_versions(the_warehouse(), plan_id)[0]


def what_if_of(opened: OpenPlan) -> WhatIf:
    """What the plan would come to. Raises AnalysisError where its area has no figures."""
    return what_if_data(the_warehouse(), the_catalogue(opened.selection.version), opened.plan)


def roll_up_of(selection: Selection, fiscal_year_be: int) -> RollUp:
    """The plans of the selection's area in a fiscal year and of all areas within it, added up."""
    return roll_up_data(the_warehouse(), the_catalogue(selection.version), selection.question, fiscal_year_be)


def fiscal_years_within(area_code: str) -> list[int]:
    """The fiscal years that an area or any area within it has a plan of, the newest first."""
    return sorted({each.fiscal_year_be for each in list_plans(the_warehouse(), area_code, below=True)}, reverse=True)


def problem_names(version: str) -> dict[str, str]:
    """Code of an indicator of any set → what is wrong where it fails."""
    return {each.code: each.problem_name for one in the_catalogue(version).sets for each in one.indicators}


def criteria_of(opened: OpenPlan) -> dict[str, tuple[str, str]]:
    """Code of an indicator → (what is wrong where it fails, what it asks for), of the sets that the plan's problems are
    of and that are still there."""
    named = {opened.header.set_id, *(each.set_id for each in opened.plan.of(Problem))}
    sets = [each for each in the_catalogue(opened.selection.version).sets if each.id in named]
    return {each.code: (each.problem_name, each.name) for one in sets for each in one.indicators}


def vanished_of(opened: OpenPlan) -> tuple[Vanished, ...]:
    """What the plan names and the data no longer have."""
    return vanished(opened.plan, the_catalogue(opened.selection.version), known_areas(the_warehouse()))


def followed_up(opened: OpenPlan) -> FollowedUp:
    """How everything in the plan stands today."""
    return follow_up_data(opened.plan, local_now().date(), read_follow_up_setting(the_warehouse()))


def late_of(area_code: str, fiscal_year_be: int) -> pd.DataFrame:
    """What is late in the plans of an area in a fiscal year and of all areas within it."""
    return late_data(the_warehouse(), area_code, fiscal_year_be, local_now().date())


def outcomes_of(opened: OpenPlan) -> pd.DataFrame:
    """What became of the plan's problems in a later survey."""
    return outcomes_data(the_warehouse(), the_catalogue(opened.selection.version), opened.plan)


def result_of_meeting(opened: OpenPlan) -> HallResult | None:
    """What the newest meeting of the plan's community came to; None without one."""
    return newest_result(the_warehouse(), opened.header.area_code)


def keep_report(opened: OpenPlan, report: FollowUp, kept: Collection[str] = ()) -> PlanHeader:
    """Save what was reported for a period into the plan as it stands now. Raises as `keep_parts`."""

    def change(parts: Sequence[Part]) -> tuple[Part, ...]:
        return with_report(replace(opened.plan, parts=tuple(parts)), report).parts

    return keep_parts(opened.plan_id, None, change, tuple, kept)
