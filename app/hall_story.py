"""What a meeting is shown of its area, from the answers that exist, and what meetings before said; kept as they are.

Everything comes through the gate; of a village, in its own hall and after it was asked for, everything there is.
"""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import streamlit as st

from analysis import AnalysisError
from analysis.comparative.data import asked_of, ranking_of
from analysis.comparative.paper import RANKING, comparison_paper
from analysis.comparative.ranking import Ranking
from analysis.logic_model.ballots import HallProblem, HallResult, result_of
from analysis.logic_model.public import plan_public
from analysis.workshop.story import HallStory, story_of
from app.answers import Choices, gate_of, gates_of, sheet_of
from app.plans import open_newest_plan
from app.state import Selection, the_catalogue, the_warehouse
from catalogue.areas import COUNTRY, level_of
from warehouse.stored_text import texts_of_persons
from warehouse.workshops import Workshop, list_workshops


def may_show_all(selection: Selection) -> bool:
    """Only a village knows its own people already."""
    return level_of(selection.area_code) == "village"


def story_for(selection: Selection, shows_all: bool) -> HallStory:
    """The screens of the area. Raises AnalysisError where it has no data of that year."""
    opened = open_newest_plan(selection)
    plan = None if opened is None else opened.plan
    shows_all = shows_all and may_show_all(selection)
    if plan is not None and not shows_all:
        plan = plan_public(plan, partial(gate_of, selection.version)).content.plan
    return story_of(sheet_of(selection, Choices(public=not shows_all)), _ranking(selection, shows_all), plan)


@st.cache_resource(max_entries=100, show_spinner=False)
def _ranking(selection: Selection, shows_all: bool) -> Ranking | None:
    """The area among those beside it; None where nothing stands beside it."""
    level = level_of(selection.area_code)
    if selection.area_code == COUNTRY:
        return None
    warehouse, catalogue = the_warehouse(), the_catalogue(selection.version)
    with suppress(AnalysisError):  # nothing of this level beside it
        asked = asked_of(warehouse, catalogue, selection.question, None, level)
        if shows_all:
            return ranking_of(warehouse, asked)
        gates = gates_of(selection.version, selection.set_id)
        return comparison_paper(warehouse, catalogue, asked, {RANKING}, None, gates).content.ranking
    return None


def own_problems(typed: str) -> tuple[tuple[HallProblem, ...], tuple[str, ...]]:
    """The problems that people named, one a line, and those of them that seem to say something of a person."""
    lines = tuple(dict.fromkeys(" ".join(line.split()) for line in typed.splitlines() if line.strip()))
    flagged = texts_of_persons(list(lines))
    return tuple(HallProblem(None, line) for line in lines if line not in flagged), flagged


def meetings_of(selection: Selection) -> Sequence[Workshop]:
    """The meetings of the area at which somebody voted, the newest first."""
    return list_workshops(the_warehouse(), selection.area_code)


def result_for(selection: Selection, workshop: Workshop, shows_all: bool) -> HallResult:
    """What a meeting came to, as its people may see it."""
    if shows_all and may_show_all(selection):
        return result_of(workshop)
    gate = gate_of(selection.version, workshop.set_id, workshop.year_be)
    return result_of(workshop, gate.hidden(workshop.area_code))
