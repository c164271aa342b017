"""Stage 1, Input Data: what has come in, how much a full survey would hold, and which known places have data; and the
figures of a whole level as a plain table, for checks and for other programs."""

from dataclasses import dataclass

import pandas as pd

from analysis.core.areas import children_data, names_of
from analysis.core.errors import AnalysisError
from analysis.core.figures import indicator_data
from analysis.core.held_data import approvals_of_area
from analysis.core.scope import years_hint
from analysis.core.statistics import Row, numbers, rows_of, share_pct
from catalogue import SURVEYS, Catalogue, CatalogueError, IndicatorSet
from catalogue.areas import COUNTRY, LEVELS, area_prefix, is_municipality, level_of
from warehouse import Warehouse, approval_words

KNOWN_CODES = """
    -- One row: a village or part of one within the area that any import or register ever named or gave figures of.
    SELECT DISTINCT area_code
    FROM (SELECT area_code FROM batch_areas UNION SELECT area_code FROM areas)
    WHERE length(area_code) IN (8, 10) AND starts_with(area_code, $prefix)
    ORDER BY area_code
"""
CODES_WITH_DATA = """
    -- One row: a village or part of one within the area, and a year, with live figures of the set.
    SELECT DISTINCT area_code, year_be
    FROM live_facts
    WHERE level = 'village' AND set_id = $set_id AND starts_with(area_code, $prefix)
    ORDER BY year_be, area_code
"""
VILLAGE_DIGITS = 8
CHILD_DIGITS = {"country": 2, "province": 4, "amphoe": 6, "tambon": 10}
PLACES = ("place", "area_code", "area_name", "tambon_code", "child_code", "has_data")


@dataclass(frozen=True)
class Progress:
    """`places`: one row a known place, by code: place (its code without a trailing 00), area_code (as it is written),
    area_name, tambon_code, child_code (the area right below the one asked for), has_data (in the year asked for).

    `years`: one row an area right below and a year of the set: child_code, year_be, covered_pct (its known places that
    have data in that year; missing where none has).
    """

    places: pd.DataFrame
    years: pd.DataFrame

    @property
    def places_with_data(self) -> int:
        """How many known places have data in the year asked for."""
        return int(self.places["has_data"].sum())

    @property
    def covered_pct(self) -> float:
        """The known places with data, in percent of all; NaN without any."""
        return share_pct(self.places_with_data, len(self.places)).item()

    @property
    def missing(self) -> pd.DataFrame:
        """The places without data in the year asked for."""
        return self.places[~self.places["has_data"]]

    @property
    def parts(self) -> pd.DataFrame:
        """One row an area right below: child_code, known, have, lacking (places) and covered_pct."""
        groups = self.places.groupby("child_code", sort=True)["has_data"]
        counts = groups.agg(known="size", have="sum").reset_index()
        share = share_pct(counts["have"], counts["known"])
        return counts.assign(lacking=counts["known"] - counts["have"], covered_pct=share)


def progress_data(warehouse: Warehouse, area_code: str, set_id: str, survey: str, year_be: int) -> Progress:
    """How far a set's year has come in within an area. Raises CatalogueError for a text that is no area code."""
    prefix = area_prefix(area_code)
    held = warehouse.query(CODES_WITH_DATA, {"prefix": prefix, "set_id": set_id})
    held = held.assign(place=[_place(str(code), survey) for code in held["area_code"]])
    codes = [str(code) for code in warehouse.query(KNOWN_CODES, {"prefix": prefix})["area_code"]]
    known = _places(codes, survey)
    names = names_of(warehouse, list(known.values()))
    now = set(held.loc[held["year_be"] == year_be, "place"])
    digits = CHILD_DIGITS.get(level_of(area_code), 10)
    rows = [
        (place, code, names[code], code[:6], code[:digits], _has_data(place, now))
        for place, code in sorted(known.items())
    ]
    places = pd.DataFrame(rows, columns=list(PLACES)).astype({"has_data": "bool"})
    return Progress(places, _by_year(places, held))


def _place(area_code: str, survey: str) -> str:
    is_one_place = survey == "nrd2c" or area_code.endswith("00")
    return area_code[:VILLAGE_DIGITS] if is_one_place else area_code


def _places(codes: list[str], survey: str) -> dict[str, str]:
    """Place → the code it is best known by (the shorter one)."""
    if survey == "nrd2c":
        codes = [code for code in codes if not is_municipality(code)]
    known: dict[str, str] = {}
    for code in sorted(codes, key=len):
        known.setdefault(_place(code, survey), code)
    in_parts = {place[:VILLAGE_DIGITS] for place in known if len(place) > VILLAGE_DIGITS}
    return {place: code for place, code in known.items() if place not in in_parts}


def _has_data(place: str, held: set[str]) -> bool:
    """A part has data, too, where its whole village was counted in one."""
    return place in held or place[:VILLAGE_DIGITS] in held


def _by_year(places: pd.DataFrame, held: pd.DataFrame) -> pd.DataFrame:
    rows: list[tuple[str, int, float | None]] = []
    for year in sorted(int(each) for each in held["year_be"].unique()):
        own = set(held.loc[held["year_be"] == year, "place"])
        flags = places["place"].map(lambda place, own=own: _has_data(str(place), own))
        shares = flags.groupby(places["child_code"]).mean()
        rows += [(str(code), year, 100 * float(share) if share else None) for code, share in shares.items()]
    return pd.DataFrame(rows, columns=["child_code", "year_be", "covered_pct"]).astype({"covered_pct": "float64"})


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
    *("coverage_pct", "is_synthetic", "approval_words"),
)


def input_data_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    area_code: str = COUNTRY,
    year_be: int | None = None,
    survey: str | None = None,
) -> pd.DataFrame:
    """One row per survey, indicator set and year that has facts at or within an area, newest first.

    Columns: survey, set_id, set_title, year_be, areas (of any level, as the files gave them), villages (those of them
    that are villages or ชุมชน), indicators (with any fact), indicators_in_set, facts, coverage_pct (facts as a
    percentage of areas × indicators_in_set), is_synthetic, approval_words (whether the imports under it were checked,
    in Thai). set_title, indicators_in_set and coverage_pct are missing
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
        approval_words=pd.Series([_approval(warehouse, area_code, row) for row in rows_of(found)], dtype="str"),
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


def _approval(warehouse: Warehouse, area_code: str, row: Row) -> str:
    return approval_words(approvals_of_area(warehouse, area_code, str(row["set_id"]), int(row["year_be"])))


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


PLAIN_COLUMNS = ("area_code", "year_be", "indicator_code", "unit", "assessed", "failed", "score", "value", "approval")
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
LEVELS_HELD = """
    -- One row: a survey and year, with the levels that have figures.
    SELECT survey, year_be, list(DISTINCT level) AS levels
    FROM area_figures JOIN (SELECT DISTINCT set_id, survey FROM batches) USING (set_id)
    GROUP BY survey, year_be
    ORDER BY survey, year_be
"""


def facts_data(warehouse: Warehouse, level: str, survey: str | None = None, year_be: int | None = None) -> pd.DataFrame:
    """One row per area, year and indicator that has a figure at a level (PLAIN_COLUMNS), in order of codes; of one
    survey or one year where given.

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
        raise AnalysisError(f"ไม่มีข้อมูล {asked} ในระดับ{LEVELS[level]}".replace("  ", " "), _levels_hint(warehouse))
    states = warehouse.query(STATES_OF_LEVEL, {"level": level, "digits": DIGITS[level]})
    rows = rows.merge(states, on=["area_code", "set_id", "year_be"], how="left")
    return rows.astype({"assessed": "Int64", "failed": "Int64"})[list(PLAIN_COLUMNS)]


def _levels_hint(warehouse: Warehouse) -> str:
    held = warehouse.query(LEVELS_HELD)
    if held.empty:
        return "นำเข้าข้อมูลก่อน"
    levels = list(LEVELS)
    listed = [
        f"{SURVEYS.get(str(row['survey']), row['survey'])} ปี {row['year_be']} ระดับ"
        + " ".join(LEVELS[each] for each in sorted(row["levels"], key=levels.index))
        for row in held.to_dict("records")
    ]
    return f"ข้อมูลที่มี: {' · '.join(listed)}"
