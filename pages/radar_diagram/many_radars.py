"""Several radars on one page: the areas below as a wall on one scale, or all kinds of data one under another."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.comparative.public import comparative_public
from analysis.core.figures import axes_of_indicators
from analysis.core.ranked_areas import RankedAreas
from analysis.core.references import PEERS_WORD, area_kinds
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Released, Shaped
from analysis.radar_diagram.data import RadarDiagram
from analysis.radar_diagram.many_radars import PAGE_SIZE, AreaPage, KindRadar, area_page
from analysis.radar_diagram.public import radar_diagram_public
from app.answers import comparative_of, data_kinds_of, gates_of, radar_diagram_of
from app.state import Selection, source_text
from charts import theme
from charts.comparative import ranking_figure
from charts.small_multiples import small_multiples_figure
from charts.theme import MEASURE_COLUMN
from pages.radar_diagram.controls import MEASURES, SCALES, Looks, choose_companions
from pages.radar_diagram.diagram import (
    SCALE_NOTES,
    SHAPE_NOTE,
    for_measure,
    list_heading,
    list_of,
    radar_of,
    rate_headings,
    say_order,
    say_what_is_missing,
    table_of,
)
from pages.shared.downloads import Bundle, offer_downloads, released, thai_table
from pages.shared.filters import adjusting
from pages.shared.look import show_chart, show_table, source_caption
from pages.shared.page_start import jump_to, label_synthetic, own_errors
from pages.shared.url_choices import choose_level, choose_page, go_to, page_number, url_choice, write_url
from reports.workbook import Sheet
from words.screen_text import plain, text

WALL, RANKING = "เรดาร์รายพื้นที่", "ลำดับพื้นที่"
TABLE = ["rank", "area_name", "area_code", "mean_problem_pct", "indicators_with_data", "indicators"]


def show_areas(selection: Selection, looks: Looks) -> None:
    """The wall of radars, the table of their ranks under it."""
    level = choose_level(selection.area_code, "ระดับพื้นที่", 168)
    with own_errors():
        compared = comparative_of(selection, level, looks.view)
        whole = radar_diagram_of(selection, (), looks.view, False)
    label_synthetic(bool(compared.areas["is_synthetic"].any()))
    page = area_page(compared, page_number())
    st.subheader(f"พื้นที่ใน{text(compared.scope.area_title)} · ปี {selection.year_be}", anchor=False)
    choose_page(page.number, page.pages, page.first, page.last, int(compared.areas["rank"].notna().sum()))
    if not _can_be_drawn(page):
        st.info("ชุดตัวชี้วัดนี้มีไม่ถึงสามด้าน จึงวาดเป็นเรดาร์ไม่ได้ ดูลำดับในตารางด้านล่าง")
    else:
        wall = _wall(compared, page, looks, whole)
        _open_area(show_chart(wall, "areas-wall", "เรดาร์ของแต่ละพื้นที่ มาตราส่วนเดียวกัน", select=True))
        _choose_area(page)
    measure = compared.scope.indicator_set.measure
    st.caption(f"เรียงจาก{theme.mean_name(theme.measure_of(measure))}มากไปน้อย ทุกรูปใช้มาตราส่วนเดียวกัน {SHAPE_NOTE}")
    show_table(thai_table(compared.areas[TABLE], measure), "areas-table", height=420)
    if compared.low_coverage:
        st.warning(text(compared.low_coverage), icon=":material/group_off:")
    source_caption(source_text(selection))
    make = partial(_areas_bundle, compared, looks, page.number, whole)
    synthetic = bool(compared.areas["is_synthetic"].any())
    parts = [WALL, RANKING] if _can_be_drawn(page) else [RANKING]
    has_counts = compared.scope.indicator_set.measure == "count"
    offer_downloads(selection, "เรดาร์พื้นที่ย่อย", "areas", make, parts, synthetic, has_counts)


def _choose_area(page: AreaPage) -> None:
    """The way to one area for keyboard and touch."""
    names = dict(zip(page.areas["area_code"].astype(str), page.areas["area_name"].astype(str), strict=True))
    st.selectbox(
        "เปิดเรดาร์ของพื้นที่", list(names), index=None, placeholder="เลือกพื้นที่ หรือกดที่รูป", key="areas-open",
        format_func=lambda code: plain(names[code]), on_change=_area_chosen, width=320,
    )  # fmt: skip


def _area_chosen() -> None:
    if st.session_state["areas-open"] is not None:
        go_to_area(st.session_state["areas-open"])
    st.session_state["areas-open"] = None
    st.rerun()  # the area stands in the filter bar


def _open_area(codes: list[str]) -> None:
    if codes:
        go_to_area(codes[0])
        st.rerun()


def go_to_area(area_code: str) -> None:
    """Show the radar of an area from the next run on."""
    write_url("show", None)
    go_to()
    st.session_state["kept_area"] = area_code


def _can_be_drawn(page: AreaPage) -> bool:
    return page.axes["axis_code"].nunique() >= 3


def _wall(compared: RankedAreas, page: AreaPage, looks: Looks, whole: RadarDiagram) -> go.Figure:
    values: pd.Series = compared.axes[MEASURE_COLUMN[looks.measure]]
    axes = for_measure(page.axes.assign(axis_name=page.axes["axis_short"]), looks)
    rings = page.rings if looks.scale == "rank" else None
    scale_values = [float(value) for value in values]
    reference = None if looks.scale == "rank" else (whole.scope.area_title, whole.drawn())
    return small_multiples_figure(
        axes, looks.measure, looks.scale, scale_values=scale_values, peer_rings=rings, reference=reference
    )


def _areas_bundle(
    compared: RankedAreas, looks: Looks, number: int, whole: RadarDiagram, gates: GateOfYear | None
) -> Released[Bundle]:
    """The page of areas that is shown, and the tables of all of them, for files. `whole`: the area they lie in."""
    axis_of = axes_of_indicators(compared.scope.indicator_set, looks.view)
    gate = gates(compared.scope.year_be) if gates else None
    shaped = comparative_public(compared, axis_of, gate) if gate else Shaped(compared, 0)
    shared = shaped.content
    shared_whole = radar_diagram_public(whole, gates).content if gates else whole
    page = area_page(shared, number)
    measure = shared.scope.indicator_set.measure
    listed = page.areas if len(page.areas) else shared.areas.head(PAGE_SIZE)
    figures = {RANKING: ranking_figure(listed, theme.measure_of(measure))}
    headings = {RANKING: theme.ranking_heading(theme.measure_of(measure))}
    # where every mean on the page is hidden there is no radar to draw: the list says so by name
    figures[WALL] = _wall(shared, page, looks, shared_whole) if _can_be_drawn(page) else figures[RANKING]
    tables = {"ลำดับ": shared.areas[TABLE], "รายด้าน": shared.axis_table}
    sheets = [Sheet(name, thai_table(table, measure)) for name, table in tables.items()]
    notes = (SHAPE_NOTE, compared.low_coverage) if compared.low_coverage else (SHAPE_NOTE,)
    return released(Bundle(figures, sheets, notes, headings), shaped.hidden, gate)


TITLE = "เรดาร์ทุกชนิดข้อมูล"
LIST = "ลำดับตัวชี้วัด"
COLUMNS = ["axis_name", "problem_pct", "pass_pct", "indicators_with_data", "indicators"]
NOTE = "ข้อมูลแต่ละชนิดใช้ตัวชี้วัดและเกณฑ์ของตัวเอง จึงไม่นำมารวมเป็นค่าเดียว และไม่เทียบร้อยละข้ามชนิด"
OWN_PEERS = f"ลำดับของแต่ละชนิดนับเฉพาะ{PEERS_WORD}ที่มีข้อมูลชนิดนั้นในปีเดียวกัน"


def show_all_kinds(selection: Selection, bar: DeltaGenerator) -> None:
    """A radar per kind of data, of the selected year or the latest before or after it."""
    with adjusting(bar):
        companions = choose_companions(area_kinds(selection.area_code))
        measure = url_choice("แสดงเป็น", MEASURES, "measure")
        scale = url_choice("มาตราส่วน", SCALES, "scale")
    looks = Looks(measure, scale, None, companions)
    with own_errors():
        kinds = data_kinds_of(selection, companions, scale == "rank")
    label_synthetic(any(kind.is_synthetic for kind in kinds))
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
    make = partial(_kinds_bundle, kinds, looks, partial(gates_of, selection.version))
    offer_downloads(selection, TITLE, "kinds", make, list(selections), synthetic, has_counts, selections)


def _selection_of(selection: Selection, kind: KindRadar) -> Selection:
    scope = kind.scope
    return replace(selection, survey=scope.survey, set_id=scope.indicator_set.id, year_be=scope.year_be)


def _show_kind(selection: Selection, kind: KindRadar, looks: Looks) -> None:
    own_set, year, radar = kind.scope.indicator_set, kind.scope.year_be, kind.radar
    with st.container(border=True):
        st.markdown(f"#### {text(kind.title)} · ปี {year}")
        if not kind.is_asked_year:
            st.caption(f"ไม่มีข้อมูลปี {selection.year_be} จึงแสดงปีล่าสุดที่มี")
        left, right = st.columns([6, 5], gap="medium")
        with left:
            figure = radar_of(radar, looks, radar.drawn())
            show_chart(figure, f"kind-{own_set.id}", f"เรดาร์ {plain(kind.title)} ปี {year}")
            say_what_is_missing(radar, looks)
        with right:
            say_order(radar)
            show_chart(list_of(radar), f"kind-list-{own_set.id}", f"{LIST} {plain(kind.title)} ปี {year}")
        known = f"มีข้อมูล {kind.indicators_with_data} จาก {len(own_set.indicators)} ตัวชี้วัด"
        st.caption(f"{known} · {text(own_set.title)}")
        source_caption(source_text(_selection_of(selection, kind)))
        with st.expander("ตาราง"):
            show_table(table_of(radar, radar.drawn()), f"kind-table-{own_set.id}")
        st.button(
            "ดูรายละเอียด", key=f"kind-open-{own_set.id}", icon=":material/arrow_forward:",
            on_click=jump_to, args=(own_set.id, year),
        )  # fmt: skip


def _kinds_bundle(
    kinds: list[KindRadar], looks: Looks, gates_of_set: Callable[[str], GateOfYear], gates: GateOfYear | None
) -> Released[Bundle]:
    """The radars, lists and tables for files: one table of all kinds, and a sheet with its own radar for each.
    `gates`: None for everything; each kind goes through the gates of its own set."""
    own_gates = [None if gates is None else gates_of_set(kind.scope.indicator_set.id) for kind in kinds]
    shaped = [_shaped(kind.radar, own) for kind, own in zip(kinds, own_gates, strict=True)]
    shared = [(kind, each.content) for kind, each in zip(kinds, shaped, strict=True)]
    figures = {kind.title: radar_of(radar, looks, radar.drawn()) for kind, radar in shared}
    figures |= {f"{LIST} {kind.title}": list_of(radar) for kind, radar in shared}
    named = [
        thai_table(radar.axes[COLUMNS], radar.scope.indicator_set.measure).assign(
            **{"ข้อมูล": kind.title, "ปี พ.ศ.": kind.scope.year_be}
        )
        for kind, radar in shared
    ]
    sheets = [Sheet("ทุกชนิด", pd.concat(named, ignore_index=True))]
    for kind, radar in shared:
        drawn = radar.drawn()
        title, table = f"{kind.title} {kind.scope.year_be}", table_of(radar, drawn)
        sheets.append(Sheet(title, table, "ด้าน", rate_headings(radar, drawn)))
    headings = {f"{LIST} {kind.title}": f"{kind.title} {list_heading(radar)}" for kind, radar in shared}
    gate = None if gates is None else gates_of_set(kinds[0].scope.indicator_set.id)(kinds[0].scope.year_be)
    return released(Bundle(figures, sheets, (NOTE,), headings), sum(each.hidden for each in shaped), gate)


def _shaped(radar: RadarDiagram, gates: GateOfYear | None) -> Shaped[RadarDiagram]:
    return radar_diagram_public(radar, gates) if gates else Shaped(radar, 0)
