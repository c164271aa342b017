"""Names of areas: met in imports, or given by a register."""

import duckdb
import pandas as pd

from warehouse.connection import Warehouse


def save_areas(warehouse: Warehouse, names: pd.DataFrame, source: str = "register") -> int:
    """Keep area_code → area_name; a register's name overrides an import's, never the other way.

    Returns the number of names given."""
    with warehouse.transaction() as cursor:
        return write_areas(cursor, names, source)


def write_areas(cursor: duckdb.DuckDBPyConnection, names: pd.DataFrame, source: str) -> int:
    """As save_areas, inside a transaction that is already open."""
    given = names[["area_code", "area_name"]].dropna().drop_duplicates("area_code", keep="last")
    if given.empty:
        return 0
    cursor.register("given_areas", given.astype(str))
    cursor.execute(
        """
        DELETE FROM areas
        WHERE area_code IN (SELECT area_code FROM given_areas) AND (name_source = 'import' OR $source = 'register')
        """,
        {"source": source},
    )
    cursor.execute(
        """
        INSERT INTO areas
        SELECT area_code, area_name, ? FROM given_areas
        WHERE area_code NOT IN (SELECT area_code FROM areas)
        """,
        [source],
    )
    cursor.unregister("given_areas")
    return len(given)


def area_names(warehouse: Warehouse) -> pd.DataFrame:
    """area_code, area_name of every area the warehouse knows by name."""
    return warehouse.query("SELECT area_code, area_name FROM areas ORDER BY area_code")
