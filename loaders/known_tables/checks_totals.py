"""The rows of totals of a known layout, held against our own sums of its rows: a difference is a doubt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from loaders.checks.problems import WARNING, Problem
from loaders.checks.rules import rule
from loaders.known_tables.cells import Reading
from loaders.known_tables.tables import Table, total_kind_of
from loaders.persons.personal_columns import shown_value
from loaders.reading import Cell, column_cells, parse_number


def check_totals(table: Table, names: Sequence[str], reading: Reading) -> None:
    """V40 for the columns `names` (counts): a total covers the rows since an earlier total, or all of the table."""
    sums = [place for place, row in enumerate(table.total_rows) if total_kind_of(row) != "average"]
    if not sums or not table.rows:
        return
    numbers = [table.total_numbers[place] for place in sums]
    ends = np.searchsorted(table.row_numbers, numbers)
    for name in (each for each in names if each in table.columns):
        running = np.concatenate([[0.0], np.cumsum(np.nan_to_num(_numbers(table.rows, table.columns[name])))])
        published = _numbers([table.total_rows[place] for place in sums], table.columns[name])
        for place, (row, end) in enumerate(zip(numbers, ends.tolist(), strict=True)):
            if np.isnan(published[place]):
                continue
            starts = {0, *ends[:place].tolist()}
            ours = [running[end] - running[start] for start in starts if start < end] or [running[-1]]
            off = min((published[place] - each for each in (*ours, running[-1])), key=abs)
            if abs(off) > rule("V40").bound:
                what, fix = rule("V40").says.format(difference=off), rule("V40").fix
                value, ours_text = shown_value(float(published[place])), f"{published[place] - off:,.0f}"
                problem = Problem(
                    WARNING, what, fix, table.sheet, row, table.label(name), rule="V40", value=value, expected=ours_text
                )
                reading.log.add(problem)


def count_names(table: Table) -> list[str]:
    """The columns of a table whose figures add up: assessed, failed, households and people."""
    return [name for name in table.columns if name.partition(":")[0] in ("assessed", "failed", "measure")]


def _numbers(rows: Sequence[Sequence[Cell]], position: int) -> np.ndarray:
    cells = column_cells(list(map(list, rows)), position)
    parsed = [parse_number(cell).value for cell in cells]
    return np.array([np.nan if value is None else float(value) for value in parsed])
