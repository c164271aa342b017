"""Purging: the values of batches long out of use are in no byte of the file, and everything else is as before."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from tests.warehouse.examples import figures, staged
from warehouse import (
    StagedBatch,
    Warehouse,
    WarehouseError,
    backup_database,
    check_database,
    list_actions,
    list_backups,
    list_batches,
    old_files_with_persons,
    open_warehouse,
    purge_database,
    redo_batch,
    restore_backup,
    store_batch,
    undo_batch,
)

CANARY = "canary-7f3a"


def with_canary(code: str) -> StagedBatch:
    """A batch whose text can be looked for in the bytes of a file."""
    rows = [
        {"area_code": code, "indicator_code": f"{CANARY}-{number}-{code * 3}", "unit": "คน", "assessed": 9, "failed": 1}
        for number in range(40)
    ]
    measures = pd.DataFrame([{"area_code": code, "measure": f"{CANARY}-measure", "value": 1}])
    return staged({code: (1, 1)}, facts=pd.DataFrame(rows), measures=measures)


def later(days: int) -> datetime:
    return datetime.now() + timedelta(days=days)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "radar.duckdb"


@pytest.fixture
def used(path: Path) -> Iterator[Warehouse]:
    """Batch 1 wholly replaced, 2 undone, 3 partly replaced, 4 and 5 live."""
    warehouse = open_warehouse(path)
    store_batch(warehouse, with_canary("83010101"))
    undo_batch(warehouse, store_batch(warehouse, with_canary("83010109")).batch_id)
    store_batch(warehouse, staged({"83010102": (20, 2), "83010103": (30, 3)}))
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    store_batch(warehouse, staged({"83010102": (21, 2)}))
    yield warehouse
    warehouse.close()


def test_what_was_out_of_use_is_in_no_byte_of_the_new_file(used: Warehouse, path: Path) -> None:
    before = figures(used)
    assert CANARY.encode() in path.read_bytes()
    purged = purge_database(used, older_than_days=365, now=later(366))
    assert (purged.batches, purged.facts, purged.still_held_in) == ((1, 2), 80, ())
    assert purged.bytes_after == path.stat().st_size
    assert figures(used) == before
    assert check_database(used).problems == ()
    assert list_batches(used)[["batch_id", "state"]].to_numpy().tolist()[-2:] == [[2, "purged"], [1, "purged"]]
    assert used.query("SELECT count(*) AS n FROM batches WHERE purged_at IS NOT NULL")["n"].tolist() == [2]
    assert list_actions(used, 2)["object"].tolist() == ["2", "1"]
    used.close()
    files = [file for file in path.parent.rglob("*") if file.is_file()]
    assert [file.name for file in files] == ["radar.duckdb"]
    assert CANARY.encode() not in path.read_bytes()


def test_what_went_out_of_use_lately_stays(used: Warehouse) -> None:
    assert purge_database(used, older_than_days=365, now=later(364)).batches == ()
    redo_batch(used, 2)
    assert purge_database(used, older_than_days=365, now=later(366)).batches == (1,)


def test_the_time_counts_from_the_last_undo_or_the_redo_of_what_replaces_it(used: Warehouse) -> None:
    with used.transaction() as cursor:  # everything is two years old, but for what is done now
        cursor.execute("UPDATE batches SET imported_at = imported_at - INTERVAL 730 DAY")
        cursor.execute("UPDATE actions SET acted_at = acted_at - INTERVAL 730 DAY")
    undo_batch(used, 4)
    redo_batch(used, 4)
    redo_batch(used, 2)
    undo_batch(used, 2)
    assert purge_database(used, older_than_days=365).batches == ()
    assert purge_database(used, older_than_days=365, now=later(366)).batches == (1, 2)


def test_a_purged_batch_cannot_come_back_but_its_file_can(used: Warehouse) -> None:
    purge_database(used, now=later(366))
    for batch_id in (1, 2):
        with pytest.raises(WarehouseError, match=f"ครั้งที่ {batch_id}"):
            redo_batch(used, batch_id)
        with pytest.raises(WarehouseError, match=f"ครั้งที่ {batch_id}"):
            undo_batch(used, batch_id)
    again = store_batch(used, with_canary("83010109"))
    assert (again.is_unchanged, again.batch_id) == (False, 6)
    undo_batch(used, 4)  # what it had replaced is gone for good
    assert ("village", "83010101") not in figures(used)
    assert check_database(used).problems == ()


def test_older_backups_are_named_or_deleted_after_a_new_one(used: Warehouse, path: Path) -> None:
    old = backup_database(used).path
    path.with_name("radar-set-aside-25680101-000000.duckdb").write_text("x")
    purged = purge_database(used, now=later(366))
    assert purged.still_held_in == (old, path.with_name("radar-set-aside-25680101-000000.duckdb"))
    purged = purge_database(used, now=later(366), with_backups=True)
    assert purged.still_held_in == ()
    assert [file.name[:12] for file in (path.parent / "backups").iterdir()] == ["radar-000002"]
    used.close()
    assert all(CANARY.encode() not in file.read_bytes() for file in path.parent.rglob("*") if file.is_file())


@pytest.mark.parametrize("step", ["write_copy", "flush_to_disk", "check_free_space"])
def test_a_fault_on_the_way_leaves_a_whole_database_and_the_next_start_finishes(
    used: Warehouse, path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = figures(used)
    old = backup_database(used).path

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"warehouse.on_disk.replacing.{step}", fail)
    with pytest.raises(WarehouseError, match="ยังเขียนไฟล์ใหม่ไม่เสร็จ"):
        purge_database(used, now=later(366), with_backups=True)
    assert figures(used) == before
    assert old_files_with_persons(used) == (path,)  # named until it is written anew
    used.close()
    open_warehouse(path).close()  # without room still
    monkeypatch.undo()
    assert CANARY.encode() in path.read_bytes()
    assert old.exists()
    again = open_warehouse(path)
    assert figures(again) == before
    assert list_actions(again, 1)["action"].tolist() == ["backup"]
    again.close()
    assert [file.name[:12] for file in (path.parent / "backups").iterdir()] == ["radar-000002"]
    assert CANARY.encode() not in b"".join(file.read_bytes() for file in path.parent.rglob("*") if file.is_file())


def test_an_old_wish_deletes_no_backup_made_since(used: Warehouse, path: Path) -> None:
    """The backup that a purge makes holds the wish itself: gone back to, it must not take others with it."""
    backup_database(used)
    purge_database(used, now=later(366), with_backups=True)
    folder = path.parent / "backups"
    [made] = list_backups(folder, "radar")
    store_batch(used, staged({"83010103": (31, 3)}))
    later_one = backup_database(used)
    aside = restore_backup(used, made.path).set_aside
    used.close()
    open_warehouse(path).close()
    assert [each.path for each in list_backups(folder, "radar")] == [later_one.path, made.path]
    assert all(file.exists() for file in aside)


@pytest.mark.file
def test_memory_has_no_file_to_purge(warehouse: Warehouse) -> None:
    with pytest.raises(WarehouseError, match="หน่วยความจำ"):
        purge_database(warehouse)
