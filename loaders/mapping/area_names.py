"""Names of areas as they are kept: spelt as Thai is written, without what they say of persons; areas without a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from loaders.checks.personal_columns import is_personal_value
from loaders.checks.problems import Problem, ProblemLog, numbers_where
from loaders.reading import Cell, clean_text, ordered_vowels
from words.personal_text import holds_person, without_person

PREFIXES = {
    "tambon": re.compile(r"(?:ต\.|ตำบล)\s*(?=\S)"),
    "amphoe": re.compile(r"(?:อ\.|อำเภอ)\s*(?=\S)"),
    "province": re.compile(r"(?:จ\.|จังหวัด)\s*(?=\S)"),
}


def tidy_name(name: str, level: str) -> tuple[str, tuple[str, ...]]:
    """The name as it is kept ("" when nothing of it may be) and what was put right (`loaders.reading.REPAIRS`).

    >>> tidy_name(" ต. เเม่ริม", "tambon")
    ('แม่ริม', ('name_spaces', 'name_vowels', 'name_prefix'))
    """
    repairs: list[str] = []
    cleaned = clean_text(name)
    if cleaned != name:
        repairs.append("name_spaces")
    if holds_person(cleaned):
        cleaned = without_person(cleaned)
        repairs.append("name_person")
    if (spelt := ordered_vowels(cleaned)) != cleaned:
        repairs.append("name_vowels")
    bare = PREFIXES[level].sub("", spelt, count=1) if level in PREFIXES and PREFIXES[level].match(spelt) else spelt
    if bare != spelt:
        repairs.append("name_prefix")
    return bare, tuple(repairs)


def tidy_names(names: Iterable[str], level: str, repairs: Counter[str]) -> Mapping[str, str]:
    """Name as written → as it is kept, with every cell that was put right counted in `repairs`."""
    tidied: dict[str, str] = {}
    for name, count in Counter(names).items():
        tidied[name], changed = tidy_name(name, level)
        repairs.update(dict.fromkeys(changed, count))
    return tidied


def note_areas_without_name(
    codes: np.ndarray,
    faulty: np.ndarray,
    named: Sequence[bool],
    known_names: Mapping[str, str],
    where: tuple[np.ndarray, str, str],
    log: ProblemLog,
) -> None:
    """Warn once of each good area whose name stands in no row (`named`) and is not known: in its first row.

    `where`: Excel's row numbers, the sheet, the label of the column of names.
    """
    rows, sheet, label = where
    named_codes = {code for code, has_name in zip(codes, named, strict=True) if has_name}
    for place, code in enumerate(codes):
        if code is None or faulty[place] or code in named_codes or code in known_names:
            continue
        named_codes.add(code)
        log.add(Problem("C34", {"code": str(code)}, sheet, int(rows[place]), label))


def is_wholly_personal(cell: Cell) -> bool:
    """True for a name nothing of which may be kept."""
    return is_personal_value(cell) or (isinstance(cell, str) and holds_person(cell) and not without_person(cell))


def note_personal_names(names: Sequence[Cell], where: tuple[np.ndarray, str, str], log: ProblemLog) -> np.ndarray:
    """Warn of the rows whose name is not kept, or only in part; returns the rows whose name is not kept at all.

    `where`: Excel's row numbers, the sheet, the label of the column of names."""
    rows, sheet, label = where
    distinct = {cell for cell in names if isinstance(cell, str | int | float)}
    fully_personal = {cell for cell in distinct if is_wholly_personal(cell)}
    partly = {cell for cell in distinct - fully_personal if isinstance(cell, str) and holds_person(cell)}
    left_out = np.array([cell in fully_personal for cell in names], dtype=bool)
    cut = np.array([cell in partly for cell in names], dtype=bool)
    log.rows(numbers_where(left_out, rows), "P01-left_out", sheet=sheet, column=label)
    log.rows(numbers_where(cut, rows), "P01", sheet=sheet, column=label)
    return left_out
