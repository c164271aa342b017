"""The codes that the columns of codes give each row: written in full, in parts (83 + 1 + 1), or padded with zeros.

A padded code may be that of a total (83010300): it is held against the sums of the rows below, never stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from catalogue.areas import COUNTRY, LEVELS, level_of
from loaders.checks.personal_columns import shown_value
from loaders.checks.problems import Problem
from loaders.mapping import model as f
from loaders.mapping.areas import ORDER, WIDTH, code_exists, trimmed_code, village_number
from loaders.mapping.cells import Journal, Places, Rows, distinct_of, label_of, read_numbers
from loaders.mapping.evidence import ANY_DIGITS, LEVEL_DIGITS
from loaders.mapping.model import ColumnMapping
from loaders.reading import AreaCode, Cell, column_cells, fold, parse_area_code
from loaders.rules import in_column, phrase, rule

COUNTRY_WORDS = ("th", "ประเทศไทย", "ทั้งประเทศ")
ABOVE = {"amphoe": 2, "tambon": 4, "village": 6}


@dataclass
class RowCodes:
    """`codes` per row (None where no column says one), as the finest column gives them; `faulty` rows.

    `is_padded`: zeros at the end say a level above that of the digits. `derived`: put together from parts.
    """

    codes: np.ndarray
    faulty: np.ndarray
    is_padded: np.ndarray
    derived: np.ndarray

    @classmethod
    def none(cls, count: int) -> RowCodes:
        """No code in any row."""
        flags = [np.zeros(count, dtype=bool) for _ in range(3)]
        return cls(np.full(count, None, dtype=object), *flags)


def read_row_codes(columns: Sequence[ColumnMapping], scope: str, rows: Rows, journal: Journal) -> RowCodes:
    """The codes of the columns, from the coarsest to the finest: a part of a code joins the code above it.

    `scope` stands above the first part. A cell that is no code is a fault of its row.
    """
    found = RowCodes.none(len(rows.numbers))
    parts: list[str] = []
    for column in sorted(columns, key=lambda each: _depth(each.field.of)):
        cells = rows.column(column)
        above = _above(found.codes, scope, column.field.of)
        if above is not None and _are_parts(cells, above):
            _join(found, cells, above, column, rows, journal)
            parts.append(column.field.of)
        else:
            _read(found, cells, column, rows, journal)
    if parts:
        note_derived(found.codes[found.derived & ~found.faulty], journal, _words_of(parts, columns))
    return found


def _depth(level: str) -> int:
    return ORDER.index(level) if level in ORDER else len(ORDER)


def _above(codes: np.ndarray, scope: str, level: str) -> np.ndarray | None:
    """The codes right above the level, row by row (the scope where no column says one); None where nothing is."""
    width = ABOVE.get(level)
    if width is None:
        return None
    filled = np.array([code or (scope if len(scope) == width else None) for code in codes], dtype=object)
    return filled if any(code is not None and len(code) == width for code in filled) else None


def _are_parts(cells: Sequence[Cell], above: np.ndarray) -> bool:
    """True for a column of numbers of one or two digits below codes."""
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    return bool(filled) and all(village_number(cell) is not None for cell in filled) and len(above) > 0


def _join(
    found: RowCodes, cells: Sequence[Cell], above: np.ndarray, column: ColumnMapping, rows: Rows, journal: Journal
) -> None:
    width = ABOVE[column.field.of]
    unknown = np.zeros(len(cells), dtype=bool)
    for place, cell in enumerate(cells):
        number, code = village_number(cell), above[place]
        if number is None or code is None or len(code) != width or found.faulty[place]:
            continue
        joined = f"{code}{number:02d}"
        unknown[place] = not code_exists(joined)
        found.codes[place], found.derived[place] = joined, True
    faulty_codes = {str(found.codes[place]) for place in np.flatnonzero(unknown)}
    for code in sorted(faulty_codes):
        mask = unknown & (found.codes == code)
        journal.faults(mask, rows.numbers, "C40", {"code": code}, column=label_of(column))
    found.faulty |= unknown


def _read(found: RowCodes, cells: Sequence[Cell], column: ColumnMapping, rows: Rows, journal: Journal) -> None:
    """Codes in full; a blank leaves what the columns above say."""
    digits = LEVEL_DIGITS.get(column.field.of, ANY_DIGITS)
    codes, distinct = distinct_of(cells)
    parsed = [_parsed(cell, digits) for cell in distinct]
    for (one, _), count in zip(parsed, np.bincount(codes, minlength=len(parsed)), strict=True):
        journal.repairs.update({repair: int(count) for repair in one.repairs})
    problems = np.array([one.problem or "" for one, _ in parsed], dtype=object)[codes]
    _note_faults(problems, cells, column, rows, journal)
    values = np.array([one.value for one, _ in parsed], dtype=object)[codes]
    padded = np.array([is_padded for _, is_padded in parsed], dtype=bool)[codes]
    has_value = np.array([value is not None for value in values], dtype=bool)
    found.codes[has_value] = values[has_value]
    found.is_padded = np.where(has_value, padded, found.is_padded)
    found.derived &= ~has_value
    found.faulty |= problems != ""


def _parsed(cell: Cell, digits: Sequence[int]) -> tuple[AreaCode, bool]:
    """(the code of its level, whether it was padded): 83010300 in a column of villages is tambon 830103."""
    if isinstance(cell, str) and fold(cell) in COUNTRY_WORDS and set(digits) == set(ANY_DIGITS):
        return AreaCode(COUNTRY), False
    wide = parse_area_code(cell, ANY_DIGITS)
    if wide.value is None:
        return (wide if wide.problem else parse_area_code(cell, digits)), False
    short = trimmed_code(wide.value)
    if short != wide.value and len(short) <= max(digits):
        return AreaCode(short, wide.repairs), True
    return parse_area_code(cell, digits), False


def _note_faults(
    problems: np.ndarray, cells: Sequence[Cell], column: ColumnMapping, rows: Rows, journal: Journal
) -> None:
    """Every cell that is no code; one of seven digits is asked whether a zero before หมู่ที่ is missing."""
    for place in np.flatnonzero(problems == "C09").tolist():
        code, better = _plain(cells[place]), _with_zero(cells[place])
        if not better:
            continue
        where = (journal.sheet, int(rows.numbers[place]), label_of(column))
        journal.log.add(Problem("C39", {"code": code, "better": better}, *where, value=code))
        problems[place] = "C39"
    for kind in sorted(set(problems) - {"", "C39"}):
        journal.faults(problems == kind, rows.numbers, in_column(kind, "code"), column=label_of(column))


def _plain(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()


def _with_zero(cell: Cell) -> str:
    """83010301 for 8301031, where its tambon exists; "" for anything else."""
    read = parse_area_code(cell, (7,))
    better = f"{read.value[:6]}0{read.value[6:]}" if read.value and read.value[6:] != "0" else ""
    return better if better and code_exists(better) else ""


def add_village_numbers(found: RowCodes, column: ColumnMapping, scope: str, rows: Rows, journal: Journal) -> None:
    """หมู่ที่ beside the code of a tambon gives the code of the village: 830106 and 1 are 83010601."""
    before = found.derived.copy()
    found.derived[:] = False
    for place, cell in enumerate(rows.column(column)):
        number, code = village_number(cell), found.codes[place]
        if number is not None and code is not None and len(code) == WIDTH["tambon"] and not found.faulty[place]:
            found.codes[place], found.derived[place] = f"{code}{number:02d}", True
            found.is_padded[place] = False
    if found.derived.any():
        note_derived(found.codes[found.derived & ~found.faulty], journal)
    found.derived |= before


def _words_of(parts: Sequence[str], columns: Sequence[ColumnMapping]) -> str:
    named = [each.field.of for each in columns if each.field.kind == f.AREA_CODE and each.field.of in ORDER]
    listed = [
        f.FIELDS[f.VILLAGE_NUMBER] if level == "village" else LEVELS[level]
        for level in sorted({*named, *parts}, key=_depth)
    ]
    return phrase("both", first=" ".join(listed[:-1]), last=listed[-1]) if len(listed) > 1 else listed[0]


def note_derived(codes: np.ndarray, journal: Journal, parts: str = "") -> None:
    """Say how many codes were put together, of which `parts` ("": a tambon's and หมู่ที่), and the first of them."""
    if not len(codes):
        return
    made = {"count": len(codes), "code": str(codes[0])}
    found = Problem("C41", {**made, "parts": parts}) if parts else Problem("C41-village", made)
    journal.log.add(replace(found, sheet=journal.sheet))


def rows_of_totals(found: RowCodes) -> np.ndarray:
    """The rows whose zeros say a level above the finest of the table: totals, never areas of their own."""
    good = [code is not None and not bad for code, bad in zip(found.codes, found.faulty, strict=True)]
    depths = np.array([_depth(level_of(code)) if ok else -1 for code, ok in zip(found.codes, good, strict=True)])
    return found.is_padded & (depths >= 0) & (depths < depths.max(initial=-1))


def check_totals(
    places: Places,
    rows: Rows,
    columns: Sequence[tuple[int, str]],
    items: Sequence[str] | None,
    journal: Journal,
) -> int:
    """Warn of every padded total that differs from the sum of its rows, or has none below it.

    `columns`: (position, label) of the columns that add up; `items`: of a long table, what each row is of
    ("": its values do not add up, and are not compared). Returns how many totals agree in every column.
    """
    if not places.totals.any():
        return 0
    count = int(places.totals.sum())
    journal.log.add(Problem("C50", {"count": count}, journal.sheet))
    values = [_values(rows, index, journal) for index, _ in columns]
    found, agreed = _rows_below(places, items), 0
    for place in np.flatnonzero(places.totals).tolist():
        code, row = str(places.codes[place]), int(rows.numbers[place])
        below = found.get((code, items[place] if items is not None else ""), [])
        if not below:
            journal.log.add(Problem("C43", {"code": code}, journal.sheet, row, value=code))
            continue
        if items is not None and not items[place]:
            continue
        off = 0
        for (_, label), numbers in zip(columns, values, strict=True):
            ours, published = float(np.nansum(numbers[below])), float(numbers[place])
            if abs(ours - published) > rule("V40").bound:
                off += 1
                words = {"difference": published - ours, "ours": ours}
                journal.log.add(Problem("V40", words, journal.sheet, row, label, shown_value(published)))
        agreed += bool(columns) and not off
    return agreed


def _rows_below(places: Places, items: Sequence[str] | None) -> dict[tuple[str, str], list[int]]:
    """(code of a total, item) → the positions of the rows below it."""
    widths = {len(str(places.codes[place])) for place in np.flatnonzero(places.totals).tolist()}
    found: dict[tuple[str, str], list[int]] = {}
    for place in np.flatnonzero(~places.totals).tolist():
        code = str(places.codes[place] or "")
        for width in widths:
            found.setdefault((code[:width], items[place] if items is not None else ""), []).append(place)
    return found


def _values(rows: Rows, index: int, journal: Journal) -> np.ndarray:
    column = column_cells(rows.cells, index)
    return read_numbers(column, rows.numbers, "", journal, quiet=True).values
