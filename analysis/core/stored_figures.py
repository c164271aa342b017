"""The figures of areas as they are stored, each asked for with what is wanted next to it.

One statement of DuckDB costs 5 ms whatever it brings back. So the figures of an area come in every set and year, with
those of the area above it, and the figures of a level come whole; both are kept until the next write.
"""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from catalogue.areas import COUNTRY, code_range, level_of, parent_of
from warehouse import Warehouse
from warehouse.connection import remembered

FIGURES_OF_AREA = """
    -- One row: the figure of one indicator of any set and year, in an area.
    SELECT area_code, set_id, year_be, indicator_code, unit, assessed, failed, score_1, score_2, score_3, value,
        areas_counted, source_level, is_synthetic, target_pct
    FROM area_figures
    WHERE level = $level AND area_code = $area_code
"""
FIGURES_OF_AREA_AND_ABOVE = """
    -- One row: the figure of one indicator of any set and year, in an area above the villages or in the area above it.
    SELECT area_code, set_id, year_be, indicator_code, unit, assessed, failed, score_1, score_2, score_3, value,
        areas_counted, source_level, is_synthetic, target_pct
    FROM area_figures
    WHERE level <> 'village' AND area_code IN ($area_code, $above) AND area_code >= $above AND area_code < $last
"""
FIGURES_OF_LEVEL = """
    -- One row: the figure of one indicator of a set and year, in an area of a level within another area.
    SELECT area_code, indicator_code, unit, assessed, failed, score_1, score_2, score_3, value,
        areas_counted, source_level, is_synthetic, target_pct
    FROM area_figures
    WHERE level = $level AND set_id = $set_id AND year_be = $year_be AND area_code >= $first AND area_code < $last
    ORDER BY area_code
"""
AVAILABLE: Mapping[str, str] = {
    "survey": "str", "set_id": "str", "year_be": "int16", "indicators": "int32", "is_synthetic": "bool",
}  # fmt: skip
SURVEYS_OF_SETS = "SELECT DISTINCT set_id, survey FROM batches"


class StoredFigure(NamedTuple):
    """The figure of one indicator in one area and year: the columns of the view area_figures; None where missing."""

    unit: str | None
    assessed: int | None
    failed: int | None
    score_1: int | None
    score_2: int | None
    score_3: int | None
    value: float | None
    areas_counted: int | None
    source_level: str | None
    is_synthetic: bool
    target_pct: float | None


FiguresOfIndicators = Mapping[str, StoredFigure]
"""Indicator code → its figure, in one area, set and year."""
FiguresOfYears = Mapping[tuple[str, int], FiguresOfIndicators]
"""Set and year → the figures of its indicators, in one area."""


def figures_of_area(warehouse: Warehouse, area_code: str) -> FiguresOfYears:
    """Every figure of an area. Raises CatalogueError for a text that is no area code."""
    return _of_area_and_above(warehouse, area_code)[area_code]


def figures_above(warehouse: Warehouse, area_code: str) -> FiguresOfYears:
    """Every figure of the area above an area; none above the country. Raises CatalogueError as `figures_of_area`."""
    above = parent_of(area_code)
    if above is None:
        return {}
    with_above = _of_area_and_above(warehouse, area_code)
    return with_above[above] if above in with_above else figures_of_area(warehouse, above)


@remembered
def _of_area_and_above(warehouse: Warehouse, area_code: str) -> dict[str, dict[tuple[str, int], FiguresOfIndicators]]:
    """By code. Without the area above where many share it (the country), or where it is stored elsewhere (villages)."""
    level, above = level_of(area_code), parent_of(area_code)
    found: dict[str, dict[tuple[str, int], dict[str, StoredFigure]]] = {area_code: {}}
    sql = FIGURES_OF_AREA
    key: dict[str, object] = {"level": level, "area_code": area_code}
    if level != "village" and above is not None and above != COUNTRY:
        sql = FIGURES_OF_AREA_AND_ABOVE
        key = {"area_code": area_code, "above": above, "last": code_range(above)[1]}
        found[above] = {}
    for area, set_id, year_be, indicator, *figure in warehouse.query_rows(sql, key):
        found[area].setdefault((set_id, year_be), {})[indicator] = StoredFigure(*figure)
    return found  # pyright: ignore[reportReturnType]


@remembered
def figures_of_level(
    warehouse: Warehouse, area_code: str, level: str, set_id: str, year_be: int
) -> dict[str, FiguresOfIndicators]:
    """Code → figures, of the areas of a level within an area that have any in this set and year, by code."""
    first, last = code_range(area_code)
    key: dict[str, object] = {
        "level": level, "set_id": set_id, "year_be": year_be, "first": first, "last": last,
    }  # fmt: skip
    found: dict[str, dict[str, StoredFigure]] = {}
    for area, indicator, *figure in warehouse.query_rows(FIGURES_OF_LEVEL, key):
        found.setdefault(area, {})[indicator] = StoredFigure(*figure)
    return found  # pyright: ignore[reportReturnType]


@remembered
def surveys_of_sets(warehouse: Warehouse) -> dict[str, str]:
    """Set → survey, of all that was ever imported."""
    return dict(warehouse.query_rows(SURVEYS_OF_SETS))


@remembered
def available_data(warehouse: Warehouse, area_code: str = COUNTRY, survey: str | None = None) -> pd.DataFrame:
    """One row per survey, indicator set and year in which the area has figures, newest first.

    Columns: survey, set_id, year_be, indicators (how many have a figure), is_synthetic. The country (the default) has
    figures wherever any area has. Raises CatalogueError for a text that is no area code.
    """
    if survey is not None:
        found = available_data(warehouse, area_code)
        return found[found["survey"] == survey].reset_index(drop=True)
    surveys = surveys_of_sets(warehouse)
    rows = [
        (surveys[set_id], set_id, year_be, len(figures), any(each.is_synthetic for each in figures.values()))
        for (set_id, year_be), figures in figures_of_area(warehouse, area_code).items()
    ]
    rows.sort(key=lambda row: (row[0], -row[2], row[1]))
    return pd.DataFrame(rows, columns=list(AVAILABLE)).astype(AVAILABLE)
