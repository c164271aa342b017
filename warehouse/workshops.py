"""What meetings of a community (ประชาคม) said of the problems of their area: one result a meeting, and no ballot.

It stands in tables that no import touches and is written beside one, as plans are. Every text goes through the one door
(`warehouse.stored_text`): a place or a problem that people typed may hold a name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import duckdb

from warehouse.actions import record_by_account
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from warehouse.stored_text import stored_text

POINTS, TOP_THREE, HANDS = "points", "top_three", "hands"
WAYS: Final = (POINTS, TOP_THREE, HANDS)
MEETINGS: Final = """
    -- One row: a meeting of an area that somebody voted at, the newest first.
    SELECT workshop_id, area_code, set_id, year_be, held_at, place, way, ballots, is_open FROM workshops
    WHERE area_code = $area_code AND ballots > 0
    ORDER BY workshop_id DESC
"""
SCORES: Final = """
    -- One row: a problem of one of these meetings, in the order of its ballot.
    SELECT workshop_id, indicator_code, problem, number_rank, points, top_three FROM workshop_scores
    WHERE list_contains($workshop_ids::INTEGER[], workshop_id)
    ORDER BY workshop_id, position
"""
UPDATE_MEETING: Final = """
    UPDATE workshops SET place = ?, ballots = ?, is_open = ? WHERE workshop_id = ? AND held_at = ? RETURNING workshop_id
"""
INSERT_SCORE: Final = "INSERT INTO workshop_scores VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class HallScore:
    """What a problem came to. `indicator_code`: None for one that people named themselves; `number_rank`: its place by
    the figures, None where these do not rank it; `points`: of all ballots; `top_three`: how many ballots have it among
    their first three."""

    indicator_code: str | None
    problem: str
    number_rank: int | None
    points: int
    top_three: int


@dataclass(frozen=True, slots=True)
class Workshop:
    """One meeting. `workshop_id`: 0 for one that is not kept yet; `set_id`, `year_be`: the survey that was looked at;
    `way`: of WAYS; `ballots`: how many there were (of hands: how many people); `is_open`: nobody has ended it yet."""

    workshop_id: int
    area_code: str
    set_id: str
    year_be: int
    held_at: datetime
    place: str
    way: str
    ballots: int
    is_open: bool
    scores: tuple[HallScore, ...]


def keep_workshop(warehouse: Warehouse, workshop: Workshop) -> Workshop:
    """Keep a meeting, in place of what was kept of it before; gives it with its number and its texts as they were kept:
    what may say something of a person is masked.

    Raises ValueError for a way there is not, WarehouseError for the number of a meeting there is not."""
    if workshop.way not in WAYS:
        raise ValueError(f"no way of voting: {workshop.way}")
    kept = replace(
        workshop,
        place=stored_text(workshop.place.strip()),
        scores=tuple(replace(each, problem=stored_text(each.problem)) for each in workshop.scores),
    )
    with warehouse.transaction(beside_imports=True) as cursor:
        kept = replace(kept, workshop_id=_row_kept(cursor, kept))
        cursor.execute("DELETE FROM workshop_scores WHERE workshop_id = ?", [kept.workshop_id])
        for position, each in enumerate(kept.scores):
            row = [each.indicator_code, each.problem, each.number_rank, each.points, each.top_three]
            cursor.execute(INSERT_SCORE, [kept.workshop_id, position, *row])
        record_by_account(cursor, "workshop", f"{kept.workshop_id} {kept.area_code}")
    return kept


def _row_kept(cursor: duckdb.DuckDBPyConnection, workshop: Workshop) -> int:
    """The number of the meeting whose row was written."""
    if workshop.workshop_id:
        changed = cursor.execute(
            UPDATE_MEETING,
            [workshop.place, workshop.ballots, workshop.is_open, workshop.workshop_id, workshop.held_at],
        ).fetchall()
        if not changed:
            raise WarehouseError("ไม่พบเวทีประชาคมนี้ในฐานข้อมูล อาจถูกลบหรือย้อนไปใช้ข้อมูลสำรองแล้ว", "เปิดหน้าเวทีใหม่แล้วบันทึกอีกครั้ง")
        return workshop.workshop_id
    row = [workshop.area_code, workshop.set_id, workshop.year_be, workshop.held_at, workshop.place, workshop.way]
    [(number,)] = cursor.execute(
        "INSERT INTO workshops VALUES (nextval('workshop_ids'), ?, ?, ?, ?, ?, ?, ?, ?) RETURNING workshop_id",
        [*row, workshop.ballots, workshop.is_open],
    ).fetchall()
    return int(number)


def list_workshops(warehouse: Warehouse, area_code: str) -> list[Workshop]:
    """The meetings of an area at which somebody voted, the newest first."""
    rows = warehouse.query_rows(MEETINGS, {"area_code": area_code})
    scores = scores_of(warehouse, [int(row[0]) for row in rows])
    return [Workshop(*row, scores=tuple(scores.get(int(row[0]), ()))) for row in rows]


def scores_of(warehouse: Warehouse, workshop_ids: Sequence[int]) -> dict[int, list[HallScore]]:
    """Number of a meeting → its problems, in the order of the ballot."""
    found: dict[int, list[HallScore]] = {}
    for workshop_id, *row in warehouse.query_rows(SCORES, {"workshop_ids": list(workshop_ids)}):
        found.setdefault(int(workshop_id), []).append(HallScore(*row))
    return found


def remove_workshop(warehouse: Warehouse, workshop_id: int) -> None:
    """Forget a meeting and all that it came to."""
    with warehouse.transaction(beside_imports=True) as cursor:
        cursor.execute("DELETE FROM workshop_scores WHERE workshop_id = ?", [workshop_id])
        cursor.execute("DELETE FROM workshops WHERE workshop_id = ?", [workshop_id])
        record_by_account(cursor, "workshop", f"{workshop_id} removed")
