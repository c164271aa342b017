"""Home: what this is, the five stages as steps, what is loaded, and sample data to try it with."""

import streamlit as st

from app.state import data_version, holdings, the_catalogue
from pages.home.overview import load_sample, remove_sample, show_holdings, show_stages
from pages.shared.page_start import label_synthetic

st.title("เรดาร์ชุมชน", anchor=False)
st.markdown(
    "เครื่องมือวิเคราะห์ข้อมูลชุมชนสำหรับนักพัฒนา จากไฟล์ จปฐ. และ กชช.2ค ไปจนถึงร่างแผนพัฒนาคุณภาพชีวิต "
    "ตามแนวทางห้าขั้นของโปรแกรม CIA (Community Information Radar Analysis)"
)
held = holdings(data_version())
if held.empty:
    with st.container(border=True):
        st.markdown("**เริ่มต้นใช้งาน** ยังไม่มีข้อมูลในเครื่องนี้ เลือกอย่างใดอย่างหนึ่ง")
        st.page_link("pages/input_data/page.py", label="นำเข้าไฟล์ของท่าน", icon=":material/upload_file:")
        if st.button("โหลดข้อมูลตัวอย่าง (จังหวัดภูเก็ต ข้อมูลสังเคราะห์)", icon=":material/science:", type="primary"):
            load_sample()

st.subheader("ห้าขั้นของการวิเคราะห์", anchor=False)
show_stages()

if not held.empty:
    st.subheader("ข้อมูลที่มีในเครื่องนี้", anchor=False)
    label_synthetic(bool(held["is_synthetic"].any()))
    show_holdings(held, the_catalogue(data_version()))
    if held["is_synthetic"].any():
        st.button("นำข้อมูลตัวอย่างออก", icon=":material/delete_sweep:", on_click=remove_sample)

st.divider()
st.caption(
    "เรดาร์ชุมชนจำลองการวิเคราะห์แบบเรดาร์ของโปรแกรม CIA กรมการพัฒนาชุมชน ไม่ใช่โปรแกรมของกรมฯ "
    "สูตรและเกณฑ์ที่กรมฯ ไม่ได้เผยแพร่เป็นของโปรแกรมนี้ และแสดงวิธีคำนวณไว้ทุกหน้า "
    "ข้อมูลอยู่ในเครื่องนี้เท่านั้น ไม่มีการส่งออกไปภายนอก"
)
