"""Our workbook of จปฐ. counts per village: how many were assessed and how many failed, per indicator."""

from typing import Any

from loaders.checks.problems import INFO, Problem
from loaders.known_tables.cells import Reading
from loaders.known_tables.checks_totals import check_totals, count_names
from loaders.known_tables.counts import count_columns, count_facts, measure_rows, note_unreported
from loaders.layouts.marker import TEMPLATES, Mark, decide_mark_year, find_mark, mark_set
from loaders.layouts.own_tables import (
    area_headings,
    measure_headings,
    numbered_headings,
    own_areas,
    own_staging,
    own_table,
)
from loaders.reading import Workbook
from loaders.staging import LoadRequest, Staging

NAME = "jpt_village"
LAYOUT: dict[str, Any] = {"name": NAME, **TEMPLATES["template"][NAME]}


def recognise(workbook: Workbook) -> Mark | None:
    """The mark of this template."""
    return find_mark(workbook, NAME)


def stage(workbook: Workbook, found: Mark, request: LoadRequest, reading: Reading) -> Staging:
    """The rows of one level. Raises RefusalError when year, set, headings or codes are not known."""
    year_be = decide_mark_year(found, request, reading)
    indicator_set = mark_set(found, request, LAYOUT["survey"], year_be)
    numbered = numbered_headings(NAME, ("assessed", "failed"), indicator_set)
    table = own_table(found, area_headings() | measure_headings() | numbered)
    areas = own_areas(table, NAME, request, reading)
    columns, faulty = count_columns(table, indicator_set.indicators, reading)
    faulty |= areas.faulty
    measures, faulty = measure_rows(table, tuple(TEMPLATES["measures"]), areas, reading, faulty)
    units = {indicator.code: indicator.unit for indicator in indicator_set.indicators}
    facts, nobody = count_facts(areas, columns, units, faulty)
    check_totals(table, count_names(table), reading)
    note_unreported(table, columns, indicator_set.indicators, reading)
    if nobody:
        what = f"ไม่มีผู้เข้าข่าย {nobody:,} ช่อง ถือว่าไม่มีข้อมูล ไม่ใช่ศูนย์"
        reading.log.add(Problem(INFO, what, "ไม่ต้องแก้", table.sheet, rule="V21"))
    return own_staging(NAME, indicator_set, year_be, table, areas, faulty, facts, measures, reading)
