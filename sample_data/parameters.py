"""The data files the sample is made from: places, rates, stories. Change those, not the code, and make it anew."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from catalogue import IndicatorSet, load_catalogue

FOLDER = Path(__file__).parent
SEED = 2565
HOUSEHOLD_SET, VILLAGE_SET = "jpt-2560", "nrd2c-2555"
HOUSEHOLD_YEARS, VILLAGE_YEARS = (2563, 2564, 2565), (2562, 2564)
LAST_YEAR = HOUSEHOLD_YEARS[-1]
HOUSEHOLD = "ครัวเรือน"
SETTINGS = ("town", "resort", "coast", "farm")


@dataclass(frozen=True)
class Parameters:
    """`areas`: one row a village or ชุมชน (area_code, area_name, setting, households in the last year).

    `indicators`: who is asked and the share that fails by setting, one row per จปฐ. indicator, with its `unit`.
    `problems`: shares of villages at each problem level, one row per กชช.2ค indicator. `columns`: the other data.
    `stories`: the four lists of stories.toml.
    """

    areas: pd.DataFrame
    indicators: pd.DataFrame
    problems: pd.DataFrame
    columns: pd.DataFrame
    stories: dict[str, list[dict[str, Any]]]


def read_parameters() -> Parameters:
    """The data files of this folder."""
    indicators = _read("indicators")
    units = {indicator.number: indicator.unit for indicator in household_set().indicators}
    with (FOLDER / "stories.toml").open("rb") as file:
        stories = tomllib.load(file)
    return Parameters(
        areas=pd.read_csv(FOLDER / "areas.csv", dtype={"area_code": str}, encoding="utf-8"),
        indicators=indicators.assign(unit=indicators["number"].map(units), who=indicators["who"].fillna("")),
        problems=_read("problems"),
        columns=_read("columns"),
        stories=stories,
    )


def household_set() -> IndicatorSet:
    """The จปฐ. set of the sample's years."""
    return load_catalogue().get(HOUSEHOLD_SET)


def village_set() -> IndicatorSet:
    """The กชช.2ค set of the sample's years."""
    return load_catalogue().get(VILLAGE_SET)


def random_stream(name: str) -> np.random.Generator:
    """Random numbers of one purpose, so that a change of one leaves the others as they are."""
    return np.random.default_rng([SEED, *name.encode()])


def area_mask(areas: pd.DataFrame, code: str) -> np.ndarray:
    """Which areas lie at or below a code."""
    return areas["area_code"].str.startswith(code).to_numpy()


def by_setting(table: pd.DataFrame, pattern: str, areas: pd.DataFrame) -> np.ndarray:
    """Areas × rows of `table`: each row's figure (column `pattern` with the setting) for each area's setting."""
    per_setting = table[[pattern.format(setting) for setting in SETTINGS]].to_numpy(dtype=float).T
    return per_setting[areas["setting"].map(SETTINGS.index).to_numpy()]


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv", encoding="utf-8")
