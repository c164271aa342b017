"""Answers that may be turned round (pass counted as fail): a question for the person, with the evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from catalogue import IndicatorSet
from loaders.checks.problems import Problem
from loaders.rules import phrase, rule

IMPLAUSIBLE = rule("V44").bound  # % failing over all rows; pass rates pile up at 90–100 in every จปฐ. year we hold
MOST = 0.5
LIKELY = 50.0  # % failing over all answers whose meaning nothing says: then 1 more likely means that a household fails
FEW_ANSWERS = 10
SHOWN = 3
FEW = 30.0  # people or households: below this a rate says nothing


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
