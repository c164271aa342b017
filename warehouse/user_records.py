"""What users keep beside the figures: indicator sets of their own, meanings of columns, draft plans.

A set and a mapping are kept as the text of their definition; of a plan every saving is kept, and the latest counts:
the one with the highest number, whatever the clock said.
"""

import json
from collections.abc import Collection
from typing import Any

import duckdb

from warehouse.connection import Warehouse
from warehouse.stored_text import (
    check_plan,
    stored_definition,
    stored_mapping_name,
    stored_text,
    texts_of_persons,
)
from words.dates import local_now


def save_set(warehouse: Warehouse, set_id: str, definition: dict[str, Any]) -> None:
    """Keep (or replace) one set's definition, as `catalogue.set_to_dict` writes it."""
    with warehouse.transaction() as cursor:
        write_set(cursor, set_id, definition)


def write_set(cursor: duckdb.DuckDBPyConnection, set_id: str, definition: dict[str, Any]) -> None:
    """save_set within a transaction that is open; the same definition again changes nothing."""
    set_id = stored_text(set_id)
    text = json.dumps(stored_definition(definition), ensure_ascii=False)
    if cursor.execute("SELECT 1 FROM indicator_sets WHERE set_id = ? AND definition = ?", [set_id, text]).fetchone():
        return
    cursor.execute("DELETE FROM indicator_sets WHERE set_id = ?", [set_id])
    cursor.execute("INSERT INTO indicator_sets VALUES (?, ?, ?)", [set_id, text, local_now()])


def read_sets(warehouse: Warehouse) -> list[dict[str, Any]]:
    """Definitions of all user sets, for `catalogue.load_catalogue(extra_definitions=…)`."""
    rows = warehouse.query("SELECT definition FROM indicator_sets ORDER BY set_id")
    return [json.loads(text) for text in rows["definition"]]


def save_mapping(warehouse: Warehouse, name: str, fingerprint: str, definition: dict[str, Any]) -> None:
    """Keep one mapping (its JSON-able definition); an earlier one of the same name or the same headings goes."""
    name = stored_mapping_name(name, fingerprint)
    kept = stored_definition(definition) | ({"name": name} if "name" in definition else {})
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM mappings WHERE name = ? OR fingerprint = ?", [name, fingerprint])
        cursor.execute(
            "INSERT INTO mappings VALUES (?, ?, ?, ?, nextval('mapping_ids'))",
            [name, stored_text(fingerprint), json.dumps(kept, ensure_ascii=False), local_now()],
        )


def read_mappings(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The definitions, the latest first."""
    rows = warehouse.query("SELECT definition FROM mappings ORDER BY mapping_id DESC")
    return [json.loads(text) for text in rows["definition"]]


def remove_mapping(warehouse: Warehouse, name: str) -> None:
    """Forget a mapping; what was imported through it stays."""
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM mappings WHERE name = ?", [name])


def save_plan(
    warehouse: Warehouse,
    area_code: str,
    set_id: str,
    year_be: int,
    rows: list[dict[str, Any]],
    kept: Collection[str] = (),
) -> None:
    """Keep the plan as it stands now (one dict per problem).

    Raises PersonalTextError, and keeps nothing, for texts that seem to say something of a person, unless they are
    among the `kept` ones, of which the person at the screen has said so, or stand in the plan saved last: what was
    decided once stays decided."""
    decided = texts_of_persons(read_plan(warehouse, area_code, set_id, year_be))
    check_plan(rows, {*kept, *decided})
    with warehouse.transaction() as cursor:
        cursor.execute(
            "INSERT INTO plans VALUES (?, ?, ?, ?, ?, nextval('plan_ids'))",
            [area_code, stored_text(set_id), year_be, json.dumps(rows, ensure_ascii=False), local_now()],
        )


def read_plan(warehouse: Warehouse, area_code: str, set_id: str, year_be: int) -> list[dict[str, Any]] | None:
    """The plan saved last for this area, set and year; None when there is none."""
    rows = warehouse.query(
        "SELECT content FROM plans WHERE area_code = ? AND set_id = ? AND year_be = ? ORDER BY plan_id DESC LIMIT 1",
        [area_code, set_id, year_be],
    )
    return json.loads(rows["content"][0]) if len(rows) else None
