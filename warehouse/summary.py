"""Summaries of every level above the villages, refreshed in the importing transaction for the areas it touched."""

import duckdb

from warehouse.sql import read_sql

# (level, digits of its codes, level of its children), from the bottom up: each is summed from the one before
SUMMARY_LEVELS = (
    ("tambon", 6, "village"),
    ("amphoe", 4, "tambon"),
    ("province", 2, "amphoe"),
    ("country", 0, "province"),
)

DELETE_TARGETS = """
    DELETE FROM summary
    WHERE level = $level AND set_id = $set_id AND year_be = $year_be
      AND area_code IN (SELECT area_code FROM target_areas)
"""


def refresh_summary(cursor: duckdb.DuckDBPyConnection, set_id: str, year_be: int) -> None:
    """Recompute the summary of every area above (or at) the `touched_areas` of this set and year.

    Needs the temporary table `touched_areas` (stem) of the same cursor.
    """
    for level, digits, child_level in SUMMARY_LEVELS:
        key: dict[str, object] = {"set_id": set_id, "year_be": year_be}
        cursor.execute(read_sql("target_areas"), {"level": level, "digits": digits})
        cursor.execute(DELETE_TARGETS, key | {"level": level})
        if level == "tambon":
            cursor.execute(read_sql("figures_below_tambon"), key)
        else:
            extra = {"level": level, "digits": digits, "child_level": child_level}
            cursor.execute(read_sql("figures_below"), key | extra)
        cursor.execute(read_sql("summary"), key | {"level": level})
    cursor.execute("DROP TABLE target_areas")
    cursor.execute("DROP TABLE figures_below")
