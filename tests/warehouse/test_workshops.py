"""Results of meetings: kept, found again after import, undo, purge and in a backup; no person in a text."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse.examples import staged
from warehouse import (
    Warehouse,
    WarehouseError,
    backup_database,
    list_backups,
    open_warehouse,
    preview_restore,
    purge_database,
    restore_backup,
    store_batch,
    undo_batch,
)
from warehouse.workshops import POINTS, HallScore, Workshop, keep_workshop, list_workshops, remove_workshop
from words.dates import local_now

SCORES = (HallScore("i-1", "ไม่มีการเก็บออมเงิน", 1, 12, 5), HallScore(None, "ถนนมืด", None, 30, 8))
MEETING = Workshop(0, "83010101", "jpt-2560", 2561, datetime(2026, 11, 29, 9, 30), "ศาลาหมู่ 2", POINTS, 9, True, SCORES)


def test_a_meeting_is_kept_as_it_was_and_again_as_it_is(warehouse: Warehouse) -> None:
    first = keep_workshop(warehouse, MEETING)
    assert list_workshops(warehouse, "83010101") == [replace(MEETING, workshop_id=first.workshop_id)]
    ended = replace(first, ballots=10, is_open=False, scores=SCORES[:1], way=POINTS)
    assert keep_workshop(warehouse, ended) == ended
    assert list_workshops(warehouse, "83010101") == [ended]
    assert list_workshops(warehouse, "83010102") == []


def test_the_newest_meeting_stands_first_and_one_can_be_forgotten(warehouse: Warehouse) -> None:
    first, second = (keep_workshop(warehouse, MEETING) for _ in range(2))
    assert [each.workshop_id for each in list_workshops(warehouse, "83010101")] == [
        second.workshop_id, first.workshop_id,
    ]  # fmt: skip
    remove_workshop(warehouse, second.workshop_id)
    assert [each.workshop_id for each in list_workshops(warehouse, "83010101")] == [first.workshop_id]


def test_a_meeting_without_a_ballot_is_no_result(warehouse: Warehouse) -> None:
    keep_workshop(warehouse, replace(MEETING, ballots=0))
    assert list_workshops(warehouse, "83010101") == []


def test_no_person_is_kept_in_a_text(warehouse: Warehouse) -> None:
    typed = replace(
        MEETING, place="ศาลาของนายสมชาย ใจดี", scores=(HallScore(None, "นางสาวสมหญิง รักดี ไม่มีบ้าน", None, 1, 1),)
    )
    kept = keep_workshop(warehouse, typed)
    assert kept == list_workshops(warehouse, "83010101")[0]
    for word in ("สมชาย", "สมหญิง"):
        assert word not in str(kept)


def test_another_meeting_under_the_same_number_is_not_written_over(warehouse: Warehouse) -> None:
    kept = keep_workshop(warehouse, MEETING)
    with pytest.raises(WarehouseError, match="ไม่พบเวทีประชาคมนี้"):
        keep_workshop(warehouse, replace(kept, held_at=kept.held_at + timedelta(minutes=1)))
    assert list_workshops(warehouse, "83010101") == [kept]


def test_a_way_there_is_not_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(ValueError, match="no way"):
        keep_workshop(warehouse, replace(MEETING, way="shouting"))


def test_it_outlives_import_undo_and_purge_and_comes_along_in_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "radar.duckdb"
    warehouse = open_warehouse(path)
    kept = keep_workshop(warehouse, MEETING)
    batch = store_batch(warehouse, staged({"83010101": (100, 40)}))
    undo_batch(warehouse, batch.batch_id)
    purge_database(warehouse, older_than_days=0, now=local_now() + timedelta(days=1))
    assert list_workshops(warehouse, "83010101") == [kept]

    backup_database(warehouse)
    keep_workshop(warehouse, replace(MEETING, place="วัด"))
    [backup, *_] = list_backups(path.parent / "backups", "radar")
    assert preview_restore(warehouse, backup.path).rows_lost == {"workshops": 1}
    restore_backup(warehouse, backup.path)
    assert list_workshops(warehouse, "83010101") == [kept]
    warehouse.close()
