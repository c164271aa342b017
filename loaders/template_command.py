"""`python -m loaders template NAME OUT.xlsx`: writes one of our workbooks to fill in."""

import sys
from collections.abc import Mapping
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException

from catalogue import Catalogue, CatalogueError, IndicatorSet, load_catalogue
from catalogue.areas import area_names as shipped_names
from loaders.checks.problems import RefusalError
from loaders.templates import TEMPLATE_TITLES, write_template
from loaders.templates.choosing import TemplateError, areas_within, choose_set
from warehouse import WarehouseError, area_names, open_warehouse, read_sets


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
