"""Who was looked at: households and persons of an area and year, and how complete the data are."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.core.measures import measure_sums
from analysis.core.scope import Scope
from analysis.core.statistics import share_pct
from warehouse import Warehouse

HOUSEHOLDS, PEOPLE = "households", "people"
PERSON_UNIT, HOUSEHOLD_UNIT = "คน", "ครัวเรือน"


@dataclass(frozen=True)
class Profile:
    """Counts; NaN where the data do not tell, never 0.

    households, people: as the files gave them for the area, summed over `households_areas` (`people_areas`) areas of
    one level. persons_assessed, households_assessed: the most that any indicator of persons (of households) looked at:
    groups of indicators overlap, so they are never added. areas, source_level: how many areas of which level the
    figures were summed from (those of the indicator that has most). complete_pct: the `figures` that are there, of
    `areas` × indicators.
    """

    households: float
    households_areas: int
    people: float
    people_areas: int
    persons_assessed: float
    households_assessed: float
    areas: int
    source_level: str
    figures: int
    complete_pct: float
    indicators: int
    indicators_with_data: int


def profile_data(warehouse: Warehouse, scope: Scope, indicators: pd.DataFrame) -> Profile:
    """The profile of the scope's area; `indicators` as `indicator_data` of it."""
    counted = indicators.dropna(subset="areas_counted")
    areas = int(counted["areas_counted"].max()) if len(counted) else 0
    level = str(counted["source_level"].mode().iloc[0]) if len(counted) else scope.level
    sums = measure_sums(warehouse, scope, (HOUSEHOLDS, PEOPLE), source_level=level)
    known = indicators[indicators["problem_pct"].notna()]
    return Profile(
        households=sums.values.get(HOUSEHOLDS, np.nan),
        households_areas=sums.areas.get(HOUSEHOLDS, 0),
        people=sums.values.get(PEOPLE, np.nan),
        people_areas=sums.areas.get(PEOPLE, 0),
        persons_assessed=float(known.loc[known["unit"] == PERSON_UNIT, "assessed"].max()),
        households_assessed=float(known.loc[known["unit"] == HOUSEHOLD_UNIT, "assessed"].max()),
        areas=areas,
        source_level=level,
        figures=int(counted["areas_counted"].sum()),
        complete_pct=share_pct(counted["areas_counted"].sum(), areas * len(indicators)).item(),
        indicators=len(indicators),
        indicators_with_data=len(known),
    )
