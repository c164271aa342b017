"""A project judged by the sheets: all points for a whole one, and each part lost where its field is missing."""

from dataclasses import fields, replace
from datetime import date

import pytest

from analysis.logic_model.assessment import SHORT_NAME, TESTS, SheetPoints, assess
from analysis.logic_model.checks import check_plan
from analysis.logic_model.plan import (
    Activity,
    Budget,
    Cause,
    FollowUp,
    Impact,
    Input,
    Outcome,
    Output,
    Part,
    Plan,
    Problem,
    Project,
)
from catalogue.assessments import answers_asked, assessments

SHEETS = assessments()
PARTS = [part for sheet in SHEETS.values() for item in sheet.items for part in item.parts]
OFFICE = "สำนักงานพัฒนาชุมชนอำเภอ"
PROJECT = Project(
    id="project-1", name="ออมวันละบาท", rationale="ก", objective="ข", target_group="ค", method="ง", evaluation="จ",
    expected="ฉ", pace="quick_win", owner=OFFICE, agencies=("อปท.",), networks=("ภาครัฐ", "ประชาชน"), people=37.0,
    unit="ครัวเรือน", start=date(2026, 10, 1), end=date(2027, 2, 28),
    budgets=(Budget(source="อปท.", year_be=2570, baht=12000.0),), strategy_ids=("strategy-1",), sdgs=(1,),
    answers=tuple((key, "พิมพ์แล้ว") for key in answers_asked()),
)  # fmt: skip
WHOLE: tuple[Part, ...] = (
    Problem(
        id="problem-1", text="ไม่มีการเก็บออมเงิน", indicator_code="jpt-2560-23", baseline_pct=29.7, target_pct=20.0,
        failed=37.0, assessed=124.0, unit="ครัวเรือน", to_reach=37.0,
    ),
    Cause(id="cause-1", text="ไม่รู้วิธีออม", links=("problem-1",)),
    Input(id="input-1", text="กลุ่มออมทรัพย์", links=("cause-1",)),
    Activity(
        id="activity-1", text="อบรม", links=("input-1",), project_id="project-1", owner=OFFICE, start=date(2026, 10, 1),
        end=date(2026, 10, 2), people=37.0, unit="ครัวเรือน",
    ),
    Output(id="output-1", text="บัญชี", links=("activity-1",), quantity=37.0, unit="บัญชี"),
    Outcome(id="outcome-1", text="มีเงินออม", links=("output-1",), indicator_code="jpt-2560-23", target_pct=20.0),
    Impact(id="impact-1", text="พึ่งตนเองได้", links=("outcome-1",)),
    PROJECT,
)  # fmt: skip


def plan_with(*parts: Part) -> Plan:
    return Plan(area_code="830101", set_id="jpt-2560", year_be=2564, fiscal_year_be=2570, parts=parts)


def changed(part_id: str, **changes: object) -> tuple[Part, ...]:
    return tuple(replace(each, **changes) if each.id == part_id else each for each in WHOLE)


def without(part_id: str) -> tuple[Part, ...]:
    return tuple(each for each in WHOLE if each.id != part_id)


def judged(sheet_id: str, *parts: Part) -> SheetPoints:
    return assess(plan_with(*parts), "project-1", SHEETS[sheet_id])


def missing(*parts: Part) -> set[str]:
    """What the parts that do not hold ask, over both sheets."""
    found: set[str] = set()
    for sheet_id in SHEETS:
        for item in judged(sheet_id, *parts).items:
            found |= {each.test or each.field or each.answer for each in item.missing}
    return found


def test_the_sheets_ask_for_fields_of_projects_and_tests_there_are():
    assert {part.field for part in PARTS if part.field} <= {each.name for each in fields(Project)}
    assert {part.test for part in PARTS if part.test} == set(TESTS)


def test_a_whole_project_gets_every_point():
    assert check_plan(plan_with(*WHOLE)) == ()
    ministry, marks = judged("ministry", *WHOLE), judged("nine_marks", *WHOLE)
    assert (ministry.points, ministry.items_held) == (70, 7)
    assert (marks.points, marks.items_held) == (21, 9)
    assert missing(*WHOLE) == set()


def test_an_empty_project_gets_next_to_nothing():
    empty = Project(id="project-1", name="")
    assert (judged("ministry", empty).points, judged("nine_marks", empty).points) == (0, 0)


@pytest.mark.parametrize("part", [part for part in PARTS if part.field], ids=lambda part: part.field)
def test_each_field_counts_by_itself(part):
    blank = () if isinstance(getattr(PROJECT, part.field), tuple) else " "
    lost = missing(*changed("project-1", **{part.field: blank}))
    assert part.field in lost
    assert lost <= {part.field, "short_name", "two_networks", "nothing_to_mend"}


@pytest.mark.parametrize(
    ("parts", "lost"),
    [
        (changed("project-1", end=None), {"has_dates"}),
        (changed("activity-1", end=None), {"activities_have_dates"}),
        (changed("activity-1", owner=" "), {"activities_have_owners"}),
        (changed("project-1", budgets=()), {"budget_known", "budget_sources_named", "nothing_to_mend"}),
        (
            changed("project-1", budgets=(Budget(source="", year_be=2570, baht=1.0),)),
            {"budget_sources_named", "nothing_to_mend"},
        ),
        (changed("project-1", networks=("ภาครัฐ",)), {"two_networks"}),
        (changed("project-1", people=0.0), {"people_known"}),
        (changed("project-1", unit=""), {"people_known"}),
        (changed("cause-1", links=()), {"from_problem", "outcome_of_problem", "targets_better"}),
        (changed("activity-1", links=("problem-1",)), {"from_cause", "inputs_named"}),
        (changed("outcome-1", indicator_code="jpt-2560-22"), {"outcome_of_problem"}),
        (changed("problem-1", target_pct=29.7), {"targets_better", "nothing_to_mend"}),
        (changed("problem-1", target_pct=None), {"targets_better"}),
        (without("impact-1"), {"chain_complete"}),
        (
            without("outcome-1"),
            {"chain_complete", "outcome_of_problem", "outcomes_measured", "nothing_to_mend"},
        ),
        (changed("output-1", quantity=None), {"outputs_counted"}),
        (changed("output-1", unit=" "), {"outputs_counted"}),
        (changed("project-1", name="ก" * (SHORT_NAME + 1)), {"short_name"}),
        (
            changed("outcome-1", indicator_code=None),
            {"outcome_of_problem", "outcomes_measured", "nothing_to_mend"},
        ),
    ],
)  # fmt: skip
def test_each_test_is_lost_where_its_part_of_the_plan_is_missing(parts: tuple[Part, ...], lost: set[str]):
    assert missing(*parts) == lost


def test_every_test_is_lost_somewhere():
    lost = missing(Project(id="project-1", name=""))
    assert set(TESTS) <= lost


def test_a_project_that_needs_no_money_has_its_points_for_money():
    parts = changed("project-1", needs_budget=False, budgets=(), answers=())
    items = {each.item.id: each.points for each in judged("ministry", *parts).items}
    assert (items["budget_sources"], items["funded"]) == (10, 10)


def test_money_approved_in_a_follow_up_or_typed_counts_as_funded():
    def funded(*more: Part, answers: tuple[tuple[str, str], ...] = ()) -> int:
        points = judged("ministry", *changed("project-1", answers=answers), *more)
        return {each.item.id: each.points for each in points.items}["funded"]

    follow_up = FollowUp(id="follow_up-1", project_id="project-1", period="2570-Q1", approved_baht=12000.0)
    assert funded() == 0
    assert funded(follow_up) == 10
    assert funded(replace(follow_up, approved_baht=0.0)) == 0
    assert funded(replace(follow_up, project_id="project-2")) == 0
    assert funded(answers=(("funded", "มติสภา อบต."),)) == 10
    assert funded(answers=(("funded", " "),)) == 0


def test_a_quick_win_lasts_five_months_at_most_or_the_impact_is_told():
    def impact(end: date | None, pace: str = "quick_win", high_impact: str = "") -> int:
        parts = changed("project-1", end=end, pace=pace, answers=(("high_impact", high_impact),))
        return {each.item.id: each.points for each in judged("ministry", *parts).items}["impact"]

    assert impact(date(2027, 3, 1)) == 10
    assert impact(date(2027, 3, 2)) == 4
    assert impact(date(2027, 3, 1), pace="lasting") == 4
    assert impact(None) == 4
    assert impact(None, high_impact="ทั้งตำบล") == 10


def test_why_names_what_is_there_and_how_to_come_by_the_rest():
    parts = changed("project-1", agencies=(), networks=("ภาครัฐ",))
    partners = judged("ministry", *parts).items[1]
    assert (partners.points, partners.item.points) == (4, 10)
    assert partners.why == (
        "มีแล้ว: ภาคีเครือข่าย · ยังขาด: หน่วยงานร่วม (ใส่ชื่อหน่วยงานที่ร่วมทำอย่างน้อยหนึ่งแห่ง), "
        "ภาคีตั้งแต่สองเครือข่าย (ชวนภาคีเพิ่มให้ได้อย่างน้อยสองเครือข่าย)"
    )
    assert judged("ministry", *WHOLE).items[2].why == "มีแล้ว: จำนวนเงิน หรือบอกว่าไม่ใช้งบประมาณ, แหล่งงบของทุกก้อน"
    assert judged("ministry", Project(id="project-1", name="")).items[2].why.startswith("ยังขาด: จำนวนเงิน")


def test_what_must_be_mended_elsewhere_does_not_count_against_a_project():
    other = (Project(id="project-2", name="อื่น"), Activity(id="activity-9", text="อื่น", project_id="project-2"))
    plan = plan_with(*WHOLE, *other)
    assert assess(plan, "project-1", SHEETS["nine_marks"]).points == 21
    assert assess(plan, "project-1", SHEETS["nine_marks"], check_plan(plan)).points == 21
    with pytest.raises(KeyError):
        assess(plan, "activity-9", SHEETS["ministry"])
