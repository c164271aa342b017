"""Meeting a table again: the saved mapping whose headings it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.finding import FoundTable
from loaders.mapping.fields import NOTHING
from loaders.mapping.model import ColumnMapping, Mapping, heading_key

ENOUGH = 0.8


def recognise(found: FoundTable, saved_mappings: Sequence[Mapping]) -> tuple[Mapping, float] | None:
    """The saved mapping most alike, laid on this table's columns, and how alike its headings are (0–1); None below 0.8.

    A score of 1 means the same headings, in any order and with any year in them. A column the mapping does not know is
    not imported until someone says what it is; a column that is missing now is left out.
    """
    here = Counter(heading_key(column.heading) for column in found.columns if not column.is_spacer)
    best: tuple[Mapping, float] | None = None
    for mapping in saved_mappings:
        there = Counter(heading_key(column.heading) for column in mapping.columns)
        shared = sum((here & there).values())
        score = round(shared / max(1, sum((here | there).values())), 3)
        if score >= ENOUGH and (best is None or score > best[1]):
            best = (mapping, score)
    return (_laid_on(best[0], found), best[1]) if best else None


def _laid_on(mapping: Mapping, found: FoundTable) -> Mapping:
    """The mapping with the positions and letters of this table; equal headings are met from left to right."""
    waiting: dict[str, list[ColumnMapping]] = {}
    for column in sorted(mapping.columns, key=lambda each: each.index):
        waiting.setdefault(heading_key(column.heading), []).append(column)
    columns: list[ColumnMapping] = []
    for column in found.columns:
        if column.is_spacer:
            continue
        known = waiting.get(heading_key(column.heading))
        if known:
            saved = known.pop(0)
            columns.append(replace(saved, index=column.index, letter=column.letter, heading=column.heading))
        else:
            columns.append(
                ColumnMapping(column.index, column.letter, column.heading, NOTHING, 0.0, "ไม่มีในรูปแบบที่บันทึกไว้")
            )
    return replace(mapping, columns=tuple(columns))
