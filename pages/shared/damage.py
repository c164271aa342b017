"""When the database cannot be opened: what happened, where the files are, and what the person can do about it."""

from typing import Final

import streamlit as st

from pages.shared.damage_recovery import choose_recovery, forget_damage
from pages.shared.look import escape_markdown
from warehouse import (
    DamagedDatabaseError,
    DatabaseInUseError,
    DeniedError,
    ForeignFileError,
    NewerDatabaseError,
    NoRoomError,
    PlaceError,
    WarehouseError,
    default_backup_folder,
    default_database_path,
)

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


def show_trouble(error: WarehouseError) -> None:
    """The whole screen in place of the page; where there is a choice to make, it is made here."""
    if isinstance(error, DamagedDatabaseError):
        _show_damage(error)
        return
    title, steps = next((ADVICE[kind] for kind in ADVICE if isinstance(error, kind)), OTHER)
    st.title(title, anchor=False)
    st.error(escape_markdown(error.what), icon=":material/error:")
    st.markdown("**ข้อมูลของท่านยังอยู่ครบ** โปรแกรมไม่ได้ลบหรือแก้ไขไฟล์ใด")
    st.subheader("สิ่งที่ต้องทำ", anchor=False)
    st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
    _show_files()
    _retry_button()


def _show_damage(error: DamagedDatabaseError) -> None:
    st.title("ฐานข้อมูลเสียหาย", anchor=False)
    st.error(escape_markdown(error.what), icon=":material/error:")
    st.markdown(
        "มักเกิดจากไฟดับขณะเขียน ดิสก์เสื่อม หรือมีโปรแกรมอื่นคัดลอกหรือแก้ไฟล์ "
        "**ไม่มีไฟล์ใดถูกลบ** ไฟล์ที่เสียหายยังอยู่ที่เดิม และเมื่อท่านเลือกด้านล่าง โปรแกรมจะเปลี่ยนชื่อเก็บไว้ข้างกันโดยใส่วันเวลาไว้ในชื่อ"
    )
    with st.expander("ไฟล์ที่เสียหายอยู่ที่ไหน", icon=":material/folder:"):
        st.code("\n".join(str(file) for file in error.files) or str(error.path), language=None, wrap_lines=True)
    choose_recovery(error)
    _retry_button()


def _show_files() -> None:
    path = default_database_path()
    with st.expander("ไฟล์อยู่ที่ไหน", icon=":material/folder:"):
        st.markdown("ฐานข้อมูล")
        st.code(str(path), language=None, wrap_lines=True)
        st.markdown("โฟลเดอร์ไฟล์สำรอง")
        st.code(str(default_backup_folder(path)), language=None, wrap_lines=True)


def _retry_button() -> None:
    """Pressing it runs the dashboard again, which opens the file again."""
    st.button("ลองเปิดอีกครั้ง", key="trouble-retry", icon=":material/refresh:", on_click=forget_damage)
