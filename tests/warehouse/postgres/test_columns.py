"""The figures of tambon in columns: the rows they are made of, whoever changed these; nobody reads more by them."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import psycopg
import pytest

from postgres_cluster import AREA_ROLE, empty_server_warehouse
from tests.warehouse.examples import staged
from warehouse import Warehouse, backup_database, open_warehouse, store_batch, undo_batch
from warehouse.actions import Actor
from warehouse.keeping.dumps import restore_server
from warehouse.scope import for_actor

pytestmark = pytest.mark.slow
FIGURES = """
    SELECT * FROM area_figures
    WHERE (level = $level OR $is_listed) AND set_id = $set_id AND year_be = $year_be AND starts_with(area_code, $prefix)
    ORDER BY area_code
"""
OTHERS = [
    {"level": "tambon", "prefix": "8301"}, {"level": "tambon", "prefix": "99"}, {"level": "amphoe", "prefix": ""},
    {"year_be": 2562}, {"is_listed": True},
]  # fmt: skip


@pytest.fixture
def here(cluster: Path) -> Iterator[Warehouse]:
    """An empty database of the server, open in this process."""
    warehouse = empty_server_warehouse(cluster)
    yield warehouse
    warehouse.close()


def key_of(**changes: object) -> dict[str, object]:
    return {"level": "tambon", "set_id": "jpt-2560", "year_be": 2561, "prefix": "", "is_listed": False} | changes


def rows(warehouse: Warehouse, **changes: object) -> pd.DataFrame:
    return warehouse.query(FIGURES, key_of(**changes))


def in_columns(warehouse: Warehouse, **changes: object) -> pd.DataFrame:
    return warehouse.query_figures(FIGURES, key_of(**changes))


def address_of(warehouse: Warehouse) -> str:
    return str(warehouse.database.address)  # type: ignore[attr-defined]


def without_sums(warehouse: Warehouse) -> None:
    """Empty the sums behind the back of what marks them, so that only columns have any."""
    with psycopg.connect(address_of(warehouse)) as connection:
        connection.execute("ALTER TABLE summary DISABLE TRIGGER USER")
        connection.execute("DELETE FROM summary")
        connection.execute("ALTER TABLE summary ENABLE TRIGGER USER")


def test_columns_hold_the_rows_they_are_made_of_after_every_change(here: Warehouse) -> None:
    other = open_warehouse(address_of(here))
    store_batch(here, staged({"83010101": (10, 1), "83010201": (20, 2), "10010101": (7, 3)}))
    assert in_columns(here)["failed"].tolist() == [3, 1, 2]
    store_batch(other, staged({"83010101": (10, 5)}))
    store_batch(other, staged({"83010101": (10, 6)}, year_be=2562))
    for warehouse in (here, other):
        pd.testing.assert_frame_equal(in_columns(warehouse), rows(warehouse))
        for each in OTHERS:
            pd.testing.assert_frame_equal(in_columns(warehouse, **each), rows(warehouse, **each))
    assert in_columns(here)["failed"].tolist() == [3, 5, 2]
    undo_batch(other, 2)
    assert in_columns(here)["failed"].tolist() == [3, 1, 2]
    undo_batch(other, 1)
    assert in_columns(here).empty
    other.close()


def test_what_is_kept_here_is_read_until_it_is_changed_and_rows_where_columns_lack(here: Warehouse) -> None:
    store_batch(here, staged({"83010101": (10, 1), "10010101": (7, 3)}))
    without_sums(here)
    assert rows(here).empty
    assert in_columns(here)["failed"].tolist() == [3, 1]
    with psycopg.connect(address_of(here)) as connection:
        connection.execute("UPDATE server_columns SET figures = 'nothing that could be read'")
    assert in_columns(here)["failed"].tolist() == [3, 1]  # of the same edition: not fetched again
    with psycopg.connect(address_of(here)) as connection:
        connection.execute("UPDATE server_columns SET edition = NULL WHERE province = '10'")
    assert in_columns(here).empty


def test_columns_come_back_with_a_backup_and_to_a_database_without_them(
    here: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here.database, "backup_folder", tmp_path)
    store_batch(here, staged({"83010101": (10, 1)}))
    made = backup_database(here)
    store_batch(here, staged({"83010101": (10, 5), "10010101": (7, 3)}))
    restore_server(here, made.path)
    without_sums(here)
    assert in_columns(here)["failed"].tolist() == [1]
    store_batch(here, staged({"83010101": (10, 4)}))
    with psycopg.connect(address_of(here)) as connection:
        connection.execute("DROP TABLE server_columns")
    again = open_warehouse(address_of(here))
    assert in_columns(again)["failed"].tolist() == [4]
    store_batch(again, staged({"10010101": (7, 3)}))
    without_sums(again)
    assert in_columns(again)["failed"].tolist() == [3, 4]
    again.close()


def test_an_account_of_an_area_reads_its_rows_and_no_columns(here: Warehouse) -> None:
    store_batch(here, staged({"83010101": (10, 1), "83020101": (20, 2)}))
    assert in_columns(here)["failed"].tolist() == [1, 2]
    muang = for_actor(here, Actor("muang", "officer", "8301"))  # the gate lets nothing out
    assert in_columns(muang)["area_code"].tolist() == ["830101"]
    with psycopg.connect(address_of(here)) as connection:
        connection.execute(f"SET ROLE {AREA_ROLE}")
        connection.execute("SELECT set_config('community_radar.prefix', '8301', false)")
        assert connection.execute("SELECT count(*) FROM server_columns").fetchone() == (0,)
