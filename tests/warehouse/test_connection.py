"""Opening the file, its locks and limits, and many threads at once."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from warehouse import (
    Warehouse,
    WarehouseError,
    area_names,
    default_database_path,
    open_warehouse,
    read_sets,
    save_areas,
    save_set,
)


def test_the_default_file_is_outside_the_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CIA_DATABASE", raising=False)
    assert Path(__file__).resolve().parents[2] not in default_database_path().resolve().parents
    monkeypatch.setenv("CIA_DATABASE", str(tmp_path / "x.duckdb"))
    assert default_database_path() == tmp_path / "x.duckdb"


def test_the_file_opens_again_with_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "radar.duckdb"
    first = open_warehouse(path)
    save_areas(first, pd.DataFrame({"area_code": ["83"], "area_name": ["ภูเก็ต"]}))
    first.close()
    second = open_warehouse(path)
    assert area_names(second).to_numpy().tolist() == [["83", "ภูเก็ต"]]
    second.close()


def test_a_file_held_by_another_program_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    held = open_warehouse(path)
    code = (
        "import sys; from warehouse import open_warehouse, WarehouseError\n"
        "try: open_warehouse(sys.argv[1])\n"
        "except WarehouseError as error: sys.exit(3 if 'โปรแกรมอื่น' in error.what else 4)"
    )
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run([sys.executable, "-c", code, str(path)], cwd=root)
    held.close()
    assert answer.returncode == 3


def test_a_damaged_file_is_explained_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    path.write_bytes(b"not a database at all" * 1000)
    before = path.read_bytes()
    with pytest.raises(WarehouseError, match="เสียหาย"):
        open_warehouse(path)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    open_warehouse(path).close()
    raw = duckdb.connect(str(path))
    raw.execute("INSERT INTO schema_version VALUES (999, now()::TIMESTAMP)")
    raw.close()
    with pytest.raises(WarehouseError, match="999"):
        open_warehouse(path)


FORBIDDEN = [
    "SELECT * FROM '/etc/hostname'",
    "SELECT * FROM read_csv('/etc/hostname')",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_blob('/etc/hostname')",
    "SELECT * FROM read_json('/etc/hostname')",
    "SELECT * FROM read_parquet('/etc/hostname')",
    "SELECT * FROM sniff_csv('/etc/hostname')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM read_text('https://example.com/x')",
    "SELECT * FROM frame_of_the_program",
    "COPY (SELECT 1) TO '/tmp/leak.csv'",
    "COPY areas FROM '/etc/hostname'",
    "ATTACH '/tmp/other.duckdb'",
    "EXPORT DATABASE '/tmp/leak'",
    "IMPORT DATABASE '/tmp/leak'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "LOAD '/tmp/evil.duckdb_extension'",
    "SET enable_external_access = true",
    "RESET enable_external_access",
    "SET allowed_directories = ['/']",
    "SET allowed_paths = ['/etc/hostname']",
    "SET lock_configuration = false",
    "SET autoload_known_extensions = true",
    "SET temp_directory = '/tmp/leak'",
    "SET secret_directory = '/tmp/leak'",
    "SET threads = 1",
    "PRAGMA enable_profiling = 'json'",
]


@pytest.fixture(params=["memory", "file"])
def locked(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Warehouse]:
    opened = open_warehouse(":memory:" if request.param == "memory" else tmp_path / "radar.duckdb")
    yield opened
    opened.close()


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_sql_reaches_neither_files_nor_settings(locked: Warehouse, sql: str) -> None:
    frame_of_the_program = pd.DataFrame({"a": [1]})
    with pytest.raises((duckdb.Error, WarehouseError)):
        locked.query(sql)
    assert len(frame_of_the_program) == 1


def test_many_threads_get_their_own_rows(warehouse: Warehouse) -> None:
    def ask(number: int) -> bool:
        rows = warehouse.query("SELECT ? AS number FROM range(3)", [number])
        return rows["number"].tolist() == [number] * 3

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, range(960)))


def test_plain_rows_are_those_of_the_frame(warehouse: Warehouse) -> None:
    sql = "SELECT number, CASE WHEN number = $odd THEN NULL ELSE 'ก' END AS word FROM range(3) AS all_of(number)"
    assert warehouse.query_rows(sql, {"odd": 1}) == [(0, "ก"), (1, None), (2, "ก")]
    assert warehouse.query(sql, {"odd": 1})["word"].isna().tolist() == [False, True, False]
    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(lambda number: warehouse.query_rows("SELECT ?", [number]), range(200)))
    assert asked == [[(number,)] for number in range(200)]


def test_user_sets_are_kept(warehouse: Warehouse) -> None:
    save_set(warehouse, "mine", {"id": "mine", "title": "ชุดเก่า"})
    save_set(warehouse, "mine", {"id": "mine", "title": "ชุดของฉัน"})
    assert read_sets(warehouse) == [{"id": "mine", "title": "ชุดของฉัน"}]
