"""Which means would give away a figure that must not be printed (counts of a few people)."""

from collections.abc import Collection

import pandas as pd


def gives_away(indicators: pd.DataFrame, hidden: Collection[str]) -> bool:
    """True when the mean of these indicators (rows with indicator_code and problem_pct) would tell a hidden figure.

    It does when it rests on one hidden figure, which the shown ones beside it let anyone work out, or on hidden
    figures alone. Indicators without data do not count.

    >>> table = pd.DataFrame({"indicator_code": ["a", "b", "c"], "problem_pct": [1.0, 2.0, 3.0]})
    >>> gives_away(table, {"a"}), gives_away(table, {"a", "b"}), gives_away(table, {"a", "b", "c"})
    (True, False, True)
    """
    known = indicators.loc[indicators["problem_pct"].notna(), "indicator_code"]
    covered = int(known.isin(list(hidden)).sum())
    return covered == 1 or (covered > 0 and covered == len(known))
