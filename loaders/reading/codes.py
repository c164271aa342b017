"""Area codes out of cells: text of a known number of digits, never a float that lost some."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from loaders.reading.model import Cell
from loaders.reading.parsing import tidy_text

_LARGEST_EXACT = 2**53
_EXPONENT = re.compile(r"([0-9]+)(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
_SEPARATED = re.compile(r"[0-9]+(?:[ \-\u2010-\u2015/\u00a0]+[0-9]+)*|[0-9]+(?:\.[0-9]+){2,}")


@dataclass(frozen=True)
class AreaCode:
    """A code as text. `value` is None for a blank and where `problem` says why it is refused."""

    value: str | None
    repairs: tuple[str, ...] = ()
    problem: str | None = None


def parse_area_code(cell: Cell, expected_digits: int | Collection[int]) -> AreaCode:
    """The code with exactly `expected_digits` digits (or one of several lengths). Total: never an exception.

    Put right and named: a number cell (83010101.0), Thai digits, spaces, dashes, an apostrophe, an E+ form that still
    holds every digit, and one lost leading zero. Refused: a rounded E+ form (C11), other lengths (C09), anything else
    (C02, C04).
    """
    lengths = {expected_digits} if isinstance(expected_digits, int) else set(expected_digits)
    if cell is None:
        return AreaCode(None)
    if isinstance(cell, bool):
        return AreaCode(None, problem="V07")
    if isinstance(cell, (int, float)):
        return _from_number(cell, lengths)
    if isinstance(cell, (date, time, timedelta)):
        return AreaCode(None, problem="V28")
    return _from_text(cell, lengths)


def _from_number(cell: int | float, lengths: set[int]) -> AreaCode:
    if cell != cell or cell < 0 or abs(cell) == float("inf"):
        return AreaCode(None, problem="C04")
    if cell >= _LARGEST_EXACT:
        return AreaCode(None, problem="C11")
    if cell != int(cell):
        return AreaCode(None, problem="C02")
    return _of_length(str(int(cell)), ("code_from_number",), lengths)


def _from_text(cell: str, lengths: set[int]) -> AreaCode:
    tidied = tidy_text(cell)
    text, repairs = tidied.text, tidied.repairs
    if tidied.problem or not text:
        return AreaCode(None, repairs, tidied.problem)
    if len(text) > 40:
        return AreaCode(None, problem="V31")
    if match := re.fullmatch(r"([0-9]+)\.0+", text):
        return _of_length(match[1], (*repairs, "code_from_number"), lengths)
    if match := _EXPONENT.fullmatch(text):
        return _from_exponent(match, repairs, lengths)
    if not _SEPARATED.fullmatch(text):
        return AreaCode(None, problem="C02" if re.fullmatch(r"[0-9]+\.[0-9]+", text) else "C04")
    digits = re.sub(r"[^0-9]", "", text)
    return _of_length(digits, repairs if digits == text else (*repairs, "separators"), lengths)


def _from_exponent(match: re.Match[str], repairs: tuple[str, ...], lengths: set[int]) -> AreaCode:
    """8.3010101E+07 still holds its eight digits; 8.3E+07 may have been any of a million codes."""
    value = Decimal(match[0])
    shown = len(match[1]) + len(match[2] or "")
    digits = str(int(value)) if value < _LARGEST_EXACT else ""
    if value != value.to_integral_value() or len(digits) != shown:
        return AreaCode(None, problem="C11")
    return _of_length(digits, (*repairs, "exponent"), lengths)


def _of_length(digits: str, repairs: tuple[str, ...], lengths: set[int]) -> AreaCode:
    if len(digits) in lengths:
        return AreaCode(digits, repairs)
    if len(digits) + 1 in lengths:
        return AreaCode("0" + digits, (*repairs, "leading_zero"))
    return AreaCode(None, problem="C09")
