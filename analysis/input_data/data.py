"""Stage 1, Input Data: what has come in, and how much of what a full survey of those areas would hold."""

import pandas as pd

from analysis.core.areas import children_data
from analysis.core.errors import AnalysisError
from analysis.core.figures import indicator_data
from analysis.core.scope import years_hint
from analysis.core.statistics import numbers, share_pct
from catalogue import Catalogue, CatalogueError, IndicatorSet
from catalogue.areas import COUNTRY, area_prefix
from warehouse import Warehouse

SURVEYS_WITH_FACTS = """
    -- One row: an indicator set and year with live facts at or within the area asked for.
    SELECT
        set_id, year_be, count(DISTINCT area_code)::INTEGER AS areas,
        (count(DISTINCT area_code) FILTER (level = 'village'))::INTEGER AS villages,
        count(DISTINCT indicator_code)::INTEGER AS indicators, count(*)::INTEGER AS facts,
        bool_or(is_synthetic) AS is_synthetic
    FROM live_facts
    WHERE starts_with(area_code, $prefix) AND ($year_be::INTEGER IS NULL OR year_be = $year_be::INTEGER)
    GROUP BY set_id, year_be
"""
SURVEYS_OF_SETS = "SELECT DISTINCT set_id, survey FROM batches"
COLUMNS = (
    *("survey", "set_id", "set_title", "year_be", "areas", "villages", "indicators", "indicators_in_set", "facts"),
    *("coverage_pct", "is_synthetic"),
)


def input_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    area_code: str = COUNTRY,
    year_be: int | None = None,
    survey: str | None = None,
) -> pd.DataFrame:
    """One row per survey, indicator set and year that has facts at or within an area, newest first.

    Columns: survey, set_id, set_title, year_be, areas (of any level, as the files gave them), villages (those of them
    that are villages or ชุมชน), indicators (with any fact), indicators_in_set, facts, coverage_pct (facts as a
    percentage of areas × indicators_in_set), is_synthetic. set_title, indicators_in_set and coverage_pct are missing
    for a set the catalogue no longer has. Without filters an empty warehouse gives no rows; raises AnalysisError when
    an area or a year was asked for that has none.
    """
    key: dict[str, object] = {"prefix": area_prefix(area_code), "year_be": year_be}
    found = warehouse.query(SURVEYS_WITH_FACTS, key)
    found = found.merge(warehouse.query(SURVEYS_OF_SETS), on="set_id", how="left")
    if survey is not None:
        found = found[found["survey"] == survey].reset_index(drop=True)
    is_asked_for = area_code != COUNTRY or year_be is not None or survey is not None
    if found.empty and is_asked_for:
        raise AnalysisError("ไม่มีข้อมูลนำเข้าตามพื้นที่ ปี และชุดที่เลือก", years_hint(warehouse, area_code, "เลือกปีหรือพื้นที่อื่น"))
    sizes = numbers([_size(catalogue, str(set_id)) for set_id in found["set_id"]])
    found = found.assign(
        set_title=pd.Series([_title(catalogue, str(set_id)) for set_id in found["set_id"]], dtype="str"),
        indicators_in_set=sizes,
        coverage_pct=share_pct(found["facts"], numbers(found["areas"]) * sizes),
    )
    ascending = [True, False, True]
    return found[list(COLUMNS)].sort_values(["survey", "year_be", "set_id"], ascending=ascending, ignore_index=True)


def coverage_data(warehouse: Warehouse, indicator_set: IndicatorSet, area_code: str, year_be: int) -> pd.DataFrame:
    """One row per area right below and indicator: how much of that area's own data the indicator has.

    Columns: area_code, area_name, column_code (the indicator's code), column_name (its short label), covered_pct:
    areas the figure was summed from, as a percentage of those of the area's best covered indicator; missing where the
    indicator has none. Areas without any data are not listed; empty below a village.
    """
    children = children_data(warehouse, area_code, indicator_set.id, year_be)
    cells = indicator_data(warehouse, indicator_set, [str(code) for code in children["area_code"]], year_be)
    most = cells.groupby("area_code")["areas_counted"].transform("max")
    table = cells.assign(covered_pct=share_pct(cells["areas_counted"], most)).merge(children, on="area_code")
    table = table.rename(columns={"indicator_code": "column_code", "short_label": "column_name"})
    return table[["area_code", "area_name", "column_code", "column_name", "covered_pct"]]


def _size(catalogue: Catalogue, set_id: str) -> float:
    try:
        return float(catalogue.get(set_id).size)
    except CatalogueError:
        return float("nan")


def _title(catalogue: Catalogue, set_id: str) -> str | None:
    try:
        return catalogue.get(set_id).title
    except CatalogueError:
        return None
