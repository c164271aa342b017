"""The tables in which a person says what columns, values and rows of a file are. No drawing of a page here."""

import math
import re
from typing import Any, cast

import pandas as pd
import streamlit as st

from catalogue import IndicatorSet
from catalogue.areas import LEVELS
from loaders import FIELDS, ROLES, Field, Mapping, OtherColumn, OtherData, TablePreview, TakenRows, parse_field
from loaders import column_kinds as f

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
    indicator = (
        next((each for each in indicator_set.indicators if each.code == field.of), None) if indicator_set else None
    )
    if indicator is not None:
        return f"ข้อ {indicator.number} {indicator.short_label} · {FIELDS[field.kind]}"
    if field.kind in (*f.FIGURES, f.INDICATOR):
        return f"{FIELDS[field.kind]} (หนึ่งแถวต่อหนึ่งตัวชี้วัด)"
    return FIELDS[field.kind]


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


USE, NAME, UNIT, AXIS, DIRECTION, ROLLUP, LOW, HIGH = (
    "ใช้เป็น", "ชื่อที่แสดง", "หน่วย", "แกนเรดาร์", "ค่ามากคือ", "รวมพื้นที่โดย", "ต่ำสุด", "สูงสุด",
)  # fmt: skip
SAID = (USE, NAME, UNIT, DIRECTION, ROLLUP, LOW, HIGH, AXIS)
VALUE, WEIGHT, UNUSED = "ค่า", "ตัวถ่วงน้ำหนัก", "ไม่นำเข้า"
DIRECTIONS = {"ดี": "more_is_better", "เป็นปัญหา": "more_is_worse"}
ROLLUPS = {"ผลรวม": "sum", "ค่าเฉลี่ย": "mean", "เฉลี่ยถ่วงน้ำหนัก": "weighted_mean"}
UNIT_IN_HEADING = re.compile(r"\(([^()]{1,30})\)\s*$")


def uses() -> dict[str, Field]:
    """What a column of other data may be used as: Thai words → field (value and weight are settled later)."""
    places = {field_words(field, None): field for field in place_fields() if field.kind not in f.MEASURES}
    return {VALUE: Field(f.VALUE), **places, WEIGHT: Field(f.WEIGHT), UNUSED: Field(f.UNUSED)}


def values_table(preview: TablePreview, data: OtherData | None) -> pd.DataFrame:
    """One row a column; the columns of figures that are nothing else are proposed as values."""
    by_column = {each.column: each for each in data.columns} if data else {}
    rows: list[dict[str, object]] = []
    for column, samples, span in zip(preview.mapping.columns, preview.samples, preview.spans, strict=True):
        proposed = by_column.get(column.index)
        use = _use(column.field, span is not None, column.index, by_column, data)
        low, high = (proposed.low, proposed.high) if proposed else _range(span, column.heading, samples)
        low, high = (low, high) if use == VALUE else (None, None)
        unit = UNIT_IN_HEADING.search(column.heading)
        rows.append(
            {
                LETTER: column.letter,
                HEADING: column.heading or "(ไม่มีหัว)",
                SAMPLES: " · ".join(samples),
                USE: use,
                NAME: proposed.name if proposed else UNIT_IN_HEADING.sub("", column.heading).strip(),
                UNIT: proposed.unit
                if proposed
                else unit[1]
                if unit
                else "%"
                if _is_percent(column.heading, samples)
                else "",
                AXIS: proposed.dimension if proposed else "",
                DIRECTION: _word(DIRECTIONS, proposed.direction if proposed else "more_is_better"),
                ROLLUP: _word(ROLLUPS, proposed.rollup if proposed else "mean"),
                LOW: low,
                HIGH: high,
            }
        )
    table = pd.DataFrame(rows)
    return table.astype({LOW: "float64", HIGH: "float64"})


def _use(field: Field, is_figure: bool, index: int, by_column: dict[int, OtherColumn], data: OtherData | None) -> str:
    if data is not None and (index in by_column or index == data.weight_column):
        return VALUE if index in by_column else WEIGHT
    words = {each: word for word, each in uses().items()}
    if field in words and field.kind != f.UNUSED:
        return words[field]
    is_not_read = field.kind in f.NOT_READ and field.kind != f.UNUSED
    return VALUE if data is None and is_figure and not is_not_read else UNUSED


def _is_percent(heading: str, samples: tuple[str, ...]) -> bool:
    return "ร้อยละ" in heading or "%" in heading or any("%" in text for text in samples)


def _range(
    span: tuple[float, float] | None, heading: str, samples: tuple[str, ...]
) -> tuple[float | None, float | None]:
    """A range to begin with: 0–100 for percentages, else from 0 (or the least) to a round number above the greatest."""
    if span is None:
        return None, None
    if _is_percent(heading, samples):
        return 0.0, 100.0
    least, most = span
    step = 10.0 ** max(0, len(str(int(abs(most)))) - 1)
    return min(0.0, least), max(1.0, math.ceil(most / step) * step)


def _word(words: dict[str, str], value: str) -> str:
    return next(word for word, each in words.items() if each == value)


def edited_other_data(mapping: Mapping, edited: pd.DataFrame, title: str, source: str) -> tuple[Mapping, OtherData]:
    """The mapping and the other data as the table says them. Raises ValueError, in Thai, for what is missing."""
    known, values = uses(), list[OtherColumn]()
    weight: int | None = None
    for column, row in zip(mapping.columns, edited.to_dict("records"), strict=True):
        use = str(row[USE])
        if use == VALUE:
            values.append(_value(column.index, column.letter, cast("dict[str, Any]", row)))
        elif use == WEIGHT:
            if weight is not None:
                raise ValueError("เลือกคอลัมน์ตัวถ่วงน้ำหนักได้คอลัมน์เดียว")
            weight = column.index
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


ROW, ROLE = "แถว", "ชนิดแถว"
COLOURS = {
    "title": "#ECEFF3",
    "header": "#CFE3F7",
    "units": "#DDEBF7",
    "data": "#FFFFFF",
    "repeated_header": "#DDEBF7",
    "subtotal": "#FDEBC8",
    "total": "#FBD9A0",
    "average": "#FDEBC8",
    "section": "#E4DDF2",
    "footer": "#E3E3E3",
    "blank": "#FFFFFF",
}
LEGEND = ("header", "data", "total", "footer")
TALLEST = 420


def rows_table(preview: TablePreview) -> pd.DataFrame:
    """One row of the sheet a row: Excel's number, what it is taken as, its cells by their letters."""
    frame = pd.DataFrame([row.cells for row in preview.rows], columns=list(preview.letters))
    frame.insert(0, ROLE, [ROLES[row.role] for row in preview.rows])
    frame.insert(0, ROW, [row.number for row in preview.rows])
    return frame


def changed_roles(preview: TablePreview, edited: pd.DataFrame) -> dict[int, str]:
    """Excel row → the role said by hand, for the rows where it differs."""
    keys = {words: role for role, words in ROLES.items()}
    return {
        row.number: keys[str(words)]
        for row, words in zip(preview.rows, edited[ROLE], strict=True)
        if keys.get(str(words), row.role) != row.role
    }


def edit_rows(preview: TablePreview, key: str) -> dict[int, str]:
    """Draw the rows in colour; returns what was changed by hand."""
    st.caption(_counts(preview))
    table = rows_table(preview)
    looks = table.style.apply(_coloured, axis=1, roles={row.number: row.role for row in preview.rows})
    edited = st.data_editor(
        looks,
        key=f"rows-{key}",
        hide_index=True,
        placeholder="",
        disabled=[ROW, *preview.letters],
        column_config={
            ROW: st.column_config.NumberColumn(ROW, width=56, pinned=True),
            ROLE: st.column_config.SelectboxColumn(ROLE, options=list(ROLES.values()), required=True, width=120),
        },
        height=min(TALLEST, 42 + 40 * len(table)),
    )
    return changed_roles(preview, pd.DataFrame(edited))


def show_rows(taken: TakenRows) -> None:
    """Draw the rows of a layout that is known, in colour, only to be looked at."""
    frame = pd.DataFrame([row.cells for row in taken.rows], columns=list(taken.letters))
    frame.insert(0, ROLE, [ROLES[row.role] for row in taken.rows])
    frame.insert(0, ROW, [row.number for row in taken.rows])
    looks = frame.style.apply(_coloured, axis=1, roles={row.number: row.role for row in taken.rows})
    st.dataframe(looks, hide_index=True, height=min(TALLEST, 42 + 40 * len(frame)))


def _coloured(row: pd.Series, roles: dict[int, str]) -> list[str]:
    colour = COLOURS[roles[int(row[ROW])]]
    return [f"background-color: {colour}; color: #1F2933"] * len(row)


def _counts(preview: TablePreview) -> str:
    counts = " · ".join(f"{ROLES[role]} {count:,} แถว" for role, count in preview.counts.items())
    return f"แถว {preview.first_row:,}–{preview.last_row:,}: {counts} ถ้าแถวใดผิด เลือกชนิดใหม่ในช่อง «{ROLE}»"
