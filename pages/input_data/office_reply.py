"""The reply of a province to its offices: the comparison of all of them as one workbook that anyone may open."""

from dataclasses import replace
from functools import cache, partial

import streamlit as st

from analysis.comparative.data import asked_of
from analysis.comparative.paper import MOST_AREAS, VIEWS, Looks, comparison_paper
from analysis.core.errors import AnalysisError
from analysis.core.scope import newest_question
from analysis.disclosure.gate import disclosure_data
from analysis.disclosure.outputs import Audience
from app.state import data_version, the_catalogue, the_warehouse
from catalogue.areas import area_names
from pages.shared.downloads import XLSX, file_button
from reports.about import About
from reports.comparative.sheets import sheets_of
from reports.workbook import workbook_bytes
from words.dates import local_now

TITLE = "เปรียบเทียบอำเภอ"


def show_reply(province: str) -> None:
    """The button, where the amphoe of the province have figures that can be compared."""
    try:
        question = newest_question(the_warehouse(), province, None, "jpt", None)
    except AnalysisError:
        return
    st.subheader("ส่งกลับให้อำเภอ", anchor=False)
    st.markdown(
        f"ตาราง Excel เปรียบเทียบทุกอำเภอของจังหวัด จปฐ. ปี {question.year_be} ทุกอำเภอเปิดได้ ซ่อนจำนวนน้อยแล้ว ส่งต่อได้ "
        "สไลด์และรูปอยู่ที่ขั้นที่ 4 เปรียบเทียบ"
    )
    name = f"{TITLE}_{area_names()[province]}_{question.year_be}.xlsx"
    make = partial(reply_bytes, data_version(), province)
    file_button(
        "ไฟล์เปรียบเทียบส่งกลับอำเภอ", make, Audience.PUBLIC, name, XLSX, "office-reply", ":material/reply_all:", "content"
    )


def reply_bytes(version: str, province: str) -> bytes:
    """The comparison of the amphoe of a province in the newest year of จปฐ., through the gate."""
    warehouse, catalogue = the_warehouse(), the_catalogue(version)
    question = newest_question(warehouse, province, None, "jpt", None)
    asked = asked_of(warehouse, catalogue, question, None, "amphoe", None)
    own_set = catalogue.get(asked.scope.indicator_set.id)
    gates = cache(partial(disclosure_data, warehouse, own_set))
    looks = replace(Looks(), most=MOST_AREAS)
    released = comparison_paper(warehouse, catalogue, asked, VIEWS, looks, gates)
    paper = released.content
    about = About(TITLE, paper.area_title, question.year_be, paper.source, local_now(), paper.is_synthetic)
    return workbook_bytes(released.drawn(sheets_of), about)
