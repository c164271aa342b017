"""Who acts, and the log of what was done: one row an action, written in the transaction of what it tells.

An actor has a name, a role and an area. On one PC, where nobody is asked who they are, one actor has everything.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

import duckdb

from warehouse.stored_text import stored_file_name
from words.dates import local_now

COUNTRY: Final = "TH"
READER, OFFICER, ADMINISTRATOR = "reader", "officer", "administrator"
ROLES: Final = {READER: "ผู้อ่าน", OFFICER: "เจ้าหน้าที่", ADMINISTRATOR: "ผู้ดูแลระบบ"}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `name`: as the account has it, empty on one PC; `role`: a key of ROLES; `area_code`: village figures of
    this area alone are seen, and nothing outside it is written. A reader writes nothing, an officer imports and plans,
    an administrator does everything, in all areas."""

    name: str
    role: str
    area_code: str

    @property
    def prefix(self) -> str:
        """What the codes of the own area begin with; empty for all areas."""
        return "" if self.area_code == COUNTRY else self.area_code

    def sees(self, area_code: str) -> bool:
        """Whether an area lies within the own one."""
        return area_code.startswith(self.prefix)

    @property
    def may_write(self) -> bool:
        """Whether anything may be stored: imports, undoing them, plans."""
        return self.role != READER

    @property
    def may_keep(self) -> bool:
        """Whether the whole database is theirs: backup, restore, erasing, registers, settings, accounts."""
        return self.role == ADMINISTRATOR

    @property
    def sees_everything(self) -> bool:
        """Whether no figure is kept from them and nothing that they write needs a look."""
        return self.may_keep and not self.prefix


ONE_PC: Final = Actor("", ADMINISTRATOR, COUNTRY)
PREFIX: Final = re.compile(r"[1-9]\d{1,7}")  # of the areas that accounts have
CELL: Final = ("area_code", "indicator_code")
Cell = tuple[str, str]  # the values of CELL
HiddenCells = Callable[[str, int], Iterable[Cell] | None]
"""Which cells of areas above villages the gate hides of a set and year; None: it cannot decide, nothing is shown."""


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
