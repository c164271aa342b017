"""`python -m loaders areas FILE` and `… boundaries FILE`: names and outlines of areas, checked, then kept."""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from loaders.checks.problems import Problem
from loaders.outcome.report import HEADINGS, problem_lines
from loaders.registers.inspecting import inspect_area_file, store_area_file
from loaders.registers.model import NAMES, OUTLINES, AreaFile, changes_of
from warehouse import WarehouseError, open_warehouse

WRONG_KIND = {NAMES: "G01-is_outlines", OUTLINES: "G01-is_names"}


def store_area_names(file: str, database: str, *, column: str | None, dry_run: bool, as_json: bool) -> int:
    """Check a file of names (and municipality maps) and keep it; exit code 0, or 1 when it was refused."""
    return _store(NAMES, file, database, column, dry_run, as_json)


def store_outlines(file: str, database: str, *, column: str | None, dry_run: bool, as_json: bool) -> int:
    """Check a file of outlines and keep it; exit code 0, or 1 when it was refused."""
    return _store(OUTLINES, file, database, column, dry_run, as_json)


def _store(wanted: str, file: str, database: str, column: str | None, dry_run: bool, as_json: bool) -> int:
    try:
        warehouse = open_warehouse(database)
    except (WarehouseError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    try:
        inspected = _inspected(Path(file), wanted, column)
        changes = Counter(changes_of(warehouse, inspected)["change"])
        stored = 0 if dry_run else store_area_file(warehouse, inspected)
    except WarehouseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        warehouse.close()
    report = _report(inspected, dict(changes), stored)
    text = json.dumps(report, ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(inspected, report))
    sys.stdout.write(text + "\n")
    return 1 if inspected.refused else 0


def _inspected(path: Path, wanted: str, column: str | None) -> AreaFile:
    try:
        content = path.read_bytes()
    except OSError:
        return AreaFile(wanted, path.name, (Problem("G01-closed"),))
    inspected = inspect_area_file(content, path.name, choice=column)
    if not inspected.refused and inspected.kind != wanted:
        return AreaFile(wanted, path.name, (Problem(WRONG_KIND[wanted]),))
    return inspected


def _report(inspected: AreaFile, changes: dict[str, int], stored: int) -> dict[str, Any]:
    return {
        "file": inspected.file,
        "kind": inspected.kind,
        "names": len(inspected.names),
        "map_codes": len(inspected.map_codes),
        "outlines": len(inspected.outlines),
        "rows_read": inspected.rows_read,
        "rows_taken": inspected.rows_taken,
        "rows_refused": inspected.rows_refused,
        "code_from": inspected.code_from,
        "name_from": inspected.name_from,
        "choices": list(inspected.choices),
        "repairs": inspected.repairs,
        "changes": changes,
        "stored": stored,
        "problems": [problem.to_dict() for problem in inspected.problems],
    }


def _lines(inspected: AreaFile, report: dict[str, Any]) -> list[str]:
    lines = [f"{inspected.file}: {outcome_words(inspected.refused, report['stored'])}"]
    if inspected.rows_read:
        read, taken, refused = inspected.rows_read, inspected.rows_taken, inspected.rows_refused
        lines.append(f"  อ่าน {read:,} แถว = ใช้ได้ {taken:,} + ไม่รับ {refused:,} · รหัสจาก {inspected.code_from}")
        lines.append("  " + " · ".join(f"{change} {count:,}" for change, count in sorted(report["changes"].items())))
    return lines + listed(inspected.repairs, inspected.problems)


def outcome_words(is_refused: bool, stored: int) -> str:
    """What became of a file of areas: nothing, checked only, or so many areas kept."""
    if is_refused:
        return "ไม่ได้เก็บ ไม่มีอะไรเปลี่ยน"
    return f"เก็บแล้ว {stored:,} พื้นที่" if stored else "ตรวจแล้ว (ยังไม่ได้บันทึก)"


def listed(repairs: Mapping[str, int], problems: Sequence[Problem]) -> list[str]:
    """The lines of what was put right, and of the problems by how grave they are."""
    lines = [f"  ปรับให้แล้ว {count:,} จุด: {kind}" for kind, count in repairs.items()]
    for severity, title in HEADINGS.items():
        found = [problem for problem in problems if problem.severity == severity]
        if found:
            lines.append(f"  {title} ({len(found):,} รายการ)")
            lines += [f"    • {line}" for line in problem_lines(found, for_command_line=True)]
    return lines
