"""A backup, or an empty database, in the place of the present file: what that takes away is known before it is done.

What was there is set aside, never deleted.
"""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from warehouse.actions import ONE_PC, Action, Actor, name_actor, record_action
from warehouse.connection import Warehouse, open_warehouse
from warehouse.errors import DamagedDatabaseError, DatabaseInUseError, WarehouseError
from warehouse.migrations.stored_texts import CLEANED, RULES_SETTING
from warehouse.migrations.structure import find_problems
from warehouse.on_disk.backup_files import READ_ONLY_SETTINGS, Contents, read_file, verify_backup
from warehouse.on_disk.files import check_free_space, check_place, copy_durably, default_backup_folder, flush_to_disk
from warehouse.on_disk.replacing import COPYING, replace_database, unfinished_file
from warehouse.opening import bring_up_to_date, explain, finish_pending
from warehouse.postgres.address import not_on_server
from warehouse.sql import quote_identifier, read_sql, with_names
from warehouse.staged import ReplacedBatch
from words.dates import local_now

BATCHES: Final = """
    SELECT batch_id, file_name, strftime(imported_at, '%Y-%m-%d %H:%M'), areas, facts, content_sha256, imported_at
    FROM batches
    WHERE batch_id IN (SELECT batch_id FROM batch_areas)  -- one that was purged has nothing left to lose
    ORDER BY batch_id
"""
BatchRow = tuple[int, str, str, int, int, str, datetime]


def lost_batches(former: list[BatchRow] | None, present: list[BatchRow]) -> tuple[ReplacedBatch, ...] | None:
    """Former batches that are not there now. A number alone says little: a restored database counts on from its own."""
    if former is None:
        return None
    there = {(row[0], *row[5:]) for row in present}
    return tuple(ReplacedBatch(*row[:5]) for row in former if (row[0], *row[5:]) not in there)


STATES: Final = "SELECT batch_id, content_sha256, imported_at, is_undone FROM batches"
COLUMNS: Final = """
    SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND table_name = ?
    ORDER BY column_index
"""
ROWS: Final = "SELECT hash({columns}) FROM {table}"
SETTINGS: Final = "SELECT hash({columns}) FROM settings WHERE name <> ?"  # by what the texts were cleaned nobody set
# Tables whose rows are the imports themselves, or follow from them: told as imports, not as rows.
OF_IMPORTS: Final = frozenset(
    {"batches", "batch_areas", "batch_names", "facts", "measures", "summary", "actions"}
    | {"schema_version", "pending_rewrites"}
)
# A saving of a plan is one row, whatever parts of it changed: told the same of a backup made before plans had parts.
OF_PLANS: Final = frozenset({"plans", "plan_versions", "plan_items"})
OF_MEETINGS: Final = frozenset({"workshop_scores"})  # told by their meeting, the row in workshops
OF_OFFICE_FILES: Final = frozenset({"office_senders", "office_file_batches", "office_file_plans"})  # told by their file
SAVINGS: Final = """
    SELECT hash(area_code, set_id, year_be, saved_at) FROM plan_versions JOIN plans USING (plan_id) WHERE version > 0
"""
SAVINGS_BEFORE: Final = "SELECT hash(area_code, set_id, year_be, saved_at) FROM plans"


@dataclass(frozen=True)
class RestorePreview:
    """`contents`: what the backup holds; `lost`: imports of now that it lacks; `state_changed`: numbers of imports that
    are in both but would be undone or stand again, as they were then; `rows_lost`: table → rows saved or changed since
    (indicator sets, plans, names of areas …). The last three are None when the present database cannot be read."""

    contents: Contents
    lost: tuple[ReplacedBatch, ...] | None
    state_changed: tuple[int, ...] | None
    rows_lost: dict[str, int] | None


def preview_restore(warehouse: Warehouse, backup: Path) -> RestorePreview:
    """Read a backup whole and hold the open database to it; nothing is changed.

    Raises WarehouseError for a backup that cannot be read whole."""
    contents = verify_backup(backup)
    with _opened(backup) as there:
        try:
            with warehouse.quiet() as here:
                lost = lost_batches(here.execute(BATCHES).fetchall(), there.execute(BATCHES).fetchall())
                return RestorePreview(contents, lost, _state_changed(here, there), _rows_lost(here, there))
        except DamagedDatabaseError:
            return RestorePreview(contents, None, None, None)


def batches_in(backup: Path) -> tuple[ReplacedBatch, ...]:
    """The imports a backup holds, newest first. Raises WarehouseError when it cannot be read."""
    with _opened(backup) as there:
        rows: list[BatchRow] = there.execute(BATCHES).fetchall()
    return tuple(ReplacedBatch(*row[:5]) for row in reversed(rows))


def _opened(backup: Path) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(backup), read_only=True, config=READ_ONLY_SETTINGS)
    except duckdb.Error as error:
        raise WarehouseError(f"ไฟล์สำรอง {backup.name} เปิดอ่านไม่ได้", "เลือกไฟล์สำรองอีกไฟล์หนึ่ง") from error


def _state_changed(here: duckdb.DuckDBPyConnection, there: duckdb.DuckDBPyConnection) -> tuple[int, ...]:
    then = {row[:3]: row[3] for row in there.execute(STATES).fetchall()}
    return tuple(sorted(row[0] for row in here.execute(STATES).fetchall() if then.get(row[:3], row[3]) != row[3]))


def _rows_lost(here: duckdb.DuckDBPyConnection, there: duckdb.DuckDBPyConnection) -> dict[str, int]:
    names, known = _tables(here), _tables(there)
    lost: dict[str, int] = {}
    savings = (_savings(here) - _savings(there)).total()
    if savings:
        lost["plans"] = savings
    for name in sorted(names - OF_IMPORTS - OF_PLANS - OF_MEETINGS - OF_OFFICE_FILES):
        columns = _columns(here, name)
        if name in known:  # what a later version added, as the numbers of plans, makes no row another one
            columns = [column for column in columns if column in _columns(there, name)]
        kept = _rows(there, name, columns) if name in known else Counter[int]()
        rows = (_rows(here, name, columns) - kept).total()
        if rows:
            lost[name] = rows
    return lost


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {str(name) for (name,) in connection.execute(read_sql("table_names")).fetchall()}


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [str(name) for (name,) in connection.execute(COLUMNS, [table]).fetchall()]


def _savings(connection: duckdb.DuckDBPyConnection) -> Counter[int]:
    sql = SAVINGS if "plan_versions" in _tables(connection) else SAVINGS_BEFORE
    return Counter(int(row) for (row,) in connection.execute(sql).fetchall())


def _rows(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> Counter[int]:
    named = ", ".join(map(quote_identifier, columns))
    if table == "settings":
        found = connection.execute(SETTINGS.replace("{columns}", named), [RULES_SETTING])
    else:
        found = connection.execute(with_names(ROWS.replace("{columns}", named), table=table))
    return Counter(int(row) for (row,) in found.fetchall())


@dataclass(frozen=True)
class Restored:
    """`set_aside`: where the former files went; `contents`: what the backup holds (None: begun anew, empty); `lost`:
    the former batches that the backup lacks, to be imported again (None: the former file could not be read)."""

    path: Path
    backup: Path | None
    set_aside: tuple[Path, ...]
    contents: Contents | None
    lost: tuple[ReplacedBatch, ...] | None


def restore_database(backup: Path, database: Path, *, now: datetime | None = None) -> Restored:
    """Put a verified backup in the place of a database that no program has open, and open it once.

    The former file is renamed with a time stamp, together with what was written ahead beside it. Raises
    WarehouseError, with everything as it was, for a backup that cannot be read whole or a database in use.
    """
    return _exchange_closed(database, backup, "restore", now or local_now())


def recover_database(database: Path, from_backup: Path | None, *, now: datetime | None = None) -> Restored:
    """After a DamagedDatabaseError, when the person has chosen: go on from a backup, or (None) with an empty database.

    The damaged files are renamed with a time stamp and stay. Raises WarehouseError, with everything as it was, for a
    backup that cannot be read whole or a database in use.
    """
    return _exchange_closed(database, from_backup, "recover", now or local_now())


def restore_backup(warehouse: Warehouse, backup: Path, *, now: datetime | None = None) -> Restored:
    """As restore_database, for the database this process has open: it is closed, exchanged and opened again.

    The Warehouse object stays the same and its `generation` rises; readers of other threads wait meanwhile."""
    path = warehouse.path
    if warehouse.server:
        raise not_on_server("กู้คืนจากหน้านี้", "กู้คืนด้วยคำสั่ง python -m warehouse restore (pg_restore) ตาม docs/postgresql.md")
    if path is None:
        raise WarehouseError("ฐานข้อมูลนี้อยู่ในหน่วยความจำ จึงกู้คืนจากไฟล์ไม่ได้", "เปิดฐานข้อมูลที่เป็นไฟล์ก่อน")
    contents = verify_backup(backup)
    with warehouse.alone():
        former = _open_batches(warehouse)
        new = write_new(path, backup, contents, "restore", warehouse.actor)
        aside = warehouse.exchange(lambda: install(new, path, now or local_now()))
        with warehouse.quiet() as cursor:
            lost = lost_batches(former, cursor.execute(BATCHES).fetchall())
    return Restored(path, backup, aside, contents, lost)


def write_new(
    database: Path, source: Path | None, contents: Contents | None, action: Action, actor: Actor = ONE_PC
) -> Path:
    """Write what will take a database's place beside it: a copy of `source`, held to its `contents`, or an empty
    database; brought to the newest schema, with the action on record. Raises WarehouseError."""
    with _said_in_our_words(source.name if source else "ฐานข้อมูลว่าง"):
        database.parent.mkdir(parents=True, exist_ok=True)
        new = unfinished_file(database, COPYING)
        try:
            if source:
                _copy(source, new, contents)
            name = source.name if source else "-"
            counts = (contents.live_areas, contents.facts) if contents else (0, 0)

            def finish(cursor: duckdb.DuckDBPyConnection) -> None:
                if (
                    contents and contents.schema_version >= CLEANED
                ):  # the upgrade of an earlier one changes texts of figures
                    _check_figures(cursor, name)
                if actor.name:
                    name_actor(cursor, actor)
                record_action(cursor, action, name, *counts)

            bring_up_to_date(new, finish)
            flush_to_disk(new)
        except BaseException:
            unfinished_file(database, COPYING)
            raise
    return new


def install(new: Path, database: Path, now: datetime) -> tuple[Path, ...]:
    """Let a file that write_new wrote take the place of a closed database. Returns where the former files went."""
    with _said_in_our_words("ไฟล์ใหม่"):
        try:
            return replace_database(new, database, now)
        finally:
            unfinished_file(database, COPYING)


def _check_figures(cursor: duckdb.DuckDBPyConnection, name: str) -> None:
    problems = find_problems(cursor)
    if problems:
        raise WarehouseError(
            f"ตัวเลขในไฟล์สำรอง {name} ไม่ตรงกันเอง ({', '.join(problems)}) จึงไม่ใช้", "เลือกไฟล์สำรองอีกไฟล์หนึ่ง ข้อมูลเดิมยังอยู่ครบ"
        )


def _copy(source: Path, new: Path, contents: Contents | None) -> None:
    check_free_space(new.parent, source.stat().st_size)
    copy_durably(source, new)
    if read_file(new) != contents:
        raise WarehouseError(f"คัดลอก {source.name} ได้ไม่ตรงกับต้นฉบับ", "ตรวจดิสก์ของเครื่อง แล้วทำใหม่ ข้อมูลเดิมยังอยู่ครบ")


@contextmanager
def _said_in_our_words(what: str) -> Generator[None]:
    try:
        yield
    except (OSError, duckdb.Error) as error:
        raise WarehouseError(
            f"นำ {what} มาวางแทนไม่ได้",
            "ปิดโปรแกรมอื่นที่อาจเปิดไฟล์อยู่ ตรวจพื้นที่ว่าง แล้วทำใหม่ ข้อมูลเดิมยังอยู่ครบ",
        ) from error


def _exchange_closed(database: Path, backup: Path | None, action: Action, now: datetime) -> Restored:
    check_place(database)
    contents = verify_backup(backup) if backup else None
    if database.parent.is_dir():
        finish_pending(database)
    former = _former_batches(database)
    aside = install(write_new(database, backup, contents, action), database, now)
    warehouse = open_warehouse(database)
    try:
        with warehouse.quiet() as cursor:
            lost = lost_batches(former, cursor.execute(BATCHES).fetchall())
    finally:
        warehouse.close()
    return Restored(database, backup, aside, contents, lost)


def _open_batches(warehouse: Warehouse) -> list[BatchRow] | None:
    try:
        with warehouse.quiet() as cursor:
            return cursor.execute(BATCHES).fetchall()
    except DamagedDatabaseError:
        return None  # a damaged database is what a restore is for


def _former_batches(database: Path) -> list[BatchRow] | None:
    """Batches of a database that is about to be replaced; None when it cannot be read.

    Raises DatabaseInUseError: a file that a running program holds must not be renamed under it."""
    try:
        connection = duckdb.connect(str(database), read_only=True, config=READ_ONLY_SETTINGS)
        try:
            return connection.execute(BATCHES).fetchall()
        finally:
            connection.close()
    except duckdb.Error as error:
        explained = explain(error, database, default_backup_folder(database))
        if isinstance(explained, DatabaseInUseError):
            raise explained from error
        return None
