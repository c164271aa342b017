"""Cached answers of stage 3 for its page; every function takes the Selection, and so the data's version, first."""

from dataclasses import dataclass, field

import streamlit as st

from analysis.core.priorities import EQUAL_WEIGHTS
from analysis.radar_analysis.data import Lookup, look_up
from analysis.radar_analysis.public import public_quality
from analysis.radar_analysis.sheet import Quality, Surroundings, quality_sheet, surroundings_data
from app.state import Selection, the_catalogue, the_warehouse


@dataclass(frozen=True)
class Choices:
    """How the sheet is looked at. `group`: a target group, None for all indicators; `weights`: part of the score and
    its weight; `public`: small counts are hidden."""

    reference: str = "parent"
    group: str | None = None
    weights: tuple[tuple[str, float], ...] = field(default=tuple(EQUAL_WEIGHTS.items()))
    public: bool = False


@st.cache_data(max_entries=500, show_spinner=False)
def lookup_of(selection: Selection, reference: str) -> Lookup:
    """What the database says. Raises AnalysisError when the area has no data of that year."""
    return look_up(
        the_warehouse(),
        the_catalogue(selection.version),
        selection.area_code,
        selection.year_be,
        selection.survey,
        reference,
        selection.set_id,
    )


@st.cache_data(max_entries=500, show_spinner=False)
def surroundings_of(selection: Selection, _lookup: Lookup) -> Surroundings:
    """Who was looked at, levels of villages, households: what does not depend on the reference looked up."""
    return surroundings_data(the_warehouse(), the_catalogue(selection.version), _lookup.scope, _lookup.indicators)


@st.cache_data(max_entries=300, show_spinner=False)
def quality_of(selection: Selection, choices: Choices) -> Quality:
    """The whole sheet, small counts hidden where that was chosen. Raises AnalysisError when the area has no data."""
    lookup = lookup_of(selection, choices.reference)
    around = surroundings_of(selection, lookup)
    quality = quality_sheet(lookup, around, dict(choices.weights), choices.group, public=choices.public)
    return public_quality(quality, lookup) if choices.public else quality
