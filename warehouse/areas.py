"""Names of areas: met in imports, or given by a register."""

from collections.abc import Mapping

import duckdb
import pandas as pd

from warehouse.boundaries import write_map_tambon
from warehouse.connection import Warehouse

NAMES = """
    -- One row: an area and its name, a register's before an import's.
    SELECT area_code, arg_max(area_name, name_source) AS area_name FROM areas GROUP BY area_code ORDER BY area_code
"""
COUNTS_OF_NAMES = """
    -- One row: a source of names and a length of codes.
    SELECT name_source, length(area_code)::INTEGER AS digits, count(DISTINCT area_code)::INTEGER AS areas
    FROM areas GROUP BY ALL ORDER BY ALL
"""


def save_areas(warehouse: Warehouse, names: pd.DataFrame, source: str = "register") -> int:
    """Keep area_code → area_name by where the name comes from: a register, or an import. A register's name is the one
    that shows; an import's stays beside it for when the register is removed. Returns the number of names given."""
    with warehouse.transaction() as cursor:
        return write_areas(cursor, names, source)


def save_register(warehouse: Warehouse, names: pd.DataFrame, map_codes: Mapping[str, str]) -> int:
    """Keep a register's names and where its municipalities lie on the map (see save_map_tambon), both or neither.
    Returns how many areas the file is about."""
    with warehouse.transaction() as cursor:
        named = write_areas(cursor, names, "register")
        return max(named, write_map_tambon(cursor, map_codes))


def write_areas(cursor: duckdb.DuckDBPyConnection, names: pd.DataFrame, source: str) -> int:
    """As save_areas, inside a transaction that is already open."""
    given = names[["area_code", "area_name"]].dropna().drop_duplicates("area_code", keep="last")
    if given.empty:
        return 0
    cursor.register("given_areas", given.astype(str))
    cursor.execute(
        """
        DELETE FROM areas
        WHERE area_code IN (SELECT area_code FROM given_areas) AND name_source = $source
        """,
        {"source": source},
    )
    cursor.execute(
        """
        INSERT INTO areas SELECT area_code, area_name, ? FROM given_areas
        """,
        [source],
    )
    cursor.unregister("given_areas")
    return len(given)


def area_names(warehouse: Warehouse) -> pd.DataFrame:
    """area_code, area_name of every area the warehouse knows by name."""
    return warehouse.query(NAMES)


def count_names(warehouse: Warehouse) -> pd.DataFrame:
    """name_source, digits, areas: how many codes of each length have a name from a register or an import."""
    return warehouse.query(COUNTS_OF_NAMES)


def remove_register(warehouse: Warehouse) -> None:
    """Forget the names of registers and the municipality map; shipped names and those of imports show again."""
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM areas WHERE name_source = 'register'")
        cursor.execute("DELETE FROM map_tambon")
