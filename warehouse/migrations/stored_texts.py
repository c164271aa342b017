"""Texts that versions before the sixth stored as they came: cleaned, or found in a file that was not cleaned."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse.sql import with_names
from warehouse.stored_text import stored_definition, stored_file_name, stored_mapping_name, stored_text
from words.dates import local_now
from words.personal_text import holds_person, without_person

CLEANED = 6  # the schema version from which on no text of a person is stored
# Columns of text that anybody may have typed or brought in a file; codes, levels and hashes of our own are not there.
TEXT_COLUMNS = (
    *(("batches", column) for column in ("layout", "set_id", "imported_by")),
    *(("facts", column) for column in ("set_id", "indicator_code", "unit")),
    *(("summary", column) for column in ("set_id", "indicator_code", "unit")),
    *(("measures", column) for column in ("set_id", "measure")),
    ("indicator_sets", "set_id"),
    ("plans", "set_id"),
)
NAME_COLUMNS = (("areas", "area_name"), ("batch_names", "area_name"))
DEFINITIONS = (("indicator_sets", "definition"), ("mappings", "definition"), ("plans", "content"))
FILE_NAMES = (("batches", "file_name"), ("actions", "object"), ("mappings", "name"))
DISTINCT = "SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"
CHANGE = "UPDATE {table} SET {column} = given.kept FROM given_texts AS given WHERE {table}.{column} = given.before"
TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND NOT internal"
NAMES_OF_FILES = "SELECT DISTINCT file_name, file_sha256 FROM batches"
NAMES_OF_MAPPINGS = "SELECT DISTINCT name, fingerprint FROM mappings"
WITHOUT_NAME = "DELETE FROM {table} WHERE area_name = ''"


def clean_stored_texts(cursor: duckdb.DuckDBPyConnection) -> None:
    """Clean every text, and ask for the file to be written anew, in the transaction that is open."""
    for table, column in TEXT_COLUMNS:
        _change(cursor, table, column, _changed(_texts(cursor, table, column), stored_text))
    for table, column in NAME_COLUMNS:
        _change(cursor, table, column, _changed(_texts(cursor, table, column), _name_of_area))
        cursor.execute(with_names(WITHOUT_NAME, table=table))
    files = dict(cursor.execute(NAMES_OF_FILES).fetchall())
    _change(cursor, "batches", "file_name", {name: stored_file_name(name, str(files[name])) for name in files})
    _change(cursor, "actions", "object", _changed(_texts(cursor, "actions", "object"), stored_file_name))
    mappings = dict(cursor.execute(NAMES_OF_MAPPINGS).fetchall())
    kept_names = {name: stored_mapping_name(name, str(mappings[name])) for name in mappings}
    for table, column in DEFINITIONS:
        changed = _changed(_texts(cursor, table, column), lambda text: _definition(text, kept_names))
        _change(cursor, table, column, changed)
    _change(cursor, "mappings", "name", kept_names)
    cursor.execute("INSERT INTO pending_rewrites VALUES (?)", [local_now()])


def holds_old_texts(database: Path, settings: dict[str, Any]) -> bool | None:
    """Whether a closed file of an earlier version holds a text of a person; None for one that cannot be read."""
    try:
        with duckdb.connect(str(database), read_only=True, config=settings) as opened:
            tables = {str(name) for (name,) in opened.execute(TABLES).fetchall()}
            if "schema_version" not in tables:
                return None
            version = opened.execute("SELECT max(version) FROM schema_version").fetchone()
            if version and version[0] is not None and int(version[0]) >= CLEANED:
                return False
            columns = (*TEXT_COLUMNS, *NAME_COLUMNS, *DEFINITIONS, *FILE_NAMES)
            return any(_holds(opened, table, column) for table, column in columns if table in tables)
    except duckdb.Error:
        return None


def _holds(opened: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    change: Callable[[str], str] = stored_text
    if (table, column) in DEFINITIONS:
        change = _definition
    elif (table, column) in FILE_NAMES:
        change = stored_file_name
    return bool(_changed(_texts(opened, table, column), change))


def _texts(cursor: duckdb.DuckDBPyConnection, table: str, column: str) -> list[str]:
    rows = cursor.execute(with_names(DISTINCT, table=table, column=column)).fetchall()
    return [str(text) for (text,) in rows]


def _changed(texts: Iterable[str], change: Callable[[str], str]) -> dict[str, str]:
    return {text: kept for text in texts if (kept := change(text)) != text}


def _name_of_area(name: str) -> str:
    return without_person(name) if holds_person(name) else name


def _definition(text: str, kept_names: dict[str, str] | None = None) -> str:
    """A definition or plan as JSON, with every text in it as it may be stored; what is no JSON goes altogether."""
    try:
        before = json.loads(text)
    except ValueError:
        return stored_text(text)
    after = stored_definition({"": before})[""]
    if kept_names and isinstance(before, dict) and before.get("name") in kept_names:
        after = after | {"name": kept_names[before["name"]]}
    return text if after == before else json.dumps(after, ensure_ascii=False)


def _change(cursor: duckdb.DuckDBPyConnection, table: str, column: str, changed: dict[str, str]) -> None:
    changed = {before: kept for before, kept in changed.items() if before != kept}
    if not changed:
        return
    cursor.register("given_texts", pd.DataFrame({"before": list(changed), "kept": list(changed.values())}))
    cursor.execute(with_names(CHANGE, table=table, column=column))
    cursor.unregister("given_texts")
