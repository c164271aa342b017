"""Whether the figures of a database agree with each other: states and sums computed again from what was imported."""

import duckdb

from warehouse.sql import read_sql

CHECKS = {
    "check_batches": "จำนวนพื้นที่หรือข้อมูลไม่ตรงกับที่นำเข้า",
    "check_states": "สถานะของพื้นที่ไม่ตรงกับลำดับการนำเข้า",
    "check_names": "ชื่อพื้นที่จากไฟล์ไม่ตรงกับการนำเข้าที่ใช้อยู่",
    "check_facts": "ข้อมูลซ้ำ หรือจำนวนไม่ผ่านมากกว่าจำนวนที่สำรวจ",
    "check_summary": "ผลรวมของพื้นที่ระดับบนไม่ตรงกับข้อมูลระดับล่าง",
}


def find_problems(cursor: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Thai sentences, each with a number of rows; none when all is well. Needs the newest schema."""
    problems: list[str] = []
    for name, problem in CHECKS.items():
        broken = len(cursor.execute(read_sql(name)).fetchall())
        if broken:
            problems.append(f"{problem} {broken:,} แห่ง")
    return tuple(problems)
