"""The ranking of any number of areas, summed in the database: means, their errors, ranks; names only of those shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparative.places import Place
from analysis.comparative.rank_ranges import (
    NOT_RANKABLE,
    band_size,
    bands,
    possible_places,
    rank_ranges,
    sure_places,
)
from analysis.core.areas import names_of
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
            area_code, assessed, failed, is_synthetic, reference_pct,
            CASE $measure
                WHEN 'count' THEN 100 * failed / nullif(assessed, 0)
                WHEN 'score' THEN 100 * (2 * score_1 + score_2) / nullif(2 * (score_1 + score_2 + score_3), 0)
                ELSE abs(greatest(0, least(100, 100 * (value - low) / nullif(high - low, 0)))
                    - CASE WHEN more_is_worse THEN 0 ELSE 100 END)
            END AS problem_pct,
            nullif(assessed, 0) / CASE WHEN unit = $person_unit THEN $household_size ELSE 1 END + $z_squared AS answers,
            failed / CASE WHEN unit = $person_unit THEN $household_size ELSE 1 END + $z_squared / 2 AS failing_answers
        FROM area_figures
        JOIN asked_indicator USING (indicator_code)
        WHERE (level = $level OR $is_listed) AND set_id = $set_id AND year_be = $year_be
          AND starts_with(area_code, $prefix) AND (NOT $is_listed OR list_contains($area_codes::VARCHAR[], area_code))
    )
    -- One row: an area with the mean over its indicators that have data, and the standard error of that mean.
    SELECT
        area_code, avg(problem_pct) AS mean_problem_pct,
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


@dataclass(frozen=True)
class Ranking:
    """Areas by the mean of a measure, the most problem first, ties by code, areas without data last.

    `table`: area_code, mean_problem_pct (percent), se_pct (its standard error in points; missing in score and value
    sets), rank (1: most problem; ties share), failed and assessed (counts; missing for a mean over several indicators),
    indicators_with_data, is_synthetic; reference_pct: the mean of the area that holds them over the same indicators,
    missing for a list of areas.
    """

    place: Place
    table: pd.DataFrame

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
        codes = set(self.table["area_code"])
        return next((area_code[:length] for length in (10, 8, 6, 4, 2) if area_code[:length] in codes), None)

    def _codes(self, places: npt.NDArray[np.int64]) -> tuple[str, ...]:
        return tuple(str(code) for code in self.table["area_code"].iloc[places])

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


def ranking_data(warehouse: Warehouse, scope: Scope, place: Place, size: float) -> Ranking:
    """Rank the areas of a place by the mean over the indicators of the scope's set (narrowed to a measure before).

    `size`: persons a household. Empty where none has a figure."""
    table = _means(warehouse, scope, place, size)
    table = table.assign(rank=rank_from_largest(table["mean_problem_pct"]))
    mean = numbers(table["mean_problem_pct"]).round(TIE_DECIMALS)
    order = np.lexsort((np.arange(len(table)), -np.nan_to_num(mean, nan=-1.0)))
    ordered = table.iloc[order].reset_index(drop=True)
    return Ranking(place, ordered)


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
    table = warehouse.query(MEANS_OF_AREAS, key)
    is_alone = len(indicators) == 1 and scope.indicator_set.measure == "count"
    return table if is_alone else table.assign(failed=np.nan, assessed=np.nan)


def with_names(warehouse: Warehouse, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with area_name (COLUMNS)."""
    names = names_of(warehouse, [str(code) for code in rows["area_code"]])
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
