"""A problem's chain read aloud as Thai sentences of if and then, from its causes to its impact; gaps are read too.

Only what people typed stands in them: no figure of an area, so that they may stand wherever the plan's texts may.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from analysis.logic_model.plan import (
    CHAIN,
    Activity,
    Card,
    Cause,
    Impact,
    Links,
    Outcome,
    Output,
    Plan,
    Problem,
    Risk,
    links_of,
)
from words.numbers import format_value

_COLUMNS: Final = tuple(CHAIN)
_CAUSED: Final = "ปัญหา {text} เกิดจาก {others}"
_NEEDS: Final[Mapping[str, str]] = {"problem": "จะแก้ปัญหา {text} ต้อง", "cause": "จะแก้สาเหตุ {text} ต้อง"}
_NEEDED: Final[Mapping[str, str]] = {
    "cause": "แก้ {others}",
    "input": "มี {others}",
    "activity": "ทำ {others}",
    "output": "ได้ {others}",
    "outcome": "ให้เกิดผล {others}",
    "impact": "ไปให้ถึง {others}",
}
_IF: Final[Mapping[str, str]] = {
    "input": "ถ้ามี {text} แล้ว",
    "activity": "ถ้าทำ {text} แล้ว",
    "output": "ถ้าได้ {text} แล้ว",
    "outcome": "ถ้าเกิดผล {text} แล้ว",
}
_THEN: Final[Mapping[str, str]] = {
    "activity": "จะทำ {others} ได้",
    "output": "จะได้ {others}",
    "outcome": "จะเกิดผล {others}",
    "impact": "จะนำไปสู่ {others}",
}
_GAPS: Final[Mapping[str, tuple[type[Card], str]]] = {
    "problem": (Cause, "ปัญหา «{text}» ยังไม่บอกสาเหตุ"),
    "cause": (Activity, "สาเหตุ «{text}» ยังไม่มีกิจกรรมแก้"),
    "input": (Activity, "มี «{text}» แล้วยังไม่บอกว่าใช้ทำกิจกรรมใด"),
    "activity": (Output, "ทำ «{text}» แล้วยังไม่บอกว่าได้ผลผลิตใด"),
    "output": (Outcome, "ได้ «{text}» แล้วยังไม่บอกว่าเกิดผลลัพธ์ใด"),
    "outcome": (Impact, "เกิดผล «{text}» แล้วยังไม่บอกว่านำไปสู่ผลกระทบใด"),
}
_ASSUMED: Final = "ทั้งหมดนี้เป็นจริงได้เมื่อ «{text}»"
_AT_RISK: Final = "ถ้าเกิด «{text}» จะรับมือด้วย «{measure}»"
_UNPREPARED: Final = "ถ้าเกิด «{text}» ยังไม่มีวิธีรับมือ"
_MEASURED: Final = "«{text}» (วัดด้วย {measure})"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `part_id`: the first card that it begins with; `leads_to`: ids of the cards it ends with, () where
    it says that something is missing (then `is_gap`) or speaks of a risk."""

    part_id: str
    text: str
    leads_to: tuple[str, ...] = ()
    is_gap: bool = False


def if_then(plan: Plan, indicator_names: Mapping[str, str] | None = None) -> dict[str, tuple[Sentence, ...]]:
    """Id of each problem → the sentences of its chain, in the plan's order. `indicator_names`: code → what an indicator
    is called; outcomes whose indicator is not among them are read without it."""
    return {each.id: if_then_of(plan, each.id, indicator_names) for each in plan.of(Problem)}


def if_then_of(plan: Plan, problem_id: str, indicator_names: Mapping[str, str] | None = None) -> tuple[Sentence, ...]:
    """The sentences of one problem's chain, column by column, then its assumptions and its risks.

    Raises KeyError where the plan has no such problem."""
    problem = plan.part(problem_id)
    if not isinstance(problem, Problem):
        raise KeyError(problem_id)
    links, names = links_of(plan), indicator_names or {}
    columns = groupby((problem, *links.all_after(problem_id, Card)), key=lambda card: card.kind)
    read = (sentence for _, cards in columns for sentence in _of_column(tuple(cards), links, names))
    return (*read, *_of_risks(each for each in plan.of(Risk) if each.problem_id == problem_id))


def _of_column(cards: Sequence[Card], links: Links, names: Mapping[str, str]) -> Iterator[Sentence]:
    """What the cards of a column lead to, those that lead to the same in one sentence; then each that does not lead on,
    where it ought to."""
    leading: dict[tuple[str, ...], list[Card]] = {}
    for card in cards:
        for kind in _COLUMNS[_COLUMNS.index(card.kind) + 1 :]:
            if others := tuple(each.id for each in links.after.get(card.id, ()) if each.kind == kind):
                leading.setdefault(others, []).append(card)
    for others, own in leading.items():
        ends = [each for each in links.after[own[0].id] if each.id in others]
        if template := _template(own[0].kind, ends[0].kind):
            begun, ended = _listed([f"«{each.text}»" for each in own]), _listed([_named(each, names) for each in ends])
            yield Sentence(own[0].id, template.format(text=begun, others=ended), others)
    for card in cards:
        wanted, gap = _GAPS.get(card.kind, (None, ""))
        if wanted and not links.all_after(card.id, wanted):
            yield Sentence(card.id, gap.format(text=card.text), is_gap=True)


def _listed(names: Sequence[str]) -> str:
    """«ก», «ข» และ «ค»."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} และ {names[-1]}"


def _template(kind: str, next_kind: str) -> str:
    """The sentence from a card of one kind to those of a later one; "" where there is none."""
    if (kind, next_kind) == (Problem.kind, Cause.kind):
        return _CAUSED
    if kind in _NEEDS:
        return _NEEDS[kind] + _NEEDED[next_kind]
    return f"{_IF[kind]} {_THEN[next_kind]}" if kind in _IF and next_kind in _THEN else ""


def _named(card: Card, names: Mapping[str, str]) -> str:
    """A card as the end of a sentence: an output with its amount, an outcome with what it is measured by."""
    if isinstance(card, Output) and card.quantity is not None:
        return f"«{card.text}» {format_value(card.quantity)} {card.unit}".rstrip()
    if isinstance(card, Outcome):
        measure = card.measured_by.strip() or names.get(card.indicator_code or "", "")
        return _MEASURED.format(text=card.text, measure=measure) if measure else f"«{card.text}»"
    return f"«{card.text}»"


def _of_risks(risks: Iterable[Risk]) -> Iterator[Sentence]:
    for risk in sorted(risks, key=lambda each: not each.is_assumption):
        if risk.is_assumption:
            yield Sentence(risk.id, _ASSUMED.format(text=risk.text))
        elif measure := risk.measure.strip():
            yield Sentence(risk.id, _AT_RISK.format(text=risk.text, measure=measure))
        else:
            yield Sentence(risk.id, _UNPREPARED.format(text=risk.text), is_gap=True)
