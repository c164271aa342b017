"""Names of villages without codes: the code of each is found by its province, amphoe, tambon and หมู่ที่."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from loaders.checks.problems import Problem, RefusalError
from loaders.finding import FoundTable, data_rows, find_tables
from loaders.mapping import AreaIndex, Mapping, propose_mapping
from loaders.mapping import model as f
from loaders.mapping.cells import Journal, Rows
from loaders.mapping.places import find_places
from loaders.reading import Cell, Sheet
from loaders.registers.area_file import NAMES, AreaFile
from loaders.registers.names import read_names

CODE, NAME = "รหัสหมู่บ้าน", "ชื่อหมู่บ้าน"


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
