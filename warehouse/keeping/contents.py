"""What a database holds, in numbers that differ as soon as one value differs: how a copy is held to its original."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from warehouse.quoting import with_names
from warehouse.sql import read_sql

ROWS_OF_TABLE = "SELECT count(*), coalesce(sum(hash(row_of_table)), 0) FROM {table} AS row_of_table"


@dataclass(frozen=True)
class Contents:
    """`tables`: name → (rows, sum of the rows' hashes); `structure`: the statements that make tables and views, and
    how far each sequence has counted. The other numbers are for people: batches, areas that are live, facts, and the
    sums of their assessed and failed."""

    schema_version: int
    tables: Mapping[str, tuple[int, int]] = field(repr=False)
    structure: tuple[str, ...] = field(repr=False)
    batches: int
    live_areas: int
    facts: int
    assessed: int
    failed: int


def read_contents(connection: duckdb.DuckDBPyConnection) -> Contents:
    """Read every row of every table once (which also proves that they can be read). No one may write meanwhile."""
    cursor = connection.cursor()
    try:
        names = cursor.execute(read_sql("table_names")).fetchall()
        structure = tuple(str(text) for (text,) in cursor.execute(read_sql("structure")).fetchall())
        tables: dict[str, tuple[int, int]] = {}
        for (name,) in names:
            [(rows, fingerprint)] = cursor.execute(with_names(ROWS_OF_TABLE, table=str(name))).fetchall()
            tables[str(name)] = (int(rows), int(fingerprint))
        [numbers] = cursor.execute(read_sql("contents")).fetchall()
    finally:
        cursor.close()
    version, batches, live_areas, facts, assessed, failed = (int(number) for number in numbers)
    return Contents(version, tables, structure, batches, live_areas, facts, assessed, failed)


def difference(one: Contents, other: Contents) -> str:
    """Names of the tables that differ, for a message; "โครงสร้าง" when the structure does; "" for equal contents."""
    names = one.tables.keys() | other.tables.keys()
    parts = sorted(name for name in names if one.tables.get(name) != other.tables.get(name))
    if (one.structure, one.schema_version) != (other.structure, other.schema_version):
        parts.append("โครงสร้าง")
    return " ".join(parts)
