"""Which plan is open: an area may have several of one year; a new one from the draft, from last year's, or by hand."""

from typing import Final

import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.logic_model.plan import Plan
from app.plans import (
    SAVED_BY,
    OpenPlan,
    coming_fiscal_year,
    copied_plan,
    drafted_plan,
    empty_plan,
    open_plan,
    plans_of,
    renamed_plan,
    saved_by,
)
from app.state import Selection, area_title
from pages.logic_model.project_list import show_list_as_new_plan
from pages.shared.look import problem_box
from pages.shared.page_start import own_errors
from pages.shared.url_choices import write_url
from warehouse import WarehouseError
from warehouse.plans import PlanHeader
from words.screen_text import plain, text

PLAN: Final = "plan"  # its parameter in the URL
DRAFT, COPY, EMPTY = "draft", "copy", "empty"
WAYS: Final = {DRAFT: "ร่างจากปัญหาสำคัญ", COPY: "คัดลอกแผนเดิม", EMPTY: "เริ่มจากแผนว่าง"}
TROUBLE: Final = "plan-not-made"
NEW_YEAR, NEW_TITLE, COPIED = "new-plan-year", "new-plan-title", "copied-plan"
MOST_LETTERS: Final = 120
YEARS: Final = (2540, 2640)


def choose_plan(selection: Selection) -> OpenPlan | None:
    """The plan that the link or the person asks for, else the newest of the area; None where there is none yet."""
    plans = plans_of(selection.area_code)
    say_what_failed()
    if not plans:
        write_url(PLAN, None)
        _show_first_ways(selection)
        return None
    names = {str(each.plan_id): _name(each) for each in plans}
    asked = st.query_params.get(PLAN)
    if asked is not None and asked not in names:
        write_url(PLAN, None)
        st.info("ไม่พบแผนที่ลิงก์นี้ชี้ไปในพื้นที่นี้ แผนอาจเป็นของพื้นที่อื่นหรือถูกลบไปแล้ว จึงเปิดแผนล่าสุดแทน", icon=":material/info:")
    current = asked if asked in names else next(iter(names))
    st.session_state["chosen-plan"] = current
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="plan-choice"):
        st.selectbox(
            "แผน", list(names), key="chosen-plan", format_func=lambda each: plain(names[each]), width=330,
            on_change=_plan_chosen, label_visibility="collapsed",
        )  # fmt: skip
        with st.popover("แผนใหม่", icon=":material/add:"):
            _show_ways(selection, plans)
        with st.popover("ชื่อแผน", icon=":material/edit:"):
            _show_title(next(each for each in plans if str(each.plan_id) == current))
        with st.popover(f"ผู้บันทึก {text(saved_by())}".strip(), icon=":material/badge:"):
            st.text_input(
                "ตำแหน่งของผู้บันทึก เว้นว่างได้", key=SAVED_BY, max_chars=80, placeholder="เช่น พัฒนากร",
            )  # fmt: skip
    with own_errors():
        return open_plan(selection, int(current))


def _name(header: PlanHeader) -> str:
    return f"แผนปีงบประมาณ {header.fiscal_year_be} {header.title}".strip() + f" (หมายเลข {header.plan_id})"


def _show_title(header: PlanHeader) -> None:
    """The title of the open plan, to change."""
    key = f"plan-title-{header.plan_id}-{header.version}"
    st.text_input("ชื่อแผน (ไม่บังคับ)", header.title, key=key, max_chars=MOST_LETTERS, width=320)
    st.button("บันทึกชื่อแผน", key="save-plan-title", icon=":material/save:", on_click=_rename, args=(header.plan_id, key))


def _rename(plan_id: int, key: str) -> None:
    try:
        renamed_plan(plan_id, str(st.session_state[key]))
    except (AnalysisError, WarehouseError) as error:
        st.session_state[TROUBLE] = (error.what, error.fix)


def _plan_chosen() -> None:
    write_url(PLAN, st.session_state["chosen-plan"])


def _show_first_ways(selection: Selection) -> None:
    st.markdown(
        f"**{text(area_title(selection.version, selection.area_code))}ยังไม่มีแผน** เริ่มได้สามทาง แล้วแก้ไขเพิ่มเติมบนกระดาน"
    )
    _show_ways(selection, [])
    place = (selection.area_code, selection.set_id, selection.year_be)
    year = int(st.session_state.get(NEW_YEAR) or coming_fiscal_year())
    title = str(st.session_state.get(NEW_TITLE) or "").strip()
    show_list_as_new_plan(Plan(area_code=place[0], set_id=place[1], year_be=place[2], fiscal_year_be=year, title=title))


def _show_ways(selection: Selection, plans: list[PlanHeader]) -> None:
    """Fiscal year and name of a new plan, and a button for each way to begin it."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        st.number_input("ปีงบประมาณ (พ.ศ.)", *YEARS, coming_fiscal_year(), 1, key=NEW_YEAR, width=160)
        st.text_input("ชื่อแผน (ไม่บังคับ)", key=NEW_TITLE, max_chars=MOST_LETTERS, width=280)
    with st.container(horizontal=True, gap="small"):
        _way(DRAFT, selection, ":material/auto_awesome:")
        _way(EMPTY, selection, ":material/note_add:")
    if plans:
        names = {each.plan_id: _name(each) for each in plans}
        st.selectbox("คัดลอกจาก", list(names), key=COPIED, format_func=lambda each: plain(names[each]), width=340)
        _way(COPY, selection, ":material/content_copy:")


def _way(way: str, selection: Selection, icon: str) -> None:
    st.button(WAYS[way], key=f"new-plan-{way}", icon=icon, on_click=_begin, args=(way, selection))


def _begin(way: str, selection: Selection) -> None:
    """Make the plan before the page is drawn again, of what is typed now, and open it."""
    year, title = int(st.session_state[NEW_YEAR]), str(st.session_state[NEW_TITLE])
    try:
        if way == DRAFT:
            made = drafted_plan(selection, year, title)
        else:
            made = (
                copied_plan(int(st.session_state[COPIED]), year) if way == COPY else empty_plan(selection, year, title)
            )
    except (AnalysisError, WarehouseError) as error:
        st.session_state[TROUBLE] = (error.what, error.fix)
    else:
        write_url(PLAN, str(made))


def say_what_failed() -> None:
    """Why the plan asked for was not made."""
    trouble = st.session_state.pop(TROUBLE, None)
    if trouble is not None:
        problem_box(trouble[0], "", trouble[1])
