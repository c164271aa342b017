"""What a database on a server holds, told as of a file."""

from typing import Final

import duckdb

from warehouse.on_disk.backup_files import ROWS_OF_TABLE, Contents
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
