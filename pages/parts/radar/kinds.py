"""All kinds of data of an area side by side: one small radar a kind, each on the axes of its own set."""

from dataclasses import replace
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.data_kinds import KindRadar
from analysis.radar_levels import axes_of_indicators
from app_state import Selection, area_title, source_text
from charts.radar_diagram import radar_figure
from charts.scales import Scale
from charts.theme import Measure
from pages.parts.look import escape_markdown, show_chart, show_table, source_caption
from pages.parts.page import label_synthetic, own_errors
from pages.parts.radar.controls import MEASURES, SCALES, jump_to
from pages.parts.radar.data import data_kinds_of
from pages.parts.radar.downloads import Bundle, offer_downloads, thai_table
from pages.parts.radar.state import url_choice
from reports.public_means import public_axes
from reports.workbook import Sheet

TITLE = "เรดาร์ทุกชนิดข้อมูล"
SIDE_BY_SIDE = 2
COLUMNS = ["axis_name", "problem_pct", "pass_pct", "indicators_with_data", "indicators"]
NOTE = "ข้อมูลแต่ละชนิดใช้ตัวชี้วัดและเกณฑ์ของตัวเอง จึงไม่นำมารวมเป็นค่าเดียว และไม่เทียบร้อยละข้ามชนิด"


def show_all_kinds(selection: Selection) -> None:
    """A radar per kind of data, of the selected year or the latest before or after it."""
    with own_errors():
        kinds = data_kinds_of(selection)
    label_synthetic(any(kind.is_synthetic for kind in kinds))
    st.subheader(f"{area_title(selection.version, selection.area_code)} · ข้อมูลทุกชนิด", anchor=False)
    with st.container(horizontal=True, gap="small"):
        measure = url_choice("แสดงเป็น", MEASURES, "measure", width=168)
        scales = {code: name for code, name in SCALES.items() if code != "rank"}
        scale = url_choice("มาตราส่วน", scales, "scale", width=168)
    for start in range(0, len(kinds), SIDE_BY_SIDE):
        row = kinds[start : start + SIDE_BY_SIDE]
        for column, kind in zip(st.columns(SIDE_BY_SIDE, gap="medium"), row, strict=False):
            with column:
                _show_kind(selection, kind, measure, scale)
    st.caption(NOTE)
    make = partial(_bundle, kinds, measure, scale)
    synthetic = any(kind.is_synthetic for kind in kinds)
    has_counts = any(kind.scope.indicator_set.measure == "count" for kind in kinds)
    selections = {kind.title: _selection_of(selection, kind) for kind in kinds}
    offer_downloads(selection, TITLE, "kinds", make, list(selections), synthetic, has_counts, selections)


def _selection_of(selection: Selection, kind: KindRadar) -> Selection:
    scope = kind.scope
    return replace(selection, survey=scope.survey, set_id=scope.indicator_set.id, year_be=scope.year_be)


def _show_kind(selection: Selection, kind: KindRadar, measure: Measure, scale: Scale) -> None:
    with st.container(border=True):
        year = kind.scope.year_be
        st.markdown(f"**{escape_markdown(kind.title)} · ปี {year}**")
        if not kind.is_asked_year:
            st.caption(f"ไม่มีข้อมูลปี {selection.year_be} จึงแสดงปีล่าสุดที่มี")
        show_chart(_figure(kind, measure, scale), f"kind-{kind.scope.indicator_set.id}", f"เรดาร์ {kind.title} ปี {year}")
        total = len(kind.scope.indicator_set.indicators)
        st.caption(
            f"มีข้อมูล {kind.indicators_with_data} จาก {total} ตัวชี้วัด · {escape_markdown(kind.scope.indicator_set.title)}"
        )
        source_caption(source_text(_selection_of(selection, kind)))
        with st.expander("ตาราง"):
            show_table(kind.axes[COLUMNS], f"kind-table-{kind.scope.indicator_set.id}")
        st.button(
            "ดูรายละเอียด", key=f"kind-open-{kind.scope.indicator_set.id}", icon=":material/arrow_forward:",
            on_click=jump_to, args=(kind.scope.indicator_set.id, year),
        )  # fmt: skip


def _figure(kind: KindRadar, measure: Measure, scale: Scale) -> go.Figure:
    axes = kind.axes.assign(axis_name=kind.axes["axis_short"])
    return radar_figure(axes, (), measure, scale, f"{kind.title} ปี {kind.scope.year_be}")


def _bundle(kinds: list[KindRadar], measure: Measure, scale: Scale, public: bool) -> Bundle:
    """The radars and their tables for files: one table of all kinds, and a sheet with its own radar for each."""
    shared = [_public(kind) if public else (kind, 0) for kind in kinds]
    tables = {kind.title: thai_table(kind.axes[COLUMNS]) for kind, _ in shared}
    years = [kind.scope.year_be for kind in kinds]
    named = [
        table.assign(**{"ข้อมูล": title, "ปี พ.ศ.": year})
        for (title, table), year in zip(tables.items(), years, strict=True)
    ]
    sheets = [Sheet("ทุกชนิด", pd.concat(named, ignore_index=True))]
    sheets += [
        Sheet(f"{title} {year}", table, "ด้าน", ("เป็นปัญหา (%)",))
        for (title, table), year in zip(tables.items(), years, strict=True)
    ]
    figures = {kind.title: _figure(kind, measure, scale) for kind, _ in shared}
    return Bundle(figures, sheets, sum(hidden for _, hidden in shared), (NOTE,))


def _public(kind: KindRadar) -> tuple[KindRadar, int]:
    axes, hidden = public_axes(kind.axes, kind.indicators, axes_of_indicators(kind.scope.indicator_set))
    return replace(kind, axes=axes), hidden
