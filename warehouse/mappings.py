"""Saved mappings: what the columns of a kind of table are, under a name that a person gave."""

import json
from typing import Any

from warehouse.connection import Warehouse
from words.thai_time import local_now


def save_mapping(warehouse: Warehouse, name: str, fingerprint: str, definition: dict[str, Any]) -> None:
    """Keep one mapping (its JSON-able definition); an earlier one of the same name or the same headings goes."""
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM mappings WHERE name = ? OR fingerprint = ?", [name, fingerprint])
        cursor.execute(
            "INSERT INTO mappings VALUES (?, ?, ?, ?)",
            [name, fingerprint, json.dumps(definition, ensure_ascii=False), local_now()],
        )


def read_mappings(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The definitions, the latest first."""
    rows = warehouse.query("SELECT definition FROM mappings ORDER BY saved_at DESC, name")
    return [json.loads(text) for text in rows["definition"]]


def remove_mapping(warehouse: Warehouse, name: str) -> None:
    """Forget a mapping; what was imported through it stays."""
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM mappings WHERE name = ?", [name])
