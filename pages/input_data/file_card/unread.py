"""A file that was not read: reading it was stopped, or has not begun."""

import streamlit as st

from pages.input_data.uploaded_files import WaitingFile, read_again
from words.screen_text import text


def show_unread(file: WaitingFile) -> None:
    """Its name, and the button that reads it."""
    st.markdown(f"**{text(file.name)}** · ยังไม่ได้อ่าน")
    st.button("อ่านไฟล์นี้", key=f"read-{file.sha256}", on_click=read_again, args=(file.sha256,), type="primary")
