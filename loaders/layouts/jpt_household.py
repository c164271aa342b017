"""Our workbook of จปฐ. households, one a row: read as every table of households is, and counted per village."""

from typing import Any

from loaders.checks.figures import HOUSEHOLD_UNIT
from loaders.layouts.marker import TEMPLATES, Mark, decide_mark_year, find_mark, mark_set
from loaders.layouts.own_tables import area_headings, numbered_headings, own_table
from loaders.layouts.ready import KnownTable, Ready, staged
from loaders.reading import Workbook, fold
from loaders.staging import LoadRequest, Reading, Staging

NAME = "jpt_household"
LAYOUT: dict[str, Any] = {"name": NAME, **TEMPLATES["template"][NAME]}


def recognise(workbook: Workbook) -> Mark | None:
    """The mark of this template."""
    return find_mark(workbook, NAME)


def stage(workbook: Workbook, found: Mark, request: LoadRequest, reading: Reading) -> Staging:
    """Counts per village. Raises RefusalError when year, set, headings or codes are not known."""
    table, ready = household_table(found, request, reading)
    return staged([table], ready, request, reading)


def household_table(found: Mark, request: LoadRequest, reading: Reading) -> tuple[KnownTable, Ready]:
    """The table below our headings, and what it is of. Raises RefusalError as `stage` does."""
    year_be = decide_mark_year(found, request, reading)
    indicator_set = mark_set(found, request, LAYOUT["survey"], year_be)
    by_household = {each.number for each in indicator_set.indicators if each.unit == HOUSEHOLD_UNIT}
    numbered = {
        heading: name
        for heading, name in numbered_headings(NAME, ("answer", "assessed", "failed"), indicator_set).items()
        if not name.startswith("answer:") or int(name.partition(":")[2]) in by_household
    }
    people_heading = {fold(LAYOUT["headings"]["people"]): "measure:people"}
    table = own_table(found, area_headings() | numbered | people_heading, indicator_set, "village")
    return table, Ready(NAME, indicator_set, year_be)
