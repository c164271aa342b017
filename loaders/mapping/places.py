"""Which area each row is of: by its code, by a path of names, or by its tambon and หมู่ที่."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from catalogue.areas import level_of
from loaders.checks.problems import Problem, RefusalError
from loaders.finding import SECTION, FoundTable
from loaders.mapping import model as f
from loaders.mapping.area_checks import check_one_level, outside, unknown_codes, widths_mixed
from loaders.mapping.areas import ORDER, WIDTH, AreaIndex, Named, is_english, own_name, parse_named, village_number
from loaders.mapping.cells import Journal, Places, Rows, label_of
from loaders.mapping.model import ColumnMapping, Mapping
from loaders.mapping.row_codes import RowCodes, add_village_numbers, note_derived, read_row_codes, rows_of_totals
from loaders.reading import Cell, Sheet

SHOWN = 5
FOUND_BY_NAME = "หารหัสพื้นที่จากชื่อ"


def find_places(
    sheet: Sheet, found: FoundTable, mapping: Mapping, rows: Rows, areas: AreaIndex, journal: Journal
) -> Places:
    """The area of every row. Raises RefusalError when nothing says the area, or the rows are of several levels."""
    count, scope = len(rows.numbers), mapping.area_code or ""
    columns = _AreaColumns.of(mapping)
    if not columns.codes and not columns.names and columns.number_of_village is None:
        if not scope:
            raise RefusalError("L14-areas", sheet=sheet.name)
        codes = np.full(count, scope, dtype=object)
        return Places(codes, [None] * count, np.zeros(count, dtype=bool), level_of(scope), np.zeros(count, dtype=bool))
    read = read_row_codes(columns.codes, scope, rows, journal)
    totals = rows_of_totals(read)
    if columns.number_of_village is not None:
        add_village_numbers(read, columns.number_of_village, scope, rows, journal)
    missing = ~read.faulty & ~totals & np.array([not columns.is_enough(code) for code in read.codes], dtype=bool)
    if missing.any():
        finder = _Finder(sheet, areas, columns, scope, _sections(sheet, found), journal)
        read.faulty |= finder.fill(read, missing, rows)
    codes, faulty = read.codes, read.faulty
    if len(columns.names) == 1 and not columns.codes and columns.number_of_village is None:
        totals = totals | _rows_above(codes, faulty)
    faulty |= _without_village(columns, codes, faulty | totals, rows, journal)
    label = label_of(
        [*columns.codes, *columns.names, *columns.village][0 if not columns.codes else len(columns.codes) - 1]
    )
    faulty |= outside(codes, faulty, scope, (rows, label), journal)
    level = check_one_level(codes, faulty | totals, sheet.name)
    faulty |= widths_mixed(codes, faulty | totals, (rows, label), journal)
    unknown_codes(codes[~faulty], label, journal)
    named = columns.named(level)
    names = [_name(cell, level) for cell in rows.column(named)] if named else [None] * count
    above = tuple(
        (each.field.of, rows.column(each))
        for each in columns.names
        if each.field.of in ORDER and each is not named and _depth(each.field.of) < _depth(level)
    )
    return Places(codes, names, faulty, level, totals, label, label_of(named) if named else None, above)


def _rows_above(codes: np.ndarray, faulty: np.ndarray) -> np.ndarray:
    """The rows of areas that stand there again in parts (อ.ถลาง above its tambon): totals of these. None is, where an
    area of a level above has no part among the rows."""
    good = [code if code is not None and not bad else "" for code, bad in zip(codes, faulty, strict=True)]
    finest = max(map(len, good), default=0)
    parts = [code for code in good if len(code) == finest]
    above = np.array([0 < len(code) < finest for code in good], dtype=bool)
    stems = {part[:width] for part in parts for width in WIDTH.values()}
    is_whole = all(good[place] in stems for place in np.flatnonzero(above))
    return above if is_whole else np.zeros(len(good), dtype=bool)


def _name(cell: Cell, level: str) -> str | None:
    if not isinstance(cell, str):
        return None
    return own_name(cell, level) or None


def _depth(level: str) -> int:
    return ORDER.index(level) if level in ORDER else len(ORDER)


@dataclass(frozen=True)
class _AreaColumns:
    """The columns that say where a row is, each list from the coarsest level to the finest."""

    codes: list[ColumnMapping]
    names: list[ColumnMapping]
    number_of_village: ColumnMapping | None

    @classmethod
    def of(cls, mapping: Mapping) -> _AreaColumns:
        codes, names = (
            sorted(mapping.of_kind(kind), key=lambda column: _depth(column.field.of))
            for kind in (f.AREA_CODE, f.AREA_NAME)
        )
        return cls(codes, names, next(iter(mapping.of_kind(f.VILLAGE_NUMBER)), None))

    def is_enough(self, code: str | None) -> bool:
        """True for a code that no name makes finer."""
        if code is None:
            return False
        finest_name = max((_depth(column.field.of) for column in self.names if column.field.of), default=-1)
        if self.number_of_village is not None:
            finest_name = _depth("village")
        says_any_level = bool(self.codes) and self.codes[-1].field.of == "" and self.number_of_village is None
        return says_any_level or _depth(level_of(code)) >= finest_name

    def named(self, level: str) -> ColumnMapping | None:
        """The column whose names are those of the rows' level; else the one that does not say of which level."""
        named = {column.field.of: column for column in self.names}
        return named.get(level) or named.get("")

    @property
    def village(self) -> list[ColumnMapping]:
        """The columns that say a village."""
        named = [column for column in self.names if column.field.of == "village"]
        return [*named, *([self.number_of_village] if self.number_of_village else [])]


def _without_village(
    columns: _AreaColumns, codes: np.ndarray, left_out: np.ndarray, rows: Rows, journal: Journal
) -> np.ndarray:
    """Rows of a tambon whose cells of หมู่ที่ and village are blank, among rows of villages."""
    widths = np.array([len(code) if code is not None else 0 for code in codes])
    lacking = (widths == WIDTH["tambon"]) & ~left_out & bool((widths >= 8).any())
    for column in columns.village:
        lacking &= np.array([cell is None or not str(cell).strip() for cell in rows.column(column)], dtype=bool)
    lacking &= bool(columns.village)
    return journal.faults(lacking, rows.numbers, "C42")


@dataclass(frozen=True)
class _Finder:
    """Finds the rows' areas by their names; `sections`: Excel row → the area that a group's name gives below it."""

    sheet: Sheet
    areas: AreaIndex
    columns: _AreaColumns
    scope: str
    sections: dict[int, list[Named]]
    journal: Journal

    def fill(self, read: RowCodes, missing: np.ndarray, rows: Rows) -> np.ndarray:
        """Fill the missing codes; what is not one area only is refused, naming the areas it may be."""
        named = [(column, rows.column(column)) for column in self.columns.names]
        numbers = (
            rows.column(self.columns.number_of_village)
            if self.columns.number_of_village
            else [None] * len(rows.numbers)
        )
        label = label_of([*self.columns.codes, *self.columns.names, *self.columns.village][-1])
        refused, derived = (np.zeros(len(read.codes), dtype=bool) for _ in range(2))
        known: dict[tuple[object, ...], tuple[list[str], bool]] = {}
        found: dict[int, tuple[list[str], bool, list[Named]]] = {}
        for place in np.flatnonzero(missing).tolist():
            row = int(rows.numbers[place])
            section = max((each for each in self.sections if each < row), default=0)
            key = (section, read.codes[place], numbers[place], *(cells[place] for _, cells in named))
            path = [each for column, cells in named for each in _names_of(column, cells[place])]
            number = village_number(numbers[place])
            path += [Named("village", "", number)] if number is not None and not path else []
            if key not in known:
                known[key] = self._area(path, read.codes[place] or "", number, section)
            found[place] = (*known[key], path)
        levels = {level_of(codes[0]) for codes, _, _ in found.values() if len(codes) == 1}
        for place, (codes, is_derived, path) in found.items():
            of_level = _of_level(codes, levels)
            if len(of_level) == 1:
                read.codes[place], derived[place] = of_level[0], is_derived
                if not is_derived:
                    self.journal.repairs[FOUND_BY_NAME] += 1
            else:
                refused[place] = True
                where = (self.sheet.name, int(rows.numbers[place]), label)
                self.journal.log.add(_unplaced(codes, path, self.areas, where))
        note_derived(read.codes[derived], self.journal)
        return refused

    def _area(self, path: list[Named], base: str, number: int | None, section: int) -> tuple[list[str], bool]:
        """(the areas that fit, whether the code was put together of a tambon's and หมู่ที่)."""
        named = [Named(level_of(base), "", None, base)] if base else []
        named += [each for each in path if each.name or each.code] + self.sections.get(section, [])
        number = number or next((each.village_number for each in path if each.village_number is not None), None)
        if number is None:
            found = self.areas.find(list(dict.fromkeys(named)), self.scope)
            is_lone = len(named) == 1 and not self.scope and any(len(code) > WIDTH["tambon"] for code in found)
            return ([] if is_lone else found), False  # many villages share a name, and we know the names of a few
        named = [Named(each.level or "village", each.name, None, each.code) for each in named]
        above = list(dict.fromkeys(each for each in named if each.level != "village"))
        village = list(dict.fromkeys(each for each in named if each.level == "village"))
        tambons = self.areas.find(above, self.scope) if above else [self.scope]
        tambons = [code for code in tambons if len(code) == WIDTH["tambon"]]
        by_name = [code for code in self.areas.find([*above, *village], self.scope) if len(code) > 6] if village else []
        numbered = [f"{code}{number:02d}" for code in tambons]
        if len(tambons) == 1:
            same = not by_name or any(code.startswith(numbered[0]) for code in by_name)
            return (numbered, True) if same else (sorted({*numbered, *by_name}), False)
        fitting = [code for code in by_name if len(code) == 8 and code[6:] == f"{number:02d}"]
        return (fitting, False) if fitting else (numbered, False)


def _of_level(codes: list[str], levels: set[str]) -> list[str]:
    """The areas a name may be; among rows that are all provinces it is its province, and no tambon (ตรัง)."""
    if len(codes) <= 1 or levels != {"province"}:
        return codes
    return [code for code in codes if level_of(code) in levels] or codes


def _names_of(column: ColumnMapping, cell: Cell) -> list[Named]:
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()
    return parse_named(text, column.field.of) if text else []


def _unplaced(found: list[str], path: list[Named], areas: AreaIndex, where: tuple[str, int, str]) -> Problem:
    sheet, row, label = where
    if not found:
        if not path:
            return Problem("C01", sheet=sheet, row=row, column=label)
        if path and not any(each.name or each.code for each in path):
            return Problem("C47", sheet=sheet, row=row, column=label)
        if elsewhere := _elsewhere(path, areas):
            listed = tuple(
                f"{code} {areas.names.get(code, '')} (จังหวัด{areas.names.get(code[:2], '')})" for code in elsewhere
            )
            return Problem("C10-elsewhere", {"areas": listed}, sheet, row, label)
        if any(is_english(each.name) for each in path):
            return Problem("C38", sheet=sheet, row=row, column=label)
        return Problem("C01-name", sheet=sheet, row=row, column=label)
    listed = tuple(f"{code} {areas.names.get(code) or areas.names.get(code[:6], '')}".strip() for code in found[:SHOWN])
    return Problem("C10", {"areas": listed}, sheet, row, label)


def _elsewhere(path: list[Named], areas: AreaIndex) -> list[str]:
    """The amphoe and tambon of the finest name that lie elsewhere than the row or the person says; [] for none."""
    for first in range(len(path)):
        found = [code for code in areas.find(path[first:]) if len(code) in (WIDTH["amphoe"], WIDTH["tambon"])]
        if found:
            return found[:SHOWN]
    return []


def _sections(sheet: Sheet, found: FoundTable) -> dict[int, list[Named]]:
    """Excel row → the area that a group's name (อำเภอถลาง) gives to the rows below it."""
    sections: dict[int, list[Named]] = {0: []}
    for row in found.rows_as(SECTION):
        texts = [cell for column in found.columns if isinstance(cell := sheet.cell(row - 1, column.index), str)]
        named = [each for text in texts[:1] for each in parse_named(text) if each.level in ORDER]
        sections[row] = named
    return sections
