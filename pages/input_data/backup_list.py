"""The backups of this database: when made, what they hold, whether they read well, to take away or to go back to."""

import streamlit as st

from pages.input_data.backup_restore import ask_restore, choose_restore, is_chosen
from pages.shared.backup_files import backup_title, backup_words, verified
from warehouse import Backup

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
            st.download_button(
                "ดาวน์โหลดไปเก็บ",
                backup.path.read_bytes,
                backup.path.name,
                "application/octet-stream",
                key=f"backup-download-{backup.number}",
                icon=":material/download:",
                on_click="ignore",
                disabled=not good,
            )
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
