"""One plan from two that were made of the same: what only one side changed is taken, what both changed is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from analysis.logic_model.plan import Card, Part, Plan

Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class PartConflict:
    """A part that both sides changed in different ways; None for one that a side removed."""

    part_id: str
    mine: Part | None
    theirs: Part | None


def conflicting_parts(base: Plan, mine: Plan, theirs: Plan) -> tuple[PartConflict, ...]:
    """The parts that both sides changed since `base`, and not into the same, in the order of `theirs`, then `mine`."""
    was, own, other = _by_id(base), _by_id(mine), _by_id(theirs)
    return tuple(
        PartConflict(each, own.get(each), other.get(each))
        for each in dict.fromkeys([*other, *own, *was])
        if own.get(each) != was.get(each) != other.get(each) != own.get(each)
    )


def merged_plan(base: Plan, mine: Plan, theirs: Plan, taken: Mapping[str, Side]) -> Plan:
    """`theirs` with what only `mine` changed since `base`, and with the side `taken` of each part that both changed.

    Parts that are new in `mine` stand behind the others; links to parts that are gone go. Raises KeyError for a
    conflict of which no side was taken."""
    was, own, other = _by_id(base), _by_id(mine), _by_id(theirs)
    chosen = {each.part_id: taken[each.part_id] for each in conflicting_parts(base, mine, theirs)}

    def of(part_id: str) -> Part | None:
        is_mine = chosen[part_id] == "mine" if part_id in chosen else own.get(part_id) != was.get(part_id)
        return own.get(part_id) if is_mine else other.get(part_id)

    parts = [part for each in dict.fromkeys([*other, *own]) if (part := of(each)) is not None]
    ids = {each.id for each in parts}
    return replace(theirs, parts=tuple(_with_links_to(each, ids) for each in parts))


def _with_links_to(part: Part, ids: set[str]) -> Part:
    if not isinstance(part, Card) or ids.issuperset(part.links):
        return part
    return replace(part, links=tuple(each for each in part.links if each in ids))


def _by_id(plan: Plan) -> dict[str, Part]:
    return {each.id: each for each in plan.parts}
