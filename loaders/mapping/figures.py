"""The figures of the rows → facts: wide (a pair of columns per indicator) or long (a row per area and indicator).

What a long report prints beside its counts is checked: units in brackets, targets that are kept, gaps that are doubted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from catalogue import Indicator, IndicatorSet
from loaders.checks.problems import Problem, RefusalError
from loaders.checks.shares import Place, settle_shares
from loaders.mapping import model as f
from loaders.mapping.assessed_failed import Figures, derive_counts
from loaders.mapping.categories import ask_for_group
from loaders.mapping.cells import Journal, Numbers, Places, Rows, distinct_of, label_of, read_numbers
from loaders.mapping.fact_columns import Parts, Texts
from loaders.mapping.model import ColumnMapping, Field, Mapping
from loaders.mapping.vocabulary import match_indicator, peel, words
from loaders.reading import Cell, clean_text, fold

SURE = 0.5
IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")
GAP_TOLERANCE = 0.011  # of the printed gap, which is rounded twice


def wide_facts(
    mapping: Mapping, indicator_set: IndicatorSet | None, rows: Rows, places: Places, year_be: int, journal: Journal
) -> Parts:
    """One row an area. Raises RefusalError when no column is a figure or most rows are of one area (households)."""
    if indicator_set is None:
        raise RefusalError("L37-set", sheet=journal.sheet)
    columns = mapping.of_kind(*f.FIGURES, f.WEIGHT)
    if not columns:
        raise RefusalError("L14-indicators", sheet=journal.sheet)
    _refuse_doubled(mapping, journal)
    printed = mapping.of_kind(f.TARGET_PCT, f.GAP_PCT, f.PASS_PCT)
    parts = Parts(_repeated(mapping, places, np.full(len(rows.numbers), "", dtype=object), rows, journal))
    nobody, silent = 0, list[Indicator]()
    for indicator in indicator_set.indicators:
        own_columns = [column for column in columns if column.field.of == indicator.code]
        if own_columns and indicator.rollup == "weighted_mean":
            own_columns += [column for column in columns if column.field == Field(f.WEIGHT)]  # one that weighs them all
        if own_columns:
            units = np.full(len(rows.numbers), indicator.unit, dtype=object)
            codes = np.full(len(rows.numbers), indicator.code, dtype=object)
            added = _add(parts, own_columns, (codes, units), indicator_set, [indicator], rows, places, journal)
            beside = [each for each in printed if each.field.of == indicator.code]
            _add_targets(parts, printed_targets(beside, rows, codes, [indicator], year_be, journal), indicator_set)
            nobody += added.nobody
            silent += [] if added.has_figures else [indicator]
    _note_missing(columns, indicator_set, silent, journal)
    _note_nobody(nobody, journal)
    return parts


def _refuse_doubled(mapping: Mapping, journal: Journal) -> None:
    """Two columns alike for one figure of an indicator that others tell about: neither was taken, nobody has chosen."""
    taken = {column.field for column in mapping.columns}
    with_figures = {field.of for field in taken if field.kind in f.FIGURES}
    doubled: dict[Field, list[ColumnMapping]] = {}
    for column in mapping.of_kind(f.UNUSED):
        best = max(column.alternatives, key=lambda option: option.score, default=None)
        if (
            best
            and column.score < 1
            and best.score >= SURE
            and best.field not in taken
            and best.field.of in with_figures
        ):
            doubled.setdefault(best.field, []).append(column)
    for columns in doubled.values():
        if len(columns) > 1:
            raise RefusalError("L13-same", {"columns": tuple(map(label_of, columns))}, sheet=journal.sheet)


def long_facts(
    mapping: Mapping, indicator_set: IndicatorSet | None, rows: Rows, places: Places, year_be: int, journal: Journal
) -> Parts:
    """One row an area and an indicator."""
    named = next(iter(mapping.of_kind(f.INDICATOR)), None)
    columns = [column for column in mapping.of_kind(*f.FIGURES) if not column.field.of]
    if indicator_set is None or named is None or not columns:
        raise RefusalError("L14-long", sheet=journal.sheet)
    codes, unknown = _indicator_codes(rows.column(named), indicator_set)
    journal.faults(unknown, rows.numbers, "L31", {"set": indicator_set.id}, column=label_of(named))
    by_code = {indicator.code: indicator for indicator in indicator_set.indicators}
    units = written_units(rows.column(named), codes, indicator_set, (rows, label_of(named)), journal)
    parts = Parts(unknown | _repeated(mapping, places, codes, rows, journal))
    listed = [by_code[code] for code in sorted({code for code in codes if code})]
    beside = [each for each in mapping.of_kind(f.TARGET_PCT, f.GAP_PCT, f.PASS_PCT) if not each.field.of]
    nobody = _add(parts, columns, (codes, units), indicator_set, listed, rows, places, journal).nobody
    _add_targets(parts, printed_targets(beside, rows, codes, listed, year_be, journal), indicator_set)
    if indicator_set.measure != "value":
        absent = tuple(each.number for each in indicator_set.indicators if each not in listed)
        if absent:
            journal.log.add(Problem("L29-rows", {"numbers": absent, "set": indicator_set.id}, journal.sheet))
    _note_nobody(nobody, journal)
    return parts


def _indicator_codes(cells: list[Cell], indicator_set: IndicatorSet) -> tuple[np.ndarray, np.ndarray]:
    codes, distinct = distinct_of(cells)
    found = np.array([_indicator_code(cell, indicator_set) for cell in distinct], dtype=object)[codes]
    return found, found == ""


def _indicator_code(cell: Cell, indicator_set: IndicatorSet) -> str:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()
    if any(text == indicator.code for indicator in indicator_set.indicators):
        return text
    if indicator_set.measure == "value":  # the names of other data are a person's own: alike is another one
        own = [each.code for each in indicator_set.indicators if fold(each.name) == fold(text)]
        return own[0] if own else ""
    matches = match_indicator(peel(text)[0], indicator_set) if text else []
    return matches[0].code if matches and matches[0].score >= SURE else ""


@dataclass(frozen=True)
class _Added:
    """Of the columns of an indicator: rows in which nobody was assessed, and whether any row reports a figure."""

    nobody: int
    has_figures: bool


def _add(
    parts: Parts,
    columns: list[ColumnMapping],
    keys: tuple[np.ndarray, np.ndarray],
    indicator_set: IndicatorSet,
    indicators: list[Indicator],
    rows: Rows,
    places: Places,
    journal: Journal,
) -> _Added:
    """Add the facts of some columns (`keys`: indicator and unit per row)."""
    labels = {column.field.kind: label_of(column) for column in columns}
    count_kinds = (*f.COUNTS, f.SCORE)
    numbers: dict[str, Numbers] = {
        kind: read_numbers(rows.column(column), rows.numbers, labels[kind], journal, is_count=kind in count_kinds)
        for column in columns
        for kind in (column.field.kind,)
    }
    if indicator_set.measure == "count":
        cells = {column.field.kind: rows.column(column) for column in columns if column.field.kind in f.PERCENTS}
        code = indicators[0].code if len(indicators) == 1 else indicator_set.id
        derived = derive_counts(Figures(numbers, labels, rows.numbers, journal, code, cells))
        faulty, has_value, nobody = derived.faulty, derived.assessed > 0, derived.assessed == 0
        values = {"assessed": derived.assessed, "failed": derived.failed}
    else:
        kind = f.SCORE if indicator_set.measure == "score" else f.VALUE
        values, faulty = _single_figures(numbers, kind, keys[0], indicators, labels, rows, journal)
        if kind == f.VALUE:
            cells = rows.column(next(column for column in columns if column.field.kind == kind))
            place = Place(journal.sheet, labels[kind], rows.numbers, cells)
            values[kind] = _with_shares(values[kind], keys[0], indicators, journal, place)
        has_value, nobody = ~np.isnan(values[kind]), np.zeros(len(rows.numbers), dtype=bool)
    parts.faulty |= faulty
    place = np.flatnonzero(has_value & ~faulty & ~places.faulty)
    texts = {"indicator_code": Texts.of(keys[0][place]), "unit": Texts.of(keys[1][place])}
    if indicator_set.measure == "value":
        rollups = {indicator.code: indicator.rollup for indicator in indicators}
        texts["rollup"] = Texts.of(np.array([rollups.get(code, "") for code in keys[0][place]], dtype=object))
    parts.columns.append({"row": place.astype("int32")} | {name: each[place] for name, each in values.items()})
    parts.texts.append(texts)
    has_figures = any(not np.isnan(each.values).all() for kind, each in numbers.items() if kind != f.WEIGHT)
    return _Added(int((nobody & ~faulty).sum()), has_figures)


def _add_targets(parts: Parts, targets: np.ndarray | None, indicator_set: IndicatorSet) -> None:
    """Give the facts added last the targets printed in their rows; the target of a value is a value, no percentage."""
    if targets is not None and indicator_set.measure != "value":
        parts.columns[-1]["target_pct"] = targets[parts.columns[-1]["row"]]


def _single_figures(
    numbers: dict[str, Numbers],
    kind: str,
    codes: np.ndarray,
    indicators: list[Indicator],
    labels: dict[str, str],
    rows: Rows,
    journal: Journal,
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """({score or value, and weight}, faulty rows): scores other than 1, 2, 3 and values out of bounds are faults."""
    if kind not in numbers:
        raise RefusalError("L14-values", sheet=journal.sheet)
    values, faulty, label = numbers[kind].values, numbers[kind].faulty.copy(), labels[kind]
    if kind == f.SCORE:
        wrong = ~np.isnan(values) & ~np.isin(values, (1, 2, 3))
        faulty |= journal.faults(wrong, rows.numbers, "V41", column=label)
        return {kind: values}, faulty
    for each in indicators:
        low = -np.inf if each.low is None else each.low
        high = np.inf if each.high is None else each.high
        wrong = (codes == each.code) & ((values < low) | (values > high))
        if journal.strict_ranges is None or each.code in journal.strict_ranges:
            faulty |= journal.faults(wrong, rows.numbers, "V18-range", {"low": low, "high": high}, column=label)
        else:
            journal.faults(wrong, rows.numbers, "V25", {"low": low, "high": high}, column=label)
    if f.WEIGHT not in numbers:
        return {kind: values}, faulty
    weights = numbers[f.WEIGHT]
    missing = ~np.isnan(values) & ~faulty & ~weights.faulty & ~(weights.values > 0)  # 0 would count it as nobody
    unweighed = journal.faults(missing, rows.numbers, "V42", {"column": labels[f.WEIGHT]}, column=label)
    faulty |= weights.faulty | unweighed
    return {kind: values, "weight": weights.values}, faulty


def _with_shares(
    values: np.ndarray, codes: np.ndarray, indicators: list[Indicator], journal: Journal, place: Place
) -> np.ndarray:
    """The values with the shares of each indicator settled by what the person said."""
    for each in indicators:
        own = codes == each.code
        settled = settle_shares(
            np.where(own, values, np.nan), each, journal.shares, journal.log, journal.repairs, place
        )
        values = np.where(own, settled, values)
    return values


def _repeated(mapping: Mapping, places: Places, keys: np.ndarray, rows: Rows, journal: Journal) -> np.ndarray:
    """Rows of one area (and indicator) met more than once are all refused; a list of households is refused whole."""
    pairs = pd.Series([f"{code}|{key}" if code else None for code, key in zip(places.codes, keys, strict=True)])
    repeated = (pairs.notna() & pairs.duplicated(keep=False)).to_numpy() & ~places.faulty
    if repeated.any():
        ask_for_group(mapping, rows, repeated, journal)
    if mapping.of_kind(f.PERSONAL) and repeated.sum() > 0.5 * len(repeated):
        raise RefusalError("L41", sheet=journal.sheet)
    key = "C18-item" if keys.any() else "C18"
    return journal.faults(repeated, rows.numbers, key, column=places.label)


def _note_missing(
    columns: tuple[ColumnMapping, ...], indicator_set: IndicatorSet, silent: list[Indicator], journal: Journal
) -> None:
    """Warn of indicators of the set that the table lacks, or that no row reports (`silent`)."""
    present = {column.field.of for column in columns}
    absent = [indicator for indicator in indicator_set.indicators if indicator.code not in present]
    for found, key in ((absent, "L29-columns"), (silent, "L29-silent")):
        if numbers := tuple(indicator.number for indicator in found):
            journal.log.add(Problem(key, {"numbers": numbers}, journal.sheet))


def _note_nobody(count: int, journal: Journal) -> None:
    if count:
        journal.log.add(Problem("V21", {"count": count}, journal.sheet))


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
