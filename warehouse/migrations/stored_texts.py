"""Texts stored by a version that did not clean them, or by an older list of forms: cleaned, or found in a file.

Which list a database was cleaned by stands in its settings; when the list has changed, opening cleans it again."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from warehouse.sql import with_names
from warehouse.stored_text import stored_definition, stored_file_name, stored_mapping_name, stored_text
from words import personal_patterns, personal_text
from words.dates import local_now
from words.personal_text import holds_person, without_person

Columns = Sequence[tuple[str, str]]
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
NAMES_OF_FILES = "SELECT DISTINCT file_name, file_sha256 FROM batches"
NAMES_OF_MAPPINGS = "SELECT DISTINCT name, fingerprint FROM mappings"
# What later versions added; plans are not there: of their texts people have said what is kept.
LATER_COLUMNS = (
    ("batch_areas", "sheet"), ("approvals", "meeting"), ("area_groups", "name"), ("area_choices", "name"),
    ("indicator_agencies", "agency"), ("workshops", "place"), ("workshop_scores", "problem"),
    ("office_files", "made_by"),
)  # fmt: skip
LATER_DEFINITIONS = (("area_choices", "definition"), ("office_rows", "content"))
LATER_FILE_NAMES = (("office_files", "file_name"),)
OF_PLANS = "plans"
RULES_SETTING = "forms_of_persons"
RULES_OF = "SELECT value FROM settings WHERE name = ?"
FORGET_RULES = "DELETE FROM settings WHERE name = ?"
KEEP_RULES = "INSERT INTO settings VALUES (?, ?)"
COLUMNS = (
    "SELECT table_name, column_name FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal"
)
WITHOUT_NAME = "DELETE FROM {table} WHERE area_name = ''"


def clean_stored_texts(cursor: duckdb.DuckDBPyConnection) -> None:
    """Clean every text, and ask for the file to be written anew, in the transaction that is open."""
    _clean(cursor, TEXT_COLUMNS, DEFINITIONS, (("actions", "object"),))
    _ask_for_rewrite(cursor)


def rules_version() -> float:
    """A number that is another one when the forms by which persons are known are: the first digits of a hash."""
    files = (personal_patterns.LIST_PATH, Path(personal_patterns.__file__), Path(personal_text.__file__))
    together = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return float(int(together[:12], 16))


def clean_by_newer_rules(connection: duckdb.DuckDBPyConnection) -> None:
    """Clean every text again where the database was last cleaned by another list of forms, in one transaction; what
    changes asks for the file to be written anew. The plans stay as people have kept them."""
    cursor = connection.cursor()
    version = rules_version()
    if _rules_of(cursor) != version:
        cursor.execute("BEGIN")
        definitions = tuple(each for each in DEFINITIONS if each[0] != OF_PLANS)
        texts = tuple(each for each in TEXT_COLUMNS if each[0] != OF_PLANS)
        is_changed = _clean(
            cursor,
            (*texts, *LATER_COLUMNS),
            (*definitions, *LATER_DEFINITIONS),
            (("actions", "object"), *LATER_FILE_NAMES),
        )
        if is_changed:
            _ask_for_rewrite(cursor)
        cursor.execute(FORGET_RULES, [RULES_SETTING])
        cursor.execute(KEEP_RULES, [RULES_SETTING, version])
        cursor.execute("COMMIT")
    cursor.close()


def _rules_of(cursor: duckdb.DuckDBPyConnection) -> float | None:
    found = cursor.execute(RULES_OF, [RULES_SETTING]).fetchone()
    return float(found[0]) if found else None


def _clean(cursor: duckdb.DuckDBPyConnection, texts: Columns, definitions: Columns, file_names: Columns) -> bool:
    """Whether any text was changed; those of batches, mappings and areas are always looked at."""
    is_changed = False
    for table, column in texts:
        is_changed |= _change(cursor, table, column, _changed(_texts(cursor, table, column), stored_text))
    for table, column in NAME_COLUMNS:
        is_changed |= _change(cursor, table, column, _changed(_texts(cursor, table, column), _name_of_area))
        cursor.execute(with_names(WITHOUT_NAME, table=table))
    files = dict(cursor.execute(NAMES_OF_FILES).fetchall())
    kept_files = {name: stored_file_name(name, str(files[name])) for name in files}
    is_changed |= _change(cursor, "batches", "file_name", kept_files)
    for table, column in file_names:
        is_changed |= _change(cursor, table, column, _changed(_texts(cursor, table, column), stored_file_name))
    mappings = dict(cursor.execute(NAMES_OF_MAPPINGS).fetchall())
    kept_names = {name: stored_mapping_name(name, str(mappings[name])) for name in mappings}
    for table, column in definitions:
        changed = _changed(_texts(cursor, table, column), lambda text: _definition(text, kept_names))
        is_changed |= _change(cursor, table, column, changed)
    return _change(cursor, "mappings", "name", kept_names) or is_changed


def _ask_for_rewrite(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute("INSERT INTO pending_rewrites (asked_at) VALUES (?)", [local_now()])


def holds_old_texts(database: Path, settings: dict[str, Any]) -> bool | None:
    """Whether a closed file holds a text of a person by the forms that are known today; None for one that cannot be
    read. One that was cleaned by these forms is not looked through."""
    try:
        with duckdb.connect(str(database), read_only=True, config=settings) as opened:
            there = {(str(table), str(column)) for table, column in opened.execute(COLUMNS).fetchall()}
            if ("schema_version", "version") not in there:
                return None
            if ("settings", "value") in there and _rules_of(opened) == rules_version():
                return False
            version = opened.execute("SELECT max(version) FROM schema_version").fetchone()
            is_cleaned = bool(version and version[0] is not None and int(version[0]) >= CLEANED)
            columns = [
                *(*TEXT_COLUMNS, *NAME_COLUMNS, *DEFINITIONS, *FILE_NAMES),
                *(*LATER_COLUMNS, *LATER_DEFINITIONS, *LATER_FILE_NAMES),
            ]
            return any(
                _holds(opened, table, column)
                for table, column in columns
                if (table, column) in there and not (is_cleaned and table == OF_PLANS)
            )
    except duckdb.Error:
        return None


def _holds(opened: duckdb.DuckDBPyConnection, table: str, column: str) -> bool:
    change: Callable[[str], str] = stored_text
    if (table, column) in (*DEFINITIONS, *LATER_DEFINITIONS):
        change = _definition
    elif (table, column) in NAME_COLUMNS:
        change = _known_name
    elif (table, column) in (*FILE_NAMES, *LATER_FILE_NAMES):
        change = stored_file_name
    return bool(_changed(_texts(opened, table, column), change))


def _texts(cursor: duckdb.DuckDBPyConnection, table: str, column: str) -> list[str]:
    rows = cursor.execute(with_names(DISTINCT, table=table, column=column)).fetchall()
    return [str(text) for (text,) in rows]


def _changed(texts: Iterable[str], change: Callable[[str], str]) -> dict[str, str]:
    return {text: kept for text in texts if (kept := change(text)) != text}


def _name_of_area(name: str) -> str:
    return without_person(name) if holds_person(name) else name


@lru_cache(100_000)
def _known_name(name: str) -> str:
    """As `_name_of_area`: the same names stand in each of the backups."""
    return _name_of_area(name)


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


def _change(cursor: duckdb.DuckDBPyConnection, table: str, column: str, changed: dict[str, str]) -> bool:
    """Whether any text was another one before."""
    changed = {before: kept for before, kept in changed.items() if before != kept}
    if not changed:
        return False
    cursor.register("given_texts", pd.DataFrame({"before": list(changed), "kept": list(changed.values())}))
    cursor.execute(with_names(CHANGE, table=table, column=column))
    cursor.unregister("given_texts")
    return True
