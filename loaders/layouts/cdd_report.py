"""The Department's จปฐ. report of a province (.xls): passed, %, target, gap, number to fix. See cdd_report.toml."""

import re
from dataclasses import dataclass, replace

from catalogue.areas import area_names, find_province, level_of
from loaders.checks.problems import PROVINCE, Problem, RefusalError
from loaders.finding.find import SEARCHED_ROWS, HeaderMatch
from loaders.layouts.declared import KnownTable, Ready, catalogue_set, decide_year, declared, ready_table, staged
from loaders.mapping import Field
from loaders.mapping.model import LONG
from loaders.reading import Sheet, Workbook, clean_text, column_letter, is_blank
from loaders.staging.staged_file import LoadRequest, Reading, Staging

LAYOUT = declared("cdd_report")


@dataclass(frozen=True)
class Report:
    """A sheet with the report's three rows of headings from `first_row`; our column → position."""

    sheet: Sheet
    first_row: int
    columns: dict[str, int]
    headings: dict[int, str]


def recognise(workbook: Workbook) -> list[Report] | None:
    """The sheets that hold a report, hidden ones left out; None when there is none."""
    found = [report for sheet in workbook.sheets if not sheet.hidden and (report := find_report(sheet))]
    return found or None


def find_report(sheet: Sheet) -> Report | None:
    """The report in a sheet, wherever its headings start among the first rows."""
    for first in range(min(len(sheet.rows), SEARCHED_ROWS)):
        headings = _stacked(sheet, first)
        columns: dict[str, int] = {}
        for position, heading in headings.items():
            bare = re.sub(r"\s+", "", heading)
            name = next((name for name, pattern in LAYOUT["columns"].items() if re.search(pattern, bare)), None)
            if name and name not in columns:
                columns[name] = position
        if set(columns) == set(LAYOUT["columns"]):
            return Report(sheet, first, columns, headings)
    return None


def _stacked(sheet: Sheet, first: int) -> dict[int, str]:
    """Position → the heading read downwards; a blank first row's heading begins in the column on its left."""
    headings: dict[int, str] = {}
    for position in range(max((len(row) for row in sheet.rows[first : first + LAYOUT["header_rows"]]), default=0)):
        cells = [sheet.cell(first + step, position) for step in range(LAYOUT["header_rows"])]
        if is_blank(cells[0]) and position == 0:
            return {}
        headings[position] = clean_text(" ".join(str(cell) for cell in cells if not is_blank(cell)))
    return {position: heading for position, heading in headings.items() if heading}


def stage(workbook: Workbook, found: list[Report], request: LoadRequest, reading: Reading) -> Staging:
    """One province per sheet. Raises RefusalError when year or province are not known: they are never guessed."""
    years = {year for report in found if (year := _year_in_heading(report)) is not None}
    if len(years) > 1:
        raise RefusalError("L42-years", {"years": tuple(sorted(years))})
    year_be = decide_year(reading, given=request.year_be, in_content=next(iter(years), None))
    indicator_set = catalogue_set(request.catalogue, LAYOUT["survey"], year_be)
    provinces = [_province(report, request, len(found), reading) for report in found]
    repeated = sorted({code for code in provinces if provinces.count(code) > 1})
    if repeated:
        raise RefusalError("C18-sheets", {"codes": tuple(repeated)})
    _note_other_columns(found, reading)
    tables = [_table(report, code) for report, code in zip(found, provinces, strict=True)]
    return staged(tables, Ready(LAYOUT["name"], indicator_set, year_be, LAYOUT["counting"]), request, reading)


def _table(report: Report, code: str) -> KnownTable:
    header = HeaderMatch(report.first_row, report.columns, ())
    fields = {name: Field(kind) for name, kind in LAYOUT["fields"].items()}
    known = ready_table(report.sheet, header, fields, depth=LAYOUT["header_rows"])
    headings = {each.index: report.headings.get(each.index, each.heading) for each in known.mapping.columns}
    columns = tuple(replace(each, heading=headings[each.index]) for each in known.mapping.columns)
    return replace(known, mapping=replace(known.mapping, columns=columns, layout=LONG, area_code=code))


def _year_in_heading(report: Report) -> int | None:
    match = re.search(LAYOUT["year_in_heading"], report.headings[report.columns["target_pct"]])
    return int(match[1]) if match else None


def _province(report: Report, request: LoadRequest, sheets: int, reading: Reading) -> str:
    """The province's code: from the sheet's name, else from the person."""
    name = report.sheet.name
    found, given = find_province(name), request.area_code
    if given is not None and (level_of(given) != "province" or given not in area_names()):
        raise RefusalError("C33-province", {"area": given}, sheet=name)
    if found is None and (given is None or sheets > 1):
        raise RefusalError("C31", sheet=name, asks=PROVINCE)
    if found is None:
        return str(given)
    if given is not None and given != found.code:
        if found.exact or sheets > 1:
            raise RefusalError("C31-other", {"name": found.name, "code": found.code, "given": given}, sheet=name)
        return given
    if not found.exact and given is None:
        reading.log.add(Problem("C32", {"name": found.name, "code": found.code}, name))
    return found.code


def _note_other_columns(found: list[Report], reading: Reading) -> None:
    """Columns beside the report (an explanation, say): not read, and said so."""
    for report in found:
        rows, known = report.sheet.rows, set(report.columns.values())
        width = max((len(row) for row in rows), default=0)
        others = [
            each
            for each in range(width)
            if each not in known and any(each < len(row) and not is_blank(row[each]) for row in rows)
        ]
        if others:
            letters = tuple(column_letter(each + 1) for each in others)
            reading.log.add(Problem("L32", {"letters": letters}, report.sheet.name))
