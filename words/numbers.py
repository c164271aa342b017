"""Numbers as people read them, the same on every screen, in every figure, file and sentence.

A missing number is a word or a dash, never zero. All forms print through `fixed`: rounding and the minus sign are
decided there and nowhere else.
"""

import math
from typing import Final

NO_DATA: Final = "ไม่มีข้อมูล"
DASH: Final = "–"
MINUS: Final = "−"
MEGABYTE: Final = 1_000_000


def is_missing(value: object) -> bool:
    """True for None, NaN, NaT-like and pandas NA: anything without a value."""
    if value is None:
        return True
    try:
        return math.isnan(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return not isinstance(value, str)


def fixed(value: float, decimals: int = 1) -> str:
    """A number with thousands separated and so many decimals.

    >>> fixed(1234.56), fixed(7, 0)
    ('1,234.6', '7')
    """
    return f"{value:,.{decimals}f}"


def format_count(value: float | None, missing: str = DASH) -> str:
    """1234 → '1,234'; missing → a dash."""
    return missing if value is None or is_missing(value) else fixed(value, 0)


def format_pct(value: float | None, missing: str = NO_DATA, decimals: int = 1) -> str:
    """12.34 → '12.3 %'; missing → 'ไม่มีข้อมูล', never zero. `decimals`: 0 for what is printed as whole percent."""
    return missing if value is None or is_missing(value) else f"{fixed(value, decimals)} %"


def format_value(value: float | None, missing: str = DASH) -> str:
    """A value in its own unit: 1199.0 → '1,199', 3.256 → '3.26'; missing → a dash."""
    if value is None or is_missing(value):
        return missing
    if abs(value) >= 1000 or float(value).is_integer():
        return fixed(value, 0)
    return fixed(value, 2).rstrip("0").rstrip(".")


def format_points(value: float | None, missing: str = NO_DATA) -> str:
    """A difference of two percentages: 3.21 → '+3.2 จุด', with a true minus sign below 0."""
    return missing if value is None or is_missing(value) else f"{value:+,.1f} จุด".replace("-", MINUS)


def format_year(year_be: int | float | str | None) -> str:
    """2561 → 'พ.ศ. 2561'."""
    return DASH if year_be is None or is_missing(year_be) else f"พ.ศ. {int(float(year_be))}"


def format_baht(value: float | None, missing: str = DASH) -> str:
    """1234567 → '1,234,567 บาท'."""
    return missing if value is None or is_missing(value) else f"{fixed(value, 0)} บาท"


def format_range(low: float, high: float) -> str:
    """Two ends with one decimal: 12.34, 15.6 → '12.3–15.6'."""
    return f"{fixed(low)}–{fixed(high)}"


def format_interval(low: float | None, high: float | None) -> str:
    """12.34, 15.6 → 'ช่วงความไม่แน่นอน 12.3–15.6 %'; '' when either end is missing."""
    if low is None or high is None or is_missing(low) or is_missing(high):
        return ""
    return f"ช่วงความไม่แน่นอน {format_range(low, high)} %"


def size_words(size_bytes: int) -> str:
    """Size of a file: 2500000 → '2.5 เมกะไบต์', and never less than 0.1."""
    return f"{fixed(max(size_bytes / MEGABYTE, 0.1))} เมกะไบต์"
