"""The plan read aloud: each chain as sentences of if and then, and what the checks find, with how to mend it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.logic_model.ballots import votes_of_plan
from analysis.logic_model.checks import Finding, check_plan
from analysis.logic_model.if_then import if_then_of
from analysis.logic_model.plan import Problem
from app.plans import OpenPlan, result_of_meeting, vanished_of
from app.state import the_catalogue
from catalogue.plan_rules import LEVEL_NAMES, MUST, plan_rules
from pages.logic_model.self_assessment import show_assessments
from pages.shared.look import show_table
from words.screen_text import text

RISING = {MUST: 0}
CHECK_HEADS = {"level": "ระดับ", "says": "พบว่า", "fix": "วิธีแก้", "source": "ที่มาของกติกา"}


def show_reading(opened: OpenPlan) -> None:
    """The sentences of every problem, gaps marked; the findings as a table."""
    plan = opened.plan
    _show_vanished(opened)
    findings = sorted(check_plan(plan), key=lambda each: RISING.get(each.rule.level, 1))
    _show_findings(findings)
    names = {
        each.code: each.problem_name
        for each in the_catalogue(opened.selection.version).get(opened.header.set_id).indicators
    }
    st.subheader("อ่านห่วงโซ่ ถ้า–แล้ว", anchor=False)
    problems, votes = plan.of(Problem), votes_of_plan(plan, result_of_meeting(opened))
    if not problems:
        st.info("ยังไม่มีปัญหาในแผน เพิ่มที่กระดานก่อน")
    for number, problem in enumerate(problems, 1):
        st.markdown(f"**{number:d}. {text(problem.text)}**" + (" (ติดตามเป็นรายกรณี)" if problem.is_case else ""))
        if problem.id in votes:
            st.markdown(f":material/how_to_vote: {text(votes[problem.id])}")
        lines = [
            f"- {':material/link_off: ' if each.is_gap else ''}{text(each.text)}"
            for each in if_then_of(plan, problem.id, names)
        ]
        st.markdown("\n".join(lines))
    st.caption(":material/link_off: ห่วงโซ่ขาดตรงนี้ · ประโยคสร้างจากข้อความและการเชื่อมบนกระดานเท่านั้น")

    show_assessments(opened, findings)


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


def _show_vanished(opened: OpenPlan) -> None:
    """What the plan names and the data no longer have: its set, an indicator, an area."""
    gone = vanished_of(opened)
    if gone:
        names = {each.id: getattr(each, "text", "") or getattr(each, "name", "") for each in opened.plan.parts}
        rows = [(names.get(each.part_id, "ทั้งแผน") or each.part_id, each.words) for each in gone]
        st.warning(f"แผนนี้อ้างถึงสิ่งที่ไม่มีในข้อมูลแล้ว {len(gone):,} แห่ง เลือกตัวชี้วัดหรือพื้นที่ใหม่ที่กระดานหรือตารางโครงการ")
        show_table(pd.DataFrame(rows, columns=["ส่วนของแผน", "ที่หายไป"]), "plan-vanished")
