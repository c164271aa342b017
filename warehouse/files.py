"""Files on the disk: where the data may lie, copies that a power cut cannot halve, files set aside and put in place."""

import ctypes
import os
import re
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from warehouse.errors import NoRoomError, PlaceError
from words.dates import time_stamp

DATABASE_VARIABLE = "CIA_DATABASE"
BACKUPS_VARIABLE = "CIA_BACKUPS"
# first word of a folder's name → the service that keeps copying such a folder
SYNC_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "ไดรฟ์ของฉัน": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
}
REMOTE_DRIVE = 4  # what Windows answers for a drive letter that stands for a network share
SPARE_BYTES = 200_000_000  # what must stay free besides: the rest of the machine needs the disk too


def default_database_path() -> Path:
    """Where the data live: the file named by `CIA_DATABASE`, else the user's own data folder; never inside the code."""
    named = os.environ.get(DATABASE_VARIABLE)
    return Path(named).expanduser() if named else user_data_path("community-radar", False) / "community_radar.duckdb"


def default_backup_folder(database: Path) -> Path:
    """Where backups of a database go: the folder named by `CIA_BACKUPS`, else `backups/` beside the file."""
    named = os.environ.get(BACKUPS_VARIABLE)
    return (Path(named).expanduser() if named else database.parent / "backups").resolve()


def sync_service_of(path: Path | str) -> str | None:
    r"""The service whose folder a path lies in ("OneDrive", "เครือข่าย" for a network share), None for a plain folder.

    >>> sync_service_of(r"C:\Users\dev\OneDrive - CDD\radar.duckdb")
    'OneDrive'
    """
    text = str(path)
    if re.match(r"[\\/]{2}[^\\/]", text):
        return "เครือข่าย"
    for folder in re.split(r"[\\/]", text.casefold())[:-1]:
        for begins, service in SYNC_FOLDERS.items():
            if re.fullmatch(re.escape(begins) + r"([ \-_(].*)?", folder):
                return service
    return None


def _windows_drive_type(root: str) -> int:
    windll: Any = getattr(ctypes, "windll", None)
    return int(windll.kernel32.GetDriveTypeW(root)) if windll else 0


def check_place(path: Path, drive_type: Callable[[str], int] = _windows_drive_type) -> None:
    """Raise PlaceError for a database on a network share or in a folder that a service keeps in step elsewhere.

    Both are known to damage database files: locks do not hold there, and half-written files are copied.
    """
    absolute = path if sync_service_of(path) else path.expanduser().absolute()
    service = sync_service_of(absolute) or sync_service_of(absolute.resolve())
    if service is None and absolute.drive and drive_type(absolute.drive + "\\") == REMOTE_DRIVE:
        service = "เครือข่าย"
    if service:
        where = "ไดรฟ์เครือข่าย" if service == "เครือข่าย" else f"โฟลเดอร์ที่ {service} คัดลอกขึ้นอินเทอร์เน็ตตลอดเวลา"
        raise PlaceError(
            f"ฐานข้อมูล {path} อยู่ใน{where} ซึ่งทำให้ไฟล์เสียหายได้",
            "ย้ายไฟล์ฐานข้อมูลไปไว้ในโฟลเดอร์ธรรมดาบนเครื่องนี้ แล้วเปิดใหม่ (ไฟล์สำรองเก็บไว้ในโฟลเดอร์นั้นได้)",
        )


def _free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def check_free_space(folder: Path, needed_bytes: int, free_bytes: Callable[[Path], int] = _free_bytes) -> None:
    """Raise NoRoomError unless the disk of an existing folder has room for the need and SPARE_BYTES more."""
    free = free_bytes(folder)
    wanted = needed_bytes + SPARE_BYTES
    if free < wanted:
        raise NoRoomError(
            f"พื้นที่ว่างบนดิสก์ไม่พอ: เหลือ {free / 1e6:,.0f} เมกะไบต์ ต้องการอย่างน้อย {wanted / 1e6:,.0f} เมกะไบต์",
            "ลบไฟล์ที่ไม่ใช้ออกจากดิสก์ แล้วทำใหม่อีกครั้ง ข้อมูลเดิมยังอยู่ครบ",
        )


ASIDE = "-set-aside-"
WRITE_AHEAD_BEGINS = b"\x64\x00\x62\x65"  # how DuckDB begins what it writes ahead; anything else it passes over


def write_ahead_files(database: Path) -> tuple[Path, ...]:
    """What DuckDB wrote ahead beside a database (`….wal` and its kin), which belongs to it."""
    return tuple(sorted(file for file in database.parent.glob("*") if file.name.startswith(f"{database.name}.wal")))


def pending_file(database: Path) -> Path:
    """The file that stands only while another takes the database's place: if it is there at a start, the power went."""
    return database.with_name(f"{database.name}.restoring")


def files_of(database: Path) -> tuple[Path, ...]:
    """Everything on the disk that belongs to a database: the file, what was written ahead, a half-done replacement."""
    own = (database, *write_ahead_files(database), pending_file(database))
    return tuple(file for file in own if file.exists())


def set_aside_files(database: Path) -> tuple[Path, ...]:
    """Files of this database that were set aside earlier."""
    begins = f"{database.stem}{ASIDE}"
    return tuple(sorted(file for file in database.parent.iterdir() if file.name.startswith(begins)))


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file and wait until the disk has it; a failed copy leaves nothing behind."""
    try:
        with source.open("rb") as reading, target.open("wb") as writing:
            shutil.copyfileobj(reading, writing, 1 << 20)
            writing.flush()
            os.fsync(writing.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def flush_to_disk(file: Path) -> None:
    """Wait until the disk has a file that others wrote."""
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())


def flush_names(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where the system can promise that (Windows cannot)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def set_aside(database: Path, now: datetime) -> tuple[Path, ...]:
    """Rename all files of a database so that they stay together under a new name, and return the new paths.

    The database goes first: what was written ahead, left alone for a moment, is noticed at the next start, while a
    database without it would open and silently lack the last imports.
    """
    return tuple(target for _, target in _move_aside(database, files_of(database), now))


@contextmanager
def kept_written_ahead(database: Path, now: datetime) -> Generator[tuple[Path, ...]]:
    """Open a database inside: copies of what an earlier run, cut off, left written ahead are kept; () without any.

    DuckDB takes the first entry that does not add up for the place where the power went, opens without a word, and
    removes the file at the next write. One that does not even begin right is moved away rather than copied. On a disk
    without room nothing is kept: opening comes first. An error inside leaves everything as it was.
    """
    left = [file for file in write_ahead_files(database) if database.exists() and file.stat().st_size]
    kept_as = _free_name(database, now) if left else database
    kept: dict[Path, Path] = {}
    for file in left:
        target = kept_as.with_name(kept_as.name + file.name.removeprefix(database.name))
        with suppress(OSError):
            copy_durably(file, target)
            kept[target] = file
            if not _is_written_ahead(file):
                file.unlink()
    try:
        yield tuple(kept)
    except BaseException:
        for target, file in kept.items():
            target.replace(file)
        raise


def _is_written_ahead(file: Path) -> bool:
    with file.open("rb") as reading:
        return reading.read(len(WRITE_AHEAD_BEGINS)) == WRITE_AHEAD_BEGINS


def replace_database(new: Path, database: Path, now: datetime) -> tuple[Path, ...]:
    """Put a closed, whole file of the same folder in the place of a database; returns where the former files went.

    Broken off at any point, the next start finds the pending file, or the former database untouched, or the new one.
    An error puts the former files back.
    """
    pending = pending_file(database)
    was_pending = pending.exists()  # a replacement that broke off: until this one is done, its mark must stay
    new.replace(pending)
    moved: list[tuple[Path, Path]] = []
    try:
        moved = _move_aside(database, tuple(file for file in files_of(database) if file != pending), now)
        pending.replace(database)
    except OSError:
        _put_back(moved)
        if not was_pending:
            pending.unlink()
        raise
    flush_names(database.parent)
    return tuple(target for _, target in moved)


def _move_aside(database: Path, files: tuple[Path, ...], now: datetime) -> list[tuple[Path, Path]]:
    """Pairs of (former path, new path) of the renamed files; an error puts back those renamed already."""
    kept_as = _free_name(database, now)
    moved: list[tuple[Path, Path]] = []
    try:
        for file in files:
            target = kept_as.with_name(kept_as.name + file.name.removeprefix(database.name))
            file.rename(target)
            moved.append((file, target))
    except OSError:
        _put_back(moved)
        raise
    return moved


def _put_back(moved: list[tuple[Path, Path]]) -> None:
    for file, target in reversed(moved):
        target.rename(file)


def _free_name(database: Path, now: datetime) -> Path:
    """`radar-set-aside-25690121-041500.duckdb`, with a number behind when that is taken."""
    stem = f"{database.stem}{ASIDE}{time_stamp(now, seconds=True)}"
    for number in range(1, 1000):
        name = database.with_name(f"{stem}{'' if number == 1 else f'-{number}'}{database.suffix}")
        if not name.exists() and not write_ahead_files(name):
            return name
    raise FileExistsError(stem)
