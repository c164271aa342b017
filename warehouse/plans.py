"""Draft plans of an area and year; every saving is kept, the latest counts."""

import json
from typing import Any

from warehouse.connection import Warehouse
from words.thai_time import local_now


def save_plan(warehouse: Warehouse, area_code: str, set_id: str, year_be: int, rows: list[dict[str, Any]]) -> None:
    """Keep the plan as it stands now (one dict per problem)."""
    with warehouse.transaction() as cursor:
        cursor.execute(
            "INSERT INTO plans VALUES (?, ?, ?, ?, ?)",
            [area_code, set_id, year_be, json.dumps(rows, ensure_ascii=False), local_now()],
        )


def read_plan(warehouse: Warehouse, area_code: str, set_id: str, year_be: int) -> list[dict[str, Any]] | None:
    """The plan saved last for this area, set and year; None when there is none."""
    rows = warehouse.query(
        "SELECT content FROM plans WHERE area_code = ? AND set_id = ? AND year_be = ? ORDER BY saved_at DESC LIMIT 1",
        [area_code, set_id, year_be],
    )
    return json.loads(rows["content"][0]) if len(rows) else None
