"""What can be taken away from the comparison: the view as a picture, slides, workbook and CSV, made when clicked."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from analysis import AnalysisError
from analysis.comparative.area_map import EQUAL, OWN, QUANTILE
from analysis.comparative.choosing import Sheet, sheet_of
from analysis.comparative.paper import (
    AXES,
    HEAT,
    INDICATORS,
    MOST_AREAS,
    RADARS,
    RANKING,
    VIEWS,
    ComparisonPaper,
    Looks,
    comparison_paper,
)
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Audience, Released
from app.answers import earlier_surveys_of, measures_for
from app.state import the_catalogue, the_warehouse
from pages.comparative.choosing import SHEET, choice_name
from pages.comparative.controls import Compared
from pages.comparative.goals import goals_on_page
from pages.comparative.ranking import PAGE_ROWS
from pages.comparative.side_by_side import HEAT_ROWS
from pages.comparative.side_by_side import RADARS as RADAR_ROWS
from pages.shared.downloads import Bundle, file_button, offer_downloads
from pages.shared.url_choices import SET_VIEW, page_number
from reports.about import About
from reports.comparative.pictures import NAMES, view_png
from reports.comparative.sheets import sheets_of
from reports.comparative.slides import PARTS, comparison_slides_bytes
from warehouse.area_records import read_area_choice
from words.screen_text import text

TITLE: Final = "เปรียบเทียบพื้นที่"
PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ROWS_OF: Final = {RANKING: PAGE_ROWS, HEAT: HEAT_ROWS, RADARS: RADAR_ROWS}  # of the views that are turned page by page
Write = Callable[[Released[ComparisonPaper], About], bytes]


def offer_comparison(compared: Compared, view: str) -> None:
    """The button with the files: of the view, of the comparison; each is made when it is asked for."""
    synthetic = bool(compared.ranking.table["is_synthetic"].any())
    looks = looks_of(compared, view)
    offer_downloads(
        compared.selection, TITLE, "comparative", partial(_tables, compared, looks), [], synthetic, compared.has_counts,
        first=partial(_offer_view, compared, looks, view),
    )  # fmt: skip


def looks_of(compared: Compared, view: str) -> Looks:
    """How the views stand on the screen: what the URL says, else what the page begins with."""
    asked, selection = st.query_params, compared.selection
    years = list(earlier_surveys_of(selection, compared.wanted)) if compared.has_counts else []
    given = asked.get("against", "")
    before = int(given) if given.isdigit() and int(given) in years else next(iter(years), None)
    measures = list(measures_for(selection, compared.asked.place.area_code))
    indicators = [each.code for each in compared.asked.scope.indicator_set.indicators]
    rows = ROWS_OF.get(view, PAGE_ROWS)
    pages = max(1, -(-len(compared.ranking.table) // rows))
    grouping = asked.get("view", SET_VIEW)
    return Looks(
        area=one if compared.ranking.holds(one := asked.get("one", "")) else None,
        columns=_of(asked.get("columns"), (INDICATORS,)) or AXES, before=before,
        indicator=_of(asked.get("of"), indicators), across=_of(asked.get("x"), measures),
        up=_of(asked.get("y"), measures), way=_of(asked.get("classes"), (EQUAL, OWN)) or QUANTILE,
        bounds=str(st.session_state.get("bounds", "5, 10, 20")), sheet=_sheet(compared),
        first=(max(1, min(page_number(), pages)) - 1) * rows if view in ROWS_OF else 0, most=rows,
        grouping=None if grouping == SET_VIEW else grouping, goals=goals_on_page(compared),
    )  # fmt: skip


def _of(given: str | None, options: Collection[str]) -> str | None:
    """What the URL says where it is one of the options."""
    return given if given in options else None


def _sheet(compared: Compared) -> Sheet:
    """The criteria as they stand in the tables of this choice, else as they were kept."""
    name = choice_name(compared)
    shown_name, shown = st.session_state.get(SHEET, ("", None))
    return shown if shown_name == name else sheet_of(read_area_choice(the_warehouse(), name) or {})


def _offer_view(
    compared: Compared, looks: Looks, view: str, audience: Audience, gates: GateOfYear | None, about: About
) -> None:  # fmt: skip
    """The view as a picture, and the comparison as slides."""
    if view in VIEWS:
        png = partial(_written, compared, looks, (view,), gates, about, partial(view_png, view=view))
        name = about.file_name("png", NAMES[view])
        file_button(f"รูป PNG: {text(NAMES[view])}", png, audience, name, "image/png", f"comparative-png-{view}")
    of_all = replace(looks, first=0)
    slides = partial(_written, compared, of_all, PARTS, gates, about, comparison_slides_bytes)
    file_button("ชุดสไลด์ (.pptx)", slides, audience, about.file_name("pptx"), PPTX, "comparative-pptx")


def _written(
    compared: Compared, looks: Looks, parts: Collection[str], gates: GateOfYear | None, about: About, write: Write
) -> bytes:  # fmt: skip
    return write(_paper(compared, looks, parts, gates), about)


def _tables(compared: Compared, looks: Looks, gates: GateOfYear | None) -> Released[Bundle]:
    """The sheets of the workbook, the first of which is the CSV: of all areas, of all views."""
    whole = replace(looks, first=0, most=MOST_AREAS)
    released = _paper(compared, whole, VIEWS, gates)
    low = released.content.comparison.low_coverage
    return released.drawn(lambda paper: Bundle({}, sheets_of(paper), (low,) if low else ()))


def _paper(
    compared: Compared, looks: Looks, parts: Collection[str], gates: GateOfYear | None
) -> Released[ComparisonPaper]:  # fmt: skip
    """The paper of the comparison; without a change where the earlier year has no place in common with this one."""
    catalogue = the_catalogue(compared.selection.version)
    make = partial(comparison_paper, the_warehouse(), catalogue, compared.asked, parts)
    try:
        return make(looks, gates)
    except AnalysisError:
        if looks.before is None:
            raise
        return make(replace(looks, before=None), gates)
