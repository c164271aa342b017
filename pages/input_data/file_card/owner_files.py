"""Files for the person who brought one: it sent back to be mended, the households that fail; never kept."""

from collections.abc import Collection
from io import BytesIO
from pathlib import PurePath

import streamlit as st
import xlsxwriter

from analysis.disclosure.outputs import Audience
from app.state import data_version, the_catalogue
from catalogue import CatalogueError
from loaders import (
    ERROR,
    WARNING,
    Inspection,
    LoadRequest,
    Problem,
    ReadLimits,
    ReadRefusal,
    RefusalError,
    TableChoice,
    is_by_household,
    run_in_child,
    write_failing_households,
)
from loaders.outcome.return_workbook import write_list_workbook, write_return_workbook
from pages.input_data.uploaded_files import WaitingFile
from pages.shared.downloads import file_button
from words.screen_text import plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_return(file: WaitingFile, inspection: Inspection) -> None:
    """The button, where any cell is to be mended; the file is made when it is pressed."""
    problems = [each for each in inspection.report.problems if each.severity in (ERROR, WARNING)]
    if not any(each.row or each.column for each in problems):
        return
    stem, suffix = PurePath(file.name).stem, PurePath(file.name).suffix.lower()
    file_button(
        "ดาวน์โหลดไฟล์ของท่านที่ระบายสีช่องที่ต้องแก้", lambda: returned_file(file.content, file.name, problems),
        Audience.WITHOUT_FIGURES,
        f"{stem}_แก้ไข{suffix if suffix == '.xlsm' else '.xlsx'}", XLSX, f"return-{file.sha256}",
        ":material/edit_document:", "content", "primary" if inspection.report.refused else "secondary",
    )  # fmt: skip


def returned_file(content: bytes, name: str, problems: list[Problem]) -> bytes:
    """The coloured workbook; only the list of problems where the file's cells cannot be written back."""
    limits = ReadLimits.from_environment()
    try:
        return run_in_child(write_return_workbook, content, problems, name, limits, limits=limits)
    except ReadRefusal:
        return write_list_workbook(problems)


HOUSEHOLDS = "jpt_household"


def show_failing_households(file: WaitingFile, inspection: Inspection, key: str) -> None:
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
            "ตัวชี้วัด",
            list(names),
            format_func=lambda number: plain(names[number]),
            key=f"{key}-failing",
            placeholder="เลือกตัวชี้วัด",
        )
        every = len(numbers) > 1 and st.checkbox("เฉพาะครัวเรือนที่ไม่ผ่านครบทุกข้อที่เลือก", key=f"{key}-every")
        if numbers:
            file_button(
                "ดาวน์โหลดรายชื่อครัวเรือน", lambda: _listed(file, inspection, numbers, bool(every)), Audience.INTERNAL,
                "ครัวเรือนที่ไม่ผ่าน.xlsx", XLSX, f"{key}-failing-download", ":material/download:", "content",
            )  # fmt: skip


def is_of_households(inspection: Inspection) -> bool:
    """True for a file whose rows are households: our form, or a table read so."""
    by_mapping = bool(inspection.tables) and is_by_household(inspection.tables[0].mapping)
    return by_mapping or inspection.report.layout == HOUSEHOLDS


def _listed(file: WaitingFile, inspection: Inspection, numbers: Collection[int], every: bool) -> bytes:
    """The workbook; where the file cannot be read again, a workbook that says why."""
    limits = ReadLimits.from_environment()
    choice = None
    if inspection.tables:
        table, roles = inspection.tables[0], file.choice.roles if file.choice else ()
        choice = TableChoice(table.sheet, table.number, roles, table.mapping.set_id, table.mapping)
    request = LoadRequest(
        the_catalogue(data_version()), file.year_be, file.area_code, choice=choice, inverted=file.inverted or ()
    )
    arguments = (file.content, file.name, limits, request, list(numbers), every, Audience.INTERNAL.mark)
    try:
        return run_in_child(write_failing_households, *arguments, limits=limits)
    except (ReadRefusal, RefusalError) as error:
        target = BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
            book.add_worksheet().write_column(0, 0, [Audience.INTERNAL.mark, str(error)])
        return target.getvalue()
