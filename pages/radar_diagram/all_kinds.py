"""All kinds of data of an area one under another: a radar and its ranked list a kind, on the axes of its own set."""

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from analysis.core.companions import area_kinds
from analysis.radar_diagram.kinds import KindRadar
from analysis.radar_diagram.public import public_radar
from app.state import Selection, area_title, source_text
from pages.radar_diagram.answers import data_kinds_of
from pages.radar_diagram.controls import MEASURES, SCALES, WIDTH, Looks, choose_companions, jump_to
from pages.radar_diagram.diagram import (
    SCALE_NOTES,
    SHAPE_NOTE,
    list_heading,
    list_of,
    radar_of,
    say_order,
    say_what_is_missing,
)
from pages.shared.downloads import Bundle, offer_downloads, thai_table
from pages.shared.look import escape_markdown, show_chart, show_table, source_caption
from pages.shared.page_start import label_synthetic, own_errors
from pages.shared.url_state import url_choice
from reports.workbook import Sheet

TITLE = "เรดาร์ทุกชนิดข้อมูล"
LIST = "ลำดับตัวชี้วัด"
COLUMNS = ["axis_name", "problem_pct", "pass_pct", "indicators_with_data", "indicators"]
NOTE = "ข้อมูลแต่ละชนิดใช้ตัวชี้วัดและเกณฑ์ของตัวเอง จึงไม่นำมารวมเป็นค่าเดียว และไม่เทียบร้อยละข้ามชนิด"
OWN_PEERS = "ลำดับของแต่ละชนิดนับเฉพาะพื้นที่ข้างเคียงที่มีข้อมูลชนิดนั้นในปีเดียวกัน"


def show_all_kinds(selection: Selection) -> None:
    """A radar per kind of data, of the selected year or the latest before or after it."""
    with st.container(horizontal=True, gap="xsmall"):
        beside = choose_companions(area_kinds(selection.area_code))
        measure = url_choice("แสดงเป็น", MEASURES, "measure", width=WIDTH)
        scale = url_choice("มาตราส่วน", SCALES, "scale", width=WIDTH)
    looks = Looks(measure, scale, None, beside)
    with own_errors():
        kinds = data_kinds_of(selection, beside, scale == "rank")
    label_synthetic(any(kind.is_synthetic for kind in kinds))
    st.subheader(f"{area_title(selection.version, selection.area_code)} · ข้อมูลทุกชนิด", anchor=False)
    for kind in kinds:
        _show_kind(selection, kind, looks)
    st.caption(f"{NOTE} {SHAPE_NOTE}")
    st.caption(f"มาตราส่วน “{SCALES[scale]}”: {SCALE_NOTES[scale]} {OWN_PEERS if scale == 'rank' else ''}")
    _offer(selection, kinds, looks)


def _offer(selection: Selection, kinds: list[KindRadar], looks: Looks) -> None:
    of_kind = {kind.title: _selection_of(selection, kind) for kind in kinds}
    selections = of_kind | {f"{LIST} {title}": each for title, each in of_kind.items()}
    has_counts = any(kind.scope.indicator_set.measure == "count" for kind in kinds)
    synthetic = any(kind.is_synthetic for kind in kinds)
    make = partial(_bundle, kinds, looks)
    offer_downloads(selection, TITLE, "kinds", make, list(selections), synthetic, has_counts, selections)


def _selection_of(selection: Selection, kind: KindRadar) -> Selection:
    scope = kind.scope
    return replace(selection, survey=scope.survey, set_id=scope.indicator_set.id, year_be=scope.year_be)


def _show_kind(selection: Selection, kind: KindRadar, looks: Looks) -> None:
    own_set, year, radar = kind.scope.indicator_set, kind.scope.year_be, kind.radar
    with st.container(border=True):
        st.markdown(f"#### {escape_markdown(kind.title)} · ปี {year}")
        if not kind.is_asked_year:
            st.caption(f"ไม่มีข้อมูลปี {selection.year_be} จึงแสดงปีล่าสุดที่มี")
        left, right = st.columns([6, 5], gap="medium")
        with left:
            figure = radar_of(radar, looks, radar.drawn())
            show_chart(figure, f"kind-{own_set.id}", f"เรดาร์ {kind.title} ปี {year}")
            say_what_is_missing(radar, looks)
        with right:
            say_order(radar)
            show_chart(list_of(radar), f"kind-list-{own_set.id}", f"{LIST} {kind.title} ปี {year}")
        known = f"มีข้อมูล {kind.indicators_with_data} จาก {len(own_set.indicators)} ตัวชี้วัด"
        st.caption(f"{known} · {escape_markdown(own_set.title)}")
        source_caption(source_text(_selection_of(selection, kind)))
        with st.expander("ตาราง"):
            show_table(thai_table(radar.table(radar.drawn())), f"kind-table-{own_set.id}")
        st.button(
            "ดูรายละเอียด", key=f"kind-open-{own_set.id}", icon=":material/arrow_forward:",
            on_click=jump_to, args=(own_set.id, year),
        )  # fmt: skip


def _bundle(kinds: list[KindRadar], looks: Looks, public: bool) -> Bundle:
    """The radars, lists and tables for files: one table of all kinds, and a sheet with its own radar for each."""
    shared = [(kind, *(public_radar(kind.radar) if public else (kind.radar, 0))) for kind in kinds]
    figures = {kind.title: radar_of(radar, looks, radar.drawn()) for kind, radar, _ in shared}
    figures |= {f"{LIST} {kind.title}": list_of(radar) for kind, radar, _ in shared}
    named = [
        thai_table(radar.axes[COLUMNS]).assign(**{"ข้อมูล": kind.title, "ปี พ.ศ.": kind.scope.year_be})
        for kind, radar, _ in shared
    ]
    sheets = [Sheet("ทุกชนิด", pd.concat(named, ignore_index=True))]
    for kind, radar, _ in shared:
        drawn = radar.drawn()
        beside = [f"{name} (%)" for name, _ in radar.drawn_companions(drawn)]
        table = thai_table(radar.table(drawn))
        sheets.append(Sheet(f"{kind.title} {kind.scope.year_be}", table, "ด้าน", ("เป็นปัญหา (%)", *beside)))
    headings = {f"{LIST} {kind.title}": f"{kind.title} {list_heading(radar)}" for kind, radar, _ in shared}
    return Bundle(figures, sheets, sum(hidden for *_, hidden in shared), (NOTE,), headings)
