"""Saving the files that are ready, with what it will do, how far it is, and a way to stop it."""

import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from app.state import the_warehouse
from catalogue.areas import COUNTRY
from loaders import common_area, store_inspection
from pages.input_data.uploaded_files import Stored, WaitingFile, keep_answer, open_files, waiting_words
from words.screen_text import text


def save_ready() -> None:
    """The button, with what it will do; saving runs with its progress on screen."""
    waiting = open_files()
    ready = [file for file in waiting if file.is_ready]
    if not ready:
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        begin = st.button(f"บันทึก {len(ready)} ไฟล์ที่พร้อม", key="save-ready", type="primary", icon=":material/save:")
        label = "ตำแหน่งหรือหน่วยงานผู้นำเข้า (ไม่ใส่ก็ได้ ไม่ต้องใส่ชื่อบุคคล)"
        who = st.text_input(label, key="imported_by", max_chars=60, width=420)
    if unready := len(waiting) - len(ready):
        st.caption(f"อีก {unready} ไฟล์ยังไม่พร้อม จะไม่ถูกบันทึก และอยู่บนหน้านี้ให้แก้ต่อ")
    overtaken = [file for file in ready if file.is_overtaken]
    if overtaken:
        names = " · ".join(text(file.name) for file in overtaken)
        st.warning(
            f"มีการนำเข้าหรือยกเลิกอื่นในพื้นที่เดียวกันหลังจากที่ท่านดูผลตรวจ ดูอีกครั้งว่าจะแทนที่ข้อมูลใด แล้วกดบันทึก: {names}",
            icon=":material/sync_problem:",
        )
    elif begin:
        _save(ready, who or None)
        st.rerun()


def _save(ready: list[WaitingFile], who: str | None) -> None:
    bar = st.progress(0.0, "กำลังบันทึก …")
    st.button("หยุดบันทึก", key="stop-saving", icon=":material/stop_circle:", on_click=_note_stop)
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
            on_waiting=show_progress.waiting,
        )
        area_code = common_area([str(code) for code in batch.facts["area_code"].unique()]) if batch else COUNTRY
        stored = Stored(report, area_code)
        keep_answer(file.sha256, stored)
        if report.loaded:
            _look_at(stored)


class _SavingProgress:
    """Says how far saving is. A click on the button ends the run here: the transaction is taken back."""

    def __init__(self, bar: Any, name: str, number: int, files: int) -> None:
        self._draw: Callable[[float, str], object] = bar.progress
        self._name, self._number, self._files = text(name), number, files
        self._began = time.monotonic()

    def waiting(self, place: int) -> None:
        """How many imports come first. Drawing is what lets a click end the waiting."""
        self._draw(self._number / self._files, f"{waiting_words(place)} · {self._name}")
        self._began = time.monotonic()

    def __call__(self, share: float) -> None:
        seconds = time.monotonic() - self._began
        left = f" · เหลือประมาณ {seconds * (1 - share) / share:.0f} วินาที" if share and seconds > 1 else ""
        words = f"กำลังบันทึก {self._name} · ผ่านไป {seconds:.0f} วินาที{left}"
        self._draw((self._number + share) / self._files, words)


def _note_stop() -> None:
    st.session_state["input_stopped"] = True


def note_stopped() -> None:
    """Say once that the last saving was stopped, and that what was not finished is still here."""
    if st.session_state.pop("input_stopped", False):
        st.info("หยุดบันทึกแล้ว ไฟล์ที่ยังไม่เสร็จไม่มีข้อมูลใดถูกบันทึก และยังอยู่บนหน้านี้", icon=":material/stop_circle:")


def _look_at(saved: Stored) -> None:
    """The stages that follow open on the area and year just saved."""
    st.session_state["kept_area"] = saved.area_code
    st.session_state["kept_set"] = saved.report.catalogue
    st.session_state["kept_year"] = str(saved.report.year_be)
