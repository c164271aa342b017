"""The log of what was done to the data: one row an action, written in the transaction of what it tells."""

from typing import Final, Literal

import duckdb

from warehouse.actors import Actor
from warehouse.stored_text import stored_file_name
from words.dates import local_now

Action = Literal[
    "store", "undo", "redo", "backup", "restore", "recover", "purge",
    "submit", "approve", "unapprove", "targets", "setting", "take_in", "undo_file", "redo_file",
    "account", "refuse", "download", "plan", "workshop", "group", "check", "choice", "mark", "set", "mapping",
    "register", "map", "agency", "list",
]  # fmt: skip
RECORD: Final = """
    INSERT INTO actions (action_id, acted_at, action, object, areas, facts, account, role, area_code)
    VALUES (nextval('action_ids'), ?, ?, ?, ?, ?, coalesce(getvariable('account'), ''),
        coalesce(getvariable('role'), ''), coalesce(getvariable('area_code'), ''))
"""
NAME_ACTOR: Final = (
    "SET VARIABLE account = ?", "SET VARIABLE role = ?", "SET VARIABLE area_code = ?", "SET VARIABLE own_area = ?",
)  # fmt: skip
IS_NAMED: Final = "SELECT getvariable('account') IS NOT NULL"


def name_actor(cursor: duckdb.DuckDBPyConnection, actor: Actor) -> None:
    """Let what this cursor writes name who acts: the log, and rows that are of one office (`own_area`)."""
    for statement, value in zip(NAME_ACTOR, (actor.name, actor.role, actor.area_code, actor.prefix), strict=True):
        cursor.execute(statement, [value])


def record_action(
    cursor: duckdb.DuckDBPyConnection, action: Action, what: str, areas: int | None = None, facts: int | None = None
) -> None:
    """Add one row to the log, in the transaction of what it tells. Accounts stand there as `accounts` has them."""
    kept = what if action == "account" else stored_file_name(what)
    cursor.execute(RECORD, [local_now(), action, kept, areas, facts])


def record_by_account(cursor: duckdb.DuckDBPyConnection, action: Action, what: str, areas: int | None = None) -> None:
    """As record_action, where accounts act: what one PC has never logged stays out of its log."""
    if cursor.execute(IS_NAMED).fetchall()[0][0]:
        record_action(cursor, action, what, areas)
