"""Each project judged by the sheets: points out of the plan's own fields, and answers that no other field holds, typed
here (worth in baht, high impact, upstream to downstream)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd
import streamlit as st

from analysis.logic_model.assessment import assess
from analysis.logic_model.checks import Finding
from analysis.logic_model.plan import Part, Plan, Project
from app.plans import OpenPlan, keep_parts
from catalogue.assessments import AssessmentPart, assessments
from pages.logic_model.saving import ask_to_keep, attempt
from pages.shared.look import problem_box, show_table
from words.screen_text import plain, text

FLAGGED, TROUBLE, DONE = "answers-flagged", "answers-trouble", "answers-done"
MOST_LETTERS: Final = 1000


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
