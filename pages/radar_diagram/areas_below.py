"""The areas below the one chosen as a wall of small radars, on one scale, most problem first, a page at a time."""

from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.comparative.data import Comparative
from analysis.comparative.public import public_comparative
from analysis.radar_diagram.area_pages import PAGE_SIZE, AreaPage, area_page, wide_axes
from analysis.radar_diagram.levels import axes_of_indicators
from app.state import Selection, comparative_of, source_text
from charts.comparative import ranking_figure
from charts.small_multiples import small_multiples_figure
from charts.theme import MEASURE_COLUMN
from pages.radar_diagram.controls import Looks
from pages.radar_diagram.diagram import SHAPE_NOTE, for_measure
from pages.shared.downloads import Bundle, offer_downloads, thai_table
from pages.shared.look import show_chart, show_table, source_caption
from pages.shared.page_start import label_synthetic, own_errors
from pages.shared.url_state import choose_page, page_number, url_choice
from pages.shared.views import levels_below
from reports.workbook import Sheet

WALL, RANKING = "เรดาร์รายพื้นที่", "ลำดับพื้นที่"
TABLE = ["rank", "area_name", "area_code", "mean_problem_pct", "indicators_with_data", "indicators"]


def show_areas(selection: Selection, looks: Looks) -> None:
    """The wall of radars, the table of their ranks under it."""
    below = levels_below(selection.area_code)
    level = url_choice("ระดับพื้นที่", below, "level", width=168) if len(below) > 1 else None
    with own_errors():
        compared = comparative_of(selection, level, looks.view)
    label_synthetic(bool(compared.areas["is_synthetic"].any()))
    page = area_page(compared, page_number())
    st.subheader(f"พื้นที่ใน{compared.scope.area_title} · ปี {selection.year_be}", anchor=False)
    choose_page(page.number, page.pages, page.first, page.last, int(compared.areas["rank"].notna().sum()))
    if not _can_be_drawn(page):
        st.info("ชุดตัวชี้วัดนี้มีไม่ถึงสามด้าน จึงวาดเป็นเรดาร์ไม่ได้ ดูลำดับในตารางด้านล่าง")
    else:
        show_chart(_wall(compared, page, looks), "areas-wall", "เรดาร์ของแต่ละพื้นที่ มาตราส่วนเดียวกัน")
    st.caption(f"เรียงจากค่าเฉลี่ยร้อยละที่เป็นปัญหามากไปน้อย ทุกรูปใช้มาตราส่วนเดียวกัน {SHAPE_NOTE}")
    show_table(compared.areas[TABLE], "areas-table", height=420)
    source_caption(source_text(selection))
    make = partial(_bundle, compared, looks, page.number)
    synthetic = bool(compared.areas["is_synthetic"].any())
    parts = [WALL, RANKING] if _can_be_drawn(page) else [RANKING]
    has_counts = compared.scope.indicator_set.measure == "count"
    offer_downloads(selection, "เรดาร์พื้นที่ย่อย", "areas", make, parts, synthetic, has_counts)


def _can_be_drawn(page: AreaPage) -> bool:
    return page.axes["axis_code"].nunique() >= 3


def _wall(compared: Comparative, page: AreaPage, looks: Looks) -> go.Figure:
    values: pd.Series = compared.axes[MEASURE_COLUMN[looks.measure]]
    axes = for_measure(page.axes.assign(axis_name=page.axes["axis_short"]), looks)
    rings = page.rings if looks.scale == "rank" else None
    scale_values = [float(value) for value in values]
    return small_multiples_figure(axes, looks.measure, looks.scale, scale_values=scale_values, peer_rings=rings)


def _bundle(compared: Comparative, looks: Looks, number: int, public: bool) -> Bundle:
    """The page of areas that is shown, and the tables of all of them, for files."""
    axis_of = axes_of_indicators(compared.scope.indicator_set, looks.view)
    shared, hidden = public_comparative(compared, axis_of) if public else (compared, 0)
    page = area_page(shared, number)
    figures = {RANKING: ranking_figure(page.areas if len(page.areas) else shared.areas.head(PAGE_SIZE))}
    headings = {RANKING: "พื้นที่เรียงตามค่าเฉลี่ยร้อยละที่เป็นปัญหาทุกตัวชี้วัด จากมากไปน้อย"}
    # where every mean on the page is hidden there is no radar to draw: the list says so by name
    figures[WALL] = _wall(shared, page, looks) if _can_be_drawn(page) else figures[RANKING]
    sheets = [Sheet("ลำดับ", thai_table(shared.areas[TABLE])), Sheet("รายด้าน", thai_table(wide_axes(shared)))]
    return Bundle(figures, sheets, hidden, (SHAPE_NOTE,), headings)
