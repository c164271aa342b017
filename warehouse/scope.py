"""The warehouse of an account: `for_actor` gives what one may read and write; everything else is not there, or refused.

Reading: village figures of the own area, and of areas above villages what the gate lets out (`warehouse.area_views`).
Writing: nothing outside the own area, of what all offices share only what the role may, and what concerns the whole
file only as an administrator. Before COMMIT the rows that are not its own are held to what they were when the
transaction began. A refusal is a NotAllowedError and stands in the log.
"""

import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from typing import Any, Final, TypeVar, cast
from weakref import WeakKeyDictionary

import duckdb

from warehouse.actions import COUNTRY, ONE_PC, ROLES, Action, Actor, HiddenCells, name_actor, record_action
from warehouse.area_views import AreaViews
from warehouse.connection import Warehouse
from warehouse.errors import NotAllowedError
from warehouse.opening.database import OpenDatabase

OWN_PLANS: Final = "plan_id IN (SELECT plan_id FROM plans WHERE starts_with(area_code, $prefix))"
OWN_BATCHES: Final = "batch_id NOT IN (SELECT batch_id FROM batch_areas WHERE NOT starts_with(area_code, $prefix))"
OWN_AREA: Final = "starts_with(area_code, $prefix)"
OWN: Final = {  # table → which of its rows are an officer's own to change, and how people call them
    "batches": (OWN_BATCHES, "การนำเข้า"),
    "batch_areas": (OWN_AREA, "ข้อมูล"),
    "facts": (OWN_AREA, "ข้อมูล"),
    "measures": (OWN_AREA, "ข้อมูล"),
    "batch_names": (OWN_BATCHES, "ชื่อพื้นที่"),
    "approvals": (f"state = 'unchecked' OR {OWN_BATCHES}", "การรับรอง"),  # falls by itself when areas are replaced
    "plans": (OWN_AREA, "แผน"),
    "plan_versions": (OWN_PLANS, "แผน"),
    "plan_items": (OWN_PLANS, "แผน"),
    "workshops": (OWN_AREA, "ผลเวทีประชาคม"),
    "workshop_scores": (
        "workshop_id IN (SELECT workshop_id FROM workshops WHERE starts_with(area_code, $prefix))",
        "ผลเวทีประชาคม",
    ),
    "household_targets": (OWN_AREA, "ครัวเรือนเป้าหมาย"),
    "cell_checks": (OWN_AREA, "ผลการตรวจ"),
    "marked_areas": (OWN_AREA, "พื้นที่ต้นแบบ"),
    "area_groups": (
        "NOT EXISTS (SELECT 1 FROM (SELECT unnest(area_codes) AS code) WHERE NOT starts_with(code, $prefix))",
        "กลุ่มพื้นที่",
    ),
    "area_choices": ("area_code = $prefix", "เกณฑ์เลือกพื้นที่"),
    "office_rows": ("area_code = $prefix", "กิจกรรมและยุทธศาสตร์"),
    "areas": ("name_source = 'import'", "ทะเบียนชื่อพื้นที่"),
    "map_tambon": ("false", "ทะเบียนชื่อพื้นที่"),
    "boundaries": ("false", "ขอบเขตในแผนที่"),
    "indicator_sets": ("set_id NOT IN (SELECT set_id FROM sets_before)", "ชุดตัวชี้วัดที่มีอยู่แล้ว"),
    "indicator_agencies": ("false", "หน่วยงานที่สอบถาม"),
    "settings": ("false", "ค่าที่ตั้งไว้"),
    "accounts": ("false", "บัญชี"),
    "office_senders": ("false", "ไฟล์จากสำนักงาน"),
    "office_files": ("false", "ไฟล์จากสำนักงาน"),
    "office_file_batches": ("false", "ไฟล์จากสำนักงาน"),
    "office_file_plans": ("false", "ไฟล์จากสำนักงาน"),
}
SHARED: Final = {  # anybody but a reader may change these: what follows from the others, or is proposed and confirmed
    "summary": "summed from the facts",
    "actions": "only ever added to",
    "lesson_ratings": "of oneself, without a name, by whoever takes a lesson",
    "mappings": "proposed where a file is read, and confirmed there",
    "schema_version": "written by migrations alone",
    "pending_rewrites": "written by erasing, which is an administrator's",
}
ROWS: Final = "SELECT count(*), sum(hash({table})::HUGEINT) FROM {table} WHERE NOT ({own})"
ONLY_COUNTED: Final = "SELECT count(*), max(batch_id) FROM {table} WHERE NOT ({own})"
COUNTED: Final = {"facts", "measures"}  # never changed in place, and too many to be looked at one by one
SETS_BEFORE: Final = "CREATE OR REPLACE TEMP TABLE sets_before AS SELECT set_id FROM indicator_sets"
State = dict[str, object]


def begin_fence(cursor: duckdb.DuckDBPyConnection) -> None:
    """What must be known of before anything is written."""
    cursor.execute(SETS_BEFORE)


def not_own(cursor: duckdb.DuckDBPyConnection, actor: Actor) -> State:
    """Table → what tells whether a row of it that is not the actor's own has changed. Of a reader nothing is."""
    return {table: _look(cursor, table, actor) for table in (*OWN, *(() if actor.may_write else ("mappings",)))}


def _look(cursor: duckdb.DuckDBPyConnection, table: str, actor: Actor) -> object:
    own = OWN[table][0] if actor.may_write else "false"
    pattern = ONLY_COUNTED if table in COUNTED else ROWS
    sql = pattern.replace("{table}", table).replace("{own}", own)
    key = {"prefix": actor.prefix} if "$prefix" in sql else {}
    return cursor.execute(sql, key).fetchall()


def changed(before: State, after: State) -> tuple[str, ...]:
    """How people call what has changed although it is not the actor's own; nothing where all is as it was."""
    names = (OWN[table][1] if table in OWN else "รูปแบบไฟล์" for table in after if before[table] != after[table])
    return tuple(dict.fromkeys(names))


WHOLE_FILE: Final = "งานที่เกี่ยวกับฐานข้อมูลทั้งไฟล์ (สำรอง กู้คืน ส่งมอบ ลบจริง)"
ResultT = TypeVar("ResultT")
_making = threading.Lock()
_scopes: WeakKeyDictionary[OpenDatabase, tuple[AreaViews, dict[Actor, Warehouse]]] = WeakKeyDictionary()


def for_actor(
    warehouse: Warehouse, actor: Actor, hidden_cells: HiddenCells = lambda _set_id, _year_be: None
) -> Warehouse:
    """The same database as this actor may reach it; always the same object for the same actor.

    `hidden_cells`: what the gate hides of areas above villages, asked where figures have changed; without it nothing of
    areas outside the own one is shown."""
    if actor == ONE_PC:
        return warehouse
    with _making:
        if warehouse.database not in _scopes:
            _scopes[warehouse.database] = _area_views(warehouse.database, hidden_cells), {}
        views, handles = _scopes[warehouse.database]
        return handles.setdefault(actor, ActorsWarehouse(warehouse, actor, views))


def _area_views(database: OpenDatabase, hidden_cells: HiddenCells) -> AreaViews:
    if database.server is None:
        return AreaViews(database, hidden_cells)
    from warehouse.postgres.scope import AreaRows  # noqa: PLC0415 - a PC needs no driver

    return cast(AreaViews, AreaRows(cast(Any, database), hidden_cells))  # it is asked the same


def record_download(warehouse: Warehouse, what: str) -> None:
    """Put on record that an account took an internal file or a backup away; on one PC nothing is written."""
    if isinstance(warehouse, ActorsWarehouse):
        warehouse.record("download", what)


class ActorsWarehouse(Warehouse):
    """A database as an account may reach it."""

    def __init__(self, whole: Warehouse, actor: Actor, views: AreaViews) -> None:
        super().__init__(whole.database, actor)
        self._whole = whole
        self._views = views

    @property
    def whole(self) -> Warehouse:
        """As `Warehouse.whole`."""
        return self._whole

    @contextmanager
    def transaction(self, *, beside_imports: bool = False) -> Generator[duckdb.DuckDBPyConnection]:
        """As `Warehouse.transaction`, with the actor's name in the log. Raises NotAllowedError before COMMIT where
        something was changed that is not the actor's; everything is rolled back then."""
        try:
            with self.database.transaction(beside_imports=beside_imports) as cursor:
                name_actor(cursor, self.actor)
                if self.actor.sees_everything:
                    yield cursor
                    return
                begin_fence(cursor)
                before = not_own(cursor, self.actor)
                yield cursor
                names = changed(before, not_own(cursor, self.actor))
                if names:
                    raise self._not_allowed(f"แก้{' และ'.join(names)}")
        except NotAllowedError as error:
            self._record_refusal(error)
            raise

    def check_own(self, area_codes: Iterable[str]) -> None:
        """As `Warehouse.check_own`."""
        others = sorted({each for each in area_codes if not (self.actor.may_write and self.actor.sees(each))})
        if others:
            more = f" และอีก {len(others) - 3:,} พื้นที่" if len(others) > 3 else ""
            error = self._not_allowed(f"นำเข้าข้อมูลของ {', '.join(others[:3])}{more}")
            self._record_refusal(error)
            raise error

    @contextmanager
    def alone(self) -> Generator[None]:
        """As `Warehouse.alone`. Raises NotAllowedError unless the actor is an administrator."""
        self._check_keeping()
        with super().alone():
            yield

    def exchange(self, swap: Callable[[], ResultT]) -> ResultT:
        """As `Warehouse.exchange`. Raises NotAllowedError unless the actor is an administrator."""
        self._check_keeping()
        return super().exchange(swap)

    def record(self, action: Action, what: str) -> None:
        """Put on record what is no change of the data: what was taken away, or refused."""
        with self.database.transaction(beside_imports=True) as cursor:
            name_actor(cursor, self.actor)
            record_action(cursor, action, what)

    @contextmanager
    def _reading(self) -> Generator[duckdb.DuckDBPyConnection]:
        if not self.actor.prefix:
            with super()._reading() as cursor:
                yield cursor
            return
        self._views.bring_up_to_date(self.actor.prefix)
        with super()._reading() as cursor:
            self._views.enter(cursor, self.actor.prefix)
            yield cursor

    def _check_keeping(self) -> None:
        if not self.actor.may_keep:
            error = self._not_allowed(WHOLE_FILE)
            self._record_refusal(error)
            raise error

    def _not_allowed(self, what: str) -> NotAllowedError:
        return NotAllowedError(
            f"{self._who()} ไม่มีสิทธิ์{what} จึงไม่ได้ทำ",
            "ทำเฉพาะในพื้นที่ของท่าน หรือขอให้ผู้ดูแลระบบทำให้",
        )

    def _who(self) -> str:
        area = "ทุกพื้นที่" if self.actor.area_code == COUNTRY else f"พื้นที่ {self.actor.area_code}"
        return f"บัญชี {self.actor.name} ({ROLES[self.actor.role]} {area})"

    def _record_refusal(self, error: NotAllowedError) -> None:
        self.record("refuse", error.what.removeprefix(self._who()).strip())  # the log names the account itself
