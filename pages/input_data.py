"""Stage 1: files in. Upload, see what would happen, store; then every import with its undo."""

import streamlit as st

from app_import import show_batches, show_report
from app_look import page_heading
from app_page import own_errors
from app_state import data_version, the_catalogue, the_warehouse
from loaders import inspect_file, store_inspection

page_heading("ข้อมูลนำเข้า", "เลือกไฟล์ ตรวจดูผลก่อน แล้วจึงบันทึก ไฟล์ต้นฉบับและข้อมูลส่วนบุคคลไม่ถูกเก็บไว้", 1)
catalogue = the_catalogue(data_version())

with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
    year = st.number_input("ปี พ.ศ. (ถ้าไฟล์ไม่บอก)", 2500, 2600, None, 1, width=220, placeholder="ตามไฟล์")
    area = st.text_input("รหัสจังหวัด (ถ้าไฟล์ไม่บอก)", width=220, placeholder="ตามไฟล์", max_chars=2) or None
files = st.file_uploader("ไฟล์ข้อมูล", accept_multiple_files=True, key=f"upload-{st.session_state.get('uploads', 0)}")
st.caption("รับไฟล์ .xlsx .xls .csv ของ TPMAP รายงาน จปฐ. ของกรมการพัฒนาชุมชน และแบบฟอร์มของโปรแกรมนี้")

inspections = []
for file in files or []:
    with st.spinner(f"กำลังอ่านไฟล์ {file.name} …"), own_errors():
        inspections.append(
            inspect_file(file.getvalue(), file.name, the_warehouse(), catalogue, year_be=year, area_code=area)
        )
for inspection in inspections:
    show_report(inspection.report)

ready = [each for each in inspections if each.batch is not None and not each.report.refused]
if ready and st.button(f"บันทึก {len(ready)} ไฟล์ที่พร้อม", type="primary", icon=":material/save:"):
    with st.spinner("กำลังบันทึก …"), own_errors():
        st.session_state["stored"] = [store_inspection(the_warehouse(), each) for each in ready]
    st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
    st.rerun()
for report in st.session_state.pop("stored", []):
    show_report(report)

st.subheader("รายการนำเข้า", anchor=False)
show_batches()
