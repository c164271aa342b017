"""What is wrong with a file, as objects: the rule, where, what, how to put it right. A cell's own text stands
in one only where `loaders.persons.personal_columns.shown_value` lets it: short, and nothing but a number."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from loaders.checks.rules import rule, rule_in
from loaders.reading import column_letter

ERROR, WARNING, INFO = "error", "warning", "info"
YEAR, PROVINCE, ERA = "year", "province", "era"  # what only the person knows and is asked for
COMMAND_WORDS = re.compile(r"\s*(?:\((?:[^()]*(?:--|python -m)[^()]*|[a-z_0-9]+)\)|เช่น --\S+ \S+)")
KEPT_PER_KIND = 100  # of each kind and column; the rest is counted


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault (error), doubt (warning) or remark (info). `row` is Excel's row number; `column` is "D heading".

    `rule` is an id of `rules` (read from the end of `what`, "… [V01]", where it is not given). `value` is the
    cell's text where it may be shown; `expected` says in Thai what it should be (the rule's own words if not given).
    `asks`: what the person can say to put it right (YEAR, PROVINCE, ERA; "" nothing).
    """

    severity: str
    what: str
    fix: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    rule: str = ""
    value: str | None = None
    expected: str | None = None
    asks: str = ""

    def __post_init__(self) -> None:
        known = self.rule or rule_in(self.what)
        if known:
            object.__setattr__(self, "rule", known)
            object.__setattr__(self, "expected", self.expected or rule(known).expected)

    def to_dict(self) -> dict[str, object]:
        """The problem as JSON-able values (the report adds the file's name)."""
        return {
            "severity": self.severity,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "what": self.what,
            "fix": self.fix,
            "rule": self.rule,
            "value": self.value,
            "expected": self.expected,
        }

    def text(self) -> str:
        """One Thai line: where, what, fix."""
        where = f"แผ่นงาน «{self.sheet}» " if self.sheet else ""
        where += f"แถว {self.row} " if self.row else ""
        where += f"คอลัมน์ {self.column} " if self.column else ""
        return f"{where.rstrip()}: {self.what} → {self.fix}" if where else f"{self.what} → {self.fix}"


class RefusalError(Exception):
    """The file cannot be taken as it is; `problem` says why and what is needed. Nothing of it is kept."""

    def __init__(
        self,
        what: str,
        fix: str,
        *,
        rule: str = "",
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        asks: str = "",
    ):
        super().__init__(f"{what} → {fix}")
        self.problem = Problem(ERROR, what, fix, sheet, row, column, rule, asks=asks)


class ProblemLog:
    """Collects the problems of one file; of many alike it keeps the first KEPT_PER_KIND and counts the rest."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._counts: Counter[tuple[str, str, str | None, str | None, str]] = Counter()

    def add(self, problem: Problem) -> None:
        """Keep (or only count) one problem."""
        kind = (problem.severity, problem.what, problem.sheet, problem.column, problem.rule)
        self._counts[kind] += 1
        if self._counts[kind] <= KEPT_PER_KIND:
            self._kept.append(problem)

    def rows(
        self,
        severity: str,
        rows: Iterable[int],
        what: str,
        fix: str,
        *,
        rule: str = "",
        sheet: str,
        column: str | None = None,
        values: Sequence[str | None] = (),
        asks: str = "",
    ) -> None:
        """The same problem in many rows (Excel row numbers); `values`: what stands there, of the first rows."""
        for row, value in zip_longest(rows, values):
            if row is not None:
                self.add(Problem(severity, what, fix, sheet, int(row), column, rule, value, asks=asks))

    def all(self) -> tuple[Problem, ...]:
        """Errors first, then by sheet and row; with one remark for each kind that was cut short."""
        order = {ERROR: 0, WARNING: 1, INFO: 2}
        cut = [
            Problem(
                severity, f"{what} (และอีก {count - KEPT_PER_KIND:,} แถว)", "แก้ไขแบบเดียวกัน", sheet, None, column, rule_id
            )
            for (severity, what, sheet, column, rule_id), count in self._counts.items()
            if count > KEPT_PER_KIND
        ]
        return tuple(
            sorted([*self._kept, *cut], key=lambda each: (order[each.severity], each.sheet or "", each.row or 0))
        )


def without_command_words(text: str) -> str:
    """A sentence without the hints in brackets that are for the command line alone.

    >>> without_command_words("ระบุปี (เช่น --year 2561) แล้วนำเข้าใหม่")
    'ระบุปี แล้วนำเข้าใหม่'
    """
    return COMMAND_WORDS.sub("", text)


def column_name(index: int, heading: str) -> str:
    """`3, "ผ่าน"` → "D ผ่าน" (index from 0)."""
    return f"{column_letter(index + 1)} {heading}".strip()


def numbers_where(mask: np.ndarray, row_numbers: Sequence[int] | np.ndarray) -> list[int]:
    """Excel row numbers of the rows a mask picks."""
    return [int(row) for row in np.asarray(row_numbers)[np.flatnonzero(mask)]]
