"""The part on backups where the database is on a server: dumps are made here, put back on the command line alone."""

import streamlit as st

from app.state import the_warehouse
from pages.input_data.actions import show_log
from pages.input_data.database_care import show_check
from pages.shared.look import problem_box
from warehouse import WarehouseError, backup_database
from words.screen_text import plain

RESTORE = "python -m warehouse restore ไฟล์สำรอง.dump --database postgresql://…"


def show_server_backup() -> None:
    """The whole part."""
    warehouse = the_warehouse()
    st.markdown(
        "ฐานข้อมูลอยู่บนเซิร์ฟเวอร์ PostgreSQL ไฟล์สำรองทำด้วย **pg_dump** มีทุกอย่างที่เก็บไว้ และอ่านกลับมาตรวจก่อนเก็บ "
        "เก็บไฟล์ไว้นอกเซิร์ฟเวอร์ด้วย"
    )
    st.code(plain(str(warehouse.server)), language=None, wrap_lines=True)
    if st.button("สำรองข้อมูลตอนนี้", key="server-backup-now", type="primary", icon=":material/save:"):
        try:
            with st.spinner("กำลังสำรอง …", show_time=True):
                made = backup_database(warehouse)
        except WarehouseError as error:
            problem_box(error.what, "", error.fix)
        else:
            st.success(f"สำรองครั้งที่ {made.number} เรียบร้อย")
            st.code(plain(made.path), language=None, wrap_lines=True)
    st.markdown("กู้คืนได้จากบรรทัดคำสั่งของเซิร์ฟเวอร์เท่านั้น (pg_restore) โปรแกรมสำรองข้อมูลปัจจุบันให้ก่อนเสมอ")
    st.code(RESTORE, language=None, wrap_lines=True)
    with st.expander("ตรวจฐานข้อมูล", icon=":material/fact_check:"):
        show_check()
    with st.expander("บันทึกการทำงาน", icon=":material/history:"):
        show_log()
