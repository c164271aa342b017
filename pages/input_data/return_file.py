"""The file sent back to be mended: made in memory from the bytes just brought, for this person, and never kept."""

from pathlib import PurePath

import streamlit as st

from loaders import Inspection, Problem
from loaders.checks.problems import ERROR, WARNING
from loaders.outcome.return_workbook import write_list_workbook, write_return_workbook
from loaders.reading import ReadLimits, ReadRefusal, run_in_child
from pages.input_data.uploaded_files import TrayFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_return(file: TrayFile, inspection: Inspection) -> None:
    """The button, where any cell is to be mended; the file is made when it is pressed."""
    problems = [each for each in inspection.report.problems if each.severity in (ERROR, WARNING)]
    if not any(each.row or each.column for each in problems):
        return
    stem, suffix = PurePath(file.name).stem, PurePath(file.name).suffix.lower()
    st.download_button(
        "ดาวน์โหลดไฟล์ของท่านที่ระบายสีช่องที่ต้องแก้",
        lambda: returned_file(file.content, file.name, problems),
        f"{stem}_แก้ไข{suffix if suffix == '.xlsm' else '.xlsx'}",
        XLSX,
        key=f"return-{file.sha256}",
        type="primary" if inspection.report.refused else "secondary",
        icon=":material/edit_document:",
        on_click="ignore",
    )


def returned_file(content: bytes, name: str, problems: list[Problem]) -> bytes:
    """The coloured workbook; only the list of problems where the file's cells cannot be written back."""
    limits = ReadLimits.from_environment()
    try:
        return run_in_child(write_return_workbook, content, problems, name, limits, limits=limits)
    except ReadRefusal:
        return write_list_workbook(problems)
