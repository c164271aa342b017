"""The plans of the area and of all areas within it added up: projects, baht, people, and what no plan has."""

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from analysis.logic_model.roll_up import RollUp
from app.plans import OpenPlan, fiscal_years_within, problem_names, roll_up_of
from app.state import Selection, area_title
from catalogue.activities import SDG_NAMES
from pages.logic_model.follow_up import show_late
from pages.shared.look import metric_row, show_table
from pages.shared.tables import headed
from pages.shared.url_choices import url_choice, write_url
from words.numbers import format_baht, format_count
from words.screen_text import Shown, plain, text

AREA_HEADS = {"area_name": "พื้นที่", "plans": "แผน", "projects": "โครงการ", "baht": "บาท"}
PROJECT_HEADS = {
    "name": "โครงการ",
    "area": "พื้นที่",
    "owner": "ผู้รับผิดชอบ",
    "people": "เข้าถึง",
    "unit": "หน่วย",
    "baht": "บาท",
}
SHARE_HEADS = {"name": "รายการ", "projects": "โครงการ", "baht": "บาท"}
UNIT_HEADS = {"unit": "หน่วย", "people": "รวม", "people_once": "นับคนเดียวกันครั้งเดียว", "counted_twice": "นับซ้ำ"}
LACKING_HEADS = {
    "area_name": "พื้นที่", "problem_name": "ปัญหา", "failed": "ราย", "unit": "หน่วย", "problem_pct": "เป็นปัญหา (%)",
    "reference_pct": "ค่าอ้างอิง (%)", "reference_name": "เทียบกับ",
}  # fmt: skip
TWICE_HEADS = {
    "area": "แผนของ", "name": "โครงการ", "other_area": "แผนของ (อีกแผน)", "other_name": "โครงการ (อีกแผน)",
    "problem": "ปัญหา", "at_most": "อาจนับซ้ำไม่เกิน", "unit": "หน่วย",
}  # fmt: skip
MOST_PAIRS: Final = 100
SHARE_TITLES: dict[str, Shown] = {
    "source": "ตามแหล่งงบประมาณ", "agency": "ตามหน่วยงาน", "year": "ตามปีงบประมาณ", "sdg": "ตาม SDG",
    "network": "ตามภาคีเครือข่าย",
}  # fmt: skip


def show_roll_up(opened: OpenPlan) -> None:
    """The part of an open plan: it and all plans within its area."""
    _show(opened.selection, opened.header.fiscal_year_be, opened.plan_id)


def show_plans_within(selection: Selection) -> None:
    """Where an area has no plan of its own: those of the areas within it added up, and what of them is late."""
    years = fiscal_years_within(selection.area_code)
    if not years:
        return
    st.subheader("แผนของพื้นที่ภายในพื้นที่นี้", anchor=False)
    names = {str(each): f"ปีงบประมาณ {each}" for each in years}
    year = int(url_choice("ปีงบประมาณของแผนที่รวม", names, "fiscal", width=220))
    _show(selection, year, None)
    show_late(selection, year)


def _show(selection: Selection, fiscal_year_be: int, own_plan_id: int | None) -> None:
    """Sums, each project once; by source, agency, year, SDG and network; what is worse though no plan has it."""
    found = roll_up_of(selection, fiscal_year_be)
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
    _show_ways(selection, found, own_plan_id)
    if projects:
        _show_sums(selection, found)
    else:
        st.info("แผนเหล่านี้ยังไม่มีโครงการ เพิ่มโครงการบนกระดานหรือที่ “โครงการและงบ” แล้วยอดรวมจะอยู่ที่นี่")
    _section("ด้อยชัดเจนแต่ยังไม่มีในแผนใด", found.lacking, LACKING_HEADS, "roll-lacking")


def _show_sums(selection: Selection, found: RollUp) -> None:
    """The projects, whom they reach, and the sums by source, agency, year, SDG and network."""
    places = [area_title(selection.version, str(code)) for code in found.projects["counted_at"]]
    _section("โครงการ", found.projects.assign(area=places), PROJECT_HEADS, "roll-projects")
    _section("คนและครัวเรือนที่จะเข้าถึง", found.units, UNIT_HEADS, "roll-units")
    _show_meant_twice(selection, found)
    for by, title in SHARE_TITLES.items():
        shares = found.by[by]
        rows = shares.rows.assign(name=shares.rows["name"].map(sdg_words)) if by == "sdg" else shares.rows
        _section(title, rows, SHARE_HEADS, f"roll-{by}")
        if shares.words:
            total = f"ไม่นับซ้ำมี {format_count(shares.projects)} โครงการ {format_baht(shares.baht)}"
            st.caption(f"{text(shares.words)} · {total}")


def _show_ways(selection: Selection, found: RollUp, own_plan_id: int | None) -> None:
    """From here to each plan that is added up, and to those of the areas above."""
    plans = pd.concat([found.above, found.plans], ignore_index=True)
    ways = {
        int(plan_id): (str(code), f"{area_title(selection.version, str(code))} {title}".strip())
        for plan_id, code, title in zip(plans["plan_id"], plans["area_code"], plans["title"], strict=True)
        if int(plan_id) != own_plan_id
    }
    if not ways:
        st.caption(f"ปีงบประมาณ {found.fiscal_year_be:d} ยังไม่มีแผนของพื้นที่อื่นที่อยู่เหนือหรือภายในพื้นที่นี้")
        return
    st.selectbox(
        "เปิดแผนของพื้นที่ที่อยู่เหนือหรือภายในพื้นที่นี้", list(ways), index=None, placeholder="เลือกแผน", key="roll-open",
        format_func=lambda each: plain(ways[each][1]), on_change=_plan_chosen, args=(ways,), width=420,
    )  # fmt: skip


def _plan_chosen(ways: Mapping[int, tuple[str, str]]) -> None:
    chosen = st.session_state["roll-open"]
    if chosen is not None:
        st.session_state["kept_area"] = ways[int(chosen)][0]
        write_url("plan", str(int(chosen)))
    st.session_state["roll-open"] = None


def _show_meant_twice(selection: Selection, found: RollUp) -> None:
    if found.meant_twice.empty:
        return
    version, pairs, names = selection.version, found.meant_twice, problem_names(selection.version)
    shown = pairs.head(MOST_PAIRS).assign(
        area=[area_title(version, str(code)) for code in pairs["plan_area_code"].head(MOST_PAIRS)],
        other_area=[area_title(version, str(code)) for code in pairs["other_area_code"].head(MOST_PAIRS)],
        problem=[names.get(str(code), str(code)) for code in pairs["indicator_code"].head(MOST_PAIRS)],
    )
    _section("อาจหมายถึงคนเดียวกันในคนละแผน", shown, TWICE_HEADS, "roll-twice")
    more = f" แสดง {MOST_PAIRS:,} คู่แรก" if len(pairs) > MOST_PAIRS else ""
    st.caption(
        f"{format_count(len(pairs))} คู่โครงการของคนละแผนแก้ปัญหาเดียวกันในที่เดียวกัน แผนไม่ได้บอกว่าเป็นคนเดียวกันหรือไม่ "
        f"ผลรวมจึงยังไม่หักออก{more} หากเป็นโครงการเดียวกัน ให้เหลือไว้ในแผนเดียวแล้วระบุหลายพื้นที่"
    )


def sdg_words(number: str) -> str:
    """A goal by its number and name.

    >>> sdg_words("4")
    '4 การศึกษาที่มีคุณภาพ'
    """
    return f"{number} {SDG_NAMES.get(int(number), '')}".strip()


def _section(title: Shown, table: pd.DataFrame, heads: dict[str, str], key: str) -> None:
    if len(table):
        st.subheader(title, anchor=False)
        show_table(headed(table, heads), key)
