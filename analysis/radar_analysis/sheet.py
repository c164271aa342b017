"""Stage 3 as one sheet: the analysis of an area, who was looked at, village levels, target groups, households that
fail several things at once, what is not known, and every formula with the area's own numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.core.areas import CHILD_LEVEL, codes_with_data, titled
from analysis.core.measures import Profile, profile_data
from analysis.core.scope import Question, Scope
from analysis.core.target_groups import groups_data
from analysis.core.village_levels import NearestLevels, nearest_levels_data
from analysis.disclosure.gate import GateOfYear
from analysis.radar_analysis.data import look_up, summed_up
from analysis.radar_analysis.findings import Lookup, RadarAnalysis
from analysis.radar_analysis.formulas import formulas_data
from analysis.radar_analysis.multidimensional import Multidimensional, multidimensional_data
from analysis.radar_analysis.unknowns import unknowns_data
from catalogue import Catalogue, View
from catalogue.areas import area_prefix, shipped_areas
from warehouse import Warehouse


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
    """The sheet. `groups`: see `core.target_groups`, always over the whole set; `unknowns`, `formulas`: see there."""

    analysis: RadarAnalysis
    context: AreaContext
    groups: pd.DataFrame
    unknowns: pd.DataFrame
    formulas: pd.DataFrame


def sheet_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    reference: str = "parent",
    weights: Mapping[str, float] | None = None,
    view: View | str | None = None,
    group: str | None = None,
) -> AnalysisSheet:
    """The whole sheet of one area and year; arguments and errors as in `radar_analysis_data`."""
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
        formulas=formulas_data(analysis, context.profile, context.levels, context.households, groups),
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
