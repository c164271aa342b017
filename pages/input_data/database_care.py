"""Checking the database, erasing for good, and where everything lies."""

from pathlib import Path

import streamlit as st

from app.state import the_warehouse
from pages.input_data.actions import file_names
from pages.shared.look import problem_box
from warehouse import (
    Checked,
    Purged,
    WarehouseError,
    check_database,
    preview_purge,
    purge_database,
)
from words.numbers import size_words
from words.screen_text import plain, text

CHECKED, PURGED = "database_checked", "database_purged"


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
