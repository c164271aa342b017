"""Which area and which year (พ.ศ.) each row is of: by code or path of names, by a year that says its era."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from catalogue.areas import LEVELS, area_names, level_of
from loaders.area_names import note_areas_without_name
from loaders.checks.impossible import checked_year
from loaders.checks.problems import WARNING, Problem, RefusalError, column_name, numbers_where
from loaders.finding import SECTION, FoundTable
from loaders.mapping import model as f
from loaders.mapping.areas import ORDER, AreaIndex, Named, bare_name, parse_named
from loaders.mapping.columns import Journal, distinct_of
from loaders.mapping.evidence import LEVEL_DIGITS
from loaders.mapping.model import ColumnMapping, Mapping
from loaders.reading import PROBLEMS, Cell, Sheet, Year, column_cells, fold, parse_area_code, parse_year_be

FIX_CODE = "ใส่รหัสพื้นที่ จังหวัด 2 อำเภอ 4 ตำบล 6 หมู่บ้าน 8 หลัก"
FIX_NAME = "เพิ่มคอลัมน์รหัสพื้นที่ หรือชื่ออำเภอและตำบลที่พื้นที่นี้อยู่"
SHOWN = 5


@dataclass(frozen=True)
class Places:
    """`codes` per row (None where refused) and `names` as the file has them; `faulty` rows; the rows' one `level`.

    `names_label`: the column of the names, None where the table has none.
    """

    codes: np.ndarray
    names: Sequence[str | None]
    faulty: np.ndarray
    level: str
    names_label: str | None = None


@dataclass(frozen=True)
class Rows:
    """The data rows of a table: cells from column A, and Excel's row numbers."""

    cells: Sequence[Sequence[Cell]]
    numbers: np.ndarray

    def column(self, mapped: ColumnMapping) -> list[Cell]:
        """The cells of a mapped column."""
        return column_cells(self.cells, mapped.index)


def label_of(column: ColumnMapping) -> str:
    """The column as a report names it."""
    return column_name(column.index, column.heading)


def find_places(
    sheet: Sheet, found: FoundTable, mapping: Mapping, rows: Rows, areas: AreaIndex, journal: Journal
) -> Places:
    """The area of every row. Raises RefusalError when nothing says the area, or the rows are of several levels."""
    count = len(rows.numbers)
    codes, faulty = np.full(count, None, dtype=object), np.zeros(count, dtype=bool)
    code_columns = sorted(mapping.of_kind(f.AREA_CODE), key=lambda column: _depth(column.field.of))
    name_columns = sorted(mapping.of_kind(f.AREA_NAME, f.VILLAGE_NUMBER), key=lambda column: _depth(column.field.of))
    scope = mapping.area_code or ""
    if not code_columns and not name_columns:
        if not scope:
            raise RefusalError("ไม่มีคอลัมน์รหัสหรือชื่อพื้นที่", "เลือกคอลัมน์พื้นที่ หรือระบุพื้นที่ของทั้งตาราง", sheet=sheet.name, rule="L14")
        codes[:] = scope
        return Places(codes, [None] * count, faulty, level_of(scope))
    finest_name = max((_depth(column.field.of) for column in name_columns), default=-1)
    if code_columns and (
        _depth(code_columns[-1].field.of) >= finest_name or code_columns[-1].field.of in ("", "village")
    ):
        codes, faulty = _read_codes(code_columns[-1], rows, journal)
    missing = np.array([code is None for code in codes], dtype=bool) & ~faulty
    if missing.any():
        faulty |= _by_names(sheet, found, (name_columns, code_columns), rows, areas, (codes, missing, scope), journal)
    faulty |= _outside(codes, faulty, scope, rows, journal)
    level = _one_level(codes, faulty, sheet.name)
    faulty |= _both_widths(codes, faulty, rows, journal)
    named = _name_column(name_columns, level)
    names = [cell if isinstance(cell, str) else None for cell in rows.column(named)] if named else [None] * count
    return Places(codes, names, faulty, level, label_of(named) if named else None)


def _name_column(columns: Sequence[ColumnMapping], level: str) -> ColumnMapping | None:
    """The column whose names are those of the rows' level; else the one that does not say of which level."""
    named = {column.field.of: column for column in columns if column.field.kind == f.AREA_NAME}
    return named.get(level) or named.get("")


def _depth(level: str) -> int:
    return ORDER.index(level) if level in ORDER else len(ORDER)


def _read_codes(column: ColumnMapping, rows: Rows, journal: Journal) -> tuple[np.ndarray, np.ndarray]:
    digits = LEVEL_DIGITS.get(column.field.of, (2, 4, 6, 8, 10))
    codes, distinct = distinct_of(rows.column(column))
    parsed = [parse_area_code(cell, digits) for cell in distinct]
    for one, count in zip(parsed, np.bincount(codes, minlength=len(parsed)), strict=True):
        journal.repairs.update({repair: int(count) for repair in one.repairs})
    values = np.array([one.value for one in parsed], dtype=object)[codes]
    problems = np.array([one.problem or "" for one in parsed], dtype=object)[codes]
    for kind in sorted(set(problems) - {""}):
        journal.faults(
            problems == kind, rows.numbers, f"{PROBLEMS[kind]} [{kind}]", FIX_CODE, label_of(column), rule=kind
        )
    return values, problems != ""


def _by_names(
    sheet: Sheet,
    found: FoundTable,
    columns: tuple[list[ColumnMapping], list[ColumnMapping]],
    rows: Rows,
    areas: AreaIndex,
    state: tuple[np.ndarray, np.ndarray, str],
    journal: Journal,
) -> np.ndarray:
    """Fill the missing codes by names; what is not one area only is refused, naming the areas it may be."""
    codes, missing, scope = state
    name_columns, code_columns = columns
    sections = _sections(sheet, found)
    label = label_of(name_columns[-1]) if name_columns else label_of(code_columns[-1])
    cells = [(column, rows.column(column)) for column in (*code_columns, *name_columns)]
    known: dict[tuple[object, ...], list[str]] = {}
    refused = np.zeros(len(codes), dtype=bool)
    for place in np.flatnonzero(missing):
        number = int(rows.numbers[place])
        section = max((each for each in sections if each < number), default=0)
        key = (section, *(column[place] for _, column in cells))
        if key not in known:
            path = [*_path([(mapped, column[place]) for mapped, column in cells]), *sections.get(section, [])]
            known[key] = areas.find(_without_repeats(path), scope)
        if len(known[key]) == 1:
            codes[place] = known[key][0]
            journal.repairs["หารหัสพื้นที่จากชื่อ"] += 1
        else:
            refused[place] = True
            journal.log.add(_unplaced(known[key], areas, sheet.name, number, label))
    return refused


def _unplaced(found: list[str], areas: AreaIndex, sheet: str, row: int, label: str) -> Problem:
    if not found:
        return Problem("error", "ไม่พบพื้นที่ชื่อนี้ในพื้นที่ที่รู้จัก", FIX_NAME, sheet, row, label, rule="C01")
    listed = ", ".join(f"{code} {areas.names.get(code, '')}".strip() for code in found[:SHOWN])
    fix = "ใส่รหัสพื้นที่ หมู่ที่ หรือชื่ออำเภอและตำบล ให้เหลือพื้นที่เดียว"
    return Problem("error", f"ชื่อนี้ตรงกับหลายพื้นที่: {listed}", fix, sheet, row, label, rule="C10")


def _path(cells: list[tuple[ColumnMapping, Cell]]) -> list[Named]:
    path: list[Named] = []
    for column, cell in cells:
        text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell or "").strip()
        if not text:
            continue
        if column.field.kind == f.AREA_CODE:
            code = parse_area_code(text, LEVEL_DIGITS.get(column.field.of, (2, 4, 6, 8, 10))).value
            path += [Named(level_of(code), "", None, code)] if code else []
        elif column.field.kind == f.VILLAGE_NUMBER:
            path += parse_named(f"หมู่ {text}" if text.isdigit() else text)[:1]
        else:
            path += parse_named(text, column.field.of)
    return path


def _without_repeats(path: list[Named]) -> list[Named]:
    """หมู่ที่ from a column of its own joins the village's name; the same name twice is one."""
    number = next((each.village_number for each in path if each.village_number is not None), None)
    named = [each for each in path if each.name or each.code]
    if number is not None and not any(each.level == "village" for each in named):
        named = [Named(each.level or "village", each.name, each.village_number, each.code) for each in named]
        if not any(each.level == "village" for each in named):
            named.append(Named("village", "", number))
    merged = [Named(each.level, each.name, number, each.code) if each.level == "village" else each for each in named]
    return list(dict.fromkeys(merged))


def _sections(sheet: Sheet, found: FoundTable) -> dict[int, list[Named]]:
    """Excel row → the area that a group's name (อำเภอถลาง) gives to the rows below it."""
    sections: dict[int, list[Named]] = {0: []}
    for row in found.rows_as(SECTION):
        texts = [cell for column in found.columns if isinstance(cell := sheet.cell(row - 1, column.index), str)]
        named = [each for text in texts[:1] for each in parse_named(text) if each.level in ORDER]
        sections[row] = named
    return sections


def _outside(codes: np.ndarray, faulty: np.ndarray, scope: str, rows: Rows, journal: Journal) -> np.ndarray:
    """Codes of provinces that do not exist, or outside the area said."""
    names = area_names()
    unknown = np.array([code is not None and code[:2] not in names for code in codes], dtype=bool) & ~faulty
    journal.faults(unknown, rows.numbers, "ไม่มีจังหวัดของรหัสนี้", "ตรวจรหัสพื้นที่กับทะเบียนของกรมการปกครอง", rule="C06")
    away = (
        np.array([code is not None and not code.startswith(scope) for code in codes], dtype=bool) & ~faulty & ~unknown
    )
    journal.faults(away, rows.numbers, f"อยู่นอกพื้นที่ {scope} ที่ระบุ", "นำแถวนี้ออก หรือเลือกพื้นที่ใหม่", rule="C07")
    return unknown | away


def _both_widths(codes: np.ndarray, faulty: np.ndarray, rows: Rows, journal: Journal) -> np.ndarray:
    """A village of 8 digits beside its communities of 10 would count people twice."""
    villages = {code for code in codes[~faulty] if code is not None and len(code) == 8}
    clash = np.array([code is not None and len(code) == 10 and code[:8] in villages for code in codes], dtype=bool)
    what, fix = "หมู่บ้านนี้มีทั้งรหัส 8 และ 10 หลักในตารางเดียวกัน", "ใช้รหัสแบบเดียวกันทั้งตาราง"
    return journal.faults(clash & ~faulty, rows.numbers, what, fix, rule="C24")


def _one_level(codes: np.ndarray, faulty: np.ndarray, sheet: str) -> str:
    found = sorted({level_of(code) for code in codes[~faulty] if code is not None}, key=_depth)
    if len(found) > 1:
        listed = ", ".join(LEVELS[level] for level in found)
        raise RefusalError(
            f"มีพื้นที่หลายระดับปนกัน ({listed})", "แยกเป็นตารางละระดับ หรือกำหนดแถวของระดับอื่นเป็นแถวรวม", sheet=sheet, rule="C25"
        )
    return found[0] if found else ""


def check_names(places: Places, rows: Rows, areas: AreaIndex, journal: Journal) -> np.ndarray:
    """Warn where a code and the name beside it are not of one area, as far as we know its name, and of no name.

    Returns the rows whose name is of another area: it is not kept."""
    off = np.zeros(len(places.codes), dtype=bool)
    for place, (code, name) in enumerate(zip(places.codes, places.names, strict=True)):
        known = areas.names.get(code) if code is not None and name else None
        if known and name and not places.faulty[place]:
            off[place] = bare_name(known, places.level) not in _spellings(name, places.level)
    fix = "ตรวจว่ารหัสกับชื่อเป็นพื้นที่เดียวกัน ระบบใช้รหัส และไม่เก็บชื่อในแถวนี้"
    journal.log.rows(WARNING, numbers_where(off, rows.numbers), "ชื่อไม่ตรงกับรหัสพื้นที่", fix, sheet=journal.sheet, rule="C12")
    if places.names_label:
        named = [bool(name and name.strip()) for name in places.names]
        where = (rows.numbers, journal.sheet, places.names_label)
        note_areas_without_name(places.codes, places.faulty, named, areas.names, where, journal.log)
    return off


def _spellings(name: str, level: str) -> set[str]:
    """The bare names that a cell may stand for."""
    return {bare_name(each.name, level) for each in parse_named(name, level)} | {bare_name(name, level)}


BE, AD = "พ.ศ.", "ค.ศ."
SHORT = "C13-short"
ASK_ERA = "เลือกว่าเป็น พ.ศ. หรือ ค.ศ."
ASK_YEAR_OF_TABLE = "ระบุปี พ.ศ. ของข้อมูล แล้วทำต่อ"


def read_years(
    mapping: Mapping, rows: Rows, journal: Journal, era: str | None, given_year: int | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """(พ.ศ. year of each row, 0 where the table does not say; faulty rows).

    Years of two digits are of the era that the person or the heading names, or in which they are the year `given_year`.
    Raises RefusalError, which asks for the era, where all are of two digits and nothing says it.
    """
    column = next(iter(mapping.of_kind(f.YEAR)), None)
    count = len(rows.numbers)
    if column is None:
        return np.zeros(count, dtype=int), np.zeros(count, dtype=bool)
    codes, distinct = distinct_of(rows.column(column))
    era = era or _era(column.heading) or _era_of_year(distinct, given_year)
    parsed = [_year(cell, era) for cell in distinct]
    for one, many in zip(parsed, np.bincount(codes, minlength=len(parsed)), strict=True):
        journal.repairs.update({repair: int(many) for repair in one.repairs})
    if {one.problem for one in parsed if one.value is not None or one.problem} == {SHORT}:
        raise RefusalError(PROBLEMS[SHORT], ASK_ERA, sheet=journal.sheet, column=label_of(column), rule=SHORT)
    values = np.array([one.value or 0 for one in parsed], dtype=int)[codes]
    problems = np.array([one.problem or "" for one in parsed], dtype=object)[codes]
    for kind in sorted(set(problems) - {""}):
        fix = ASK_ERA if kind == SHORT else "ใส่ปี พ.ศ. 4 หลัก"
        journal.faults(problems == kind, rows.numbers, f"{PROBLEMS[kind]} [{kind}]", fix, label_of(column), rule=kind)
    return values, problems != ""


def checked_given_year(year: int | None, journal: Journal) -> int | None:
    """The year a person says, as พ.ศ.; one of ค.ศ. is counted as put right. Raises RefusalError for one that cannot
    be."""
    if year is None:
        return None
    journal.repairs.update(parse_year_be(year).repairs)
    return checked_year(year)


def choose_year(
    years: np.ndarray, faulty: np.ndarray, given_year: int | None, sheet: str
) -> tuple[int, dict[int, int]]:
    """(the year to load, rows of each year). Raises RefusalError when nobody says it or several need a choice."""
    in_table = Counter(int(year) for year in years[~faulty] if year)
    if not in_table:
        if given_year is None:
            raise RefusalError("ไม่พบปีของข้อมูล", ASK_YEAR_OF_TABLE, sheet=sheet, rule="C15")
        return given_year, {}
    if given_year is None and len(in_table) > 1:
        listed = ", ".join(f"{year} ({count:,} แถว)" for year, count in sorted(in_table.items()))
        raise RefusalError(f"ตารางมีหลายปี: {listed}", "เลือกนำเข้าทีละปี", sheet=sheet, rule="C14")
    if given_year is not None and given_year not in in_table:
        raise RefusalError(
            f"ตารางเป็นปี {', '.join(map(str, sorted(in_table)))} แต่ระบุปี {given_year}",
            "เลือกปีที่มีในตาราง",
            sheet=sheet,
            rule="C27",
        )
    return checked_year(given_year or next(iter(in_table))), dict(sorted(in_table.items()))


def _era(heading: str) -> str | None:
    folded = fold(heading)
    return BE if fold(BE) in folded or "be" in folded.split("_") else (AD if fold(AD) in folded else None)


def _year(cell: Cell, era: str | None) -> Year:
    year = parse_year_be(cell)
    if year.problem != SHORT or era is None:
        return year
    digits = _digits(cell)
    value = 2500 + digits if era == BE else 2543 + digits
    return Year(value, ("year_short",) if era == BE else ("year_short", "year_ad"))


def _era_of_year(cells: Sequence[Cell], given_year: int | None) -> str | None:
    """The era in which every year of two digits is the year that the person said (65 is 2565, 22 is 2022)."""
    short = {_digits(cell) for cell in cells if parse_year_be(cell).problem == SHORT}
    if given_year is None or len(short) != 1:
        return None
    return {given_year % 100: BE, (given_year - 543) % 100: AD}.get(short.pop())


def _digits(cell: Cell) -> int:
    text = str(int(cell)) if isinstance(cell, (int, float)) else fold(str(cell))
    return int("".join(character for character in text if character.isdigit())[-2:])
