"""Answers that look as if 1 and 0 changed places: asked about, with the figures, before anything is saved."""

import streamlit as st

from pages.input_data.uploaded_files import TrayFile, read_again
from pages.shared.look import escape_markdown


def ask_inversion(file: TrayFile) -> None:
    """The question of one file, or what was answered, with a way back."""
    if file.inspection is None or (doubt := file.inspection.inversion) is None:
        return
    key = file.sha256[:12]
    if file.inverted is not None:
        answer = f"กลับด้าน {len(file.inverted)} ตัวชี้วัดแล้ว" if file.inverted else "ยืนยันแล้วว่าตัวเลขถูกต้อง ไม่กลับด้าน"
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f":material/check: {answer}")
            st.button("ตอบใหม่", key=f"inverted-again-{key}", type="tertiary", on_click=read_again, args=(file.sha256,),
                      kwargs={"inverted": None})  # fmt: skip
        return
    st.warning(escape_markdown(doubt.question), icon=":material/swap_vert:")
    names = {each.indicator_code: f"{each.name} (ไม่ผ่าน {each.problem_pct:.1f}%)" for each in doubt.indicators}
    chosen = st.multiselect("ตัวชี้วัดที่กลับด้าน", list(names), default=list(names), format_func=names.__getitem__,
                            key=f"inverted-{key}", placeholder="เลือกตัวชี้วัด")  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button(f"ใช่ กลับด้าน {len(chosen)} ตัวชี้วัดที่เลือก", key=f"turn-{key}", type="primary", disabled=not chosen,
                  on_click=read_again, args=(file.sha256,), kwargs={"inverted": tuple(chosen)})  # fmt: skip
        st.button("ไม่ใช่ ตัวเลขถูกต้องแล้ว", key=f"leave-{key}", on_click=read_again, args=(file.sha256,),
                  kwargs={"inverted": ()})  # fmt: skip
