"""Other data about each village and ชุมชน: columns that differ in direction, in unit and in how areas add up."""

import numpy as np
import pandas as pd

from sample_data.counts import AREA_COLUMNS
from sample_data.parameters import Parameters, by_setting, random_stream

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
