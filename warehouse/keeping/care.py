"""Whether everything in the database agrees, and erasing for good.

Deleted values stay readable in a database file, so what is left is written into a new one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import duckdb
import pandas as pd

from warehouse.actions import record_action
from warehouse.areas import forget_names
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from warehouse.migrations.stored_texts import CLEANED, holds_old_texts
from warehouse.migrations.structure import find_problems
from warehouse.on_disk.backup_files import READ_ONLY_SETTINGS, Contents, list_backups
from warehouse.on_disk.files import check_free_space
from warehouse.on_disk.replacing import (
    PENDING_REWRITES,
    ask_for_rewrite,
    finish_copies,
    is_rewrite_pending,
    put_in_place,
    set_aside_files,
    write_anew,
)
from warehouse.postgres.address import not_on_server
from warehouse.sql import read_sql, with_names
from words.dates import local_now

CLEANED_AT: Final = "SELECT min(applied_at) AS cleaned_at FROM schema_version WHERE version = ?"


@dataclass(frozen=True)
class Checked:
    """`problems`: Thai sentences with a number of rows, none when all is well; `contents`: what the database holds;
    `old_texts_in`: files of earlier versions that still hold texts of persons (see old_files_with_persons)."""

    contents: Contents
    problems: tuple[str, ...]
    old_texts_in: tuple[Path, ...] = ()


def check_database(warehouse: Warehouse) -> Checked:
    """Read every row, and recompute states and sums from the imported facts.

    Raises DamagedDatabaseError when a part of the file cannot be read."""
    with warehouse.quiet() as cursor:
        contents, problems = warehouse.database.read_contents(cursor), find_problems(cursor)
    return Checked(contents, problems, old_files_with_persons(warehouse))


def old_files_with_persons(warehouse: Warehouse) -> tuple[Path, ...]:
    """Backups, and files set aside, that an earlier version wrote and that still hold texts of persons; the database
    itself while it could not be written anew. They go with purge_database(with_backups=True), or by hand."""
    path, folder = warehouse.path, warehouse.backup_folder
    if path is None or folder is None:
        return ()
    files = (*(backup.path for backup in list_backups(folder, path.stem)), *set_aside_files(path))
    # read as any reader does: the pages ask at every rerun, and must not wait for an import that goes on
    itself = (path,) if int(warehouse.query_once(PENDING_REWRITES)["pending"].iloc[0]) else ()
    cleaned_at = pd.Timestamp(warehouse.query_once(CLEANED_AT, CLEANED)["cleaned_at"].iloc[0]).to_pydatetime()
    return (*itself, *(file for file in files if _holds_old_texts(file, cleaned_at)))


_LOOKED_AT: dict[tuple[Path, int, int], bool | None] = {}


def _holds_old_texts(file: Path, cleaned_at: datetime) -> bool:
    """As holds_old_texts, each file read once a run. Of what was written ahead, and of a file that cannot be read,
    the age decides."""
    try:
        state = file.stat()
    except OSError:
        return False
    is_old = datetime.fromtimestamp(state.st_mtime) <= cleaned_at
    if ".wal" in file.suffixes:
        return is_old
    key = (file, state.st_size, state.st_mtime_ns)
    if key not in _LOOKED_AT:
        _LOOKED_AT[key] = holds_old_texts(file, dict(READ_ONLY_SETTINGS))
    found = _LOOKED_AT[key]
    return is_old if found is None else found


ERASE: Final = (
    "DELETE FROM facts WHERE batch_id = ?",
    "DELETE FROM measures WHERE batch_id = ?",
    "DELETE FROM batch_areas WHERE batch_id = ?",
)
PLANS_GONE: Final = """
    -- One row: a plan all of whose files were replaced or undone, and had figures that were erased.
    SELECT plan_id
    FROM office_file_plans JOIN office_files USING (office_file_id)
    GROUP BY plan_id
    HAVING bool_and(NOT is_standing AND office_file_id IN (
        SELECT office_file_id FROM office_file_batches JOIN batches USING (batch_id) WHERE purged_at IS NOT NULL
    ))
"""
ERASE_PLANS: Final = "DELETE FROM {table} WHERE list_contains(?::INTEGER[], plan_id)"
MARK: Final = "UPDATE batches SET purged_at = ? WHERE batch_id = ?"


@dataclass(frozen=True)
class Purged:
    """`batches`: numbers of those erased; `still_held_in`: backups and files set aside earlier, which may hold them."""

    batches: tuple[int, ...]
    facts: int
    bytes_before: int
    bytes_after: int
    still_held_in: tuple[Path, ...]


def purge_database(
    warehouse: Warehouse, *, older_than_days: int = 365, with_backups: bool = False, now: datetime | None = None
) -> Purged:
    """Erase the facts and names of batches undone or wholly replaced for longer than that, and rewrite the file.

    The record of each batch stays (file name, fingerprints, who and when), but it can no longer be brought back. The
    new file takes the former one's place once it has been read back. `with_backups`: a new backup is made, and the
    older ones and the files set aside are deleted too. What is still to be done is written with the erasing itself:
    after a sudden end, or a WarehouseError on the way, the next start does it.
    """
    path, folder, moment = warehouse.path, warehouse.backup_folder, now or local_now()
    if warehouse.server:
        raise not_on_server(
            "ล้างข้อมูลออกจริง", "ข้อมูลที่ยกเลิกแล้วไม่แสดงในหน้าใด แต่ยังอยู่ในเซิร์ฟเวอร์ โปรแกรมรุ่นนี้ยังลบออกจริงบนเซิร์ฟเวอร์ไม่ได้"
        )
    if path is None or folder is None:
        raise WarehouseError("ฐานข้อมูลนี้อยู่ในหน่วยความจำ จึงไม่มีไฟล์ให้ล้าง", "เปิดฐานข้อมูลที่เป็นไฟล์ก่อน")
    bytes_before = path.stat().st_size
    check_free_space(path.parent, bytes_before)
    with warehouse.alone():
        held = (*(backup.path for backup in list_backups(folder, path.stem)), *set_aside_files(path))
        with warehouse.transaction() as cursor:
            batches, facts = _erase(cursor, moment - timedelta(days=older_than_days))
            ask_for_rewrite(cursor, path, held if with_backups else None)
        _finish(warehouse, path, folder)
    return Purged(batches, facts, bytes_before, path.stat().st_size, () if with_backups else held)


def preview_purge(warehouse: Warehouse, older_than_days: int = 365, now: datetime | None = None) -> pd.DataFrame:
    """What purge_database would erase, one row per batch: batch_id, areas, facts. Nothing is changed."""
    before = (now or local_now()) - timedelta(days=older_than_days)
    return warehouse.query(read_sql("purgeable_batches"), {"before": before})


def _erase(cursor: duckdb.DuckDBPyConnection, before: datetime) -> tuple[tuple[int, ...], int]:
    rows = cursor.execute(read_sql("purgeable_batches"), {"before": before}).fetchall()
    for batch_id, areas, facts in rows:
        for statement in ERASE:
            cursor.execute(statement, [batch_id])
        forget_names(cursor, int(batch_id))
        cursor.execute(MARK, [local_now(), batch_id])
        record_action(cursor, "purge", str(batch_id), int(areas), int(facts))
    _erase_plans(cursor)
    return tuple(int(row[0]) for row in rows), sum(int(row[2]) for row in rows)


def _erase_plans(cursor: duckdb.DuckDBPyConnection) -> None:
    """Erase the plans that came with offices' files of which nothing can come back."""
    gone = [int(plan_id) for (plan_id,) in cursor.execute(PLANS_GONE).fetchall()]
    for table in ("plan_items", "plan_versions", "plans", "office_file_plans"):
        cursor.execute(with_names(ERASE_PLANS, table=table), [gone])


def _finish(warehouse: Warehouse, path: Path, folder: Path) -> None:
    """What the wishes ask for. Readers go on while the new file is written, and wait only while it takes its place."""
    try:
        with warehouse.quiet() as cursor:
            new = write_anew(cursor, path)
        warehouse.exchange(lambda: put_in_place(new, path))
        with warehouse.quiet() as cursor:
            is_new = not is_rewrite_pending(cursor)
            finish_copies(cursor, path, folder)
    except (WarehouseError, OSError) as error:
        raise _unfinished(error.what if isinstance(error, WarehouseError) else str(error.strerror)) from error
    if not is_new:
        raise _unfinished("โปรแกรมอื่นเปิดไฟล์ฐานข้อมูลอยู่")


def _unfinished(reason: str) -> WarehouseError:
    return WarehouseError(
        f"ลบข้อมูลออกจากฐานข้อมูลแล้ว แต่ข้อมูลที่ลบยังอ่านได้จากไฟล์เดิม เพราะยังเขียนไฟล์ใหม่ไม่เสร็จ: {reason}",
        "ตรวจพื้นที่ว่างและปิดโปรแกรมอื่นที่อาจเปิดไฟล์อยู่ แล้วปิดและเปิดโปรแกรมนี้ใหม่ โปรแกรมจะเขียนไฟล์ให้เสร็จเอง",
    )
