"""A backup, or an empty database, in the place of the present file; what was there is set aside, never deleted."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from warehouse.actions import Action, record_action
from warehouse.connection import Warehouse, open_warehouse
from warehouse.errors import DamagedDatabaseError, DatabaseInUseError, WarehouseError
from warehouse.files import copy_durably, replace_database, set_aside
from warehouse.keeping.backup_files import READ_ONLY_SETTINGS, read_file, verify_backup
from warehouse.keeping.batch_rows import BATCHES, BatchRow, lost_batches
from warehouse.keeping.contents import Contents
from warehouse.opening import bring_up_to_date, explain
from warehouse.places import check_free_space, check_place, default_backup_folder
from warehouse.staged import ReplacedBatch
from words.thai_time import local_now


@dataclass(frozen=True)
class Restored:
    """`set_aside`: where the former files went; `contents`: what the backup holds (None: begun anew, empty); `lost`:
    the former batches that the backup lacks, to be imported again (None: the former file could not be read)."""

    path: Path
    backup: Path | None
    set_aside: tuple[Path, ...]
    contents: Contents | None
    lost: tuple[ReplacedBatch, ...] | None


def restore_database(backup: Path, database: Path, *, now: datetime | None = None) -> Restored:
    """Put a verified backup in the place of a database that no program has open, and open it once.

    The former file is renamed with a time stamp, together with what was written ahead beside it. Raises
    WarehouseError, with everything as it was, for a backup that cannot be read whole or a database in use.
    """
    return _exchange_closed(database, backup, "restore", now or local_now())


def recover_database(database: Path, from_backup: Path | None, *, now: datetime | None = None) -> Restored:
    """After a DamagedDatabaseError, when the person has chosen: go on from a backup, or (None) with an empty database.

    The damaged files are renamed with a time stamp and stay. Raises WarehouseError, with everything as it was, for a
    backup that cannot be read whole or a database in use.
    """
    return _exchange_closed(database, from_backup, "recover", now or local_now())


def restore_backup(warehouse: Warehouse, backup: Path, *, now: datetime | None = None) -> Restored:
    """As restore_database, for the database this process has open: it is closed, exchanged and opened again.

    The Warehouse object stays the same and its `generation` rises; readers of other threads wait meanwhile."""
    path = warehouse.path
    if path is None:
        raise WarehouseError("ฐานข้อมูลนี้อยู่ในหน่วยความจำ จึงกู้คืนจากไฟล์ไม่ได้", "เปิดฐานข้อมูลที่เป็นไฟล์ก่อน")
    contents = verify_backup(backup)
    with warehouse.alone():
        former = _open_batches(warehouse)
        aside = warehouse.exchange(lambda: install_copy(backup, contents, path, now or local_now()))
        with warehouse.transaction() as cursor:
            lost = lost_batches(former, cursor.execute(BATCHES).fetchall())
            record_action(cursor, "restore", backup.name, contents.live_areas, contents.facts)
    return Restored(path, backup, aside, contents, lost)


def install_copy(source: Path, contents: Contents, database: Path, now: datetime) -> tuple[Path, ...]:
    """Copy a closed database file beside another one, hold the copy to `contents`, bring it to the newest schema and
    let it take the other one's place. Returns where the former files went."""
    copying = database.with_name(f"{database.name}.copying")
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        check_free_space(database.parent, source.stat().st_size)
        copy_durably(source, copying)
        try:
            if read_file(copying) != contents:
                raise WarehouseError(f"คัดลอก {source.name} ได้ไม่ตรงกับต้นฉบับ", "ตรวจดิสก์ของเครื่อง แล้วทำใหม่ ข้อมูลเดิมยังอยู่ครบ")
            bring_up_to_date(copying)
            return replace_database(copying, database, now)
        finally:
            copying.unlink(missing_ok=True)
    except (OSError, duckdb.Error) as error:
        raise WarehouseError(
            f"นำ {source.name} มาวางแทนไม่ได้", "ปิดโปรแกรมอื่นที่อาจเปิดไฟล์อยู่ ตรวจพื้นที่ว่าง แล้วทำใหม่ ข้อมูลเดิมยังอยู่ครบ"
        ) from error


def _exchange_closed(database: Path, backup: Path | None, action: Action, now: datetime) -> Restored:
    check_place(database)
    contents = verify_backup(backup) if backup else None
    former = _former_batches(database)
    aside = install_copy(backup, contents, database, now) if backup and contents else set_aside(database, now)
    warehouse = open_warehouse(database)
    try:
        with warehouse.transaction() as cursor:
            lost = lost_batches(former, cursor.execute(BATCHES).fetchall())
            name = backup.name if backup else "-"
            counts = (contents.live_areas, contents.facts) if contents else (0, 0)
            record_action(cursor, action, name, *counts)
    finally:
        warehouse.close()
    return Restored(database, backup, aside, contents, lost)


def _open_batches(warehouse: Warehouse) -> list[BatchRow] | None:
    try:
        with warehouse.quiet() as cursor:
            return cursor.execute(BATCHES).fetchall()
    except DamagedDatabaseError:
        return None  # a damaged database is what a restore is for


def _former_batches(database: Path) -> list[BatchRow] | None:
    """Batches of a database that is about to be replaced; None when it cannot be read.

    Raises DatabaseInUseError: a file that a running program holds must not be renamed under it."""
    try:
        connection = duckdb.connect(str(database), read_only=True, config=READ_ONLY_SETTINGS)
        try:
            return connection.execute(BATCHES).fetchall()
        finally:
            connection.close()
    except duckdb.Error as error:
        explained = explain(error, database, default_backup_folder(database))
        if isinstance(explained, DatabaseInUseError):
            raise explained from error
        return None
