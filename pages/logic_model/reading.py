"""The plan read over: each chain as sentences of if and then, what the checks find, each project judged by the sheets.

A finding says how it is mended. The sheets give points out of the plan's own fields, and for answers that no other
field holds, typed here (worth in baht, high impact, upstream to downstream).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st

from analysis.logic_model.assessment import assess
from analysis.logic_model.ballots import votes_of_plan
from analysis.logic_model.checks import Finding, check_plan
from analysis.logic_model.if_then import if_then_of
from analysis.logic_model.plan import Part, Plan, Problem, Project
from app.plans import OpenPlan, keep_parts, result_of_meeting, vanished_of
from app.state import the_catalogue
from catalogue.assessments import AssessmentPart, assessments
from catalogue.plan_rules import LEVEL_NAMES, MUST, plan_rules
from pages.logic_model.saving import ask_to_keep, attempt
from pages.shared.look import problem_box, show_table
from words.screen_text import plain, text

RISING = {MUST: 0}
CHECK_HEADS = {"level": "ระดับ", "says": "พบว่า", "fix": "วิธีแก้", "source": "ที่มาของกติกา"}
FLAGGED, TROUBLE, DONE = "answers-flagged", "answers-trouble", "answers-done"
MOST_LETTERS: Final = 1000


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


def show_assessments(opened: OpenPlan, findings: Sequence[Finding]) -> None:
    """Points of each project by each sheet, and why; the answers of one project to type."""
    plan = opened.plan
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
    chosen = str(st.selectbox("ดูรายข้อของโครงการ", list(names), key="assessed-project", format_func=names.__getitem__))
    _show_items(plan, chosen, findings)
    project = next((each for each in projects if each.id == chosen), projects[0])
    _show_answers(opened, project)


def _show_items(plan: Plan, project_id: str, findings: Sequence[Finding]) -> None:
    for sheet in assessments().values():
        rows = assess(plan, project_id, sheet, findings).items
        table = pd.DataFrame(
            {
                "ข้อ": [each.item.name for each in rows],
                "คะแนน": [f"{each.points} จาก {each.item.points}" for each in rows],
                "เพราะ": [each.why for each in rows],
            }
        )
        with st.expander(text(sheet.title)):
            show_table(table, f"assessed-{sheet.id}")


def asked_parts() -> dict[str, AssessmentPart]:
    """Key of an answer → the part of a sheet that asks for it, in the order of the sheets."""
    return {
        part.answer: part
        for sheet in assessments().values()
        for item in sheet.items
        for part in item.parts
        if part.answer
    }


def _show_answers(opened: OpenPlan, project: Project) -> None:
    """The questions that no field of the plan answers, with what was typed for them."""
    if done := st.session_state.pop(DONE, None):
        st.success(text(done), icon=":material/check_circle:")
    if trouble := st.session_state.pop(TROUBLE, None):
        problem_box(trouble[0], "", trouble[1])
    held = dict(project.answers)
    flagged: tuple[str, ...] = st.session_state.get(FLAGGED, ())
    with st.expander(
        "คำตอบที่แผนไม่มีช่องอื่นให้ใส่ (มูลค่า ผลกว้าง ต้นทาง–ปลายทาง)", icon=":material/edit_note:", expanded=bool(flagged)
    ):
        kept = ask_to_keep(flagged, "answers-kept") if flagged else ()
        with st.form(f"answers-{opened.plan_id}-{project.id}", border=False):
            typed = {
                key: st.text_area(
                    text(part.name), held.get(key, ""), key=f"answer-{opened.plan_id}-{project.id}-{key}",
                    help=text(part.how), max_chars=MOST_LETTERS, height=80,
                )
                for key, part in asked_parts().items()
            }  # fmt: skip
            sent = st.form_submit_button("บันทึกคำตอบ", type="primary", icon=":material/save:")
        if sent:
            _keep(opened, project.id, {key: str(each).strip() for key, each in typed.items()}, kept)


def with_answers(parts: Sequence[Part], project_id: str, typed: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts with the answers of a project; an emptied one goes, those of sheets that are gone stay."""

    def changed(part: Part) -> Part:
        if not isinstance(part, Project) or part.id != project_id:
            return part
        answers = {key: each for key, each in (dict(part.answers) | dict(typed)).items() if each}
        return replace(part, answers=tuple(answers.items()))

    return tuple(changed(each) for each in parts)


def _keep(opened: OpenPlan, project_id: str, typed: Mapping[str, str], kept: tuple[str, ...]) -> None:
    """Save the answers and draw the page again; what was typed stays in its boxes where it could not be kept."""

    def change(parts: Sequence[Part]) -> tuple[Part, ...]:
        return with_answers(parts, project_id, typed)

    def touched(parts: Sequence[Part]) -> tuple[Part, ...]:
        return tuple(each for each in parts if each.id == project_id)

    flagged = tuple(st.session_state.pop(FLAGGED, ()))
    tried = attempt(lambda: keep_parts(opened.plan_id, opened.header.version, change, touched, kept))
    if tried.is_stale:
        st.session_state[TROUBLE] = ("มีผู้แก้โครงการนี้และบันทึกไปก่อน คำที่พิมพ์ยังอยู่ในช่อง", "ตรวจโครงการล่าสุด แล้วกดบันทึกอีกครั้ง")
    elif tried.flagged:
        st.session_state[FLAGGED] = tuple(dict.fromkeys((*flagged, *tried.flagged)))
    elif tried.trouble:
        st.session_state[TROUBLE] = tried.trouble
    elif tried.result:
        st.session_state[DONE] = f"บันทึกคำตอบแล้ว รุ่น {tried.result.version}"
    st.rerun()
