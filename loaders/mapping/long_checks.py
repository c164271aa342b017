"""What a report of one row an indicator prints beside its counts: units in brackets, targets, gaps. Doubts only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from catalogue import Indicator, IndicatorSet
from loaders.checks.problems import Problem
from loaders.mapping import model as f
from loaders.mapping.columns import Journal, read_numbers
from loaders.mapping.model import Mapping
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


def check_targets(
    mapping: Mapping, rows: Rows, codes: np.ndarray, indicators: Sequence[Indicator], year_be: int, journal: Journal
) -> None:
    """Warn where a printed gap is not target − passed, or a printed target is not the set's of that year."""
    target, gap, passed = (_percents(mapping, kind, rows, journal) for kind in (f.TARGET_PCT, f.GAP_PCT, f.PASS_PCT))
    by_code = {each.code: each for each in indicators}
    if target is None:
        return
    values, label = target
    for place in np.flatnonzero(~np.isnan(values)).tolist():
        row = int(rows.numbers[place])
        if gap is not None and passed is not None:
            ours = values[place] - _or_nothing(passed[0][place])
            if abs(_or_nothing(gap[0][place]) - ours) > GAP_TOLERANCE:
                journal.log.add(Problem("V45", {"ours": ours}, journal.sheet, row, gap[1]))
        known = by_code[codes[place]].targets.get(year_be) if codes[place] in by_code else None
        if known is not None and abs(known - values[place]) > GAP_TOLERANCE:
            journal.log.add(Problem("V46", {"target": known}, journal.sheet, row, label))


def _or_nothing(value: float) -> float:
    return 0.0 if np.isnan(value) else float(value)


def _percents(mapping: Mapping, kind: str, rows: Rows, journal: Journal) -> tuple[np.ndarray, str] | None:
    column = next(iter(mapping.of_kind(kind)), None)
    if column is None:
        return None
    return read_numbers(rows.column(column), rows.numbers, "", journal, quiet=True).values, label_of(column)
