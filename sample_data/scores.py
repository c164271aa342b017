"""กชช.2ค of the villages: the problem level of every indicator, 1 (much) to 3 (little or none)."""

import numpy as np
import pandas as pd

from catalogue.areas import is_municipality
from sample_data.counts import AREA_COLUMNS
from sample_data.failures import probit
from sample_data.parameters import VILLAGE_YEARS, Parameters, area_mask, by_setting, random_stream, village_set

# Shares of one grade's variance: the village as a whole, its tambon, what else stays over the years, the year alone.
VILLAGE_PART, TAMBON_PART, LASTING_PART, YEAR_PART = 0.2, 0.15, 0.5, 0.15
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
    lasting = lasting + np.sqrt(LASTING_PART) * rng.standard_normal(shape)
    absent = 100 * rng.random(shape) < by_setting(parameters.problems, "{}_absent_pct", areas)
    tables = {}
    for year, year_be in enumerate(VILLAGE_YEARS):
        draws = lasting + np.sqrt(YEAR_PART) * rng.standard_normal(shape)
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
