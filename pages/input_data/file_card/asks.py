"""A file that waits for what only its owner knows: its year, its province, or which way its figures are meant."""

import streamlit as st

from loaders import FileReport, Inspection
from pages.input_data.file_card.columns import show_columns_again
from pages.input_data.file_card.details import set_title, show_details, show_heading, show_outcome
from pages.input_data.file_card.questions import ask_inversion, ask_shares, show_answers, show_choices
from pages.input_data.file_card.states import lacks_province, lacks_year
from pages.input_data.uploaded_files import WaitingFile
from words.screen_text import Shown, text


def show_asks(file: WaitingFile) -> None:
    """The questions that are open, and below them what was found so far."""
    inspection = file.inspection
    assert inspection is not None  # noqa: S101 - a file that asks was read
    show_heading(file, inspection)
    if inspection.batch is None:
        if inspection.tables:
            st.markdown(_recognised(inspection))
        _ask_what_is_missing(file, inspection.report)
        if inspection.tables:
            show_columns_again(file)
        return
    show_outcome(file, inspection)
    show_answers(file)
    ask_inversion(file)
    ask_shares(file)
    show_details(file, inspection)
    if inspection.tables:
        show_columns_again(file)


def _recognised(inspection: Inspection) -> Shown:
    mapping = inspection.tables[0].mapping
    title = set_title(mapping.set_id)
    return f"จำรูปแบบ «{text(mapping.name)}» ได้ ({title})" if mapping.name else title


def _ask_what_is_missing(file: WaitingFile, report: FileReport) -> None:
    asks_year, asks_province = lacks_year(report), lacks_province(report)
    what = "ปี พ.ศ. ของการสำรวจ" if asks_year else "จังหวัด"
    st.markdown(f"**ไฟล์นี้ไม่ได้บอก{what}** เลือกให้ตรงกับข้อมูล แล้วโปรแกรมจะอ่านไฟล์ต่อทันที")
    show_choices(file, asks_year or bool(file.year_be), asks_province or bool(file.area_code))
