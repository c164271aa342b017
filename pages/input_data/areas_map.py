"""The outlines the program holds, drawn without any map service; what has none is listed."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.core.areas import names_of
from analysis.core.map_areas import lacking_outlines, map_levels, outlines_data, unplaced_municipalities
from app.state import first_area, the_warehouse
from catalogue.areas import COUNTRY, LEVELS
from charts.outlines import outlines_figure
from pages.shared.look import show_chart, show_table
from warehouse import boundary_codes

CODE_AND_NAME = {"area_code": "รหัส", "area_name": "พื้นที่"}


def show_map(version: str) -> None:
    """A province (or the country by province), its map at a level, and the areas without outline or place."""
    held = {level: count for level, count in map_levels(the_warehouse()).items() if count}
    if not held:
        with st.container(border=True):
            st.markdown("**ยังไม่มีขอบเขตของพื้นที่ใด**")
            st.markdown(
                "ขอไฟล์ขอบเขต (GeoJSON) จากหน่วยงานแผนที่ของจังหวัด แล้วเลือกไฟล์ด้านบน ทุกส่วนอื่นของโปรแกรมใช้ได้โดยไม่ต้องมีแผนที่"
            )
        return
    with st.container(horizontal=True, gap="small"):
        level = st.selectbox("ระดับ", list(held)[::-1], format_func=LEVELS.__getitem__, key="areas-map-level", width=180)
        area_code = _choose_area(version, level)
    shapes, lacking, unplaced = _map_of(version, area_code, level)
    name = names_of(the_warehouse(), [area_code])[area_code]
    show_chart(_figure(version, area_code, level), "areas-map", f"ขอบเขต{LEVELS[level]}ของ{name}")
    st.caption(f"มีขอบเขต {shapes:,} {LEVELS[level]} เส้นขอบลดจุดให้เล็กลงแล้ว ใช้ดูตำแหน่ง ไม่ใช้อ้างอิงเขตปกครอง")
    _list_lacking(lacking, f"{LEVELS[level]}ที่ยังไม่มีขอบเขต", "areas-lacking")
    if level == "tambon":
        _list_lacking(unplaced, "เทศบาลที่ยังไม่รู้ว่าอยู่ตำบลใดบนแผนที่", "areas-unplaced")


def _choose_area(version: str, level: str) -> str:
    """The province whose amphoe or tambon are drawn; provinces are drawn for the whole country."""
    if level == "province":
        return COUNTRY
    digits = {"amphoe": 4, "tambon": 6}[level]
    provinces = sorted({code[:2] for code in boundary_codes(the_warehouse()) if len(code) == digits})
    names = names_of(the_warehouse(), provinces)
    own = first_area(version)[:2]
    return st.selectbox(
        "จังหวัด", provinces, index=provinces.index(own) if own in provinces else 0, format_func=names.__getitem__,
        key=f"areas-map-province-{level}", width=320,
    )  # fmt: skip


@st.cache_data(max_entries=50, show_spinner=False)
def _map_of(version: str, area_code: str, level: str) -> tuple[int, pd.DataFrame, pd.DataFrame]:
    """How many outlines; the areas that have none; the municipalities without a place."""
    warehouse = the_warehouse()
    shapes = outlines_data(warehouse, area_code, level)
    return len(shapes), lacking_outlines(warehouse, area_code, level), unplaced_municipalities(warehouse, area_code)


@st.cache_data(max_entries=20, show_spinner=False)
def _figure(version: str, area_code: str, level: str) -> go.Figure:
    return outlines_figure(outlines_data(the_warehouse(), area_code, level))


def _list_lacking(rows: pd.DataFrame, title: str, key: str) -> None:
    if rows.empty:
        return
    with st.expander(f"{title} {len(rows):,} แห่ง", icon=":material/list:"):
        show_table(rows.rename(columns=CODE_AND_NAME), key)
