"""Stage 5: a drafted plan for the first problems, edited here and saved."""

import streamlit as st

from app_look import source_caption
from app_page import label_synthetic, own_errors, start_page
from app_plan import PLAN_COLUMNS, draft_rows, plan_editor_config, plan_key, save_edited, saved_plan
from app_state import logic_model_of, source_text

selection = start_page("ตัวแบบเชิงตรรกะ", "ร่างแผนจากปัญหาสำคัญ แก้ไขให้ตรงกับพื้นที่ แล้วบันทึก", 5)
top = st.slider("จำนวนปัญหาที่นำมาทำแผน", 1, 10, 5, key="top", width=320)
with own_errors():
    model = logic_model_of(selection, top)
label_synthetic(model.is_synthetic)
saved = saved_plan(selection)

st.subheader(f"ร่างแผน {model.scope.area_title} · ปี {selection.year_be}", anchor=False)
if saved is not None:
    st.info("กำลังแสดงแผนที่บันทึกไว้ กดปุ่มด้านล่างเพื่อเริ่มใหม่จากร่างของระบบ")
rows = draft_rows(model.chains) if saved is None else saved
edited = st.data_editor(
    rows,
    key=plan_key(selection, top, saved),
    num_rows="dynamic",
    hide_index=True,
    width="stretch",
    row_height=110,
    column_order=list(PLAN_COLUMNS),
    column_config=plan_editor_config(),
)
with st.container(horizontal=True, gap="small"):
    if st.button("บันทึกแผน", type="primary", icon=":material/save:"):
        save_edited(selection, edited)
        st.rerun()
    if saved is not None and st.button("เริ่มใหม่จากร่างของระบบ", icon=":material/restart_alt:"):
        save_edited(selection, draft_rows(model.chains))
        st.rerun()
source_caption(source_text(selection))
st.caption("ข้อความในร่างและเป้าหมายที่ไม่ได้มาจากชุดตัวชี้วัดเป็นข้อเสนอของโปรแกรมนี้ ไม่ใช่ของกรมการพัฒนาชุมชน")
