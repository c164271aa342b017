"""One file in the place of a database: a plan that stands on the disk until it is done, and that a start finishes; and
the database written anew that way.

The plan is the new file itself. It was read whole before it got its name (`….restoring-25690121-123005`), its name says
under which name the former files go, and what was asked for is the last action in it.

Written anew, nothing changed or deleted can still be read in the free blocks of the file. The wish stands in the
database itself (`pending_rewrites`), written in the transaction that changes or deletes: broken off at any point, the
next start finishes it. So does the wish that older copies go, each named by its ending.
"""

import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from warehouse.actions import record_action
from warehouse.on_disk.backup_files import FILE_SETTINGS, list_backups, write_backup, write_copy
from warehouse.on_disk.files import check_free_space, copy_durably, flush_names, flush_to_disk, write_ahead_files
from words.dates import local_now, time_stamp

ASIDE = "-set-aside-"
PENDING = ".restoring"
COPYING, REWRITING = ".copying", ".rewriting"
# What earlier versions wrote beside the backups before it took the database's place.
PURGED = ".purged"
WRITE_AHEAD_BEGINS = b"\x64\x00\x62\x65"  # how DuckDB begins what it writes ahead; anything else it passes over


def pending_files(database: Path) -> tuple[Path, ...]:
    """Whole files that were about to take the database's place: if one is there at a start, the program was cut off."""
    begins = f"{database.name}{PENDING}"
    pattern = re.compile(re.escape(begins) + r"(-[\d-]+)?")
    return tuple(sorted(file for file in database.parent.glob("*") if pattern.fullmatch(file.name)))


def files_of(database: Path) -> tuple[Path, ...]:
    """Everything on the disk that belongs to a database: the file, what was written ahead, a half-done replacement."""
    own = (database, *write_ahead_files(database), *pending_files(database))
    return tuple(file for file in own if file.exists())


def set_aside_files(database: Path) -> tuple[Path, ...]:
    """Files of this database that were set aside earlier."""
    begins = f"{database.stem}{ASIDE}"
    return tuple(sorted(file for file in database.parent.iterdir() if file.name.startswith(begins)))


def free_name(database: Path, now: datetime) -> Path:
    """`radar-set-aside-25690121-041500.duckdb`, with a number behind when that is taken."""
    stem = f"{database.stem}{ASIDE}{time_stamp(now, seconds=True)}"
    for number in range(1, 1000):
        name = database.with_name(f"{stem}{'' if number == 1 else f'-{number}'}{database.suffix}")
        if not name.exists() and not write_ahead_files(name):
            return name
    raise FileExistsError(stem)


@contextmanager
def kept_written_ahead(database: Path, now: datetime) -> Generator[tuple[Path, ...]]:
    """Open a database inside: copies of what an earlier run, cut off, left written ahead are kept; () without any.

    DuckDB takes the first entry that does not add up for the place where the power went, opens without a word, and
    removes the file at the next write. One that does not even begin right is moved away rather than copied. On a disk
    without room nothing is kept: opening comes first. An error inside leaves everything as it was.
    """
    left = [file for file in write_ahead_files(database) if database.exists() and file.stat().st_size]
    kept_as = free_name(database, now) if left else database
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

    Broken off at any point, the next start finds the former database untouched, a plan to finish, or the new one.
    An error puts the former files back.
    """
    kept_as = free_name(database, now)
    pending = database.with_name(f"{database.name}{PENDING}-{kept_as.stem.removeprefix(database.stem + ASIDE)}")
    new.replace(pending)
    flush_names(database.parent)
    try:
        return _put_in_place(pending, database, kept_as)
    except OSError:
        pending.unlink()
        raise


def finish_replacement(database: Path, pending: Path, now: datetime) -> tuple[Path, ...]:
    """Do what is left of a replacement that broke off; returns the former files, under their new names.

    Raises OSError, with everything as it was, where a file cannot be renamed."""
    kept_as = _planned_name(database, pending, now)
    _put_in_place(pending, database, kept_as)
    return tuple(file for file in (kept_as, *write_ahead_files(kept_as)) if file.exists())


def give_up_replacement(database: Path, pending: Path, now: datetime) -> None:
    """The new file cannot be read: it is set aside, and the former one, if it had gone already, comes back."""
    former = _planned_name(database, pending, now)
    if not database.exists() and former.exists():
        former.rename(database)
        for file in write_ahead_files(former):
            file.rename(database.with_name(database.name + file.name.removeprefix(former.name)))
    pending.rename(free_name(database, now))
    flush_names(database.parent)


def sweep_unfinished(database: Path, backup_folder: Path) -> None:
    """Delete what a run that was cut off had not finished writing. Only while this program has the database open."""
    begins = tuple(f"{database.name}{ending}" for ending in (COPYING, REWRITING))
    part = re.compile(re.escape(database.stem) + r"-\d{6}[-.].*\.part(\.wal)?")
    beside = [file for file in database.parent.iterdir() if file.name.startswith(begins)]
    folder = backup_folder.iterdir() if backup_folder.is_dir() else ()
    parts = [file for file in folder if part.fullmatch(file.name) or file.name.startswith(f"{database.name}{PURGED}")]
    for file in (*beside, *parts):
        with suppress(OSError):  # held by another program, or no file: it stays
            file.unlink()


def unfinished_file(database: Path, ending: str) -> Path:
    """Where a file is written that will take the database's place; what an earlier run left there is deleted."""
    file = database.with_name(f"{database.name}{ending}")
    for old in (file, *write_ahead_files(file)):
        old.unlink(missing_ok=True)
    return file


def _planned_name(database: Path, pending: Path, now: datetime) -> Path:
    """The name for the former files that a plan says; a free one for a plan of an earlier version, or a taken name."""
    stamp = pending.name.removeprefix(f"{database.name}{PENDING}").removeprefix("-")
    named = database.with_name(f"{database.stem}{ASIDE}{stamp}{database.suffix}")
    return free_name(database, now) if not stamp or (named.exists() and database.exists()) else named


def _put_in_place(pending: Path, database: Path, kept_as: Path) -> tuple[Path, ...]:
    """The database goes first: what was written ahead, left alone for a moment, is noticed at the next start, while a
    database without it would open and silently lack the last imports."""
    moved: list[tuple[Path, Path]] = []
    try:
        for file in (database, *write_ahead_files(database)):
            if file.exists():
                target = kept_as.with_name(kept_as.name + file.name.removeprefix(database.name))
                file.rename(target)
                moved.append((file, target))
        flush_names(database.parent)
        pending.replace(database)
    except OSError:
        for file, target in reversed(moved):
            target.rename(file)
        raise
    flush_names(database.parent)
    return tuple(target for _, target in moved)


REWRITE_WISH: Final = "file"
ASK_FOR_REWRITE: Final = "INSERT INTO pending_rewrites VALUES (?, ?)"
PENDING_REWRITES: Final = "SELECT count(*) AS pending FROM pending_rewrites WHERE wish = 'file'"
REWRITE_DONE: Final = "DELETE FROM pending_rewrites WHERE wish = 'file'"
COPIES_TO_GO: Final = "SELECT DISTINCT wish FROM pending_rewrites WHERE wish <> 'file' ORDER BY wish"
COPIES_GONE: Final = "DELETE FROM pending_rewrites WHERE wish <> 'file'"


def ask_for_rewrite(cursor: duckdb.DuckDBPyConnection, file: Path, copies: Iterable[Path] | None = None) -> None:
    """Wish, in the transaction that is open, that the file is written anew, and (None: not) that a backup is made then
    and these older copies go.

    Of their names only what follows the database's own name is kept."""
    of_copies = () if copies is None else ("", *(copy.name.removeprefix(file.stem) for copy in copies))
    for wish in (REWRITE_WISH, *of_copies):
        cursor.execute(ASK_FOR_REWRITE, [local_now(), wish])


def is_rewrite_pending(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file must be written anew."""
    [(pending,)] = connection.execute(PENDING_REWRITES).fetchall()
    return bool(pending)


def write_anew(connection: duckdb.DuckDBPyConnection, file: Path) -> Path:
    """Copy the open database beside itself, into a file that is not asked to be written anew; no one may write
    meanwhile. Raises WarehouseError, OSError or duckdb.Error where that cannot be done."""
    new = unfinished_file(file.absolute(), REWRITING)
    check_free_space(file.parent, file.stat().st_size)
    connection.execute("CHECKPOINT")
    write_copy(connection, new)
    copy = duckdb.connect(str(new), config=FILE_SETTINGS)
    try:
        copy.execute(REWRITE_DONE)
        copy.execute("CHECKPOINT")
    finally:
        copy.close()
    flush_to_disk(new)
    return new


def put_in_place(new: Path, file: Path) -> bool:
    """Let the new file take the place of the closed database, in one step.

    Returns False, with the database as it was, where something of it is still written ahead or another program holds
    it: the wish stays, and so does the file."""
    try:
        if not write_ahead_files(file) and not write_ahead_files(new):
            new.replace(file)
            return True
    except OSError:
        pass
    new.unlink(missing_ok=True)
    return False


def copies_to_delete(connection: duckdb.DuckDBPyConnection, file: Path, backup_folder: Path) -> tuple[Path, ...]:
    """The older copies that are to go and are still there."""
    wishes = [str(wish) for (wish,) in connection.execute(COPIES_TO_GO).fetchall()]
    named = [folder / f"{file.stem}{wish}" for wish in wishes for folder in (backup_folder, file.parent)]
    own = {*(backup.path for backup in list_backups(backup_folder, file.stem)), *set_aside_files(file)}
    return tuple(copy for copy in named if copy in own)


def finish_copies(connection: duckdb.DuckDBPyConnection, file: Path, backup_folder: Path) -> None:
    """Delete the older copies that are to go, once there is a newer backup. Raises WarehouseError or OSError."""
    if not connection.execute(COPIES_TO_GO).fetchall():
        return
    going = copies_to_delete(connection, file, backup_folder)
    newest = next(iter(list_backups(backup_folder, file.stem)), None)
    backup = None
    if newest is None or newest.path in going:
        backup = write_backup(connection, backup_folder, file.stem, local_now())
    for copy in going:
        copy.unlink(missing_ok=True)
    connection.execute("BEGIN")
    connection.execute(COPIES_GONE)
    if backup and backup.contents:
        record_action(connection, "backup", backup.path.name, backup.contents.live_areas, backup.contents.facts)
    connection.execute("COMMIT")
