"""Of one import: whether it was checked (typed here), and its areas with where the file has them."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from app.state import the_warehouse
from pages.shared.look import problem_box, show_table
from warehouse import Approval, WarehouseError, list_batch_areas, set_approval
from warehouse.approvals import APPROVED, BODY_LEVELS, LONGEST_MEETING, STATES, SUBMITTED, UNCHECKED, approval_of
from words.dates import day_of, day_typed
from words.screen_text import Shown, plain, text

BADGES: Final = {
    UNCHECKED: ":gray-badge[ยังไม่ตรวจ]",
    SUBMITTED: ":blue-badge[ส่งตรวจ]",
    APPROVED: ":green-badge[รับรองแล้ว]",
}
AREAS_SHOWN: Final = 100
HEADS: Final = {"area_code": "รหัส", "area_name": "พื้นที่", "sheet": "แผ่นงาน", "row_number": "แถว", "used": "ใช้งาน"}


def approval_line(row: dict[str, Any]) -> Shown:
    """How an import stands, with its badge; nothing more where nobody has said anything."""
    approval = _approval(row)
    details = approval.words.removeprefix(STATES[approval.state]).strip()
    more = f" {text(details)}" if details else ""
    return f"{BADGES[approval.state]}{more}"


def _approval(row: dict[str, Any]) -> Approval:
    return approval_of(row | {"state": row["approval_state"]})


def choose_approval(row: dict[str, Any]) -> None:
    """The form behind a button: state, level of the body, day and meeting. Only for imports that stand."""
    batch_id, held = int(row["batch_id"]), _approval(row)
    with st.popover("สถานะการตรวจ", icon=":material/verified:"), st.form(f"approval-{batch_id}", border=False):
        state = st.radio(
            "ข้อมูลนี้", list(STATES), index=list(STATES).index(held.state), key=f"approval-state-{batch_id}",
            format_func=lambda each: text(STATES[each]),
        )  # fmt: skip
        level = st.selectbox(
            "ระดับของผู้ตรวจหรือผู้รับรอง", list(BODY_LEVELS), key=f"approval-level-{batch_id}", placeholder="เลือกระดับ",
            index=None if held.body_level is None else list(BODY_LEVELS).index(held.body_level),
            format_func=lambda each: plain(BODY_LEVELS[each]),
        )  # fmt: skip
        day = st.text_input(
            "วันที่ (วัน/เดือน/ปี พ.ศ.)", key=f"approval-day-{batch_id}", placeholder="3/2/2569",
            value="" if held.decided_on is None else plain(day_typed(held.decided_on)),
        )  # fmt: skip
        meeting = st.text_input(
            "การประชุม", key=f"approval-meeting-{batch_id}", value=plain(held.meeting or ""),
            max_chars=LONGEST_MEETING, placeholder="ประชุมคณะทำงานระดับตำบล ครั้งที่ 1/2569",
            help="ชื่อหรือครั้งที่ของการประชุม ไม่ใส่ชื่อคน ชื่อคนจะถูกปิดบังก่อนเก็บ",
        )  # fmt: skip
        st.caption("สถานะนี้แสดงใต้ตัวเลขทุกหน้าและในทุกไฟล์ ถ้าข้อมูลถูกแทนที่ ยกเลิก หรือนำกลับมา จะกลับเป็นยังไม่ตรวจ")
        if st.form_submit_button("บันทึกสถานะ", type="primary"):
            _save(batch_id, state, level, day, meeting)


def _save(batch_id: int, state: str, level: str | None, day: str, meeting: str) -> None:
    try:
        decided_on = day_of(day) if day.strip() and state != UNCHECKED else None
    except ValueError:
        problem_box("อ่านวันที่ไม่ได้", "ช่องวันที่", "พิมพ์เป็นวัน/เดือน/ปี พ.ศ. เช่น 3/2/2569")
        return
    try:
        set_approval(the_warehouse(), batch_id, Approval(state, level, decided_on, meeting or None))
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        return
    st.rerun()


def show_areas_of_batch(batch_id: int, areas: int) -> None:
    """The areas of an import, a hundred at a time, with sheet and row; asked for only when opened."""
    if not st.toggle("พื้นที่และที่อยู่ในไฟล์", key=f"batch-areas-{batch_id}"):
        return
    pages = max(1, -(-areas // AREAS_SHOWN))
    page = 1
    if pages > 1:
        page = st.selectbox(
            "หน้า", range(1, pages + 1), key=f"batch-areas-page-{batch_id}", width=120, placeholder="หน้า"
        )
    rows = list_batch_areas(the_warehouse(), batch_id, (page - 1) * AREAS_SHOWN, AREAS_SHOWN)
    used = rows["is_live"].map({True: "ใช้งานอยู่", False: "ถูกแทนที่หรือยกเลิก"})
    table = pd.DataFrame(rows.assign(used=used, row_number=rows["row_number"].astype("Int64")))
    show_table(table[list(HEADS)].rename(columns=HEADS), f"batch-areas-table-{batch_id}")
    if rows["row_number"].isna().any():
        st.caption("– คือไฟล์หรือการนำเข้าที่ไม่ได้เก็บแถวไว้ เช่น นำเข้าด้วยโปรแกรมรุ่นก่อน หรือรายงานทั้งแผ่นเป็นพื้นที่เดียว")
