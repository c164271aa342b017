"""How many households of each village a survey was to reach, and from which share on an area may be judged.

Typed or loaded per village and year. A target says nothing of a person: it is a count of the registry or of the map.
"""

import re
from collections.abc import Collection, Mapping
from typing import Final

import pandas as pd

from warehouse.actions import record_action
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from words.dates import local_now

LEAST_COVERAGE_PCT: Final = 80.0  # the default; what the office has set instead stands in `settings`
SETTING: Final = "least_coverage_pct"
MOST_HOUSEHOLDS: Final = 100_000  # of one village
VILLAGE: Final = re.compile(r"[1-9]\d{7}(\d{2})?|[1-9]\d{5}[A-Z]\d(\d{2})?")
LIST: Final = """
    -- One row: the target of a village within the area, in one year.
    SELECT area_code, area_name, year_be, households
    FROM household_targets LEFT JOIN areas USING (area_code)
    WHERE year_be = $year_be AND starts_with(area_code, $prefix)
    ORDER BY area_code
"""
CLEAR: Final = "DELETE FROM household_targets WHERE year_be = ? AND area_code IN (SELECT area_code FROM given_targets)"
WRITE: Final = """
    INSERT INTO household_targets BY NAME
    SELECT area_code, $year_be AS year_be, households, $saved_at AS saved_at
    FROM given_targets
    WHERE households IS NOT NULL
    ORDER BY area_code
"""


def save_targets(
    warehouse: Warehouse, year_be: int, households: Mapping[str, int], removed: Collection[str] = ()
) -> None:
    """Keep the targets of villages (code → households) of a year; those `removed` have none any more, others stay.

    All or nothing. Raises WarehouseError for a code that is no village, a count that is not a whole number from 1 to
    MOST_HOUSEHOLDS, and a year outside 2500–2700."""
    _check(year_be, households, removed)
    codes = [*households, *(code for code in removed if code not in households)]
    given = pd.DataFrame(
        {
            "area_code": pd.Series(codes, dtype="str"),
            "households": pd.array([households.get(code) for code in codes], dtype="Int64"),
        }
    )
    with warehouse.transaction() as cursor:
        cursor.register("given_targets", given)
        cursor.execute(CLEAR, [year_be])
        cursor.execute(WRITE, {"year_be": year_be, "saved_at": local_now()})
        cursor.unregister("given_targets")
        record_action(cursor, "targets", str(year_be), len(codes))


def _check(year_be: int, households: Mapping[str, int], removed: Collection[str]) -> None:
    if not 2500 <= year_be <= 2700:
        raise WarehouseError(f"ปี {year_be} ใช้ไม่ได้", "ใส่ปี พ.ศ. เช่น 2568")
    for code in (*households, *removed):
        if not VILLAGE.fullmatch(code):
            raise WarehouseError(f"รหัส {code[:20]} ไม่ใช่รหัสหมู่บ้าน", "ใช้รหัสหมู่บ้าน 8 หลัก หรือรหัสชุมชน 10 หลัก")
    for code, count in households.items():
        if not 1 <= count <= MOST_HOUSEHOLDS:
            raise WarehouseError(
                f"ครัวเรือนเป้าหมายของ {code} คือ {count:,} ซึ่งเป็นไปไม่ได้", f"ใส่จำนวนเต็มตั้งแต่ 1 ถึง {MOST_HOUSEHOLDS:,}"
            )


def list_targets(warehouse: Warehouse, year_be: int, prefix: str = "") -> pd.DataFrame:
    """One row per village with a target in a year, by code: area_code, area_name, year_be, households. `prefix`: what
    the codes begin with."""
    return warehouse.query(LIST, {"year_be": year_be, "prefix": prefix})


def read_least_coverage(warehouse: Warehouse) -> float:
    """The share of the target households (percent) under which an area is marked and not judged."""
    rows = warehouse.query("SELECT value FROM settings WHERE name = ?", [SETTING])
    return float(rows["value"].iloc[0]) if len(rows) else LEAST_COVERAGE_PCT


def save_least_coverage(warehouse: Warehouse, percent: float) -> None:
    """Set that share. Raises WarehouseError outside 0–100."""
    if not 0 <= percent <= 100:
        raise WarehouseError(f"เกณฑ์ {percent:g} % ใช้ไม่ได้", "ใส่ร้อยละตั้งแต่ 0 ถึง 100")
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM settings WHERE name = ?", [SETTING])
        cursor.execute("INSERT INTO settings VALUES (?, ?)", [SETTING, percent])
        record_action(cursor, "setting", f"{SETTING} {percent:g}")
