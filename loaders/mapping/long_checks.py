"""What a report prints beside its counts: units in brackets, targets that are kept, gaps that are only doubted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from catalogue import Indicator, IndicatorSet
from loaders.checks.problems import Problem
from loaders.mapping import model as f
from loaders.mapping.columns import Journal, Numbers, read_numbers
from loaders.mapping.model import ColumnMapping
from loaders.mapping.rows import Rows, label_of
from loaders.mapping.vocabulary import words
from loaders.reading import Cell, clean_text, fold

IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
GAP_TOLERANCE = 0.011  # of the printed gap, which is rounded twice


def written_units(
    cells: Sequence[Cell], codes: np.ndarray, indicator_set: IndicatorSet, where: tuple[Rows, str], journal: Journal
) -> np.ndarray:
    """The unit of every row: the one in brackets behind the indicator's name, else the set's own.

    A unit that is another one than the set's, or that is unknown, is warned of. Where no row has brackets, the set's
    units stand unasked. `where`: the rows, and the label of their column."""
    by_code = {each.code: each for each in indicator_set.indicators}
    units = np.array([by_code[code].unit if code else "" for code in codes], dtype=object)
    written = [match[1].strip() if (match := IN_BRACKETS.search(clean_text(str(cell or "")))) else "" for cell in cells]
    if indicator_set.measure != "count" or not any(fold(each) in words()["units"] for each in written):
        return units
    rows, label = where
    for place, (code, text) in enumerate(zip(codes, written, strict=True)):
        known = str(words()["units"].get(fold(text), ""))
        if not code or known == by_code[code].unit:
            continue
        units[place] = known or by_code[code].unit
        own = {"unit": by_code[code].unit}
        found = Problem("L30", {**own, "written": known}) if known else Problem("L30-unknown", own)
        journal.log.add(replace(found, sheet=journal.sheet, row=int(rows.numbers[place]), column=label))
    return units


LEAST_TARGET, MOST_TARGET = 1, 100  # a printed target of at most 1 is a share of one, or none


def printed_targets(
    columns: Sequence[ColumnMapping], rows: Rows, codes: np.ndarray, indicators: Sequence[Indicator], year_be: int,
    journal: Journal,
) -> np.ndarray | None:  # fmt: skip
    """The percentage that should pass as each row prints it, NaN where it prints none; None without such a column.

    `columns`: those the target, the gap and the percentage passed may stand in; `codes`: the indicator of each row.
    Warned of: a target that is no percentage (it is not kept), one that is not the set's of that year (it is), and a
    printed gap that is not target − passed."""
    target, gap, passed = (_percents(columns, kind, rows, journal) for kind in (f.TARGET_PCT, f.GAP_PCT, f.PASS_PCT))
    if target is None:
        return None
    by_code = {each.code: each for each in indicators}
    (read, label), count = target, len(rows.numbers)
    outside = ~np.isnan(read.values) & ~((read.values > LEAST_TARGET) & (read.values <= MOST_TARGET))
    journal.faults(outside | read.faulty, rows.numbers, "V46-unread", column=label)
    values = np.where(outside | read.faulty, np.nan, read.values)
    nothing = np.full(count, np.nan)
    ours = values - np.nan_to_num(passed[0].values if passed else nothing)
    printed = np.nan_to_num(gap[0].values if gap else nothing)
    if gap is not None and passed is not None:
        for place in np.flatnonzero(np.abs(printed - ours) > GAP_TOLERANCE).tolist():
            found = Problem("V45", {"ours": float(ours[place])}, journal.sheet, int(rows.numbers[place]), gap[1])
            journal.log.add(found)
    known = np.array([by_code[code].targets.get(year_be, np.nan) if code in by_code else np.nan for code in codes])
    for place in np.flatnonzero(np.abs(known - values) > GAP_TOLERANCE).tolist():
        row = int(rows.numbers[place])
        journal.log.add(Problem("V46", {"target": float(known[place])}, journal.sheet, row, label))
    return values


def _percents(columns: Sequence[ColumnMapping], kind: str, rows: Rows, journal: Journal) -> tuple[Numbers, str] | None:
    column = next((each for each in columns if each.field.kind == kind), None)
    if column is None:
        return None
    return read_numbers(rows.column(column), rows.numbers, "", journal, quiet=True), label_of(column)
