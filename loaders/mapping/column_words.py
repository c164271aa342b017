"""What each column of a table is taken as, in words: the same on the screen, on the command line and in JSON."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue import IndicatorSet
from catalogue.areas import LEVELS
from loaders.mapping import model as f
from loaders.mapping.model import FIELDS, Field, Mapping
from loaders.mapping.other_data import OtherData

LEVEL_WORDS = {"": "", "village": "หมู่บ้าน", "tambon": "ตำบล", "amphoe": "อำเภอ", "province": "จังหวัด"}


@dataclass(frozen=True)
class ColumnMeaning:
    """One column: Excel's letter, its heading as it may be told, what it is taken as, and why."""

    letter: str
    heading: str
    meaning: str
    why: str

    def to_dict(self) -> dict[str, str]:
        """The column as JSON-able values."""
        return {"letter": self.letter, "heading": self.heading, "meaning": self.meaning, "why": self.why}


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
    if field.kind == f.CATEGORY:
        return f"{FIELDS[f.CATEGORY]}: {field.of}" if field.of else f"{FIELDS[f.CATEGORY]} (ยังไม่เลือก)"
    if field.kind in (*f.FIGURES, f.INDICATOR):
        return f"{FIELDS[field.kind]} (หนึ่งแถวต่อหนึ่งตัวชี้วัด)"
    return FIELDS[field.kind]


def column_meanings(
    mapping: Mapping, indicator_set: IndicatorSet | None, other: OtherData | None = None
) -> tuple[ColumnMeaning, ...]:
    """Every column of a mapping from left to right. `other`: the values it has as other data, where it has no set."""
    values: dict[int, list[str]] = {}
    for each in other.columns if other is not None and mapping.set_id is None else ():
        values.setdefault(each.column, []).append(f"{each.name} ({each.unit or 'ยังไม่รู้หน่วย'})")
    return tuple(
        ColumnMeaning(
            column.letter,
            column.heading,
            f"{FIELDS[f.VALUE]}: {', '.join(values[column.index])}"
            if column.index in values
            else field_words(column.field, indicator_set),
            column.reason,
        )
        for column in mapping.columns
    )
