"""The log of what was done to the data: only ever added to, without values and without persons."""

from typing import Final, Literal

import duckdb
import pandas as pd

from warehouse.connection import Warehouse
from words.dates import local_now

Action = Literal["store", "undo", "redo", "backup", "restore", "recover", "purge"]
RECORD: Final = "INSERT INTO actions VALUES (nextval('action_ids'), ?, ?, ?, ?, ?)"
LIST: Final = "SELECT * FROM actions ORDER BY action_id DESC LIMIT ?"


def record_action(
    cursor: duckdb.DuckDBPyConnection, action: Action, what: str, areas: int | None = None, facts: int | None = None
) -> None:
    """Add one row to the log, in the transaction of what it tells."""
    cursor.execute(RECORD, [local_now(), action, what, areas, facts])


def list_actions(warehouse: Warehouse, limit: int = 1000) -> pd.DataFrame:
    """One row per action, newest first: action_id, acted_at, action, object (number of the batch, or name of the
    backup file), areas, facts (missing where they do not apply)."""
    return warehouse.query(LIST, [limit])
