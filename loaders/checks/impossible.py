"""What cannot be: a national id or phone number as a figure, a number too large for anything, a year to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from catalogue import BE_MINUS_AD
from loaders.checks.personal_columns import is_personal_value
from loaders.checks.problems import YEAR, RefusalError
from loaders.reading import Cell, parse_year_be
from loaders.rules import rule

ID_FROM, ID_BELOW = 10**12, 10**13  # a number of 13 digits
SHORTEST = 9  # characters of a phone number
LARGEST_FIGURE = 10**15  # above it a number of the file is not held exactly


def is_personal_number(cell: Cell) -> bool:
    """True for a national id or a phone number where a figure should be; quick for all other cells.

    >>> is_personal_number(1234567890121), is_personal_number("0812345678"), is_personal_number(812)
    (True, True, False)
    """
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, int | float):
        return ID_FROM <= cell < ID_BELOW and is_personal_value(cell)
    return isinstance(cell, str) and len(cell) >= SHORTEST and is_personal_value(cell)


def personal_cells(distinct: Sequence[Cell], codes: np.ndarray) -> np.ndarray:
    """The rows (positions `codes` into the distinct cells) that hold a personal number."""
    return np.array([is_personal_number(cell) for cell in distinct], dtype=bool)[codes]


def too_large(values: np.ndarray, *, is_count: bool) -> np.ndarray:
    """Which figures cannot be: more persons or households than there are, or more than a number can hold."""
    return np.abs(values) > (rule("V50").bound if is_count else LARGEST_FIGURE)  # never true of NaN


def checked_year(year: int) -> int:
    """The พ.ศ. year itself. Raises RefusalError for one that cannot be, or is still to come."""
    parsed = parse_year_be(year)
    if parsed.value is None:
        raise RefusalError("C13-given", {"year": year}, asks=YEAR)
    this_year = date.today().year + BE_MINUS_AD
    if parsed.value > this_year + rule("C16").bound:
        raise RefusalError("C16", {"year": parsed.value, "this_year": this_year})
    return parsed.value
