"""Stage 3, Radar Analysis: one area's quality of life summed up, its problems by urgency, its strengths; as one sheet.

The sheet adds who was looked at, village levels, target groups, households that fail several things at once, what is
not known, and every formula with the area's own numbers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

import pandas as pd

from analysis.core.areas import CHILD_LEVEL, codes_with_data, titled
from analysis.core.changes import changes_data, two_years_data
from analysis.core.figures import axes_of, axis_data, indicator_data, overall_data, with_plain_axes
from analysis.core.measures import Profile, profile_data
from analysis.core.priorities import Standpoint, checked_weights, priority_data
from analysis.core.references import (
    FOUND_IN_ORDER,
    Reference,
    first_reference,
    own_and_peer_figures,
    previous_year,
    with_reference,
)
from analysis.core.scope import Question, Scope, find_scope
from analysis.core.sentence import SentenceFacts, answer_parts
from analysis.core.standings import dimensions_data, overall_change, standing, with_status
from analysis.core.target_groups import groups_data, narrowed, only_of
from analysis.core.village_levels import NearestLevels, nearest_levels_data
from analysis.disclosure.gate import GateOfYear
from analysis.radar_analysis.findings import (
    Lookup,
    Overall,
    RadarAnalysis,
    strengths_data,
    weaknesses_data,
)
from analysis.radar_analysis.formulas import formulas_data
from analysis.radar_analysis.multidimensional import Multidimensional, multidimensional_data
from analysis.radar_analysis.summary import Findings, summary_statements
from analysis.radar_analysis.unknowns import unknowns_data
from catalogue import GROUPS, Catalogue, View
from catalogue.areas import area_prefix, shipped_areas
from warehouse import Warehouse


def look_up(warehouse: Warehouse, catalogue: Catalogue, question: Question, reference: str = "parent") -> Lookup:
    """Ask the database all that the analysis rests on. Raises AnalysisError when the area has no data, or for an
    unknown reference."""
    scope = find_scope(warehouse, catalogue, question)
    own, peers = own_and_peer_figures(warehouse, scope)
    earlier_year = previous_year(warehouse, scope)
    codes = [] if earlier_year is None else [scope.area_code]
    earlier = indicator_data(warehouse, scope.indicator_set, codes, earlier_year or scope.year_be)
    known = (peers, (earlier_year, earlier))
    found_reference = first_reference(warehouse, scope, own, reference, *known)
    usual = FOUND_IN_ORDER[0]
    tiers = found_reference if reference == usual else first_reference(warehouse, scope, own, usual, *known)
    table = with_status(own, found_reference.ends, is_judged=scope.is_judged)
    years = two_years_data(warehouse, scope, own, earlier, earlier_year)
    return Lookup(scope, found_reference, table, peers, earlier, earlier_year, years, tiers)


def summed_up(
    found: Lookup,
    weights: Mapping[str, float] | None = None,
    group: str | None = None,
    view: View | str | None = None,
    gates: GateOfYear | None = None,
) -> RadarAnalysis:
    """The analysis of what was looked up, with these weights and through the lens of a group; asks no database.

    `gates`: for others: the sentences print only what the gates of these years let out. Raises AnalysisError for
    an unknown weight or group, CatalogueError for an unknown view.
    """
    every_group, shares, found = found, checked_weights(weights), _of_group(found, group)
    scope, indicators = found.scope, found.indicators
    found_reference, tiers = found.reference, found.tiers
    if group is not None or view is not None:  # else they are what was looked up
        found_reference, tiers = (each.within(scope.indicator_set, view) for each in (found_reference, tiers))
    changes = changes_data(found.years)
    problems = priority_data(indicators, Standpoint(tiers, changes, found.peers, scope.is_judged), shares)
    axes = axis_data(indicators, scope.indicator_set, view)
    axes = with_reference(axes, found_reference)
    members = {code: axis for axis, _, _, codes in axes_of(scope.indicator_set, view) for code in codes}
    axes = with_plain_axes(axes, indicators, members)
    overall = _overall(indicators, found_reference)
    findings = Findings(
        scope, found_reference, overall, axes, indicators, problems, changes, found.previous_year,
        None if group is None else GROUPS[group], len(set(shares.values())) > 1,
        coverage_of_years=f" {found.years.coverage}".rstrip(),
        only_of_group=() if group is None else only_of(every_group.scope.indicator_set, group),
    )  # fmt: skip
    if gates is not None and scope.indicator_set.measure == "count":
        findings = _for_others(findings, every_group, view, gates)
    has_reference = found_reference.name is not None
    judged = indicators if scope.is_judged else indicators.head(0)
    return RadarAnalysis(
        scope=scope, reference=found_reference, tiers=tiers, overall=overall,
        standing=standing(indicators, is_judged=scope.is_judged), change=overall_change(changes),
        axes=axes, indicators=indicators,
        dimensions=dimensions_data(indicators, scope.indicator_set, view, is_judged=scope.is_judged),
        problems=problems, strengths=strengths_data(judged, has_reference=has_reference),
        weaknesses=weaknesses_data(judged, has_reference=has_reference), changes=changes, lookup=found,
        previous_year=found.previous_year, statements=summary_statements(findings), weights=shares, group=group,
        answer=answer_parts(_sentence_facts(findings, view)),
    )  # fmt: skip


def _sentence_facts(found: Findings, view: View | str | None) -> SentenceFacts:
    return SentenceFacts(
        found.scope, found.reference, found.axes, found.indicators, found.changes, found.previous_year,
        view, found.hidden, found.uncounted,
    )  # fmt: skip


def _of_group(found: Lookup, group: str | None) -> Lookup:
    scope = narrowed(found.scope, group)
    if group is None:
        return found
    codes = [each.code for each in scope.indicator_set.indicators]
    own = found.indicators[found.indicators["indicator_code"].isin(codes)].reset_index(drop=True)
    years = replace(found.years, now=found.years.now[found.years.now["indicator_code"].isin(codes)])
    return replace(found, scope=scope, indicators=own, years=years)


def _for_others(findings: Findings, every_group: Lookup, view: View | str | None, gates: GateOfYear) -> Findings:
    """The findings with what is hidden, and with the means that may be printed (NaN for the others)."""
    own_set, area_code = findings.scope.indicator_set, every_group.scope.area_code
    means = gates(every_group.scope.year_be).of_area(area_code)
    problem = means.mean_pct(each.code for each in own_set.indicators)
    of_axis = {code: means.mean_pct(members) for code, _, _, members in axes_of(own_set, view)}
    overall = replace(findings.overall, problem_pct=problem, pass_pct=round(100 - problem, 1))
    rough = {code: means.decimals_of(members) or 0 for code, _, _, members in axes_of(own_set, view)}
    codes = findings.axes["axis_code"]
    axes = findings.axes.assign(problem_pct=codes.map(of_axis).astype("float64"), decimals=codes.map(rough))
    year = every_group.previous_year
    before = frozenset[str]() if year is None else gates(year).hidden(area_code)
    uncounted = means.hidden | before
    if not every_group.years.is_whole:  # what only one year covers could be found by subtraction
        before = frozenset(each.code for each in every_group.scope.indicator_set.indicators)
    return replace(
        findings, overall=overall, axes=axes, hidden=means.hidden, hidden_before=before, uncounted=uncounted,
        is_public=True,
    )  # fmt: skip


def _overall(indicators: pd.DataFrame, reference: Reference) -> Overall:
    row = overall_data(indicators).iloc[0]
    problem = float(row["problem_pct"])
    with_data, total = int(row["indicators_with_data"]), int(row["indicators"])
    return Overall(problem, 100 - problem, reference.overall_pct, total, with_data)


@dataclass(frozen=True)
class AreaContext:
    """What does not depend on how the figures are looked at: who was looked at, levels of villages, households that
    fail several things (None without household rows), names of the areas right below without figures."""

    profile: Profile
    levels: NearestLevels
    households: Multidimensional | None
    areas_without_data: tuple[str, ...]


@dataclass(frozen=True)
class AnalysisSheet:
    """The sheet. `groups`: see `core.target_groups`, always over the whole set; `unknowns`, `formulas`: see there; the
    formulas are made when they are asked for."""

    analysis: RadarAnalysis
    context: AreaContext
    groups: pd.DataFrame
    unknowns: pd.DataFrame
    make_formulas: Callable[[], pd.DataFrame]

    @cached_property
    def formulas(self) -> pd.DataFrame:
        """See `formulas_data`."""
        return self.make_formulas()


def radar_analysis_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    reference: str = "parent",
    weights: Mapping[str, float] | None = None,
    view: View | str | None = None,
    group: str | None = None,
) -> AnalysisSheet:
    """Sum up one area and year. `weights`: of the score's parts (severity, size, trend, relative), 1 unless given.
    `group`: only the indicators of a target group (a key of catalogue.GROUPS).

    Raises AnalysisError when the area has no data (naming the years it has), or for an unknown reference, weight or
    group.
    """
    lookup = look_up(warehouse, catalogue, question, reference)
    context = area_context_data(warehouse, catalogue, lookup.scope, lookup.indicators)
    return make_sheet(lookup, context, weights, group, view)


def area_context_data(
    warehouse: Warehouse, catalogue: Catalogue, scope: Scope, indicators: pd.DataFrame
) -> AreaContext:
    """The surroundings of an area and year whose `indicators` are given."""
    return AreaContext(
        profile=profile_data(warehouse, scope, indicators),
        levels=nearest_levels_data(warehouse, catalogue, scope.area_code, scope.year_be),
        households=multidimensional_data(warehouse, scope),
        areas_without_data=_without_data(warehouse, scope),
    )


def make_sheet(
    lookup: Lookup,
    context: AreaContext,
    weights: Mapping[str, float] | None = None,
    group: str | None = None,
    view: View | str | None = None,
    gates: GateOfYear | None = None,
) -> AnalysisSheet:
    """The sheet from what was looked up; asks no database. Arguments and errors as in `summed_up`."""
    analysis = summed_up(lookup, weights, group, view, gates)
    groups = groups_data(lookup.indicators, lookup.scope.indicator_set)
    return AnalysisSheet(
        analysis=analysis,
        context=context,
        groups=groups,
        unknowns=unknowns_data(
            analysis, context.profile, context.levels, context.households, context.areas_without_data
        ),
        make_formulas=partial(formulas_data, analysis, context.profile, context.levels, context.households, groups),
    )


def _without_data(warehouse: Warehouse, scope: Scope) -> tuple[str, ...]:
    """Areas of the register right below that have no figures of their own, in order of codes; () above villages."""
    level = CHILD_LEVEL.get(scope.level, "village")
    if level == "village":
        return ()
    held = codes_with_data(warehouse, scope.area_code, scope.indicator_set.id, scope.year_be, level)
    register = shipped_areas()
    register = register[register["level"] == level]
    below = register[register["code"].str.startswith(area_prefix(scope.area_code))]
    missing = below[~below["code"].isin(held)]
    return tuple(titled(str(code), str(name)) for code, name in zip(missing["code"], missing["name"], strict=True))
