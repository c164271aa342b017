"""Indicator sets the users made themselves, kept as the text of their definition."""

import json
from typing import Any

import duckdb

from warehouse.connection import Warehouse
from words.thai_time import local_now


def save_set(warehouse: Warehouse, set_id: str, definition: dict[str, Any]) -> None:
    """Keep (or replace) one set's definition, as `catalogue.set_to_dict` writes it."""
    with warehouse.transaction() as cursor:
        write_set(cursor, set_id, definition)


def write_set(cursor: duckdb.DuckDBPyConnection, set_id: str, definition: dict[str, Any]) -> None:
    """save_set within a transaction that is open; the same definition again changes nothing."""
    text = json.dumps(definition, ensure_ascii=False)
    if cursor.execute("SELECT 1 FROM indicator_sets WHERE set_id = ? AND definition = ?", [set_id, text]).fetchone():
        return
    cursor.execute("DELETE FROM indicator_sets WHERE set_id = ?", [set_id])
    cursor.execute("INSERT INTO indicator_sets VALUES (?, ?, ?)", [set_id, text, local_now()])


def read_sets(warehouse: Warehouse) -> list[dict[str, Any]]:
    """Definitions of all user sets, for `catalogue.load_catalogue(extra_definitions=…)`."""
    rows = warehouse.query("SELECT definition FROM indicator_sets ORDER BY set_id")
    return [json.loads(text) for text in rows["definition"]]
