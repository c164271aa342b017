"""A cursor on PostgreSQL that is asked as DuckDB's is: the same statements, values, tables of our own and answers."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final, Self

import duckdb
import pandas as pd
import psycopg
import pyarrow as pa
from psycopg import sql
from psycopg.adapt import Loader
from pyarrow import csv

from warehouse.postgres.dialect import translate
from warehouse.staged import as_table

Connection = psycopg.Connection[tuple[Any, ...]]
RawCursor = psycopg.RawCursor[tuple[Any, ...]]
FIRST_VALUE: Final = "$1"
ENTER: Final = "SELECT set_config('community_radar.prefix', $1, false)"
LEAVE: Final = "RESET ROLE; RESET community_radar.prefix"
COLUMN_TYPES: Final[Mapping[str, pa.DataType]] = {
    "int2": pa.int16(), "int4": pa.int32(), "int8": pa.int64(), "bool": pa.bool_(), "float4": pa.float64(),
    "float8": pa.float64(), "numeric": pa.float64(), "timestamp": pa.timestamp("us"), "date": pa.date32(),
    "text[]": pa.list_(pa.string()), "varchar[]": pa.list_(pa.string()),
    "int2[]": pa.list_(pa.int16()), "int4[]": pa.list_(pa.int32()), "int8[]": pa.list_(pa.int64()),
}  # fmt: skip


class NumberLoader(Loader):
    """Sums of whole numbers are whole numbers, means have a fraction, as DuckDB gives them."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text or text in {"NaN", "Infinity", "-Infinity"} else int(text)


class ServerCursor:
    """One caller's statements on a connection of its own. What it made of frames goes with it."""

    def __init__(self, connection: Connection, answers: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._cursor = psycopg.RawCursor(connection)
        self._cursor.adapters.register_loader("numeric", NumberLoader)
        self._answers = answers  # a database in memory that makes frames of rows: of the same types as its own
        self._frames: set[str] = set()
        self.is_inside = False  # of one area: no row of others is there

    def execute(self, query: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Self:
        """Run one statement of ours. Raises psycopg.Error."""
        statement, values = translate(query, parameters)
        for text in statement.texts:
            self._cursor.execute(text.encode(), values if FIRST_VALUE in text else None)
        return self

    def executemany(self, query: str, rows: Iterable[Sequence[object]]) -> Self:
        """Run a statement for each row of values."""
        for row in rows:
            self.execute(query, row)
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows of the last statement; none of one that gives none."""
        return self._cursor.fetchall() if self._cursor.description else []

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row of the last statement."""
        return self._cursor.fetchone() if self._cursor.description else None

    def fetch_binary(self, query: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        """All rows of a statement; bytes in them come as they are, not written as text."""
        statement, values = translate(query, parameters)
        return self._cursor.execute(statement.texts[0].encode(), values, binary=True).fetchall()

    def df(self) -> pd.DataFrame:
        """The rows as a frame whose columns have the types that DuckDB gives."""
        with self._answers.cursor() as cursor:
            return cursor.from_arrow(self.table()).df()

    def table(self) -> Any:
        """The rows as an Arrow table."""
        described, rows = self._cursor.description or [], self.fetchall()
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(described)
        types = [COLUMN_TYPES.get(str(each.type_display), pa.string()) for each in described]
        arrays = [pa.array(values, kind) for values, kind in zip(columns, types, strict=True)]
        return pa.Table.from_arrays(arrays, [each.name for each in described])

    def df_of(self, query: str, parameters: Mapping[str, object], name: str, table: Any) -> pd.DataFrame:
        """The frame of a statement that reads nothing but an Arrow table, answered in this process."""
        with self._answers.cursor() as cursor:
            cursor.register(name, table)
            return cursor.execute(query, parameters).df()

    def register(self, name: str, frame: object) -> None:
        """Let statements read a frame as a table; NaN is missing there."""
        given = as_table(frame) if isinstance(frame, pd.DataFrame) else frame
        assert isinstance(given, pa.Table)  # noqa: S101 - what as_table makes
        table = _plain(given)
        columns = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(field.name), sql.SQL(_type_name(field.type)))  # pyright: ignore[reportArgumentType]
            for field in table.schema
        )
        self.unregister(name)
        making = sql.SQL("CREATE TEMP TABLE {} ({})").format(sql.Identifier(name), columns)
        self._cursor.execute(making)
        self._frames.add(name)
        text = BytesIO()
        csv.write_csv(table, text, csv.WriteOptions(include_header=False))
        statement = sql.SQL("COPY pg_temp.{} FROM STDIN (FORMAT csv)").format(sql.Identifier(name))
        with self._cursor.copy(statement) as copy:
            copy.write(text.getbuffer())
        counting = sql.SQL("ANALYZE pg_temp.{}").format(sql.Identifier(name))
        self._cursor.execute(counting)

    def unregister(self, name: str) -> None:
        """Forget a frame."""
        if name in self._frames:
            self._frames.discard(name)
            dropping = sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(sql.Identifier(name))
            self._cursor.execute(dropping)

    def enter_area(self, role: str, prefix: str) -> None:
        """From here on this cursor is of a role that sees the rows of one area alone."""
        self.is_inside = True
        self._cursor.execute(ENTER, [prefix])
        becoming = sql.SQL("SET ROLE {}").format(sql.Identifier(role))
        self._cursor.execute(becoming)

    def let_read(self, role: str) -> None:
        """Let a role read the tables, as far as their rows let it."""
        text = sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {}").format(sql.Identifier(role))
        self._cursor.execute(text)

    def close(self) -> None:
        """Leave nothing behind on the connection, which goes back to the others, or goes where that cannot be."""
        try:
            for name in tuple(self._frames):
                self.unregister(name)
            if self.is_inside:
                self._connection.execute(LEAVE)
        except psycopg.Error:
            if self.is_inside or self._connection.autocommit:
                self._connection.close()
        self._cursor.close()


def _plain(table: Any) -> Any:
    """Columns of categories as the texts they stand for."""
    for place, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(field.type.value_type))
    return table


def _type_name(kind: Any) -> str:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        return "bigint"
    if pa.types.is_floating(kind):
        return "double precision"
    return "timestamp" if pa.types.is_timestamp(kind) else "text"
