"""From a found table to a mapping: every column's field, how sure and why; or the saved mapping it is known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalogue import IndicatorSet
from loaders.finding import DATA, FoundColumn, FoundTable
from loaders.mapping import model as f
from loaders.mapping.areas import AreaIndex
from loaders.mapping.evidence import evidence_of
from loaders.mapping.model import LONG, NOTHING, WIDE, ColumnMapping, Field, Mapping, Option, heading_key
from loaders.mapping.options import Column, options_of, settle_codes, settle_names
from loaders.mapping.other_data import shaped
from loaders.reading import Cell, fold, parse_number

PERCENT = "percent"
TOLERANCE = 0.06
ENOUGH_ROWS = 0.9


def settle_percents(found: FoundTable, options: MappingABC[int, tuple[Option, ...]]) -> dict[int, tuple[Option, ...]]:
    """The options with every "percent" made pass_pct or fail_pct, by the counts of the same indicator."""
    settled: dict[int, tuple[Option, ...]] = {}
    for index, listed in options.items():
        changed: list[Option] = []
        for option in listed:
            if option.field.kind == PERCENT:
                kind, score, reason = _settled(found, index, option, options)
                changed.append(Option(Field(kind, option.field.of), score, reason))
            else:
                changed.append(option)
        settled[index] = tuple(sorted(changed, key=lambda each: (-each.score, each.field.key)))
    return settled


def _settled(
    found: FoundTable, index: int, option: Option, options: MappingABC[int, tuple[Option, ...]]
) -> tuple[str, float, str]:
    columns = {
        kind: column for kind in f.COUNTS if (column := _column_of(Field(kind, option.field.of), options)) is not None
    }
    shares = {kind: _agreement(found, index, columns, kind) for kind in (f.PASSED, f.FAILED)}
    best = max(shares, key=lambda kind: shares[kind])
    if shares[best] >= ENOUGH_ROWS and min(shares.values()) < ENOUGH_ROWS:
        kind = f.PASS_PCT if best == f.PASSED else f.FAIL_PCT
        return kind, option.score, f"{option.reason} ร้อยละตรงกับจำนวน"
    if (f.PASSED in columns) != (f.FAILED in columns):
        kind = f.PASS_PCT if f.PASSED in columns else f.FAIL_PCT
        return kind, round(option.score * 0.9, 3), f"{option.reason} ร้อยละอยู่คู่กับจำนวน"
    return f.PASS_PCT, min(option.score, 0.45), f"{option.reason} แต่ไม่บอกว่าเป็นร้อยละที่ผ่านหรือไม่ผ่าน"


def _column_of(field: Field, options: MappingABC[int, tuple[Option, ...]]) -> int | None:
    held = [(listed[0].score, column) for column, listed in options.items() if listed and listed[0].field == field]
    return max(held)[1] if held else None


def _agreement(found: FoundTable, index: int, columns: MappingABC[str, int], kind: str) -> float:
    """The share of rows whose percentage is that of `kind` among the assessed."""
    compared = matched = 0
    for step, row in enumerate(found.top):
        if step >= len(found.roles) or found.roles[step] != DATA:
            continue
        values = {name: _value(row, column) for name, column in columns.items()}
        percent = _value(row, index)
        share = _share(values, kind)
        if percent is not None and share is not None:
            compared += 1
            matched += abs(percent - share) <= TOLERANCE or abs(100 * percent - share) <= TOLERANCE
    return matched / compared if compared else 0.0


def _share(values: MappingABC[str, float | None], kind: str) -> float | None:
    assessed, passed, failed = (values.get(name) for name in (f.ASSESSED, f.PASSED, f.FAILED))
    if assessed is None and passed is not None and failed is not None:
        assessed = passed + failed
    part = passed if kind == f.PASSED else failed
    if part is None and assessed is not None:
        other = failed if kind == f.PASSED else passed
        part = None if other is None else assessed - other
    return None if part is None or not assessed else 100 * part / assessed


def _value(row: tuple[Cell, ...], column: int) -> float | None:
    cell = row[column] if column < len(row) else None
    number = parse_number(cell)
    return None if number.value is None else float(number.value)


ENOUGH_HEADINGS = 0.8


def recognise(found: FoundTable, saved_mappings: Sequence[Mapping]) -> tuple[Mapping, float] | None:
    """The saved mapping most alike, laid on this table's columns, and how alike its headings are (0–1); None below 0.8.

    A score of 1 means the same headings, in any order and with any year in them. A column the mapping does not know is
    not imported until someone says what it is; a column that is missing now is left out.
    """
    here = Counter(heading_key(column.heading) for column in found.columns if not column.is_spacer)
    best: tuple[Mapping, float] | None = None
    for mapping in saved_mappings:
        there = Counter(heading_key(column.heading) for column in mapping.columns)
        shared = sum((here & there).values())
        score = round(shared / max(1, sum((here | there).values())), 3)
        if score >= ENOUGH_HEADINGS and (best is None or score > best[1]):
            best = (mapping, score)
    return (_laid_on(best[0], found), best[1]) if best else None


def _laid_on(mapping: Mapping, found: FoundTable) -> Mapping:
    """The mapping with the positions and letters of this table; equal headings are met from left to right."""
    waiting: dict[str, list[ColumnMapping]] = {}
    for column in sorted(mapping.columns, key=lambda each: each.index):
        waiting.setdefault(heading_key(column.heading), []).append(column)
    columns: list[ColumnMapping] = []
    for column in found.columns:
        if column.is_spacer:
            continue
        known = waiting.get(heading_key(column.heading))
        if known:
            saved = known.pop(0)
            columns.append(replace(saved, index=column.index, letter=column.letter, heading=column.heading))
        else:
            columns.append(
                ColumnMapping(column.index, column.letter, column.heading, NOTHING, 0.0, "ไม่มีในรูปแบบที่บันทึกไว้")
            )
    return replace(mapping, columns=tuple(columns))


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
    options = settle_codes(found, settle_names(columns, options, areas), areas)
    ranked = [replace(each, options=options[each.column.found.index]) for each in ranked]
    taken = _assign(ranked)
    mapping = Mapping(
        columns=tuple(_mapped(each, taken) for each in ranked),
        set_id=indicator_set.id if indicator_set else None,
        layout=LONG if is_long else WIDE,
    )
    return shaped(mapping, columns) if indicator_set is None else mapping


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
