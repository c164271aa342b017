"""ส่งมอบงาน: one file with everything an office has stored, for its successor, who takes it in on another PC.

The file is a zip of a verified backup and a read-me: imports, plans, sets, mappings, groups, targets and settings are
all in the database. It holds small counts, so its name says ใช้ภายในสำนักงาน. Taking it in is a restore: what is there
is named first and set aside, never deleted.
"""

import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

import duckdb

from warehouse.connection import Warehouse
from warehouse.errors import ForeignFileError, NewerDatabaseError, WarehouseError
from warehouse.keeping.backup import adopt_backup, backup_if_changed
from warehouse.keeping.restore import OF_IMPORTS, RestorePreview, preview_restore
from warehouse.on_disk.backup_files import Backup, list_backups, verify_backup
from warehouse.on_disk.files import check_free_space
from warehouse.postgres.address import not_on_server
from warehouse.sql import read_sql, with_names
from words import INTERNAL_MARK
from words.dates import local_now, moment_words, time_stamp

MEMBER_ENDING: Final = ".duckdb"
READ_ME: Final = "อ่านก่อน.txt"
LARGEST_TIMES: Final = 1000  # a database without free space is not packed further than that
FIX: Final = "เลือกไฟล์ที่ทำจากปุ่ม “ทำไฟล์ส่งมอบงาน” ของโปรแกรมนี้ (ชื่อขึ้นต้นด้วย ส่งมอบงาน) ถ้าไฟล์เสีย ให้คัดลอกจากเครื่องเดิมใหม่"
READ_ME_TEXT: Final = """ส่งมอบงาน เรดาร์ชุมชน · ทำเมื่อ {made}
{mark}: มีจำนวน 1–9 รายซึ่งอาจชี้ตัวบุคคลได้ ห้ามเผยแพร่หรือส่งต่อนอกสำนักงาน

ในไฟล์นี้มีทุกอย่างที่เก็บไว้: การนำเข้า {batches:,} ครั้ง {facts:,} ตัวเลข แผนทุกฉบับทุกรุ่น ชุดตัวชี้วัดที่สร้างหรือแก้
รูปแบบไฟล์ที่จำไว้ กลุ่มพื้นที่ ครัวเรือนเป้าหมาย กิจกรรมและยุทธศาสตร์ของหน่วยงาน ผลเวทีประชาคม
คะแนนก่อนและหลังเรียน และค่าที่ตั้งไว้

ผู้รับงาน
1. ติดตั้งโปรแกรมเรดาร์ชุมชนรุ่นเดียวกันหรือใหม่กว่า ไม่ต้องแตกไฟล์ zip นี้
2. หน้า 1 ข้อมูลนำเข้า › สำรองข้อมูล › รับมอบงาน เลือกไฟล์นี้
   (หรือสั่ง python -m warehouse take-over ตามด้วยชื่อไฟล์นี้)
"""
SAMPLE_ROWS: Final = {
    # name of a table → its rows that no sample brings: of these alone the sample writes
    "areas": "SELECT count(*) FROM areas WHERE name_source = 'register'",
    "batches": "SELECT count(*) FROM batches WHERE NOT is_synthetic",
    "office_senders": "SELECT 0",  # a number of chance is nobody's work
    "settings": "SELECT count(*) FROM settings WHERE name <> 'forms_of_persons'",  # by what the texts were cleaned
    "indicator_sets": """
        SELECT count(*) FROM indicator_sets WHERE set_id NOT IN (SELECT set_id FROM batches WHERE is_synthetic)
    """,
}
COUNT: Final = "SELECT count(*) FROM {table}"


def hand_over_name(made_at: datetime, *, is_marked: bool = True) -> str:
    """Name of the file, with the words that keep it inside the office (unless whoever gives it out adds them)."""
    mark = f"_{INTERNAL_MARK}" if is_marked else ""
    return f"ส่งมอบงาน_{time_stamp(made_at)}{mark}.zip"


def write_hand_over(warehouse: Warehouse, target: BinaryIO | Path, *, now: datetime | None = None) -> Backup:
    """Back up what changed, and write the newest backup with a read-me into a zip; the backup that is in it.

    Raises WarehouseError where nothing was ever stored, where the backup cannot be read whole, and for a disk that
    does not take the file; a file that was begun is deleted."""
    moment = now or local_now()
    if warehouse.server:
        raise not_on_server("ทำไฟล์ส่งมอบงาน", "สำรองด้วยคำสั่ง python -m warehouse backup (pg_dump) แล้วส่งไฟล์นั้นแทน")
    if warehouse.path is None or warehouse.backup_folder is None:
        raise WarehouseError("ฐานข้อมูลนี้อยู่ในหน่วยความจำ จึงทำไฟล์ส่งมอบงานไม่ได้", "เปิดฐานข้อมูลที่เป็นไฟล์ก่อน")
    made = backup_if_changed(warehouse, now=moment)
    newest = made or next(iter(list_backups(warehouse.backup_folder, warehouse.path.stem)), None)
    if newest is None:
        raise WarehouseError("ยังไม่มีงานให้ส่งมอบ", "นำเข้าไฟล์หรือทำแผนก่อน แล้วทำไฟล์ส่งมอบงานอีกครั้ง")
    contents = verify_backup(newest.path)
    words = {"made": moment_words(moment), "mark": INTERNAL_MARK, "batches": contents.batches, "facts": contents.facts}
    try:
        if isinstance(target, Path):
            target.parent.mkdir(parents=True, exist_ok=True)
            check_free_space(target.parent, newest.size_bytes)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(READ_ME, READ_ME_TEXT.format(**words).encode("utf-8-sig"))
            archive.write(newest.path, newest.path.name)
    except OSError as error:
        if isinstance(target, Path):
            with suppress(OSError):
                target.unlink(missing_ok=True)
        raise WarehouseError(f"เขียนไฟล์ส่งมอบงานไม่ได้: {error.strerror}", "ตรวจโฟลเดอร์และพื้นที่ว่าง แล้วทำใหม่") from error
    return Backup(newest.path, newest.number, newest.made_at, newest.size_bytes, contents)


def adopt_hand_over(source: BinaryIO, file_name: str, folder: Path, stem: str) -> Backup:
    """Take the database of such a file into the folder of backups, read whole, as one of them; nothing else changes.

    Raises WarehouseError, and keeps nothing, for another file, a damaged one, and one of a newer program."""
    try:
        with zipfile.ZipFile(source) as archive:
            inside = _database_in(archive, file_name)
            folder.mkdir(parents=True, exist_ok=True)
            check_free_space(folder, inside.file_size)
            with archive.open(inside) as database:
                return adopt_backup(database, inside.filename, folder, stem)  # pyright: ignore[reportArgumentType]
    except NewerDatabaseError as error:
        raise NewerDatabaseError(f"{file_name} มาจากโปรแกรมรุ่นใหม่กว่า", error.fix) from error
    except ForeignFileError as error:
        raise ForeignFileError(f"{file_name} ไม่ใช่ไฟล์ส่งมอบงาน หรือถูกแก้", FIX) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ForeignFileError(f"{file_name} ไม่ใช่ไฟล์ส่งมอบงาน หรือไฟล์เสีย", FIX) from error


def _database_in(archive: zipfile.ZipFile, file_name: str) -> zipfile.ZipInfo:
    """The one database in the file, of a size that can be. Raises ForeignFileError."""
    inside = [each for each in archive.infolist() if each.filename.endswith(MEMBER_ENDING)]
    if len(inside) != 1 or inside[0].file_size > max(1, inside[0].compress_size) * LARGEST_TIMES:
        raise ForeignFileError(f"{file_name} ไม่ใช่ไฟล์ส่งมอบงาน", FIX)
    return inside[0]


@dataclass(frozen=True)
class TakeOver:
    """A file that was taken in, before it takes the database's place. `has_own_work`: whether anything but the sample
    stands in the present database; `preview`: what would go, as of any restore."""

    backup: Backup
    has_own_work: bool
    preview: RestorePreview


def preview_take_over(warehouse: Warehouse, backup: Backup) -> TakeOver:
    """Hold the present database to what was taken in; nothing is changed. Raises WarehouseError as preview_restore."""
    return TakeOver(backup, has_own_work(warehouse), preview_restore(warehouse, backup.path))


def has_own_work(warehouse: Warehouse) -> bool:
    """Whether anybody stored anything here but the sample: imports, plans, sets, groups, names, settings …"""
    with warehouse.quiet() as cursor:
        return any(rows for rows in _own_rows(cursor).values())


def _own_rows(cursor: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    """Table → rows that are no part of the sample."""
    names = [str(name) for (name,) in cursor.execute(read_sql("table_names")).fetchall()]
    counted: dict[str, int] = {}
    for name in names:
        if name in SAMPLE_ROWS or name not in OF_IMPORTS:
            sql = SAMPLE_ROWS.get(name) or with_names(COUNT, table=name)
            [(rows,)] = cursor.execute(sql).fetchall()
            counted[name] = int(rows)
    return counted
