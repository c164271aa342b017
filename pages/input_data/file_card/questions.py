"""What only the owner of a file knows: its year, its province, shares of one, answers turned round.

Asked beside that file alone, with the figures, before anything is saved.
"""

import streamlit as st

from pages.input_data.uploaded_files import WaitingFile, read_again
from pages.input_data.years_and_places import provinces, survey_years
from words.screen_text import plain, text


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
