"""Cached answers of stage 4 for its screens; every function takes the Selection, and so its version, first.

Large answers are kept once for all visitors and never changed: they are not copied for each (`cache_resource`).
"""

from contextlib import suppress
from dataclasses import dataclass

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
from app.state import Selection, available_data, the_catalogue, the_warehouse
from catalogue.areas import COUNTRY, level_of

MOST_AREAS = 10_000  # of more areas the cells are not looked at one by one on a screen


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
