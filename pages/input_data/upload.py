"""Part นำเข้าไฟล์: bring files, see what each would do, save those that are ready, take it back on the spot; and the
lesson of the first file.

Which step of the lesson is next follows from what waits, as does what helps with it.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.disclosure.outputs import Audience
from loaders.sample import practice_file
from pages.input_data.batches import show_undo_error
from pages.input_data.file_card.card import show_file, show_next_step
from pages.input_data.file_card.columns import show_remembered
from pages.input_data.file_card.questions import files_with_gaps, show_missing_table
from pages.input_data.file_card.saving import note_stopped, save_ready
from pages.input_data.parts import FORMS, UPLOAD, part_button
from pages.input_data.set_editing import show_set_saved
from pages.input_data.uploaded_files import (
    MOST_FILES,
    State,
    WaitingFile,
    bring,
    left_out,
    open_files,
    read_unread_files,
    state_of,
    stored_files,
    take_in,
    uploader_key,
    waiting_files,
)
from pages.shared.downloads import XLSX, file_button
from pages.shared.help import LAST, STEP_IDS, keep_in_browser, kept_step, show_step
from words.screen_text import plain, text

MOST_CARDS = 6
LOOKED_AT: Final = "lesson_looked_at"
RADAR_PAGE: Final = "pages/radar_diagram/page.py"


def show_upload() -> None:
    """The whole part: the lesson where it is on, what was saved last, then the files that wait, and above them the
    button that saves."""
    place = st.empty()
    _show_files_and_way_in()
    show_lesson(place)


def _show_files_and_way_in() -> None:
    show_set_saved()
    _show_stored()
    st.file_uploader("ไฟล์ข้อมูล (เลือกได้หลายไฟล์)", accept_multiple_files=True, key=uploader_key(), on_change=take_in)
    if not waiting_files():
        _show_what_is_taken()
        return
    read_unread_files()
    if left_out():
        names = ", ".join(text(name) for name in left_out()[:5])
        st.warning(f"รับได้ครั้งละ {MOST_FILES} ไฟล์ ยังไม่ได้รับ {len(left_out()):,} ไฟล์ ({names}) บันทึกชุดนี้ก่อน แล้วเลือกใหม่อีกครั้ง")
    gaps = files_with_gaps()
    show_missing_table(gaps)
    waiting = open_files()
    if len(waiting) > 1:
        save_ready()
    in_table = {file.sha256 for file in gaps}
    _show_files([file for file in waiting if file.sha256 not in in_table])


def _show_stored() -> None:
    note_stopped()
    show_undo_error()
    show_next_step()
    for file in stored_files():
        show_file(file)


def _show_files(files: list[WaitingFile]) -> None:
    """Every file as a card; of many, those that are ready stand as one line each, so that the others are seen."""
    if len(files) <= MOST_CARDS:
        for file in files:
            show_file(file)
        return
    ready = [file for file in files if file.is_ready]
    if ready:
        with st.expander(f"พร้อมบันทึก {len(ready):,} ไฟล์", icon=":material/check_circle:"):
            st.markdown("\n".join(f"- {text(file.name)} · {_in_short(file)}" for file in ready))
            chosen = st.selectbox("ดูรายละเอียดของไฟล์", ready, index=None, format_func=lambda file: plain(file.name),
                                  width=420, placeholder="เลือกไฟล์", key="ready-detail")  # fmt: skip
        if chosen is not None:
            show_file(chosen)
    for file in files:
        if not file.is_ready:
            show_file(file)


def _in_short(file: WaitingFile) -> str:
    assert file.inspection is not None  # noqa: S101 - ready files were read
    report = file.inspection.report
    return f"ปี {report.year_be} · {report.areas:,} พื้นที่ · {report.facts:,} ตัวเลข · ควรดู {len(report.problems):,} ข้อ"


def _show_what_is_taken() -> None:
    st.caption(
        "รับไฟล์ Excel (.xlsx .xls .xlsb .ods) และ CSV ของ TPMAP รายงาน จปฐ. ของกรมการพัฒนาชุมชน แบบฟอร์มของโปรแกรมนี้ "
        "และตารางอื่นที่ท่านบอกความหมายของคอลัมน์ได้ หลายไฟล์ใน .zip ก็ได้ "
        "โปรแกรมอ่านและตรวจให้ก่อน ยังไม่บันทึกจนกว่าท่านจะกดบันทึก ไฟล์ต้นฉบับและข้อมูลส่วนบุคคลไม่ถูกเก็บไว้"
    )
    show_remembered()
    part_button("ไม่มีไฟล์? ดาวน์โหลดแบบฟอร์มไปกรอก", FORMS, f"{UPLOAD}-to-forms", ":material/description:")


def show_lesson(place: DeltaGenerator) -> None:
    """The card of the step that is next; nothing where the lesson is not on."""
    kept = kept_step()
    if kept not in STEP_IDS:
        keep_in_browser()
        return
    step = next_step(open_files(), stored_files(), st.session_state.get(LOOKED_AT), is_saved=kept == LAST)
    more = {"file": _offer_practice, "check": partial(_look_at, open_files()), LAST: _offer_radar}.get(step)
    show_step(place, step, more)
    keep_in_browser()


def next_step(
    waiting: Sequence[WaitingFile], stored: Sequence[WaitingFile], looked_at: str | None, *, is_saved: bool
) -> str:
    """The id of the step that is next, by the first file that waits. `looked_at`: SHA-256 of the file whose result the
    person has looked at; `is_saved`: whether something was saved before, in a session that is gone."""
    if waiting:
        first = waiting[0]
        if state_of(first) is not State.CHECKED:
            return "columns"
        return "save" if first.is_ready and looked_at == first.sha256 else "check"
    return LAST if stored or is_saved else "file"


def _offer_practice() -> None:
    st.button("ใช้ไฟล์ฝึก", key="lesson-practice", type="primary", icon=":material/science:", on_click=_bring_practice)
    name, _ = practice_file()
    file_button("ดาวน์โหลดไฟล์ฝึก", _practice_bytes, Audience.WITHOUT_FIGURES, name, XLSX, "lesson-practice-file",
                ":material/download:", "content")  # fmt: skip


def _practice_bytes() -> bytes:
    return practice_file()[1]


def _bring_practice() -> None:
    name, content = practice_file()
    bring(name, content)


def _look_at(waiting: Sequence[WaitingFile]) -> None:
    if waiting[0].is_ready:
        st.button("ดูแล้ว ไปบันทึก", key="lesson-looked", type="primary", icon=":material/arrow_forward:", on_click=_note,
                  args=(waiting[0].sha256,))  # fmt: skip


def _note(sha256: str) -> None:
    st.session_state[LOOKED_AT] = sha256


def _offer_radar() -> None:
    st.page_link(RADAR_PAGE, label="ไปดูเรดาร์", icon=":material/radar:")
