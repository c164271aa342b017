"""What must be true of rows before they are written; a loader has reported the same faults by row already."""

import pandas as pd

from warehouse.errors import WarehouseError
from warehouse.staged import FACT_COLUMNS, StagedBatch, normalised

FIX = "ตรวจแก้ไฟล์ต้นทางแล้วนำเข้าใหม่ ข้อมูลเดิมยังอยู่ครบ"


def check_facts(staged: StagedBatch) -> None:
    """Raise WarehouseError unless keys are unique, 0 ≤ failed ≤ assessed, scores 1–3 and every row says something."""
    facts = normalised(staged.facts, FACT_COLUMNS)
    if facts.empty:
        raise WarehouseError(f"ไม่มีข้อมูลให้นำเข้าจากไฟล์ {staged.file_name}", FIX)
    for broken, what in _rules(facts):
        if broken.any():
            raise WarehouseError(f"{what} {int(broken.sum()):,} แถว ในไฟล์ {staged.file_name}", FIX)


def _rules(facts: pd.DataFrame) -> list[tuple[pd.Series, str]]:
    """Pairs of (rows that break a rule, its Thai name)."""
    return [
        (facts[["area_code", "indicator_code", "unit"]].isna().any(axis=1), "ไม่มีรหัสพื้นที่หรือตัวชี้วัด"),
        (facts.duplicated(["area_code", "indicator_code"], keep=False), "มีพื้นที่และตัวชี้วัดซ้ำกัน"),
        (facts[["assessed", "score", "value"]].isna().all(axis=1), "ไม่มีตัวเลข"),
        ((facts["assessed"] < 0) | (facts["failed"] < 0), "มีจำนวนติดลบ"),
        (facts["failed"] > facts["assessed"], "จำนวนไม่ผ่านมากกว่าจำนวนที่สำรวจ"),
        (facts["failed"].notna() != facts["assessed"].notna(), "มีจำนวนที่สำรวจหรือไม่ผ่านเพียงอย่างเดียว"),
        (facts["score"].notna() & ~facts["score"].isin([1, 2, 3]), "ระดับปัญหาไม่ใช่ 1 2 หรือ 3"),
        (facts["value"].abs() == float("inf"), "มีค่าที่ไม่ใช่ตัวเลข"),
    ]
