"""The plan as a table to edit: rows drafted from the logic model, columns in Thai, saving."""

from typing import Any

import pandas as pd
import streamlit as st

from app_look import format_count, format_pct
from app_state import Selection, the_warehouse
from warehouse import read_plan, save_plan

PLAN_COLUMNS = {
    "problem": "ปัญหา",
    "baseline": "ค่าฐาน",
    "target": "ค่าเป้าหมาย",
    "reach": "กลุ่มเป้าหมาย",
    "causes": "สาเหตุ",
    "inputs": "ปัจจัยนำเข้า",
    "activities": "กิจกรรม / โครงการ",
    "outputs": "ผลผลิต",
    "outcomes": "ผลลัพธ์",
    "impact": "ผลกระทบ",
    "agencies": "หน่วยงานรับผิดชอบ",
    "partners": "ภาคีเครือข่าย",
    "budget_baht": "งบประมาณ (บาท)",
    "budget_source": "แหล่งงบประมาณ",
    "period": "ระยะเวลา",
}
DRAFTED = ("causes", "inputs", "activities", "outputs", "outcomes", "impact", "agencies", "partners")
NUMBERS = ("budget_baht",)


def draft_rows(chains: pd.DataFrame) -> pd.DataFrame:
    """One row a problem, with PLAN_COLUMNS; budget and period are left for the people of the area to fill."""
    rows: list[dict[str, Any]] = []
    for chain in chains.to_dict("records"):
        has_count = pd.notna(chain["to_reach"])
        rows.append(
            {
                "problem": chain["name"],
                "baseline": f"เป็นปัญหา {format_pct(chain['baseline_pct'])}",
                "target": f"เหลือไม่เกิน {format_pct(chain['target_problem_pct'])} ({chain['target_note']})",
                "reach": f"{format_count(chain['to_reach'])} {chain['unit']}" if has_count else "",
                **{part: str(chain[part]).replace("; ", "\n") for part in DRAFTED},
                "budget_baht": None,
                "budget_source": "",
                "period": "",
            }
        )
    return plan_table(rows)


def plan_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows of a plan as a table with every column, text as text and baht as numbers."""
    table = pd.DataFrame(rows, columns=list(PLAN_COLUMNS))
    texts = {name: "str" for name in PLAN_COLUMNS if name not in NUMBERS}
    return table.fillna(dict.fromkeys(texts, "")).astype(texts).astype(dict.fromkeys(NUMBERS, "Float64"))


def plan_editor_config() -> dict[str, Any]:
    """Thai headings; wide columns for texts."""
    config: dict[str, Any] = {
        name: st.column_config.TextColumn(title, width="large" if name in DRAFTED else "medium")
        for name, title in PLAN_COLUMNS.items()
    }
    config["problem"] = st.column_config.TextColumn(PLAN_COLUMNS["problem"], width="medium", pinned=True)
    config["budget_baht"] = st.column_config.NumberColumn(PLAN_COLUMNS["budget_baht"], min_value=0, format="localized")
    return config


def saved_plan(selection: Selection) -> pd.DataFrame | None:
    """The plan saved last for the area, set and year; None when there is none."""
    rows = read_plan(the_warehouse(), selection.area_code, selection.set_id, selection.year_be)
    return None if rows is None else plan_table(rows)


def plan_key(selection: Selection, top: int, saved: pd.DataFrame | None) -> str:
    """The editor's key: a new area, year or draft is a new table; edits of another never slip in."""
    drafted = f"draft-{top}" if saved is None else f"saved-{st.session_state.get('plan_savings', 0)}"
    return f"plan-{selection.area_code}-{selection.set_id}-{selection.year_be}-{drafted}"


def save_edited(selection: Selection, table: pd.DataFrame) -> None:
    """Keep the plan as it stands on the screen."""
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    save_plan(the_warehouse(), selection.area_code, selection.set_id, selection.year_be, rows)
    st.session_state["plan_savings"] = st.session_state.get("plan_savings", 0) + 1
