"""A clock that is set back between two savings changes no order and lets nothing young be erased."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from analysis.core.held_data import data_version, sources_of_area
from tests.warehouse.examples import figures, plans_kept, problems, staged
from warehouse import (
    Warehouse,
    backup_database,
    create_plan,
    list_actions,
    list_backups,
    list_batches,
    list_plans,
    open_warehouse,
    plan_versions,
    preview_purge,
    preview_restore,
    purge_database,
    read_mappings,
    read_plan,
    redo_batch,
    save_mapping,
    save_plan,
    save_set,
    store_batch,
    undo_batch,
)
from warehouse.migrations import make_schema, migrate
from warehouse.opening import FILE_SETTINGS
from warehouse.opening.database import OpenDatabase

NOON = datetime(2026, 11, 28, 12)
BACK = pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=366)], ids=["hour", "year"])


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock of this machine, as the program sees it."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("words.dates.time", SimpleNamespace(time=moment.timestamp))

    set_to(NOON)
    return set_to


@BACK
def test_the_plan_saved_last_is_the_one_that_counts(
    warehouse: Warehouse, set_clock: Callable[[datetime], None], back: timedelta
) -> None:
    plan_id = create_plan(warehouse, "830101", "jpt-2560", 2561, 2562)
    for version, (text, moment) in enumerate((("แรก", NOON), ("หลัง", NOON - back))):
        set_clock(moment)
        save_plan(warehouse, plan_id, version, problems(text))
        save_mapping(warehouse, text, text, {"name": text})
    assert plans_kept(warehouse) == [(1, "830101", 2, problems("หลัง"))]
    assert [each.version for each in plan_versions(warehouse, plan_id)] == [2, 1, 0]
    assert [mapping["name"] for mapping in read_mappings(warehouse)] == ["หลัง", "แรก"]


@BACK
def test_the_import_made_last_stands_and_is_named_first(
    warehouse: Warehouse, set_clock: Callable[[datetime], None], back: timedelta
) -> None:
    for number, moment in ((1, NOON), (2, NOON - back)):
        set_clock(moment)
        store_batch(
            warehouse, staged({"83010101": (10, number), f"8301010{number + 1}": (5, 1)}, file_name=f"{number}")
        )
    assert figures(warehouse)["village", "83010101"] == (10, 2)
    assert list_batches(warehouse)["batch_id"].tolist() == [2, 1]
    assert list_actions(warehouse)["object"].tolist() == ["2", "1"]
    assert sources_of_area(warehouse, "830101", "jpt-2560", 2561)["batch_id"].tolist() == [2, 1]


@BACK
def test_a_set_saved_after_the_clock_went_back_is_seen_by_the_screens(
    warehouse: Warehouse, set_clock: Callable[[datetime], None], back: timedelta
) -> None:
    save_set(warehouse, "x", {"title": "แรก"})
    before = data_version(warehouse)
    set_clock(NOON - back)
    save_set(warehouse, "y", {"title": "หลัง"})
    assert data_version(warehouse) != before


def test_a_batch_undone_while_the_clock_stood_a_year_back_is_young(
    warehouse: Warehouse, set_clock: Callable[[datetime], None]
) -> None:
    """Its undoing seems to be a year old, though it came after an import of today."""
    undone = store_batch(warehouse, staged({"83010101": (10, 1)})).batch_id
    set_clock(NOON - timedelta(days=400))
    undo_batch(warehouse, undone)
    replaced = store_batch(warehouse, staged({"83010102": (10, 1)})).batch_id
    store_batch(warehouse, staged({"83010102": (11, 1)}))
    set_clock(NOON + timedelta(days=30))
    assert preview_purge(warehouse).empty
    set_clock(NOON + timedelta(days=366))
    assert preview_purge(warehouse)["batch_id"].tolist() == [undone, replaced]
    set_clock(NOON - timedelta(days=400))  # brought back and undone once more, at the wrong time again
    redo_batch(warehouse, undone)
    set_clock(NOON + timedelta(days=200))
    redo_batch(warehouse, store_and_undo(warehouse))
    set_clock(NOON - timedelta(days=400))
    undo_batch(warehouse, undone)
    set_clock(NOON + timedelta(days=366))
    assert preview_purge(warehouse)["batch_id"].tolist() == [replaced]


def store_and_undo(warehouse: Warehouse) -> int:
    batch_id = store_batch(warehouse, staged({"83010109": (10, 1)})).batch_id
    undo_batch(warehouse, batch_id)
    return batch_id


@BACK
def test_a_purge_after_the_clock_went_back_erases_nothing_young(
    tmp_path: Path, set_clock: Callable[[datetime], None], back: timedelta
) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    store_and_undo(warehouse)
    set_clock(NOON - back)
    assert purge_database(warehouse, older_than_days=0).batches == ()
    set_clock(NOON + timedelta(hours=1))
    assert purge_database(warehouse, older_than_days=0).batches == (1,)
    warehouse.close()


@BACK
def test_the_newest_backup_is_the_one_with_the_highest_number(
    tmp_path: Path, set_clock: Callable[[datetime], None], back: timedelta
) -> None:
    warehouse = open_warehouse(tmp_path / "radar.duckdb")
    first = backup_database(warehouse)
    set_clock(NOON - back)
    second = backup_database(warehouse)
    warehouse.close()
    assert [each.path for each in list_backups(tmp_path / "backups", "radar")] == [second.path, first.path]


def test_plans_of_earlier_versions_are_numbered_as_they_were_saved() -> None:
    connection = duckdb.connect(":memory:")
    assert make_schema(connection, 6)
    for day in (3, 1, 2):
        content = f'["{day}"]'
        connection.execute("INSERT INTO plans VALUES ('83', 's', 2565, ?, ?)", [content, datetime(2026, 1, day)])
        connection.execute("INSERT INTO mappings VALUES (?, ?, '{}', ?)", [content, content, datetime(2026, 1, day)])
    migrate(connection)
    warehouse = Warehouse(OpenDatabase(connection))
    [(number, _, version, items)] = plans_kept(warehouse)
    assert (number, version, [item.content["text"] for item in items]) == (4, 3, ["3"])
    texts = [read_plan(warehouse, number, each)[1][0].content["text"] for each in (1, 2, 3)]
    assert texts == ["1", "2", "3"]
    assert create_plan(warehouse, "83", "s", 2565, 2566) == 5
    save_mapping(warehouse, "ใหม่", "ใหม่", {"name": "ใหม่"})
    assert warehouse.query("SELECT max(mapping_id) AS latest FROM mappings")["latest"].tolist() == [4]
    warehouse.close()


def test_a_backup_of_an_earlier_version_lacks_only_what_was_saved_since(tmp_path: Path) -> None:
    """The numbers that a later version gave to its plans make no plan another one."""
    path = tmp_path / "radar.duckdb"
    connection = duckdb.connect(str(path), config=FILE_SETTINGS)
    assert make_schema(connection, 6)
    connection.execute("INSERT INTO plans VALUES ('83', 's', 2565, '[]', TIMESTAMP '2026-01-01')")
    connection.close()
    warehouse = open_warehouse(path)
    [backup] = list_backups(tmp_path / "backups", "radar")
    assert preview_restore(warehouse, backup.path).rows_lost == {}
    [plan] = list_plans(warehouse)
    save_plan(warehouse, plan.plan_id, plan.version, problems("ใหม่"))
    assert preview_restore(warehouse, backup.path).rows_lost == {"plans": 1}
    warehouse.close()
