"""Tables as people take them away: CSV that Excel opens safely, every row saying where it comes from."""

from typing import Final

import pandas as pd

from reports.about import SYNTHETIC, About

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\0")
REAL: Final = "ตามไฟล์ที่นำเข้า"


def csv_bytes(table: pd.DataFrame, about: About) -> bytes:
    """The table (Thai headings) as UTF-8 with BOM; its last columns carry source, day and whether it is made up.

    The table stays rectangular, so that a program reads it too; no cell can run as a formula; missing is empty.
    """
    safe = table.copy()
    safe["ที่มา"], safe["จัดทำเมื่อ"] = about.source, about.made_on
    safe["ชนิดข้อมูล"] = SYNTHETIC if about.is_synthetic else REAL
    if about.notes:
        safe["หมายเหตุ"] = " ".join(about.notes)
    for column in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(without_formula, na_action="ignore")
    safe.columns = [without_formula(column) for column in safe.columns]
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def without_formula(cell: object) -> str:
    """A text that no spreadsheet takes for a formula, its line breaks gone."""
    text = str(cell).replace("<br>", "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
