"""The commands beside loading: `python -m loaders template | areas | boundaries | targets`."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.exceptions import XlsxWriterException

from catalogue import SURVEYS, Catalogue, CatalogueError, IndicatorSet, load_catalogue
from catalogue.areas import area_names as shipped_names
from loaders.answering import in_warehouse, print_report
from loaders.checks.problems import Problem, RefusalError
from loaders.layouts.own_forms import TEMPLATES
from loaders.mapping.areas import areas_within, known_area_names
from loaders.outcome.report import HEADINGS, problem_lines
from loaders.registers.area_file import NAMES, OUTLINES, AreaFile, changes_of
from loaders.registers.inspecting import inspect_area_file, store_area_file
from loaders.registers.targets import TargetFile, inspect_target_file, store_targets, write_target_form
from loaders.templates import TEMPLATE_TITLES, write_template
from warehouse import Warehouse, WarehouseError, database_is_there, list_targets, read_sets
from warehouse.command_database import open_for_command

WRONG_KIND = {NAMES: "G01-is_outlines", OUTLINES: "G01-is_names"}


class TemplateError(Exception):
    """The template cannot be written: what is wrong and what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} → {fix}")


def choose_set(catalogue: Catalogue, name: str, set_id: str | None, year_be: int | None) -> IndicatorSet | None:
    """The set of a template: named, or of the year, or the newest whose indicators are held; None for other data."""
    if name == "other":
        return None
    survey = TEMPLATES["template"][name]["survey"]
    if set_id:
        chosen = catalogue.get(set_id)
        if chosen.survey != survey:
            what = f"ชุด {set_id} เป็นของ {SURVEYS[chosen.survey]} แต่แบบฟอร์ม {name} เป็นของ {SURVEYS[survey]}"
            raise TemplateError(what, "เลือกชุดของแบบสำรวจเดียวกับแบบฟอร์ม หรือไม่ต้องระบุชุด")
        return chosen
    if year_be:
        return catalogue.for_year(survey, year_be)
    held = [each for each in catalogue.of_survey(survey) if each.is_complete]
    return max(held, key=lambda each: each.last_year)


def write_template_file(
    name: str,
    out: str,
    *,
    set_id: str | None = None,
    year_be: int | None = None,
    area_code: str | None = None,
    database: str | None = None,
) -> int:
    """Write the template `name` to `out`; exit code 0, or 1 with our own words on stderr."""
    try:
        catalogue, names = _known(database)
        indicator_set = choose_set(catalogue, name, set_id, year_be)
        areas = areas_within(names, area_code) if area_code else None
        _write_template(name, out, indicator_set, year_be, areas)
    except (TemplateError, RefusalError, CatalogueError, WarehouseError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"เขียนแบบฟอร์ม {TEMPLATE_TITLES[name]} ที่ {out}\n")
    return 0


def _write_template(
    name: str, out: str, indicator_set: IndicatorSet | None, year_be: int | None, areas: Mapping[str, str] | None
) -> None:
    if areas is not None and not areas:
        raise TemplateError("ไม่รู้จักพื้นที่ของ --area", "ใช้รหัส 2, 4, 6 หรือ 8 หลัก หรือระบุ --database ที่มีชื่อหมู่บ้านของท่าน")
    if Path(out).suffix.lower() != ".xlsx":
        raise TemplateError(f"{out} ไม่ได้ลงท้ายด้วย .xlsx", "ตั้งชื่อไฟล์ให้ลงท้ายด้วย .xlsx")
    try:
        write_template(name, Path(out), indicator_set, year_be=year_be, areas=areas)
    except (OSError, XlsxWriterException) as error:
        raise TemplateError(f"เขียนไฟล์ {out} ไม่ได้", "ปิดไฟล์นี้ใน Excel ถ้าเปิดอยู่ หรือเลือกโฟลเดอร์ที่มีอยู่และเขียนได้") from error


def _known(database: str | None) -> tuple[Catalogue, Mapping[str, str]]:
    """The catalogue and the area names; with the users' own where a database is given."""
    if database is None:
        return load_catalogue(), shipped_names()
    if not database_is_there(database):
        raise TemplateError(f"ไม่พบฐานข้อมูล {database}", "ตรวจที่อยู่ไฟล์ หรือนำเข้าข้อมูลก่อนด้วย python -m loaders")
    warehouse = open_for_command(database)
    try:
        return load_catalogue(read_sets(warehouse)), known_area_names(warehouse)
    finally:
        warehouse.close()


def store_area_names(file: str, database: str, *, column: str | None, dry_run: bool, as_json: bool) -> int:
    """Check a file of names (and municipality maps) and keep it; exit code 0, or 1 when it was refused."""
    return _store_areas(NAMES, file, database, column, dry_run, as_json)


def store_outlines(file: str, database: str, *, column: str | None, dry_run: bool, as_json: bool) -> int:
    """Check a file of outlines and keep it; exit code 0, or 1 when it was refused."""
    return _store_areas(OUTLINES, file, database, column, dry_run, as_json)


def _store_areas(wanted: str, file: str, database: str, column: str | None, dry_run: bool, as_json: bool) -> int:
    def use(warehouse: Warehouse) -> int:
        inspected = _inspected_areas(Path(file), wanted, column)
        changes = Counter(changes_of(warehouse, inspected)["change"])
        stored = 0 if dry_run else store_area_file(warehouse, inspected)
        report = _areas_report(inspected, dict(changes), stored)
        return print_report(report, _area_lines(inspected, report), inspected.refused, as_json)

    return in_warehouse(database, use)


def _inspected_areas(path: Path, wanted: str, column: str | None) -> AreaFile:
    try:
        content = path.read_bytes()
    except OSError:
        return AreaFile(wanted, path.name, (Problem("G01-closed"),))
    inspected = inspect_area_file(content, path.name, choice=column)
    if not inspected.refused and inspected.kind != wanted:
        return AreaFile(wanted, path.name, (Problem(WRONG_KIND[wanted]),))
    return inspected


def _areas_report(inspected: AreaFile, changes: dict[str, int], stored: int) -> dict[str, Any]:
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


def _area_lines(inspected: AreaFile, report: dict[str, Any]) -> list[str]:
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


def store_target_file(
    file: str, database: str, *, year_be: int, template_area: str | None, dry_run: bool, as_json: bool
) -> int:
    """Check a file of targets and keep it for the year, or write the form of an area; exit code 0, or 1 when it was
    refused."""

    def use(warehouse: Warehouse) -> int:
        if template_area is not None:
            return _write_form(warehouse, file, year_be, template_area)
        inspected = _inspected_targets(Path(file))
        stored = 0 if dry_run else store_targets(warehouse, inspected, year_be)
        report = _targets_report(inspected, year_be, stored)
        return print_report(report, _target_lines(inspected, report), inspected.refused, as_json)

    return in_warehouse(database, use)


def _inspected_targets(path: Path) -> TargetFile:
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


def _targets_report(inspected: TargetFile, year_be: int, stored: int) -> dict[str, Any]:
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


def _target_lines(inspected: TargetFile, report: dict[str, Any]) -> list[str]:
    lines = [f"{inspected.file} ปี {report['year_be']}: {outcome_words(inspected.refused, report['stored'])}"]
    lines.append(
        f"  อ่าน {inspected.rows_read:,} แถว = มีเป้าหมาย {report['targets']:,} + เว้นว่าง {inspected.rows_blank:,} "
        f"+ ไม่รับ {inspected.rows_refused:,} · รวม {report['households']:,} ครัวเรือน"
    )
    return lines + listed(inspected.repairs, inspected.problems)
