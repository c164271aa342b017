"""The plan read aloud: each chain as sentences of if and then, and what the checks find, with how to mend it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.logic_model.assessment import assess
from analysis.logic_model.checks import Finding, check_plan
from analysis.logic_model.if_then import if_then_of
from analysis.logic_model.plan import Plan, Problem, Project
from app.plans import OpenPlan
from app.state import the_catalogue
from catalogue.assessments import assessments
from catalogue.plan_rules import LEVEL_NAMES, MUST, plan_rules
from pages.shared.look import show_table
from words.screen_text import plain, text

RISING = {MUST: 0}
CHECK_HEADS = {"level": "ระดับ", "says": "พบว่า", "fix": "วิธีแก้", "source": "ที่มาของกติกา"}


def show_reading(opened: OpenPlan) -> None:
    """The sentences of every problem, gaps marked; the findings as a table."""
    plan = opened.plan
    findings = sorted(check_plan(plan), key=lambda each: RISING.get(each.rule.level, 1))
    _show_findings(findings)
    names = {
        each.code: each.problem_name
        for each in the_catalogue(opened.selection.version).get(opened.header.set_id).indicators
    }
    st.subheader("อ่านห่วงโซ่ ถ้า–แล้ว", anchor=False)
    problems = plan.of(Problem)
    if not problems:
        st.info("ยังไม่มีปัญหาในแผน เพิ่มที่กระดานก่อน")
    for number, problem in enumerate(problems, 1):
        st.markdown(f"**{number:d}. {text(problem.text)}**" + (" (ติดตามเป็นรายกรณี)" if problem.is_case else ""))
        lines = [
            f"- {':material/link_off: ' if each.is_gap else ''}{text(each.text)}"
            for each in if_then_of(plan, problem.id, names)
        ]
        st.markdown("\n".join(lines))
    st.caption(":material/link_off: ห่วงโซ่ขาดตรงนี้ · ประโยคสร้างจากข้อความและการเชื่อมบนกระดานเท่านั้น")

    _show_assessments(plan, findings)


def _show_findings(findings: Sequence[Finding]) -> None:
    must = sum(each.rule.level == MUST for each in findings)
    rules = len(plan_rules())
    if not findings:
        st.success(f"ตรวจตามกติกา {rules:,} ข้อแล้ว ไม่พบสิ่งที่ต้องแก้")
        return
    st.markdown(f"**ตรวจตามกติกา {rules:,} ข้อ** ต้องแก้ {must:,} เรื่อง ควรดู {len(findings) - must:,} เรื่อง")
    table = pd.DataFrame(
        [
            {
                "level": LEVEL_NAMES[each.rule.level], "says": each.says, "fix": each.fix, "source": each.rule.source
            }
            for each in findings
        ]
    )  # fmt: skip
    show_table(table.rename(columns=CHECK_HEADS), "plan-findings")


def _show_assessments(plan: Plan, findings: Sequence[Finding]) -> None:
    """Points of each project by each sheet, from the plan's own fields, and why."""
    projects = plan.of(Project)
    if not projects:
        return
    st.subheader("ประเมินโครงการด้วยตนเอง", anchor=False)
    for sheet in assessments().values():
        found = [assess(plan, each.id, sheet, findings) for each in projects]
        table = pd.DataFrame(
            {
                "โครงการ": [each.name for each in projects],
                "คะแนน": [f"{each.points} จาก {sheet.total}" for each in found],
                "ข้อที่ครบ": [f"{each.items_held} จาก {len(each.items)}" for each in found],
            }
        )
        st.markdown(f"**{text(sheet.title)}**")
        show_table(table, f"assessment-{sheet.id}")
        st.caption(f"{text(sheet.note)} · ที่มา: {text(sheet.source)}")
    names = {each.id: plain(each.name) for each in projects}
    chosen = st.selectbox("ดูรายข้อของโครงการ", list(names), key="assessed-project", format_func=names.__getitem__)
    for sheet in assessments().values():
        rows = assess(plan, str(chosen), sheet, findings).items
        table = pd.DataFrame(
            {
                "ข้อ": [each.item.name for each in rows],
                "คะแนน": [f"{each.points} จาก {each.item.points}" for each in rows],
                "เพราะ": [each.why for each in rows],
            }
        )
        with st.expander(text(sheet.title)):
            show_table(table, f"assessed-{sheet.id}")
