"""Cached answers of the stages for their screens; every function takes the Selection, and so its version, first.

The cache is shared by all users of the process: nothing of one person's session may hide in it. Everyone gets the same
objects, not copies, which would cost more than the answer: no page changes one.
"""

from dataclasses import dataclass, field

import streamlit as st

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
from app.state import Selection, the_catalogue, the_warehouse, whole_version


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
