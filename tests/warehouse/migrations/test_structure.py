"""A file that was changed by another hand: refused as a backup, or its views made anew, and told in plain words."""

import shutil
from io import BytesIO
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.examples import figures, staged
from warehouse import (
    WarehouseError,
    adopt_backup,
    backup_database,
    check_database,
    open_warehouse,
    recover_database,
    restore_backup,
    store_batch,
    verify_backup,
)
from warehouse.migrations import make_schema, newest_version
from warehouse.migrations.structure import foreign_parts, make_views_anew, structure_of

ZEROS = """
    CREATE OR REPLACE VIEW live_facts AS
    SELECT facts.* REPLACE (0::BIGINT AS failed), batches.counting, batches.is_synthetic
    FROM facts JOIN batch_areas USING (batch_id, area_code) JOIN batches USING (batch_id) WHERE batch_areas.is_live
"""
TAMPERED = {
    "a view that returns zeros": (ZEROS, "มุมมอง live_facts"),
    "a view less": ("DROP VIEW live_measures", "มุมมอง live_measures"),
    "a view more": ("CREATE VIEW \"สมชาย ใจดี\" AS SELECT 1 AS x", "มุมมองที่โปรแกรมไม่ได้สร้าง"),
    "a column less": ("ALTER TABLE plans DROP COLUMN plan_id", "ตาราง plans"),
    "a column more": ("ALTER TABLE facts ADD COLUMN note VARCHAR", "ตาราง facts"),
    "another type": ("ALTER TABLE facts ALTER failed TYPE DOUBLE", "ตาราง facts"),
    "another default": ("ALTER TABLE facts ALTER failed SET DEFAULT 0", "ตาราง facts"),
    "a constraint less": ("ALTER TABLE plans ALTER area_code DROP NOT NULL", "ข้อกำหนดของตาราง plans"),
    "a function": ("CREATE MACRO count_if(x) AS 0", "ฟังก์ชันที่โปรแกรมไม่ได้สร้าง"),
    "an index": ("CREATE UNIQUE INDEX one ON areas (area_code)", "ดัชนีที่โปรแกรมไม่ได้สร้าง"),
    "a type": ("CREATE TYPE level AS ENUM ('village')", "ชนิดข้อมูลที่โปรแกรมไม่ได้สร้าง"),
    "a sequence less": ("DROP SEQUENCE plan_ids", "ตัวนับ plan_ids"),
    "a table more": ("CREATE TABLE people (name VARCHAR)", "ตารางที่โปรแกรมไม่ได้สร้าง"),
    "a schema": ("CREATE SCHEMA other", "กลุ่มตารางที่โปรแกรมไม่ได้สร้าง"),
}  # fmt: skip


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("structure") / "radar.duckdb"
    warehouse = open_warehouse(path)
    store_batch(warehouse, staged({"83010101": (10, 1)}))
    backup_database(warehouse)
    warehouse.close()
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    shutil.copytree(original.parent, tmp_path / "data")
    return tmp_path / "data" / "radar.duckdb"


def backup_of(path: Path) -> Path:
    return next((path.parent / "backups").iterdir())


def change(file: Path, *statements: str) -> None:
    connection = duckdb.connect(str(file))
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("kind", TAMPERED)
def test_a_backup_that_was_changed_is_refused_in_plain_words(path: Path, tmp_path: Path, kind: str) -> None:
    backup = backup_of(path)
    verify_backup(backup)
    statement, words = TAMPERED[kind]
    change(backup, statement)
    with pytest.raises(WarehouseError, match="โครงสร้างไม่เหมือน") as refused:
        verify_backup(backup)
    assert words in refused.value.what
    assert "สมชาย" not in refused.value.what
    with pytest.raises(WarehouseError, match=words):
        adopt_backup(BytesIO(backup.read_bytes()), "แฟลชไดรฟ์.duckdb", tmp_path / "taken", "radar")
    assert list((tmp_path / "taken").iterdir()) == []


def test_a_backup_with_a_trigger_is_refused(path: Path) -> None:
    """Files of the format that this program writes hold none; one of a newer format may."""
    file = path.with_name("newer.duckdb")
    change(
        backup_of(path),
        f"ATTACH '{file}' AS newer (STORAGE_VERSION 'v2.0.0')",
        f'COPY FROM DATABASE "{backup_of(path).stem}" TO newer',
    )
    verify_backup(file)
    change(file, "CREATE TRIGGER t AFTER INSERT ON facts FOR EACH STATEMENT DELETE FROM summary")
    with pytest.raises(WarehouseError, match="คำสั่งอัตโนมัติที่โปรแกรมไม่ได้สร้าง"):
        verify_backup(file)


def test_a_changed_backup_takes_no_place(path: Path) -> None:
    change(backup_of(path), ZEROS)
    before = path.read_bytes()
    with pytest.raises(WarehouseError, match="มุมมอง live_facts"):
        recover_database(path, backup_of(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("plant", "problem"),
    [
        ("UPDATE summary SET failed = failed + 1 WHERE area_code = '8301'", "ผลรวม"),
        ("UPDATE batch_areas SET is_live = false", "สถานะ"),
    ],
)
def test_a_backup_whose_figures_disagree_takes_no_place(path: Path, plant: str, problem: str) -> None:
    change(backup_of(path), plant)
    warehouse = open_warehouse(path)
    before = figures(warehouse)
    with pytest.raises(WarehouseError, match=f"ไม่ตรงกันเอง.*{problem}"):
        restore_backup(warehouse, backup_of(path))
    assert figures(warehouse) == before
    warehouse.close()
    assert sorted(file.name for file in path.parent.iterdir()) == ["backups", "radar.duckdb"]


@pytest.mark.parametrize("statements", [(ZEROS,), ("DROP VIEW live_measures", "CREATE VIEW more AS SELECT 1 AS x")])
def test_the_views_of_a_database_are_made_anew_when_it_is_opened(path: Path, statements: tuple[str, ...]) -> None:
    change(path, *statements)
    warehouse = open_warehouse(path)
    assert figures(warehouse)["village", "83010101"] == (10, 1)
    assert check_database(warehouse).problems == ()
    verify_backup(backup_database(warehouse).path)
    warehouse.close()


@pytest.mark.parametrize("version", range(1, newest_version() + 1))
def test_what_this_program_made_is_its_own(version: int) -> None:
    connection = duckdb.connect(":memory:")
    make_schema(connection, version)
    assert foreign_parts(structure_of(connection), version) == ""
    assert not make_views_anew(connection, version)
    if version > 1:
        assert foreign_parts(structure_of(connection), version - 1) != ""
    connection.close()
