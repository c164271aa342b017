"""A mapping: which field each column of a table is. Plain data that can be saved, recognised and corrected.

A field is a plain key such as `failed:jpt-2560-05`, with its Thai name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace
from typing import Any

from loaders.reading import fold

AREA_CODE, AREA_NAME, VILLAGE_NUMBER, YEAR = "area_code", "area_name", "village_number", "year"
INDICATOR = "indicator"
ASSESSED, FAILED, PASSED, PASS_PCT, FAIL_PCT = "assessed", "failed", "passed", "pass_pct", "fail_pct"
SCORE, VALUE, WEIGHT = "score", "value", "weight"
TARGET_PCT, GAP_PCT = "target_pct", "gap_pct"
HOUSEHOLDS, PEOPLE, DEVELOPMENT_LEVEL = "households", "people", "development_level"
ELDERLY, DISABLED, CHRONIC = "elderly", "disabled", "chronic"
YEAR_VALUE, CATEGORY = "year_value", "category"
ANSWER, ANSWER_FAILED = "answer", "answer_failed"
MARK, MARK_FAILED = "mark", "mark_failed"
RUNNING, PERSONAL, UNUSED = "running", "personal", "unused"

FIELDS: MappingABC[str, str] = {
    AREA_CODE: "รหัสพื้นที่",
    AREA_NAME: "ชื่อพื้นที่",
    VILLAGE_NUMBER: "หมู่ที่",
    YEAR: "ปี",
    INDICATOR: "ตัวชี้วัด",
    ASSESSED: "จำนวนที่สำรวจ",
    FAILED: "จำนวนที่ไม่ผ่าน",
    PASSED: "จำนวนที่ผ่าน",
    PASS_PCT: "ร้อยละที่ผ่าน",
    FAIL_PCT: "ร้อยละที่ไม่ผ่าน",
    SCORE: "คะแนนระดับปัญหา (1–3)",
    VALUE: "ค่า",
    WEIGHT: "ตัวถ่วงน้ำหนัก",
    ANSWER: "คำตอบรายครัวเรือน (1 = ผ่าน)",
    ANSWER_FAILED: "คำตอบรายครัวเรือน (1 = ไม่ผ่าน)",
    MARK: "คำตอบรายครัวเรือน (1 ✓ = ผ่าน ว่างคือตรงข้าม)",
    MARK_FAILED: "คำตอบรายครัวเรือน (1 ✓ = ไม่ผ่าน ว่างคือตรงข้าม)",
    YEAR_VALUE: "ค่าของปี",
    CATEGORY: "กลุ่มที่นำเข้า",
    TARGET_PCT: "เป้าหมาย (ร้อยละ)",
    GAP_PCT: "ต่ำกว่าเป้าหมาย (ร้อยละ)",
    HOUSEHOLDS: "จำนวนครัวเรือน",
    PEOPLE: "จำนวนประชากร",
    DEVELOPMENT_LEVEL: "ระดับการพัฒนา",
    ELDERLY: "จำนวนผู้สูงอายุ",
    DISABLED: "จำนวนคนพิการ",
    CHRONIC: "จำนวนผู้ป่วยเรื้อรัง",
    RUNNING: "ลำดับที่ (ไม่ใช้)",
    PERSONAL: "ข้อมูลส่วนบุคคล (ไม่เก็บ)",
    UNUSED: "ไม่นำเข้า",
}
COUNTS = (ASSESSED, PASSED, FAILED)
PERCENTS = (PASS_PCT, FAIL_PCT)
MARKS = (MARK, MARK_FAILED)
ANSWERS = (ANSWER, ANSWER_FAILED, *MARKS)
ONE_FAILS = (ANSWER_FAILED, MARK_FAILED)
FIGURES = (*COUNTS, *PERCENTS, SCORE, VALUE)
MEASURES = (HOUSEHOLDS, PEOPLE, DEVELOPMENT_LEVEL, ELDERLY, DISABLED, CHRONIC)
NOT_READ = (RUNNING, PERSONAL, UNUSED, CATEGORY)


@dataclass(frozen=True, slots=True)
class Field:
    """What a column holds. `of`: an area's level, an indicator's code, the year of a
    column that is one year's (with its indicator's code), or the group of a category that is taken; "" for none.

    >>> Field("failed", "jpt-2560-05").key
    'failed:jpt-2560-05'
    """

    kind: str
    of: str = ""

    @property
    def key(self) -> str:
        """The field as one word."""
        return f"{self.kind}:{self.of}" if self.of else self.kind

    @property
    def may_repeat(self) -> bool:
        """True for the fields that any number of columns can have: those that are not read."""
        return self.kind in NOT_READ


NOTHING = Field(UNUSED)


def parse_field(key: str) -> Field:
    """The inverse of `Field.key`. Raises ValueError for an unknown kind."""
    kind, _, of = key.partition(":")
    if kind not in FIELDS:
        raise ValueError(f"ไม่รู้จักช่องข้อมูล {kind}")
    return Field(kind, of)


WIDE, LONG = "wide", "long"
SAID = "กำหนดเอง"
YEAR_IN_HEADING = re.compile(r"(?<![0-9])(?:25[0-9]{2}|20[0-9]{2}|19[5-9][0-9])(?![0-9])")


@dataclass(frozen=True, slots=True)
class Option:
    """A field a column may be, how sure (0–1), and why, in Thai."""

    field: Field
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """One column: `index` from 0, Excel's `letter`, its `heading`, the field taken, and the other ones it may be."""

    index: int
    letter: str
    heading: str
    field: Field
    score: float
    reason: str
    alternatives: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Mapping:
    """Columns → fields for one indicator set. `layout`: wide (a row is an area) or long (an area and an indicator).

    `area_code` and `year_be`: what the person said for the whole table, None when columns say it. `is_ready`: of a
    layout the program knows, whose headings say what is in them; never saved.
    """

    columns: tuple[ColumnMapping, ...]
    set_id: str | None = None
    layout: str = WIDE
    name: str = ""
    area_code: str | None = None
    year_be: int | None = None
    is_ready: bool = False

    @property
    def fingerprint(self) -> str:
        """The same for the same headings in any order, whatever years they name."""
        lines = "\n".join(sorted(heading_key(column.heading) for column in self.columns))
        return hashlib.sha256(lines.encode()).hexdigest()[:32]

    def of_kind(self, *kinds: str) -> tuple[ColumnMapping, ...]:
        """The columns whose field is of these kinds, from left to right."""
        return tuple(column for column in self.columns if column.field.kind in kinds)

    def with_field(self, column: int, field: Field | None, reason: str = SAID) -> Mapping:
        """The mapping with the field of the column at `column` (from 0) said by hand; None: not imported.

        `reason`: why it has the field, in Thai. A column that had the field gives it up. Raises KeyError for a column
        the mapping does not have.
        """
        if all(each.index != column for each in self.columns):
            raise KeyError(column)
        field = field or NOTHING
        changed: list[ColumnMapping] = []
        for each in self.columns:
            if each.index == column:
                changed.append(replace(each, field=field, score=1.0, reason=reason))
            elif each.field == field and not field.may_repeat:
                changed.append(replace(each, field=NOTHING, score=0.0, reason="ช่องนี้ย้ายไปคอลัมน์อื่นแล้ว"))
            else:
                changed.append(each)
        layout = LONG if any(each.field.kind == "indicator" for each in changed) else WIDE
        return replace(self, columns=tuple(changed), layout=layout)

    def with_name(self, name: str) -> Mapping:
        """The mapping under a name."""
        return replace(self, name=name)

    def with_given(self, *, area_code: str | None = None, year_be: int | None = None) -> Mapping:
        """The mapping with the area or the year of the whole table."""
        return replace(self, area_code=area_code or self.area_code, year_be=year_be or self.year_be)

    def to_dict(self) -> dict[str, Any]:
        """JSON-able; `Mapping.from_dict` is the inverse."""
        return {
            "name": self.name,
            "set_id": self.set_id,
            "layout": self.layout,
            "area_code": self.area_code,
            "year_be": self.year_be,
            "fingerprint": self.fingerprint,
            "columns": [
                {
                    "index": each.index,
                    "letter": each.letter,
                    "heading": each.heading,
                    "field": each.field.key,
                    "score": each.score,
                    "reason": each.reason,
                    "alternatives": [[option.field.key, option.score, option.reason] for option in each.alternatives],
                }
                for each in self.columns
            ],
        }

    @classmethod
    def from_dict(cls, saved: MappingABC[str, Any]) -> Mapping:
        """The mapping that `to_dict` wrote. Raises ValueError for an unknown field or two columns of one field."""
        columns = tuple(_column(each) for each in saved["columns"])
        taken = [each.field.key for each in columns if not each.field.may_repeat]
        if len(taken) != len(set(taken)):
            raise ValueError("มีสองคอลัมน์ในช่องข้อมูลเดียวกัน")
        return cls(
            columns,
            layout=str(saved.get("layout", WIDE)),
            name=str(saved.get("name", "")),
            set_id=saved.get("set_id"),
            area_code=saved.get("area_code"),
            year_be=saved.get("year_be"),
        )


def _column(saved: MappingABC[str, Any]) -> ColumnMapping:
    options = tuple(Option(parse_field(key), float(score), reason) for key, score, reason in saved["alternatives"])
    return ColumnMapping(
        int(saved["index"]),
        str(saved["letter"]),
        str(saved["heading"]),
        parse_field(saved["field"]),
        float(saved["score"]),
        str(saved["reason"]),
        options,
    )


def heading_key(heading: str) -> str:
    """The heading as it is compared from year to year: folded, every year alike."""
    return YEAR_IN_HEADING.sub("{ปี}", fold(heading))
