"""The tables in which a person says what columns and values of a file are. No drawing of a page here."""

from dataclasses import replace
from typing import Any, cast

import pandas as pd

from catalogue import IndicatorSet
from loaders import (
    ColumnMapping,
    Field,
    Mapping,
    OtherColumn,
    OtherData,
    TablePreview,
    field_words,
    is_by_household,
    parse_field,
    propose_column,
)
from loaders import column_kinds as f

LETTER, HEADING, SAMPLES, FIELD, REASON, SURENESS = "คอลัมน์", "หัวคอลัมน์", "ตัวอย่างค่า", "คือ", "เหตุผล", "แน่ใจ (%)"
AREA_LEVELS = ("village", "tambon", "amphoe", "province")
COUNT_KINDS = (f.ASSESSED, f.FAILED, f.PASSED, f.FAIL_PCT, f.PASS_PCT)


def place_fields() -> list[Field]:
    """The fields that say where and when, and the counts that describe an area."""
    codes = [Field(f.AREA_CODE), *(Field(f.AREA_CODE, level) for level in AREA_LEVELS)]
    names = [Field(f.AREA_NAME, level) for level in AREA_LEVELS]
    return [*codes, *names, *(Field(kind) for kind in (f.VILLAGE_NUMBER, f.YEAR, f.HOUSEHOLDS, f.PEOPLE))]


def fields_of(indicator_set: IndicatorSet, mapping: Mapping) -> list[Field]:
    """Every field a column of this set's table may be; those already proposed are always among them."""
    kinds = (
        COUNT_KINDS
        if indicator_set.measure == "count"
        else (f.SCORE,)
        if indicator_set.measure == "score"
        else (f.VALUE,)
    )
    if indicator_set.measure == "count" and is_by_household(mapping):
        kinds = (*f.ANSWERS, f.ASSESSED, f.FAILED)
    own = [Field(kind, indicator.code) for indicator in indicator_set.indicators for kind in kinds]
    long = [Field(f.INDICATOR), *(Field(kind) for kind in kinds)]
    rest = [Field(f.DEVELOPMENT_LEVEL)] if indicator_set.measure == "score" else []
    proposed = [each.field for column in mapping.columns for each in (column, *column.alternatives)]
    listed = [Field(f.UNUSED), *place_fields(), *rest, *own, *long, Field(f.RUNNING), Field(f.PERSONAL), *proposed]
    return list(dict.fromkeys(listed))


def fields_table(preview: TablePreview, indicator_set: IndicatorSet) -> pd.DataFrame:
    """One row a column of the table: what it is taken as, why, and how surely."""
    return pd.DataFrame(
        {
            LETTER: [column.letter for column in preview.mapping.columns],
            HEADING: [column.heading or "(ไม่มีหัว)" for column in preview.mapping.columns],
            SAMPLES: [" · ".join(samples) for samples in preview.samples],
            FIELD: [field_words(column.field, indicator_set) for column in preview.mapping.columns],
            SURENESS: [round(100 * column.score) for column in preview.mapping.columns],
            REASON: [column.reason for column in preview.mapping.columns],
        }
    )


def edited_mapping(mapping: Mapping, edited: pd.DataFrame, indicator_set: IndicatorSet) -> Mapping:
    """The mapping with what the person changed in the table."""
    keys = {field_words(field, indicator_set): field.key for field in fields_of(indicator_set, mapping)}
    for column, words in zip(mapping.columns, edited[FIELD], strict=True):
        field = parse_field(keys.get(str(words), f.UNUSED))
        if field != column.field:
            mapping = mapping.with_field(column.index, field)
    return mapping


MEANINGS_OF_ONE = {
    "ผ่าน": f.ANSWER, "ไม่ผ่าน": f.ANSWER_FAILED, "ผ่าน ว่างคือตรงข้าม": f.MARK, "ไม่ผ่าน ว่างคือตรงข้าม": f.MARK_FAILED,
}  # fmt: skip
"""What 1 (or ✓) means in every column of answers, and a blank where it is an answer too → the kind of its columns."""


def with_meaning_of_one(mapping: Mapping, meaning: str) -> Mapping:
    """The mapping with one of MEANINGS_OF_ONE in every column of answers, as the person says."""
    for column in mapping.of_kind(*f.ANSWERS):
        mapping = mapping.with_field(column.index, Field(MEANINGS_OF_ONE[meaning], column.field.of))
    return mapping


def meaning_of_one(mapping: Mapping) -> str | None:
    """Which of MEANINGS_OF_ONE the columns of answers have; None where they differ."""
    kinds = {column.field.kind for column in mapping.of_kind(*f.ANSWERS)}
    return next((meaning for meaning, kind in MEANINGS_OF_ONE.items() if kinds == {kind}), None)


USE, NAME, UNIT, AXIS, DIRECTION, ROLLUP, LOW, HIGH = (
    "ใช้เป็น", "ชื่อที่แสดง", "หน่วย", "แกนเรดาร์", "ค่ามากคือ", "รวมพื้นที่โดย", "ต่ำสุด", "สูงสุด",
)  # fmt: skip
SAID = (USE, NAME, UNIT, DIRECTION, ROLLUP, LOW, HIGH, AXIS)
VALUE, WEIGHT, UNUSED = "ค่า", "ตัวถ่วงน้ำหนัก", "ไม่นำเข้า"
DIRECTIONS = {"ดี": "more_is_better", "เป็นปัญหา": "more_is_worse"}
ROLLUPS = {"ผลรวม": "sum", "ค่าเฉลี่ย": "mean", "เฉลี่ยถ่วงน้ำหนัก": "weighted_mean"}


def uses(mapping: Mapping | None = None) -> dict[str, Field]:
    """What a column of other data may be used as: Thai words → field (value and weight are settled later).

    `mapping`: its column of items and the groups it may be cut down to are uses too.
    """
    places = {field_words(field, None): field for field in place_fields() if field.kind not in f.MEASURES}
    columns = mapping.columns if mapping else ()
    fields = [each.field for column in columns for each in (column, *column.alternatives)]
    own = {field_words(field, None): field for field in fields if field.kind in (f.INDICATOR, f.CATEGORY)}
    return {VALUE: Field(f.VALUE), **places, **own, WEIGHT: Field(f.WEIGHT), UNUSED: Field(f.UNUSED)}


def values_table(preview: TablePreview, data: OtherData | None) -> pd.DataFrame:
    """One row a column (or an item, or the years of a value); figures that are nothing else are proposed as values."""
    proposed = preview.other.columns if preview.other else ()
    edited = {(each.column, each.name): each for each in data.columns} if data else {}
    rows: list[dict[str, object]] = []
    for column, samples, span in zip(preview.mapping.columns, preview.samples, preview.spans, strict=True):
        own = [each for each in proposed if each.column == column.index]
        if not own and column.field.kind == f.YEAR_VALUE:
            continue  # another year of a value that stands in the table already
        given = [each for (index, _), each in edited.items() if index == column.index]
        for each in own or [propose_column(column.index, column.heading, span)]:
            one = edited.get((column.index, each.name)) or (given[0] if given and len(own) <= 1 else None)
            use = _use(column.field, bool(own), one is not None, data, column.index, preview.mapping)
            rows.append(_value_row(column.letter, _heading(column, own, each), samples, use, one or each))
    return pd.DataFrame(rows).astype({LOW: "float64", HIGH: "float64"})


def _heading(column: ColumnMapping, own: list[OtherColumn], each: OtherColumn) -> str:
    is_shared = len(own) > 1 or column.field.kind in (f.YEAR_VALUE, f.VALUE)
    return each.name if is_shared else column.heading or "(ไม่มีหัว)"


def _value_row(letter: str, heading: str, samples: tuple[str, ...], use: str, each: OtherColumn) -> dict[str, object]:
    return {
        LETTER: letter,
        HEADING: heading,
        SAMPLES: " · ".join(samples),
        USE: use,
        NAME: each.name,
        UNIT: each.unit,
        AXIS: each.dimension,
        DIRECTION: _word(DIRECTIONS, each.direction),
        ROLLUP: _word(ROLLUPS, each.rollup),
        LOW: each.low if use == VALUE else None,
        HIGH: each.high if use == VALUE else None,
    }


def _use(field: Field, is_figure: bool, is_edited: bool, data: OtherData | None, index: int, mapping: Mapping) -> str:
    if data is not None and (is_edited or index == data.weight_column):
        return VALUE if is_edited else WEIGHT
    words = {each: word for word, each in uses(mapping).items()}
    if field in words and field.kind not in (f.UNUSED, f.VALUE):
        return words[field]
    return VALUE if data is None and is_figure else UNUSED


def _word(words: dict[str, str], value: str) -> str:
    return next(word for word, each in words.items() if each == value)


def edited_other_data(
    mapping: Mapping, edited: pd.DataFrame, title: str, source: str, proposed: OtherData | None = None
) -> tuple[Mapping, OtherData]:
    """The mapping and the other data as the table says them. Raises ValueError, in Thai, for what is missing.

    `proposed`: what the table began with; a direction or a range that is still its own is known to be nobody's word.
    """
    known, values = uses(mapping), list[OtherColumn]()
    columns = {column.letter: column for column in mapping.columns}
    is_long = bool(mapping.of_kind(f.INDICATOR))
    weight: int | None = None
    for record in edited.to_dict("records"):
        row = cast("dict[str, Any]", record)
        column, use = columns[str(row[LETTER])], str(row[USE])
        if use == VALUE:
            name = str(row[HEADING]) if is_long else _text(row[NAME])
            values.append(_with_guesses(_value(column.index, column.letter, {**row, NAME: name}), proposed))
        elif use == WEIGHT:
            if weight is not None:
                raise ValueError("เลือกคอลัมน์ตัวถ่วงน้ำหนักได้คอลัมน์เดียว")
            weight = column.index
        if use == VALUE and (is_long or column.field.kind == f.YEAR_VALUE):
            continue
        field = parse_field(f.UNUSED) if use in (VALUE, WEIGHT) else known.get(use, Field(f.UNUSED))
        if field != column.field and not (field.kind == f.UNUSED and column.field.kind in f.NOT_READ):
            mapping = mapping.with_field(column.index, field)
    if not title.strip():
        raise ValueError("ตั้งชื่อชุดข้อมูลก่อน เช่น น้ำประปาหมู่บ้าน")
    if not values:
        raise ValueError("ยังไม่มีคอลัมน์ใดใช้เป็นค่า เลือกอย่างน้อยหนึ่งคอลัมน์")
    names = [each.name for each in values]
    if len(set(names)) < len(names):
        raise ValueError("มีชื่อที่แสดงซ้ำกัน ตั้งชื่อของแต่ละคอลัมน์ให้ต่างกัน")
    return mapping, OtherData(title.strip(), tuple(values), weight, source.strip())


def _with_guesses(value: OtherColumn, proposed: OtherData | None) -> OtherColumn:
    """The value, marked with what of it is still as it was proposed."""
    before = next((each for each in proposed.columns if each.column == value.column), None) if proposed else None
    if proposed and before:
        before = next((each for each in proposed.columns if each.name == value.name), before)
    if before is None:
        return value
    kept = {
        "direction": value.direction == before.direction,
        "range": (value.low, value.high) == (before.low, before.high),
    }
    return replace(value, guessed=tuple(name for name, is_kept in kept.items() if is_kept))


def _value(index: int, letter: str, row: dict[str, Any]) -> OtherColumn:
    name, unit = _text(row[NAME]), _text(row[UNIT])
    if not name:
        raise ValueError(f"คอลัมน์ {letter} ยังไม่มีชื่อที่แสดง")
    if not unit:
        raise ValueError(f"คอลัมน์ {letter} ({name}) ยังไม่มีหน่วย เช่น คน แห่ง บาท %")
    low, high = (None if pd.isna(limit) else float(str(limit)) for limit in (row[LOW], row[HIGH]))
    if low is not None and high is not None and low >= high:
        raise ValueError(f"คอลัมน์ {letter} ({name}) ค่าต่ำสุดต้องน้อยกว่าค่าสูงสุด")
    return OtherColumn(
        index, name, unit, DIRECTIONS[str(row[DIRECTION])], ROLLUPS[str(row[ROLLUP])], low, high, _text(row[AXIS])
    )


def _text(cell: object) -> str:
    return "" if cell is None or cell != cell else str(cell).strip()
