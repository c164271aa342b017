"""The problem tree and the objective tree of a problem: the same cards, as what is wrong and as what is wanted.

Below the problem stand its causes, above it what comes of it. Causes are written as problems and outcomes as wishes,
so each is turned on the other tree: in the words that people gave it (`Card.turned`), else by a cautious rule that
only ever proposes. Turning the words of one tree is all that leads to the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from analysis.logic_model.plan import (
    Activity,
    Card,
    Cause,
    Impact,
    Links,
    Outcome,
    Part,
    Plan,
    Problem,
    links_of,
)

Side = Literal["problem", "objective"]
SIDES: Final[Mapping[Side, str]] = {"problem": "ต้นไม้ปัญหา", "objective": "ต้นไม้วัตถุประสงค์"}
ROWS: Final[Mapping[Side, Mapping[str, str]]] = {
    "problem": {"impact": "ผลกระทบ", "outcome": "ผลที่เกิดตามมา", "problem": "ปัญหาหลัก", "cause": "สาเหตุ"},
    "objective": {
        "impact": "เป้าหมายระยะยาว", "outcome": "ผลลัพธ์", "problem": "วัตถุประสงค์", "cause": "วัตถุประสงค์ย่อย",
        "activity": "วิธีการ",
    },
}  # fmt: skip
"""Side → kind of a card → what its row of the tree is called, from the top down."""

LACKS: Final = {"ไม่มี": "มี", "ขาด": "มี", "ไม่": ""}
"""How what is lacking begins → how the same begins once it is there."""
UNSURE: Final = ("ไม่", "ขาด", "และ", "หรือ", "จึง", "แต่", "เพราะ", "ทำให้", ",", " ")
"""A text with any of these behind its beginning says more than one thing: only people can turn it."""
TO_MEND: Final = "แก้ไขเรื่อง: "
NOT_YET: Final = "ยังไม่เกิด: "


@dataclass(frozen=True, slots=True)
class Node:
    """One box of a tree. `id`, `kind`: of its card; `text`: as this tree says it; `is_turned`: whether its card is
    written for the other tree, `is_own`: whether people wrote these words, and no rule."""

    id: str
    kind: str
    text: str
    is_turned: bool
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of one problem. `nodes`: row by row from the top, in the plan's order; `branches`: (id of the lower box,
    id of the upper one that it leads to)."""

    side: Side
    problem_id: str
    nodes: tuple[Node, ...]
    branches: tuple[tuple[str, str], ...]

    def rows(self) -> list[tuple[str, tuple[Node, ...]]]:
        """(what the row is called, its boxes) from the top, without rows that are empty."""
        rows = (
            (name, tuple(each for each in self.nodes if each.kind == kind)) for kind, name in ROWS[self.side].items()
        )
        return [(name, nodes) for name, nodes in rows if nodes]


def tree_of(plan: Plan, problem_id: str, side: Side, criteria: Mapping[str, tuple[str, str]] | None = None) -> Tree:
    """One of the two trees of a problem. `criteria`: code of an indicator → (what is wrong where it fails, what it asks
    for): a problem still written in the words of its indicator is turned into them.

    Raises KeyError where the plan has no such problem."""
    problem = plan.part(problem_id)
    if not isinstance(problem, Problem):
        raise KeyError(problem_id)
    links = links_of(plan)
    kinds = ROWS[side]
    cards = [each for each in (problem, *links.all_after(problem_id, Card)) if each.kind in kinds]
    cards.sort(key=lambda each: list(kinds).index(each.kind))  # the order of the plan within a row
    nodes = tuple(_node(each, side, criteria or {}) for each in cards)
    return Tree(side, problem_id, nodes, tuple(_branches(cards, problem, links)))


def _branches(cards: Sequence[Card], problem: Problem, links: Links) -> Iterable[tuple[str, str]]:
    """Lower box to upper: a cause to the problem, an activity to the causes that it answers (else to the problem), the
    problem to its outcomes, an outcome to the impacts that follow from it (an impact of no outcome on the problem)."""
    ids = {each.id for each in cards}
    for card in cards:
        if isinstance(card, Cause):
            yield card.id, problem.id
        elif isinstance(card, Activity):
            answered = [each.id for each in links.before.get(card.id, ()) if isinstance(each, Cause) and each.id in ids]
            yield from ((card.id, each) for each in answered or [problem.id])
        elif isinstance(card, Outcome):
            yield problem.id, card.id
        elif isinstance(card, Impact):
            outcomes = [each.id for each in links.all_before(card.id, Outcome) if each.id in ids]
            yield from ((each, card.id) for each in outcomes or [problem.id])


def _node(card: Card, side: Side, criteria: Mapping[str, tuple[str, str]]) -> Node:
    if is_written_for(card.kind, side):
        return Node(card.id, card.kind, card.text, is_turned=False)
    if card.turned.strip():
        return Node(card.id, card.kind, card.turned.strip(), is_turned=True)
    return Node(card.id, card.kind, proposed_words(card, criteria), is_turned=True, is_own=False)


def is_written_for(kind: str, side: Side) -> bool:
    """Whether a card's own text is the one of this tree: problems and causes are written as what is wrong."""
    return (kind in ("problem", "cause")) == (side == "problem")


def proposed_words(card: Card, criteria: Mapping[str, tuple[str, str]] | None = None) -> str:
    """What the rule makes of a card's text for the other tree.

    >>> proposed_words(Cause(id="cause-1", text="ไม่มีเวลาเรียน"))
    'มีเวลาเรียน'
    >>> proposed_words(Cause(id="cause-1", text="ไม่สวมหมวกนิรภัยและไม่คาดเข็มขัด"))
    'แก้ไขเรื่อง: ไม่สวมหมวกนิรภัยและไม่คาดเข็มขัด'
    >>> proposed_words(Outcome(id="outcome-1", text="ครัวเรือนมีเงินออม"))
    'ยังไม่เกิด: ครัวเรือนมีเงินออม'
    """
    text = card.text.strip()
    if not text:
        return ""
    if not is_written_for(card.kind, "problem"):
        return f"{NOT_YET}{text}"
    if isinstance(card, Problem):
        wrong, wanted = (criteria or {}).get(card.indicator_code or "", ("", ""))
        if wanted and text == wrong:
            return wanted
    for beginning, instead in LACKS.items():
        rest = text.removeprefix(beginning)
        if rest != text:
            is_sure = bool(rest) and not any(word in rest for word in UNSURE)
            return f"{instead}{rest}" if is_sure else f"{TO_MEND}{text}"
    return f"{TO_MEND}{text}"


def with_tree_words(parts: Sequence[Part], side: Side, words: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts with the words (id of a card → text) that people gave their boxes on this tree: a card written for it
    takes them as its text, every other as `turned`; emptied words of a turned box bring the rule's back. A text that is
    written for the tree is never emptied."""

    def changed(part: Part) -> Part:
        if not isinstance(part, Card) or part.id not in words:
            return part
        typed = words[part.id].strip()
        if not is_written_for(part.kind, side):
            return replace(part, turned=typed)
        return replace(part, text=typed) if typed else part

    return tuple(changed(each) for each in parts)


def tree_rows(trees: Mapping[Side, Tree]) -> list[tuple[str, str, str | None, str | None]]:
    """Both trees of one problem side by side, a row a box from the top: id of its card, what its row is called on
    either tree, its words on the problem tree and on the objective tree (None where a tree has no such box)."""
    texts = {side: {each.id: each.text for each in tree.nodes} for side, tree in trees.items()}
    return [
        (
            each.id, " ↔ ".join(dict.fromkeys(ROWS[side][each.kind] for side in SIDES if each.kind in ROWS[side])),
            texts["problem"].get(each.id), texts["objective"].get(each.id),
        )
        for each in trees["objective"].nodes
    ]  # fmt: skip
