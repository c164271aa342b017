"""Backups of the open database, made while others go on reading."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from warehouse.actions import record_action
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from warehouse.files import copy_durably
from warehouse.keeping.backup_files import Backup, prune_backups, verify_backup, write_backup
from warehouse.places import check_free_space
from words.thai_time import local_now


def backup_database(warehouse: Warehouse, folder: Path | None = None, *, now: datetime | None = None) -> Backup:
    """Write a numbered, dated backup, read it back, and drop those that retention no longer keeps.

    With a `folder` (a memory stick, a share) the backup stands there too; nothing is ever dropped there. Raises
    WarehouseError when the file does not hold exactly what the database holds; no file is left then.
    """
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


def _copied_to(backup: Backup, folder: Path) -> Backup:
    folder.mkdir(parents=True, exist_ok=True)
    check_free_space(folder, backup.size_bytes)
    part = folder / f"{backup.path.name}.part"
    copy_durably(backup.path, part)
    if verify_backup(part) != backup.contents:
        part.unlink()
        raise WarehouseError(f"ไฟล์สำรองที่คัดลอกไป {folder} ไม่ตรงกับต้นฉบับ จึงไม่เก็บไว้", "ตรวจดิสก์ปลายทาง แล้วทำใหม่")
    return replace(backup, path=part.replace(folder / backup.path.name))
