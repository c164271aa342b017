"""Backups: whole, held to the original, numbered, readable by the older DuckDB format, and no door to other files."""

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.examples import figures, plan_of, problems, staged
from warehouse import (
    Warehouse,
    WarehouseError,
    backup_database,
    backup_if_changed,
    list_backups,
    open_warehouse,
    save_plan,
    store_batch,
    undo_batch,
    verify_backup,
)
from warehouse.area_records import AreaGroup, save_area_group
from warehouse.migrations import migration_texts

NOON = datetime(2026, 1, 21, 12, 30)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = open_warehouse(tmp_path / "radar 2569.duckdb")
    store_batch(warehouse, staged({"83010101": (10, 1), "83010102": (20, 2)}))
    undo_batch(warehouse, store_batch(warehouse, staged({"83010102": (25, 5)})).batch_id)
    yield warehouse
    warehouse.close()


def test_a_backup_is_numbered_dated_and_holds_the_same(kept: Warehouse, tmp_path: Path) -> None:
    backup = backup_database(kept, now=NOON)
    assert backup.path == tmp_path / "backups" / "radar 2569-000001-25690121-1230.duckdb"
    assert (backup.number, backup.made_at, backup.size_bytes) == (1, NOON, backup.path.stat().st_size)
    assert backup.contents is not None
    held = backup.contents
    assert (held.batches, held.live_areas, held.facts, held.assessed, held.failed) == (2, 2, 3, 55, 8)
    assert held.schema_version == max(migration_texts())
    before = figures(kept)
    kept.close()
    copy = open_warehouse(backup.path)
    assert figures(copy) == before
    assert store_batch(copy, staged({"83010103": (1, 1)})).batch_id == 3  # the numbers count on
    copy.close()


def test_the_file_is_in_the_format_that_older_duckdb_reads(kept: Warehouse) -> None:
    backup = backup_database(kept)
    raw = duckdb.connect(str(backup.path), read_only=True)
    [(tags,)] = raw.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()
    raw.close()
    assert tags["storage_version"].startswith("v1.5.0")


def test_numbers_go_up_and_only_our_files_are_listed(kept: Warehouse, tmp_path: Path) -> None:
    for _ in range(2):
        backup_database(kept, now=NOON)
    folder = tmp_path / "backups"
    for name in ("radar 2569-000009-25691321-1230.duckdb", "other-000007-25690121-1230.duckdb", "a.txt"):
        (folder / name).write_text("x")
    assert [backup.number for backup in list_backups(folder, "radar 2569")] == [2, 1]
    assert backup_database(kept, now=NOON).number == 3
    assert list_backups(tmp_path / "nowhere", "radar 2569") == []


def test_old_backups_are_dropped_and_strange_files_never(kept: Warehouse, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "other-000007-25690121-1230.duckdb").write_text("x")
    for minute in range(6):
        backup_database(kept, now=NOON.replace(minute=minute))
    names = sorted(file.name for file in (tmp_path / "backups").iterdir())
    assert names == [
        "other-000007-25690121-1230.duckdb",
        "radar 2569-000004-25690121-1203.duckdb",
        "radar 2569-000005-25690121-1204.duckdb",
        "radar 2569-000006-25690121-1205.duckdb",
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM facts WHERE area_code = '83010102'",
        "UPDATE facts SET failed = 0",
        "UPDATE facts SET area_code = '83010103' WHERE area_code = '83010102'",
        "UPDATE batch_areas SET is_live = NOT is_live",
        "DROP VIEW live_measures",
        "INSERT INTO schema_version VALUES (1, now()::TIMESTAMP)",
    ],
)
def test_a_copy_that_differs_is_noticed_and_not_kept(
    kept: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    from warehouse.on_disk import backup_files  # noqa: PLC0415

    def spoiled(file: Path) -> object:
        raw = duckdb.connect(str(file))
        raw.execute(spoil)
        raw.close()
        return read(file)

    read = backup_files.read_file
    monkeypatch.setattr(backup_files, "read_file", spoiled)
    with pytest.raises(WarehouseError, match="ไม่ตรงกับฐานข้อมูล"):
        backup_database(kept)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_copy_that_breaks_off_leaves_nothing(
    kept: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise duckdb.IOException("No space left on device")

    monkeypatch.setattr("warehouse.on_disk.backup_files.flush_to_disk", full)
    with pytest.raises(WarehouseError, match="สำรองข้อมูลไม่สำเร็จ"):
        backup_database(kept)
    assert list((tmp_path / "backups").iterdir()) == []
    monkeypatch.undo()
    assert backup_database(kept).number == 1


def test_a_backup_can_go_to_another_folder_as_well(kept: Warehouse, tmp_path: Path) -> None:
    backup = backup_database(kept, tmp_path / "แฟลชไดรฟ์")
    assert backup.path.parent == tmp_path / "แฟลชไดรฟ์"
    assert verify_backup(backup.path) == verify_backup(tmp_path / "backups" / backup.path.name)
    assert [file.name for file in (tmp_path / "แฟลชไดรฟ์").iterdir()] == [backup.path.name]


@pytest.mark.file
def test_memory_has_nothing_to_back_up(warehouse: Warehouse) -> None:
    with pytest.raises(WarehouseError, match="หน่วยความจำ"):
        backup_database(warehouse)


def test_a_backup_that_is_not_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.duckdb").write_bytes(b"x" * 100)
    duckdb.connect(str(tmp_path / "b.duckdb")).close()
    for name in ("a.duckdb", "b.duckdb"):
        with pytest.raises(WarehouseError, match="ไม่ใช่ไฟล์สำรอง"):
            verify_backup(tmp_path / name)
    with pytest.raises(WarehouseError, match=r"ไม่พบไฟล์สำรอง c\.duckdb"):
        verify_backup(tmp_path / "c.duckdb")


def test_a_backup_of_a_newer_program_is_refused(kept: Warehouse) -> None:
    path = backup_database(kept).path
    raw = duckdb.connect(str(path))
    raw.execute("INSERT INTO schema_version VALUES (999, now()::TIMESTAMP)")
    raw.close()
    with pytest.raises(WarehouseError, match="รุ่นใหม่กว่า"):
        verify_backup(path)


def test_readers_and_writers_work_on_while_backups_are_made(kept: Warehouse) -> None:
    stop = threading.Event()
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            while not stop.is_set():
                if number:
                    assert figures(kept)["village", "83010101"] == (10, 1)
                else:
                    store_batch(kept, staged({"8301010299": (25, 5)}))
                    undo_batch(kept, int(kept.query("SELECT max(batch_id) AS b FROM batches")["b"][0]))
        except BaseException as error:  # noqa: BLE001 - handed to the test
            faults.append(error)

    threads = [threading.Thread(target=work, args=[number]) for number in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(4):
        backup_database(kept)
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []


def test_sql_reaches_nothing_beside_the_backups(kept: Warehouse, tmp_path: Path) -> None:
    """Known limit of DuckDB 2.0.0: `folder/link/../…` and links to nothing are followed; SQL can make no links."""
    inside, outside = tmp_path / "backups", tmp_path / "outside"
    beside = tmp_path / "backups2"
    for folder in (inside, outside, beside):
        folder.mkdir()
        (folder / "rows.csv").write_text("a\n1\n")
    (inside / "link").symlink_to(outside, target_is_directory=True)
    duckdb.connect(str(outside / "rows.duckdb")).close()
    for name in ("rows.csv", "rows.duckdb"):
        (inside / name.replace(".", "_link.")).symlink_to(outside / name)
    assert kept.query("SELECT * FROM read_csv(?)", [str(inside / "rows.csv")])["a"].tolist() == [1]
    for path in (
        outside / "rows.csv",
        beside / "rows.csv",
        inside / ".." / "outside" / "rows.csv",
        inside / "link" / "rows.csv",
        inside / "rows_link.csv",
    ):
        with pytest.raises(duckdb.Error):
            kept.query("SELECT * FROM read_csv(?)", [str(path)])
        with pytest.raises(duckdb.Error):
            kept.query("ATTACH ? AS leak", [str(path.with_suffix(".duckdb"))])
    for setting in (
        "allowed_directories = ['/']",
        "allowed_paths = ['/etc/hostname']",
        "enable_external_access = true",
    ):
        sql = f"SET {setting}"
        with pytest.raises(duckdb.Error):
            kept.query(sql)
    assert sorted(file.name for file in outside.iterdir()) == ["rows.csv", "rows.duckdb"]


def test_a_backup_is_made_where_something_changed_since_the_last_one(kept: Warehouse) -> None:
    first = backup_if_changed(kept, now=NOON)
    assert first is not None
    assert backup_if_changed(kept) is None  # the log says that a backup was made, and nothing else is new
    plan = plan_of(kept, "น้ำเสีย")
    second = backup_if_changed(kept)
    assert second is not None
    assert (first.number, second.number) == (1, 2)
    assert backup_if_changed(kept) is None
    save_plan(kept, plan, 1, problems("น้ำสะอาด"))
    undo_batch(kept, 1)
    third = backup_if_changed(kept)
    assert third is not None
    assert third.contents is not None
    assert third.contents.live_areas == 0


def test_a_newest_backup_that_cannot_be_read_is_none(kept: Warehouse) -> None:
    first = backup_if_changed(kept)
    assert first is not None
    first.path.write_bytes(first.path.read_bytes()[:5000])
    second = backup_if_changed(kept)
    assert second is not None
    assert second.number == 2


def test_what_nobody_has_used_is_not_backed_up(warehouse: Warehouse, tmp_path: Path) -> None:
    assert backup_if_changed(warehouse) is None
    empty = open_warehouse(tmp_path / "empty.duckdb")
    assert backup_if_changed(empty) is None
    assert not (tmp_path / "backups").exists()
    save_area_group(empty, AreaGroup("กลุ่มหนึ่ง", ("830101",)))
    assert backup_if_changed(empty) is not None
    empty.close()
