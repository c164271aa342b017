"""Is a table one row a household? Its columns of answers, their indicators, and what 1 means, proposed with reasons."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalogue import IndicatorSet
from loaders.checks.duplicate_households import is_household_key
from loaders.finding import DATA, FoundColumn, FoundTable
from loaders.mapping import model as f
from loaders.mapping.answers import (
    FAILED,
    PASSED,
    SYMBOLS,
    Polarity,
    heading_polarity,
    holds_answers,
    is_answer_column,
    kind_of_answer,
    lone_mark,
    pair_words,
    said_polarity,
)
from loaders.mapping.areas import AreaIndex
from loaders.mapping.household_rows import NO_WORDS
from loaders.mapping.model import WIDE, ColumnMapping, Field, Mapping
from loaders.mapping.propose import propose_mapping
from loaders.mapping.vocabulary import match_indicator, numbered, peel
from loaders.reading import Cell

LEAST_COLUMNS = 3
ROWS_A_PLACE = 2.0  # rows of data for each place among the first rows: an area that stands once is no household
SURE = 0.5
PERSONS = "คน"
PLACES = (f.AREA_CODE, f.AREA_NAME, f.VILLAGE_NUMBER)
KEPT = (*PLACES, f.YEAR, f.PEOPLE, f.RUNNING, f.PERSONAL, *f.COUNTS)
NOT_SHOWN = "ตารางรายครัวเรือน คอลัมน์ที่ไม่ใช้ไม่แสดงและไม่เก็บ"
ONE_MARK = "ทั้งตารางมีเครื่องหมายเดียว ไม่มีคำใดบอกว่าคืออะไร"
ONE_WORD = "ทั้งตารางมีคำตอบเดียว"
NOTHING_SAYS = "ไม่มีคำใดบอกว่า 1 คืออะไร จึงอ่าน 1 = ผ่าน"


def answer_columns(found: FoundTable) -> tuple[FoundColumn, ...]:
    """The columns whose cells among the first rows are answers, signs of no answer or blank."""
    rows, words_here = _data_rows(found), _words_of(found)
    return tuple(
        column
        for column in found.columns
        if not column.is_spacer
        and not _counts_persons(column)
        and is_answer_column(_cells(rows, column.index), words_here)
    )


def _words_of(found: FoundTable) -> frozenset[str]:
    """The words among the data that give others their meaning (y, มี …)."""
    return pair_words(cell for row in _data_rows(found) for cell in row)


def _counts_persons(column: FoundColumn) -> bool:
    """True for a heading that says how many: "ข้อ 1 ไม่ผ่าน (คน)", "จำนวนที่สำรวจ"."""
    peeled = [peel(part) for part in (*column.parts, column.heading)]
    return column.unit == PERSONS or any(unit == PERSONS or "assessed" in said for _, said, unit in peeled)


def indicators_of(headings: MappingABC[int, Sequence[str]], indicator_set: IndicatorSet) -> dict[int, str]:
    """Column → the indicator its heading names by number or name, where no other column names it too.

    `headings`: the parts of each column's heading, the whole heading among them.
    """
    found: dict[int, str] = {}
    for index, parts in headings.items():
        texts = [unicodedata.normalize("NFKC", part) for part in reversed(list(parts))]
        matches = [match for text in texts for match in match_indicator(peel(text)[0] or text, indicator_set)[:1]]
        best = max(matches, key=lambda match: match.score, default=None)
        if best is not None and best.score >= SURE:
            found[index] = best.code
    taken = list(found.values())
    return {index: code for index, code in found.items() if taken.count(code) == 1}


def propose_households(
    found: FoundTable, indicator_sets: Sequence[IndicatorSet], areas: AreaIndex, *, is_said: bool = False
) -> Mapping | None:
    """The mapping of a table of households; None where its rows and cells do not look so.

    The evidence: at least LEAST_COLUMNS columns of answers, and several rows for each place (for any place, where a
    column is of persons or households). `is_said`: a person says
    so, so one column is enough and a place may stand once. Without a set that fits, the answers have no indicator yet.
    """
    columns, rows, words_here = answer_columns(found), _data_rows(found), _words_of(found)
    if not any(holds_answers(_cells(rows, column.index), words_here) for column in columns):
        return None
    headings = {column.index: (*column.parts, column.heading) for column in columns}
    fitting = [
        _Fit(each, indicators_of(headings, each))
        for each in indicator_sets
        if each.measure == "count" and each.is_complete
    ]
    best = max(fitting, key=_Fit.order, default=None)
    answered = [index for index in best.codes if holds_answers(_cells(rows, index), words_here)] if best else []
    is_whole = best is not None and len(best.codes) == len(best.indicator_set.indicators)  # blank but for a few marks
    if best is None or len(answered) < (1 if is_said or is_whole else LEAST_COLUMNS):
        return None
    if not is_said and not best.is_whole(headings):
        return None
    base = propose_mapping(found, best.indicator_set, areas)
    base = replace(base, layout=WIDE, columns=tuple(_without_key(each) for each in base.columns))
    least_rows = 1.0 + 1.0 / len(rows) if base.of_kind(f.PERSONAL) else ROWS_A_PLACE  # beside persons, once is enough
    if not is_said and _rows_a_place(found, base, best.codes) < least_rows:
        return None
    table_says = said_polarity(_texts(found))
    mark = lone_mark([_cells(rows, index) for index in best.codes], words_here)
    mapped = [
        _answer(each, best.codes[each.index], found, table_says, mark, words_here)
        if each.index in best.codes
        else _other(each)
        for each in base.columns
    ]
    return replace(base, columns=tuple(mapped))


@dataclass(frozen=True)
class _Fit:
    """A set, and the indicators of it that the columns name."""

    indicator_set: IndicatorSet
    codes: dict[int, str]

    def order(self) -> tuple[int, int, int]:
        """The most indicators, of the set that has the fewest others, the newest."""
        return len(self.codes), -len(self.indicator_set.indicators), self.indicator_set.first_year

    def is_whole(self, headings: MappingABC[int, Sequence[str]]) -> bool:
        """False where headings of bare numbers go beyond the set or stop short of it: they are of another set."""
        parts = [[numbered(unicodedata.normalize("NFKC", part)) for part in listed] for listed in headings.values()]
        numbers = [next((each for each in found if each is not None), None) for found in parts]
        bare = [each[0] for each in numbers if each is not None and not each[1]]
        return len(bare) < len(self.codes) or max(bare) == len(self.indicator_set.indicators)


def _data_rows(found: FoundTable) -> list[tuple[Cell, ...]]:
    return [row for row, role in zip(found.top, found.roles, strict=False) if role == DATA]


def _cells(rows: Sequence[Sequence[Cell]], index: int) -> list[Cell]:
    return [row[index] if index < len(row) else None for row in rows]


def _texts(found: FoundTable) -> list[str]:
    """Words outside the data that may say what 1 means: titles, notes, headings."""
    outside = [row for row, role in zip(found.top, found.roles, strict=False) if role != DATA]
    return [cell for row in outside for cell in row if isinstance(cell, str)]


def _without_key(column: ColumnMapping) -> ColumnMapping:
    """A number of the household is its key, however like a code of an area it looks."""
    is_key = column.field.kind not in (f.VILLAGE_NUMBER, f.PERSONAL) and is_household_key(column.heading)
    return replace(column, field=Field(f.PERSONAL), score=0.99, reason=NOT_SHOWN, alternatives=()) if is_key else column


def _rows_a_place(found: FoundTable, mapping: Mapping, codes: MappingABC[int, str]) -> float:
    rows = _data_rows(found)
    said = [column.index for column in mapping.of_kind(*PLACES) if column.index not in codes]
    places = {tuple(str(row[index]) if index < len(row) else "" for index in said) for row in rows}
    return len(rows) / len(places) if places else 0.0


def _answer(
    column: ColumnMapping, code: str, found: FoundTable, table_says: Polarity, mark: str, words_here: frozenset[str]
) -> ColumnMapping:
    """`mark`: the one kind of answer of a table that is otherwise blank; a blank is then the other answer."""
    here = next(each for each in found.columns if each.index == column.index)
    own = heading_polarity((*here.parts, here.heading))
    kinds = {kind_of_answer(cell, words_here) for cell in _cells(_data_rows(found), column.index)}
    passes, fails = (f.MARK, f.MARK_FAILED) if mark else (f.ANSWER, f.ANSWER_FAILED)
    if mark in (PASSED, FAILED):
        kind, score, reason = passes, NO_WORDS, ONE_WORD
    elif not mark and not kinds & set(SYMBOLS):
        kind, score, reason = passes, 0.95, "คำตอบเขียนเป็นคำ"
    elif own is not None:
        kind, score, reason = fails if own.one_fails else passes, 0.9, "หัวคอลัมน์บอก"
    elif table_says.word:
        kind, score, reason = fails if table_says.one_fails else passes, 0.9, f"ในตารางบอกว่า «{table_says.word}»"
    else:
        kind, score, reason = passes, NO_WORDS, ONE_MARK if mark else NOTHING_SAYS
    return replace(column, field=Field(kind, code), score=score, reason=reason, alternatives=())


def _other(column: ColumnMapping) -> ColumnMapping:
    """What is no place, year, count or answer may be of a person or a household: it is neither shown nor kept."""
    is_kept = column.field.kind in KEPT and (column.field.kind not in f.COUNTS or bool(column.field.of))
    if is_kept:
        return column
    return replace(column, field=Field(f.PERSONAL), score=0.9, reason=NOT_SHOWN, alternatives=())
