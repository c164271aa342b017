"""What changed since an earlier year: the same villages in both, each indicator in its own unit, sure or not.

A source that counts persons where the survey asks households (TPMAP) has its persons turned back into households before
an interval is taken: a household answers as one, and four persons of one house are not four answers.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from analysis.core.figures import TwoYears
from analysis.core.measures import HOUSEHOLD_UNIT, HOUSEHOLDS, PEOPLE, PERSON_UNIT, measure_sums
from analysis.core.scope import Scope
from analysis.core.statistics import BETTER, SIMILAR, UNKNOWN, WORSE, numbers, share_pct, status, wilson_interval
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
BEFORE = ("problem_pct", "low_pct", "high_pct", "failed", "assessed")
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
    levels = {str(level) for table in (now, before) for level in table["source_level"].dropna()}
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
    row = warehouse.query(COVERED_AREAS, dict(key)).iloc[0]
    return int(row["shared"]), int(row["now"]), int(row["before"])


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
    own = now["indicator_code"].map(dict(units))
    foreign = any(((table["unit"] == PERSON_UNIT).to_numpy() & (own == HOUSEHOLD_UNIT).to_numpy()).any()
                  for table in (now, before) if len(table) == len(own))  # fmt: skip
    if not foreign:
        return 1.0
    sums = measure_sums(warehouse, scope, (HOUSEHOLDS, PEOPLE)).values
    households, people = sums.get(HOUSEHOLDS, np.nan), sums.get(PEOPLE, np.nan)
    return people / households if households > 0 and people > households else 1.0


def changes_data(years: TwoYears, least_points: float = LEAST_CHANGE_POINTS) -> pd.DataFrame:
    """One row per indicator with data in both years (COLUMNS), the largest change first whatever its direction.

    before_*: the figures of the earlier year; change_pct: change of problem_pct in percentage points, above 0 where
    there is more of the problem; low_pct … before_high_pct: the intervals the verdict rests on (of households where
    persons were turned back into them); change_status: worse, better (the intervals do not meet and the change is at
    least `least_points`), similar (else) or unknown (score and value sets have no interval); change_name: in Thai.
    """
    names = {"problem_pct": "before_pct"} | {name: f"before_{name}" for name in BEFORE[1:]}
    before = years.before[["indicator_code", *BEFORE]].rename(columns=names)
    own = years.now[[name for name in COLUMNS if name in years.now]]
    both = own.merge(before, on="indicator_code", how="inner")
    both = _in_households(both[both["problem_pct"].notna() & both["before_pct"].notna()], years)
    found = status(both["low_pct"], both["high_pct"], both["before_low_pct"], both["before_high_pct"])
    change = both["problem_pct"] - both["before_pct"]
    small = change.abs().round(9).to_numpy() < least_points
    found = np.where(small & (found != UNKNOWN), SIMILAR, found)
    table = both.assign(change_pct=change, change_status=pd.Series(found, index=both.index, dtype="str"))
    table = table.assign(change_name=table["change_status"].map(CHANGE_NAMES), size=change.abs().round(9))
    table = table.sort_values(["size", "number"], ascending=[False, True], kind="stable", ignore_index=True)
    return table[list(COLUMNS)]


def _in_households(both: pd.DataFrame, years: TwoYears) -> pd.DataFrame:
    """The rows with the intervals of as many answers as there were: households, where those were asked."""
    if years.household_size <= 1 or years.own_units is None:
        return both
    asked = both["indicator_code"].map(dict(years.own_units))
    foreign = (asked == HOUSEHOLD_UNIT) & (both["unit"] == PERSON_UNIT)
    ends = {}
    for of in ("", "before_"):
        low, high = wilson_interval(
            both[f"{of}failed"] / years.household_size, both[f"{of}assessed"] / years.household_size
        )
        ends |= {f"{of}low_pct": np.where(foreign, low, both[f"{of}low_pct"])}
        ends |= {f"{of}high_pct": np.where(foreign, high, both[f"{of}high_pct"])}
    return both.assign(**ends)
