"""Writing the database file anew, so that nothing changed or deleted can still be read in its free blocks.

The wish stands in the database itself (`pending_rewrites`): broken off at any point, the next start finishes it."""

from pathlib import Path

import duckdb

from warehouse.files import check_free_space, flush_names, write_ahead_files
from warehouse.keeping.backup_files import write_copy

IS_ASKED = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'pending_rewrites' AND NOT internal"
PENDING = "SELECT count(*) AS pending FROM pending_rewrites"
DONE = "DELETE FROM pending_rewrites"


def rewriting_file(file: Path) -> Path:
    """Where the new file is written before it takes the place of the database."""
    return file.with_name(f"{file.name}.rewriting")


def is_rewrite_pending(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the file must be written anew."""
    [(can_be_asked,)] = connection.execute(IS_ASKED).fetchall()
    if not can_be_asked:
        return False
    [(pending,)] = connection.execute(PENDING).fetchall()
    return bool(pending)


def rewrite(connection: duckdb.DuckDBPyConnection, file: Path) -> bool:
    """Copy the database, close the connection and put the copy in the file's place, in one step.

    Returns False, with the connection closed and the file as it was, where something of the file is still written
    ahead or another program holds it. Raises WarehouseError or duckdb.Error, with the connection open, when the copy
    fails."""
    new = rewriting_file(file)
    check_free_space(file.parent, file.stat().st_size)
    connection.execute("CHECKPOINT")
    write_copy(connection, new)
    connection.close()
    if write_ahead_files(file):
        new.unlink()
        return False
    try:
        new.replace(file)
    except OSError:  # another program holds the file: the wish stays, and so does the file
        new.unlink(missing_ok=True)
        return False
    flush_names(file.parent)
    return True
