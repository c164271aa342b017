"""The rules that a plan is checked by, as data: what each says, how to mend it, its source and its examples."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any, Final

from catalogue.fields import Fields
from catalogue.model import CatalogueError, Fault

PATH: Final = Path(__file__).parent / "plan_rules.toml"
MUST, ADVISE = "must", "advise"
LEVEL_NAMES: Final[Mapping[str, str]] = {MUST: "ต้องแก้", ADVISE: "ควรดู"}
KEYS: Final = ("id", "level", "checks", "says", "fix", "source", "limit", "found", "passing", "failing")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRule:
    """One rule. `level`: must or advise; `checks`: what is checked; `says`, `fix`: templates of a finding.

    `source`: where the rule comes from, in words; `limit`: its number, None where it has none. `passing`, `failing`:
    parts of a plan (kind, id and fields) of which none fails, and of which the one called `found` does.
    """

    id: str
    level: str
    checks: str
    says: str
    fix: str
    source: str
    limit: float | None
    found: str
    passing: tuple[Mapping[str, Any], ...]
    failing: tuple[Mapping[str, Any], ...]

    @property
    def words(self) -> frozenset[str]:
        """The words in braces of its sentences: a finding fills each of them."""
        return frozenset(name for text in (self.says, self.fix) for _, name, _, _ in Formatter().parse(text) if name)


@functools.cache
def plan_rules() -> Mapping[str, PlanRule]:
    """Id → rule, in the order they are listed to people. Raises CatalogueError when the file is faulty."""
    return read_plan_rules(PATH.read_text(encoding="utf-8"), PATH.name)


def read_plan_rules(text: str, place: str) -> dict[str, PlanRule]:
    """The rules of a TOML text. Raises CatalogueError naming the rule of every fault: a text that is missing, a level
    or source there is none of, an id twice, no example."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(Fault(place, f"อ่านไฟล์ไม่ได้ ({error})", "แก้ให้เป็น TOML ที่ถูกต้อง")) from error
    faults: list[Fault] = []
    sources: Mapping[str, str] = table.get("sources", {})
    found: dict[str, PlanRule] = {}
    for number, raw in enumerate(table.get("rule", []), 1):
        row = Fields(raw, f"{place} กฎที่ {number} {raw.get('id', '')}".rstrip(), faults)
        rule = _rule(row, sources)
        if rule.id in found:
            row.fault(f"id {rule.id} ซ้ำ", "ตั้ง id ใหม่ที่ไม่ซ้ำ")
        found[rule.id] = rule
    if not found:
        faults.append(Fault(place, "ไม่มีกฎ", "ใส่ [[rule]] อย่างน้อยหนึ่งข้อ"))
    if faults:
        raise CatalogueError(*faults)
    return found


def _rule(row: Fields, sources: Mapping[str, str]) -> PlanRule:
    row.check_keys(KEYS)
    source = row.required_text("source", "ที่มา")
    if source and source not in sources:
        row.fault(f"ไม่รู้จักที่มา {source}", f"ใช้ {', '.join(sources)} หรือเพิ่มใน [sources]")
    level = row.required_text("level", "ระดับ")
    if level and level not in LEVEL_NAMES:
        row.fault(f"ไม่รู้จักระดับ {level}", f"ใช้ {' หรือ '.join(LEVEL_NAMES)}")
    rule = PlanRule(
        id=row.required_text("id", "รหัสกฎ"),
        level=level,
        checks=row.required_text("checks", "สิ่งที่ตรวจ"),
        says=row.required_text("says", "ข้อความ"),
        fix=row.required_text("fix", "วิธีแก้"),
        source=sources.get(source, ""),
        limit=row.number("limit"),
        found=row.required_text("found", "ส่วนที่พบ"),
        passing=tuple(row.rows("passing")),
        failing=tuple(row.rows("failing")),
    )
    if not rule.passing or all(each.get("id") != rule.found for each in rule.failing):
        row.fault("ไม่มีตัวอย่างที่ผ่านและไม่ผ่านครบ", "ใส่ passing และ failing ซึ่งมีส่วนที่ชื่อตาม found")
    return rule
