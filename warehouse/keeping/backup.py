"""Backups of the open database, made while others go on reading; and one from another place taken in among them."""

import re
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from math import inf
from pathlib import Path
from typing import BinaryIO, Final

import duckdb

from warehouse.actions import record_action
from warehouse.connection import Warehouse
from warehouse.errors import ForeignFileError, NewerDatabaseError, WarehouseError
from warehouse.on_disk.backup_files import (
    Backup,
    Contents,
    list_backups,
    prune_backups,
    read_contents,
    read_file,
    verify_backup,
    write_backup,
)
from warehouse.on_disk.files import check_free_space, copy_durably, flush_names, flush_to_disk
from words.dates import local_now, moment_of, time_stamp

FIX: Final = "เลือกไฟล์ที่ดาวน์โหลดจากหน้าสำรองข้อมูลของโปรแกรมนี้ (ชื่อลงท้ายด้วย .duckdb)"
STAMP: Final = re.compile(r"-\d{6}-(\d{8}-\d{4})(?:\D.*)?\.duckdb")


def adopt_backup(source: BinaryIO, file_name: str, folder: Path, stem: str, now: datetime | None = None) -> Backup:
    """Copy a file into the folder of backups under the next number, read it whole, and return it as one of them.

    The date is the one in its name when there is one, else now. Raises WarehouseError, and keeps no byte of it, for
    anything but a whole backup: another file, a torn one, one of a newer program, a database with tables not ours.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = max((backup.number for backup in list_backups(folder, stem)), default=0) + 1
    part = folder / f"{stem}-{number:06d}.brought.part"
    try:
        _write(source, part)
        contents = _verified(part, file_name)
        made_at = _made_at(file_name) or now or local_now()
        path = folder / f"{stem}-{number:06d}-{time_stamp(made_at)}.duckdb"
        part.rename(path)
    except OSError as error:
        raise WarehouseError(f"รับไฟล์ {file_name} ไว้ไม่ได้", "ตรวจโฟลเดอร์ไฟล์สำรองและพื้นที่ว่าง แล้วทำใหม่") from error
    finally:
        part.unlink(missing_ok=True)
    flush_names(folder)
    return Backup(path, number, moment_of(time_stamp(made_at)), path.stat().st_size, contents)


def _write(source: BinaryIO, part: Path) -> None:
    size = source.seek(0, 2)
    source.seek(0)
    check_free_space(part.parent, size)
    with part.open("wb") as writing:
        shutil.copyfileobj(source, writing, 1 << 20)
    flush_to_disk(part)


def _verified(part: Path, file_name: str) -> Contents:
    """As verify_backup, with the name that the person knows it by."""
    try:
        return verify_backup(part)
    except NewerDatabaseError as error:
        raise NewerDatabaseError(error.what.replace(part.name, file_name), error.fix) from error
    except WarehouseError as error:
        raise ForeignFileError(error.what.replace(part.name, file_name), FIX) from error


def _made_at(file_name: str) -> datetime | None:
    match = STAMP.search(file_name)
    try:
        return moment_of(match[1]) if match else None
    except ValueError:
        return None


def backup_database(warehouse: Warehouse, folder: Path | None = None, *, now: datetime | None = None) -> Backup:
    """Write a numbered, dated backup, read it back, and drop those that retention no longer keeps.

    With a `folder` (a memory stick, a share) the backup stands there too; nothing is ever dropped there. Raises
    WarehouseError when the file does not hold exactly what the database holds; no file is left then.
    """
    if warehouse.server:
        return _backup_server(warehouse, folder, now)
    if warehouse.path is None or warehouse.backup_folder is None:
        raise WarehouseError("ฐานข้อมูลนี้อยู่ในหน่วยความจำ จึงสำรองเป็นไฟล์ไม่ได้", "เปิดฐานข้อมูลที่เป็นไฟล์ก่อน")
    try:
        with warehouse.quiet() as cursor:
            backup = write_backup(cursor, warehouse.backup_folder, warehouse.path.stem, now or local_now())
        prune_backups(warehouse.backup_folder, warehouse.path.stem)
        if folder and folder.resolve() != warehouse.backup_folder:
            backup = _copied_to(backup, folder)
    except OSError as error:
        raise WarehouseError(f"เขียนไฟล์สำรองไม่ได้: {error.strerror}", "ตรวจโฟลเดอร์และพื้นที่ว่าง แล้วทำใหม่") from error
    if backup.contents:
        with warehouse.transaction() as cursor:
            record_action(cursor, "backup", backup.path.name, backup.contents.live_areas, backup.contents.facts)
    return backup


def _backup_server(warehouse: Warehouse, folder: Path | None, now: datetime | None) -> Backup:
    from warehouse.keeping.dumps import backup_server  # noqa: PLC0415 - a PC needs no driver

    backup = backup_server(warehouse, now)
    if folder and folder.resolve() != backup.path.parent:
        folder.mkdir(parents=True, exist_ok=True)
        copy_durably(backup.path, folder / backup.path.name)
    return backup


LOG: Final = ("actions", "action_ids")  # a backup itself is written there
ROWS_AT_FIRST: Final = {"schema_version": inf, "settings": 1}  # of a database that nobody has used yet


def backup_if_changed(warehouse: Warehouse, *, now: datetime | None = None) -> Backup | None:
    """As backup_database, where anything but the log of actions differs from what the newest backup holds (or that one
    cannot be read); None, and nothing is written, where nothing does, where nothing was ever stored, and in memory."""
    if warehouse.path is None or warehouse.backup_folder is None:
        return None
    with warehouse.quiet() as cursor:
        contents = read_contents(cursor)
    if not any(rows > ROWS_AT_FIRST.get(name, 0) for name, (rows, _) in contents.tables.items()):
        return None
    newest = next(iter(list_backups(warehouse.backup_folder, warehouse.path.stem)), None)
    if newest is not None:
        with suppress(duckdb.Error):
            if _without_log(read_file(newest.path)) == _without_log(contents):
                return None
    return backup_database(warehouse, now=now)


def _without_log(contents: Contents) -> Contents:
    tables = {name: rows for name, rows in contents.tables.items() if name not in LOG}
    return replace(contents, tables=tables, counted=tuple(each for each in contents.counted if each[0] not in LOG))


def _copied_to(backup: Backup, folder: Path) -> Backup:
    folder.mkdir(parents=True, exist_ok=True)
    check_free_space(folder, backup.size_bytes)
    part = folder / f"{backup.path.name}.part"
    copy_durably(backup.path, part)
    if verify_backup(part) != backup.contents:
        part.unlink()
        raise WarehouseError(f"ไฟล์สำรองที่คัดลอกไป {folder} ไม่ตรงกับต้นฉบับ จึงไม่เก็บไว้", "ตรวจดิสก์ปลายทาง แล้วทำใหม่")
    return replace(backup, path=part.replace(folder / backup.path.name))
