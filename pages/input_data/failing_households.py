"""The households of a file that fail chosen indicators, for whoever brought the file: made on the spot, never kept."""

from collections.abc import Collection
from io import BytesIO

import streamlit as st
import xlsxwriter

from app.state import data_version, the_catalogue
from catalogue import CatalogueError
from loaders import Inspection
from loaders.checks.problems import RefusalError
from loaders.households.failing import write_failing_households
from loaders.reading import ReadLimits, ReadRefusal, run_in_child
from loaders.staging import LoadRequest
from pages.input_data.uploaded_files import TrayFile

HOUSEHOLDS = "jpt_household"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_failing_households(file: TrayFile, inspection: Inspection, key: str) -> None:
    """Choose indicators, download the households; only while the file is open on this page."""
    try:
        indicators = the_catalogue(data_version()).get(str(inspection.report.catalogue)).indicators
    except CatalogueError:
        return
    names = {each.number: f"{each.number} {each.short_label}" for each in indicators}
    with st.expander("รายชื่อครัวเรือนที่ไม่ผ่านตัวชี้วัดที่เลือก", key=f"{key}-households"):
        st.markdown(
            "สร้างจากไฟล์ที่เปิดอยู่เท่านั้น โปรแกรมไม่เก็บรายชื่อไว้ ไฟล์ที่ได้มีข้อมูลส่วนบุคคลตามไฟล์ของท่าน **ใช้เฉพาะผู้มีหน้าที่ ห้ามเผยแพร่**"
        )
        numbers = st.multiselect(
            "ตัวชี้วัด", list(names), format_func=names.__getitem__, key=f"{key}-failing", placeholder="เลือกตัวชี้วัด"
        )
        every = len(numbers) > 1 and st.checkbox("เฉพาะครัวเรือนที่ไม่ผ่านครบทุกข้อที่เลือก", key=f"{key}-every")
        if numbers:
            st.download_button(
                "ดาวน์โหลดรายชื่อครัวเรือน",
                lambda: _listed(file, numbers, bool(every)),
                "ครัวเรือนที่ไม่ผ่าน.xlsx",
                XLSX,
                key=f"{key}-failing-download",
                icon=":material/download:",
                on_click="ignore",
            )


def _listed(file: TrayFile, numbers: Collection[int], every: bool) -> bytes:
    """The workbook; where the file cannot be read again, a workbook that says why."""
    limits = ReadLimits.from_environment()
    request = LoadRequest(the_catalogue(data_version()), file.year_be, file.area_code)
    arguments = (file.content, file.name, limits, request, list(numbers), every)
    try:
        return run_in_child(write_failing_households, *arguments, limits=limits)
    except (ReadRefusal, RefusalError) as error:
        target = BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
            book.add_worksheet().write_string(0, 0, str(error))
        return target.getvalue()
