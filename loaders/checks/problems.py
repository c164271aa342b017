"""What is wrong with a file, as objects: the rule, where, and what fills the words of its sentences.

No sentence is compared: what a problem is says its rule and variant, what a person can answer `asks`. A cell's own text
stands in one only where `loaders.checks.personal_columns.shown_value` lets it: short, and nothing but a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

import numpy as np

from loaders.reading import ReadNote, ReadRefusal, column_letter
from loaders.reading.sheets import place_words
from loaders.rules import Arguments, Plain, RulesError, filled, phrase, rule

ERROR, WARNING, INFO = "error", "warning", "info"
YEAR, PROVINCE, ERA = "year", "province", "era"  # what only the person knows and is asked for
KEPT_PER_KIND = 100  # of each kind and column; the rest is counted


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault (error), doubt (warning) or remark (info).

    `key`: the rule, or its variant (`C18-sheets`); `arguments`: the words of its sentences, all of them and no others
    (else RulesError). `row` is Excel's row number; `column` is "D heading". `value` is the cell's text where it may be
    shown. `asks`: what the person can say to put it right (YEAR, PROVINCE, ERA; "" nothing). `severity` is the rule's
    where it is not given. `count_more`: how many rows of the same kind it stands for that are not listed; 0 for itself.
    """

    key: str
    arguments: Arguments = field(default_factory=dict[str, Plain], hash=False)
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    asks: str = ""
    severity: str = ""
    count_more: int = 0

    def __post_init__(self) -> None:
        known = rule(self.key)
        if known.words != frozenset(self.arguments) or not known.says:
            raise RulesError(f"{self.key}: {sorted(known.words)}, given {sorted(self.arguments)}")
        plain = {name: each.item() if isinstance(each, np.generic) else each for name, each in self.arguments.items()}
        object.__setattr__(self, "arguments", plain)
        object.__setattr__(self, "severity", self.severity or known.severity)

    @property
    def rule(self) -> str:
        """The id of its rule."""
        return rule(self.key).id

    @property
    def kind(self) -> tuple[object, ...]:
        """What problems alike have in common wherever they stand: severity, rule, variant and arguments."""
        return (self.severity, self.key, *sorted(self.arguments.items()))

    @property
    def sentence(self) -> str:
        """What is wrong, in Thai."""
        return filled(rule(self.key).says, self.arguments)

    @property
    def what(self) -> str:
        """What is wrong, in Thai; with how many rows it stands for."""
        said = self.sentence
        return phrase("more_rows", what=said, count=self.count_more) if self.count_more else said

    @property
    def fix(self) -> str:
        """How to put it right, in Thai."""
        return phrase("more_rows_fix") if self.count_more else filled(rule(self.key).fix, self.arguments)

    @property
    def fix_command(self) -> str:
        """How to put it right on the command line."""
        own = rule(self.key).fix_command
        return self.fix if self.count_more or not own else filled(own, self.arguments)

    @property
    def expected(self) -> str:
        """What the value should be, in Thai."""
        return filled(rule(self.key).expected, self.arguments)

    def to_dict(self) -> dict[str, object]:
        """The problem as JSON-able values, for the command line (the report adds the file's name)."""
        return {
            "severity": self.severity,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "what": self.what,
            "fix": self.fix_command,
            "rule": self.rule,
            "variant": rule(self.key).variant,
            "arguments": dict(self.arguments),
            "asks": self.asks,
            "count_more": self.count_more,
            "value": self.value,
            "expected": self.expected,
        }

    def text(self, *, for_command_line: bool = False) -> str:
        """One Thai line: where, what, fix; for the command line with its own words and the rule's id."""
        where = place_words(self.sheet, self.row, self.column)
        said = f"{self.what} → {self.fix_command} [{self.rule}]" if for_command_line else f"{self.what} → {self.fix}"
        return f"{where.rstrip()}: {said}" if where else said


class RefusalError(Exception):
    """The file cannot be taken as it is; `problem` says why and what is needed. Nothing of it is kept."""

    def __init__(
        self,
        key: str,
        arguments: Arguments | None = None,
        *,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        asks: str = "",
    ):
        self.problem = Problem(key, arguments or {}, sheet, row, column, asks=asks)
        super().__init__(f"{self.problem.what} → {self.problem.fix}")


class ProblemLog:
    """Collects the problems of one file; of many alike it keeps the first KEPT_PER_KIND and counts the rest."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._counts: Counter[tuple[object, ...]] = Counter()
        self._first: dict[tuple[object, ...], Problem] = {}

    def add(self, problem: Problem) -> None:
        """Keep (or only count) one problem."""
        kind = (*problem.kind, problem.sheet, problem.column)
        self._first.setdefault(kind, problem)
        self._counts[kind] += 1
        if self._counts[kind] <= KEPT_PER_KIND:
            self._kept.append(problem)

    def rows(
        self,
        rows: Iterable[int],
        key: str,
        arguments: Arguments | None = None,
        *,
        sheet: str,
        column: str | None = None,
        values: Sequence[str | None] = (),
        asks: str = "",
    ) -> None:
        """The same problem in many rows (Excel row numbers); `values`: what stands there, of the first rows."""
        alike = Problem(key, arguments or {}, sheet, None, column, asks=asks)
        kind = (*alike.kind, sheet, column)
        for row, value in zip_longest(rows, values):
            if row is None:
                continue
            self._first.setdefault(kind, alike)
            self._counts[kind] += 1
            if self._counts[kind] <= KEPT_PER_KIND:
                self._kept.append(replace(alike, row=int(row), value=value))

    def all(self) -> tuple[Problem, ...]:
        """Errors first, then by sheet and row; with one remark for each kind that was cut short."""
        order = {ERROR: 0, WARNING: 1, INFO: 2}
        cut = [
            replace(self._first[kind], row=None, value=None, count_more=count - KEPT_PER_KIND)
            for kind, count in self._counts.items()
            if count > KEPT_PER_KIND
        ]
        return tuple(
            sorted([*self._kept, *cut], key=lambda each: (order[each.severity], each.sheet or "", each.row or 0))
        )


def problem_of_refusal(refusal: ReadRefusal, sheet: str | None = None) -> Problem:
    """What the reader refused, as a problem; `sheet`: the sheet's name as it may be told, where there is one."""
    column = column_letter(refusal.column) if refusal.column else None
    return Problem(refusal.key, refusal.arguments, sheet, refusal.row, column)


def problem_of_note(note: ReadNote) -> Problem:
    """What the reader met, as a problem."""
    return Problem(note.key, note.arguments, note.sheet)


def column_name(index: int, heading: str) -> str:
    """`3, "ผ่าน"` → "D ผ่าน" (index from 0)."""
    return f"{column_letter(index + 1)} {heading}".strip()


def numbers_where(mask: np.ndarray, row_numbers: Sequence[int] | np.ndarray) -> list[int]:
    """Excel row numbers of the rows a mask picks."""
    return [int(row) for row in np.asarray(row_numbers)[np.flatnonzero(mask)]]
