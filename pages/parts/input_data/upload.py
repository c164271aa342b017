"""Part นำเข้าไฟล์: bring files, see what each would do, save those that are ready, take it back on the spot."""

import streamlit as st

from pages.parts.input_data.file import show_file
from pages.parts.input_data.parts import FORMS, UPLOAD, part_button
from pages.parts.input_data.remembering import show_remembered
from pages.parts.input_data.saving import save_ready, show_saved
from pages.parts.input_data.tray import read_waiting, take_in, tray, uploader_key

KINDS = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv", "txt", "htm", "html", "xml", "zip"]


def show_upload() -> None:
    """The whole part."""
    show_saved()
    st.file_uploader("ไฟล์ข้อมูล (เลือกได้หลายไฟล์)", accept_multiple_files=True, key=uploader_key(), on_change=take_in)
    if not tray():
        _show_what_is_taken()
        return
    read_waiting()
    for file in tray().values():
        show_file(file)
    save_ready()


def _show_what_is_taken() -> None:
    st.caption(
        "รับไฟล์ Excel (.xlsx .xls .xlsb .ods) และ CSV ของ TPMAP รายงาน จปฐ. ของกรมการพัฒนาชุมชน แบบฟอร์มของโปรแกรมนี้ "
        "และตารางอื่นที่ท่านบอกความหมายของคอลัมน์ได้ "
        "โปรแกรมอ่านและตรวจให้ก่อน ยังไม่บันทึกจนกว่าท่านจะกดบันทึก ไฟล์ต้นฉบับและข้อมูลส่วนบุคคลไม่ถูกเก็บไว้"
    )
    show_remembered()
    part_button("ไม่มีไฟล์? ดาวน์โหลดแบบฟอร์มไปกรอก", FORMS, f"{UPLOAD}-to-forms", ":material/description:")
