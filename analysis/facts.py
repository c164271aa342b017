"""The figures of a whole level as a plain table, for checks and for other programs."""

import pandas as pd

from analysis.errors import AnalysisError
from catalogue.areas import LEVELS
from warehouse import Warehouse

COLUMNS = ("area_code", "year_be", "indicator_code", "unit", "assessed", "failed", "score", "value")
FACTS_OF_LEVEL = """
    -- One row: an indicator of an area of the level that has a figure, rolled up where the facts lie below.
    SELECT
        area_code, year_be, indicator_code, unit,
        CASE WHEN score_1 IS NULL OR $level = 'village' THEN assessed ELSE score_1 + score_2 + score_3 END AS assessed,
        failed,
        (score_1 + 2 * score_2 + 3 * score_3) / nullif(score_1 + score_2 + score_3, 0) AS score,
        value
    FROM area_figures
    WHERE level = $level AND set_id IN (SELECT set_id FROM batches WHERE survey = $survey)
      AND ($year_be::INTEGER IS NULL OR year_be = $year_be::INTEGER)
    ORDER BY area_code, year_be, indicator_code
"""


def facts_data(warehouse: Warehouse, level: str, survey: str = "jpt", year_be: int | None = None) -> pd.DataFrame:
    """One row per area, year and indicator of a survey that has a figure at a level (COLUMNS), in order of codes.

    assessed, failed: counts in `unit` (whole numbers; 0 is a count, missing is not known). Score sets: score is the
    village's own (1, 2, 3), above the villages the mean over the villages graded, whose number stands in assessed;
    failed is missing. Value sets: value. Raises AnalysisError for an unknown level, or when there are no figures.
    """
    if level not in LEVELS:
        raise AnalysisError(f"ไม่รู้จักระดับพื้นที่ '{level}'", f"ใช้ระดับใดระดับหนึ่ง: {', '.join(LEVELS)}")
    rows = warehouse.query(FACTS_OF_LEVEL, {"level": level, "survey": survey, "year_be": year_be})
    if rows.empty:
        year = "" if year_be is None else f" ปี {year_be}"
        raise AnalysisError(f"ไม่มีข้อมูล {survey}{year} ในระดับ{LEVELS[level]}", _hint(warehouse, survey))
    return rows.astype({"assessed": "Int64", "failed": "Int64"})[list(COLUMNS)]


def _hint(warehouse: Warehouse, survey: str) -> str:
    years = warehouse.query(
        "SELECT DISTINCT year_be FROM batches WHERE survey = ? AND NOT is_undone ORDER BY year_be", [survey]
    )["year_be"]
    return f"ปีที่มีข้อมูล: {', '.join(map(str, years))}" if len(years) else "นำเข้าข้อมูลก่อน"
