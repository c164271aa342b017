"""Targets of a year and the thresholds of a village's development level: settings of this office, kept as its own."""

import pandas as pd
import streamlit as st

from catalogue import Catalogue, IndicatorSet, set_to_dict
from pages.input_data.set_saving import checked_set, save_button
from pages.shared.look import escape_markdown

NUMBER, NAME, TARGET, LEVEL, FEWEST, MOST = "ข้อ", "ตัวชี้วัด", "เป้าหมาย", "ระดับการพัฒนา", "ตั้งแต่ (ตัว)", "ถึง (ตัว)"


def show_edit(catalogue: Catalogue) -> None:
    """Choose a set; edit what its survey lets an office set."""
    newest_first = sorted(catalogue.sets, key=lambda each: -each.last_year)
    sets = {each.id: each for each in newest_first if each.is_complete and each.survey != "other"}
    set_id = st.selectbox(
        "ชุดตัวชี้วัด", list(sets), format_func=lambda each: sets[each].title, key="set-edit-id", placeholder="เลือกชุด",
        width=520,
    )  # fmt: skip
    chosen = sets[set_id]
    if chosen.survey == "nrd2c":
        _edit_levels(chosen)
    else:
        _edit_targets(chosen)


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
        column_config={TARGET: st.column_config.NumberColumn(f"เป้าหมาย {year}", format="%.1f")},
    )  # fmt: skip
    if edited[TARGET].equals(table[TARGET]):
        return
    definition = set_to_dict(chosen)
    for row, target in zip(definition["indicators"], edited[TARGET], strict=True):
        targets = {told: each for told, each in row["targets"].items() if told != str(year)}
        row["targets"] = targets if pd.isna(target) else targets | {str(year): float(target)}
    if checked_set(definition) is not None:
        save_button(f"บันทึกเป้าหมายปี {year}", definition, "set-edit-save")


def _edit_levels(chosen: IndicatorSet) -> None:
    st.caption(
        "หมู่บ้านอยู่ระดับใด ดูจากจำนวนตัวชี้วัดที่ได้ระดับ 1 (ปัญหามาก) ช่วงต้องต่อกันพอดี "
        f"ตั้งแต่ 0 ถึง {chosen.size} · เกณฑ์นี้เป็นค่าตั้งของโปรแกรม แก้ให้ตรงกับที่หน่วยงานใช้ได้"
    )
    if not chosen.development_levels:
        st.markdown(f"{escape_markdown(chosen.title)} ยังไม่มีเกณฑ์ระดับการพัฒนา นำเข้าชุดเป็นไฟล์พร้อมเกณฑ์ได้")
        return
    table = pd.DataFrame(
        {
            LEVEL: [each.name for each in chosen.development_levels],
            FEWEST: [each.fewest for each in chosen.development_levels],
            MOST: [each.most for each in chosen.development_levels],
        }
    )
    bounds = {"min_value": 0, "max_value": chosen.size, "step": 1, "required": True}
    edited = st.data_editor(
        table, key=f"set-edit-levels-{chosen.id}", hide_index=True, width="stretch", disabled=[LEVEL],
        placeholder="", column_config={name: st.column_config.NumberColumn(name, **bounds) for name in (FEWEST, MOST)},
    )  # fmt: skip
    if edited.equals(table):
        return
    definition = set_to_dict(chosen)
    for level, told in zip(definition["development_levels"], edited.to_dict("records"), strict=True):
        level |= {"fewest": told[FEWEST], "most": told[MOST]}
    if checked_set(definition) is not None:
        save_button("บันทึกเกณฑ์", definition, "set-edit-levels-save")
