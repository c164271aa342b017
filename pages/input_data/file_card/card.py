"""One file on the screen, drawn by the state it is in."""

from collections.abc import Callable, Mapping

import streamlit as st

from pages.input_data.file_card.asks import show_asks
from pages.input_data.file_card.checked import show_checked
from pages.input_data.file_card.columns import show_columns_step
from pages.input_data.file_card.states import State, state_of
from pages.input_data.file_card.stored import show_stored
from pages.input_data.file_card.unread import show_unread
from pages.input_data.uploaded_files import WaitingFile, remove_file

DRAWN_BY: Mapping[State, Callable[[WaitingFile], None]] = {
    State.UNREAD: show_unread,
    State.ASKS: show_asks,
    State.COLUMNS: show_columns_step,
    State.CHECKED: show_checked,
    State.STORED: show_stored,
}


def show_file(file: WaitingFile) -> None:
    """The card of one file."""
    state = state_of(file)
    with st.container(border=True, key=f"file-{file.sha256[:12]}"):
        DRAWN_BY[state](file)
        if state is not State.STORED:
            st.button("นำไฟล์นี้ออก", key=f"remove-{file.sha256}", icon=":material/close:", type="tertiary",
                      on_click=remove_file, args=(file.sha256,))  # fmt: skip
