"""What earlier versions stored of persons is cleaned when the file is opened, and its bytes are written anew."""

import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from tests.loaders.checks.person_forms import FORMS, PRIVATE
from tests.warehouse.examples import plans_kept
from warehouse import (
    NoRoomError,
    adopt_backup,
    check_database,
    list_backups,
    old_files_with_persons,
    open_warehouse,
    purge_database,
    read_mappings,
    read_sets,
    restore_backup,
)
from warehouse.migrations import make_schema
from warehouse.migrations.stored_texts import CLEANED, RULES_SETTING, rules_version
from warehouse.on_disk import replacing
from warehouse.on_disk.replacing import PENDING_REWRITES
from warehouse.opening import FILE_SETTINGS


def old_database(path: Path, version: int = CLEANED - 1) -> Path:
    """A database of the version before, each of its texts a form of persons; some were deleted since."""
    connection = duckdb.connect(str(path), config=FILE_SETTINGS)
    assert make_schema(connection, version)
    for number, form in enumerate(FORMS, 1):
        _fill(connection, number, form.text)
    connection.execute("CHECKPOINT")
    connection.execute("DELETE FROM mappings WHERE name LIKE 'ลบแล้ว%'")
    connection.close()
    return path


def _fill(connection: duckdb.DuckDBPyConnection, number: int, text: str) -> None:
    code, now = f"8301{number:04}", "2026-01-01"
    batch = [number, f"{text}.xlsx", f"{number:064x}", "0" * 64, f"mapped: {text}", f"นำเข้าโดย {text}"]
    connection.execute(
        "INSERT INTO batches SELECT $1, $2, $3, $4, $5, 'other', 'other-1', 2565, 'village', 'own_unit', false, false, "
        "1, 1, 1, 0, $6, TIMESTAMP '2026-01-01', NULL",
        batch,
    )
    connection.execute("INSERT INTO batch_areas VALUES (?, ?, ?, true, NULL)", [number, code, code])
    for name, place in ((f"บ้านกะตะ {text}", code), (text, f"8302{number:04}")):
        connection.execute("INSERT INTO batch_names VALUES (?, ?, ?)", [number, place, name])
        connection.execute("INSERT INTO areas VALUES (?, ?, 'import')", [place, name])
        connection.execute("INSERT INTO areas VALUES (?, ?, 'register')", [place, name])
    fact = [number, code, f"other-1-{number:02}", f"หน่วย {text}"]
    connection.execute(
        "INSERT INTO facts SELECT $1, 'village', $2, 'other-1', 2565, $3, $4, NULL, NULL, NULL, 5, 1, 'sum'", fact
    )
    connection.execute("INSERT INTO measures VALUES (?, 'village', ?, 'other-1', 2565, ?, 5)", [number, code, text])
    definition = json.dumps({"id": f"other-{number}", "title": text, "source": text, "indicators": [{"name": text}]})
    connection.execute("INSERT INTO indicator_sets VALUES (?, ?, ?)", [f"other-{number}", definition, now])
    for name in (text, f"ลบแล้ว {text}"):
        mapping = json.dumps({"name": name, "columns": [{"heading": text}]}, ensure_ascii=False)
        connection.execute("INSERT INTO mappings VALUES (?, ?, ?, ?)", [name, f"{number:08x}" * 4, mapping, now])
    plan = json.dumps([{"problem": "น้ำ", "agencies": text, "budget_baht": 5}], ensure_ascii=False)
    connection.execute("INSERT INTO plans VALUES (?, 'other-1', 2565, ?, ?)", [code, plan, now])
    connection.execute("INSERT INTO actions VALUES (?, ?, 'restore', ?, 1, 1)", [number, now, f"{text}.duckdb"])


def found_in(*files: Path) -> set[str]:
    """The private parts in the bytes of files, and in every row of those that are databases."""
    seen = b"".join(file.read_bytes() for file in files)
    for file in files:
        if file.suffix == ".duckdb":
            with duckdb.connect(str(file), read_only=True) as opened:
                for (table,) in opened.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall():
                    seen += str(opened.execute(f'SELECT * FROM "{table}"').fetchall()).encode()  # noqa: S608
    return {part for part in PRIVATE if part.encode() in seen or json.dumps(part)[1:-1].encode() in seen}


def beside(path: Path) -> list[Path]:
    return [file for file in path.parent.iterdir() if file.is_file()]


def test_the_upgrade_cleans_every_text_and_every_byte(tmp_path: Path) -> None:
    path = old_database(tmp_path / "radar.duckdb")
    assert len(found_in(path)) == len(PRIVATE)
    warehouse = open_warehouse(path)
    assert {row["name"] for row in read_mappings(warehouse)} == set(
        warehouse.query("SELECT name FROM mappings")["name"]
    )
    assert len(read_mappings(warehouse)) == len(read_sets(warehouse)) == len(FORMS)  # masked, none is lost
    [(_, area_code, version, [problem, project]), *others] = plans_kept(warehouse)
    assert (area_code, version, problem.content) == ("83010001", 1, {"text": "น้ำ"})
    budget = {"source": "", "year_be": 2566, "baht": 5.0}
    assert project.content == {"name": "น้ำ", "owner": "•••", "budgets": [budget]}
    assert len(others) == len(FORMS) - 1
    names = warehouse.query("SELECT DISTINCT area_name FROM areas UNION SELECT DISTINCT area_name FROM batch_names")
    assert names["area_name"].tolist() == ["บ้านกะตะ"]
    assert warehouse.query("SELECT file_name FROM batches WHERE batch_id = 1")["file_name"][0] == "••• 00000000.xlsx"
    assert warehouse.query(PENDING_REWRITES).iloc[0, 0] == 0
    warehouse.close()
    assert [file.name for file in beside(path)] == ["radar.duckdb"]
    assert found_in(path) == set()


def test_old_backups_and_files_set_aside_are_warned_of_until_they_are_gone(tmp_path: Path) -> None:
    """Rule "P04"."""
    path = old_database(tmp_path / "radar.duckdb")
    aside = old_database(tmp_path / "radar-set-aside-25690101-000000.duckdb", version=4 + 1)
    warehouse = open_warehouse(path)
    [backup] = list_backups(tmp_path / "backups", "radar")  # made before the change, as before every change
    assert len(found_in(backup.path)) > 0
    assert set(old_files_with_persons(warehouse)) == {backup.path, aside}
    assert set(check_database(warehouse).old_texts_in) == {backup.path, aside}
    purge_database(warehouse, with_backups=True)
    assert old_files_with_persons(warehouse) == ()
    warehouse.close()
    assert found_in(*(file for file in tmp_path.rglob("*") if file.is_file())) == set()


def test_an_old_backup_that_is_taken_in_and_restored_is_cleaned_too(tmp_path: Path) -> None:
    old = old_database(tmp_path / "elsewhere.duckdb")
    path = tmp_path / "data" / "radar.duckdb"
    warehouse = open_warehouse(path)
    with old.open("rb") as source:
        backup = adopt_backup(source, "radar-000001-25690101-0000.duckdb", path.parent / "backups", "radar")
    assert old_files_with_persons(warehouse) == (backup.path,)
    restored = restore_backup(warehouse, backup.path)
    assert len(read_sets(warehouse)) == len(FORMS)
    backup.path.unlink()
    for file in restored.set_aside:
        file.unlink()
    assert old_files_with_persons(warehouse) == ()
    warehouse.close()
    assert found_in(*(file for file in path.parent.rglob("*") if file.is_file())) == set()


KILLED = """
import os, signal, sys
from warehouse import open_warehouse, opening
from warehouse.on_disk import replacing
def stop(*_):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(*{
    "copying": (replacing, "write_copy"), "copied": (replacing, "flush_to_disk"),
    "renaming": (opening, "put_in_place"), "renamed": (opening, "finish_copies"),
}[sys.argv[2]], stop)
open_warehouse(sys.argv[1])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="ไม่มี SIGKILL บน Windows")
@pytest.mark.parametrize("place", ["copying", "copied", "renaming", "renamed"])
def test_killed_at_any_point_the_next_start_finishes_the_rewrite(tmp_path: Path, place: str) -> None:
    path = old_database(tmp_path / "radar.duckdb")
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), place], cwd=root, env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    warehouse = open_warehouse(path)
    assert len(read_sets(warehouse)) == len(FORMS)
    assert warehouse.query(PENDING_REWRITES).iloc[0, 0] == 0
    warehouse.close()
    left = [file for file in beside(path) if "-set-aside-" not in file.name]
    assert [file.name for file in left] == ["radar.duckdb"]
    assert found_in(path) == set()


def test_without_room_the_file_opens_and_is_named_until_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old_database(tmp_path / "radar.duckdb")

    def full(*_: object) -> None:
        raise NoRoomError("เต็ม", "ลบไฟล์")

    monkeypatch.setattr(replacing, "check_free_space", full)
    warehouse = open_warehouse(path)
    assert path in old_files_with_persons(warehouse)
    warehouse.close()
    monkeypatch.undo()
    open_warehouse(path).close()
    assert [file.name for file in beside(path)] == ["radar.duckdb"]
    assert found_in(path) == set()


def of_an_older_list(path: Path) -> None:
    """A database of today's version whose texts an older list of forms let through."""
    open_warehouse(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE settings SET value = 1 WHERE name = ?", [RULES_SETTING])
        for number, form in enumerate(FORMS, 1):
            text, place = form.text, f"8301{number:04}"
            connection.execute("INSERT INTO areas VALUES (?, ?, 'register')", [place, f"บ้านกะตะ {text}"])
            connection.execute("INSERT INTO area_groups VALUES (?, ?, [], now())", [number, text])


def test_a_longer_list_of_forms_cleans_what_an_older_one_let_through(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    of_an_older_list(path)
    assert len(found_in(path)) == len(PRIVATE)
    backup = tmp_path / "backups" / "radar-000001-25690101-0000.duckdb"
    backup.parent.mkdir(exist_ok=True)
    shutil.copyfile(path, backup)
    warehouse = open_warehouse(path)
    assert warehouse.query("SELECT DISTINCT area_name FROM areas")["area_name"].tolist() == ["บ้านกะตะ"]
    assert len(warehouse.query("SELECT name FROM area_groups")) == len(FORMS)
    assert warehouse.query(PENDING_REWRITES).iloc[0, 0] == 0
    assert old_files_with_persons(warehouse) == (backup,)
    warehouse.close()
    assert found_in(path) == set()


def test_a_database_cleaned_by_todays_list_is_not_looked_through(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    of_an_older_list(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE settings SET value = ? WHERE name = ?", [rules_version(), RULES_SETTING])
    open_warehouse(path).close()
    assert len(found_in(path)) == len(PRIVATE)


def test_what_a_person_kept_in_a_plan_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    of_an_older_list(path)
    kept = json.dumps({"text": FORMS[0].text})
    with duckdb.connect(str(path)) as connection:
        connection.execute("INSERT INTO plan_items VALUES (1, 'cause-1', 'cause', 1, ?, 1, NULL)", [kept])
    warehouse = open_warehouse(path)
    assert warehouse.query("SELECT content FROM plan_items")["content"].tolist() == [kept]
    warehouse.close()


def test_a_new_database_asks_for_nothing(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    assert warehouse.query(PENDING_REWRITES).iloc[0, 0] == 0
    assert old_files_with_persons(warehouse) == ()
    warehouse.close()


def test_asking_for_old_files_waits_for_no_writer(tmp_path: Path) -> None:
    """The pages ask at every rerun: an import of another session must not hold them up."""
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    with ThreadPoolExecutor(1) as pool, warehouse.transaction():
        assert pool.submit(old_files_with_persons, warehouse).result(timeout=20) == ()
    warehouse.close()
