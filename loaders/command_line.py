"""The command line: the same code as the screens. Exit 0: all loaded; 1: something refused; 2: wrong usage."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from loaders.checks.problems import ERROR, Problem
from loaders.importing import load_files
from loaders.layouts import LAYOUTS
from loaders.outcome.report import REFUSED, FileReport, report_text
from loaders.registers.command import COMMANDS, store_from_arguments
from loaders.template_command import write_from_arguments
from warehouse import Warehouse, WarehouseError, open_warehouse


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code. Wrong usage raises SystemExit(2), as argparse does."""
    if arguments and arguments[0] == "template":
        return write_from_arguments(arguments[1:])
    if arguments and arguments[0] in COMMANDS:
        return store_from_arguments(arguments[0], arguments[1:])
    return _load(_parser().parse_args(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m loaders",
        description="นำข้อมูลจากตารางคำนวณเข้าฐานข้อมูล · คำสั่งอื่น: template (แบบฟอร์ม) areas (ทะเบียนพื้นที่) "
        "boundaries (ขอบเขตแผนที่) ใส่ --help ต่อท้ายเพื่อดูวิธีใช้ · ยกเลิกการนำเข้า สำรอง กู้คืน: python -m warehouse",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="ไฟล์ .xlsx .xls .xlsb .ods .csv หรือ .zip ของไฟล์เหล่านี้")
    parser.add_argument("--database", required=True, metavar="PATH", help="ไฟล์ฐานข้อมูล (สร้างให้ถ้ายังไม่มี)")
    parser.add_argument("--year", type=int, metavar="2561", help="ปี พ.ศ. ของข้อมูล เมื่อไฟล์ไม่บอก")
    parser.add_argument("--area", metavar="CODE", help="จังหวัดของรายงาน หรือพื้นที่ที่ทุกแถวต้องอยู่ภายใน")
    parser.add_argument("--layout", choices=sorted(LAYOUTS), help="รูปแบบของไฟล์ (ปกติโปรแกรมหาเอง)")
    parser.add_argument(
        "--shares", type=_codes, metavar="CODE,…|none", help="ตัวชี้วัดที่ร้อยละเขียนเป็นเศษส่วน (0.85 คือ 85%%) หรือ none ถ้าไม่มี"
    )
    parser.add_argument("--dry-run", action="store_true", help="ตรวจอย่างเดียว ไม่บันทึก")
    parser.add_argument("--skip-bad-rows", action="store_true", help="นำเข้าเฉพาะแถวที่ถูกต้อง")
    parser.add_argument("--synthetic", action="store_true", help="ทำเครื่องหมายว่าเป็นข้อมูลสังเคราะห์")
    parser.add_argument("--json", action="store_true", help="รายงานเป็น JSON ทาง stdout")
    return parser


def _load(options: argparse.Namespace) -> int:
    try:
        is_new = not Path(options.database).exists()
        warehouse = open_warehouse(":memory:" if options.dry_run and is_new else options.database)
    except (WarehouseError, OSError) as error:
        reports = [_no_database(name, error) for name in options.files]
    else:
        try:
            reports = [report for name in options.files for report in _load_one(name, warehouse, options)]
        finally:
            warehouse.close()
    if options.json:
        text = json.dumps([report.to_dict() for report in reports], ensure_ascii=False, indent=1)
    else:
        text = "\n\n".join(report_text(report, for_command_line=True) for report in reports)
    sys.stdout.write(text + "\n")
    return 1 if any(report.refused for report in reports) else 0


def _load_one(name: str, warehouse: Warehouse, options: argparse.Namespace) -> list[FileReport]:
    if not options.json and len(options.files) > 1:
        sys.stderr.write(f"กำลังอ่าน {name}\n")
    return load_files(
        Path(name),
        warehouse,
        dry_run=options.dry_run,
        skip_bad_rows=options.skip_bad_rows,
        year_be=options.year,
        area_code=options.area,
        layout=options.layout,
        is_synthetic=options.synthetic,
        shares=options.shares,
    )


def _codes(text: str) -> tuple[str, ...]:
    """`a,b` → the codes; `none` → no code."""
    return () if text.strip().lower() == "none" else tuple(code.strip() for code in text.split(",") if code.strip())


def _no_database(name: str, error: WarehouseError | OSError) -> FileReport:
    if isinstance(error, WarehouseError):
        problem = Problem(ERROR, error.what, error.fix, rule="S02")
    else:
        problem = Problem(ERROR, "เปิดหรือสร้างไฟล์ฐานข้อมูลไม่ได้", "ตรวจว่าโฟลเดอร์เขียนได้", rule="S02")
    return FileReport(Path(name).name, REFUSED, problems=(problem,))
