"""`python -m loaders targets FILE`: target households of villages, checked, then kept; or the form to fill in."""

import json
import sys
from pathlib import Path
from typing import Any

from loaders.checks.problems import Problem
from loaders.importing import known_area_names
from loaders.registers.command import listed, outcome_words
from loaders.registers.targets import TargetFile, inspect_target_file, store_targets, write_target_form
from loaders.templates.choosing import areas_within
from warehouse import Warehouse, WarehouseError, list_targets, open_warehouse


def store_target_file(
    file: str, database: str, *, year_be: int, template_area: str | None, dry_run: bool, as_json: bool
) -> int:
    """Check a file of targets and keep it for the year, or write the form of an area; exit code 0, or 1 when it was
    refused."""
    try:
        warehouse = open_warehouse(database)
    except (WarehouseError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    try:
        if template_area is not None:
            return _write_form(warehouse, file, year_be, template_area)
        inspected = _inspected(Path(file))
        stored = 0 if dry_run else store_targets(warehouse, inspected, year_be)
    except WarehouseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        warehouse.close()
    report = _report(inspected, year_be, stored)
    text = json.dumps(report, ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(inspected, report))
    sys.stdout.write(text + "\n")
    return 1 if inspected.refused else 0


def _inspected(path: Path) -> TargetFile:
    try:
        content = path.read_bytes()
    except OSError:
        return TargetFile(path.name, problems=(Problem("G01-closed"),))
    return inspect_target_file(content, path.name)


def _write_form(warehouse: Warehouse, out: str, year_be: int, area_code: str) -> int:
    areas = areas_within(known_area_names(warehouse), area_code)
    if not areas or Path(out).suffix.lower() != ".xlsx":
        sys.stderr.write("เขียนแบบฟอร์มไม่ได้: ใช้รหัสพื้นที่ที่รู้จัก และชื่อไฟล์ที่ลงท้ายด้วย .xlsx\n")
        return 1
    held = list_targets(warehouse, year_be)
    write_target_form(out, areas, dict(zip(held["area_code"].astype(str), held["households"].tolist(), strict=True)))
    sys.stdout.write(f"เขียนแบบฟอร์ม {len(areas):,} พื้นที่แล้ว: {out}\n")
    return 0


def _report(inspected: TargetFile, year_be: int, stored: int) -> dict[str, Any]:
    return {
        "file": inspected.file,
        "year_be": year_be,
        "targets": len(inspected.households),
        "households": sum(inspected.households.values()),
        "rows_read": inspected.rows_read,
        "rows_blank": inspected.rows_blank,
        "rows_refused": inspected.rows_refused,
        "repairs": dict(inspected.repairs),
        "stored": stored,
        "problems": [problem.to_dict() for problem in inspected.problems],
    }


def _lines(inspected: TargetFile, report: dict[str, Any]) -> list[str]:
    lines = [f"{inspected.file} ปี {report['year_be']}: {outcome_words(inspected.refused, report['stored'])}"]
    lines.append(
        f"  อ่าน {inspected.rows_read:,} แถว = มีเป้าหมาย {report['targets']:,} + เว้นว่าง {inspected.rows_blank:,} "
        f"+ ไม่รับ {inspected.rows_refused:,} · รวม {report['households']:,} ครัวเรือน"
    )
    return lines + listed(inspected.repairs, inspected.problems)
