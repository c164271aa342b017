"""Small helpers that several test modules share."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import duckdb
import pytest
import streamlit as st
from hypothesis import settings
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from analysis.stages import STAGES
from warehouse import Warehouse, WarehouseError, open_warehouse
from warehouse.on_disk.backup_files import FILE_SETTINGS, READ_ONLY_SETTINGS, SAFE_SETTINGS
from warehouse.opening import LOCKED
from warehouse.opening.database import OpenDatabase
from warehouse.sql import with_names

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
ROOT = Path(__file__).resolve().parents[1]
ADDRESSES = {"home": "start", "help": "help", "workshop": "workshop", "lessons": "lessons"} | {
    stage.name: stage.address for stage in STAGES
}
SOAK_TIMES = int(os.environ.get("CIA_SOAK", "1"))
"""How many times its usual number of random examples and kills a test takes; more before a release (`run.py soak`)."""
SEED = int(os.environ.get("CIA_SEED", "2565"))
"""What the random tests of damage and sudden deaths begin with; hypothesis has `--hypothesis-seed`."""


Item = TypeVar("Item")


class Engines:
    """What an empty database of a test is made by: in memory, or on the server of the run (`--engine postgres`)."""

    make: Callable[[], Warehouse] = staticmethod(lambda: open_warehouse(":memory:"))
    is_server = False


def files_with_one_thread() -> None:
    """Databases in files that this process opens from now on: their few rows need no second thread, and a sixth of what
    tests of files cost is its waiting."""
    for settings_of_files in (FILE_SETTINGS, READ_ONLY_SETTINGS):
        settings_of_files["threads"] = 1


class PooledDatabase(OpenDatabase):
    """A database in memory whose DuckDB instance serves another test after it: making one costs twice emptying one.

    The schema is copied from an empty file of ours, and few rows need one thread (a second one costs a sixth more CPU
    than it saves). `parts`: what it is made of; `first`: the statements that write the rows an empty one has."""

    pool: ClassVar[list["PooledDatabase"]] = []  # closed ones

    def __init__(self, instance: duckdb.DuckDBPyConnection, parts: list[tuple[str, str]], first: list[str]) -> None:
        super().__init__(instance.cursor())
        self.instance, self.parts, self.first = instance, parts, first
        self.is_closed = False

    @classmethod
    def made(cls, empty: Path) -> "PooledDatabase":
        """A new one."""
        instance = _copied(empty)
        filled = [name for name, _, rows in instance.execute(TABLES).fetchall() if rows]
        rows = {name: instance.execute(with_names("FROM {table}", table=name)).fetchall() for name in filled}
        first = [with_names("INSERT INTO {table} VALUES ", table=name) + _sql_values(of) for name, of in rows.items()]
        return cls(instance, instance.execute(PARTS).fetchall(), first)

    def emptied(self) -> "PooledDatabase | None":
        """The same instance, empty, for another test; None where its schema was changed or something holds on to it."""
        with suppress(duckdb.Error):
            if self.instance.execute(PARTS).fetchall() == self.parts:
                for _, made_by, rows in self.instance.execute(TABLES).fetchall():
                    if rows:
                        self.instance.execute(made_by)
                for (made_by,) in self.instance.execute(COUNTED).fetchall():
                    self.instance.execute(made_by)
                for statement in self.first:
                    self.instance.execute(statement)
                return PooledDatabase(self.instance, self.parts, self.first)
        self.instance.close()
        return None

    def close(self) -> None:
        """As of any other; its instance is in the pool then, once, however often a test closes it."""
        super().close()
        if not self.is_closed:
            self.is_closed = True
            self.pool.append(self)


PARTS = """
    -- One row: a table, view, sequence, index or schema and the statement that makes it.
    SELECT table_name, sql FROM duckdb_tables() WHERE NOT temporary
    UNION ALL SELECT view_name, sql FROM duckdb_views() WHERE NOT internal AND NOT temporary
    UNION ALL SELECT sequence_name, '' FROM duckdb_sequences()
    UNION ALL SELECT index_name, sql FROM duckdb_indexes()
    UNION ALL SELECT schema_name, '' FROM duckdb_schemas() WHERE NOT internal
    ORDER BY ALL
"""
TABLES = """
    -- One row: a table, the statement that makes it anew, and how many rows it has.
    SELECT table_name, replace(sql, 'CREATE TABLE', 'CREATE OR REPLACE TABLE'), estimated_size
    FROM duckdb_tables() WHERE NOT temporary
"""
COUNTED = r"""
    -- One row: the statement that makes a sequence anew which has counted.
    SELECT regexp_replace(replace(sql, 'CREATE SEQUENCE', 'CREATE OR REPLACE SEQUENCE'), ' START \d+', ' START 1')
    FROM duckdb_sequences() WHERE last_value IS NOT NULL
"""


def _sql_values(rows: list[tuple[Any, ...]]) -> str:
    """Rows of numbers, texts and moments as SQL has them."""
    values = [
        ", ".join(str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'" for value in row)
        for row in rows
    ]
    return ", ".join(f"({each})" for each in values)


def _copied(file: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config=SAFE_SETTINGS | {"threads": 1})
    connection.execute(f"ATTACH '{file}' AS made (READ_ONLY)")
    for statement in ("COPY FROM DATABASE made TO memory", "DETACH made", *LOCKED):
        connection.execute(statement)
    return connection


def copied_warehouse(file: Path) -> Warehouse:
    """A database in memory with all that a closed file of ours holds."""
    return Warehouse(OpenDatabase(_copied(file)))


def memory_warehouse(empty: Path) -> Warehouse:
    """As `open_warehouse(":memory:")` in a third of its time or less."""
    while PooledDatabase.pool:
        if database := PooledDatabase.pool.pop().emptied():
            return Warehouse(database)
    return Warehouse(PooledDatabase.made(empty))


def empty_warehouse() -> Warehouse:
    """An empty database of the engine that the run is for."""
    return Engines.make()


def budget(examples: int, **more: Any) -> settings:
    """Of a test whose examples are dear: so many of them, many times that in a soak, half on the second engine."""
    return settings(max_examples=max(1, examples * SOAK_TIMES // (2 if Engines.is_server else 1)), **more)


def sampled(many: Sequence[Item], most: int) -> list[Item]:
    """A fixed sample of what a long run tries one by one: so many, spread evenly, first and last among them; all of it
    in a soak."""
    if SOAK_TIMES > 1 or len(many) <= most:
        return list(many)
    return [many[place * (len(many) - 1) // (most - 1)] for place in range(most)]


def made_once(path: Path, make: Callable[[Path], object], seconds: float = 120) -> Path:
    """A file that takes long to make: made by the process that asks first, waited for by the others of the same run."""
    try:
        path.with_suffix(".begun").touch(exist_ok=False)
    except FileExistsError:
        end = time.monotonic() + seconds
        while not path.exists():
            assert time.monotonic() < end, f"{path.name}: the process that makes it has failed"
            time.sleep(0.05)
        return path
    unfinished = path.with_suffix(".making")
    make(unfinished)
    return unfinished.replace(path)


class Dashboard:
    """The database that the dashboard of this process has open, for one test after another: "" for none."""

    database = ""


def open_dashboard(database: Path | str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The dashboard on a database file, before its first run; what it has read of the same file before, it knows."""
    monkeypatch.setenv("CIA_DATABASE", str(database))
    if Dashboard.database != str(database):
        close_dashboard()
        Dashboard.database = str(database)
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)


def switch_page(app: AppTest, page: str) -> AppTest:
    """As AppTest.switch_page, but also before the first run, when the app does not know the addresses of its pages."""
    app._page_hash = calc_hash(ADDRESSES[page])
    return app


def close_dashboard() -> None:
    """Let go of the database that the last AppTest opened, and of all that was kept of it."""
    from app.state import open_database  # noqa: PLC0415 - importing it at the top would cache another database

    database, Dashboard.database = Dashboard.database, ""
    if database:
        with pytest.MonkeyPatch.context() as changed, suppress(WarehouseError):  # one that could not be opened
            changed.setenv("CIA_DATABASE", database)
            open_database().close()
    st.cache_resource.clear()
    st.cache_data.clear()


def all_text(app: AppTest) -> str:
    """Every word of the page that a person could read, one element a line."""
    words: list[str] = []
    for kind in ("title", "subheader", "markdown", "caption", "info", "warning", "error", "success", "button"):
        for element in app.get(kind):
            words.append(str(getattr(element, "value", None) or getattr(element, "label", "")))
    return "\n".join(words)


def run_here(
    function: Callable[..., Any], *arguments: Any, on_progress: Callable[[int, int | None], object] | None = None,
    **_: Any,
) -> Any:  # fmt: skip
    """As `loaders.reading.run_in_child`, in this process: the same answer and refusals, a second sooner."""
    answer = function(*arguments)
    if on_progress is not None:
        on_progress(1, 1)
    return answer


def control_of(controls: Any, name: str) -> Any:
    """The control of a choice that stands in the URL: its key gets a number where the value came from elsewhere."""
    (found,) = [each for each in controls if each.key == name or str(each.key).startswith(f"{name}-")]
    return found
