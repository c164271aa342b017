"""ส่งมอบงาน: everything in one file for the successor, and such a file taken in, in one step where nothing is lost."""

import io
from pathlib import Path

import streamlit as st

from analysis.disclosure.outputs import Audience
from app.state import the_warehouse
from pages.shared.backup_files import LARGEST_MB, backup_words, loss_words, verified
from pages.shared.downloads import file_button
from pages.shared.look import problem_box
from warehouse import (
    Restored,
    TakeOver,
    WarehouseError,
    adopt_hand_over,
    hand_over_name,
    list_batches,
    list_plans,
    preview_take_over,
    restore_backup,
    write_hand_over,
)
from words.dates import local_now, moment_words
from words.screen_text import plain

OFFERED, TAKEN, ROUND = "take_over_offered", "taken_over", "take_over_round"


def show_hand_over(folder: Path, stem: str) -> None:
    """The file for the successor, and the place for the one of a predecessor."""
    st.subheader("ส่งมอบและรับมอบงาน", anchor=False)
    _show_taken()
    offered: TakeOver | None = st.session_state.get(OFFERED)
    if offered is not None:
        _ask(offered)
        return
    give, take = st.columns(2, gap="medium")
    with give, st.container(border=True, height="stretch"):
        _give()
    with take, st.container(border=True, height="stretch"):
        _take(folder, stem)


def _give() -> None:
    st.markdown(
        "**ส่งมอบงาน** (เครื่องเดิม) ไฟล์เดียวมีทุกอย่างที่เก็บไว้ คือข้อมูล แผนทุกรุ่น ชุดตัวชี้วัด รูปแบบไฟล์ กลุ่มพื้นที่ เป้าหมาย "
        "ผลเวที คะแนนบทเรียน และค่าที่ตั้งไว้ โปรแกรมสำรองให้ก่อน แล้วอ่านตรวจทุกแถว"
    )
    warehouse = the_warehouse()
    if list_batches(warehouse).empty and not list_plans(warehouse):
        st.markdown("ยังไม่มีงานให้ส่งมอบ นำเข้าไฟล์หรือทำแผนก่อน")
        return
    file_button(
        "ทำไฟล์ส่งมอบงาน", _content, Audience.INTERNAL, hand_over_name(local_now(), is_marked=False), "application/zip",
        "hand-over", ":material/outbox:", "content",
    )  # fmt: skip
    st.caption("ไฟล์มีจำนวน 1–9 รายซึ่งอาจชี้ตัวบุคคลได้ ใช้ภายในสำนักงาน อย่าส่งทางช่องทางสาธารณะ")


def _content() -> bytes:
    target = io.BytesIO()
    write_hand_over(the_warehouse(), target)
    return target.getvalue()


def _take(folder: Path, stem: str) -> None:
    st.markdown(
        "**รับมอบงาน** (เครื่องใหม่) เลือกไฟล์ส่งมอบงานจากเครื่องเดิม ถ้าเครื่องนี้มีแต่ข้อมูลตัวอย่าง ใช้งานต่อได้ทันที "
        "ถ้ามีงานอยู่แล้ว โปรแกรมบอกก่อนว่าจะขาดอะไร"
    )
    with st.container(key="large-files"):
        file = st.file_uploader(
            "ไฟล์ส่งมอบงาน (.zip)", type="zip", key=f"take-over-{st.session_state.setdefault(ROUND, 0)}",
            max_upload_size=LARGEST_MB,
        )  # fmt: skip
    if file is None:
        return
    try:
        with st.spinner("กำลังอ่านตรวจไฟล์ทุกแถว …", show_time=True):
            backup = adopt_hand_over(file, file.name, folder, stem)
            offered = preview_take_over(the_warehouse(), backup)
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        return
    st.session_state[ROUND] += 1  # the uploader lets go of the file
    st.session_state[OFFERED] = offered
    if not offered.has_own_work:
        _replace(offered)
    st.rerun()


def _ask(offered: TakeOver) -> None:
    """What would go, and the choice."""
    words = backup_words(offered.backup, verified(offered.backup))
    st.markdown(f"**งานที่ได้รับ** ทำเมื่อ {moment_words(offered.backup.made_at)}  \n{words}")
    loss = loss_words(offered.preview, "ของเครื่องนี้")
    st.warning(f"**เครื่องนี้มีงานอยู่แล้ว** รับมอบแล้วงานที่รับมาอยู่แทนทั้งหมด\n\n{loss}", icon=":material/warning:")
    st.markdown("ฐานข้อมูลเดิมของเครื่องนี้ไม่ถูกลบ โปรแกรมเปลี่ยนชื่อแล้วเก็บไว้ข้างกัน")
    with st.container(horizontal=True, gap="small"):
        if st.button("ยืนยัน รับมอบงานนี้แทน", key="take-over-confirm", type="primary"):
            _replace(offered)
            st.rerun()
        st.button("ไม่รับ ใช้งานเดิมต่อ", key="take-over-cancel", on_click=_leave)


def _replace(offered: TakeOver) -> None:
    try:
        with st.spinner("กำลังเปลี่ยนไปใช้งานที่ได้รับ …", show_time=True):
            restored = restore_backup(the_warehouse(), offered.backup.path)
    except WarehouseError as error:
        problem_box(error.what, "", error.fix)
        st.stop()
    st.cache_data.clear()
    _leave()
    st.session_state[TAKEN] = restored
    st.session_state.pop("input_saved", None)  # what was saved last may not be there any more


def _show_taken() -> None:
    """What was taken in, and where the former file is, until it has been read."""
    restored: Restored | None = st.session_state.get(TAKEN)
    if restored is None or restored.contents is None:
        return
    held = restored.contents
    with st.container(border=True, key="taken-over"):
        st.success(
            f"**รับมอบงานแล้ว** การนำเข้า {held.batches:,} ครั้ง · {held.live_areas:,} พื้นที่ที่ใช้งาน · {held.facts:,} ตัวเลข "
            "พร้อมแผนและค่าที่ตั้งไว้ ทุกหน้าแสดงงานนี้ทันที"
        )
        st.markdown("ฐานข้อมูลเดิมของเครื่องนี้เก็บไว้ที่")
        st.code("\n".join(plain(file) for file in restored.set_aside), language=None, wrap_lines=True)
        st.button("รับทราบ", key="taken-over-seen", on_click=_forget_taken)


def _leave() -> None:
    st.session_state.pop(OFFERED, None)


def _forget_taken() -> None:
    st.session_state.pop(TAKEN, None)
