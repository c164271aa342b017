"""`python -m warehouse`: keeping the data from the command line, with the words and functions of the screens."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from warehouse.batches import list_batches, list_replacements, redo_batch, undo_batch
from warehouse.connection import Warehouse, list_actions, open_warehouse
from warehouse.errors import WarehouseError
from warehouse.files import default_backup_folder, default_database_path, files_of
from warehouse.keeping.backup import backup_database
from warehouse.keeping.backup_files import list_backups
from warehouse.keeping.care import check_database, purge_database
from warehouse.keeping.restore import Restored, recover_database, restore_database
from words.dates import thai_date

DONE, REFUSED = 0, 1
STATES = {
    "live": "ใช้งานอยู่",
    "partly_replaced": "ถูกแทนที่บางส่วน",
    "replaced": "ถูกแทนที่ทั้งหมด",
    "undone": "ยกเลิกแล้ว",
    "purged": "ล้างออกแล้ว",
}
Answer = tuple[dict[str, Any], list[str]]  # what --json prints, and the lines for people


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns 0 done, 1 refused or problems found (argparse exits with 2 for wrong usage)."""
    options = _parser().parse_args(arguments)
    try:
        data, lines = options.run(options)
    except WarehouseError as error:
        data, lines = (
            {"ok": False, "what": error.what, "fix": error.fix},
            [f"ทำไม่ได้: {error.what}", f"วิธีแก้: {error.fix}"],
        )
    is_ok = bool(data.get("ok", True))
    if options.json:
        sys.stdout.write(json.dumps({"ok": is_ok} | data, ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        (sys.stdout if is_ok else sys.stderr).write("\n".join(lines) + "\n")
    return DONE if is_ok else REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m warehouse", description="ดูแลฐานข้อมูลของเรดาร์ชุมชน")
    commands = parser.add_subparsers(required=True, metavar="คำสั่ง")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--database", type=Path, default=default_database_path(), help="ไฟล์ฐานข้อมูล")
    common.add_argument("--json", action="store_true", help="พิมพ์ผลเป็น JSON")

    def add(name: str, run: Callable[[argparse.Namespace], Answer], help_text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, parents=[common], help=help_text, description=help_text)
        command.set_defaults(run=run)
        return command

    add("backup", _backup, "สำรองข้อมูลเป็นไฟล์ใหม่ แล้วตรวจว่าตรงกัน").add_argument(
        "--to", type=Path, help="คัดลอกไว้ในโฟลเดอร์นี้ด้วย"
    )
    add("backups", _backups, "รายการไฟล์สำรอง ใหม่สุดก่อน")
    add("restore", _restore, "นำไฟล์สำรองมาวางแทน (ไฟล์เดิมถูกย้ายเก็บไว้)").add_argument("backup", type=Path, help="ไฟล์สำรอง")
    chosen = add("recover", _recover, "เริ่มใหม่เมื่อฐานข้อมูลเสียหาย").add_mutually_exclusive_group(required=True)
    chosen.add_argument("--from", dest="backup", type=Path, help="เริ่มจากไฟล์สำรองนี้")
    chosen.add_argument("--empty", action="store_true", help="เริ่มจากฐานข้อมูลว่าง")
    add("check", _check, "อ่านทุกแถวและคำนวณผลรวมซ้ำ")
    add("batches", _batches, "รายการนำเข้า ใหม่สุดก่อน")
    add("undo", _undo, "ยกเลิกการนำเข้าหนึ่งครั้ง").add_argument("batch_id", type=int, help="ครั้งที่นำเข้า")
    add("redo", _redo, "นำการนำเข้าที่ยกเลิกแล้วกลับมา").add_argument("batch_id", type=int, help="ครั้งที่นำเข้า")
    add("actions", _actions, "บันทึกว่าทำอะไรกับข้อมูลเมื่อใด")
    purge = add("purge", _purge, "ลบข้อมูลที่ยกเลิกหรือถูกแทนที่มานานออกจริง (นำกลับไม่ได้)")
    purge.add_argument("--older-than-days", type=int, default=365, metavar="วัน", help="เลิกใช้มานานกว่ากี่วัน")
    purge.add_argument("--with-backups", action="store_true", help="ลบไฟล์สำรองเก่าด้วย หลังสำรองใหม่แล้ว")
    purge.add_argument("--yes", action="store_true", required=True, help="ยืนยันว่าลบจริง")
    return parser


def _with_warehouse(options: argparse.Namespace, use: Callable[[Warehouse], Answer]) -> Answer:
    path: Path = options.database
    if not files_of(path):
        raise WarehouseError(f"ไม่พบฐานข้อมูล {path}", "ตรวจชื่อไฟล์หลัง --database")
    warehouse = open_warehouse(path)
    try:
        return use(warehouse)
    finally:
        warehouse.close()


def _backup(options: argparse.Namespace) -> Answer:
    def run(warehouse: Warehouse) -> Answer:
        backup = backup_database(warehouse, options.to)
        facts = backup.contents.facts if backup.contents else 0
        text = f"สำรองแล้วและตรวจว่าตรงกัน: {backup.path} ({facts:,} ข้อมูล {backup.size_bytes / 1e6:,.1f} MB)"
        return {"path": backup.path, "size_bytes": backup.size_bytes, "facts": facts}, [text]

    return _with_warehouse(options, run)


def _backups(options: argparse.Namespace) -> Answer:
    found = list_backups(default_backup_folder(options.database), options.database.stem)
    rows = [{"number": each.number, "path": each.path, "size_bytes": each.size_bytes} for each in found]
    lines = [f"{each.number:>6}  {each.size_bytes / 1e6:>8,.1f} MB  {each.path}" for each in found]
    return {"backups": rows}, lines or ["ยังไม่มีไฟล์สำรอง"]


def _restore(options: argparse.Namespace) -> Answer:
    return _restored(restore_database(options.backup, options.database))


def _recover(options: argparse.Namespace) -> Answer:
    return _restored(recover_database(options.database, options.backup))


def _restored(restored: Restored) -> Answer:
    lines = [f"กู้คืนจาก {restored.backup}" if restored.backup else "เริ่มฐานข้อมูลว่างใหม่แล้ว"]
    lines += [f"ไฟล์เดิมเก็บไว้ที่ {file}" for file in restored.set_aside]
    lost = restored.lost
    if lost is None:
        lines.append("อ่านฐานข้อมูลเดิมไม่ได้ จึงบอกไม่ได้ว่าไฟล์ใดต้องนำเข้าใหม่")
    elif lost:
        lines.append("การนำเข้าที่ไม่มีในฐานข้อมูลนี้ (ถ้ายังต้องการ ให้นำเข้าใหม่):")
        lines += [f"  {_in_thai(batch.imported_at)}  {batch.file_name}  {batch.areas:,} พื้นที่" for batch in lost]
    names = None if lost is None else [batch.file_name for batch in lost]
    return {"backup": restored.backup, "set_aside": restored.set_aside, "lost": names}, lines


def _check(options: argparse.Namespace) -> Answer:
    def run(warehouse: Warehouse) -> Answer:
        checked = check_database(warehouse)
        held = checked.contents
        lines = [f"พบปัญหา: {problem}" for problem in checked.problems] or ["ตรวจครบทุกแถว ไม่พบปัญหา"]
        lines.append(f"นำเข้า {held.batches:,} ครั้ง พื้นที่ที่ใช้งาน {held.live_areas:,} ข้อมูล {held.facts:,} แถว")
        numbers = {"batches": held.batches, "live_areas": held.live_areas, "facts": held.facts}
        return {"ok": not checked.problems, "problems": checked.problems} | numbers, lines

    return _with_warehouse(options, run)


def _batches(options: argparse.Namespace) -> Answer:
    def run(warehouse: Warehouse) -> Answer:
        rows = _records(list_batches(warehouse))
        lines = [
            f"{row['batch_id']:>5}  {_in_thai(row['imported_at'])}  {row['set_id']} {row['year_be']}  "
            f"{row['areas']:,} พื้นที่  {STATES[row['state']]}  {row['file_name']}"
            for row in rows
        ]
        for row in rows:
            row["replaced"] = _records(list_replacements(warehouse, row["batch_id"]))
        return {"batches": rows}, lines or ["ยังไม่มีการนำเข้า"]

    return _with_warehouse(options, run)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON can say them: times as text, missing as null."""
    return json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))


def _in_thai(moment: str) -> str:
    return thai_date(datetime.fromisoformat(moment))


def _undo(options: argparse.Namespace) -> Answer:
    return _flip(options, undo_batch, "ยกเลิกการนำเข้าครั้งที่ {} แล้ว")


def _redo(options: argparse.Namespace) -> Answer:
    return _flip(options, redo_batch, "นำการนำเข้าครั้งที่ {} กลับมาใช้แล้ว")


def _flip(options: argparse.Namespace, flip: Callable[[Warehouse, int], None], words: str) -> Answer:
    def run(warehouse: Warehouse) -> Answer:
        flip(warehouse, options.batch_id)
        return {"batch_id": options.batch_id}, [words.format(options.batch_id)]

    return _with_warehouse(options, run)


def _actions(options: argparse.Namespace) -> Answer:
    def run(warehouse: Warehouse) -> Answer:
        rows = _records(list_actions(warehouse))
        return {"actions": rows}, [f"{_in_thai(row['acted_at'])}  {row['action']}  {row['object']}" for row in rows]

    return _with_warehouse(options, run)


def _purge(options: argparse.Namespace) -> Answer:
    def run(warehouse: Warehouse) -> Answer:
        purged = purge_database(warehouse, older_than_days=options.older_than_days, with_backups=options.with_backups)
        sizes = f"{purged.bytes_before / 1e6:,.1f} MB เหลือ {purged.bytes_after / 1e6:,.1f} MB"
        lines = [f"ลบการนำเข้า {len(purged.batches)} ครั้ง {purged.facts:,} ข้อมูล ออกจริงแล้ว ไฟล์จาก {sizes}"]
        if purged.batches:
            lines += [f"ข้อมูลที่ลบอาจยังอยู่ในไฟล์ {file}" for file in purged.still_held_in]
        data = {"batches": purged.batches, "facts": purged.facts, "still_held_in": purged.still_held_in}
        return data | {"bytes_before": purged.bytes_before, "bytes_after": purged.bytes_after}, lines

    return _with_warehouse(options, run)
