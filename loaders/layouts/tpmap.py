"""TPMAP's public CSV of any level: persons assessed and failing per indicator. Columns are declared in tpmap.toml."""

from dataclasses import dataclass, replace

from catalogue import IndicatorSet
from catalogue.areas import COUNTRY
from loaders.checks.problems import RefusalError
from loaders.finding import DATA
from loaders.finding.find import HeaderMatch, find_header
from loaders.layouts.declared import (
    KnownTable,
    Ready,
    catalogue_set,
    decide_year,
    declared,
    ready_table,
    staged,
    year_in_name,
)
from loaders.mapping import NOTHING, Field
from loaders.mapping import model as f
from loaders.reading import Sheet, Workbook, fold
from loaders.staging.staged_file import LoadRequest, Reading, Staging

LAYOUT = declared("tpmap")
LARGEST_SET = 99


@dataclass(frozen=True)
class Found:
    """The sheet and its row of headings."""

    sheet: Sheet
    header: HeaderMatch


def expected_headings() -> dict[str, str]:
    """Folded heading → our column, for every number an indicator can have."""
    headings = {fold(heading): f"code:{level}" for level, heading in LAYOUT["code_columns"].items()}
    headings |= {fold(heading): f"measure:{name}" for name, heading in LAYOUT["measures"].items()}
    for number in range(1, LARGEST_SET + 1):
        for name, heading in LAYOUT["facts"].items():
            headings[fold(heading.format(number=number))] = f"{name}:{number}"
    return headings


def recognise(workbook: Workbook) -> Found | None:
    """The visible sheet with at least one pair of indicator columns; None when the workbook is something else.

    Raises RefusalError for two such sheets: neither may be left out silently.
    """
    expected = expected_headings()
    tables: list[Found] = []
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        header = find_header(sheet, expected)
        if header and any(f"failed:{name.removeprefix('assessed:')}" in header.columns for name in header.columns):
            tables.append(Found(sheet, header))
    if len(tables) > 1:
        raise RefusalError("L42-forms", {"sheets": tuple(f"«{table.sheet.name}»" for table in tables)})
    return tables[0] if tables else None


def stage(workbook: Workbook, found: Found, request: LoadRequest, reading: Reading) -> Staging:
    """The rows of one level. Raises RefusalError when the year or the codes are not known."""
    in_name = year_in_name(workbook.file_name, LAYOUT["year_in_file_name"])
    year_be = decide_year(reading, given=request.year_be, in_name=in_name)
    indicator_set = catalogue_set(request.catalogue, LAYOUT["survey"], year_be)
    fields = _fields(found, indicator_set)
    table = ready_table(found.sheet, found.header, fields, _finest(found.header))
    if not table.mapping.of_kind(f.AREA_CODE):
        table = _of_the_country(table)
    ready = Ready(LAYOUT["name"], indicator_set, year_be, LAYOUT["counting"], str(LAYOUT["unit"]))
    return staged([table], ready, request, reading)


def _fields(found: Found, indicator_set: IndicatorSet) -> dict[str, Field]:
    """Our column → what it holds; of the codes only the finest is read.

    An indicator number the set does not have means that the year, or the file, is another one's: a RefusalError.
    """
    codes = {each.number: each.code for each in indicator_set.indicators}
    numbers = {int(name.partition(":")[2]) for name in found.header.columns if name.startswith("assessed:")}
    if numbers - set(codes):
        unknown = tuple(sorted(numbers - set(codes)))
        raise RefusalError("L19", {"set": indicator_set.id, "numbers": unknown}, sheet=found.sheet.name)
    fields: dict[str, Field] = {}
    for name in found.header.columns:
        kind, _, of = name.partition(":")
        if kind == "code":
            fields[name] = Field(f.AREA_CODE, of) if name == _finest(found.header) else NOTHING
        elif kind == "measure":
            fields[name] = Field(of)
        else:
            fields[name] = Field(kind, codes.get(int(of), of))
    return fields


def _finest(header: HeaderMatch) -> str | None:
    """Our column of the finest level's codes, which every row fills."""
    names = (f"code:{level}" for level in LAYOUT["code_columns"])
    return next((name for name in names if name in header.columns), None)


def _of_the_country(known: KnownTable) -> KnownTable:
    """The one row of the file of the country, which has no code. Raises RefusalError for any other file without one."""
    if len(known.table.rows_as(DATA)) != 1 or _may_hold_codes(known):
        headings = tuple(map(str, LAYOUT["code_columns"].values()))
        raise RefusalError("L14-codes", {"headings": headings}, sheet=known.sheet.name)
    return replace(known, mapping=known.mapping.with_given(area_code=COUNTRY))


def _may_hold_codes(known: KnownTable) -> bool:
    """True when a column nobody knows is called an id or a code: the one row is then not the whole country."""
    headings = [each.heading.lower() for each in known.mapping.of_kind(f.UNUSED, f.PERSONAL)]
    return any(heading.endswith(("id", "code")) or "รหัส" in heading for heading in headings)
