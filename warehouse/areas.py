"""Names of areas, met in imports or given by a register; their outlines, and where municipalities lie on the map."""

import json
from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from warehouse.actions import record_by_account
from warehouse.connection import Warehouse
from warehouse.stored_text import stored_names

BOUNDARIES_WITHIN = """
    -- One row: an outline of the level of `digits`, within an area.
    SELECT area_code, geometry FROM boundaries
    WHERE starts_with(area_code, $prefix) AND length(area_code) = $digits
    ORDER BY area_code
"""


def save_boundaries(warehouse: Warehouse, boundaries: pd.DataFrame) -> int:
    """Keep area_code, geometry (GeoJSON text), points; an outline of the same area is replaced. Returns how many."""
    with warehouse.transaction() as cursor:
        cursor.register("given_boundaries", boundaries[["area_code", "geometry", "points"]])
        cursor.execute("DELETE FROM boundaries WHERE area_code IN (SELECT area_code FROM given_boundaries)")
        cursor.execute("INSERT INTO boundaries SELECT area_code, geometry, points FROM given_boundaries")
        cursor.unregister("given_boundaries")
        record_by_account(cursor, "map", "boundaries", len(boundaries))
    return len(boundaries)


def read_boundaries(warehouse: Warehouse, prefix: str, digits: int) -> dict[str, dict[str, Any]]:
    """Area code → GeoJSON geometry of the areas of `digits` digits whose code starts with `prefix` ("" for all)."""
    rows = warehouse.query(BOUNDARIES_WITHIN, {"prefix": prefix, "digits": digits})
    return {str(code): json.loads(str(text)) for code, text in zip(rows["area_code"], rows["geometry"], strict=True)}


def boundary_codes(warehouse: Warehouse) -> list[str]:
    """The codes of all areas that have an outline."""
    return [str(code) for code in warehouse.query("SELECT area_code FROM boundaries ORDER BY area_code")["area_code"]]


def remove_boundaries(warehouse: Warehouse) -> None:
    """Forget every outline."""
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM boundaries")
        record_by_account(cursor, "map", "boundaries removed")


def save_map_tambon(warehouse: Warehouse, codes: Mapping[str, str]) -> int:
    """Keep tambon code → code of the tambon on the map; the same code again is replaced. Returns how many."""
    with warehouse.transaction() as cursor:
        record_by_account(cursor, "map", "map_tambon", len(codes))
        return write_map_tambon(cursor, codes)


def write_map_tambon(cursor: duckdb.DuckDBPyConnection, codes: Mapping[str, str]) -> int:
    """As save_map_tambon, inside a transaction that is already open."""
    if not codes:
        return 0
    cursor.register("given_codes", pd.DataFrame({"tambon_code": list(codes), "map_code": list(codes.values())}))
    cursor.execute("DELETE FROM map_tambon WHERE tambon_code IN (SELECT tambon_code FROM given_codes)")
    cursor.execute("INSERT INTO map_tambon SELECT tambon_code, map_code FROM given_codes")
    cursor.unregister("given_codes")
    return len(codes)


def read_map_tambon(warehouse: Warehouse) -> dict[str, str]:
    """Tambon code → code of the tambon on the map, for the tambon that are not on it under their own code."""
    rows = warehouse.query("SELECT tambon_code, map_code FROM map_tambon ORDER BY tambon_code")
    return dict(zip(rows["tambon_code"].astype(str), rows["map_code"].astype(str), strict=True))


NAMES = """
    -- One row: an area and its name, a register's before an import's.
    SELECT area_code, arg_max(area_name, name_source) AS area_name FROM areas GROUP BY area_code ORDER BY area_code
"""
COUNTS_OF_NAMES = """
    -- One row: a source of names and a length of codes.
    SELECT name_source, length(area_code)::INTEGER AS digits, count(DISTINCT area_code)::INTEGER AS areas
    FROM areas GROUP BY ALL ORDER BY ALL
"""
TOUCHED_NAMES = """
    -- One row: an area whose name may change with a batch: named by it, or standing in the place of one of its areas.
    CREATE OR REPLACE TEMP TABLE touched_names AS
    SELECT area_code FROM batch_names WHERE batch_id = $batch_id
    UNION
    SELECT area_code FROM batch_areas WHERE stem IN (SELECT stem FROM touched_areas)
"""
STANDING_NAMES = """
    -- One row: a touched area and its name from imports: the earliest one that stands and was not replaced there, a
    -- real one before a synthetic one.
    INSERT INTO areas
    SELECT area_code, arg_min(
        area_name,
        row(coalesce(is_synthetic, false), NOT coalesce(is_live, true), batch_id)
    ) AS area_name, 'import'
    FROM batch_names
    LEFT JOIN batches USING (batch_id)
    LEFT JOIN batch_areas USING (batch_id, area_code)
    WHERE area_code IN (SELECT area_code FROM touched_names) AND NOT coalesce(is_undone, false)
    GROUP BY area_code
    ORDER BY area_code
"""
REAL_NAMES = """
    -- One row: an area named by a register, or by an import that stands and is not synthetic.
    SELECT area_code, arg_max(area_name, name_source) AS area_name
    FROM areas
    WHERE name_source = 'register' OR area_code IN (
        SELECT area_code FROM batch_names LEFT JOIN batches USING (batch_id)
        WHERE NOT coalesce(is_synthetic, false) AND NOT coalesce(is_undone, false)
    )
    GROUP BY area_code
    ORDER BY area_code
"""


def save_areas(warehouse: Warehouse, names: pd.DataFrame) -> int:
    """Keep a register's area_code → area_name. Its names are the ones that show; those of imports stay beside them for
    when the register is removed. Returns the number of names given."""
    with warehouse.transaction() as cursor:
        record_by_account(cursor, "register", "areas", len(names))
        return _write_register(cursor, names)


def save_register(warehouse: Warehouse, names: pd.DataFrame, map_codes: Mapping[str, str]) -> int:
    """Keep a register's names and where its municipalities lie on the map (see save_map_tambon), both or neither.
    Returns how many areas the file is about."""
    with warehouse.transaction() as cursor:
        record_by_account(cursor, "register", "areas", len(names))
        named = _write_register(cursor, names)
        return max(named, write_map_tambon(cursor, map_codes))


def _write_register(cursor: duckdb.DuckDBPyConnection, names: pd.DataFrame) -> int:
    given = stored_names(names)
    if given.empty:
        return 0
    cursor.register("given_areas", given)
    cursor.execute(
        """
        DELETE FROM areas
        WHERE area_code IN (SELECT area_code FROM given_areas) AND name_source = 'register'
        """
    )
    cursor.execute("INSERT INTO areas SELECT area_code, area_name, 'register' FROM given_areas")
    cursor.unregister("given_areas")
    return len(given)


def write_batch_names(cursor: duckdb.DuckDBPyConnection, batch_id: int, names: pd.DataFrame) -> None:
    """Keep the names that a batch brings, inside the transaction that stores it; refresh_names lets them show."""
    given = stored_names(names)
    if given.empty:
        return
    cursor.register("given_areas", given)
    cursor.execute("INSERT INTO batch_names SELECT ?, area_code, area_name FROM given_areas", [batch_id])
    cursor.unregister("given_areas")


def refresh_names(cursor: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    """Let the names show that the standing imports say, where a batch was stored, undone or brought back.

    A name fills what is missing: it never takes the place of an earlier import's, unless that import was replaced
    there, undone, or synthetic. Needs the table touched_areas of the batch."""
    cursor.execute(TOUCHED_NAMES, {"batch_id": batch_id})
    _rename(cursor)


def forget_names(cursor: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    """Erase the names that a batch brought; its areas show those of the other imports that stand."""
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE touched_names AS SELECT area_code FROM batch_names WHERE batch_id = ?", [batch_id]
    )
    cursor.execute("DELETE FROM batch_names WHERE batch_id = ?", [batch_id])
    _rename(cursor)


def _rename(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute(
        "DELETE FROM areas WHERE name_source = 'import' AND area_code IN (SELECT area_code FROM touched_names)"
    )
    cursor.execute(STANDING_NAMES)
    cursor.execute("DROP TABLE touched_names")


def real_area_names(warehouse: Warehouse) -> pd.DataFrame:
    """As area_names, without the names that only synthetic data gave: made up, they say nothing about real areas."""
    return warehouse.query(REAL_NAMES)


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
        record_by_account(cursor, "register", "removed")
