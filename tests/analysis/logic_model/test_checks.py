"""Every rule of a plan by its own passing and failing example, and at its edges."""

from dataclasses import fields
from datetime import date

import pytest

from analysis.logic_model.checks import (
    CHECKS,
    Finding,
    check_plan,
    fiscal_year_days,
    fiscal_years_of,
    months_after,
)
from analysis.logic_model.plan import (
    PARTS,
    Activity,
    Budget,
    Outcome,
    Output,
    Part,
    Plan,
    Problem,
    Project,
    part_of,
)
from catalogue.plan_rules import plan_rules

RULES = plan_rules()


def plan_with(*parts: Part, area_code: str = "830101") -> Plan:
    return Plan(area_code=area_code, set_id="jpt-2560", year_be=2564, fiscal_year_be=2570, parts=parts)


def of_rule(rule_id: str, *parts: Part, area_code: str = "830101") -> list[str]:
    return [each.part_id for each in check_plan(plan_with(*parts, area_code=area_code), [RULES[rule_id]])]


def example(rows: tuple[dict[str, object], ...]) -> Plan:
    parts: list[Part] = []
    for row in rows:
        known = {each.name for each in fields(PARTS[row["kind"]])}
        assert set(row) <= known | {"kind"}, row  # a misspelt field would be left out
        content = {name: value for name, value in row.items() if name not in ("id", "kind")}
        needed = {name: "" for name in ("text", "name") if name in known}
        parts.append(part_of(row["kind"], row["id"], needed | content))
    return plan_with(*parts)


def test_every_rule_is_evaluated_and_nothing_else():
    assert list(CHECKS) == list(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_the_examples_of_a_rule_pass_and_fail(rule):
    assert check_plan(example(rule.passing), [rule]) == ()
    (finding,) = check_plan(example(rule.failing), [rule])
    assert finding.part_id == rule.found
    assert rule.words == finding.words.keys()
    assert "{" not in finding.says + finding.fix


def test_findings_come_rule_by_rule_and_in_the_order_of_the_plan():
    parts = (
        Project(id="project-1", name="ก"),
        Activity(id="activity-2", text="ข"),
        Activity(id="activity-1", text="ค"),
    )
    assert [(each.rule.id, each.part_id) for each in check_plan(plan_with(*parts))] == [
        ("activity_without_output", "activity-2"),
        ("activity_without_output", "activity-1"),
        ("project_without_budget", "project-1"),
        ("project_without_owner", "project-1"),
    ]
    assert check_plan(plan_with()) == ()


def test_a_sentence_says_the_numbers_of_the_plan():
    problem = Problem(
        id="problem-1", text="ดื่มสุรา", baseline_pct=20.0, failed=1400.0, assessed=7000.0, unit="คน", to_reach=100.0,
        target_pct=5.25,
    )  # fmt: skip
    (finding,) = check_plan(plan_with(problem))
    assert isinstance(finding, Finding)
    assert finding.says == "«ดื่มสุรา» จะถึงเป้าหมาย 5.25 ต้องผ่านเกณฑ์เพิ่ม 1,033 คน แต่ตั้งใจช่วยเพียง 100 คน"


def test_an_outcome_is_held_against_the_problem_of_its_indicator():
    chain = (
        Problem(id="problem-1", text="", indicator_code="jpt-2560-23", baseline_pct=29.7),
        Problem(id="problem-2", text="", indicator_code="jpt-2560-24", baseline_pct=9.0),
        Activity(id="activity-1", text="", links=("problem-1", "problem-2")),
        Output(id="output-1", text="", links=("activity-1",)),
    )

    def outcome(target: float, code: str | None) -> Outcome:
        return Outcome(id="outcome-1", text="", links=("output-1",), indicator_code=code, target_pct=target)

    assert of_rule("target_no_better", *chain, outcome(20, "jpt-2560-23")) == []
    assert of_rule("target_no_better", *chain, outcome(20, "jpt-2560-24")) == ["outcome-1"]
    assert of_rule("target_no_better", *chain, outcome(99, None)) == []
    assert of_rule("target_out_of_range", *chain, outcome(100.5, None)) == ["outcome-1"]


def test_targets_without_figures_are_not_judged():
    assert of_rule("target_no_better", Problem(id="problem-1", text="", target_pct=5.0)) == []
    assert of_rule("target_beyond_people", Problem(id="problem-1", text="", target_pct=5.0, to_reach=1.0)) == []
    assert of_rule("people_above_failing", Problem(id="problem-1", text="", to_reach=1.0)) == []


def test_a_project_may_reach_those_who_fail_in_all_its_problems():
    def parts(people: float, second_unit: str = "คน") -> tuple[Part, ...]:
        return (
            Problem(id="problem-1", text="", failed=40.0, unit="คน"),
            Problem(id="problem-2", text="", failed=20.0, unit=second_unit),
            Activity(id="activity-1", text="", project_id="project-1", links=("problem-1",)),
            Activity(id="activity-2", text="", project_id="project-1", links=("problem-1", "problem-2")),
            Project(id="project-1", name="", people=people, unit="คน"),
        )

    assert of_rule("participants_above_failing", *parts(60)) == []
    assert of_rule("participants_above_failing", *parts(61)) == ["project-1"]
    assert of_rule("participants_above_failing", *parts(61, "ครัวเรือน")) == []  # units that do not add up
    assert of_rule("participants_above_failing", Project(id="project-1", name="", people=5, unit="คน")) == []


def test_money_without_a_source_is_summed_up():
    budgets = tuple(
        Budget(source=source, year_be=2570, baht=baht) for source, baht in (("", 500), ("อปท.", 7), (" ", 1000))
    )
    (finding,) = check_plan(
        plan_with(Project(id="project-1", name="ก", budgets=budgets)), [RULES["budget_without_source"]]
    )
    assert finding.says == "โครงการ «ก» มีงบประมาณ 1,500 บาท ที่ยังไม่บอกแหล่งงบ"
    nothing = Project(id="project-1", name="ก", budgets=(Budget(source="อปท.", year_be=2570, baht=0),))
    assert of_rule("project_without_budget", nothing) == ["project-1"]


def test_the_fiscal_year_begins_in_october_and_grows_with_the_budgets():
    def project(start: date, end: date, *years: int) -> Project:
        budgets = tuple(Budget(source="อปท.", year_be=year, baht=1) for year in years)
        return Project(id="project-1", name="", start=start, end=end, budgets=budgets)

    rule = "dates_outside_fiscal_year"
    assert of_rule(rule, project(date(2026, 9, 30), date(2027, 1, 1))) == ["project-1"]
    assert of_rule(rule, project(date(2026, 10, 1), date(2028, 9, 30), 2570, 2571)) == []
    assert of_rule(rule, project(date(2026, 10, 1), date(2028, 10, 1), 2570, 2571)) == ["project-1"]
    long = project(date(2026, 10, 1), date(2028, 9, 30), 2571)
    late = Activity(id="activity-1", text="", project_id="project-1", end=date(2028, 9, 1))
    alone = Activity(id="activity-2", text="", end=date(2028, 9, 1))
    assert of_rule(rule, long, late, alone) == ["activity-2"]
    assert fiscal_years_of(plan_with(long, late), late) == (2570, 2571)
    (finding,) = check_plan(plan_with(alone), [RULES[rule]])
    assert finding.says == "«» ดำเนินการ 1 ก.ย. 2571 ซึ่งอยู่นอกปีงบประมาณ 2570 (1 ต.ค. 2569–30 ก.ย. 2570)"
    assert fiscal_year_days(2570) == (date(2026, 10, 1), date(2027, 9, 30))


def test_an_activity_is_the_same_where_the_areas_meet():
    def pair(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[Part, ...]:
        return (
            Project(id="project-1", name="", areas=first),
            Project(id="project-2", name="", areas=second),
            Activity(id="activity-1", text="อบรม", project_id="project-1"),
            Activity(id="activity-2", text="อบรม", project_id="project-2"),
        )

    assert of_rule("activity_twice", *pair(("83010101",), ("83010102", "83010101"))) == ["activity-2"]
    assert of_rule("activity_twice", *pair(("83010101",), ("83010102",))) == []
    assert of_rule("activity_twice", *pair(("83010101",), ()), area_code="TH") == ["activity-2"]
    assert of_rule("activity_twice", Activity(id="activity-1", text=" "), Activity(id="activity-2", text=" ")) == []


def test_five_months_are_counted_by_the_calendar():
    def quick(end: date) -> Activity:
        return Activity(id="activity-1", text="อบรม", pace="quick_win", start=date(2026, 11, 30), end=end)

    assert of_rule("quick_win_too_long", quick(date(2027, 4, 30))) == []
    (finding,) = check_plan(plan_with(quick(date(2027, 5, 1))), [RULES["quick_win_too_long"]])
    assert finding.says == "«อบรม» เป็น Quick win แต่ใช้เวลา 6 เดือน เกิน 5 เดือน"
    assert finding.fix == "ร่นเวลาให้ไม่เกิน 5 เดือน หรือเปลี่ยนเป็นโครงการต่อเนื่อง"
    assert months_after(date(2026, 9, 30), 5) == date(2027, 2, 28)
