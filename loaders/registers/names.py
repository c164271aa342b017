"""Names and codes of areas out of any table: which column is the code is told by its values, not by its heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from catalogue.areas import area_names
from loaders.personal import is_personal_value
from loaders.problems import ERROR, INFO, Problem, ProblemLog, RefusalError, column_name
from loaders.reading import Cell, clean_text, fold, parse_area_code
from loaders.registers.model import NAMES, AreaFile

DIGITS = (2, 4, 6, 8, 10)
MOST, LOOKED_AT, LONGEST_NAME = 0.9, 2000, 200
MAP_WORDS = tuple(fold(word) for word in ("map", "แผนที่"))
NOT_CODES = tuple(fold(word) for word in ("id", "ลำดับ", "ลำดับที่", "ที่", "no"))


@dataclass(frozen=True)
class Columns:
    """Positions of the code, of the name, and of the tambon on the map (None: the table has none)."""

    code: int
    digits: int
    name: int | None
    map_code: int | None


def read_names(file: str, sheet: str, header: Sequence[Cell], rows: Sequence[tuple[int, Sequence[Cell]]]) -> AreaFile:
    """The names of a table; `rows` are (Excel row number, cells). Raises RefusalError where no column holds codes."""
    columns = find_columns(header, [cells for _, cells in rows])
    log, names, map_codes = ProblemLog(), dict[str, str](), dict[str, str]()
    label = column_name(columns.code, str(header[columns.code]))
    refused = 0
    for number, cells in rows:
        code, problem = _code_of(_cell(cells, columns.code))
        name = clean_text(str(_cell(cells, columns.name) or "")) if columns.name is not None else ""
        fault = problem or _fault(code, name, names)
        if fault:
            log.add(Problem(ERROR, fault[0], fault[1], sheet, number, label, rule=fault[2]))
            refused += 1
            continue
        if name:
            names[code] = name
        map_code = parse_area_code(_cell(cells, columns.map_code), (6,)).value if columns.map_code is not None else None
        if map_code is not None and map_code != code:
            map_codes[code] = map_code
        elif columns.map_code is not None and map_code is None:
            what = "ไม่มีรหัสตำบลบนแผนที่ของตำบลนี้"
            log.add(Problem(INFO, what, "ถ้าทราบ ใส่รหัสตำบล 6 หลักที่เทศบาลนี้ตั้งอยู่", sheet, number, label, rule="G04"))
    table = pd.DataFrame(sorted(names.items()), columns=["area_code", "area_name"])
    return AreaFile(
        NAMES,
        file,
        log.all(),
        table,
        map_codes,
        rows_read=len(rows),
        rows_taken=len(rows) - refused,
        rows_refused=refused,
    )


def find_columns(header: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> Columns:
    """Which columns are the codes of the finest level, their names, and the map's codes. Raises RefusalError."""
    shown = rows[:LOOKED_AT]
    digits = {place: _digits_of([_cell(row, place) for row in shown]) for place in range(len(header))}
    coded = {
        place: found for place, found in digits.items() if found and fold(str(header[place] or "")) not in NOT_CODES
    }
    if not coded:
        raise RefusalError(
            "ไม่พบคอลัมน์รหัสพื้นที่", "ต้องมีคอลัมน์รหัสจังหวัด 2 อำเภอ 4 ตำบล 6 หรือหมู่บ้าน 8 หลัก และคอลัมน์ชื่อ", rule="G01"
        )
    finest = max(coded.values())
    places = [place for place, found in coded.items() if found == finest]
    maps = [place for place in places if any(word in fold(str(header[place] or "")) for word in MAP_WORDS)]
    code = next((place for place in places if place not in maps), places[0])
    texts = [
        place
        for place in range(code + 1, len(header))
        if place not in coded and _is_thai([_cell(row, place) for row in shown])
    ]
    before = [place for place in range(code) if place not in coded and _is_thai([_cell(row, place) for row in shown])]
    name = next(iter(texts), before[-1] if before else None)
    map_code = maps[0] if maps and maps[0] != code else None
    if name is None and map_code is None:
        raise RefusalError("ไม่พบคอลัมน์ชื่อพื้นที่", "เพิ่มคอลัมน์ชื่อภาษาไทยถัดจากคอลัมน์รหัส", rule="G01")
    return Columns(code, finest, name, map_code)


def _digits_of(cells: Sequence[Cell]) -> int:
    """How many digits the codes of a column have (the commonest length); 0 where it holds something else."""
    told = [cell for cell in cells if cell is not None and str(cell).strip()]
    provinces = {code for code in area_names() if len(code) == 2}
    lengths = Counter(
        len(code)
        for cell in told
        if (code := parse_area_code(cell, DIGITS).value) is not None and code[:2] in provinces
    )
    if not told or lengths.total() < MOST * len(told) or len({str(cell) for cell in told}) < min(len(told), 2):
        return 0
    length, count = lengths.most_common(1)[0]
    return length if count >= MOST * len(told) else 0


def _is_thai(cells: Sequence[Cell]) -> bool:
    told = [str(cell) for cell in cells if cell is not None and str(cell).strip()]
    thai = sum(any("ก" <= character <= "๛" for character in text) for text in told)
    return bool(told) and thai >= 0.8 * len(told)


def _code_of(cell: Cell) -> tuple[str, tuple[str, str, str] | None]:
    parsed = parse_area_code(cell, DIGITS)
    if parsed.value is None:
        return "", ("รหัสพื้นที่อ่านไม่ได้", "ใส่รหัสเป็นตัวเลข จังหวัด 2 อำเภอ 4 ตำบล 6 หมู่บ้าน 8 หลัก", "G02")
    if parsed.value[:2] not in area_names():
        return "", ("ไม่มีจังหวัดของรหัสนี้", "ตรวจรหัสกับทะเบียนของกรมการปกครอง", "G02")
    return parsed.value, None


def _fault(code: str, name: str, names: dict[str, str]) -> tuple[str, str, str] | None:
    if name and (len(name) > LONGEST_NAME or is_personal_value(name)):
        return "ช่องชื่อไม่ใช่ชื่อพื้นที่", f"ใส่ชื่อพื้นที่ไม่เกิน {LONGEST_NAME} ตัวอักษร ไม่ใช่ชื่อบุคคลหรือเลขประจำตัว", "G05"
    if name and names.get(code, name) != name:
        return f"รหัส {code} มีมากกว่าหนึ่งชื่อ", "เหลือรหัสละหนึ่งแถว", "G03"
    return None


def _cell(cells: Sequence[Any], place: int | None) -> Cell:
    return cells[place] if place is not None and place < len(cells) else None
