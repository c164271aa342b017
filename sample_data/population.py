"""Made-up households and the people in them: numbers only, no names, no house numbers, nothing of a real person."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample_data.parameters import HOUSEHOLD_YEARS, LAST_YEAR, Parameters, area_mask, random_stream

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
