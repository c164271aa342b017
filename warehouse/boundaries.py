"""Outlines of areas for maps, and where the tambon of municipalities lie on them."""

import json
from collections.abc import Mapping
from typing import Any

import duckdb
import pandas as pd

from warehouse.connection import Warehouse

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


def save_map_tambon(warehouse: Warehouse, codes: Mapping[str, str]) -> int:
    """Keep tambon code → code of the tambon on the map; the same code again is replaced. Returns how many."""
    with warehouse.transaction() as cursor:
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
