"""Cells to check as sheets to send back to whoever collected them: what was found, where, and room to answer."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from reports.workbook import Sheet

HEADS: Final = {
    "area_name": "พื้นที่", "area_code": "รหัสพื้นที่", "problem_name": "ปัญหา", "kind_name": "เหตุที่ควรตรวจสอบ",
    "problem_pct": "ที่พบ (%)", "limit_pct": "ขอบของค่าปกติ (%)", "failed": "ไม่ผ่าน", "assessed": "สำรวจ",
    "file_label": "ไฟล์", "sheet": "แผ่นงาน", "row_number": "แถว", "state_name": "การตรวจสอบ",
}  # fmt: skip
ANSWERS: Final = ("ค่าที่ถูกต้อง: ไม่ผ่าน", "ค่าที่ถูกต้อง: สำรวจ", "คำอธิบาย", "ผู้ตรวจ (หน่วยงานหรือตำแหน่ง)")
NO_AGENCY: Final = "ยังไม่กำหนดหน่วยงาน"


def check_sheet(cells: pd.DataFrame, name: str) -> Sheet:
    """One sheet of cells (the columns of HEADS) with empty columns to be filled in by the agency."""
    table = cells[list(HEADS)].rename(columns=HEADS).reset_index(drop=True)
    return Sheet(name, table.assign(**dict.fromkeys(ANSWERS, "")))


def cells_by_agency(cells: pd.DataFrame, agencies: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """Agency → the cells of its indicators only; those of no agency, and areas as a whole, stand under NO_AGENCY.

    `cells`: indicator_code (missing: the area as a whole) and whatever else. `agencies`: indicator code → agency."""
    of_cell = cells["indicator_code"].map(dict(agencies)).fillna(NO_AGENCY)
    names = sorted(set(of_cell) - {NO_AGENCY}) + ([NO_AGENCY] if (of_cell == NO_AGENCY).any() else [])
    return {name: cells[of_cell == name].reset_index(drop=True) for name in names}
