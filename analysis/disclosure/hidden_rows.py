"""Counts of 1–9 people never leave the screen: they and the rates built on them are hidden, and a second one with
them where the first could be found by subtraction. Which ones: `analysis.disclosure.small_counts`."""

from typing import Final

import pandas as pd

from analysis.disclosure.small_counts import SMALLEST_SHOWN, to_hide

RATE_COLUMNS: Final = (
    *("failed", "problem_pct", "pass_pct", "low_pct", "high_pct", "gap_pct", "reference_gap_pct", "change_pct"),
    *("peer_rank_pct", "peer_rank_pass_pct"),
)
NOTE: Final = (
    "ซ่อน {hidden} ค่าที่มีจำนวน 1–9 ราย และค่าที่ใช้คำนวณย้อนกลับได้ เพื่อคุ้มครองข้อมูลส่วนบุคคล ค่าเฉลี่ยปัดเป็นทศนิยมหนึ่งตำแหน่ง "
    "หรือเป็นจำนวนเต็มเมื่อยังคำนวณย้อนกลับได้ (กฎของโปรแกรมนี้) คำว่า ไม่แสดง คือค่าที่ซ่อน ช่องว่างในตารางคือค่าที่ซ่อนหรือไม่มีข้อมูล"
)


def hidden_note(hidden: int) -> tuple[str, ...]:
    """The note for a file with so many hidden figures; nothing when none is hidden."""
    return (NOTE.format(hidden=f"{hidden:,}"),) if hidden else ()


def hide_rows(table: pd.DataFrame, hidden: pd.Series) -> pd.DataFrame:
    """The table with the counts and rates of the rows made missing, and is_hidden, which rows these are; how many were
    assessed stays where it is large."""
    columns = [column for column in RATE_COLUMNS if column in table]
    out = table.assign(is_hidden=hidden)
    out[columns] = out[columns].mask(hidden)
    if "status" in out:
        out[["status", "status_name"]] = out[["status", "status_name"]].mask(hidden)
    small_base = hidden & out["assessed"].lt(SMALLEST_SHOWN)
    out["assessed"] = out["assessed"].mask(small_base)
    return out


def public_areas(areas: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The areas of one indicator, which add up to the area above, and how many of them are hidden.

    The hidden ones stand last, by code: in a ranked list their place would tell what is hidden."""
    hidden = to_hide(areas)
    shown, others = hide_rows(areas, hidden), areas[hidden].sort_values("area_code").index
    return shown.loc[[*areas.index[~hidden], *others]].reset_index(drop=True), int(hidden.sum())
