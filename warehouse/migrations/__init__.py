"""Numbered, forward-only changes of the schema, each run in one transaction."""

import re
from collections.abc import Callable
from importlib.resources import files

import duckdb

from warehouse.errors import NewerDatabaseError
from warehouse.migrations.plan_rows import WITH_PARTS, turn_rows_into_plans
from warehouse.migrations.stored_texts import CLEANED, clean_stored_texts
from words.dates import local_now

# What a version asks for of a database that holds data already, in the transaction of its step.
AFTER: dict[int, Callable[[duckdb.DuckDBPyConnection], None]] = {
    CLEANED: clean_stored_texts,
    WITH_PARTS: turn_rows_into_plans,
}
TABLE_NAMES = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal"


def migration_texts() -> dict[int, str]:
    """SQL of every migration, keyed by its number (the digits its file name starts with)."""
    texts: dict[int, str] = {}
    for file in files("warehouse.migrations").iterdir():
        match = re.fullmatch(r"(\d{3})_\w+\.sql", file.name)
        if match:
            texts[int(match[1])] = file.read_text(encoding="utf-8")
    return dict(sorted(texts.items()))


def newest_version() -> int:
    """The schema version that this program writes."""
    return max(migration_texts())


def check_ours(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a database is empty or one of this program's, rather than another program's."""
    tables = {str(name) for (name,) in connection.execute(TABLE_NAMES).fetchall()}
    return not tables or tables == {"schema_version"} or {"schema_version", "batches", "facts"} <= tables


def migrate(connection: duckdb.DuckDBPyConnection, before_change: Callable[[], object] = lambda: None) -> int:
    """Bring the schema to the newest version and return it. Raises NewerDatabaseError for one newer than this program.

    `before_change` is called once, before the first change of a database that holds data already.
    """
    cursor = connection.cursor()
    current = _version(cursor)
    texts = migration_texts()
    newest = max(texts)
    if current > newest:
        raise NewerDatabaseError(
            f"ฐานข้อมูลนี้สร้างด้วยโปรแกรมรุ่นใหม่กว่า (โครงสร้างรุ่น {current} โปรแกรมนี้รู้จักถึงรุ่น {newest})",
            "ปรับโปรแกรมเรดาร์ชุมชนเป็นรุ่นล่าสุดก่อนเปิดฐานข้อมูลนี้",
        )
    if 0 < current < newest:
        before_change()
    for version in range(current + 1, newest + 1):
        _step(cursor, version, texts[version], AFTER.get(version) if current else None)
    if current < newest:
        cursor.execute("CHECKPOINT")
    cursor.close()
    return newest


def make_schema(connection: duckdb.DuckDBPyConnection, version: int) -> bool:
    """Give an empty database the schema of an earlier version; whether this program knows that version."""
    texts = migration_texts()
    if version not in texts:
        return False
    cursor = connection.cursor()
    _version(cursor)
    for each in range(1, version + 1):
        _step(cursor, each, texts[each])
    return True


def _step(
    cursor: duckdb.DuckDBPyConnection,
    version: int,
    text: str,
    after: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
) -> None:
    cursor.execute("BEGIN")
    cursor.execute(text)
    if after:
        after(cursor)
    cursor.execute("INSERT INTO schema_version VALUES (?, ?)", [version, local_now()])
    cursor.execute("COMMIT")


def _version(cursor: duckdb.DuckDBPyConnection) -> int:
    cursor.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL, applied_at TIMESTAMP NOT NULL)"
    )
    [(version,)] = cursor.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchall()
    return int(version)
