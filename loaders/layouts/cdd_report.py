"""The Department's จปฐ. report of a province (.xls): passed, %, target, gap, number to fix. See cdd_report.toml."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from catalogue import IndicatorSet
from catalogue.areas import area_names, find_province, level_of
from loaders.checks.problems import ERROR, INFO, WARNING, Problem, RefusalError
from loaders.known_tables.cells import Reading
from loaders.known_tables.counts import FACT_DTYPES
from loaders.known_tables.row_preview import Taken
from loaders.known_tables.tables import SEARCHED_ROWS, is_total
from loaders.known_tables.years import decide_year
from loaders.layouts.cdd_rows import ReportRow, check_row, read_row
from loaders.layouts.declared import catalogue_set, declared
from loaders.persons.personal_columns import safe_heading
from loaders.reading import Sheet, Workbook, clean_text, column_letter, is_blank, is_blank_row
from loaders.staging import LoadRequest, Staging

LAYOUT = declared("cdd_report")
ASK_PROVINCE = "ตั้งชื่อแผ่นงานเป็นชื่อจังหวัด หรือระบุรหัสจังหวัด (เช่น --area 71) แล้วนำเข้าใหม่"


@dataclass(frozen=True)
class Report:
    """A sheet with the report's three rows of headings from `first_row`; our column → position."""

    sheet: Sheet
    first_row: int
    columns: dict[str, int]
    headings: dict[int, str]

    @property
    def body_start(self) -> int:
        """The first row below the headings."""
        return self.first_row + LAYOUT["header_rows"]


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
        raise RefusalError(f"แผ่นงานเป็นคนละปี ({', '.join(map(str, sorted(years)))})", "แยกเป็นไฟล์ละปี", rule="L42")
    year_be = decide_year(reading, given=request.year_be, in_content=next(iter(years), None))
    indicator_set = catalogue_set(request.catalogue, LAYOUT["survey"], year_be)
    provinces = [_province(report, request, len(found), reading) for report in found]
    repeated = sorted({code for code in provinces if provinces.count(code) > 1})
    if repeated:
        raise RefusalError(f"จังหวัดรหัส {', '.join(repeated)} มีมากกว่าหนึ่งแผ่นงาน", "เหลือจังหวัดละหนึ่งแผ่นงาน", rule="C18")
    facts: list[dict[str, object]] = []
    counts = {"read": 0, "recognised": 0, "faulty": 0}
    for report, code in zip(found, provinces, strict=True):
        facts += _sheet_facts(report, code, indicator_set, year_be, reading, counts)
    return Staging(
        layout=LAYOUT["name"],
        problems=(),
        survey=LAYOUT["survey"],
        set_id=indicator_set.id,
        year_be=year_be,
        level=LAYOUT["level"],
        counting=LAYOUT["counting"],
        facts=pd.DataFrame(facts, columns=list(FACT_DTYPES)).astype(FACT_DTYPES),
        area_names=pd.DataFrame({"area_code": provinces, "area_name": [area_names()[code] for code in provinces]}),
        places=pd.DataFrame({"area_code": provinces, "sheet": [report.sheet.name for report in found]}),
        rows_read=counts["read"],
        rows_recognised=counts["recognised"],
        rows_faulty=counts["faulty"],
        columns_dropped=_other_columns(found, reading),
        taken=_taken(found[0]),
    )


def _taken(report: Report) -> Taken:
    rows = [
        index + 1
        for index, cells in enumerate(report.sheet.rows)
        if index >= report.body_start
        and not is_blank_row([cells[each] for each in report.columns.values() if each < len(cells)])
        and not (is_total(cells) or _is_repeated_heading(report, index))
    ]
    known = set(report.columns.values())
    others = frozenset(report.headings.keys() - known)
    return Taken(report.sheet.name, np.array(rows), others, len(known), len(report.headings), LAYOUT["header_rows"])


def _year_in_heading(report: Report) -> int | None:
    match = re.search(LAYOUT["year_in_heading"], report.headings[report.columns["target_pct"]])
    return int(match[1]) if match else None


def _province(report: Report, request: LoadRequest, sheets: int, reading: Reading) -> str:
    """The province's code: from the sheet's name, else from the person."""
    name = report.sheet.name
    found, given = find_province(name), request.area_code
    if given is not None and (level_of(given) != "province" or given not in area_names()):
        raise RefusalError(f"รายงานนี้เป็นระดับจังหวัด แต่ระบุพื้นที่ {given}", "ระบุรหัสจังหวัด 2 หลัก เช่น 71", sheet=name, rule="C33")
    if found is None and (given is None or sheets > 1):
        raise RefusalError("ไม่พบชื่อจังหวัดในไฟล์", ASK_PROVINCE, sheet=name, rule="C31")
    if found is None:
        return str(given)
    if given is not None and given != found.code:
        if found.exact or sheets > 1:
            raise RefusalError(
                f"แผ่นงานนี้ชื่อจังหวัด{found.name} ({found.code}) แต่ระบุพื้นที่ {given}",
                "ตรวจว่าเลือกไฟล์หรือจังหวัดถูกต้อง",
                sheet=name,
                rule="C31",
            )
        return given
    if not found.exact and given is None:
        what = f"ชื่อแผ่นงานสะกดไม่ตรง ถือว่าเป็นจังหวัด{found.name} ({found.code})"
        fix = f"ถ้าไม่ใช่ ให้ระบุรหัสจังหวัดเอง (เช่น --area {found.code}) แล้วนำเข้าใหม่"
        reading.log.add(Problem(WARNING, what, fix, name, rule="C32"))
    return found.code


def _sheet_facts(
    report: Report, code: str, indicator_set: IndicatorSet, year_be: int, reading: Reading, counts: dict[str, int]
) -> list[dict[str, object]]:
    """Facts of one sheet; adds its rows to `counts`."""
    facts: list[dict[str, object]] = []
    codes_read: set[str] = set()
    for index, cells in enumerate(report.sheet.rows):
        if is_blank_row([cells[each] for each in report.columns.values() if each < len(cells)]):
            continue
        counts["read"] += 1
        if index < report.body_start or is_total(cells) or _is_repeated_heading(report, index):
            counts["recognised"] += 1
            continue
        row = read_row(report.sheet, report.columns, report.headings, index, indicator_set, reading)
        if row is not None and row.indicator.code in codes_read:
            what = f"ตัวชี้วัดที่ {row.indicator.number} มีมากกว่าหนึ่งแถว"
            reading.log.add(Problem(ERROR, what, "เหลือตัวชี้วัดละหนึ่งแถว", report.sheet.name, index + 1, rule="C18"))
            row = None
        if row is None:
            counts["faulty"] += 1
            continue
        codes_read.add(row.indicator.code)
        check_row(row, year_be, reading)
        facts += _fact(row, code)
    _note_missing(report, indicator_set, codes_read, reading)
    return facts


def _is_repeated_heading(report: Report, index: int) -> bool:
    """A printed page's headings again: the first row's or the third row's words."""
    heading_rows = [report.sheet.rows[report.first_row + step] for step in range(LAYOUT["header_rows"])]
    return report.sheet.rows[index] in heading_rows


def _fact(row: ReportRow, code: str) -> list[dict[str, object]]:
    """One fact; none where nobody was eligible ('-' passed and '-' to fix): missing, not 80 % below target."""
    if row.assessed == 0:
        return []
    return [
        {
            "area_code": code,
            "indicator_code": row.indicator.code,
            "unit": row.unit,
            "assessed": row.assessed,
            "failed": row.to_fix,
        }
    ]


def _note_missing(report: Report, indicator_set: IndicatorSet, codes_read: set[str], reading: Reading) -> None:
    absent = [str(each.number) for each in indicator_set.indicators if each.code not in codes_read]
    if absent:
        what = f"ไม่มีตัวชี้วัดที่ {', '.join(absent)} ของชุด {indicator_set.id}"
        reading.log.add(Problem(WARNING, what, "ตรวจว่าแถวไม่หาย ถ้าตั้งใจเว้นไว้ไม่ต้องแก้", report.sheet.name, rule="L29"))


def _other_columns(found: list[Report], reading: Reading) -> tuple[str, ...]:
    """Columns beside the report (an explanation, say): not read, and said so."""
    names: list[str] = []
    for report in found:
        rows, known = report.sheet.rows, set(report.columns.values())
        width = max((len(row) for row in rows), default=0)
        others = [
            each
            for each in range(width)
            if each not in known and any(each < len(row) and not is_blank(row[each]) for row in rows)
        ]
        names += [safe_heading(each, report.headings.get(each, "")) for each in others]
        if others:
            letters = ", ".join(column_letter(each + 1) for each in others)
            what = f"มีข้อมูลอื่นข้างตาราง (คอลัมน์ {letters}) ไม่ได้อ่าน"
            reading.log.add(Problem(INFO, what, "ไม่ต้องแก้ ถ้าเป็นคำอธิบาย", report.sheet.name, rule="L32"))
    return tuple(dict.fromkeys(names))
