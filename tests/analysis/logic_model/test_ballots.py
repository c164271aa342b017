"""What ballots come to, by figures worked out by hand."""

from dataclasses import replace
from datetime import datetime

import pytest

from analysis.logic_model.ballots import (
    HallProblem,
    disagreement_words,
    fault_of,
    fault_of_hands,
    first_three,
    meeting_words,
    newest_result,
    result_of,
    scores_of_ballots,
    scores_of_hands,
    votes_of_plan,
)
from analysis.logic_model.plan import Plan, Problem
from warehouse import Warehouse
from warehouse.workshops import HANDS, POINTS, TOP_THREE, HallScore, Workshop, keep_workshop

PROBLEMS = (
    HallProblem("jpt-2560-23", "ไม่มีการเก็บออมเงิน", 1), HallProblem("jpt-2560-24", "ดื่มสุรา", 2),
    HallProblem("jpt-2560-25", "สูบบุหรี่", 3), HallProblem("jpt-2560-08", "บ้านไม่มั่นคง", 4), HallProblem(None, "ถนนมืด"),
)  # fmt: skip
# Five people with ten points each. Their first threes: 1 5 4 · 5 4 1 · 5 4 (3 of 2 and 3 tie: one point each, all
# with two others above) · 1 4 5 2 3 (two points each: nobody has more) · 5.
BALLOTS = ((5, 0, 0, 2, 3), (1, 0, 0, 4, 5), (0, 1, 1, 3, 5), (2, 2, 2, 2, 2), (0, 0, 0, 0, 10))


def meeting(way: str = POINTS, ballots: int = 30, scores: tuple[HallScore, ...] = ()) -> Workshop:
    held_at = datetime(2026, 11, 29, 13, 5)
    return Workshop(7, "830104", "jpt-2560", 2565, held_at, "ศาลาหมู่ 2", way, ballots, False, scores)


def test_points_and_first_threes_are_summed() -> None:
    """Points: 5+1+0+2+0 = 8 · 0+0+1+2+0 = 3 · 3 · 2+4+3+2+0 = 11 · 3+5+5+2+10 = 25; first threes 3, 2, 2, 4, 5."""
    found = scores_of_ballots(PROBLEMS, BALLOTS)
    assert [(each.points, each.top_three) for each in found] == [(8, 3), (3, 2), (3, 2), (11, 4), (25, 5)]
    assert sum(each.points for each in found) == 10 * len(BALLOTS)
    assert found[0] == HallScore("jpt-2560-23", "ไม่มีการเก็บออมเงิน", 1, 8, 3)


def test_without_a_ballot_everything_is_nought() -> None:
    assert {(each.points, each.top_three) for each in scores_of_ballots(PROBLEMS, [])} == {(0, 0)}


def test_a_ballot_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        scores_of_ballots(PROBLEMS, [(1, 2)])


@pytest.mark.parametrize(
    ("ballot", "first"),
    [
        ((4, 3, 2, 1), (True, True, True, False)),
        ((3, 3, 3, 1), (True, True, True, False)),
        ((4, 3, 1, 1, 1), (True, True, True, True, True)),  # two above each of the three that tie
        ((4, 2, 2, 2), (True, True, True, True)),
        ((10, 0, 0, 0), (True, False, False, False)),
    ],
)
def test_ties_at_the_third_place_all_count(ballot: tuple[int, ...], first: tuple[bool, ...]) -> None:
    assert first_three(ballot) == first


@pytest.mark.parametrize(
    ("way", "ballot", "fault"),
    [
        (POINTS, (5, 5, 0), ""),
        (POINTS, (1, 0, 0), ""),
        (POINTS, (5, 5, 2), "ท่านให้ไป 12 คะแนน แต่มีเพียง 10 คะแนน ลดลง 2 คะแนนแล้วกดส่งอีกครั้ง"),
        (POINTS, (0, 0, 0), "ยังไม่ได้ให้คะแนนเรื่องใด ให้อย่างน้อยหนึ่งเรื่องแล้วกดส่งอีกครั้ง"),
        (TOP_THREE, (1, 1, 1), ""),
        (TOP_THREE, (1, 1, 1, 1), "ท่านเลือกไป 4 เรื่อง แต่เลือกได้ไม่เกิน 3 เรื่อง เอาออก 1 เรื่องแล้วกดส่งอีกครั้ง"),
        (TOP_THREE, (0, 0, 0), "ยังไม่ได้เลือกเรื่องใด เลือกอย่างน้อยหนึ่งเรื่องแล้วกดส่งอีกครั้ง"),
    ],
)
def test_what_is_wrong_with_a_ballot_is_one_sentence(way: str, ballot: tuple[int, ...], fault: str) -> None:
    assert fault_of(way, ballot) == fault


def test_people_and_figures_disagree_about_what_only_one_puts_first() -> None:
    """By people: ถนนมืด 25, บ้านไม่มั่นคง 11, ออม 8, then สุรา and บุหรี่ with 3 each share place 4."""
    found = result_of(meeting(scores=scores_of_ballots(PROBLEMS, BALLOTS)))
    assert [(row.score.problem, row.score.number_rank, row.people_rank, row.leads) for row in found.rows] == [
        ("ไม่มีการเก็บออมเงิน", 1, 3, "both"),
        ("ดื่มสุรา", 2, 4, "numbers"),
        ("สูบบุหรี่", 3, 4, "numbers"),
        ("บ้านไม่มั่นคง", 4, 2, "people"),
        ("ถนนมืด", None, 1, "people"),
    ]
    assert disagreement_words(found) == (
        "คนเห็นว่าสำคัญกว่าตัวเลข: บ้านไม่มั่นคง, ถนนมืด",
        "ตัวเลขขึ้นก่อน แต่คนไม่เลือก: ดื่มสุรา, สูบบุหรี่",
    )


def test_of_few_ballots_nothing_is_said_against_the_figures() -> None:
    scores = scores_of_ballots(PROBLEMS, BALLOTS)
    nine, ten = (result_of(meeting(ballots=count, scores=scores)) for count in (9, 10))
    assert {row.leads for row in nine.rows} == {""}
    assert disagreement_words(nine) == ("มีเพียง 9 เสียง ไม่ถึง 10 จึงยังไม่เทียบกับตัวเลข",)
    assert ten.is_compared


def test_without_an_order_of_the_figures_nothing_disagrees() -> None:
    problems = (HallProblem("a", "ก"), HallProblem("b", "ข"))
    found = result_of(meeting(scores=scores_of_ballots(problems, [(2, 8)])))
    assert [(row.score.problem, row.people_rank, row.leads) for row in found.rows] == [("ข", 1, ""), ("ก", 2, "")]
    assert "ไม่จัดลำดับ" in disagreement_words(found)[0]


def test_agreement_is_said_too() -> None:
    found = result_of(meeting(scores=scores_of_ballots(PROBLEMS, [(5, 3, 2, 0, 0)])))
    assert disagreement_words(found) == ("คนกับตัวเลขเห็นตรงกันใน 3 อันดับแรก",)


def test_neither_place_nor_disagreement_of_a_hidden_indicator_is_told() -> None:
    found = result_of(meeting(scores=scores_of_ballots(PROBLEMS, BALLOTS)), hidden={"jpt-2560-24"})
    [row] = [each for each in found.rows if each.score.indicator_code == "jpt-2560-24"]
    assert (row.score.number_rank, row.people_rank, row.leads, row.score.points) == (None, 4, "", 3)
    assert "ดื่มสุรา" not in " ".join(disagreement_words(found))


def test_hands_give_what_phones_with_marks_give() -> None:
    """Three people: 1 2 3 · 1 2 4 · 1 5 on phones; the same hands counted one problem after the other."""
    marks = ((1, 1, 1, 0, 0), (1, 1, 0, 1, 0), (1, 0, 0, 0, 1))
    assert scores_of_hands(PROBLEMS, (3, 2, 1, 1, 1)) == scores_of_ballots(PROBLEMS, marks)


@pytest.mark.parametrize(
    ("people", "hands", "fault"),
    [
        (10, (10, 5, 0), ""),
        (0, (1, 0), "ใส่จำนวนคนที่ลงคะแนนก่อน"),
        (10, (11, 0), "มีเรื่องที่ยกมือ 11 คน มากกว่าคนที่ลงคะแนน 10 คน ตรวจแล้วแก้ตัวเลข"),
        (2, (2, 2, 2, 1), "ยกมือรวม 7 ครั้ง เกิน 3 ครั้งต่อคนของ 2 คน ตรวจแล้วแก้ตัวเลข"),
        (10, (0, 0), "ยังไม่ได้ใส่จำนวนมือของเรื่องใด"),
        (10, (-1, 2), "จำนวนมือติดลบไม่ได้"),
    ],
)
def test_hands_that_cannot_be_are_said(people: int, hands: tuple[int, ...], fault: str) -> None:
    assert fault_of_hands(people, hands) == fault


def test_a_meeting_in_words() -> None:
    assert meeting_words(meeting()) == "29 พ.ย. 2569 · ศาลาหมู่ 2 · 30 บัตร · แบ่ง 10 คะแนน"
    assert meeting_words(meeting(HANDS, 42)) == "29 พ.ย. 2569 · ศาลาหมู่ 2 · 42 คน · ยกมือ คนละไม่เกิน 3 เรื่อง"


VOTED = (HallScore("x-1", "ก", 1, 40, 9), HallScore("x-2", "ข", 2, 0, 0), HallScore(None, "ถนนมืด", None, 60, 11))


def test_what_was_said_of_a_problem_is_found_by_its_indicator_else_by_its_words() -> None:
    parts = (
        Problem(id="problem-1", text="ก เขียนใหม่", indicator_code="x-1"), Problem(id="problem-2", text="ถนนมืด"),
        Problem(id="problem-3", text="ข", indicator_code="x-9"), Problem(id="problem-4", text="ไม่ได้ลงคะแนน"),
    )  # fmt: skip
    plan = Plan(area_code="830104", set_id="s", year_be=2565, fiscal_year_be=2566, parts=parts)
    assert votes_of_plan(plan, result_of(meeting(ballots=12, scores=VOTED))) == {
        "problem-1": "ประชาคมให้คะแนน 40 อันดับ 2 ของคน · ติด 3 อันดับแรกของ 9 จาก 12 บัตร",
        "problem-2": "ประชาคมให้คะแนน 60 อันดับ 1 ของคน · ติด 3 อันดับแรกของ 11 จาก 12 บัตร",
        "problem-3": "ประชาคมให้คะแนน 0 · ติด 3 อันดับแรกของ 0 จาก 12 บัตร",
    }
    assert votes_of_plan(plan, None) == {}


def test_the_newest_meeting_of_the_area_itself_counts(warehouse: Warehouse) -> None:
    assert newest_result(warehouse, "830104") is None
    for place, area in (("เก่า", "830104"), ("ใหม่", "830104"), ("ที่อื่น", "830105")):
        keep_workshop(warehouse, replace(meeting(scores=VOTED), workshop_id=0, place=place, area_code=area))
    found = newest_result(warehouse, "830104")
    assert found is not None
    assert found.workshop.place == "ใหม่"
