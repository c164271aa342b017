"""The log of what was done, and what a batch replaced."""

from pathlib import Path

import pandas as pd
import pytest

from tests.warehouse.examples import staged
from warehouse import (
    Actor,
    NotAllowedError,
    Warehouse,
    WarehouseError,
    add_account,
    backup_database,
    for_actor,
    list_actions,
    list_replacements,
    open_warehouse,
    redo_batch,
    restore_backup,
    store_batch,
    undo_batch,
)


def test_every_change_of_the_data_is_on_record_with_its_counts(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))  # unchanged: nothing was done
    undo_batch(warehouse, 1)
    redo_batch(warehouse, 1)
    backup = backup_database(warehouse).path
    restore_backup(warehouse, backup)
    got = list_actions(warehouse)[["action", "object", "areas", "facts"]].to_numpy().tolist()
    assert got == [
        ["restore", backup.name, 2, 2],
        ["redo", "1", 2, 2],
        ["undo", "1", 2, 2],
        ["store", "1", 2, 2],
    ]
    warehouse.close()


def test_what_was_refused_is_not_on_record(warehouse: Warehouse) -> None:
    with pytest.raises(WarehouseError):
        store_batch(warehouse, staged({"83010101": (10, 11)}))
    with pytest.raises(WarehouseError):
        undo_batch(warehouse, 1)
    assert list_actions(warehouse).empty


def test_a_batch_tells_what_it_replaced(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}, file_name="one.csv"))
    store_batch(warehouse, staged({"83010102": (25, 5), "83010103": (5, 5)}, file_name="two.csv"))
    third = store_batch(warehouse, staged({"83010101": (11, 1), "83010103": (6, 5)}, file_name="three.csv")).batch_id

    def told(batch_id: int) -> list[list[object]]:
        rows: pd.DataFrame = list_replacements(warehouse, batch_id)
        return rows[["batch_id", "file_name", "areas", "facts"]].to_numpy().tolist()

    assert told(1) == []
    assert told(2) == [[1, "one.csv", 1, 1]]
    assert told(third) == [[1, "one.csv", 1, 1], [2, "two.csv", 1, 1]]
    undo_batch(warehouse, third)
    assert told(third) == []


def test_the_log_says_which_account_and_what_was_refused_also_where_names_are_addresses(warehouse: Warehouse) -> None:
    add_account(warehouse, "somchai@example.go.th", "officer", "8301")
    officer = for_actor(warehouse, Actor("somchai@example.go.th", "officer", "8301"))
    with pytest.raises(NotAllowedError), officer.alone():
        pass
    refused, opened = list_actions(warehouse)[["account", "object"]].to_numpy().tolist()
    assert opened == ["", "somchai@example.go.th officer 8301"]
    assert refused[0] == "somchai@example.go.th"
    assert refused[1].startswith("ไม่มีสิทธิ์งานที่เกี่ยวกับฐานข้อมูลทั้งไฟล์")
