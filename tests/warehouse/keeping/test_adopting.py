"""A backup brought from another place: taken when it is one, refused without a trace when it is anything else."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.examples import figures, staged
from warehouse import (
    WarehouseError,
    adopt_backup,
    backup_database,
    batches_in,
    list_backups,
    open_warehouse,
    restore_backup,
    store_batch,
)
from warehouse.migrations import make_schema, newest_version

NOON = datetime(2026, 1, 21, 12, 30)


@pytest.fixture
def brought(tmp_path: Path) -> Path:
    """A backup made on another machine."""
    warehouse = open_warehouse(tmp_path / "other" / "community_radar.duckdb")
    store_batch(warehouse, staged({"83010101": (10, 1)}, file_name="ที่อื่น.csv"))
    path = backup_database(warehouse, now=NOON).path
    warehouse.close()
    return path


def test_a_backup_of_another_machine_is_listed_and_restored(brought: Path, tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "here" / "radar.duckdb")
    assert warehouse.backup_folder is not None
    backup_database(warehouse)
    with brought.open("rb") as source:
        taken = adopt_backup(
            source, "community_radar-000001-25690121-1230 (1).duckdb", warehouse.backup_folder, "radar"
        )
    assert (taken.number, taken.made_at, taken.path.name) == (2, NOON, "radar-000002-25690121-1230.duckdb")
    assert taken.contents is not None
    assert taken.contents.facts == 1
    assert [each.number for each in list_backups(warehouse.backup_folder, "radar")] == [2, 1]
    assert [batch.file_name for batch in batches_in(taken.path)] == ["ที่อื่น.csv"]
    restore_backup(warehouse, taken.path)
    assert figures(warehouse)[("village", "83010101")] == (10, 1)
    warehouse.close()


def test_a_name_without_a_date_is_dated_now(brought: Path, tmp_path: Path) -> None:
    for name in ("งาน.duckdb", "x-000001-25691399-9999.duckdb"):
        taken = adopt_backup(BytesIO(brought.read_bytes()), name, tmp_path / name, "radar", NOON)
        assert taken.made_at == NOON


def foreign(path: Path, *statements: str) -> bytes:
    connection = duckdb.connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path.read_bytes()


def test_anything_else_is_refused_and_leaves_no_byte(brought: Path, tmp_path: Path) -> None:
    good = brought.read_bytes()
    more = tmp_path / "more.duckdb"
    more.write_bytes(good)
    view = tmp_path / "view.duckdb"
    view.write_bytes(good)
    newer = tmp_path / "newer.duckdb"
    newer.write_bytes(good)
    files = {
        "ภาพ.duckdb": b"\x89PNG\r\n\x1a\n" + b"0" * 50_000,
        "ว่าง.duckdb": b"",
        "ขาด.duckdb": good[:-300_000],
        "อื่น.duckdb": foreign(tmp_path / "a.duckdb", "CREATE TABLE people (name VARCHAR)"),
        "รุ่น.duckdb": foreign(tmp_path / "b.duckdb", "CREATE TABLE schema_version (version VARCHAR)",
                              "INSERT INTO schema_version VALUES ('x')"),
        "เกิน.duckdb": foreign(more, "CREATE TABLE people (name VARCHAR)"),
        "มุมมอง.duckdb": foreign(view, "DROP VIEW live_facts", "CREATE VIEW live_facts AS SELECT 1 AS one"),
        "ใหม่กว่า.duckdb": foreign(newer, "INSERT INTO schema_version VALUES (999, TIMESTAMP '2026-01-01')"),
    }  # fmt: skip
    folder = tmp_path / "backups"
    for name, content in files.items():
        with pytest.raises(WarehouseError, match=r"ไฟล์|โปรแกรม") as refused:
            adopt_backup(BytesIO(content), name, folder, "radar")
        assert refused.value.fix
        assert list(folder.iterdir()) == [], name
    assert "รุ่นใหม่กว่า" in str(refused.value)


@pytest.mark.parametrize("version", range(1, newest_version() + 1))
def test_a_backup_of_every_earlier_schema_is_taken(tmp_path: Path, version: int) -> None:
    old = tmp_path / "old.duckdb"
    connection = duckdb.connect(str(old))
    assert make_schema(connection, version)
    connection.close()
    taken = adopt_backup(BytesIO(old.read_bytes()), "old.duckdb", tmp_path / "backups", "radar")
    assert taken.contents is not None
    assert taken.contents.schema_version == version
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    restore_backup(warehouse, taken.path)
    assert store_batch(warehouse, staged({"83010101": (10, 1)})).batch_id == 1
    warehouse.close()
