"""Cached answers of the stages for their screens; every function takes the Selection, and so its version, first.

The cache is shared by all users of the process: nothing of one person's session may hide in it. Everyone gets the same
objects, not copies, which would cost more than the answer: no page changes one.
"""

from contextlib import suppress
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from analysis import AnalysisError
from analysis.comparative.area_changes import AreaChanges, EarlierSurvey, area_changes_data, earlier_surveys, same_set
from analysis.comparative.area_map import AreaMap, area_map_data
from analysis.comparative.cells import Cells
from analysis.comparative.data import Asked, Comparison, asked_of, cells_of_asked, comparison_of, ranking_of
from analysis.comparative.findings import cells_to_check, concentration_data, finest_cells, variance_data, with_files
from analysis.comparative.goals import Goals, goals_data
from analysis.comparative.likeness import AlikeAreas, alike_areas_data
from analysis.comparative.ranking import Ranking, search_areas, with_names
from analysis.comparative.spine import Spine, SureDifferences, spine_data, sure_differences_data
from analysis.comparative.what_is_compared import EVERYTHING, MeasureOfAnySet, asking_the_same, measures_of_all
from analysis.core import references
from analysis.core.priorities import EQUAL_WEIGHTS
from analysis.core.ranked_areas import RankedAreas, ranked_areas_data
from analysis.core.scope import find_scope
from analysis.disclosure.gate import Disclosure, GateOfYear, disclosure_data
from analysis.input_data.data import Progress, progress_data
from analysis.radar_analysis.data import (
    AnalysisSheet,
    AreaContext,
    area_context_data,
    look_up,
    make_sheet,
)
from analysis.radar_analysis.findings import Lookup
from analysis.radar_analysis.public import radar_analysis_public
from analysis.radar_diagram import data as radar_diagram
from analysis.radar_diagram import indicator_panel, many_radars, village_scores
from app.state import Selection, available_data, the_catalogue, the_warehouse, whole_version
from catalogue.areas import COUNTRY, level_of

MOST_AREAS = 10_000  # of more areas the cells are not looked at one by one on a screen


def gate_of(version: str, set_id: str, year_be: int) -> Disclosure:
    """What of a set and year may leave the office, decided once for all pages, files and accounts."""
    del version  # of what the one at the screen sees: it is decided over all areas
    return _gate_of(whole_version(), set_id, year_be)


@st.cache_resource(max_entries=8, show_spinner="กำลังตรวจว่าตัวเลขใดเผยแพร่ได้ …")
def _gate_of(version: str, set_id: str, year_be: int) -> Disclosure:
    return disclosure_data(the_warehouse(), the_catalogue(version).get(set_id), year_be)


def gates_of(version: str, set_id: str) -> GateOfYear:
    """The gate of any year of a set."""
    return lambda year_be: gate_of(version, set_id, year_be)


@st.cache_resource(max_entries=500, show_spinner=False)
def companion_kinds_of(selection: Selection) -> dict[str, str]:
    """Kind → name of what may stand beside the area on its radar."""
    scope = find_scope(the_warehouse(), the_catalogue(selection.version), selection.question)
    return references.companion_kinds(the_warehouse(), scope)


@st.cache_resource(max_entries=500, show_spinner=False)
def radar_diagram_of(
    selection: Selection, companions: tuple[str, ...], view: str | None, ranked: bool
) -> radar_diagram.RadarDiagram:
    """The radar with its companions, and its ranks where they are drawn. Raises AnalysisError when the area has no data
    of that year."""
    return radar_diagram.radar_diagram_data(
        the_warehouse(),
        the_catalogue(selection.version),
        selection.question,
        companions=companions,
        view=view,
        ranked=ranked,
    )


@st.cache_resource(max_entries=500, show_spinner=False)
def indicator_panel_of(
    selection: Selection, indicator_code: str, level: str | None = None
) -> indicator_panel.IndicatorPanel:
    """All about one indicator of the selection."""
    return indicator_panel.indicator_panel_data(
        the_warehouse(), the_catalogue(selection.version), selection.question, indicator_code, level
    )


@st.cache_resource(max_entries=200, show_spinner=False)
def village_scores_of(selection: Selection) -> village_scores.VillageScores:
    """The reports of a กชช.2ค year. Raises AnalysisError when the area has no data of that year."""
    return village_scores.village_scores_data(the_warehouse(), the_catalogue(selection.version), selection.question)


@st.cache_resource(max_entries=200, show_spinner=False)
def data_kinds_of(selection: Selection, companions: tuple[str, ...], ranked: bool) -> list[many_radars.KindRadar]:
    """Every kind of data of the area, in the selected year or its latest, each beside its own companions, with its
    ranks where they are drawn. Raises AnalysisError when there is none."""
    place = (selection.area_code, selection.year_be)
    return many_radars.data_kinds_data(the_warehouse(), the_catalogue(selection.version), *place, companions, ranked)


@dataclass(frozen=True)
class Choices:
    """How the sheet is looked at. `group`: a target group, None for all indicators; `weights`: part of the score and
    its weight; `public`: as it may leave the office."""

    reference: str = "parent"
    group: str | None = None
    weights: tuple[tuple[str, float], ...] = field(default=tuple(EQUAL_WEIGHTS.items()))
    public: bool = False


@st.cache_resource(max_entries=500, show_spinner=False)
def lookup_of(selection: Selection, reference: str) -> Lookup:
    """What the database says. Raises AnalysisError when the area has no data of that year."""
    return look_up(the_warehouse(), the_catalogue(selection.version), selection.question, reference)


@st.cache_resource(max_entries=500, show_spinner=False)
def sentence_of(selection: Selection, companions: tuple[str, ...], view: str | None, ranked: bool) -> str:
    """The area in one sentence, from the radar of the same arguments. Raises AnalysisError when the area has no data
    of that year."""
    return radar_diagram.radar_sentence(the_warehouse(), radar_diagram_of(selection, companions, view, ranked))


@st.cache_resource(max_entries=500, show_spinner=False)
def context_of(selection: Selection, _lookup: Lookup) -> AreaContext:
    """Who was looked at, levels of villages, households: what does not depend on the reference looked up."""
    return area_context_data(the_warehouse(), the_catalogue(selection.version), _lookup.scope, _lookup.indicators)


@st.cache_resource(max_entries=300, show_spinner=False)
def sheet_of(selection: Selection, choices: Choices) -> AnalysisSheet:
    """The whole sheet, through the gate where that was chosen. Raises AnalysisError when the area has no data."""
    lookup = lookup_of(selection, choices.reference)
    context = context_of(selection, lookup)
    gates = gates_of(selection.version, selection.set_id) if choices.public else None
    sheet = make_sheet(lookup, context, dict(choices.weights), choices.group, gates=gates)
    return radar_analysis_public(sheet, lookup, gates).content if gates else sheet


@st.cache_resource(max_entries=200, show_spinner=False)
def comparative_of(selection: Selection, level: str | None, view: str | None) -> RankedAreas:
    """The areas below the selection side by side. Raises AnalysisError when none of them has data."""
    catalogue = the_catalogue(selection.version)
    return ranked_areas_data(the_warehouse(), catalogue, selection.question, level=level, view=view)


@st.cache_resource(max_entries=100, show_spinner=False)
def progress_of(selection: Selection) -> Progress:
    """Which known places of the selection's area have data of its set, in its year and in the others."""
    return progress_data(the_warehouse(), selection.area_code, selection.set_id, selection.survey, selection.year_be)


@dataclass(frozen=True)
class Wanted:
    """What is compared beside the selection: a level (None: the one right below), the code of a measure (None: all
    indicators), and areas chosen one by one instead of a level."""

    level: str | None = None
    measure: str | None = None
    area_codes: tuple[str, ...] = ()


@st.cache_resource(max_entries=60, show_spinner=False)
def ranking_for(selection: Selection, wanted: Wanted) -> tuple[Asked, Ranking]:
    """What is compared and its ranking. Raises AnalysisError where nothing has data."""
    catalogue = the_catalogue(selection.version)
    asked = asked_of(
        the_warehouse(), catalogue, selection.question, wanted.area_codes or None, wanted.level, wanted.measure
    )
    return asked, ranking_of(the_warehouse(), asked)


@st.cache_data(max_entries=500, show_spinner=False)
def named_rows_of(selection: Selection, wanted: Wanted, first: int, most: int | None, find: str = "") -> pd.DataFrame:
    """A page of the ranking with names and ranges; `find`: only areas whose name holds it."""
    asked, ranking = ranking_for(selection, wanted)
    codes = search_areas(the_warehouse(), asked.place, find) if find else None
    return with_names(the_warehouse(), ranking.rows(first, most, codes), asked.place)


@st.cache_data(max_entries=500, show_spinner=False)
def named_areas_of(selection: Selection, wanted: Wanted, codes: tuple[str, ...]) -> pd.DataFrame:
    """Some areas of the ranking with names and ranges, in its order."""
    asked, ranking = ranking_for(selection, wanted)
    return with_names(the_warehouse(), ranking.rows(0, None, codes), asked.place)


@st.cache_data(max_entries=300, show_spinner=False)
def comparison_for(selection: Selection, wanted: Wanted, codes: tuple[str, ...], view: str | None) -> Comparison:
    """Some areas of the ranking with their axes and indicators."""
    asked, ranking = ranking_for(selection, wanted)
    return comparison_of(the_warehouse(), asked, ranking, codes, view, is_placed=True)


@st.cache_resource(max_entries=20, show_spinner=False)
def cells_for(selection: Selection, wanted: Wanted) -> Cells:
    """The counts of all areas compared."""
    return cells_of_asked(the_warehouse(), ranking_for(selection, wanted)[0])


@st.cache_resource(max_entries=20, show_spinner="กำลังค้นหาค่าที่ควรตรวจสอบ …")
def cells_to_check_for(selection: Selection, wanted: Wanted, against_year: int | None) -> pd.DataFrame:
    """The cells to check with their files. Raises AnalysisError where the earlier year has nothing to compare with."""
    asked, _ = ranking_for(selection, wanted)
    changes = None
    if against_year is not None:
        earlier = same_set(asked.scope, against_year)
        changes = area_changes_data(the_warehouse(), asked.scope, asked.place, earlier, asked.household_size)
    return with_files(the_warehouse(), asked, cells_to_check(cells_for(selection, wanted), changes))


@st.cache_resource(max_entries=20, show_spinner=False)
def inequality_for(selection: Selection, wanted: Wanted) -> tuple[pd.DataFrame, pd.DataFrame]:
    """In how few areas half of each problem lies, and between which levels the finest areas differ."""
    asked, _ = ranking_for(selection, wanted)
    finest = finest_cells(the_warehouse(), asked)
    return concentration_data(cells_for(selection, wanted)), variance_data(finest, level_of(asked.place.area_code))


@st.cache_resource(max_entries=20, show_spinner=False)
def changes_for(selection: Selection, wanted: Wanted, before: int) -> AreaChanges:
    """What changed since one of `earlier_surveys_of`. Raises AnalysisError where there is nothing to compare with."""
    asked, _ = ranking_for(selection, wanted)
    earlier = earlier_surveys_of(selection, wanted)[before]
    return area_changes_data(the_warehouse(), asked.scope, asked.place, earlier, asked.household_size)


def earlier_surveys_of(selection: Selection, wanted: Wanted) -> dict[int, EarlierSurvey]:
    """The earlier years that can be held against the one looked at, newest first."""
    asked, _ = ranking_for(selection, wanted)
    held = available_data(selection.version, asked.place.area_code)
    return earlier_surveys(the_catalogue(selection.version), held, asked.scope.indicator_set, selection.year_be)


@st.cache_resource(max_entries=60, show_spinner=False)
def goals_for(selection: Selection, wanted: Wanted, goals: tuple[tuple[str, float], ...]) -> Goals:
    """How many of the areas compared have reached each goal (indicator, percent that should pass)."""
    asked, _ = ranking_for(selection, wanted)
    return goals_data(the_warehouse(), asked, cells_for(selection, wanted), dict(goals))


@st.cache_data(max_entries=300, show_spinner=False)
def spine_for(selection: Selection, wanted: Wanted, area_code: str) -> Spine:
    """One area among all of them, indicator by indicator."""
    asked, _ = ranking_for(selection, wanted)
    return spine_data(the_warehouse(), asked, cells_for(selection, wanted), area_code)


@st.cache_data(max_entries=500, show_spinner=False)
def sure_differences_of(selection: Selection, wanted: Wanted, area_code: str) -> SureDifferences | None:
    """What is surely worse or better in one area than in the one that holds it."""
    asked, _ = ranking_for(selection, wanted)
    return sure_differences_data(the_warehouse(), asked, area_code)


@st.cache_resource(max_entries=60, show_spinner=False)
def measures_for(selection: Selection, above: str) -> dict[str, MeasureOfAnySet]:
    """Every measure of every kind of data that an area has, by code; those of the set looked at first."""
    held = available_data(selection.version, above)
    return measures_of_all(the_catalogue(selection.version), held, selection.year_be, selection.set_id)


@st.cache_resource(max_entries=60, show_spinner=False)
def stories_of_indicator(selection: Selection, wanted: Wanted) -> dict[str, tuple[MeasureOfAnySet, dict[str, float]]]:
    """Counts of other data that ask what the one indicator compared asks: measure → value by area."""
    asked, _ = ranking_for(selection, wanted)
    measures = measures_for(selection, asked.place.area_code)
    found: dict[str, tuple[MeasureOfAnySet, dict[str, float]]] = {}
    for code, each in asking_the_same(the_catalogue(selection.version), measures, asked.measure).items():
        with suppress(AnalysisError):  # none of the areas compared has any
            table = ranking_of_any(selection, wanted, each).table
            found[code] = (each, dict(zip(table["area_code"], table["value"], strict=True)))
    return found


def ranking_of_any(selection: Selection, wanted: Wanted, measure: MeasureOfAnySet) -> Ranking:
    """The ranking of the areas compared by a measure of any kind of data. Raises AnalysisError where none has data."""
    own = Selection(selection.area_code, measure.survey, measure.set_id, measure.year_be, selection.version)
    code = None if measure.measure.code == EVERYTHING else measure.measure.code
    return ranking_for(own, Wanted(wanted.level, code, wanted.area_codes))[1]


@st.cache_resource(max_entries=20, show_spinner="กำลังวาดแผนที่ …")
def area_map_for(selection: Selection, wanted: Wanted) -> AreaMap:
    """The shapes of the areas compared."""
    asked, ranking = ranking_for(selection, wanted)
    return area_map_data(the_warehouse(), asked.place, [str(code) for code in ranking.table["area_code"]])


@st.cache_data(max_entries=200, show_spinner=False)
def alike_for(selection: Selection, wanted: Wanted) -> AlikeAreas:
    """The areas of its level, anywhere, most like the selection's area. Raises AnalysisError where nothing is known."""
    everywhere = Selection(COUNTRY, selection.survey, selection.set_id, selection.year_be, selection.version)
    whole = Wanted(wanted.level)
    asked, _ = ranking_for(everywhere, whole)
    return alike_areas_data(the_warehouse(), asked.scope, cells_for(everywhere, whole), selection.area_code)
