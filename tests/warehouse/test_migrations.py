"""Changes of the schema: data are backed up first, and a change that fails leaves everything as it was."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.examples import figures, staged
from warehouse import (
    WarehouseError,
    backup_database,
    check_database,
    list_backups,
    migrations,
    open_warehouse,
    restore_backup,
    store_batch,
    verify_backup,
)
from warehouse.sql import read_sql

NEXT = "ALTER TABLE batches ADD COLUMN note VARCHAR; CREATE TABLE notes (text VARCHAR); INSERT INTO notes VALUES ('ก')"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "radar.duckdb"


def with_next_migration(monkeypatch: pytest.MonkeyPatch, sql: str = NEXT) -> int:
    texts = migrations.migration_texts()
    number = max(texts) + 1
    monkeypatch.setattr(migrations, "migration_texts", lambda: texts | {number: sql})
    return number


def filled(path: Path) -> dict[tuple[str, str], tuple[int, int]]:
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    before = figures(warehouse)
    warehouse.close()
    return before


def test_a_fresh_database_needs_no_backup(path: Path) -> None:
    filled(path)
    assert not (path.parent / "backups").exists()


def test_a_change_is_made_after_a_backup_of_what_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = filled(path)
    number = with_next_migration(monkeypatch)
    warehouse = open_warehouse(path)
    assert warehouse.query("SELECT max(version) AS v FROM schema_version")["v"].tolist() == [number]
    assert warehouse.query("SELECT text FROM notes")["text"].tolist() == ["ก"]
    assert figures(warehouse) == before
    assert check_database(warehouse).problems == ()
    [backup] = list_backups(path.parent / "backups", "radar")
    assert verify_backup(backup.path).schema_version == number - 1
    # going back to it brings it to the newest schema too
    store_batch(warehouse, staged({"83010102": (10, 1)}))
    restore_backup(warehouse, backup.path)
    assert warehouse.query("SELECT max(version) AS v FROM schema_version")["v"].tolist() == [number]
    assert figures(warehouse) == before
    warehouse.close()
    open_warehouse(path).close()
    assert len(list_backups(path.parent / "backups", "radar")) == 1


@pytest.mark.parametrize("sql", [f"{NEXT}; FAIL", "CREATE TABLE batches (x INTEGER)"])
def test_a_change_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    before = filled(path)
    with_next_migration(monkeypatch, sql)
    with pytest.raises(duckdb.Error):
        open_warehouse(path)
    monkeypatch.undo()
    warehouse = open_warehouse(path)
    assert figures(warehouse) == before
    assert warehouse.query("SELECT count(*) AS n FROM duckdb_tables() WHERE table_name = 'notes'")["n"].tolist() == [0]
    warehouse.close()


def test_without_room_for_the_backup_there_is_no_change(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    with_next_migration(monkeypatch)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 100})())
    with pytest.raises(WarehouseError, match="พื้นที่ว่างบนดิสก์ไม่พอ"):
        open_warehouse(path)
    raw = duckdb.connect(str(path), read_only=True)
    assert raw.execute("SELECT max(version) FROM schema_version").fetchall() == [
        (max(migrations.migration_texts()) - 1,)
    ]
    raw.close()


def test_a_database_of_the_first_version_is_brought_up_with_its_data(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {1: migrations.migration_texts()[1]}
    monkeypatch.setattr(migrations, "migration_texts", lambda: first)
    monkeypatch.setattr("warehouse.opening.is_rewrite_pending", lambda _: False)  # nothing was asked for then
    monkeypatch.setattr("warehouse.opening.finish_copies", lambda *_: None)
    # no log then, nor names by import, approvals, or where an area stands in its file
    for later in ("record_action", "write_batch_names", "refresh_names", "withdraw_approvals"):
        monkeypatch.setattr(f"warehouse.batches.{later}", lambda *_: None)
    monkeypatch.setattr("warehouse.batches.read_sql", lambda name: read_sql(name).replace("sheet, nullif", "--"))
    before = filled(path)
    monkeypatch.undo()
    warehouse = open_warehouse(path)
    assert figures(warehouse) == before
    assert check_database(warehouse).problems == ()
    assert backup_database(warehouse).number == 2
    warehouse.close()
