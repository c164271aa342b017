"""Plans of areas and their versions: of each saving only the parts that changed are written, and nothing is lost.

A save names the version it is based on; one that is based on an older version is refused. Plans stand in tables that no
import touches, and are written beside it. Order is by number (plan_id, version), times are for people.
"""

import json
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

import duckdb

from warehouse.actions import record_by_account
from warehouse.connection import Warehouse
from warehouse.errors import StalePlanError, WarehouseError
from warehouse.stored_text import check_plan, every_text, stored_text
from words.dates import local_now

FOLLOW_UP: Final = "follow_up"  # the kind of parts that say what was done; they stay with their year
VERSIONS: Final = """
    -- One row: a version of a plan.
    SELECT plan_id, area_code, set_id, year_be, fiscal_year_be, title, version, saved_at, saved_by
    FROM plan_versions JOIN plans USING (plan_id)
    WHERE plan_id = $plan_id
    ORDER BY version DESC
"""
LATEST: Final = """
    -- One row: the latest version of each plan asked for.
    SELECT plan_id, area_code, set_id, year_be, fiscal_year_be, title, version, saved_at, saved_by
    FROM plan_versions JOIN plans USING (plan_id)
    WHERE ($area_code IS NULL OR area_code = $area_code OR ($below AND starts_with(area_code, $prefix)))
      AND ($fiscal_year_be IS NULL OR fiscal_year_be = $fiscal_year_be)
      AND plan_id NOT IN (
          SELECT plan_id FROM office_file_plans JOIN office_files USING (office_file_id)
          GROUP BY plan_id HAVING NOT bool_or(is_standing)
      )
    QUALIFY row_number() OVER (PARTITION BY plan_id ORDER BY version DESC) = 1
    ORDER BY plan_id
"""
ITEMS: Final = """
    -- One row: a part of a plan as it stood in a version.
    SELECT item_id, kind, position, content FROM plan_items
    WHERE plan_id = $plan_id AND first_version <= $version AND coalesce(last_version, $version) >= $version
    ORDER BY position
"""
ITEMS_OF_MANY: Final = """
    -- One row: a part of one of these plans as it stands.
    SELECT plan_id, item_id, kind, content FROM plan_items
    WHERE last_version IS NULL AND list_contains($plan_ids::INTEGER[], plan_id)
    ORDER BY plan_id, position
"""
END_ITEMS: Final = """
    UPDATE plan_items SET last_version = $version - 1
    WHERE plan_id = $plan_id AND last_version IS NULL AND list_contains($item_ids, item_id)
"""
INSERT_ITEMS: Final = """
    INSERT INTO plan_items
    SELECT $plan_id, unnest($item_ids), unnest($kinds), unnest($positions), unnest($contents), $version, NULL
"""
Stored = tuple[str, float, str]  # kind, position, content of a part as it is stored


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """A plan in one of its versions. `set_id`, `year_be`: the survey it starts from; `fiscal_year_be`: the first
    year it is for; `saved_by`: a post as it was typed, may be empty."""

    plan_id: int
    area_code: str
    set_id: str
    year_be: int
    fiscal_year_be: int
    title: str
    version: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """A part of a plan: its id, which no other part of the plan has, its kind, and its fields as values of JSON."""

    item_id: str
    kind: str
    content: dict[str, Any]


def create_plan(
    warehouse: Warehouse, area_code: str, set_id: str, year_be: int, fiscal_year_be: int, title: str = ""
) -> int:
    """Begin a plan, empty and in version 0, and give its number. An area may have several of one year.

    Raises PersonalTextError for a title that seems to say something of a person."""
    check_plan([title], ())
    with warehouse.transaction(beside_imports=True) as cursor:
        plan_id = begin_plan(cursor, area_code, set_id, year_be, fiscal_year_be, title)
        record_by_account(cursor, "plan", f"{plan_id} begun {area_code}")
    return plan_id


def save_plan(
    warehouse: Warehouse,
    plan_id: int,
    based_on: int,
    items: Sequence[PlanItem],
    saved_by: str = "",
    title: str | None = None,
    kept: Collection[str] = (),
) -> int:
    """Keep the plan as it stands now, its parts in this order, and give the version it has; the one before where
    nothing changed. `based_on`: the version that was edited; `title`: None for the one it has; `saved_by`: masked
    where it holds the name of a person.

    Raises StalePlanError where others have saved since, PersonalTextError for texts that seem to say something of a
    person, unless they are among the `kept` ones or stand in the version stored (what was decided once stays decided),
    WarehouseError for a plan there is not, ValueError for two parts of one id; nothing is written then."""
    with warehouse.transaction(beside_imports=True) as cursor:
        version = write_plan(cursor, plan_id, based_on, items, saved_by, title, kept)
        if version != based_on:
            record_by_account(cursor, "plan", f"{plan_id} version {version}")
    return version


def read_plan(warehouse: Warehouse, plan_id: int, version: int | None = None) -> tuple[PlanHeader, list[PlanItem]]:
    """The plan in a version (None: the latest) with its parts in order.

    Raises WarehouseError for a plan or version there is not."""
    versions = plan_versions(warehouse, plan_id)
    header = versions[0] if version is None else next((each for each in versions if each.version == version), None)
    if header is None:
        raise WarehouseError(f"แผนนี้ไม่มีรุ่น {version}", f"เลือกรุ่น {versions[-1].version} ถึง {versions[0].version}")
    rows = warehouse.query_rows(ITEMS, {"plan_id": plan_id, "version": header.version})
    return header, [PlanItem(item_id, kind, json.loads(content)) for item_id, kind, _, content in rows]


def read_plans(warehouse: Warehouse, plan_ids: Sequence[int]) -> dict[int, list[PlanItem]]:
    """Number → parts, in order, of many plans in their latest versions, asked for at once. A plan without parts, or
    that is not there, has none."""
    found: dict[int, list[PlanItem]] = {plan_id: [] for plan_id in plan_ids}
    for plan_id, item_id, kind, content in warehouse.query_rows(ITEMS_OF_MANY, {"plan_ids": list(found)}):
        found[plan_id].append(PlanItem(item_id, kind, json.loads(content)))
    return found


def list_plans(
    warehouse: Warehouse, area_code: str | None = None, below: bool = False, fiscal_year_be: int | None = None
) -> list[PlanHeader]:
    """Plans in their latest versions, in the order in which they were begun: all of them, or of an area (with `below`
    also of every area within it), or of a fiscal year; but those of offices' files that do not stand."""
    prefix = "" if area_code in (None, "TH") else area_code
    place: dict[str, object] = {"area_code": area_code, "below": below, "prefix": prefix}
    return _headers(warehouse.query_rows(LATEST, place | {"fiscal_year_be": fiscal_year_be}))


def plan_versions(warehouse: Warehouse, plan_id: int) -> list[PlanHeader]:
    """Every version of a plan, the latest first. Raises WarehouseError for a plan there is not."""
    versions = _headers(warehouse.query_rows(VERSIONS, {"plan_id": plan_id}))
    if not versions:
        raise _no_plan(plan_id)
    return versions


def remove_plan(warehouse: Warehouse, plan_id: int) -> None:
    """Erase a plan with all its versions. Raises WarehouseError for a plan there is not."""
    with warehouse.transaction(beside_imports=True) as cursor:
        _latest(cursor, plan_id)
        cursor.execute("DELETE FROM plan_items WHERE plan_id = ?", [plan_id])
        cursor.execute("DELETE FROM plan_versions WHERE plan_id = ?", [plan_id])
        cursor.execute("DELETE FROM plans WHERE plan_id = ?", [plan_id])
        record_by_account(cursor, "plan", f"{plan_id} removed")


def copy_plan(warehouse: Warehouse, plan_id: int, fiscal_year_be: int) -> int:
    """Begin a plan for another fiscal year with the parts of this one, but what was done of it; gives its number.

    Dates and sums of money stay as they are. Raises WarehouseError for a plan there is not."""
    header, items = read_plan(warehouse, plan_id)
    planned = [item for item in items if item.kind != FOLLOW_UP]
    place = (header.area_code, header.set_id, header.year_be)
    kept = set(every_text([item.content for item in planned]))
    with warehouse.transaction(beside_imports=True) as cursor:
        copied = begin_plan(cursor, *place, fiscal_year_be, header.title)
        write_plan(cursor, copied, 0, planned, header.saved_by, None, kept)
        record_by_account(cursor, "plan", f"{copied} copied of {plan_id}")
    return copied


def begin_plan(
    cursor: duckdb.DuckDBPyConnection, area_code: str, set_id: str, year_be: int, fiscal_year_be: int, title: str
) -> int:
    """create_plan within a transaction that is open; the title was checked."""
    [(plan_id,)] = cursor.execute("SELECT nextval('plan_ids')").fetchall()
    place = [plan_id, area_code, stored_text(set_id), year_be, fiscal_year_be]
    cursor.execute("INSERT INTO plans VALUES (?, ?, ?, ?, ?)", place)
    _write_version(cursor, plan_id, 0, title, "")
    return int(plan_id)


def write_plan(
    cursor: duckdb.DuckDBPyConnection,
    plan_id: int,
    based_on: int,
    items: Sequence[PlanItem],
    saved_by: str,
    title: str | None,
    kept: Collection[str],
) -> int:
    """save_plan within a transaction that is open."""
    version, standing_title = _latest(cursor, plan_id)
    if based_on != version:
        raise StalePlanError(version)
    rows = cursor.execute(ITEMS, {"plan_id": plan_id, "version": version}).fetchall()
    standing: dict[str, Stored] = {item_id: (kind, position, content) for item_id, kind, position, content in rows}
    found = _as_stored(items, {item_id: stored[1] for item_id, stored in standing.items()})
    changed = {item_id: stored for item_id, stored in found.items() if standing.get(item_id) != stored}
    gone = [item_id for item_id in standing if item_id not in found]
    new_title = standing_title if title is None else title.strip()
    if not changed and not gone and new_title == standing_title:
        return version
    contents = {item.item_id: item.content for item in items}
    written = [[item_id, changed[item_id][0], contents[item_id]] for item_id in changed]
    check_plan([*written, new_title], kept, [standing_title, *(json.loads(each[2]) for each in standing.values())])
    ended = [*gone, *(item_id for item_id in changed if item_id in standing)]
    key: dict[str, object] = {"plan_id": plan_id, "version": version + 1}
    if ended:
        cursor.execute(END_ITEMS, key | {"item_ids": ended})
    if changed:
        kinds, positions, texts = (list(column) for column in zip(*changed.values(), strict=True))
        rows_of = {"item_ids": list(changed), "kinds": kinds, "positions": positions, "contents": texts}
        cursor.execute(INSERT_ITEMS, key | rows_of)
    _write_version(cursor, plan_id, version + 1, new_title, saved_by)
    return version + 1


def _latest(cursor: duckdb.DuckDBPyConnection, plan_id: int) -> tuple[int, str]:
    """The latest version of a plan and its title. Raises WarehouseError for a plan there is not."""
    found = cursor.execute(
        "SELECT version, title FROM plan_versions WHERE plan_id = ? ORDER BY version DESC LIMIT 1", [plan_id]
    ).fetchone()
    if found is None:
        raise _no_plan(plan_id)
    return int(found[0]), str(found[1])


def _no_plan(plan_id: int) -> WarehouseError:
    return WarehouseError(f"ไม่พบแผนหมายเลข {plan_id} แผนอาจถูกลบไปแล้ว", "เปิดรายการแผนอีกครั้ง แล้วเลือกแผนที่ต้องการ")


def _write_version(cursor: duckdb.DuckDBPyConnection, plan_id: int, version: int, title: str, saved_by: str) -> None:
    row = [plan_id, version, title.strip(), local_now(), stored_text(saved_by.strip())]
    cursor.execute("INSERT INTO plan_versions VALUES (?, ?, ?, ?, ?)", row)


def _as_stored(items: Sequence[PlanItem], standing: Mapping[str, float]) -> dict[str, Stored]:
    """Id → (kind, position, content) in order. Raises ValueError for two of one id, or values that JSON has not."""
    order = [item.item_id for item in items]
    if len(set(order)) != len(order):
        raise ValueError(f"parts of one id: {sorted(each for each in set(order) if order.count(each) > 1)}")
    positions = positions_of(order, standing)
    return {item.item_id: (item.kind, positions[item.item_id], _json(item.content)) for item in items}


def _json(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return text.encode("utf-8", "replace").decode()  # half a letter, as a paste may leave it, cannot be stored


def positions_of(order: Sequence[str], standing: Mapping[str, float]) -> dict[str, float]:
    """A position for each id so that they stand in this order, and as few as can be stand elsewhere than before.

    >>> positions_of(["c", "a", "new", "b"], {"a": 1.0, "b": 2.0, "c": 3.0})
    {'c': 0.0, 'a': 1.0, 'new': 1.5, 'b': 2.0}
    """
    staying = _longest_rising([each for each in order if each in standing], standing)
    positions: dict[str, float] = {}
    moved: list[str] = []
    last: float | None = None
    for each in order:
        if each not in staying:
            moved.append(each)
            continue
        here = standing[each]
        start = here - len(moved) - 1 if last is None else last
        step = (here - start) / (len(moved) + 1)
        positions |= {name: start + step * number for number, name in enumerate(moved, 1)} | {each: here}
        moved, last = [], here
    positions |= {name: (last or 0.0) + number for number, name in enumerate(moved, 1)}
    found = list(positions.values())
    if all(one < other for one, other in pairwise(found)):
        return positions
    return {each: float(number) for number, each in enumerate(order, 1)}  # no room is left between two


def _longest_rising(order: Sequence[str], standing: Mapping[str, float]) -> set[str]:
    """The most ids whose positions already rise in this order."""
    ends: list[float] = []
    ending: list[str] = []
    before: dict[str, str | None] = {}
    for each in order:
        place = bisect_left(ends, standing[each])
        before[each] = ending[place - 1] if place else None
        ends[place : place + 1], ending[place : place + 1] = [standing[each]], [each]
    found: set[str] = set()
    each = ending[-1] if ending else None
    while each is not None:
        found.add(each)
        each = before[each]
    return found


def _headers(rows: Sequence[tuple[Any, ...]]) -> list[PlanHeader]:
    """The rows of VERSIONS or LATEST."""
    return [PlanHeader(*row) for row in rows]
