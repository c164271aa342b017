"""Part ความคืบหน้า: how much of an area's survey is in, by part, year and indicator, and who is still to send."""

import pandas as pd
import streamlit as st

from analysis.areas import names_of, titled
from analysis.input_data import coverage_data
from app_state import Selection, area_title, available_data, indicator_set, source_text, the_warehouse
from charts.input_data import coverage_grid_figure
from pages.parts.filters import choose_selection
from pages.parts.input_data.coverage import (
    Coverage,
    coverage_of,
    has_parts,
    parts_table,
    share_words,
    with_missing_villages,
    years_grid,
)
from pages.parts.input_data.parts import FORMS, UPLOAD, nothing_yet, part_button
from pages.parts.look import chart_with_table, escape_markdown, show_chart, show_table
from pages.parts.page import label_synthetic

TAMBON_SHOWN, NAMES_SHOWN = 20, 30


def show_progress() -> None:
    """The whole part."""
    selection = choose_selection()
    if selection is None:
        nothing_yet("ยังไม่มีข้อมูลในระบบ จึงยังไม่มีความคืบหน้าให้ดู", "ไปนำเข้าไฟล์แรก", UPLOAD, "progress-to-upload")
        return
    _label(selection)
    coverage = coverage_of(selection)
    st.subheader(f"{area_title(selection.version, selection.area_code)} · ปี {selection.year_be}", anchor=False)
    if coverage.places.empty:
        st.markdown("ยังไม่รู้จักหมู่บ้านใดในพื้นที่นี้ ข้อมูลที่มีเป็นระดับที่สูงกว่าหมู่บ้าน")
        part_button("ดาวน์โหลดแบบฟอร์มรายหมู่บ้าน", FORMS, "progress-to-forms", ":material/description:")
        return
    st.markdown(f"**{share_words(coverage)}**")
    st.caption("หมู่บ้านที่รู้จัก คือหมู่บ้านหรือชุมชนที่เคยมีชื่อหรือข้อมูลในการนำเข้าครั้งใดครั้งหนึ่ง ปีใดก็ได้")
    _show_missing(coverage)
    if has_parts(selection):
        _show_parts(coverage, selection)
        _show_indicators(coverage, selection)


def _label(selection: Selection) -> None:
    held = available_data(selection.version, selection.area_code)
    mine = held[(held["set_id"] == selection.set_id) & (held["year_be"] == selection.year_be)]
    label_synthetic(bool(mine["is_synthetic"].any()))


def _show_missing(coverage: Coverage) -> None:
    missing = coverage.missing
    if missing.empty:
        st.success("ครบทุกหมู่บ้านที่รู้จักแล้ว", icon=":material/check_circle:")
        return
    with st.container(border=True):
        st.markdown(f"**ยังขาด {len(missing):,} หมู่บ้าน/ชุมชน**")
        for code, rows in list(missing.groupby("tambon_code", sort=True))[:TAMBON_SHOWN]:
            st.markdown(_missing_words(str(code), rows))
        hidden = missing["tambon_code"].nunique() - TAMBON_SHOWN
        if hidden > 0:
            st.markdown(f"และอีก {hidden:,} ตำบล เลือกอำเภอหรือตำบลด้านบนเพื่อดูชื่อ")
        st.markdown("ขั้นต่อไป: ส่งแบบฟอร์มที่มีชื่อหมู่บ้านให้กรอก แล้วนำไฟล์ที่ได้กลับมานำเข้า")
        with st.container(horizontal=True, gap="small"):
            part_button("ดาวน์โหลดแบบฟอร์ม", FORMS, "missing-to-forms", ":material/description:")
            part_button("ไปนำเข้าไฟล์", UPLOAD, "missing-to-upload", ":material/upload_file:")


def _missing_words(tambon_code: str, rows: pd.DataFrame) -> str:
    title = titled(tambon_code, names_of(the_warehouse(), [tambon_code])[tambon_code])
    names = [f"{row['area_name']} ({row['place']})" for row in rows.head(NAMES_SHOWN).to_dict("records")]
    more = f" และอีก {len(rows) - NAMES_SHOWN:,} แห่ง" if len(rows) > NAMES_SHOWN else ""
    return f"**{escape_markdown(title)}** {len(rows):,} แห่ง: {escape_markdown(', '.join(names))}{more}"


def _show_parts(coverage: Coverage, selection: Selection) -> None:
    st.subheader("แต่ละพื้นที่มีข้อมูลปีใดแล้ว", anchor=False)
    figure = coverage_grid_figure(years_grid(coverage), columns_are_years=True)
    chart_with_table(
        figure,
        parts_table(coverage, selection),
        "coverage-years",
        f"{source_text(selection)} · ตัวเลขในช่องคือร้อยละของหมู่บ้านที่รู้จักซึ่งมีข้อมูล",
        file_name=f"ความคืบหน้า_{area_title(selection.version, selection.area_code)}_{selection.year_be}",
    )


def _show_indicators(coverage: Coverage, selection: Selection) -> None:
    """Which indicators are in; a cell is the share of the part's own data that the indicator has."""
    cells = coverage_data(the_warehouse(), indicator_set(selection), selection.area_code, selection.year_be)
    if cells.empty:
        return
    cells = with_missing_villages(cells, coverage, selection)
    st.subheader("ตัวชี้วัดใดมีข้อมูลแล้ว", anchor=False)
    show_chart(coverage_grid_figure(cells), "coverage-indicators", alt="ตัวชี้วัดที่มีข้อมูล แยกตามพื้นที่")
    st.caption("ตัวเลขในช่องคือร้อยละของหมู่บ้านในพื้นที่ที่มีตัวเลขของตัวชี้วัดนั้น ช่องขีดคือไม่มีเลย")
    empty = cells.groupby(["column_code", "column_name"], sort=False)["covered_pct"].count()
    absent = [str(name).replace("<br>", "") for (_, name), count in empty.items() if count == 0]
    if absent:
        st.markdown(f"ยังไม่มีพื้นที่ใดรายงาน: {escape_markdown(' · '.join(absent))}")
    with st.expander("ตารางตัวเลข"):
        show_table(
            cells.pivot(index="area_name", columns="column_name", values="covered_pct").reset_index(), "coverage-cells"
        )
