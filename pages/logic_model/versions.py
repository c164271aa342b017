"""The versions of a plan: who saved, when, what changed; an earlier one brought back as a new one."""

import pandas as pd
import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.logic_model.differences import KIND_NAMES, PartChange, plan_changes
from analysis.logic_model.plan import Plan
from app.plans import OpenPlan, bring_back, open_plan, version_name
from app.state import the_warehouse
from pages.shared.look import problem_box, show_table
from warehouse import WarehouseError
from warehouse.plans import plan_versions
from words.dates import moment_words
from words.screen_text import plain

TROUBLE = "version-not-brought-back"


def show_versions(opened: OpenPlan) -> None:
    """The list, a version to look at beside the latest, and the button that brings it back."""
    trouble = st.session_state.pop(TROUBLE, None)
    if trouble is not None:
        problem_box(trouble[0], "", trouble[1])
    versions = plan_versions(the_warehouse(), opened.plan_id)
    table = pd.DataFrame(
        {
            "รุ่น": [str(each.version) for each in versions],
            "บันทึกเมื่อ": [moment_words(each.saved_at) for each in versions],
            "ผู้บันทึก": [each.saved_by or "ไม่ระบุ" for each in versions],
        }
    )
    show_table(table, "plan-versions")
    earlier = versions[1:]
    if not earlier:
        st.caption("มีเพียงรุ่นเดียว ยังไม่มีรุ่นก่อนให้เทียบ")
        return
    names = {each.version: plain(version_name(each)) for each in earlier}
    version = st.selectbox("เทียบรุ่นล่าสุดกับ", list(names), key="plan-version", format_func=names.__getitem__, width=360)
    show_changes(open_plan(opened.selection, opened.plan_id, int(version)).plan, opened.plan, "version-changes")
    st.button(
        f"นำรุ่น {int(version):d} กลับมาใช้", key="bring-back", icon=":material/history:", on_click=_bring_back,
        args=(opened.plan_id, int(version), opened.header.version), help="บันทึกเป็นรุ่นใหม่ รุ่นอื่นยังอยู่ครบ",
    )  # fmt: skip


def show_changes(before: Plan, after: Plan, key: str) -> tuple[PartChange, ...]:
    """The differences, one row each; they are given back."""
    changes = plan_changes(before, after)
    if not changes:
        st.caption("ข้อความและตัวเลขเหมือนกันทุกส่วน")
        return changes
    table = pd.DataFrame(
        {
            "เปลี่ยน": [KIND_NAMES[each.kind] for each in changes],
            "ส่วน": [each.sheet for each in changes],
            "ของ": [each.name for each in changes],
            "ช่อง": [each.heading for each in changes],
            "ก่อน": [each.before for each in changes],
            "หลัง": [each.after for each in changes],
        }
    )
    st.markdown(f"ต่างกัน **{len(changes):,}** แห่ง")
    show_table(table, key, height=min(420, (len(changes) + 1) * 40 + 3))
    return changes


def _bring_back(plan_id: int, version: int, based_on: int) -> None:
    try:
        bring_back(plan_id, version, based_on)
    except (AnalysisError, WarehouseError) as error:
        st.session_state[TROUBLE] = (error.what, error.fix)
