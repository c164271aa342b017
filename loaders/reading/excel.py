"""Workbooks of office programs, read by calamine from memory."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from loaders.reading.model import Cell, ReadRefusal, Sheet


def open_calamine(content: bytes) -> CalamineWorkbook:
    """The workbook opened by calamine. Raises ReadRefusal F01 (password) or F44 (broken inside)."""
    try:
        return CalamineWorkbook.from_filelike(BytesIO(content))
    except PasswordError:
        raise ReadRefusal("F01") from None
    except (CalamineError, OSError, ValueError):
        raise ReadRefusal("F44") from None


def worksheet_names(workbook: CalamineWorkbook) -> list[tuple[str, bool]]:
    """(name, hidden) of the sheets that hold cells, in order; charts and macro sheets are left out."""
    return [
        (sheet.name, sheet.visible != SheetVisibleEnum.Visible)
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]


def read_calamine_sheet(workbook: CalamineWorkbook, name: str, hidden: bool) -> Sheet:
    """One sheet with true row and column numbers, blanks as None. Raises ReadRefusal F44."""
    try:
        source = workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError):
        raise ReadRefusal("F44", sheet=name) from None
    return Sheet(name, _rows(source), _merges(source), hidden)


def _rows(source: CalamineSheet) -> list[list[Cell]]:
    if source.start is None:
        return []
    margin: list[Cell] = [None] * source.start[1]  # iter_rows() gives the empty rows above the data, not the columns
    rows: list[list[Cell]] = []
    for values in source.iter_rows():
        row: list[Cell] = [None if value == "" else value for value in values]
        rows.append(margin + row if margin else row)
    return rows


def _merges(source: CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    ranges = source.merged_cell_ranges or []
    return tuple((first[0], first[1], last[0], last[1]) for first, last in ranges)
