"""The log of what was done to the data: one row an action, written in the transaction of what it tells."""

from typing import Final, Literal

import duckdb

from warehouse.stored_text import stored_file_name
from words.dates import local_now

Action = Literal[
    "store", "undo", "redo", "backup", "restore", "recover", "purge",
    "submit", "approve", "unapprove", "targets", "setting", "take_in", "undo_file", "redo_file",
]  # fmt: skip
RECORD: Final = "INSERT INTO actions VALUES (nextval('action_ids'), ?, ?, ?, ?, ?)"


def record_action(
    cursor: duckdb.DuckDBPyConnection, action: Action, what: str, areas: int | None = None, facts: int | None = None
) -> None:
    """Add one row to the log, in the transaction of what it tells."""
    cursor.execute(RECORD, [local_now(), action, stored_file_name(what), areas, facts])
