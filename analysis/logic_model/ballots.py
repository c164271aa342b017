"""What the ballots of a meeting come to: points, first threes, and where people and figures disagree.

A ballot is one whole number a problem: of ten points, or 1 for each of at most three marks. A problem is among the
first three of a ballot where it has any point and fewer than three others have more; ties at the third place all count.
By people a problem stands at 1 + the problems with more points. People and figures disagree about a problem that is
among the first three of one of the two orders alone (ours). Hands are counted as marks: whoever raises a hand up to
three times gives the same result as on a phone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from analysis.logic_model.plan import Plan, Problem
from warehouse import Warehouse
from warehouse.workshops import HANDS, POINTS, TOP_THREE, HallScore, Workshop, list_workshops
from words.dates import day_words

TO_SPEND: Final = 10
MOST_MARKS: Final = 3
FIRST: Final = 3
FEWEST_BALLOTS: Final = 10  # of fewer nothing is said against the figures
MOST_PROBLEMS: Final = 10  # on one ballot: more are not weighed against each other
PEOPLE, NUMBERS, BOTH = "people", "numbers", "both"
WAY_NAMES: Final[Mapping[str, str]] = {
    POINTS: f"แบ่ง {TO_SPEND} คะแนน",
    TOP_THREE: f"เลือก {MOST_MARKS} เรื่องแรก",
    HANDS: f"ยกมือ คนละไม่เกิน {MOST_MARKS} เรื่อง",
}
LEADS: Final[Mapping[str, str]] = {BOTH: "ตรงกัน", PEOPLE: "คนมากกว่า", NUMBERS: "ตัวเลขมากกว่า"}
RULE: Final = (
    f"คนกับตัวเลขเห็นต่าง = ติด {FIRST} อันดับแรกของฝ่ายหนึ่งเท่านั้น · อันดับของคนเรียงตามคะแนนรวม คะแนนเท่ากันอยู่อันดับเดียวกัน · "
    f"ติด {FIRST} อันดับแรกของบัตร = ได้คะแนน และมีเรื่องอื่นในบัตรนั้นได้มากกว่าไม่ถึง {FIRST} เรื่อง (กติกาของโปรแกรมนี้)"
)
Ballot = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HallProblem:
    """A problem to vote on. `indicator_code`: None for one that people named; `number_rank`: its place by the figures,
    None where these do not rank it."""

    indicator_code: str | None
    problem: str
    number_rank: int | None = None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A problem beside its figures. `people_rank`: None where nobody gave it a point; `leads`: among the first three of
    PEOPLE, NUMBERS, BOTH; "" of neither, and where no order of one of them is told."""

    score: HallScore
    people_rank: int | None
    leads: str


@dataclass(frozen=True, slots=True)
class HallResult:
    """`rows`: by the figures, those without a place last, then by points; `is_compared`: whether enough people voted,
    and the figures rank anything, to hold one against the other; `why_not`: in Thai where it is not."""

    workshop: Workshop
    rows: tuple[ResultRow, ...]
    is_compared: bool
    why_not: str = ""


def fault_of(way: str, ballot: Sequence[int]) -> str:
    """One Thai sentence where a ballot cannot be taken, "" where it can."""
    if way == POINTS:
        spent = sum(ballot)
        if spent > TO_SPEND:
            return f"ท่านให้ไป {spent} คะแนน แต่มีเพียง {TO_SPEND} คะแนน ลดลง {spent - TO_SPEND} คะแนนแล้วกดส่งอีกครั้ง"
        return "" if spent else "ยังไม่ได้ให้คะแนนเรื่องใด ให้อย่างน้อยหนึ่งเรื่องแล้วกดส่งอีกครั้ง"
    marked = sum(1 for each in ballot if each)
    if marked > MOST_MARKS:
        return f"ท่านเลือกไป {marked} เรื่อง แต่เลือกได้ไม่เกิน {MOST_MARKS} เรื่อง เอาออก {marked - MOST_MARKS} เรื่องแล้วกดส่งอีกครั้ง"
    return "" if marked else "ยังไม่ได้เลือกเรื่องใด เลือกอย่างน้อยหนึ่งเรื่องแล้วกดส่งอีกครั้ง"


def first_three(ballot: Sequence[int]) -> tuple[bool, ...]:
    """Which problems are among the first three of a ballot.

    >>> first_three((4, 3, 2, 1)), first_three((5, 5, 0, 0)), first_three((4, 2, 2, 2))
    ((True, True, True, False), (True, True, False, False), (True, True, True, True))
    """
    return tuple(own > 0 and sum(each > own for each in ballot) < FIRST for own in ballot)


def scores_of_ballots(problems: Sequence[HallProblem], ballots: Sequence[Ballot]) -> tuple[HallScore, ...]:
    """What each problem comes to, in the order of the ballot. Raises ValueError for a ballot of another length."""
    firsts = [first_three(each) for each in ballots]
    columns = zip(*ballots, strict=True) if ballots else [()] * len(problems)
    in_first = zip(*firsts, strict=True) if firsts else [()] * len(problems)
    return tuple(
        HallScore(each.indicator_code, each.problem, each.number_rank, sum(points), sum(first))
        for each, points, first in zip(problems, columns, in_first, strict=True)
    )


def fault_of_hands(people: int, hands: Sequence[int]) -> str:
    """One Thai sentence where hands were counted wrongly, "" where they can be."""
    if people < 1:
        return "ใส่จำนวนคนที่ลงคะแนนก่อน"
    if any(each < 0 for each in hands):
        return "จำนวนมือติดลบไม่ได้"
    if max(hands, default=0) > people:
        return f"มีเรื่องที่ยกมือ {max(hands)} คน มากกว่าคนที่ลงคะแนน {people} คน ตรวจแล้วแก้ตัวเลข"
    if sum(hands) > MOST_MARKS * people:
        return f"ยกมือรวม {sum(hands)} ครั้ง เกิน {MOST_MARKS} ครั้งต่อคนของ {people} คน ตรวจแล้วแก้ตัวเลข"
    return "" if sum(hands) else "ยังไม่ได้ใส่จำนวนมือของเรื่องใด"


def scores_of_hands(problems: Sequence[HallProblem], hands: Sequence[int]) -> tuple[HallScore, ...]:
    """The same of hands: each is a mark, and so a first three."""
    return tuple(
        HallScore(each.indicator_code, each.problem, each.number_rank, count, count)
        for each, count in zip(problems, hands, strict=True)
    )


def result_of(workshop: Workshop, hidden: Collection[str] = ()) -> HallResult:
    """The problems of a meeting by the figures, each with its place by people and where the two disagree. `hidden`:
    indicators whose figures the readers may not see: neither their place nor a disagreement is told."""
    points = [each.points for each in workshop.scores]
    ranks = [1 + sum(other > own for other in points) if own > 0 else None for own in points]
    why_not = _why_not_compared(workshop)
    rows: list[ResultRow] = []
    for score, rank in zip(workshop.scores, ranks, strict=True):
        if score.indicator_code in hidden:
            rows.append(ResultRow(replace(score, number_rank=None), rank, ""))
        else:
            rows.append(ResultRow(score, rank, "" if why_not else _leads(score.number_rank, rank)))
    rows.sort(key=lambda row: (row.score.number_rank is None, row.score.number_rank or 0, -row.score.points))
    return HallResult(workshop, tuple(rows), not why_not, why_not)


def _why_not_compared(workshop: Workshop) -> str:
    if workshop.ballots < FEWEST_BALLOTS:
        return f"มีเพียง {workshop.ballots:,} เสียง ไม่ถึง {FEWEST_BALLOTS} จึงยังไม่เทียบกับตัวเลข"
    if all(each.number_rank is None for each in workshop.scores):
        return "ตัวเลขของพื้นที่นี้ไม่จัดลำดับเรื่องเหล่านี้ จึงไม่เทียบกัน"
    return ""


def _leads(number_rank: int | None, people_rank: int | None) -> str:
    by_number = number_rank is not None and number_rank <= FIRST
    by_people = people_rank is not None and people_rank <= FIRST
    if by_number and by_people:
        return BOTH
    return PEOPLE if by_people else NUMBERS if by_number else ""


def voices(workshop: Workshop) -> str:
    """How many voted, as it is said: 30 บัตร; of hands 30 คน."""
    return f"{workshop.ballots:,} {'คน' if workshop.way == HANDS else 'บัตร'}"


def meeting_words(workshop: Workshop) -> str:
    """When, where, and how many: 29 พ.ย. 2569 · ศาลาหมู่ 2 · 30 บัตร · แบ่ง 10 คะแนน."""
    parts = [day_words(workshop.held_at.date()), workshop.place, voices(workshop), WAY_NAMES[workshop.way]]
    return " · ".join(each for each in parts if each)


def disagreement_words(result: HallResult) -> tuple[str, ...]:
    """Where people and figures disagree, a sentence each way; or why that is not told."""
    if not result.is_compared:
        return (result.why_not,)
    said: list[str] = []
    for leads, words in ((PEOPLE, "คนเห็นว่าสำคัญกว่าตัวเลข"), (NUMBERS, "ตัวเลขขึ้นก่อน แต่คนไม่เลือก")):
        named = [row.score.problem for row in result.rows if row.leads == leads]
        if named:
            said.append(f"{words}: {', '.join(named)}")
    return tuple(said) or (f"คนกับตัวเลขเห็นตรงกันใน {FIRST} อันดับแรก",)


def newest_result(warehouse: Warehouse, area_code: str, hidden: Collection[str] = ()) -> HallResult | None:
    """What the newest meeting of an area came to; None where nobody voted. `hidden`: as in `result_of`."""
    held = list_workshops(warehouse, area_code)
    return result_of(held[0], hidden) if held else None


def votes_of_plan(plan: Plan, result: HallResult | None) -> dict[str, str]:
    """Id of a problem of the plan → what people said of it, of those that were voted on: found by the indicator, and
    what people named themselves by its words."""
    if result is None:
        return {}
    by_code: dict[str | None, ResultRow] = {
        row.score.indicator_code: row for row in result.rows if row.score.indicator_code is not None
    }
    by_words = {row.score.problem: row for row in result.rows}
    found: dict[str, str] = {}
    for problem in plan.of(Problem):
        row = by_code.get(problem.indicator_code) or by_words.get(problem.text)
        if row is not None:
            found[problem.id] = vote_words(row, result.workshop)
    return found


def vote_words(row: ResultRow, workshop: Workshop) -> str:
    """What people said of one problem."""
    place = "" if row.people_rank is None else f" อันดับ {row.people_rank:,} ของคน"
    first = f"ติด {FIRST} อันดับแรกของ {row.score.top_three:,} จาก {voices(workshop)}"
    return f"ประชาคมให้คะแนน {row.score.points:,}{place} · {first}"
