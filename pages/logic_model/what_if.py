"""What the plan would come to if all of it were reached: three polygons, the people, what one household costs."""

import streamlit as st

from analysis.logic_model.what_if import BASES, WORDS, WhatIf
from app.plans import OpenPlan, what_if_of
from app.state import source_text
from charts.radar_diagram import radar_figure
from charts.theme import measure_of
from pages.shared.look import chart_with_table, show_table
from pages.shared.tables import headed
from words.numbers import format_count
from words.screen_text import text

AXIS_HEADS = {"axis_name": "ด้าน", "now_pct": "ปัจจุบัน (%)", "plan_pct": "หลังทำตามแผน (%)", "target_pct": "เป้าหมาย (%)"}
PROBLEM_HEADS = {
    "text": "ปัญหา", "unit": "หน่วย", "failed": "มีปัญหาตอนนี้", "lifted": "พ้นปัญหาตามแผน", "left": "ยังเหลือ",
    "left_to_target": "ต้องทำเพิ่มให้ถึงเป้า", "now_pct": "ปัจจุบัน (%)", "plan_pct": "หลังทำตามแผน (%)",
    "target_pct": "เป้าหมาย (%)", "basis": "คิดจาก",
}  # fmt: skip
PROJECT_HEADS = {
    "rank": "ลำดับ", "name": "โครงการ", "unit": "หน่วย", "people": "เข้าถึง", "reached": "ในนั้นมีปัญหา", "baht": "บาท",
    "baht_each": "บาทต่อหนึ่งราย", "people_per_100000_baht": "รายต่อแสนบาท",
}  # fmt: skip
UNIT_HEADS = {
    "unit": "หน่วย", "people": "รวมทุกโครงการ", "people_once": "นับคนเดียวกันครั้งเดียว", "counted_twice": "นับซ้ำ",
    "baht": "บาท", "baht_each": "บาทต่อหนึ่งราย",
}  # fmt: skip


def show_what_if(opened: OpenPlan) -> None:
    """The radar now, after the plan and at the targets; problems, projects and units as tables."""
    found = what_if_of(opened)
    st.caption(text(WORDS))
    if found.problems.empty:
        st.info("ยังไม่มีปัญหาที่จะทำโครงการ (ปัญหาที่ติดตามเป็นรายกรณีไม่นับ) เพิ่มปัญหา กิจกรรม และจำนวนที่จะเข้าถึงบนกระดานก่อน")
    companions = [("หลังทำตามแผน", found.polygon("plan_pct")), ("เป้าหมาย", found.polygon("target_pct"))]
    measure = measure_of(found.scope.indicator_set.measure)
    figure = radar_figure(found.polygon("now_pct"), companions, measure, name="ปัจจุบัน")
    chart_with_table(figure, headed(found.axes, AXIS_HEADS), "what-if-axes", source_text(opened.selection))
    _show_tables(found)


def _show_tables(found: WhatIf) -> None:
    if len(found.problems):
        st.subheader("คนและครัวเรือน", anchor=False)
        problems = found.problems.assign(basis=found.problems["basis"].map(dict(BASES)))
        show_table(headed(problems, PROBLEM_HEADS), "what-if-problems")
    if len(found.projects):
        st.subheader("โครงการใดได้คนมากที่สุดต่อเงินหนึ่งบาท", anchor=False)
        show_table(headed(found.projects, PROJECT_HEADS), "what-if-projects")
        show_table(headed(found.units, UNIT_HEADS), "what-if-units")
    if found.overlaps:
        pairs = format_count(len(found.overlaps))
        st.warning(f"มี {pairs} คู่โครงการที่ทำเรื่องเดียวกันในที่เดียวกัน แต่แผนไม่ได้บอกว่าหมายถึงครัวเรือนเดียวกันหรือไม่ จำนวนจึงอาจนับซ้ำ")
    if found.other_units:
        cases = format_count(len(found.other_units))
        st.warning(f"มี {cases} กรณีที่โครงการนับคนละหน่วยกับปัญหา จึงไม่ได้นับ ใส่จำนวนในหน่วยเดียวกันที่ตารางโครงการ")
