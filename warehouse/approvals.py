"""Whether the figures of an import were checked: not yet, handed in, or approved, by whom, when and in which meeting.

What was said holds until an area of the import goes or comes back (replaced, undone, redone); it has to be said anew
then. Every saying is kept, and the latest one of an import counts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import duckdb
import pandas as pd

from warehouse.actions import Action, record_action
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from warehouse.sql import read_sql
from warehouse.stored_text import stored_text
from words.area_levels import LEVELS
from words.dates import day_words, local_now

UNCHECKED, SUBMITTED, APPROVED = "unchecked", "submitted", "approved"
STATES: Final[Mapping[str, str]] = {UNCHECKED: "ยังไม่ตรวจ", SUBMITTED: "ส่งตรวจ", APPROVED: "รับรองแล้ว"}
BODY_LEVELS: Final[Mapping[str, str]] = {level: f"ระดับ{LEVELS[level]}" for level in reversed(list(LEVELS))}
ACTIONS: Final[Mapping[str, Action]] = {UNCHECKED: "unapprove", SUBMITTED: "submit", APPROVED: "approve"}
LONGEST_MEETING: Final = 120
LISTED: Final = 3
HEADING: Final = "สถานะข้อมูล"
INSERT: Final = "INSERT INTO approvals VALUES (nextval('approval_ids'), ?, ?, ?, ?, ?, ?)"
HISTORY: Final = """
    SELECT approval_id, state, body_level, decided_on, meeting, said_at FROM approvals
    WHERE batch_id = ? ORDER BY approval_id DESC
"""
LIVE_AREAS: Final = """
    -- The one row: the areas of an import that stand, and whether the import itself does.
    SELECT count_if(is_live)::INTEGER AS areas, NOT any_value(is_undone) AS stands
    FROM batches JOIN batch_areas USING (batch_id)
    WHERE batch_id = ?
    GROUP BY batch_id
"""


@dataclass(frozen=True)
class Approval:
    """What is said of an import: `state` (a key of STATES), and of what was handed in or approved the level of the
    body (a key of BODY_LEVELS), the day and the meeting. None where nothing was said of it."""

    state: str = UNCHECKED
    body_level: str | None = None
    decided_on: date | None = None
    meeting: str | None = None

    @property
    def words(self) -> str:
        """The same in Thai.

        >>> Approval("approved", "tambon", date(2026, 2, 3), "ประชุม กบต. ครั้งที่ 2/2569").words
        'รับรองแล้ว ระดับตำบล 3 ก.พ. 2569 ประชุม กบต. ครั้งที่ 2/2569'
        """
        level = BODY_LEVELS.get(self.body_level or "", "")
        day = "" if self.decided_on is None else day_words(self.decided_on)
        return " ".join(part for part in (STATES[self.state], level, day, self.meeting or "") if part)


ApprovedAreas = tuple[Approval, int]
"""An approval, and how many areas it covers."""


def lowest_state(stands: Sequence[ApprovedAreas]) -> str:
    """The state that counts where several come together: the least one. Unchecked without any."""
    states = [approval.state for approval, _ in stands]
    return next((state for state in STATES if state in states), UNCHECKED)


def approval_words(stands: Sequence[ApprovedAreas]) -> str:
    """How the imports under a figure stand, for every screen, file and terminal; "" where there is no import.

    Where they differ the lowest state counts, followed by how many areas have which.

    >>> approval_words([(Approval(), 3)])
    'สถานะข้อมูล: ยังไม่ตรวจ'
    >>> approval_words([(Approval(), 3), (Approval("submitted", "tambon", date(2026, 2, 3)), 12)])
    'สถานะข้อมูล: ยังไม่ตรวจ (ยังไม่ตรวจ 3 พื้นที่ · ส่งตรวจ ระดับตำบล 3 ก.พ. 2569: 12 พื้นที่)'
    """
    if not stands:
        return ""
    if len(stands) == 1:
        return f"{HEADING}: {stands[0][0].words}"
    counts: dict[str, int] = {}
    for approval, areas in stands:
        name = approval.words if len(stands) <= LISTED else STATES[approval.state]
        counts[name] = counts.get(name, 0) + areas
    listed = [f"{name}{'' if name in STATES.values() else ':'} {areas:,} พื้นที่" for name, areas in counts.items()]
    return f"{HEADING}: {STATES[lowest_state(stands)]} ({' · '.join(listed)})"


def approvals_of(rows: pd.DataFrame) -> tuple[ApprovedAreas, ...]:
    """Rows with state, body_level, decided_on, meeting and areas, the lowest state first; equal approvals are one."""
    counts: dict[Approval, int] = {}
    for row in rows.to_dict("records"):
        approval = approval_of(row)
        counts[approval] = counts.get(approval, 0) + int(row["areas"])
    order = list(STATES)
    return tuple(sorted(counts.items(), key=lambda each: (order.index(each[0].state), each[0].words)))


def approval_of(row: Mapping[Any, Any]) -> Approval:
    """A row of a table as an Approval; a state that is missing is unchecked."""
    day, state = row["decided_on"], row["state"]
    return Approval(
        str(state) if isinstance(state, str) else UNCHECKED,
        row["body_level"] if isinstance(row["body_level"], str) else None,
        None if pd.isna(day) else pd.Timestamp(day).date(),
        row["meeting"] if isinstance(row["meeting"], str) else None,
    )


def set_approval(warehouse: Warehouse, batch_id: int, approval: Approval, today: date | None = None) -> Approval:
    """Say how an import stands, and give back what was kept (a person's name in the meeting is masked).

    Raises WarehouseError for an import none of whose areas stand, an approval without level, day and meeting, a
    handing in without level and day, a day to come, and a meeting of more than 120 letters."""
    kept = _checked(approval, today or local_now().date())
    with warehouse.transaction() as cursor:
        found = cursor.execute(LIVE_AREAS, [batch_id]).fetchone()
        if found is None or not found[1] or not found[0]:
            raise WarehouseError(
                f"การนำเข้าครั้งที่ {batch_id} ไม่มีพื้นที่ที่ใช้งานอยู่ จึงบอกสถานะการตรวจไม่ได้",
                "ดูรายการนำเข้า แล้วเลือกรายการที่ยังใช้งานอยู่",
            )
        _write(cursor, batch_id, kept)
        record_action(cursor, ACTIONS[kept.state], str(batch_id), int(found[0]))
    return kept


def _checked(approval: Approval, today: date) -> Approval:
    if approval.state not in STATES or (approval.body_level or "village") not in BODY_LEVELS:
        raise WarehouseError("ไม่รู้จักสถานะหรือระดับที่เลือก", f"เลือก {', '.join(STATES)} และ {', '.join(BODY_LEVELS)}")
    if approval.state == UNCHECKED:
        return Approval()
    meeting = " ".join((approval.meeting or "").split())
    lacking = [
        name
        for name, is_there in (
            ("ระดับของผู้ตรวจ", approval.body_level),
            ("วันที่", approval.decided_on),
            ("การประชุม", meeting or approval.state == SUBMITTED),
        )
        if not is_there
    ]
    if lacking:
        what = f"ยังบอกว่า “{STATES[approval.state]}” ไม่ได้ เพราะไม่มี{' และ'.join(lacking)}"
        raise WarehouseError(what, f"กรอก{' และ'.join(lacking)} แล้วบันทึกอีกครั้ง")
    if approval.decided_on and approval.decided_on > today:
        raise WarehouseError(f"วันที่ {day_words(approval.decided_on)} ยังมาไม่ถึง", "เลือกวันที่ที่ส่งตรวจหรือรับรองจริง")
    if len(meeting) > LONGEST_MEETING:
        raise WarehouseError(f"ชื่อการประชุมยาวเกิน {LONGEST_MEETING} ตัวอักษร", "ย่อชื่อการประชุมให้สั้นลง")
    return Approval(approval.state, approval.body_level, approval.decided_on, stored_text(meeting) or None)


def withdraw_approvals(cursor: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    """Take back what was said of every import whose areas have just changed, `batch_id` among them.

    Needs the temporary table `standing_areas` of the same cursor, as it stood before the states were refreshed."""
    for changed, areas in cursor.execute(read_sql("changed_approvals"), {"batch_id": batch_id}).fetchall():
        _write(cursor, int(changed), Approval())
        record_action(cursor, "unapprove", str(changed), int(areas))


def _write(cursor: duckdb.DuckDBPyConnection, batch_id: int, kept: Approval) -> None:
    said = [batch_id, kept.state, kept.body_level, kept.decided_on, kept.meeting, local_now()]
    cursor.execute(INSERT, said)


def approval_history(warehouse: Warehouse, batch_id: int) -> pd.DataFrame:
    """One row per saying about an import, the latest first: approval_id, state, body_level, decided_on, meeting,
    said_at."""
    return warehouse.query(HISTORY, [batch_id])
