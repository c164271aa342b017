"""The rules by which files are checked, as data: rules.toml, the faults of cells and the refusals of the reader."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from loaders.reading import FIXES, PROBLEMS
from loaders.reading.model import REFUSALS

PATH = Path(__file__).parent / "rules.toml"
SEVERITIES = ("error", "warning", "info")
EVERYWHERE = "ทุกแบบ"
NUMBER = "ตัวเลข หรือเว้นว่างถ้าไม่มีข้อมูล"
AREA_CODE = "รหัสพื้นที่เป็นตัวเลข จังหวัด 2 อำเภอ 4 ตำบล 6 หมู่บ้านหรือชุมชน 8 หรือ 10 หลัก"
YEAR = "ปี พ.ศ. 4 หลัก"
READABLE_FILE = "ไฟล์ตารางที่เปิดใน Excel ได้"
CODE_AT_END = re.compile(r"\[([A-Z][0-9]{2}(?:-[a-z]+)?)\]$")


class RulesError(Exception):
    """The file of rules itself is wrong: a fault of the program, said in English to its makers."""


@dataclass(frozen=True)
class Rule:
    """One rule. `checks`: what is checked; `expected`: what a value should be; `where`: which files it applies to.

    `says`: the sentence of a finding ("" where its words come from the check itself). `limit` (with `unit`) is this
    program's own; None where the rule has none.
    """

    id: str
    severity: str
    checks: str
    expected: str
    fix: str
    where: str
    says: str = ""
    limit: float | None = None
    unit: str = ""

    @property
    def bound(self) -> float:
        """The limit of a rule that has one. Raises RulesError for a rule that has none."""
        if self.limit is None:
            raise RulesError(f"{self.id} has no limit")
        return self.limit


@cache
def all_rules() -> Mapping[str, Rule]:
    """Id → rule, in the order they are listed to people."""
    own = read_rules(PATH.read_text("utf-8"))
    cells = {code: _of_cell(code, text) for code, text in PROBLEMS.items()}
    files = {code: Rule(code, "error", what, READABLE_FILE, fix, EVERYWHERE) for code, (what, fix) in REFUSALS.items()}
    clash = set(own) & (set(cells) | set(files))
    if clash:
        raise RulesError(f"rules.toml repeats {', '.join(sorted(clash))}")
    joined = own | cells | files
    return {each: joined[each] for each in sorted(joined, key=lambda each: ("CVLPFSIG".index(each[0]), each))}


def rule(rule_id: str) -> Rule:
    """One rule. Raises RulesError for an id that no rule has."""
    try:
        return all_rules()[rule_id]
    except KeyError as error:
        raise RulesError(f"no rule {rule_id}") from error


def read_rules(text: str) -> dict[str, Rule]:
    """The rules of a TOML text. Raises RulesError for an id that comes twice, an unknown severity or a missing text."""
    rules: dict[str, Rule] = {}
    listed: list[dict[str, Any]] = tomllib.loads(text).get("rule", [])
    for each in listed:
        try:
            made = Rule(**each)
        except TypeError as error:
            raise RulesError(f"{each.get('id')}: {error}") from error
        if not re.fullmatch(r"[A-Z][0-9]{2}", made.id) or made.id in rules:
            raise RulesError(f"{made.id}: not an id, or twice")
        if made.severity not in SEVERITIES:
            raise RulesError(f"{made.id}: severity {made.severity}")
        if not all((made.checks, made.expected, made.fix, made.where)):
            raise RulesError(f"{made.id}: a text is missing")
        rules[made.id] = made
    return rules


def rule_in(text: str) -> str:
    """The id of the rule that a sentence ends with ("… [V01]"); "" where it names none that we have."""
    match = CODE_AT_END.search(text)
    return match[1] if match and match[1] in all_rules() else ""


def _of_cell(code: str, text: str) -> Rule:
    expected = YEAR if code.startswith("C13") else AREA_CODE if code.startswith("C") else NUMBER
    return Rule(code, "error", text, expected, FIXES.get(code, f"ใส่{expected}"), EVERYWHERE)
