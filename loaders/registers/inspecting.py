"""One file about areas, read in the child process, checked, and kept in one transaction when the person says so."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from loaders.checks.problems import Problem, RefusalError, problem_of_note, problem_of_refusal
from loaders.reading import (
    Cell,
    ReadLimits,
    ReadRefusal,
    Sheet,
    is_blank_row,
    read_workbook_here,
    run_in_child,
)
from loaders.reading.child import Cancelled, Progress
from loaders.reading.reader import refuse_size
from loaders.registers.area_file import NAMES, AreaFile
from loaders.registers.names import Row, read_names, read_names_by_place, split_header
from loaders.registers.outlines import read_outlines
from loaders.safe_tables import safe_workbook
from warehouse import Warehouse, save_boundaries, save_register

LIST = "รายการ"
WIDTH_OF_VILLAGE = 8


def inspect_area_file(
    content: bytes,
    file: str,
    *,
    choice: str | None = None,
    in_child: bool = True,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> AreaFile:
    """Read and check one file of names, of the municipality map or of outlines; nothing is written or raised.

    `choice`: which property holds the codes, or which column the names, where a person chose another one.
    `on_progress`, `cancelled`: see loaders.reading.run_in_child.
    """
    limits = ReadLimits.from_environment()
    try:
        refuse_size(content, limits)
        if in_child:
            return run_in_child(
                read_area_file, content, file, choice, limits=limits, on_progress=on_progress, cancelled=cancelled
            )
        return read_area_file(content, file, choice)
    except ReadRefusal as refusal:
        return AreaFile(NAMES, file, (problem_of_refusal(refusal, refusal.sheet),))


def read_area_file(content: bytes, file: str, choice: str | None = None) -> AreaFile:
    """As inspect_area_file, in this process. Raises ReadRefusal for a file that cannot be read."""
    try:
        if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
            return _from_json(content, file, choice)
        return _from_workbook(content, file, choice)
    except RefusalError as refusal:
        return AreaFile(NAMES, file, (refusal.problem,))


def _from_workbook(content: bytes, file: str, choice: str | None) -> AreaFile:
    """The first sheet that holds codes and names; which sheets were left is said. Raises RefusalError if none does."""
    workbook = safe_workbook(read_workbook_here(content, file))
    problems = list(map(problem_of_note, workbook.notes))
    refusal: RefusalError | None = None
    for sheet in workbook.sheets:
        try:
            found = _from_sheet(file, sheet, choice)
        except RefusalError as error:
            refusal = refusal or error
            continue
        if len(workbook.sheets) > 1:
            problems.append(Problem("G01-one_sheet", {"sheet": sheet.name, "count": len(workbook.sheets)}))
        return replace(found, problems=(*found.problems, *problems))
    raise refusal or RefusalError("G01-no_sheet")


def _from_sheet(file: str, sheet: Sheet, choice: str | None) -> AreaFile:
    rows = [(number, row) for number, row in enumerate(sheet.rows, 1) if not is_blank_row(row)]
    if len(rows) == 0:
        raise RefusalError("G01-empty", sheet=sheet.name)
    try:
        found = _with_codes(file, sheet, rows, choice)
    except RefusalError:
        if (by_place := read_names_by_place(file, sheet)) is None:
            raise
        return by_place
    has_villages = any(len(code) >= WIDTH_OF_VILLAGE for code in found.names["area_code"])
    return found if has_villages else read_names_by_place(file, sheet) or found


def _with_codes(file: str, sheet: Sheet, rows: Sequence[Row], choice: str | None) -> AreaFile:
    header, below = split_header(rows)
    if not below:
        raise RefusalError("G01-headings", sheet=sheet.name)
    return read_names(file, sheet.name, header, below, choice)


def _from_json(content: bytes, file: str, choice: str | None) -> AreaFile:
    try:
        data: Any = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise RefusalError("G01-broken") from None
    if isinstance(data, Mapping) and data.get("type") == "Feature":
        data = {"features": [data]}
    if isinstance(data, Mapping) and isinstance(data.get("features"), list) and data["features"]:
        features = [each if isinstance(each, Mapping) else {} for each in data["features"]]
        return read_outlines(file, features, choice)
    if isinstance(data, list) and data and all(isinstance(each, Mapping) for each in data):
        header: list[Cell] = list(dict.fromkeys(str(key) for each in data for key in each))
        rows = [(number, [_plain(each.get(key)) for key in header]) for number, each in enumerate(data, 1)]
        return read_names(file, LIST, header, rows, choice)
    raise RefusalError("G01-other")


def _plain(value: Any) -> Cell:
    return value if isinstance(value, str | int | float) or value is None else None


def store_area_file(warehouse: Warehouse, inspected: AreaFile) -> int:
    """Keep what was inspected, all or nothing; returns how many areas. Of a refused file nothing is changed."""
    if inspected.refused:
        return 0
    if inspected.kind != NAMES:
        return save_boundaries(warehouse, inspected.outlines)
    return save_register(warehouse, inspected.names, inspected.map_codes)
