"""The lesson of the first file on the input page: which step is next, by what waits there, and what helps with it."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.disclosure.outputs import Audience
from loaders.sample import practice_file
from pages.input_data.file_card.states import State, state_of
from pages.input_data.uploaded_files import WaitingFile, bring, open_files, stored_files
from pages.shared.downloads import XLSX, file_button
from pages.shared.lesson import LAST, STEP_IDS, keep_in_browser, kept_step, show_step

LOOKED_AT: Final = "lesson_looked_at"
RADAR_PAGE: Final = "pages/radar_diagram/page.py"


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
