"""What an account may change: nothing outside its area, and of what all offices share only what its role may.

Before COMMIT the rows that are not its own are held to what they were when the transaction began.
"""

from typing import Final

import duckdb

from warehouse.actors import Actor

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
