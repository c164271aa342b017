"""The answer of stage 1 as plain values for JSON and as Thai text for a terminal."""

from typing import Any

import pandas as pd

from analysis.core.answers import records, table


def input_data_json(found: pd.DataFrame) -> dict[str, Any]:
    """{"surveys": [one object per survey, set and year]}."""
    return {"surveys": records(found, list(found.columns))}


def input_data_text(found: pd.DataFrame) -> str:
    """A table of what has come in."""
    if found.empty:
        return "ยังไม่มีข้อมูลนำเข้า"
    heads = {
        "set_id": "ชุด", "year_be": "ปี", "areas": "พื้นที่", "villages": "หมู่บ้าน/ชุมชน", "indicators": "ตัวชี้วัด",
        "facts": "ข้อเท็จจริง", "coverage_pct": "ครบ %",
        "approval_words": "สถานะ",
    }  # fmt: skip
    return table(found, heads)
