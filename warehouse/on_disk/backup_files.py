"""Backup files: written in one stroke, held to their original before they count, numbered, dated, and how many stay.

The dumps of a database on a server are listed here too, without the driver.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, TypeVar

import duckdb

from warehouse.errors import NewerDatabaseError, WarehouseError
from warehouse.migrations import newest_version
from warehouse.migrations.structure import Part, foreign_parts, structure_of
from warehouse.on_disk.files import check_free_space, flush_names, flush_to_disk
from warehouse.sql import read_sql, with_names
from words.dates import moment_of, time_stamp


class Dated(Protocol):
    """Something made at a moment; the higher number is the newer one."""

    @property
    def made_at(self) -> datetime: ...

    @property
    def number(self) -> int: ...


DatedT = TypeVar("DatedT", bound=Dated)


def kept_backups(
    backups: Iterable[DatedT], *, newest: int = 3, days: int = 7, weeks: int = 4, months: int = 12
) -> list[DatedT]:
    """Backups to keep, newest first: the `newest`, and the newest of each of the last `days`, `weeks` and `months`
    that have one. Days without a backup do not count, so a machine that was off for a year loses nothing."""
    ordered = sorted(backups, key=lambda backup: backup.number, reverse=True)
    kept = {backup.number for backup in ordered[:newest]}
    for count, period in ((days, _day), (weeks, _week), (months, _month)):
        kept |= {backup.number for backup in _newest_of_each(ordered, period)[:count]}
    return [backup for backup in ordered if backup.number in kept]


def _newest_of_each(ordered: list[DatedT], period: Callable[[datetime], tuple[int, ...]]) -> list[DatedT]:
    newest: dict[tuple[int, ...], DatedT] = {}
    for backup in ordered:
        newest.setdefault(period(backup.made_at), backup)
    return list(newest.values())


def _day(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day


def _week(moment: datetime) -> tuple[int, ...]:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> tuple[int, ...]:
    return moment.year, moment.month


ROWS_OF_TABLE = "SELECT count(*), coalesce(sum(hash(row_of_table)), 0) FROM {table} AS row_of_table"


@dataclass(frozen=True)
class Contents:
    """`tables`: name → (rows, sum of the rows' hashes); `structure`: every part as structure_of tells it; `counted`:
    how far each sequence has counted. The other numbers are for people: batches, areas that are live, facts, and the
    sums of their assessed and failed."""

    schema_version: int
    tables: Mapping[str, tuple[int, int]] = field(repr=False)
    structure: tuple[Part, ...] = field(repr=False)
    counted: tuple[tuple[str, int], ...] = field(repr=False)
    batches: int
    live_areas: int
    facts: int
    assessed: int
    failed: int


def read_contents(connection: duckdb.DuckDBPyConnection) -> Contents:
    """Read every row of every table once (which also proves that they can be read). No one may write meanwhile."""
    cursor = connection.cursor()
    try:
        names = cursor.execute(read_sql("table_names")).fetchall()
        structure = structure_of(cursor)
        counted = tuple((str(name), int(last)) for name, last in cursor.execute(read_sql("sequences")).fetchall())
        tables: dict[str, tuple[int, int]] = {}
        for (name,) in names:
            [(rows, fingerprint)] = cursor.execute(with_names(ROWS_OF_TABLE, table=str(name))).fetchall()
            tables[str(name)] = (int(rows), int(fingerprint))
        [numbers] = cursor.execute(read_sql("contents")).fetchall()
    finally:
        cursor.close()
    version, batches, live_areas, facts, assessed, failed = (int(number) for number in numbers)
    return Contents(version, tables, structure, counted, batches, live_areas, facts, assessed, failed)


def difference(one: Contents, other: Contents) -> str:
    """Names of the tables that differ, for a message; "โครงสร้าง" when the structure does; "" for equal contents."""
    names = one.tables.keys() | other.tables.keys()
    parts = sorted(name for name in names if one.tables.get(name) != other.tables.get(name))
    if (one.structure, one.counted, one.schema_version) != (other.structure, other.counted, other.schema_version):
        parts.append("โครงสร้าง")
    return " ".join(parts)


STORAGE_VERSION = "v1.5.0"  # so that DuckDB 1.5 can still open the file
ATTACH_COPY = f"ATTACH ? AS new_copy (STORAGE_VERSION '{STORAGE_VERSION}')"
COPY_ALL = "COPY FROM DATABASE {live} TO new_copy"
SIZE = """
    SELECT database_name, block_size * total_blocks FROM pragma_database_size()
    WHERE database_name = current_database()
"""
Settings = dict[str, str | bool | int | float | list[str]]
READ_ONLY_SETTINGS: Settings = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "lock_configuration": True,
}
SAFE_SETTINGS: Settings = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}
FILE_SETTINGS: Settings = SAFE_SETTINGS | {"storage_compatibility_version": STORAGE_VERSION}


@dataclass(frozen=True)
class Backup:
    """One backup file. `contents`: what it was found to hold, when it has just been read; None in a mere list."""

    path: Path
    number: int
    made_at: datetime
    size_bytes: int
    contents: Contents | None = None


def list_backups(folder: Path, stem: str) -> list[Backup]:
    """Backups of the database called `stem` in a folder, newest first. Other files there are left out."""
    pattern = re.compile(re.escape(stem) + r"-(\d{6})-(\d{8}-\d{4})\.duckdb")
    found: list[Backup] = []
    for file in folder.iterdir() if folder.is_dir() else ():
        match = pattern.fullmatch(file.name)
        if match:
            try:
                found.append(Backup(file, int(match[1]), moment_of(match[2]), file.stat().st_size))
            except (ValueError, FileNotFoundError):
                continue  # not a date: not one of ours; or another program has deleted it meanwhile
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def write_backup(connection: duckdb.DuckDBPyConnection, folder: Path, stem: str, now: datetime) -> Backup:
    """Copy the open database into a new numbered file and read that back; no one may write meanwhile.

    Raises WarehouseError, and leaves no file behind, when the copy does not hold exactly what the original holds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = max((backup.number for backup in list_backups(folder, stem)), default=0) + 1
    path = folder / f"{stem}-{number:06d}-{time_stamp(now)}.duckdb"
    part = path.with_name(f"{path.name}.part")
    contents = write_copy(connection, part)
    part.rename(path)
    flush_names(folder)
    return Backup(path, number, moment_of(time_stamp(now)), path.stat().st_size, contents)


def write_copy(connection: duckdb.DuckDBPyConnection, file: Path) -> Contents:
    """Copy the open database into a new file, read it back, and return what both hold."""
    original = read_contents(connection)
    file.unlink(missing_ok=True)  # what an interrupted copy left
    try:
        _copy_database(connection, file)
        flush_to_disk(file)
        copied = read_file(file)
    except duckdb.Error as error:
        file.unlink(missing_ok=True)
        raise WarehouseError("สำรองข้อมูลไม่สำเร็จ", "ตรวจพื้นที่ว่างและโฟลเดอร์ไฟล์สำรอง แล้วทำใหม่") from error
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    if copied != original:
        file.unlink()
        raise WarehouseError(
            f"ไฟล์สำรองไม่ตรงกับฐานข้อมูล ({difference(original, copied)}) จึงไม่เก็บไว้",
            "ทำใหม่อีกครั้ง ถ้ายังไม่ตรงให้ตรวจดิสก์ของเครื่อง",
        )
    return copied


def read_file(file: Path) -> Contents:
    """What a closed database file holds. Raises duckdb.Error when it cannot be read."""
    connection = duckdb.connect(str(file), read_only=True, config=READ_ONLY_SETTINGS)
    try:
        return read_contents(connection)
    finally:
        connection.close()


def verify_backup(path: Path) -> Contents:
    """Open a backup, read every row and hold its whole structure to what this program makes.

    Raises WarehouseError for one that is absent, damaged, too new, or has a part that is missing, changed or not ours:
    a view that answers otherwise, a column of another type, a trigger."""
    fix = "เลือกไฟล์สำรองอีกไฟล์หนึ่ง"
    if not path.is_file():
        raise WarehouseError(f"ไม่พบไฟล์สำรอง {path.name}", "ตรวจชื่อไฟล์และโฟลเดอร์ หรือเลือกไฟล์สำรองอีกไฟล์หนึ่ง")
    try:
        contents = read_file(path)
    except duckdb.Error as error:
        raise WarehouseError(f"ไฟล์สำรอง {path.name} เปิดอ่านไม่ได้ หรือไม่ใช่ไฟล์สำรองของโปรแกรมนี้", fix) from error
    if contents.schema_version > newest_version():
        raise NewerDatabaseError(f"ไฟล์สำรอง {path.name} มาจากโปรแกรมรุ่นใหม่กว่า", "ปรับโปรแกรมเรดาร์ชุมชนเป็นรุ่นล่าสุดก่อน")
    foreign = foreign_parts(contents.structure, contents.schema_version)
    if foreign:
        raise WarehouseError(
            f"ไฟล์สำรอง {path.name} มีโครงสร้างไม่เหมือนที่โปรแกรมนี้สร้าง ({foreign}) อาจถูกแก้ด้วยโปรแกรมอื่น จึงไม่ใช้", fix
        )
    return contents


def newest_verified_backup(folder: Path, stem: str) -> Path | None:
    """The newest backup that can be read whole, None when there is none."""
    for backup in list_backups(folder, stem):
        try:
            verify_backup(backup.path)
        except WarehouseError:
            continue
        return backup.path
    return None


def prune_backups(folder: Path, stem: str) -> tuple[Path, ...]:
    """Delete the backups that `kept_backups` does not keep; returns them."""
    backups = list_backups(folder, stem)
    kept = kept_backups(backups)
    dropped = tuple(backup.path for backup in backups if backup not in kept)
    for path in dropped:
        path.unlink()
    return dropped


def _copy_database(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    cursor = connection.cursor()
    try:
        [(live, size)] = cursor.execute(SIZE).fetchall()
        check_free_space(file.parent, int(size))
        cursor.execute(ATTACH_COPY, [str(file)])
        try:
            cursor.execute(with_names(COPY_ALL, live=str(live)))
        finally:
            cursor.execute("DETACH new_copy")
    finally:
        cursor.close()


SERVER_ENDING: Final = ".dump"


def list_server_backups(folder: Path, stem: str) -> list[Backup]:
    """Backups of the database called `stem` in a folder, newest first. Other files there are left out."""
    pattern = re.compile(re.escape(stem) + r"-(\d{6})-(\d{8}-\d{4})" + re.escape(SERVER_ENDING))
    found = [
        Backup(file, int(match[1]), moment_of(match[2]), file.stat().st_size)
        for file in (folder.iterdir() if folder.is_dir() else ())
        if (match := pattern.fullmatch(file.name))
    ]
    return sorted(found, key=lambda backup: backup.number, reverse=True)
