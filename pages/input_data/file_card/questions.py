"""What only the owner of a file knows: its year, its province, shares of one, answers turned round; the year and
province of many files at once in one table.

Asked beside the file, with the figures, before anything is saved. The table is filled by choosing, or by pasting lines
of file and province.
"""

import hashlib

import pandas as pd
import streamlit as st

from loaders import read_file_areas
from pages.input_data.uploaded_files import WaitingFile, lacks_province, lacks_year, read_again, waiting_files
from pages.input_data.years_and_places import provinces, survey_years
from words.screen_text import Shown, plain, text

FILE, PROVINCE, YEAR = "ไฟล์", "จังหวัด", "ปี พ.ศ."
LEAST_FILES = 2  # one alone is asked on its own card


def show_answers(file: WaitingFile) -> None:
    """The year and province that the owner said for a file of a known layout, open to change."""
    if file.inspection is not None and not file.inspection.tables and (file.year_be or file.area_code):
        show_choices(file, bool(file.year_be), bool(file.area_code))


def show_choices(file: WaitingFile, year: bool, province: bool) -> None:
    """The year and the province to be chosen, each where it is asked for."""
    with st.container(horizontal=True, gap="small"):
        if year:
            _ask_year(file)
        if province:
            _ask_province(file)


def _ask_year(file: WaitingFile) -> None:
    years = survey_years()
    hint = file.inspection.year_hint if file.inspection else None
    if hint and file.year_be is None:
        st.button(f"ใช้ปี {hint} ตามหัวตาราง", key=f"hint-year-{file.sha256}", icon=":material/event_available:",
                  on_click=read_again, args=(file.sha256,), kwargs={"year_be": hint})  # fmt: skip
    key = f"ask-year-{file.sha256}"
    st.selectbox(
        "ปี พ.ศ. ของการสำรวจ", years, index=years.index(file.year_be) if file.year_be in years else None, key=key,
        placeholder="เลือกปี", width=220, on_change=_answered, args=(file.sha256, "year_be", key),
    )  # fmt: skip


def _ask_province(file: WaitingFile) -> None:
    names = provinces()
    codes = list(names)
    key = f"ask-province-{file.sha256}"
    st.selectbox(
        "จังหวัดของข้อมูล", codes, index=codes.index(file.area_code) if file.area_code in codes else None, key=key,
        format_func=lambda code: plain(names[code]), placeholder="เลือกจังหวัด", width=280, on_change=_answered,
        args=(file.sha256, "area_code", key),
    )  # fmt: skip


def _answered(sha256: str, what: str, key: str) -> None:
    read_again(sha256, **{what: st.session_state[key]})


def ask_shares(file: WaitingFile) -> None:
    """The question of one file, or what was answered, with a way back."""
    if file.inspection is None or not (doubts := {each.indicator_code: each for each in file.inspection.share_doubts}):
        return
    key = file.sha256[:12]
    if file.shares is not None:
        yes = f"อ่านเป็นเศษส่วนแล้ว {len(file.shares)} คอลัมน์ (0.85 คือ 85%)"
        answer = yes if file.shares else "ยืนยันแล้วว่าเป็นร้อยละตามที่เขียน"
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f":material/check: {answer}")
            st.button("ตอบใหม่", key=f"shares-again-{key}", type="tertiary", on_click=read_again, args=(file.sha256,),
                      kwargs={"shares": None})  # fmt: skip
        return
    for doubt in doubts.values():
        st.warning(text(doubt.question), icon=":material/percent:")
    names = {code: each.name for code, each in doubts.items()}
    chosen = list(names)
    if len(names) > 1:
        chosen = st.multiselect("คอลัมน์ที่เป็นเศษส่วน", list(names), default=list(names),
                                format_func=lambda code: plain(names[code]),
                                key=f"shares-{key}", placeholder="เลือกคอลัมน์")  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button("ใช่ คูณ 100 ให้ (0.85 เป็น 85%)", key=f"share-{key}", type="primary", disabled=not chosen,
                  on_click=read_again, args=(file.sha256,), kwargs={"shares": tuple(chosen)})  # fmt: skip
        st.button("ไม่ใช่ เป็นร้อยละตามที่เขียน", key=f"no-share-{key}", on_click=read_again, args=(file.sha256,),
                  kwargs={"shares": ()})  # fmt: skip


def ask_inversion(file: WaitingFile) -> None:
    """The question of one file, or what was answered, with a way back."""
    if file.inspection is None or (doubt := file.inspection.inversion) is None:
        return
    key = file.sha256[:12]
    if file.inverted is not None:
        answer = f"กลับด้าน {len(file.inverted)} ตัวชี้วัดแล้ว" if file.inverted else "ยืนยันแล้วว่าตัวเลขถูกต้อง ไม่กลับด้าน"
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(f":material/check: {answer}")
            st.button("ตอบใหม่", key=f"inverted-again-{key}", type="tertiary", on_click=read_again, args=(file.sha256,),
                      kwargs={"inverted": None})  # fmt: skip
        return
    st.warning(text(doubt.question), icon=":material/swap_vert:")
    names = {each.indicator_code: f"{each.name} (ไม่ผ่าน {each.problem_pct:.1f}%)" for each in doubt.indicators}
    chosen = st.multiselect("ตัวชี้วัดที่กลับด้าน", list(names), default=list(names),
                            format_func=lambda code: plain(names[code]),
                            key=f"inverted-{key}", placeholder="เลือกตัวชี้วัด")  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        st.button(f"ใช่ กลับด้าน {len(chosen)} ตัวชี้วัดที่เลือก", key=f"turn-{key}", type="primary", disabled=not chosen,
                  on_click=read_again, args=(file.sha256,), kwargs={"inverted": tuple(chosen)})  # fmt: skip
        st.button("ไม่ใช่ ตัวเลขถูกต้องแล้ว", key=f"leave-{key}", on_click=read_again, args=(file.sha256,),
                  kwargs={"inverted": ()})  # fmt: skip


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
        st.markdown(f"**{len(files):,} ไฟล์ไม่ได้บอก{_gap_words(files)}** บอกครั้งเดียวในตารางนี้ แล้วโปรแกรมจะอ่านทุกไฟล์ต่อทันที")
        chosen, pasted = st.tabs(["เลือกในตาราง", "วางจาก Excel"])
        with chosen:
            _choose_in_table(files, mark)
        with pasted:
            _paste_lines(files, mark)


def _gap_words(files: list[WaitingFile]) -> Shown:
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
            YEAR: [_year_so_far(file) for file in files],
        },
        dtype=object,
    )


def _year_so_far(file: WaitingFile) -> str | None:
    hint = file.inspection.year_hint if file.inspection else None
    year = file.year_be or hint
    return str(year) if year else None


def _choose_in_table(files: list[WaitingFile], mark: str) -> None:
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


def _paste_lines(files: list[WaitingFile], mark: str) -> None:
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
