"""What is different between two states of a plan, as a table."""

import pandas as pd
import streamlit as st

from analysis.logic_model.part_changes import KIND_NAMES, PartChange, plan_changes
from analysis.logic_model.plan import Plan
from pages.shared.look import show_table


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
