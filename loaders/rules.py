"""The rules by which files are checked, as data: the folder rules/ is the only place of what a problem says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from string import Formatter
from typing import Any

FOLDER = Path(__file__).parent / "rules"
SEVERITIES = ("error", "warning", "info")
LETTERS = "CVLPFSIGO"  # the order in which rules are listed to people
ID = re.compile(r"[A-Z][0-9]{2}")
OF_VARIANTS = {"severity", "says", "fix", "fix_command", "expected"}
NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")

Plain = str | int | float
Arguments = Mapping[str, Plain | tuple[Plain, ...]]
"""What fills the words in braces of a sentence. Of a list `{names:10 แห่ง}` says the first ten and
how many แห่ง more; `{names: และ }` says what stands between them (a comma where it does not)."""


class RulesError(Exception):
    """The rules, or the words given to one, are wrong: a fault of the program, said in English to its makers."""


@dataclass(frozen=True)
class Rule:
    """One rule, or a `variant` of it: another sentence of the same id.

    `checks`: what is checked; `where`: which files it applies to. `says`: the sentence of a problem; `fix`: what to do;
    `expected`: what a value should be. `fix_command`: what to do on the command line, where other words help there ("":
    as `fix`). These four are templates. `limit` (with `unit`) is this program's own; None where the rule has none.
    """

    id: str
    severity: str
    checks: str
    expected: str
    fix: str
    where: str
    says: str = ""
    fix_command: str = ""
    limit: float | None = None
    unit: str = ""
    variant: str = ""
    variants: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])

    @property
    def key(self) -> str:
        """What the code calls it by: `C18`, and `C18-sheets` for a variant."""
        return f"{self.id}-{self.variant}" if self.variant else self.id

    @property
    def bound(self) -> float:
        """The limit of a rule that has one. Raises RulesError for a rule that has none."""
        if self.limit is None:
            raise RulesError(f"{self.id} has no limit")
        return self.limit

    @cached_property
    def words(self) -> frozenset[str]:
        """The words in braces of all its templates: a problem gives each of them, and no other."""
        return words_of(self.says, self.fix, self.fix_command, self.expected)


@cache
def all_rules() -> Mapping[str, Rule]:
    """Id → rule, in the order they are listed to people."""
    found = [each for each in all_variants().values() if not each.variant]
    return {each.id: each for each in sorted(found, key=lambda each: (LETTERS.index(each.id[0]), each.id))}


@cache
def all_variants() -> Mapping[str, Rule]:
    """Key → rule or variant."""
    return read_rules(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.toml")))


def rule(key: str) -> Rule:
    """One rule or variant by its key. Raises RulesError for a key that none has."""
    try:
        return all_variants()[key]
    except KeyError as error:
        raise RulesError(f"no rule {key}") from error


def in_column(key: str, variant: str) -> str:
    """The key of a cell's fault in a column that asks for something else than a number (rules/columns.toml).

    >>> in_column("V07", "year"), in_column("C13", "year")
    ('V07-year', 'C13')
    """
    of_column = f"{key}-{variant}"
    return of_column if of_column in all_variants() else key


def read_rules(texts: Iterable[str]) -> dict[str, Rule]:
    """Key → rule or variant of TOML texts. Raises RulesError for an id that comes twice, an unknown severity, field or
    id, or a missing text."""
    tables = [tomllib.loads(text) for text in texts]
    found: dict[str, Rule] = {}
    for raw in (each for table in tables for each in table.get("rule", [])):
        made = _made(raw)
        for each in (made, *(_varied(made, name, fields) for name, fields in made.variants.items())):
            if each.key in found:
                raise RulesError(f"{each.key}: twice")
            found[each.key] = each
    for column in (each for table in tables for each in table.get("column", [])):
        fields = {name: text for name, text in column.items() if name not in ("variant", "rules")}
        for rule_id in column["rules"]:
            if rule_id not in found:
                raise RulesError(f"{rule_id}: no such rule for {column['variant']}")
            varied = _varied(found[rule_id], column["variant"], fields)
            found[varied.key] = varied
    return found


def _made(raw: Mapping[str, Any]) -> Rule:
    try:
        made = Rule(**raw)
    except TypeError as error:
        raise RulesError(f"{raw.get('id')}: {error}") from error
    if not ID.fullmatch(made.id):
        raise RulesError(f"{made.id}: not an id")
    if made.severity not in SEVERITIES:
        raise RulesError(f"{made.id}: severity {made.severity}")
    if not all((made.checks, made.expected, made.fix, made.where)) or not (made.says or made.variants):
        raise RulesError(f"{made.id}: a text is missing")
    return made


def _varied(base: Rule, name: str, fields: Mapping[str, str]) -> Rule:
    """A variant: the rule with some of its fields replaced."""
    if not NAME.fullmatch(name) or not fields or not set(fields) <= OF_VARIANTS:
        raise RulesError(f"{base.id}-{name}: not a variant")
    own_fix = {"fix_command": ""} if "fix" in fields else {}  # what the command line says belongs to the same fix
    made = replace(base, variant=name, variants={}, **(own_fix | dict(fields)))
    if made.severity not in SEVERITIES or not made.says:
        raise RulesError(f"{made.key}: severity or sentence")
    return made


def words_of(*templates: str) -> frozenset[str]:
    """The words in braces of some templates."""
    return frozenset(name for text in templates for _, name, _, _ in Formatter().parse(text) if name)


def filled(template: str, arguments: Arguments) -> str:
    """A template with its words filled in.

    >>> filled("ขาดข้อ {numbers:2 ข้อ}", {"numbers": (3, 4, 7)})
    'ขาดข้อ 3, 4 และอีก 1 ข้อ'
    """
    return _Words().vformat(template, (), arguments).strip()


def phrase(name: str, /, **arguments: Plain) -> str:
    """A part of sentences (rules/phrases.toml) with its words filled in. Raises RulesError for other words than its
    own, or no such part.

    >>> phrase("rows_of_year", year=2561, count=1200)
    '2561 (1,200 แถว)'
    """
    template = _phrases().get(name, "")
    if not template or words_of(template) != arguments.keys():
        raise RulesError(f"phrase {name}: {', '.join(arguments)}")
    return _Words().vformat(template, (), arguments)


@cache
def _phrases() -> Mapping[str, str]:
    return tomllib.loads((FOLDER / "phrases.toml").read_text("utf-8"))["phrases"]


class _Words(Formatter):
    """Python's own format, and lists."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """A list as far as it is shown; anything else as Python does."""
        if not isinstance(value, tuple):
            return str(super().format_field(value, format_spec))
        listed: tuple[Plain, ...] = value
        if not format_spec[:1].isdigit():
            return (format_spec or ", ").join(map(str, listed))
        most, _, unit = format_spec.partition(" ")
        shown = listed[: int(most)]
        more = len(listed) - len(shown)
        text = ", ".join(map(str, shown))
        return text + phrase("and_more", count=more, unit=f" {unit}" if unit else "") if more else text
