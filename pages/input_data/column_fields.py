"""The fields a column may be, in Thai words, and the table in which a person says so. No drawing here."""

import pandas as pd

from catalogue import IndicatorSet
from catalogue.areas import LEVELS
from loaders import SeenTable
from loaders.mapping import FIELDS, Field, Mapping, parse_field
from loaders.mapping import fields as f

LETTER, HEADING, SAMPLES, FIELD, REASON, SURENESS = "คอลัมน์", "หัวคอลัมน์", "ตัวอย่างค่า", "คือ", "เหตุผล", "แน่ใจ (%)"
AREA_LEVELS = ("village", "tambon", "amphoe", "province")
COUNT_KINDS = (f.ASSESSED, f.FAILED, f.PASSED, f.FAIL_PCT, f.PASS_PCT)
LEVEL_WORDS = {"": "", "village": "หมู่บ้าน", "tambon": "ตำบล", "amphoe": "อำเภอ", "province": "จังหวัด"}


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
    own = [Field(kind, indicator.code) for indicator in indicator_set.indicators for kind in kinds]
    long = [Field(f.INDICATOR), *(Field(kind) for kind in kinds)]
    rest = [Field(f.DEVELOPMENT_LEVEL)] if indicator_set.measure == "score" else []
    proposed = [each.field for column in mapping.columns for each in (column, *column.alternatives)]
    listed = [Field(f.UNUSED), *place_fields(), *rest, *own, *long, Field(f.RUNNING), Field(f.PERSONAL), *proposed]
    return list(dict.fromkeys(listed))


def field_words(field: Field, indicator_set: IndicatorSet | None) -> str:
    """A field as a person reads it.

    >>> field_words(Field("area_name", "tambon"), None)
    'ชื่อตำบล'
    """
    if field.kind == f.AREA_CODE:
        return f"รหัส{LEVEL_WORDS.get(field.of, '')}" if field.of else "รหัสพื้นที่ (ระดับใดก็ได้)"
    if field.kind == f.AREA_NAME:
        return f"ชื่อ{LEVEL_WORDS.get(field.of) or LEVELS.get(field.of, 'พื้นที่')}"
    told = next((each for each in indicator_set.indicators if each.code == field.of), None) if indicator_set else None
    if told is not None:
        return f"ข้อ {told.number} {told.short_label} · {FIELDS[field.kind]}"
    if field.kind in (*f.FIGURES, f.INDICATOR):
        return f"{FIELDS[field.kind]} (หนึ่งแถวต่อหนึ่งตัวชี้วัด)"
    return FIELDS[field.kind]


def fields_table(seen: SeenTable, indicator_set: IndicatorSet) -> pd.DataFrame:
    """One row a column of the table: what it is taken as, why, and how surely."""
    return pd.DataFrame(
        {
            LETTER: [column.letter for column in seen.mapping.columns],
            HEADING: [column.heading or "(ไม่มีหัว)" for column in seen.mapping.columns],
            SAMPLES: [" · ".join(samples) for samples in seen.samples],
            FIELD: [field_words(column.field, indicator_set) for column in seen.mapping.columns],
            SURENESS: [round(100 * column.score) for column in seen.mapping.columns],
            REASON: [column.reason for column in seen.mapping.columns],
        }
    )


def mapping_said(mapping: Mapping, edited: pd.DataFrame, indicator_set: IndicatorSet) -> Mapping:
    """The mapping with what the person changed in the table."""
    keys = {field_words(field, indicator_set): field.key for field in fields_of(indicator_set, mapping)}
    for column, words in zip(mapping.columns, edited[FIELD], strict=True):
        field = parse_field(keys.get(str(words), f.UNUSED))
        if field != column.field:
            mapping = mapping.with_field(column.index, field)
    return mapping
