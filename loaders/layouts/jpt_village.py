"""Our workbook of จปฐ. counts per village: how many were assessed and how many failed, per indicator."""

from typing import Any

from loaders.layouts.marker import TEMPLATES, Mark, decide_mark_year, find_mark, mark_set
from loaders.layouts.own_tables import area_headings, measure_headings, numbered_headings, own_table
from loaders.layouts.ready import Ready, staged
from loaders.reading import Workbook
from loaders.staging import LoadRequest, Reading, Staging

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
    table = own_table(found, area_headings() | measure_headings() | numbered, indicator_set)
    return staged([table], Ready(NAME, indicator_set, year_be), request, reading)
