"""From a found table to a mapping: every column's field, how sure, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace

from catalogue import IndicatorSet
from loaders.finding import FoundColumn, FoundTable
from loaders.mapping import fields as f
from loaders.mapping.areas import AreaIndex
from loaders.mapping.evidence import evidence_of
from loaders.mapping.fields import NOTHING, Field
from loaders.mapping.model import LONG, WIDE, ColumnMapping, Mapping, Option
from loaders.mapping.name_columns import settle_names
from loaders.mapping.options import Column, options_of
from loaders.mapping.percents import settle_percents
from loaders.reading import fold

SURE = 0.5
MOST_ALTERNATIVES = 5


@dataclass(frozen=True)
class _Ranked:
    column: Column
    options: tuple[Option, ...]


def propose_mapping(
    found: FoundTable,
    indicator_set: IndicatorSet | None = None,
    known_areas: MappingABC[str, str] | AreaIndex | None = None,
) -> Mapping:
    """The best field for every column. No two columns get one field, and the order of columns does not matter.

    A column whose best field is less than half sure, or that stands level with another one for it, is left unused with
    its alternatives, for a person to choose. Personal columns are marked and never read.
    """
    areas = known_areas if isinstance(known_areas, AreaIndex) else AreaIndex.of(known_areas or {})
    columns = [Column(each, evidence_of(found, each.index, areas)) for each in found.columns if not each.is_spacer]
    is_long = indicator_set is not None and _is_long(columns, indicator_set)
    ranked = [_Ranked(column, options_of(column, indicator_set, is_long)) for column in columns]
    options = settle_percents(found, {each.column.found.index: each.options for each in ranked})
    options = settle_names(columns, options, areas)
    ranked = [replace(each, options=options[each.column.found.index]) for each in ranked]
    taken = _assign(ranked)
    return Mapping(
        columns=tuple(_mapped(each, taken) for each in ranked),
        set_id=indicator_set.id if indicator_set else None,
        layout=LONG if is_long else WIDE,
    )


def _is_long(columns: list[Column], indicator_set: IndicatorSet) -> bool:
    """True when some column's cells are indicators: one row is then an area and an indicator."""
    return any(
        option.field.kind == f.INDICATOR and option.score >= SURE
        for column in columns
        for option in options_of(column, indicator_set, True)
    )


def _assign(ranked: list[_Ranked]) -> dict[int, Option]:
    """Fields to columns, the surest first. Two columns equally sure of one field both lose it."""
    wanted = [
        (option, each.column.found)
        for each in ranked
        for option in each.options
        if option.score >= SURE and not option.field.may_repeat
    ]
    wanted.sort(key=lambda pair: (-pair[0].score, pair[0].field.key, fold(pair[1].heading)))
    taken: dict[int, Option] = {}
    used: set[Field] = set()
    contested = _contested(wanted)
    for option, column in wanted:
        if column.index in taken or option.field in used or (option.field, option.score) in contested:
            continue
        better = [each for each in _options_of(ranked, column) if each.score > option.score and each.field.may_repeat]
        if not better:
            taken[column.index] = option
            used.add(option.field)
    return taken


def _contested(wanted: list[tuple[Option, FoundColumn]]) -> set[tuple[Field, float]]:
    """The (field, score) that more than one column has as its best."""
    tops: dict[int, float] = {}
    for option, column in wanted:
        tops[column.index] = max(tops.get(column.index, 0.0), option.score)
    counts = Counter((option.field, option.score) for option, column in wanted if option.score == tops[column.index])
    best = {option.field: option.score for option, _ in reversed(wanted)}
    return {key for key, count in counts.items() if count > 1 and best[key[0]] == key[1]}


def _options_of(ranked: list[_Ranked], column: FoundColumn) -> tuple[Option, ...]:
    return next(each.options for each in ranked if each.column.found.index == column.index)


def _mapped(each: _Ranked, taken: dict[int, Option]) -> ColumnMapping:
    column, options = each.column.found, each.options
    option = taken.get(column.index)
    if option is None:
        option = _unread(options, taken)
    others = tuple(other for other in options if other.field != option.field)[:MOST_ALTERNATIVES]
    return ColumnMapping(column.index, column.letter, column.heading, option.field, option.score, option.reason, others)


def _unread(options: tuple[Option, ...], taken: dict[int, Option]) -> Option:
    """What a column that got no field is: running, personal, or unused with the reason."""
    best = max(options, key=lambda option: option.score, default=None)
    if best is None:
        return Option(NOTHING, 0.0, "ไม่รู้จักหัวคอลัมน์ ไม่นำเข้า")
    repeated = next((option for option in options if option.field.may_repeat and option.score >= SURE), None)
    if repeated is not None:
        return repeated
    if best.score < SURE:
        return Option(NOTHING, 0.0, f"ยังไม่แน่ใจ: {best.reason}")
    if any(option.field == best.field for option in taken.values()):
        return Option(NOTHING, 0.0, "มีคอลัมน์อื่นที่ตรงกับช่องนี้มากกว่า")
    return Option(NOTHING, 0.0, "มากกว่าหนึ่งคอลัมน์ตรงกับช่องเดียวกัน ให้เลือกเอง")
