"""What is looked at on the radar page, kept in the URL as codes: how it is drawn, and how deep the user has gone.

`?axis=d4&indicator=jpt-2560-23` is the way down; both leave the URL on the way back, and codes that the set does not
have are taken out. How it is drawn (measure, scale …) is also carried from page to page, which empties the URL.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from words.screen_text import Shown, plain

LOOKS = ("kinds", "show", "measure", "scale", "view", "beside", "also", "level", "counted")
DEPTH = ("axis", "indicator", "page")
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


def url_choice(
    label: Shown, options: Mapping[Code, str], name: str, control: Control = st.selectbox, **look: Any
) -> Code:
    """One of a few named options; its code is in the URL under `name` unless it is the first one, the default."""
    default = next(iter(options))
    given = st.query_params.get(name, default)
    current = next((code for code in options if code == given), default)
    key = f"radar_{name}"
    st.session_state[key] = current
    control(
        label,
        list(options),
        format_func=lambda code: plain(options[code]),
        key=key,
        on_change=_chosen,
        args=(name, default),
        **look,
    )
    return current


def not_shown(*_words: Any, **_look: Any) -> None:
    """A control that is not drawn: the choice in the URL stands."""


def is_indicator_asked(codes: Collection[str]) -> bool:
    """Whether the URL asks for the panel of one of these indicators."""
    return st.query_params.get("indicator") in codes


def _chosen(name: str, default: str) -> None:
    value = st.session_state[f"radar_{name}"]
    write_url(name, None if value in (None, default) else str(value))
    if name in {"show", "view", "kinds"}:
        leave_depth()
    if name == "level":
        write_url("page", None)


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
    """Write the way down into the URL; takes effect with the next run."""
    write_url("axis", axis_code)
    write_url("indicator", indicator_code)
    write_url("page", None)


def leave_depth() -> None:
    """Back to the axes."""
    go_to()


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
