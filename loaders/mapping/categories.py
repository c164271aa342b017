"""Columns that split an area into groups (เพศ, ช่วงอายุ): one group is loaded, and a person says which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from loaders.checks.problems import Problem, RefusalError
from loaders.finding.words import is_group_heading, total_kind
from loaders.mapping import model as f
from loaders.mapping.cells import Journal, Rows, label_of, rows_where
from loaders.mapping.model import ColumnMapping, Field, Mapping, Option
from loaders.reading import Cell, fold

MOST_GROUPS = 12
REASON = "หัวคอลัมน์เป็นการแบ่งกลุ่ม"


def propose_categories(mapping: Mapping, texts: dict[int, Sequence[str]]) -> Mapping:
    """The mapping with the unread columns that split areas into groups; every group is an alternative to choose.

    `texts`: column → its first words.
    """
    changed: list[ColumnMapping] = []
    for each in mapping.columns:
        groups = list(dict.fromkeys(text.strip() for text in texts.get(each.index, ())))
        if each.field.kind == f.UNUSED and is_group_heading(each.heading) and 0 < len(groups) <= MOST_GROUPS:
            options = tuple(Option(Field(f.CATEGORY, group), 0.5, REASON) for group in groups)
            changed.append(replace(each, field=Field(f.CATEGORY), score=0.8, reason=REASON, alternatives=options))
        else:
            changed.append(each)
    return replace(mapping, columns=tuple(changed))


def rows_of_group(mapping: Mapping, rows: Rows, journal: Journal) -> np.ndarray:
    """The rows of the groups chosen; the others are counted and said."""
    kept = np.ones(len(rows.numbers), dtype=bool)
    for column in mapping.of_kind(f.CATEGORY):
        group = column.field.of
        if group:
            own = np.array([_text(cell) == fold(group) for cell in rows.column(column)], dtype=bool)
            away = int((kept & ~own).sum())
            kept &= own
            if away:
                journal.log.add(Problem("C45", {"count": away, "group": group}, journal.sheet))
    return kept


def has_totals_among_groups(mapping: Mapping, rows: Rows) -> bool:
    """True where a column of groups of which none is chosen holds รวม too: its rows together count people twice."""
    open_columns = [column for column in mapping.of_kind(f.CATEGORY) if not column.field.of]
    return any(total_kind(text) for column in open_columns for text in {_text(cell) for cell in rows.column(column)})


def ask_for_group(mapping: Mapping, rows: Rows, repeated: np.ndarray, journal: Journal) -> None:
    """Raises RefusalError, which asks for the group, where rows of one area differ in a category nobody chose."""
    for column in mapping.of_kind(f.CATEGORY):
        own = rows_where(rows, repeated).column(column)
        groups = list(dict.fromkeys(str(cell).strip() for cell in own if _text(cell)))
        if not column.field.of and len(groups) > 1:
            first = next((group for group in groups if total_kind(group)), groups[0])
            label = label_of(column)
            words = {"column": label, "groups": tuple(groups[:MOST_GROUPS]), "first": first}
            raise RefusalError("C44", words, sheet=journal.sheet, column=label)


def _text(cell: Cell) -> str:
    return fold(str(cell)).strip() if cell is not None else ""
