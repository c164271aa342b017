"""Stage 3: the quality of life of one area summed up, its problems by urgency, and its strengths."""

import streamlit as st

from app_look import chart_with_table, escape_markdown, format_pct, metric_row, show_table
from app_page import label_synthetic, own_errors, start_page
from app_state import radar_analysis_of, source_text
from app_views import PROBLEM_COLUMNS, REFERENCES, STRENGTH_COLUMNS, choose
from charts.radar_analysis import ranked_dot_figure

selection = start_page("วิเคราะห์เรดาร์", "สรุปคุณภาพชีวิตของพื้นที่ ปัญหาที่ควรดูก่อน และจุดแข็ง", 3)
reference = choose("เทียบกับ", REFERENCES, "reference")
with own_errors():
    summed = radar_analysis_of(selection, reference)
label_synthetic(summed.is_synthetic)

st.subheader(f"{summed.scope.area_title} · ปี {selection.year_be}", anchor=False)
overall, counts = summed.overall, summed.status_counts()
metric_row(
    [
        ("คุณภาพชีวิตโดยรวม", format_pct(overall.pass_pct), f"อ้างอิง {format_pct(100 - overall.reference_pct)}"),
        ("ตัวชี้วัดที่มีข้อมูล", f"{overall.indicators_with_data} จาก {overall.indicators}"),
        ("เด่นกว่าอ้างอิง", f"{counts['better']} ตัวชี้วัด"),
        ("ด้อยกว่าอ้างอิง", f"{counts['worse']} ตัวชี้วัด", f"ใกล้เคียง {counts['similar']} ตัวชี้วัด"),
    ]
)
for sentence in summed.sentences:
    st.markdown(f"- {escape_markdown(sentence)}")

st.subheader("ปัญหาเรียงตามความสำคัญ", anchor=False)
problems = summed.problems.assign(status=summed.problems["status_name"])
if problems.empty:
    st.success("ไม่มีตัวชี้วัดใดที่มีผู้ไม่ผ่านเกณฑ์")
else:
    chart_with_table(
        ranked_dot_figure(problems.head(15), summed.reference.name),
        problems[PROBLEM_COLUMNS],
        "problems",
        source_text(selection),
        f"ปัญหา_{summed.scope.area_title}_{selection.year_be}",
    )
    st.caption(
        "คะแนน (สูตรของโปรแกรมนี้) = ค่าเฉลี่ยของลำดับร้อยละสี่ด้าน: ความรุนแรง (ช่องว่างจากเป้าหมายหรือร้อยละที่เป็นปัญหา) "
        "ขนาด (จำนวนที่ไม่ผ่าน) แนวโน้ม (เทียบปีก่อนหน้า) และเทียบพื้นที่ข้างเคียง ด้านที่ไม่มีข้อมูลไม่นำมาเฉลี่ย"
    )
st.subheader("จุดแข็ง", anchor=False)
if summed.strengths.empty:
    st.markdown("ยังไม่มีตัวชี้วัดที่ดีกว่าค่าอ้างอิงอย่างชัดเจน")
else:
    show_table(summed.strengths[STRENGTH_COLUMNS], "strengths")
