"""Where the plan stands, before anything else: what it holds, what is to be mended, and the one next step."""

import streamlit as st

from analysis.logic_model.plan import Activity, Plan, Problem, Project
from app.plans import OpenPlan
from pages.logic_model.plan_choice import plan_title
from words.numbers import format_baht
from words.screen_text import Shown, text


def show_standing(opened: OpenPlan) -> None:
    """The plan in one sentence and the next step in another."""
    header, plan = opened.header, opened.plan
    problems, projects = plan.of(Problem), plan.of(Project)
    cases = sum(each.is_case for each in problems)
    words = f"ปัญหา {len(problems):,}" + (f" (ติดตามรายกรณี {cases:,})" if cases else "")
    baht = format_baht(sum(each.baht for each in projects))
    with st.container(gap=None, key="plan-standing"):
        st.markdown(
            f"**{plan_title(header)}** รุ่น {header.version:d} · {words} · โครงการ {len(projects):,} · งบประมาณ {baht}"
        )
        st.markdown(f"**ขั้นต่อไป** {next_step(plan)}")


def next_step(plan: Plan) -> Shown:
    """The first thing that the plan lacks."""
    problems = plan.of(Problem)
    if not problems:
        return "เพิ่มปัญหาแรก พิมพ์เองบนกระดาน หรือกด “เพิ่มลงแผน” ที่เรดาร์ ลำดับปัญหา หรือหน้าเปรียบเทียบ"
    for each in problems:
        has_activity = any(isinstance(card, Activity) for card in plan.chain_of(each.id))
        if not has_activity and not each.is_case:
            return f"เพิ่มกิจกรรมที่แก้ปัญหา “{text(each.text)}”"
    loose = [each for each in plan.of(Activity) if plan.part(each.project_id) is None]
    if loose:
        return f"จัดกิจกรรม {len(loose):,} กิจกรรมที่ยังไม่อยู่ในโครงการใดเข้าโครงการ"
    for project in plan.of(Project):
        if project.needs_budget and not project.budgets:
            return f"ใส่งบประมาณของโครงการ “{text(project.name)}” หรือระบุว่าไม่ใช้งบประมาณ"
        if not project.owner:
            return f"ระบุหน่วยงานหรือตำแหน่งที่รับผิดชอบโครงการ “{text(project.name)}”"
    return "แผนครบทุกส่วนหลักแล้ว อ่านทวนทั้งห่วงโซ่ แล้วติดตามผลตามเวลา"
