"""Values that are no problem figures: other data without a range from best to worst, such as a population.

They are known, so they are never called missing; they have no percentage, so they are in no mean.
"""

from collections.abc import Mapping

import pandas as pd

from catalogue import Indicator


def is_plain(indicators: pd.DataFrame) -> pd.Series:
    """True for each row of `indicator_data` that has a value and no percentage; False without the column value."""
    if "value" not in indicators:
        return pd.Series(False, index=indicators.index)
    return indicators["value"].notna() & indicators["problem_pct"].isna()


def has_no_range(indicator: Indicator) -> bool:
    """True for an indicator of a value set that has no best and worst end: its values never become percentages."""
    return indicator.low is None or indicator.high is None


def with_plain_axes(axes: pd.DataFrame, indicators: pd.DataFrame, axis_of: Mapping[str, str]) -> pd.DataFrame:
    """The axes with is_plain: no percentage, but values of indicators of the axis (`axis_of`: indicator → axis)."""
    plain = set(indicators.loc[is_plain(indicators), "indicator_code"].map(dict(axis_of)))
    return axes.assign(is_plain=axes["problem_pct"].isna() & axes["axis_code"].isin(list(plain)))


def with_figure(indicators: pd.DataFrame) -> int:
    """How many indicators have a figure of any kind: a percentage, shown or hidden (is_hidden), or a plain value."""
    known = indicators["problem_pct"].notna() | is_plain(indicators)
    return int((known | indicators["is_hidden"] if "is_hidden" in indicators else known).sum())
