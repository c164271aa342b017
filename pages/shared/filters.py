"""The filter bar every stage shares: จังหวัด → อำเภอ → ตำบล → หมู่บ้าน, kind of data and year.

What is chosen lives in the URL as codes (`?area=830103&set=jpt-2560&year=2565`), so a link opens the same view on
another machine; the session carries it from page to page, and the area stays in a cookie of the browser, for the next
morning. Codes, not the names a bound widget would write: two villages of a tambon may share a name, and a corrected
name must not break a link. How a page is looked at stands behind one button at the end of the bar.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.components.v2 import component
from streamlit.delta_generator import DeltaGenerator

from app.state import (
    VERSIONS,
    Selection,
    area_title,
    available_data,
    child_areas,
    data_version,
    first_area,
    the_catalogue,
)
from catalogue import SURVEYS, Catalogue, CatalogueError
from catalogue.areas import COUNTRY, LEVELS, level_of, parent_of
from pages.shared.url_choices import Unusual, noting, write_url
from words.screen_text import plain, text

ALL_AREAS = {"province": "ทั้งประเทศ", "amphoe": "ทุกอำเภอ", "tambon": "ทุกตำบล", "village": "ทุกหมู่บ้าน"}
KEPT = ("area", "set", "year")
WIDTH = 126  # four levels, kind, year and the button beside them in one line of a projector
COOKIE = "radar_area"
REMEMBER = """
export default function ({ data }) {
  document.cookie = data.name + '=' + encodeURIComponent(data.area) + '; path=/; max-age=31536000; SameSite=Strict';
}
"""
IS_OPEN, CHIP = "filters_are_open", "chip_taken_off"


@dataclass(frozen=True)
class Filters:
    """What the filter bar says, and the bar itself, where a page adds how it is looked at (`adjusting`). `help_place`:
    where the heading keeps room for the page's help."""

    selection: Selection
    bar: DeltaGenerator
    help_place: DeltaGenerator | None = None


def choose_selection(kind_select: bool = True) -> Filters | None:
    """Draw the filter bar, one line; None when the warehouse holds nothing yet. A phone shows a button that opens it.

    A page that lets the kind of data be chosen in its own way leaves the select out, and calls `keep_kind`."""
    version = data_version()
    _follow_the_url()
    asked = {name: st.session_state.get(f"kept_{name}") for name in KEPT}
    state = "open" if st.session_state.get(IS_OPEN) else "shut"
    with st.container(key=f"filters-{state}"):
        icon = f":material/{'expand_less' if state == 'open' else 'expand_more'}:"
        st.button("เลือกพื้นที่ ปี และมุมมอง", key="open-filters", icon=icon, on_click=_open_or_shut, width="stretch")
    bar = st.container(horizontal=True, gap="xsmall", key=f"filter-bar-{state}", vertical_alignment="bottom")
    with bar:
        area_code = _choose_area(version)
        chosen = _choose_data(version, area_code, kind_select)
    if chosen is None:
        return None
    set_id, survey, year_be = chosen
    _say_what_was_not_found(version, asked, Selection(area_code, survey, set_id, year_be, version))
    _keep(area=area_code, set=set_id, year=str(year_be))
    with bar:
        component("last_area", js=REMEMBER)(key="last-area", data={"name": COOKIE, "area": area_code})
    return Filters(Selection(area_code, survey, set_id, year_be, version), bar)


def _open_or_shut() -> None:
    st.session_state[IS_OPEN] = not st.session_state.get(IS_OPEN)


@contextmanager
def adjusting(bar: DeltaGenerator) -> Generator[None]:
    """What is drawn inside stands behind the button; its choices that are not the default stand on the page as chips
    that take them off."""
    with noting() as unusual, bar, st.popover("ปรับมุมมอง", icon=":material/tune:"):
        yield
    _show_chips(unusual)


def _show_chips(unusual: Sequence[Unusual]) -> None:
    if not unusual:
        return
    words = {each.name: each.words for each in unusual}
    st.session_state[CHIP] = None
    st.pills(
        "ที่ปรับไว้ กดเพื่อเอาออก", list(words), format_func=lambda name: f"{text(words[name])} ✕", key=CHIP,
        label_visibility="collapsed", on_change=_take_off, args=(tuple(unusual),), wrap=True,
    )  # fmt: skip


def _take_off(unusual: Sequence[Unusual]) -> None:
    for each in unusual:
        if each.name == st.session_state[CHIP]:
            for name in (each.name, *each.forgets):
                write_url(name, None)


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
        with st.container(key="not-found"):
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
            label_visibility="collapsed",
        )
        if level not in path:
            break
        parent = path[level]
    return wanted


def _area_changed(key: str) -> None:
    st.session_state["kept_area"] = st.session_state[key]


def _known_area(version: str, wanted: object) -> str:
    """The area asked for, or the nearest one above it that has data; where a screen begins when none was asked for."""
    if wanted is None:
        wanted = st.context.cookies.get(COOKIE)
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


def remembered_selection() -> Selection | None:
    """What was looked at last in this session, else last in this browser, in the newest year it has where none was
    chosen; None when the warehouse holds nothing yet."""
    version = data_version()
    if available_data(version, COUNTRY).empty:
        return None
    _follow_the_url()
    area_code = _known_area(version, st.session_state.get("kept_area"))
    kind, year = _wanted(version, area_code)
    row = kind.rows[kind.rows["year_be"] == year].iloc[0]
    return Selection(area_code, str(row["survey"]), str(row["set_id"]), year, version)


@dataclass(frozen=True)
class _Kind:
    """A kind of data (a value of `data_kinds`), and the years of it that the area has."""

    name: str
    rows: pd.DataFrame
    years_here: frozenset[int]


def _wanted(version: str, area_code: str) -> tuple[_Kind, int]:
    """The kind of data and year asked for, else the first and newest that the area has."""
    kinds = kinds_held(version)
    wanted_set, wanted_year = st.session_state.get("kept_set"), str(st.session_state.get("kept_year"))
    name = next((name for name, rows in kinds.items() if wanted_set in set(rows["set_id"])), next(iter(kinds)))
    own = available_data(version, area_code)
    sets = set(kinds[name]["set_id"])
    here = frozenset(year for year, own_set in zip(own["year_be"], own["set_id"], strict=True) if own_set in sets)
    years = [int(year) for year in kinds[name]["year_be"]]
    year = int(wanted_year) if wanted_year.isdigit() and int(wanted_year) in years else None
    return _Kind(name, kinds[name], here), year or next((each for each in years if each in here), years[0])


def _choose_data(version: str, area_code: str, kind_select: bool) -> tuple[str, str, int] | None:
    """(set, survey, year): the kinds of data that exist anywhere, so that a choice never hides what is missing here."""
    kinds = kinds_held(version)
    if not kinds:
        return None
    kind, year = _wanted(version, area_code)
    if kind_select:
        st.session_state["filter_kind"] = kind.name
        st.selectbox(
            "ข้อมูล",
            list(kinds),
            key="filter_kind",
            format_func=plain,
            on_change=_kind_changed,
            args=(kinds,),
            width=WIDTH,
            label_visibility="collapsed",
        )
    st.session_state["filter_year"] = year
    here = kind.years_here
    st.selectbox(
        "ปี พ.ศ.",
        [int(each) for each in kind.rows["year_be"]],
        format_func=lambda each: f"ปี {plain(each)}" if each in here else f"ปี {plain(each)} (ไม่มี)",
        key="filter_year",
        on_change=_year_changed,
        width=WIDTH,
        label_visibility="collapsed",
    )
    row = kind.rows[kind.rows["year_be"] == year].iloc[0]
    return str(row["set_id"]), str(row["survey"]), year


@st.cache_resource(max_entries=VERSIONS, show_spinner=False)
def kinds_held(version: str) -> dict[str, pd.DataFrame]:
    """`data_kinds` of all that the warehouse holds."""
    return data_kinds(available_data(version, COUNTRY), the_catalogue(version))


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
