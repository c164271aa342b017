"""Choices of how to look at figures; what is chosen lives in the URL, so a link shows the same view."""

from collections.abc import Mapping

import streamlit as st

from app.state import Selection, indicator_set
from catalogue.areas import LEVELS, level_of
from words.screen_text import Shown, plain

WIDTH = 220  # the longest choice, whole


def choose(label: Shown, options: Mapping[str, str], key: str) -> str:
    """One of a few named options, kept in the URL under `key`."""
    return st.selectbox(
        label, list(options), format_func=lambda code: plain(options[code]), key=key, bind="query-params", width=WIDTH
    )


def choose_view(selection: Selection) -> str | None:
    """The grouping of the set's indicators into axes; asked only where a set has more than its own."""
    views = indicator_set(selection).views
    if not views:
        return None
    names = {"": "ด้านของชุดตัวชี้วัด"} | {view.id: view.title for view in views}
    return choose("จัดกลุ่มตาม", names, "view") or None


def choose_level(selection: Selection) -> str | None:
    """Which level below the area to compare; None where only one is possible."""
    below = levels_below(selection.area_code)
    return choose("เปรียบเทียบระดับ", below, "level") if len(below) > 1 else None


def levels_below(area_code: str) -> dict[str, str]:
    """Level → Thai name of the levels under an area, the nearest first."""
    order = list(LEVELS)
    return {level: LEVELS[level] for level in order[order.index(level_of(area_code)) + 1 :]}
