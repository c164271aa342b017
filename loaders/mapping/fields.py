"""The fields a column can be: plain keys such as `failed:jpt-2560-05`, with their Thai names."""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass

AREA_CODE, AREA_NAME, VILLAGE_NUMBER, YEAR = "area_code", "area_name", "village_number", "year"
INDICATOR = "indicator"
ASSESSED, FAILED, PASSED, PASS_PCT, FAIL_PCT = "assessed", "failed", "passed", "pass_pct", "fail_pct"
SCORE, VALUE, WEIGHT = "score", "value", "weight"
TARGET_PCT, GAP_PCT = "target_pct", "gap_pct"
HOUSEHOLDS, PEOPLE, DEVELOPMENT_LEVEL = "households", "people", "development_level"
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
    TARGET_PCT: "เป้าหมาย (ร้อยละ)",
    GAP_PCT: "ต่ำกว่าเป้าหมาย (ร้อยละ)",
    HOUSEHOLDS: "จำนวนครัวเรือน",
    PEOPLE: "จำนวนประชากร",
    DEVELOPMENT_LEVEL: "ระดับการพัฒนา",
    RUNNING: "ลำดับที่ (ไม่ใช้)",
    PERSONAL: "ข้อมูลส่วนบุคคล (ไม่เก็บ)",
    UNUSED: "ไม่นำเข้า",
}
COUNTS = (ASSESSED, PASSED, FAILED)
PERCENTS = (PASS_PCT, FAIL_PCT)
FIGURES = (*COUNTS, *PERCENTS, SCORE, VALUE)
MEASURES = (HOUSEHOLDS, PEOPLE, DEVELOPMENT_LEVEL)
NOT_READ = (RUNNING, PERSONAL, UNUSED)


@dataclass(frozen=True, slots=True)
class Field:
    """What a column holds. `of`: an area's level, or an indicator's code; "" where the kind needs none.

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
