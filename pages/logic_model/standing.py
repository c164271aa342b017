"""Where the plan stands, before anything else: what it holds, what is to be mended, and the one next step."""

import streamlit as st

from analysis.logic_model.ballots import FIRST, HallResult, disagreement_words, meeting_words
from analysis.logic_model.checks import check_plan
from analysis.logic_model.plan import Activity, Plan, Problem, Project
from app.plans import OpenPlan, result_of_meeting, standing_words
from catalogue.plan_rules import MUST
from words.screen_text import Shown, text


def show_standing(opened: OpenPlan) -> None:
    """The plan in one sentence and the next step in another."""
    with st.container(gap=None, key="plan-standing"):
        st.markdown(f"**แผน** {text(standing_words(opened))}")
        st.markdown(f"**ขั้นต่อไป** {next_step(opened.plan)}")
        if (result := result_of_meeting(opened)) is not None:
            st.markdown(_votes(result))


def _votes(result: HallResult) -> Shown:
    """What people put first at the newest meeting, and where they and the figures disagree."""
    first = [row for row in result.rows if row.people_rank is not None and row.people_rank <= FIRST]
    first.sort(key=lambda row: row.people_rank or 0)
    named = " · ".join(f"{text(row.score.problem)} {row.score.points:,}" for row in first)
    told = " · ".join(text(each) for each in disagreement_words(result))
    return f"**ประชาคมให้คะแนน** {named} ({text(meeting_words(result.workshop))}) {told}"


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
    must = [each for each in check_plan(plan) if each.rule.level == MUST]
    if must:
        return f"{text(must[0].says)} → {text(must[0].fix)}"
    if not plan.of(Project):
        return "ทุกปัญหามีจำนวนน้อย จึงติดตามเป็นรายกรณี หากจะทำโครงการด้วย เพิ่มสาเหตุและกิจกรรมต่อจากปัญหานั้นบนกระดาน"
    return "แผนครบทุกส่วนหลักแล้ว อ่านทวนทั้งห่วงโซ่ แล้วติดตามผลตามเวลา"
