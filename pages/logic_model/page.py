"""Stage 5: a drafted plan for the first problems, edited here and saved."""

import streamlit as st

from app.answers import logic_model_of
from app.state import source_text
from charts.theme import measure_of
from pages.logic_model.plan_cards import ask_to_keep, draft_rows, edit_plan, empty_row, plan_key, save_rows, saved_plan
from pages.shared.look import source_caption
from pages.shared.page_start import label_synthetic, own_errors, start_page
from pages.shared.url_choices import url_number
from words.screen_text import text

filters = start_page("ตัวแบบเชิงตรรกะ", "ร่างแผนจากปัญหาสำคัญ แก้ไขให้ตรงกับพื้นที่ แล้วบันทึก", 5)
selection = filters.selection
top = int(url_number("จำนวนปัญหาที่นำมาทำแผน", "top", 1, 10, 5, 1, width=320))
with own_errors():
    model = logic_model_of(selection, top)
label_synthetic(model.is_synthetic)

st.subheader(f"ร่างแผน {text(model.scope.area_title)} · ปี {selection.year_be}", anchor=False)
saved = saved_plan(selection)
if saved is not None:
    st.info("กำลังแสดงแผนที่บันทึกไว้ล่าสุด")
elif model.chains.empty:
    st.success("พื้นที่นี้ไม่มีตัวชี้วัดที่มีผู้ไม่ผ่านเกณฑ์ในปีนี้ เพิ่มปัญหาเองได้ด้านล่าง")
draft = draft_rows(model.chains, measure_of(model.scope.indicator_set.measure))
key = plan_key(selection, top, saved is not None)
edited = edit_plan(draft if saved is None else saved, key)
kept = ask_to_keep(edited, saved, key)

with st.container(horizontal=True, gap="small"):
    save = st.button("บันทึกแผน", type="primary", icon=":material/save:")
    add = st.button("บันทึกและเพิ่มปัญหา", icon=":material/add:")
    restart = saved is not None and st.button("เริ่มใหม่จากร่างของระบบ", icon=":material/restart_alt:")
if save or add or restart:
    with own_errors():
        save_rows(selection, draft if restart else [*edited, *([empty_row()] if add else [])], kept)
    st.rerun()

source_caption(source_text(selection))
st.caption("ข้อความในร่างและเป้าหมายที่ไม่ได้มาจากชุดตัวชี้วัดเป็นข้อเสนอของโปรแกรมนี้ ไม่ใช่ของกรมการพัฒนาชุมชน")
