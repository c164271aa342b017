"""The ranking of any number of areas, summed in the database: means, their errors, ranks; names only of those shown.

By shares of villages of a development level, and by values in their own unit, areas are ranked too: without errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparative.rank_ranges import (
    NOT_RANKABLE,
    band_size,
    bands,
    possible_places,
    rank_ranges,
    sure_places,
)
from analysis.comparative.what_is_compared import MeasureChoice, Place
from analysis.core.areas import names_of, names_with_places
from analysis.core.figures import indicator_data
from analysis.core.measures import PERSON_UNIT
from analysis.core.scope import Scope
from analysis.core.statistics import (
    BETTER,
    SIMILAR,
    TIE_DECIMALS,
    UNKNOWN,
    WORSE,
    Z_95,
    Numbers,
    numbers,
    rank_from_largest,
)
from analysis.core.village_levels import level_numbers_data
from catalogue.areas import area_names as shipped_names
from warehouse import Warehouse

MEANS_OF_AREAS = """
    WITH
    asked_indicator AS (
        SELECT
            unnest($indicator_codes::VARCHAR[]) AS indicator_code, unnest($lows::DOUBLE[]) AS low,
            unnest($highs::DOUBLE[]) AS high, unnest($more_is_worse::BOOLEAN[]) AS more_is_worse,
            unnest($reference_pcts::DOUBLE[]) AS reference_pct
    ),
    -- One row: an indicator in an area, in percent, with the answers it rests on (persons as households).
    share AS (
        SELECT
            area_code, assessed, failed, is_synthetic, reference_pct, value,
            CASE $measure
                WHEN 'count' THEN 100 * failed / nullif(assessed, 0)
                WHEN 'score' THEN 100 * (2 * score_1 + score_2) / nullif(2 * (score_1 + score_2 + score_3), 0)
                WHEN 'value' THEN CASE WHEN 100 * (value - low) / nullif(high - low, 0) IS NOT NULL THEN
                    abs(greatest(0, least(100, 100 * (value - low) / (high - low)))
                        - CASE WHEN more_is_worse THEN 0 ELSE 100 END) END
            END AS problem_pct,
            nullif(assessed, 0) / CASE WHEN unit = $person_unit THEN $household_size ELSE 1 END + $z_squared AS answers,
            failed / CASE WHEN unit = $person_unit THEN $household_size ELSE 1 END + $z_squared / 2 AS failing_answers
        FROM area_figures
        JOIN asked_indicator USING (indicator_code)
        WHERE (level = $level OR $is_listed) AND set_id = $set_id AND year_be = $year_be
          AND starts_with(area_code, $prefix) AND (NOT $is_listed OR list_contains($area_codes::VARCHAR[], area_code))
    )
    -- One row: an area with the mean over its indicators that have data, and the standard error of that mean; value: of
    -- one indicator in its own unit.
    SELECT
        area_code, avg(value) AS value, avg(problem_pct) AS mean_problem_pct,
        100 * sqrt(sum(failing_answers / answers * (1 - failing_answers / answers) / answers)) / count(problem_pct)
            AS se_pct,
        avg(reference_pct) FILTER (problem_pct IS NOT NULL) AS reference_pct,
        count(problem_pct)::INTEGER AS indicators_with_data, sum(failed)::DOUBLE AS failed,
        sum(assessed)::DOUBLE AS assessed, bool_or(is_synthetic) AS is_synthetic
    FROM share
    GROUP BY area_code
    ORDER BY area_code
"""
NAMED_LIKE = """
    -- One row: an area of a level, within an area, whose name holds a text.
    SELECT DISTINCT area_code FROM areas
    WHERE starts_with(area_code, $prefix) AND length(area_code) BETWEEN $least AND $most AND contains(area_name, $text)
"""
LENGTHS = {"province": (2, 2), "amphoe": (4, 4), "tambon": (6, 6), "village": (8, 10)}
PAGE_ROWS = 100
COLUMNS = (
    *(
        "area_code",
        "area_name",
        "value",
        "mean_problem_pct",
        "se_pct",
        "low_pct",
        "high_pct",
        "rank",
        "rank_first",
        "rank_last",
        "band",
        "status",
    ),
    *("reference_pct", "failed", "assessed", "indicators_with_data", "is_synthetic"),
)


ALL_OF_THEM = MeasureChoice("", "", ())


@dataclass(frozen=True)
class Ranking:
    """Areas by the mean of a measure, the most problem first, ties by code, areas without data last.

    `table`: area_code, value (what they are ranked by: the mean, or of a plain measure its value in `measure.unit`),
    mean_problem_pct (percent; missing of a plain measure), se_pct (its standard error in points; missing in score and
    value sets), rank (1: most problem; ties share), failed and assessed (counts; missing for a mean over several),
    indicators_with_data, is_synthetic; reference_pct: the mean of the area that holds them over the same indicators,
    missing for a list of areas.
    """

    place: Place
    table: pd.DataFrame
    measure: MeasureChoice = ALL_OF_THEM

    @property
    def areas(self) -> int:
        """How many areas have a mean."""
        return int(self.table["rank"].notna().sum())

    @property
    def first_areas(self) -> int:
        """How many areas the list of those to be helped first has."""
        return band_size(len(self.table))

    @property
    def has_ranges(self) -> bool:
        """Whether there are standard errors, and so ranges: not in score and value sets."""
        return bool(self.table["se_pct"].notna().any())

    @cached_property
    def is_rankable(self) -> bool:
        """False where so many areas may be among the first that an order of them tells nothing."""
        known = int((~(np.isnan(self._mean) | np.isnan(self._error))).sum())
        return not self.has_ranges or (known >= 2 and len(self.possible) < NOT_RANKABLE * known)

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """Codes of the areas that may be among the first, in the order of the ranking; none without ranges."""
        return self._codes(possible_places(self._mean, self._error, self.first_areas))

    @cached_property
    def sure(self) -> tuple[str, ...]:
        """Codes of those of them that surely are."""
        return self._codes(sure_places(self._mean, self._error, self.first_areas))

    def rows(self, first: int = 0, most: int | None = PAGE_ROWS, codes: Sequence[str] | None = None) -> pd.DataFrame:
        """Some of the areas with their ranges (COLUMNS but area_name): a page of them, or only those of `codes`."""
        own = self.table if codes is None else self.table[self.table["area_code"].isin(list(codes))]
        return self._with_ranges(own.iloc[first:] if most is None else own.iloc[first : first + most])

    def own(self, area_code: str) -> str | None:
        """The area of the ranking that an area is, or lies in; None where neither is in it."""
        above = [area_code[:length] for length in range(2, len(area_code) + 1, 2)]
        found = self.table.loc[self.table["area_code"].isin(above), "area_code"]
        return max(map(str, found), key=len, default=None)

    def holds(self, area_code: str) -> bool:
        """Whether an area is in the ranking."""
        return bool((self.table["area_code"] == area_code).any())

    def _codes(self, places: npt.NDArray[np.int64]) -> tuple[str, ...]:
        return tuple(self.table["area_code"].iloc[places].tolist())

    @property
    def _mean(self) -> Numbers:
        return numbers(self.table["mean_problem_pct"])

    @property
    def _error(self) -> Numbers:
        return numbers(self.table["se_pct"])

    def _with_ranges(self, rows: pd.DataFrame) -> pd.DataFrame:
        first, last = rank_ranges(self._mean, self._error, [int(each) for each in rows.index])
        band = pd.Series(bands(first, last, self.first_areas), index=rows.index, dtype="str")
        found = mean_status(numbers(rows["mean_problem_pct"]), numbers(rows["se_pct"]), numbers(rows["reference_pct"]))
        spread = Z_95 * rows["se_pct"]
        return rows.assign(
            rank_first=first, rank_last=last, band=band, status=found,
            low_pct=(rows["mean_problem_pct"] - spread).clip(0, 100),
            high_pct=(rows["mean_problem_pct"] + spread).clip(0, 100),
        ).reset_index(drop=True)  # fmt: skip


def mean_status(mean: Numbers, error: Numbers, reference_pct: Numbers) -> list[str]:
    """better, similar or worse of means whose interval lies below, over or above a reference; else unknown."""
    apart = mean - reference_pct
    choices = [np.isnan(apart) | np.isnan(error), apart < -Z_95 * error, apart > Z_95 * error]
    return [str(each) for each in np.select(choices, [UNKNOWN, BETTER, WORSE], SIMILAR)]


def ranking_data(
    warehouse: Warehouse, scope: Scope, place: Place, size: float, measure: MeasureChoice = ALL_OF_THEM
) -> Ranking:
    """Rank the areas of a place by a measure, or the mean over the indicators of the scope's set (narrowed to it).

    `size`: persons a household. Empty where none has a figure."""
    if measure.level_number is not None:
        table = _level_shares(warehouse, scope, place, measure.level_number)
    else:
        table = _means(warehouse, scope, place, size)
        if measure.is_plain:
            table = table.assign(indicators_with_data=table["value"].notna().astype("int64"))
        else:
            table = table.assign(value=table["mean_problem_pct"])
    sign = 1.0 if measure.more_is_worse else -1.0
    table = table.assign(rank=rank_from_largest(sign * table["value"]))
    worst = (sign * numbers(table["value"])).round(TIE_DECIMALS)
    order = np.lexsort((np.arange(len(table)), -np.where(np.isnan(worst), -np.inf, worst)))
    ordered = table.iloc[order].reset_index(drop=True)
    return Ranking(place, ordered, measure)


def _level_shares(warehouse: Warehouse, scope: Scope, place: Place, number: int) -> pd.DataFrame:
    """The villages of a level in percent of those whose level is known; failed, assessed: how many that are."""
    villages = level_numbers_data(warehouse, scope.indicator_set, place.area_code, scope.year_be)
    length = LENGTHS[place.level][1]
    own = villages["area_code"].str[:length]
    if place.area_codes is not None:
        own = own.where(own.isin(list(place.area_codes)))
    known = villages["level_number"].notna()
    counts = pd.DataFrame({"area_code": own, "of_level": villages["level_number"] == number, "known": known})
    groups = counts.assign(is_synthetic=villages["is_synthetic"]).groupby("area_code", sort=True)
    table = groups[["of_level", "known", "is_synthetic"]].sum().reset_index()
    assessed = table["known"].where(table["known"] > 0).astype("float64")
    share = 100 * table["of_level"] / assessed
    return table[["area_code"]].assign(
        value=share, mean_problem_pct=share, se_pct=np.nan, reference_pct=np.nan,
        failed=table["of_level"].where(table["known"] > 0).astype("float64"), assessed=assessed,
        indicators_with_data=len(scope.indicator_set.indicators), is_synthetic=table["is_synthetic"] > 0,
    )  # fmt: skip


def _means(warehouse: Warehouse, scope: Scope, place: Place, size: float) -> pd.DataFrame:
    indicators = scope.indicator_set.indicators
    reference: list[float | None] = [None] * len(indicators)
    if place.area_codes is None:
        above = indicator_data(warehouse, scope.indicator_set, [place.area_code], scope.year_be)
        reference = [None if pd.isna(each) else float(each) for each in above["problem_pct"]]
    key = place.key(scope) | {
        "indicator_codes": [each.code for each in indicators], "lows": [each.low for each in indicators],
        "highs": [each.high for each in indicators], "measure": scope.indicator_set.measure,
        "reference_pcts": reference, "more_is_worse": [each.direction == "more_is_worse" for each in indicators],
        "person_unit": PERSON_UNIT, "household_size": size, "z_squared": Z_95**2,
    }  # fmt: skip
    table = warehouse.query_figures(MEANS_OF_AREAS, key)
    is_alone = len(indicators) == 1 and scope.indicator_set.measure == "count"
    return table if is_alone else table.assign(failed=np.nan, assessed=np.nan)


def paired_values(one: Ranking, other: Ranking) -> pd.DataFrame:
    """One row an area that has a figure in both rankings: area_code, x_value, y_value. Villages that one kind of data
    knows by 8 digits and the other by 10 are joined where each has one part only (00)."""
    tables = [each.table.set_index("area_code")["value"] for each in (one, other)]
    pairs = pd.concat(tables, axis=1, keys=["x_value", "y_value"], join="inner").dropna()
    if pairs.empty and one.place.level == "village":
        tables = [table.rename(index=lambda code: str(code).removesuffix("00") if len(str(code)) == 10 else str(code))
                  for table in tables]  # fmt: skip
        pairs = pd.concat(tables, axis=1, keys=["x_value", "y_value"], join="inner").dropna()
        known = {str(code)[:8]: str(code) for code in one.table["area_code"]}
        pairs.index = pairs.index.map(known)
    return pairs.rename_axis("area_code").reset_index()


def with_names(warehouse: Warehouse, rows: pd.DataFrame, place: Place | None = None) -> pd.DataFrame:
    """The rows with area_name (COLUMNS); with what lies between an area and a `place` in it."""
    codes = [str(code) for code in rows["area_code"]]
    names = names_of(warehouse, codes) if place is None else names_with_places(warehouse, codes, place.shared_prefix)
    named = rows.assign(area_name=pd.Series(rows["area_code"].map(names), dtype="str"))
    return named[[name for name in COLUMNS if name in named]]


def search_areas(warehouse: Warehouse, place: Place, text: str) -> list[str]:
    """Codes of the areas of a place's level, within its area, whose name holds the text."""
    least, most = LENGTHS.get(place.level, (0, 0))
    wanted = text.strip()
    key: dict[str, object] = {"prefix": place.prefix, "least": least, "most": most, "text": wanted}
    found = {str(code) for code in warehouse.query(NAMED_LIKE, key)["area_code"]}
    shipped = {code for code, name in shipped_names().items() if wanted in name}
    return sorted(code for code in found | shipped if code.startswith(place.prefix) and least <= len(code) <= most)
