"""What an account of one area reads on a server: row-level security lets its role see no other rows.

The conditions are those of the views that a file has (`warehouse/sql/area_views.sql`). Of areas above villages
elsewhere it sees what the gate lets out of the imports as they stand; after an import, until the gate has decided anew,
nothing.
"""

from typing import Final

import sqlglot
from sqlglot import exp

from warehouse.postgres.columns import TABLE as COLUMNS_OF_ALL
from warehouse.postgres.cursor import RawCursor
from warehouse.postgres.dialect import condition_of, translate
from warehouse.sql import read_sql, with_names, with_query

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
    found[COLUMNS_OF_ALL] = "false"
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
