"""Other data: the table in which a person says which columns are values, and what they mean. No drawing here."""

import math
import re

import pandas as pd

from loaders import SeenTable
from loaders.mapping import Field, Mapping, OtherColumn, OtherData, parse_field
from loaders.mapping import fields as f
from pages.input_data.column_fields import HEADING, LETTER, SAMPLES, field_words, place_fields

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


def values_table(seen: SeenTable, data: OtherData | None) -> pd.DataFrame:
    """One row a column; the columns of figures that are nothing else are proposed as values."""
    said = {each.column: each for each in data.columns} if data else {}
    rows: list[dict[str, object]] = []
    for column, samples, span in zip(seen.mapping.columns, seen.samples, seen.spans, strict=True):
        told = said.get(column.index)
        use = _use(column.field, span is not None, column.index, said, data)
        low, high = (told.low, told.high) if told else _range(span, column.heading, samples)
        low, high = (low, high) if use == VALUE else (None, None)
        unit = UNIT_IN_HEADING.search(column.heading)
        rows.append(
            {
                LETTER: column.letter,
                HEADING: column.heading or "(ไม่มีหัว)",
                SAMPLES: " · ".join(samples),
                USE: use,
                NAME: told.name if told else UNIT_IN_HEADING.sub("", column.heading).strip(),
                UNIT: told.unit if told else unit[1] if unit else "%" if _is_percent(column.heading, samples) else "",
                AXIS: told.dimension if told else "",
                DIRECTION: _word(DIRECTIONS, told.direction if told else "more_is_better"),
                ROLLUP: _word(ROLLUPS, told.rollup if told else "mean"),
                LOW: low,
                HIGH: high,
            }
        )
    table = pd.DataFrame(rows)
    return table.astype({LOW: "float64", HIGH: "float64"})


def _use(field: Field, is_figure: bool, index: int, said: dict[int, OtherColumn], data: OtherData | None) -> str:
    if data is not None and (index in said or index == data.weight_column):
        return VALUE if index in said else WEIGHT
    words = {each: word for word, each in uses().items()}
    if field in words and field.kind != f.UNUSED:
        return words[field]
    is_told = field.kind in f.NOT_READ and field.kind != f.UNUSED
    return VALUE if data is None and is_figure and not is_told else UNUSED


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


def other_said(mapping: Mapping, edited: pd.DataFrame, title: str, source: str) -> tuple[Mapping, OtherData]:
    """The mapping and the other data as the table says them. Raises ValueError, in Thai, for what is missing."""
    known, values = uses(), list[OtherColumn]()
    weight: int | None = None
    for column, row in zip(mapping.columns, edited.to_dict("records"), strict=True):
        use = str(row[USE])
        if use == VALUE:
            values.append(_value(column.index, column.letter, row))
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


def _value(index: int, letter: str, row: dict[str, object]) -> OtherColumn:
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
