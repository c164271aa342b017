"""After damage: go on from a backup or begin anew, the damaged files set aside, the program going on at once."""

import threading

import streamlit as st

from app.state import the_warehouse
from pages.shared.backup_files import (
    Verified,
    backup_title,
    backup_words,
    backups_of,
    batch_lines,
    bring_backup,
    verified,
)
from pages.shared.look import problem_box
from warehouse import (
    Backup,
    DamagedDatabaseError,
    Restored,
    WarehouseError,
    check_database,
    default_backup_folder,
    recover_database,
)

DONE, FOUND, LEFT_OVER = "recovered", "damage_found", "left_over_seen"
EMPTY = "เริ่มจากฐานข้อมูลว่าง"
_ONE_AT_A_TIME = threading.Lock()  # two people at two screens: the second must not set aside what the first recovered


def stop_at_known_damage() -> None:
    """Raise again the damage this person was shown: found while reading, another page may not meet it."""
    error: DamagedDatabaseError | None = st.session_state.get(FOUND)
    if error is not None:
        raise error


def forget_damage() -> None:
    """Let the pages try again."""
    st.session_state.pop(FOUND, None)


def choose_recovery(error: DamagedDatabaseError) -> None:
    """The verified backups with what they hold, an empty database, and one button to go on."""
    st.session_state[FOUND] = error
    folder, stem = default_backup_folder(error.path), error.path.stem
    st.subheader("เลือกว่าจะทำต่ออย่างไร", anchor=False)
    found = {backup.path.name: (backup, verified(backup)) for backup in backups_of(folder, stem)}
    good = {name: each for name, each in found.items() if each[1].contents is not None}
    if not good:
        st.markdown("ยังไม่มีไฟล์สำรองที่ใช้ได้ในเครื่องนี้ หากเคยดาวน์โหลดไฟล์สำรองไปเก็บไว้ ให้เลือกไฟล์นั้นด้านล่าง")
    elif len(found) > len(good):
        st.caption(f"ไม่แสดงไฟล์สำรอง {len(found) - len(good):,} ไฟล์ที่อ่านตรวจแล้วใช้ไม่ได้")
    choice = st.radio(
        "ทำต่อจาก", [*good, EMPTY], key="recovery-choice", captions=[*(backup_words(*each) for each in good.values()),
        "ต้องนำเข้าไฟล์ต้นทางใหม่ทั้งหมด"], format_func=lambda name: _label(good, name),
    )  # fmt: skip
    chosen = good.get(str(choice))
    if chosen:
        _show_contents(chosen[1])
    words = "ใช้ไฟล์สำรองนี้แล้วทำงานต่อ" if chosen else "เริ่มจากฐานข้อมูลว่าง แล้วทำงานต่อ"
    if st.button(words, key="recovery-go", type="primary", icon=":material/settings_backup_restore:"):
        _recover(error, chosen[0] if chosen else None)
    with st.expander("ใช้ไฟล์สำรองที่เก็บไว้ที่อื่น", icon=":material/upload:", expanded=not good):
        if bring_backup(folder, stem, "recovery-bring") is not None:
            st.rerun()


def show_left_over() -> None:
    """After a sudden end of the program: where what it had not brought in is kept, until it has been read."""
    left_over = the_warehouse().left_over
    if not left_over or st.session_state.get(LEFT_OVER) == left_over:
        return
    with st.container(border=True, key="left-over"):
        st.warning(
            "**ครั้งก่อนโปรแกรมถูกปิดกะทันหัน (เช่น ไฟดับ) ระหว่างบันทึก** เปิดต่อได้ตามปกติ "
            "ตรวจที่ ขั้นที่ 1 ข้อมูลนำเข้า › รายการนำเข้า ว่าครั้งล่าสุดอยู่ครบ ถ้าไม่ครบให้นำเข้าไฟล์นั้นใหม่"
        )
        st.markdown("ส่วนที่ค้างอยู่เก็บสำเนาไว้ที่")
        st.code("\n".join(str(file) for file in left_over), language=None, wrap_lines=True)
        st.button("รับทราบ", key="left-over-seen", on_click=_left_over_seen)


def show_recovered() -> None:
    """What the recovery did, on every page until it has been read."""
    done: Restored | None = st.session_state.get(DONE)
    if done is None:
        return
    with st.container(border=True, key="recovered"):
        if done.contents:
            held = done.contents
            st.success(
                f"**เปิดใช้งานต่อจากไฟล์สำรองแล้ว** การนำเข้า {held.batches:,} ครั้ง {held.facts:,} ตัวเลข "
                "สิ่งที่นำเข้าหลังจากวันที่สำรองต้องนำเข้าใหม่"
            )
        else:
            st.success("**เริ่มฐานข้อมูลว่างแล้ว** นำเข้าไฟล์ต้นทางได้ที่ขั้นที่ 1 ข้อมูลนำเข้า")
        if done.lost:
            st.markdown(f"ต้องนำเข้าใหม่\n\n{batch_lines(done.lost)}")
        st.markdown("ไฟล์เดิมที่เสียหายเก็บไว้ที่")
        st.code("\n".join(str(file) for file in done.set_aside), language=None, wrap_lines=True)
        st.button("รับทราบ", key="recovered-seen", on_click=_seen)


def _label(good: dict[str, tuple[Backup, Verified]], name: str) -> str:
    return f"ไฟล์สำรอง{backup_title(good[name][0])}" if name in good else name


def _show_contents(found: Verified) -> None:
    with st.expander("ในไฟล์สำรองนี้มีการนำเข้าใดบ้าง", icon=":material/list:"):
        st.markdown(batch_lines(found.batches) or "ยังไม่มีการนำเข้า")
        st.markdown("ไฟล์ที่นำเข้าหลังจากนี้ไม่อยู่ในรายการ ต้องนำเข้าใหม่")


def _recover(error: DamagedDatabaseError, backup: Backup | None) -> None:
    try:
        with _ONE_AT_A_TIME, st.spinner("กำลังเตรียมฐานข้อมูล …", show_time=True):
            if _is_damaged():
                st.session_state[DONE] = recover_database(error.path, backup.path if backup else None)
            the_warehouse()
    except WarehouseError as trouble:
        problem_box(trouble.what, "", trouble.fix)
        return
    st.cache_data.clear()
    forget_damage()
    st.rerun()


def _is_damaged() -> bool:
    """Whether it still is, read anew: another person may have recovered it meanwhile. What is damaged is let go of."""
    try:
        warehouse = the_warehouse()
    except DamagedDatabaseError:
        return True
    try:
        check_database(warehouse)
    except DamagedDatabaseError:
        warehouse.close()
        the_warehouse.clear()
        return True
    return False


def _seen() -> None:
    st.session_state.pop(DONE, None)


def _left_over_seen() -> None:
    st.session_state[LEFT_OVER] = the_warehouse().left_over
