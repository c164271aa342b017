"""Tables and names of areas without what they say of persons: told by sheet and row, never repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from loaders.checks.personal_columns import is_personal_value, safe_heading
from loaders.checks.problems import ProblemLog, numbers_where
from loaders.finding import FoundTable
from loaders.reading import Cell, Workbook
from words.personal_text import holds_person, without_person

CUT = "ชื่อพื้นที่มีข้อมูลส่วนบุคคลปนอยู่ จึงเก็บเฉพาะส่วนที่เป็นชื่อพื้นที่"
LEFT_OUT = "ช่องชื่อพื้นที่เป็นข้อมูลส่วนบุคคล จึงไม่เก็บชื่อในแถวนี้"


def is_wholly_personal(cell: Cell) -> bool:
    """True for a name nothing of which may be kept."""
    return is_personal_value(cell) or (isinstance(cell, str) and holds_person(cell) and not without_person(cell))


def note_personal_names(names: Sequence[Cell], where: tuple[np.ndarray, str, str], log: ProblemLog) -> np.ndarray:
    """Warn of the rows whose name is not kept, or only in part; returns the rows whose name is not kept at all.

    `where`: Excel's row numbers, the sheet, the label of the column of names."""
    rows, sheet, label = where
    distinct = {cell for cell in names if isinstance(cell, str | int | float)}
    fully_personal = {cell for cell in distinct if is_wholly_personal(cell)}
    partly = {cell for cell in distinct - fully_personal if isinstance(cell, str) and holds_person(cell)}
    left_out = np.array([cell in fully_personal for cell in names], dtype=bool)
    cut = np.array([cell in partly for cell in names], dtype=bool)
    log.rows(numbers_where(left_out, rows), "P01-left_out", sheet=sheet, column=label)
    log.rows(numbers_where(cut, rows), "P01", sheet=sheet, column=label)
    return left_out


def safe_workbook(workbook: Workbook) -> Workbook:
    """The workbook with the names of its sheets as they may be told: two of a name are told apart by their place."""
    if not any(is_telling(sheet.name) for sheet in workbook.sheets):
        return workbook
    names = {sheet.name: sheet.name for sheet in workbook.sheets if not is_telling(sheet.name)}
    for number, sheet in enumerate(workbook.sheets, 1):
        if sheet.name not in names:
            name = safe_sheet_name(sheet.name, number)
            names[sheet.name] = f"{name} ({number})" if name in names.values() else name
    return replace(
        workbook,
        sheets=tuple(replace(sheet, name=names[sheet.name]) for sheet in workbook.sheets),
        notes=tuple(
            replace(note, sheet=names.get(note.sheet, note.sheet) if note.sheet else None) for note in workbook.notes
        ),
    )


def safe_sheet_name(name: str, number: int | None = None) -> str:
    """The name of a sheet as it may be told; แผ่นงานที่ and its place where nothing of it may."""
    kept = "" if is_personal_value(name) else without_person(name) if is_telling(name) else name
    return kept or (f"แผ่นงานที่ {number}" if number else "แผ่นงาน")


def safe_table(table: FoundTable) -> FoundTable:
    """The table with its headings as they may be told (see safe_heading)."""
    if not any(is_telling(column.heading) for column in table.columns):
        return table
    columns = tuple(
        replace(
            column,
            heading=safe_heading(column.index, column.heading),
            parts=tuple(part for part in map(_safe_part, column.parts) if part),
        )
        if is_telling(column.heading)
        else column
        for column in table.columns
    )
    return replace(table, columns=columns)


def is_telling(text: str) -> bool:
    """True for a text with a personal value anywhere in it."""
    return is_personal_value(text) or holds_person(text)


def _safe_part(part: str) -> str:
    return "" if is_personal_value(part) else without_person(part) if is_telling(part) else part
