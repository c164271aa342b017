"""What an office keeps of areas side by side: groups of areas, what was checked, agencies, choices, marked areas.

Every text goes through the one door (`warehouse.stored_text`). What was said of a cell, and a sheet of criteria,
is only ever added to: the one with the highest number counts.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from warehouse.actions import record_by_account
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from warehouse.stored_text import stored_definition, stored_text
from words.dates import local_now

RIGHT, CORRECTED, OPEN = "right", "corrected", "open"
CHECK_STATES: Final = {OPEN: "ยังไม่ตรวจ", RIGHT: "ตรวจแล้ว ถูกต้อง", CORRECTED: "ตรวจแล้ว แก้แล้ว"}
MODEL, PILOT = "model", "pilot"
MARK_NAMES: Final = {MODEL: "ตำบลต้นแบบ", PILOT: "พื้นที่นำร่อง"}
LATEST_CHECKS = """
    -- One row: what was said last of a cell of this set and year.
    SELECT area_code, indicator_code, kind, state, said_at FROM cell_checks
    WHERE set_id = $set_id AND year_be = $year_be
    QUALIFY row_number() OVER (PARTITION BY area_code, indicator_code, kind ORDER BY check_id DESC) = 1
    ORDER BY area_code, indicator_code, kind
"""
LATEST_CHOICE = """
    -- One row: the sheet of criteria of a name as it was saved last.
    SELECT definition FROM area_choices WHERE name = $name ORDER BY choice_id DESC LIMIT 1
"""
INSERT_CHOICE: Final = """
    INSERT INTO area_choices VALUES (nextval('area_choice_ids'), ?, ?, ?, coalesce(getvariable('own_area'), ''))
"""


@dataclass(frozen=True)
class AreaGroup:
    """Areas of one level under a name."""

    name: str
    area_codes: tuple[str, ...]


def save_area_group(warehouse: Warehouse, group: AreaGroup) -> AreaGroup:
    """Keep a group; an earlier one of the same name goes. Gives it as it was kept: its name may have been masked.

    Raises WarehouseError for a group without a name or areas."""
    name = stored_text(group.name.strip())
    if not name or not group.area_codes:
        raise WarehouseError("กลุ่มพื้นที่ต้องมีชื่อและมีพื้นที่อย่างน้อยหนึ่งแห่ง", "พิมพ์ชื่อกลุ่ม และเลือกพื้นที่ก่อนบันทึก")
    codes = list(dict.fromkeys(group.area_codes))
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM area_groups WHERE name = ?", [name])
        cursor.execute(
            "INSERT INTO area_groups VALUES (nextval('area_group_ids'), ?, ?, ?)", [name, codes, local_now()]
        )
        record_by_account(cursor, "group", name, len(codes))
    return AreaGroup(name, tuple(codes))


def list_area_groups(warehouse: Warehouse) -> tuple[AreaGroup, ...]:
    """Every group, by name."""
    rows = warehouse.query("SELECT name, area_codes FROM area_groups ORDER BY name COLLATE th, group_id")
    return tuple(
        AreaGroup(str(name), tuple(str(code) for code in codes))
        for name, codes in zip(rows["name"], rows["area_codes"], strict=True)
    )


def read_area_group(warehouse: Warehouse, name: str) -> AreaGroup:
    """A group by its name. Raises WarehouseError, naming those there are, for another one."""
    groups = {group.name: group for group in list_area_groups(warehouse)}
    if name not in groups:
        raise WarehouseError(f"ไม่มีกลุ่มพื้นที่ชื่อ '{name}'", f"กลุ่มที่มี: {', '.join(groups) or 'ยังไม่มี'}")
    return groups[name]


def remove_area_group(warehouse: Warehouse, name: str) -> None:
    """Forget a group; its areas and their figures stay."""
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM area_groups WHERE name = ?", [name])
        record_by_account(cursor, "group", f"{name} removed")


def area_group_text(group: AreaGroup) -> str:
    """The group as a file to give to another office: JSON of its name and codes."""
    return json.dumps({"name": group.name, "area_codes": list(group.area_codes)}, ensure_ascii=False, indent=1)


def area_group_of_text(text: str) -> AreaGroup:
    """A group from such a file. Raises WarehouseError for anything else."""
    fix = "ใช้ไฟล์ที่ดาวน์โหลดจากกลุ่มพื้นที่ในโปรแกรมนี้"
    try:
        given = json.loads(text)
        name, codes = given["name"], given["area_codes"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise WarehouseError("ไฟล์นี้ไม่ใช่กลุ่มพื้นที่", fix) from error
    if not isinstance(name, str) or not isinstance(codes, list) or not all(_is_code(code) for code in codes):
        raise WarehouseError("ไฟล์กลุ่มพื้นที่มีชื่อหรือรหัสพื้นที่ที่อ่านไม่ได้", fix)
    return AreaGroup(name, tuple(str(code) for code in codes))


def _is_code(code: object) -> bool:
    return isinstance(code, str) and code.isalnum() and len(code) in (2, 4, 6, 8, 10)


def save_checks(warehouse: Warehouse, set_id: str, year_be: int, cells: pd.DataFrame) -> None:
    """Keep what was said of cells: area_code, indicator_code (missing: the area as a whole), kind, state.

    Raises ValueError for a state that is none of CHECK_STATES."""
    unknown = set(cells["state"]) - set(CHECK_STATES)
    if unknown:
        raise ValueError(f"no state of a check: {sorted(unknown)}")
    now = local_now()
    rows = [
        [set_id, year_be, str(area), None if pd.isna(code) else str(code), str(kind), str(state), now]
        for area, code, kind, state in zip(
            cells["area_code"], cells["indicator_code"], cells["kind"], cells["state"], strict=True
        )
    ]
    if not rows:
        return
    with warehouse.transaction() as cursor:
        cursor.executemany("INSERT INTO cell_checks VALUES (nextval('cell_check_ids'), ?, ?, ?, ?, ?, ?, ?)", rows)
        record_by_account(cursor, "check", f"{set_id} {year_be}", len(rows))


def read_checks(warehouse: Warehouse, set_id: str, year_be: int) -> pd.DataFrame:
    """What was said last of each cell: area_code, indicator_code, kind, state, said_at."""
    return warehouse.query(LATEST_CHECKS, {"set_id": set_id, "year_be": year_be})


def save_agencies(warehouse: Warehouse, set_id: str, agencies: Mapping[str, str]) -> None:
    """Keep which agency is asked about each indicator of a set; an empty name forgets it."""
    with warehouse.transaction() as cursor:
        for code, agency in agencies.items():
            cursor.execute(
                "DELETE FROM indicator_agencies WHERE set_id = ? AND indicator_code = ?", [set_id, code]
            )  # fmt: skip
            if agency.strip():
                name = stored_text(agency.strip())
                cursor.execute("INSERT INTO indicator_agencies VALUES (?, ?, ?)", [set_id, code, name])
        record_by_account(cursor, "agency", set_id)


def read_agencies(warehouse: Warehouse, set_id: str) -> dict[str, str]:
    """Indicator code → the agency this office asks, where it said so."""
    rows = warehouse.query(
        "SELECT indicator_code, agency FROM indicator_agencies WHERE set_id = ? ORDER BY indicator_code", [set_id]
    )
    return {str(code): str(name) for code, name in zip(rows["indicator_code"], rows["agency"], strict=True)}


def save_area_choice(warehouse: Warehouse, name: str, definition: Mapping[str, Any]) -> str:
    """Keep a sheet of criteria under a name; gives the name as it was kept. Earlier savings stay."""
    kept = stored_text(name.strip())
    text = json.dumps(stored_definition(dict(definition)), ensure_ascii=False)
    with warehouse.transaction() as cursor:
        cursor.execute(INSERT_CHOICE, [kept, text, local_now()])
        record_by_account(cursor, "choice", kept)
    return kept


def read_area_choice(warehouse: Warehouse, name: str) -> dict[str, Any] | None:
    """The sheet of criteria saved last under a name; None when there is none."""
    rows = warehouse.query(LATEST_CHOICE, {"name": name})
    return json.loads(rows["definition"][0]) if len(rows) else None


def save_marked_areas(warehouse: Warehouse, year_be: int, mark: str, area_codes: Sequence[str]) -> None:
    """The areas that bear a mark in a year; others no longer do. Raises ValueError for a mark that is none."""
    if mark not in MARK_NAMES:
        raise ValueError(f"no mark: {mark}")
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM marked_areas WHERE year_be = ? AND mark = ?", [year_be, mark])
        for code in dict.fromkeys(area_codes):
            cursor.execute("INSERT INTO marked_areas VALUES (?, ?, ?)", [year_be, code, mark])
        record_by_account(cursor, "mark", f"{mark} {year_be}", len(area_codes))


def read_marked_areas(warehouse: Warehouse, year_be: int, mark: str) -> tuple[str, ...]:
    """Codes of the areas that bear a mark in a year, in order."""
    rows = warehouse.query(
        "SELECT area_code FROM marked_areas WHERE year_be = ? AND mark = ? ORDER BY area_code", [year_be, mark]
    )
    return tuple(str(code) for code in rows["area_code"])
