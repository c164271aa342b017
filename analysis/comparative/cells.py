"""Counts of many areas and indicators as arrays: what is looked for among them needs no table of words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparative.rank_ranges import band_size, is_rankable, standard_error_pct
from analysis.comparative.what_is_compared import Place
from analysis.core.measures import HOUSEHOLDS, PEOPLE, PERSON_UNIT, measure_sums
from analysis.core.scope import Scope
from analysis.core.statistics import Numbers, numbers, share_pct
from warehouse import Warehouse

COUNTS_OF_AREAS = """
    -- One row: the counts of an indicator in an area of a level, within an area or of those listed.
    SELECT area_code, indicator_place, assessed, failed, unit
    FROM area_figures
    JOIN (
        SELECT unnest($indicator_codes::VARCHAR[]) AS indicator_code,
            generate_subscripts($indicator_codes::VARCHAR[], 1) - 1 AS indicator_place
    ) USING (indicator_code)
    WHERE (level = $level OR $is_listed) AND set_id = $set_id AND year_be = $year_be AND starts_with(area_code, $prefix)
      AND (NOT $is_listed OR list_contains($area_codes::VARCHAR[], area_code))
      AND assessed > 0
"""


@dataclass(frozen=True)
class Cells:
    """One row an area (`area_codes`, in their order), one column an indicator. `assessed`, `failed`: counts as the
    source has them, missing where nobody was assessed; `is_people`: counted in persons; `household_size`: persons a
    household, 1 where nobody knows."""

    area_codes: tuple[str, ...]
    indicator_codes: tuple[str, ...]
    assessed: Numbers
    failed: Numbers
    is_people: npt.NDArray[np.bool_]
    household_size: float = 1.0

    @property
    def shares(self) -> Numbers:
        """100 · failed / assessed, missing where nobody was assessed."""
        return share_pct(self.failed, self.assessed)

    @property
    def answers(self) -> tuple[Numbers, Numbers]:
        """failed and assessed as so many answers as there were: persons as households."""
        divisor = np.where(self.is_people, self.household_size, 1.0)
        return self.failed / divisor, self.assessed / divisor

    def without(self, hidden: npt.NDArray[np.bool_]) -> "Cells":
        """The same as if nothing were known of some cells."""
        assessed, failed = (np.where(hidden, np.nan, values) for values in (self.assessed, self.failed))
        return replace(self, assessed=assessed, failed=failed)


def household_size(warehouse: Warehouse, scope: Scope) -> float:
    """Persons a household in the scope's area, from its own measures; 1 where they do not tell."""
    sums = measure_sums(warehouse, scope, (HOUSEHOLDS, PEOPLE)).values
    households, people = sums.get(HOUSEHOLDS, np.nan), sums.get(PEOPLE, np.nan)
    return people / households if households > 0 and people > households else 1.0


def cells_data(warehouse: Warehouse, scope: Scope, place: "Place", size: float) -> Cells:
    """The counts of all indicators of the scope's set in the areas of a place; none in score and value sets."""
    codes = tuple(each.code for each in scope.indicator_set.indicators)
    rows = warehouse.query_figures(COUNTS_OF_AREAS, place.key(scope) | {"indicator_codes": list(codes)})
    return cells_of(rows, codes, size)


def cells_of(rows: pd.DataFrame, indicator_codes: Sequence[str], size: float) -> Cells:
    """`rows`: as COUNTS_OF_AREAS gives them. The areas stand by code."""
    area_place, areas = pd.factorize(rows["area_code"], sort=True)
    width = len(indicator_codes)
    cell = area_place * width + rows["indicator_place"].to_numpy()
    counts = np.full((2, len(areas) * width), np.nan)
    counts[0, cell], counts[1, cell] = numbers(rows["assessed"]), numbers(rows["failed"])
    people = np.zeros(len(areas) * width, dtype=np.bool_)
    people[cell] = (rows["unit"] == PERSON_UNIT).to_numpy(dtype=bool)
    assessed, failed = (each.reshape(-1, width) for each in counts)
    codes = tuple(str(each) for each in areas)
    return Cells(codes, tuple(indicator_codes), assessed, failed, people.reshape(-1, width), size)


def not_rankable(cells: Cells) -> tuple[str, ...]:
    """Codes of the indicators with data whose areas cannot be told apart well enough to be put in an order."""
    failing, answers = cells.answers
    size, found = band_size(len(cells.area_codes)), list[str]()
    for column, code in enumerate(cells.indicator_codes):
        error = standard_error_pct(failing[:, column], answers[:, column])
        if (answers[:, column] > 0).any() and not is_rankable(cells.shares[:, column], error, size):
            found.append(code)
    return tuple(found)
