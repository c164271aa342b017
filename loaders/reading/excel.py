"""Workbooks of office programs, read by calamine from memory."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TypeVar

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from loaders.reading.model import Cell, ReadRefusal, Sheet
from loaders.reading.progress import progress

Result = TypeVar("Result")
PROGRESS_ROWS = 5000


def open_calamine(content: bytes) -> CalamineWorkbook:
    """The workbook opened by calamine. Raises ReadRefusal F01 (password) or F44 (broken inside)."""
    return _guarded(lambda: CalamineWorkbook.from_filelike(BytesIO(content)))


def _guarded(call: Callable[[], Result], sheet: str | None = None) -> Result:
    """The result of `call`; whatever calamine raises, a panic included, becomes F01 or F44 without its text."""
    try:
        return call()
    except PasswordError:
        raise ReadRefusal("F01", sheet=sheet) from None
    except MemoryError:
        raise ReadRefusal("F42", sheet=sheet) from None
    except BaseException as error:  # a panic in Rust arrives as pyo3's PanicException, outside Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise ReadRefusal("F44", sheet=sheet) from None


def worksheet_names(workbook: CalamineWorkbook) -> list[tuple[str, bool]]:
    """(name, hidden) of the sheets that hold cells, in order; charts and macro sheets are left out."""
    return [
        (sheet.name, sheet.visible != SheetVisibleEnum.Visible)
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]


def read_calamine_sheet(workbook: CalamineWorkbook, name: str, hidden: bool) -> Sheet:
    """One sheet with true row and column numbers, blanks as None. Raises ReadRefusal F44."""
    source = _guarded(lambda: workbook.get_sheet_by_name(name), name)
    return Sheet(name, _guarded(lambda: _rows(source), name), _guarded(lambda: _merges(source), name), hidden)


def _rows(source: CalamineSheet) -> list[list[Cell]]:
    if source.start is None:
        return []
    margin: list[Cell] = [None] * source.start[1]  # iter_rows() gives the empty rows above the data, not the columns
    rows: list[list[Cell]] = []
    for values in source.iter_rows():
        row: list[Cell] = [None if value == "" else value for value in values]
        rows.append(margin + row if margin else row)
        if len(rows) % PROGRESS_ROWS == 0:
            progress(len(rows), source.total_height)
    return rows


def _merges(source: CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    ranges = source.merged_cell_ranges or []
    return tuple((first[0], first[1], last[0], last[1]) for first, last in ranges)
