"""The traffic light of a project or activity as data: rules on a few measures, of which the first that holds counts."""

import functools
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Final

from catalogue.fields import Fields
from catalogue.model import CatalogueError, Fault
from words.numbers import fixed

PATH: Final = Path(__file__).parent / "traffic_lights.toml"
GREEN, YELLOW, RED, GREY = "green", "yellow", "red", "grey"
COLOURS: Final[Mapping[str, str]] = {GREEN: "เขียว", YELLOW: "เหลือง", RED: "แดง", GREY: "เทา"}
MEASURES: Final[Mapping[str, str]] = {
    "is_finished": "1 เมื่อรายงานว่าเสร็จแล้ว ไม่เช่นนั้น 0",
    "days_to_start": "อีกกี่วันถึงวันเริ่ม (น้อยกว่า 0 เมื่อเริ่มแล้ว)",
    "days_after_end": "เลยวันสิ้นสุดมากี่วัน",
    "late_reports": "จำนวนงวดที่เลยกำหนดรายงานและยังไม่รายงาน",
    "paid_of_approved_pct": "เบิกจ่ายเป็นร้อยละของที่อนุมัติ",
    "done_of_expected_pct": "ผลผลิตที่ได้ เป็นร้อยละของที่ควรได้ตามเวลาที่ผ่านไป",
}
"""What a light may look at → its Thai meaning."""
UNKNOWN_WORDS: Final = "ข้อมูลยังไม่พอให้บอก"
KEYS: Final = ("id", "colour", "measure", "above", "below", "says")


@dataclass(frozen=True, slots=True)
class Light:
    """A colour and why. `id`: of the rule, "" where no rule holds (grey)."""

    id: str
    colour: str
    words: str


@dataclass(frozen=True, slots=True)
class LightRule:
    """It holds where the measure is known and lies above, or below, the limit."""

    id: str
    colour: str
    measure: str
    says: str
    limit: float
    is_above: bool

    def holds(self, value: float) -> bool:
        """Whether it holds for a measure; never for a missing one."""
        return not math.isnan(value) and (value > self.limit if self.is_above else value < self.limit)


def light_of(measures: Mapping[str, float], rules: tuple[LightRule, ...] | None = None) -> Light:
    """The light of the first rule that holds; grey where none does. `measures`: of MEASURES, NaN or absent where not
    known; `rules`: those shipped unless given."""
    for rule in traffic_lights() if rules is None else rules:
        value = measures.get(rule.measure, math.nan)
        if rule.holds(value):
            return Light(rule.id, rule.colour, rule.says.format(value=fixed(value, 0)))
    return Light("", GREY, UNKNOWN_WORDS)


@functools.cache
def traffic_lights() -> tuple[LightRule, ...]:
    """The rules in their order. Raises CatalogueError when the file is faulty."""
    return read_traffic_lights(PATH.read_text(encoding="utf-8"), PATH.name)


def read_traffic_lights(text: str, place: str) -> tuple[LightRule, ...]:
    """The rules of a TOML text. Raises CatalogueError naming the rule of every fault: a measure or colour there is none
    of, no limit or two, a word in braces that nothing fills, an id twice."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(Fault(place, f"อ่านไฟล์ไม่ได้ ({error})", "แก้ให้เป็น TOML ที่ถูกต้อง")) from error
    faults: list[Fault] = []
    found: dict[str, LightRule] = {}
    for number, raw in enumerate(table.get("light", []), 1):
        row = Fields(raw, f"{place} ไฟที่ {number} {raw.get('id', '')}".rstrip(), faults)
        rule = _rule(row)
        if rule.id in found:
            row.fault(f"id {rule.id} ซ้ำ", "ตั้ง id ใหม่ที่ไม่ซ้ำ")
        found[rule.id] = rule
    if not found:
        faults.append(Fault(place, "ไม่มีกฎของสัญญาณไฟ", "ใส่ [[light]] อย่างน้อยหนึ่งข้อ"))
    if faults:
        raise CatalogueError(*faults)
    return tuple(found.values())


def _rule(row: Fields) -> LightRule:
    row.check_keys(KEYS)
    colour, measure = row.required_text("colour", "สี"), row.required_text("measure", "สิ่งที่วัด")
    if colour and colour not in COLOURS:
        row.fault(f"ไม่รู้จักสี {colour}", f"ใช้ {', '.join(COLOURS)}")
    if measure and measure not in MEASURES:
        row.fault(f"ไม่รู้จักสิ่งที่วัด {measure}", f"ใช้ {', '.join(MEASURES)}")
    above, below = row.number("above"), row.number("below")
    if (above is None) == (below is None):
        row.fault("ต้องมี above หรือ below เพียงอย่างเดียว", "ใส่ตัวเลขในช่องใดช่องหนึ่ง")
    says = row.required_text("says", "ข้อความ")
    unknown = {name for _, name, _, _ in Formatter().parse(says) if name} - {"value"}
    if unknown:
        row.fault(f"ไม่รู้จักคำในวงเล็บปีกกา {', '.join(sorted(unknown))}", "ใช้ได้เฉพาะ {value}")
    limit = above if above is not None else below
    return LightRule(row.required_text("id", "รหัส"), colour, measure, says, limit or 0.0, above is not None)
