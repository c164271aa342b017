"""The sheet as it may leave the office: counts of 1–9 and what could give them away are taken out, in tables and words.

Which indicators are hidden is decided by `disclosure.small_counts`, for this year and for the earlier one; which means
are printed, and how exactly, by `disclosure.printed_means`, as in the files of the radar.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.figures import axes_of
from analysis.core.standings import Standing
from analysis.core.target_groups import members_of
from analysis.disclosure.hiding import hide_rows
from analysis.disclosure.printed_means import PrintedMeans, printed_means
from analysis.disclosure.small_counts import SMALLEST_SHOWN
from analysis.radar_analysis.data import Lookup, RadarAnalysis
from analysis.radar_analysis.profile import Profile
from analysis.radar_analysis.public_households import masked, public_households
from analysis.radar_analysis.public_reference import Beside, beside_of
from analysis.radar_analysis.sheet import Quality

EARLIER: Final = ("before_pct", "before_low_pct", "before_high_pct", "before_failed", "before_assessed")
REFERENCE: Final = ("reference_pct", "reference_low_pct", "reference_high_pct")
CHANGE: Final = ("change_pct", "change_status", "change_name")
SCORE: Final = (
    *("rank", "unweighted_rank", "score", "unweighted_score", "severity", "size", "trend", "relative"),
    *("peer_mean_pct", "peer_median_pct"),
)
OWN_NUMBERS: Final = ("overall", "axes", "problems", "standing", "changes", "groups", "households", "unknowns")


def public_quality(quality: Quality, lookup: Lookup) -> Quality:
    """The sheet without the figures of the hidden indicators, with the means that may be printed, and without small
    counts of households. `lookup`: that of the whole set, whatever the lens. Sets of scores and values are left as
    they are."""
    own_set = lookup.scope.indicator_set
    if own_set.measure != "count":
        return quality
    own, earlier = printed_means(lookup.indicators, own_set), printed_means(lookup.earlier, own_set)
    beside = beside_of(lookup, quality.analysis.scope)
    around = quality.around
    households = None if around.households is None else public_households(around.households)
    shown = replace(
        quality,
        analysis=_public_analysis(quality.analysis, own, earlier, beside),
        groups=_public_groups(quality.groups, own, beside, lookup),
        around=replace(around, profile=_public_profile(around.profile), households=households),
    )
    if not own.withheld and not earlier.withheld and not beside.withheld and households is None:
        return shown
    examples = quality.formulas["example"].mask(quality.formulas["code"].isin(OWN_NUMBERS), "")
    return replace(shown, formulas=quality.formulas.assign(example=examples))


def _public_analysis(
    analysis: RadarAnalysis, own: PrintedMeans, earlier: PrintedMeans, beside: Beside
) -> RadarAnalysis:
    tables = {
        name: _public_rows(getattr(analysis, name), own.withheld, beside)
        for name in ("indicators", "problems", "strengths", "weaknesses")
    }
    own_set = analysis.scope.indicator_set
    members = {code: codes for code, _, _, codes in axes_of(own_set)}
    axes = analysis.axes.assign(
        problem_pct=[own.mean_pct(members[str(code)]) for code in analysis.axes["axis_code"]],
        reference_pct=[beside.axis_pct.get(str(code), np.nan) for code in analysis.axes["axis_code"]],
    )
    axes = axes.assign(pass_pct=(100 - axes["problem_pct"]).round(1))
    problem = own.mean_pct(each.code for each in own_set.indicators)
    overall = replace(analysis.overall, problem_pct=problem, pass_pct=round(100 - problem, 1), reference_pct=np.nan)
    gone = dict.fromkeys(("problem_pct", "low_pct", "high_pct", *REFERENCE), np.nan)
    return replace(
        analysis, axes=axes, overall=overall, standing=replace(analysis.standing, **gone), **tables,
        dimensions=_public_dimensions(analysis, own, beside), change=_public_change(analysis, own, earlier),
        changes=_public_changes(analysis.changes, own.withheld, earlier.withheld),
    )  # fmt: skip


def _public_rows(table: pd.DataFrame, hidden: Collection[str], beside: Beside) -> pd.DataFrame:
    """Indicators without the figures of the hidden ones. In a ranked list these stand last, in the order of the set:
    their place, and the parts of their score, would tell how they compare."""
    is_hidden = table["indicator_code"].isin(list(hidden))
    out = masked(hide_rows(table, is_hidden), SCORE, is_hidden)
    out = masked(out, (*REFERENCE, "reference_gap_pct"), out["indicator_code"].isin(list(beside.withheld)))
    if "rank" in table or "basis" in table:
        return pd.concat([out[~is_hidden], out[is_hidden].sort_values("number")], ignore_index=True)
    return out


def _public_changes(changes: pd.DataFrame, own: Collection[str], earlier: Collection[str]) -> pd.DataFrame:
    now, before = (changes["indicator_code"].isin(list(codes)) for codes in (own, earlier))
    out = masked(masked(hide_rows(changes, now), EARLIER, before), CHANGE, now | before)
    out = out.assign(is_hidden=now | before)
    is_hidden = out["is_hidden"]
    return pd.concat([out[~is_hidden], out[is_hidden].sort_values("number")], ignore_index=True)


def _public_change(analysis: RadarAnalysis, own: PrintedMeans, earlier: PrintedMeans) -> Standing:
    """The change as the difference of two means that are printed each; missing where one of them is not."""
    codes = [str(code) for code in analysis.changes["indicator_code"]]
    now, before = own.mean_pct(codes), earlier.mean_pct(codes)
    if pd.isna(now) or pd.isna(before):
        now = before = np.nan
    gone = dict.fromkeys(("low_pct", "high_pct", *REFERENCE), np.nan)
    return replace(analysis.change, **(gone | {"problem_pct": now, "reference_pct": before}))


def _public_dimensions(analysis: RadarAnalysis, own: PrintedMeans, beside: Beside) -> pd.DataFrame:
    """The standings of the dimensions: means over what both sides have, as printed; no interval and no status where
    small counts are among them and the mean is hidden."""
    indicators, rows = analysis.indicators, []
    both = indicators["problem_pct"].notna() & indicators["reference_pct"].notna()
    compared = set(indicators.loc[both, "indicator_code"])
    members = {code: codes for code, _, _, codes in axes_of(analysis.scope.indicator_set)}
    for row in analysis.dimensions.to_dict("records"):
        codes = [code for code in members[str(row["axis_code"])] if code in compared or not row["compared"]]
        row["problem_pct"] = own.mean_pct(codes)
        row.update(dict.fromkeys(REFERENCE, np.nan))
        row["reference_pct"] = beside.mean_pct(codes) if row["compared"] else np.nan
        if own.covers_small(codes):
            row["low_pct"] = row["high_pct"] = np.nan
        if pd.isna(row["problem_pct"]):
            row["status"] = row["status_name"] = None
        rows.append(row)
    table = pd.DataFrame(rows, columns=list(analysis.dimensions.columns))
    return table.astype(analysis.dimensions.dtypes.to_dict())


def _public_groups(groups: pd.DataFrame, own: PrintedMeans, beside: Beside, lookup: Lookup) -> pd.DataFrame:
    own_set = lookup.scope.indicator_set
    members = [members_of(own_set, str(group)) for group in groups["group"]]
    known = lookup.indicators.loc[lookup.indicators["problem_pct"].notna(), "indicator_code"]
    shared = [[code for code in codes if code in set(known) & beside.medians.keys()] for codes in members]
    groups = groups.assign(
        problem_pct=pd.Series([own.mean_pct(codes) for codes in members], index=groups.index, dtype="float64"),
        reference_pct=pd.Series([beside.mean_pct(codes) for codes in shared], index=groups.index, dtype="float64"),
    )
    return masked(groups, ("most_pct",), groups["most_code"].isin(list(own.withheld)))


def _public_profile(profile: Profile) -> Profile:
    small = {
        name: np.nan
        for name in ("households", "people", "persons_assessed", "households_assessed")
        if 0 < getattr(profile, name) < SMALLEST_SHOWN
    }
    return replace(profile, **small)


def hidden_in(quality: Quality) -> int:
    """How many figures of indicators, of this and of the earlier year, and how many means are hidden."""
    analysis, axes = quality.analysis, quality.analysis.axes
    indicators, changes = analysis.indicators, analysis.changes
    if "is_hidden" not in indicators:
        return 0
    before = int((changes["is_hidden"] & changes["problem_pct"].notna()).sum()) if len(changes) else 0
    means = int((axes["problem_pct"].isna() & axes["indicators_with_data"].gt(0)).sum())
    means += bool(np.isnan(analysis.overall.problem_pct) and analysis.overall.indicators_with_data)
    return int(indicators["is_hidden"].sum()) + before + means
