"""Tables of one row a household: its answers → counts per village, as from our own household form. No row is kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass

import numpy as np
import pandas as pd

from catalogue import Indicator, IndicatorSet
from loaders.checks.duplicate_households import Table, check_numbers_twice, kept_once
from loaders.checks.odd_figures import HOUSEHOLD_UNIT
from loaders.checks.problems import Problem, RefusalError
from loaders.finding import FoundTable
from loaders.mapping import model as f
from loaders.mapping.answers import lone_mark, pair_words, persons_of, read_answers
from loaders.mapping.assessed_failed import Figures, derive_counts
from loaders.mapping.cells import Journal, Rows, distinct_of, label_of, read_numbers
from loaders.mapping.model import ColumnMapping, Mapping
from loaders.mapping.multidimensional import measures_of_counts
from loaders.reading import Cell
from loaders.rules import phrase
from warehouse.staged import FACT_COLUMNS

NO_WORDS = 0.75  # how sure of a polarity that no word of the table says and no person has chosen
MEANINGS = {
    (f.ANSWER, False): "V53-passed", (f.ANSWER, True): "V53-passed_unsaid", (f.ANSWER_FAILED, False): "V53-failed",
    (f.ANSWER_FAILED, True): "V53-failed_unsaid", (f.MARK, False): "V53-mark", (f.MARK, True): "V53-mark_unsaid",
    (f.MARK_FAILED, False): "V53-mark_failed", (f.MARK_FAILED, True): "V53-mark_failed_unsaid",
}  # fmt: skip
Arrays = MappingABC[str, np.ndarray]


def is_by_household(mapping: Mapping) -> bool:
    """True for a mapping with columns of household answers."""
    return bool(mapping.of_kind(*f.ANSWERS))


@dataclass(frozen=True)
class Households:
    """The households of one table. `codes`: the village of each; `columns`: indicator code → its arrays assessed and
    failed; `units`: the unit each is counted in; `people`: members of each household, None where the table has none;
    `faulty`: rows refused; `unsaid`: the indicators for which nothing says what 1 means; `inverted`: those that the
    person says stand the other way round; `marked`: of the unsaid, those where a blank was read as the other answer."""

    indicator_set: IndicatorSet
    codes: np.ndarray
    columns: dict[str, Arrays]
    units: dict[str, str]
    people: np.ndarray | None
    faulty: np.ndarray
    unsaid: tuple[str, ...]
    inverted: Collection[str] = ()
    marked: tuple[str, ...] = ()

    @property
    def counts_households(self) -> bool:
        """True where some indicator of persons is counted by households: never summed with counts of persons."""
        return any(
            self.units[each.code] != each.unit for each in self.indicator_set.indicators if each.code in self.columns
        )

    def facts(self, good: np.ndarray) -> pd.DataFrame:
        """FACT_COLUMNS of the good households' villages, as they are read (nothing turned round)."""
        facts = _village_facts(self.codes, self.columns, self.units, ~good).reindex(columns=list(FACT_COLUMNS))
        texts = ("area_code", "indicator_code", "unit", "rollup")
        return facts.astype({name: object if name in texts else float for name in FACT_COLUMNS})

    def turned(self) -> dict[str, Arrays]:
        """The columns, with those who pass and those who fail changed places for `inverted`."""
        return {
            code: {"assessed": each["assessed"], "failed": each["assessed"] - each["failed"]}
            if code in self.inverted
            else each
            for code, each in self.columns.items()
        }

    def measures(self, good: np.ndarray) -> pd.DataFrame:
        """area_code, measure, value: households, people, and what fails together, with `inverted` turned round."""
        dimensions = {each.code: each.dimension_code for each in self.indicator_set.indicators}
        together = measures_of_counts(self.turned(), dimensions, self.codes, good, self.people)
        return pd.concat([_village_measures(self.codes, self.people, ~good), together], ignore_index=True)


def once_each(found: FoundTable, mapping: Mapping, rows: Rows, journal: Journal) -> Rows:
    """The rows without households that stand again, alike in every cell with a key of theirs (C35, C36)."""
    table = as_table(found, mapping, rows, journal)
    kept = kept_once(table, journal.log)
    return Rows(kept.rows, kept.row_numbers)


def as_table(found: FoundTable, mapping: Mapping, rows: Rows, journal: Journal) -> Table:
    """The rows as the search for households written twice takes them: `others` are the columns that are not read."""
    headings = {column.index: column.heading for column in found.columns}
    others = tuple(column.index for column in mapping.of_kind(*f.NOT_READ))
    return Table(journal.sheet, headings, others, [list(row) for row in rows.cells], rows.numbers)


def read_households(
    found: FoundTable, mapping: Mapping, indicator_set: IndicatorSet | None, rows: Rows, codes: np.ndarray,
    faulty_places: np.ndarray, journal: Journal, inverted: Collection[str] = (),
) -> Households:  # fmt: skip
    """The answers of every row. `codes`: the village of each row, `faulty_places` the rows where it is not known.

    Raises RefusalError without a set of counts.
    """
    if indicator_set is None or indicator_set.measure != "count":
        raise RefusalError("L37-households", sheet=journal.sheet)
    columns: dict[str, Arrays] = {}
    units: dict[str, str] = {}
    faulty = faulty_places.copy()
    without, signs, unsaid, marked = 0, list[ColumnMapping](), list[str](), list[str]()
    answered = {column.field.of: column for column in mapping.of_kind(*f.ANSWERS)}
    cells = {code: rows.column(column) for code, column in answered.items()}
    words_here, mark = _words_and_mark(mapping, list(cells.values()))
    for indicator in indicator_set.indicators:
        if (column := answered.get(indicator.code)) is not None:
            is_mark = bool(mark) and column.field.kind in f.MARKS
            answers = read_answers(
                cells[indicator.code], rows.numbers, label_of(column), journal,
                one_fails=column.field.kind in f.ONE_FAILS, words_here=words_here, mark=mark if is_mark else "",
            )  # fmt: skip
            faulty |= answers.faulty
            without += answers.not_assessed
            is_said = column.score > NO_WORDS
            signs += [column] if answers.symbols or is_mark else []
            unsaid += [indicator.code] if (answers.symbols or is_mark) and not is_said else []
            marked += [indicator.code] if is_mark and not is_said else []
            assessed = np.where(np.isnan(answers.failed), np.nan, 1.0)
            columns[indicator.code] = {"assessed": assessed, "failed": answers.failed}
            units[indicator.code] = HOUSEHOLD_UNIT
        elif counted := _counted(mapping, indicator, rows, journal):
            columns[indicator.code], broken = counted
            faulty |= broken
            units[indicator.code] = indicator.unit
    people = None
    if members := mapping.of_kind(f.PEOPLE):
        read = read_numbers(rows.column(members[0]), rows.numbers, label_of(members[0]), journal, is_count=True)
        people, faulty = read.values, faulty | read.faulty
    table = as_table(found, mapping, rows, journal)
    faulty |= check_numbers_twice(table, codes, ~faulty, journal.log)
    households = Households(
        indicator_set, codes, columns, units, people, faulty, tuple(unsaid), inverted, tuple(marked)
    )
    if not mapping.is_ready:
        _say_polarity(signs, unsaid, journal)
    _note(households, without, len(answered) * len(rows.numbers), journal)
    return households


def blank_is_answer(mapping: Mapping, rows: Rows) -> bool:
    """True for a table of one mark, where a row without any is a household too."""
    return bool(_words_and_mark(mapping, [rows.column(each) for each in mapping.of_kind(*f.MARKS)])[1])


def _words_and_mark(mapping: Mapping, cells: Sequence[Sequence[Cell]]) -> tuple[frozenset[str], str]:
    """Of all answers: the words that give others their meaning, and the one kind beside which a blank is the other."""
    words_here = pair_words(cell for listed in cells for cell in distinct_of(listed)[1])
    return words_here, lone_mark(cells, words_here) if mapping.of_kind(*f.MARKS) else ""


def _counted(mapping: Mapping, indicator: Indicator, rows: Rows, journal: Journal) -> tuple[Arrays, np.ndarray] | None:
    """The persons of each household that one indicator was asked of and that fail; None without both columns."""
    own = {each.field.kind: each for each in mapping.of_kind(*f.COUNTS) if each.field.of == indicator.code}
    if len(own) < 2:
        return None
    labels = {kind: label_of(column) for kind, column in own.items()}
    numbers = {
        kind: read_numbers(
            [persons_of(cell) for cell in rows.column(column)], rows.numbers, labels[kind], journal, is_count=True
        )
        for kind, column in own.items()
    }
    derived = derive_counts(Figures(numbers, labels, rows.numbers, journal, indicator.code, {}))
    return {"assessed": derived.assessed, "failed": derived.failed}, derived.faulty


def _say_polarity(answered: Collection[ColumnMapping], unsaid: Collection[str], journal: Journal) -> None:
    """V53 for each reason there is: a doubt where no word says what 1 means, else only a remark."""
    reasons: dict[tuple[str, str], list[ColumnMapping]] = {}
    for column in answered:
        reasons.setdefault((column.field.kind, column.reason), []).append(column)
    for (kind, why), columns in reasons.items():
        is_doubt = any(column.field.of in unsaid for column in columns)
        words = {"count": len(columns), "why": phrase("in_brackets", words=why) if why else ""}
        journal.log.add(Problem(MEANINGS[kind, is_doubt], words, journal.sheet))


def _note(households: Households, without: int, cells: int, journal: Journal) -> None:
    """V54, V55, L29: cells without an answer, persons counted as households, indicators that are not there."""
    indicators = households.indicator_set.indicators
    if without:
        journal.log.add(Problem("V54", {"count": without, "cells": cells}, journal.sheet))
    persons = [each for each in indicators if households.units.get(each.code, each.unit) != each.unit]
    if persons:
        journal.log.add(Problem("V55", {"numbers": _numbers(persons)}, journal.sheet))
    if absent := [each for each in indicators if each.code not in households.columns]:
        journal.log.add(Problem("L29-columns", {"numbers": _numbers(absent)}, journal.sheet))


def _numbers(indicators: Collection[Indicator]) -> tuple[int, ...]:
    return tuple(each.number for each in indicators)


def _village_facts(
    codes: np.ndarray, columns: MappingABC[str, Arrays], units: MappingABC[str, str], faulty: np.ndarray
) -> pd.DataFrame:
    """area_code, indicator_code, unit, assessed, failed: summed over the good households of each village.

    `codes`: the village of each household; `columns`: indicator code → its arrays assessed and failed; `units`: the
    unit in which each indicator is counted. Where nobody was assessed there is no fact.
    """
    villages, position = _villages(codes, faulty)
    parts = [_summed(code, units[code], villages, position, arrays, ~faulty) for code, arrays in columns.items()]
    empty = pd.DataFrame(columns=["area_code", "indicator_code", "unit", "assessed", "failed"])
    return pd.concat(parts, ignore_index=True) if parts else empty


def _village_measures(codes: np.ndarray, people: np.ndarray | None, faulty: np.ndarray) -> pd.DataFrame:
    """Households (good rows) of each village, and its people where every one of its households tells them."""
    villages, position = _villages(codes, faulty)
    households = np.bincount(position, minlength=len(villages)).astype(float)
    parts = [pd.DataFrame({"area_code": villages, "measure": "households", "value": households})]
    if people is not None:
        members = people[~faulty]
        counts = np.bincount(position, np.nan_to_num(members), minlength=len(villages))
        has_value = np.bincount(position, ~np.isnan(members), minlength=len(villages)) == households
        parts.append(pd.DataFrame({"area_code": villages[has_value], "measure": "people", "value": counts[has_value]}))
    return pd.concat(parts, ignore_index=True)


def _villages(codes: np.ndarray, faulty: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    position, villages = pd.factorize(codes[~faulty], sort=True)
    return np.asarray(villages, dtype=object), np.asarray(position)


def _summed(
    code: str, unit: str, villages: np.ndarray, position: np.ndarray, arrays: Arrays, good: np.ndarray
) -> pd.DataFrame:
    counts = [
        np.bincount(position, np.nan_to_num(arrays[name][good]), minlength=len(villages))
        for name in ("assessed", "failed")
    ]
    has_value = counts[0] > 0
    return pd.DataFrame(
        {
            "area_code": villages[has_value],
            "indicator_code": code,
            "unit": unit,
            "assessed": counts[0][has_value],
            "failed": counts[1][has_value],
        }
    )
