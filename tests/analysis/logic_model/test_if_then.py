"""A chain read as sentences: every link once, every gap once, and no figure of the area."""

import pytest

from analysis.logic_model.if_then import Sentence, if_then, if_then_of
from analysis.logic_model.plan import (
    Activity,
    Cause,
    Impact,
    Input,
    Outcome,
    Output,
    Part,
    Plan,
    Problem,
    Risk,
)

PROBLEM = Problem(
    id="problem-1",
    text="ไม่มีการเก็บออมเงิน",
    baseline_pct=29.73,
    failed=3.0,
    assessed=11.0,
    unit="ครัวเรือน",
    target_pct=17.6,
)
CHAIN = (
    PROBLEM,
    Cause(id="cause-1", text="รายได้ไม่แน่นอน", links=("problem-1",)),
    Cause(id="cause-2", text="ไม่รู้วิธีออม", links=("problem-1",)),
    Input(id="input-1", text="กลุ่มออมทรัพย์", links=("cause-1",)),
    Activity(id="activity-1", text="ออมวันละบาท", links=("input-1", "cause-2")),
    Output(id="output-1", text="บัญชีออมใหม่", links=("activity-1",), quantity=1200.0, unit="บัญชี"),
    Output(id="output-2", text="กติกากลุ่ม", links=("activity-1",)),
    Outcome(id="outcome-1", text="ครัวเรือนออมเงิน", links=("output-1", "output-2"), indicator_code="jpt-2560-23"),
    Impact(id="impact-1", text="หนี้นอกระบบลดลง", links=("outcome-1",)),
    Risk(id="risk-1", text="ฝนทิ้งช่วง", problem_id="problem-1", measure="ออมตามฤดู"),
    Risk(id="risk-2", text="ราคายางไม่ตก", problem_id="problem-1", is_assumption=True),
    Risk(id="risk-3", text="กรรมการลาออก", problem_id="problem-1"),
    Risk(id="risk-4", text="ของปัญหาอื่น", problem_id="problem-2"),
    Problem(id="problem-2", text="ดื่มสุรา"),
)


def plan_with(*parts: Part) -> Plan:
    return Plan(area_code="830101", set_id="jpt-2560", year_be=2564, fiscal_year_be=2570, parts=parts)


def test_a_whole_chain_is_read_from_problem_to_impact():
    assert if_then_of(plan_with(*CHAIN), "problem-1", {"jpt-2560-23": "ครัวเรือนมีการออมเงิน"}) == (
        Sentence("problem-1", "ปัญหา «ไม่มีการเก็บออมเงิน» เกิดจาก «รายได้ไม่แน่นอน» และ «ไม่รู้วิธีออม»", ("cause-1", "cause-2")),
        Sentence("cause-1", "จะแก้สาเหตุ «รายได้ไม่แน่นอน» ต้องมี «กลุ่มออมทรัพย์»", ("input-1",)),
        Sentence("cause-2", "จะแก้สาเหตุ «ไม่รู้วิธีออม» ต้องทำ «ออมวันละบาท»", ("activity-1",)),
        Sentence("input-1", "ถ้ามี «กลุ่มออมทรัพย์» แล้ว จะทำ «ออมวันละบาท» ได้", ("activity-1",)),
        Sentence(
            "activity-1", "ถ้าทำ «ออมวันละบาท» แล้ว จะได้ «บัญชีออมใหม่» 1,200 บัญชี และ «กติกากลุ่ม»", ("output-1", "output-2")
        ),
        Sentence(
            "output-1",
            "ถ้าได้ «บัญชีออมใหม่» และ «กติกากลุ่ม» แล้ว จะเกิดผล «ครัวเรือนออมเงิน» (วัดด้วย ครัวเรือนมีการออมเงิน)",
            ("outcome-1",),
        ),
        Sentence("outcome-1", "ถ้าเกิดผล «ครัวเรือนออมเงิน» แล้ว จะนำไปสู่ «หนี้นอกระบบลดลง»", ("impact-1",)),
        Sentence("risk-2", "ทั้งหมดนี้เป็นจริงได้เมื่อ «ราคายางไม่ตก»"),
        Sentence("risk-1", "ถ้าเกิด «ฝนทิ้งช่วง» จะรับมือด้วย «ออมตามฤดู»"),
        Sentence("risk-3", "ถ้าเกิด «กรรมการลาออก» ยังไม่มีวิธีรับมือ", is_gap=True),
    )


def test_cards_that_lead_to_the_same_share_a_sentence_and_others_have_their_own():
    causes = [Cause(id=f"cause-{number}", text=f"เหตุ {number}", links=("problem-1",)) for number in (1, 2, 3, 4)]
    shared = Activity(id="activity-1", text="อบรม", links=("cause-1", "cause-3", "cause-2"))
    alone = Activity(id="activity-2", text="เยี่ยมบ้าน", links=("cause-4", "cause-3"))
    read = [
        each.text for each in if_then_of(plan_with(PROBLEM, *causes, shared, alone), "problem-1") if not each.is_gap
    ]
    assert read == [
        "ปัญหา «ไม่มีการเก็บออมเงิน» เกิดจาก «เหตุ 1», «เหตุ 2», «เหตุ 3» และ «เหตุ 4»",
        "จะแก้สาเหตุ «เหตุ 1» และ «เหตุ 2» ต้องทำ «อบรม»",
        "จะแก้สาเหตุ «เหตุ 3» ต้องทำ «อบรม» และ «เยี่ยมบ้าน»",
        "จะแก้สาเหตุ «เหตุ 4» ต้องทำ «เยี่ยมบ้าน»",
    ]


def test_every_problem_is_read_and_an_unnamed_indicator_left_out():
    read = if_then(plan_with(*CHAIN))
    assert list(read) == ["problem-1", "problem-2"]
    assert read["problem-2"][0] == Sentence("problem-2", "ปัญหา «ดื่มสุรา» ยังไม่บอกสาเหตุ", is_gap=True)
    assert not any("วัดด้วย" in each.text for each in read["problem-1"])


def test_no_figure_of_the_area_stands_in_a_sentence():
    text = " ".join(each.text for each in if_then_of(plan_with(*CHAIN), "problem-1"))
    assert not any(number in text for number in ("29.7", "17.6", "11", " 3 "))


@pytest.mark.parametrize(
    ("card", "gap"),
    [
        (Cause(id="x-1", text="ก", links=("problem-1",)), "สาเหตุ «ก» ยังไม่มีกิจกรรมแก้"),
        (Input(id="x-1", text="ก", links=("problem-1",)), "มี «ก» แล้วยังไม่บอกว่าใช้ทำกิจกรรมใด"),
        (Activity(id="x-1", text="ก", links=("problem-1",)), "ทำ «ก» แล้วยังไม่บอกว่าได้ผลผลิตใด"),
        (Output(id="x-1", text="ก", links=("problem-1",)), "ได้ «ก» แล้วยังไม่บอกว่าเกิดผลลัพธ์ใด"),
        (Outcome(id="x-1", text="ก", links=("problem-1",)), "เกิดผล «ก» แล้วยังไม่บอกว่านำไปสู่ผลกระทบใด"),
    ],
    ids=lambda each: getattr(each, "kind", ""),
)
def test_a_chain_that_ends_early_says_where(card: Part, gap: str):
    sentences = if_then_of(plan_with(PROBLEM, card), "problem-1")
    assert sentences[-1] == Sentence("x-1", gap, is_gap=True)
    assert sum(each.part_id == "x-1" for each in sentences) == 1


def test_columns_may_be_left_out_and_links_back_are_not_read():
    chain = (
        PROBLEM,
        Activity(id="activity-1", text="ออม", links=("problem-1", "outcome-1")),
        Outcome(id="outcome-1", text="มีเงินออม", links=("activity-1",), measured_by="สมุดบัญชี"),
    )
    assert [(each.text, each.is_gap) for each in if_then_of(plan_with(*chain), "problem-1")] == [
        ("จะแก้ปัญหา «ไม่มีการเก็บออมเงิน» ต้องทำ «ออม»", False),
        ("ปัญหา «ไม่มีการเก็บออมเงิน» ยังไม่บอกสาเหตุ", True),
        ("ถ้าทำ «ออม» แล้ว จะเกิดผล «มีเงินออม» (วัดด้วย สมุดบัญชี)", False),
        ("ทำ «ออม» แล้วยังไม่บอกว่าได้ผลผลิตใด", True),
        ("เกิดผล «มีเงินออม» แล้วยังไม่บอกว่านำไปสู่ผลกระทบใด", True),
    ]


def test_only_a_problem_has_a_chain():
    with pytest.raises(KeyError):
        if_then_of(plan_with(*CHAIN), "cause-1")
    with pytest.raises(KeyError):
        if_then_of(plan_with(*CHAIN), "problem-9")
