"""Cached answers of stage 2 for the screens; every function takes the Selection, and so its version, first."""

import streamlit as st

from analysis.core import references as companions
from analysis.core.scope import find_scope
from analysis.radar_diagram import indicator_panel, village_scores
from analysis.radar_diagram import kinds as data_kinds
from analysis.radar_diagram import levels as radar_levels
from app.state import Selection, the_catalogue, the_warehouse


@st.cache_data(max_entries=500, show_spinner=False)
def companion_kinds_of(selection: Selection) -> dict[str, str]:
    """Kind → name of what may stand beside the area on its radar."""
    scope = find_scope(the_warehouse(), the_catalogue(selection.version), selection.question)
    return companions.companion_kinds(the_warehouse(), scope)


@st.cache_data(max_entries=500, show_spinner=False)
def radar_levels_of(
    selection: Selection, beside: tuple[str, ...], view: str | None, ranked: bool
) -> radar_levels.RadarLevels:
    """The radar with its companions, and its ranks where they are drawn. Raises AnalysisError when the area has no data
    of that year."""
    return radar_levels.radar_levels_data(
        the_warehouse(),
        the_catalogue(selection.version),
        selection.question,
        companions=beside,
        view=view,
        ranked=ranked,
    )


@st.cache_data(max_entries=500, show_spinner=False)
def indicator_panel_of(
    selection: Selection, indicator_code: str, level: str | None = None
) -> indicator_panel.IndicatorPanel:
    """All about one indicator of the selection."""
    return indicator_panel.indicator_panel_data(
        the_warehouse(), the_catalogue(selection.version), selection.question, indicator_code, level
    )


@st.cache_data(max_entries=200, show_spinner=False)
def village_scores_of(selection: Selection) -> village_scores.VillageScores:
    """The reports of a กชช.2ค year. Raises AnalysisError when the area has no data of that year."""
    return village_scores.village_scores_data(the_warehouse(), the_catalogue(selection.version), selection.question)


@st.cache_data(max_entries=200, show_spinner=False)
def data_kinds_of(selection: Selection, beside: tuple[str, ...], ranked: bool) -> list[data_kinds.KindRadar]:
    """Every kind of data of the area, in the selected year or its latest, each beside its own companions, with its
    ranks where they are drawn. Raises AnalysisError when there is none."""
    place = (selection.area_code, selection.year_be)
    return data_kinds.data_kinds_data(the_warehouse(), the_catalogue(selection.version), *place, beside, ranked)
