"""`python -m warehouse`: keeping the data from the command line, with the words and functions of the screens."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
import pandas as pd

from warehouse.accounts import add_account, close_account, list_accounts
from warehouse.actions import COUNTRY, OFFICER, ROLES
from warehouse.approvals import BODY_LEVELS, STATES, Approval, approval_history, approval_of, set_approval
from warehouse.batches import list_batches, list_replacements, redo_batch, undo_batch
from warehouse.command_database import check_may_keep, database_options, open_for_command
from warehouse.connection import Warehouse, list_actions
from warehouse.errors import WarehouseError
from warehouse.following import publish, published_afterwards
from warehouse.keeping.backup import backup_database
from warehouse.keeping.care import check_database, purge_database
from warehouse.keeping.hand_over import TakeOver, adopt_hand_over, hand_over_name, preview_take_over, write_hand_over
from warehouse.keeping.restore import Restored, recover_database, restore_database
from warehouse.on_disk.backup_files import Backup, list_backups, list_server_backups
from warehouse.on_disk.files import default_backup_folder, default_database_path
from warehouse.on_disk.replacing import files_of
from warehouse.postgres.address import database_name, not_on_server, server_address, server_backup_folder
from warehouse.targets import read_least_coverage, save_least_coverage
from words.command_line import Choice, Group, WholeNumber, option, run
from words.dates import day_of, local_now, thai_date

DONE, REFUSED = 0, 1
BATCH_STATES = {
    "live": "ใช้งานอยู่",
    "partly_replaced": "ถูกแทนที่บางส่วน",
    "replaced": "ถูกแทนที่ทั้งหมด",
    "undone": "ยกเลิกแล้ว",
    "purged": "ล้างออกแล้ว",
}
Answer = tuple[dict[str, Any], list[str]]  # what --json prints, and the lines for people

PROGRAM = Group("warehouse", help="ดูแลฐานข้อมูลของเรดาร์ชุมชน")
DATABASE = database_options(type=Path, default=default_database_path, help="ไฟล์ฐานข้อมูล")
AS_JSON = option("--json", "as_json", is_flag=True, help="พิมพ์ผลเป็น JSON")
BATCH = click.argument("batch_id", type=WholeNumber(), metavar="BATCH", help="ครั้งที่นำเข้า")


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns 0 done, 1 refused or problems found. Wrong usage raises SystemExit(2)."""
    return run(PROGRAM, arguments, "python -m warehouse")


def _command(name: str, help_text: str, group: Group = PROGRAM) -> Callable[[Callable[..., Answer]], click.Command]:
    """Makes a command of a function that answers; adds --database and --json, and prints the answer."""

    def decorate(answer: Callable[..., Answer]) -> click.Command:
        @group.command(name, help=help_text)
        @DATABASE
        @AS_JSON
        @wraps(answer)
        def answered(*, as_json: bool, **choices: Any) -> int:
            try:
                data, lines = answer(**choices)
            except WarehouseError as error:
                data = {"ok": False, "what": error.what, "fix": error.fix}
                lines = [f"ทำไม่ได้: {error.what}", f"วิธีแก้: {error.fix}"]
            return _print(data, lines, as_json=as_json)

        return answered

    return decorate


def _print(data: dict[str, Any], lines: list[str], *, as_json: bool) -> int:
    """Print an answer, its lines on stderr when it is a refusal; returns the exit code."""
    is_ok = bool(data.get("ok", True))
    if as_json:
        sys.stdout.write(json.dumps({"ok": is_ok} | data, ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        (sys.stdout if is_ok else sys.stderr).write("\n".join(lines) + "\n")
    return DONE if is_ok else REFUSED


def _with_warehouse(path: Path, use: Callable[[Warehouse], Answer]) -> Answer:
    if server_address(path) is None and not files_of(path):
        raise WarehouseError(f"ไม่พบฐานข้อมูล {path}", "ตรวจชื่อไฟล์หลัง --database")
    warehouse = open_for_command(path)
    try:
        with published_afterwards(warehouse):
            return use(warehouse)
    finally:
        warehouse.close()


@_command("backup", "สำรองข้อมูลเป็นไฟล์ใหม่ แล้วตรวจว่าตรงกัน")
@option("--to", type=Path, metavar="FOLDER", help="คัดลอกไว้ในโฟลเดอร์นี้ด้วย")
def backup(database: Path, to: Path | None) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        backup = backup_database(warehouse, to)
        facts = backup.contents.facts if backup.contents else 0
        text = f"สำรองแล้วและตรวจว่าตรงกัน: {backup.path} ({facts:,} ข้อมูล {backup.size_bytes / 1e6:,.1f} MB)"
        return {"path": backup.path, "size_bytes": backup.size_bytes, "facts": facts}, [text]

    return _with_warehouse(database, use)


@_command("publish", "เผยแพร่สำเนาทั้งหมดสำหรับโปรแกรมที่อ่านอย่างเดียว (CIA_FOLLOW)")
@option("--to", type=Path, required=True, metavar="FOLDER", help="โฟลเดอร์ของสำเนา")
def publish_copy(database: Path, to: Path) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        copy = publish(warehouse, to)
        text = f"เผยแพร่แล้ว: {copy.path} ({copy.size_bytes / 1e6:,.1f} MB)"
        return {"path": copy.path, "size_bytes": copy.size_bytes}, [text]

    return _with_warehouse(database, use)


@_command("backups", "รายการไฟล์สำรอง ใหม่สุดก่อน")
def backups(database: Path) -> Answer:
    found = _backups_of(database)
    rows = [{"number": each.number, "path": each.path, "size_bytes": each.size_bytes} for each in found]
    lines = [f"{each.number:>6}  {each.size_bytes / 1e6:>8,.1f} MB  {each.path}" for each in found]
    return {"backups": rows}, lines or ["ยังไม่มีไฟล์สำรอง"]


def _backups_of(database: Path) -> list[Backup]:
    check_may_keep(database)
    address = server_address(database)
    if address is None:
        return list_backups(default_backup_folder(database), database.stem)
    return list_server_backups(server_backup_folder(), database_name(address))


@_command("restore", "นำไฟล์สำรองมาวางแทน (ไฟล์เดิมถูกย้ายเก็บไว้)")
@click.argument("backup_file", type=Path, metavar="BACKUP", help="ไฟล์สำรอง")
def restore(database: Path, backup_file: Path) -> Answer:
    if server_address(database):
        return _with_warehouse(database, lambda warehouse: _restored_on_server(warehouse, backup_file))
    _check_file(database)
    return _restored(restore_database(backup_file, database))


def _restored_on_server(warehouse: Warehouse, backup_file: Path) -> Answer:
    from warehouse.keeping.dumps import restore_server  # noqa: PLC0415 - a PC needs no driver

    former = restore_server(warehouse, backup_file)
    lines = [f"กู้คืนจาก {backup_file}", f"ข้อมูลก่อนหน้านี้สำรองไว้ที่ {former.path}"]
    return {"backup": backup_file, "former": former.path}, lines


def _check_file(database: Path) -> None:
    """Raises WarehouseError where the command is of files alone, or the account named may not do it."""
    if server_address(database):
        raise not_on_server("ทำคำสั่งนี้", "ใช้คำสั่ง backup และ restore (pg_dump, pg_restore) ตาม docs/postgresql.md")
    check_may_keep(database)


@_command("recover", "เริ่มใหม่เมื่อฐานข้อมูลเสียหาย (เลือก --from หรือ --empty อย่างใดอย่างหนึ่ง)")
@option("--from", "backup_file", type=Path, metavar="BACKUP", help="เริ่มจากไฟล์สำรองนี้")
@option("--empty", is_flag=True, help="เริ่มจากฐานข้อมูลว่าง")
def recover(database: Path, backup_file: Path | None, empty: bool) -> Answer:
    if empty == (backup_file is not None):
        raise click.UsageError("ต้องเลือก --from หรือ --empty อย่างใดอย่างหนึ่ง", click.get_current_context())
    _check_file(database)
    return _restored(recover_database(database, backup_file))


@_command("hand-over", "ทำไฟล์ส่งมอบงาน: ไฟล์เดียวที่มีทุกอย่างที่เก็บไว้ (ใช้ภายในสำนักงาน)")
@option("--to", type=Path, default=Path(), metavar="FOLDER", help="โฟลเดอร์ที่จะวางไฟล์ (ปกติโฟลเดอร์ที่สั่ง)")
def hand_over(database: Path, to: Path) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        target = to / hand_over_name(local_now())
        backup = write_hand_over(warehouse, target)
        facts = backup.contents.facts if backup.contents else 0
        size = target.stat().st_size
        text = f"ทำไฟล์ส่งมอบงานแล้ว: {target} ({facts:,} ข้อมูล {size / 1e6:,.1f} MB)"
        return {"path": target, "backup": backup.path, "size_bytes": size, "facts": facts}, [text]

    return _with_warehouse(database, use)


@_command("take-over", "รับมอบงานจากไฟล์ส่งมอบงาน (ฐานข้อมูลเดิมถูกย้ายเก็บไว้)")
@click.argument("file", type=Path, metavar="FILE", help="ไฟล์ส่งมอบงาน")
@option("--replace", is_flag=True, help="วางแทนแม้เครื่องนี้มีงานอื่นอยู่แล้ว")
def take_over(database: Path, file: Path, replace: bool) -> Answer:
    _check_file(database)
    try:
        with file.open("rb") as source:
            backup = adopt_hand_over(source, file.name, default_backup_folder(database), database.stem)
    except OSError as error:
        raise WarehouseError(f"เปิดไฟล์ {file} ไม่ได้: {error.strerror}", "ตรวจชื่อไฟล์ แล้วสั่งใหม่") from error
    if files_of(database) and not replace:
        refusal = _with_warehouse(database, lambda warehouse: _own_work(preview_take_over(warehouse, backup)))
        if refusal[1]:
            backup.path.unlink()
            return refusal
    return _restored(restore_database(backup.path, database))


def _own_work(offered: TakeOver) -> Answer:
    """The refusal to replace what somebody stored here, with what would go; no lines where that is nothing."""
    lost = [batch.file_name for batch in offered.preview.lost or ()]
    rows = offered.preview.rows_lost or {}
    if not offered.has_own_work:
        return {}, []
    lines = ["ทำไม่ได้: เครื่องนี้มีงานอื่นอยู่แล้ว ซึ่งจะไม่อยู่ในฐานข้อมูลใหม่ (ไฟล์เดิมไม่ถูกลบ แต่ย้ายเก็บไว้)"]
    lines += [f"  การนำเข้า {name}" for name in lost] + [f"  {table}: {count:,} รายการ" for table, count in rows.items()]
    return {"ok": False, "lost": lost, "rows_lost": rows}, [*lines, "วิธีแก้: ถ้าต้องการวางแทน ให้สั่งใหม่พร้อม --replace"]


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


@_command("check", "อ่านทุกแถวและคำนวณผลรวมซ้ำ")
def check(database: Path) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        checked = check_database(warehouse)
        held = checked.contents
        lines = [f"พบปัญหา: {problem}" for problem in checked.problems] or ["ตรวจครบทุกแถว ไม่พบปัญหา"]
        lines += [f"ไฟล์จากโปรแกรมรุ่นก่อนที่ยังมีข้อมูลส่วนบุคคล ลบได้เมื่อไม่ใช้แล้ว: {file}" for file in checked.old_texts_in]
        lines.append(f"นำเข้า {held.batches:,} ครั้ง พื้นที่ที่ใช้งาน {held.live_areas:,} ข้อมูล {held.facts:,} แถว")
        numbers = {"batches": held.batches, "live_areas": held.live_areas, "facts": held.facts}
        found = {"problems": checked.problems, "old_texts_in": checked.old_texts_in}
        return {"ok": not checked.problems} | found | numbers, lines

    return _with_warehouse(database, use)


@_command("batches", "รายการนำเข้า ใหม่สุดก่อน")
def batches(database: Path) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        rows = _records(list_batches(warehouse))
        lines = [
            f"{row['batch_id']:>5}  {_in_thai(row['imported_at'])}  {row['set_id']} {row['year_be']}  "
            f"{row['areas']:,} พื้นที่  {BATCH_STATES[row['state']]}  {row['file_name']}  · {_approval(row).words}"
            for row in rows
        ]
        for row in rows:
            row["replaced"] = _records(list_replacements(warehouse, row["batch_id"]))
        return {"batches": rows}, lines or ["ยังไม่มีการนำเข้า"]

    return _with_warehouse(database, use)


def _approval(row: dict[str, Any]) -> Approval:
    return approval_of(row | {"state": row["approval_state"]})


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON can say them: times as text, missing as null."""
    return json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))


def _in_thai(moment: str) -> str:
    return thai_date(datetime.fromisoformat(moment))


@_command("undo", "ยกเลิกการนำเข้าหนึ่งครั้ง")
@BATCH
def undo(database: Path, batch_id: int) -> Answer:
    return _set_batch(database, batch_id, undo_batch, "ยกเลิกการนำเข้าครั้งที่ {} แล้ว")


@_command("redo", "นำการนำเข้าที่ยกเลิกแล้วกลับมา")
@BATCH
def redo(database: Path, batch_id: int) -> Answer:
    return _set_batch(database, batch_id, redo_batch, "นำการนำเข้าครั้งที่ {} กลับมาใช้แล้ว")


def _day(_context: click.Context, _parameter: click.Parameter, typed: str | None) -> date | None:
    try:
        return None if typed is None else day_of(typed)
    except ValueError:
        raise click.BadParameter(f"อ่านวันที่ {typed} ไม่ได้ ใส่เป็นวัน/เดือน/ปี พ.ศ. เช่น 3/2/2569") from None


def _set_batch(database: Path, batch_id: int, change: Callable[[Warehouse, int], None], words: str) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        change(warehouse, batch_id)
        return {"batch_id": batch_id}, [words.format(batch_id)]

    return _with_warehouse(database, use)


@_command("approve", "บอกว่าข้อมูลที่นำเข้ายังไม่ตรวจ ส่งตรวจ หรือรับรองแล้ว (แสดงใต้ตัวเลขทุกหน้าและทุกไฟล์)")
@BATCH
@option("--state", type=Choice(tuple(STATES)), default="approved", help="สถานะ (ปกติ approved)")
@option("--level", "body_level", type=Choice(tuple(BODY_LEVELS)), help="ระดับของผู้ตรวจหรือผู้รับรอง")
@option("--on", "decided_on", metavar="3/2/2569", callback=_day, help="วันที่ วัน/เดือน/ปี พ.ศ.")
@option("--meeting", metavar="TEXT", help="การประชุม (ไม่ใส่ชื่อคน)")
def approve(
    database: Path, batch_id: int, state: str, body_level: str | None, decided_on: date | None, meeting: str | None
) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        kept = set_approval(warehouse, batch_id, Approval(state, body_level, decided_on, meeting))
        history = _records(approval_history(warehouse, batch_id))
        return {"batch_id": batch_id, "words": kept.words, "history": history}, [
            f"การนำเข้าครั้งที่ {batch_id}: {kept.words}"
        ]

    return _with_warehouse(database, use)


@_command("least-coverage", "เกณฑ์ร้อยละของครัวเรือนเป้าหมาย ต่ำกว่านี้ไม่สรุปว่าเด่นหรือด้อย (ถ้าไม่ใส่ PERCENT บอกเกณฑ์ที่ใช้อยู่)")
@option("--set", "percent", type=WholeNumber(), metavar="PERCENT", help="เกณฑ์ใหม่ 0–100")
def least_coverage(database: Path, percent: int | None) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        if percent is not None:
            save_least_coverage(warehouse, percent)
        held = read_least_coverage(warehouse)
        return {"least_coverage_pct": held}, [f"ต่ำกว่า {held:g} % ของครัวเรือนเป้าหมาย ไม่สรุปว่าเด่นหรือด้อย"]

    return _with_warehouse(database, use)


@_command("actions", "บันทึกว่าทำอะไรกับข้อมูลเมื่อใด")
def actions(database: Path) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        rows = _records(list_actions(warehouse))
        return {"actions": rows}, [f"{_in_thai(row['acted_at'])}  {row['action']}  {row['object']}" for row in rows]

    return _with_warehouse(database, use)


ACCOUNTS = Group("accounts", help="บัญชีผู้ใช้ของเซิร์ฟเวอร์ (เครื่องเดียวไม่ต้องมี)")
PROGRAM.add_command(ACCOUNTS)
ACCOUNT = click.argument("name", metavar="NAME", help="ชื่อตามที่ระบบลงชื่อเข้าใช้ส่งมา")


@_command("add", "เปิดบัญชี หรือเปลี่ยนบทบาทและพื้นที่ของบัญชีที่เปิดอยู่", ACCOUNTS)
@ACCOUNT
@option("--role", type=Choice(tuple(ROLES)), default=OFFICER, help="บทบาท (ปกติ officer)")
@option("--area", "area_code", default=COUNTRY, metavar="CODE", help="เห็นและแก้ข้อมูลหมู่บ้านของพื้นที่นี้เท่านั้น (ปกติ TH ทุกพื้นที่)")
def add(database: Path, name: str, role: str, area_code: str) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        actor = add_account(warehouse, name, role, area_code)
        data = {"name": actor.name, "role": actor.role, "area_code": actor.area_code}
        return data, [f"บัญชี {actor.name} เป็น{ROLES[actor.role]} พื้นที่ {actor.area_code}"]

    return _with_warehouse(database, use)


@_command("list", "รายชื่อบัญชี ที่เปิดอยู่ก่อน", ACCOUNTS)
def list_them(database: Path) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        found = list_accounts(warehouse)
        lines = [
            f"{each.name}  {ROLES[each.role]}  {each.area_code}  "
            f"{'เปิดอยู่' if each.closed_at is None else f'ปิดเมื่อ {thai_date(each.closed_at)}'}"
            for each in found
        ]
        return {"accounts": [asdict(each) for each in found]}, lines or ["ยังไม่มีบัญชี เพิ่มด้วย accounts add NAME"]

    return _with_warehouse(database, use)


@_command("close", "ปิดบัญชี (สิ่งที่ทำไว้ยังอยู่ในบันทึก)", ACCOUNTS)
@ACCOUNT
def close(database: Path, name: str) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        close_account(warehouse, name)
        return {"name": name}, [f"ปิดบัญชี {name} แล้ว"]

    return _with_warehouse(database, use)


@_command("purge", "ลบข้อมูลที่ยกเลิกหรือถูกแทนที่มานานออกจริง (นำกลับไม่ได้)")
@option("--older-than-days", type=WholeNumber(), default=365, metavar="DAYS", help="เลิกใช้มานานกว่ากี่วัน (ปกติ 365)")
@option("--with-backups", is_flag=True, help="ลบไฟล์สำรองเก่าด้วย หลังสำรองใหม่แล้ว")
@option("--yes", "is_confirmed", is_flag=True, required=True, help="ยืนยันว่าลบจริง")
def purge(database: Path, older_than_days: int, with_backups: bool, is_confirmed: bool) -> Answer:
    def use(warehouse: Warehouse) -> Answer:
        purged = purge_database(warehouse, older_than_days=older_than_days, with_backups=with_backups)
        sizes = f"{purged.bytes_before / 1e6:,.1f} MB เหลือ {purged.bytes_after / 1e6:,.1f} MB"
        lines = [f"ลบการนำเข้า {len(purged.batches)} ครั้ง {purged.facts:,} ข้อมูล ออกจริงแล้ว ไฟล์จาก {sizes}"]
        if purged.batches:
            lines += [f"ข้อมูลที่ลบอาจยังอยู่ในไฟล์ {file}" for file in purged.still_held_in]
        data = {"batches": purged.batches, "facts": purged.facts, "still_held_in": purged.still_held_in}
        return data | {"bytes_before": purged.bytes_before, "bytes_after": purged.bytes_after}, lines

    return _with_warehouse(database, use)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
