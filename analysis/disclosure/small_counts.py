"""Which figures must not leave the office: counts of 1–9 people, and a second one where the first could be found by
subtraction. Which means may be printed beside them is decided in `analysis.disclosure.printed_means`."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from catalogue import IndicatorSet

SMALLEST_SHOWN: Final = 10


def is_small(table: pd.DataFrame) -> pd.Series:
    """True where 1–9 failed or 1–9 passed (so also where 1–9 were assessed); False without counts."""
    failed, passed = table["failed"], table["assessed"] - table["failed"]
    return failed.between(1, SMALLEST_SHOWN - 1) | passed.between(1, SMALLEST_SHOWN - 1)


def to_hide(table: pd.DataFrame, group: Sequence[str] = ()) -> pd.Series:
    """Which rows are hidden: small counts, and where just one row of a group (or of the table) would be, also the one
    with the fewest failed besides. The rows of a group (equal in the columns of `group`) add up to, or are averaged
    into, a figure that may be shown."""
    hidden = is_small(table)
    keys = table.groupby(list(group), sort=False).ngroup() if group else pd.Series(0, index=table.index)
    alone = hidden.groupby(keys).transform("sum").eq(1)
    others = table.loc[alone & ~hidden & table["failed"].gt(0), "failed"]
    second = others.groupby(keys[others.index], sort=False).idxmin()
    return hidden | hidden.index.isin(second)


def withheld_codes(indicators: pd.DataFrame, indicator_set: IndicatorSet) -> frozenset[str]:
    """Codes of the indicators of one area and year (rows with indicator_code, assessed, failed) whose figures are
    withheld; the second one is looked for in the dimension of the set, whatever part of it is shown. None in sets
    without counts of people."""
    if indicator_set.measure != "count":
        return frozenset()
    dimension_of = {each.code: each.dimension_code for each in indicator_set.indicators}
    table = indicators.assign(dimension_code=indicators["indicator_code"].map(dimension_of)).reset_index(drop=True)
    return frozenset(table.loc[to_hide(table, ["dimension_code"]), "indicator_code"])
