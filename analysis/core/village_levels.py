"""Development levels of villages (กชช.2ค): from the number of indicators graded 1, unless the file says the level."""

from dataclasses import dataclass

import pandas as pd

from analysis.core.areas import names_of
from analysis.core.held_data import available_data
from analysis.core.statistics import numbers, rows_of
from catalogue import Catalogue, CatalogueError, IndicatorSet
from catalogue.areas import area_prefix, is_municipality
from warehouse import Warehouse

VILLAGE_SURVEY = "nrd2c"
VILLAGE_DIGITS = 8
FROM_FILE, FROM_RULE = "file", "rule"
LEVEL_MEASURE = "development_level"
GRADES_OF_VILLAGES = """
    -- One row: a village within the area, with how many of its indicators are graded at all, and how many are graded 1.
    SELECT area_code, count(score_1)::INTEGER AS indicators_with_data, sum(score_1)::INTEGER AS problem_count,
        bool_or(is_synthetic) AS is_synthetic
    FROM area_figures
    WHERE level = 'village' AND set_id = $set_id AND year_be = $year_be AND starts_with(area_code, $prefix)
    GROUP BY area_code
    HAVING count(score_1) > 0
    ORDER BY area_code
"""
LEVELS_IN_FILES = """
    -- One row: a village within the area whose file gave its level.
    SELECT area_code, max(value)::INTEGER AS level_in_file
    FROM live_measures
    WHERE level = 'village' AND set_id = $set_id AND year_be = $year_be AND measure = $measure
      AND starts_with(area_code, $prefix)
    GROUP BY area_code
"""
OF_TOWNS = "กชช.2ค สำรวจเฉพาะหมู่บ้านในชนบท ชุมชนในเขตเทศบาลไม่มีระดับการพัฒนา"
NOTHING_YET = "ยังไม่มีข้อมูล กชช.2ค ของพื้นที่นี้ นำเข้าไฟล์ กชช.2ค ที่ขั้นที่ 1 เพื่อดูระดับการพัฒนาของหมู่บ้าน"
NO_THRESHOLDS = "ชุดตัวชี้วัดนี้ไม่มีเกณฑ์ระดับการพัฒนา นำเข้าไฟล์ที่มีคอลัมน์ระดับการพัฒนา หรือกำหนดเกณฑ์ในชุดตัวชี้วัด"
COLUMNS = (
    *("area_code", "area_name", "problem_count", "indicators_with_data", "level_number", "level_name"),
    "level_source",
)


def village_levels_data(
    warehouse: Warehouse, indicator_set: IndicatorSet, area_code: str, year_be: int
) -> pd.DataFrame:
    """One row per village of a score set within an area, by code (COLUMNS).

    problem_count: indicators graded 1 (ปัญหามาก) of the indicators_with_data; level_number, level_name: the village's
    development level, `level_source` `file` where its file gave it, else `rule` (the thresholds of the set, on the
    indicators that have data). The level is missing where the set has no thresholds. Raises CatalogueError for a text
    that is no area code.
    """
    table = level_numbers_data(warehouse, indicator_set, area_code, year_be)
    names = names_of(warehouse, [str(code) for code in table["area_code"]])
    number = table["level_number"]
    level_names = {level.number: level.name for level in indicator_set.development_levels}
    table = table.assign(
        area_name=pd.Series(list(names.values()), dtype="str"),
        level_name=pd.Series([None if pd.isna(each) else level_names.get(int(each)) for each in number], dtype="str"),
    )
    return table[list(COLUMNS)]


def level_numbers_data(warehouse: Warehouse, indicator_set: IndicatorSet, area_code: str, year_be: int) -> pd.DataFrame:
    """The same without names: area_code, problem_count, indicators_with_data, level_number, level_source,
    is_synthetic."""
    key: dict[str, object] = {"set_id": indicator_set.id, "year_be": year_be, "prefix": area_prefix(area_code)}
    villages = warehouse.query(GRADES_OF_VILLAGES, key)
    in_files = warehouse.query(LEVELS_IN_FILES, key | {"measure": LEVEL_MEASURE})
    table = villages.merge(in_files, on="area_code", how="left")
    given = numbers(table["level_in_file"])
    by_rule = [indicator_set.development_level(int(count)) for count in table["problem_count"]]
    ruled = numbers([float("nan") if level is None else level.number for level in by_rule])
    number = pd.Series(given).fillna(pd.Series(ruled))
    source = pd.Series(FROM_FILE, index=table.index, dtype="str").where(~pd.isna(given), FROM_RULE)
    return table.drop(columns="level_in_file").assign(level_number=number, level_source=source.where(number.notna()))


@dataclass(frozen=True)
class NearestLevels:
    """Development levels of the villages of an area in the กชช.2ค year nearest to the one asked for.

    `villages` and `counts` as from `village_levels_data` and `level_counts_data`. Where there is no such year,
    `year_be` is None, both are empty and `note` says why.
    """

    year_be: int | None
    indicator_set: IndicatorSet | None
    villages: pd.DataFrame
    counts: pd.DataFrame
    note: str = ""


def nearest_levels_data(warehouse: Warehouse, catalogue: Catalogue, area_code: str, year_be: int) -> NearestLevels:
    """The levels in the survey year nearest to `year_be`; of two equally near, the earlier one.

    A part of a village (10 digits) has the level of its village (8 digits), which is what กชช.2ค surveys.
    """
    held = available_data(warehouse, area_code, VILLAGE_SURVEY)
    if held.empty and len(area_code) > VILLAGE_DIGITS:
        area_code = area_code[:VILLAGE_DIGITS]
        held = available_data(warehouse, area_code, VILLAGE_SURVEY)
    years = sorted(
        (abs(int(row["year_be"]) - year_be), int(row["year_be"]), str(row["set_id"])) for row in rows_of(held)
    )
    for _, year, set_id in years:
        try:
            indicator_set = catalogue.get(set_id)
        except CatalogueError:
            continue
        villages = village_levels_data(warehouse, indicator_set, area_code, year)
        if len(villages):
            return NearestLevels(year, indicator_set, villages, level_counts_data(villages, indicator_set))
    town = is_municipality(area_code)
    return NearestLevels(
        None, None, pd.DataFrame(columns=list(COLUMNS)), pd.DataFrame(), OF_TOWNS if town else NOTHING_YET
    )


def level_counts_data(villages: pd.DataFrame, indicator_set: IndicatorSet) -> pd.DataFrame:
    """One row per development level of the set: level_number, level_name, villages (how many; 0 is a count) and
    village_pct (percent of the villages whose level is known; missing when none is). `villages` as above."""
    known = villages["level_number"].dropna()
    levels = indicator_set.development_levels
    counts = [int((known == level.number).sum()) for level in levels]
    return pd.DataFrame(
        {
            "level_number": [level.number for level in levels],
            "level_name": pd.Series([level.name for level in levels], dtype="str"),
            "villages": counts,
            "village_pct": [100 * count / len(known) if len(known) else float("nan") for count in counts],
        }
    )
