"""Counts that describe an area rather than an indicator (households, people …), and the profile made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.areas import CHILD_LEVEL
from analysis.core.scope import Scope
from analysis.core.statistics import share_pct
from catalogue.areas import area_prefix
from warehouse import Warehouse
from warehouse.connection import remembered

DIGITS: Mapping[str, int] = {"country": 0, "province": 2, "amphoe": 4, "tambon": 6, "village": 10}
SUMS_OF_AREA = """
    WITH
    -- One row: a measure of the area, summed from the areas of one level.
    sums_of_level AS (
        SELECT measure, level, sum(value) AS value, count(DISTINCT area_code)::INTEGER AS areas,
            count(DISTINCT left(area_code, $child_digits)) AS children
        FROM live_measures
        WHERE set_id = $set_id AND year_be = $year_be
          AND CASE WHEN $level = 'village' THEN area_code = $area_code ELSE starts_with(area_code, $prefix) END
          AND (list_contains($names::VARCHAR[], measure) OR starts_with(measure, $name_prefix)
            OR ($ranked_prefix <> '' AND starts_with(measure, $ranked_prefix)))
        GROUP BY measure, level
    ),
    -- One row: a measure from the one level that serves best: that of the figures, the area's own, else the one that
    -- covers most areas right below (then the finest).
    best AS (
        SELECT measure, value, areas, level FROM sums_of_level
        QUALIFY row_number() OVER (
            PARTITION BY measure
            ORDER BY level = $source_level DESC, level = $level DESC, children DESC,
                list_position(['country', 'province', 'amphoe', 'tambon', 'village'], level) DESC
        ) = 1
    )
    SELECT measure, value, areas, level FROM best
    QUALIFY $ranked_prefix = '' OR NOT starts_with(measure, $ranked_prefix)
        OR row_number() OVER (PARTITION BY starts_with(measure, $ranked_prefix) ORDER BY value DESC, measure) <= $most
    ORDER BY measure
"""
MEASURES_HELD = """
    -- One row: a measure that any import of a set and year ever brought.
    SELECT DISTINCT set_id, year_be, measure FROM measures
"""
NO_PREFIX = "\n"  # no measure's name begins so


@dataclass(frozen=True)
class MeasureSums:
    """By measure: its sum over the area (`values`), from how many areas (`areas`) of which level (`levels`). A measure
    the area does not have is absent, never 0."""

    values: Mapping[str, float]
    areas: Mapping[str, int]
    levels: Mapping[str, str]


def measure_sums(
    warehouse: Warehouse,
    scope: Scope,
    names: Sequence[str],
    ranked_prefix: str = "",
    most: int = 0,
    source_level: str | None = None,
) -> MeasureSums:
    """Sums of the measures called `names` (one that ends in "_" stands for all that begin so), and the `most` largest
    of those that begin with `ranked_prefix`. Levels are never mixed in one sum; `source_level` is preferred."""
    prefixes = [name for name in names if name.endswith("_")]
    wanted = (*prefixes, *([ranked_prefix] if ranked_prefix else []))
    held = _measures_held(warehouse).get((scope.indicator_set.id, scope.year_be), ())
    if not any(measure in names or measure.startswith(wanted) for measure in held):
        return MeasureSums({}, {}, {})
    child = CHILD_LEVEL.get(scope.level, "village")
    key: dict[str, object] = {
        "set_id": scope.indicator_set.id, "year_be": scope.year_be, "area_code": scope.area_code, "level": scope.level,
        "prefix": area_prefix(scope.area_code), "child_digits": DIGITS[child],
        "names": [name for name in names if not name.endswith("_")], "name_prefix": (prefixes or [NO_PREFIX])[0],
        "ranked_prefix": ranked_prefix, "most": most, "source_level": source_level or "village",
    }  # fmt: skip
    rows = warehouse.query_rows(SUMS_OF_AREA, key)
    return MeasureSums(
        {measure: float(value) for measure, value, _, _ in rows},
        {measure: areas for measure, _, areas, _ in rows},
        {measure: level for measure, _, _, level in rows},
    )


@remembered
def _measures_held(warehouse: Warehouse) -> dict[tuple[str, int], set[str]]:
    """Set and year → the measures that were ever imported for it: most areas have few, and are not asked for others."""
    held: dict[tuple[str, int], set[str]] = {}
    for set_id, year_be, measure in warehouse.query_rows(MEASURES_HELD):
        held.setdefault((set_id, year_be), set()).add(measure)
    return held


HOUSEHOLDS, PEOPLE = "households", "people"


@remembered
def household_sums(warehouse: Warehouse, scope: Scope, source_level: str = "village") -> MeasureSums:
    """HOUSEHOLDS and PEOPLE of the area, of the level of its figures where it has them."""
    return measure_sums(warehouse, scope, (HOUSEHOLDS, PEOPLE), source_level=source_level)


PERSON_UNIT, HOUSEHOLD_UNIT = "คน", "ครัวเรือน"


@dataclass(frozen=True)
class Profile:
    """Counts; NaN where the data do not tell, never 0.

    households, people: as the files gave them for the area, summed over `households_areas` (`people_areas`) areas of
    one level. persons_assessed, households_assessed: the most that any indicator of persons (of households) looked at:
    groups of indicators overlap, so they are never added. areas, source_level: how many areas of which level the
    figures were summed from (those of the indicator that has most). complete_pct: the `figures` that are there, of
    `areas` × indicators.
    """

    households: float
    households_areas: int
    people: float
    people_areas: int
    persons_assessed: float
    households_assessed: float
    areas: int
    source_level: str
    figures: int
    complete_pct: float
    indicators: int
    indicators_with_data: int


def profile_data(warehouse: Warehouse, scope: Scope, indicators: pd.DataFrame) -> Profile:
    """The profile of the scope's area; `indicators` as `indicator_data` of it."""
    counted = indicators.dropna(subset="areas_counted")
    areas = int(counted["areas_counted"].max()) if len(counted) else 0
    level = str(counted["source_level"].mode().iloc[0]) if len(counted) else scope.level
    sums = household_sums(warehouse, scope, level)
    known = indicators[indicators["problem_pct"].notna()]
    return Profile(
        households=sums.values.get(HOUSEHOLDS, np.nan),
        households_areas=sums.areas.get(HOUSEHOLDS, 0),
        people=sums.values.get(PEOPLE, np.nan),
        people_areas=sums.areas.get(PEOPLE, 0),
        persons_assessed=float(known.loc[known["unit"] == PERSON_UNIT, "assessed"].max()),
        households_assessed=float(known.loc[known["unit"] == HOUSEHOLD_UNIT, "assessed"].max()),
        areas=areas,
        source_level=level,
        figures=int(counted["areas_counted"].sum()),
        complete_pct=share_pct(counted["areas_counted"].sum(), areas * len(indicators)).item(),
        indicators=len(indicators),
        indicators_with_data=len(known),
    )
