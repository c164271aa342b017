"""How the projects and activities of a plan stand: what was reported of each month or quarter, money, outputs, the
traffic light by rule, and what is late.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import pandas as pd

from analysis.logic_model.checks import fiscal_years_of
from analysis.logic_model.plan import Activity, FollowUp, Links, Output, Plan, Project, links_of, new_id
from analysis.logic_model.plan_store import plan_of_items
from catalogue.traffic_lights import COLOURS, RED, light_of
from warehouse import FollowUpSetting, Warehouse, list_plans, read_follow_up_setting, read_plans
from words.dates import BE_MINUS_CE, fiscal_year_days, fiscal_year_of

MONTH: Final = re.compile(r"(2\d{3})-(0[1-9]|1[0-2])")
QUARTER: Final = re.compile(r"(2\d{3})-Q([1-4])")
MONEY: Final = ("planned_baht", "approved_baht", "contracted_baht", "paid_baht")
STANDING_COLUMNS: Final = (
    *("project_id", "activity_id", "name", "owner", "start", "end", *MONEY, "left_baht", "done", "quantity", "unit"),
    *("done_pct", "expected_pct", "period", "is_finished", "late_periods", "light", "light_name", "why", "obstacles"),
)
PERIOD_COLUMNS: Final = (
    *("project_id", "activity_id", "period", "first_day", "last_day", "due_on", "is_reported", "is_late", *MONEY),
    *("left_baht", "done"),
)
Days = tuple[date, date]


@dataclass(frozen=True)
class FollowedUp:
    """`standing`, `periods`: see `follow_up_data`."""

    standing: pd.DataFrame
    periods: pd.DataFrame


@dataclass(frozen=True)
class _Followed:
    """What is followed up: an activity of a project, or the project as a whole (None). `own`: what was reported of it,
    `covering`: also what was reported of its project as a whole; both in the order of their periods."""

    project: Project
    activity: Activity | None
    days: Days
    own: tuple[FollowUp, ...]
    covering: tuple[FollowUp, ...]

    @property
    def finished_on(self) -> date | None:
        """The last day of the first period that says it is finished."""
        return next((last for each in self.covering if each.is_finished and (last := _last_day(each))), None)


def follow_up_data(plan: Plan, today: date, setting: FollowUpSetting) -> FollowedUp:
    """How everything in the plan stands on a day.

    standing, one row an activity of a project, and one for each project as a whole that has no activity or of which
    something was reported as a whole (activity_id ""): days from and to (its own, else the project's, else those of the
    fiscal years it may run in); planned, approved, contracted and paid baht added up over the periods reported, missing
    where nobody wrote any; left_baht: approved − paid; done and quantity in `unit` (of its one output that has a
    quantity; done as last reported); done_pct; expected_pct: the share of its days gone at the end of that period;
    period: the last reported; late_periods: those past their due day of which nothing is reported, until it is
    finished (a report of the whole project is one of each activity); light: a colour by the first rule that holds,
    light_name its Thai name, why in words.
    periods, one row for each of these and each period of its days: due_on, is_reported, is_late and what was reported.
    A report whose period cannot be read counts its money alone."""
    links = links_of(plan)
    followed = list(_followed(plan))
    return FollowedUp(
        pd.DataFrame([_standing_row(each, links, today, setting) for each in followed], columns=list(STANDING_COLUMNS)),
        pd.DataFrame(
            [row for each in followed for row in _period_rows(each, today, setting)], columns=list(PERIOD_COLUMNS)
        ),
    )


def late_data(warehouse: Warehouse, area_code: str, fiscal_year_be: int, today: date) -> pd.DataFrame:
    """What is late in the plans of an area and of every area within it, for a fiscal year: the rows of standing with a
    period that is not reported or a red light, before them plan_id and area_code, those with most periods first."""
    setting = read_follow_up_setting(warehouse)
    headers = list_plans(warehouse, area_code, below=True, fiscal_year_be=fiscal_year_be)
    items = read_plans(warehouse, [each.plan_id for each in headers])
    tables = [
        follow_up_data(plan_of_items(each, items[each.plan_id]), today, setting).standing.assign(
            plan_id=each.plan_id, area_code=each.area_code
        )
        for each in headers
    ]
    columns = ["plan_id", "area_code", *STANDING_COLUMNS]
    filled = [each for each in tables if len(each)]
    if not filled:
        return pd.DataFrame(columns=columns)
    table = pd.concat(filled, ignore_index=True)[columns]
    table = table.assign(late=table["late_periods"].map(len))
    table = table[(table["late"] > 0) | (table["light"] == RED)]
    return table.sort_values(["late", "area_code", "plan_id"], ascending=[False, True, True], ignore_index=True)[
        columns
    ]


def late_by_area(late: pd.DataFrame) -> pd.DataFrame:
    """What `late_data` holds by area, those with most works first: area_code, works (how many), reds (of them, with a
    red light), periods (not reported)."""
    counted = late.assign(is_red=late["light"] == RED, late=late["late_periods"].map(len)).groupby("area_code")
    board = counted.agg(works=("name", "size"), reds=("is_red", "sum"), periods=("late", "sum")).reset_index()
    return board.sort_values(["works", "periods", "area_code"], ascending=[False, False, True], ignore_index=True)


@dataclass(frozen=True)
class Tally:
    """Of everything followed up in a plan: how many works, of how many something was reported, how many are late; baht
    paid and approved, NaN where nobody wrote any."""

    works: int
    reported: int
    late: int
    paid_baht: float
    approved_baht: float


def tally_of(standing: pd.DataFrame) -> Tally:
    """The rows of `FollowedUp.standing` counted and added up."""
    paid, approved = (float(standing[name].sum(min_count=1)) for name in ("paid_baht", "approved_baht"))
    late = int((standing["late_periods"].map(len) > 0).sum())
    return Tally(len(standing), int((standing["period"] != "").sum()), late, paid, approved)


def with_report(plan: Plan, report: FollowUp) -> Plan:
    """The plan with what was reported of an activity (or a project as a whole) for a period, in the place of an earlier
    report of the same; the id of `report` is given here. Raises KeyError for a project that the plan does not have."""
    if not isinstance(plan.part(report.project_id), Project):
        raise KeyError(report.project_id)
    key = (report.project_id, report.activity_id, report.period)
    same = [each for each in plan.of(FollowUp) if (each.project_id, each.activity_id, each.period) == key]
    if not same:
        new = replace(report, id=new_id(FollowUp.kind, (each.id for each in plan.parts)))
        return replace(plan, parts=(*plan.parts, new))
    new = replace(report, id=same[0].id)
    parts = (new if each is same[0] else each for each in plan.parts if each is same[0] or each not in same)
    return replace(plan, parts=tuple(parts))


def period_days(period: str) -> Days | None:
    """The first and last day of a month of the calendar or a quarter of a fiscal year, both in พ.ศ.; None for a text
    that is neither.

    >>> period_days("2569-02"), period_days("2569-Q1")[0], period_days("ไตรมาส 1")
    ((datetime.date(2026, 2, 1), datetime.date(2026, 2, 28)), datetime.date(2025, 10, 1), None)
    """
    if found := MONTH.fullmatch(period):
        return _months(int(found[1]) - BE_MINUS_CE, int(found[2]), 1)
    if found := QUARTER.fullmatch(period):
        year, month = int(found[1]) - BE_MINUS_CE, 10 + 3 * (int(found[2]) - 1)
        return _months(year - 1, month, 3)
    return None


def periods_of(fiscal_year_be: int, setting: FollowUpSetting) -> tuple[str, ...]:
    """The periods of a fiscal year, from October on.

    >>> periods_of(2569, FollowUpSetting(months=1))[2:4], periods_of(2569, FollowUpSetting(months=3))[:2]
    (('2568-12', '2569-01'), ('2569-Q1', '2569-Q2'))
    """
    if setting.months == 3:
        return tuple(f"{fiscal_year_be}-Q{number}" for number in range(1, 5))
    before = [f"{fiscal_year_be - 1}-{month:02}" for month in (10, 11, 12)]
    return (*before, *(f"{fiscal_year_be}-{month:02}" for month in range(1, 10)))


def _months(year: int, month: int, count: int) -> Days:
    """First and last day of so many months; a month past December is one of the next year."""

    def first(number: int) -> date:
        return date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)

    return first(month), first(month + count) - timedelta(days=1)


def _last_day(record: FollowUp) -> date | None:
    days = period_days(record.period)
    return days[1] if days else None


def _followed(plan: Plan) -> Iterable[_Followed]:
    records = sorted(plan.of(FollowUp), key=lambda each: _last_day(each) or date.min)
    for project in plan.of(Project):
        activities = plan.activities_of(project.id)
        of_project = [each for each in records if each.project_id == project.id]
        whole = tuple(each for each in of_project if not each.activity_id)
        if whole or not activities:
            yield _Followed(project, None, _days(plan, project), whole, whole)
        for activity in activities:
            own = tuple(each for each in of_project if each.activity_id == activity.id)
            covering = tuple(each for each in of_project if each.activity_id in ("", activity.id))
            yield _Followed(project, activity, _days(plan, project, activity), own, covering)


def _days(plan: Plan, project: Project, activity: Activity | None = None) -> Days:
    first_year, last_year = fiscal_years_of(plan, project)
    start = (activity.start if activity else None) or project.start or fiscal_year_days(first_year)[0]
    end = (activity.end if activity else None) or project.end or fiscal_year_days(last_year)[1]
    return start, max(start, end)


def _period_rows(followed: _Followed, today: date, setting: FollowUpSetting) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    start, end = followed.days
    years = range(fiscal_year_of(start), fiscal_year_of(end) + 1)
    finished = followed.finished_on
    for period in (each for year in years for each in periods_of(year, setting)):
        days = period_days(period)
        if days is None or days[1] < start or days[0] > end:
            continue
        due, reported = days[1] + timedelta(days=setting.due_days), _is_reported(followed.covering, days)
        is_over = finished is not None and days[1] > finished
        own = [each for each in followed.own if (last := _last_day(each)) and days[0] <= last <= days[1]]
        done = [each.done for each in own if each.done is not None]
        rows.append({
            "project_id": followed.project.id, "activity_id": followed.activity.id if followed.activity else "",
            "period": period, "first_day": days[0], "last_day": days[1], "due_on": due, "is_reported": reported,
            "is_late": today > due and not reported and not is_over,
            **_money(own), "done": done[-1] if done else math.nan,
        })  # fmt: skip
    return rows


def _is_reported(records: Sequence[FollowUp], days: Days) -> bool:
    """Whether a report's period reaches to the end of these days, or beyond."""
    known = [found for each in records if (found := period_days(each.period))]
    return any(first <= days[1] <= last for first, last in known)


def _money(records: Iterable[FollowUp]) -> dict[str, float]:
    """The sums of each kind of money over records; NaN where no record says any. left_baht: approved − paid."""
    held = list(records)
    sums: dict[str, float] = {}
    for name in MONEY:
        given = [getattr(each, name) for each in held if getattr(each, name) is not None]
        sums[name] = float(sum(given)) if given else math.nan
    return sums | {"left_baht": sums["approved_baht"] - sums["paid_baht"]}


def _standing_row(followed: _Followed, links: Links, today: date, setting: FollowUpSetting) -> dict[str, object]:
    activity, project, (start, end) = followed.activity, followed.project, followed.days
    money = _money(followed.own)
    late = tuple(str(row["period"]) for row in _period_rows(followed, today, setting) if row["is_late"])
    outputs = [] if activity is None else [
        each for each in links.after.get(activity.id, ()) if isinstance(each, Output) and each.quantity
    ]  # fmt: skip
    quantity = outputs[0].quantity if len(outputs) == 1 else None
    reported = [each for each in followed.own if each.done is not None]
    done = reported[-1].done if reported else None
    done_pct = 100 * done / quantity if quantity and done is not None else math.nan
    expected = _gone_pct(followed.days, _last_day(reported[-1]) if reported else None)
    is_finished = any(each.is_finished for each in followed.covering)
    paid, approved = money["paid_baht"], money["approved_baht"]
    light = light_of({
        "is_finished": float(is_finished), "days_to_start": float((start - today).days),
        "days_after_end": float((today - end).days), "late_reports": float(len(late)),
        "paid_of_approved_pct": 100 * paid / approved if approved > 0 else math.nan,
        "done_of_expected_pct": 100 * done_pct / expected if expected > 0 else math.nan,
    })  # fmt: skip
    return {
        "project_id": project.id, "activity_id": activity.id if activity else "",
        "name": activity.text if activity else project.name,
        "owner": (activity.owner if activity else "") or project.owner,
        "start": start, "end": end, **money, "done": math.nan if done is None else done,
        "quantity": math.nan if quantity is None else quantity, "unit": outputs[0].unit if len(outputs) == 1 else "",
        "done_pct": done_pct, "expected_pct": expected, "period": followed.own[-1].period if followed.own else "",
        "is_finished": is_finished, "late_periods": late, "light": light.colour, "light_name": COLOURS[light.colour],
        "why": light.words,
        "obstacles": next((each.obstacles for each in reversed(followed.own) if each.obstacles), ""),
    }  # fmt: skip


def _gone_pct(days: Days, on: date | None) -> float:
    """How much of the days, both ends with them, is gone at the end of a day; NaN without one."""
    if on is None:
        return math.nan
    gone, whole = (on - days[0]).days + 1, (days[1] - days[0]).days + 1
    return 100 * min(max(gone, 0), whole) / whole
