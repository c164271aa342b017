"""Which year (พ.ศ.) each row is of: by a column that says its era, or as the person says of the whole table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from loaders.checks.odd_figures import checked_year
from loaders.checks.problems import ERA, YEAR, RefusalError
from loaders.mapping import model as f
from loaders.mapping.columns import Journal, distinct_of
from loaders.mapping.model import Mapping
from loaders.mapping.rows import Rows, label_of
from loaders.reading import Cell, Year, fold, parse_year_be
from loaders.rules import in_column, phrase

BE, AD = "พ.ศ.", "ค.ศ."
SHORT = "C13-short"


def read_years(
    mapping: Mapping, rows: Rows, journal: Journal, era: str | None, given_year: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """(พ.ศ. year of each row, 0 where the table does not say; faulty rows).

    Years of two digits are of the era that the person or the heading names, or in which they are the year `given_year`.
    Raises RefusalError, which asks for the era, where all are of two digits and nothing says it.
    """
    column = next(iter(mapping.of_kind(f.YEAR)), None)
    count = len(rows.numbers)
    if column is None:
        return np.zeros(count, dtype=int), np.zeros(count, dtype=bool)
    codes, distinct = distinct_of(rows.column(column))
    era = era or _era(column.heading) or _era_of_year(distinct, given_year)
    parsed = [_year(cell, era) for cell in distinct]
    for one, many in zip(parsed, np.bincount(codes, minlength=len(parsed)), strict=True):
        journal.repairs.update({repair: int(many) for repair in one.repairs})
    if {one.problem for one in parsed if one.value is not None or one.problem} == {SHORT}:
        raise RefusalError(SHORT, sheet=journal.sheet, column=label_of(column), asks=ERA)
    values = np.array([one.value or 0 for one in parsed], dtype=int)[codes]
    problems = np.array([one.problem or "" for one in parsed], dtype=object)[codes]
    for kind in sorted(set(problems) - {""}):
        asks = ERA if kind == SHORT else ""
        journal.faults(problems == kind, rows.numbers, in_column(kind, "year"), column=label_of(column), asks=asks)
    return values, problems != ""


def checked_given_year(year: int | None, journal: Journal) -> int | None:
    """The year a person says, as พ.ศ.; one of ค.ศ. is counted as put right. Raises RefusalError for one that cannot
    be."""
    if year is None:
        return None
    journal.repairs.update(parse_year_be(year).repairs)
    return checked_year(year)


def choose_year(
    years: np.ndarray, faulty: np.ndarray, given_year: int | None, sheet: str
) -> tuple[int, dict[int, int]]:
    """(the year to load, rows of each year). Raises RefusalError when nobody says it or several need a choice."""
    in_table = Counter(int(year) for year in years[~faulty] if year)
    if not in_table:
        if given_year is None:
            raise RefusalError("C15-table", sheet=sheet, asks=YEAR)
        return given_year, {}
    if given_year is None and len(in_table) > 1:
        listed = tuple(phrase("rows_of_year", year=year, count=count) for year, count in sorted(in_table.items()))
        raise RefusalError("C14", {"years": listed}, sheet=sheet)
    if given_year is not None and given_year not in in_table:
        raise RefusalError("C27-table", {"years": tuple(sorted(in_table)), "given": given_year}, sheet=sheet)
    return checked_year(given_year or next(iter(in_table))), dict(sorted(in_table.items()))


def _era(heading: str) -> str | None:
    folded = fold(heading)
    return BE if fold(BE) in folded or "be" in folded.split("_") else (AD if fold(AD) in folded else None)


def _year(cell: Cell, era: str | None) -> Year:
    year = parse_year_be(cell)
    if year.problem != SHORT or era is None:
        return year
    digits = _digits(cell)
    value = 2500 + digits if era == BE else 2543 + digits
    return Year(value, ("year_short",) if era == BE else ("year_short", "year_ad"))


def _era_of_year(cells: Sequence[Cell], given_year: int | None) -> str | None:
    """The era in which every year of two digits is the year that the person said (65 is 2565, 22 is 2022)."""
    short = {_digits(cell) for cell in cells if parse_year_be(cell).problem == SHORT}
    if given_year is None or len(short) != 1:
        return None
    return {given_year % 100: BE, (given_year - 543) % 100: AD}.get(short.pop())


def _digits(cell: Cell) -> int:
    text = str(int(cell)) if isinstance(cell, (int, float)) else fold(str(cell))
    return int("".join(character for character in text if character.isdigit())[-2:])
