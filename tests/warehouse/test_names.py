"""Names met in imports fill what is missing, and go and come with their imports."""

from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.warehouse.examples import staged
from warehouse import (
    Warehouse,
    area_names,
    backup_database,
    check_database,
    migrations,
    open_warehouse,
    preview_restore,
    purge_database,
    real_area_names,
    redo_batch,
    remove_register,
    restore_backup,
    save_areas,
    store_batch,
    undo_batch,
)

VILLAGE, OTHER = "83010101", "83010102"


def store(warehouse: Warehouse, names: dict[str, str], failed: int, **changes: object) -> int:
    """The number of a batch of one village (and of those named) that gives these names."""
    codes = sorted({VILLAGE, *names})
    table = pd.DataFrame(names.items(), columns=["area_code", "area_name"], dtype=object)
    counts = dict.fromkeys(codes, (100, failed))
    return store_batch(warehouse, staged(counts, **(changes | {"area_names": table}))).batch_id  # type: ignore[arg-type]


def shown(warehouse: Warehouse) -> dict[str, str]:
    rows = area_names(warehouse)
    return dict(zip(rows["area_code"], rows["area_name"], strict=True))


def names(warehouse: Warehouse) -> dict[str, str]:
    assert check_database(warehouse).problems == ()
    return shown(warehouse)


def test_an_import_fills_what_is_missing_and_overwrites_nothing(warehouse: Warehouse) -> None:
    store(warehouse, {VILLAGE: "บ้านเดิม"}, 1)
    store(warehouse, {VILLAGE: "สมชาย", OTHER: "บ้านใหม่"}, 2, year_be=2562)
    assert names(warehouse) == {VILLAGE: "บ้านเดิม", OTHER: "บ้านใหม่"}


def test_the_import_that_replaces_another_may_name_its_areas_anew(warehouse: Warehouse) -> None:
    store(warehouse, {VILLAGE: "สมชาย"}, 1)
    again = store(warehouse, {VILLAGE: "บ้านกะตะ"}, 2)
    assert names(warehouse) == {VILLAGE: "บ้านกะตะ"}
    undo_batch(warehouse, again)
    assert names(warehouse) == {VILLAGE: "สมชาย"}
    redo_batch(warehouse, again)
    assert names(warehouse) == {VILLAGE: "บ้านกะตะ"}
    store(warehouse, {}, 3)  # a file without names leaves the last one known
    assert names(warehouse)[VILLAGE] in {"สมชาย", "บ้านกะตะ"}


def test_undo_takes_names_back_and_redo_brings_them_again(warehouse: Warehouse) -> None:
    first = store(warehouse, {VILLAGE: "บ้านหนึ่ง"}, 1)
    second = store(warehouse, {VILLAGE: "บ้านสอง", OTHER: "บ้านอื่น"}, 2, year_be=2562)
    undo_batch(warehouse, first)
    assert names(warehouse) == {VILLAGE: "บ้านสอง", OTHER: "บ้านอื่น"}
    undo_batch(warehouse, second)
    assert names(warehouse) == {}
    redo_batch(warehouse, second)
    redo_batch(warehouse, first)
    assert names(warehouse) == {VILLAGE: "บ้านหนึ่ง", OTHER: "บ้านอื่น"}


def test_a_register_shows_before_any_import_and_imports_show_again_without_it(warehouse: Warehouse) -> None:
    number = store(warehouse, {VILLAGE: "จากไฟล์"}, 1)
    save_areas(warehouse, pd.DataFrame({"area_code": [VILLAGE], "area_name": ["ตามทะเบียน"]}))
    assert names(warehouse) == {VILLAGE: "ตามทะเบียน"}
    undo_batch(warehouse, number)
    redo_batch(warehouse, number)
    store(warehouse, {VILLAGE: "อีกไฟล์"}, 2, year_be=2562)
    assert names(warehouse) == {VILLAGE: "ตามทะเบียน"}
    remove_register(warehouse)
    assert names(warehouse) == {VILLAGE: "จากไฟล์"}


def test_a_made_up_name_gives_way_to_a_real_one_and_is_no_record(warehouse: Warehouse) -> None:
    store(warehouse, {VILLAGE: "บ้านตัวอย่าง"}, 1, is_synthetic=True)
    assert names(warehouse) == {VILLAGE: "บ้านตัวอย่าง"}
    assert real_area_names(warehouse).empty
    real = store(warehouse, {VILLAGE: "บ้านจริง"}, 2, year_be=2562)
    assert names(warehouse) == {VILLAGE: "บ้านจริง"}
    assert real_area_names(warehouse)["area_name"].tolist() == ["บ้านจริง"]
    undo_batch(warehouse, real)
    assert names(warehouse) == {VILLAGE: "บ้านตัวอย่าง"}


def test_a_purge_erases_the_names_of_what_it_erases(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    undo_batch(warehouse, store(warehouse, {VILLAGE: "คานารี", OTHER: "คานารี"}, 1))
    store(warehouse, {VILLAGE: "บ้านจริง"}, 2)
    purge_database(warehouse, now=datetime.now() + timedelta(days=366))
    assert names(warehouse) == {VILLAGE: "บ้านจริง"}
    assert warehouse.query("FROM batch_names")["area_name"].tolist() == ["บ้านจริง"]
    warehouse.close()
    assert "คานารี".encode() not in (tmp_path / "radar.duckdb").read_bytes()


def test_a_backup_brings_the_names_back_as_they_were(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    store(warehouse, {VILLAGE: "บ้านหนึ่ง"}, 1)
    backup = backup_database(warehouse).path
    number = store(warehouse, {OTHER: "บ้านสอง"}, 2)
    preview = preview_restore(warehouse, backup)
    assert [each.batch_id for each in preview.lost or ()] == [number]
    assert "batch_names" not in (preview.rows_lost or {})  # told as the import that is lost
    restore_backup(warehouse, backup)
    assert names(warehouse) == {VILLAGE: "บ้านหนึ่ง"}
    warehouse.close()


def test_the_check_sees_a_name_that_no_import_gives(warehouse: Warehouse) -> None:
    store(warehouse, {VILLAGE: "บ้านหนึ่ง"}, 1)
    with warehouse.transaction() as cursor:
        cursor.execute("UPDATE areas SET area_name = 'อื่น'")
    assert check_database(warehouse).problems == ("ชื่อพื้นที่จากไฟล์ไม่ตรงกับการนำเข้าที่ใช้อยู่ 1 แห่ง",)


@pytest.fixture
def of_version_4(tmp_path: Path) -> Path:
    """A database of the fourth version: two imports of one village (the later one undone) and one of another."""
    path = tmp_path / "radar.duckdb"
    connection = duckdb.connect(str(path), config={"storage_compatibility_version": "v1.5.0"})
    assert migrations.make_schema(connection, 4)
    record = """
        INSERT INTO batches VALUES (?, 'ก', 'ก', ?, 'x', 'jpt', 'jpt-2560', ?, 'village', 'own_unit', false, ?, 1, 0,
            1, 0, NULL, now()::TIMESTAMP, NULL)
    """
    for number, village, year, undone in ((1, VILLAGE, 2561, False), (2, OTHER, 2561, True), (3, VILLAGE, 2562, False)):
        connection.execute(record, [number, str(number), year, undone])
        connection.execute("INSERT INTO batch_areas VALUES (?, ?, ?, ?, NULL)", [number, village, village, not undone])
    for code, name, source in (
        (VILLAGE, "บ้านหนึ่ง", "import"), (OTHER, "บ้านเลิก", "import"), ("83010103", "บ้านเก่า", "import"),
        (OTHER, "ตามทะเบียน", "register"),
    ):  # fmt: skip
        connection.execute("INSERT INTO areas VALUES (?, ?, ?)", [code, name, source])
    connection.execute("SELECT nextval('batch_ids') FROM range(3)")
    connection.close()
    return path


def test_names_of_an_older_database_are_laid_to_the_last_import_that_stands(of_version_4: Path) -> None:
    warehouse = open_warehouse(of_version_4)
    assert shown(warehouse) == {VILLAGE: "บ้านหนึ่ง", OTHER: "ตามทะเบียน", "83010103": "บ้านเก่า"}
    kept = warehouse.query("SELECT batch_id, area_name FROM batch_names ORDER BY ALL")
    assert kept.to_records(index=False).tolist() == [(0, "บ้านเก่า"), (2, "บ้านเลิก"), (3, "บ้านหนึ่ง")]
    undo_batch(warehouse, 3)
    assert shown(warehouse) == {OTHER: "ตามทะเบียน", "83010103": "บ้านเก่า"}
    redo_batch(warehouse, 3)
    remove_register(warehouse)
    redo_batch(warehouse, 2)
    assert shown(warehouse) == {VILLAGE: "บ้านหนึ่ง", OTHER: "บ้านเลิก", "83010103": "บ้านเก่า"}
    warehouse.close()
