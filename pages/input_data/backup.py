"""Part สำรองข้อมูล: a backup now, the backups there are, going back to one, and what else keeps the data whole."""

from pathlib import Path

import streamlit as st

from app.state import the_warehouse
from pages.input_data.backup_list import show_list
from pages.input_data.backup_restore import show_restored
from pages.input_data.database_care import show_check, show_log, show_place, show_purge
from pages.shared.backup_files import backup_words, backups_of, bring_backup, verified
from pages.shared.look import problem_box
from warehouse import Backup, WarehouseError, backup_database
from words.moments import moment_words

MADE, BROUGHT = "backup_made", "backup_brought"


def show_backup() -> None:
    """The whole part."""
    warehouse = the_warehouse()
    if warehouse.path is None or warehouse.backup_folder is None:
        problem_box("ฐานข้อมูลนี้อยู่ในหน่วยความจำ จึงสำรองไม่ได้", "", "เปิดโปรแกรมโดยใช้ฐานข้อมูลที่เป็นไฟล์")
        return
    show_restored()
    folder, stem = warehouse.backup_folder, warehouse.path.stem
    _make(folder, stem)
    st.subheader("ไฟล์สำรองที่มี", anchor=False)
    show_list(backups_of(folder, stem))
    _bring(folder, stem)
    st.subheader("ดูแลฐานข้อมูล", anchor=False)
    with st.expander("ตรวจฐานข้อมูล", icon=":material/fact_check:"):
        show_check()
    with st.expander("ล้างข้อมูลที่ยกเลิกแล้วออกจริง", icon=":material/delete_forever:"):
        show_purge()
    with st.expander("บันทึกการทำงาน", icon=":material/history:"):
        show_log()
    with st.expander("ที่เก็บข้อมูล และการย้ายไปเครื่องอื่น", icon=":material/folder:"):
        show_place(warehouse.path, folder)


def _make(folder: Path, stem: str) -> None:
    """When the last backup was made, a button for a new one, and what came of it."""
    existing = backups_of(folder, stem)
    last = f"สำรองล่าสุดเมื่อ {moment_words(existing[0].made_at)}" if existing else "ยังไม่เคยสำรองข้อมูล"
    st.markdown(f"**{last}** ควรสำรองทุกครั้งหลังนำเข้าชุดใหญ่ และดาวน์โหลดไปเก็บไว้นอกเครื่องนี้ด้วย")
    if st.button("สำรองข้อมูลตอนนี้", key="backup-now", type="primary", icon=":material/save:"):
        try:
            with st.spinner("กำลังสำรอง แล้วอ่านกลับมาตรวจทุกแถว …", show_time=True):
                st.session_state[MADE] = backup_database(the_warehouse())
        except WarehouseError as error:
            problem_box(error.what, "", error.fix)
            return
        st.rerun()
    made: Backup | None = st.session_state.pop(MADE, None)
    if made is not None:
        words = backup_words(made, verified(made))
        st.success(f"**สำรองครั้งที่ {made.number} เรียบร้อย** อ่านกลับมาตรวจแล้วตรงกันทุกแถว  \n{words}")
        st.code(str(made.path), language=None, wrap_lines=True)


def _bring(folder: Path, stem: str) -> None:
    with st.expander("ใช้ไฟล์สำรองจากเครื่องอื่น", icon=":material/upload:"):
        st.markdown(
            "เลือกไฟล์ที่เคยดาวน์โหลดจากหน้านี้ โปรแกรมอ่านตรวจทุกแถวก่อน แล้วเพิ่มไว้ในรายการด้านบน ข้อมูลปัจจุบันยังไม่เปลี่ยนจนกว่าท่านจะกดใช้"
        )
        taken = bring_backup(folder, stem, "backup-bring")
        if taken is not None:
            st.session_state[BROUGHT] = taken
            st.rerun()
        brought: Backup | None = st.session_state.pop(BROUGHT, None)
    if brought is not None:
        st.success(f"ตรวจแล้วใช้ได้ เพิ่มไว้ในรายการเป็นครั้งที่ {brought.number}  \n{backup_words(brought, verified(brought))}")
