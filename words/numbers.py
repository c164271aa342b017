"""Numbers as people read them, the same on every screen, in every figure, file and sentence.

A missing number is a word or a dash, never zero. All forms print through `fixed`: rounding and the minus sign are
decided there and nowhere else; percentages through `fixed_pct`.
"""

import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NO_DATA: Final = "ไม่มีข้อมูล"
DASH: Final = "–"
MINUS: Final = "−"
PERCENT_SIGN: Final = re.compile(r"(\d) %")
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
    """A number with thousands separated and so many decimals: half away from zero, a true minus sign, none on a zero.

    >>> fixed(1234.56), fixed(7, 0), fixed(0.25), fixed(-2.5, 0), fixed(-0.04)
    ('1,234.6', '7', '0.3', '−3', '0.0')
    """
    number = float(value)
    if not math.isfinite(number):
        return str(number)
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,}"


def without_empty_decimal(number: object) -> str:
    """A number for a file that programs read, a whole one without a fraction.

    >>> without_empty_decimal(12.0), without_empty_decimal(-0.5)
    ('12', '-0.5')
    """
    value = float(str(number))
    return str(int(value)) if value.is_integer() else repr(value)


def signed(value: float, decimals: int = 1) -> str:
    """As `fixed`, with a sign before what is not zero once rounded.

    >>> signed(2.0), signed(-0.34), signed(0.04)
    ('+2.0', '−0.3', '0.0')
    """
    text = fixed(value, decimals)
    return text if text.startswith(MINUS) or not text.strip("0.") else f"+{text}"


def fixed_pct(value: float, decimals: int = 1) -> str:
    """A percentage without its sign: what is not 0 never prints as 0, what is not 100 never as 100.

    >>> fixed_pct(0), fixed_pct(0.04), fixed_pct(12.34), fixed_pct(99.96), fixed_pct(100), fixed_pct(0.3, 0)
    ('0.0', '<0.1', '12.3', '>99.9', '100.0', '<1')
    """
    step = 10.0**-decimals
    text = fixed(value, decimals)
    if 0 < value < 100 and text == fixed(0, decimals):
        return f"<{fixed(step, decimals)}"
    return f">{fixed(100 - step, decimals)}" if 0 < value < 100 and text == fixed(100, decimals) else text


def adding_up(parts: Sequence[float], decimals: int = 1) -> list[float]:
    """The parts rounded so that they add up to their rounded sum: each down to a step, and as many as are needed up,
    those that come nearest to the next step first. Missing parts stay missing.

    >>> adding_up([33.333, 33.333, 33.334])
    [33.3, 33.3, 33.4]
    """
    scale = 10**decimals
    known = [place for place, part in enumerate(parts) if not is_missing(part)]
    scaled = {place: round(parts[place] * scale, 9) for place in known}
    floors = {place: math.floor(each) for place, each in scaled.items()}
    left = math.floor(round(sum(scaled.values()), 6) + 0.5) - sum(floors.values())
    raised = sorted(known, key=lambda place: (floors[place] - scaled[place], place))[:left]
    return [(floors[p] + (p in raised)) / scale if p in floors else math.nan for p in range(len(parts))]


def format_count(value: float | None, missing: str = DASH) -> str:
    """1234 → '1,234'; missing → a dash."""
    return missing if value is None or is_missing(value) else fixed(value, 0)


def format_pct(value: float | None, missing: str = NO_DATA, decimals: int = 1) -> str:
    """12.34 → '12.3 %', 0.04 → '<0.1 %'; missing → 'ไม่มีข้อมูล', never zero. `decimals`: 0 for whole percent."""
    return missing if value is None or is_missing(value) else f"{fixed_pct(value, decimals)} %"


def unbroken_pct(words: str) -> str:
    """The words with every percentage held on one line: a no-break space before its sign.

    >>> unbroken_pct("สูบบุหรี่ 5.8 % เด่น").count("\u00a0")
    1
    """
    return PERCENT_SIGN.sub("\\1\u00a0%", words)


def format_value(value: float | None, missing: str = DASH) -> str:
    """A value in its own unit: 1199.0 → '1,199', 3.256 → '3.26'; missing → a dash."""
    if value is None or is_missing(value):
        return missing
    if abs(value) >= 1000 or float(value).is_integer():
        return fixed(value, 0)
    return fixed(value, 2).rstrip("0").rstrip(".")


def format_points(value: float | None, missing: str = NO_DATA) -> str:
    """A difference of two percentages: 3.21 → '+3.2 จุด', with a true minus sign below 0."""
    return missing if value is None or is_missing(value) else f"{signed(value)} จุด"


def format_year(year_be: int | float | str | None) -> str:
    """2561 → 'พ.ศ. 2561'."""
    return DASH if year_be is None or is_missing(year_be) else f"พ.ศ. {int(float(year_be))}"


def format_baht(value: float | None, missing: str = DASH) -> str:
    """1234567 → '1,234,567 บาท'."""
    return missing if value is None or is_missing(value) else f"{fixed(value, 0)} บาท"


def format_range(low: float, high: float) -> str:
    """Two ends with one decimal: 12.34, 15.6 → '12.3–15.6'."""
    return f"{fixed(low)}–{fixed(high)}"


def format_pct_range(low: float, high: float) -> str:
    """Two ends in percent, without its sign: what is not 0 never prints as 0, what is not 100 never as 100.

    >>> format_pct_range(0.01, 0.06), format_pct_range(0, 12.34), format_pct_range(91, 99.99)
    ('<0.1–0.1', '0.0–12.3', '91.0–>99.9')
    >>> format_pct_range(0.01, 0.04)
    '<0.1'
    """
    ends = (fixed_pct(low), fixed_pct(high))
    return ends[0] if ends[0] == ends[1] and not ends[0][0].isdigit() else "–".join(ends)


def format_interval(low: float | None, high: float | None) -> str:
    """12.34, 15.6 → 'ช่วงความไม่แน่นอน 12.3–15.6 %'; '' when either end is missing."""
    if low is None or high is None or is_missing(low) or is_missing(high):
        return ""
    return f"ช่วงความไม่แน่นอน {format_pct_range(low, high)} %"


def size_words(size_bytes: int) -> str:
    """Size of a file: 2500000 → '2.5 เมกะไบต์', and never less than 0.1."""
    return f"{fixed(max(size_bytes / MEGABYTE, 0.1))} เมกะไบต์"


# how the heading of a column of figures ends: shares, or the index of graded villages
PERCENT, INDEX = "(%)", "(0–100)"


def is_rate(heading: str) -> bool:
    """True for the heading of a column of shares or indices: printed with one decimal.

    >>> is_rate("เป็นปัญหา (%)"), is_rate("ปี 2562 (0–100)"), is_rate("ครัวเรือน")
    (True, True, False)
    """
    return PERCENT in heading or INDEX in heading


def heading_of(heading: str, measure: str) -> str:
    """The heading in the words of a set that measures so: villages graded have an index, which is no percentage.

    >>> heading_of("เป็นปัญหา (%)", "count"), heading_of("เป็นปัญหา (%)", "score"), heading_of("ปี 2562 (%)", "score")
    ('เป็นปัญหา (%)', 'ดัชนีความรุนแรง (0–100)', 'ปี 2562 (0–100)')
    """
    if measure != "score":
        return heading
    return heading.replace("เป็นปัญหา (%)", f"ดัชนีความรุนแรง {INDEX}").replace(PERCENT, INDEX)
