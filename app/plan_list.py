"""`python -m app.plan_list FILE`: a plan or list of projects (Excel) into a plan from the command line.

By the same code as the page: what it would change is said, and kept unless it is only looked at.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import click
from click import argument

from analysis.core.errors import AnalysisError
from analysis.disclosure.gate import hidden_cells_data
from analysis.logic_model.differences import KIND_NAMES, PartChange, plan_changes
from analysis.logic_model.edited_workbook import SheetFault
from analysis.logic_model.plan import Plan
from analysis.logic_model.plan_from_list import FILLS, Fills
from analysis.logic_model.plan_list import meanings
from analysis.logic_model.plan_store import load_plan, store_new_plan, store_plan
from app.plan_files import columns_of_list, keep_columns_of_list, listed_into
from catalogue import Catalogue, CatalogueError, load_catalogue
from loaders import PlanTable, ReadRefusal, read_plan_tables
from warehouse import Warehouse, WarehouseError, database_is_there, read_sets
from warehouse.command_database import database_options, open_for_command
from warehouse.following import published_afterwards
from words.command_line import Choice, WholeNumber, command, option, run

MOST_LINES: Final = 40
OURS: Final = (AnalysisError, WarehouseError, CatalogueError)


@dataclass(frozen=True)
class Outcome:
    """What came of a file. `plan_id`: of the plan it went into, None where nothing was kept."""

    table: PlanTable
    chosen: tuple[str, ...]
    changes: tuple[PartChange, ...]
    faults: tuple[SheetFault, ...]
    plan_id: int | None


@command("plan_list", "นำแผนหรือรายการโครงการ (Excel) เข้าแผน หรือเริ่มแผนใหม่")
@argument("file", type=click.Path(path_type=Path), metavar="FILE", help="ไฟล์ .xlsx .xls .xlsb .ods .csv")
@database_options(required=True, type=click.Path(path_type=Path), help="ไฟล์ฐานข้อมูล")
@option("--area", "area_code", metavar="830105", help="พื้นที่ของแผนใหม่")
@option("--set", "set_id", metavar="jpt-2560", help="ชุดตัวชี้วัดของแผนใหม่ (ปกติใช้ชุด จปฐ. ของปีนั้น)")
@option("--year", "year_be", type=WholeNumber(), metavar="2565", help="ปีข้อมูลของแผนใหม่")
@option(
    "--fiscal-year", "fiscal_year_be", type=WholeNumber(), metavar="2571", help="ปีงบประมาณของแผนใหม่ (ปกติปีถัดจากปีข้อมูล)"
)
@option("--plan", "plan_id", type=WholeNumber(), metavar="3", help="หมายเลขแผนที่จะนำเข้า แทนการเริ่มแผนใหม่")
@option("--sheet", metavar="NAME", help="แผ่นงาน (ปกติใช้ตารางที่รู้จักคอลัมน์มากที่สุด)")
@option("--columns", metavar="D=budget,F=owner", help="ความหมายของคอลัมน์ที่โปรแกรมเสนอไม่ตรง")
@option("--fills", type=Choice(list(FILLS)), default="blank", help="โครงการที่แผนมีแล้ว: blank เติมช่องว่าง · file ใช้ค่าจากไฟล์")
@option("--dry-run", is_flag=True, help="แสดงสิ่งที่จะเปลี่ยนอย่างเดียว ไม่บันทึก")
@option("--json", "as_json", is_flag=True, help="รายงานเป็น JSON ทาง stdout")
def plan_list(
    *, file: Path, database: Path, sheet: str | None, columns: str | None, fills: Fills, dry_run: bool, as_json: bool,
    **place: Any,
) -> int:  # fmt: skip
    """Read, say what it changes, keep it; exit code 0, or 1 where nothing of it can be kept."""
    try:
        if not database_is_there(database):
            raise AnalysisError(f"ไม่พบฐานข้อมูล {database}", "ตรวจที่อยู่ไฟล์ หรือนำเข้าข้อมูลก่อนด้วย python -m loaders")
        warehouse = open_for_command(database, hidden_cells_data)
        try:
            with published_afterwards(warehouse):
                outcome = _brought(warehouse, file, sheet, columns, fills, dry_run, place)
        finally:
            warehouse.close()
    except (*OURS, ReadRefusal, OSError) as error:
        sys.stderr.write(f"ผิดพลาด: {error}\n")
        return 1
    printed = json.dumps(_report(outcome), ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(outcome))
    sys.stdout.write(f"{printed}\n")
    return 0


def _brought(
    warehouse: Warehouse, file: Path, sheet: str | None, columns: str | None, fills: Fills, dry_run: bool,
    place: dict[str, Any],
) -> Outcome:  # fmt: skip
    table = _table(warehouse, read_plan_tables(file.read_bytes(), file.name), sheet)
    chosen = _chosen(warehouse, table, columns)
    if "name" not in chosen:
        raise AnalysisError("ยังไม่มีคอลัมน์ใดเป็นชื่อโครงการ", "ระบุด้วย --columns เช่น --columns B=name")
    plan_id = place["plan_id"]
    header, before = load_plan(warehouse, plan_id) if plan_id is not None else (None, _new_plan(warehouse, **place))
    after, faults = listed_into(warehouse, before, table, chosen, before.fiscal_year_be, fills)
    changes = plan_changes(before, after)
    if changes and not dry_run:
        if header is None:
            plan_id = store_new_plan(warehouse, after)
        else:
            store_plan(warehouse, header.plan_id, header.version, after)
        keep_columns_of_list(warehouse, table, chosen)
    return Outcome(table, chosen, changes, faults, None if dry_run else plan_id)


def _new_plan(
    warehouse: Warehouse, area_code: str | None, set_id: str | None, year_be: int | None, fiscal_year_be: int | None,
    plan_id: None,
) -> Plan:  # fmt: skip
    del plan_id
    if area_code is None or year_be is None:
        raise AnalysisError("ยังไม่บอกว่าเป็นแผนของพื้นที่และปีใด", "ระบุ --area และ --year หรือ --plan ของแผนที่มีอยู่")
    catalogue: Catalogue = load_catalogue(read_sets(warehouse))
    own = catalogue.get(set_id) if set_id else catalogue.for_year("jpt", year_be)
    return Plan(area_code=area_code, set_id=own.id, year_be=year_be, fiscal_year_be=fiscal_year_be or year_be + 1)


def _table(warehouse: Warehouse, tables: Sequence[PlanTable], sheet: str | None) -> PlanTable:
    """The table most of whose columns are known, of the sheet where one is named."""
    found = [each for each in tables if sheet in (None, each.sheet)]
    if not found:
        names = ", ".join(dict.fromkeys(each.sheet for each in tables))
        raise AnalysisError("ไม่พบตารางที่จะนำเข้า", f"แผ่นงานที่มีตาราง: {names}" if names else "ใช้ไฟล์ที่มีหัวตาราง")

    def known(table: PlanTable) -> tuple[bool, int]:
        return not table.is_hidden, sum(each != "unused" for each in columns_of_list(warehouse, table))

    return max(found, key=known)


def _chosen(warehouse: Warehouse, table: PlanTable, columns: str | None) -> tuple[str, ...]:
    corrected: dict[str, str] = {}
    for each in filter(None, map(str.strip, (columns or "").split(","))):
        letter, _, meaning = each.partition("=")
        corrected[letter] = meaning
    letters = {each.letter for each in table.columns}
    wrong = [f"{key}={each}" for key, each in corrected.items() if key not in letters or each not in meanings()]
    if wrong:
        fix = f"คอลัมน์ {', '.join(sorted(letters))} · ความหมาย {', '.join(meanings())}"
        raise AnalysisError(f"--columns ใช้ไม่ได้: {', '.join(wrong)}", fix)
    proposed = columns_of_list(warehouse, table)
    return tuple(corrected.get(each.letter, own) for each, own in zip(table.columns, proposed, strict=True))


def _report(outcome: Outcome) -> dict[str, Any]:
    table = outcome.table
    return {
        "plan_id": outcome.plan_id, "sheet": table.sheet, "rows": len(table.rows),
        "columns": [
            {"letter": each.letter, "heading": each.heading, "is_personal": each.is_personal, "meaning": meaning}
            for each, meaning in zip(table.columns, outcome.chosen, strict=True)
        ],
        "personal_cells": sum(len(row.cut) for row in table.rows),
        "changes": [asdict(each) for each in outcome.changes], "problems": [asdict(each) for each in outcome.faults],
    }  # fmt: skip


def _lines(outcome: Outcome) -> list[str]:
    table, names = outcome.table, {each.id: each.name for each in meanings().values()}
    lines = [f"แผ่นงาน {table.sheet} อ่าน {len(table.rows):,} แถว"]
    lines += [
        f"  คอลัมน์ {each.letter} {each.heading}: {'ข้อมูลส่วนบุคคล ไม่นำเข้า' if each.is_personal else names[meaning]}"
        for each, meaning in zip(table.columns, outcome.chosen, strict=True)
    ]
    if cut := sum(len(row.cut) for row in table.rows):
        lines.append(f"ตัดส่วนที่เป็นข้อมูลส่วนบุคคลออก {cut:,} ช่อง")
    lines += [each.text for each in outcome.faults[:MOST_LINES]]
    lines.append(f"เปลี่ยน {len(outcome.changes):,} แห่ง")
    lines += [
        f"  {KIND_NAMES[each.kind]} {each.sheet}: {each.name} {each.heading} {each.before} → {each.after}".rstrip()
        for each in outcome.changes[:MOST_LINES]
    ]
    if (more := len(outcome.changes) - MOST_LINES) > 0:
        lines.append(f"  และอีก {more:,} แห่ง")
    kept = outcome.plan_id is not None and outcome.changes
    return [*lines, f"บันทึกในแผนหมายเลข {outcome.plan_id} แล้ว" if kept else "ยังไม่ได้บันทึก"]


if __name__ == "__main__":
    raise SystemExit(run(plan_list, sys.argv[1:], "python -m app.plan_list"))
