"""Rows of sums in the file, held against our own sums of the rows they can cover."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from loaders.checks.problems import WARNING, Problem
from loaders.checks.rules import rule
from loaders.finding import SUBTOTAL, TOTAL, FoundTable
from loaders.mapping.columns import Journal, column_cells, read_numbers
from loaders.mapping.places import Rows
from loaders.persons.personal_columns import shown_value
from loaders.reading import Cell

MOST_BOUNDARIES = 40


def check_sums(
    found: FoundTable, cells: Sequence[Sequence[Cell]], rows: Rows, columns: Sequence[tuple[int, str]], journal: Journal
) -> int:
    """Warn of every sum that differs from the rows above it (back to any earlier sum, or all) and from those below.

    `cells`: the cells of the sheet's rows; `columns`: (position, label) of the columns of counts. Returns how many sums
    agree in every column.
    """
    sums = found.rows_as(TOTAL, SUBTOTAL)
    if not sums or not columns or not len(rows.numbers):
        return 0
    data = np.array([_values(rows.cells, index, journal) for index, _ in columns])
    told = np.array([_values([cells[row - 1] for row in sums], index, journal) for index, _ in columns])
    running = np.concatenate([np.zeros((len(columns), 1)), np.cumsum(np.nan_to_num(data), axis=1)], axis=1)
    places = np.searchsorted(rows.numbers, np.array(sums))
    agreed = 0
    for number, row in enumerate(sums):
        ranges = _ranges(places, number, len(rows.numbers))
        ours = np.array([running[:, last] - running[:, first] for first, last in ranges])
        off = np.nan_to_num(np.abs(ours - told[:, number]), nan=0.0)
        best = int(np.argmin(off.sum(axis=1)))
        wrong = np.flatnonzero(off[best] > rule("V40").bound)
        agreed += not wrong.size
        for place in wrong.tolist():
            difference = told[place, number] - ours[best][place]
            what = rule("V40").says.format(difference=difference)
            fix = rule("V40").fix
            value, ours_text = shown_value(float(told[place, number])), f"{ours[best][place]:,.0f}"
            label = columns[place][1]
            journal.log.add(
                Problem(WARNING, what, fix, journal.sheet, row, label, rule="V40", value=value, expected=ours_text)
            )
    return agreed


def _values(cells: Sequence[Sequence[Cell]], index: int, journal: Journal) -> np.ndarray:
    column = column_cells(cells, index)
    return read_numbers(column, np.arange(len(column)), "", journal, quiet=True).values


def _ranges(places: np.ndarray, number: int, count: int) -> list[tuple[int, int]]:
    """Runs of data rows the sum may cover: up to it from an earlier sum or the top, or down to the next sum."""
    here = int(places[number])
    starts = {0, *(int(place) for place in places[max(0, number - MOST_BOUNDARIES) : number])}
    after = [int(place) for place in places[number + 1 :] if place > here]
    below = [(here, after[0])] if after else []
    return [(start, here) for start in sorted(starts) if start < here] + [*below, (here, count), (0, count)]
