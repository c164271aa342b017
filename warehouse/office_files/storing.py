"""Files of offices taken in: all of a file or nothing, in the place of the former one of the same sender, undone whole.

Of each sender of an office the latest file that nobody has undone stands; its imports stand with it, and its plans
show. Imports of others are never undone by it: what a file would overlay with other figures `find_conflicts` names.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import duckdb
import pandas as pd

from warehouse.actions import record_action
from warehouse.batches import SPACE_FACTOR, prepare_batch, set_undone, write_batch
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from warehouse.office_files.model import OfficeFile, OfficePlan
from warehouse.on_disk.files import check_free_space
from warehouse.plans import begin_plan, write_plan
from warehouse.staged import PreparedBatch
from warehouse.stored_text import every_text, stored_file_name, stored_text
from warehouse.user_records import write_set
from warehouse.waiting import OnWaiting, import_line
from words.dates import local_now

STANDING: Final = """
    -- One row: the file of a sender of an office that stands.
    SELECT office_file_id, content_sha256, made_at FROM office_files
    WHERE office_code = ? AND sender = ? AND is_standing
"""
WILL_STAND: Final = """
    -- The one row: the file of a sender of an office that is to stand; one of which something was erased never is.
    SELECT max(office_file_id) FROM office_files
    WHERE office_code = $office_code AND sender = $sender AND NOT is_undone AND office_file_id NOT IN (
        SELECT office_file_id FROM office_file_batches JOIN batches USING (batch_id) WHERE purged_at IS NOT NULL
    )
"""
BATCHES_OTHERWISE: Final = """
    -- One row: an import of a sender of an office that stands though its file is not to, or the other way round.
    SELECT batch_id, batches.is_undone
    FROM batches JOIN office_file_batches USING (batch_id) JOIN office_files USING (office_file_id)
    WHERE office_code = $office_code AND sender = $sender AND purged_at IS NULL
      AND batches.is_undone <> (office_file_id <> $standing)
    ORDER BY batch_id
"""
STAND: Final = """
    UPDATE office_files SET is_standing = (office_file_id = $standing)
    WHERE office_code = $office_code AND sender = $sender
"""
INSERT_FILE: Final = """
    INSERT INTO office_files BY NAME SELECT
        $office_file_id AS office_file_id, $office_code AS office_code, $sender AS sender, $audience AS audience,
        $made_at AS made_at, $made_by AS made_by, $file_name AS file_name, $file_sha256 AS file_sha256,
        $content_sha256 AS content_sha256, $taken_at AS taken_at, false AS is_undone, true AS is_standing
"""
SAME_PLAN: Final = """
    -- One row: a plan of this very content that came with a former file of the sender and was not changed here.
    SELECT plan_id FROM office_file_plans JOIN office_files USING (office_file_id)
    WHERE office_code = ? AND sender = ? AND office_file_plans.content_sha256 = ?
    ORDER BY plan_id DESC
"""
CHANGED_PLANS: Final = """
    -- One row: a plan of a sender of an office that somebody has changed here since it came.
    SELECT DISTINCT plan_id FROM office_file_plans JOIN office_files USING (office_file_id)
    WHERE office_code = $office_code AND sender = $sender
      AND plan_id IN (SELECT plan_id FROM plan_versions WHERE version > 1)
"""
CONFLICTS: Final = """
    -- One row: a figure that would be overlaid by another one, and whose it is. Of made-up figures none is.
    SELECT
        given.area_code, given.indicator_code, given.assessed, given.failed, given.score, given.value,
        facts.assessed AS standing_assessed, facts.failed AS standing_failed, facts.score AS standing_score,
        facts.value AS standing_value, batches.batch_id, batches.file_name, office_files.office_code AS standing_office
    FROM given
    JOIN batch_areas ON batch_areas.stem = given.stem AND batch_areas.is_live
      AND (batch_areas.area_code = given.area_code OR length(batch_areas.area_code) <> length(given.area_code))
    JOIN batches USING (batch_id)
    JOIN facts ON facts.batch_id = batches.batch_id AND facts.area_code = batch_areas.area_code
      AND facts.indicator_code = given.indicator_code
    LEFT JOIN office_file_batches ON office_file_batches.batch_id = batches.batch_id
    LEFT JOIN office_files USING (office_file_id)
    WHERE batches.set_id = $set_id AND batches.year_be = $year_be AND batches.level = $level
      AND facts.set_id = $set_id AND facts.year_be = $year_be AND starts_with(facts.area_code, $office_code)
      AND (NOT batches.is_synthetic OR $is_synthetic)
      AND NOT coalesce(office_files.office_code = $office_code AND office_files.sender = $sender, false)
      AND (
          given.assessed IS DISTINCT FROM facts.assessed OR given.failed IS DISTINCT FROM facts.failed
          OR given.score IS DISTINCT FROM facts.score OR given.value IS DISTINCT FROM facts.value
      )
    ORDER BY given.area_code, given.indicator_code
"""
SYNTHETIC: Final = """
    -- One row: a standing file with made-up figures.
    SELECT DISTINCT office_file_id
    FROM office_files JOIN office_file_batches USING (office_file_id) JOIN batches USING (batch_id)
    WHERE is_standing AND is_synthetic
    ORDER BY office_file_id DESC
"""
FIGURES: Final = ("assessed", "failed", "score", "value")


@dataclass(frozen=True)
class StoredOffice:
    """The answer to taking in. `is_unchanged`: the same content stood there and nothing was written; `former`: the file
    whose place it takes, None for the first; `kept_plans`: plans of former files that were changed here and so stay."""

    office_file_id: int
    is_unchanged: bool
    former: int | None = None
    kept_plans: tuple[int, ...] = ()


def prepared_office(office: OfficeFile, file_name: str, file_sha256: str) -> OfficeFile:
    """The file made ready for its preview and its storing: parts checked, hashed, and named by the file.

    Raises WarehouseError for figures that cannot be true."""
    name = stored_file_name(file_name, file_sha256)
    parts = (prepare_batch(replace(part, file_name=name, file_sha256=file_sha256)) for part in office.parts)
    return replace(office, parts=tuple(parts))


def preview_office(warehouse: Warehouse, office: OfficeFile) -> StoredOffice:
    """What store_office would answer, with nothing written; the number of the file is 0 unless it stands already."""
    rows = warehouse.query_rows(STANDING, [office.office_code, office.sender])
    if not rows:
        return StoredOffice(0, False)
    number, content, _ = rows[0]
    return StoredOffice(number, True) if content == office.content_sha256 else StoredOffice(0, False, number)


def standing_made_at(warehouse: Warehouse, office: OfficeFile) -> datetime | None:
    """When the file of this sender that stands was made; None without one."""
    rows = warehouse.query_rows(STANDING, [office.office_code, office.sender])
    return rows[0][2] if rows else None


def find_conflicts(warehouse: Warehouse, office: OfficeFile) -> pd.DataFrame:
    """One row a figure of the file that differs from the one that stands and is not of a former file of this sender:
    set_id, year_be, level, area_code, indicator_code, the figures of the file (assessed, failed, score, value) and
    those that stand (standing_assessed …), batch_id and file_name of these, standing_office (missing: no office's)."""
    found: list[pd.DataFrame] = []
    for part in office.parts:
        codes = part.facts["area_code"].astype("str")
        stems = codes.str[:8] if part.level == "village" else codes
        figures = {name: part.facts[name] if name in part.facts else float("nan") for name in FIGURES}
        given = pd.DataFrame(
            {"area_code": codes, "stem": stems, "indicator_code": part.facts["indicator_code"].astype("str"), **figures}
        )
        key: dict[str, object] = {
            "set_id": part.set_id, "year_be": part.year_be, "level": part.level, "is_synthetic": part.is_synthetic,
            "office_code": office.office_code, "sender": office.sender,
        }  # fmt: skip
        rows = warehouse.query(CONFLICTS, key, {"given": given})
        found.append(rows.assign(set_id=part.set_id, year_be=part.year_be, level=part.level))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=["area_code"])


def store_office(
    warehouse: Warehouse,
    office: OfficeFile,
    file_name: str,
    file_sha256: str,
    *,
    new_sets: Mapping[str, Mapping[str, Any]] | None = None,
    on_progress: Callable[[float], object] | None = None,
    on_waiting: OnWaiting | None = None,
) -> StoredOffice:
    """Take a file in: its figures, sets and plans, in the place of the former file of the same sender; all or nothing.

    `new_sets`: id → definition of the sets to be kept. `on_progress` is told how much is done (0–1); what it raises
    takes everything back; `on_waiting` as of store_batch. The same content as the sender's standing
    file changes nothing. Raises WarehouseError for figures that cannot be true and for a disk without room."""
    office = prepared_office(office, file_name, file_sha256)
    tell = on_progress or (lambda _: None)
    if warehouse.path:
        check_free_space(warehouse.path.parent, SPACE_FACTOR * sum(part.size_bytes() for part in office.parts))
    with import_line(warehouse).turn(on_waiting), warehouse.alone(), warehouse.transaction() as cursor:
        tell(0.0)  # nothing is waited for any longer
        key = {"office_code": office.office_code, "sender": office.sender}
        former = cursor.execute(STANDING, list(key.values())).fetchone()
        if former is not None and former[1] == office.content_sha256:
            return StoredOffice(int(former[0]), True)
        kept = _keep_changed_plans(cursor, key)
        number = _insert_file(cursor, office, file_name, file_sha256)
        _let_stand(cursor, key, number)
        for set_id, definition in (new_sets or {}).items():
            write_set(cursor, set_id, dict(definition))
        for done, part in enumerate(office.parts):
            tell(done / len(office.parts))
            batch_id = write_batch(cursor, _ready(part))
            cursor.execute("INSERT INTO office_file_batches VALUES (?, ?)", [number, batch_id])
        for plan in office.plans:
            plan_id = _same_plan(cursor, key, plan) or _insert_plan(cursor, plan)
            link = [number, plan_id, plan.content_sha256]
            cursor.execute("INSERT INTO office_file_plans VALUES (?, ?, ?)", link)
        record_action(cursor, "take_in", f"{office.office_code} {number}", office.areas, office.facts)
        tell(1.0)
    return StoredOffice(number, False, int(former[0]) if former else None, kept)


def _ready(part: object) -> PreparedBatch:
    assert isinstance(part, PreparedBatch)  # noqa: S101 - prepared_office made it so
    return part


def _insert_file(cursor: duckdb.DuckDBPyConnection, office: OfficeFile, file_name: str, file_sha256: str) -> int:
    [(number,)] = cursor.execute("SELECT nextval('office_file_ids')").fetchall()
    row: dict[str, object] = {
        "office_file_id": number, "office_code": office.office_code, "sender": stored_text(office.sender),
        "audience": office.audience, "made_at": office.made_at, "made_by": stored_text(office.made_by),
        "file_name": stored_file_name(file_name, file_sha256), "file_sha256": file_sha256,
        "content_sha256": office.content_sha256, "taken_at": local_now(),
    }  # fmt: skip
    cursor.execute(INSERT_FILE, row)
    return int(number)


def _insert_plan(cursor: duckdb.DuckDBPyConnection, plan: OfficePlan) -> int:
    """A plan as one of its own, in version 1; its texts were masked before."""
    place = (plan.area_code, plan.set_id, plan.year_be, plan.fiscal_year_be, plan.title)
    plan_id = begin_plan(cursor, *place)
    texts: Collection[str] = set(every_text([[item.item_id, item.kind, item.content] for item in plan.items]))
    write_plan(cursor, plan_id, 0, plan.items, plan.saved_by, plan.title, {*texts, plan.title})
    return plan_id


def _same_plan(cursor: duckdb.DuckDBPyConnection, key: Mapping[str, str], plan: OfficePlan) -> int | None:
    asked = [key["office_code"], key["sender"], plan.content_sha256]
    found = cursor.execute(SAME_PLAN, asked).fetchone()
    return int(found[0]) if found else None


def _keep_changed_plans(cursor: duckdb.DuckDBPyConnection, key: Mapping[str, str]) -> tuple[int, ...]:
    """Let the plans that were changed here be plans of this database from now on, which no file takes away."""
    changed = tuple(int(plan_id) for (plan_id,) in cursor.execute(CHANGED_PLANS, dict(key)).fetchall())
    for plan_id in changed:
        cursor.execute("DELETE FROM office_file_plans WHERE plan_id = ?", [plan_id])
    return changed


def _let_stand(cursor: duckdb.DuckDBPyConnection, key: Mapping[str, str], standing: int) -> None:
    """Let one file of a sender stand (0: none), and its imports with it."""
    asked: dict[str, object] = {**key, "standing": standing}
    cursor.execute(STAND, asked)
    for batch_id, is_undone in cursor.execute(BATCHES_OTHERWISE, asked).fetchall():
        set_undone(cursor, int(batch_id), undone=not is_undone)


def undo_office_file(warehouse: Warehouse, office_file_id: int) -> int | None:
    """Take a file back, its imports and plans together; the number of the former file of its sender that stands again,
    None without one. A plan that was changed here stays. Raises WarehouseError for a file that does not stand."""
    return _set_file(warehouse, office_file_id, undone=True)


def redo_office_file(warehouse: Warehouse, office_file_id: int) -> int | None:
    """Let an undone file stand again. Raises WarehouseError where there is none, where a later one of its sender
    stands, and where something of it was erased for good."""
    return _set_file(warehouse, office_file_id, undone=False)


def _set_file(warehouse: Warehouse, office_file_id: int, *, undone: bool) -> int | None:
    with warehouse.alone(), warehouse.transaction() as cursor:
        row = cursor.execute(
            "SELECT office_code, sender, is_standing, is_undone FROM office_files WHERE office_file_id = ?",
            [office_file_id],
        ).fetchone()
        if row is None or (not row[2] if undone else not row[3]):
            raise _not_possible(office_file_id, undone)
        key = {"office_code": str(row[0]), "sender": str(row[1])}
        _keep_changed_plans(cursor, key)
        cursor.execute("UPDATE office_files SET is_undone = ? WHERE office_file_id = ?", [undone, office_file_id])
        [(found,)] = cursor.execute(WILL_STAND, dict(key)).fetchall()
        if not undone and found != office_file_id:
            raise _not_possible(office_file_id, undone)
        _let_stand(cursor, key, int(found or 0))
        record_action(cursor, "undo_file" if undone else "redo_file", f"{key['office_code']} {office_file_id}")
    return int(found) if found else None


def undo_synthetic_files(warehouse: Warehouse) -> int:
    """Take back every standing file whose figures are made up, and those that would stand again; how many these are."""
    done = 0
    while rows := warehouse.query_rows(SYNTHETIC):
        undo_office_file(warehouse, int(rows[0][0]))
        done += 1
    return done


def _not_possible(office_file_id: int, undone: bool) -> WarehouseError:
    if undone:
        return WarehouseError(f"ไฟล์ที่ {office_file_id} ไม่ได้ใช้งานอยู่ จึงยกเลิกไม่ได้", "ดูรายการไฟล์จากอำเภออีกครั้ง")
    return WarehouseError(
        f"นำไฟล์ที่ {office_file_id} กลับมาไม่ได้ เพราะไม่ได้ยกเลิกไว้ มีไฟล์ใหม่กว่าใช้งานอยู่ หรือล้างออกจริงแล้ว",
        "ยกเลิกไฟล์ที่ใหม่กว่าก่อน หรือรับไฟล์จากอำเภออีกครั้ง",
    )
