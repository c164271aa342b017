"""Answers that may be turned round (pass counted as fail): a question for the person, with the evidence."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from catalogue import IndicatorSet
from loaders.checks.rules import rule

IMPLAUSIBLE = rule("V44").bound  # % failing over all rows; pass rates pile up at 90–100 in every จปฐ. year we hold
MOST = 0.5
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

    `question` is Thai.
    """

    table_inverted: bool
    question: str
    indicators: tuple[InvertedIndicator, ...]


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
    return Inversion(table_inverted, _question(table_inverted, doubtful, len(answered)), doubtful)


def turned_round(facts: pd.DataFrame, indicator_codes: tuple[str, ...]) -> pd.DataFrame:
    """New facts with failed = assessed − failed for these indicators: what the person's "yes" means."""
    turned = facts["indicator_code"].isin(indicator_codes)
    return facts.assign(failed=facts["failed"].where(~turned, facts["assessed"] - facts["failed"]))


def _question(table_inverted: bool, doubtful: tuple[InvertedIndicator, ...], count: int) -> str:
    listed = "; ".join(f"{each.name} ไม่ผ่านร้อยละ {each.problem_pct:.1f}" for each in doubtful[:3])
    more = f" และอีก {len(doubtful) - 3} ตัวชี้วัด" if len(doubtful) > 3 else ""
    if table_inverted:
        return (
            f"ตัวชี้วัด {len(doubtful)} จาก {count} ตัวไม่ผ่านเกินร้อยละ {IMPLAUSIBLE:.0f} ({listed}{more}) "
            "คอลัมน์ที่อ่านเป็น «ไม่ผ่าน» น่าจะเป็น «ผ่าน» ใช่หรือไม่"
        )
    return f"{listed}{more} ซึ่งผิดปกติ คำตอบของตัวชี้วัดนี้กลับด้านหรือไม่"
