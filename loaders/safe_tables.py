"""Workbooks and tables without what names of sheets and headings say of persons."""

from __future__ import annotations

from dataclasses import replace

from loaders.checks.personal_columns import is_personal_value, is_telling, safe_heading
from loaders.finding import FoundTable
from loaders.reading import Workbook
from words.personal_text import without_person


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


def _safe_part(part: str) -> str:
    return "" if is_personal_value(part) else without_person(part) if is_telling(part) else part
