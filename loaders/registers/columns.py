"""Which columns of a table are the code, the name and the map's code: told by their values before their headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.areas import area_names
from loaders.checks.problems import RefusalError
from loaders.persons.personal_columns import is_personal_heading, is_personal_value
from loaders.reading import Cell, fold, parse_area_code

DIGITS = (2, 4, 6, 8, 10)
MOST, LOOKED_AT = 0.9, 2000
BARE_NAME = tuple(fold(word) for word in ("ชื่อ", "name"))
MAP_WORDS = tuple(fold(word) for word in ("map", "แผนที่"))
NOT_CODES = tuple(fold(word) for word in ("id", "ลำดับ", "ลำดับที่", "ที่", "no"))
LEVEL_WORDS = {
    2: ("จังหวัด", "province", "changwat"),
    4: ("อำเภอ", "เขต", "amphoe", "amphur", "district"),
    6: ("ตำบล", "แขวง", "tambon", "tambol", "tumbol", "subdistrict"),
    8: ("หมู่บ้าน", "ชื่อบ้าน", "ชุมชน", "village"),
    10: ("หมู่บ้าน", "ชื่อบ้าน", "ชุมชน", "village"),
}


@dataclass(frozen=True)
class Columns:
    """Positions of the code, of the name and of the tambon on the map (None: the table has none); other names."""

    code: int
    name: int | None
    map_code: int | None
    other_names: tuple[int, ...] = ()


def find_columns(header: Sequence[Cell], rows: Sequence[Sequence[Cell]], name_heading: str | None = None) -> Columns:
    """The codes of the finest level with their names; `name_heading`: the column of names a person chose.

    Raises RefusalError where no column holds codes, or none holds names.
    """
    shown = rows[:LOOKED_AT]
    columns = {place: [cell_at(row, place) for row in shown] for place in range(len(header))}
    digits = {place: digits_of(cells) for place, cells in columns.items()}
    coded = [place for place, found in digits.items() if found and fold(str(header[place] or "")) not in NOT_CODES]
    if not coded:
        fix = "ต้องมีคอลัมน์รหัสจังหวัด 2 อำเภอ 4 ตำบล 6 หรือหมู่บ้าน 8 หลัก และคอลัมน์ชื่อ"
        raise RefusalError("ไม่พบคอลัมน์รหัสพื้นที่", fix, rule="G01")
    finest = max(digits[place] for place in coded)
    places = [place for place in coded if digits[place] == finest]
    maps = [place for place in places if any(word in fold(str(header[place] or "")) for word in MAP_WORDS)]
    code = next((place for place in places if place not in maps), places[0])
    bare = _bare_name(header, columns, code)
    named = [
        place
        for place in columns
        if place not in coded
        and (place == bare or not is_personal_heading(str(header[place] or "")))
        and _may_be_name(columns[place])
    ]
    named.sort(key=lambda place: _likeness(str(header[place] or ""), finest, columns[place], place, code), reverse=True)
    chosen = [place for place in named if name_heading is not None and str(header[place]) == name_heading]
    name = next(iter(chosen or named), None)
    map_code = maps[0] if maps and maps[0] != code else None
    if name is None and map_code is None:
        raise RefusalError("ไม่พบคอลัมน์ชื่อพื้นที่", "เพิ่มคอลัมน์ชื่อภาษาไทยถัดจากคอลัมน์รหัส", rule="G01")
    return Columns(code, name, map_code, tuple(place for place in named if place != name))


def digits_of(cells: Sequence[Cell]) -> int:
    """How many digits most codes of a column have; 0 where it holds something else. Levels may be mixed."""
    told = [cell for cell in cells if cell is not None and str(cell).strip()]
    lengths = Counter(len(code) for cell in told if (code := code_of(cell)))
    if not told or lengths.total() < MOST * len(told) or len({str(cell) for cell in told}) < min(len(told), 2):
        return 0
    return lengths.most_common(1)[0][0]


def code_of(cell: Cell) -> str:
    """The code in a cell when its province is one of ours; else ""."""
    code = parse_area_code(cell, DIGITS).value or ""
    return code if code[:2] in area_names() else ""


def cell_at(cells: Sequence[Cell], place: int | None) -> Cell:
    """The cell of a row at a position; None beyond its end and for no position."""
    return cells[place] if place is not None and place < len(cells) else None


def _bare_name(header: Sequence[Cell], columns: Mapping[int, Sequence[Cell]], code: int) -> int | None:
    """The one column headed just "ชื่อ": a person's name elsewhere, an area's where every code stands in one row only
    and no other column is about a person."""
    personal = [
        place
        for place, heading in enumerate(header)
        if is_personal_heading(str(heading or ""))
        or sum(map(is_personal_value, columns[place])) > len(columns[place]) / 2
    ]
    codes = [str(cell) for cell in columns[code] if cell is not None]
    is_alone = len(personal) == 1 and fold(str(header[personal[0]] or "")) in BARE_NAME
    return personal[0] if is_alone and len(set(codes)) >= MOST * len(codes) else None


def _may_be_name(cells: Sequence[Cell]) -> bool:
    """Mostly Thai text that is not about a person."""
    told = [str(cell) for cell in cells if cell is not None and str(cell).strip()]
    thai = sum(any("ก" <= character <= "๛" for character in text) for text in told)
    return bool(told) and thai >= 0.8 * len(told) and sum(map(is_personal_value, told)) <= 0.2 * len(told)


def _likeness(heading: str, digits: int, cells: Sequence[Cell], place: int, code: int) -> tuple[int, int, int, int]:
    """The more alike the greater: the level in the heading, how many different names, right after the code."""
    folded = fold(heading)
    own = any(fold(word) in folded for word in LEVEL_WORDS[digits])
    other = any(fold(word) in folded for level, words in LEVEL_WORDS.items() if level != digits for word in words)
    return (
        int(own) * 2 - int(other and not own),
        len({str(cell) for cell in cells}),
        int(place > code),
        -abs(place - code),
    )
