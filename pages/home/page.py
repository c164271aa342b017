"""Home: the first time three ways in; every other morning the area last looked at, what is new, missing and next."""

import streamlit as st

from app.front_page import NOT_FOUND
from app.state import data_version, holdings, the_catalogue
from pages.home.overview import show_area, show_first_ways, show_holdings, show_news, show_stages
from pages.shared.filters import remembered_selection
from pages.shared.help import show_help
from pages.shared.look import heading_alone
from pages.shared.page_start import label_synthetic, own_errors

if st.query_params.get(NOT_FOUND):
    st.info("ไม่พบหน้าที่ลิงก์นั้นชี้ไป จึงเปิดหน้าแรกแทน เลือกหน้าที่ต้องการจากเมนู หรือขอลิงก์ใหม่จากผู้ที่ส่งมา", icon=":material/link_off:")
selection = remembered_selection()
if selection is None:
    show_help(heading_alone("เรดาร์ชุมชน"), "home")
    show_first_ways()
else:
    held = holdings(data_version())
    label_synthetic(bool(held["is_synthetic"].any()))
    with own_errors():
        left, right = st.columns([6, 5], gap="medium")
        with left:
            show_area(selection)
        with right:
            show_news(selection)
    st.markdown("#### ห้าขั้นของการวิเคราะห์")
    show_stages()
    with st.expander("ข้อมูลที่มีในเครื่องนี้", icon=":material/database:"):
        show_holdings(held, the_catalogue(data_version()))

st.caption(
    "เรดาร์ชุมชนจำลองการวิเคราะห์แบบเรดาร์ของโปรแกรม CIA (Community Information Radar Analysis) กรมการพัฒนาชุมชน "
    "ไม่ใช่โปรแกรมของกรมฯ สูตรและเกณฑ์ที่กรมฯ ไม่ได้เผยแพร่เป็นของโปรแกรมนี้ และแสดงวิธีคำนวณไว้ทุกหน้า "
    "ข้อมูลอยู่ในเครื่องนี้เท่านั้น ไม่มีการส่งออกไปภายนอก"
)
