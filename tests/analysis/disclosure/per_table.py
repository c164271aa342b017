"""Hiding decided for each table by itself, as it was before the gate: what the gate is held against."""

import numpy as np
import pandas as pd

from catalogue import IndicatorSet
from catalogue.areas import level_of, parent_of

FEW = 9


def hidden_per_table(counts: pd.DataFrame, indicator_set: IndicatorSet) -> pd.DataFrame:
    """The figures with level, small, and hidden: in the table of an area's dimension, or in that of the areas of one
    indicator. `counts`: area_code, indicator_code, assessed, failed."""
    dimension = {each.code: each.dimension_code for each in indicator_set.indicators}
    table = counts[counts["assessed"] > 0].reset_index(drop=True)
    failed, passed = table["failed"], table["assessed"] - table["failed"]
    table = table.assign(
        level=[level_of(str(code)) for code in table["area_code"]],
        above=[parent_of(str(code)) or "" for code in table["area_code"]],
        dimension=table["indicator_code"].map(dimension),
        small=failed.between(1, FEW) | passed.between(1, FEW),
    )
    hidden = with_a_second(table, ["area_code", "dimension"]) | with_a_second(table, ["above", "indicator_code"])
    return table.assign(hidden=hidden)


def with_a_second(table: pd.DataFrame, group: list[str]) -> pd.Series:
    """The small counts, and where just one of a group is hidden also the one with the fewest failed besides."""
    keys = table.groupby(group, sort=False).ngroup()
    hidden = table["small"]
    alone = hidden.groupby(keys).transform("sum").eq(1)
    others = table.loc[alone & ~hidden & table["failed"].gt(0), "failed"]
    second = others.groupby(keys[others.index], sort=False).idxmin()
    return hidden | pd.Series(np.isin(table.index, second), index=table.index)
