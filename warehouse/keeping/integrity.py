"""Whether everything in the database agrees with everything else."""

from dataclasses import dataclass

from warehouse.connection import Warehouse
from warehouse.keeping.contents import Contents, read_contents
from warehouse.sql import read_sql

CHECKS = {
    "check_batches": "จำนวนพื้นที่หรือข้อมูลไม่ตรงกับที่นำเข้า",
    "check_states": "สถานะของพื้นที่ไม่ตรงกับลำดับการนำเข้า",
    "check_names": "ชื่อพื้นที่จากไฟล์ไม่ตรงกับการนำเข้าที่ใช้อยู่",
    "check_facts": "ข้อมูลซ้ำ หรือจำนวนไม่ผ่านมากกว่าจำนวนที่สำรวจ",
    "check_summary": "ผลรวมของพื้นที่ระดับบนไม่ตรงกับข้อมูลระดับล่าง",
}


@dataclass(frozen=True)
class Checked:
    """`problems`: Thai sentences with a number of rows, none when all is well; `contents`: what the database holds."""

    contents: Contents
    problems: tuple[str, ...]


def check_database(warehouse: Warehouse) -> Checked:
    """Read every row, and recompute states and sums from the imported facts.

    Raises DamagedDatabaseError when a part of the file cannot be read."""
    problems: list[str] = []
    with warehouse.quiet() as cursor:
        contents = read_contents(cursor)
        for name, problem in CHECKS.items():
            broken = len(cursor.execute(read_sql(name)).fetchall())
            if broken:
                problems.append(f"{problem} {broken:,} แห่ง")
    return Checked(contents, tuple(problems))
