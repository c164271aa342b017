"""The plan as cards to edit, one a problem: drafted from the logic model, in Thai, saved in the warehouse."""

import hashlib
from typing import Any

import pandas as pd
import streamlit as st

from app.state import Selection, saved_plan_id, the_warehouse
from charts.theme import Measure, measured
from loaders import Problem
from warehouse import PlanItem, create_plan, read_plan, save_plan, texts_of_persons
from warehouse.migrations.plan_rows import COLUMNS, FACTS, PERIOD, SOURCE, Ids, items_of_rows
from warehouse.stored_text import check_plan, every_text
from words.numbers import format_count
from words.screen_text import Shown, text

Row = dict[str, Any]

CHAIN = {
    "causes": "สาเหตุ",
    "inputs": "ปัจจัยนำเข้า",
    "activities": "กิจกรรม / โครงการ",
    "outputs": "ผลผลิต",
    "outcomes": "ผลลัพธ์",
    "impact": "ผลกระทบ",
    "agencies": "หน่วยงานรับผิดชอบ",
    "partners": "ภาคีเครือข่าย",
}
MEANS = {"budget_source": "แหล่งงบประมาณ", "period": "ระยะเวลา"}
BUDGET = "budget_baht"
NOW = {"problem": "เป็นปัญหา", "severity": "ดัชนีความรุนแรง"}  # what the baseline is


def draft_rows(chains: pd.DataFrame, measure: Measure) -> list[Row]:
    """One row a problem, named by what fails; budget and period are left for the people of the area to fill."""
    return [_draft_row(chain, measure) for chain in chains.to_dict("records")]


def _draft_row(chain: dict[Any, Any], measure: Measure) -> Row:
    reach = f"{format_count(chain['to_reach'])} {chain['unit']}" if pd.notna(chain["to_reach"]) else ""
    return {
        "problem": chain["problem_name"],
        "baseline": f"{NOW[measure]} {measured(chain['baseline_pct'], measure)}",
        "target": f"เหลือไม่เกิน {measured(chain['target_problem_pct'], measure)} ({chain['target_note']})",
        "reach": reach,
        **{part: str(chain[part]).replace("; ", "\n") for part in CHAIN},
        **dict.fromkeys(MEANS, ""),
        BUDGET: None,
    }


def empty_row() -> Row:
    """A problem the people of the area add themselves."""
    return dict.fromkeys(("problem", *FACTS, *CHAIN, *MEANS), "") | {BUDGET: None}


def saved_plan(selection: Selection) -> list[Row] | None:
    """The plan saved last for the area, set and year; None when there is none."""
    plan_id = saved_plan_id(selection)
    if plan_id is None:
        return None
    rows: list[Row] = []
    for item in read_plan(the_warehouse(), plan_id)[1]:
        if item.kind == "problem":
            rows.append(empty_row() | {"problem": item.content["text"]} | _noted(item.content.get("note", ""), FACTS))
        elif rows and item.kind in _COLUMN_OF:
            column = _COLUMN_OF[item.kind]
            rows[-1][column] = "\n".join(filter(None, (rows[-1][column], item.content["text"])))
        elif rows and item.kind == "project":
            rows[-1] |= _project_fields(item.content)
    return rows


_COLUMN_OF = {kind: column for column, kind in COLUMNS.items()}


def _noted(note: str, names: dict[str, str]) -> Row:
    """Field → what stands after its name in a note of one line a field."""
    lines = [line.partition(": ") for line in note.splitlines()]
    return {key: after for key, name in names.items() for before, _, after in lines if before == name}


def _project_fields(content: Row) -> Row:
    row = {"agencies": "\n".join([each for each in [content.get("owner", ""), *content.get("agencies", [])] if each])}
    row |= _noted(content.get("method", ""), {"period": PERIOD, "budget_source": SOURCE})
    for budget in content.get("budgets", []):
        row |= {"budget_source": budget["source"], BUDGET: round(budget["baht"])}
    return row


def edit_plan(rows: list[Row], key: str) -> list[Row]:
    """Draw a card per problem and give the rows as they stand on the screen; a card marked for removal is left out."""
    edited = [_edit_row(number, row, f"{key}-{number}") for number, row in enumerate(rows)]
    return [row for row in edited if row is not None]


def _edit_row(number: int, row: Row, key: str) -> Row | None:
    title = text(row.get("problem") or "ปัญหาใหม่")
    with st.expander(f"**{number + 1}. {title}** · {text(row.get('baseline') or '')}", expanded=number == 0):
        edited: Row = {"problem": st.text_input("ปัญหา", row.get("problem") or "", key=f"{key}-problem")}
        for names, height in ((FACTS, None), (CHAIN, 150), (MEANS, None)):
            edited |= _edit_fields(names, row, key, height)
        edited[BUDGET] = st.number_input(
            "งบประมาณ (บาท)", 0, None, row.get(BUDGET), 1000, key=f"{key}-{BUDGET}", placeholder="ยังไม่ระบุ", width=260
        )
        removed = st.checkbox("นำปัญหานี้ออกจากแผนเมื่อบันทึก", key=f"{key}-removed")
    return None if removed else edited


def _edit_fields(names: dict[str, Shown], row: Row, key: str, height: int | None) -> Row:
    values: Row = {}
    for start in range(0, len(names), 2):
        for column, name in zip(st.columns(2), list(names)[start : start + 2], strict=False):
            label, written = names[name], row.get(name) or ""
            with column:
                values[name] = (
                    st.text_input(label, written, key=f"{key}-{name}")
                    if height is None
                    else st.text_area(label, written, key=f"{key}-{name}", height=height)
                )
    return values


def plan_key(selection: Selection, top: int, is_saved: bool) -> str:
    """Prefix of the widgets' keys: another area, year or draft is another plan, and edits never slip into it."""
    drafted = f"saved-{st.session_state.get('plan_savings', 0)}" if is_saved else f"draft-{top}"
    return f"plan-{selection.area_code}-{selection.set_id}-{selection.year_be}-{drafted}"


def ask_to_keep(rows: list[Row], saved: list[Row] | None, key: str) -> list[str]:
    """Show the texts that seem to say something of a person, until each was changed or is to be kept; returns those
    to be kept. Nothing of them is stored before. A text of the plan saved last was decided then."""
    decided = texts_of_persons(saved)
    flagged = [each for each in texts_of_persons(rows) if each not in decided]
    if not flagged:
        return []
    st.warning(text(Problem("P05", {"count": len(flagged)}).text()), icon=":material/privacy_tip:")
    label = "เก็บข้อความนี้ไว้ในแผน: {}"
    return [each for each in flagged if st.checkbox(label.format(text(each)), key=_key(key, each))]


def _key(key: str, written: str) -> str:
    return f"{key}-{hashlib.sha256(written.encode()).hexdigest()[:12]}"


def save_rows(selection: Selection, rows: list[Row], kept: list[str]) -> None:
    """Keep the plan, with the texts of persons that are to be kept."""
    check_plan(rows, kept, saved_plan(selection) or ())
    warehouse, plan_id, place = the_warehouse(), saved_plan_id(selection), (selection.area_code, selection.set_id)
    if plan_id is None:
        plan_id = create_plan(warehouse, *place, selection.year_be, selection.year_be + 1)
    header, _ = read_plan(warehouse, plan_id)
    items = [PlanItem(*item) for item in items_of_rows(rows, header.fiscal_year_be, Ids())]
    save_plan(warehouse, plan_id, header.version, items, kept=set(every_text([item.content for item in items])))
    st.session_state["plan_savings"] = st.session_state.get("plan_savings", 0) + 1
