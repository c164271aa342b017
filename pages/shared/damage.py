"""When the database cannot be opened: what happened, where the files are, what the person can do, and doing it.

Damaged files are set aside, and the program goes on at once from a backup or an empty database.
"""

import threading
from pathlib import Path
from typing import Final

import streamlit as st

from app.one_pc import is_backing_up, trouble_at_start
from app.state import open_database, the_warehouse
from loaders import Problem
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
    DatabaseInUseError,
    DeniedError,
    ForeignFileError,
    NewerDatabaseError,
    NoRoomError,
    PlaceError,
    Restored,
    ServerError,
    WarehouseError,
    check_database,
    default_backup_folder,
    default_database_path,
    old_files_with_persons,
    recover_database,
    server_address,
    shown_address,
)
from words.screen_text import plain, text

DONE, FOUND, FINISHED = "recovered", "damage_found", "finished_seen"
LEFT_OVER, OLD_TEXTS, NO_BACKUP = "left_over_seen", "old_texts_seen", "no_backup_seen"
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
        st.code("\n".join(plain(file) for file in left_over), language=None, wrap_lines=True)
        st.button("รับทราบ", key="left-over-seen", on_click=_forget_left_over)


def show_finished() -> None:
    """After a sudden end in the middle of a restore: that it is done now, and where the former file is kept."""
    finished = the_warehouse().finished
    if finished is None or st.session_state.get(FINISHED) == finished:
        return
    source = "ฐานข้อมูลว่างตามที่เลือกไว้" if finished.object == "-" else f"ไฟล์สำรอง {text(finished.object)} ตามที่เลือกไว้"
    with st.container(border=True, key="finished"):
        st.warning(
            "**ครั้งก่อนโปรแกรมถูกปิดกะทันหัน (เช่น ไฟดับ) ระหว่างเปลี่ยนไฟล์ฐานข้อมูล ตอนนี้โปรแกรมทำต่อให้เสร็จแล้ว** "
            f"ข้อมูลที่ใช้อยู่มาจาก{source if finished.action else 'ไฟล์ที่ตรวจแล้วก่อนถูกปิด'} มีการนำเข้า {finished.batches:,} ครั้ง "
            "ตรวจที่ ขั้นที่ 1 ข้อมูลนำเข้า › รายการนำเข้า ถ้าขาดครั้งใดให้นำเข้าไฟล์นั้นใหม่"
        )
        if finished.set_aside:
            st.markdown("ไฟล์เดิมไม่ถูกลบ เก็บไว้ที่")
            st.code("\n".join(plain(file) for file in finished.set_aside), language=None, wrap_lines=True)
        st.button("รับทราบ", key="finished-seen", on_click=_forget_finished)


def show_old_texts() -> None:
    """Files of an earlier version that still hold texts of persons, on every page until they are gone or it is read."""
    files = old_files_with_persons(the_warehouse())
    if not files or st.session_state.get(OLD_TEXTS) == files:
        return
    problem = Problem("P04", {"count": len(files)})
    with st.container(border=True, key="old-texts"):
        st.warning(text(problem.text()), icon=":material/privacy_tip:")
        st.code("\n".join(plain(file) for file in files), language=None, wrap_lines=True)
        st.button("รับทราบ", key="old-texts-seen", on_click=_forget_old_texts, args=(files,))


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
        st.code("\n".join(plain(file) for file in done.set_aside), language=None, wrap_lines=True)
        st.button("รับทราบ", key="recovered-seen", on_click=_forget_recovered)


def _label(good: dict[str, tuple[Backup, Verified]], name: str) -> str:
    return f"ไฟล์สำรอง{backup_title(good[name][0])}" if name in good else EMPTY


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
        open_database.clear()
        return True
    return False


def _forget_finished() -> None:
    st.session_state[FINISHED] = the_warehouse().finished


def _forget_recovered() -> None:
    st.session_state.pop(DONE, None)


def _forget_old_texts(files: tuple[Path, ...]) -> None:
    st.session_state[OLD_TEXTS] = files


def _forget_left_over() -> None:
    st.session_state[LEFT_OVER] = the_warehouse().left_over


# kind of trouble → title and what to do, step by step; our own constants, so Markdown is meant
ADVICE: Final[dict[type[WarehouseError], tuple[str, tuple[str, ...]]]] = {
    DatabaseInUseError: (
        "ฐานข้อมูลกำลังถูกใช้อยู่ที่อื่น",
        (
            "ดูว่ามีหน้าต่างโปรแกรมเรดาร์ชุมชนอีกหน้าต่างหนึ่งเปิดค้างอยู่ในเครื่องนี้หรือไม่ ถ้ามี ให้ใช้หน้าต่างนั้น หรือปิดแล้วกลับมาที่นี่",
            "ถ้าหาไม่พบ ให้ปิดเครื่องแล้วเปิดใหม่ ข้อมูลไม่หาย",
            "กด **ลองเปิดอีกครั้ง**",
        ),
    ),
    NewerDatabaseError: (
        "ข้อมูลนี้มาจากโปรแกรมรุ่นใหม่กว่า",
        (
            "โปรแกรมรุ่นนี้อ่านข้อมูลของรุ่นใหม่กว่าไม่ได้ และจะไม่แตะต้องไฟล์",
            "ปรับโปรแกรมเรดาร์ชุมชนเป็นรุ่นล่าสุด แล้วเปิดใหม่ ข้อมูลทั้งหมดจะกลับมาให้ใช้",
        ),
    ),
    ServerError: (
        "ติดต่อเซิร์ฟเวอร์ฐานข้อมูลไม่ได้",
        ("ให้ผู้ดูแลเซิร์ฟเวอร์ตรวจว่า PostgreSQL เปิดอยู่และบัญชีของโปรแกรมเข้าได้", "กด **ลองเปิดอีกครั้ง**"),
    ),
    PlaceError: (
        "ฐานข้อมูลอยู่ในที่ที่ไม่ปลอดภัย",
        (
            "ปิดโปรแกรม แล้วย้ายไฟล์ฐานข้อมูลไปไว้ในโฟลเดอร์ธรรมดาของเครื่องนี้",
            "ตั้งค่าให้โปรแกรมใช้ไฟล์ในที่ใหม่ แล้วเปิดใหม่ (ขอให้ผู้ดูแลเครื่องช่วยได้)",
            "ไฟล์สำรองที่ดาวน์โหลดจากโปรแกรมเก็บไว้ในไดรฟ์เครือข่ายหรือบนอินเทอร์เน็ตได้ตามปกติ",
        ),
    ),
    NoRoomError: (
        "ดิสก์เต็ม",
        ("ลบหรือย้ายไฟล์ที่ไม่ใช้ออกจากดิสก์ของเครื่องนี้ โดยไม่แตะไฟล์ฐานข้อมูลด้านล่าง", "กด **ลองเปิดอีกครั้ง**"),
    ),
    DeniedError: (
        "เครื่องนี้ไม่ให้โปรแกรมเปิดหรือสร้างฐานข้อมูล",
        (
            "ตรวจว่าไฟล์และโฟลเดอร์ด้านล่างไม่ได้ตั้งเป็นอ่านอย่างเดียว และผู้ใช้ของเครื่องนี้เขียนได้ (ขอให้ผู้ดูแลเครื่องช่วยได้)",
            "กด **ลองเปิดอีกครั้ง**",
        ),
    ),
    ForeignFileError: (
        "ไฟล์นี้ไม่ใช่ฐานข้อมูลของโปรแกรม",
        ("ย้ายไฟล์นี้ไปเก็บที่อื่น หรือตั้งค่าให้โปรแกรมใช้ไฟล์อื่น", "กด **ลองเปิดอีกครั้ง**"),
    ),
}
OTHER: Final = ("เปิดฐานข้อมูลไม่ได้", ("กด **ลองเปิดอีกครั้ง** ถ้ายังไม่ได้ ให้ผู้ดูแลเครื่องดูข้อความด้านบน",))


def show_backup_trouble() -> None:
    """The backup that a PC makes at its start could not be made: why, and what to do, until it has been read. Said as
    soon as it is known, on a page that nobody touches too."""
    error = trouble_at_start()
    if error is None and is_backing_up():
        _wait_for_backup()
    if error is None or st.session_state.get(NO_BACKUP):
        return
    with st.container(border=True, key="no-backup"):
        st.warning(f"**เปิดโปรแกรมครั้งนี้สำรองข้อมูลไม่สำเร็จ** {text(error.what)}  \n**วิธีแก้:** {text(error.fix)}")
        st.markdown("แก้แล้วกด *สำรองข้อมูลตอนนี้* ที่ ขั้นที่ 1 ข้อมูลนำเข้า › สำรองข้อมูล")
        st.button("รับทราบ", key="no-backup-seen", on_click=_forget_no_backup)


@st.fragment(run_every=2)
def _wait_for_backup() -> None:
    if trouble_at_start() is not None:
        st.rerun()


def _forget_no_backup() -> None:
    st.session_state[NO_BACKUP] = True


def show_trouble(error: WarehouseError) -> None:
    """The whole screen in place of the page; where there is a choice to make, it is made here."""
    if isinstance(error, DamagedDatabaseError):
        _show_damage(error)
        return
    title, steps = next((ADVICE[kind] for kind in ADVICE if isinstance(error, kind)), OTHER)
    st.title(title, anchor=False)
    st.error(text(error.what), icon=":material/error:")
    st.markdown("**ข้อมูลของท่านยังอยู่ครบ** โปรแกรมไม่ได้ลบหรือแก้ไขไฟล์ใด")
    st.subheader("สิ่งที่ต้องทำ", anchor=False)
    st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
    _show_files()
    _retry_button()


def _show_damage(error: DamagedDatabaseError) -> None:
    st.title("ฐานข้อมูลเสียหาย", anchor=False)
    st.error(text(error.what), icon=":material/error:")
    st.markdown(
        "มักเกิดจากไฟดับขณะเขียน ดิสก์เสื่อม หรือมีโปรแกรมอื่นคัดลอกหรือแก้ไฟล์ "
        "**ไม่มีไฟล์ใดถูกลบ** ไฟล์ที่เสียหายยังอยู่ที่เดิม และเมื่อท่านเลือกด้านล่าง โปรแกรมจะเปลี่ยนชื่อเก็บไว้ข้างกันโดยใส่วันเวลาไว้ในชื่อ"
    )
    with st.expander("ไฟล์ที่เสียหายอยู่ที่ไหน", icon=":material/folder:"):
        st.code("\n".join(plain(file) for file in error.files) or plain(error.path), language=None, wrap_lines=True)
    choose_recovery(error)
    _retry_button()


def _show_files() -> None:
    if address := server_address(None):
        st.code(plain(shown_address(address)), language=None, wrap_lines=True)
        return
    path = default_database_path()
    with st.expander("ไฟล์อยู่ที่ไหน", icon=":material/folder:"):
        st.markdown("ฐานข้อมูล")
        st.code(plain(path), language=None, wrap_lines=True)
        st.markdown("โฟลเดอร์ไฟล์สำรอง")
        st.code(plain(default_backup_folder(path)), language=None, wrap_lines=True)


def _retry_button() -> None:
    """Pressing it runs the dashboard again, which opens the file again."""
    st.button("ลองเปิดอีกครั้ง", key="trouble-retry", icon=":material/refresh:", on_click=forget_damage)
