"""Opening the file: what is in the way is named, what is damaged is left alone, what is open is locked in."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.errors import (
    DamagedDatabaseError,
    DatabaseInUseError,
    DeniedError,
    ForeignFileError,
    NewerDatabaseError,
    NoRoomError,
    WarehouseError,
)
from warehouse.migrations import check_ours, migrate
from warehouse.migrations.stored_texts import clean_by_newer_rules
from warehouse.migrations.structure import make_views_anew
from warehouse.on_disk.backup_files import (
    FILE_SETTINGS,
    READ_ONLY_SETTINGS,
    SAFE_SETTINGS,
    list_backups,
    newest_verified_backup,
    read_file,
    write_backup,
)
from warehouse.on_disk.files import check_place, write_ahead_files
from warehouse.on_disk.replacing import (
    REWRITING,
    finish_copies,
    finish_replacement,
    give_up_replacement,
    is_rewrite_pending,
    pending_files,
    put_in_place,
    write_anew,
)
from words.dates import local_now

# What DuckDB's messages say, in small letters
HELD_WORDS = ("could not set lock", "used by another process", "different configuration")
DAMAGE_WORDS = (
    "corrupt",
    "could not read enough bytes",
    "replaying wal",
    "database has been invalidated",
    "not a valid duckdb database",
    "serialization error",
)
FULL_WORDS = ("no space left", "file too large", "not enough space", "disk full", "could not write")
DENIED_WORDS = ("permission denied", "access is denied", "is a directory", "read-only file system")
NEWER_WORDS = ("version number",)
WRITTEN_AHEAD = ("", ".wal", ".wal.checkpoint", ".wal.recovery")  # a database and what DuckDB may put beside it
BLOCK_BYTES, HEADER_BYTES = 262_144, 12_288


LOCKED = ("SET enable_external_access = false", "SET lock_configuration = true")
"""After these no SQL of a connection reaches other files or the network, nor changes that again."""


def open_connection(file: Path | None, backup_folder: Path | None) -> duckdb.DuckDBPyConnection:
    """A connection to the file (None: memory) with the newest schema, that reaches no other files than backups and
    the one that the database is written anew into.

    Raises WarehouseError, DatabaseInUseError or DamagedDatabaseError; the file is then as it was.
    """
    if file is None or backup_folder is None:
        connection = duckdb.connect(":memory:", config=SAFE_SETTINGS)
    else:
        check_place(file)
        _check_files(file, backup_folder)
        connection = _connect(file, backup_folder)
    try:
        version = migrate(connection, _backup_before_migration(connection, file, backup_folder))
        if file is not None:
            make_views_anew(connection, version)
            clean_by_newer_rules(connection)
        if file is not None and backup_folder is not None:
            if is_rewrite_pending(connection):
                connection = _rewritten(connection, file, backup_folder)
            _finish_copies(connection, file, backup_folder)
        _lock(connection)
    except BaseException as error:
        with suppress(duckdb.Error):  # what was written ahead stays beside the file, which is as it was
            connection.execute("PRAGMA disable_checkpoint_on_shutdown")
        connection.close()
        explained = explain(error, file, backup_folder)
        if explained is None:
            raise
        raise explained from error
    return connection


def _rewritten(connection: duckdb.DuckDBPyConnection, file: Path, backup_folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the file written anew; to the file as it is, which still asks for it, where that cannot be."""
    try:
        new = write_anew(connection, file)
    except (WarehouseError, duckdb.Error, OSError):  # no room, no right to write: the wish stays for the next start
        return connection
    connection.close()
    put_in_place(new, file)
    return _connect(file, backup_folder)


def _finish_copies(connection: duckdb.DuckDBPyConnection, file: Path, backup_folder: Path) -> None:
    """Without room or the right to write, the wish stays for the next start."""
    if not is_rewrite_pending(connection):
        with suppress(WarehouseError, duckdb.Error, OSError):
            finish_copies(connection, file, backup_folder)


@dataclass(frozen=True)
class Finished:
    """A replacement that an earlier run had begun and a start has finished: its `action` ("restore", "recover", or ""
    for one of an earlier version), the `object` of it (name of the backup, "-" for an empty database), how many imports
    are there now, and where the former files went."""

    action: str
    object: str
    batches: int
    set_aside: tuple[Path, ...]


LAST_ACTION = "SELECT action, object FROM actions ORDER BY action_id DESC LIMIT 1"


def finish_pending(file: Path) -> Finished | None:
    """Finish a replacement of the database that was cut off; None where there is none.

    A new file that cannot be read any more is set aside, and the former one stands again. Raises DatabaseInUseError
    where another program is at it."""
    finished: Finished | None = None
    for pending in pending_files(file):
        try:
            batches = read_file(pending).batches
            with duckdb.connect(str(pending), read_only=True, config=READ_ONLY_SETTINGS) as opened:
                action, what = opened.execute(LAST_ACTION).fetchone() or ("", "-")
        except duckdb.Error as error:
            if _says(error, HELD_WORDS):
                raise _held(file) from error
            give_up_replacement(file, pending, local_now())
            continue
        aside = finish_replacement(file, pending, local_now())
        is_told = action in {"restore", "recover"}
        finished = Finished(action if is_told else "", what if is_told else "-", batches, aside)
    return finished


def bring_up_to_date(file: Path, then: Callable[[duckdb.DuckDBPyConnection], object]) -> None:
    """Give a file that is about to take a database's place (made here, if there is none) the newest schema, and do
    `then` in one transaction. Raises duckdb.Error or WarehouseError."""
    connection = duckdb.connect(str(file), config=FILE_SETTINGS)
    try:
        connection.execute("SET enable_external_access = false")
        make_views_anew(connection, migrate(connection))
        connection.execute("BEGIN")
        then(connection)
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")
    finally:
        connection.close()


def explain(error: BaseException, file: Path | None, backup_folder: Path | None) -> WarehouseError | None:
    """Our error for one of DuckDB's, by what its message says; None when it is none of the known troubles of files."""
    if file is None or backup_folder is None or not isinstance(error, duckdb.Error):
        return None
    if _says(error, HELD_WORDS):
        return _held(file)
    if _says(error, FULL_WORDS):
        return NoRoomError("พื้นที่ว่างบนดิสก์ไม่พอ จึงไม่ได้บันทึก", "ลบไฟล์ที่ไม่ใช้ออกจากดิสก์ แล้วทำใหม่อีกครั้ง ข้อมูลเดิมยังอยู่ครบ")
    if _says(error, DENIED_WORDS):
        return _denied(file)
    if is_damage(error):
        ours = looks_like_ours(file, backup_folder)
        return damage(file, backup_folder, "อ่านข้อมูลในไฟล์ไม่ได้") if ours else _not_ours(file)
    if _says(error, NEWER_WORDS):
        return NewerDatabaseError(f"ฐานข้อมูล {file.name} สร้างด้วยโปรแกรมรุ่นใหม่กว่า", "ปรับโปรแกรมเรดาร์ชุมชนเป็นรุ่นล่าสุดก่อน")
    return None


def is_damage(error: duckdb.Error) -> bool:
    """Whether DuckDB says that bytes of the file are not what they were."""
    return _says(error, DAMAGE_WORDS)


def _says(error: duckdb.Error, words: tuple[str, ...]) -> bool:
    text = str(error).lower()
    return any(word in text for word in words)


def damage(file: Path, backup_folder: Path, reason: str) -> DamagedDatabaseError:
    """The error for a damaged database, with the newest backup that can be read."""
    files = (file, *write_ahead_files(file))
    there = tuple(each for each in files if each.exists())
    return DamagedDatabaseError(file, reason, there, newest_verified_backup(backup_folder, file.stem))


def looks_like_ours(file: Path, backup_folder: Path) -> bool:
    """Whether an unreadable file was a DuckDB database: by its first bytes, its size, or what lies beside it.

    A text or picture with a database's name must not be called damaged, nor a database one bit of whose first bytes
    flipped be called foreign."""
    size = file.stat().st_size
    if size == 0 or write_ahead_files(file) or list_backups(backup_folder, file.stem):
        return True
    with file.open("rb") as reading:
        begins = reading.read(12)
    return begins[8:] == b"DUCK" or (size >= HEADER_BYTES and (size - HEADER_BYTES) % BLOCK_BYTES == 0)


def _check_files(file: Path, backup_folder: Path) -> None:
    """What DuckDB would open without a word although data are missing."""
    if not file.exists() and write_ahead_files(file):
        raise damage(file, backup_folder, "ไฟล์หลักหายไป เหลือแต่ไฟล์ประกอบของไฟล์นั้น")


def _connect(file: Path, backup_folder: Path) -> duckdb.DuckDBPyConnection:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(str(file), config=FILE_SETTINGS)
    except OSError as error:
        raise _denied(file) from error
    except duckdb.Error as error:
        explained = explain(error, file, backup_folder)
        if explained is None:
            raise
        raise explained from error
    [(is_open_already,)] = connection.execute("SELECT current_setting('lock_configuration')").fetchall()
    if is_open_already:
        connection.close()
        raise DatabaseInUseError(f"ฐานข้อมูล {file.name} เปิดอยู่แล้วในโปรแกรมนี้", "ใช้หน้าต่างที่เปิดอยู่ หรือปิดโปรแกรมแล้วเปิดใหม่")
    if not check_ours(connection):
        connection.close()
        raise _not_ours(file)
    connection.execute("SET allowed_directories = [?]", [f"{backup_folder.resolve()}/"])
    new = [str(file.absolute().with_name(f"{file.name}{REWRITING}{ending}")) for ending in WRITTEN_AHEAD]
    connection.execute("SET allowed_paths = ?", [new])
    return connection


def _held(file: Path) -> DatabaseInUseError:
    return DatabaseInUseError(
        f"ฐานข้อมูล {file.name} กำลังถูกใช้โดยโปรแกรมอื่น", "ปิดหน้าต่างโปรแกรมเรดาร์ชุมชนอีกหน้าต่างหนึ่งก่อน แล้วเปิดใหม่"
    )


def _denied(file: Path) -> WarehouseError:
    return DeniedError(f"เปิดหรือสร้างฐานข้อมูล {file} ไม่ได้", "ตรวจสิทธิ์ของโฟลเดอร์และไฟล์ หรือเลือกที่เก็บอื่น")


def _not_ours(file: Path) -> WarehouseError:
    return ForeignFileError(
        f"{file} ไม่ใช่ฐานข้อมูลของโปรแกรมนี้ หรือเสียหายจนจำไม่ได้", "เลือกไฟล์อื่น หรือย้ายไฟล์นี้ไปเก็บที่อื่นก่อน (ไฟล์นี้ยังอยู่เหมือนเดิมทุกอย่าง)"
    )


def _backup_before_migration(
    connection: duckdb.DuckDBPyConnection, file: Path | None, backup_folder: Path | None
) -> Callable[[], None]:
    def backup() -> None:
        if file is not None and backup_folder is not None:
            write_backup(connection, backup_folder, file.stem, local_now())

    return backup


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    for statement in LOCKED:
        connection.execute(statement)
