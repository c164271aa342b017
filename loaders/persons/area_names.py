"""Names of areas in which something of a person stands: what is not kept of them is said by row, never repeated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from loaders.checks.problems import WARNING, ProblemLog, numbers_where
from loaders.checks.rules import rule
from loaders.persons.person_text import holds_person, without_person
from loaders.persons.personal_columns import is_personal_value
from loaders.reading import Cell

CUT = "ชื่อพื้นที่มีข้อมูลส่วนบุคคลปนอยู่ จึงเก็บเฉพาะส่วนที่เป็นชื่อพื้นที่"
LEFT_OUT = "ช่องชื่อพื้นที่เป็นข้อมูลส่วนบุคคล จึงไม่เก็บชื่อในแถวนี้"


def is_wholly_personal(cell: Cell) -> bool:
    """True for a name nothing of which may be kept."""
    return is_personal_value(cell) or (isinstance(cell, str) and holds_person(cell) and not without_person(cell))


def note_personal_names(names: Sequence[Cell], where: tuple[np.ndarray, str, str], log: ProblemLog) -> np.ndarray:
    """Warn of the rows whose name is not kept, or only in part; returns the rows whose name is not kept at all.

    `where`: Excel's row numbers, the sheet, the label of the column of names."""
    rows, sheet, label = where
    distinct = {cell for cell in names if isinstance(cell, str | int | float)}
    whole = {cell for cell in distinct if is_wholly_personal(cell)}
    partly = {cell for cell in distinct - whole if isinstance(cell, str) and holds_person(cell)}
    left_out = np.array([cell in whole for cell in names], dtype=bool)
    cut = np.array([cell in partly for cell in names], dtype=bool)
    for mask, what in ((left_out, LEFT_OUT), (cut, CUT)):
        log.rows(WARNING, numbers_where(mask, rows), what, rule("P01").fix, sheet=sheet, column=label, rule="P01")
    return left_out
