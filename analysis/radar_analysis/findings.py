"""What stands out in an area: what changed since the last surveyed year, where it does well, where badly, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.core.figures import TwoYears, is_plain
from analysis.core.references import Reference
from analysis.core.scope import SEPARATOR, AnswerPart, Scope
from analysis.core.standings import Standing
from analysis.core.statistics import BETTER, SIMILAR, UNKNOWN, WORSE, expected_by_chance, numbers

BASES = {
    "interval": "ช่วงความไม่แน่นอนทั้งช่วงอยู่คนละด้านกับค่าอ้างอิง แม้ไม่ผ่านเพิ่มหรือลดหนึ่งราย",
    "two_intervals": "ช่วงความไม่แน่นอนของสองปีไม่ซ้อนกัน",
    "difference": "ต่างจากค่าอ้างอิง (ชุดนี้ไม่มีช่วงความไม่แน่นอน)",
    "target": "เทียบกับเป้าหมายของชุดตัวชี้วัด",
    "none_failed": "ไม่มีผู้ไม่ผ่านเกณฑ์",
}
Rule = tuple[pd.Series, str]


@dataclass(frozen=True)
class Overall:
    """The area on the whole: problem_pct and pass_pct in percent, the plain mean over the indicators with data (NaN
    when none has), and the same of the reference (NaN without one)."""

    problem_pct: float
    pass_pct: float
    reference_pct: float
    indicators: int
    indicators_with_data: int


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
    basis = np.select([rule.to_numpy() for rule, _ in rules], [name for _, name in rules], "").tolist()
    problem, number = numbers(indicators["problem_pct"]), numbers(indicators["number"])
    order = np.lexsort((number, problem, -numbers(weight))).tolist()
    kept = [place for place in order if basis[place] and not np.isnan(problem[place])]
    table = indicators.take(kept).reset_index(drop=True)
    return table.assign(basis=pd.Series([basis[place] for place in kept], dtype="str"))


@dataclass(frozen=True)
class Statement:
    """One sentence, and the table (a key of summary.TABLES) that holds its numbers."""

    text: str
    table: str


@dataclass(frozen=True)
class Lookup:
    """What the database was asked: the area's `indicators` with reference_pct, status and status_name, the `reference`,
    `peers` and `earlier` (`indicator_data` of the peers, and of the area in `previous_year`; empty without), the
    `years` made comparable, and `tiers`, the reference by which problems are ranked."""

    scope: Scope
    reference: Reference
    indicators: pd.DataFrame
    peers: pd.DataFrame
    earlier: pd.DataFrame
    previous_year: int | None
    years: TwoYears
    tiers: Reference


@dataclass(frozen=True)
class RadarAnalysis:
    """What the radar says.

    `problems`: the columns of `priority_data` with reference_pct, status and status_name, the first to look at first;
    `tiers`: the reference they are ranked by.
    `strengths`, `weaknesses`: see `strengths`. `indicators`: all of them, with reference_pct, status,
    status_name. `axes`: the columns of `axis_data`, reference_pct and is_plain (see `core.plain_values`);
    `dimensions`: their standing, like for like (`core.standings`). `standing`, `change`: the mean of all indicators
    beside the reference, and beside the earlier year. `changes`: see `core.changes`. `previous_year`: the year the
    change is counted from, None when there is none. `weights`: of the score's parts; `group`: the target group looked
    at, None for all; `lookup`: what it rests on; `answer`: the one sentence in parts (`core.sentence`).
    """

    scope: Scope
    reference: Reference
    tiers: Reference
    overall: Overall
    standing: Standing
    change: Standing
    axes: pd.DataFrame
    dimensions: pd.DataFrame
    indicators: pd.DataFrame
    problems: pd.DataFrame
    strengths: pd.DataFrame
    weaknesses: pd.DataFrame
    changes: pd.DataFrame
    previous_year: int | None
    statements: tuple[Statement, ...]
    weights: Mapping[str, float]
    group: str | None
    lookup: Lookup
    answer: tuple[AnswerPart, ...] = ()

    @property
    def answer_text(self) -> str:
        """The one sentence."""
        return SEPARATOR.join(part.text for part in self.answer)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the summary."""
        return tuple(statement.text for statement in self.statements)

    @property
    def text(self) -> str:
        """The summary in Thai, one sentence a line."""
        return "\n".join(self.sentences)

    @property
    def is_synthetic(self) -> bool:
        """True when any figure comes from sample data."""
        return bool(self.indicators["is_synthetic"].any())

    @property
    def is_weighted(self) -> bool:
        """True when the parts of the score do not all weigh the same."""
        return len(set(self.weights.values())) > 1

    def status_counts(self) -> dict[str, int]:
        """Indicators whose figures are shown, by status: better, similar, worse, unknown."""
        return dict(self._status_counts)

    @cached_property
    def _status_counts(self) -> dict[str, int]:
        indicators = self.indicators  # how many of all stand so would tell of those that are hidden for others
        known = indicators.loc[indicators["problem_pct"].notna(), "status"].tolist()
        return {code: known.count(code) for code in (BETTER, SIMILAR, WORSE, UNKNOWN)}

    @property
    def expected_by_chance(self) -> float:
        """How many indicators would stand out against the reference though none of them differed; NaN without one."""
        indicators = self.indicators
        return expected_by_chance(indicators["status"], indicators["assessed"])

    @property
    def has_ranks(self) -> bool:
        """False where every problem is of so few that cases are listed without rank."""
        return self.problems.empty or not bool(self.problems["is_small"].all())

    def without_figure(self) -> pd.Series:
        """Of each dimension how many indicators have no figure at all; a value that is no problem figure is one."""
        plain = self.indicators.loc[is_plain(self.indicators), "dimension_code"].value_counts()
        held = self.dimensions["axis_code"].map(plain).fillna(0).astype("int64")
        return self.dimensions["indicators"] - self.dimensions["indicators_with_data"] - held

    def reference_axes(self) -> pd.DataFrame:
        """The axes with the reference's percentages in the place of the area's own, to be drawn beside it."""
        values = self.axes["reference_pct"]
        return self.axes.assign(problem_pct=values, pass_pct=100 - values)
