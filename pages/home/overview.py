"""What the home page shows: the stages as steps, what is loaded, loading and removing the sample data."""

import pandas as pd
import streamlit as st

from analysis.stages import STAGES
from app.state import the_warehouse
from catalogue import SURVEYS, Catalogue
from loaders.sample import load_sample_data
from pages.shared.help import lesson_link
from pages.shared.look import show_table
from pages.shared.page_start import INPUT_PAGE
from warehouse import undo_synthetic
from warehouse.office_files.storing import undo_synthetic_files
from words.screen_text import text


def show_first_ways() -> None:
    """Nothing is loaded yet: the three ways to begin."""
    st.markdown("จากไฟล์ จปฐ. และ กชช.2ค ไปจนถึงร่างแผนพัฒนาคุณภาพชีวิต ยังไม่มีข้อมูลในเครื่องนี้ **เริ่มได้สามทาง**")
    file, form, sample = st.columns(3, gap="medium")
    with file, st.container(border=True, height="stretch"):
        st.markdown("#### :material/upload_file: มีไฟล์ข้อมูลแล้ว")
        st.markdown("ไฟล์จาก TPMAP รายงาน จปฐ. หรือตารางของท่านเอง (Excel, CSV)")
        st.page_link(INPUT_PAGE, label="**นำเข้าไฟล์ของท่าน**", icon=":material/arrow_forward:")
        lesson_link()
    with form, st.container(border=True, height="stretch"):
        st.markdown("#### :material/edit_document: ยังไม่มีไฟล์")
        st.markdown("ดาวน์โหลดแบบฟอร์ม Excel กรอกแล้วนำกลับเข้ามา")
        st.page_link(INPUT_PAGE, label="**รับแบบฟอร์ม**", icon=":material/arrow_forward:", query_params={"part": "forms"})
    with sample, st.container(border=True, height="stretch"):
        st.markdown("#### :material/science: อยากลองก่อน")
        st.markdown("ข้อมูลสังเคราะห์ของจังหวัดภูเก็ต ไม่ใช่ข้อมูลจริง นำออกได้ทุกเมื่อ")
        if st.button("โหลดข้อมูลตัวอย่าง", icon=":material/arrow_forward:", type="primary"):
            load_sample()


def show_stages() -> None:
    """Five steps, each with what it is for and a link."""
    for column, stage in zip(st.columns(len(STAGES), gap="small"), STAGES, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.page_link(stage.page, label=f"**{text(stage.numbered_title)}**")
            st.caption(text(stage.purpose))


def show_holdings(held: pd.DataFrame, catalogue: Catalogue) -> None:
    """One row per kind of data and year: how many areas and figures stand in the warehouse."""
    table = pd.DataFrame(
        {
            "ข้อมูล": [SURVEYS.get(str(survey), str(survey)) for survey in held["survey"]],
            "ชุดตัวชี้วัด": [catalogue.get(str(set_id)).title for set_id in held["set_id"]],
            "ปี พ.ศ.": held["year_be"].astype(str),
            "จำนวนพื้นที่": held["areas"],
            "ตัวเลขที่เก็บ": held["facts"],
            "ที่มา": ["ข้อมูลสังเคราะห์ (ตัวอย่าง)" if made_up else "ไฟล์ที่นำเข้า" for made_up in held["is_synthetic"]],
        }
    )
    show_table(table, "holdings")
    if held["is_synthetic"].any():
        st.button("นำข้อมูลตัวอย่างออก", icon=":material/delete_sweep:", on_click=remove_sample)


def load_sample() -> None:
    """Load the sample workbooks with their progress on screen, then show the page again."""
    bar = st.progress(0.0, "กำลังโหลดข้อมูลตัวอย่าง …")

    def show(done: int, total: int, name: str) -> None:
        bar.progress(done / total, f"กำลังโหลด {text(name)} …")

    load_sample_data(the_warehouse(), show)
    st.rerun()


def remove_sample() -> None:
    """Take every synthetic import back, those of offices' files too."""
    undo_synthetic_files(the_warehouse())
    undo_synthetic(the_warehouse())
