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
from warehouse.opening import FILE_SETTINGS

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


OF_THE_FIRST_VERSION = """
    INSERT INTO batches VALUES (1, 'a.csv', 'f', 'c', 'tpmap', 'jpt', 'jpt-2560', 2561, 'village', 'own_unit', false,
        false, 1, 1, 1, 0, NULL, TIMESTAMP '2026-01-01');
    SELECT nextval('batch_ids');
    INSERT INTO batch_areas VALUES (1, '83010101', '83010101', true, NULL);
    INSERT INTO facts VALUES
        (1, 'village', '83010101', 'jpt-2560', 2561, 'i-1', 'คน', 10, 1, NULL, NULL, NULL, NULL);
    INSERT INTO summary
    SELECT level, area_code, 'jpt-2560', 2561, 'i-1', 'คน', 10, 1, NULL, NULL, NULL, NULL, 1, NULL, 1, 'village',
        'own_unit', false, true
    FROM (VALUES ('tambon', '830101'), ('amphoe', '8301'), ('province', '83'), ('country', 'TH'))
        AS above(level, area_code)
"""


def test_a_database_of_the_first_version_is_brought_up_with_its_data(
    path: Path,
) -> None:
    connection = duckdb.connect(str(path), config=FILE_SETTINGS)
    assert migrations.make_schema(connection, 1)
    connection.execute(OF_THE_FIRST_VERSION)
    connection.close()
    warehouse = open_warehouse(path)
    above = {("tambon", "830101"), ("amphoe", "8301"), ("province", "83"), ("country", "TH")}
    assert figures(warehouse) == dict.fromkeys([("village", "83010101"), *above], (10, 1))
    assert check_database(warehouse).problems == ()
    assert backup_database(warehouse).number == 2
    warehouse.close()
