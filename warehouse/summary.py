"""Summaries of every level above the villages, refreshed in the importing transaction for the areas it touched."""

import duckdb

from warehouse.sql import read_sql

# (level, digits of its codes, digits of its children's codes)
SUMMARY_LEVELS = (("tambon", 6, 8), ("amphoe", 4, 6), ("province", 2, 4), ("country", 0, 2))

DELETE_TARGETS = """
    DELETE FROM summary
    WHERE level = $level AND set_id = $set_id AND year_be = $year_be
      AND area_code IN (SELECT area_code FROM target_areas)
"""


def refresh_summary(cursor: duckdb.DuckDBPyConnection, set_id: str, year_be: int) -> None:
    """Recompute the summary of every area above (or at) the `touched_areas` of this set and year.

    Needs the temporary table `touched_areas` (stem) of the same cursor.
    """
    for level, digits, child_digits in SUMMARY_LEVELS:
        key: dict[str, object] = {"level": level, "set_id": set_id, "year_be": year_be}
        cursor.execute(read_sql("target_areas"), {"level": level, "digits": digits})
        cursor.execute(DELETE_TARGETS, key)
        cursor.execute(read_sql("summary"), key | {"digits": digits, "child_digits": child_digits})
    cursor.execute("DROP TABLE target_areas")
