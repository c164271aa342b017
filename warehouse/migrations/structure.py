"""What a database is made of, held to what this program makes of a schema version; views made anew; what contradicts.

A view that answers otherwise, a trigger, or a column of another type would change figures without a word.
"""

from collections import Counter
from functools import cache
from typing import Final

import duckdb

from warehouse.migrations import make_schema, migration_texts
from warehouse.sql import read_sql, with_names

Part = tuple[str, str, str]  # kind, name, what it is made of
KINDS: Final = {
    "table": "ตาราง", "constraint": "ข้อกำหนดของตาราง", "view": "มุมมอง", "sequence": "ตัวนับ", "index": "ดัชนี",
    "trigger": "คำสั่งอัตโนมัติ", "function": "ฟังก์ชัน", "type": "ชนิดข้อมูล", "schema": "กลุ่มตาราง",
}  # fmt: skip
CHECKS: Final = {
    "check_batches": "จำนวนพื้นที่หรือข้อมูลไม่ตรงกับที่นำเข้า",
    "check_states": "สถานะของพื้นที่ไม่ตรงกับลำดับการนำเข้า",
    "check_names": "ชื่อพื้นที่จากไฟล์ไม่ตรงกับการนำเข้าที่ใช้อยู่",
    "check_facts": "ข้อมูลซ้ำ หรือจำนวนไม่ผ่านมากกว่าจำนวนที่สำรวจ",
    "check_summary": "ผลรวมของพื้นที่ระดับบนไม่ตรงกับข้อมูลระดับล่าง",
}
DROP_VIEW: Final = "DROP VIEW {view}"


def structure_of(connection: duckdb.DuckDBPyConnection) -> tuple[Part, ...]:
    """Every part of a database: kind, name, what it is made of; in a fixed order."""
    rows = connection.execute(read_sql("structure")).fetchall()
    return tuple((str(kind), str(name), str(made_of)) for kind, name, made_of in rows)


def foreign_parts(structure: tuple[Part, ...], version: int) -> str:
    """In Thai, which parts are not as this program makes them for a schema version; "" when all are.

    Names of this program's own parts are said; of others, which may hold anything, only the kind."""
    expected = Counter(_expected(version, _texts())[0])
    found = Counter(structure)
    ours = {(kind, name) for kind, name, _ in expected}
    words: dict[str, None] = {}
    for kind, name, _ in sorted([*(expected - found), *(found - expected)]):
        words[f"{KINDS[kind]} {name}" if (kind, name) in ours else f"{KINDS[kind]}ที่โปรแกรมไม่ได้สร้าง"] = None
    return ", ".join(words)


def make_views_anew(connection: duckdb.DuckDBPyConnection, version: int) -> bool:
    """Let the views of a database be those of its schema version; whether they were not.

    Raises duckdb.Error where something that is no view has the name of one."""
    expected = _expected(version, _texts())[1]
    found = connection.execute(read_sql("views")).fetchall()
    if sorted(found) == sorted(expected):
        return False
    connection.execute("BEGIN")
    try:
        for name, _ in found:
            connection.execute(with_names(DROP_VIEW, view=str(name)))
        for _, sql in expected:
            connection.execute(sql)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return True


def _texts() -> tuple[tuple[int, str], ...]:
    return tuple(migration_texts().items())


@cache
def _expected(version: int, texts: tuple[tuple[int, str], ...]) -> tuple[tuple[Part, ...], list[tuple[str, str]]]:
    """The parts and the views that these migrations make up to a version."""
    connection = duckdb.connect(":memory:")
    try:
        make_schema(connection, version)
        return structure_of(connection), connection.execute(read_sql("views")).fetchall()
    finally:
        connection.close()


def find_problems(cursor: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Thai sentences, each with a number of rows; none when all is well. Needs the newest schema."""
    problems: list[str] = []
    for name, problem in CHECKS.items():
        broken = len(cursor.execute(read_sql(name)).fetchall())
        if broken:
            problems.append(f"{problem} {broken:,} แห่ง")
    return tuple(problems)
