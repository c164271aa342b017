"""Made-up households and the figures of them: who fails what, counts per village, grades of villages, other data.

All of it synthetic: numbers only, no names, no house numbers, nothing of a real person.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from catalogue.areas import is_municipality
from sample_data.parameters import (
    HOUSEHOLD,
    HOUSEHOLD_YEARS,
    LAST_YEAR,
    VILLAGE_YEARS,
    Parameters,
    area_mask,
    by_setting,
    random_stream,
    village_set,
)

SIZES = np.arange(1, 8)
SIZE_SHARES = {  # share of households with 1, 2 … 7 people
    "town": (0.22, 0.27, 0.22, 0.16, 0.08, 0.03, 0.02),
    "resort": (0.27, 0.29, 0.2, 0.14, 0.06, 0.03, 0.01),
    "coast": (0.12, 0.22, 0.22, 0.2, 0.13, 0.07, 0.04),
    "farm": (0.13, 0.24, 0.24, 0.2, 0.11, 0.05, 0.03),
}
NEW_EACH_YEAR = 0.012
PARTNER_SHARE = 0.78
CHILD_SHARE, ADULT_SHARE = 0.72, 0.9  # of the third and later people: child, then other adult, else an elder
HEAD_AGE_MEAN, HEAD_AGE_SPREAD, HEAD_AGE_RANGE = 49, 14, (23, 89)
DISABLED_SHARE, DISABLED_AFTER_60 = 0.012, 0.05
CHRONIC_AFTER_40, CHRONIC_AFTER_60 = 0.08, 0.24
IDLE_SHARE = 0.06
HELPLESS_SHARE = 0.3  # of disabled people, those who cannot help themselves
FINISHED_SHARE = 0.92
STUDYING_BEFORE_18, STUDYING_BEFORE_22 = 0.94, 0.45
# Standard deviations on the probit scale of what makes places differ: tambon, village, one year of a village.
TAMBON_SPREAD, VILLAGE_SPREAD, YEAR_SPREAD = 0.14, 0.2, 0.05
# Shares of one answer's variance: the household as a whole, what stays over the years, the year alone.
HOUSEHOLD_PART, LASTING_PART, YEAR_PART = 0.15, 0.67, 0.18
LOWEST_SHARE, HIGHEST_SHARE = 1e-5, 1 - 1e-5


@dataclass(frozen=True)
class Population:
    """`households`: area (position in the areas), since (first year). `people`: household (position), age in the last
    year, and what stays true of the person: disabled, helpless, chronic, idle, finished_school, student_until (age)."""

    households: pd.DataFrame
    people: pd.DataFrame

    def living(self, year_be: int) -> np.ndarray:
        """Which households are there in a year."""
        return self.households["since"].to_numpy() <= year_be

    def present(self, year_be: int) -> np.ndarray:
        """Which people are there in a year: born, and in a household that is there."""
        return (self.ages(year_be) >= 0) & self.living(year_be)[self.people["household"].to_numpy()]

    def ages(self, year_be: int) -> np.ndarray:
        """Everyone's age in a year; negative before birth."""
        return self.people["age"].to_numpy() - (LAST_YEAR - year_be)


def make_population(parameters: Parameters) -> Population:
    """Households as many as `areas` says in the last year, with people who fit together."""
    rng = random_stream("population")
    areas = parameters.areas
    area = np.repeat(np.arange(len(areas)), areas["households"])
    is_new = rng.random((len(HOUSEHOLD_YEARS) - 1, len(area))) < NEW_EACH_YEAR
    small = areas["households"].to_numpy()[area] < 20
    since = np.where(small, HOUSEHOLD_YEARS[0], HOUSEHOLD_YEARS[0] + np.where(is_new[1], 2, is_new[0]))
    sizes = _sizes(rng, areas["setting"].to_numpy()[area])
    household = np.repeat(np.arange(len(area)), sizes)
    place = np.arange(len(household)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    age = _ages(rng, household, place)
    for story in parameters.stories["without_people"]:
        here = area_mask(areas, story["area"])[area[household]]
        unwanted = here & (age >= story["from_age"]) & (age < story["before_age"])
        age[unwanted] = np.round(rng.uniform(23, 50, int(unwanted.sum())), 2)
    people = pd.DataFrame({"household": household, "age": age}).assign(**_traits(rng, age))
    return Population(pd.DataFrame({"area": area, "since": since}), people)


def _sizes(rng: np.random.Generator, settings: np.ndarray) -> np.ndarray:
    drawn = rng.random(len(settings))
    sizes = np.ones(len(settings), dtype=int)
    for setting, shares in SIZE_SHARES.items():
        here = settings == setting
        sizes[here] = SIZES[np.searchsorted(np.cumsum(shares)[:-1], drawn[here], side="right")]
    return sizes


def _ages(rng: np.random.Generator, household: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Head, partner, then children, other adults and elders of the household."""
    heads = np.clip(rng.normal(HEAD_AGE_MEAN, HEAD_AGE_SPREAD, household.max() + 1), *HEAD_AGE_RANGE)
    head, people = heads[household], len(household)
    kind = rng.random(people)
    partner = np.clip(head + rng.normal(-2, 4, people), 20, 95)
    adult, elder = rng.uniform(20, 58, people), rng.uniform(60, 90, people)
    child = np.minimum(rng.uniform(0, 24, people), np.maximum(head - 19, 0.1))
    second = np.where(kind < PARTNER_SHARE, partner, np.where(head > 62, adult, child))
    other = np.select([kind < CHILD_SHARE, kind < ADULT_SHARE], [child, adult], elder)
    return np.round(np.select([place == 0, place == 1], [head, second], other), 2)


def _traits(rng: np.random.Generator, age: np.ndarray) -> dict[str, np.ndarray]:
    def chance() -> np.ndarray:
        return rng.random(len(age))

    disabled = chance() < np.where(age >= 60, DISABLED_AFTER_60, DISABLED_SHARE)
    still = chance()
    return {
        "disabled": disabled,
        "helpless": disabled & (chance() < HELPLESS_SHARE),
        "chronic": chance() < np.select([age >= 60, age >= 40], [CHRONIC_AFTER_60, CHRONIC_AFTER_40], 0.0),
        "idle": chance() < IDLE_SHARE,
        "finished_school": chance() < FINISHED_SHARE,
        "student_until": np.select([still < STUDYING_BEFORE_22, still < STUDYING_BEFORE_18], [22, 18], 15),
    }


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


AREA_COLUMNS = ["area_code", "area_name"]


def household_tables(population: Population, parameters: Parameters) -> dict[int, pd.DataFrame]:
    """Per year one row a household: area_code, area_name, people, and per indicator `answer:N` (1 pass, 0 fail) or,
    for indicators of people, `assessed:N` and `failed:N`. Missing where nobody is asked or nothing was reported."""
    failed = failing(population, parameters)
    return {
        year_be: _household_table(population, parameters, year_be, failed["households"][year], failed["people"][year])
        for year, year_be in enumerate(HOUSEHOLD_YEARS)
    }


def _household_table(
    population: Population, parameters: Parameters, year_be: int, households: np.ndarray, people: np.ndarray
) -> pd.DataFrame:
    indicators = parameters.indicators
    of_people = indicators[indicators["unit"] != HOUSEHOLD]
    asked = eligible_people(population, of_people, year_be)
    columns = {"people": _per_household(population, population.present(year_be))}
    of_households = indicators.loc[indicators["unit"] == HOUSEHOLD, "number"]
    for position, number in enumerate(of_households):
        columns[f"answer:{number}"] = 1 - households[:, position]
    for position, number in enumerate(of_people["number"]):
        columns[f"assessed:{number}"] = _per_household(population, asked[:, position])
        columns[f"failed:{number}"] = _per_household(population, asked[:, position] & people[:, position])
    places = parameters.areas[AREA_COLUMNS].iloc[population.households["area"]].reset_index(drop=True)
    table = pd.concat([places, pd.DataFrame(columns).astype("Int64")], axis=1)
    return without_unreported(without_nobody(table[population.living(year_be)]), parameters, year_be)


def _per_household(population: Population, chosen: np.ndarray) -> np.ndarray:
    return np.bincount(population.people["household"], chosen, minlength=len(population.households)).astype(int)


def without_nobody(table: pd.DataFrame) -> pd.DataFrame:
    """Both counts missing where nobody is asked: that is no information, not a zero."""
    numbers = [name.removeprefix("assessed:") for name in table if name.startswith("assessed:")]
    nobody = {number: table[f"assessed:{number}"] == 0 for number in numbers}
    return table.assign(
        **{
            f"{kind}:{number}": table[f"{kind}:{number}"].mask(empty)
            for number, empty in nobody.items()
            for kind in ("assessed", "failed")
        }
    )


def without_unreported(table: pd.DataFrame, parameters: Parameters, year_be: int) -> pd.DataFrame:
    """The cells of stories.toml's `unreported` made missing."""
    changed = table.copy()
    for story in parameters.stories["unreported"]:
        if year_be in story["years"]:
            numbers = {str(number) for number in story["indicators"]}
            names = [name for name in changed if name.partition(":")[2] in numbers]
            changed.loc[area_mask(changed, story["area"]), names] = pd.NA
    return changed


def village_counts(table: pd.DataFrame) -> pd.DataFrame:
    """One row a village: area_code, area_name, households, people, and `assessed:N`, `failed:N` of every indicator."""
    answers = [name for name in table if name.startswith("answer:")]
    counted = table.drop(columns=answers).assign(
        households=1,
        **{name.replace("answer", "assessed"): table[name].notna().astype("Int64") for name in answers},
        **{name.replace("answer", "failed"): 1 - table[name] for name in answers},
    )
    villages = counted.groupby(AREA_COLUMNS, as_index=False).sum()
    return without_nobody(villages)


# Shares of one grade's variance: the village as a whole, its tambon, what else stays over the years, the year alone.
VILLAGE_PART, TAMBON_PART, SCORE_LASTING_PART, SCORE_YEAR_PART = 0.2, 0.15, 0.5, 0.15
SOME_OF_THE_REST = 0.4  # of a story's villages without much of the problem, those with some of it


def score_tables(parameters: Parameters) -> dict[int, pd.DataFrame]:
    """Per year one row a village: area_code, area_name, `score:N` (missing where the indicator does not apply) and
    development_level by the set's own thresholds. Villages only: กชช.2ค is not made in municipalities."""
    rural = ~parameters.areas["area_code"].map(is_municipality)
    areas = parameters.areas[rural].reset_index(drop=True)
    much, some = _shares(areas, parameters)
    rng = random_stream("scores")
    shape = much.shape[:2]
    tambon, position = np.unique(areas["area_code"].str[:6], return_inverse=True)
    lasting = np.sqrt(VILLAGE_PART) * rng.standard_normal((shape[0], 1))
    lasting = lasting + np.sqrt(TAMBON_PART) * rng.standard_normal((len(tambon), shape[1]))[position]
    lasting = lasting + np.sqrt(SCORE_LASTING_PART) * rng.standard_normal(shape)
    absent = 100 * rng.random(shape) < by_setting(parameters.problems, "{}_absent_pct", areas)
    tables = {}
    for year, year_be in enumerate(VILLAGE_YEARS):
        draws = lasting + np.sqrt(SCORE_YEAR_PART) * rng.standard_normal(shape)
        below = [draws < probit(share[:, :, year]) for share in (much, much + some)]
        scores = np.where(absent, np.nan, np.select(below, [1, 2], 3))
        tables[year_be] = _table(areas, parameters.problems["number"], scores)
    return tables


def _shares(areas: pd.DataFrame, parameters: Parameters) -> tuple[np.ndarray, np.ndarray]:
    """Villages × indicators × years: the shares of level 1 and of level 2."""
    problems = parameters.problems
    shape = (len(areas), len(problems), len(VILLAGE_YEARS))
    much = np.broadcast_to(problems["most_pct"].to_numpy()[None, :, None] / 100, shape)
    some = np.broadcast_to(problems["some_pct"].to_numpy()[None, :, None] / 100, shape)
    for story in parameters.stories["graded"]:
        chosen = problems["number"].isin(story["indicators"]).to_numpy()
        cells = (area_mask(areas, story["area"])[:, None] & chosen)[:, :, None]
        told = np.array(story["most_pct"], dtype=float) / 100
        much = np.where(cells, told, much)
        some = np.where(cells, SOME_OF_THE_REST * (1 - told), some)
    return much, some


def _table(areas: pd.DataFrame, numbers: pd.Series, scores: np.ndarray) -> pd.DataFrame:
    columns = pd.DataFrame(scores, columns=[f"score:{number}" for number in numbers]).astype("Int64")
    level_of_count = {count: village_set().development_level(count) for count in range(len(numbers) + 1)}
    levels = [level.number for level in map(level_of_count.get, (scores == 1).sum(axis=1)) if level]
    return pd.concat([areas[AREA_COLUMNS], columns], axis=1).assign(development_level=levels)


POPULATION = "จำนวนประชากรที่อยู่จริง"


def other_table(parameters: Parameters, villages: pd.DataFrame) -> pd.DataFrame:
    """One row an area: area_code, area_name and the columns of columns.csv by name; some cells are missing.

    `villages` gives households and people per area (village_counts of the same year).
    """
    rng = random_stream("other")
    areas = parameters.areas
    counts = areas[["area_code"]].merge(villages[["area_code", "households", "people"]], on="area_code", how="left")
    usual = by_setting(parameters.columns, "{}", areas)
    values: dict[str, np.ndarray] = {}
    for position, column in enumerate(parameters.columns.itertuples()):
        drawn = usual[:, position] * np.exp(rng.normal(0, column.spread, len(areas)))
        if column.per_household == "yes":
            drawn = drawn * counts["households"].to_numpy(dtype=float)
        if column.name == POPULATION:
            drawn = counts["people"].to_numpy(dtype=float)
        drawn = np.clip(drawn, column.low, column.high) if np.isfinite(column.high) else drawn
        blank = 100 * rng.random(len(areas)) < column.blank_pct
        values[str(column.name)] = np.where(blank, np.nan, np.round(drawn, int(column.decimals)))
    return pd.concat([areas[AREA_COLUMNS], pd.DataFrame(values)], axis=1)
