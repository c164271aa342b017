"""A set as a file: taken to another office, or brought from one. The file is the JSON text of `set_to_dict`."""

import json
from typing import Any

import streamlit as st

from catalogue import Catalogue, set_to_dict
from pages.input_data.set_saving import checked_set, save_button
from pages.shared.look import escape_markdown

LARGEST_BYTES = 2_000_000


def show_exchange(catalogue: Catalogue) -> None:
    """Download one set; bring one, look at it, save it."""
    sets = {each.id: each for each in catalogue.sets if each.is_complete}
    set_id = st.selectbox(
        "ชุดที่จะส่งออก", list(sets), format_func=lambda each: sets[each].title, key="set-export-id",
        placeholder="เลือกชุด", width=520,
    )  # fmt: skip
    text = json.dumps(set_to_dict(sets[set_id]), ensure_ascii=False, indent=1)
    st.download_button(
        "ดาวน์โหลดชุดตัวชี้วัดนี้", text.encode(), f"ชุดตัวชี้วัด_{set_id}.json", "application/json", key="set-export",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    st.caption("ส่งให้สำนักงานอื่นนำเข้าได้ รวมชื่อ หมวด หน่วย เป้าหมาย และเกณฑ์ ไม่มีข้อมูลของพื้นที่ใด")
    st.divider()
    file = st.file_uploader("นำเข้าชุดตัวชี้วัดจากไฟล์ที่ส่งออกไว้", key="set-import-file")
    if file is not None and (definition := _definition(file.getvalue())) is not None:
        _show_brought(definition)


def _definition(content: bytes) -> dict[str, Any] | None:
    """The mapping a file holds; None, with words, when it is not one of ours."""
    try:
        told = json.loads(content.decode("utf-8-sig")) if len(content) <= LARGEST_BYTES else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or "indicators" not in told:
        st.error(
            "ไฟล์นี้ไม่ใช่ชุดตัวชี้วัดที่ส่งออกจากโปรแกรมนี้ → เลือกไฟล์ที่ได้จากปุ่ม “ดาวน์โหลดชุดตัวชี้วัดนี้”",
            icon=":material/error:",
        )
        return None
    return told


def _show_brought(definition: dict[str, Any]) -> None:
    found = checked_set(definition)
    if found is not None:
        years = f"{found.first_year}–{found.last_year}"
        st.success(f"**{escape_markdown(found.title)}** · {found.size} ตัวชี้วัด · ปี {years} พร้อมบันทึก")
        save_button("บันทึกชุดนี้", definition, "set-import-save")
