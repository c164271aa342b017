"""Other data of the community: what its table is proposed to be, and the set of value indicators a person makes of it.

Proposed are its items or years, and of each value the unit, direction, rollup and range.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalogue import IndicatorSet
from loaders.checks.personal_columns import is_telling
from loaders.checks.problems import RefusalError
from loaders.finding import TITLE, FoundTable, data_rows
from loaders.finding.words import unit_of
from loaders.mapping import model as f
from loaders.mapping.categories import propose_categories
from loaders.mapping.model import LONG, ColumnMapping, Field, Mapping
from loaders.mapping.options import Column
from loaders.mapping.vocabulary import field_word, folded_words, level_word, long_word, words
from loaders.mapping.years import BETWEEN, groups_of, propose_year_columns, with_year_codes
from loaders.reading import Cell, Sheet, clean_text, fold, parse_number
from words.personal_text import masked_apart

ANY_YEARS = (2500, 2599)  # a table of other data may come again in any year

VALUE_OF_OTHER_DATA = "คอลัมน์ตัวเลขของข้อมูลอื่น"
WORSE, BETTER = "more_is_worse", "more_is_better"
GUESSED = ("direction", "range")
NO_VALUES = (f.AREA_CODE, f.AREA_NAME, f.VILLAGE_NUMBER, f.YEAR, f.RUNNING, f.PERSONAL, f.CATEGORY, f.WEIGHT)
UNIT_IN_HEADING = re.compile(r"\(([^()]{1,30})\)\s*$")
MOST_ITEMS, LONGEST_TITLE = 100, 80
Span = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class OtherColumn:
    """What a person says of one value column. `column` is its position from 0.

    `direction`: more_is_better or more_is_worse; `rollup`: sum, mean or weighted_mean (by the table's weight column);
    `low`, `high`: bounds outside which a value is a fault, None for none. `dimension`: its axis on the radar; "" makes
    the column an axis of its own. `guessed`: which of "direction" and "range" the program proposed and nobody changed.

    In a long table (a row is an area and an item) `column` is the one column of values and `name` is the item; in a
    table with a column for each year it is the first of the indicator's columns.
    """

    column: int
    name: str
    unit: str
    direction: str = "more_is_better"
    rollup: str = "mean"
    low: float | None = None
    high: float | None = None
    dimension: str = ""
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherData:
    """What a person says of a table of other data: its name, its value columns, the column that weighs the weighted
    ones (position from 0, None where none is needed), and where the data come from."""

    title: str
    columns: tuple[OtherColumn, ...]
    weight_column: int | None = None
    source: str = ""


def safe_other_data(data: OtherData) -> tuple[OtherData, int]:
    """What was said of the table, without what it says of persons, and how many of its texts that changed."""
    texts = [
        data.title,
        data.source,
        *(text for each in data.columns for text in (each.name, each.unit, each.dimension)),
    ]
    changed = masked_apart(texts)
    if not changed:
        return data, 0
    columns = tuple(
        replace(
            each,
            name=changed.get(each.name, each.name),
            unit=changed.get(each.unit, each.unit),
            dimension=changed.get(each.dimension, each.dimension),
        )
        for each in data.columns
    )
    title, source = (changed.get(text, text) for text in (data.title, data.source))
    return replace(data, title=title, source=source, columns=columns), len(changed)


def other_set_id(title: str) -> str:
    """The id of the set of other data of this name: the same for the same name, however it is spaced."""
    return f"other-{hashlib.sha256(fold(title).encode()).hexdigest()[:8]}"


def other_definition(data: OtherData) -> dict[str, Any]:
    """The definition of a set of survey "other" for `catalogue.parse_set`: one indicator a column, in order."""
    dimensions = list(dict.fromkeys(each.dimension or each.name for each in data.columns))
    return {
        "id": other_set_id(data.title),
        "survey": "other",
        "measure": "value",
        "title": data.title,
        "first_year": ANY_YEARS[0],
        "last_year": ANY_YEARS[1],
        "source": data.source,
        "confidence": "U",
        "dimensions": [{"number": number, "name": name} for number, name in enumerate(dimensions, 1)],
        "indicators": [
            {
                "number": number,
                "name": each.name,
                "dimension": each.dimension or each.name,
                "unit": each.unit,
                "direction": each.direction,
                "rollup": each.rollup,
                "low": each.low,
                "high": each.high,
            }
            for number, each in enumerate(data.columns, 1)
        ],
    }


def with_other_columns(mapping: Mapping, indicator_set: IndicatorSet, data: OtherData) -> Mapping:
    """The mapping with the value columns and the weight of a set of other data, known by their names.

    Raises KeyError for a column the table does not have, RefusalError for a weighted mean without weights or a column
    that would be both.
    """
    weighed = [each.name for each in data.columns if each.rollup == "weighted_mean"]
    if weighed and data.weight_column is None:
        raise RefusalError("L35-unweighted", {"name": weighed[0]})
    if data.weight_column in {each.column for each in data.columns}:
        raise RefusalError("L35-weight_is_value")
    codes = {indicator.name: indicator.code for indicator in indicator_set.indicators}
    is_long = bool(mapping.of_kind(f.INDICATOR))
    for each in data.columns:
        if mapping.of_kind(f.YEAR_VALUE):
            mapping = with_year_codes(mapping, each.column, codes[each.name])
        else:
            field = Field(f.VALUE, "" if is_long else codes[each.name])
            mapping = mapping.with_field(each.column, field, VALUE_OF_OTHER_DATA)
    if data.weight_column is not None:
        mapping = mapping.with_field(data.weight_column, Field(f.WEIGHT))
    return replace(mapping, set_id=indicator_set.id)


@dataclass(frozen=True)
class Direction:
    """`value`: more_is_worse or more_is_better; `word`: the word of the name that says so, "" where none does."""

    value: str
    word: str = ""


def direction_of(name: str) -> Direction:
    """Whether much of it is a problem, by the words of its name; a negation turns a word round.

    >>> direction_of("ครัวเรือนยากจน").value, direction_of("ครัวเรือนไม่มีหนี้").value, direction_of("ประชากร").word
    ('more_is_worse', 'more_is_better', '')
    >>> direction_of("คัดแยกขยะ").value, direction_of("ปลูกผักสวนครัว").value, direction_of("ไม่มีเงินออม").value  # stories
    ('more_is_better', 'more_is_better', 'more_is_worse')
    """
    folded, nots = fold(name), folded_words("polarity", "not")
    for kind, meant, negated in (("worse", WORSE, BETTER), ("better", BETTER, WORSE)):
        for word, spelt in zip(words()["polarity"][kind], folded_words("polarity", kind), strict=True):
            start = folded.find(spelt)
            if start >= 0:
                return Direction(negated if folded[:start].endswith(nots) else meant, word)
    lacking = zip(words()["polarity"]["lacking"], folded_words("polarity", "lacking"), strict=True)
    negation = next((word for word, spelt in lacking if spelt in folded), "")
    return Direction(WORSE, negation) if negation else Direction(BETTER)


def shaped(mapping: Mapping, columns: Sequence[Column]) -> Mapping:
    """A mapping without a set, where a column of items, columns of years and columns of groups are what they are."""
    mapping = _with_items(mapping, columns)
    if mapping.layout != LONG:
        mapping = propose_year_columns(mapping, [column.found for column in columns])
    return propose_categories(mapping, {column.found.index: column.values.texts for column in columns})


def _with_items(mapping: Mapping, columns: Sequence[Column]) -> Mapping:
    """A row is an area and an item: a column of names that come again, and one column of figures."""
    free = {each.index: each for each in mapping.columns if each.field.kind in (f.UNUSED, *f.MEASURES)}
    items = [
        column
        for column in columns
        if column.found.index in free
        and any(field_word(text) == f.INDICATOR for text in (column.found.heading, *column.found.parts))
        and len(column.values.texts) >= 2
        and column.values.numbers < 0.5
    ]
    figures = [column for column in columns if column.found.index in free and column.values.numbers >= 0.8]
    named = [column for column in figures if long_word(column.found.heading) == "value"]
    values = named if len(named) == 1 else figures
    if len(items) != 1 or len(values) != 1:
        return mapping
    mapping = mapping.with_field(items[0].found.index, Field(f.INDICATOR))
    return mapping.with_field(values[0].found.index, Field(f.VALUE))


def propose_other(sheet: Sheet, table: FoundTable, mapping: Mapping, spans: Sequence[Span]) -> OtherData | None:
    """The value columns of a table of other data as they are proposed, without a title; None where there is none.

    `spans`: the least and greatest number of each column of the mapping. A unit that nothing says is "".
    """
    if mapping.of_kind(f.INDICATOR):
        columns = _items(sheet, table, mapping)
    elif mapping.of_kind(f.YEAR_VALUE):
        columns = _years(mapping, spans, _title(sheet, table))
    else:
        columns = [
            propose_column(each.index, each.heading, span)
            for each, span in zip(mapping.columns, spans, strict=True)
            if span is not None
            and each.heading
            and each.field.kind not in NO_VALUES
            and not is_identifier(each.heading)
        ]
    return OtherData("", tuple(columns)) if columns else None


def propose_column(column: int, heading: str, span: Span, unit: str = "") -> OtherColumn:
    """One value by its heading and its least and greatest number; `unit` where the table says it beside the value."""
    name, said = name_and_unit(heading)
    unit = unit or said or ("%" if is_percent(heading) else "")
    low, high = proposed_range(span, is_percent(f"{heading} {unit}"))
    return OtherColumn(column, name, unit, direction_of(name).value, rollup_of(name, unit), low, high, guessed=GUESSED)


def name_and_unit(heading: str) -> tuple[str, str]:
    """(the name of a value, its unit) by its heading: in brackets behind any of its rows, or in a row of its own.

    >>> name_and_unit("ขยะ (ตัน)"), name_and_unit("ผู้สูงอายุ (คน) / ชาย"), name_and_unit("ขยะ / ตัน"), name_and_unit("ขยะ")
    (('ขยะ', 'ตัน'), ('ผู้สูงอายุ / ชาย', 'คน'), ('ขยะ', 'ตัน'), ('ขยะ', ''))
    """
    if match := UNIT_IN_HEADING.search(heading):
        return UNIT_IN_HEADING.sub("", heading).strip(" /"), match[1]
    *rows, last = heading.split(BETWEEN)
    if rows and unit_of(last):
        return BETWEEN.join(rows), last
    for place, row in enumerate(rows):
        if (match := UNIT_IN_HEADING.search(row)) and unit_of(match[1]):
            return BETWEEN.join([*rows[:place], row[: match.start()].strip(), *rows[place + 1 :], last]), match[1]
    return heading, ""


def is_identifier(heading: str) -> bool:
    """True for a heading of codes of anything: its numbers name things and are no values.

    >>> is_identifier("รหัสโครงการ"), is_identifier("project_id"), is_identifier("ขยะ (ตัน)")
    (True, True, False)
    """
    folded, named = fold(heading).strip(), level_word(heading)
    is_code = bool(named and named[1]) or folded.startswith((fold("รหัส"), "shape_"))
    return is_code or folded.endswith(("_id", " id", "_code", " code"))


def is_percent(text: str) -> bool:
    """True for words that say a percentage."""
    return "ร้อยละ" in text or "%" in text


def rollup_of(name: str, unit: str) -> str:
    """sum for what is counted (คน, ครัวเรือน, แห่ง …), mean for averages, percentages and everything else."""
    folded = fold(name)
    averaged = any(fold(word) in folded for word in ("เฉลี่ย", "ร้อยละ", "อัตรา", "ต่อ", "สัดส่วน"))
    return "sum" if not averaged and fold(unit) in folded_words("counted", "units") else "mean"


def proposed_range(span: Span, is_percentage: bool) -> tuple[float | None, float | None]:
    """A range to begin with: 0–100 for percentages (a greater one is odd), else from 0 (or the least) to a round number
    above the greatest."""
    if span is None:
        return None, None
    least, most = span
    if is_percentage and least >= 0:
        return 0.0, 100.0
    step = 10.0 ** max(0, len(str(int(abs(most)))) - 1)
    return min(0.0, least), max(1.0, math.ceil(most / step) * step)


def _title(sheet: Sheet, table: FoundTable) -> str:
    """The one short title above a table, "" where there is none, or several, or it speaks of a person."""
    cells = [cell for row in table.rows_as(TITLE) for cell in sheet.rows[row - 1] if isinstance(cell, str)]
    titles = [clean_text(cell) for cell in cells if cell.strip()]
    return titles[0] if len(titles) == 1 and len(titles[0]) <= LONGEST_TITLE and not is_telling(titles[0]) else ""


def _years(mapping: Mapping, spans: Sequence[Span], title: str) -> list[OtherColumn]:
    by_index = {each.index: span for each, span in zip(mapping.columns, spans, strict=True)}
    proposed: list[OtherColumn] = []
    for rest, columns in groups_of(mapping).items():
        known = [span for each in columns if (span := by_index.get(each.index)) is not None]
        span = (min(low for low, _ in known), max(high for _, high in known)) if known else None
        is_named = bool(UNIT_IN_HEADING.sub("", rest).strip())
        proposed.append(propose_column(columns[0].index, rest if is_named else f"{title or 'ค่า'} {rest}".strip(), span))
    return proposed


def _items(sheet: Sheet, table: FoundTable, mapping: Mapping) -> list[OtherColumn]:
    """One for each item of a long table, from all its rows, with the unit that stands beside it."""
    item, value = next(iter(mapping.of_kind(f.INDICATOR))), next(iter(mapping.of_kind(f.VALUE)), None)
    if value is None:
        return []
    unit = next((each for each in mapping.columns if long_word(each.heading) == "unit"), None)
    spans: dict[str, tuple[float, float]] = {}
    units: dict[str, str] = {}
    for row in data_rows(sheet, table)[1]:
        name = _text(row, item)
        number = parse_number(row[value.index] if value.index < len(row) else None).value
        if not name or number is None:
            continue
        low, high = spans.get(name, (float(number), float(number)))
        spans[name] = (min(low, float(number)), max(high, float(number)))
        units.setdefault(name, _text(row, unit) if unit else "")
    fallback = UNIT_IN_HEADING.search(value.heading)
    own = unit_of(value.heading) or (fallback[1] if fallback else "")
    listed = [propose_column(value.index, name, span, units[name] or own) for name, span in spans.items()]
    return [replace(each, name=name) for each, name in zip(listed, spans, strict=True)][:MOST_ITEMS]


def _text(row: Sequence[Cell], column: ColumnMapping) -> str:
    cell = row[column.index] if column.index < len(row) else None
    return clean_text(str(cell)) if cell is not None else ""
