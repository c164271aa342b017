"""Backups of a database on a server: written by pg_dump, read back whole, put in the database's place by pg_restore.

The address without its password stands in the command; the password goes by the environment, where no other sees it.
"""

import os
import re
import subprocess
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final, cast

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from warehouse.actions import record_action
from warehouse.connection import Warehouse
from warehouse.errors import WarehouseError
from warehouse.migrations.structure import find_problems
from warehouse.on_disk.backup_files import SERVER_ENDING, Backup, kept_backups, list_server_backups
from warehouse.on_disk.files import flush_names, flush_to_disk
from warehouse.postgres.server_database import ServerDatabase
from words.dates import local_now, moment_of, time_stamp

FIX: Final = "ตรวจว่าติดตั้งโปรแกรม pg_dump, pg_restore และ psql รุ่นเดียวกับเซิร์ฟเวอร์ และโฟลเดอร์ไฟล์สำรองมีที่ว่าง แล้วทำใหม่"
# Other processes must see that everything may have changed; what has been decided of accounts is decided anew.
AFTER: Final = """
SET search_path = public;
UPDATE server_writes SET writes = writes + 1;
DROP TABLE IF EXISTS server_columns; -- they were of the figures before; made anew of those of the dump
DELETE FROM server_shown_years;
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'community_radar_area') THEN
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO community_radar_area;
    END IF;
END $$;
"""
OURS: Final = re.compile(r"TABLE DATA public (batches|facts|schema_version) ")


def backup_server(warehouse: Warehouse, now: datetime | None = None) -> Backup:
    """Write a numbered, dated dump while nobody writes, read it back, and drop those that retention no longer keeps.

    Raises WarehouseError, and leaves no file behind, where it cannot be written or read back."""
    database = _database_of(warehouse)
    folder, moment = database.backup_folder, now or local_now()
    folder.mkdir(parents=True, exist_ok=True)
    before = list_server_backups(folder, database.stem)
    number = max((backup.number for backup in before), default=0) + 1
    path = folder / f"{database.stem}-{number:06d}-{time_stamp(moment)}{SERVER_ENDING}"
    part = path.with_name(f"{path.name}.part")
    try:
        with warehouse.quiet() as cursor:
            contents = warehouse.database.read_contents(cursor)
            _run(database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges",
                 "--exclude-table=server_writes", "--exclude-table=server_columns", f"--file={part}")  # fmt: skip
        check_dump(part)
        flush_to_disk(part)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    flush_names(folder)
    with warehouse.transaction() as cursor:
        record_action(cursor, "backup", path.name, contents.live_areas, contents.facts)
    backup = Backup(path, number, moment_of(time_stamp(moment)), path.stat().st_size, contents)
    kept = kept_backups([backup, *before])
    for each in before:
        if each not in kept:
            each.path.unlink()
    return backup


def check_dump(path: Path) -> None:
    """Read a dump whole. Raises WarehouseError for one that is absent, torn, or not of this program."""
    fix = "เลือกไฟล์สำรองอีกไฟล์หนึ่ง (ชื่อลงท้ายด้วย .dump)"
    if not path.is_file():
        raise WarehouseError(f"ไม่พบไฟล์สำรอง {path.name}", fix)
    found = _command(["pg_restore", "--list", str(path)])
    held = set(OURS.findall(found.stdout))
    if found.returncode or held != {"batches", "facts", "schema_version"}:
        raise WarehouseError(f"ไฟล์สำรอง {path.name} เปิดอ่านไม่ได้ หรือไม่ใช่ไฟล์สำรองของโปรแกรมนี้", fix)
    if _command(["pg_restore", f"--file={os.devnull}", str(path)]).returncode:
        raise WarehouseError(f"ไฟล์สำรอง {path.name} อ่านได้ไม่ครบ", fix)


def restore_server(warehouse: Warehouse, path: Path) -> Backup:
    """Put a dump in the place of all that is in the database, in one transaction, after a backup of what is there now,
    which it returns. Raises WarehouseError; the database is then as it was."""
    check_dump(path)
    database = _database_of(warehouse)
    former = backup_server(warehouse)
    with tempfile.TemporaryDirectory() as folder, warehouse.alone():
        script, after = Path(folder) / "restore.sql", Path(folder) / "after.sql"
        made = _command(
            ["pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={script}", str(path)]
        )
        if made.returncode:
            raise WarehouseError(f"ไฟล์สำรอง {path.name} อ่านได้ไม่ครบ", FIX)
        after.write_text(AFTER)
        _run(database, "psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1",
             f"--file={script}", f"--file={after}")  # fmt: skip
    database.bring_up_to_date()
    with warehouse.transaction() as cursor:
        problems = find_problems(cursor)
        record_action(cursor, "restore", path.name)
    if problems:
        raise WarehouseError(
            f"กู้คืนแล้วแต่ข้อมูลไม่ตรงกัน: {'; '.join(problems)}", f"กู้คืนกลับจาก {former.path.name} แล้วเลือกไฟล์สำรองอีกไฟล์หนึ่ง"
        )
    return replace(former, contents=None)


def _database_of(warehouse: Warehouse) -> ServerDatabase:
    return cast(ServerDatabase, cast(object, warehouse.database))


def _run(database: ServerDatabase, program: str, *options: str) -> None:
    parts = conninfo_to_dict(database.address)
    password = parts.pop("password", None)
    environment = {"PGPASSWORD": str(password)} if password else {}
    done = _command([program, *options, f"--dbname={make_conninfo('', **parts)}"], environment)
    if done.returncode:
        said = next((line for line in done.stderr.splitlines() if "error" in line.lower()), done.stderr)
        raise WarehouseError(f"{program} ทำไม่สำเร็จ ฐานข้อมูลยังเป็นอย่างเดิม: {said.strip()[-200:]}", FIX)


def _command(words: list[str], environment: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(  # noqa: S603 - our own words; names of files are single arguments
            words, check=False, capture_output=True, text=True, errors="replace",
            env={**os.environ, "PGCONNECT_TIMEOUT": "10"} | (environment or {}),
        )  # fmt: skip
    except OSError as error:
        raise WarehouseError(f"เรียกโปรแกรม {words[0]} ไม่ได้", FIX) from error
