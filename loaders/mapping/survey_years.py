"""The year of each row, in พ.ศ.: two digits are read only where the heading (or the person) says of which era."""

from __future__ import annotations

from collections import Counter

import numpy as np

from loaders.mapping import fields as f
from loaders.mapping.columns import Journal, distinct_of
from loaders.mapping.model import Mapping
from loaders.mapping.places import Rows, label_of
from loaders.problems import RefusalError
from loaders.reading import PROBLEMS, Cell, Year, fold, parse_year_be
from loaders.years import checked_year

BE, AD = "พ.ศ.", "ค.ศ."
ASK_ERA = "เลือกว่าเป็น พ.ศ. หรือ ค.ศ."
ASK_YEAR = "ระบุปี พ.ศ. ของข้อมูล แล้วทำต่อ"


def read_years(mapping: Mapping, rows: Rows, journal: Journal, era: str | None) -> tuple[np.ndarray, np.ndarray]:
    """(พ.ศ. year of each row, 0 where the table does not say; faulty rows)."""
    column = next(iter(mapping.of_kind(f.YEAR)), None)
    count = len(rows.numbers)
    if column is None:
        return np.zeros(count, dtype=int), np.zeros(count, dtype=bool)
    era = era or _era(column.heading)
    codes, distinct = distinct_of(rows.column(column))
    parsed = [_year(cell, era) for cell in distinct]
    for one, many in zip(parsed, np.bincount(codes, minlength=len(parsed)), strict=True):
        journal.repairs.update({repair: int(many) for repair in one.repairs})
    values = np.array([one.value or 0 for one in parsed], dtype=int)[codes]
    problems = np.array([one.problem or "" for one in parsed], dtype=object)[codes]
    for kind in sorted(set(problems) - {""}):
        fix = ASK_ERA if kind == "C13-short" else "ใส่ปี พ.ศ. 4 หลัก"
        journal.faults(problems == kind, rows.numbers, f"{PROBLEMS[kind]} [{kind}]", fix, label_of(column), rule=kind)
    return values, problems != ""


def choose_year(years: np.ndarray, faulty: np.ndarray, said: int | None, sheet: str) -> tuple[int, dict[int, int]]:
    """(the year to load, rows of each year). Raises RefusalError when nobody says it or several need a choice."""
    told = Counter(int(year) for year in years[~faulty] if year)
    if not told:
        if said is None:
            raise RefusalError("ไม่พบปีของข้อมูล", ASK_YEAR, sheet=sheet, rule="C15")
        return checked_year(said), {}
    if said is None and len(told) > 1:
        listed = ", ".join(f"{year} ({count:,} แถว)" for year, count in sorted(told.items()))
        raise RefusalError(f"ตารางมีหลายปี: {listed}", "เลือกนำเข้าทีละปี", sheet=sheet, rule="C14")
    if said is not None and said not in told:
        raise RefusalError(
            f"ตารางเป็นปี {', '.join(map(str, sorted(told)))} แต่ระบุปี {said}", "เลือกปีที่มีในตาราง", sheet=sheet, rule="C27"
        )
    return checked_year(said or next(iter(told))), dict(sorted(told.items()))


def _era(heading: str) -> str | None:
    folded = fold(heading)
    return BE if fold(BE) in folded or "be" in folded.split("_") else (AD if fold(AD) in folded else None)


def _year(cell: Cell, era: str | None) -> Year:
    year = parse_year_be(cell)
    if year.problem != "C13-short" or era is None:
        return year
    text = str(int(cell)) if isinstance(cell, (int, float)) else fold(str(cell))
    digits = "".join(character for character in text if character.isdigit())[-2:]
    value = 2500 + int(digits) if era == BE else 2543 + int(digits)
    return Year(value, ("year_prefix" if era == BE else "year_ad",))
