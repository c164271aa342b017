"""Opening the database file, and the only two ways to reach it: `query` and `transaction`."""

import os
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from platformdirs import user_data_path

from warehouse.errors import WarehouseError
from warehouse.migrations import migrate

DATABASE_VARIABLE = "CIA_DATABASE"
STORAGE_VERSION = "v1.5.0"  # so that DuckDB 1.5 can still open the file
SAFE_SETTINGS: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
}


def default_database_path() -> Path:
    """Where the data live: the file named by `CIA_DATABASE`, else the user's own data folder; never inside the code."""
    named = os.environ.get(DATABASE_VARIABLE)
    return Path(named).expanduser() if named else user_data_path("community-radar", False) / "community_radar.duckdb"


class Warehouse:
    """One open database. Threads may share it: every call works on a cursor of its own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: Path | None) -> None:
        self._connection = connection
        self._writer = threading.RLock()
        self.path = path

    def query(self, sql: str, parameters: Sequence[object] | dict[str, object] = ()) -> pd.DataFrame:
        """Rows of one SELECT as a DataFrame, fetched whole. Values go in as parameters, never into the text."""
        cursor = self._connection.cursor()
        try:
            return cursor.execute(sql, parameters).df()
        finally:
            cursor.close()

    @contextmanager
    def transaction(self) -> Generator[duckdb.DuckDBPyConnection]:
        """A cursor inside BEGIN … COMMIT; any exception rolls everything back. A second writer waits for the first."""
        with self._writer:
            cursor = self._connection.cursor()
            try:
                cursor.execute("BEGIN")
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                with suppress(duckdb.Error):  # a commit that failed has closed the transaction already
                    cursor.execute("ROLLBACK")
                raise
            finally:
                cursor.close()

    def close(self) -> None:
        """Write everything into the file and let go of it."""
        self._connection.close()


def open_warehouse(path: Path | str | None = None) -> Warehouse:
    """Open (and create or migrate) the database at `path`; `":memory:"` for one that is gone when closed.

    Raises WarehouseError when another program holds the file, when the file is damaged, or when it was made by a
    newer version of this program.
    """
    in_memory = str(path) == ":memory:"
    file = None if in_memory else Path(path) if path else default_database_path()
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(file)
    warehouse = Warehouse(connection, file)
    try:
        migrate(connection)
        _lock(connection)
    except BaseException:
        connection.close()
        raise
    return warehouse


def _connect(file: Path | None) -> duckdb.DuckDBPyConnection:
    settings = dict(SAFE_SETTINGS)
    if file is None:
        return duckdb.connect(":memory:", config=settings)
    try:
        return duckdb.connect(str(file), config=settings | {"storage_compatibility_version": STORAGE_VERSION})
    except duckdb.IOException as error:
        if "lock" in str(error).lower():
            raise WarehouseError(
                f"ฐานข้อมูล {file.name} กำลังถูกใช้โดยโปรแกรมอื่น",
                "ปิดหน้าต่างโปรแกรมเรดาร์ชุมชนอีกหน้าต่างหนึ่งก่อน แล้วเปิดใหม่",
            ) from error
        raise _damaged(file) from error
    except duckdb.Error as error:
        raise _damaged(file) from error


def _damaged(file: Path) -> WarehouseError:
    return WarehouseError(
        f"เปิดฐานข้อมูล {file} ไม่ได้ ไฟล์อาจเสียหายหรือไม่ใช่ฐานข้อมูลของโปรแกรมนี้",
        "อย่าลบไฟล์นี้ ให้คัดลอกเก็บไว้ แล้วนำไฟล์สำรองล่าสุดมาวางแทน",
    )


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    """No SQL of this connection can reach files or the network, nor change that again."""
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
