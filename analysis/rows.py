"""Rows of a table as plain values; pandas types single cells only in part."""

from collections.abc import Hashable
from typing import Any

import pandas as pd

Row = dict[Hashable, Any]


def rows_of(table: pd.DataFrame) -> list[Row]:
    """Every row by column name."""
    return table.to_dict("records")


def first_row(table: pd.DataFrame) -> Row | None:
    """The first row; None for a table without rows."""
    return table.iloc[0].to_dict() if len(table) else None
