"""How a plan stands on a day: money, outputs, lights and what is late, worked out by hand."""

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from analysis.logic_model.follow_up import (
    follow_up_data,
    late_by_area,
    late_data,
    period_days,
    periods_of,
    tally_of,
    with_report,
)
from analysis.logic_model.plan import Activity, FollowUp, Output, Plan
from analysis.logic_model.plan_store import store_new_plan
from tests.analysis.logic_model.plans import plan_with, project
from warehouse import (
    FollowUpSetting,
    Warehouse,
    WarehouseError,
    list_actions,
    read_follow_up_setting,
    save_follow_up_setting,
)

QUARTERS, MONTHS = FollowUpSetting(3, 15), FollowUpSetting(1, 10)
NAN = float("nan")
# fiscal year 2570: 1 October 2026 – 30 September 2027; its first two quarters end on 31 December and 31 March
ACTIVITY = Activity(
    id="activity-1", text="อบรม", project_id="project-1", owner="พช.", start=date(2026, 10, 1), end=date(2027, 3, 31)
)
OUTPUT = Output(id="output-1", text="ผู้ผ่านอบรม", links=("activity-1",), quantity=40.0, unit="คน")


def record(number: int, period: str, activity_id: str = "activity-1", **more: object) -> FollowUp:
    return FollowUp(id=f"follow_up-{number}", project_id="project-1", period=period, activity_id=activity_id, **more)  # type: ignore[arg-type]


def plan(*records: FollowUp, activity: Activity = ACTIVITY) -> Plan:
    return plan_with(activity, OUTPUT, project(1, owner="อบต."), *records, fiscal_year_be=2570)


def standing(made: Plan, today: date, setting: FollowUpSetting = QUARTERS) -> dict[str, object]:
    [row] = follow_up_data(made, today, setting).standing.to_dict("records")
    return {str(key): value for key, value in row.items()}


def test_money_is_added_up_and_the_output_is_the_last_said() -> None:
    made = plan(
        record(2, "2570-Q2", planned_baht=500.0, approved_baht=400.0, contracted_baht=350.0, paid_baht=200.0, done=30.0,
               obstacles="ฝนตก"),
        record(1, "2570-Q1", planned_baht=1000.0, approved_baht=1000.0, paid_baht=900.0, done=10.0, obstacles="คนน้อย"),
    )  # fmt: skip
    row = standing(made, date(2027, 3, 31))
    assert [row[name] for name in ("planned_baht", "approved_baht", "contracted_baht", "paid_baht", "left_baht")] == [
        1500, 1400, 350, 1100, 300,
    ]  # fmt: skip
    assert [row[name] for name in ("done", "quantity", "unit", "done_pct", "expected_pct")] == [30, 40, "คน", 75, 100]
    assert [row[name] for name in ("owner", "period", "obstacles", "late_periods")] == ["พช.", "2570-Q2", "ฝนตก", ()]
    assert (row["light"], row["light_name"], row["why"]) == ("yellow", "เหลือง", "ผลผลิตได้ 75 % ของที่ควรได้ถึงงวดนี้")


def test_what_nobody_wrote_is_missing_and_not_zero() -> None:
    row = standing(plan(record(1, "2570-Q1", approved_baht=100.0)), date(2027, 1, 1))
    assert row["approved_baht"] == 100
    for name in ("planned_baht", "contracted_baht", "paid_baht", "left_baht", "done", "done_pct", "expected_pct"):
        assert pd.isna(row[name])


def test_the_output_is_held_against_the_days_gone_when_it_was_reported() -> None:
    row = standing(plan(record(1, "2570-Q1", done=10.0)), date(2027, 1, 20))
    assert row["expected_pct"] == pytest.approx(100 * 92 / 182)  # 31 + 30 + 31 of 182 days
    assert (row["done_pct"], row["light"]) == (25, "red")  # 49.5 % of what was due


def test_a_report_is_late_the_day_after_its_due_day() -> None:
    assert standing(plan(), date(2027, 1, 15))["late_periods"] == ()
    late = standing(plan(), date(2027, 1, 16))
    assert (late["late_periods"], late["light"], late["why"]) == (("2570-Q1",), "yellow", "ยังไม่รายงาน 1 งวด")
    assert standing(plan(record(1, "2570-Q1")), date(2027, 1, 16))["late_periods"] == ()


def test_months_have_their_own_due_days_and_a_quarter_tells_of_its_months() -> None:
    assert standing(plan(), date(2026, 12, 10), MONTHS)["late_periods"] == ("2569-10",)
    assert standing(plan(), date(2026, 12, 11), MONTHS)["late_periods"] == ("2569-10", "2569-11")
    assert standing(plan(record(1, "2570-Q1")), date(2027, 2, 11), MONTHS)["late_periods"] == ("2570-01",)
    # a month is a report of its quarter only where it is the last one
    assert standing(plan(record(1, "2569-11")), date(2027, 1, 16))["late_periods"] == ("2570-Q1",)
    assert standing(plan(record(1, "2569-12")), date(2027, 1, 16))["late_periods"] == ()


def test_nothing_is_due_before_the_start_after_the_end_and_once_it_is_finished() -> None:
    short = Activity(id="activity-1", text="ก", project_id="project-1", start=date(2027, 1, 1), end=date(2027, 1, 31))
    assert standing(plan(activity=short), date(2026, 12, 31))["light"] == "grey"
    row = standing(plan(activity=short), date(2028, 1, 1))
    assert (row["late_periods"], row["light"]) == (("2570-Q2",), "red")
    finished = standing(plan(record(1, "2570-Q1", is_finished=True)), date(2028, 1, 1))
    assert (finished["late_periods"], finished["light"], finished["is_finished"]) == ((), "green", True)


def test_a_report_of_the_whole_project_is_one_of_each_activity() -> None:
    other = Activity(id="activity-2", text="ข", project_id="project-1")
    made = plan_with(
        ACTIVITY, other, project(1, owner="อบต."), project(2), record(1, "2570-Q1", activity_id="", paid_baht=5.0),
        fiscal_year_be=2570,
    )  # fmt: skip
    table = follow_up_data(made, date(2027, 1, 16), QUARTERS).standing
    assert table[["project_id", "activity_id", "owner"]].to_numpy().tolist() == [
        ["project-1", "", "อบต."], ["project-1", "activity-1", "พช."], ["project-1", "activity-2", "อบต."],
        ["project-2", "", ""],
    ]  # fmt: skip
    assert table["late_periods"].tolist() == [(), (), (), ("2570-Q1",)]
    assert table["paid_baht"].tolist()[0] == 5
    assert table["paid_baht"].isna().tolist() == [False, True, True, True]
    assert (table["start"][2], table["end"][2]) == (date(2026, 10, 1), date(2027, 9, 30))


def test_every_period_has_its_row() -> None:
    made = plan(
        record(1, "2570-Q1", approved_baht=10.0, paid_baht=4.0, done=1.0), record(2, "ไตรมาสสอง", paid_baht=9.0)
    )
    found = follow_up_data(made, date(2027, 4, 16), QUARTERS)
    columns = ["period", "due_on", "is_reported", "is_late", "left_baht", "done"]
    first, second = found.periods[columns].to_dict("records")
    assert list(first.values()) == ["2570-Q1", date(2027, 1, 15), True, False, 6, 1]
    assert list(second.values())[:4] == ["2570-Q2", date(2027, 4, 15), False, True]
    assert pd.isna(second["left_baht"])
    assert found.standing["paid_baht"].tolist() == [13]  # also of a period that cannot be read


def test_a_plan_of_several_years_goes_on() -> None:
    made = plan_with(project(1, 5, year_be=2571), fiscal_year_be=2570)
    periods = follow_up_data(made, date(2026, 10, 1), QUARTERS).periods["period"].tolist()
    assert periods == [*periods_of(2570, QUARTERS), *periods_of(2571, QUARTERS)]


def test_more_paid_than_approved_is_red() -> None:
    row = standing(plan(record(1, "2570-Q1", approved_baht=100.0, paid_baht=101.0, done=40.0)), date(2027, 1, 1))
    assert (row["light"], row["left_baht"]) == ("red", -1)


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2568-12", (date(2025, 12, 1), date(2025, 12, 31))), ("2571-02", (date(2028, 2, 1), date(2028, 2, 29))),
        ("2569-Q2", (date(2026, 1, 1), date(2026, 3, 31))), ("2569-Q4", (date(2026, 7, 1), date(2026, 9, 30))),
        ("2569-13", None), ("2569-Q5", None), ("", None), ("2026-01-01", None),
    ],
)  # fmt: skip
def test_periods_are_days(period: str, days: tuple[date, date] | None) -> None:
    assert period_days(period) == days


@pytest.mark.parametrize("setting", [QUARTERS, MONTHS])
def test_the_periods_of_a_year_follow_each_other_without_a_gap(setting: FollowUpSetting) -> None:
    days = [period_days(each) for each in periods_of(2569, setting)]
    assert days[0] is not None
    assert days[-1] is not None
    assert (days[0][0], days[-1][1]) == (date(2025, 10, 1), date(2026, 9, 30))
    for before, after in pairwise(days):
        assert before is not None
        assert after is not None
        assert (after[0] - before[1]).days == 1


def test_what_is_late_in_an_area_stands_together(warehouse: Warehouse) -> None:
    save_follow_up_setting(warehouse, MONTHS)
    for area_code, records in (
        ("83010101", (record(1, "2569-10"),)), ("830101", ()), ("8302", ()),
        ("83010102", (record(1, "2570-Q1"), record(2, "2570-01", paid_baht=2.0, approved_baht=1.0))),
    ):  # fmt: skip
        store_new_plan(warehouse, plan_with(ACTIVITY, project(1), *records, area_code=area_code, fiscal_year_be=2570))
    late = late_data(warehouse, "8301", 2570, date(2027, 1, 11))
    assert late[["area_code", "plan_id", "light"]].to_numpy().tolist() == [
        ["830101", 2, "red"], ["83010101", 1, "red"], ["83010102", 4, "red"],
    ]  # fmt: skip
    assert late["late_periods"].tolist() == [("2569-10", "2569-11", "2569-12"), ("2569-11", "2569-12"), ()]
    assert late_data(warehouse, "84", 2570, date(2027, 1, 11)).empty
    assert late_by_area(late).to_numpy().tolist() == [["830101", 1, 1, 3], ["83010101", 1, 1, 2], ["83010102", 1, 1, 0]]


def test_the_works_of_a_plan_are_tallied() -> None:
    found = follow_up_data(plan(record(1, "2570-Q1", paid_baht=2.0)), date(2027, 5, 1), QUARTERS).standing
    tally = tally_of(found)
    assert (tally.works, tally.reported, tally.late, tally.paid_baht) == (1, 1, 1, 2.0)
    assert np.isnan(tally.approved_baht)


def test_the_office_sets_how_often_and_until_when(warehouse: Warehouse) -> None:
    assert read_follow_up_setting(warehouse) == FollowUpSetting(3, 15)
    save_follow_up_setting(warehouse, FollowUpSetting(1, 0))
    assert read_follow_up_setting(warehouse) == FollowUpSetting(1, 0)
    assert list_actions(warehouse)["object"].tolist() == ["follow_up 1/0"]
    for wrong in (FollowUpSetting(2, 5), FollowUpSetting(3, 91), FollowUpSetting(3, -1)):
        with pytest.raises(WarehouseError):
            save_follow_up_setting(warehouse, wrong)
    assert read_follow_up_setting(warehouse) == FollowUpSetting(1, 0)


def test_a_plan_without_projects_has_empty_tables() -> None:
    found = follow_up_data(plan_with(), date(2027, 1, 1), QUARTERS)
    assert (len(found.standing), len(found.periods)) == (0, 0)
    assert "light" in found.standing


def test_a_report_stands_in_the_place_of_an_earlier_one_of_the_same_period() -> None:
    plan = plan_with(project(1))
    first = with_report(plan, FollowUp(id="", project_id="project-1", period="2570-Q1", paid_baht=10.0))
    other = with_report(first, FollowUp(id="", project_id="project-1", period="2570-Q2", paid_baht=5.0))
    again = with_report(other, FollowUp(id="", project_id="project-1", period="2570-Q1", paid_baht=12.0))
    assert [(each.id, each.period, each.paid_baht) for each in again.of(FollowUp)] == [
        ("follow_up-1", "2570-Q1", 12.0), ("follow_up-2", "2570-Q2", 5.0),
    ]  # fmt: skip
    with pytest.raises(KeyError):
        with_report(plan, FollowUp(id="", project_id="project-9", period="2570-Q1"))
