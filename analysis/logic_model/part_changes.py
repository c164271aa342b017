"""Two states of a plan held against each other, part by part, in the words of its workbook's columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from analysis.logic_model.plan import Card, Plan, Project, Risk
from analysis.logic_model.plan_sheets import Column, PartSheet, Written, rows_of, workbook_layout
from words.numbers import format_value

Kind = Literal["added", "removed", "changed"]
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
        _plain(cell) for column, cell in zip(sheet.columns, cells, strict=True) if cell and column.holds not in _CODES
    ]
    return " · ".join(shown)[: 2 * MOST_LETTERS]


_CODES: Final = ("id", "ids", "step")


def _words(plan: Plan, column: Column, cell: Written) -> str:
    """A cell for people; ids by what their parts are called."""
    if column.holds in {"id", "ids"} and cell:
        return ", ".join(name_in(plan, each.strip())[:MOST_LETTERS] for each in str(cell).split(","))
    return _plain(cell)


def _plain(cell: Written) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else format_value(cell)
