"""Going back to a backup: what would be lost is said first, then asked, then done, then said again."""

import streamlit as st

from app.state import the_warehouse
from pages.input_data.parts import UPLOAD, part_button
from pages.shared.backup_files import backup_title, batch_lines
from pages.shared.look import escape_markdown, problem_box
from warehouse import Backup, Restored, RestorePreview, WarehouseError, preview_restore, restore_backup

CHOSEN, DONE = "restore_chosen", "restore_done"
ROWS = {
    "indicator_sets": "ชุดตัวชี้วัดที่สร้างหรือแก้",
    "plans": "การบันทึกแผน",
    "mappings": "รูปแบบไฟล์ที่จำไว้",
    "areas": "ชื่อพื้นที่",
    "boundaries": "ขอบเขตในแผนที่",
}


def is_chosen(backup: Backup) -> bool:
    """Whether this backup is the one being asked about."""
    return st.session_state.get(CHOSEN) == backup.path.name


def choose_restore(backup: Backup) -> None:
    """Ask about this backup from the next run on."""
    st.session_state[CHOSEN] = backup.path.name
    st.session_state.pop(DONE, None)


def ask_restore(backup: Backup) -> None:
    """What goes and what stays, a button to go on and one to leave it."""
    try:
        with st.spinner("กำลังเทียบกับข้อมูลปัจจุบัน …", show_time=True):
            preview = preview_restore(the_warehouse(), backup.path)
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        return
    loss = _loss_words(preview)
    if loss:
        st.warning(loss, icon=":material/warning:")
    else:
        st.info("ข้อมูลปัจจุบันเหมือนกับในไฟล์สำรองนี้ทุกอย่าง ไม่มีอะไรหายไป")
    st.markdown("ไฟล์ฐานข้อมูลปัจจุบันไม่ถูกลบ โปรแกรมเปลี่ยนชื่อแล้วเก็บไว้ข้างกัน และจะบอกชื่อให้ทราบ")
    with st.container(horizontal=True, gap="small"):
        if st.button("ยืนยัน กลับไปใช้ข้อมูลนี้", key="restore-confirm", type="primary"):
            _restore(backup)
        st.button("ไม่เปลี่ยน", key="restore-cancel", on_click=_leave)


def show_restored() -> None:
    """What the last restore did: what is shown now, where the former file is, what to import again."""
    done: tuple[Backup, Restored] | None = st.session_state.get(DONE)
    if done is None:
        return
    backup, restored = done
    with st.container(border=True, key="restored"):
        st.success(f"**กลับไปใช้ข้อมูลของการสำรอง{backup_title(backup)} แล้ว** ทุกหน้าแสดงข้อมูลชุดนี้ทันที")
        if restored.lost:
            st.markdown(f"**ต้องนำเข้าใหม่ {len(restored.lost):,} ครั้ง ถ้ายังต้องการ**\n\n{batch_lines(restored.lost)}")
            part_button("ไปนำเข้าไฟล์", UPLOAD, "restored-to-upload", ":material/upload_file:")
        elif restored.lost is None:
            st.markdown("อ่านฐานข้อมูลเดิมไม่ได้ จึงบอกไม่ได้ว่าไฟล์ใดต้องนำเข้าใหม่ เทียบกับรายการนำเข้าของท่านเอง")
        else:
            st.markdown("ไม่มีการนำเข้าใดหายไป")
        st.markdown("ไฟล์ฐานข้อมูลเดิมเก็บไว้ที่")
        st.code("\n".join(str(file) for file in restored.set_aside), language=None, wrap_lines=True)
        st.button("รับทราบ", key="restored-seen", on_click=_seen)


def _restore(backup: Backup) -> None:
    try:
        with st.spinner("กำลังเปลี่ยนไปใช้ข้อมูลจากไฟล์สำรอง …", show_time=True):
            restored = restore_backup(the_warehouse(), backup.path)
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        return
    st.cache_data.clear()
    _leave()
    st.session_state[DONE] = (backup, restored)
    st.session_state.pop("input_saved", None)  # what was saved last may not be there any more
    st.rerun()


def _loss_words(preview: RestorePreview) -> str:
    """Everything that would go, in words; "" when nothing would."""
    if preview.lost is None or preview.flipped is None or preview.rows_lost is None:
        return "อ่านฐานข้อมูลปัจจุบันไม่ได้ จึงบอกไม่ได้ว่าจะขาดอะไร สิ่งที่ทำหลังการสำรองครั้งนี้จะไม่อยู่"
    parts: list[str] = []
    if preview.lost:
        parts.append(f"**การนำเข้าหลังจากนั้น {len(preview.lost):,} ครั้งจะหายไป**\n\n{batch_lines(preview.lost)}")
    if preview.flipped:
        numbers = ", ".join(f"{number}" for number in preview.flipped)
        parts.append(f"การยกเลิกหรือนำกลับมาหลังจากนั้น จะกลับเป็นอย่างเดิม: ครั้งที่ {numbers}")
    parts += [f"{ROWS.get(table, escape_markdown(table))} หลังจากนั้น {rows:,} รายการจะหายไป"
              for table, rows in preview.rows_lost.items()]  # fmt: skip
    return "\n\n".join(parts)


def _leave() -> None:
    st.session_state.pop(CHOSEN, None)


def _seen() -> None:
    st.session_state.pop(DONE, None)
