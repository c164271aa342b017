"""The rows of an account on a server: what the gate hides is kept there, a cursor takes the role that sees no more."""

from collections.abc import Iterable
from typing import Final, cast

import duckdb
import pandas as pd

from warehouse.actions import CELL, PREFIX, Cell, HiddenCells
from warehouse.errors import WarehouseError
from warehouse.postgres.cursor import ServerCursor
from warehouse.postgres.server_database import ServerDatabase
from warehouse.sql import read_sql, with_query

ROLE: Final = "community_radar_area"
AMPHOE_DIGITS: Final = 4  # provinces and amphoe are taken for offices whoever has accounts
MAY_ENTER: Final = """
    SELECT pg_has_role(current_user, area.oid, 'MEMBER') AND NOT own.rolsuper AND NOT own.rolbypassrls
    FROM pg_roles AS area, pg_roles AS own WHERE area.rolname = $role AND own.rolname = current_user
"""
UNDECIDED: Final = """
    SELECT found.set_id, found.year_be, found.state
    FROM ({years}) AS found LEFT JOIN server_shown_years AS shown USING (set_id, year_be)
    WHERE $anew OR shown.state IS DISTINCT FROM found.state
    ORDER BY found.set_id, found.year_be
"""
FORGET: Final = (
    "DELETE FROM server_hidden_cells WHERE set_id = $set_id AND year_be = $year_be",
    "DELETE FROM server_shown_years WHERE set_id = $set_id AND year_be = $year_be",
)
HIDE: Final = "INSERT INTO server_hidden_cells SELECT $set_id, $year_be, area_code, indicator_code FROM hidden_cells"
SHOW: Final = "INSERT INTO server_shown_years VALUES ($set_id, $year_be, $state)"


class AreaRows:
    """What the gate hides from accounts, kept up with what is written; asked as `warehouse.scope.AreaViews` is."""

    def __init__(self, database: ServerDatabase, hidden_cells: HiddenCells) -> None:
        self._database = database
        self._hidden_cells = hidden_cells
        self._may_enter = False
        self._state = (-1, -1)
        self._small: set[int] = set()

    def bring_up_to_date(self, prefix: str) -> None:
        """Ask the gate anew where figures have changed, or where the first account of areas below amphoe comes in. To
        be called while nothing is read by this thread.

        Raises WarehouseError where the server has no role that rows can be kept from."""
        if not PREFIX.fullmatch(prefix):
            raise ValueError(f"no area of an account: {prefix}")
        if not self._may_enter:
            self._check_role()
        state = self._database.state
        is_first = len(prefix) > AMPHOE_DIGITS and len(prefix) not in self._small
        if state == self._state and not is_first:
            return
        with self._database.cursor() as cursor:
            asked = with_query(UNDECIDED, years=read_sql("figure_years"))
            undecided = cursor.execute(asked, {"anew": is_first}).fetchall()
        for set_id, year_be, found in undecided:
            self._decide(str(set_id), int(year_be), str(found), self._hidden_cells(str(set_id), int(year_be)))
        self._state = state
        if is_first:
            self._small.add(len(prefix))

    def enter(self, cursor: duckdb.DuckDBPyConnection, prefix: str) -> None:
        """Let a cursor see what this area may see, before anything else is asked of it."""
        cast(ServerCursor, cursor).enter_area(ROLE, prefix)

    def _decide(self, set_id: str, year_be: int, state: str, cells: Iterable[Cell] | None) -> None:
        """Without a decision (None) nothing of that year is shown."""
        key: dict[str, object] = {"set_id": set_id, "year_be": year_be}
        with self._database.keeping_scopes() as cursor:
            for statement in FORGET:
                cursor.execute(statement, key)
            if cells is not None:
                cursor.register("hidden_cells", pd.DataFrame(list(cells), columns=list(CELL), dtype="str"))
                cursor.execute(HIDE, key)
                cursor.execute(SHOW, key | {"state": state})

    def _check_role(self) -> None:
        with self._database.keeping_scopes() as cursor:
            if cursor.execute(MAY_ENTER, {"role": ROLE}).fetchall() != [(True,)]:
                raise WarehouseError(
                    "เซิร์ฟเวอร์ PostgreSQL ยังกั้นข้อมูลระหว่างพื้นที่ไม่ได้ จึงไม่เปิดให้บัญชีของพื้นที่",
                    f"ให้ผู้ดูแลเซิร์ฟเวอร์สั่ง CREATE ROLE {ROLE} NOLOGIN และ GRANT {ROLE} TO บัญชีที่โปรแกรมใช้ "
                    "ซึ่งต้องไม่ใช่ superuser",
                )
            cast(ServerCursor, cursor).let_read(ROLE)
        self._may_enter = True
