"""`python -m loaders template NAME OUT.xlsx`: writes one of our workbooks to fill in."""

import sys
from collections.abc import Mapping
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException

from catalogue import SURVEYS, Catalogue, CatalogueError, IndicatorSet, load_catalogue
from catalogue.areas import area_names as shipped_names
from loaders.checks.problems import RefusalError
from loaders.layouts.marker import TEMPLATES
from loaders.templates import TEMPLATE_TITLES, write_template
from warehouse import WarehouseError, area_names, open_warehouse, read_sets


class TemplateError(Exception):
    """The template cannot be written: what is wrong and what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what} → {fix}")


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
        _write(name, out, indicator_set, year_be, areas)
    except (TemplateError, RefusalError, CatalogueError, WarehouseError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"เขียนแบบฟอร์ม {TEMPLATE_TITLES[name]} ที่ {out}\n")
    return 0


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


def areas_within(names: Mapping[str, str], area_code: str) -> dict[str, str]:
    """The villages known by name within an area, in the order of their codes; the area itself when none is known."""
    villages = {code: name for code, name in sorted(names.items()) if code.startswith(area_code) and len(code) >= 8}
    return villages or {code: name for code, name in names.items() if code == area_code}


def _write(
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


def _known(database: str | None) -> tuple[Catalogue, dict[str, str]]:
    """The catalogue and the area names; with the users' own where a database is given."""
    if database is None:
        return load_catalogue(), dict(shipped_names())
    if not Path(database).is_file():
        raise TemplateError(f"ไม่พบฐานข้อมูล {database}", "ตรวจที่อยู่ไฟล์ หรือนำเข้าข้อมูลก่อนด้วย python -m loaders")
    warehouse = open_warehouse(database)
    try:
        own = area_names(warehouse)
        names = dict(shipped_names()) | dict(zip(own["area_code"], own["area_name"], strict=True))
        return load_catalogue(read_sets(warehouse)), names
    finally:
        warehouse.close()
