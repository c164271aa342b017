"""Taking an import back, or letting it stand again: one button, and our own words when it is no longer possible."""

import streamlit as st

from app.state import the_warehouse
from pages.shared.look import problem_box
from warehouse import WarehouseError, redo_batch, undo_batch


def flip_button(batch_id: int | None, undone: bool, key: str, label: str | None = None) -> None:
    """Undo (or redo) an import at once: nothing is lost by either, the other button takes it back."""
    words = label or ("นำกลับมา" if undone else "ยกเลิกการนำเข้านี้")
    st.button(
        words,
        key=f"{key}-flip-{batch_id}",
        icon=":material/redo:" if undone else ":material/undo:",
        on_click=_flip,
        args=(batch_id, undone),
    )


def show_flip_error() -> None:
    """Why the last click changed nothing (another person was faster, say)."""
    error: WarehouseError | None = st.session_state.pop("flip_error", None)
    if error is not None:
        problem_box(error.what, "", error.fix)


def _flip(batch_id: int, undone: bool) -> None:
    try:
        (redo_batch if undone else undo_batch)(the_warehouse(), batch_id)
    except WarehouseError as error:
        st.session_state["flip_error"] = error
