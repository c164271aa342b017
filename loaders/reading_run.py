"""One workbook → Staging, by the layout that recognises it. Runs inside the reading child process."""

import re
from dataclasses import replace
from typing import Any

from catalogue import load_catalogue
from catalogue.areas import COUNTRY, area_names
from loaders.checks.problems import RefusalError, problem_of_note, problem_of_refusal
from loaders.checks.shares import Shares
from loaders.layouts import LAYOUTS, Layout
from loaders.layouts.by_mapping import stage_unknown
from loaders.reading import ReadLimits, ReadRefusal, Workbook, fold, is_blank_row, read_workbook_here
from loaders.safe_tables import safe_sheet_name, safe_workbook
from loaders.staging.staged_file import LoadRequest, Reading, Staging
from loaders.staging.table_preview import YEAR
from warehouse.staged import TEXT_COLUMNS

SYNTHETIC_MARK = fold("ข้อมูลสังเคราะห์")
MARK_ROWS = 10
WARM_TABLE = "village_ID,household.CNT,indicator1.ALL,indicator1.CNT\n8301030100,9,9,1\n8301030200,9,8,0\n"
WARM_UNKNOWN = "จังหวัด,อำเภอ,ตำบล,ครัวเรือน\nภูเก็ต,เมืองภูเก็ต,ราไวย์,12\nภูเก็ต,ถลาง,สาคู,15\n"
LEVEL_DIGITS = re.compile(r"(?:[0-9]{2}){1,5}")


def stage_file(content: bytes, file_name: str, limits: ReadLimits | None, request: LoadRequest) -> Staging:
    """Read and stage one file's bytes. A file that cannot be taken gives a Staging without facts; nothing is raised."""
    try:
        workbook = read_workbook_here(content, file_name, limits)
    except ReadRefusal as refusal:
        return refused_staging(refusal)
    return _with_categories(stage_workbook(workbook, request))


def _with_categories(staging: Staging) -> Staging:
    """The facts with each different text once, beside its numbers: a tenth of the memory, here and on the way."""
    if staging.facts is None:
        return staging
    texts = [name for name in TEXT_COLUMNS if name in staging.facts]
    return replace(staging, facts=staging.facts.astype(dict.fromkeys(texts, "category")))


def warm_up() -> None:
    """Use once what every file needs (lists of areas, rules, layouts), so that the forks of this process have it."""
    catalogue = load_catalogue()
    for content, name in ((WARM_TABLE, "61_83_village_common.csv"), (WARM_UNKNOWN, "warm.csv")):
        stage_file(content.encode(), name, ReadLimits(), LoadRequest(catalogue))


def refused_staging(refusal: ReadRefusal) -> Staging:
    """The Staging of a file that could not even be read."""
    sheet = safe_sheet_name(refusal.sheet) if refusal.sheet else None
    return Staging(None, (problem_of_refusal(refusal, sheet),))


def stage_workbook(workbook: Workbook, request: LoadRequest) -> Staging:
    """The workbook read by its layout, with the reader's notes among the problems."""
    workbook = safe_workbook(workbook)
    reading = Reading(shares=Shares(request.shares))
    for note in workbook.notes:
        reading.log.add(problem_of_note(note))
    name = None
    try:
        request = replace(request, area_code=checked_area(request.area_code))
        chosen = None if request.choice else _choose(workbook, request)
        if chosen is None:
            staging = stage_unknown(workbook, request, reading)
        else:
            layout, found = chosen
            name = layout.name
            staging = layout.stage(workbook, found, request, reading)
    except RefusalError as refusal:
        reading.log.add(refusal.problem)
        staging = Staging(name, ())
    if staging.facts is None and not staging.rows_read:
        staging = replace(staging, rows_read=filled_rows(workbook))
    return replace(
        staging,
        file_sha256=workbook.sha256,
        is_synthetic=request.is_synthetic or is_marked_synthetic(workbook),
        problems=reading.log.all(),
        repairs=reading.counted_repairs(),
        share_doubts=tuple(reading.shares.doubts),
        year_hint=year_in_headings(workbook) if staging.year_be is None else None,
    )


def year_in_headings(workbook: Workbook) -> int | None:
    """The one พ.ศ. year that the names and first rows of the sheets name; None where there is none, or several."""
    cells = [cell for sheet in workbook.sheets for row in sheet.rows[:MARK_ROWS] for cell in row]
    texts = [*(sheet.name for sheet in workbook.sheets), *(cell for cell in cells if isinstance(cell, str))]
    years = {int(year) for text in texts for year in YEAR.findall(fold(text))}
    return years.pop() if len(years) == 1 else None


def filled_rows(workbook: Workbook) -> int:
    """How many rows of all sheets hold anything."""
    return sum(not is_blank_row(row) for sheet in workbook.sheets for row in sheet.rows)


def checked_area(area_code: str | None) -> str | None:
    """The area the person names, None for the whole country. Raises RefusalError when it is no area we know."""
    code = (area_code or "").strip()
    if code.upper() in ("", COUNTRY):
        return None
    digits = LEVEL_DIGITS.fullmatch(code)
    if digits is None or code[:2] not in area_names():
        raise RefusalError("C33", {"area": code[:20]})
    return code


def is_marked_synthetic(workbook: Workbook) -> bool:
    """True when one of a sheet's first rows, or its name, says ข้อมูลสังเคราะห์."""
    for sheet in workbook.sheets:
        texts = [cell for row in sheet.rows[:MARK_ROWS] for cell in row if isinstance(cell, str)]
        if any(SYNTHETIC_MARK in fold(text) for text in (sheet.name, *texts)):
            return True
    return False


def _choose(workbook: Workbook, request: LoadRequest) -> tuple[Layout, Any] | None:
    """The layout asked for, or the first that recognises the workbook; None where none does. Raises RefusalError."""
    if request.layout and request.layout not in LAYOUTS:
        raise RefusalError("L45-name", {"name": request.layout, "names": tuple(LAYOUTS)})
    for name, layout in LAYOUTS.items():
        if request.layout in (None, name):
            found = layout.recognise(workbook)
            if found is not None:
                return layout, found
    if request.layout:
        title = LAYOUTS[request.layout].title
        raise RefusalError("L45", {"title": title})
    return None
