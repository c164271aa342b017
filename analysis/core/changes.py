"""What changed since an earlier year: the same villages in both, each indicator in its own unit, sure or not.

A source that counts persons where the survey asks households (TPMAP) has its persons turned back into households before
an interval is taken: a household answers as one, and four persons of one house are not four answers.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.figures import TwoYears
from analysis.core.measures import HOUSEHOLD_UNIT, HOUSEHOLDS, PEOPLE, PERSON_UNIT, household_sums
from analysis.core.scope import Scope
from analysis.core.statistics import (
    BETTER,
    SIMILAR,
    UNKNOWN,
    WORSE,
    Numbers,
    looked_up,
    numbers,
    share_pct,
    status,
    wilson_interval,
)
from catalogue.areas import area_prefix
from warehouse import Warehouse

LEAST_CHANGE_POINTS: Final = 1.0  # percentage points; a smaller change is called none, however sure
CHANGE_NAMES: Mapping[str, str] = {
    WORSE: "แย่ลง",
    BETTER: "ดีขึ้น",
    SIMILAR: "ยังบอกไม่ได้",
    UNKNOWN: "ไม่มีช่วงให้ตัดสิน",
}
COVERED_AREAS = """
    -- One row: how many places of a level, within an area, either year covers, and how many both. A place is its code,
    -- or with $by_stem the first 8 digits of it, where one year has villages of 10 digits and the other of 8.
    WITH covered AS (
        SELECT bool_or(year_be = $year_be) AS has_now, bool_or(year_be = $before) AS has_before
        FROM batch_areas JOIN batches USING (batch_id)
        WHERE is_live AND set_id = $set_id AND level = $level AND year_be IN ($year_be, $before)
          AND starts_with(area_code, $prefix)
        GROUP BY CASE WHEN $by_stem THEN stem ELSE area_code END
    )
    SELECT count(*) FILTER (has_now AND has_before) AS shared, count(*) FILTER (has_now) AS now,
        count(*) FILTER (has_before) AS before
    FROM covered
"""
FIGURES_OF_SHARED = """
    -- One row: an indicator in one of the two years, summed over the places that both years cover.
    WITH
    shared_place AS (
        SELECT unnest(list(DISTINCT area_code)) AS area_code
        FROM batch_areas JOIN batches USING (batch_id)
        WHERE is_live AND set_id = $set_id AND level = $level AND year_be IN ($year_be, $before)
          AND starts_with(area_code, $prefix)
        GROUP BY CASE WHEN $by_stem THEN stem ELSE area_code END
        HAVING count(DISTINCT year_be) = 2
    )
    SELECT year_be, indicator_code, sum(assessed)::DOUBLE AS assessed, sum(failed)::DOUBLE AS failed
    FROM live_facts JOIN shared_place USING (area_code)
    WHERE set_id = $set_id AND level = $level AND year_be IN ($year_be, $before) AND starts_with(area_code, $prefix)
    GROUP BY year_be, indicator_code
"""
BEFORE: Mapping[str, str] = {
    "problem_pct": "before_pct", "low_pct": "before_low_pct", "high_pct": "before_high_pct", "failed": "before_failed",
    "assessed": "before_assessed",
}  # fmt: skip
COLUMNS = (
    *("indicator_code", "number", "name", "short_label", "problem_name", "dimension_code", "dimension_name", "unit"),
    *("before_pct", "before_low_pct", "before_high_pct", "before_failed", "before_assessed"),
    *("problem_pct", "low_pct", "high_pct", "failed", "assessed", "change_pct", "change_status", "change_name"),
)


def two_years_data(
    warehouse: Warehouse, scope: Scope, now: pd.DataFrame, before: pd.DataFrame, before_year: int | None
) -> TwoYears:
    """The figures of two years made comparable. `now`, `before`: `indicator_data` of the area (`before` empty without
    an earlier year). Two sources of different levels are not compared: no row of `before` is left then."""
    if before_year is None or before.empty:
        return TwoYears(None, now, before)
    levels = {level for table in (now, before) for level in table["source_level"].tolist() if isinstance(level, str)}
    if len(levels) != 1:
        return TwoYears(before_year, now, before.head(0))
    level = levels.pop()
    units = {each.code: each.unit for each in scope.indicator_set.indicators}
    size = _household_size(warehouse, scope, now, before, units)
    if level == scope.level:
        return TwoYears(before_year, now, before, level, 1, 1, 1, size, units)
    key: dict[str, object] = {
        "set_id": scope.indicator_set.id, "level": level, "year_be": scope.year_be, "before": before_year,
        "prefix": area_prefix(scope.area_code), "by_stem": False,
    }  # fmt: skip
    shared, in_now, in_before = _covered(warehouse, key)
    if not shared and level == "village":
        key["by_stem"] = True
        shared, in_now, in_before = _covered(warehouse, key)
    if not shared == in_now == in_before:
        if scope.indicator_set.measure != "count":
            return TwoYears(before_year, now, before.head(0), level, shared, in_now, in_before)
        sums = warehouse.query(FIGURES_OF_SHARED, key)
        now, before = (_summed_anew(table, sums[sums["year_be"] == year]) for table, year in
                       ((now, scope.year_be), (before, before_year)))  # fmt: skip
    return TwoYears(before_year, now, before, level, shared, in_now, in_before, size, units)


def _covered(warehouse: Warehouse, key: Mapping[str, object]) -> tuple[int, int, int]:
    [(shared, now, before)] = warehouse.query_rows(COVERED_AREAS, dict(key))
    return shared, now, before


def _summed_anew(table: pd.DataFrame, sums: pd.DataFrame) -> pd.DataFrame:
    """The indicators with the counts of the shared places, and what follows from them."""
    by_code = sums.set_index("indicator_code")
    assessed, failed = (numbers(table["indicator_code"].map(by_code[name])) for name in ("assessed", "failed"))
    low, high = wilson_interval(failed, assessed)
    problem = share_pct(failed, assessed)
    return table.assign(
        assessed=assessed, failed=failed, problem_pct=problem, pass_pct=100 - problem, low_pct=low, high_pct=high
    )


def _household_size(
    warehouse: Warehouse, scope: Scope, now: pd.DataFrame, before: pd.DataFrame, units: Mapping[str, str]
) -> float:
    """Persons a household, where an indicator of households came in as persons; 1 where none did or nobody knows."""
    own = [units.get(code) == HOUSEHOLD_UNIT for code in now["indicator_code"].tolist()]
    given = [table["unit"].tolist() for table in (now, before) if len(table) == len(own)]
    foreign = any(unit == PERSON_UNIT and asks for unit_of in given for unit, asks in zip(unit_of, own, strict=True))
    if not foreign:
        return 1.0
    sums = household_sums(warehouse, scope, "village").values
    households, people = sums.get(HOUSEHOLDS, np.nan), sums.get(PEOPLE, np.nan)
    return people / households if households > 0 and people > households else 1.0


def changes_data(years: TwoYears, least_points: float = LEAST_CHANGE_POINTS) -> pd.DataFrame:
    """One row per indicator with data in both years (COLUMNS), the largest change first whatever its direction.

    before_*: the figures of the earlier year; change_pct: change of problem_pct in percentage points, above 0 where
    there is more of the problem; low_pct … before_high_pct: the intervals the verdict rests on (of households where
    persons were turned back into them); change_status: worse, better (the intervals do not meet and the change is at
    least `least_points`), similar (else) or unknown (score and value sets have no interval); change_name: in Thai.
    """
    now = years.now.reset_index(drop=True)
    cells = {name: numbers(now[name]) for name in BEFORE}
    for name, column in BEFORE.items():
        cells[column] = looked_up(now["indicator_code"], years.before, name)
    cells |= _in_households(now, cells, years)
    change = cells["problem_pct"] - cells["before_pct"]
    size, number = np.round(np.abs(change), 9), numbers(now["number"])
    found = status(*(cells[name] for name in ("low_pct", "high_pct", "before_low_pct", "before_high_pct")))
    found = np.where((size < least_points) & (found != UNKNOWN), SIMILAR, found)
    order = [place for place in np.lexsort((number, -size)).tolist() if not np.isnan(change[place])]
    verdicts = found[order].tolist()
    texts = {name: now[name] for name in COLUMNS if name in now and name not in cells}
    table = pd.DataFrame({**texts, **cells, "change_pct": change}).take(order).reset_index(drop=True)
    table = table.assign(
        change_status=pd.Series(verdicts, dtype="str"),
        change_name=pd.Series([CHANGE_NAMES[each] for each in verdicts], dtype="str"),
    )
    return table[list(COLUMNS)]


def _in_households(now: pd.DataFrame, cells: Mapping[str, Numbers], years: TwoYears) -> dict[str, Numbers]:
    """The intervals of as many answers as there were: of households, where those were asked."""
    if years.household_size <= 1 or years.own_units is None:
        return {}
    rows = zip(now["indicator_code"].tolist(), now["unit"].tolist(), strict=True)
    foreign = np.array([years.own_units.get(code) == HOUSEHOLD_UNIT and unit == PERSON_UNIT for code, unit in rows])
    ends: dict[str, Numbers] = {}
    for of in ("", "before_"):
        low, high = wilson_interval(
            cells[f"{of}failed"] / years.household_size, cells[f"{of}assessed"] / years.household_size
        )
        ends[f"{of}low_pct"] = np.where(foreign, low, cells[f"{of}low_pct"])
        ends[f"{of}high_pct"] = np.where(foreign, high, cells[f"{of}high_pct"])
    return ends
