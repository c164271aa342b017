"""Stage 3, Radar Analysis: one area's quality of life summed up, its problems by urgency, and its strengths."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.figures import axis_data, indicator_data, overall_data
from analysis.priorities import priority_data
from analysis.radar_diagram import with_status
from analysis.references import Reference, find_reference, peer_figures, previous_year
from analysis.scope import Scope, area_indicators, find_scope
from analysis.statistics import BETTER, SIMILAR, UNKNOWN, WORSE
from analysis.summary_text import summary_text
from catalogue import Catalogue, View
from warehouse import Warehouse


@dataclass(frozen=True)
class Overall:
    """The area on the whole: problem_pct and pass_pct in percent, the plain mean over the indicators with data (never
    missing), and the same of the reference (NaN without one)."""

    problem_pct: float
    pass_pct: float
    reference_pct: float
    indicators: int
    indicators_with_data: int


@dataclass(frozen=True)
class RadarAnalysis:
    """What the radar says.

    `problems`: the columns of `priority_data` with reference_pct, status and status_name, most urgent first.
    `strengths`: the same columns without the score, best first, and `basis`: `interval` (its interval lies wholly on
    the better side of the reference), `difference` (better than the reference, in a set without intervals), `target`
    (reaches its target; asked only without a reference), `none_failed` (nobody failed; without reference and target).
    `indicators`: all of them, with reference_pct, status, status_name. `axes`: the columns of `axis_data` and
    reference_pct. `previous_year`: the year the change is counted from, None when there is none.
    """

    scope: Scope
    reference: Reference
    overall: Overall
    axes: pd.DataFrame
    indicators: pd.DataFrame
    problems: pd.DataFrame
    strengths: pd.DataFrame
    previous_year: int | None
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """The summary in Thai, one sentence a line."""
        return "\n".join(self.sentences)

    @property
    def is_synthetic(self) -> bool:
        """True when any figure comes from sample data."""
        return bool(self.indicators["is_synthetic"].any())

    def status_counts(self) -> dict[str, int]:
        """Indicators with data by status: better, similar, worse, unknown."""
        known = self.indicators.loc[self.indicators["problem_pct"].notna(), "status"]
        return {code: int((known == code).sum()) for code in (BETTER, SIMILAR, WORSE, UNKNOWN)}


def radar_analysis_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    area_code: str,
    year_be: int,
    survey: str = "jpt",
    reference: str = "parent",
    weights: Mapping[str, float] | None = None,
    view: View | str | None = None,
    set_id: str | None = None,
) -> RadarAnalysis:
    """Sum up one area and year. `weights`: of the score's parts (severity, size, trend, relative), 1 unless given.

    Raises AnalysisError when the area has no data (naming the years it has), or for an unknown reference or weight.
    """
    scope = find_scope(warehouse, catalogue, area_code, year_be, survey, set_id)
    own = area_indicators(warehouse, scope)
    beside = find_reference(warehouse, scope, own, reference)
    indicators = with_status(own, beside.indicators)
    earlier_year = previous_year(warehouse, scope)
    codes = [] if earlier_year is None else [scope.area_code]
    earlier = indicator_data(warehouse, scope.indicator_set, codes, earlier_year or scope.year_be)
    axes = axis_data(own, scope.indicator_set, view)
    axes = axes.merge(beside.axes(scope.indicator_set, view), on="axis_code", how="left")
    overall = _overall(own, beside)
    problems = priority_data(indicators, earlier, peer_figures(warehouse, scope), weights)
    strengths = strengths_data(indicators, has_reference=beside.name is not None)
    sentences = summary_text(scope, beside, overall, axes, indicators, problems, earlier)
    return RadarAnalysis(scope, beside, overall, axes, indicators, problems, strengths, earlier_year, sentences)


def strengths_data(indicators: pd.DataFrame, *, has_reference: bool) -> pd.DataFrame:
    """The indicators in which the area does well, best first, with the `basis` of saying so (see RadarAnalysis)."""
    problem, lead = indicators["problem_pct"], indicators["reference_pct"] - indicators["problem_pct"]
    without_interval = indicators["low_pct"].isna()
    if has_reference:
        rules = [(indicators["status"] == BETTER, "interval"), (without_interval & (lead > 0), "difference")]
    else:
        rules = [(indicators["gap_pct"] <= 0, "target"), (indicators["gap_pct"].isna() & (problem == 0), "none_failed")]
    basis = np.select([rule.to_numpy() for rule, _ in rules], [name for _, name in rules], "")
    table = indicators.assign(basis=pd.Series(basis, index=indicators.index, dtype="str"), lead=lead)
    table = table[(table["basis"] != "") & table["problem_pct"].notna()]
    keys = ["lead", "problem_pct", "number"] if has_reference else ["problem_pct", "number"]
    ascending = [False, True, True] if has_reference else [True, True]
    return table.sort_values(keys, ascending=ascending, kind="stable", ignore_index=True).drop(columns="lead")


def _overall(indicators: pd.DataFrame, reference: Reference) -> Overall:
    row = overall_data(indicators).iloc[0]
    problem = float(row["problem_pct"])
    with_data, total = int(row["indicators_with_data"]), int(row["indicators"])
    return Overall(problem, 100 - problem, reference.overall_pct, total, with_data)
