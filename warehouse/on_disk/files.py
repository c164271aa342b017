"""Files on the disk: where the data may lie, copies that a power cut cannot halve, what was written ahead."""

import ctypes
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from warehouse.errors import NoRoomError, PlaceError

PROGRAM = "community-radar"
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
    return Path(named).expanduser() if named else user_data_path(PROGRAM, False) / "community_radar.duckdb"


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


def write_ahead_files(database: Path) -> tuple[Path, ...]:
    """What DuckDB wrote ahead beside a database (`….wal` and its kin), which belongs to it."""
    return tuple(sorted(file for file in database.parent.glob("*") if file.name.startswith(f"{database.name}.wal")))


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
