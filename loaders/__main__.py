"""The command line: the same code as the screens. Exit 0: all loaded; 1: something refused; 2: wrong usage."""

import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from click import BadParameter, Context, Parameter, UsageError, argument

from loaders.answering import waiting_said
from loaders.checks.problems import Problem
from loaders.commands import (
    store_area_names,
    store_outlines,
    store_target_file,
    write_template_file,
)
from loaders.file_areas import FileAreas, decoded, read_file_areas
from loaders.importing import load_files, publish_stored
from loaders.importing.batch import load_folder, report_folder
from loaders.layouts import LAYOUTS
from loaders.layouts.by_mapping import MappingOrder
from loaders.office_files.commands import (
    print_office_files,
    redo_file,
    set_round,
    store_office_files,
    undo_file,
)
from loaders.outcome.report import REFUSED, FileReport, report_text
from loaders.templates import TEMPLATE_TITLES
from warehouse import Warehouse, WarehouseError, database_is_there
from warehouse.command_database import database_options, open_for_command
from words.command_line import Choice, Group, WholeNumber, command, option, run
from words.dates import day_of

WORKERS = re.compile(r"[1-9][0-9]{0,2}|(?:dask|tls)://[\w.:\[\]-]+:[0-9]+")
DATABASE = database_options(required=True, help="ไฟล์ฐานข้อมูล (สร้างให้ถ้ายังไม่มี)")
DRY_RUN = option("--dry-run", is_flag=True, help="ตรวจอย่างเดียว ไม่บันทึก")
AS_JSON = option("--json", "as_json", is_flag=True, help="รายงานเป็น JSON ทาง stdout")
NUMBER = argument("number", type=WholeNumber(), metavar="NUMBER", help="ไฟล์ที่ (ดู office-files)")
COLUMN = option("--column", metavar="NAME", help="คอลัมน์ของชื่อ หรือคุณสมบัติที่เก็บรหัส (ปกติโปรแกรมหาเอง)")


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code. Wrong usage raises SystemExit(2), `--help` SystemExit(0).

    The first word decides: the name of a command, else all are files to load (`./template` is a file).
    """
    is_command = bool(arguments) and arguments[0] in OTHER_COMMANDS.commands
    return run(OTHER_COMMANDS if is_command else load, arguments, "python -m loaders")


@command("template", "เขียนแบบฟอร์ม Excel ให้กรอก")
@argument("name", type=Choice(sorted(TEMPLATE_TITLES)), metavar="NAME", help=" · ".join(sorted(TEMPLATE_TITLES)))
@argument("out", metavar="OUT.xlsx", help="ไฟล์ที่จะเขียน")
@option("--set", "set_id", metavar="jpt-2560", help="ชุดตัวชี้วัด (ปกติใช้ชุดล่าสุดที่มีรายชื่อ)")
@option("--year", "year_be", type=WholeNumber(), metavar="2565", help="ปี พ.ศ. ที่ใส่ไว้ในแบบฟอร์ม")
@option("--area", "area_code", metavar="830103", help="ใส่รหัสและชื่อหมู่บ้านในพื้นที่นี้ไว้ให้")
@database_options(help="ฐานข้อมูลที่มีชื่อหมู่บ้านและชุดตัวชี้วัดของท่าน")
def template(**choices: Any) -> int:
    """See `write_template_file`, whose arguments these are."""
    return write_template_file(**choices)


@command("areas", "ทะเบียนพื้นที่: รหัสกับชื่อ และตำบลบนแผนที่ของเทศบาล")
@argument("file", metavar="FILE", help="ไฟล์ JSON CSV หรือ Excel")
@DATABASE
@COLUMN
@DRY_RUN
@AS_JSON
def areas(**choices: Any) -> int:
    """See `store_area_names`, whose arguments these are."""
    return store_area_names(**choices)


@command("boundaries", "ขอบเขตแผนที่แบบ GeoJSON")
@argument("file", metavar="FILE", help="ไฟล์ GeoJSON")
@DATABASE
@COLUMN
@DRY_RUN
@AS_JSON
def boundaries(**choices: Any) -> int:
    """See `store_outlines`, whose arguments these are."""
    return store_outlines(**choices)


@command("targets", "ครัวเรือนเป้าหมายรายหมู่บ้านของปีหนึ่ง (คอลัมน์รหัสพื้นที่ และครัวเรือนเป้าหมาย)")
@argument("file", metavar="FILE", help="ไฟล์ Excel หรือ CSV หรือไฟล์ที่จะเขียนเมื่อใช้ --template")
@DATABASE
@option("--year", "year_be", type=WholeNumber(), metavar="2565", required=True, help="ปี พ.ศ. ของการสำรวจ")
@option("--template", "template_area", metavar="830103", help="เขียนแบบฟอร์มของหมู่บ้านในพื้นที่นี้ลง FILE แทนการอ่าน")
@DRY_RUN
@AS_JSON
def targets(**choices: Any) -> int:
    """See `store_target_file`, whose arguments these are."""
    return store_target_file(**choices)


@command("offices", "รับไฟล์ที่อำเภอส่งจังหวัด (หลายไฟล์พร้อมกันได้ ไฟล์ที่รับไม่ได้ไม่หยุดไฟล์อื่น)")
@argument("files", nargs=-1, required=True, metavar="FILE [FILE ...]", help="ไฟล์ .zip จาก “ส่งให้จังหวัด”")
@DATABASE
@option("--accept", is_flag=True, help="รับแม้ตัวเลขขัดกับแหล่งอื่น เก่ากว่า หรือน้อยกว่าที่ใช้อยู่ (ใช้ตัวเลขของไฟล์)")
@DRY_RUN
@AS_JSON
def offices(**choices: Any) -> int:
    """See `store_office_files`, whose arguments these are."""
    return store_office_files(**choices)


@command("office-files", "ไฟล์จากอำเภอที่รับไว้ทุกไฟล์ และสถานะ")
@DATABASE
@AS_JSON
def office_files(**choices: Any) -> int:
    """See `print_office_files`, whose arguments these are."""
    return print_office_files(**choices)


@command("undo-file", "ยกเลิกไฟล์ของอำเภอทั้งไฟล์: ตัวเลขและแผน (ไฟล์ก่อนหน้าของเครื่องเดียวกันกลับมาใช้)")
@NUMBER
@DATABASE
@AS_JSON
def undo_office(**choices: Any) -> int:
    """See `undo_file`, whose arguments these are."""
    return undo_file(**choices)


@command("redo-file", "นำไฟล์ของอำเภอที่ยกเลิกแล้วกลับมา")
@NUMBER
@DATABASE
@AS_JSON
def redo_office(**choices: Any) -> int:
    """See `redo_file`, whose arguments these are."""
    return redo_file(**choices)


def _day(_context: Context, _parameter: Parameter, typed: str | None) -> date | None:
    try:
        return None if typed is None else day_of(typed)
    except ValueError:
        raise BadParameter(f"อ่านวันที่ {typed} ไม่ได้ ใส่เป็นวัน/เดือน/ปี พ.ศ. เช่น 30/9/2569") from None


@command("office-round", "ข้อมูลปีใดที่จังหวัดรอจากอำเภอ ภายในวันใด (ถ้าไม่ใส่ บอกที่ตั้งไว้)")
@DATABASE
@option("--year", "year_be", type=WholeNumber(), metavar="2565", help="ปี พ.ศ. ของข้อมูลที่รอ")
@option("--due", metavar="30/9/2569", callback=_day, help="ส่งภายในวันนี้ วัน/เดือน/ปี พ.ศ. หลังจากนี้คือส่งช้า")
@option("--any", "is_any", is_flag=True, help="รอข้อมูลปีใดก็ได้ ไม่กำหนดวัน")
@AS_JSON
def office_round(**choices: Any) -> int:
    """See `set_round`, whose arguments these are."""
    return set_round(**choices)


OF_FILES = (
    option("--year", "year_be", type=WholeNumber(), metavar="2561", help="ปี พ.ศ. ของข้อมูล เมื่อไฟล์ไม่บอก"),
    option("--area", "area_code", metavar="CODE", help="จังหวัดของรายงาน หรือพื้นที่ที่ทุกแถวต้องอยู่ภายใน"),
    option("--layout", type=Choice(sorted(LAYOUTS)), help="รูปแบบของไฟล์ (ปกติโปรแกรมหาเอง)"),
    option("--shares", metavar="CODE,…|none", help="ตัวชี้วัดที่ร้อยละเขียนเป็นเศษส่วน (0.85 คือ 85%) หรือ none ถ้าไม่มี"),
    option("--areas", metavar="FILE.csv", help="ตาราง ชื่อไฟล์,จังหวัด ของรายงานที่ไม่บอกจังหวัด"),
    option("--mapping", metavar="proposed|NAME", help="ไฟล์ที่ไม่รู้จักรูปแบบ: ใช้คอลัมน์ตามที่โปรแกรมเสนอ หรือตามรูปแบบที่จำไว้ชื่อนี้"),
    option("--title", metavar="TEXT", help="ชื่อชุดข้อมูลอื่น (ปกติใช้ชื่อไฟล์)"),
    option("--unit", metavar="COLUMN=UNIT,…", help="หน่วยของค่าที่ไฟล์ไม่บอก เช่น D=คน หรือหน่วยเดียวทุกคอลัมน์"),
    option("--worse", metavar="COLUMN,…|none", help="คอลัมน์ที่ค่ามากคือเป็นปัญหา หรือ none ถ้าค่ามากคือดี"),
    option("--inverted", metavar="CODE,…|none", help="ตัวชี้วัดที่คำตอบกลับด้าน (1 คือไม่ผ่าน) หรือ none ถ้าไม่มี"),
    option("--replace", "replaces", is_flag=True, help="แทนที่ข้อมูลที่ใช้อยู่ของพื้นที่เดียวกัน (ไม่ใส่: ไม่บันทึกไฟล์ที่จะแทนที่)"),
    DRY_RUN,
    option("--skip-bad-rows", is_flag=True, help="นำเข้าเฉพาะแถวที่ถูกต้อง"),
    option("--synthetic", "is_synthetic", is_flag=True, help="ทำเครื่องหมายว่าเป็นข้อมูลสังเคราะห์"),
    AS_JSON,
)
"""What a person says of files, one or many."""


def of_files(function: Callable[..., int]) -> Callable[..., int]:
    """Adds these options to the function of a command."""
    for each in reversed(OF_FILES):
        function = each(function)
    return function


@command("batch", "นำเข้าทุกไฟล์ในโฟลเดอร์ อ่านพร้อมกันหลายแกนหรือหลายเครื่อง บันทึกทีละไฟล์ หยุดแล้วทำต่อได้")
@argument("folder", type=Path, metavar="FOLDER", help="โฟลเดอร์ของไฟล์ รวมโฟลเดอร์ย่อย")
@DATABASE
@option("--reports", type=Path, required=True, metavar="FOLDER", help="โฟลเดอร์ที่เก็บรายงานของแต่ละไฟล์ สั่งอีกครั้งที่เดิมเพื่อทำต่อ")
@option("--workers", metavar="N|dask://HOST:PORT", help="จำนวนตัวช่วยอ่านในเครื่องนี้ (ปกติเท่าจำนวนแกน) หรือคลัสเตอร์ Dask")
@of_files
def batch(
    folder: Path, database: str, reports: Path, workers: str | None, as_json: bool, **choices: Any
) -> int:  # fmt: skip
    """See `load_folder`; `choices` are those of `_said`."""
    said = _said(**choices)
    if not folder.is_dir():
        raise UsageError(f"ไม่พบโฟลเดอร์ {folder}")
    if workers and not WORKERS.fullmatch(workers):
        raise UsageError("--workers: ใส่จำนวนตั้งแต่ 1 หรือ dask://HOST:PORT")
    if any(Path(each).absolute().is_relative_to(folder.absolute()) for each in (reports, database)):
        raise UsageError("--reports และ --database ต้องอยู่นอกโฟลเดอร์ของไฟล์ที่จะนำเข้า")
    try:
        warehouse = _opened(database, choices["dry_run"])
    except (WarehouseError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return load_folder(folder, warehouse, report_folder(reports, database, said), workers, said, as_json)


OTHER_COMMANDS = Group(
    "loaders",
    commands=[
        template, areas, boundaries, targets, batch, offices, office_files, undo_office, redo_office, office_round,
    ],
)  # fmt: skip
_LIST = "\n".join(f"  {name:<12}{each.help}" for name, each in OTHER_COMMANDS.commands.items())


@command(
    "loaders",
    "นำข้อมูลจากตารางคำนวณเข้าฐานข้อมูล · ยกเลิกการนำเข้า สำรอง กู้คืน: python -m warehouse",
    epilog=f"\b\nคำสั่งอื่น (ใส่ --help ต่อท้ายเพื่อดูวิธีใช้):\n{_LIST}",
)
@argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE [FILE ...]",
    help="ไฟล์ .xlsx .xls .xlsb .ods .csv หรือ .zip ของไฟล์เหล่านี้",
)
@DATABASE
@of_files
def load(files: tuple[str, ...], database: str, as_json: bool, **choices: Any) -> int:
    """Load files one after the other and report on stdout; `choices` are those of `_said`."""
    load_one = partial(load_files, **_said(**choices))
    try:
        warehouse = _opened(database, choices["dry_run"])
    except (WarehouseError, OSError) as error:
        reports = [_no_database(name, error) for name in files]
    else:
        reports = _load_all(files, warehouse, load_one, says_which=not as_json and len(files) > 1)
    if as_json:
        text = json.dumps([report.to_dict() for report in reports], ensure_ascii=False, indent=1)
    else:
        text = "\n\n".join(report_text(report, for_command_line=True) for report in reports)
    sys.stdout.write(text + "\n")
    return 1 if any(report.refused for report in reports) else 0


def _said(
    shares: str | None, inverted: str | None, areas: str | None, mapping: str | None, title: str | None,
    unit: str | None, worse: str | None, **choices: Any,
) -> dict[str, Any]:  # fmt: skip
    """The options as the words of `load_files`. Raises UsageError."""
    answers = {"shares": shares, "inverted": inverted}
    codes = {name: None if words is None else _codes(words) for name, words in answers.items()}
    order = _order(mapping, title, unit, worse)
    return {"mapping": order, "file_areas": _file_areas(areas), **codes, **choices}


def _opened(database: str, dry_run: bool) -> Warehouse:
    """The database; one in memory for a dry run without one. Raises WarehouseError or OSError."""
    is_new = not database_is_there(database)
    return open_for_command(":memory:" if dry_run and is_new else database)


def _load_all(
    files: Sequence[str], warehouse: Warehouse, load_one: "partial[list[FileReport]]", *, says_which: bool
) -> list[FileReport]:
    """Load every file and close the warehouse."""
    reports: list[FileReport] = []
    try:
        for name in files:
            if says_which:
                sys.stderr.write(f"กำลังอ่าน {name}\n")
            reports += load_one(Path(name), warehouse, **waiting_said())
        publish_stored(warehouse, reports)
    finally:
        warehouse.close()
    return reports


def _order(mapping: str | None, title: str | None, unit: str | None, worse: str | None) -> MappingOrder | None:
    """What is said of files that no layout knows. Raises UsageError for an option that needs another one."""
    if mapping is None:
        if lone := [name for name, words in {"--title": title, "--unit": unit, "--worse": worse}.items() if words]:
            raise UsageError(f"{', '.join(lone)} ใช้กับ --mapping proposed")
        return None
    pairs = [each.partition("=") for each in (unit or "").split(",") if each.strip()]
    units = tuple((name.strip(), own.strip()) if equals else ("", name.strip()) for name, equals, own in pairs)
    return MappingOrder(mapping.strip(), title, units, None if worse is None else _codes(worse))


def _file_areas(path: str | None) -> FileAreas | None:
    """The table of `--areas`. Raises UsageError, naming its first lines at fault, for one that cannot be used."""
    if path is None:
        return None
    try:
        table = read_file_areas(decoded(Path(path).read_bytes()))
    except OSError as error:
        raise UsageError("เปิดไฟล์ของ --areas ไม่ได้ ตรวจชื่อและที่อยู่ของไฟล์") from error
    if table.problems:
        raise UsageError("--areas: " + " · ".join(each.text(for_command_line=True) for each in table.problems[:5]))
    return table


def _codes(text: str) -> tuple[str, ...]:
    """`a,b` → the codes; `none` → no code."""
    return () if text.strip().lower() == "none" else tuple(code.strip() for code in text.split(",") if code.strip())


def _no_database(name: str, error: WarehouseError | OSError) -> FileReport:
    if isinstance(error, WarehouseError):
        problem = Problem("S02", {"what": error.what, "fix": error.fix})
    else:
        problem = Problem("S02-open")
    return FileReport(Path(name).name, REFUSED, problems=(problem,))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
