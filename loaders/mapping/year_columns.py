"""Tables with a column for each year: which columns are years of one indicator, and the one of the year to load."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from loaders.checks.problems import Problem, RefusalError
from loaders.finding import FoundColumn
from loaders.mapping import model as f
from loaders.mapping.columns import Journal
from loaders.mapping.model import NOTHING, ColumnMapping, Field, Mapping
from loaders.reading import fold, parse_year_be

KINDS_OF_YEARS = r"(?:งบประมาณ|การศึกษา|เพาะปลูก|การผลิต|สำรวจ|ข้อมูล|ที่สำรวจ|ที่จัดเก็บ)?"
WORDS = rf"(?:ประจำ)?(?:(?:ปี{KINDS_OF_YEARS})?\s*(?:พ\.?ศ\.?|ค\.?ศ\.?|year)|ปี{KINDS_OF_YEARS})"
SHORT = r"(?:5[0-9]|6[0-9]|7[0-9])"  # พ.ศ. 2550–2579 in two digits: none of them is a year of ค.ศ. that a table has
NEXT = rf"(?:/(?:25|20)?{SHORT}|/(?:25|20)[0-9]{{2}})?"  # of two years (2563/64) the first
YEAR_WORDS = re.compile(rf"(?:{WORDS})?\s*'?((?:25|20|19)[0-9]{{2}}|{SHORT}){NEXT}")
YEAR_AT_END = re.compile(
    rf"(.*?\S)\s*[(\-–/]?\s*(?:(?:{WORDS})?\s*((?:25|20)[0-9]{{2}})|(?:{WORDS})\s*'?({SHORT})){NEXT}\s*[)]?"
)
UNIT_AT_END = re.compile(r"\s*\([^()]*[^()0-9][^()]*\)\s*$")
BETWEEN = " / "
AGE = "อายุ"


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
        return _year(max(years)), f"{BETWEEN.join(rest)} {unit}".strip()
    match = YEAR_AT_END.fullmatch(parts[-1]) if not any(years) else None
    if match is None:
        return None
    return _year(match[2] or match[3]), f"{BETWEEN.join([*parts[:-1], match[1].strip()])} {unit}".strip()


def _year(text: str) -> int:
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
