"""A file that was saved: what came of it, the next step as the button, taking it back as a link."""

import streamlit as st

from app.state import the_warehouse
from loaders import UNCHANGED
from pages.input_data.batches import undo_button
from pages.input_data.parts import BATCHES, part_button
from pages.input_data.uploaded_files import WaitingFile, open_files, stored_files
from warehouse import list_batches
from words.screen_text import text

RADAR_PAGE = "pages/radar_diagram/page.py"


def show_stored(file: WaitingFile) -> None:
    """What was stored of one file, and the way to take it back or to bring it again."""
    stored = file.stored
    assert stored is not None  # noqa: S101 - only drawn for a file that was saved
    report, name = stored.report, text(stored.report.file)
    if report.outcome == UNCHANGED:
        st.info(f"**{name}** · ข้อมูลเดียวกันนี้มีอยู่แล้ว ไม่มีอะไรเปลี่ยน")
    elif _is_undone(report.batch_id):
        st.warning(f"**{name}** · ยกเลิกการนำเข้าแล้ว ข้อมูลเดิมกลับมาใช้งาน")
        undo_button(report.batch_id, undone=True, key="saved", is_link=True)
    else:
        left_out = f" · ไม่รับ {report.rows_refused:,} แถว" if report.rows_refused else ""
        st.success(f"**{name}** · บันทึกแล้ว {report.areas:,} พื้นที่ {report.facts:,} ตัวเลข{left_out}")
        undo_button(report.batch_id, undone=False, key="saved", is_link=True)


def show_next_step() -> None:
    """Above the files that were saved: stage 2 of what was saved last, or the list of imports."""
    if not stored_files():
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        kind = "secondary" if any(file.is_ready for file in open_files()) else "primary"
        if st.button("ไปขั้นที่ 2 แผนภาพเรดาร์", key="saved-to-radar", type=kind, icon=":material/radar:"):
            st.switch_page(RADAR_PAGE)
        part_button("ดูรายการนำเข้าทั้งหมด", BATCHES, "saved-to-batches", ":material/list:")


def _is_undone(batch_id: int | None) -> bool:
    batches = list_batches(the_warehouse())
    return bool(batches.loc[batches["batch_id"] == batch_id, "is_undone"].astype(bool).any())
