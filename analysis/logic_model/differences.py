"""Two states of a plan held against each other, part by part, in the words of its workbook's columns; and one plan
from two that were made of the same: what only one side changed is taken, what both changed is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from analysis.logic_model.plan import Card, Part, Plan, Project, Risk
from analysis.logic_model.plan_sheets import Column, PartSheet, Written, rows_of, workbook_layout
from words.numbers import format_value

Kind = Literal["added", "removed", "changed"]
Side = Literal["mine", "theirs"]
KIND_NAMES: Final[Mapping[Kind, str]] = {"added": "เพิ่ม", "removed": "ลบ", "changed": "แก้"}
MOST_LETTERS: Final = 60


@dataclass(frozen=True, slots=True)
class PartChange:
    """One difference. `sheet`: the kind of part as its sheet is called; `name`: what the part is called (now, or before
    it was removed); `heading`: the field that changed, "" for a whole part; `before`, `after`: "" for nothing."""

    part_id: str
    kind: Kind
    sheet: str
    name: str
    heading: str = ""
    before: str = ""
    after: str = ""


def plan_changes(before: Plan, after: Plan) -> tuple[PartChange, ...]:
    """What was added, removed and changed on the way from one state to the other, sheet by sheet, in the later order.

    Only what the workbook's columns hold is compared; the order of parts is not."""
    return tuple(each for sheet in workbook_layout().sheets for each in _of_sheet(sheet, before, after))


def _of_sheet(sheet: PartSheet, before: Plan, after: Plan) -> list[PartChange]:
    old = {row_id: cells for row_id, _, cells in rows_of(before, sheet)}
    new = {row_id: cells for row_id, _, cells in rows_of(after, sheet)}
    found: list[PartChange] = []
    for row_id, cells in new.items():
        name = name_in(after, row_id)
        if row_id not in old:
            found.append(PartChange(row_id, "added", sheet.name, name, after=_row_words(sheet, cells)))
            continue
        for column, was, now in zip(sheet.columns, old[row_id], cells, strict=True):
            if was != now:
                words = (_words(before, column, was), _words(after, column, now))
                found.append(PartChange(row_id, "changed", sheet.name, name, column.heading, *words))
    gone = [row_id for row_id in old if row_id not in new]
    return found + [
        PartChange(each, "removed", sheet.name, name_in(before, each), before=_row_words(sheet, old[each]))
        for each in gone
    ]


def name_in(plan: Plan, row_id: str) -> str:
    """What a part of a plan is called, or the project that a sum of money (`project-2/1`) is of; its id without one."""
    part: Any = plan.part(row_id.partition("/")[0])
    if isinstance(part, Project):
        return part.name
    return part.text if isinstance(part, Card | Risk) else getattr(part, "text", "") or row_id


def _row_words(sheet: PartSheet, cells: list[Written]) -> str:
    """The first cells of a row that hold words or numbers, for a part that is there in one state only."""
    shown = [
        _plain(column, cell)
        for column, cell in zip(sheet.columns, cells, strict=True)
        if cell and column.holds not in _CODES
    ]
    return " · ".join(shown)[: 2 * MOST_LETTERS]


_CODES: Final = ("id", "ids", "step")
YEAR: Final = "year_be"  # 2570, never 2,570


def _words(plan: Plan, column: Column, cell: Written) -> str:
    """A cell for people; ids by what their parts are called."""
    if column.holds in {"id", "ids"} and cell:
        return ", ".join(name_in(plan, each.strip())[:MOST_LETTERS] for each in str(cell).split(","))
    return _plain(column, cell)


def _plain(column: Column, cell: Written) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return f"{cell:.0f}" if column.field == YEAR else format_value(cell)


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
