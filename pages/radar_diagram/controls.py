"""The switches of the radar page: kind of data, what to show, who stands beside, measure, scale, grouping."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.core.figures import axes_of_indicators
from analysis.core.references import PEERS_WORD, REFERENCE_WORDS
from app.answers import companion_kinds_of
from app.state import Selection, available_data, indicator_set
from catalogue.areas import level_of
from charts.scales import Scale
from charts.theme import Measure
from pages.shared.filters import adjusting, keep_kind, kinds_held
from pages.shared.url_choices import (
    DEPTH,
    Control,
    choose_view,
    go_to,
    is_indicator_asked,
    not_shown,
    url_choice,
    write_url,
)
from words.screen_text import text

ALL_KINDS = "all"
AXES, EVERY_INDICATOR, AREAS, REPORTS = "axes", "indicators", "areas", "reports"
SCALES: dict[Scale, str] = {
    "focused": "ขยายช่วง (เห็นความต่างชัด)",
    "linear": "เต็ม 0–100 % (เห็นขนาดจริง)",
    "stretched": "ยืดแบบ TPMAP (วงในถี่)",
    "rank": f"ลำดับในกลุ่ม ({PEERS_WORD})",
}
NONE = "none"
MEASURES: dict[Measure, str] = {"problem": "เป็นปัญหา (%)", "quality": "ผ่านเกณฑ์ (%)"}


@dataclass(frozen=True)
class Looks:
    """How the radar is drawn."""

    measure: Measure
    scale: Scale
    view: str | None
    companions: tuple[str, ...]


def choose_kind(selection: Selection) -> bool:
    """The switch between the kinds of data that the area has; True when all of them are wanted together."""
    kinds = kinds_held(selection.version)
    here = set(available_data(selection.version, selection.area_code)["set_id"])
    shown = {
        name: rows
        for name, rows in kinds.items()
        if here & set(rows["set_id"]) or selection.set_id in set(rows["set_id"])
    }
    current = next(name for name, rows in shown.items() if selection.set_id in set(rows["set_id"]))
    together = st.query_params.get("kinds") == ALL_KINDS
    st.session_state["radar_kind"] = ALL_KINDS if together else current
    st.segmented_control(
        "ชนิดข้อมูล", [*shown, ALL_KINDS], key="radar_kind", on_change=_kind_chosen, args=(shown,), required=True,
        format_func=lambda name: "ทุกชนิดรวมกัน" if name == ALL_KINDS else text(name), wrap=True,
        label_visibility="collapsed",
    )  # fmt: skip
    return together


def _kind_chosen(shown: dict[str, pd.DataFrame]) -> None:
    chosen = st.session_state["radar_kind"]
    write_url("kinds", ALL_KINDS if chosen == ALL_KINDS else None)
    if chosen != ALL_KINDS:
        write_url("show", None)
        go_to()
        keep_kind(shown[chosen])
        st.rerun()  # the years on offer stand in the filter bar


def choose_show(selection: Selection) -> str:
    """What the page shows: the axes (and the way down), every indicator, the areas below, or the village reports."""
    shows = {AXES: "รายด้าน", EVERY_INDICATOR: "ทุกตัวชี้วัด"}
    if level_of(selection.area_code) != "village":
        shows[AREAS] = "พื้นที่ย่อยทุกแห่ง"
    if indicator_set(selection).measure == "score":
        shows[REPORTS] = "รายงาน กชช.2ค"
    return url_choice(
        "มุมมอง", shows, "show", st.segmented_control, DEPTH, required=True, wrap=True,
        label_visibility="collapsed",
    )  # fmt: skip


def screen_shown(selection: Selection, show: str | None) -> str:
    """What is looked at, as its help calls it: all kinds (no `show`), the panel of one indicator, or what is shown."""
    if show is None:
        return "kinds"
    codes = {indicator.code for indicator in indicator_set(selection).indicators}
    return "indicator" if show in (AXES, EVERY_INDICATOR) and is_indicator_asked(codes) else show


def choose_looks(selection: Selection, show: str, bar: DeltaGenerator) -> Looks:
    """How the radar is looked at, behind the last button of the filter bar; what changes nothing in what is shown is
    left out, what differs from the usual stands as a chip that can be taken off."""
    if show == REPORTS:
        return Looks("problem", "focused", None, ())
    view = None if show == EVERY_INDICATOR else choose_view(selection, not_shown)
    if show != AREAS and is_indicator_asked(axes_of_indicators(indicator_set(selection), view)):
        return _looks(selection, show, not_shown)
    with adjusting(bar):
        return _looks(selection, show, st.selectbox)


def _looks(selection: Selection, show: str, control: Control) -> Looks:
    companions = choose_companions(companion_kinds_of(selection), control) if show != AREAS else ()
    measure: Measure = "severity"  # villages graded pass and fail nothing
    if indicator_set(selection).measure != "score":
        measure = url_choice("แสดงเป็น", MEASURES, "measure", control)
    scale = url_choice("มาตราส่วน", SCALES, "scale", control)
    view = choose_view(selection, control) if show != EVERY_INDICATOR else None
    return Looks(measure, scale, view, companions)


def choose_companions(kinds: Mapping[str, str], control: Control = st.selectbox) -> tuple[str, ...]:
    """Up to two of the companions on offer: the area above unless another is chosen."""
    nobody = {NONE: REFERENCE_WORDS[NONE]}
    offered = {**kinds, **nobody} if "parent" in kinds else {**nobody, **kinds}
    first = url_choice("เทียบกับ", offered, "beside", control)
    others = {kind: name for kind, name in kinds.items() if kind != first}
    if first == NONE or not others:
        return () if first == NONE else (first,)
    second = url_choice("และเทียบกับ", {NONE: "ไม่มีเพิ่ม"} | others, "also", control)
    return (first,) if second == NONE else (first, second)
