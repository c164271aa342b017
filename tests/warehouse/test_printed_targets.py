"""Targets that a file prints: kept with its facts, never summed, gone and back with their import, absent before."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.warehouse.examples import staged
from tests.warehouse.test_migrations import OF_THE_FIRST_VERSION
from warehouse import (
    StagedBatch,
    Warehouse,
    WarehouseError,
    backup_database,
    check_database,
    migrations,
    open_warehouse,
    purge_database,
    redo_batch,
    restore_backup,
    store_batch,
    undo_batch,
)
from warehouse.opening import FILE_SETTINGS

NONE = None


def printed(targets: dict[str, float | None], level: str = "tambon", failed: int = 1) -> StagedBatch:
    """A batch of one indicator: area code → the target its file prints."""
    batch = staged(dict.fromkeys(targets, (10, failed)), level)
    batch.facts["target_pct"] = pd.Series(list(targets.values()), dtype="float64")
    return batch


def targets_of(warehouse: Warehouse) -> dict[str, float | None]:
    """Area code → target, of every level."""
    rows = warehouse.query("SELECT area_code, target_pct FROM area_figures ORDER BY area_code")
    return {row.area_code: None if pd.isna(row.target_pct) else row.target_pct for row in rows.itertuples()}


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ({"830101": 95, "830102": 95}, 95),  # all print the same: it holds above, and is not 190
        ({"830101": 95, "830102": 90}, NONE),  # not the mean, 92.5
        ({"830101": 95, "830102": None}, NONE),  # one prints none
    ],
)
def test_an_area_above_has_the_target_that_all_below_print_alike(
    warehouse: Warehouse, below: dict[str, float | None], above: float | None
) -> None:
    store_batch(warehouse, printed(below))
    assert targets_of(warehouse) == below | {"8301": above, "83": above, "TH": above}
    assert check_database(warehouse).problems == ()


def test_what_an_area_prints_itself_holds_for_it(warehouse: Warehouse) -> None:
    """Two provinces: the country has none where they differ; an own figure of a level hides the ones below it."""
    store_batch(warehouse, printed({"830101": 95}))
    store_batch(warehouse, printed({"83": 80, "30": 80}, "province"))
    assert targets_of(warehouse) == {"830101": 95, "8301": 95, "83": 80, "30": 80, "TH": 80}
    store_batch(warehouse, printed({"30": 70}, "province", failed=2))
    assert targets_of(warehouse) == {"830101": 95, "8301": 95, "83": 80, "30": 70, "TH": None}
    undo_batch(warehouse, 3)
    assert targets_of(warehouse)["TH"] == 80
    redo_batch(warehouse, 3)
    assert targets_of(warehouse)["30"] == 70


def test_villages_have_theirs_too(warehouse: Warehouse) -> None:
    store_batch(warehouse, printed({"83010101": 95, "83010102": 95, "83010201": 60}, "village"))
    found = targets_of(warehouse)
    assert (found["83010101"], found["830101"], found["830102"], found["8301"]) == (95, 95, 60, None)


def test_a_target_belongs_to_the_content_and_none_changes_nothing(warehouse: Warehouse) -> None:
    plain = staged({"830101": (10, 1)}, "tambon")
    assert printed({"830101": None}).content_sha256() == plain.content_sha256()
    assert printed({"830101": 95}).content_sha256() != plain.content_sha256()
    store_batch(warehouse, plain)
    again = store_batch(warehouse, printed({"830101": 95}))  # the same figures, read again with their targets
    assert (again.is_unchanged, len(again.replaced)) == (False, 1)
    assert targets_of(warehouse)["830101"] == 95


@pytest.mark.parametrize("target", [-1.0, 100.5])
def test_a_target_that_cannot_be_is_refused(warehouse: Warehouse, target: float) -> None:
    with pytest.raises(WarehouseError, match="มีเป้าหมายนอกช่วงร้อยละ"):
        store_batch(warehouse, printed({"830101": target}))


def test_a_changed_target_of_a_sum_is_found(warehouse: Warehouse) -> None:
    store_batch(warehouse, printed({"830101": 95}))
    with warehouse.transaction() as cursor:
        cursor.execute("UPDATE summary SET target_pct = 50 WHERE level = 'province'")
    assert check_database(warehouse).problems


def test_backup_restore_and_purge_keep_them(tmp_path: Path) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    store_batch(warehouse, printed({"830101": 95}))
    backup = backup_database(warehouse)
    store_batch(warehouse, printed({"830101": 60}, failed=2))
    assert targets_of(warehouse)["83"] == 60
    assert purge_database(warehouse, older_than_days=-1).batches == (1,)
    assert targets_of(warehouse)["83"] == 60
    restore_backup(warehouse, backup.path)
    assert targets_of(warehouse) == {"830101": 95, "8301": 95, "83": 95, "TH": 95}
    warehouse.close()


@pytest.mark.parametrize("version", [1, 8])
def test_a_database_of_before_has_none_and_takes_them(tmp_path: Path, version: int) -> None:
    path = tmp_path / "radar.duckdb"
    connection = duckdb.connect(str(path), config=FILE_SETTINGS)
    assert migrations.make_schema(connection, version)
    of_then = OF_THE_FIRST_VERSION
    if version == 8:  # when a batch was purged, and where an area stands in its file, had come
        of_then = of_then.replace("TIMESTAMP '2026-01-01')", "TIMESTAMP '2026-01-01', NULL)")
        of_then = of_then.replace("'83010101', true, NULL)", "'83010101', true, NULL, NULL, NULL)")
    connection.execute(of_then)
    connection.close()
    warehouse = open_warehouse(path)
    assert targets_of(warehouse) == dict.fromkeys(["83010101", "830101", "8301", "83", "TH"])
    assert check_database(warehouse).problems == ()
    store_batch(warehouse, printed({"83010101": 95}, "village"))
    assert set(targets_of(warehouse).values()) == {95}
    assert check_database(warehouse).problems == ()
    warehouse.close()
