"""What the warehouse holds, for every screen: its version, the kinds of data and years, the files behind a figure; and
the figures of areas as they are stored.

One statement of DuckDB costs 5 ms whatever it brings back. So the figures of an area come in every set and year, with
those of the area above it, and the figures of a level come whole; both are kept until the next write.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import pandas as pd

from catalogue.areas import COUNTRY, area_prefix, code_range, level_of, parent_of
from warehouse import Warehouse
from warehouse.approvals import ApprovedAreas, approvals_of
from warehouse.connection import remembered

VERSION_OF_DATA = """
    SELECT coalesce(max(batch_id), 0) || '-' || coalesce(bit_xor(hash(batch_id)) FILTER (is_undone), 0) || '-'
        || (SELECT coalesce(bit_xor(hash(set_id, definition)), 0) FROM indicator_sets) || '-'
        || (SELECT coalesce(bit_xor(hash(area_code, area_name)), 0) FROM areas WHERE name_source = 'register') || '-'
        || (SELECT coalesce(bit_xor(hash(tambon_code, map_code)), 0) FROM map_tambon) || '-'
        || (SELECT coalesce(bit_xor(hash(area_code, points)), 0) FROM boundaries) || '-'
        || (SELECT coalesce(max(approval_id), 0) FROM approvals) || '-'
        || (SELECT coalesce(bit_xor(hash(area_code, year_be, households)), 0) FROM household_targets) || '-'
        || (SELECT coalesce(bit_xor(hash(name, value)), 0) FROM settings) AS version
    FROM batches
"""
IMPORTS_OF_AREA = """
    -- One row: a standing import that an area's figures rest on, what was said of it, and how many of its areas lie at
    -- or below the area.
    WITH
    -- One row: an import with live areas at, below or above the area.
    concerned AS (
        SELECT batch_id, count_if($prefix = '' OR starts_with(area_code, $prefix))::INTEGER AS areas
        FROM batch_areas
        WHERE is_live
          AND ($prefix = '' OR starts_with(area_code, $prefix) OR list_contains($above::VARCHAR[], area_code))
        GROUP BY batch_id
    )
    SELECT batch_id, file_name, imported_at, is_synthetic, coalesce(state, 'unchecked') AS state, body_level,
        decided_on, meeting, concerned.areas AS areas
    FROM batches
    JOIN concerned USING (batch_id)
    LEFT JOIN current_approvals USING (batch_id)
    WHERE set_id = $set_id AND year_be = $year_be
    ORDER BY batch_id DESC
"""


HOLDINGS = """
    -- One row: a kind of data and year that stands in the warehouse.
    SELECT survey, set_id, year_be, count(DISTINCT area_code)::INTEGER AS areas, count(*)::INTEGER AS facts,
        bool_or(live_facts.is_synthetic) AS is_synthetic
    FROM live_facts JOIN (SELECT DISTINCT set_id, survey FROM batches) USING (set_id)
    GROUP BY survey, set_id, year_be
    ORDER BY survey, year_be DESC
"""
REPLACEMENTS = """
    -- One row: an earlier import some of whose areas a later one took the place of.
    SELECT batch_areas.replaced_by AS batch_id, batches.batch_id AS earlier_id, file_name, count(*)::INTEGER AS areas
    FROM batch_areas JOIN batches USING (batch_id)
    WHERE batch_areas.replaced_by IS NOT NULL
    GROUP BY ALL
    ORDER BY earlier_id DESC
"""


LAST_IMPORT = """
    -- The import that came in last of those whose figures are in use, and of how many areas it took others' place.
    SELECT file_name, survey, year_be, imported_at, count(*)::INTEGER AS areas,
        (SELECT count(*) FROM batch_areas AS older WHERE older.replaced_by = batches.batch_id)::INTEGER AS replaced
    FROM batches JOIN batch_areas USING (batch_id)
    WHERE is_live
    GROUP BY batch_id, file_name, survey, year_be, imported_at
    ORDER BY batch_id DESC
    LIMIT 1
"""


@dataclass(frozen=True)
class LastImport:
    """An import in use: its file's name as it is kept, kind of data, year, how many areas of it are in use, and of how
    many areas it took the place of earlier imports."""

    file_name: str
    survey: str
    year_be: int
    imported_at: datetime
    areas: int
    replaced: int


def last_import(warehouse: Warehouse) -> LastImport | None:
    """The import that came in last and is still in use; None without any."""
    found = warehouse.query_once(LAST_IMPORT)
    if found.empty:
        return None
    row = found.iloc[0]
    when = row["imported_at"].to_pydatetime()
    areas, replaced = int(row["areas"]), int(row["replaced"])
    return LastImport(str(row["file_name"]), str(row["survey"]), int(row["year_be"]), when, areas, replaced)


def data_version(warehouse: Warehouse) -> str:
    """Changes whenever an import, an undo, an approval, a target, a set, a register or a restored backup changes what
    the screens show; another one for each area that accounts see the villages of, so that no cache crosses it."""
    state = f"{warehouse.generation}-{warehouse.query_once(VERSION_OF_DATA)['version'].iloc[0]}"
    return f"{state}-{warehouse.actor.prefix}" if warehouse.actor.prefix else state


def holdings(warehouse: Warehouse) -> pd.DataFrame:
    """One row per survey, set and year in the warehouse: survey, set_id, year_be, areas, facts, is_synthetic."""
    return warehouse.query(HOLDINGS)


SOURCE_COLUMNS = ("batch_id", "file_name", "imported_at", "is_synthetic")


def sources_of_area(warehouse: Warehouse, area_code: str, set_id: str, year_be: int) -> pd.DataFrame:
    """One row per standing import that an area's figures of a set and year rest on, the newest first.

    Columns: SOURCE_COLUMNS. Raises CatalogueError for a text that is no area code.
    """
    return _imports_of_area(warehouse, area_code, set_id, year_be)[list(SOURCE_COLUMNS)]


def approvals_of_area(warehouse: Warehouse, area_code: str, set_id: str, year_be: int) -> tuple[ApprovedAreas, ...]:
    """How the imports under the figures of an area, and of all below it, stand; () without any. For approval_words."""
    imports = _imports_of_area(warehouse, area_code, set_id, year_be)
    return approvals_of(imports[imports["areas"] > 0])


@remembered
def _imports_of_area(warehouse: Warehouse, area_code: str, set_id: str, year_be: int) -> pd.DataFrame:
    key: dict[str, object] = {
        "set_id": set_id,
        "year_be": year_be,
        "above": [area_code[:digits] for digits in range(1, len(area_code) + 1)],
        "prefix": area_prefix(area_code),
    }
    return warehouse.query(IMPORTS_OF_AREA, key)


def replaced_imports(warehouse: Warehouse) -> pd.DataFrame:
    """One row per import and earlier import it took areas of: batch_id, earlier_id, file_name, areas (how many)."""
    return warehouse.query(REPLACEMENTS)


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
