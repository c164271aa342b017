"""Who is asked and who fails. A place resembles itself last year; so does a household, so does a person."""

from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from sample_data.parameters import HOUSEHOLD, HOUSEHOLD_YEARS, Parameters, area_mask, by_setting, random_stream
from sample_data.population import Population

# Standard deviations on the probit scale of what makes places differ: tambon, village, one year of a village.
TAMBON_SPREAD, VILLAGE_SPREAD, YEAR_SPREAD = 0.14, 0.2, 0.05
# Shares of one answer's variance: the household as a whole, what stays over the years, the year alone.
HOUSEHOLD_PART, LASTING_PART, YEAR_PART = 0.15, 0.67, 0.18
LOWEST_SHARE, HIGHEST_SHARE = 1e-5, 1 - 1e-5


def probit(shares: np.ndarray) -> np.ndarray:
    """The standard normal quantiles of shares (0–1)."""
    inverse = np.vectorize(NormalDist().inv_cdf, otypes=[float])
    return inverse(np.clip(shares, LOWEST_SHARE, HIGHEST_SHARE))


def thresholds(parameters: Parameters) -> np.ndarray:
    """Areas × indicators × years: a unit fails when its standard normal draw lies below.

    The places' own differences are allowed for, so that the shares of indicators.csv and stories.toml hold on average.
    """
    areas, indicators = parameters.areas, parameters.indicators
    years = np.arange(len(HOUSEHOLD_YEARS))
    usual = by_setting(indicators, "{}_pct", areas) / 100
    shares = usual[:, :, None] * indicators["yearly"].to_numpy()[:, None] ** years
    told = np.zeros(shares.shape[:2], dtype=bool)
    for story in parameters.stories["failing"]:
        cells = _story_cells(story, parameters)
        told |= cells
        figures = np.array(story.get("failed_pct", story.get("factor")), dtype=float)
        shares = np.where(cells[:, :, None], figures / 100 if "failed_pct" in story else shares * figures, shares)
    return _with_places(shares, told, areas)


def _story_cells(story: dict[str, Any], parameters: Parameters) -> np.ndarray:
    """Areas × indicators a story is about."""
    numbers = parameters.indicators["number"]
    chosen = numbers.isin(story.get("indicators", numbers)).to_numpy()
    return area_mask(parameters.areas, story["area"])[:, None] & chosen


def _with_places(shares: np.ndarray, told: np.ndarray, areas: pd.DataFrame) -> np.ndarray:
    """Probits of the shares with each place's own differences; a told figure is not moved by its tambon."""
    rng = random_stream("places")
    tambon, position = np.unique(areas["area_code"].str[:6], return_inverse=True)
    count, indicators, _ = shares.shape
    by_tambon = rng.normal(0, TAMBON_SPREAD, (len(tambon), indicators))[position] * ~told
    by_village = rng.normal(0, VILLAGE_SPREAD, (count, indicators))
    by_year = rng.normal(0, YEAR_SPREAD, shares.shape)
    variance = VILLAGE_SPREAD**2 + YEAR_SPREAD**2 + np.where(told, 0, TAMBON_SPREAD**2)
    return probit(shares) * np.sqrt(1 + variance)[:, :, None] + (by_tambon + by_village)[:, :, None] + by_year


def eligible_people(population: Population, indicators: pd.DataFrame, year_be: int) -> np.ndarray:
    """People × indicators: who is asked in a year, by age and condition (indicators.csv)."""
    ages, people = population.ages(year_be)[:, None], population.people
    lowest = indicators["from_age"].fillna(0).to_numpy()
    highest = indicators["before_age"].fillna(999).to_numpy()
    working = ~people["helpless"] & (population.ages(year_be) >= people["student_until"])
    conditions = {
        "": np.ones(len(people), dtype=bool),
        "working": working.to_numpy(),
        "able": ~people["helpless"].to_numpy(),
    } | {name: people[name].to_numpy() for name in ("disabled", "chronic", "idle", "finished_school")}
    asked = np.column_stack([conditions[who] for who in indicators["who"]])
    return asked & (ages >= lowest) & (ages < highest) & population.present(year_be)[:, None]


def failing(population: Population, parameters: Parameters) -> dict[str, np.ndarray]:
    """`households` and `people`: years × units × indicators of that unit, true where the unit would fail if asked."""
    rng = random_stream("failing")
    limits, numbers = thresholds(parameters), parameters.indicators
    area = population.households["area"].to_numpy()
    as_a_whole = rng.standard_normal((len(area), 1))
    household = population.people["household"].to_numpy()
    is_household = (numbers["unit"] == HOUSEHOLD).to_numpy()
    return {
        "households": _falls_below(rng, as_a_whole, limits[area][:, is_household]),
        "people": _falls_below(rng, as_a_whole[household], limits[area[household]][:, ~is_household]),
    }


def _falls_below(rng: np.random.Generator, as_a_whole: np.ndarray, limits: np.ndarray) -> np.ndarray:
    """Years × units × indicators."""
    units, indicators, years = limits.shape
    lasting = np.sqrt(HOUSEHOLD_PART) * as_a_whole
    lasting = lasting + np.sqrt(LASTING_PART) * rng.standard_normal((units, indicators))
    draws = [lasting + np.sqrt(YEAR_PART) * rng.standard_normal((units, indicators)) for _ in range(years)]
    return np.stack([draw < limits[:, :, year] for year, draw in enumerate(draws)])
