"""An open database on a server: cursors, one writer at a time among all processes, what changed since, what it holds.

Writers of all processes wait for one another at two advisory locks of the server, one for imports and one for what is
written beside them; a process that dies lets go of them with its connection.
"""

import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Final, NoReturn, TypeVar, cast

import duckdb
import pandas as pd
import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool, PoolTimeout

from warehouse.errors import ServerError
from warehouse.on_disk.backup_files import ROWS_OF_TABLE, Contents
from warehouse.postgres.address import database_name, not_on_server, server_backup_folder, shown_address
from warehouse.postgres.columns import LEVEL, FiguresInColumns, renew_columns
from warehouse.postgres.cursor import Connection, ServerCursor
from warehouse.postgres.schema import bring_up_to_date, check_server_database
from warehouse.sql import read_sql, with_names

TABLES: Final = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT starts_with(tablename, 'server_')
    ORDER BY tablename
"""
SEQUENCES: Final = "SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences ORDER BY sequencename"


def read_server_contents(cursor: duckdb.DuckDBPyConnection) -> Contents:
    """As `warehouse.on_disk.backup_files.read_contents`: every row of every table is read once. What the tables are
    made of is not told: only this program's account may change that."""
    counted = tuple((str(name), int(last)) for name, last in cursor.execute(SEQUENCES).fetchall())
    tables: dict[str, tuple[int, int]] = {}
    for (name,) in cursor.execute(TABLES).fetchall():
        [(rows, fingerprint)] = cursor.execute(with_names(ROWS_OF_TABLE, table=str(name))).fetchall()
        tables[str(name)] = (int(rows), int(fingerprint))
    [numbers] = cursor.execute(read_sql("contents")).fetchall()
    version, batches, live_areas, facts, assessed, failed = (int(number) for number in numbers)
    return Contents(version, tables, (), counted, batches, live_areas, facts, assessed, failed)


IMPORTS, BESIDE, SCHEMA = 2_565_001, 2_565_002, 2_565_003  # keys of the advisory locks; imports before the other
LOCK: Final = "SELECT pg_advisory_lock($1)"
UNLOCK: Final = "SELECT pg_advisory_unlock_all()"
LOCK_TRANSACTION: Final = "SELECT pg_advisory_xact_lock($1)"
COUNT_WRITE: Final = "UPDATE server_writes SET writes = writes + 1"
WRITES: Final = "SELECT writes FROM server_writes"
# What an import has just written has not been counted yet: taken for a single row, it would be joined row by row. There
# is one writer, which sorts and joins in memory.
AS_WRITER: Final = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'"
# One row: a table that has grown by a fifth since it was counted for the planner, which would take it for nearly empty
# until the server counts it by itself a minute later.
GROWN: Final = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT starts_with(relname, 'server_')
      AND pg_relation_size(oid) / current_setting('block_size')::integer > 1.2 * relpages + 16
"""
MOST_CONNECTIONS: Final = 24  # of one process
SECONDS_TO_WAIT: Final = 30.0
OPTIONS: Final = (  # a plan for all values would read all areas where one was asked for
    "-c plan_cache_mode=force_custom_plan -c search_path=public -c timezone=UTC -c jit=off"
    " -c client_min_messages=warning -c idle_in_transaction_session_timeout=0 -c statement_timeout=0"
)
ResultT = TypeVar("ResultT")


class OpenGate:
    """No file is exchanged under readers here: nobody waits."""

    @contextmanager
    def reading(self) -> Generator[None]:
        """As `warehouse.opening.database.Gate.reading`."""
        yield


Cursors = Generator[duckdb.DuckDBPyConnection]


class ServerDatabase:
    """The database on a server that all threads and all actors of this program share; asked as
    `warehouse.opening.database.OpenDatabase` is."""

    path: Path | None = None
    left_over: tuple[Path, ...] = ()
    finished = None
    generation = 0

    def __init__(self, address: str) -> None:
        self.address = address
        self.server = shown_address(address)
        self.backup_folder = server_backup_folder()
        self.stem = database_name(address)
        self.gate = OpenGate()
        self._writer = threading.RLock()
        self._beside = threading.RLock()
        self._alone = threading.local()
        self._columns = FiguresInColumns()
        self._pool = ConnectionPool[Connection](
            address,
            min_size=0,
            max_size=MOST_CONNECTIONS,
            timeout=SECONDS_TO_WAIT,
            kwargs={"autocommit": True, "options": OPTIONS, "application_name": "community-radar"},
            check=ConnectionPool.check_connection,
            open=False,
        )
        try:
            with _reached(address):
                psycopg.connect(address, connect_timeout=10).close()
                self._pool.open()
                self.bring_up_to_date()
            answers_in_memory()  # opened here as a file is, not by whoever asks first
        except BaseException:
            self.close()
            raise

    def bring_up_to_date(self) -> None:
        """Give the database the newest schema. Raises WarehouseError where that cannot be."""
        with self._pool.connection() as connection, connection.transaction():
            raw = psycopg.RawCursor(connection)
            check_server_database(raw)
            raw.execute(LOCK_TRANSACTION, [SCHEMA])
            bring_up_to_date(raw)

    @property
    def is_closed(self) -> bool:
        """Whether it was let go of."""
        return self._pool.closed

    @property
    def state(self) -> tuple[int, int]:
        """Another one after every write of any process."""
        with self._connected() as connection:
            [(writes,)] = connection.execute(WRITES).fetchall()
        return self.generation, int(writes)

    @contextmanager
    def transaction(self, *, beside_imports: bool = False) -> Cursors:
        """As `OpenDatabase.transaction`, for all processes of the server."""
        key = BESIDE if beside_imports else IMPORTS
        with self._beside if beside_imports else self._writer, self._connected() as connection:
            connection.execute("BEGIN")
            try:
                connection.execute(AS_WRITER)
                if not getattr(self._alone, "is_held", False):
                    psycopg.RawCursor(connection).execute(LOCK_TRANSACTION, [key])
                with self._cursor_on(connection) as cursor:
                    yield cursor
                    if not beside_imports:
                        renew_columns(cast(ServerCursor, cursor))
                        _count_grown(connection)
                connection.execute(COUNT_WRITE)
                connection.execute("COMMIT")
            except BaseException:
                with suppress(psycopg.Error):
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def trial(self) -> Cursors:
        """As `OpenDatabase.trial`."""
        with self._connected() as connection, connection.transaction(force_rollback=True):
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            with self._cursor_on(connection) as cursor:
                yield cursor

    @contextmanager
    def keeping_scopes(self) -> Cursors:
        """A cursor in a transaction for what is kept of accounts: no figure changes, and nothing is counted."""
        with self._connected() as connection, connection.transaction(), self._cursor_on(connection) as cursor:
            psycopg.RawCursor(connection).execute(LOCK_TRANSACTION, [SCHEMA])
            yield cursor

    @contextmanager
    def alone(self) -> Generator[None]:
        """No other thread, and no other process, writes inside; this one may."""
        if getattr(self._alone, "is_held", False):
            yield
            return
        with self._writer, self._beside, self._connected() as connection:
            for key in (IMPORTS, BESIDE):
                psycopg.RawCursor(connection).execute(LOCK, [key])
            self._alone.is_held = True
            try:
                yield
            finally:
                self._alone.is_held = False
                connection.execute(UNLOCK)

    def exchange(self, swap: Callable[[], ResultT]) -> NoReturn:
        """There is no file that another one could take the place of."""
        raise not_on_server("วางไฟล์อื่นแทน", "กู้คืนด้วยคำสั่ง python -m warehouse restore ตาม docs/postgresql.md")

    def query_figures(self, cursor: duckdb.DuckDBPyConnection, query: str, key: Mapping[str, object]) -> pd.DataFrame:
        """As `OpenDatabase.query_figures`; in columns where the server has them and no row is kept from the reader."""
        own = cast(ServerCursor, cursor)
        if key["level"] == LEVEL and not key["is_listed"] and not own.is_inside:
            figures = self._columns.table(own, str(key["set_id"]), cast(int, key["year_be"]), str(key["prefix"]))
            if figures is not None:
                return own.df_of(query, key, "area_figures", figures)
        return own.execute(query, key).df()

    def read_contents(self, cursor: duckdb.DuckDBPyConnection) -> Contents:
        """As `OpenDatabase.read_contents`."""
        return read_server_contents(cursor)

    def close(self) -> None:
        """Let go of all connections."""
        self._pool.close()

    @contextmanager
    def cursor(self) -> Cursors:
        """A cursor of its own for one caller; troubles of the server come out in our own words."""
        with self._connected() as connection, self._cursor_on(connection) as cursor:
            yield cursor

    @contextmanager
    def _cursor_on(self, connection: Connection) -> Cursors:
        cursor = ServerCursor(connection, answers_in_memory())
        try:
            yield cast(duckdb.DuckDBPyConnection, cursor)  # it knows all of it that the warehouse asks
        finally:
            cursor.close()

    @contextmanager
    def _connected(self) -> Generator[Connection]:
        with _reached(self.address), self._pool.connection() as connection:
            yield connection


@cache
def answers_in_memory() -> duckdb.DuckDBPyConnection:
    """The one empty database in memory by which this process makes frames of what servers answer."""
    return duckdb.connect(":memory:")


def _count_grown(connection: Connection) -> None:
    for (table,) in connection.execute(GROWN).fetchall():
        counting = sql.SQL("ANALYZE {}").format(sql.Identifier(table))
        connection.execute(counting)


@contextmanager
def _reached(address: str) -> Generator[None]:
    """What a server says that is away, full or closed to us, in our own words."""
    try:
        yield
    except (psycopg.OperationalError, PoolTimeout) as error:
        raise ServerError(
            f"ติดต่อฐานข้อมูลบนเซิร์ฟเวอร์ {shown_address(address)} ไม่ได้ จึงไม่ได้บันทึก",
            "ตรวจว่าเซิร์ฟเวอร์ PostgreSQL เปิดอยู่และบัญชีเข้าได้ แล้วทำใหม่อีกครั้ง ข้อมูลที่บันทึกไว้แล้วยังอยู่ครบ",
        ) from error
