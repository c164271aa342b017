"""A row of the tables of projects and budgets added or deleted by a tap: a phone has no key to delete with, and the
handle of a row is too small for a finger."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from analysis.logic_model.plan import Budget, Part, Project, new_id
from analysis.logic_model.project_rows import only_projects, with_projects
from app.plans import OpenPlan, keep_parts
from pages.logic_model.saving import attempt
from pages.shared.look import problem_box
from words.numbers import format_baht
from words.screen_text import plain

TROUBLE, DONE = "project-row-trouble", "project-row-done"
MOST_BAHT: Final = 1e12
MOST_LETTERS: Final = 200
YEARS: Final = (2500, 2699)
Change = Callable[[Sequence[Project]], Sequence[Project]]


def show_row_buttons(opened: OpenPlan, is_waiting: bool) -> bool:
    """Adding and deleting; True in the run after a row came or went, when the tables begin anew. `is_waiting`: cells
    that cannot be saved yet stand in the tables, and would be lost with them."""
    if trouble := st.session_state.pop(TROUBLE, None):
        problem_box(trouble[0], "", trouble[1])
    if is_waiting:
        st.caption("แก้ช่องที่ยังไม่บันทึกก่อน จึงเพิ่มหรือลบแถวด้วยปุ่มได้")
        return False
    projects = opened.plan.of(Project)
    with st.container(horizontal=True, gap="small", key="project-buttons"):
        with st.popover("เพิ่มโครงการ", icon=":material/add:"):
            st.text_input("ชื่อโครงการ", key="row-name", max_chars=MOST_LETTERS, width=320)
            st.button("เพิ่ม", key="row-add", type="primary", on_click=_add_project, args=(opened,))
        if projects:
            with st.popover("เพิ่มงบประมาณ", icon=":material/add_card:"):
                _show_new_budget(opened, projects)
            with st.popover("ลบแถว", icon=":material/delete:"):
                _show_deleting(opened, projects)
    return bool(st.session_state.pop(DONE, False))


def _show_new_budget(opened: OpenPlan, projects: Sequence[Project]) -> None:
    names = {each.id: plain(each.name) for each in projects}
    st.selectbox("โครงการ", list(names), format_func=names.__getitem__, key="row-budget-project", width=320)
    st.text_input("แหล่งงบประมาณ", key="row-budget-source", max_chars=MOST_LETTERS, placeholder="เช่น อบต.", width=320)
    st.number_input("ปีงบประมาณ", *YEARS, opened.header.fiscal_year_be, 1, key="row-budget-year", width=160)
    st.number_input("บาท", 0.0, MOST_BAHT, None, 1000.0, key="row-budget-baht", width=220)
    st.button("เพิ่ม", key="row-budget-add", type="primary", on_click=_add_budget, args=(opened,))


def _show_deleting(opened: OpenPlan, projects: Sequence[Project]) -> None:
    """A project with its money, or one sum; an earlier version can be brought back."""
    rows = {(each.id, -1): f"โครงการ: {each.name}" for each in projects} | {
        (each.id, place): f"งบ: {each.name} · {budget.source} · {budget.year_be} · {format_baht(budget.baht)}"
        for each in projects
        for place, budget in enumerate(each.budgets)
    }
    row = st.selectbox(
        "แถวที่จะลบ", list(rows), index=None, placeholder="เลือกแถว", format_func=lambda each: plain(rows[each]), width=360
    )
    st.button(
        "ลบแถวนี้", key="row-delete", icon=":material/delete:", disabled=row is None, on_click=_delete,
        args=(opened, row), help="นำกลับได้ที่ส่วน “รุ่น”",
    )  # fmt: skip


def _add_project(opened: OpenPlan) -> None:
    name = str(st.session_state["row-name"]).strip()
    if not name:
        st.session_state[TROUBLE] = ("ยังไม่ใส่ชื่อโครงการ", "พิมพ์ชื่อ แล้วกดเพิ่ม")
        return
    added = Project(id=new_id(Project.kind, [each.id for each in opened.plan.parts]), name=name)
    if _keep(opened, lambda projects: [*projects, added]):
        st.session_state["row-name"] = ""


def _add_budget(opened: OpenPlan) -> None:
    source, baht = str(st.session_state["row-budget-source"]).strip(), st.session_state["row-budget-baht"]
    if not source or baht is None:
        st.session_state[TROUBLE] = ("ยังไม่ใส่แหล่งงบประมาณหรือจำนวนเงิน", "ใส่ทั้งสองช่อง แล้วกดเพิ่ม")
        return
    added = Budget(source=source, year_be=int(st.session_state["row-budget-year"]), baht=float(baht))
    project_id = str(st.session_state["row-budget-project"])
    if _keep(opened, lambda projects: with_budget(projects, project_id, added)):
        st.session_state["row-budget-source"], st.session_state["row-budget-baht"] = "", None


def _delete(opened: OpenPlan, row: tuple[str, int]) -> None:
    _keep(opened, lambda projects: without_row(projects, *row))


def with_budget(projects: Sequence[Project], project_id: str, added: Budget) -> list[Project]:
    """The projects with a sum more of one of them; money is needed then."""
    return [
        replace(each, budgets=(*each.budgets, added), needs_budget=True) if each.id == project_id else each
        for each in projects
    ]


def without_row(projects: Sequence[Project], project_id: str, place: int) -> list[Project]:
    """The projects without one of them (place -1), or without the sum of money at a place of it."""
    if place < 0:
        return [each for each in projects if each.id != project_id]
    return [
        replace(each, budgets=(*each.budgets[:place], *each.budgets[place + 1 :])) if each.id == project_id else each
        for each in projects
    ]


def _keep(opened: OpenPlan, change: Change) -> bool:
    """Save the change before the page is drawn again; False, with why, where it was not kept."""

    def changed(parts: Sequence[Part]) -> tuple[Part, ...]:
        return with_projects(parts, change([each for each in parts if isinstance(each, Project)]))

    tried = attempt(lambda: keep_parts(opened.plan_id, opened.header.version, changed, only_projects))
    if tried.is_stale:
        st.session_state[TROUBLE] = ("มีผู้แก้โครงการและบันทึกไปก่อน จึงยังไม่เปลี่ยนแถวนี้", "ดูตารางล่าสุดแล้วทำอีกครั้ง")
    elif tried.trouble:
        st.session_state[TROUBLE] = tried.trouble
    else:
        st.session_state[DONE] = True
    return tried.trouble is None
