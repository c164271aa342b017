"""A file of target households (a code and a number a row): its form, and reading it through the door of all files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final

import xlsxwriter

from catalogue.areas import area_names
from loaders.checks.problems import ERROR, Problem, column_name, problem_of_refusal
from loaders.reading import (
    REPAIRS,
    AreaCode,
    Cell,
    Number,
    ReadLimits,
    ReadRefusal,
    Sheet,
    fold,
    is_blank_row,
    parse_area_code,
    parse_number,
    read_workbook_here,
    run_in_child,
)
from loaders.reading.child import Cancelled, Progress
from loaders.reading.reader import refuse_size
from loaders.rules import in_column
from loaders.safe_tables import safe_workbook
from warehouse import Warehouse, save_targets
from warehouse.targets import MOST_HOUSEHOLDS

HEADINGS: Final = ("รหัสพื้นที่", "ชื่อพื้นที่", "ครัวเรือนเป้าหมาย")
CODE_WORDS: Final = tuple(fold(word) for word in ("รหัสพื้นที่", "รหัสหมู่บ้าน", "รหัสชุมชน", "รหัส", "area_code"))
TARGET_WORDS: Final = tuple(fold(word) for word in ("ครัวเรือนเป้าหมาย", "จำนวนครัวเรือน", "ครัวเรือน", "households"))
VILLAGE_DIGITS: Final = (8, 10)
HEADING_ROWS: Final = 20
Fault = tuple[int, Problem]  # column (0 the code, 1 the number), what is wrong with its cell


@dataclass(frozen=True)
class TargetFile:
    """One file read and checked, with nothing written. `households`: code of a village → target; rows without a number
    are no targets and no faults. `rows_read` = targets + `rows_blank` + `rows_refused`; `problems` name those refused.
    """

    file: str
    households: Mapping[str, int] = field(default_factory=dict[str, int])
    problems: tuple[Problem, ...] = ()
    repairs: Mapping[str, int] = field(default_factory=dict[str, int])
    rows_read: int = 0
    rows_blank: int = 0
    rows_refused: int = 0

    @property
    def refused(self) -> bool:
        """True where any row has a fault or there is no target: nothing of such a file is kept."""
        return not self.households or any(problem.severity == ERROR for problem in self.problems)


def inspect_target_file(
    content: bytes,
    file: str,
    *,
    in_child: bool = True,
    on_progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> TargetFile:
    """Read and check one file of targets; nothing is written or raised. `on_progress`, `cancelled`: as run_in_child."""
    limits = ReadLimits.from_environment()
    try:
        refuse_size(content, limits)
        if in_child:
            return run_in_child(
                read_target_file, content, file, limits=limits, on_progress=on_progress, cancelled=cancelled
            )
        return read_target_file(content, file)
    except ReadRefusal as refusal:
        return TargetFile(file, problems=(problem_of_refusal(refusal, refusal.sheet),))


def read_target_file(content: bytes, file: str) -> TargetFile:
    """As inspect_target_file, in this process. Raises ReadRefusal for a file that cannot be read."""
    for sheet in safe_workbook(read_workbook_here(content, file)).sheets:
        if (found := _heading(sheet)) is not None:
            return _read(file, sheet, *found)
    lacking = Problem("L14-targets", {"code": HEADINGS[0], "households": HEADINGS[2]})
    return TargetFile(file, problems=(lacking,))


def _heading(sheet: Sheet) -> tuple[int, int, int] | None:
    """(place of the heading row, of the code, of the number), from 0; the fullest heading word wins."""
    for place, row in enumerate(sheet.rows[:HEADING_ROWS]):
        code, target = _place(row, CODE_WORDS), _place(row, TARGET_WORDS)
        if code is not None and target is not None and code != target:
            return place, code, target
    return None


def _place(row: Sequence[Cell], words: Sequence[str]) -> int | None:
    folded = [fold(str(cell)) if isinstance(cell, str) else "" for cell in row]
    return next((folded.index(word) for word in words if word in folded), None)


def _read(file: str, sheet: Sheet, heading: int, code_place: int, target_place: int) -> TargetFile:
    labels = [column_name(place, str(sheet.rows[heading][place])) for place in (code_place, target_place)]
    households: dict[str, int] = {}
    first_row: dict[str, int] = {}
    repairs: Counter[str] = Counter()
    problems: list[Problem] = []
    rows = [(row, cells) for row, cells in enumerate(sheet.rows[heading + 1 :], heading + 2) if not is_blank_row(cells)]
    for row, cells in rows:
        code = parse_area_code(_cell(cells, code_place), VILLAGE_DIGITS)
        number = parse_number(_cell(cells, target_place))
        repairs.update(REPAIRS[repair] for repair in (*code.repairs, *number.repairs))
        if (fault := _fault_of_code(code, first_row) or _fault_of_number(number)) is not None:
            column, problem = fault
            problems.append(replace(problem, sheet=sheet.name, row=row, column=labels[column]))
            continue
        first_row[str(code.value)] = row
        if number.value is not None:
            households[str(code.value)] = int(number.value)
    refused, blank = len(problems), len(first_row) - len(households)
    if not households and not problems:
        problems.append(Problem("L24-targets", {"most": MOST_HOUSEHOLDS}, sheet.name))
    return TargetFile(file, households, tuple(problems), dict(repairs), len(rows), blank, refused)


def _fault_of_code(code: AreaCode, first_row: Mapping[str, int]) -> Fault | None:
    if code.problem or code.value is None:
        return 0, Problem(in_column(code.problem or "C01", "village_code"))
    if code.value[:2] not in area_names():
        return 0, Problem("C06", {"province": code.value[:2]})
    if code.value in first_row:
        return 0, Problem("C18-earlier", {"row": first_row[code.value]})
    return None


def _fault_of_number(number: Number) -> Fault | None:
    value = number.value
    if number.problem:
        return 1, Problem(in_column(number.problem, "target"), {"most": MOST_HOUSEHOLDS})
    if value is not None and (value != int(value) or number.is_percent or not 1 <= value <= MOST_HOUSEHOLDS):
        return 1, Problem("V23-target", {"most": MOST_HOUSEHOLDS})
    return None


def _cell(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None


def store_targets(warehouse: Warehouse, inspected: TargetFile, year_be: int) -> int:
    """Keep the targets of a file for a year; returns how many. Of a refused file nothing is changed. Raises
    WarehouseError for an impossible year."""
    if inspected.refused:
        return 0
    save_targets(warehouse, year_be, inspected.households)
    return len(inspected.households)


def write_target_form(target: BinaryIO | str, areas: Mapping[str, str], held: Mapping[str, int] | None = None) -> None:
    """The form as a workbook: code (as text), name and target of each area, targets already held filled in."""
    held = held or {}
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("ครัวเรือนเป้าหมาย")
    as_text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bg_color": "#EAF0F6"})
    sheet.write_row(0, 0, HEADINGS, bold)
    for row, (code, name) in enumerate(sorted(areas.items()), 1):
        sheet.write_string(row, 0, code, as_text)
        sheet.write_string(row, 1, name)
        if code in held:
            sheet.write_number(row, 2, held[code])
    whole = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": MOST_HOUSEHOLDS,
             "error_title": "ต้องเป็นจำนวนเต็ม",
             "error_message": Problem("V23-target", {"most": MOST_HOUSEHOLDS}).fix}  # fmt: skip
    sheet.data_validation(1, 2, max(len(areas), 200), 2, whole)
    sheet.set_column(0, 0, 16, as_text)
    sheet.set_column(1, 1, 36)
    sheet.set_column(2, 2, 20)
    sheet.freeze_panes(1, 0)
    book.close()
