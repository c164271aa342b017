"""The only bridge between the screens and the layers below: one database for the process, cached answers; or, for a
dashboard that only reads, the copies that another program publishes.

Every cached function takes what it depends on as arguments, the data's version first, since the cache is shared by all
users of the process: nothing of one person's session may hide in it. The version names the area whose villages an
account sees, so that none is answered what another one may see.

Where copies are followed, a run of a page begins with the newest one (`begin_run`, at the top of the frame). A part of
a page that runs alone goes on with the copy of its page; where that is long gone, the whole page runs again.
"""

import os
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st
from pythainlp.util import thai_strftime
from streamlit.runtime.scriptrunner import get_script_run_ctx

import analysis.core.areas
from analysis.core import held_data
from analysis.core.held_data import LastImport
from analysis.core.scope import Question, find_scope
from analysis.disclosure.gate import hidden_cells_data
from app.identity import current_actor
from catalogue import Catalogue, IndicatorSet, load_catalogue
from warehouse import NotAllowedError, Warehouse, for_actor, open_warehouse, read_sets
from warehouse.following import FOLLOW_VARIABLE, Follower, PublishedCopy

COPY = "followed_copy"
_RUN = threading.local()  # a run has a thread of its own
VERSIONS = 40  # of the data that are kept: another one for each area that accounts of a server have


@dataclass(frozen=True)
class Selection:
    """What the filters say: one area, one kind of data, one year, at one version of the data."""

    area_code: str
    survey: str
    set_id: str
    year_be: int
    version: str

    @property
    def question(self) -> Question:
        """What the analyses are asked."""
        return Question(self.area_code, self.year_be, self.survey, self.set_id)


@st.cache_resource(show_spinner=False)  # a PC opens it beside the pages, where none can be shown
def open_database() -> Warehouse:
    """The one database of this process, whole. Raises WarehouseError when the file cannot be opened."""
    return open_warehouse()


def whole_database() -> Warehouse:
    """What this run of a page is answered from: the database of this process, or the copy it follows. Raises
    WarehouseError when it cannot be opened."""
    return followed_copy() if is_following() else open_database()


def the_warehouse() -> Warehouse:
    """The database as the one at this screen may reach it; whole on one PC.

    Raises NotAllowedError for a person without an account, WarehouseError when the file cannot be opened."""
    whole = whole_database()
    actor = current_actor(whole)
    if actor is None:
        raise NotAllowedError("ยังไม่มีบัญชีของท่านในระบบนี้", "ขอให้ผู้ดูแลระบบเปิดบัญชีให้")
    return for_actor(whole, actor, partial(hidden_cells_data, whole))


def data_version() -> str:
    """Changes whenever an import, an undo, a set, a register or a restored backup changes what the screens show, and
    with each copy that is followed."""
    version = held_data.data_version(the_warehouse())
    return f"{followed_copy().copy.number}:{version}" if is_following() else version


def whole_version() -> str:
    """As `data_version`, of the whole database whoever is at the screen."""
    return held_data.data_version(whole_database())


@st.cache_resource(max_entries=VERSIONS, show_spinner=False)
def the_catalogue(version: str) -> Catalogue:
    """The shipped indicator sets and the users' own."""
    return load_catalogue(read_sets(the_warehouse()))


def indicator_set(selection: Selection) -> IndicatorSet:
    """The set the selection is about."""
    return the_catalogue(selection.version).get(selection.set_id)


@st.cache_resource(max_entries=VERSIONS, show_spinner=False)
def holdings(version: str) -> pd.DataFrame:
    """One row per survey, set and year in the warehouse: areas, facts, is_synthetic."""
    return held_data.holdings(the_warehouse())


@st.cache_resource(max_entries=2000, show_spinner=False)
def child_areas(version: str, area_code: str) -> dict[str, str]:
    """Code → name of the areas with data below an area."""
    return analysis.core.areas.child_areas(the_warehouse(), area_code)


@st.cache_resource(max_entries=VERSIONS, show_spinner=False)
def area_of_all_data(version: str) -> str:
    """The smallest area that holds all data."""
    return analysis.core.areas.area_of_all_data(the_warehouse())


@st.cache_resource(max_entries=VERSIONS, show_spinner=False)
def first_area(version: str) -> str:
    """The area a screen begins with."""
    return analysis.core.areas.first_area(the_warehouse())


@st.cache_resource(max_entries=500, show_spinner=False)
def available_data(version: str, area_code: str) -> pd.DataFrame:
    """Surveys, sets and years in which an area has figures, newest first."""
    return held_data.available_data(the_warehouse(), area_code)


@st.cache_resource(max_entries=500, show_spinner=False)
def area_title(version: str, area_code: str) -> str:
    """Name of an area with its level word."""
    return analysis.core.areas.titled(area_code, analysis.core.areas.name_of(the_warehouse(), area_code))


def last_import() -> LastImport | None:
    """The import that came in last and is still in use; None without any."""
    return held_data.last_import(the_warehouse())


@st.cache_resource(max_entries=500, show_spinner=False)
def source_text(selection: Selection) -> str:
    """What the figures of a selection rest on, for the line under a chart: kind of data, files and date of import,
    whether they were checked, and how many of the target households were surveyed where that is known."""
    place = (selection.area_code, selection.set_id, selection.year_be)
    files = held_data.sources_of_area(the_warehouse(), *place)
    title = f"{indicator_set(selection).title} ปี {selection.year_be}"
    if files.empty:
        return title
    scope = find_scope(the_warehouse(), the_catalogue(selection.version), selection.question)
    others = f" และอีก {len(files) - 1:,} ไฟล์" if len(files) > 1 else ""
    date = thai_strftime(files["imported_at"].iloc[0].to_pydatetime(), "%-d %b %Y")
    imported = f"ไฟล์ {files['file_name'].iloc[0]}{others} · นำเข้าล่าสุด {date}"
    return " · ".join([title, imported, *scope.source_notes])


@st.cache_resource(show_spinner=False)
def _follower(folder: str) -> Follower:
    return Follower(Path(folder).expanduser())


def is_following() -> bool:
    """Whether this program reads copies of another's data."""
    return bool(os.environ.get(FOLLOW_VARIABLE))


def begin_run() -> None:
    """From here on the run is answered from the newest copy. Raises WarehouseError where there is none."""
    if is_following():
        _RUN.copy = _follower(os.environ[FOLLOW_VARIABLE]).newest()
        st.session_state[COPY] = _RUN.copy.copy.number


def followed_copy() -> PublishedCopy:
    """The copy of the run that goes on; the newest for whoever is no page. Raises WarehouseError without any."""
    follower = _follower(os.environ[FOLLOW_VARIABLE])
    if get_script_run_ctx(suppress_warning=True) is None:
        return follower.newest()
    copy: PublishedCopy | None = getattr(_RUN, "copy", None)
    if copy is None:
        number: int | None = st.session_state.get(COPY)
        copy = follower.held(number)
        if copy is None and number is not None:
            st.rerun()
        _RUN.copy = copy = copy or follower.newest()
    return copy
