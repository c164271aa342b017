"""What restoring a backup would take away, known before anything is done; and what a backup holds."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb

from warehouse.connection import Warehouse
from warehouse.errors import DamagedDatabaseError, WarehouseError
from warehouse.keeping.backup_files import READ_ONLY_SETTINGS, verify_backup
from warehouse.keeping.batch_rows import BATCHES, BatchRow, lost_batches
from warehouse.keeping.contents import Contents
from warehouse.quoting import with_names
from warehouse.sql import read_sql
from warehouse.staged import ReplacedBatch

STATES: Final = "SELECT batch_id, content_sha256, imported_at, is_undone FROM batches"
ROWS: Final = "SELECT hash(row_of_table) FROM {table} AS row_of_table"
# Tables whose rows are the imports themselves, or follow from them: told as imports, not as rows.
OF_IMPORTS: Final = frozenset(
    {"batches", "batch_areas", "batch_names", "facts", "measures", "summary", "actions", "schema_version"}
)


@dataclass(frozen=True)
class RestorePreview:
    """`contents`: what the backup holds; `lost`: imports of now that it lacks; `flipped`: numbers of imports that are
    in both but would be undone or stand again, as they were then; `rows_lost`: table → rows saved or changed since
    (indicator sets, plans, names of areas …). The last three are None when the present database cannot be read."""

    contents: Contents
    lost: tuple[ReplacedBatch, ...] | None
    flipped: tuple[int, ...] | None
    rows_lost: dict[str, int] | None


def preview_restore(warehouse: Warehouse, backup: Path) -> RestorePreview:
    """Read a backup whole and hold the open database to it; nothing is changed.

    Raises WarehouseError for a backup that cannot be read whole."""
    contents = verify_backup(backup)
    with _opened(backup) as there:
        try:
            with warehouse.quiet() as here:
                lost = lost_batches(here.execute(BATCHES).fetchall(), there.execute(BATCHES).fetchall())
                return RestorePreview(contents, lost, _flipped(here, there), _rows_lost(here, there))
        except DamagedDatabaseError:
            return RestorePreview(contents, None, None, None)


def batches_in(backup: Path) -> tuple[ReplacedBatch, ...]:
    """The imports a backup holds, newest first. Raises WarehouseError when it cannot be read."""
    with _opened(backup) as there:
        rows: list[BatchRow] = there.execute(BATCHES).fetchall()
    return tuple(ReplacedBatch(*row[:5]) for row in reversed(rows))


def _opened(backup: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(backup), read_only=True, config=READ_ONLY_SETTINGS)
    except duckdb.Error as error:
        raise WarehouseError(f"ไฟล์สำรอง {backup.name} เปิดอ่านไม่ได้", "เลือกไฟล์สำรองอีกไฟล์หนึ่ง") from error


def _flipped(here: duckdb.DuckDBPyConnection, there: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    then = {row[:3]: row[3] for row in there.execute(STATES).fetchall()}
    return tuple(sorted(row[0] for row in here.execute(STATES).fetchall() if then.get(row[:3], row[3]) != row[3]))


def _rows_lost(here: duckdb.DuckDBPyConnection, there: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names, known = _tables(here), _tables(there)
    lost: dict[str, int] = {}
    for name in sorted(names - OF_IMPORTS):
        kept = _rows(there, name) if name in known else Counter[int]()
        rows = (_rows(here, name) - kept).total()
        if rows:
            lost[name] = rows
    return lost


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {str(name) for (name,) in connection.execute(read_sql("table_names")).fetchall()}


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> Counter[int]:
    return Counter(int(row) for (row,) in connection.execute(with_names(ROWS, table=table)).fetchall())
