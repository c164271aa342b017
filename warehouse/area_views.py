"""What an account of one area reads: views in a catalogue in memory that take the place of tables of the same name.

A cursor gets the search path of its area before its first statement (0.1 ms; making views for each cursor takes 4 ms).
Here alone names of a database or a schema stand in SQL: everywhere else a name is what the search path makes of it.
"""

import threading
from collections.abc import Iterable
from typing import Final

import duckdb
import pandas as pd

from warehouse.actions import CELL, PREFIX, Cell, HiddenCells
from warehouse.errors import WarehouseError
from warehouse.opening.database import OpenDatabase
from warehouse.sql import quote_identifier, read_sql, with_names, with_query

SCOPES: Final = "scopes of accounts"
BEGIN: Final = """
    ATTACH ':memory:' AS {scopes};
    CREATE TABLE {scopes}.main.shown_facts AS FROM facts LIMIT 0;
    CREATE TABLE {scopes}.main.shown_summary AS FROM summary LIMIT 0
"""
VIEWS: Final = """
    -- One row: a view of the database of which an area has none yet, and the statement that makes it, the one that
    -- others read from first.
    SELECT sql FROM duckdb_views()
    WHERE database_name = $whole AND schema_name = 'main' AND NOT internal AND NOT temporary
      AND view_name NOT IN (SELECT view_name FROM duckdb_views() WHERE schema_name = $own)
    ORDER BY view_oid
"""
FORGET: Final = (
    "DELETE FROM {scopes}.main.shown_facts WHERE set_id = $set_id AND year_be = $year_be",
    "DELETE FROM {scopes}.main.shown_summary WHERE set_id = $set_id AND year_be = $year_be",
)
SHOW: Final = (
    """
    INSERT INTO {scopes}.main.shown_facts
    SELECT facts.* FROM facts ANTI JOIN hidden_cells USING (area_code, indicator_code)
    WHERE set_id = $set_id AND year_be = $year_be AND length(area_code) < 8
    """,
    # a sum of one village is that village's own figure
    """
    INSERT INTO {scopes}.main.shown_summary
    SELECT summary.* FROM summary ANTI JOIN hidden_cells USING (area_code, indicator_code)
    WHERE set_id = $set_id AND year_be = $year_be AND length(area_code) < 8
      AND NOT (source_level = 'village' AND areas_counted < 2)
    """,
)


ENTER: Final = "SET search_path = '{path}'"


class AreaViews:
    """The views of all areas that accounts have, and what the gate hides, kept up with what is written."""

    def __init__(self, database: OpenDatabase, hidden_cells: HiddenCells) -> None:
        self._database = database
        self._hidden_cells = hidden_cells
        self._making = threading.RLock()
        self._generation = -1
        self._state = (-1, -1)
        self._paths: dict[str, str] = {}
        self._years: dict[tuple[str, int], str] = {}

    def bring_up_to_date(self, prefix: str) -> None:
        """Make the views of an area where there are none, and ask the gate anew where figures have changed, or where
        the first account of a level of areas comes in. To be called while nothing is read by this thread."""
        if self._state == self._database.state and prefix in self._paths:
            return
        with self._making:
            if self._generation != self._database.generation:
                self._begin()
            state = self._database.state
            if self._paths and len(prefix) not in map(len, self._paths):
                self._years = {}
            if self._state != state or not self._years:
                self._decide()
            self._state = state
            if prefix not in self._paths:
                self._paths[prefix] = self._make(prefix)

    def enter(self, cursor: duckdb.DuckDBPyConnection, prefix: str) -> None:
        """Let a cursor see what this area may see, before anything else is asked of it."""
        try:
            cursor.execute(with_query(ENTER, path=self._paths[prefix]))
        except (KeyError, duckdb.CatalogException) as error:
            raise WarehouseError("ฐานข้อมูลเพิ่งถูกวางแทน จึงยังอ่านไม่ได้", "โหลดหน้านี้ใหม่อีกครั้ง") from error

    def _begin(self) -> None:
        with self._database.gate.reading(), self._database.cursor() as cursor:
            cursor.execute(with_names(BEGIN, scopes=SCOPES))
            self._paths, self._years, self._generation = {}, {}, self._database.generation

    def _decide(self) -> None:
        with self._database.gate.reading(), self._database.cursor() as cursor:
            rows = cursor.execute(read_sql("figure_years")).fetchall()
        found = {(str(set_id), int(year)): str(state) for set_id, year, state in rows}
        for (set_id, year_be), state in found.items():
            if self._years.get((set_id, year_be)) == state:
                continue
            self._show(set_id, year_be, self._hidden_cells(set_id, year_be))
            self._years[set_id, year_be] = state

    def _show(self, set_id: str, year_be: int, cells: Iterable[Cell] | None) -> None:
        key: dict[str, object] = {"set_id": set_id, "year_be": year_be}
        with self._database.gate.reading(), self._database.cursor() as cursor:
            cursor.execute("BEGIN")
            if cells is not None:
                cursor.register("hidden_cells", pd.DataFrame(list(cells), columns=list(CELL), dtype="str"))
            for statement in FORGET if cells is None else FORGET + SHOW:
                cursor.execute(with_names(statement, scopes=SCOPES), key)
            cursor.execute("COMMIT")

    def _make(self, prefix: str) -> str:
        """Make the views of an area; gives the search path that leads to them first."""
        if not PREFIX.fullmatch(prefix):
            raise ValueError(f"no area of an account: {prefix}")
        with self._database.gate.reading(), self._database.cursor() as cursor:
            [(whole,)] = cursor.execute("SELECT current_database()").fetchall()
            schema = f"area {prefix}"
            own = f"{quote_identifier(SCOPES)}.{quote_identifier(schema)}"
            path = f"{own},{quote_identifier(str(whole))}.main".replace("'", "''")
            cursor.execute(with_names("CREATE SCHEMA {scopes}.{schema}", scopes=SCOPES, schema=schema))
            tables = with_query(read_sql("area_views"), own=own).replace("PREFIX", prefix)
            cursor.execute(with_names(tables, scopes=SCOPES, whole=str(whole)))
            cursor.execute(with_query(ENTER, path=path))
            views = cursor.execute(VIEWS, {"whole": whole, "own": schema}).fetchall()
            for (statement,) in views:  # the views that read from those tables, made again over the views of the area
                cursor.execute(statement)
        return path
