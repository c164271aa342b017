"""Counts of households as they may leave the office: groups of 1–9 households are taken out."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.disclosure.small_counts import SMALLEST_SHOWN
from analysis.radar_analysis.multidimensional import Multidimensional


def masked(table: pd.DataFrame, columns: Collection[str], rows: pd.Series) -> pd.DataFrame:
    """The table with these of its columns made missing in these rows."""
    kept = [column for column in columns if column in table]
    out = table.copy()
    out[kept] = out[kept].mask(rows)
    return out


def public_households(found: Multidimensional) -> Multidimensional:
    """Without groups of 1–9 households, without the next smallest group where one alone would be known by subtraction
    from the whole, and without anything where the whole is that small."""
    small = {name: table["households"].between(1, SMALLEST_SHOWN - 1) for name, table in _counted(found).items()}
    others = found.failing["households"][~small["failing"] & found.failing["households"].gt(0)]
    if small["failing"].sum() == 1 and len(others):
        small["failing"] |= found.failing.index == others.idxmin()
    if 0 < found.households < SMALLEST_SHOWN:
        small = {name: pd.Series(True, index=rows.index) for name, rows in small.items()}
        found = replace(found, households=np.nan)
    tables = {
        name: masked(table, ("households", "household_pct"), small[name]) for name, table in _counted(found).items()
    }
    if not (0 < found.poor < SMALLEST_SHOWN or 0 < found.scored - found.poor < SMALLEST_SHOWN):
        return replace(found, **tables)
    gone = dict.fromkeys(
        ("poor", "score_sum", "headcount_pct", "intensity_pct", "adjusted", "people_pct", "poor_people"), np.nan
    )
    every = pd.Series(True, index=found.dimensions.index)
    return replace(
        found, **tables, **gone, dimensions=masked(found.dimensions, ("score_sum", "contribution_pct"), every)
    )


def _counted(found: Multidimensional) -> dict[str, pd.DataFrame]:
    return {"failing": found.failing, "pairs": found.pairs}
