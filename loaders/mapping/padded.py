"""Totals whose codes are padded with zeros (83010300): held against the sums of the rows below, never stored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from loaders.checks.personal_columns import shown_value
from loaders.checks.problems import Problem
from loaders.mapping.columns import Journal, read_numbers
from loaders.mapping.rows import Places, Rows
from loaders.reading import column_cells
from loaders.rules import rule


def check_totals(
    places: Places,
    rows: Rows,
    columns: Sequence[tuple[int, str]],
    items: Sequence[str] | None,
    journal: Journal,
) -> int:
    """Warn of every padded total that differs from the sum of its rows, or has none below it.

    `columns`: (position, label) of the columns that add up; `items`: of a long table, what each row is of
    ("": its values do not add up, and are not compared). Returns how many totals agree in every column.
    """
    if not places.totals.any():
        return 0
    count = int(places.totals.sum())
    journal.log.add(Problem("C50", {"count": count}, journal.sheet))
    values = [_values(rows, index, journal) for index, _ in columns]
    found, agreed = _rows_below(places, items), 0
    for place in np.flatnonzero(places.totals).tolist():
        code, row = str(places.codes[place]), int(rows.numbers[place])
        below = found.get((code, items[place] if items is not None else ""), [])
        if not below:
            journal.log.add(Problem("C43", {"code": code}, journal.sheet, row, value=code))
            continue
        if items is not None and not items[place]:
            continue
        off = 0
        for (_, label), numbers in zip(columns, values, strict=True):
            ours, published = float(np.nansum(numbers[below])), float(numbers[place])
            if abs(ours - published) > rule("V40").bound:
                off += 1
                words = {"difference": published - ours, "ours": ours}
                journal.log.add(Problem("V40", words, journal.sheet, row, label, shown_value(published)))
        agreed += bool(columns) and not off
    return agreed


def _rows_below(places: Places, items: Sequence[str] | None) -> dict[tuple[str, str], list[int]]:
    """(code of a total, item) → the positions of the rows below it."""
    widths = {len(str(places.codes[place])) for place in np.flatnonzero(places.totals).tolist()}
    found: dict[tuple[str, str], list[int]] = {}
    for place in np.flatnonzero(~places.totals).tolist():
        code = str(places.codes[place] or "")
        for width in widths:
            found.setdefault((code[:width], items[place] if items is not None else ""), []).append(place)
    return found


def _values(rows: Rows, index: int, journal: Journal) -> np.ndarray:
    column = column_cells(rows.cells, index)
    return read_numbers(column, rows.numbers, "", journal, quiet=True).values
