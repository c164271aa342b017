"""The sheet as it may leave the office: counts of 1–9 and what could give them away are taken out, in tables and words.

Which indicators are hidden is decided by reports.small_counts, for this year and the earlier one together.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from analysis.area_profile import Profile
from analysis.hidden import gives_away
from analysis.multidimensional import Multidimensional
from analysis.quality import Quality
from analysis.radar_analysis import Lookup, RadarAnalysis
from analysis.target_groups import members_of
from reports.small_counts import SMALLEST_SHOWN, hide_rows, to_hide

EARLIER: Final = (
    *("before_pct", "before_low_pct", "before_high_pct", "before_failed", "before_assessed", "change_pct"),
    *("change_status", "change_name"),
)
MEANS: Final = ("problem_pct", "low_pct", "high_pct", "status", "status_name")
OWN_NUMBERS: Final = (
    "problems",
    "standing",
    "changes",
    "groups",
    "households",
    "unknowns",
)  # formulas whose examples are of one indicator


def hidden_codes(lookup: Lookup) -> frozenset[str]:
    """Codes of the indicators whose figures must not leave: small in this year or in the earlier one. None in sets
    without counts of people."""
    codes: set[str] = set()
    if lookup.scope.indicator_set.measure == "count":
        for table in (lookup.indicators, lookup.earlier):
            codes |= set(table.loc[to_hide(table, "dimension_code"), "indicator_code"])
    return frozenset(codes)


def public_quality(quality: Quality, hidden: Collection[str], lookup: Lookup) -> Quality:
    """The sheet without the figures of the hidden indicators and without small counts of households. `lookup`: that of
    the whole set, whatever the lens."""
    around, analysis = quality.around, _public_analysis(quality.analysis, hidden)
    households = None if around.households is None else public_households(around.households)
    profile = _public_profile(around.profile)
    groups = _public_groups(quality.groups, hidden, lookup)
    public = replace(
        quality, analysis=analysis, groups=groups, around=replace(around, profile=profile, households=households)
    )
    silent: set[str] = set(OWN_NUMBERS) if len(hidden) or households is not None else set()
    if any(gives_away(rows, hidden) for _, rows in quality.analysis.indicators.groupby("dimension_code")):
        silent.add("axes")
    if profile != around.profile or pd.isna(analysis.overall.problem_pct):
        silent.add("overall")
    formulas = quality.formulas
    return replace(
        public, formulas=formulas.assign(example=formulas["example"].mask(formulas["code"].isin(silent), ""))
    )


def _public_analysis(analysis: RadarAnalysis, hidden: Collection[str]) -> RadarAnalysis:
    codes = list(hidden)
    tables = {
        name: hide_rows(table, table["indicator_code"].isin(codes))
        for name in ("indicators", "problems", "strengths", "weaknesses", "changes")
        if isinstance(table := getattr(analysis, name), pd.DataFrame)
    }
    changes = tables["changes"]
    tables["changes"] = _masked(changes, EARLIER, changes["indicator_code"].isin(codes))
    told = [code for code, rows in analysis.indicators.groupby("dimension_code") if gives_away(rows, hidden)]
    axes = _masked(analysis.axes, ("problem_pct", "pass_pct"), analysis.axes["axis_code"].isin(told))
    dimensions = _masked(analysis.dimensions, MEANS, analysis.dimensions["axis_code"].isin(told))
    overall, change = analysis.overall, analysis.change
    if gives_away(analysis.indicators, hidden):
        overall = replace(overall, problem_pct=np.nan, pass_pct=np.nan)
    if gives_away(analysis.changes, hidden):
        change = replace(change, **dict.fromkeys(("problem_pct", "low_pct", "high_pct", "reference_pct"), np.nan))
    return replace(analysis, axes=axes, dimensions=dimensions, overall=overall, change=change, **tables)


def _public_groups(groups: pd.DataFrame, hidden: Collection[str], lookup: Lookup) -> pd.DataFrame:
    indicators, own_set = lookup.indicators, lookup.scope.indicator_set
    told = [
        gives_away(indicators[indicators["indicator_code"].isin(members_of(own_set, str(group)))], hidden)
        for group in groups["group"]
    ]
    groups = _masked(groups, ("problem_pct",), pd.Series(told, index=groups.index, dtype="bool"))
    return _masked(groups, ("most_pct",), groups["most_code"].isin(list(hidden)))


def _masked(table: pd.DataFrame, columns: Collection[str], rows: pd.Series) -> pd.DataFrame:
    kept = [column for column in columns if column in table]
    out = table.copy()
    out[kept] = out[kept].mask(rows)
    return out


def public_households(found: Multidimensional) -> Multidimensional:
    """Without groups of 1–9 households, without the next smallest group where one alone would be known by subtraction
    from the whole, and without anything where the whole is that small."""
    small = {name: table["households"].between(1, SMALLEST_SHOWN - 1) for name, table in _counted(found).items()}
    others = found.failing["households"][~small["failing"] & found.failing["households"].gt(0)]
    if small["failing"].sum() == 1 and len(others):
        small["failing"] |= found.failing.index == others.idxmin()
    if 0 < found.households < SMALLEST_SHOWN:
        small = {name: pd.Series(True, index=rows.index) for name, rows in small.items()}
        found = replace(found, households=np.nan)
    tables = {
        name: _masked(table, ("households", "household_pct"), small[name]) for name, table in _counted(found).items()
    }
    if not (0 < found.poor < SMALLEST_SHOWN or 0 < found.scored - found.poor < SMALLEST_SHOWN):
        return replace(found, **tables)
    gone = dict.fromkeys(
        ("poor", "score_sum", "headcount_pct", "intensity_pct", "adjusted", "people_pct", "poor_people"), np.nan
    )
    every = pd.Series(True, index=found.dimensions.index)
    return replace(
        found, **tables, **gone, dimensions=_masked(found.dimensions, ("score_sum", "contribution_pct"), every)
    )


def _counted(found: Multidimensional) -> dict[str, pd.DataFrame]:
    return {"failing": found.failing, "pairs": found.pairs}


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
