"""The figures of a whole level as a plain table, for checks and for other programs."""

import pandas as pd

from analysis.core.errors import AnalysisError
from catalogue import SURVEYS
from catalogue.areas import LEVELS
from warehouse import Warehouse

COLUMNS = ("area_code", "year_be", "indicator_code", "unit", "assessed", "failed", "score", "value", "approval")
FACTS_OF_LEVEL = """
    -- One row: an indicator of an area of the level that has a figure, rolled up where the facts lie below.
    SELECT
        area_code, set_id, year_be, indicator_code, unit,
        CASE WHEN score_1 IS NULL OR $level = 'village' THEN assessed ELSE score_1 + score_2 + score_3 END AS assessed,
        failed,
        (score_1 + 2 * score_2 + 3 * score_3) / nullif(score_1 + score_2 + score_3, 0) AS score,
        value
    FROM area_figures
    WHERE level = $level
      AND ($survey::VARCHAR IS NULL OR set_id IN (SELECT set_id FROM batches WHERE survey = $survey))
      AND ($year_be::INTEGER IS NULL OR year_be = $year_be::INTEGER)
    ORDER BY area_code, year_be, indicator_code
"""
STATES_OF_LEVEL = """
    -- One row: an area of the level, a set and a year, with the lowest state of the imports at or below it.
    SELECT
        CASE WHEN $level = 'country' THEN 'TH' ELSE left(area_code, $digits) END AS area_code, set_id, year_be,
        (['unchecked', 'submitted', 'approved'])[
            min(list_position(['unchecked', 'submitted', 'approved'], coalesce(state, 'unchecked')))
        ] AS approval
    FROM batches
    JOIN batch_areas USING (batch_id)
    LEFT JOIN current_approvals USING (batch_id)
    WHERE is_live
    GROUP BY ALL
"""
DIGITS = {"country": 0, "province": 2, "amphoe": 4, "tambon": 6, "village": 10}
HELD = """
    -- One row: a survey and year, with the levels that have figures.
    SELECT survey, year_be, list(DISTINCT level) AS levels
    FROM area_figures JOIN (SELECT DISTINCT set_id, survey FROM batches) USING (set_id)
    GROUP BY survey, year_be
    ORDER BY survey, year_be
"""


def facts_data(warehouse: Warehouse, level: str, survey: str | None = None, year_be: int | None = None) -> pd.DataFrame:
    """One row per area, year and indicator that has a figure at a level (COLUMNS), in order of codes; of one survey
    or one year where given.

    assessed, failed: counts in `unit` (whole numbers; 0 is a count, missing is not known). Score sets: score is the
    village's own (1, 2, 3), above the villages the mean over the villages graded, whose number stands in assessed;
    failed is missing. Value sets: value. approval: whether the imports at or below the area were checked, the lowest of
    unchecked, submitted, approved. Raises AnalysisError for an unknown level, or when there are no figures.
    """
    if level not in LEVELS:
        raise AnalysisError(f"ไม่รู้จักระดับพื้นที่ '{level}'", f"ใช้ระดับใดระดับหนึ่ง: {', '.join(LEVELS)}")
    rows = warehouse.query(FACTS_OF_LEVEL, {"level": level, "survey": survey, "year_be": year_be})
    if rows.empty:
        asked = " ".join([*([SURVEYS.get(survey, survey)] if survey else []), *([f"ปี {year_be}"] if year_be else [])])
        raise AnalysisError(f"ไม่มีข้อมูล {asked} ในระดับ{LEVELS[level]}".replace("  ", " "), _hint(warehouse))
    states = warehouse.query(STATES_OF_LEVEL, {"level": level, "digits": DIGITS[level]})
    rows = rows.merge(states, on=["area_code", "set_id", "year_be"], how="left")
    return rows.astype({"assessed": "Int64", "failed": "Int64"})[list(COLUMNS)]


def _hint(warehouse: Warehouse) -> str:
    held = warehouse.query(HELD)
    if held.empty:
        return "นำเข้าข้อมูลก่อน"
    levels = list(LEVELS)
    listed = [
        f"{SURVEYS.get(str(row['survey']), row['survey'])} ปี {row['year_be']} ระดับ"
        + " ".join(LEVELS[each] for each in sorted(row["levels"], key=levels.index))
        for row in held.to_dict("records")
    ]
    return f"ข้อมูลที่มี: {' · '.join(listed)}"
