"""Part ความคืบหน้า: how much of an area's survey is in, by part, year and indicator, and who is still to send."""

from functools import partial

import pandas as pd
import streamlit as st

from analysis.core.areas import CHILD_LEVEL, names_of, titled
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Released
from analysis.input_data.data import VILLAGE_DIGITS, Progress, coverage_data
from app.answers import progress_of
from app.state import Selection, area_title, available_data, indicator_set, source_text, the_warehouse
from catalogue.areas import level_of
from charts.input_data import coverage_grid_figure
from pages.input_data.parts import FORMS, UPLOAD, nothing_yet, part_button
from pages.shared.downloads import Bundle, offer_downloads, released, thai_table
from pages.shared.filters import choose_selection
from pages.shared.look import chart_with_table, show_chart, show_table
from pages.shared.page_start import label_synthetic
from reports.workbook import Sheet
from words.numbers import format_pct
from words.screen_text import Shown, text

COVERAGE = "ความคืบหน้า"


def parts_table(progress: Progress, selection: Selection) -> pd.DataFrame:
    """One row per part of the area: known places, with data, still missing, percentage; a village is in or not."""
    if level_of(selection.area_code) == "tambon":
        states = progress.places["has_data"].map({True: "มีข้อมูลแล้ว", False: "ยังขาด"})
        return pd.DataFrame({"พื้นที่": progress.places["area_name"], "รหัส": progress.places["place"], "สถานะ": states})
    parts = progress.parts
    names = names_of(the_warehouse(), [str(code) for code in parts["child_code"]])
    named = parts.assign(area_name=[names[str(code)] for code in parts["child_code"]])
    heads = {
        "area_name": "พื้นที่", "known": "รู้จัก", "have": "มีแล้ว", "lacking": "ยังขาด", "covered_pct": "คืบหน้า (%)",
    }  # fmt: skip
    return named[list(heads)].rename(columns=heads)


def years_grid(progress: Progress) -> pd.DataFrame:
    """The cells of the grid of areas and years, as the figure takes them."""
    names = names_of(the_warehouse(), [str(code) for code in progress.years["child_code"].unique()])
    return progress.years.assign(
        area_code=progress.years["child_code"],
        area_name=[names[str(code)] for code in progress.years["child_code"]],
        column_code=progress.years["year_be"].astype(str),
        column_name=progress.years["year_be"].astype(str),
    )


def with_missing_villages(cells: pd.DataFrame, progress: Progress, selection: Selection) -> pd.DataFrame:
    """The cells by code of area; those of a tambon under the villages' known names, those without data added."""
    if level_of(selection.area_code) != "tambon" or cells.empty:
        return cells.sort_values("area_code", kind="stable", ignore_index=True)
    names = dict(zip(progress.places["place"], progress.places["area_name"], strict=True))
    places = [code[:VILLAGE_DIGITS] if code.endswith("00") else code for code in cells["area_code"].astype(str)]
    named = cells.assign(
        area_name=[names.get(place, name) for place, name in zip(places, cells["area_name"], strict=True)]
    )
    columns = cells[["column_code", "column_name"]].drop_duplicates()
    absent = progress.missing[["area_code", "area_name"]].merge(columns, how="cross").assign(covered_pct=float("nan"))
    return pd.concat([named, absent], ignore_index=True).sort_values("area_code", kind="stable", ignore_index=True)


def share_words(progress: Progress) -> Shown:
    """มีข้อมูลแล้ว 12 จาก 20 หมู่บ้าน (60.0 %)."""
    have, known = progress.places_with_data, len(progress.places)
    return f"มีข้อมูลแล้ว {have:,} จาก {known:,} หมู่บ้าน/ชุมชนที่รู้จัก ({format_pct(progress.covered_pct)})"


def place_words(name: str, place: str) -> str:
    """A village's name with its code, which alone stands for one without a name."""
    return name if place in name else f"{name} ({place})"


def has_parts(selection: Selection) -> bool:
    """False for a village, which has nothing below it."""
    return level_of(selection.area_code) in CHILD_LEVEL


TAMBON_OPEN, TAMBON_SHOWN, NAMES_SHOWN = 1, 20, 30


def show_progress() -> None:
    """The whole part."""
    filters = choose_selection()
    if filters is None:
        nothing_yet("ยังไม่มีข้อมูลในระบบ จึงยังไม่มีความคืบหน้าให้ดู", "ไปนำเข้าไฟล์แรก", UPLOAD, "progress-to-upload")
        return
    selection = filters.selection
    label_synthetic(_is_synthetic(selection))
    progress = progress_of(selection)
    st.subheader(f"{text(area_title(selection.version, selection.area_code))} · ปี {selection.year_be}", anchor=False)
    if progress.places.empty:
        st.markdown("ยังไม่รู้จักหมู่บ้านใดในพื้นที่นี้ ข้อมูลที่มีเป็นระดับที่สูงกว่าหมู่บ้าน")
        part_button("ดาวน์โหลดแบบฟอร์มรายหมู่บ้าน", FORMS, "progress-to-forms", ":material/description:")
        return
    st.markdown(f"**{share_words(progress)}**")
    st.caption("หมู่บ้านที่รู้จัก คือหมู่บ้านหรือชุมชนที่เคยมีชื่อหรือข้อมูลในการนำเข้าครั้งใดครั้งหนึ่ง ปีใดก็ได้")
    _show_missing(progress)
    if has_parts(selection):
        _show_parts(progress, selection)
        _show_indicators(progress, selection)


def _is_synthetic(selection: Selection) -> bool:
    held = available_data(selection.version, selection.area_code)
    mine = held[(held["set_id"] == selection.set_id) & (held["year_be"] == selection.year_be)]
    return bool(mine["is_synthetic"].any())


def _show_missing(progress: Progress) -> None:
    """Who is still to send, and the next step; the names stand open where they are few."""
    missing = progress.missing
    if missing.empty:
        st.success("ครบทุกหมู่บ้านที่รู้จักแล้ว", icon=":material/check_circle:")
        return
    tambons = list(missing.groupby("tambon_code", sort=True))
    with st.container(border=True):
        st.markdown(f"**ยังขาด {len(missing):,} หมู่บ้าน/ชุมชน** ใน {len(tambons):,} ตำบล")
        st.markdown("ขั้นต่อไป: ส่งแบบฟอร์มที่มีชื่อหมู่บ้านให้กรอก แล้วนำไฟล์ที่ได้กลับมานำเข้า")
        with st.container(horizontal=True, gap="small"):
            part_button("ดาวน์โหลดแบบฟอร์ม", FORMS, "missing-to-forms", ":material/description:")
            part_button("ไปนำเข้าไฟล์", UPLOAD, "missing-to-upload", ":material/upload_file:")
        with st.expander("รายชื่อหมู่บ้านที่ยังขาด", expanded=len(tambons) <= TAMBON_OPEN):
            for code, rows in tambons[:TAMBON_SHOWN]:
                st.markdown(_missing_words(str(code), rows))
            if len(tambons) > TAMBON_SHOWN:
                st.markdown(f"และอีก {len(tambons) - TAMBON_SHOWN:,} ตำบล เลือกอำเภอหรือตำบลด้านบนเพื่อดูชื่อ")


def _missing_words(tambon_code: str, rows: pd.DataFrame) -> Shown:
    title = titled(tambon_code, names_of(the_warehouse(), [tambon_code])[tambon_code])
    names = [place_words(str(row["area_name"]), str(row["place"])) for row in rows.head(NAMES_SHOWN).to_dict("records")]
    more = f" และอีก {len(rows) - NAMES_SHOWN:,} แห่ง" if len(rows) > NAMES_SHOWN else ""
    return f"**{text(title)}** {len(rows):,} แห่ง: {text(', '.join(names))}{more}"


def _show_parts(progress: Progress, selection: Selection) -> None:
    st.subheader("แต่ละพื้นที่มีข้อมูลปีใดแล้ว", anchor=False)
    figure = coverage_grid_figure(years_grid(progress), columns_are_years=True)
    chart_with_table(
        figure,
        parts_table(progress, selection),
        "coverage-years",
        f"{source_text(selection)} · ตัวเลขในช่องคือร้อยละของหมู่บ้านที่รู้จักซึ่งมีข้อมูล",
    )
    make = partial(_bundle, progress, selection)
    offer_downloads(selection, "ความคืบหน้า", "coverage-years", make, [COVERAGE], _is_synthetic(selection), False)


def _bundle(progress: Progress, selection: Selection, gates: GateOfYear | None) -> Released[Bundle]:
    """How far the survey has come in, for files: numbers of places, never of people."""
    figure = coverage_grid_figure(years_grid(progress), columns_are_years=True)
    bundle = Bundle({COVERAGE: figure}, [Sheet("ความคืบหน้า", thai_table(parts_table(progress, selection)))])
    return released(bundle, 0, gates(selection.year_be) if gates else None)


def _show_indicators(progress: Progress, selection: Selection) -> None:
    """Which indicators are in; a cell is the share of the part's own data that the indicator has."""
    cells = coverage_data(the_warehouse(), indicator_set(selection), selection.area_code, selection.year_be)
    if cells.empty:
        return
    cells = with_missing_villages(cells, progress, selection)
    st.subheader("ตัวชี้วัดใดมีข้อมูลแล้ว", anchor=False)
    show_chart(coverage_grid_figure(cells), "coverage-indicators", alt="ตัวชี้วัดที่มีข้อมูล แยกตามพื้นที่")
    st.caption("ตัวเลขในช่องคือร้อยละของหมู่บ้านในพื้นที่ที่มีตัวเลขของตัวชี้วัดนั้น ช่องขีดคือไม่มีเลย")
    counted = cells.groupby(["column_code", "column_name"], sort=False, as_index=False).agg(
        known=("covered_pct", "count")
    )
    names = counted[counted["known"] == 0]["column_name"]
    absent = [str(name).replace("<br>", "") for name in names]
    if absent:
        st.markdown(f"ยังไม่มีพื้นที่ใดรายงาน: {text(' · '.join(absent))}")
    with st.expander("ตารางตัวเลข"):
        show_table(
            cells.pivot(index="area_name", columns="column_name", values="covered_pct").reset_index(), "coverage-cells"
        )
