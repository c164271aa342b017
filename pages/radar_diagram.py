"""Stage 2: the problem condition of one area on its axes, beside a reference."""

import streamlit as st

from app_look import chart_with_table
from app_page import label_synthetic, own_errors, start_page
from app_state import radar_diagram_of, source_text
from app_views import MEASURES, REFERENCES, SCALES, choose, choose_view
from charts.radar_diagram import radar_figure

selection = start_page("แผนภาพเรดาร์", "สภาพปัญหาของพื้นที่ แยกตามด้าน เทียบกับพื้นที่อ้างอิง", 2)
with st.container(horizontal=True, gap="small"):
    reference = choose("เทียบกับ", REFERENCES, "reference")
    measure = choose("แสดงเป็น", MEASURES, "measure")
    scale = choose("มาตราส่วน", SCALES, "scale")
    view = choose_view(selection)
with own_errors():
    diagram = radar_diagram_of(selection, reference, view)
label_synthetic(diagram.is_synthetic)

st.subheader(f"{diagram.scope.area_title} · ปี {selection.year_be}", anchor=False)
beside = diagram.reference_axes
companions = [] if beside is None else [(str(diagram.reference.name), beside)]
chart_with_table(
    radar_figure(diagram.axes, companions, measure, scale, diagram.scope.area_name),
    diagram.axes[["axis_name", "problem_pct", "pass_pct", "reference_pct", "indicators_with_data", "indicators"]],
    "radar",
    source_text(selection),
    f"เรดาร์_{diagram.scope.area_title}_{selection.year_be}",
)
st.caption(
    "แต่ละด้านเป็นค่าเฉลี่ยธรรมดาของร้อยละที่เป็นปัญหาในตัวชี้วัดที่มีข้อมูล (สูตรของโปรแกรมนี้) "
    "ขนาดพื้นที่ของรูปไม่มีความหมาย เพราะขึ้นกับลำดับแกน ให้อ่านทีละแกน"
)
