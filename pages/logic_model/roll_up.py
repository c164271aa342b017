"""The plans of the area and of all areas within it added up: projects, baht, people, and what no plan has."""

import pandas as pd
import streamlit as st

from app.plans import OpenPlan, roll_up_of
from pages.shared.look import metric_row, show_table
from pages.shared.tables import headed
from words.numbers import format_baht, format_count
from words.screen_text import Shown, text

AREA_HEADS = {"area_name": "พื้นที่", "plans": "แผน", "projects": "โครงการ", "baht": "บาท"}
PROJECT_HEADS = {"name": "โครงการ", "owner": "ผู้รับผิดชอบ", "people": "เข้าถึง", "unit": "หน่วย", "baht": "บาท"}
SHARE_HEADS = {"name": "รายการ", "projects": "โครงการ", "baht": "บาท"}
UNIT_HEADS = {"unit": "หน่วย", "people": "รวม", "people_once": "นับคนเดียวกันครั้งเดียว", "counted_twice": "นับซ้ำ"}
LACKING_HEADS = {
    "area_name": "พื้นที่", "problem_name": "ปัญหา", "failed": "ราย", "unit": "หน่วย", "problem_pct": "เป็นปัญหา (%)",
    "reference_pct": "ค่าอ้างอิง (%)", "reference_name": "เทียบกับ",
}  # fmt: skip
SHARE_TITLES: dict[str, Shown] = {
    "source": "ตามแหล่งงบประมาณ", "agency": "ตามหน่วยงาน", "year": "ตามปีงบประมาณ", "sdg": "ตาม SDG",
    "network": "ตามภาคีเครือข่าย",
}  # fmt: skip


def show_roll_up(opened: OpenPlan) -> None:
    """Sums, each project once; by source, agency, year, SDG and network; what is worse though no plan has it."""
    found = roll_up_of(opened)
    missing, projects = found.without_money, len(found.projects)
    metric_row([
        ("แผน", format_count(len(found.plans))), ("โครงการ", format_count(projects)),
        ("งบประมาณ", format_baht(found.baht if missing < projects else None, "ยังไม่ใส่")),
    ])  # fmt: skip
    if missing:
        st.caption(f"บาทในตารางรวมเฉพาะงบที่ใส่แล้ว ยังไม่ใส่ {format_count(missing)} จาก {format_count(projects)} โครงการ")
    if found.several:
        st.caption(f"มี {format_count(len(found.several))} พื้นที่ที่มีหลายแผนในปีนี้ นับแผนที่เริ่มล่าสุดของแต่ละพื้นที่")
    if found.higher:
        st.caption(f"มี {format_count(len(found.higher))} โครงการที่ทำเกินพื้นที่นี้ จึงไม่นับที่นี่ ให้ดูแผนของพื้นที่ใหญ่กว่า")
    _section("ตามพื้นที่", found.areas, AREA_HEADS, "roll-areas")
    _section("โครงการ", found.projects, PROJECT_HEADS, "roll-projects")
    _section("คนและครัวเรือนที่จะเข้าถึง", found.units, UNIT_HEADS, "roll-units")
    for by, title in SHARE_TITLES.items():
        shares = found.by[by]
        _section(title, shares.rows, SHARE_HEADS, f"roll-{by}")
        if shares.words:
            total = f"ไม่นับซ้ำมี {format_count(shares.projects)} โครงการ {format_baht(shares.baht)}"
            st.caption(f"{text(shares.words)} · {total}")
    _section("ด้อยชัดเจนแต่ยังไม่มีในแผนใด", found.lacking, LACKING_HEADS, "roll-lacking")


def _section(title: Shown, table: pd.DataFrame, heads: dict[str, str], key: str) -> None:
    if len(table):
        st.subheader(title, anchor=False)
        show_table(headed(table, heads), key)
