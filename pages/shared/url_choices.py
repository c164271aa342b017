"""What is looked at, kept in the URL as codes, so that a link shows the same view: one way for all pages.

`?axis=d4&indicator=jpt-2560-23` is the way down from the axes; both leave the URL on the way back, and codes that the
set does not have are taken out. A default is not written; what an older link says in Thai words is still understood.
"""

from collections.abc import Callable, Collection, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from app.state import Selection, indicator_set
from catalogue.areas import LEVELS, level_of
from words.screen_text import Shown, plain

LOOKS = ("kinds", "show", "measure", "scale", "view", "beside", "also", "level", "counted")
DEPTH = ("axis", "indicator", "page")
SET_VIEW = "set"
Control = Callable[..., Any]
Code = TypeVar("Code", bound=str)


@dataclass(frozen=True)
class Depth:
    """How far down the user is: at the axes (neither), in one axis, or at one indicator."""

    axis_code: str | None
    indicator_code: str | None


def restore_looks() -> None:
    """Call first: coming from another page (which leaves no area in the URL) the way of looking is as it was left."""
    if "area" in st.query_params:
        return
    for name in LOOKS:
        kept = st.session_state.get(f"look_{name}")
        if kept and name not in st.query_params:
            st.query_params[name] = kept


def write_url(name: str, value: str | None) -> None:
    """Set or take out one parameter, and remember it where it is a way of looking."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
    if name in LOOKS:
        st.session_state[f"look_{name}"] = value


def asked_code(options: Mapping[Code, str], name: str) -> Code:
    """The option that the URL asks for under `name`, by its code or its words; else the first, the default."""
    given = st.query_params.get(name)
    return next((code for code, words in options.items() if given in (code, words)), next(iter(options)))


def url_choice(
    label: Shown, options: Mapping[Code, str], name: str, control: Control = st.selectbox,
    forgets: tuple[str, ...] = (), kept_as: str = "choice", **look: Any,
) -> Code:  # fmt: skip
    """One of a few named options; its code is in the URL under `name` unless it is the first one, the default.

    `forgets`: the parameters that mean nothing any more when this one changes. `kept_as`: how the control's key begins,
    where one choice has two controls."""
    current = asked_code(options, name)
    key = _widget_key(f"{kept_as}_{name}", current)
    st.session_state[key] = current
    control(
        label,
        list(options),
        format_func=lambda code: plain(options[code]),
        key=key,
        on_change=_chosen,
        args=(key, name, next(iter(options)), forgets),
        **look,
    )
    noted = _NOTED.get()
    if noted is not None and current != next(iter(options)):
        noted.append(Unusual(name, f"{label}: {options[current]}", forgets))
    return current


def url_tabs(label: Shown, options: Mapping[Code, str], name: str, forgets: tuple[str, ...] = ()) -> Code:
    """The same for the views of a page: buttons side by side, and on a phone, where they would take many lines, one
    select."""
    with st.container(key=f"on-screen-{name}"):
        look: dict[str, Any] = {"required": True, "wrap": True, "label_visibility": "collapsed"}
        url_choice(label, options, name, st.segmented_control, forgets, **look)
    with st.container(key=f"on-phone-{name}"):
        return url_choice(label, options, name, st.selectbox, forgets, "phone", label_visibility="collapsed")


def _widget_key(name: str, current: object) -> str:
    """The key of the control; a new one where the value did not come from the control (the way back, a chip).

    A browser keeps what was chosen in a menu that is closed now, and would send it again with the next click."""
    number = st.session_state.get(f"widgets_{name}", 0)
    key = f"{name}-{number}" if number else name
    if st.session_state.get(key, current) == current:
        return key
    st.session_state[f"widgets_{name}"] = number + 1
    return f"{name}-{number + 1}"


@dataclass(frozen=True)
class Unusual:
    """A choice that is not the default: its parameter, what it says, the parameters that go with it."""

    name: str
    words: str
    forgets: tuple[str, ...]


_NOTED: ContextVar[list[Unusual] | None] = ContextVar("unusual choices of this run", default=None)


@contextmanager
def noting() -> Generator[list[Unusual]]:
    """Every choice other than its default that is drawn inside."""
    noted: list[Unusual] = []
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


def _chosen(key: str, name: str, default: str, forgets: tuple[str, ...]) -> None:
    value = st.session_state[key]
    for each in forgets:
        write_url(each, None)
    write_url(name, None if value in (None, default) else str(value))


def url_switch(label: Shown, name: str, help_text: Shown | None = None) -> bool:
    """Yes or no; `?name=true` is yes."""
    current = st.query_params.get(name) == "true"
    key = _widget_key(name, current)
    st.session_state[key] = current
    return st.toggle(label, key=key, help=help_text, on_change=_set, args=(key, name, False))


def url_number(
    label: Shown, name: str, least: float, most: float, default: float, step: float, **look: Any
) -> float:  # fmt: skip
    """A number within bounds; what the URL asks for beyond them, or that is none, is the default."""
    current = number_in_url(name, least, most, default)
    key = _widget_key(name, current)
    st.session_state[key] = current
    changed = {"on_change": _set, "args": (key, name, default)}
    return float(st.slider(label, least, most, step=step, format="%g", key=key, **changed, **look))


def number_in_url(name: str, least: float, most: float, default: float) -> float:
    """The number that the URL asks for; the default where it is none, or beyond the bounds."""
    try:
        number = float(st.query_params.get(name) or "")
    except ValueError:
        return default
    return number if least <= number <= most else default


def _set(key: str, name: str, default: float) -> None:
    value = st.session_state[key]
    write_url(name, None if value == default else "true" if value is True else f"{value:g}")


def not_shown(*_words: Any, **_look: Any) -> None:
    """A control that is not drawn: the choice in the URL stands."""


def choose_view(selection: Selection, control: Control = st.selectbox, width: int = 220) -> str | None:
    """The grouping of the set's indicators into axes; asked only where a set has more than its own."""
    views = indicator_set(selection).views
    if not views:
        return None
    names = {SET_VIEW: "ด้านของชุดตัวชี้วัด"} | {view.id: view.title for view in views}
    view = url_choice("จัดกลุ่มตาม", names, "view", control, DEPTH, width=width)
    return None if view == SET_VIEW else view


def choose_level(area_code: str, label: Shown, width: int = 220) -> str | None:
    """Which level below the area to compare; None where only one is possible."""
    order = list(LEVELS)
    below = {level: LEVELS[level] for level in order[order.index(level_of(area_code)) + 1 :]}
    return url_choice(label, below, "level", forgets=("page",), width=width) if len(below) > 1 else None


def is_indicator_asked(codes: Collection[str]) -> bool:
    """Whether the URL asks for the panel of one of these indicators."""
    return st.query_params.get("indicator") in codes


def depth(axes: set[str], axis_of: Mapping[str, str]) -> Depth:
    """Where the URL says the user is; a code the radar does not have is taken out. An indicator brings its own axis."""
    axis, indicator = st.query_params.get("axis"), st.query_params.get("indicator")
    if indicator is not None and indicator not in axis_of:
        write_url("indicator", None)
        indicator = None
    if indicator is not None and axis != axis_of[indicator]:
        axis = axis_of[indicator]
        write_url("axis", axis)
    if axis is not None and axis not in axes:
        write_url("axis", None)
        axis = None
    return Depth(axis, indicator)


def go_to(axis_code: str | None = None, indicator_code: str | None = None) -> None:
    """Write the way down into the URL (neither: back to the axes); takes effect with the next run."""
    write_url("axis", axis_code)
    write_url("indicator", indicator_code)
    write_url("page", None)


def page_number() -> int:
    """The page of a long list, from 1."""
    text = st.query_params.get("page", "1")
    return int(text) if text.isdigit() and len(text) < 6 else 1


def choose_page(number: int, pages: int, first: int, last: int, total: int) -> None:
    """Buttons to the page before and after, and which of all are shown; nothing when all fit on one page."""
    if pages < 2:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for label, target, icon in (
            ("ก่อนหน้า", number - 1, ":material/chevron_left:"),
            ("ถัดไป", number + 1, ":material/chevron_right:"),
        ):
            st.button(
                label, key=f"page-{label}", icon=icon, disabled=not 1 <= target <= pages, on_click=write_url,
                args=("page", str(target)),
            )  # fmt: skip
        st.markdown(f"ลำดับที่ {first:,}–{last:,} จาก {total:,} แห่ง (หน้า {number:,} จาก {pages:,})")
