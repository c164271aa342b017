"""Copies of the database for those who only read: published whole and numbered, and followed without a mixed answer.

The office's own program publishes (`CIA_PUBLISHED`, after changes); any number of programs follow (`CIA_FOLLOW`). A
copy is never changed once it has its name; a newer one stands beside it under the next number.
"""

import os
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import duckdb

from warehouse.connection import Warehouse
from warehouse.errors import NewerDatabaseError, WarehouseError
from warehouse.migrations import newest_version
from warehouse.on_disk.backup_files import READ_ONLY_SETTINGS, Backup, list_backups, read_file, write_backup
from warehouse.on_disk.files import check_free_space, copy_durably, flush_names
from warehouse.opening.database import OpenDatabase
from words.dates import local_now, time_stamp

PUBLISHED_VARIABLE: Final = "CIA_PUBLISHED"
FOLLOW_VARIABLE: Final = "CIA_FOLLOW"
STEM: Final = "published"
KEPT: Final = 3
SECONDS_BETWEEN: Final = 5.0  # two copies of one program, at least
VERSION: Final = "SELECT max(version) FROM schema_version"


class ReadOnlyError(WarehouseError):
    """Something was to be written in a copy."""

    def __init__(self) -> None:
        super().__init__(
            "หน้าจอนี้เปิดสำเนาสำหรับอ่านอย่างเดียว จึงไม่ได้บันทึก",
            "นำเข้าหรือแก้ไขในโปรแกรมของสำนักงานที่เก็บข้อมูล สำเนานี้จะตามไปเองเมื่อเผยแพร่ใหม่",
        )


class PublishedDatabase(OpenDatabase):
    """A published copy's file. Every way to write raises ReadOnlyError, whoever acts."""

    @contextmanager
    def transaction(self, *, beside_imports: bool = False) -> Generator[duckdb.DuckDBPyConnection]:
        raise ReadOnlyError
        yield  # pyright: ignore[reportUnreachable]

    @contextmanager
    def alone(self) -> Generator[None]:
        raise ReadOnlyError
        yield  # pyright: ignore[reportUnreachable]


class PublishedCopy(Warehouse):
    """A published copy, open to be read. `copy`: which one it is."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, copy: Backup) -> None:
        super().__init__(PublishedDatabase(connection, copy.path, copy.path.parent))
        self.copy = copy


def publish(warehouse: Warehouse, folder: Path) -> Backup:
    """Write the next copy into a folder, read it back, and drop all but the newest few. No one writes meanwhile.

    It is made among the backups, the one folder the database reaches. Raises WarehouseError, with the copies before as
    they were, where it cannot be written whole."""
    if warehouse.backup_folder is None:
        raise WarehouseError("ฐานข้อมูลนี้อยู่ในหน่วยความจำ จึงเผยแพร่ไม่ได้", "เปิดฐานข้อมูลที่เป็นไฟล์ก่อน")
    try:
        with warehouse.quiet() as cursor:
            made = write_backup(cursor, warehouse.backup_folder, f"{STEM}-new", local_now())
        try:
            copy = _brought(made, folder)
        finally:
            made.path.unlink(missing_ok=True)
    except OSError as error:
        raise WarehouseError(
            f"เผยแพร่สำเนาที่ {folder} ไม่ได้: {error.strerror}", "ตรวจสิทธิ์และพื้นที่ว่างของโฟลเดอร์ แล้วทำใหม่"
        ) from error
    for old in list_backups(folder, STEM)[KEPT:]:
        with suppress(OSError):  # on Windows it stays while somebody reads it
            old.path.unlink()
    return copy


def _brought(made: Backup, folder: Path) -> Backup:
    folder.mkdir(parents=True, exist_ok=True)
    number = max((each.number for each in list_backups(folder, STEM)), default=0) + 1
    path = folder / f"{STEM}-{number:06d}-{time_stamp(made.made_at)}.duckdb"
    part = path.with_name(f"{path.name}.part")
    check_free_space(folder, made.size_bytes)
    copy_durably(made.path, part)
    if read_file(part) != made.contents:
        part.unlink()
        raise WarehouseError(f"สำเนาที่ {folder} ไม่ตรงกับต้นฉบับ จึงไม่เผยแพร่", "ตรวจดิสก์ปลายทาง แล้วทำใหม่")
    part.rename(path)
    flush_names(folder)
    return replace(made, path=path, number=number)


def publish_where_asked(warehouse: Warehouse) -> Backup | None:
    """As publish, of all that is held whoever acts, into the folder that `CIA_PUBLISHED` names; None without one.
    Raises WarehouseError."""
    folder = published_folder()
    return publish(warehouse.whole, folder) if folder else None


def published_folder() -> Path | None:
    """The folder that `CIA_PUBLISHED` names."""
    folder = os.environ.get(PUBLISHED_VARIABLE)
    return Path(folder).expanduser() if folder else None


@contextmanager
def published_afterwards(warehouse: Warehouse) -> Generator[None]:
    """For a command: where something was written inside, a copy is published where one is asked for; what hinders it
    is said on stderr."""
    before = warehouse.database.state
    yield
    if published_folder() and warehouse.database.state != before:
        try:
            publish_where_asked(warehouse)
        except WarehouseError as error:
            sys.stderr.write(f"{error}\n")


class Publisher:
    """Publishes while a program runs: at its start, then whenever something was written, at most every few seconds, and
    once more at its end. What cannot be published is said on stderr and tried again."""

    def __init__(self, warehouse: Warehouse, folder: Path, seconds: float = SECONDS_BETWEEN) -> None:
        self._warehouse, self._folder, self._seconds = warehouse, folder, seconds
        self._published: tuple[int, int] | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="publisher", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Publish what is not published yet, and stop."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        self._publish()
        while not self._ended.wait(self._seconds):
            self._publish()
        self._publish()

    def _publish(self) -> None:
        state = self._warehouse.database.state  # what is written while the copy is made is of the next one
        if state == self._published:
            return
        try:
            publish(self._warehouse, self._folder)
        except WarehouseError as error:
            sys.stderr.write(f"{error}\n")
        else:
            self._published = state


def open_copy(copy: Backup) -> PublishedCopy:
    """Open a published copy to be read. Raises WarehouseError for one that cannot be, or is of another version."""
    try:
        connection = duckdb.connect(str(copy.path), read_only=True, config=READ_ONLY_SETTINGS)
        [(version,)] = connection.execute(VERSION).fetchall()
    except duckdb.Error as error:
        raise WarehouseError(
            f"เปิดสำเนา {copy.path.name} ไม่ได้", "เผยแพร่สำเนาใหม่: python -m warehouse publish --to FOLDER"
        ) from error
    if version != newest_version():
        connection.close()
        raise NewerDatabaseError(
            f"สำเนา {copy.path.name} มาจากโปรแกรมรุ่นอื่น", "ใช้โปรแกรมรุ่นเดียวกันทั้งเครื่องที่เผยแพร่และเครื่องที่อ่าน แล้วเผยแพร่ใหม่"
        )
    return PublishedCopy(connection, copy)


class Follower:
    """The copies of one folder. Threads may share it.

    Whoever asks several questions asks them all of one copy: it stays open for as long as somebody holds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._open: dict[int, PublishedCopy] = {}

    def newest(self) -> PublishedCopy:
        """The newest copy; the newest that is open where a newer one cannot be read. Raises WarehouseError where there
        is none."""
        with self._lock:
            copies = list_backups(self.folder, STEM)
            if copies and copies[0].number not in self._open:
                try:
                    self._open[copies[0].number] = open_copy(copies[0])
                except WarehouseError:
                    if not self._open:
                        raise
            for number in sorted(self._open)[:-KEPT]:
                del self._open[number]  # closed when the last who reads it lets go of it
            if not self._open:
                raise WarehouseError(
                    f"ยังไม่มีสำเนาที่เผยแพร่ใน {self.folder}",
                    "ให้เครื่องที่เก็บข้อมูลสั่ง python -m warehouse publish --to FOLDER มาที่โฟลเดอร์นี้",
                )
            return self._open[max(self._open)]

    def held(self, number: int | None) -> PublishedCopy | None:
        """The copy of this number, where it is still open."""
        with self._lock:
            return self._open.get(number) if number is not None else None
