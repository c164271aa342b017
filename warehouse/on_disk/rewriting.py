"""Writing the database file anew, so that nothing changed or deleted can still be read in its free blocks.

The wish stands in the database itself (`pending_rewrites`), written in the transaction that changes or deletes: broken
off at any point, the next start finishes it. So does the wish that older copies go, each named by its ending.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import duckdb

from warehouse.actions import record_action
from warehouse.on_disk.backup_files import FILE_SETTINGS, list_backups, write_backup, write_copy
from warehouse.on_disk.files import check_free_space, flush_to_disk, write_ahead_files
from warehouse.on_disk.replacing import REWRITING, set_aside_files, unfinished_file
from words.dates import local_now

FILE: Final = "file"
ASK: Final = "INSERT INTO pending_rewrites VALUES (?, ?)"
PENDING: Final = "SELECT count(*) AS pending FROM pending_rewrites WHERE wish = 'file'"
DONE: Final = "DELETE FROM pending_rewrites WHERE wish = 'file'"
COPIES: Final = "SELECT DISTINCT wish FROM pending_rewrites WHERE wish <> 'file' ORDER BY wish"
COPIES_GONE: Final = "DELETE FROM pending_rewrites WHERE wish <> 'file'"


def ask_for_rewrite(cursor: duckdb.DuckDBPyConnection, file: Path, copies: Iterable[Path] | None = None) -> None:
    """Wish, in the transaction that is open, that the file is written anew, and (None: not) that a backup is made then
    and these older copies go.

    Of their names only what follows the database's own name is kept."""
    of_copies = () if copies is None else ("", *(copy.name.removeprefix(file.stem) for copy in copies))
    for wish in (FILE, *of_copies):
        cursor.execute(ASK, [local_now(), wish])


def is_rewrite_pending(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file must be written anew."""
    [(pending,)] = connection.execute(PENDING).fetchall()
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
        copy.execute(DONE)
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
    wishes = [str(wish) for (wish,) in connection.execute(COPIES).fetchall()]
    named = [folder / f"{file.stem}{wish}" for wish in wishes for folder in (backup_folder, file.parent)]
    own = {*(backup.path for backup in list_backups(backup_folder, file.stem)), *set_aside_files(file)}
    return tuple(copy for copy in named if copy in own)


def finish_copies(connection: duckdb.DuckDBPyConnection, file: Path, backup_folder: Path) -> None:
    """Delete the older copies that are to go, once there is a newer backup. Raises WarehouseError or OSError."""
    if not connection.execute(COPIES).fetchall():
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
