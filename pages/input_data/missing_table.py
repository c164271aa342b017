"""One table for many files that do not say their province or year: chosen, or pasted as lines of file and province."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from loaders import read_file_areas
from pages.input_data.file_card.states import lacks_province, lacks_year
from pages.input_data.uploaded_files import WaitingFile, read_again, waiting_files
from pages.input_data.years_and_places import provinces, survey_years
from words.screen_text import Shown, plain, text

FILE, PROVINCE, YEAR = "ไฟล์", "จังหวัด", "ปี พ.ศ."
LEAST_FILES = 2  # one alone is asked on its own card


def files_with_gaps() -> list[WaitingFile]:
    """The files that wait only for their province or year, where there are several; [] for fewer."""
    waiting = [file for file in waiting_files().values() if file.inspection is not None and not file.inspection.tables]
    gaps = [file for file in waiting if file.inspection and _lacks(file)]
    return gaps if len(gaps) >= LEAST_FILES else []


def _lacks(file: WaitingFile) -> bool:
    assert file.inspection is not None  # noqa: S101 - only asked of files that were read
    return lacks_province(file.inspection.report) or lacks_year(file.inspection.report)


def show_missing_table(files: list[WaitingFile]) -> None:
    """The table and the lines to paste; what is filled is used at once, for each file that has it."""
    if not files:
        return
    mark = hashlib.sha256("".join(file.sha256 for file in files).encode()).hexdigest()[:12]
    with st.container(border=True, key="missing-table"):
        st.markdown(f"**{len(files):,} ไฟล์ไม่ได้บอก{_gaps(files)}** บอกครั้งเดียวในตารางนี้ แล้วโปรแกรมจะอ่านทุกไฟล์ต่อทันที")
        chosen, pasted = st.tabs(["เลือกในตาราง", "วางจาก Excel"])
        with chosen:
            _choose(files, mark)
        with pasted:
            _paste(files, mark)


def _gaps(files: list[WaitingFile]) -> Shown:
    """What at least one of the files does not say."""
    reports = [file.inspection.report for file in files if file.inspection]
    province, year = any(map(lacks_province, reports)), any(map(lacks_year, reports))
    return "จังหวัดหรือปี" if province and year else "จังหวัด" if province else "ปี"


def gaps_table(files: list[WaitingFile]) -> pd.DataFrame:
    """One row a file: its name, the province said so far, the year said or named by its headings."""
    names = provinces()
    return pd.DataFrame(
        {
            FILE: [plain(file.name) for file in files],
            PROVINCE: [names.get(file.area_code or "") for file in files],
            YEAR: [_year(file) for file in files],
        },
        dtype=object,
    )


def _year(file: WaitingFile) -> str | None:
    hint = file.inspection.year_hint if file.inspection else None
    year = file.year_be or hint
    return str(year) if year else None


def _choose(files: list[WaitingFile], mark: str) -> None:
    asks_year = any(file.inspection and lacks_year(file.inspection.report) for file in files)
    years = [str(year) for year in survey_years()]
    edited = st.data_editor(
        gaps_table(files),
        key=f"gaps-{mark}",
        hide_index=True,
        placeholder="",
        disabled=[FILE],
        column_config={
            FILE: st.column_config.TextColumn(width=160),
            PROVINCE: st.column_config.SelectboxColumn(options=list(provinces().values()), width=140),
            YEAR: st.column_config.SelectboxColumn(options=years, width=80, help="ปีที่มีอยู่แล้วมาจากหัวตารางของไฟล์ แก้ได้"),
        },
        column_order=[FILE, PROVINCE, *([YEAR] if asks_year else [])],
    )
    st.button("ใช้ตารางนี้กับทุกไฟล์", key=f"use-gaps-{mark}", type="primary", icon=":material/done_all:", on_click=_use,
              args=(files, pd.DataFrame(edited)))  # fmt: skip


def _use(files: list[WaitingFile], edited: pd.DataFrame) -> None:
    codes = {name: code for code, name in provinces().items()}
    for file, (_, row) in zip(files, edited.iterrows(), strict=True):
        given: dict[str, object] = {}
        if code := codes.get(str(row[PROVINCE])):
            given["area_code"] = code
        year = str(row[YEAR] or "")
        if file.inspection and lacks_year(file.inspection.report) and year.isdigit():
            given["year_be"] = int(year)
        if given:
            read_again(file.sha256, **given)


def _paste(files: list[WaitingFile], mark: str) -> None:
    key = f"paste-gaps-{mark}"
    st.text_area("ชื่อไฟล์และจังหวัด บรรทัดละไฟล์ (คัดลอกสองคอลัมน์จาก Excel ได้)", key=key, height=160,
                 placeholder="report1.xls\tภูเก็ต\nreport2.xls\t50")  # fmt: skip
    st.button("ใช้ที่วางไว้", key=f"use-{key}", icon=":material/content_paste_go:", on_click=_use_pasted, args=(files, key))
    for line in st.session_state.get(f"{key}-faults", []):
        st.error(text(line), icon=":material/error:")


def _use_pasted(files: list[WaitingFile], key: str) -> None:
    table = read_file_areas(str(st.session_state.get(key) or ""))
    found = {file.sha256: code for file in files if (code := table.of(file.name))}
    faults = [each.text() for each in table.problems[:10]]
    if not found and not faults:
        faults = ["ไม่มีบรรทัดใดตรงกับชื่อไฟล์ที่นำเข้า ตรวจชื่อไฟล์ในคอลัมน์แรก"]
    st.session_state[f"{key}-faults"] = faults
    if not table.problems:
        for sha256, code in found.items():
            read_again(sha256, area_code=code)
