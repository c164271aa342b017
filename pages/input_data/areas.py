"""Part พื้นที่และแผนที่: which names and outlines the program knows, a file of more, the map, going back."""

import pandas as pd
import streamlit as st

from analysis.core.map_areas import map_levels
from app.state import data_version, the_warehouse
from catalogue.areas import LEVEL_OF_LENGTH, LEVELS, level_of
from catalogue.areas import area_names as shipped_names
from pages.input_data.areas_file import FAILED, SAVED, show_area_file, show_areas_saved
from pages.input_data.areas_map import show_map
from pages.shared.look import show_table
from warehouse import WarehouseError, count_names, read_map_tambon, remove_boundaries, remove_register

NOTHING_TOLD = ("country",)
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
    told = counts.groupby(["name_source", "level"])["areas"].sum()
    outlines = map_levels(the_warehouse())
    levels = [level for level in LEVELS if level not in NOTHING_TOLD]
    columns = {
        "ระดับ": [LEVELS[level] for level in levels],
        "ชื่อที่มากับโปรแกรม": [int(shipped.get(each, 0)) for each in levels],
    }
    for source, heading in SOURCES.items():
        columns[heading] = [int(told.get((source, each), 0)) for each in levels]
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
