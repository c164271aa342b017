"""A set of the user's own kept: its targets and thresholds, taken to another office or brought from one.

A set is checked with all the others first and every fault said. As a file it is the JSON text of `set_to_dict`.
"""

import json
from typing import Any

import pandas as pd
import streamlit as st

from analysis.disclosure.outputs import Audience
from app.state import the_warehouse
from catalogue import Catalogue, CatalogueError, Fault, IndicatorSet, load_catalogue, set_to_dict
from pages.input_data.parts import UPLOAD, open_part
from pages.shared.downloads import file_button
from warehouse import WarehouseError, read_sets, save_set
from words.screen_text import Shown, plain, text

FAULTS_SHOWN = 20


def checked_set(definition: dict[str, Any]) -> IndicatorSet | None:
    """The set a definition makes beside all others; None, with every fault on screen, when it cannot stand."""
    others = [each for each in read_sets(the_warehouse()) if each.get("id") != definition.get("id")]
    try:
        return load_catalogue([*others, definition]).get(str(definition.get("id")))
    except CatalogueError as error:
        show_faults(error.faults, definition)
        return None


def show_faults(faults: tuple[Fault, ...], definition: dict[str, Any] | None = None) -> None:
    """What is wrong with a set, row by row, and how to put it right; the set by its title where that is known."""
    set_id, title = (str((definition or {}).get(key, "")) for key in ("id", "title"))
    places = [each.place.replace(set_id, title) if set_id and title else each.place for each in faults]
    lines = [
        f"- {text(place)}: **{text(each.problem)}** → {text(each.fix)}"
        for place, each in zip(places[:FAULTS_SHOWN], faults[:FAULTS_SHOWN], strict=True)
    ]
    more = f"\n- และอีก {len(faults) - FAULTS_SHOWN:,} เรื่อง" if len(faults) > FAULTS_SHOWN else ""
    st.error(f"ยังบันทึกไม่ได้ มี {len(faults):,} เรื่องที่ต้องแก้\n\n" + "\n".join(lines) + more)


def save_button(label: Shown, definition: dict[str, Any], key: str, *, is_new: bool = False) -> None:
    """Saves a checked definition; the page then shows the new state everywhere. `is_new`: its names were waited for, so
    that its files come next."""
    st.button(label, key=key, type="primary", icon=":material/save:", on_click=_save, args=(definition, is_new))


def _save(definition: dict[str, Any], is_new: bool) -> None:
    try:
        save_set(the_warehouse(), str(definition["id"]), definition)
    except WarehouseError as error:
        st.session_state["set_failed"] = f"{error.what} → {error.fix}"
        return
    next_step = "ขั้นต่อไป เลือกไฟล์ข้อมูลของชุดนี้ด้านล่าง หรือดาวน์โหลดแบบฟอร์มไปกรอก" if is_new else "ใช้ได้ทันทีในทุกหน้า"
    st.session_state["set_saved"] = f"บันทึกชุด {definition['title']} แล้ว {next_step}"
    if is_new:
        open_part(UPLOAD)


def show_set_saved() -> None:
    """What the last click on a save button did."""
    with st.container():  # holds the place, so that what is open below stays open when the words go
        if saved := st.session_state.pop("set_saved", None):
            st.success(text(saved), icon=":material/check_circle:")
        if failed := st.session_state.pop("set_failed", None):
            st.error(text(failed), icon=":material/error:")


FULL_NAME, PROBLEM = "เกณฑ์", "ชื่อปัญหา"
NUMBER, NAME, TARGET, LEVEL, FEWEST, MOST = "ข้อ", "ตัวชี้วัด", "เป้าหมาย", "ระดับการพัฒนา", "ตั้งแต่ (ตัว)", "ถึง (ตัว)"


def show_edit(catalogue: Catalogue) -> None:
    """Choose a set; edit what its survey lets an office set."""
    newest_first = sorted(catalogue.sets, key=lambda each: -each.last_year)
    complete = [each for each in newest_first if each.is_complete]
    sets = {each.id: each for each in sorted(complete, key=lambda each: each.survey == "other")}
    set_id = st.selectbox(
        "ชุดตัวชี้วัด", list(sets), format_func=lambda each: plain(sets[each].title), key="set-edit-id",
        placeholder="เลือกชุด", width=520,
    )  # fmt: skip
    chosen = sets[set_id]
    _edit_names(chosen)
    if chosen.survey == "nrd2c":
        _edit_levels(chosen)
    elif chosen.survey != "other":
        _edit_targets(chosen)


def _edit_names(chosen: IndicatorSet) -> None:
    """The short label of each indicator and what is wrong where it fails."""
    with st.expander("ชื่อย่อ และชื่อปัญหาของแต่ละตัวชี้วัด"):
        st.caption(
            "ชื่อปัญหาบอกว่าเกิดอะไรเมื่อไม่ผ่าน เช่น “ดื่มสุรา” ของตัวชี้วัด “ไม่ดื่มสุรา” ใช้ทุกที่ที่แสดงส่วนที่ไม่ผ่าน · เว้นว่างเพื่อให้โปรแกรมเสนอใหม่"
        )
        table = pd.DataFrame(
            {
                NUMBER: [each.number for each in chosen.indicators],
                FULL_NAME: [each.name for each in chosen.indicators],
                NAME: [each.short_label for each in chosen.indicators],
                PROBLEM: [each.problem_name for each in chosen.indicators],
            }
        )
        edited = st.data_editor(
            table, key=f"set-edit-names-{chosen.id}", hide_index=True, width="stretch", height=460, placeholder="",
            disabled=[NUMBER, FULL_NAME],
        )  # fmt: skip
        if edited.equals(table):
            return
        definition = set_to_dict(chosen)
        rows = zip(definition["indicators"], edited[NAME], edited[PROBLEM], strict=True)
        for row, label, problem in rows:
            for key, lines, given in (
                ("short_label", "chart_label", label),
                ("problem_name", "problem_label", problem),
            ):
                new = "" if pd.isna(given) else str(given).strip()
                if new != row[key]:
                    row |= {key: new, lines: ""}
        if checked_set(definition) is not None:
            save_button("บันทึกชื่อ", definition, "set-edit-names-save")


def _edit_targets(chosen: IndicatorSet) -> None:
    years = list(range(chosen.last_year, chosen.first_year - 1, -1))
    year = st.selectbox("เป้าหมายของปี พ.ศ.", years, key=f"set-edit-year-{chosen.id}", placeholder="เลือกปี", width=220)
    st.caption("ร้อยละที่ควรผ่านเกณฑ์ 0–100 · เว้นว่างถ้าไม่มีเป้าหมาย · เป้าหมายที่ใส่ถือเป็นค่าตั้งของท่าน")
    table = pd.DataFrame(
        {
            NUMBER: [each.number for each in chosen.indicators],
            TARGET: pd.array([each.targets.get(year) for each in chosen.indicators], dtype="Float64"),
            NAME: [each.short_label for each in chosen.indicators],
        }
    )
    edited = st.data_editor(
        table, key=f"set-edit-targets-{chosen.id}-{year}", hide_index=True, width="stretch", disabled=[NUMBER, NAME],
        height=460, placeholder="",
        column_config={TARGET: st.column_config.NumberColumn(f"เป้าหมาย {year:d}", format="%.1f")},
    )  # fmt: skip
    if edited[TARGET].equals(table[TARGET]):
        return
    definition = set_to_dict(chosen)
    for row, target in zip(definition["indicators"], edited[TARGET], strict=True):
        targets = {each: pct for each, pct in row["targets"].items() if each != str(year)}
        row["targets"] = targets if pd.isna(target) else targets | {str(year): float(target)}
    if checked_set(definition) is not None:
        save_button(f"บันทึกเป้าหมายปี {year:d}", definition, "set-edit-save")


def _edit_levels(chosen: IndicatorSet) -> None:
    st.caption(
        "หมู่บ้านอยู่ระดับใด ดูจากจำนวนตัวชี้วัดที่ได้ระดับ 1 (ปัญหามาก) ช่วงต้องต่อกันพอดี "
        f"ตั้งแต่ 0 ถึง {chosen.size} · เกณฑ์นี้เป็นค่าตั้งของโปรแกรม แก้ให้ตรงกับที่หน่วยงานใช้ได้"
    )
    if not chosen.development_levels:
        st.markdown(f"{text(chosen.title)} ยังไม่มีเกณฑ์ระดับการพัฒนา นำเข้าชุดเป็นไฟล์พร้อมเกณฑ์ได้")
        return
    table = pd.DataFrame(
        {
            LEVEL: [each.name for each in chosen.development_levels],
            FEWEST: [each.fewest for each in chosen.development_levels],
            MOST: [each.most for each in chosen.development_levels],
        }
    )
    edited = st.data_editor(
        table, key=f"set-edit-levels-{chosen.id}", hide_index=True, width="stretch", disabled=[LEVEL],
        placeholder="", column_config={
            name: st.column_config.NumberColumn(name, min_value=0, max_value=chosen.size, step=1, required=True)
            for name in (FEWEST, MOST)
        },
    )  # fmt: skip
    if edited.equals(table):
        return
    definition = set_to_dict(chosen)
    for level, row in zip(definition["development_levels"], edited.to_dict("records"), strict=True):
        level |= {"fewest": row[FEWEST], "most": row[MOST]}
    if checked_set(definition) is not None:
        save_button("บันทึกเกณฑ์", definition, "set-edit-levels-save")


LARGEST_BYTES = 2_000_000


def show_exchange(catalogue: Catalogue) -> None:
    """Download one set; bring one, look at it, save it."""
    sets = {each.id: each for each in catalogue.sets if each.is_complete}
    set_id = st.selectbox(
        "ชุดที่จะส่งออก", list(sets), format_func=lambda each: plain(sets[each].title), key="set-export-id",
        placeholder="เลือกชุด", width=520,
    )  # fmt: skip
    exported = json.dumps(set_to_dict(sets[set_id]), ensure_ascii=False, indent=1)
    file_button(
        "ดาวน์โหลดชุดตัวชี้วัดนี้", exported.encode(), Audience.WITHOUT_FIGURES, f"ชุดตัวชี้วัด_{set_id}.json",
        "application/json", "set-export", ":material/download:", "content",
    )  # fmt: skip
    st.caption("ส่งให้สำนักงานอื่นนำเข้าได้ รวมชื่อ หมวด หน่วย เป้าหมาย และเกณฑ์ ไม่มีข้อมูลของพื้นที่ใด")
    st.divider()
    file = st.file_uploader("นำเข้าชุดตัวชี้วัดจากไฟล์ที่ส่งออกไว้", key="set-import-file")
    if file is not None and (definition := _definition(file.getvalue())) is not None:
        _show_brought(definition)


def _definition(content: bytes) -> dict[str, Any] | None:
    """The mapping a file holds; None, with words, when it is not one of ours."""
    try:
        definition = json.loads(content.decode("utf-8-sig")) if len(content) <= LARGEST_BYTES else None
    except (ValueError, RecursionError):
        definition = None
    if not isinstance(definition, dict) or "indicators" not in definition:
        st.error(
            "ไฟล์นี้ไม่ใช่ชุดตัวชี้วัดที่ส่งออกจากโปรแกรมนี้ → เลือกไฟล์ที่ได้จากปุ่ม “ดาวน์โหลดชุดตัวชี้วัดนี้”",
            icon=":material/error:",
        )
        return None
    return definition


def _show_brought(definition: dict[str, Any]) -> None:
    found = checked_set(definition)
    if found is not None:
        years = f"{found.first_year}–{found.last_year}"
        st.success(f"**{text(found.title)}** · {found.size} ตัวชี้วัด · ปี {years} พร้อมบันทึก")
        save_button("บันทึกชุดนี้", definition, "set-import-save")
