"""Imports as batches: checked, stored whole or not at all, replaced area by area, undone and redone.

Summaries of every level above the villages are refreshed in the importing transaction, for the areas it touched.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd

from warehouse.actions import record_action
from warehouse.approvals import withdraw_approvals
from warehouse.areas import refresh_names, write_batch_names
from warehouse.connection import Warehouse
from warehouse.errors import OvertakenError, WarehouseError
from warehouse.on_disk.files import check_free_space
from warehouse.sql import read_sql, with_query
from warehouse.staged import (
    FACT_COLUMNS,
    MEASURE_COLUMNS,
    PLACE_COLUMNS,
    PreparedBatch,
    ReplacedBatch,
    StagedBatch,
    StoredBatch,
    as_table,
    hashed_parts,
    normalised,
)
from warehouse.stored_text import stored_batch, stored_text
from warehouse.user_records import write_set
from warehouse.waiting import OnWaiting, import_line
from words.dates import local_now

FIX = "ตรวจแก้ไฟล์ต้นทางแล้วนำเข้าใหม่ ข้อมูลเดิมยังอยู่ครบ"


def prepare_batch(staged: StagedBatch) -> PreparedBatch:
    """The batch made ready to be stored, or itself if it is: no text says anything of a person, rows are normalised,
    checked and hashed. Raises WarehouseError as `check_facts` does."""
    if isinstance(staged, PreparedBatch) and staged.is_ready:
        return staged
    kept = stored_batch(staged)
    kept = replace(
        kept, facts=normalised(kept.facts, FACT_COLUMNS), measures=normalised(kept.measures, MEASURE_COLUMNS)
    )
    check_facts(kept)
    parts: dict[str, Any] = {each.name: getattr(kept, each.name) for each in fields(StagedBatch)}
    sha256 = StagedBatch.content_sha256(kept)
    return PreparedBatch(**parts, content_hash=sha256, made_of=hashed_parts(kept))


def check_facts(staged: StagedBatch) -> None:
    """Raise WarehouseError unless keys are unique, 0 ≤ failed ≤ assessed, scores 1–3, targets 0–100 and every row says
    something. The facts are as `normalised` gives them.
    """
    facts = staged.facts
    if facts.empty:
        raise WarehouseError(f"ไม่มีข้อมูลให้นำเข้าจากไฟล์ {staged.file_name}", FIX)
    for broken, what in _rules(facts):
        if broken.any():
            raise WarehouseError(f"{what} {int(broken.sum()):,} แถว ในไฟล์ {staged.file_name}", FIX)


def _rules(facts: pd.DataFrame) -> list[tuple[pd.Series, str]]:
    """Pairs of (rows that break a rule, its Thai name)."""
    missing = pd.Series(np.nan, index=facts.index)
    assessed, failed, score, value = (facts.get(name, missing) for name in ("assessed", "failed", "score", "value"))
    target = facts.get("target_pct", missing)
    return [
        (facts[["area_code", "indicator_code", "unit"]].isna().any(axis=1), "ไม่มีรหัสพื้นที่หรือตัวชี้วัด"),
        (_repeated(facts), "มีพื้นที่และตัวชี้วัดซ้ำกัน"),
        (assessed.isna() & score.isna() & value.isna(), "ไม่มีตัวเลข"),
        ((assessed < 0) | (failed < 0), "มีจำนวนติดลบ"),
        (failed > assessed, "จำนวนไม่ผ่านมากกว่าจำนวนที่สำรวจ"),
        (failed.notna() != assessed.notna(), "มีจำนวนที่สำรวจหรือไม่ผ่านเพียงอย่างเดียว"),
        (score.notna() & ~score.isin([1, 2, 3]), "ระดับปัญหาไม่ใช่ 1 2 หรือ 3"),
        (value.abs() == float("inf"), "มีค่าที่ไม่ใช่ตัวเลข"),
        ((target < 0) | (target > 100), "มีเป้าหมายนอกช่วงร้อยละ 0–100"),
    ]


def _repeated(facts: pd.DataFrame) -> pd.Series:
    """Which rows share their area and indicator with another. Asked of the sorted numbers of the pairs first: to look
    for the rows themselves takes ten times the memory, and as a rule there are none."""
    indicators, areas = (pd.factorize(facts[name])[0].astype("int64") for name in ("indicator_code", "area_code"))
    pairs = areas * (indicators.max() + 2) + indicators
    pairs.sort()
    if not (pairs[1:] == pairs[:-1]).any():
        return pd.Series(False, index=facts.index)
    return facts.duplicated(["area_code", "indicator_code"], keep=False)


# (level, digits of its codes, level of its children), from the bottom up: each is summed from the one before
SUMMARY_LEVELS = (
    ("tambon", 6, "village"),
    ("amphoe", 4, "tambon"),
    ("province", 2, "amphoe"),
    ("country", 0, "province"),
)

DELETE_TARGETS = """
    DELETE FROM summary
    WHERE level = $level AND set_id = $set_id AND year_be = $year_be
      AND area_code IN (SELECT area_code FROM target_areas)
"""


REGIONS = "SELECT DISTINCT left(stem, 1) AS region FROM touched_areas WHERE stem <> 'TH' ORDER BY region"


def _regions(cursor: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The first digits of the touched areas' codes: at most nine parts of the country; one "" where there are none."""
    return tuple(str(region) for (region,) in cursor.execute(REGIONS).fetchall()) or ("",)


def refresh_summary(cursor: duckdb.DuckDBPyConnection, set_id: str, year_be: int) -> None:
    """Recompute the summary of every area above (or at) the `touched_areas` of this set and year.

    Needs the temporary table `touched_areas` (stem) of the same cursor.
    """
    key: dict[str, object] = {"set_id": set_id, "year_be": year_be}
    cursor.execute(read_sql("live_areas"), key)
    for level, digits, child_level in SUMMARY_LEVELS:
        # the figures of all villages of the nation at once would take the memory of the whole import again
        for begins in _regions(cursor) if level == "tambon" else ("",):
            cursor.execute(read_sql("target_areas"), {"level": level, "digits": digits, "begins": begins})
            cursor.execute(DELETE_TARGETS, key | {"level": level})
            if level == "tambon":
                own: dict[str, object] = {}
                below = read_sql("figures_below_tambon")
            else:
                own = {"digits": digits, "child_level": child_level}
                below = read_sql("figures_below")
            cursor.execute(with_query(read_sql("summary"), figures_below=below), key | own | {"level": level})
    cursor.execute("DROP TABLE live_areas")
    cursor.execute("DROP TABLE target_areas")


BATCH_COLUMNS = (
    "file_name",
    "file_sha256",
    "layout",
    "survey",
    "set_id",
    "year_be",
    "level",
    "counting",
    "is_synthetic",
    "rows_read",
    "rows_refused",
    "imported_by",
)
CHECKED, COMPARED, WRITTEN, SUMMED = 0.15, 0.35, 0.7, 0.95  # shares of the time it takes, as measured
FACTS_AT_ONCE = 245_760  # two row groups of the file
SPACE_FACTOR = 3  # the rows, what is written ahead of them, and the summaries
TOUCHED_BY_FACTS = """
    CREATE OR REPLACE TEMP TABLE touched_areas AS
    SELECT area_code, CASE WHEN $level = 'village' THEN left(area_code, 8) ELSE area_code END AS stem
    FROM (SELECT DISTINCT area_code::VARCHAR AS area_code FROM staged_facts)
"""
TOUCHED_BY_BATCH = """
    CREATE OR REPLACE TEMP TABLE touched_areas AS
    SELECT area_code, stem FROM batch_areas WHERE batch_id = $batch_id
"""


def store_batch(
    warehouse: Warehouse,
    staged: StagedBatch,
    *,
    set_definition: dict[str, Any] | None = None,
    on_progress: Callable[[float], object] | None = None,
    on_waiting: OnWaiting | None = None,
    seen: Sequence[ReplacedBatch] | None = None,
) -> StoredBatch:
    """Write a batch, take the place of what it replaces and refresh the summaries: all of it, or nothing.

    `set_definition`: the indicator set that comes with the batch (other data), kept in the same transaction.
    `on_progress` is told how much is done (0–1); what it raises takes everything back. `on_waiting` is told how many
    imports of this program come before this one, then 0: it waits for none, though perhaps for another write or
    program. `seen`: what a person was shown that it would replace. The same content already standing changes nothing.
    Raises WarehouseError for rows that cannot be true, and for a disk without room, OvertakenError where it would
    replace something else than was seen.
    """
    staged = prepare_batch(staged)
    if warehouse.path:
        check_free_space(warehouse.path.parent, SPACE_FACTOR * staged.size_bytes())
    tell = on_progress or (lambda _: None)
    tell(CHECKED)
    with import_line(warehouse).turn(on_waiting), warehouse.transaction() as cursor:
        tell(CHECKED)  # nothing is waited for any longer
        standing = _same_content(cursor, staged)
        if standing:
            return StoredBatch(standing, True, ())
        replaced = _replaced(cursor, staged)
        if seen is not None and replaced != tuple(seen):
            raise OvertakenError
        tell(COMPARED)
        if set_definition:
            write_set(cursor, staged.set_id, set_definition)
        batch_id = write_batch(cursor, staged, on_written=lambda: tell(WRITTEN))
        tell(SUMMED)
    return StoredBatch(batch_id, False, replaced)


def write_batch(
    cursor: duckdb.DuckDBPyConnection, staged: PreparedBatch, on_written: Callable[[], object] = lambda: None
) -> int:
    """Write a batch within a transaction that is open, whatever stands there already, and give its number; what it
    replaces and the summaries are as it asks. `on_written` is called before the summaries are refreshed."""
    batch_id = _insert(cursor, staged)
    on_written()
    write_batch_names(cursor, batch_id, staged.area_names)
    cursor.execute(TOUCHED_BY_BATCH, {"batch_id": batch_id})
    _refresh(cursor, batch_id, staged.set_id, staged.year_be, staged.level)
    record_action(cursor, "store", str(batch_id), int(staged.facts["area_code"].nunique()), len(staged.facts))
    return batch_id


def preview_batch(warehouse: Warehouse, staged: StagedBatch) -> StoredBatch:
    """What store_batch would answer, with nothing written (batch_id is 0 unless the content stands there already).

    Raises NotAllowedError for areas that are not the account's own: what stands there is not told."""
    staged = prepare_batch(staged)
    warehouse.check_own(map(str, staged.facts["area_code"].unique()))
    with warehouse.trial() as cursor:
        standing = _same_content(cursor, staged)
        return StoredBatch(standing, True, ()) if standing else StoredBatch(0, False, _replaced(cursor, staged))


FILE_OF_BATCH = """
    -- One row: the office's file that a batch came with.
    SELECT office_file_id, office_code FROM office_file_batches JOIN office_files USING (office_file_id)
    WHERE batch_id = ?
"""
OWN_SYNTHETIC = """
    -- One row: a synthetic batch that stands and came with no office's file, the newest first.
    SELECT batch_id FROM batches
    WHERE is_synthetic AND NOT is_undone AND batch_id NOT IN (SELECT batch_id FROM office_file_batches)
    ORDER BY batch_id DESC
"""


def undo_batch(warehouse: Warehouse, batch_id: int) -> None:
    """Take a batch back: its areas show again what stood there before. Raises WarehouseError for one that came with an
    office's file, which goes and comes as a whole."""
    with warehouse.transaction() as cursor:
        _check_alone(cursor, batch_id)
        set_undone(cursor, batch_id, undone=True)


def redo_batch(warehouse: Warehouse, batch_id: int) -> None:
    """Let an undone batch stand again. Raises WarehouseError as undo_batch."""
    with warehouse.transaction() as cursor:
        _check_alone(cursor, batch_id)
        set_undone(cursor, batch_id, undone=False)


def undo_synthetic(warehouse: Warehouse) -> int:
    """Take back every synthetic batch that still stands (the sample data), but those of offices' files; returns how
    many."""
    rows = warehouse.query(OWN_SYNTHETIC)
    for batch_id in rows["batch_id"]:
        undo_batch(warehouse, int(batch_id))
    return len(rows)


def _check_alone(cursor: duckdb.DuckDBPyConnection, batch_id: int) -> None:
    found = cursor.execute(FILE_OF_BATCH, [batch_id]).fetchone()
    if found is not None:
        raise WarehouseError(
            f"การนำเข้าครั้งที่ {batch_id} มากับไฟล์ของอำเภอ {found[1]} จึงยกเลิกหรือนำกลับมาเฉพาะครั้งนี้ไม่ได้",
            f"ยกเลิกหรือนำกลับมาทั้งไฟล์ (ไฟล์ที่ {found[0]}) ที่หน้า 1 ข้อมูลนำเข้า › อำเภอ–จังหวัด",
        )


def list_batches(warehouse: Warehouse) -> pd.DataFrame:
    """One row per batch, newest first: the columns of `batches`, live_areas, state (live, partly_replaced,
    replaced, undone, purged), and whether it was checked: approval_state (unchecked, submitted, approved), body_level,
    decided_on, meeting (missing where nothing was said)."""
    return warehouse.query(read_sql("list_batches"))


def list_batch_areas(warehouse: Warehouse, batch_id: int, first: int = 0, most: int = 100) -> pd.DataFrame:
    """The areas of a batch by code, `most` of them from the `first` on (counted from 0): area_code, area_name, sheet
    and row_number (where its file has it; missing for files read before that was kept), is_live."""
    key: dict[str, object] = {"batch_id": batch_id, "first": first, "most": most}
    return warehouse.query(read_sql("batch_areas"), key)


def list_replacements(warehouse: Warehouse, batch_id: int) -> pd.DataFrame:
    """What a batch has taken the place of, one row per earlier batch: batch_id, file_name, imported_at, areas, facts.

    An area that a still later batch took since counts for that one."""
    return warehouse.query(read_sql("list_replacements"), {"batch_id": batch_id})


def _same_content(cursor: duckdb.DuckDBPyConnection, staged: PreparedBatch) -> int:
    """Number of the batch that already holds this content, else 0."""
    key: dict[str, object] = {"content_sha256": staged.content_hash, "is_synthetic": staged.is_synthetic}
    row = cursor.execute(read_sql("same_content"), key).fetchone()
    return int(row[0]) if row else 0


def _replaced(cursor: duckdb.DuckDBPyConnection, staged: PreparedBatch) -> tuple[ReplacedBatch, ...]:
    cursor.register("staged_facts", as_table(staged.facts[["area_code"]]))
    cursor.execute(TOUCHED_BY_FACTS, {"level": staged.level})
    cursor.unregister("staged_facts")
    cursor.execute(read_sql("standing_areas"), _key(staged.set_id, staged.year_be, staged.level))
    rows = cursor.execute(read_sql("replaced_batches")).fetchall()
    return tuple(ReplacedBatch(*row) for row in rows)


def _insert(cursor: duckdb.DuckDBPyConnection, staged: PreparedBatch) -> int:
    batch_id = int(cursor.execute("SELECT nextval('batch_ids')").fetchall()[0][0])
    record: dict[str, object] = {name: getattr(staged, name) for name in BATCH_COLUMNS}
    counts = {"areas": int(staged.facts["area_code"].nunique()), "facts": len(staged.facts)}
    by = stored_text(staged.imported_by) if staged.imported_by else staged.imported_by
    own: dict[str, object] = {
        "batch_id": batch_id, "content_sha256": staged.content_hash, "imported_at": local_now(), "imported_by": by,
    }  # fmt: skip
    cursor.execute(read_sql("insert_batch"), record | counts | own)
    key = {"batch_id": batch_id} | _key(staged.set_id, staged.year_be, staged.level)
    cursor.register("staged_facts", as_table(staged.facts[["area_code"]]))
    cursor.register("staged_measures", as_table(staged.measures))
    cursor.register("staged_places", as_table(normalised(staged.places, PLACE_COLUMNS)))
    cursor.execute(read_sql("insert_batch_areas"), {"batch_id": batch_id, "level": staged.level})
    cursor.execute(read_sql("insert_measures"), key)
    cursor.unregister("staged_facts")
    for part in _in_parts(staged.facts):
        cursor.register("staged_facts", as_table(part))
        cursor.execute(read_sql("insert_facts"), key)
        cursor.unregister("staged_facts")
    cursor.unregister("staged_measures")
    cursor.unregister("staged_places")
    return batch_id


def _by_area_and_indicator(facts: pd.DataFrame) -> npt.NDArray[np.int64]:
    """The positions of the facts in the order they are stored in."""
    ranks = [pd.factorize(facts[name], sort=True)[0].astype("int32") for name in ("indicator_code", "area_code")]
    return np.lexsort(ranks)


def _in_parts(facts: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The facts by area and indicator, so that reading one area touches few blocks; some hundred thousand at a time.
    A column that the file has not is missing in every row."""
    order = _by_area_and_indicator(facts)
    for start in range(0, len(order), FACTS_AT_ONCE):
        yield facts.take(order[start : start + FACTS_AT_ONCE]).reindex(columns=list(FACT_COLUMNS))


def _refresh(cursor: duckdb.DuckDBPyConnection, batch_id: int, set_id: str, year_be: int, level: str) -> None:
    cursor.execute(read_sql("standing_areas"), _key(set_id, year_be, level))
    cursor.execute(read_sql("refresh_states"))
    withdraw_approvals(cursor, batch_id)
    refresh_names(cursor, batch_id)
    refresh_summary(cursor, set_id, year_be)
    cursor.execute("DROP TABLE touched_areas")
    cursor.execute("DROP TABLE standing_areas")


def _key(set_id: str, year_be: int, level: str) -> dict[str, object]:
    return {"set_id": set_id, "year_be": year_be, "level": level}


def set_undone(cursor: duckdb.DuckDBPyConnection, batch_id: int, *, undone: bool) -> None:
    """Take a batch back, or let it stand again, within a transaction that is open. Raises WarehouseError for one that
    there is not, that is so already, or that was erased."""
    row = cursor.execute(
        "SELECT set_id, year_be, level, areas, facts FROM batches "
        "WHERE batch_id = ? AND is_undone <> ? AND purged_at IS NULL",
        [batch_id, undone],
    ).fetchone()
    if row is None:
        raise WarehouseError(
            f"ไม่พบการนำเข้าครั้งที่ {batch_id} ที่{'ยกเลิก' if undone else 'นำกลับมา'}ได้",
            "ดูรายการนำเข้าอีกครั้ง แล้วเลือกรายการที่ต้องการ",
        )
    cursor.execute(TOUCHED_BY_BATCH, {"batch_id": batch_id})
    cursor.execute("UPDATE batches SET is_undone = ? WHERE batch_id = ?", [undone, batch_id])
    cursor.execute("UPDATE batch_areas SET is_live = ?, replaced_by = NULL WHERE batch_id = ?", [not undone, batch_id])
    _refresh(cursor, batch_id, str(row[0]), int(row[1]), str(row[2]))
    record_action(cursor, "undo" if undone else "redo", str(batch_id), int(row[3]), int(row[4]))
