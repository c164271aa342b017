"""What changed in many areas since an earlier year, over the villages that both years cover: by the rules of
`analysis.core.changes`, all areas at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.comparative.what_is_compared import Place
from analysis.core.changes import LEAST_CHANGE_POINTS
from analysis.core.errors import AnalysisError
from analysis.core.measures import HOUSEHOLD_UNIT, PERSON_UNIT
from analysis.core.scope import Scope
from analysis.core.statistics import (
    BETTER,
    SIMILAR,
    UNKNOWN,
    WORSE,
    numbers,
    rows_of,
    share_pct,
    status,
    wilson_interval,
)
from catalogue import Catalogue, CatalogueError, IndicatorSet
from catalogue.areas import LEVELS
from warehouse import Warehouse

UNSURE = "unsure"
STATUS_NAMES = {WORSE: "แย่ลง", BETTER: "ดีขึ้น", UNSURE: "ยังบอกไม่ได้"}
DIGITS = {"country": 0, "province": 2, "amphoe": 4, "tambon": 6, "village": 10}
SOURCE_LEVELS = """
    -- One row: a level of which both years have areas within an area, and how many it has in this year.
    SELECT level, count(DISTINCT area_code) FILTER (year_be = $year_be)::INTEGER AS areas
    FROM batch_areas JOIN batches USING (batch_id)
    WHERE is_live AND starts_with(area_code, $prefix)
      AND (set_id = $set_id AND year_be = $year_be OR set_id = $before_set_id AND year_be = $before)
    GROUP BY level
    HAVING count(DISTINCT year_be) = 2
    ORDER BY areas DESC
"""
COUNTS_OF_BOTH = """
    WITH
    -- One row: an indicator, and the same one in the set of the earlier year.
    asked AS (
        SELECT unnest($indicator_codes::VARCHAR[]) AS code, unnest($before_codes::VARCHAR[]) AS before_code
    ),
    -- One row: a place of the level of the figures that either year covers; its codes are one, or in one year the
    -- village of 8 digits and in the other those of 10 in it.
    covered AS (
        SELECT
            CASE WHEN $by_stem THEN stem ELSE area_code END AS place_code, list(DISTINCT area_code) AS codes,
            count(DISTINCT year_be) = 2 AS is_shared
        FROM batch_areas JOIN batches USING (batch_id)
        WHERE is_live AND level = $source_level AND starts_with(area_code, $prefix)
          AND (set_id = $set_id AND year_be = $year_be OR set_id = $before_set_id AND year_be = $before)
          AND (NOT $is_listed OR list_contains($area_codes::VARCHAR[], left(area_code, $digits)))
        GROUP BY place_code
    ),
    shared AS (SELECT place_code, unnest(codes) AS area_code FROM covered WHERE is_shared),
    -- One row: an area, and whether all of its places are covered by both years.
    compared AS (
        SELECT left(place_code, $digits) AS compared_code, bool_and(is_shared) AS is_whole FROM covered GROUP BY ALL
    ),
    -- One row: a figure of a shared place in one of the two years.
    figure AS (
        SELECT left(place_code, $digits) AS compared_code, place_code, asked.code, year_be, unit, assessed, failed
        FROM live_facts JOIN shared USING (area_code)
        JOIN asked ON indicator_code = CASE WHEN year_be = $year_be THEN asked.code ELSE asked.before_code END
        WHERE level = $source_level
          AND (set_id = $set_id AND year_be = $year_be OR set_id = $before_set_id AND year_be = $before)
    )
    -- One row: an indicator in an area, its counts of both years over the shared places.
    SELECT
        compared_code AS area_code, code AS indicator_code,
        any_value(unit) FILTER (year_be = $year_be) AS unit,
        any_value(unit) FILTER (year_be = $before) AS before_unit,
        sum(assessed) FILTER (year_be = $year_be)::DOUBLE AS assessed,
        sum(failed) FILTER (year_be = $year_be)::DOUBLE AS failed,
        sum(assessed) FILTER (year_be = $before)::DOUBLE AS before_assessed,
        sum(failed) FILTER (year_be = $before)::DOUBLE AS before_failed,
        count(DISTINCT place_code)::INTEGER AS villages_shared, any_value(is_whole) AS is_whole
    FROM figure JOIN compared USING (compared_code)
    GROUP BY compared_code, code
    HAVING sum(assessed) FILTER (year_be = $year_be) > 0 AND sum(assessed) FILTER (year_be = $before) > 0
    ORDER BY area_code, indicator_code
"""
COLUMNS = (
    *("area_code", "indicator_code", "before_pct", "problem_pct", "change_pct", "villages_shared", "status"),
    *("failed", "assessed", "before_failed", "before_assessed", "is_whole"),
    *("low_pct", "high_pct", "before_low_pct", "before_high_pct"),
)


@dataclass(frozen=True)
class AreaChanges:
    """One row an area and indicator with data of both years over shared places (COLUMNS; percent and points, counts).

    low_pct … before_high_pct: the intervals of the two years. status: worse, better (the intervals do not meet, and at
    least one point) or unsure. is_whole: all places of the area are in both years. `source_level`: of the places;
    `year_be`: the earlier year; `left_out`: indicators of the set that cannot be compared, since the earlier year was
    surveyed with another set that declares none the same, or nothing of them is in both years. `set_title`: of that
    other set; "" where both years have one."""

    year_be: int
    table: pd.DataFrame
    source_level: str
    left_out: tuple[str, ...]
    set_title: str = ""

    @property
    def counts(self) -> dict[str, int]:
        """How many cells are worse, better, unsure."""
        found = self.table["status"].value_counts()
        return {each: int(found.get(each, 0)) for each in (WORSE, BETTER, UNSURE)}

    @property
    def level_name(self) -> str:
        """The word of the level of the shared places."""
        return LEVELS.get(self.source_level, "พื้นที่")


def earlier_years(held: pd.DataFrame, set_id: str, year_be: int) -> list[int]:
    """Years before one in which the same set has figures, newest first. `held`: `available_data` of the area."""
    own = held[(held["set_id"] == set_id) & (held["year_be"] < year_be)]
    return sorted({int(year) for year in own["year_be"]}, reverse=True)


@dataclass(frozen=True)
class EarlierSurvey:
    """An earlier year with its set, and code of an indicator now → code of the same one then."""

    year_be: int
    indicator_set: IndicatorSet
    same: Mapping[str, str]


def earlier_surveys(
    catalogue: Catalogue, held: pd.DataFrame, indicator_set: IndicatorSet, year_be: int
) -> dict[int, EarlierSurvey]:
    """Years before one that can be held against it, newest first: of the same set, or of one of the same survey that
    has an indicator declared the same. `held`: `available_data` of the area."""
    own = held[(held["survey"] == indicator_set.survey) & (held["year_be"] < year_be)]
    found: dict[int, EarlierSurvey] = {}
    for row in sorted(rows_of(own), key=lambda row: (-int(row["year_be"]), row["set_id"] != indicator_set.id)):
        year, set_id = int(row["year_be"]), str(row["set_id"])
        try:
            earlier = indicator_set if set_id == indicator_set.id else catalogue.get(set_id)
        except CatalogueError:
            continue
        same = catalogue.same_indicators(indicator_set, earlier)
        if same:
            found.setdefault(year, EarlierSurvey(year, earlier, same))
    return found


def same_set(scope: Scope, before: int) -> EarlierSurvey:
    """An earlier year of the scope's own set."""
    codes = [each.code for each in scope.indicator_set.indicators]
    return EarlierSurvey(before, scope.indicator_set, dict(zip(codes, codes, strict=True)))


def area_changes_data(
    warehouse: Warehouse, scope: Scope, place: Place, earlier: EarlierSurvey, size: float,
    least_points: float = LEAST_CHANGE_POINTS,
) -> AreaChanges:  # fmt: skip
    """What changed since the earlier year. Raises AnalysisError where the two years share nothing to compare: no
    indicator declared the same, or no place that both cover. `size`: persons a household."""
    codes, before = [each.code for each in scope.indicator_set.indicators], earlier.year_be
    shared = [code for code in codes if code in earlier.same]
    key: dict[str, object] = {
        "set_id": scope.indicator_set.id, "year_be": scope.year_be, "before": before, "prefix": place.prefix,
        "before_set_id": earlier.indicator_set.id,
    }  # fmt: skip
    levels = [str(level) for level in warehouse.query(SOURCE_LEVELS, key)["level"]]
    order = list(LEVELS)
    finer = [level for level in levels if order.index(level) >= order.index(place.level)]
    if not finer or scope.indicator_set.measure != "count":
        what = f"ปี {scope.year_be} กับปี {before} ไม่มีข้อมูลชุดเดียวกันของ{LEVELS[place.level]}เหล่านี้ให้เทียบ"
        raise AnalysisError(what, "เลือกปีก่อนหน้าปีอื่นที่ใช้ชุดตัวชี้วัดเดียวกัน หรือนำเข้าข้อมูลของปีนั้นก่อน")
    key |= {
        "source_level": finer[0], "digits": DIGITS[place.level], "indicator_codes": shared, "by_stem": False,
        "before_codes": [earlier.same[code] for code in shared],
        "is_listed": place.area_codes is not None, "area_codes": list(place.area_codes or ()),
    }  # fmt: skip
    rows = warehouse.query(COUNTS_OF_BOTH, key)
    if rows.empty and finer[0] == "village":
        rows = warehouse.query(COUNTS_OF_BOTH, key | {"by_stem": True})
    if rows.empty:
        what = f"ปี {scope.year_be} กับปี {before} ไม่มี{LEVELS[finer[0]]}ที่สำรวจทั้งสองปี"
        raise AnalysisError(what, "ตรวจว่ารหัสพื้นที่ของสองปีตรงกัน หรือเลือกปีอื่น")
    own_units = {each.code: each.unit for each in scope.indicator_set.indicators}
    asked = rows["indicator_code"].map(own_units) == HOUSEHOLD_UNIT
    persons = [np.where(asked & (rows[unit] == PERSON_UNIT), size, 1.0) for unit in ("unit", "before_unit")]
    table = _judged(rows, persons, least_points)
    compared = set(table["indicator_code"])
    title = "" if earlier.indicator_set.id == scope.indicator_set.id else earlier.indicator_set.title
    return AreaChanges(before, table, finer[0], tuple(code for code in codes if code not in compared), title)


def _judged(rows: pd.DataFrame, persons_of_years: Sequence[np.ndarray], least_points: float) -> pd.DataFrame:
    """`persons_of_years`: how many of those counted in this and in the earlier year answered as one, row by row."""
    ends: list[np.ndarray] = []
    for of, persons in zip(("", "before_"), persons_of_years, strict=True):
        ends += wilson_interval(numbers(rows[f"{of}failed"]) / persons, numbers(rows[f"{of}assessed"]) / persons)
    problem = share_pct(rows["failed"], rows["assessed"])
    before = share_pct(rows["before_failed"], rows["before_assessed"])
    change = problem - before
    found = status(*ends)
    is_small = np.abs(change).round(9) < least_points
    found = np.where(is_small | np.isin(found, [SIMILAR, UNKNOWN]), UNSURE, found)
    table = rows.assign(problem_pct=problem, before_pct=before, change_pct=change, status=pd.Series(found, dtype="str"))
    table = table.assign(**dict(zip(("low_pct", "high_pct", "before_low_pct", "before_high_pct"), ends, strict=True)))
    return table[list(COLUMNS)]
