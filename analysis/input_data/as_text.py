"""Stage 1 as Thai text for a terminal."""

import pandas as pd

from analysis.core.as_text import table


def input_data_text(found: pd.DataFrame) -> str:
    """A table of what has come in."""
    if found.empty:
        return "ยังไม่มีข้อมูลนำเข้า"
    heads = {
        "set_id": "ชุด", "year_be": "ปี", "areas": "พื้นที่", "villages": "หมู่บ้าน/ชุมชน", "indicators": "ตัวชี้วัด",
        "facts": "ข้อเท็จจริง", "coverage_pct": "ครบ %",
    }  # fmt: skip
    return table(found, heads)
