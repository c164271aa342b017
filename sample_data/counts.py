"""From who fails to the tables of a year: one row a household, or one row a village."""

import numpy as np
import pandas as pd

from sample_data.failures import eligible_people, failing
from sample_data.parameters import HOUSEHOLD, HOUSEHOLD_YEARS, Parameters, area_mask
from sample_data.population import Population

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
