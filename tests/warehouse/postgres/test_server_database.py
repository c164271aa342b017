"""A database on a server: what is refused, its backups and going back to one, its command line, accounts of an area."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from postgres_cluster import AREA_ROLE, OWNER, empty_server_warehouse
from tests.warehouse.examples import figures, staged
from tests_support import ROOT
from warehouse import (
    ServerError,
    Warehouse,
    WarehouseError,
    backup_database,
    check_database,
    list_actions,
    open_warehouse,
    server_address,
    shown_address,
    store_batch,
)
from warehouse.__main__ import main
from warehouse.actions import Actor
from warehouse.keeping.dumps import check_dump, restore_server
from warehouse.scope import for_actor

pytestmark = pytest.mark.slow


@pytest.fixture
def here(cluster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Warehouse]:
    """An empty database of the server, whose backups go to a folder of the test."""
    monkeypatch.setenv("CIA_BACKUPS", str(tmp_path))
    warehouse = empty_server_warehouse(cluster)
    yield warehouse
    warehouse.close()


def address_of(warehouse: Warehouse) -> str:
    return str(warehouse.database.address)  # type: ignore[attr-defined]


def test_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    assert server_address(Path("postgresql://radar@host/radar")) == "postgresql://radar@host/radar"
    assert server_address("postgres://host/x?host=/run") == "postgresql://host/x?host=/run"
    assert server_address("radar.duckdb") is None
    assert shown_address("postgresql://radar:secret@host/radar") == "postgresql://host/radar"
    monkeypatch.setenv("CIA_DATABASE", "postgresql://host/radar")
    assert server_address(None) == "postgresql://host/radar"


def test_a_backup_brings_everything_back_and_what_was_there_is_kept(here: Warehouse, tmp_path: Path) -> None:
    store_batch(here, staged({"83010101": (10, 1)}))
    before = figures(here)
    made = backup_database(here)
    assert made.path.parent == tmp_path
    store_batch(here, staged({"83010101": (10, 5), "83010102": (4, 2)}))
    after, state = figures(here), here.database.state
    former = restore_server(here, made.path)
    assert figures(here) == before
    assert here.database.state > state
    assert check_database(here).problems == ()
    assert list_actions(here)["action"].tolist() == ["restore", "store"]
    restore_server(here, former.path)
    assert figures(here) == after


def test_no_dump_of_ours_is_no_backup(here: Warehouse, tmp_path: Path) -> None:
    store_batch(here, staged({"83010101": (10, 1)}))
    made = backup_database(here).path
    torn = tmp_path / "torn.dump"
    torn.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    other = tmp_path / "other.dump"
    other.write_bytes(b"PGDMP nothing of ours")
    before = figures(here)
    for file in (torn, other, tmp_path / "none.dump"):
        with pytest.raises(WarehouseError):
            check_dump(file)
        with pytest.raises(WarehouseError):
            restore_server(here, file)
    assert figures(here) == before


def test_the_command_line(here: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store_batch(here, staged({"83010101": (10, 1)}))

    def asked(*words: str) -> tuple[int, dict[str, object]]:
        code = main([*words, "--json", "--database", address_of(here)])
        return code, json.loads(capsys.readouterr().out)

    assert asked("check")[1]["facts"] == 1
    assert asked("backup")[0] == 0
    _, listed = asked("backups")
    [made] = tmp_path.glob("*.dump")
    assert [each["path"] for each in listed["backups"]] == [str(made)]  # type: ignore[attr-defined]
    assert asked("restore", str(made))[0] == 0
    for words in (["recover", "--empty"], ["hand-over"], ["purge", "--yes"]):
        code, said = asked(*words)
        assert code == 1
        assert "เซิร์ฟเวอร์ PostgreSQL" in str(said["what"])


def test_a_database_of_an_earlier_version_gets_what_it_lacks(here: Warehouse) -> None:
    store_batch(here, staged({"83010101": (10, 1)}))
    before = figures(here)
    with psycopg.connect(address_of(here)) as connection:
        connection.execute("DROP TABLE lesson_ratings")
        connection.execute("ALTER TABLE batches DROP COLUMN purged_at CASCADE")
        connection.execute("UPDATE schema_version SET version = 1")
    again = open_warehouse(address_of(here))
    assert figures(again) == before
    assert again.query("SELECT count(*) AS n FROM lesson_ratings")["n"].tolist() == [0]
    assert check_database(again).problems == ()
    with psycopg.connect(address_of(here)) as connection:
        connection.execute("ALTER TABLE facts ADD COLUMN of_another text")
        connection.execute("UPDATE schema_version SET version = 1")
    with pytest.raises(WarehouseError, match=r"facts\.of_another"):
        open_warehouse(address_of(here))
    with psycopg.connect(address_of(here)) as connection:
        connection.execute("ALTER TABLE facts DROP COLUMN of_another")
    again.close()


def test_a_server_that_is_away_and_one_that_sorts_otherwise(cluster: Path) -> None:
    with pytest.raises(ServerError, match="ติดต่อฐานข้อมูลบนเซิร์ฟเวอร์"):
        open_warehouse(f"postgresql://{OWNER}@/nothing_of_that_name?host={cluster}")
    with psycopg.connect(host=str(cluster), user=OWNER, dbname="postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
    with pytest.raises(WarehouseError, match="SQL_ASCII"):
        open_warehouse(f"postgresql://{OWNER}@/latin?host={cluster}")


def test_what_an_import_brings_is_counted_for_the_planner_at_once(here: Warehouse) -> None:
    def rows_known() -> object:
        with psycopg.connect(address_of(here)) as connection:
            return connection.execute("SELECT reltuples FROM pg_class WHERE relname = 'facts'").fetchone()

    store_batch(here, staged({"83010101": (10, 1)}))
    assert rows_known() != (1,)  # not worth it
    store_batch(here, staged({f"84{number:06}": (10, 1) for number in range(3000)}))
    assert rows_known() == (3001,)


def test_rows_of_others_are_not_there_for_the_role_of_areas(here: Warehouse) -> None:
    store_batch(here, staged({"83010101": (10, 1), "83020101": (20, 2), "83020102": (30, 3)}))
    muang = for_actor(here, Actor("muang", "officer", "8301"), lambda _set_id, _year_be: [])
    assert ("tambon", "830201") in figures(muang)
    assert ("village", "83020101") not in figures(muang)
    with psycopg.connect(address_of(here)) as connection:  # whatever is asked, by whatever way
        connection.execute(f"SET ROLE {AREA_ROLE}")
        assert connection.execute("SELECT count(*) FROM facts").fetchone() == (0,)
        connection.execute("SELECT set_config('community_radar.prefix', '8301', false)")
        assert connection.execute("SELECT DISTINCT area_code FROM facts").fetchall() == [("83010101",)]
        assert connection.execute("SELECT DISTINCT area_code FROM live_facts").fetchall() == [("83010101",)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM facts")
    store_batch(here, staged({"83020101": (20, 9)}, year_be=2562))
    with psycopg.connect(address_of(here)) as connection:  # the gate has not been asked of the new year yet
        connection.execute(f"SET ROLE {AREA_ROLE}")
        connection.execute("SELECT set_config('community_radar.prefix', '8301', false)")
        assert connection.execute("SELECT DISTINCT year_be FROM summary").fetchall() == [(2561,)]


def test_for_a_superuser_no_row_can_be_hidden_and_areas_are_refused(here: Warehouse) -> None:
    whole = open_warehouse(address_of(here).replace(f"{OWNER}@", "postgres@"))
    with pytest.raises(WarehouseError, match="ยังกั้นข้อมูลระหว่างพื้นที่ไม่ได้"):
        figures(for_actor(whole, Actor("muang", "reader", "8301")))
    whole.close()


def test_a_file_is_opened_without_the_driver() -> None:
    code = """
import sys, app.state, warehouse
warehouse.open_warehouse(":memory:").close()
print(*sorted({"psycopg", "psycopg_pool", "sqlglot"} & set(sys.modules)))
"""
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.split() == []
