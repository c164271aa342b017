"""Which year (พ.ศ.) a table is of: by row, by a column for each year, or as the person says of the whole table.

A column of years says its era; of columns that are years of one indicator, the one of the year to load is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from loaders.checks.odd_figures import checked_year
from loaders.checks.problems import ERA, YEAR, Problem, RefusalError
from loaders.finding import FoundColumn
from loaders.mapping import model as f
from loaders.mapping.cells import Journal, Rows, distinct_of, label_of
from loaders.mapping.model import NOTHING, ColumnMapping, Field, Mapping
from loaders.reading import Cell, Year, fold, parse_year_be
from loaders.rules import in_column, phrase

BE, AD = "พ.ศ.", "ค.ศ."
ERA_UNSAID = "C13-short"
KINDS_OF_YEARS = r"(?:งบประมาณ|การศึกษา|เพาะปลูก|การผลิต|สำรวจ|ข้อมูล|ที่สำรวจ|ที่จัดเก็บ)?"
WORDS = rf"(?:ประจำ)?(?:(?:ปี{KINDS_OF_YEARS})?\s*(?:พ\.?ศ\.?|ค\.?ศ\.?|year)|ปี{KINDS_OF_YEARS})"
SHORT_YEAR = (
    r"(?:5[0-9]|6[0-9]|7[0-9])"  # พ.ศ. 2550–2579 in two digits: none of them is a year of ค.ศ. that a table has
)
NEXT = rf"(?:/(?:25|20)?{SHORT_YEAR}|/(?:25|20)[0-9]{{2}})?"  # of two years (2563/64) the first
YEAR_WORDS = re.compile(rf"(?:{WORDS})?\s*'?((?:25|20|19)[0-9]{{2}}|{SHORT_YEAR}){NEXT}")
YEAR_AT_END = re.compile(
    rf"(.*?\S)\s*[(\-–/]?\s*(?:(?:{WORDS})?\s*((?:25|20)[0-9]{{2}})|(?:{WORDS})\s*'?({SHORT_YEAR})){NEXT}\s*[)]?"
)
UNIT_AT_END = re.compile(r"\s*\([^()]*[^()0-9][^()]*\)\s*$")
BETWEEN = " / "
AGE = "อายุ"


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
    parsed = [_year_of_era(cell, era) for cell in distinct]
    for one, many in zip(parsed, np.bincount(codes, minlength=len(parsed)), strict=True):
        journal.repairs.update({repair: int(many) for repair in one.repairs})
    if {one.problem for one in parsed if one.value is not None or one.problem} == {ERA_UNSAID}:
        raise RefusalError(ERA_UNSAID, sheet=journal.sheet, column=label_of(column), asks=ERA)
    values = np.array([one.value or 0 for one in parsed], dtype=int)[codes]
    problems = np.array([one.problem or "" for one in parsed], dtype=object)[codes]
    for kind in sorted(set(problems) - {""}):
        asks = ERA if kind == ERA_UNSAID else ""
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


def _year_of_era(cell: Cell, era: str | None) -> Year:
    year = parse_year_be(cell)
    if year.problem != ERA_UNSAID or era is None:
        return year
    digits = _digits(cell)
    value = 2500 + digits if era == BE else 2543 + digits
    return Year(value, ("year_short",) if era == BE else ("year_short", "year_ad"))


def _era_of_year(cells: Sequence[Cell], given_year: int | None) -> str | None:
    """The era in which every year of two digits is the year that the person said (65 is 2565, 22 is 2022)."""
    short = {_digits(cell) for cell in cells if parse_year_be(cell).problem == ERA_UNSAID}
    if given_year is None or len(short) != 1:
        return None
    return {given_year % 100: BE, (given_year - 543) % 100: AD}.get(short.pop())


def _digits(cell: Cell) -> int:
    text = str(int(cell)) if isinstance(cell, (int, float)) else fold(str(cell))
    return int("".join(character for character in text if character.isdigit())[-2:])


def year_and_rest(heading: str) -> tuple[int, str] | None:
    """(year พ.ศ., what the rest of the heading says) of a heading that names one year; None for any other.

    >>> year_and_rest("ครัวเรือนยากจน / ปี 2564"), year_and_rest("2561"), year_and_rest("ขยะ 2563 (ตัน)")
    ((2564, 'ครัวเรือนยากจน'), (2561, ''), (2563, 'ขยะ (ตัน)'))
    >>> year_and_rest("63"), year_and_rest("ขยะ ปี 63"), year_and_rest("ข้าว / 2563/64"), year_and_rest("อายุ 63")
    ((2563, ''), (2563, 'ขยะ'), (2563, 'ข้าว'), None)
    """
    *first, last = heading.split(BETWEEN)
    unit = match[0].strip() if (match := UNIT_AT_END.search(last)) and not YEAR_AT_END.fullmatch(last) else ""
    parts = [*first, last[: match.start()] if match and unit else last]
    years = [match[1] if (match := YEAR_WORDS.fullmatch(fold(part).strip())) else "" for part in parts]
    if sum(bool(year) for year in years) == 1:
        rest = [part for part, year in zip(parts, years, strict=True) if not year]
        if len(max(years)) == 2 and any(AGE in part for part in rest):
            return None
        return _written_year(max(years)), f"{BETWEEN.join(rest)} {unit}".strip()
    match = YEAR_AT_END.fullmatch(parts[-1]) if not any(years) else None
    if match is None:
        return None
    return _written_year(match[2] or match[3]), f"{BETWEEN.join([*parts[:-1], match[1].strip()])} {unit}".strip()


def _written_year(text: str) -> int:
    if len(text) == 2:
        return 2500 + int(text)
    return parse_year_be(int(text)).value or int(text)


def propose_year_columns(mapping: Mapping, columns: Sequence[FoundColumn]) -> Mapping:
    """The mapping with the columns of figures that are years of one indicator, where there are two of it or more."""
    kinds = {column.index: column.kind for column in columns}
    named = {
        each.index: found
        for each in mapping.columns
        if kinds.get(each.index) == "number"
        and each.field.kind in (f.UNUSED, *f.MEASURES)
        and (found := year_and_rest(each.heading)) is not None
    }
    years_of = Counter(rest for _, rest in named.values())
    for index, (year, rest) in named.items():
        if years_of[rest] > 1 and len({found for found in named.values() if found[1] == rest}) == years_of[rest]:
            mapping = mapping.with_field(index, Field(f.YEAR_VALUE, f"{year} {rest}".strip()))
    return mapping


def groups_of(mapping: Mapping) -> dict[str, list[ColumnMapping]]:
    """What the columns of years are of → its columns."""
    groups: dict[str, list[ColumnMapping]] = {}
    for each in mapping.of_kind(f.YEAR_VALUE):
        found = year_and_rest(each.heading)
        groups.setdefault(found[1] if found else each.heading, []).append(each)
    return groups


def with_year_codes(mapping: Mapping, column: int, code: str) -> Mapping:
    """The mapping where all years of the column's indicator carry its code."""
    for group in groups_of(mapping).values():
        if any(each.index == column for each in group):
            for each in group:
                mapping = mapping.with_field(each.index, Field(f.YEAR_VALUE, f"{each.field.of[:4]} {code}"))
    return mapping


def of_one_year(mapping: Mapping, year_be: int | None, journal: Journal) -> tuple[Mapping, int | None]:
    """(the mapping where the columns of the year are values and those of other years are not read, the year).

    Raises RefusalError where several years need a choice, or the year said is none of them.
    """
    columns = mapping.of_kind(f.YEAR_VALUE)
    if not columns:
        return mapping, year_be
    years = sorted({int(each.field.of[:4]) for each in columns})
    if year_be is None and len(years) > 1:
        raise RefusalError("C14", {"years": tuple(years)}, sheet=journal.sheet)
    year = years[0] if year_be is None else year_be
    if year not in years:
        raise RefusalError("C27-table", {"years": tuple(years), "given": year}, sheet=journal.sheet)
    if len(years) > 1:
        others = tuple(each for each in years if each != year)
        journal.log.add(Problem("C30-columns", {"years": others}, journal.sheet))
    changed = [_settled(each, year) if each.field.kind == f.YEAR_VALUE else each for each in mapping.columns]
    return replace(mapping, columns=tuple(changed)), year


def _settled(column: ColumnMapping, year: int) -> ColumnMapping:
    said, _, code = column.field.of.partition(" ")
    return replace(column, field=Field(f.VALUE, code) if int(said) == year else NOTHING, score=1.0)
