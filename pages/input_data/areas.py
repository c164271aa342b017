"""Part พื้นที่และแผนที่: which names and outlines the program knows, a file of more, the map, going back."""

import hashlib
import json

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.core.areas import lacking_outlines, map_levels, names_of, outlines_data, unplaced_municipalities
from app.state import area_of_all_data, data_version, the_warehouse
from catalogue.areas import COUNTRY, LEVEL_OF_LENGTH, LEVELS, level_of
from catalogue.areas import area_names as shipped_names
from charts.input_data import outlines_figure
from loaders.registers import CHANGED, NEW, OUTLINES, SAME, AreaFile, changes_of, inspect_area_file, store_area_file
from pages.input_data.problems import show_problems
from pages.input_data.uploaded_files import Heartbeat
from pages.shared.look import problem_box, show_chart, show_table
from warehouse import WarehouseError, boundary_codes, count_names, read_map_tambon, remove_boundaries, remove_register
from words.screen_text import Shown, plain, text

CODE_AND_NAME = {"area_code": "รหัส", "area_name": "พื้นที่"}


def show_map(version: str) -> None:
    """A province (or the country by province), its map at a level, and the areas without outline or place."""
    held = {level: count for level, count in map_levels(the_warehouse()).items() if count}
    if not held:
        with st.container(border=True):
            st.markdown("**ยังไม่มีขอบเขตของพื้นที่ใด**")
            st.markdown(
                "ขอไฟล์ขอบเขต (GeoJSON) จากหน่วยงานแผนที่ของจังหวัด แล้วเลือกไฟล์ด้านบน ทุกส่วนอื่นของโปรแกรมใช้ได้โดยไม่ต้องมีแผนที่"
            )
        return
    with st.container(horizontal=True, gap="small"):
        level = st.selectbox("ระดับ", list(held)[::-1], format_func=LEVELS.__getitem__, key="areas-map-level", width=180)
        area_code = _choose_area(version, level)
    shapes, lacking, unplaced = _map_of(version, area_code, level)
    name = names_of(the_warehouse(), [area_code])[area_code]
    show_chart(_figure(version, area_code, level), "areas-map", f"ขอบเขต{LEVELS[level]}ของ{plain(name)}")
    st.caption(f"มีขอบเขต {shapes:,} {LEVELS[level]} เส้นขอบลดจุดให้เล็กลงแล้ว ใช้ดูตำแหน่ง ไม่ใช้อ้างอิงเขตปกครอง")
    _list_lacking(lacking, f"{LEVELS[level]}ที่ยังไม่มีขอบเขต", "areas-lacking")
    if level == "tambon":
        _list_lacking(unplaced, "เทศบาลที่ยังไม่รู้ว่าอยู่ตำบลใดบนแผนที่", "areas-unplaced")


def _choose_area(version: str, level: str) -> str:
    """The province whose amphoe or tambon are drawn; provinces are drawn for the whole country."""
    if level == "province":
        return COUNTRY
    digits = {"amphoe": 4, "tambon": 6}[level]
    provinces = sorted({code[:2] for code in boundary_codes(the_warehouse()) if len(code) == digits})
    names = names_of(the_warehouse(), provinces)
    own = area_of_all_data(version)[:2]
    return st.selectbox(
        "จังหวัด", provinces, index=provinces.index(own) if own in provinces else 0,
        format_func=lambda code: plain(names[code]), key=f"areas-map-province-{level}", width=320,
    )  # fmt: skip


@st.cache_data(max_entries=50, show_spinner=False)
def _map_of(version: str, area_code: str, level: str) -> tuple[int, pd.DataFrame, pd.DataFrame]:
    """How many outlines; the areas that have none; the municipalities without a place."""
    warehouse = the_warehouse()
    shapes = outlines_data(warehouse, area_code, level)
    return len(shapes), lacking_outlines(warehouse, area_code, level), unplaced_municipalities(warehouse, area_code)


@st.cache_data(max_entries=20, show_spinner=False)
def _figure(version: str, area_code: str, level: str) -> go.Figure:
    return outlines_figure(outlines_data(the_warehouse(), area_code, level))


def _list_lacking(rows: pd.DataFrame, title: Shown, key: str) -> None:
    if rows.empty:
        return
    with st.expander(f"{title} {len(rows):,} แห่ง", icon=":material/list:"):
        show_table(rows.rename(columns=CODE_AND_NAME), key)


READ, SAVED, FAILED, ROUND = "areas_read", "areas_saved", "areas_failed", "areas_round"
ROWS_SHOWN = 50
TAKES = (
    "รับ: ทะเบียนรหัสกับชื่อพื้นที่ (Excel, CSV หรือ JSON) หมู่บ้านใช้ตำบลกับหมู่ที่แทนรหัสได้ "
    "· ตารางเทศบาลกับตำบลบนแผนที่ · ขอบเขตแผนที่ (GeoJSON ที่มีรหัส 2, 4 หรือ 6 หลัก "
    "มี TH นำหน้าหรือไม่ก็ได้) โปรแกรมตรวจก่อน ยังไม่บันทึกจนกว่าท่านจะกด"
)
HEADINGS = {"area_code": "รหัส", "what": "เรื่อง", "before": "เดิม", "after": "ใหม่", "change": "ผล"}


def show_area_file() -> None:
    """The uploader, and what keeping its file would change."""
    file = st.file_uploader("ไฟล์ทะเบียนหรือขอบเขต", key=f"areas-file-{st.session_state.get(ROUND, 0)}")
    if file is None:
        st.caption(TAKES)
        return
    inspected = _inspected(file.getvalue(), file.name)
    if inspected.refused:
        st.error(f"ใช้ไฟล์ {text(file.name)} ไม่ได้ ไม่มีอะไรเปลี่ยน", icon=":material/error:")
        show_problems(inspected.problems, "areas")
        return
    _choose_other(inspected)
    _show_effect(inspected)


def show_areas_saved() -> None:
    """What the last click on a button of this part did."""
    with st.container():  # holds the place, so that what is open below stays open when the words go
        if saved := st.session_state.pop(SAVED, None):
            st.success(text(saved), icon=":material/check_circle:")
        if failed := st.session_state.pop(FAILED, None):
            problem_box(failed.what, "", failed.fix)


def _inspected(content: bytes, name: str) -> AreaFile:
    """The file read once; again only when another column or property is chosen."""
    digest = hashlib.sha256(content).hexdigest()
    choice: str | None = st.session_state.get(f"areas-choice-{digest[:8]}")
    place = st.empty()  # always there: elements that move on the page would forget what was opened in them
    held = st.session_state.get(READ)
    if held is None or held[0] != (digest, choice):
        with place.container(border=True):
            heartbeat = Heartbeat(st.progress(0.0, "กำลังเตรียมอ่านไฟล์ …"), name)
            st.button("หยุดอ่าน", key="areas-stop", icon=":material/stop_circle:", on_click=_take_out)
        found = inspect_area_file(
            content, name, choice=choice, on_progress=heartbeat.progress, cancelled=heartbeat.cancelled
        )
        place.empty()
        held = ((digest, choice), found)
        st.session_state[READ] = held
    st.session_state["areas_digest"] = digest[:8]
    return held[1]


def _take_out() -> None:
    """An empty uploader instead of this one."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(READ, None)


def _choose_other(inspected: AreaFile) -> None:
    """Where the codes or names were taken from; another place where several fit."""
    is_map = inspected.kind == OUTLINES
    chosen = inspected.code_from if is_map else inspected.name_from
    if not is_map:
        parts = [f"รหัสจากคอลัมน์ {inspected.code_from}"]
        parts += [f"ชื่อจากคอลัมน์ {inspected.name_from}"] if inspected.name_from else []
        parts += [f"ตำบลบนแผนที่จากคอลัมน์ {inspected.map_from}"] if inspected.map_from else []
        st.markdown(text(" · ".join(parts)))
    key = f"areas-choice-{st.session_state['areas_digest']}"
    if inspected.choices and is_map:
        options = sorted({chosen, *inspected.choices})
        st.selectbox("รหัสพื้นที่อยู่ในคุณสมบัติ", options, index=options.index(chosen), format_func=plain, key=key, width=420)
    elif inspected.choices:
        options = sorted({*inspected.choices} | {each for each in [st.session_state.get(key)] if each})
        st.selectbox("ใช้คอลัมน์อื่นเป็นชื่อ", options, index=None, format_func=plain, key=key,
                     placeholder=f"ใช้ {plain(chosen)}", width=420)  # fmt: skip
    elif is_map:
        st.markdown(f"รหัสพื้นที่จากคุณสมบัติ {text(chosen)}")


def _show_effect(inspected: AreaFile) -> None:
    changes = changes_of(the_warehouse(), inspected)
    counts = changes["change"].value_counts()
    noun = "รูป" if inspected.kind == OUTLINES else "แถว"
    st.markdown(
        f"อ่าน **{inspected.rows_read:,}** {noun} · ไม่รับ **{inspected.rows_refused:,}** {noun} · "
        f"ใหม่ **{counts.get(NEW, 0):,}** · เปลี่ยนจากเดิม **{counts.get(CHANGED, 0):,}** · "
        f"เหมือนเดิม **{counts.get(SAME, 0):,}**"
    )
    for kind, count in inspected.repairs.items():
        st.caption(f"ปรับให้แล้ว {count:,} จุด: {text(kind)}")
    if inspected.kind == OUTLINES:
        _preview(inspected)
    _show_changes(changes)
    show_problems(inspected.problems, "areas")
    st.button("บันทึก", key="areas-save", type="primary", icon=":material/save:", on_click=_save, args=(inspected,))


def _show_changes(changes: pd.DataFrame) -> None:
    """What differs first, the first rows of it."""
    different = changes[changes["change"] != SAME].sort_values("change", kind="stable")
    if different.empty:
        st.markdown("ทุกรายการเหมือนที่มีอยู่แล้ว บันทึกซ้ำก็ไม่มีอะไรเปลี่ยน")
        return
    shown = different.head(ROWS_SHOWN)
    names = names_of(the_warehouse(), [str(code) for code in shown["area_code"]])
    table = shown.rename(columns=HEADINGS)
    if set(shown["what"]) == {"ขอบเขต"}:
        table.insert(1, "พื้นที่", [names[str(code)] for code in shown["area_code"]])
    st.markdown(f"**สิ่งที่จะเปลี่ยน** (แสดง {len(shown):,} จาก {len(different):,} รายการ)")
    show_table(table, "areas-changes", height=260)


def _preview(inspected: AreaFile) -> None:
    """The outlines of one province as they will be kept."""
    codes = inspected.outlines["area_code"].astype(str)
    provinces = sorted({str(code)[:2] for code in codes})
    names = names_of(the_warehouse(), provinces)
    province = provinces[0]
    if len(provinces) > 1:
        province = st.selectbox(
            "ดูตัวอย่างจังหวัด", provinces, format_func=lambda code: plain(names[code]), key="areas-preview", width=320
        )
    rows = inspected.outlines[codes.str.startswith(province)]
    titles = names_of(the_warehouse(), [str(code) for code in rows["area_code"]])
    shapes = pd.DataFrame(
        {
            "area_code": rows["area_code"],
            "area_name": [titles[str(code)] for code in rows["area_code"]],
            "geometry": [json.loads(written) for written in rows["geometry"]],
        }
    )
    show_chart(outlines_figure(shapes), "areas-preview-map", f"ขอบเขตจากไฟล์ จังหวัด{plain(names[province])}")


def _save(inspected: AreaFile) -> None:
    try:
        stored = store_area_file(the_warehouse(), inspected)
    except WarehouseError as error:
        st.session_state[FAILED] = error
        return
    what = "ขอบเขต" if inspected.kind == OUTLINES else "ทะเบียน"
    st.session_state[SAVED] = f"บันทึก{what}จาก {inspected.file} แล้ว {stored:,} พื้นที่ ใช้ได้ทันทีในทุกหน้า"
    _take_out()


LEVELS_LEFT_OUT = ("country",)
SOURCES = {"register": "จากทะเบียนที่นำเข้า", "import": "จากไฟล์ข้อมูล"}


def show_areas() -> None:
    """The whole part."""
    version = data_version()
    show_areas_saved()
    st.caption(
        "รหัสกับชื่อของจังหวัด อำเภอ ตำบล มากับโปรแกรมแล้ว ชื่อหมู่บ้านและชุมชนมาจากไฟล์ข้อมูลที่นำเข้า "
        "ใส่ทะเบียนของท่านเพิ่มเมื่อชื่อขาดหรือไม่ตรง และใส่ขอบเขตเมื่อต้องการแผนที่"
    )
    show_table(_known(version), "areas-known")
    st.caption(f"เทศบาลที่รู้ว่าอยู่ตำบลใดบนแผนที่ {len(read_map_tambon(the_warehouse())):,} แห่ง")
    st.subheader("นำเข้าทะเบียน หรือขอบเขต", anchor=False)
    show_area_file()
    st.subheader("แผนที่", anchor=False)
    show_map(version)
    _show_removal()


@st.cache_data(max_entries=4, show_spinner=False)
def _known(version: str) -> pd.DataFrame:
    """One row per level: names by source, outlines."""
    shipped = pd.Series([level_of(code) for code in shipped_names()]).value_counts()
    counts = count_names(the_warehouse())
    counts["level"] = [LEVEL_OF_LENGTH.get(digits, "") for digits in counts["digits"]]
    areas_named = counts.groupby(["name_source", "level"])["areas"].sum()
    outlines = map_levels(the_warehouse())
    levels = [level for level in LEVELS if level not in LEVELS_LEFT_OUT]
    columns: dict[str, list[str] | list[int] | list[int | None]] = {
        "ระดับ": [LEVELS[level] for level in levels],
        "ชื่อที่มากับโปรแกรม": [int(shipped.get(each, 0)) for each in levels],
    }
    for source, heading in SOURCES.items():
        columns[heading] = [int(areas_named.get((source, each), 0)) for each in levels]
    columns["มีขอบเขตแผนที่"] = [outlines.get(each) for each in levels]
    return pd.DataFrame(columns).astype({"มีขอบเขตแผนที่": "Int64"})


def _show_removal() -> None:
    with st.expander("ลบทะเบียนหรือขอบเขตที่นำเข้า", icon=":material/delete:"):
        st.markdown("ลบแล้วชื่อกลับไปเป็นชื่อที่มากับโปรแกรมและชื่อจากไฟล์ข้อมูล ตัวเลขที่นำเข้าแล้วไม่เปลี่ยน นำเข้าไฟล์เดิมใหม่ได้ทุกเมื่อ")
        sure = st.checkbox("เข้าใจแล้ว ต้องการลบ", key="areas-remove-sure")
        with st.container(horizontal=True, gap="small"):
            for what, key in (("ทะเบียนและตำบลของเทศบาล", "register"), ("ขอบเขตแผนที่ทั้งหมด", "boundaries")):
                st.button(f"ลบ{what}", key=f"areas-remove-{key}", disabled=not sure, on_click=_remove, args=(key, what))


def _remove(key: str, what: str) -> None:
    try:
        (remove_register if key == "register" else remove_boundaries)(the_warehouse())
    except WarehouseError as error:
        st.session_state[FAILED] = error
        return
    st.session_state["areas-remove-sure"] = False
    st.session_state[SAVED] = f"ลบ{what}แล้ว"
