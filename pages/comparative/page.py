"""Stage 4: the areas below the one chosen, ranked by their mean and side by side on every axis."""

import streamlit as st

from app.answers import comparative_of
from app.state import source_text
from charts.comparative import heat_table_figure, ranking_figure
from charts.theme import mean_name, measure_of
from pages.comparative.files import TABLE, offer_comparison
from pages.shared.downloads import thai_table
from pages.shared.look import chart_with_table
from pages.shared.page_start import label_synthetic, own_errors, start_page
from pages.shared.url_choices import choose_level, choose_view
from words.screen_text import text

filters = start_page("เปรียบเทียบพื้นที่", "พื้นที่ใดมีปัญหามากกว่ากัน และมากในด้านใด", 4)
selection = filters.selection
with st.container(horizontal=True, gap="small", key="view-bar"):
    level = choose_level(selection.area_code, "เปรียบเทียบระดับ")
    view = choose_view(selection)
with own_errors():
    compared = comparative_of(selection, level, view)
measure = measure_of(compared.scope.indicator_set.measure)
label_synthetic(bool(compared.areas["is_synthetic"].any()))

st.subheader(f"ลำดับพื้นที่ใน{text(compared.scope.area_title)} · ปี {selection.year_be}", anchor=False)
chart_with_table(
    ranking_figure(compared.areas, measure),
    thai_table(compared.areas[TABLE].drop(columns="area_code"), compared.scope.indicator_set.measure),
    "ranking",
    source_text(selection),
)
if compared.low_coverage:
    st.warning(text(compared.low_coverage), icon=":material/group_off:")
st.subheader("ตารางสีรายด้าน", anchor=False)
chart_with_table(
    heat_table_figure(compared.short_axes, measure),
    compared.axis_table.drop(columns="area_code"),
    "heat",
    source_text(selection),
    side_by_side=False,
)
offer_comparison(selection, compared, view)
st.caption(
    f"ลำดับเรียงจาก{mean_name(measure)}ทุกตัวชี้วัดที่มีข้อมูล ทุกตัวมีน้ำหนักเท่ากัน (สูตรของโปรแกรมนี้) ค่ามากคือปัญหามาก "
    "ไม่ใช้ขนาดพื้นที่ของรูปเรดาร์ เพราะขึ้นกับลำดับแกน"
)
