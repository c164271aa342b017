"""Saving the files that are ready: what happened to each, the next step, and one click to take it back."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from app.state import the_warehouse
from loaders import LOADED, UNCHANGED, FileReport, common_area, store_inspection
from pages.input_data.batches import show_undo_error, undo_button
from pages.input_data.parts import BATCHES, part_button
from pages.input_data.uploaded_files import WaitingFile, remove_file, waiting_files
from warehouse import list_batches
from words.screen_text import text

RADAR_PAGE = "pages/radar_diagram/page.py"


@dataclass(frozen=True)
class Saved:
    """What came of one file, and the area its figures are of."""

    report: FileReport
    area_code: str


def save_ready() -> None:
    """The button, with what it will do; saving runs with its progress on screen."""
    ready = [file for file in waiting_files().values() if file.is_ready]
    if not ready:
        return
    unready = len(waiting_files()) - len(ready)
    st.divider()
    label = "ตำแหน่งหรือหน่วยงานผู้นำเข้า (ไม่ใส่ก็ได้ จะแสดงในรายการนำเข้า ไม่ต้องใส่ชื่อบุคคล)"
    who = st.text_input(label, key="imported_by", max_chars=60, width=520)
    if unready:
        st.caption(f"อีก {unready} ไฟล์ยังไม่พร้อม จะไม่ถูกบันทึก และอยู่บนหน้านี้ให้แก้ต่อ")
    if st.button(f"บันทึก {len(ready)} ไฟล์ที่พร้อม", key="save-ready", type="primary", icon=":material/save:"):
        _save(ready, who or None)
        st.rerun()


def _save(ready: list[WaitingFile], who: str | None) -> None:
    bar = st.progress(0.0, "กำลังบันทึก …")
    st.button("หยุดบันทึก", key="stop-saving", icon=":material/stop_circle:", on_click=_note_stop)
    saved: list[Saved] = []
    st.session_state["input_saved"] = saved
    for number, file in enumerate(ready):
        show_progress = _SavingProgress(bar, file.name, number, len(ready))
        show_progress(0.0)
        assert file.inspection is not None  # noqa: S101 - only files that were read are ready
        batch = file.inspection.batch
        report = store_inspection(
            the_warehouse(),
            file.inspection,
            skip_bad_rows=file.skip_bad_rows,
            imported_by=who,
            on_progress=show_progress,
        )
        area_code = common_area([str(code) for code in batch.facts["area_code"].unique()]) if batch else "TH"
        saved.append(Saved(report, area_code))
        if report.loaded:
            remove_file(file.sha256)
        _look_at(saved[-1])


class _SavingProgress:
    """Says how far saving is. A click on the button ends the run here: the transaction is taken back."""

    def __init__(self, bar: Any, name: str, number: int, files: int) -> None:
        self._draw: Callable[[float, str], object] = bar.progress
        self._name, self._number, self._files = text(name), number, files
        self._began = time.monotonic()

    def __call__(self, share: float) -> None:
        seconds = time.monotonic() - self._began
        left = f" · เหลือประมาณ {seconds * (1 - share) / share:.0f} วินาที" if share and seconds > 1 else ""
        words = f"กำลังบันทึก {self._name} · ผ่านไป {seconds:.0f} วินาที{left}"
        self._draw((self._number + share) / self._files, words)


def _note_stop() -> None:
    st.session_state["input_stopped"] = True


def _look_at(saved: Saved) -> None:
    """The stages that follow open on the area and year just saved."""
    st.session_state["kept_area"] = saved.area_code
    st.session_state["kept_set"] = saved.report.catalogue
    st.session_state["kept_year"] = str(saved.report.year_be)


def show_saved() -> None:
    """What was saved last, until other files come in."""
    if st.session_state.pop("input_stopped", False):
        st.info("หยุดบันทึกแล้ว ไฟล์ที่ยังไม่เสร็จไม่มีข้อมูลใดถูกบันทึก และยังอยู่บนหน้านี้", icon=":material/stop_circle:")
    saved: list[Saved] = st.session_state.get("input_saved") or []
    if not saved:
        return
    show_undo_error()
    undone = _undone_batches()
    with st.container(border=True):
        for each in saved:
            _show_one(each.report, undone)
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.page_link(RADAR_PAGE, label="**ไปขั้นที่ 2 แผนภาพเรดาร์**", icon=":material/radar:")
            part_button("ดูรายการนำเข้าทั้งหมด", BATCHES, "saved-to-batches", ":material/list:")


def _show_one(report: FileReport, undone: set[int]) -> None:
    name = text(report.file)
    if report.outcome == UNCHANGED:
        st.info(f"**{name}** · ข้อมูลเดียวกันนี้มีอยู่แล้ว ไม่มีอะไรเปลี่ยน")
    elif report.outcome == LOADED and report.batch_id in undone:
        st.warning(f"**{name}** · ยกเลิกการนำเข้าแล้ว ข้อมูลเดิมกลับมาใช้งาน")
        undo_button(report.batch_id, undone=True, key="saved")
    elif report.outcome == LOADED:
        left_out = f" · ไม่รับ {report.rows_refused:,} แถว" if report.rows_refused else ""
        st.success(f"**{name}** · บันทึกแล้ว {report.areas:,} พื้นที่ {report.facts:,} ตัวเลข{left_out}")
        undo_button(report.batch_id, undone=False, key="saved")
    else:
        reasons = " · ".join(text(f"{each.what} → {each.fix}") for each in report.errors[:3])
        st.error(f"**{name}** · บันทึกไม่ได้ ไม่มีข้อมูลใดเปลี่ยน · {reasons}")


def _undone_batches() -> set[int]:
    batches = list_batches(the_warehouse())
    return {int(each) for each in batches.loc[batches["is_undone"].astype(bool), "batch_id"]}
