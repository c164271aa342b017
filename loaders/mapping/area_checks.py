"""What the areas of the rows are held to, and their names as they are kept.

They exist, lie where they should, are of one level and fit their names. Names are spelt as Thai is written, without
what they say of persons; areas without a name are listed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from catalogue.areas import COUNTRY, LEVELS, area_names, english_area_names, level_of
from loaders.checks.personal_columns import is_personal_value
from loaders.checks.problems import Problem, ProblemLog, RefusalError, numbers_where
from loaders.mapping.areas import (
    WIDTH,
    AreaIndex,
    bare_name,
    english_key,
    is_english,
    nearest_codes,
    parse_named,
    unknown_stems,
    without_local_government,
)
from loaders.mapping.cells import Journal, Places, Rows
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


def unknown_codes(codes: np.ndarray, label: str, journal: Journal) -> None:
    """Warn of amphoe and tambon that the shipped list lacks, with the codes nearest to them."""
    names = area_names()
    known_provinces = [code for code in codes if code is not None and code[:2] in names]
    for stem in sorted(unknown_stems(known_provinces, names)):
        near = tuple(nearest_codes(stem, names))
        found = Problem("C05-near", {"code": stem, "near": near}) if near else Problem("C05", {"code": stem})
        journal.log.add(replace(found, sheet=journal.sheet, column=label, value=stem))


def outside(codes: np.ndarray, faulty: np.ndarray, scope: str, where: tuple[Rows, str], journal: Journal) -> np.ndarray:
    """Codes of provinces that do not exist, or outside the area said. `where`: the rows, and the column of codes."""
    names, (rows, label) = area_names(), where
    refused = np.zeros(len(codes), dtype=bool)
    found: dict[str, list[int]] = {}  # code → the places where it stands
    for place in np.flatnonzero(~faulty).tolist():
        code = codes[place]
        if code is not None and not (code.startswith(scope) and (code == COUNTRY or code[:2] in names)):
            found.setdefault(code, []).append(place)
    for code, at in sorted(found.items()):
        refused[at] = True
        numbers = [int(number) for number in rows.numbers[at]]
        if code != COUNTRY and code[:2] not in names:
            journal.log.rows(numbers, "C06", {"province": code[:2]}, sheet=journal.sheet, column=label)
        else:
            journal.log.rows(numbers, "C07", {"code": code, "scope": scope}, sheet=journal.sheet, column=label)
    return refused


def widths_mixed(codes: np.ndarray, faulty: np.ndarray, where: tuple[Rows, str], journal: Journal) -> np.ndarray:
    """A village of 8 digits beside its communities of 10 would count people twice."""
    rows, label = where
    villages = {code for code in codes[~faulty] if code is not None and len(code) == 8}
    clash = np.array([code is not None and len(code) == 10 and code[:8] in villages for code in codes], dtype=bool)
    return journal.faults(clash & ~faulty, rows.numbers, "C24", column=label)


def check_one_level(codes: np.ndarray, faulty: np.ndarray, sheet: str) -> str:
    found = sorted({level_of(code) for code in codes[~faulty] if code is not None}, key=list(LEVELS).index)
    if len(found) > 1:
        raise RefusalError("C25", {"levels": tuple(LEVELS[level] for level in found)}, sheet=sheet)
    return found[0] if found else ""


def check_names(places: Places, rows: Rows, areas: AreaIndex, journal: Journal) -> np.ndarray:
    """Warn where a code and the name beside it, or a name of an area above, are not of one area as far as we know it.

    Returns the rows whose name is not kept: it is another area's, or stands beside one, or is no name of our spelling
    (English, or that of a local government)."""
    wrong, variant = (np.zeros(len(places.codes), dtype=bool) for _ in range(2))
    for place, (code, name) in enumerate(zip(places.codes, places.names, strict=True)):
        if code is None or places.faulty[place]:
            continue
        fits = _fit(name, code, places.level, areas)
        above = [
            _fit(cells[place], code[: WIDTH[level]], level, areas) for level, cells in places.above if level in WIDTH
        ]
        wrong[place] = OTHER in (fits, *above)
        variant[place] = fits == VARIANT
    journal.log.rows(numbers_where(wrong, rows.numbers), "C12", sheet=journal.sheet)
    if places.names_label:
        named = [bool(name and name.strip()) for name in places.names]
        where = (rows.numbers, journal.sheet, places.names_label)
        note_areas_without_name(places.codes, places.faulty, named, areas.names, where, journal.log)
    return wrong | variant


SAME, VARIANT, OTHER, UNKNOWN = "same", "variant", "other", "unknown"


def _fit(name: Cell, code: str, level: str, areas: AreaIndex) -> str:
    """Whether a cell names the area of a code: as we spell it, in another way, or another area."""
    known = areas.names.get(code)
    if not known or not isinstance(name, str) or not name.strip():
        return UNKNOWN
    bare = bare_name(known, level)
    if bare in _spellings(name, level):
        return SAME
    if is_english(name):
        english = english_area_names().get(code, "")
        return VARIANT if english_key(name, level) == english_key(english, level) else OTHER
    everyday = code in areas.find(parse_named(name, level)) or bare == without_local_government(name)
    return VARIANT if everyday else OTHER


def _spellings(name: str, level: str) -> set[str]:
    """The bare names that a cell may stand for."""
    return {bare_name(each.name, level) for each in parse_named(name, level)} | {bare_name(name, level)}
