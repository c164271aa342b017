"""Restoring: the backup in place, the former file kept, the open program going on."""

import threading
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.examples import figures, staged
from warehouse import (
    DatabaseInUseError,
    Warehouse,
    WarehouseError,
    backup_database,
    check_database,
    list_actions,
    list_batches,
    open_warehouse,
    purge_database,
    recover_database,
    restore_backup,
    restore_database,
    store_batch,
    undo_batch,
)

NOON = datetime(2026, 1, 21, 12, 30, 5)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "radar.duckdb"


def filled(path: Path) -> tuple[Warehouse, Path, dict[tuple[str, str], tuple[int, int]]]:
    """A database with a backup of its first import and a second import after it."""
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    backup = backup_database(warehouse).path
    before = figures(warehouse)
    store_batch(warehouse, staged({"83010102": (25, 5)}, file_name="later.csv"))
    return warehouse, backup, before


def test_restoring_brings_back_the_figures_and_names_what_is_lost(path: Path) -> None:
    warehouse, backup, before = filled(path)
    after = figures(warehouse)
    warehouse.close()
    restored = restore_database(backup, path, now=NOON)
    assert restored.set_aside == (path.with_name("radar-set-aside-25690121-123005.duckdb"),)
    assert restored.lost is not None
    assert [(batch.batch_id, batch.file_name, batch.areas) for batch in restored.lost] == [(2, "later.csv", 1)]
    opened = open_warehouse(path)
    assert figures(opened) == before
    assert check_database(opened).problems == ()
    opened.close()
    former = open_warehouse(restored.set_aside[0])
    assert figures(former) == after
    former.close()


def test_the_open_program_goes_on_with_the_same_object(path: Path) -> None:
    warehouse, backup, before = filled(path)
    restored = restore_backup(warehouse, backup)
    assert figures(warehouse) == before
    assert warehouse.generation == 1
    assert restored.lost is not None
    assert len(restored.lost) == 1
    assert list_actions(warehouse, 1)[["action", "object"]].to_numpy().tolist() == [["restore", backup.name]]
    assert store_batch(warehouse, staged({"83010103": (1, 1)})).batch_id == 2
    with pytest.raises(duckdb.Error):  # locked in again
        warehouse.query("SELECT * FROM read_csv('/etc/hostname')")
    with pytest.raises(duckdb.Error):
        warehouse.query("SET threads = 1")
    warehouse.close()


def test_another_import_under_the_same_number_is_not_taken_for_the_lost_one(path: Path) -> None:
    warehouse, backup, _ = filled(path)
    restore_backup(warehouse, backup)
    later = backup_database(warehouse).path
    store_batch(warehouse, staged({"83010105": (5, 5)}, file_name="other.csv"))  # number 2 again
    lost = restore_backup(warehouse, later).lost
    assert lost is not None
    assert [batch.file_name for batch in lost] == ["other.csv"]
    warehouse.close()


def test_a_batch_that_was_purged_is_not_named_as_lost(path: Path) -> None:
    warehouse, backup, _ = filled(path)
    undo_batch(warehouse, 2)
    purge_database(warehouse, now=datetime.now() + timedelta(days=366))
    assert restore_backup(warehouse, backup).lost == ()
    warehouse.close()


def test_what_was_written_ahead_is_set_aside_with_its_database(path: Path) -> None:
    warehouse, backup, before = filled(path)
    warehouse.close()
    wal = path.with_name("radar.duckdb.wal")
    wal.write_bytes(b"")  # as a program that was killed leaves one
    restored = restore_database(backup, path, now=NOON)
    names = [file.name for file in restored.set_aside]
    assert names == ["radar-set-aside-25690121-123005.duckdb", "radar-set-aside-25690121-123005.duckdb.wal"]
    opened = open_warehouse(path)
    assert figures(opened) == before
    opened.close()


def test_a_bad_backup_changes_nothing(path: Path) -> None:
    warehouse, backup, _ = filled(path)
    after = figures(warehouse)
    torn = backup.with_name("torn.duckdb")
    torn.write_bytes(backup.read_bytes()[:-300_000])
    with pytest.raises(WarehouseError, match="ไฟล์สำรอง"):
        restore_backup(warehouse, torn)
    assert figures(warehouse) == after
    warehouse.close()
    before = sorted(file.name for file in path.parent.iterdir())
    for bad in (torn, path.with_name("absent.duckdb")):
        with pytest.raises(WarehouseError, match="ไฟล์สำรอง"):
            restore_database(bad, path)
        with pytest.raises(WarehouseError, match="ไฟล์สำรอง"):
            recover_database(path, bad)
    assert sorted(file.name for file in path.parent.iterdir()) == before


@pytest.mark.parametrize("step", ["copy_durably", "read_file", "bring_up_to_date", "replace_database"])
def test_a_fault_on_the_way_leaves_the_open_program_with_its_data(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    warehouse, backup, _ = filled(path)
    after = figures(warehouse)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"warehouse.keeping.restore.{step}", fail)
    with pytest.raises(WarehouseError, match="ข้อมูลเดิมยังอยู่ครบ"):
        restore_backup(warehouse, backup)
    monkeypatch.undo()
    assert figures(warehouse) == after
    warehouse.close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["backups", "radar.duckdb"]


def test_a_database_that_is_open_is_not_renamed_under_its_program(path: Path) -> None:
    warehouse, backup, _ = filled(path)
    with pytest.raises(DatabaseInUseError):
        restore_database(backup, path)
    with pytest.raises(DatabaseInUseError):
        recover_database(path, None)
    warehouse.close()


def test_restoring_where_nothing_was(path: Path, tmp_path: Path) -> None:
    warehouse, backup, before = filled(path)
    warehouse.close()
    elsewhere = tmp_path / "new" / "radar.duckdb"
    restored = restore_database(backup, elsewhere)
    assert (restored.set_aside, restored.lost) == ((), None)
    opened = open_warehouse(elsewhere)
    assert figures(opened) == before
    opened.close()


def test_readers_wait_and_never_see_a_half(path: Path) -> None:
    warehouse, backup, before = filled(path)
    after = figures(warehouse)
    stop = threading.Event()
    faults: list[object] = []

    def read() -> None:
        try:
            while not stop.is_set():
                rows = warehouse.query("SELECT level, area_code, assessed, failed FROM area_figures")
                seen = {(row.level, row.area_code): (row.assessed, row.failed) for row in rows.itertuples()}
                if seen not in (before, after):
                    faults.append(seen)
        except BaseException as error:  # noqa: BLE001 - handed to the test
            faults.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        restore_backup(warehouse, backup)
        store_batch(warehouse, staged({"83010102": (25, 5)}, file_name="later.csv"))
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(list_batches(warehouse)) == 2
    warehouse.close()


@pytest.mark.file
def test_memory_and_open_transactions_cannot_be_exchanged(warehouse: Warehouse, path: Path) -> None:
    with pytest.raises(WarehouseError, match="หน่วยความจำ"):
        restore_backup(warehouse, path)
    with warehouse.transaction(), pytest.raises(RuntimeError):
        warehouse.exchange(lambda: None)
