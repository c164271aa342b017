"""What keeping a file about areas would change: which areas are new, which are told differently now."""

import pandas as pd

from catalogue.areas import area_names as shipped_names
from loaders.registers.model import NAMES, AreaFile
from warehouse import Warehouse, area_names, boundary_codes, read_map_tambon

NEW, CHANGED, SAME = "ใหม่", "เปลี่ยน", "เหมือนเดิม"


def changes_of(warehouse: Warehouse, inspected: AreaFile) -> pd.DataFrame:
    """One row per area of the file: area_code, what (ชื่อ, ตำบลบนแผนที่ or ขอบเขต), before, after, change.

    `before` is None where nothing was known. `change` is NEW, CHANGED or SAME; an outline that was there already
    counts as CHANGED, since its lines are not compared.
    """
    if inspected.kind != NAMES:
        return _changes_of_outlines(warehouse, inspected)
    own = area_names(warehouse)
    known = dict(shipped_names()) | dict(zip(own["area_code"].astype(str), own["area_name"].astype(str), strict=True))
    given = dict(zip(inspected.names["area_code"], inspected.names["area_name"], strict=True))
    return pd.concat(
        [_compared("ชื่อ", known, given), _compared("ตำบลบนแผนที่", read_map_tambon(warehouse), inspected.map_codes)],
        ignore_index=True,
    )


def _changes_of_outlines(warehouse: Warehouse, inspected: AreaFile) -> pd.DataFrame:
    known = set(boundary_codes(warehouse))
    codes = [str(code) for code in inspected.outlines["area_code"]]
    rows = [
        (code, "ขอบเขต", "มีแล้ว" if code in known else None, f"{int(points):,} จุด", CHANGED if code in known else NEW)
        for code, points in zip(codes, inspected.outlines["points"], strict=True)
    ]
    return pd.DataFrame(rows, columns=["area_code", "what", "before", "after", "change"])


def _compared(what: str, known: dict[str, str], given: dict[str, str]) -> pd.DataFrame:
    rows = [(code, what, known.get(code), after, _change(known.get(code), after)) for code, after in given.items()]
    return pd.DataFrame(rows, columns=["area_code", "what", "before", "after", "change"])


def _change(before: str | None, after: str) -> str:
    return NEW if before is None else SAME if before == after else CHANGED
