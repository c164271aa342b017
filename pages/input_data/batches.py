"""Part รายการนำเข้า: every import with what it was, what it replaced, its undo, whether it was checked, and its areas.

Whether an import was checked is typed here; its areas are shown with where the file has them.
"""

from typing import Any, Final, cast

import pandas as pd
import streamlit as st

from analysis.core.held_data import replaced_imports
from app.state import data_version, the_catalogue, the_warehouse
from catalogue import SURVEYS, CatalogueError
from catalogue.areas import LEVELS
from loaders import layout_words
from pages.input_data.parts import UPLOAD, nothing_yet
from pages.shared.look import problem_box, show_table
from warehouse import Approval, WarehouseError, list_batch_areas, list_batches, redo_batch, set_approval, undo_batch
from warehouse.approvals import APPROVED, BODY_LEVELS, LONGEST_MEETING, STATES, SUBMITTED, UNCHECKED, approval_of
from words.dates import day_of, day_typed, moment_words
from words.screen_text import Shown, plain, text

APPROVAL_BADGES: Final = {
    UNCHECKED: ":gray-badge[ยังไม่ตรวจ]",
    SUBMITTED: ":blue-badge[ส่งตรวจ]",
    APPROVED: ":green-badge[รับรองแล้ว]",
}
AREAS_SHOWN: Final = 100
AREA_HEADS: Final = {"area_code": "รหัส", "area_name": "พื้นที่", "sheet": "แผ่นงาน", "row_number": "แถว", "used": "ใช้งาน"}


def undo_button(
    batch_id: int | None, undone: bool, key: str, label: Shown | None = None, *, is_link: bool = False
) -> None:
    """Undo (or redo) an import at once: nothing is lost by either, the other button takes it back. `is_link`: drawn as
    one, where another button is the next step."""
    if not the_warehouse().actor.may_write:
        return
    words = label or ("นำกลับมา" if undone else "ยกเลิกการนำเข้านี้")
    st.button(
        words,
        key=f"{key}-undo-{batch_id}",
        icon=":material/redo:" if undone else ":material/undo:",
        type="tertiary" if is_link else "secondary",
        on_click=_undo_or_redo,
        args=(batch_id, undone),
    )


def show_undo_error() -> None:
    """Why the last click changed nothing (another person was faster, say)."""
    error: WarehouseError | None = st.session_state.pop("undo_error", None)
    if error is not None:
        problem_box(error.what, "", error.fix)


def _undo_or_redo(batch_id: int, undone: bool) -> None:
    try:
        (redo_batch if undone else undo_batch)(the_warehouse(), batch_id)
    except WarehouseError as error:
        st.session_state["undo_error"] = error


PAGE = 20
STATE_BADGES = {
    "live": ":green-badge[ใช้งานอยู่]",
    "partly_replaced": ":orange-badge[ถูกแทนที่บางส่วน]",
    "replaced": ":gray-badge[ถูกแทนที่ทั้งหมด]",
    "undone": ":red-badge[ยกเลิกแล้ว]",
    "purged": ":gray-badge[ล้างออกแล้ว นำกลับไม่ได้]",
}


def show_batches() -> None:
    """The whole part."""
    show_undo_error()
    batches = list_batches(the_warehouse())
    if batches.empty:
        nothing_yet("ยังไม่มีการนำเข้า", "ไปนำเข้าไฟล์แรก", UPLOAD, "batches-to-upload")
        return
    replaced = replaced_imports(the_warehouse())
    st.caption("ยกเลิกแล้วข้อมูลก่อนหน้าจะกลับมาใช้ทันที และนำกลับมาได้เสมอ ไม่มีอะไรถูกลบ จนกว่าจะล้างออกจริงที่ส่วนสำรองข้อมูล")
    pages = -(-len(batches) // PAGE)
    page = (
        st.selectbox("หน้า", range(1, pages + 1), key="batches-page", width=120, placeholder="หน้า") if pages > 1 else 1
    )
    for row in batches.iloc[(page - 1) * PAGE : page * PAGE].to_dict("records"):
        _show_batch(cast("dict[str, Any]", row), replaced[replaced["batch_id"] == row["batch_id"]])


def _show_batch(row: dict[str, Any], replaced: pd.DataFrame) -> None:
    batch_id = int(row["batch_id"])
    with st.container(border=True, key=f"batch-{batch_id}"):
        synthetic = " :gray-badge[ข้อมูลสังเคราะห์]" if row["is_synthetic"] else ""
        st.markdown(
            f"**{batch_id} · {text(row['file_name'])}** {STATE_BADGES[str(row['state'])]}{synthetic}  \n"
            + "  \n".join([approval_line(row), *_lines(row), *_replaced_lines(replaced)])
        )
        with st.container(horizontal=True, gap="small"):
            if str(row["state"]) != "purged":
                undo_button(batch_id, undone=bool(row["is_undone"]), key="batch")
            if int(row["live_areas"]) and the_warehouse().actor.may_write:
                choose_approval(row)
            with st.popover("ลายนิ้วมือของไฟล์", icon=":material/fingerprint:"):
                st.code(plain(row["file_sha256"]), language=None, wrap_lines=True)
                st.caption("SHA-256 ของไฟล์ต้นฉบับ ไฟล์ที่มีลายนิ้วมือเดียวกันเหมือนกันทุกตัวอักษร ใช้ยืนยันว่านำเข้าจากไฟล์ใด")
        if str(row["state"]) != "purged":
            show_areas_of_batch(batch_id, int(row["areas"]))


def _lines(row: dict[str, Any]) -> list[Shown]:
    """What was read, how, of which set and year, when and by whom."""
    level = LEVELS.get(str(row["level"]), "พื้นที่")
    who = f"โดย {text(row['imported_by'])}" if isinstance(row["imported_by"], str) else "ไม่ได้ใส่ผู้นำเข้า"
    purged = [f"ล้างออกจริงเมื่อ {moment_words(row['purged_at'])}"] if pd.notna(row["purged_at"]) else []
    rows = f"อ่าน {row['rows_read']:,} แถว ไม่รับ {row['rows_refused']:,} แถว"
    return [
        f"{SURVEYS.get(str(row['survey']), '')} ปี {row['year_be']:d} · {_set_title(str(row['set_id']))}",
        f"{row['areas']:,} {level} · {row['facts']:,} ตัวเลข · {rows}",
        f"อ่านโดย{text(layout_words(str(row['layout'])))}",
        f"นำเข้าเมื่อ {moment_words(row['imported_at'].to_pydatetime())} {who} "
        f"· SHA-256 {text(str(row['file_sha256'])[:12])}…",
        *purged,
    ]


def _replaced_lines(replaced: pd.DataFrame) -> list[Shown]:
    return [
        f"แทนที่ครั้งที่ {each['earlier_id']:d} ({text(each['file_name'])}) {each['areas']:,} พื้นที่"
        for each in replaced.to_dict("records")
    ] or ["ไม่ได้แทนที่ข้อมูลใด"]


def _set_title(set_id: str) -> Shown:
    try:
        return text(the_catalogue(data_version()).get(set_id).title)
    except CatalogueError:
        return text(set_id)


def approval_line(row: dict[str, Any]) -> Shown:
    """How an import stands, with its badge; nothing more where nobody has said anything."""
    approval = _approval(row)
    details = approval.words.removeprefix(STATES[approval.state]).strip()
    more = f" {text(details)}" if details else ""
    return f"{APPROVAL_BADGES[approval.state]}{more}"


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
            _save_approval(batch_id, state, level, day, meeting)


def _save_approval(batch_id: int, state: str, level: str | None, day: str, meeting: str) -> None:
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
    show_table(table[list(AREA_HEADS)].rename(columns=AREA_HEADS), f"batch-areas-table-{batch_id}")
    if rows["row_number"].isna().any():
        st.caption("– คือไฟล์หรือการนำเข้าที่ไม่ได้เก็บแถวไว้ เช่น นำเข้าด้วยโปรแกรมรุ่นก่อน หรือรายงานทั้งแผ่นเป็นพื้นที่เดียว")
