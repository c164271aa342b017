"""Names and codes of areas, and the municipality map, out of the rows of a table.

Villages without codes are found by their province, amphoe, tambon and หมู่ที่.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from catalogue.areas import area_names, parent_of
from loaders.checks.personal_columns import is_personal_heading, is_personal_value, shown_value
from loaders.checks.problems import Problem, ProblemLog, RefusalError, column_name
from loaders.finding import FoundTable, data_rows, find_tables
from loaders.mapping import AreaIndex, Mapping, propose_mapping
from loaders.mapping import model as f
from loaders.mapping.cells import Journal, Rows
from loaders.mapping.places import find_places
from loaders.reading import REPAIRS, Cell, Sheet, clean_text, fold, parse_area_code
from loaders.reading.pipes import progress
from loaders.registers.area_file import NAMES, AreaFile

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
CODE, NAME = "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน"


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
        raise RefusalError("G01-codes")
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
        raise RefusalError("G01-names")
    return Columns(code, name, map_code, tuple(place for place in named if place != name))


def digits_of(cells: Sequence[Cell]) -> int:
    """How many digits most codes of a column have; 0 where it holds something else. Levels may be mixed."""
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    lengths = Counter(len(code) for cell in filled if (code := code_of(cell)))
    if not filled or lengths.total() < MOST * len(filled) or len({str(cell) for cell in filled}) < min(len(filled), 2):
        return 0
    return lengths.most_common(1)[0][0]


def code_of(cell: Cell) -> str:
    """The code in a cell when its province is one of ours; else ""."""
    code = parse_area_code(cell, DIGITS).value or ""
    return code if code[:2] in area_names() else ""


def cell_at(cells: Sequence[Cell], place: int | None) -> Cell:
    """The cell of a row at a position; None beyond its end and for no position."""
    return cells[place] if place is not None and place < len(cells) else None


def _bare_name(header: Sequence[Cell], columns: MappingABC[int, Sequence[Cell]], code: int) -> int | None:
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
    filled = [str(cell) for cell in cells if cell is not None and str(cell).strip()]
    thai = sum(any("ก" <= character <= "๛" for character in text) for text in filled)
    return bool(filled) and thai >= 0.8 * len(filled) and sum(map(is_personal_value, filled)) <= 0.2 * len(filled)


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


LONGEST_NAME = 200
PROGRESS_ROWS = 1000
FIRST_COLUMN = "คอลัมน์"  # heading given to the columns of a table that begins with data
Row = tuple[int, Sequence[Cell]]


def read_names(
    file: str, sheet: str, header: Sequence[Cell], rows: Sequence[Row], choice: str | None = None
) -> AreaFile:
    """The names of a table; `rows` are (Excel row number, cells), `choice` the heading of the names a person chose.

    Raises RefusalError where no column holds codes.
    """
    columns = find_columns(header, [cells for _, cells in rows], choice)
    labels = {place: column_name(place, str(header[place] or "")) for place in range(len(header))}
    table = _TableOfNames(sheet, labels, columns.code, columns.name, columns.map_code)
    for place, (number, cells) in enumerate(rows):
        if place % PROGRESS_ROWS == 0:
            progress(place, len(rows))
        table.take(number, cells)
    table.check_parents()
    return AreaFile(
        NAMES,
        file,
        table.log.all(),
        pd.DataFrame(sorted(table.names.items()), columns=["area_code", "area_name"]),
        table.map_codes,
        code_from=labels[columns.code],
        name_from="" if columns.name is None else labels[columns.name],
        map_from="" if columns.map_code is None else labels[columns.map_code],
        choices=tuple(dict.fromkeys(str(header[place]) for place in columns.other_names)),
        repairs={REPAIRS.get(code, code): count for code, count in sorted(table.repairs.items())},
        rows_read=len(rows),
        rows_taken=len(rows) - table.refused,
        rows_refused=table.refused,
    )


def split_header(rows: Sequence[Row]) -> tuple[Sequence[Cell], Sequence[Row]]:
    """(headings, rows below): the first row of more than one cell, unless it holds data itself."""
    start = next((place for place, (_, row) in enumerate(rows) if sum(cell is not None for cell in row) > 1), 0)
    header, below = rows[start][1], rows[start + 1 :]
    width = max((len(cells) for _, cells in rows[start:]), default=0)
    header = [*header, *[None] * (width - len(header))]
    columns = find_columns(header, [cells for _, cells in below]) if below else None
    if columns is not None and code_of(cell_at(header, columns.code)):
        return [f"{FIRST_COLUMN} {place}" for place in range(1, width + 1)], rows[start:]
    return header, below


class _TableOfNames:
    """What the rows of one table gave so far."""

    def __init__(self, sheet: str, labels: dict[int, str], code: int, name: int | None, map_code: int | None) -> None:
        self.log = ProblemLog()
        self.names: dict[str, str] = {}
        self.map_codes: dict[str, str] = {}
        self.repairs: Counter[str] = Counter()
        self.refused = 0
        self._sheet, self._labels = sheet, labels
        self._code, self._name, self._map_code = code, name, map_code
        self._rows: dict[str, int] = {}

    def take(self, number: int, cells: Sequence[Cell]) -> None:
        """Keep one row, or count it as refused with the reason."""
        code = self._checked_code(number, cell_at(cells, self._code))
        if code is None or not self._keep_name(number, code, cell_at(cells, self._name)):
            self.refused += 1
            return
        self._rows[code] = number
        if self._map_code is not None:
            self._keep_map_code(number, code, cell_at(cells, self._map_code))

    def check_parents(self) -> None:
        """A code whose area above nobody knows: a new area, or a slip of the pen."""
        known: Collection[str] = area_names().keys() | self.names.keys()
        for code, row in self._rows.items():
            if (parent := parent_of(code)) not in known and code[4:6] < "51":
                label = self._labels[self._code]
                self.log.add(Problem("G09", {"parent": str(parent)}, self._sheet, row, label, value=code))

    def _add(self, problem: Problem, row: int, place: int | None, cell: Cell) -> None:
        label = self._labels[self._code if place is None else place]
        self.log.add(replace(problem, sheet=self._sheet, row=row, column=label, value=shown_value(cell)))

    def _checked_code(self, number: int, cell: Cell) -> str | None:
        parsed = parse_area_code(cell, DIGITS)
        self.repairs.update(parsed.repairs)
        if parsed.value is None:
            self._add(Problem("G02" if parsed.problem else "G02-missing"), number, None, cell)
        elif parsed.value[:2] not in area_names():
            self._add(Problem("G02-province"), number, None, cell)
        else:
            return parsed.value
        return None

    def _keep_name(self, number: int, code: str, cell: Cell) -> bool:
        """True when the row can be kept: it has a name, or the table has none but the map's codes."""
        if self._name is None:
            return True
        name = clean_text("" if cell is None else str(cell))
        before = self.names.get(code, name)
        if not name:
            self._add(Problem("G10"), number, self._name, None)
        elif len(name) > LONGEST_NAME or is_personal_value(cell):
            self._add(Problem("G05", {"most": LONGEST_NAME}), number, self._name, None)
        elif before != name:
            self._add(Problem("G03"), number, None, code)
        else:
            if code in self.names:
                self._add(Problem("G03-again"), number, None, code)
            self.names[code] = name
            return True
        return False

    def _keep_map_code(self, number: int, code: str, cell: Cell) -> None:
        parsed = parse_area_code(cell, (6,))
        if parsed.problem:
            self._add(Problem("G04-unreadable"), number, self._map_code, cell)
        elif parsed.value is None:
            self._add(Problem("G04"), number, self._map_code, None)
        elif parsed.value != code:
            self.map_codes[code] = parsed.value
            if parsed.value not in area_names():
                self._add(Problem("G04-unknown"), number, self._map_code, cell)


def read_names_by_place(file: str, sheet: Sheet) -> AreaFile | None:
    """The names of villages that their tambon and หมู่ที่ tell; None for a table of anything else.

    A row whose place is not one village is left out and said, as one without a code is."""
    areas = AreaIndex.of({})
    for found in sorted(find_tables(sheet), key=lambda each: -each.confidence):
        mapping = propose_mapping(found, None, areas)
        if _is_by_place(mapping):
            return _read(file, sheet, found, mapping, areas)
    return None


def _is_by_place(mapping: Mapping) -> bool:
    """True where villages are named beside their tambon."""
    villages = [column for column in mapping.of_kind(f.AREA_NAME) if column.field.of == "village"]
    tambon = [column for column in mapping.of_kind(f.AREA_NAME, f.AREA_CODE) if column.field.of == "tambon"]
    return bool(villages and tambon)


def _read(file: str, sheet: Sheet, found: FoundTable, mapping: Mapping, areas: AreaIndex) -> AreaFile:
    numbers, cells = data_rows(sheet, found)
    rows, journal = Rows(cells, np.array(numbers, dtype=np.int64)), Journal(sheet.name)
    try:
        places = find_places(sheet, found, mapping, rows, areas, journal)
    except RefusalError as refusal:
        return AreaFile(NAMES, file, (*journal.log.all(), refusal.problem))
    good = [place for place in range(len(numbers)) if not places.faulty[place] and len(str(places.codes[place])) >= 8]
    table: list[tuple[int, list[Cell]]] = [(numbers[each], [places.codes[each], places.names[each]]) for each in good]
    if not table:
        return AreaFile(NAMES, file, journal.log.all())
    read = read_names(file, sheet.name, [CODE, NAME], table)
    problems: tuple[Problem, ...] = (*journal.log.all(), *read.problems)
    refused = read.rows_refused + len(numbers) - len(good)
    return replace(
        read,
        problems=problems,
        code_from=places.label or "",
        name_from=places.names_label or "",
        rows_read=len(numbers),
        rows_refused=refused,
    )
