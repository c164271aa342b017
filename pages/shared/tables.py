"""Tables for people: Thai headings and number formats by column name, and a CSV that Excel opens safely."""

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from words.numbers import DASH, fixed_pct, format_value, is_missing, is_rate
from words.screen_text import plain

COLUMN_NAMES: Final[dict[str, str]] = {
    "area_code": "รหัสพื้นที่", "area_name": "พื้นที่", "year_be": "ปี พ.ศ.", "set_id": "ชุดตัวชี้วัด",
    "indicator_code": "รหัสตัวชี้วัด", "short_label": "ตัวชี้วัด", "indicator_name": "ตัวชี้วัด",
    "axis_code": "รหัสด้าน", "axis_name": "ด้าน", "dimension_code": "รหัสด้าน", "dimension_name": "ด้าน",
    "unit": "หน่วย", "assessed": "สำรวจ", "failed": "ไม่ผ่านเกณฑ์", "passed": "ผ่านเกณฑ์",
    "problem_pct": "เป็นปัญหา (%)", "pass_pct": "ผ่านเกณฑ์ (%)", "mean_problem_pct": "เฉลี่ยเป็นปัญหา (%)",
    "low_pct": "ช่วงต่ำ (%)", "high_pct": "ช่วงสูง (%)", "target_pct": "เป้าหมาย (%)", "gap_pct": "ต่ำกว่าเป้า (จุด)",
    "reference_pct": "ค่าอ้างอิง (%)", "to_fix": "ต้องแก้ไข", "status": "สถานะ", "indicators": "ตัวชี้วัดทั้งหมด",
    "indicators_with_data": "ตัวชี้วัดที่มีข้อมูล", "covered_pct": "มีข้อมูล (%)", "rank": "ลำดับ",
    "score_1": "ปัญหามาก", "score_2": "ปานกลาง", "score_3": "น้อย/ไม่มี", "villages": "หมู่บ้าน",
    "peer_rank_pct": "ลำดับเทียบพื้นที่อื่น (%)", "stage": "ขั้น", "text": "รายละเอียด",
    "unweighted_rank": "ลำดับเมื่อน้ำหนักเท่ากัน", "score": "คะแนน", "severity": "ความรุนแรง", "size": "ขนาด",
    "trend": "แนวโน้ม", "change_pct": "เปลี่ยนแปลง (จุด)",
    "axes": "ด้านทั้งหมด", "axes_with_data": "ด้านที่มีข้อมูล", "column_name": "รายการ",
}  # fmt: skip
HIDDEN_CODES: Final = ("axis_code", "dimension_code", "column_code", "set_id")


def column_config(table: pd.DataFrame) -> dict[str, Any]:
    """Heading and number format of each column: Thai names, percentages with one decimal, counts with separators."""
    config: dict[str, Any] = {}
    for column in table.columns:
        label = plain(COLUMN_NAMES.get(str(column), str(column)))
        if pd.api.types.is_numeric_dtype(table[column]):
            form = None if _needs_words(table[column]) else number_format(str(column))
            config[str(column)] = st.column_config.NumberColumn(label, format=form)
        else:
            config[str(column)] = st.column_config.TextColumn(label)
    return config


def as_printed(table: pd.DataFrame) -> pd.DataFrame | Styler:
    """The table with the numbers that the browser would print in another way than everywhere else (a hyphen for the
    minus sign, 0.0 for a share that is not 0, 100.0 for one that is not 100) in our own words; they sort as numbers."""
    columns = [column for column in table.columns if _needs_words(table[column])]
    if not columns:
        return table
    rates: list[Hashable] = [column for column in columns if number_format(str(column)) == "%.1f"]
    style = table.style.set_uuid("printed")  # else one by lot: the table would be sent anew each time
    style = style.format(_rate_words, subset=rates)
    return style.format(_value_words, subset=[column for column in columns if column not in rates])


def _needs_words(column: pd.Series) -> bool:
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return False
    values = column.to_numpy(dtype="float64", na_value=float("nan"))
    nearly = (values > 0) & (values < 0.05) | (values >= 99.95) & (values < 100)
    return bool((values < 0).any()) or (number_format(str(column.name)) == "%.1f" and bool(nearly.any()))


def _rate_words(value: Any) -> str:
    return DASH if is_missing(value) else fixed_pct(float(value))


def _value_words(value: Any) -> str:
    return format_value(value)


def headed(table: pd.DataFrame, heads: Mapping[str, str]) -> pd.DataFrame:
    """The columns that `heads` names, in its order, under its headings."""
    return table[list(heads)].rename(columns=dict(heads))


def for_people(table: pd.DataFrame) -> pd.DataFrame:
    """The table as read on screen: without internal codes, labels without the line breaks figures need."""
    shown = table.drop(columns=[column for column in HIDDEN_CODES if column in table])
    for column in shown.columns:
        if not pd.api.types.is_numeric_dtype(shown[column]):
            shown[column] = shown[column].map(lambda cell: str(cell).replace("<br>", ""), na_action="ignore")
    return shown


def number_format(column: str) -> str:
    """Streamlit's format for a numeric column, told from the unit in its name."""
    if column.endswith("_pct") or is_rate(column):
        return "%.1f"
    return "%d" if column == "year_be" else "localized"
