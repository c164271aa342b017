"""Part สำรองข้อมูล: backups and going back to one, checking the database, erasing for good, and where everything lies.

Where the database is on a server, dumps are made here and put back on the command line alone. Handing over to a
successor is in hand_over.
"""

from pathlib import Path

import streamlit as st

from analysis.disclosure.outputs import Audience
from app.state import the_warehouse
from pages.input_data.actions import file_names, show_log
from pages.input_data.hand_over import show_hand_over
from pages.input_data.parts import UPLOAD, part_button
from pages.shared.backup_files import (
    backup_title,
    backup_words,
    backups_of,
    batch_lines,
    bring_backup,
    loss_words,
    verified,
)
from pages.shared.downloads import file_button
from pages.shared.look import problem_box
from warehouse import (
    Backup,
    Checked,
    Purged,
    Restored,
    WarehouseError,
    backup_database,
    check_database,
    preview_purge,
    preview_restore,
    purge_database,
    restore_backup,
)
from words.dates import moment_words
from words.numbers import size_words
from words.screen_text import plain, text

CHOSEN, DONE = "restore_chosen", "restore_done"
RESTORE_COMMAND = "python -m warehouse restore ไฟล์สำรอง.dump --database postgresql://…"
CHECKED, PURGED = "database_checked", "database_purged"


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
    loss = loss_words(preview)
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
        st.code("\n".join(plain(file) for file in restored.set_aside), language=None, wrap_lines=True)
        st.button("รับทราบ", key="restored-seen", on_click=_forget_restored)


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


def _leave() -> None:
    st.session_state.pop(CHOSEN, None)


def _forget_restored() -> None:
    st.session_state.pop(DONE, None)


SHOWN = 5


def show_list(backups: list[Backup]) -> None:
    """The newest few as cards, the others behind a fold."""
    if not backups:
        st.markdown("ยังไม่มีไฟล์สำรอง กด **สำรองข้อมูลตอนนี้** ด้านบน ใช้เวลาไม่กี่วินาที")
        return
    for backup in backups[:SHOWN]:
        _show_one(backup)
    if len(backups) > SHOWN:
        with st.expander(f"ไฟล์สำรองก่อนหน้านั้น ({len(backups) - SHOWN:,})", expanded=any(map(is_chosen, backups[SHOWN:]))):
            for backup in backups[SHOWN:]:
                _show_one(backup)
    st.caption(
        "โปรแกรมเก็บไฟล์สำรองล่าสุด 3 ไฟล์ และไฟล์ล่าสุดของแต่ละวัน (7 วัน) สัปดาห์ (4 สัปดาห์) และเดือน (12 เดือน) ไฟล์ที่เกินจากนี้ลบให้เอง"
    )


def _show_one(backup: Backup) -> None:
    found = verified(backup)
    good = found.contents is not None
    badge = ":green-badge[:material/check: อ่านตรวจแล้ว ใช้ได้]" if good else ":red-badge[ใช้ไม่ได้]"
    with st.container(border=True, key=f"backup-{backup.number}"):
        st.markdown(f"**{backup_title(backup)}** {badge}  \n{backup_words(backup, found)}")
        with st.container(horizontal=True, gap="small"):
            if good:
                file_button(
                    "ดาวน์โหลดไปเก็บ", backup.path.read_bytes, Audience.WITHOUT_FIGURES, backup.path.name,
                    "application/octet-stream", f"backup-download-{backup.number}", ":material/download:", "content",
                )  # fmt: skip
            st.button(
                "กลับไปใช้ข้อมูลนี้",
                key=f"backup-restore-{backup.number}",
                icon=":material/settings_backup_restore:",
                on_click=choose_restore,
                args=(backup,),
                disabled=not good,
            )
        if is_chosen(backup):
            ask_restore(backup)


MADE, BROUGHT = "backup_made", "backup_brought"


def show_backup() -> None:
    """The whole part."""
    warehouse = the_warehouse()
    if warehouse.server:
        show_server_backup()
        return
    if warehouse.path is None or warehouse.backup_folder is None:
        problem_box("ฐานข้อมูลนี้อยู่ในหน่วยความจำ จึงสำรองไม่ได้", "", "เปิดโปรแกรมโดยใช้ฐานข้อมูลที่เป็นไฟล์")
        return
    show_restored()
    folder, stem = warehouse.backup_folder, warehouse.path.stem
    _make(folder, stem)
    st.subheader("ไฟล์สำรองที่มี", anchor=False)
    show_list(backups_of(folder, stem))
    _bring(folder, stem)
    show_hand_over(folder, stem)
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
        st.code(plain(made.path), language=None, wrap_lines=True)


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
    st.code(RESTORE_COMMAND, language=None, wrap_lines=True)
    with st.expander("ตรวจฐานข้อมูล", icon=":material/fact_check:"):
        show_check()
    with st.expander("บันทึกการทำงาน", icon=":material/history:"):
        show_log()


def show_check() -> None:
    """Read everything and compute every sum again; what was found stays on the page until the next check."""
    st.markdown("อ่านทุกแถว แล้วคำนวณผลรวมของทุกพื้นที่ใหม่จากข้อมูลที่นำเข้า ไม่มีอะไรถูกแก้ไข")
    if st.button("ตรวจตอนนี้", key="check-now", icon=":material/fact_check:"):
        with st.spinner("กำลังตรวจ …", show_time=True):
            st.session_state[CHECKED] = check_database(the_warehouse())
    checked: Checked | None = st.session_state.get(CHECKED)
    if checked is None:
        return
    held = checked.contents
    words = f"การนำเข้า {held.batches:,} ครั้ง · {held.live_areas:,} พื้นที่ที่ใช้งาน · {held.facts:,} ตัวเลข"
    if not checked.problems:
        st.success(f"**อ่านได้ครบทุกแถว ผลรวมทุกพื้นที่ตรงกัน**  \n{words}")
        return
    for problem in checked.problems:
        problem_box(problem, words, "กลับไปใช้ไฟล์สำรองที่ตรวจแล้วด้านบน แล้วนำเข้าไฟล์ที่มาทีหลังใหม่")


def show_purge() -> None:
    """Which imports would go for good, asked before it is done."""
    st.markdown(
        "การยกเลิกการนำเข้าเพียงซ่อนตัวเลข นำกลับมาได้เสมอ หากต้องการลบออกจากเครื่องจริง (เช่น ครบกำหนดเก็บรักษา) ให้ล้างที่นี่ "
        "**ล้างแล้วนำกลับไม่ได้** เหลือเพียงชื่อไฟล์และวันที่ในรายการนำเข้า"
    )
    _show_purged()
    days = st.number_input("ล้างข้อมูลที่เลิกใช้มานานกว่า (วัน)", 0, 36_500, 365, 30, key="purge-days", width=300)
    gone = preview_purge(the_warehouse(), int(days))
    if gone.empty:
        st.markdown("ไม่มีการนำเข้าที่เลิกใช้มานานเท่านี้ จึงไม่มีอะไรต้องล้าง")
        return
    names = file_names()
    st.markdown(f"**จะล้าง {len(gone):,} ครั้ง {int(gone['facts'].sum()):,} ตัวเลข**\n\n" + "\n".join(
        f"- ครั้งที่ {row['batch_id']:d} · {text(names.get(int(row['batch_id']), ''))} · {row['facts']:,} ตัวเลข"
        for row in gone.head(10).to_dict("records")))  # fmt: skip
    if len(gone) > 10:
        st.markdown(f"และอีก {len(gone) - 10:,} ครั้ง")
    with_backups = st.checkbox(
        "ล้างออกจากไฟล์สำรองเก่าและไฟล์ที่เก็บไว้ด้วย (สำรองใหม่ให้ก่อน แล้วลบของเก่าทั้งหมด)", key="purge-backups"
    )
    sure = st.checkbox("เข้าใจแล้วว่านำกลับไม่ได้", key="purge-sure")
    if st.button("ล้างออกจริง", key="purge-now", icon=":material/delete_forever:", disabled=not sure):
        _purge(int(days), with_backups)


def show_place(path: Path, folder: Path) -> None:
    """Where the files are, why they are not to be copied by hand, and how to move to another machine."""
    size = path.stat().st_size if path.exists() else 0
    st.markdown(f"**ฐานข้อมูลของเครื่องนี้** ({size_words(size)})")
    st.code(plain(path), language=None, wrap_lines=True)
    st.markdown("**โฟลเดอร์ไฟล์สำรอง**")
    st.code(plain(folder), language=None, wrap_lines=True)
    st.markdown(
        "**อย่าคัดลอกไฟล์ฐานข้อมูลเองขณะโปรแกรมเปิดอยู่** เพราะโปรแกรมอาจกำลังเขียนอยู่ ไฟล์ที่ได้อาจขาดการนำเข้าล่าสุด "
        "หรือเปิดไม่ได้โดยไม่มีคำเตือน ใช้ปุ่มสำรองข้อมูลและดาวน์โหลดด้านบนแทน ไฟล์ที่ได้อ่านตรวจแล้วว่าครบ"
    )
    st.markdown(
        "**ย้ายไปเครื่องอื่น**\n\n"
        "1. เครื่องเดิม: กด *ทำไฟล์ส่งมอบงาน* ด้านบน เก็บไฟล์ลงแฟลชไดรฟ์\n"
        "2. เครื่องใหม่: ติดตั้งโปรแกรมรุ่นเดียวกันหรือใหม่กว่า แล้วเปิดหน้านี้\n"
        "3. เครื่องใหม่: เลือกไฟล์นั้นที่ *รับมอบงาน* แล้วกด *ตรวจตอนนี้* เพื่อความมั่นใจ"
    )


def _purge(days: int, with_backups: bool) -> None:
    try:
        with st.spinner("กำลังล้าง และเขียนฐานข้อมูลใหม่ …", show_time=True):
            st.session_state[PURGED] = purge_database(the_warehouse(), older_than_days=days, with_backups=with_backups)
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        return
    st.cache_data.clear()
    st.session_state.pop(CHECKED, None)
    del st.session_state["purge-sure"]
    st.rerun()


def _show_purged() -> None:
    purged: Purged | None = st.session_state.pop(PURGED, None)
    if purged is None:
        return
    sizes = f"ไฟล์จาก {size_words(purged.bytes_before)} เหลือ {size_words(purged.bytes_after)}"
    st.success(f"**ล้างการนำเข้า {len(purged.batches):,} ครั้ง {purged.facts:,} ตัวเลข ออกจริงแล้ว** {sizes}")
    if purged.still_held_in:
        st.warning("ข้อมูลที่ล้างอาจยังอยู่ในไฟล์ต่อไปนี้ ลบเองได้เมื่อไม่ต้องการแล้ว หรือล้างอีกครั้งโดยเลือกล้างไฟล์สำรองเก่าด้วย")
        st.code("\n".join(plain(file) for file in purged.still_held_in), language=None, wrap_lines=True)
