"""What users keep beside the figures: indicator sets of their own, meanings of columns, what an office has for plans.

A set and a mapping are kept as the text of their definition.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from warehouse.actions import record_action, record_by_account
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from warehouse.stored_text import stored_definition, stored_mapping_name, stored_text
from words.dates import local_now


def save_set(warehouse: Warehouse, set_id: str, definition: dict[str, Any]) -> None:
    """Keep (or replace) one set's definition, as `catalogue.set_to_dict` writes it."""
    with warehouse.transaction() as cursor:
        write_set(cursor, set_id, definition)
        record_by_account(cursor, "set", set_id)


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
        record_by_account(cursor, "mapping", name)


def read_mappings(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The definitions, the latest first."""
    rows = warehouse.query("SELECT definition FROM mappings ORDER BY mapping_id DESC")
    return [json.loads(text) for text in rows["definition"]]


def remove_mapping(warehouse: Warehouse, name: str) -> None:
    """Forget a mapping; what was imported through it stays."""
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM mappings WHERE name = ?", [name])
        record_by_account(cursor, "mapping", f"{name} removed")


FOLLOW_UP_MONTHS, FOLLOW_UP_DUE_DAYS = "follow_up_months", "follow_up_due_days"


@dataclass(frozen=True, slots=True)
class FollowUpSetting:
    """What this office asks for: a report every month (`months` 1) or every quarter (3), handed in at most `due_days`
    after its end."""

    months: int = 3
    due_days: int = 15


def read_follow_up_setting(warehouse: Warehouse) -> FollowUpSetting:
    """How often this office follows its plans up."""
    rows = warehouse.query_once("SELECT name, value FROM settings WHERE starts_with(name, 'follow_up_')")
    values = {str(name): int(value) for name, value in zip(rows["name"], rows["value"], strict=True)}
    usual = FollowUpSetting()
    return FollowUpSetting(
        values.get(FOLLOW_UP_MONTHS, usual.months), values.get(FOLLOW_UP_DUE_DAYS, usual.due_days)
    )  # fmt: skip


def save_follow_up_setting(warehouse: Warehouse, setting: FollowUpSetting) -> None:
    """Set how often plans are followed up. Raises WarehouseError for months other than 1 and 3, and for days outside
    0–90."""
    if setting.months not in (1, 3) or not 0 <= setting.due_days <= 90:
        raise WarehouseError(
            f"ตั้งรอบติดตามทุก {setting.months} เดือน ส่งภายใน {setting.due_days} วัน ไม่ได้",
            "เลือกทุก 1 หรือ 3 เดือน และใส่จำนวนวัน 0–90",
        )
    with warehouse.transaction() as cursor:
        for name, value in ((FOLLOW_UP_MONTHS, setting.months), (FOLLOW_UP_DUE_DAYS, setting.due_days)):
            cursor.execute("DELETE FROM settings WHERE name = ?", [name])
            cursor.execute("INSERT INTO settings VALUES (?, ?)", [name, value])
        record_action(cursor, "setting", f"follow_up {setting.months}/{setting.due_days}")


ACTIVITIES, STRATEGIES, LIST_COLUMNS = "activities", "strategies", "list_columns"
INSERT_ROW: Final = """
    INSERT INTO office_rows VALUES (nextval('office_row_ids'), ?, ?, ?, coalesce(getvariable('own_area'), ''))
"""


def save_activities(warehouse: Warehouse, activities: Iterable[dict[str, Any]]) -> None:
    """Keep activities of this office's own, each with an `id`; an earlier one of the same id goes, others stay."""
    _save_rows(warehouse, ACTIVITIES, activities)


def read_activities(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The activities of this office's own, in the order in which they were first kept."""
    return _read_rows(warehouse, ACTIVITIES)


def remove_activities(warehouse: Warehouse, ids: Iterable[str]) -> None:
    """Forget activities by their ids; plans that name them keep their words."""
    _remove_rows(warehouse, ACTIVITIES, ids)


def save_strategies(warehouse: Warehouse, strategies: Iterable[dict[str, Any]]) -> None:
    """Keep strategies that projects serve (id, name, level); an earlier one of the same id goes, others stay."""
    _save_rows(warehouse, STRATEGIES, strategies)


def read_strategies(warehouse: Warehouse) -> list[dict[str, Any]]:
    """The strategies of this office (id, name, level), in the order in which they were first kept."""
    return _read_rows(warehouse, STRATEGIES)


def remove_strategies(warehouse: Warehouse, ids: Iterable[str]) -> None:
    """Forget strategies by their ids; projects that name them no longer find them."""
    _remove_rows(warehouse, STRATEGIES, ids)


def save_list_columns(warehouse: Warehouse, key: str, meanings: Sequence[str]) -> None:
    """Keep what the columns of a list of projects mean, under a `key` of its headings (none of their text is kept)."""
    _save_rows(warehouse, LIST_COLUMNS, [{"id": key, "meanings": list(meanings)}])


def read_list_columns(warehouse: Warehouse, key: str) -> tuple[str, ...] | None:
    """What the columns of a list with these headings were said to mean; None where nobody ever did."""
    kept = {str(row["id"]): tuple(map(str, row["meanings"])) for row in _read_rows(warehouse, LIST_COLUMNS)}
    return kept.get(key)


def _save_rows(warehouse: Warehouse, list_name: str, rows: Iterable[dict[str, Any]]) -> None:
    with warehouse.transaction(beside_imports=True) as cursor:
        for row in rows:
            kept = stored_definition(row)
            text, key = json.dumps(kept, ensure_ascii=False), [list_name, str(kept["id"])]
            found = cursor.execute(
                "UPDATE office_rows SET content = ? WHERE list_name = ? AND row_id = ? RETURNING row_id", [text, *key]
            ).fetchall()
            if not found:
                cursor.execute(INSERT_ROW, [*key, text])
        record_by_account(cursor, "list", list_name)


def _read_rows(warehouse: Warehouse, list_name: str) -> list[dict[str, Any]]:
    rows = warehouse.query("SELECT content FROM office_rows WHERE list_name = ? ORDER BY office_row_id", [list_name])
    return [json.loads(text) for text in rows["content"]]


def _remove_rows(warehouse: Warehouse, list_name: str, ids: Iterable[str]) -> None:
    with warehouse.transaction(beside_imports=True) as cursor:
        cursor.execute("DELETE FROM office_rows WHERE list_name = ? AND list_contains(?, row_id)", [list_name, [*ids]])
        record_by_account(cursor, "list", f"{list_name} removed")
