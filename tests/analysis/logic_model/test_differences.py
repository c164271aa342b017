"""What is different between two states of a plan, in words."""

from dataclasses import replace

from analysis.logic_model.differences import PartChange, plan_changes
from analysis.logic_model.plan import Budget, Cause, Outcome, Part, Plan, Problem, Project, Risk

PROBLEM = Problem(id="problem-1", text="รายได้น้อย", target_pct=5.0)
CAUSE = Cause(id="cause-1", text="ไม่มีอาชีพเสริม", links=("problem-1",))
PROJECT = Project(id="project-1", name="อาชีพเสริม", budgets=(Budget(source="อบต.", year_be=2571, baht=5000.0),))


def plan(*parts: Part) -> Plan:
    return Plan(area_code="830103", set_id="jpt-2560", year_be=2565, fiscal_year_be=2571, parts=parts)


def test_the_same_plan_has_no_changes_whatever_its_order() -> None:
    assert plan_changes(plan(PROBLEM, CAUSE, PROJECT), plan(PROJECT, CAUSE, PROBLEM)) == ()


def test_added_removed_and_changed_parts_are_named_with_both_values() -> None:
    outcome = Outcome(id="outcome-1", text="มีรายได้", links=("cause-1",), target_pct=4.5)
    later = plan(
        replace(PROBLEM, text="รายได้ต่ำ", target_pct=4.0), outcome,
        replace(PROJECT, owner="อบต.", budgets=(Budget(source="อบต.", year_be=2571, baht=6000.0),)),
    )  # fmt: skip
    assert plan_changes(plan(PROBLEM, CAUSE, PROJECT), later) == (
        PartChange("problem-1", "changed", "ห่วงโซ่", "รายได้ต่ำ", "ข้อความ", "รายได้น้อย", "รายได้ต่ำ"),
        PartChange("problem-1", "changed", "ห่วงโซ่", "รายได้ต่ำ", "ค่าเป้าหมาย (%)", "5", "4"),
        PartChange("outcome-1", "added", "ห่วงโซ่", "มีรายได้", after="มีรายได้ · 4.5"),
        PartChange("cause-1", "removed", "ห่วงโซ่", "ไม่มีอาชีพเสริม", before="ไม่มีอาชีพเสริม"),
        PartChange("project-1", "changed", "โครงการ", "อาชีพเสริม", "ผู้รับผิดชอบ (หน่วยงานหรือตำแหน่ง)", "", "อบต."),
        PartChange("project-1/1", "changed", "งบประมาณ", "อาชีพเสริม", "บาท", "5,000", "6,000"),
    )


def test_a_year_is_written_without_a_comma() -> None:
    later = replace(PROJECT, budgets=(Budget(source="อบต.", year_be=2572, baht=5000.0),))
    [change] = plan_changes(plan(PROJECT), plan(later))
    assert (change.heading, change.before, change.after) == ("ปีงบประมาณ", "2571", "2572")
    [removed] = plan_changes(plan(PROJECT), plan(replace(PROJECT, budgets=())))
    assert removed.before == "อบต. · 2571 · 5,000"


def test_links_are_told_by_the_words_of_their_cards() -> None:
    other = Problem(id="problem-2", text="น้ำไม่พอ")
    [change] = plan_changes(
        plan(PROBLEM, other, CAUSE), plan(PROBLEM, other, replace(CAUSE, links=("problem-1", "problem-2")))
    )
    assert (change.heading, change.before, change.after) == ("ต่อจาก (รหัสแถว)", "รายได้น้อย", "รายได้น้อย, น้ำไม่พอ")


def test_a_risk_that_came_is_told_with_its_measure() -> None:
    [change] = plan_changes(plan(), plan(Risk(id="risk-1", text="ฝนทิ้งช่วง", measure="ขุดบ่อ")))
    assert (change.kind, change.sheet, change.after) == ("added", "ความเสี่ยง", "ฝนทิ้งช่วง · ขุดบ่อ")
