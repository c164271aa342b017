"""The tables on PostgreSQL: those that the migrations make in DuckDB, and which of their rows an account sees.

There is one list of migrations and one only. A database of an earlier version gets the tables and columns it lacks; one
that would have to lose or change any is refused.

Row-level security lets the role of an account of one area see no other rows. The conditions are those of the views that
a file has (`warehouse/sql/area_views.sql`). Of areas above villages elsewhere it sees what the gate lets out of the
imports as they stand; after an import, until the gate has decided anew, nothing.
"""

from typing import Final

import duckdb
import sqlglot
from sqlglot import exp

from warehouse.errors import ForeignFileError, NewerDatabaseError, WarehouseError
from warehouse.migrations import make_schema, newest_version
from warehouse.postgres import columns as columns_of_all
from warehouse.postgres.cursor import RawCursor
from warehouse.postgres.dialect import condition_of, translate
from warehouse.sql import quote_identifier, read_sql, with_names, with_query
from words.dates import local_now

TYPES: Final = {
    "VARCHAR": "text", "DOUBLE": "double precision", "TINYINT": "smallint", "VARCHAR[]": "text[]",
}  # fmt: skip
COLUMNS: Final = """
    SELECT table_name, column_name, data_type, NOT is_nullable, column_default FROM duckdb_columns()
    WHERE database_name = current_database() AND NOT internal
      AND table_oid IN (SELECT table_oid FROM duckdb_tables() WHERE NOT temporary)
    ORDER BY table_oid, column_index
"""
SEQUENCES: Final = "SELECT sequence_name FROM duckdb_sequences() WHERE NOT temporary ORDER BY sequence_oid"
HELD: Final = """
    SELECT relname, attname FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
"""
PLACE: Final = """
    SELECT pg_encoding_to_char(encoding), datcollate, current_setting('server_version_num')::integer FROM pg_database
    WHERE datname = current_database()
"""
OLDEST: Final = 150_000
BYTE_ORDER: Final = ("C", "POSIX", "C.UTF-8", "C.utf8")
SEQUENCE: Final = "CREATE SEQUENCE IF NOT EXISTS {name}"
DROP_VIEW: Final = "DROP VIEW IF EXISTS {view}"
INDEXES: Final = (  # on PostgreSQL they are what the blocks' least and greatest values are in DuckDB's file
    "CREATE INDEX IF NOT EXISTS facts_by_area ON facts (set_id, year_be, area_code)",
    "CREATE INDEX IF NOT EXISTS facts_by_batch ON facts (batch_id, area_code)",
    "CREATE INDEX IF NOT EXISTS summary_by_area ON summary (set_id, year_be, level, area_code)",
    "CREATE INDEX IF NOT EXISTS summary_by_code ON summary (area_code)",
    "CREATE INDEX IF NOT EXISTS facts_by_code ON facts (area_code)",
    "CREATE INDEX IF NOT EXISTS measures_by_area ON measures (set_id, year_be, area_code)",
    "CREATE INDEX IF NOT EXISTS measures_by_batch ON measures (batch_id)",
    "CREATE INDEX IF NOT EXISTS batch_areas_by_batch ON batch_areas (batch_id, area_code)",
    "CREATE INDEX IF NOT EXISTS batch_areas_by_code ON batch_areas (area_code)",
    "CREATE INDEX IF NOT EXISTS batch_areas_by_stem ON batch_areas (stem)",
    "CREATE INDEX IF NOT EXISTS areas_by_code ON areas (area_code)",
    "CREATE INDEX IF NOT EXISTS batch_names_by_code ON batch_names (area_code)",
)
WRITES: Final = (
    "CREATE TABLE IF NOT EXISTS server_writes (writes bigint NOT NULL)",
    "INSERT INTO server_writes SELECT 0 WHERE NOT EXISTS (SELECT FROM server_writes)",
)
Column = tuple[str, str, str, bool, str | None]


def check_server_database(cursor: RawCursor) -> None:
    """Raise WarehouseError for a database that would sort or store text otherwise than a file does."""
    [(encoding, collation, version)] = cursor.execute(PLACE).fetchall()
    if version < OLDEST:
        raise WarehouseError("เซิร์ฟเวอร์ PostgreSQL รุ่นเก่ากว่า 15", "ใช้ PostgreSQL รุ่น 15 ขึ้นไป")
    if encoding != "UTF8" or collation not in BYTE_ORDER:
        raise WarehouseError(
            f"ฐานข้อมูลบนเซิร์ฟเวอร์เรียงตัวอักษรแบบ {collation} รหัส {encoding} จึงให้ผลไม่ตรงกับไฟล์",
            "สร้างฐานข้อมูลใหม่ด้วย CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
        )


def bring_up_to_date(raw: RawCursor) -> int:
    """Give the database the newest schema, in the transaction that is open, and return its version.

    Raises NewerDatabaseError, ForeignFileError for tables of another program, WarehouseError where data would have to
    be changed."""
    version = newest_version()
    held: dict[str, set[str]] = {}
    for table, column in raw.execute(HELD).fetchall():
        held.setdefault(str(table), set()).add(str(column))
    if held and not {"schema_version", "batches", "facts"} <= held.keys():
        raise ForeignFileError("ฐานข้อมูลบนเซิร์ฟเวอร์มีตารางของโปรแกรมอื่น", "สร้างฐานข้อมูลว่างให้โปรแกรมนี้โดยเฉพาะ")
    if held:
        [(current,)] = raw.execute("SELECT coalesce(max(version), 0) FROM schema_version").fetchall()
        if current > version:
            raise NewerDatabaseError("ฐานข้อมูลบนเซิร์ฟเวอร์สร้างด้วยโปรแกรมรุ่นใหม่กว่า", "ปรับโปรแกรมเรดาร์ชุมชนเป็นรุ่นล่าสุดก่อน")
        if current == version and columns_of_all.TABLE in held:
            return version
    columns, sequences, views = _of_migrations(version)
    _check_nothing_goes(held, columns)
    for name in sequences:
        raw.execute(with_names(SEQUENCE, name=name).encode())
    for name, _ in reversed(views):
        raw.execute(with_names(DROP_VIEW, view=name).encode())
    for text in (*_tables(held, columns), *(text for _, text in views), *INDEXES, *WRITES):
        raw.execute(text.encode())
    for text in columns_of_all.DEFINITIONS:
        raw.execute(text.encode())
    make_area_rows(raw)
    raw.execute("INSERT INTO schema_version VALUES ($1, $2)", [version, local_now()])
    return version


def _of_migrations(version: int) -> tuple[list[Column], list[str], list[tuple[str, str]]]:
    """Columns, sequences and views (translated) as the migrations make them in DuckDB."""
    connection = duckdb.connect(":memory:")
    try:
        make_schema(connection, version)
        columns = connection.execute(COLUMNS).fetchall()
        sequences = [str(name) for (name,) in connection.execute(SEQUENCES).fetchall()]
        found = connection.execute(read_sql("views")).fetchall()
    finally:
        connection.close()
    return columns, sequences, [(str(name), _view(str(text))) for name, text in found]


def _view(text: str) -> str:
    """The view for PostgreSQL, in which everybody sees what they see of its tables."""
    return translate(text, ())[0].texts[-1].replace(" AS ", " WITH (security_invoker = true) AS ", 1)


def _check_nothing_goes(held: dict[str, set[str]], columns: list[Column]) -> None:
    wanted = {(table, column) for table, column, *_ in columns}
    gone = [f"{table}.{column}" for table in held for column in held[table] if (table, column) not in wanted]
    if lost := [name for name in gone if not name.startswith("server_")]:
        raise WarehouseError(
            f"โปรแกรมรุ่นนี้เปลี่ยนโครงสร้างที่มีข้อมูลอยู่แล้ว ({', '.join(sorted(lost)[:3])}) จึงปรับฐานข้อมูลบนเซิร์ฟเวอร์เองไม่ได้",
            "ใช้โปรแกรมรุ่นเดิมต่อไปก่อน แล้วอ่านวิธีปรับรุ่นใน docs/postgresql.md",
        )


def _tables(held: dict[str, set[str]], columns: list[Column]) -> list[str]:
    """What makes the tables and columns that are not there."""
    texts: list[str] = []
    for table in dict.fromkeys(column[0] for column in columns):
        own = [column for column in columns if column[0] == table]
        if table not in held:
            texts.append(f"CREATE TABLE {quote_identifier(table)} ({', '.join(map(_definition, own))})")
        else:
            missing = [column for column in own if column[1] not in held[table]]
            texts += [f"ALTER TABLE {quote_identifier(table)} ADD COLUMN {_definition(column)}" for column in missing]
    return texts


def _definition(column: Column) -> str:
    _, name, kind, is_required, default = column
    parts = [quote_identifier(name), TYPES.get(kind, kind.lower())]
    parts += ["NOT NULL"] if is_required else []
    parts += [f"DEFAULT {condition_of(default)}"] if default else []
    return " ".join(parts)


SHOWN: Final = """
    (length(area_code) < 8
    AND (set_id, year_be) IN (SELECT set_id, year_be FROM server_decided_years)
    AND NOT EXISTS (SELECT FROM server_hidden_cells AS hidden
        WHERE hidden.set_id = {table}.set_id AND hidden.year_be = {table}.year_be
          AND hidden.area_code = {table}.area_code AND hidden.indicator_code = {table}.indicator_code))
"""
OWN: Final = "starts_with(area_code, getvariable('prefix'))"
FIGURES: Final = {
    "facts": "{own} OR {shown}",
    # a sum of one village is that village's own figure
    "summary": "{own} OR ({shown} AND NOT (source_level = 'village' AND areas_counted < 2))",
}
DECIDED: Final = (
    """
    CREATE TABLE IF NOT EXISTS server_shown_years (
        set_id text NOT NULL, year_be smallint NOT NULL, state text NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS server_hidden_cells (
        set_id text NOT NULL, year_be smallint NOT NULL, area_code text NOT NULL, indicator_code text NOT NULL
    )
    """,
    "CREATE INDEX IF NOT EXISTS hidden_cells_by_area ON server_hidden_cells (set_id, year_be, area_code)",
)
DECIDED_YEARS: Final = """
    CREATE OR REPLACE VIEW server_decided_years AS
    -- One row: a set and year of which the gate has decided as its imports stand now.
    SELECT set_id, year_be FROM server_shown_years JOIN ({years}) AS found USING (set_id, year_be, state)
"""
PROTECT: Final = (
    "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS of_area ON {table}",
    "CREATE POLICY of_area ON {table} FOR SELECT USING ({condition})",
)
TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


def area_conditions() -> dict[str, str]:
    """Table → which of its rows an account of one area sees. What is not here is everybody's."""
    text = read_sql("area_views").replace("{own}.", "").replace("{whole}.main.", "").replace("{scopes}.main.", "")
    found: dict[str, str] = {}
    for view in sqlglot.parse(text.replace("'PREFIX'", "getvariable('prefix')"), read="duckdb"):
        query = view.expression if isinstance(view, exp.Create) else None
        if isinstance(view, exp.Create) and isinstance(query, exp.Select) and not query.args.get("joins"):
            found[view.this.name] = condition_of(query.args["where"].this.sql(dialect="duckdb"))
    found[columns_of_all.TABLE] = "false"
    for table, condition in FIGURES.items():  # the views of the others are over them
        found[table] = condition.replace("{own}", condition_of(OWN)).replace("{shown}", SHOWN.replace("{table}", table))
    return found


def make_area_rows(raw: RawCursor) -> None:
    """Put every table under its condition, in the transaction that brings the schema up to date."""
    for text in DECIDED:
        raw.execute(text.encode())
    raw.execute(with_query(DECIDED_YEARS, years=translate(read_sql("figure_years"), ())[0].texts[0]).encode())
    conditions = area_conditions()
    for (table,) in raw.execute(TABLES).fetchall():
        condition = conditions.get(str(table), "true")
        for text in PROTECT:
            raw.execute(with_query(with_names(text, table=str(table)), condition=condition).encode())
