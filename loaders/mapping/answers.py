"""What a household's answer in a cell means (1/0/-, "0,n", ผ่าน/ไม่ผ่าน, ✓/✗), and whether answers may be turned round.

What a table says that 1 means is read from it; answers that may be turned (pass counted as fail) are a question for the
person, with the evidence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from catalogue import IndicatorSet
from loaders.checks.problems import Problem
from loaders.mapping.cells import Journal, distinct_of
from loaders.mapping.vocabulary import peel, words
from loaders.reading import Cell, fold, parse_number
from loaders.reading.parsing import tidy_text
from loaders.rules import in_column, phrase, rule

PASSED, FAILED, ONE, ZERO, NOT_ASSESSED, BLANK, UNKNOWN = (
    "passed", "failed", "one", "zero", "not_assessed", "blank", "unknown",
)  # fmt: skip
SYMBOLS = (ONE, ZERO)  # answers that mean what the table says 1 means; words say it themselves
ANSWERED = (PASSED, FAILED, *SYMBOLS)
LONGEST, LONGEST_PAIR_WORD = 40, 12
EDGES = " .\"'()[]"
CHECKED = "true"  # boxes that are ticked or not; one TRUE among 1 and 0 is a slip
MOST_UNKNOWN = 0.1  # of the filled cells: a few slips do not make it another column
WITH_PERSONS = re.compile(r"0\s*,\s*(?:[0-9]{1,3}|n)")
STATEMENT = re.compile(r"(?<![0-9.])(1|0|✓|✔|√|/|✗|✘|×|x)\s*(?:=|:|คือ|หมายถึง|แทน|-)\s*[«\"'(]?\s*([^\s,;)»\"'|]+)")
IMPLAUSIBLE = rule("V44").bound  # % failing over all rows; pass rates pile up at 90–100 in every จปฐ. year we hold
MOST = 0.5
LIKELY = 50.0  # % failing over all answers whose meaning nothing says: then 1 more likely means that a household fails
FEW_ANSWERS = 10
SHOWN = 3
FEW = 30.0  # people or households: below this a rate says nothing


def kind_of_answer(cell: Cell, words_here: frozenset[str] = frozenset()) -> str:
    """What one cell answers: PASSED, FAILED, ONE, ZERO, NOT_ASSESSED, BLANK or UNKNOWN.

    "0,2" (fails, two persons) and "0,n" are FAILED; "n", "-" and words such as ไม่เกี่ยวข้อง are NOT_ASSESSED.
    `words_here`: what `pair_words` finds in the table; beside "y", "n" is its other answer.

    >>> [kind_of_answer(cell) for cell in (1.0, "๐", "0,2", "ตก", "n", "2")]
    ['one', 'zero', 'failed', 'failed', 'not_assessed', 'unknown']
    >>> kind_of_answer("N", pair_words(["Y", "N"])), kind_of_answer("ไม่มี", pair_words(["มี"]))
    ('zero', 'zero')
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return BLANK
    if isinstance(cell, bool):
        return (ONE if cell else ZERO) if CHECKED in words_here else UNKNOWN
    if not isinstance(cell, str):
        return _kind_of_number(cell)
    if len(cell) > LONGEST:
        return UNKNOWN
    return _kind_of_text(unicodedata.normalize("NFKC", cell), words_here)


def pair_words(cells: Iterable[Cell]) -> frozenset[str]:
    """The words among the cells that give another its meaning (y, มี, ผ …), and CHECKED where TRUE and FALSE stand."""
    firsts = {first for first, _, _, _ in _pairs()}
    found, checked = set[str](), set[bool]()
    for cell in cells:
        if isinstance(cell, bool):
            checked.add(cell)
        elif isinstance(cell, str) and len(cell) <= LONGEST_PAIR_WORD:
            found.add(fold(cell).strip(EDGES))
    return frozenset(firsts & found) | ({CHECKED} if len(checked) == 2 else set())


@cache
def _pairs() -> tuple[tuple[str, str, str, str], ...]:
    """(first word, second word, what the first answers, what the second answers)."""
    lists = words()["answers"]
    kinds = (("pairs_of_one", ONE, ZERO), ("pairs_of_passed", PASSED, FAILED))
    return tuple((fold(first), fold(second), one, other) for name, one, other in kinds for first, second in lists[name])


@cache
def _kinds_beside(words_here: frozenset[str]) -> dict[str, str]:
    found = [pair for pair in _pairs() if pair[0] in words_here]
    return {word: kind for first, second, one, other in found for word, kind in ((first, one), (second, other))}


def _kind_of_text(written: str, words_here: frozenset[str]) -> str:
    tidied = tidy_text(written)
    text = fold(tidied.text).replace("\ufe0f", "").replace("\ufe0e", "").strip(EDGES)
    if known := _kinds_beside(words_here).get(fold(written).strip(EDGES)):
        return known
    if known := _kinds().get(fold(written).strip(EDGES)):
        return known
    if not text:
        return UNKNOWN if tidied.problem else NOT_ASSESSED if "not_reported" in tidied.repairs else BLANK
    if known := _kinds().get(text):
        return known
    if WITH_PERSONS.fullmatch(text):
        return FAILED
    return _kind_of_number(text)


def _kind_of_number(cell: Cell) -> str:
    value = parse_number(cell).value
    return ONE if value == 1 else ZERO if value == 0 else UNKNOWN


@cache
def _kinds() -> dict[str, str]:
    lists = words()["answers"]
    kinds = {PASSED: "passed", FAILED: "failed", ONE: "one", ZERO: "zero", NOT_ASSESSED: "not_assessed"}
    known = {fold(word): kind for kind, name in kinds.items() for word in lists[name]}
    return known | {fold(word): UNKNOWN for word in lists["unclear"]}


def persons_of(cell: Cell) -> Cell:
    """The number of persons that "0,n" (does not pass, n persons) tells; any other cell as it is.

    >>> persons_of("0,2"), persons_of(3)
    ('2', 3)
    """
    match = WITH_PERSONS.fullmatch(fold(cell)) if isinstance(cell, str) else None
    return cell if match is None else fold(str(cell)).partition(",")[2].strip()


def is_answer_column(cells: Iterable[Cell], words_here: frozenset[str] = frozenset()) -> bool:
    """True when (nearly) every filled cell is an answer or a sign of no answer; a blank column may be one too."""
    kinds = [kind for cell in cells if (kind := kind_of_answer(cell, words_here)) != BLANK]
    return kinds.count(UNKNOWN) <= MOST_UNKNOWN * len(kinds)


def holds_answers(cells: Iterable[Cell], words_here: frozenset[str] = frozenset()) -> bool:
    """True when at least one cell is an answer."""
    return any(kind_of_answer(cell, words_here) in ANSWERED for cell in cells)


def lone_mark(columns: Iterable[Sequence[Cell]], words_here: frozenset[str]) -> str:
    """The one kind of answer of a table that is otherwise blank (✓ or nothing); "" where two kinds stand, or none is
    blank.

    >>> lone_mark([["✓", None], ["✓", "✓"]], frozenset()), lone_mark([["✓", None], ["x", "✓"]], frozenset())
    ('one', '')
    """
    found = {kind_of_answer(cell, words_here) for cells in columns for cell in distinct_of(cells)[1][:-1]}
    is_blank = any(cell is None or (isinstance(cell, str) and not cell.strip()) for cells in columns for cell in cells)
    kinds = found & set(ANSWERED)
    return kinds.pop() if len(kinds) == 1 and is_blank else ""


@dataclass(frozen=True)
class Polarity:
    """Whether 1 means that the household fails, and the words that say so ("" where nothing says it)."""

    one_fails: bool
    word: str = ""


def said_polarity(texts: Iterable[str]) -> Polarity:
    """What titles, notes and headings say that 1 (or ✓) means; that it passes, without words, where they say nothing or
    contradict each other.

    >>> said_polarity(["หมายเหตุ 1 = ตกเกณฑ์ 0 = ผ่าน"])
    Polarity(one_fails=True, word='1 = ตกเกณฑ์')
    """
    found = [each for text in texts for each in _statements(unicodedata.normalize("NFKC", text))]
    if len({each.one_fails for each in found}) == 1:
        return found[0]
    return Polarity(False)


def _statements(text: str) -> list[Polarity]:
    found: list[Polarity] = []
    for match in STATEMENT.finditer(fold(text)):
        sign, meaning = _kinds().get(match[1]), match[2]
        measures = peel(meaning)[1] & {"failed", "passed"}
        kind = _kinds().get(meaning) or ("failed" if "failed" in measures else next(iter(measures), None))
        if sign in SYMBOLS and kind in (PASSED, FAILED):
            found.append(Polarity((sign == ONE) == (kind == FAILED), match[0].strip()))
    return found


def heading_polarity(parts: Sequence[str]) -> Polarity | None:
    """What the words of one column's heading say that a mark in it means: "ข้อ 5 ตกเกณฑ์", "ผ่าน ตชว.1"; else None."""
    for part in reversed(parts):
        measures = peel(unicodedata.normalize("NFKC", part))[1]
        if "failed" in measures or "passed" in measures:
            return Polarity("failed" in measures, fold(part)[:LONGEST])
    return None


@dataclass(frozen=True)
class Answers:
    """A column of answers. `failed`: 1 fails, 0 passes, NaN not assessed; `faulty`: refused cells; `not_assessed`: how
    many cells say that nothing was asked, or are blank; `symbols`: how many are 1, 0 or marks."""

    failed: np.ndarray
    faulty: np.ndarray
    not_assessed: int
    symbols: int


def read_answers(
    cells: Sequence[Cell], rows: np.ndarray, label: str, journal: Journal, *, one_fails: bool,
    words_here: frozenset[str] = frozenset(), mark: str = "",
) -> Answers:  # fmt: skip
    """The answers of one column; what is none is a fault of its row: what is wrong with the cell, else V37.

    `mark`: the one kind of answer beside which a blank is the other answer; "": a blank is none."""
    codes, distinct = distinct_of(cells)
    kinds = [kind_of_answer(cell, words_here) for cell in distinct]
    values = {PASSED: 0.0, FAILED: 1.0, ONE: float(one_fails), ZERO: float(not one_fails)}
    if mark:
        values[BLANK] = 1 - values[mark]
    failed = np.array([values.get(kind, np.nan) for kind in kinds])[codes]
    faulty = np.array([kind == UNKNOWN for kind in kinds], dtype=bool)[codes]
    problems = np.array([parse_number(cell).problem or "V37" for cell in distinct], dtype=object)[codes]
    for kind in sorted(set(problems[faulty])):
        journal.faults(faulty & (problems == kind), rows, in_column(str(kind), "answer"), column=label, cells=cells)
    counts = np.bincount(codes, minlength=len(kinds))
    counted = {
        kind: sum(int(count) for each, count in zip(kinds, counts, strict=True) if each == kind) for kind in kinds
    }
    without = counted.get(NOT_ASSESSED, 0) + (0 if mark else counted.get(BLANK, 0))
    return Answers(failed, faulty, without, counted.get(ONE, 0) + counted.get(ZERO, 0))


@dataclass(frozen=True)
class InvertedIndicator:
    """The failing share of one indicator over all rows."""

    indicator_code: str
    name: str
    assessed: float
    failed: float

    @property
    def problem_pct(self) -> float:
        """100 · failed / assessed."""
        return 100 * self.failed / self.assessed


@dataclass(frozen=True)
class Inversion:
    """A doubt. `table_inverted`: most indicators are implausible, so the table may be turned round; else single ones.

    `problem`: the doubt as a problem of the whole file.
    """

    table_inverted: bool
    problem: Problem
    indicators: tuple[InvertedIndicator, ...]

    @property
    def question(self) -> str:
        """What the person is asked, in Thai."""
        return self.problem.sentence


def looks_inverted(facts: pd.DataFrame, indicator_set: IndicatorSet) -> Inversion | None:
    """The doubt that failed and passed were taken for each other; None when the rates are plausible.

    `facts`: assessed, failed per area and indicator. Only indicators with at least 30 assessed count.
    """
    if indicator_set.measure != "count" or facts.empty:
        return None
    sums = facts.groupby("indicator_code", sort=True)[["assessed", "failed"]].sum()
    sums = sums[sums["assessed"] >= FEW]
    names = {indicator.code: indicator.name for indicator in indicator_set.indicators}
    answered = [
        InvertedIndicator(str(code), names.get(str(code), str(code)), float(row["assessed"]), float(row["failed"]))
        for code, row in sums.iterrows()
    ]
    doubtful = tuple(each for each in answered if each.problem_pct > IMPLAUSIBLE)
    if not doubtful:
        return None
    table_inverted = len(doubtful) >= max(2, MOST * len(answered))
    return Inversion(table_inverted, _doubt(table_inverted, doubtful, len(answered)), doubtful)


def answers_look_turned(
    facts: pd.DataFrame, indicator_set: IndicatorSet, unsaid: Collection[str], marked: Collection[str] = ()
) -> Inversion | None:
    """As `looks_inverted` for answers of households: where most of the answers whose meaning nothing says (`unsaid`,
    indicator codes) would fail, they are asked about together, however few they are; and always where a blank was read
    as the other answer (`marked`)."""
    doubt = looks_inverted(facts, indicator_set)
    own = facts[facts["indicator_code"].isin(list(unsaid))]
    sums = own.groupby("indicator_code", sort=True)[["assessed", "failed"]].sum()
    assessed, failed = float(sums["assessed"].sum()), float(sums["failed"].sum())
    is_marked = bool(marked) and assessed > 0
    if not is_marked and (assessed < FEW_ANSWERS or 100 * failed / assessed <= LIKELY):
        return doubt
    names = {indicator.code: indicator.name for indicator in indicator_set.indicators}
    listed = tuple(
        InvertedIndicator(str(code), names[str(code)], float(row["assessed"]), float(row["failed"]))
        for code, row in sums.iterrows()
    )
    words = {"percent": 100 * failed / assessed, "count": len(listed), "codes": _codes(listed)}
    return Inversion(True, Problem("V44-mark" if is_marked else "V44-unsaid", words), listed)


def turned_round(facts: pd.DataFrame, indicator_codes: tuple[str, ...]) -> pd.DataFrame:
    """New facts with failed = assessed − failed for these indicators: what the person's "yes" means."""
    turned = facts["indicator_code"].isin(indicator_codes)
    return facts.assign(failed=facts["failed"].where(~turned, facts["assessed"] - facts["failed"]))


def _doubt(table_inverted: bool, doubtful: tuple[InvertedIndicator, ...], count: int) -> Problem:
    listed = "; ".join(phrase("failing", name=each.name, percent=each.problem_pct) for each in doubtful[:SHOWN])
    if len(doubtful) > SHOWN:
        listed = phrase("and_more_indicators", listed=listed, count=len(doubtful) - SHOWN)
    words = {"indicators": listed, "codes": _codes(doubtful)}
    if not table_inverted:
        return Problem("V44-some", words)
    return Problem("V44-table", {**words, "count": len(doubtful), "answered": count, "limit": IMPLAUSIBLE})


def _codes(indicators: tuple[InvertedIndicator, ...]) -> str:
    """The codes as an answer on the command line names them."""
    return ",".join(each.indicator_code for each in indicators)
