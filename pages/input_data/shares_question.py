"""Percentages that look like shares of one (0.85 for 85 %): asked about, with the figures, before anything is saved."""

import streamlit as st

from pages.input_data.uploaded_files import TrayFile, read_again
from pages.shared.look import escape_markdown


def ask_shares(file: TrayFile) -> None:
    """The question of one file, or what was answered, with a way back."""
    if file.inspection is None or not (doubts := {each.indicator_code: each for each in file.inspection.share_doubts}):
        return
    key = file.sha256[:12]
    if file.shares is not None:
        yes = f"อ่านเป็นเศษส่วนแล้ว {len(file.shares)} คอลัมน์ (0.85 คือ 85%)"
        answer = yes if file.shares else "ยืนยันแล้วว่าเป็นร้อยละตามที่เขียน"
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f":material/check: {answer}")
            st.button("ตอบใหม่", key=f"shares-again-{key}", type="tertiary", on_click=read_again, args=(file.sha256,),
                      kwargs={"shares": None})  # fmt: skip
        return
    for doubt in doubts.values():
        st.warning(escape_markdown(doubt.question), icon=":material/percent:")
    names = {code: each.name for code, each in doubts.items()}
    chosen = list(names)
    if len(names) > 1:
        chosen = st.multiselect("คอลัมน์ที่เป็นเศษส่วน", list(names), default=list(names), format_func=names.__getitem__,
                                key=f"shares-{key}", placeholder="เลือกคอลัมน์")  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button("ใช่ คูณ 100 ให้ (0.85 เป็น 85%)", key=f"share-{key}", type="primary", disabled=not chosen,
                  on_click=read_again, args=(file.sha256,), kwargs={"shares": tuple(chosen)})  # fmt: skip
        st.button("ไม่ใช่ เป็นร้อยละตามที่เขียน", key=f"no-share-{key}", on_click=read_again, args=(file.sha256,),
                  kwargs={"shares": ()})  # fmt: skip
