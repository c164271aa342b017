"""The indicators in which an area does well, and those in which it does badly, each with the ground for saying so."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.core.statistics import BETTER, WORSE

BASES = {
    "interval": "ช่วงความไม่แน่นอนทั้งช่วงอยู่คนละด้านกับค่าอ้างอิง",
    "two_intervals": "ช่วงความไม่แน่นอนของสองปีไม่ซ้อนกัน",
    "difference": "ต่างจากค่าอ้างอิง (ชุดนี้ไม่มีช่วงความไม่แน่นอน)",
    "target": "เทียบกับเป้าหมายของชุดตัวชี้วัด",
    "none_failed": "ไม่มีผู้ไม่ผ่านเกณฑ์",
}
Rule = tuple[pd.Series, str]


def strengths_data(indicators: pd.DataFrame, *, has_reference: bool) -> pd.DataFrame:
    """The indicators in which the area does well, best first; the columns of `indicators` and `basis` (a key of BASES):

    `interval` (its interval lies wholly on the better side of the reference), `two_intervals` (and wholly clear of the
    interval that the reference, an earlier year, has itself), `difference` (better than the
    reference, in a set without intervals), and, asked only without a reference, `target` (reaches its target) and
    `none_failed` (nobody failed; without a target). `indicators`: with reference_pct and status.
    """
    lead = indicators["reference_pct"] - indicators["problem_pct"]
    if has_reference:
        rules = [
            *_clear_of_reference(indicators, BETTER),
            (indicators["low_pct"].isna() & (lead > 0), "difference"),
        ]
    else:
        problem, gap = indicators["problem_pct"], indicators["gap_pct"]
        rules = [(gap <= 0, "target"), (gap.isna() & (problem == 0), "none_failed")]
    return _grounded(indicators, rules, lead if has_reference else -indicators["problem_pct"])


def weaknesses_data(indicators: pd.DataFrame, *, has_reference: bool) -> pd.DataFrame:
    """The indicators in which the area does badly, worst first; columns as in `strengths_data`.

    `interval` or `two_intervals` (its interval lies wholly on the worse side of the reference, or of the reference's
    own interval), `difference` (worse than the reference, in a set without intervals); without a reference `target`
    (misses its target); no other ground is given then.
    """
    lag = indicators["problem_pct"] - indicators["reference_pct"]
    if has_reference:
        rules = [*_clear_of_reference(indicators, WORSE), (indicators["low_pct"].isna() & (lag > 0), "difference")]
        return _grounded(indicators, rules, lag)
    return _grounded(indicators, [(indicators["gap_pct"] > 0, "target")], indicators["gap_pct"])


def _clear_of_reference(indicators: pd.DataFrame, side: str) -> list[Rule]:
    """The rows that stand on a side, by whether the reference is a point or has an interval of its own."""
    clear, has_interval = (
        indicators["status"] == side,
        indicators["reference_low_pct"] < indicators["reference_high_pct"],
    )
    return [(clear & has_interval, "two_intervals"), (clear & ~has_interval, "interval")]


def _grounded(indicators: pd.DataFrame, rules: Sequence[Rule], weight: pd.Series) -> pd.DataFrame:
    """The rows that a rule names, the heaviest first."""
    basis = np.select([rule.to_numpy() for rule, _ in rules], [name for _, name in rules], "")
    table = indicators.assign(basis=pd.Series(basis, index=indicators.index, dtype="str"), weight=weight)
    table = table[(table["basis"] != "") & table["problem_pct"].notna()]
    keys, ascending = ["weight", "problem_pct", "number"], [False, True, True]
    return table.sort_values(keys, ascending=ascending, kind="stable", ignore_index=True).drop(columns="weight")
