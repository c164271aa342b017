"""Area codes of a file: one level, known provinces, no area twice, nothing outside the area asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from catalogue.areas import COUNTRY, LEVELS, area_names, level_of
from loaders.area_names import note_areas_without_name, tidy_names
from loaders.checks.area_codes import nearest_codes, unknown_stems
from loaders.checks.problems import ERROR, WARNING, Problem, RefusalError, numbers_where
from loaders.checks.rules import rule
from loaders.known_tables.cells import Reading, read_codes
from loaders.known_tables.tables import Table
from loaders.persons.personal_columns import is_personal_value, may_be_person
from loaders.persons.safe_tables import note_personal_names
from loaders.reading import Cell, fold, is_blank

DIGITS_OF_LEVEL: Mapping[str, tuple[int, ...]] = {
    "province": (2,),
    "amphoe": (4,),
    "tambon": (6,),
    "village": (8, 10),
}
ANY_DIGITS = (2, 4, 6, 8, 10)
FIX_CODE = "ใส่รหัสพื้นที่เป็นตัวเลข จังหวัด 2 อำเภอ 4 ตำบล 6 หมู่บ้านหรือชุมชน 8 หรือ 10 หลัก"


@dataclass(frozen=True)
class Areas:
    """`codes` per data row (None where refused), `faulty` rows, and the one `level` of the file."""

    codes: np.ndarray
    faulty: np.ndarray
    level: str


def read_areas(
    table: Table,
    reading: Reading,
    *,
    levels: tuple[str, ...] = tuple(DIGITS_OF_LEVEL),
    scope: str | None = None,
    known_names: Mapping[str, str] | None = None,
    unique: bool = True,
) -> Areas:
    """Codes of the column `code`; where blank, found by the column `name` among `known_names` (code → name).

    Raises RefusalError when the rows are of several levels. `scope` is the code every row must lie in; `unique` refuses
    an area that comes twice (both rows).
    """
    digits = [length for level in levels for length in DIGITS_OF_LEVEL.get(level, ())]
    if "code" in table.columns:
        column = read_codes(table, "code", digits, reading, country="country" in levels)
        codes, faulty = column.codes.copy(), column.faulty.copy()
        label = table.label("code")
    else:
        codes, faulty = np.full(len(table.rows), None, dtype=object), np.zeros(len(table.rows), dtype=bool)
        label = table.label("name")
    if "name" in table.columns:
        _note_personal_names(table, reading)
    missing = np.array([code is None for code in codes], dtype=bool) & ~faulty
    faulty |= _find_by_name(table, codes, missing, scope, known_names or {}, reading)
    faulty |= _check_places(table, codes, faulty, scope, label, reading)
    level = _one_level(table, codes, levels)
    if unique:
        faulty |= _check_repeated(table, codes, faulty, label, reading)
    if level == "village":
        faulty |= _check_widths(table, codes, faulty, label, reading)
    if {"code", "name"} <= set(table.columns):
        named = [isinstance(cell, str) and not is_blank(cell) for cell in table.values("name")]
        where = (table.row_numbers, table.sheet, table.label("name"))
        note_areas_without_name(codes, faulty, named, known_names or {}, where, reading.log)
    return Areas(codes, faulty, level)


def area_name_rows(table: Table, areas: Areas, reading: Reading) -> pd.DataFrame:
    """area_code, area_name of the good rows that give one name only for an area.

    The names are as they are kept, and what was put right in them is counted. None at all when the column holds a
    person's name, id or phone; a doubtful name is left out, and so is what is said of a person behind a name.
    """
    if "name" not in table.columns or "code" not in table.columns:
        return pd.DataFrame({"area_code": [], "area_name": []}, dtype=object)
    names = pd.DataFrame({"area_code": areas.codes, "area_name": table.values("name")}, dtype=object)
    written = names[~areas.faulty]
    names = written.drop_duplicates()
    if any(is_personal_value(name) for name in names["area_name"]):
        return names.iloc[:0]
    good = {name for name in names["area_name"].unique() if _is_area_name(name)}
    kept = tidy_names(written["area_name"][written["area_name"].isin(good)], areas.level, reading.repairs)
    names = names[names["area_name"].isin(good)]
    names = names.assign(area_name=names["area_name"].map(kept)).drop_duplicates()
    names = names[names["area_name"] != ""]
    return names[~names["area_code"].duplicated(keep=False)].reset_index(drop=True)


def _is_area_name(cell: Cell) -> bool:
    return isinstance(cell, str) and not is_blank(cell) and len(cell) <= 200 and not may_be_person(cell)


def _note_personal_names(table: Table, reading: Reading) -> None:
    """Say (with the rows, never the words) which names of this file are not kept: none where a cell is a person's."""
    cells, where = table.values("name"), (table.row_numbers, table.sheet, table.label("name"))
    personal = {cell for cell in set(cells) if is_personal_value(cell)}
    if personal:
        row = next(row for cell, row in zip(cells, table.row_numbers, strict=True) if cell in personal)
        what = "คอลัมน์ชื่อพื้นที่มีข้อมูลส่วนบุคคล จึงไม่เก็บชื่อพื้นที่จากไฟล์นี้"
        reading.log.add(Problem(WARNING, what, rule("P01").fix, where[1], int(row), where[2], rule="P01"))
    else:
        note_personal_names(cells, where, reading.log)


def _find_by_name(
    table: Table,
    codes: np.ndarray,
    missing: np.ndarray,
    scope: str | None,
    known_names: Mapping[str, str],
    reading: Reading,
) -> np.ndarray:
    """Fill `codes` where the name says one area only; the rest are faults.

    Only within a `scope`: many villages of the country share a name, and we know the names of a few.
    """
    if not missing.any():
        return missing
    by_name: dict[str, list[str]] = {}
    for code, name in known_names.items():
        if scope and code.startswith(scope) and level_of(code) == "village":
            by_name.setdefault(fold(name), []).append(code)
    cells = table.values("name") if "name" in table.columns else [None] * len(table.rows)
    for index in np.flatnonzero(missing):
        cell = cells[index]
        found = by_name.get(fold(cell), []) if isinstance(cell, str) else []
        if len(found) == 1:
            codes[index] = found[0]
            missing[index] = False
            reading.repairs["หารหัสพื้นที่จากชื่อ"] += 1
        else:
            row = int(table.row_numbers[index])
            what = "ไม่มีรหัสพื้นที่" if not found else f"ชื่อนี้ตรงกับหลายพื้นที่: {', '.join(sorted(found)[:5])}"
            fix = FIX_CODE if scope else f"{FIX_CODE} (หาจากชื่อได้เมื่อระบุพื้นที่ เช่น --area 8301)"
            reading.log.add(Problem(ERROR, what, fix, table.sheet, row, rule="C10" if found else "C01"))
    return missing


def _check_places(
    table: Table, codes: np.ndarray, faulty: np.ndarray, scope: str | None, label: str, reading: Reading
) -> np.ndarray:
    """Unknown provinces and places outside the scope are faults; an unknown amphoe or tambon is a doubt."""
    names = area_names()
    refused = np.zeros(len(codes), dtype=bool)
    places = pd.Series(codes, dtype=object)
    for code in sorted({code for code in codes[~faulty] if code is not None}):
        if code == COUNTRY and not scope:
            continue
        if code != COUNTRY and code[:2] not in names:
            rule_id, what, fix = "C06", f"ไม่มีจังหวัดรหัส {code[:2]}", "ตรวจรหัสพื้นที่กับทะเบียนของกรมการปกครอง"
        elif scope and not code.startswith(scope):
            rule_id, what, fix = "C07", f"พื้นที่ {code} อยู่นอกพื้นที่ {scope} ที่ระบุ", "นำแถวนี้ออก หรือเลือกพื้นที่ใหม่"
        elif len(code) in (4, 6, 8) and code.endswith("00"):  # a total of the level above would count everybody twice
            rule_id, what, fix = "C06", f"รหัส {code} ลงท้ายด้วย 00 เป็นยอดรวม", "นำแถวยอดรวมออก"
        else:
            continue
        rows = (places == code).to_numpy()
        refused |= rows
        found = numbers_where(rows, table.row_numbers)
        reading.log.rows(ERROR, found, what, fix, sheet=table.sheet, column=label, rule=rule_id)
    for stem in sorted(unknown_stems(codes[~faulty & ~refused], names)):
        what = f"ไม่มีรหัส {stem} ในรายชื่ออำเภอและตำบลที่มากับโปรแกรม"
        fix, near = "ตรวจรหัส ถ้าเป็นพื้นที่ตั้งใหม่ใช้ได้ตามปกติ", nearest_codes(stem, names)
        expected = f"รหัสที่มี เช่น {', '.join(near)}" if near else None
        reading.log.add(
            Problem(WARNING, what, fix, table.sheet, None, label, rule="C05", value=stem, expected=expected)
        )
    return refused


def _one_level(table: Table, codes: np.ndarray, levels: tuple[str, ...]) -> str:
    found = sorted({level_of(code) for code in codes if code is not None}, key=list(LEVELS).index)
    if len(found) > 1:
        names = ", ".join(LEVELS[level] for level in found)
        raise RefusalError(
            f"มีพื้นที่หลายระดับปนกัน ({names})", "แยกเป็นไฟล์ละระดับ แล้วนำเข้าทีละไฟล์", sheet=table.sheet, rule="C25"
        )
    return found[0] if found else levels[-1]


def _check_repeated(table: Table, codes: np.ndarray, faulty: np.ndarray, label: str, reading: Reading) -> np.ndarray:
    series = pd.Series(codes, dtype=object)
    repeated = (series.notna() & series.duplicated(keep=False)).to_numpy() & ~faulty
    rows = numbers_where(repeated, table.row_numbers)
    fix = "เหลือพื้นที่ละหนึ่งแถว"
    reading.log.rows(ERROR, rows, "พื้นที่นี้มีมากกว่าหนึ่งแถว", fix, sheet=table.sheet, column=label, rule="C18")
    return repeated


def _check_widths(table: Table, codes: np.ndarray, faulty: np.ndarray, label: str, reading: Reading) -> np.ndarray:
    """A village of 8 digits and its communities of 10 in one file would count people twice."""
    villages = {code for code in codes[~faulty] if code is not None and len(code) == 8}
    clash = (
        np.array([code is not None and len(code) == 10 and code[:8] in villages for code in codes], dtype=bool)
        & ~faulty
    )
    rows = numbers_where(clash, table.row_numbers)
    what, fix = "หมู่บ้านนี้มีทั้งรหัส 8 และ 10 หลักในไฟล์เดียวกัน", "ใช้รหัสแบบเดียวกันทั้งไฟล์"
    reading.log.rows(ERROR, rows, what, fix, sheet=table.sheet, column=label, rule="C24")
    return clash
