"""The plan's workbook brought back: every difference is shown before any of it is saved."""

import hashlib
from dataclasses import dataclass
from typing import Final

import streamlit as st

from analysis.core.errors import AnalysisError
from analysis.logic_model.differences import Side, conflicting_parts, merged_plan, name_in
from analysis.logic_model.edited_workbook import SheetFault, plan_of_sheets, workbook_origin
from analysis.logic_model.plan import Plan
from app.plan_files import read_plan_workbook
from app.plans import OpenPlan, keep_plan, open_plan
from loaders import ReadRefusal
from pages.logic_model.saving import ask_to_keep, attempt
from pages.logic_model.versions import show_changes
from pages.shared.look import problem_box
from warehouse import WarehouseError
from words.screen_text import text

READ: Final = "brought-workbook"
SIDES: Final[dict[Side, str]] = {"mine": "ของไฟล์", "theirs": "ของรุ่นล่าสุด"}
MOST_FAULTS: Final = 10


@dataclass(frozen=True)
class Brought:
    """A workbook that was read: the plan as it was made from (`base`, of version `based_on`) and as it was edited."""

    digest: str
    based_on: int
    base: Plan
    edited: Plan
    faults: tuple[SheetFault, ...]


def show_workbook(opened: OpenPlan) -> None:
    """A place for the file; what is wrong in it, what it changes, what others changed since, and the saving."""
    st.markdown("ใช้ไฟล์ที่ดาวน์โหลดจากหน้านี้ แถวถูกจับคู่ด้วยรหัสแถวในคอลัมน์แรก")
    file = st.file_uploader("สมุดงานแผน (.xlsx)", type="xlsx", key=f"{READ}-{opened.plan_id}")
    if file is None:
        st.session_state.pop(READ, None)
        return
    try:
        brought = _read(opened, file.getvalue(), file.name)
    except ReadRefusal as refusal:
        problem_box(refusal.what, "", refusal.fix)
        return
    except (AnalysisError, WarehouseError) as error:
        problem_box(error.what, "", error.fix)
        return
    for fault in brought.faults[:MOST_FAULTS]:
        where = f"แผ่นงาน {fault.sheet}" + (f" แถว {fault.row}" if fault.row else "")
        problem_box(fault.what, f"{where} {fault.heading}".strip(), fault.fix)
    if brought.faults:
        st.caption(f"พบ {len(brought.faults):,} แห่งที่อ่านไม่ได้ จึงยังไม่เปลี่ยนแผน แก้ในไฟล์แล้วนำเข้าใหม่")
        return
    _offer_changes(opened, brought)


def _read(opened: OpenPlan, content: bytes, name: str) -> Brought:
    """The file read once, in a child process with limits as every file from outside."""
    digest = hashlib.sha256(content).hexdigest()
    held: Brought | None = st.session_state.get(READ)
    if held is not None and held.digest == digest:
        return held
    with st.spinner("กำลังอ่านไฟล์ …", show_time=True):
        sheets = read_plan_workbook(content, name)
    origin = workbook_origin(sheets)
    if origin.plan_id != opened.plan_id or origin.area_code != opened.header.area_code:
        raise AnalysisError(
            f"ไฟล์นี้เป็นของแผนหมายเลข {origin.plan_id} ไม่ใช่แผนที่เปิดอยู่", "เลือกแผนของไฟล์นี้ด้านบน แล้วนำไฟล์เข้ามาอีกครั้ง"
        )
    base = open_plan(opened.selection, opened.plan_id, origin.version).plan
    found = plan_of_sheets(sheets, base, [each.id for each in opened.plan.parts])
    brought = Brought(digest, origin.version, base, found.plan, found.faults)
    st.session_state[READ] = brought
    return brought


def _offer_changes(opened: OpenPlan, brought: Brought) -> None:
    conflicts = conflicting_parts(brought.base, brought.edited, opened.plan)
    taken: dict[str, Side] = {}
    if opened.header.version != brought.based_on:
        st.info(f"ไฟล์จัดทำจากรุ่น {brought.based_on:d} ตอนนี้แผนเป็นรุ่น {opened.header.version:d} ส่วนที่แก้ฝ่ายเดียวจะรวมให้")
    for each in conflicts:
        mine = name_in(brought.edited, each.part_id) if each.mine else "(ลบแล้ว)"
        theirs = name_in(opened.plan, each.part_id) if each.theirs else "(ลบแล้ว)"
        side = st.radio(
            f"แก้ทั้งสองฝ่าย: ในไฟล์ “{text(mine)}” · ในรุ่นล่าสุด “{text(theirs)}” ใช้ของใคร", list(SIDES), index=None,
            format_func=lambda each: text(SIDES[each]), horizontal=True,
            key=f"{READ}-{opened.header.version}-{each.part_id}",
        )  # fmt: skip
        if side is not None:
            taken[each.part_id] = side
    if len(taken) < len(conflicts):
        st.caption(f"เลือกอีก {len(conflicts) - len(taken):,} ส่วนก่อนบันทึก")
        return
    merged = merged_plan(brought.base, brought.edited, opened.plan, taken)
    if not show_changes(opened.plan, merged, "brought-changes"):
        return
    kept = ask_to_keep(brought_texts, READ) if (brought_texts := st.session_state.get(f"{READ}-flagged", ())) else ()
    st.button(
        "บันทึกตามไฟล์นี้", key=f"{READ}-save", type="primary", icon=":material/save:", on_click=_save,
        args=(opened.plan_id, opened.header.version, merged, kept),
    )  # fmt: skip
    trouble = st.session_state.pop(f"{READ}-trouble", None)
    if trouble is not None:
        problem_box(trouble[0], "", trouble[1])


def _save(plan_id: int, version: int, merged: Plan, kept: tuple[str, ...]) -> None:
    st.session_state.pop(f"{READ}-flagged", None)
    tried = attempt(lambda: keep_plan(plan_id, version, merged, kept))
    if tried.flagged:
        st.session_state[f"{READ}-flagged"] = tried.flagged
    elif tried.trouble:
        st.session_state[f"{READ}-trouble"] = tried.trouble
