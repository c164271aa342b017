"""The time of this machine, and times in พ.ศ. for file names (sortable) and for people.

Without pythainlp: the command line of the warehouse names files by these, and starts at once.
"""

import re
import time
from calendar import monthrange
from datetime import date, datetime

BE_MINUS_CE = 543
MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
FULL_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน",
    "ธันวาคม",
)  # fmt: skip
FISCAL_MONTHS = (10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9)  # a fiscal year runs from ต.ค. to ก.ย.


_MONTH_NAMES = tuple(
    {short, short.replace(".", ""), short.removesuffix("."), full}
    for short, full in zip(MONTHS, FULL_MONTHS, strict=True)
)
_MONTHS_TYPED = re.compile(
    rf"({'|'.join(sorted((re.escape(name) for names in _MONTH_NAMES for name in names), key=len, reverse=True))})"
    r"\s*(?:พ\.ศ\.)?\s*([0-9]{4}|[0-9]{2})?(?![0-9])"
)


def local_now() -> datetime:
    """The clock on the wall of this machine, without a zone: what is stored, shown and named by.

    Never DuckDB's own now(): that depends on what its time zone data make of this machine."""
    return datetime.fromtimestamp(time.time())


def time_stamp(moment: datetime, *, seconds: bool = False) -> str:
    """Date and time for a file name.

    >>> time_stamp(datetime(2026, 1, 21, 4, 15))
    '25690121-0415'
    """
    return (
        f"{moment.year + BE_MINUS_CE}{moment:%m%d-%H%M%S}"
        if seconds
        else f"{moment.year + BE_MINUS_CE}{moment:%m%d-%H%M}"
    )


def thai_date(moment: datetime) -> str:
    """Date and time for people.

    >>> thai_date(datetime(2026, 1, 21, 4, 15))
    '21/1/2569 04:15'
    """
    return f"{moment.day}/{moment.month}/{moment.year + BE_MINUS_CE} {moment:%H:%M}"


def fiscal_year_of(day: date) -> int:
    """The fiscal year (พ.ศ.) a day lies in.

    >>> fiscal_year_of(date(2026, 10, 1)), fiscal_year_of(date(2026, 9, 30))
    (2570, 2569)
    """
    return day.year + BE_MINUS_CE + (day.month >= FISCAL_MONTHS[0])


def fiscal_year_days(year_be: int) -> tuple[date, date]:
    """First and last day of a fiscal year.

    >>> fiscal_year_days(2570)
    (datetime.date(2026, 10, 1), datetime.date(2027, 9, 30))
    """
    year = year_be - BE_MINUS_CE
    return date(year - 1, FISCAL_MONTHS[0], 1), date(year, FISCAL_MONTHS[-1], 30)


def day_words(day: date) -> str:
    """A day for people, with the month's short name.

    >>> day_words(date(2026, 1, 21))
    '21 ม.ค. 2569'
    """
    return f"{day.day:d} {MONTHS[day.month - 1]} {day.year + BE_MINUS_CE:d}"


def day_typed(day: date) -> str:
    """A day as `day_of` reads it.

    >>> day_typed(date(2026, 1, 21))
    '21/1/2569'
    """
    return f"{day.day}/{day.month}/{day.year + BE_MINUS_CE}"


def day_of(typed: str) -> date:
    """The day a person typed as day/month/year (พ.ศ.). Raises ValueError for one that no calendar has, and for a year
    before 2400, which is one of the Christian era.

    >>> day_of("21/1/2569")
    datetime.date(2026, 1, 21)
    """
    day, month, year = (int(part) for part in typed.replace("-", "/").split("/"))
    if year < 2400:
        raise ValueError(typed)
    return date(year - BE_MINUS_CE, month, day)


def months_of(typed: str) -> tuple[date, date] | None:
    """The first and the last day of the months that a text names ("ต.ค. 2570 – ก.ย. 2571", "ตุลาคม 2570"); a year of two
    digits behind the name of a Thai month is one of พ.ศ., and a month without a year has that of the next one named.
    None for any other text.

    >>> months_of("ต.ค. 70 - ก.ย. 71")
    (datetime.date(2027, 10, 1), datetime.date(2028, 9, 30))
    >>> months_of("ม.ค. – ก.พ. 2571")
    (datetime.date(2028, 1, 1), datetime.date(2028, 2, 29))
    """
    named = [(month.strip(), year) for month, year in _MONTHS_TYPED.findall(typed)]
    if len(named) not in (1, 2) or _MONTHS_TYPED.sub("", typed).strip(" -–—ถึง"):
        return None
    if not named[-1][1]:
        return None
    found: list[tuple[int, int]] = []
    for month, own_year in named:
        number = next(place for place, names in enumerate(_MONTH_NAMES, 1) if month in names)
        year = own_year or named[-1][1]
        found.append((int(year) + (2500 if len(year) == 2 else 0) - BE_MINUS_CE, number))
    (first_year, first), (last_year, last) = found[0], found[-1]
    start, end = date(first_year, first, 1), date(last_year, last, monthrange(last_year, last)[1])
    return (start, end) if start <= end else None


def moment_words(moment: datetime) -> str:
    """Day and time for people, with the month's short name.

    >>> moment_words(datetime(2026, 1, 21, 4, 15))
    '21 ม.ค. 2569 04:15 น.'
    """
    return f"{day_words(moment)} {moment.hour:02d}:{moment.minute:02d} น."


def clock_words(moment: datetime) -> str:
    """The time of day alone.

    >>> clock_words(datetime(2026, 1, 21, 4, 15))
    '04:15'
    """
    return f"{moment.hour:02d}:{moment.minute:02d}"


def moment_of(stamp: str) -> datetime:
    """The moment a stamp without seconds says. Raises ValueError for one that no calendar has.

    >>> moment_of("25690121-0415")
    datetime.datetime(2026, 1, 21, 4, 15)
    """
    day, clock = stamp.split("-")
    return datetime(int(day[:4]) - BE_MINUS_CE, int(day[4:6]), int(day[6:]), int(clock[:2]), int(clock[2:]))
