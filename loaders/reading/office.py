"""Office workbooks: preflight of their kind, then calamine, then what the preflight found put onto the sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import TypeVar

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from loaders.reading.binary_workbooks import preflight_xls, preflight_xlsb
from loaders.reading.ods import preflight_ods
from loaders.reading.pipes import progress
from loaders.reading.sheets import UNCALCULATED, Cell, ReadLimits, ReadNote, ReadRefusal, Sheet
from loaders.reading.xlsx import SheetScan, preflight_xlsx

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


_GHOSTS_WORTH_A_NOTE = 100


def read_office(content: bytes, kind: str, limits: ReadLimits) -> tuple[tuple[Sheet, ...], list[ReadNote]]:
    """(sheets, notes) of an xlsx, xlsm, xlsb, xls or ods. Raises ReadRefusal."""
    scans, notes = _preflight(content, kind, limits)
    workbook = open_calamine(content)
    sheets: list[Sheet] = []
    places = {sheet.name: place for place, sheet in enumerate(workbook.sheets_metadata)}
    for name, hidden in worksheet_names(workbook):
        scan = scans.get(name) if isinstance(scans, dict) else _at(scans, places[name])
        sheet = with_scan(read_calamine_sheet(workbook, name, hidden), scan)
        notes.extend(sheet_notes(sheet, scan))
        sheets.append(sheet)
    return tuple(sheets), notes


def _preflight(
    content: bytes, kind: str, limits: ReadLimits
) -> tuple[dict[str, SheetScan] | list[SheetScan], list[ReadNote]]:
    """Scans by sheet name where the kind tells names (xlsx), otherwise in the order of the sheets."""
    if kind == "xls":
        return preflight_xls(content, limits)
    if kind == "ods":
        return preflight_ods(content, limits)
    if kind == "xlsb":
        return preflight_xlsb(content, limits)
    return preflight_xlsx(content, limits)


def _at(scans: list[SheetScan], place: int) -> SheetScan | None:
    return scans[place] if place < len(scans) else None


def with_scan(sheet: Sheet, scan: SheetScan | None) -> Sheet:
    """The sheet with its error cells marked in place, where calamine left a blank, and its empty tail cut."""
    errors = sorted(set(scan.errors)) if scan else []
    for row, column, text in errors:
        _put(sheet.rows, row, column, text)
    while sheet.rows and not any(value is not None for value in sheet.rows[-1]):
        sheet.rows.pop()
    merges = sheet.merges or (tuple(scan.merges) if scan else ())
    return replace(sheet, error_cells=tuple(errors), hidden_rows=scan.hidden_rows if scan else 0, merges=merges)


def _put(rows: list[list[Cell]], row: int, column: int, text: str) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = text


def sheet_notes(sheet: Sheet, scan: SheetScan | None) -> list[ReadNote]:
    """What a person should know of one sheet: hidden, hidden rows, errors, uncalculated formulas, ghost rows."""
    notes: list[ReadNote] = []
    if sheet.hidden:
        notes.append(ReadNote("L11", "WARN", sheet.name))
    if sheet.hidden_rows:
        notes.append(ReadNote("L12", "WARN", sheet.name, count=sheet.hidden_rows))
    for key, positions in (
        ("V01-noted", [each for each in sheet.error_cells if each[2] != UNCALCULATED]),
        ("V03-noted", [each for each in sheet.error_cells if each[2] == UNCALCULATED]),
    ):
        if positions:
            rows = tuple(sorted({row + 1 for row, _, _ in positions}))
            notes.append(ReadNote(key, "WARN", sheet.name, rows, len(positions)))
    if scan and scan.ghost_rows >= _GHOSTS_WORTH_A_NOTE:
        notes.append(ReadNote("F13", "FIX", sheet.name, count=scan.ghost_rows))
    return notes
