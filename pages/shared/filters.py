"""The filter bar every stage shares: จังหวัด → อำเภอ → ตำบล → หมู่บ้าน, kind of data and year.

What is chosen lives in the URL as codes (`?area=830103&set=jpt-2560&year=2565`), so a link opens the same view on
another machine; the session carries it from page to page. Codes, not the names a bound widget would write: two villages
of a tambon may share a name, and a corrected name must not break a link.
"""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from app.state import Selection, area_title, available_data, child_areas, data_version, first_area, the_catalogue
from catalogue import SURVEYS, Catalogue, CatalogueError
from catalogue.areas import COUNTRY, LEVELS, level_of, parent_of
from words.screen_text import plain, text

ALL_AREAS = {"province": "ทั้งประเทศ", "amphoe": "ทุกอำเภอ", "tambon": "ทุกตำบล", "village": "ทุกหมู่บ้าน"}
KEPT = ("area", "set", "year")
WIDTH = 152


def choose_selection(kind_select: bool = True) -> Selection | None:
    """Draw the filter bar and give what it says; None when the warehouse holds nothing yet.

    A page that lets the kind of data be chosen in its own way leaves the select out, and calls `keep_kind`."""
    version = data_version()
    _follow_the_url()
    asked = {name: st.session_state.get(f"kept_{name}") for name in KEPT}
    with st.container(horizontal=True, gap="small", key="filter-bar"):
        area_code = _choose_area(version)
        chosen = _choose_data(version, area_code, kind_select)
    if chosen is None:
        return None
    set_id, survey, year_be = chosen
    _say_what_was_not_found(version, asked, Selection(area_code, survey, set_id, year_be, version))
    _keep(area=area_code, set=set_id, year=str(year_be))
    return Selection(area_code, survey, set_id, year_be, version)


def _follow_the_url() -> None:
    """A link (or the back button) wins over what the session remembers; a page change, which empties the URL, does
    not."""
    for name in KEPT:
        given = st.query_params.get(name)
        if given is not None and given != st.session_state.get(f"url_{name}"):
            st.session_state[f"kept_{name}"] = given


def _keep(**values: str) -> None:
    for name, value in values.items():
        st.session_state[f"kept_{name}"] = value
        st.session_state[f"url_{name}"] = value
        if st.query_params.get(name) != value:
            st.query_params[name] = value


def _say_what_was_not_found(version: str, asked: Mapping[str, object], shown: Selection) -> None:
    """A link, or what was chosen before an import was undone, may ask for what is not there: never swap it unsaid."""
    missing: list[str] = []
    if asked["area"] not in (None, shown.area_code):
        missing.append(f"พื้นที่{_area_name(version, str(asked['area']))} จึงแสดง{area_title(version, shown.area_code)}")
    if asked["set"] not in (None, shown.set_id) and asked["set"] not in set(available_data(version, COUNTRY)["set_id"]):
        missing.append(f"ชุดข้อมูล {asked['set']} จึงแสดง{SURVEYS[shown.survey]}")
    if asked["year"] not in (None, str(shown.year_be)):
        missing.append(f"ปี {asked['year']} จึงแสดงปี {shown.year_be}")
    if missing:
        st.info(text(f"ไม่พบข้อมูลของ{' · '.join(missing)} แทน"), icon=":material/info:")


def _area_name(version: str, area_code: str) -> str:
    try:
        return f" {area_title(version, area_code)}"
    except CatalogueError:
        return f"รหัส {area_code}"


def _choose_area(version: str) -> str:
    """One select a level, down to the first that says "all": that option is the code of the area above."""
    wanted = _known_area(version, st.session_state.get("kept_area"))
    path = _path(wanted)
    parent = COUNTRY
    for level, all_of_level in ALL_AREAS.items():
        children = child_areas(version, parent)
        if not children:
            break
        names = {parent: all_of_level} | children
        key = f"filter_{level}"
        st.session_state[key] = path.get(level, parent)
        st.selectbox(
            LEVELS[level],
            list(names),
            format_func=lambda code, names=names: plain(names[code]),
            key=key,
            on_change=_area_changed,
            args=(key,),
            width=WIDTH,
        )
        if level not in path:
            break
        parent = path[level]
    return wanted


def _area_changed(key: str) -> None:
    st.session_state["kept_area"] = st.session_state[key]


def _known_area(version: str, wanted: object) -> str:
    """The area asked for, or the nearest one above it that has data; where a screen begins when none was asked for."""
    if not isinstance(wanted, str):
        return first_area(version)
    try:
        level_of(wanted)
    except CatalogueError:
        return first_area(version)
    parent = parent_of(wanted)
    while parent is not None and wanted not in child_areas(version, parent):
        wanted, parent = parent, parent_of(parent)
    return wanted


def _path(area_code: str) -> dict[str, str]:
    """Level → code from the province down to the area."""
    path: dict[str, str] = {}
    code: str | None = area_code
    while code is not None and code != COUNTRY:
        path[level_of(code)] = code
        code = parent_of(code)
    return path


def _choose_data(version: str, area_code: str, kind_select: bool) -> tuple[str, str, int] | None:
    """(set, survey, year): the kinds of data that exist anywhere, so that a choice never hides what is missing here."""
    held = available_data(version, COUNTRY)
    if held.empty:
        return None
    catalogue = the_catalogue(version)
    kinds = data_kinds(held, catalogue)
    wanted_set, wanted_year = st.session_state.get("kept_set"), st.session_state.get("kept_year")
    kind = next((name for name, rows in kinds.items() if wanted_set in set(rows["set_id"])), next(iter(kinds)))
    if kind_select:
        st.session_state["filter_kind"] = kind
        st.selectbox(
            "ข้อมูล",
            list(kinds),
            key="filter_kind",
            format_func=plain,
            on_change=_kind_changed,
            args=(kinds,),
            width=WIDTH,
        )
    rows = kinds[kind]
    own = available_data(version, area_code)
    here = set(own[own["set_id"].isin(rows["set_id"])]["year_be"])
    years = [int(year) for year in rows["year_be"]]
    year = int(str(wanted_year)) if str(wanted_year).isdigit() and int(str(wanted_year)) in years else None
    year = year or next((each for each in years if each in here), years[0])
    st.session_state["filter_year"] = year
    st.selectbox(
        "ปี พ.ศ.",
        years,
        format_func=lambda each: plain(each) if each in here else f"{plain(each)} (ไม่มี)",
        key="filter_year",
        on_change=_year_changed,
        width=WIDTH,
    )
    row = rows[rows["year_be"] == year].iloc[0]
    return str(row["set_id"]), str(row["survey"]), year


def data_kinds(held: pd.DataFrame, catalogue: Catalogue) -> dict[str, pd.DataFrame]:
    """Name of a kind of data → its sets and years: a survey, or one table of other data."""
    kinds: dict[str, pd.DataFrame] = {}
    for survey in SURVEYS:
        rows = held[held["survey"] == survey]
        if survey != "other":
            if len(rows):
                kinds[SURVEYS[survey]] = rows.sort_values("year_be", ascending=False)
            continue
        for set_id, of_set in rows.groupby("set_id", sort=True):
            kinds[catalogue.get(str(set_id)).title] = of_set.sort_values("year_be", ascending=False)
    return kinds


def _kind_changed(kinds: dict[str, pd.DataFrame]) -> None:
    keep_kind(kinds[st.session_state["filter_kind"]])


def keep_kind(rows: pd.DataFrame) -> None:
    """From the next run on, show this kind of data (a value of `data_kinds`) in the newest year the area has."""
    st.session_state["kept_set"] = str(rows["set_id"].iloc[0])
    st.session_state["kept_year"] = None


def _year_changed() -> None:
    st.session_state["kept_year"] = str(st.session_state["filter_year"])
