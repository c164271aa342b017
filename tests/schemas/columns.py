"""The kinds of columns that our frames are made of. Schemas run in tests only: pandera is no part of the product."""

from itertools import pairwise
from typing import Any

import pandas as pd
import pandera.pandas as pa

# how analysis/__init__.py has texts stored
TEXT = pd.StringDtype("python", na_value=float("nan"))
CODE_PATTERN = r"^(TH|\d{2}|\d{4}|\d{6}|\d{8}|\d{10})$"
ROUNDING = 1e-9


def text(description: str, *, missing: str = "", **more: Any) -> pa.Column:
    """A text; `missing` says when there is none ("" = always there)."""
    return pa.Column(TEXT, nullable=bool(missing), description=_described(description, missing), **more)


def area_code(description: str = "the area: TH, or 2, 4, 6, 8 or 10 digits") -> pa.Column:
    """The code of an area."""
    return text(description, checks=pa.Check.str_matches(CODE_PATTERN))


def percent(description: str, *, missing: str = "", **more: Any) -> pa.Column:
    """A percentage within 0–100."""
    check = pa.Check.in_range(-ROUNDING, 100 + ROUNDING)
    return pa.Column("float64", check, nullable=bool(missing), description=_described(description, missing), **more)


def points(description: str, *, missing: str = "", **more: Any) -> pa.Column:
    """A difference of two percentages, in percentage points."""
    check = pa.Check.in_range(-100 - ROUNDING, 100 + ROUNDING)
    return pa.Column("float64", check, nullable=bool(missing), description=_described(description, missing), **more)


def count(description: str, *, missing: str = "", **more: Any) -> pa.Column:
    """A whole number of persons, households, villages …, from 0; float64, since a count may be missing."""
    checks = [pa.Check.ge(0), pa.Check(lambda values: values.mod(1).eq(0), name="whole")]
    return pa.Column("float64", checks, nullable=bool(missing), description=_described(description, missing), **more)


def number(description: str, *, missing: str = "", **more: Any) -> pa.Column:
    """Any number."""
    return pa.Column("float64", nullable=bool(missing), description=_described(description, missing), **more)


def whole(description: str, **more: Any) -> pa.Column:
    """A whole number that is always there."""
    return pa.Column("int64", pa.Check.ge(0), description=description, **more)


def flag(description: str, **more: Any) -> pa.Column:
    """True or False."""
    return pa.Column("bool", description=description, **more)


def table(
    name: str, description: str, columns: dict[str, pa.Column], *checks: pa.Check, **more: Any
) -> pa.DataFrameSchema:
    """A frame of exactly these columns."""
    return pa.DataFrameSchema(columns, checks=list(checks), name=name, description=description, strict=True, **more)


def complement() -> pa.Check:
    """pass_pct is 100 − problem_pct, and both are missing together."""

    def is_the_rest(rows: pd.DataFrame) -> pd.Series:
        both_missing = rows["pass_pct"].isna() & rows["problem_pct"].isna()
        return (rows["pass_pct"] - (100 - rows["problem_pct"])).abs().lt(1e-6) | both_missing

    return pa.Check(is_the_rest, name="pass_pct is 100 − problem_pct")


def ordered(*names: str) -> pa.Check:
    """Each of the columns is at most the next, where both are known."""

    def in_order(rows: pd.DataFrame) -> pd.Series:
        wrong = [rows[first] > rows[second] + 1e-6 for first, second in pairwise(names)]
        return ~pd.concat(wrong, axis=1).any(axis=1)

    return pa.Check(in_order, name=" ≤ ".join(names))


def _described(description: str, missing: str) -> str:
    return f"{description}; missing {missing}" if missing else description
