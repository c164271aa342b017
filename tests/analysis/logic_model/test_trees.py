"""The two trees of a problem: which cards stand in which row, what hangs below what, and how words are turned."""

import pytest

from analysis.logic_model.plan import Activity, Cause, Impact, Input, Outcome, Output, Plan, Problem, Project
from analysis.logic_model.trees import Node, proposed_words, tree_of, with_tree_words

CRITERIA = {"jpt-2560-23": ("ไม่มีการเก็บออมเงิน", "ครัวเรือนมีการเก็บออมเงิน")}
PLAN = Plan(
    area_code="830101", set_id="jpt-2560", year_be=2565, fiscal_year_be=2566,
    parts=(
        Problem(id="problem-1", text="ไม่มีการเก็บออมเงิน", indicator_code="jpt-2560-23"),
        Problem(id="problem-2", text="ดื่มสุรา"),
        Cause(id="cause-1", text="ไม่รู้วิธีวางแผนการเงิน", links=("problem-1",)),
        Cause(id="cause-2", text="รายได้ไม่พอรายจ่าย", links=("problem-1",), turned="รายได้พอรายจ่าย"),
        Cause(id="cause-3", text="ใช้สุราแก้เครียด", links=("problem-2",)),
        Input(id="input-1", text="วิทยากร", links=("problem-1",)),
        Activity(id="activity-1", text="อบรมบัญชี", links=("cause-2", "cause-1", "input-1", "cause-3")),
        Activity(id="activity-2", text="รณรงค์", links=("problem-1",)),
        Output(id="output-1", text="ผู้ผ่านอบรม", links=("activity-1", "activity-2")),
        Outcome(id="outcome-1", text="ออมเพิ่มขึ้น", links=("output-1",)),
        Impact(id="impact-1", text="มั่นคง", links=("outcome-1",), turned="ครัวเรือนเปราะบาง"),
        Project(id="project-1", name="ออม"),
    ),
)  # fmt: skip


def test_the_problem_tree_has_causes_below_and_what_comes_of_it_above() -> None:
    tree = tree_of(PLAN, "problem-1", "problem", CRITERIA)
    assert tree.nodes == (
        Node("impact-1", "impact", "ครัวเรือนเปราะบาง", is_turned=True),
        Node("outcome-1", "outcome", "ยังไม่เกิด: ออมเพิ่มขึ้น", is_turned=True, is_own=False),
        Node("problem-1", "problem", "ไม่มีการเก็บออมเงิน", is_turned=False),
        Node("cause-1", "cause", "ไม่รู้วิธีวางแผนการเงิน", is_turned=False),
        Node("cause-2", "cause", "รายได้ไม่พอรายจ่าย", is_turned=False),
    )
    assert set(tree.branches) == {
        ("outcome-1", "impact-1"), ("problem-1", "outcome-1"), ("cause-1", "problem-1"), ("cause-2", "problem-1"),
    }  # fmt: skip
    assert [name for name, _ in tree.rows()] == ["ผลกระทบ", "ผลที่เกิดตามมา", "ปัญหาหลัก", "สาเหตุ"]


def test_the_objective_tree_is_the_same_turned_with_the_activities_as_means() -> None:
    tree = tree_of(PLAN, "problem-1", "objective", CRITERIA)
    assert [(each.id, each.text, each.is_own) for each in tree.nodes] == [
        ("impact-1", "มั่นคง", True), ("outcome-1", "ออมเพิ่มขึ้น", True),
        ("problem-1", "ครัวเรือนมีการเก็บออมเงิน", False),
        ("cause-1", "รู้วิธีวางแผนการเงิน", False), ("cause-2", "รายได้พอรายจ่าย", True),
        ("activity-1", "อบรมบัญชี", True), ("activity-2", "รณรงค์", True),
    ]  # fmt: skip
    assert {each for each in tree.branches if each[0].startswith("activity")} == {
        ("activity-1", "cause-2"), ("activity-1", "cause-1"),  # cause-3 is of another problem
        ("activity-2", "problem-1"),
    }  # fmt: skip
    assert [name for name, _ in tree.rows()] == ["เป้าหมายระยะยาว", "ผลลัพธ์", "วัตถุประสงค์", "วัตถุประสงค์ย่อย", "วิธีการ"]


def test_a_problem_alone_is_a_tree_of_one_box() -> None:
    alone = Plan(
        area_code="83", set_id="s", year_be=2565, fiscal_year_be=2566, parts=(Problem(id="problem-1", text="หนี้"),)
    )
    assert tree_of(alone, "problem-1", "problem").branches == ()
    assert len(tree_of(alone, "problem-1", "objective").nodes) == 1
    with pytest.raises(KeyError, match="problem-9"):
        tree_of(alone, "problem-9", "problem")


@pytest.mark.parametrize(
    ("wrong", "wanted"),
    [
        ("ไม่มีเวลาเรียน", "มีเวลาเรียน"),
        ("ขาดทักษะที่ตลาดต้องการ", "มีทักษะที่ตลาดต้องการ"),
        ("ไม่รู้สิทธิตรวจสุขภาพฟรี", "รู้สิทธิตรวจสุขภาพฟรี"),
        # more than one thing is said: taking the first word away would say the opposite of half of it
        ("ไม่สวมหมวกนิรภัยและไม่คาดเข็มขัด", "แก้ไขเรื่อง: ไม่สวมหมวกนิรภัยและไม่คาดเข็มขัด"),
        ("ไม่ได้เรียนหรือออกกลางคันในวัยเด็ก", "แก้ไขเรื่อง: ไม่ได้เรียนหรือออกกลางคันในวัยเด็ก"),
        ("ขาดยาหรือไม่ไปตามนัด", "แก้ไขเรื่อง: ขาดยาหรือไม่ไปตามนัด"),
        ("รายได้ไม่พอรายจ่าย", "แก้ไขเรื่อง: รายได้ไม่พอรายจ่าย"),
        ("ไม่", "แก้ไขเรื่อง: ไม่"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_rule_turns_only_what_it_is_sure_of(wrong: str, wanted: str) -> None:
    assert proposed_words(Cause(id="cause-1", text=wrong)) == wanted


def test_a_problem_that_people_rewrote_is_not_turned_into_its_indicators_words() -> None:
    problem = Problem(id="problem-1", text="ครัวเรือนแทบไม่ออม", indicator_code="jpt-2560-23")
    assert proposed_words(problem, CRITERIA) == "แก้ไขเรื่อง: ครัวเรือนแทบไม่ออม"


def test_words_typed_on_a_tree_go_where_they_belong() -> None:
    after = with_tree_words(PLAN.parts, "objective", {"cause-1": " วางแผนเป็น ", "outcome-1": "ออมมากขึ้น", "cause-2": ""})
    changed = {each.id: each for each in after}
    assert (changed["cause-1"].text, changed["cause-1"].turned) == ("ไม่รู้วิธีวางแผนการเงิน", "วางแผนเป็น")
    assert (changed["outcome-1"].text, changed["outcome-1"].turned) == ("ออมมากขึ้น", "")
    assert changed["cause-2"].turned == ""
    back = {each.id: each for each in with_tree_words(after, "problem", {"cause-1": "", "outcome-1": "ออมน้อย"})}
    assert back["cause-1"].text == "ไม่รู้วิธีวางแผนการเงิน"  # a text is never emptied
    assert (back["outcome-1"].text, back["outcome-1"].turned) == ("ออมมากขึ้น", "ออมน้อย")
    assert with_tree_words(PLAN.parts, "problem", {}) == PLAN.parts
