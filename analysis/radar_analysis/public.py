"""The sheet as it may leave the office: counts of 1–9 and what could give them away are taken out, in tables and words.

Which indicators are hidden, and which means are printed and how exactly, is decided by the gate of each year, as in the
files of the radar.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.figures import axes_of
from analysis.core.measures import Profile
from analysis.core.priorities import ranked_among
from analysis.core.ranked_areas import peers_data
from analysis.core.scope import Scope
from analysis.core.standings import Standing
from analysis.core.statistics import status_counts
from analysis.core.target_groups import members_of
from analysis.disclosure.counts import SMALLEST_SHOWN
from analysis.disclosure.gate import AreaGate, GateOfYear
from analysis.disclosure.outputs import Shaped
from analysis.disclosure.public_tables import hide_figures, medians_printed, public_peers, without_small_medians
from analysis.radar_analysis.data import AnalysisSheet
from analysis.radar_analysis.findings import Lookup, RadarAnalysis
from analysis.radar_analysis.multidimensional import Multidimensional


@dataclass(frozen=True)
class PrintedReference:
    """The reference for others. `withheld`: indicators whose figure of it is not printed; `medians`: indicator → its
    figure; `axis_pct`: axis → its mean as printed (NaN where hidden); `means`: its gate, where it is one area's."""

    withheld: frozenset[str]
    medians: Mapping[str, float]
    axis_pct: Mapping[str, float]
    means: AreaGate | None

    def mean_pct(self, codes: Collection[str]) -> float:
        """The reference's mean over these indicators, of which it has data, as printed; NaN where it is hidden."""
        if self.means is not None:
            return self.means.mean_pct(codes)
        if not codes or not self.withheld.isdisjoint(codes):
            return float("nan")
        return round(float(np.mean([self.medians[code] for code in codes])), 1)


def printed_reference(lookup: Lookup, scope: Scope, gates: GateOfYear) -> PrintedReference:
    """The reference looked up (of the whole set) as it may be printed. `scope`: what is looked at, perhaps the
    indicators of one group only: its axes."""
    reference, gate = lookup.reference, gates(lookup.scope.year_be)
    shares = reference.ends.dropna()
    medians = {
        str(code): float(pct) for code, pct in zip(shares["indicator_code"], shares["reference_pct"], strict=True)
    }
    members = {code: list(codes) for code, _, _, codes in axes_of(scope.indicator_set)}
    if reference.area_code is not None:
        means = gates(reference.year_be).of_area(reference.area_code)
        return PrintedReference(
            means.hidden, medians, {code: means.mean_pct(own) for code, own in members.items()}, means
        )
    if reference.kind != "peers" or reference.name is None:
        return PrintedReference(
            frozenset(), medians, {code: _mean(medians, own) for code, own in members.items()}, None
        )
    peers = public_peers(peers_data(lookup.peers, scope), gate, members)
    codes = pd.Series(list(medians), dtype="str")
    kept = without_small_medians(list(codes), pd.Series(list(medians.values())), peers)
    printed = peers.axes if peers.printed_axes is None else peers.printed_axes
    of_axes = dict(zip(members, medians_printed(list(members), peers.axes, printed), strict=True))
    return PrintedReference(frozenset(codes[kept.isna()]), medians, of_axes, None)


def _mean(figures: Mapping[str, float], codes: Collection[str]) -> float:
    known = [figures[code] for code in codes if code in figures]
    return round(float(np.mean(known)), 1) if known else float("nan")


def masked(table: pd.DataFrame, columns: Collection[str], rows: pd.Series) -> pd.DataFrame:
    """The table with these of its columns made missing in these rows."""
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
        name: masked(table, ("households", "household_pct"), small[name]) for name, table in _counted(found).items()
    }
    if not (0 < found.poor < SMALLEST_SHOWN or 0 < found.scored - found.poor < SMALLEST_SHOWN):
        return replace(found, **tables)
    gone = dict.fromkeys(
        ("poor", "score_sum", "headcount_pct", "intensity_pct", "adjusted", "people_pct", "poor_people"), np.nan
    )
    every = pd.Series(True, index=found.dimensions.index)
    return replace(
        found, **tables, **gone, dimensions=masked(found.dimensions, ("score_sum", "contribution_pct"), every)
    )


def _counted(found: Multidimensional) -> dict[str, pd.DataFrame]:
    return {"failing": found.failing, "pairs": found.pairs}


EARLIER: Final = ("before_pct", "before_low_pct", "before_high_pct", "before_failed", "before_assessed")
REFERENCE: Final = ("reference_pct", "reference_low_pct", "reference_high_pct")
CHANGE: Final = ("change_pct", "change_status", "change_name")
SCORE: Final = (
    *("rank", "own_rank", "unweighted_rank", "score", "unweighted_score", "severity", "size", "trend", "relative"),
    *("peer_mean_pct", "peer_median_pct", "tier", "tier_reference_pct", "excess", "is_small", "people_pct"),
)
OF_TIERS: Final = ("tier_reference_pct", "excess")  # would tell the rate of the reference
FIGURES_OF_YEAR: Final = ("problem_pct", "low_pct", "high_pct", "failed", "assessed")
OF_PEERS: Final = ("peer_mean_pct", "peer_median_pct")  # of all peers, whose hidden figures they would tell
OWN_NUMBERS: Final = ("overall", "axes", "problems", "standing", "changes", "groups", "households", "unknowns")


def radar_analysis_public(sheet: AnalysisSheet, lookup: Lookup, gates: GateOfYear) -> Shaped[AnalysisSheet]:
    """The sheet without the figures of the hidden indicators, with the means that may be printed, and without small
    counts of households; and how many are hidden. `lookup`: that of the whole set, whatever the lens. Sets of scores
    and values are left as they are."""
    gate = gates(lookup.scope.year_be)
    if gate.is_open:
        return Shaped(sheet, 0)
    own = gate.of_area(lookup.scope.area_code)
    earlier = None if lookup.previous_year is None else gates(lookup.previous_year).of_area(lookup.scope.area_code)
    scope = sheet.analysis.scope
    tiers = printed_reference(replace(lookup, reference=lookup.tiers), scope, gates).withheld
    shown = _public_sheet(sheet, lookup, (own, earlier), printed_reference(lookup, scope, gates), tiers)
    return Shaped(shown, hidden_in(shown))


def _public_sheet(
    sheet: AnalysisSheet,
    lookup: Lookup,
    gates: tuple[AreaGate, AreaGate | None],
    reference: PrintedReference,
    tiers: Collection[str],
) -> AnalysisSheet:
    """`tiers`: indicators whose figure of the reference that ranks the problems is not printed."""
    own, earlier = gates
    context = sheet.context
    households = None if context.households is None else public_households(context.households)
    shown = replace(
        sheet,
        analysis=_public_problems(_public_analysis(sheet.analysis, own, earlier, reference), earlier, tiers),
        groups=_public_groups(sheet.groups, own, reference, lookup),
        context=replace(context, profile=_public_profile(context.profile), households=households),
    )
    is_open = not own.hidden and (earlier is None or not earlier.hidden) and not reference.withheld and not tiers
    if is_open and households is None and lookup.years.is_whole:
        return shown
    return replace(shown, make_formulas=partial(_formulas, sheet))


def _formulas(sheet: AnalysisSheet) -> pd.DataFrame:
    examples = sheet.formulas["example"].mask(sheet.formulas["code"].isin(OWN_NUMBERS), "")
    return sheet.formulas.assign(example=examples)


def _public_analysis(
    analysis: RadarAnalysis, own: AreaGate, earlier: AreaGate | None, reference: PrintedReference
) -> RadarAnalysis:
    listed = {name: _without_hidden(getattr(analysis, name), own) for name in ("strengths", "weaknesses")}
    listed |= {"indicators": analysis.indicators, "problems": _with_all_hidden(analysis, own)}
    tables = {name: _public_rows(table, own, reference) for name, table in listed.items()}
    own_set = analysis.scope.indicator_set
    members = {code: codes for code, _, _, codes in axes_of(own_set)}
    axes = analysis.axes.assign(
        problem_pct=[own.mean_pct(members[str(code)]) for code in analysis.axes["axis_code"]],
        reference_pct=[reference.axis_pct.get(str(code), np.nan) for code in analysis.axes["axis_code"]],
    )
    rough = [own.decimals_of(members[str(code)]) or 0 for code in axes["axis_code"]]
    axes = axes.assign(pass_pct=(100 - axes["problem_pct"]).round(1), decimals=rough)
    problem = own.mean_pct(each.code for each in own_set.indicators)
    overall = replace(analysis.overall, problem_pct=problem, pass_pct=round(100 - problem, 1), reference_pct=np.nan)
    gone = dict.fromkeys(("problem_pct", "low_pct", "high_pct", *REFERENCE), np.nan)
    return replace(
        analysis, axes=axes, overall=overall, standing=replace(analysis.standing, **gone), **tables,
        dimensions=_public_dimensions(analysis, own, reference), change=_public_change(analysis, own, earlier),
        changes=_public_changes(analysis.changes, own, earlier, is_whole=analysis.lookup.years.is_whole),
    )  # fmt: skip


def _without_hidden(table: pd.DataFrame, own: AreaGate) -> pd.DataFrame:
    """Whoever stands among strengths or weaknesses tells on which side of the reference it lies."""
    return table[~table["indicator_code"].isin(list(own.hidden))].reset_index(drop=True)


def _with_all_hidden(analysis: RadarAnalysis, own: AreaGate) -> pd.DataFrame:
    """The problems that are shown, ranked among themselves, and every hidden indicator, whether it is a problem or not:
    else the list would tell in which of them nobody failed."""
    shown = ranked_among(_without_hidden(analysis.problems, own))
    hidden = analysis.indicators[analysis.indicators["indicator_code"].isin(list(own.hidden))]
    return pd.concat([shown, hidden.assign(is_small=False)], ignore_index=True)


def _public_rows(table: pd.DataFrame, own: AreaGate, reference: PrintedReference) -> pd.DataFrame:
    """Indicators without the figures of the hidden ones. In the ranked list these stand last, in the order of the set:
    their place, and the parts of their score, would tell how they compare."""
    out = hide_figures(table, own.gate, own.area_code)
    is_hidden = out["is_hidden"]
    out = masked(out, [name for name in SCORE if name != "is_small"], is_hidden)
    out = masked(out, OF_PEERS, pd.Series(True, index=out.index))
    out = masked(out, (*REFERENCE, "reference_gap_pct"), out["indicator_code"].isin(list(reference.withheld)))
    if "rank" in table:
        return pd.concat([out[~is_hidden], out[is_hidden].sort_values("number")], ignore_index=True)
    return out


def _public_problems(analysis: RadarAnalysis, earlier: AreaGate | None, tiers: Collection[str]) -> RadarAnalysis:
    """The ranked problems without what would tell the reference of the tiers or the earlier year."""
    problems = analysis.problems.astype({"is_small": "boolean"})
    codes, is_hidden = problems["indicator_code"], problems["is_hidden"]
    problems = masked(problems, SCORE, is_hidden)
    problems = masked(problems, OF_TIERS, codes.isin(list(tiers)))
    before = codes.isin(list(earlier.hidden) if earlier else [])
    unknown = before if analysis.lookup.years.is_whole else pd.Series(True, index=problems.index)
    return replace(analysis, problems=masked(problems, ("change_pct", "change_status", "trend"), unknown | is_hidden))


def _public_changes(changes: pd.DataFrame, own: AreaGate, earlier: AreaGate | None, *, is_whole: bool) -> pd.DataFrame:
    """Where the two years do not cover the same places all figures go: with those of the whole area they would tell,
    by subtraction, the figures of the places that only one year covers."""
    if not is_whole:
        every = pd.Series(True, index=changes.index)
        return masked(changes.assign(is_hidden=True), (*EARLIER, *CHANGE, *FIGURES_OF_YEAR), every)
    out = hide_figures(changes, own.gate, own.area_code)
    now = out["is_hidden"]
    before = changes["indicator_code"].isin(list(earlier.hidden) if earlier else [])
    out = masked(masked(out, EARLIER, before), CHANGE, now | before)
    out = out.assign(is_hidden=now | before)
    is_hidden = out["is_hidden"]
    return pd.concat([out[~is_hidden], out[is_hidden].sort_values("number")], ignore_index=True)


def _public_change(analysis: RadarAnalysis, own: AreaGate, earlier: AreaGate | None) -> Standing:
    """The change as the difference of two means that are printed each; missing where one of them is not."""
    codes = [str(code) for code in analysis.changes["indicator_code"]]
    now, before = own.mean_pct(codes), earlier.mean_pct(codes) if earlier else np.nan
    if pd.isna(now) or pd.isna(before) or not analysis.lookup.years.is_whole:
        now = before = np.nan
    gone = dict.fromkeys(("low_pct", "high_pct", *REFERENCE), np.nan)
    return replace(analysis.change, **(gone | {"problem_pct": now, "reference_pct": before}))


def _public_dimensions(analysis: RadarAnalysis, own: AreaGate, reference: PrintedReference) -> pd.DataFrame:
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
        row["reference_pct"] = reference.mean_pct(codes) if row["compared"] else np.nan
        if own.covers_hidden(codes):
            row["low_pct"] = row["high_pct"] = np.nan
        if pd.isna(row["problem_pct"]):
            row["status"] = row["status_name"] = None
        rows.append(row | _statuses(indicators, members[str(row["axis_code"])], own))
    table = pd.DataFrame(rows, columns=list(analysis.dimensions.columns))
    return table.astype(analysis.dimensions.dtypes.to_dict())


def _statuses(indicators: pd.DataFrame, members: Collection[str], own: AreaGate) -> dict[str, int | None]:
    """How many of these indicators stand so, of those that are shown: how many of all do would tell of the others."""
    codes = indicators["indicator_code"]
    shown = indicators["problem_pct"].notna() & codes.isin(list(members)) & ~codes.isin(list(own.hidden))
    return status_counts(indicators.loc[shown, "status"])


def _public_groups(groups: pd.DataFrame, own: AreaGate, reference: PrintedReference, lookup: Lookup) -> pd.DataFrame:
    own_set = lookup.scope.indicator_set
    members = [members_of(own_set, str(group)) for group in groups["group"]]
    known = lookup.indicators.loc[lookup.indicators["problem_pct"].notna(), "indicator_code"]
    shared = [[code for code in codes if code in set(known) & reference.medians.keys()] for codes in members]
    groups = groups.assign(
        problem_pct=pd.Series([own.mean_pct(codes) for codes in members], index=groups.index, dtype="float64"),
        reference_pct=pd.Series([reference.mean_pct(codes) for codes in shared], index=groups.index, dtype="float64"),
    )
    counts = pd.DataFrame([_statuses(lookup.indicators, codes, own) for codes in members], index=groups.index)
    groups = groups.drop(columns=counts.columns).join(counts.astype("Int64"))[groups.columns]
    return masked(groups, ("most_pct",), groups["most_code"].isin(list(own.hidden)))


def _public_profile(profile: Profile) -> Profile:
    small = {
        name: np.nan
        for name in ("households", "people", "persons_assessed", "households_assessed")
        if 0 < getattr(profile, name) < SMALLEST_SHOWN
    }
    return replace(profile, **small)


def hidden_in(sheet: AnalysisSheet) -> int:
    """How many figures of indicators, of this and of the earlier year, and how many means are hidden."""
    analysis, axes = sheet.analysis, sheet.analysis.axes
    indicators, changes = analysis.indicators, analysis.changes
    if "is_hidden" not in indicators:
        return 0
    before = int((changes["is_hidden"] & changes["problem_pct"].notna()).sum()) if len(changes) else 0
    means = int((axes["problem_pct"].isna() & axes["indicators_with_data"].gt(0)).sum())
    means += bool(np.isnan(analysis.overall.problem_pct) and analysis.overall.indicators_with_data)
    return int(indicators["is_hidden"].sum()) + before + means
