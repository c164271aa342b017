"""The sheet as it may leave the office: counts of 1–9 and what could give them away are taken out, in tables and words.

Which indicators are hidden is decided by reports.small_counts, for this year and the earlier one together.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from analysis.area_profile import Profile
from analysis.multidimensional import Multidimensional
from analysis.quality import Quality
from analysis.radar_analysis import Lookup, RadarAnalysis
from reports.small_counts import SMALLEST_SHOWN, hide_rows, to_hide

EARLIER: Final = (
    *("before_pct", "before_low_pct", "before_high_pct", "before_failed", "before_assessed", "change_pct"),
    *("change_status", "change_name"),
)
OWN_NUMBERS: Final = ("problems", "standing", "changes", "households")  # formulas whose examples are of one indicator


def hidden_codes(lookup: Lookup) -> frozenset[str]:
    """Codes of the indicators whose figures must not leave: small in this year or in the earlier one. None in sets
    without counts of people."""
    codes: set[str] = set()
    if lookup.scope.indicator_set.measure == "count":
        for table in (lookup.indicators, lookup.earlier):
            codes |= set(table.loc[to_hide(table, "dimension_code"), "indicator_code"])
    return frozenset(codes)


def public_quality(quality: Quality, hidden: Collection[str]) -> Quality:
    """The sheet without the figures of the hidden indicators and without small counts of households."""
    around, formulas = quality.around, quality.formulas
    households = None if around.households is None else _public_households(around.households)
    around = replace(around, profile=_public_profile(around.profile), households=households)
    if len(hidden) or around.households is not None:
        formulas = formulas.assign(example=formulas["example"].mask(formulas["code"].isin(OWN_NUMBERS), ""))
    groups = quality.groups
    groups = groups.assign(most_pct=groups["most_pct"].mask(groups["most_code"].isin(list(hidden))))
    analysis = _public_analysis(quality.analysis, hidden)
    return replace(quality, analysis=analysis, around=around, groups=groups, formulas=formulas)


def _public_analysis(analysis: RadarAnalysis, hidden: Collection[str]) -> RadarAnalysis:
    codes = list(hidden)
    tables = {
        name: hide_rows(table, table["indicator_code"].isin(codes))
        for name in ("indicators", "problems", "strengths", "weaknesses", "changes")
        if isinstance(table := getattr(analysis, name), pd.DataFrame)
    }
    changes = tables["changes"]
    tables["changes"] = _masked(changes, EARLIER, changes["indicator_code"].isin(codes))
    known = analysis.indicators[analysis.indicators["problem_pct"].notna()]
    shown = known[~known["indicator_code"].isin(codes)]
    lost = ~analysis.axes["axis_code"].isin(shown["dimension_code"])
    axes = _masked(analysis.axes, ("problem_pct", "pass_pct"), lost)
    dimensions = _masked(analysis.dimensions, ("problem_pct", "low_pct", "high_pct", "status", "status_name"), lost)
    overall = analysis.overall
    if shown.empty:
        overall = replace(overall, problem_pct=np.nan, pass_pct=np.nan)
    return replace(analysis, axes=axes, dimensions=dimensions, overall=overall, **tables)


def _masked(table: pd.DataFrame, columns: Collection[str], rows: pd.Series) -> pd.DataFrame:
    kept = [column for column in columns if column in table]
    out = table.copy()
    out[kept] = out[kept].mask(rows)
    return out


def _public_households(found: Multidimensional) -> Multidimensional:
    tables = {
        name: _masked(table, ("households", "household_pct"), table["households"].between(1, SMALLEST_SHOWN - 1))
        for name, table in (("failing", found.failing), ("pairs", found.pairs))
    }
    if not (0 < found.poor < SMALLEST_SHOWN or 0 < found.scored - found.poor < SMALLEST_SHOWN):
        return replace(found, **tables)
    gone = dict.fromkeys(("poor", "score_sum", "headcount_pct", "intensity_pct", "adjusted", "people_pct"), np.nan)
    every = pd.Series(True, index=found.dimensions.index)
    return replace(
        found, **tables, **gone, dimensions=_masked(found.dimensions, ("score_sum", "contribution_pct"), every)
    )


def _public_profile(profile: Profile) -> Profile:
    small = {
        name: np.nan
        for name in ("households", "people", "persons_assessed", "households_assessed")
        if 0 < getattr(profile, name) < SMALLEST_SHOWN
    }
    return replace(profile, **small)


def hidden_in(quality: Quality) -> int:
    """How many indicators with data show no figure."""
    counted = quality.analysis.lookup.indicators["problem_pct"].notna().sum()
    in_group = quality.analysis.indicators
    if len(in_group) < len(quality.analysis.lookup.indicators):
        counted = quality.analysis.lookup.indicators["indicator_code"].isin(in_group["indicator_code"]).sum()
    return int(counted - in_group["problem_pct"].notna().sum())
