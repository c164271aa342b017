"""The log of what was done: on one PC among the backups; on a server a part of its own, searched and taken as CSV."""

from datetime import datetime

import pandas as pd
import streamlit as st

from analysis.disclosure.outputs import Audience, without_figures
from app.state import the_warehouse
from catalogue.areas import COUNTRY
from pages.shared.downloads import file_button
from pages.shared.look import show_table
from reports.about import About
from reports.tables import csv_bytes
from warehouse import ROLES, list_actions, list_batches
from words.dates import moment_words

ACTIONS = {
    "store": "นำเข้า",
    "undo": "ยกเลิกการนำเข้า",
    "redo": "นำกลับมา",
    "backup": "สำรองข้อมูล",
    "restore": "กลับไปใช้ไฟล์สำรอง",
    "recover": "เริ่มใหม่หลังไฟล์เสียหาย",
    "purge": "ล้างออกจริง",
    "submit": "บันทึกว่าส่งตรวจ",
    "approve": "บันทึกว่ารับรองแล้ว",
    "unapprove": "กลับเป็นยังไม่ตรวจ",
    "targets": "บันทึกครัวเรือนเป้าหมาย",
    "setting": "เปลี่ยนเกณฑ์",
    "take_in": "รับไฟล์จากอำเภอ",
    "undo_file": "ยกเลิกไฟล์ของอำเภอ",
    "redo_file": "นำไฟล์ของอำเภอกลับมา",
    "account": "เปิด เปลี่ยน หรือปิดบัญชี",
    "refuse": "ถูกปฏิเสธ",
    "download": "ดาวน์โหลดไฟล์ที่ไม่ได้เผยแพร่",
    "plan": "แก้แผน",
    "workshop": "บันทึกผลเวที",
    "group": "แก้กลุ่มพื้นที่",
    "check": "บันทึกผลการตรวจค่า",
    "choice": "บันทึกเกณฑ์เลือกพื้นที่",
    "mark": "กำหนดพื้นที่ต้นแบบ",
    "set": "แก้ชุดตัวชี้วัด",
    "mapping": "จำรูปแบบไฟล์",
    "register": "แก้ทะเบียนพื้นที่",
    "map": "แก้แผนที่",
    "agency": "แก้หน่วยงานที่สอบถาม",
    "list": "แก้กิจกรรมหรือยุทธศาสตร์",
}
OF_BATCHES = ("store", "undo", "redo", "purge", "submit", "approve", "unapprove")
LOG_ROWS, PAGE, MOST = 500, 100, 100_000
EVERY = ""


def show_log() -> None:
    """What was done to the data, newest first."""
    actions = list_actions(the_warehouse(), LOG_ROWS)
    if actions.empty:
        st.markdown("ยังไม่มีการทำงานใดกับข้อมูล เริ่มจากนำเข้าไฟล์แรก")
        return
    table = _table(actions)
    show_table(table, "action-log")
    st.caption(f"แสดง {len(table):,} รายการล่าสุด บันทึกนี้ไม่มีตัวเลขของพื้นที่และไม่มีข้อมูลบุคคล")


def show_actions() -> None:
    """The part of a server: who did what, when, for which area; refusals and downloads too."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            "ทำอะไร", [EVERY, *ACTIONS], key="actions-kind", width=300, placeholder="ทุกอย่าง",
            format_func=lambda each: ACTIONS.get(each, "ทุกอย่าง"),
        )  # fmt: skip
        find = st.text_input("บัญชี พื้นที่ หรือคำที่มี", key="actions-find", width=300)
    found = list_actions(the_warehouse(), MOST, kind or None, find)
    if found.empty:
        st.info("ไม่พบรายการตามที่ค้น ลองค้นด้วยคำอื่น หรือเลือก “ทุกอย่าง”", icon=":material/search_off:")
        return
    show_table(_table(found.head(PAGE), with_accounts=True), "actions-table")
    st.caption(f"พบ {len(found):,} รายการ แสดง {min(len(found), PAGE):,} รายการล่าสุด ไฟล์ CSV มีทุกรายการที่พบ")
    now = datetime.now().astimezone()
    about = About("บันทึกการทำงาน", "ทุกบัญชี", now.year + 543, "ฐานข้อมูลของเซิร์ฟเวอร์นี้", now, is_synthetic=False)
    file_button(
        "ดาวน์โหลด CSV", lambda: csv_bytes(without_figures(_table(found, with_accounts=True)), about),
        Audience.WITHOUT_FIGURES, about.file_name("csv"), "text/csv", "actions-csv", ":material/download:", "content",
    )  # fmt: skip


def file_names() -> dict[int, str]:
    """Number of an import → the name of its file."""
    batches = list_batches(the_warehouse())
    return dict(zip(batches["batch_id"].astype(int), batches["file_name"].astype(str), strict=True))


def _table(actions: pd.DataFrame, *, with_accounts: bool = False) -> pd.DataFrame:
    names = file_names()
    who: dict[str, object] = {
        "บทบาท": actions["role"].map(lambda role: ROLES.get(str(role), "")),
        "พื้นที่ของบัญชี": actions["area_code"],
    }
    return pd.DataFrame(
        {
            "เมื่อ": [moment_words(moment.to_pydatetime()) for moment in actions["acted_at"]],
            **({"บัญชี": actions["account"]} if with_accounts else {}),
            "ทำอะไร": actions["action"].map(lambda action: ACTIONS.get(str(action), str(action))),
            "กับอะไร": [
                _object(str(action), str(what), names)
                for action, what in zip(actions["action"], actions["object"], strict=True)
            ],
            **(who if with_accounts else {}),
            "พื้นที่": actions["areas"],
            "ตัวเลข": actions["facts"],
        }
    )


def _object(action: str, what: str, names: dict[int, str]) -> str:
    if action in OF_BATCHES and what.isdecimal():
        return " · ".join(word for word in (f"ครั้งที่ {what}", names.get(int(what), "")) if word)
    if action == "account":
        return _account(*what.rsplit(" ", 2))
    return "ฐานข้อมูลว่าง" if what == "-" else what


def _account(name: str, role: str = "", area_code: str = "") -> str:
    """`muang officer 8301` and `muang closed`, as the log keeps them, in words."""
    if role not in ROLES:
        return f"{name} · ปิด"
    return f"{name} · {ROLES[role]} · {'ทุกพื้นที่' if area_code == COUNTRY else area_code}"
