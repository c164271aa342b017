"""Our workbook of กชช.2ค: the problem level (1, 2, 3) of every indicator in every village."""

from typing import Any

from loaders.layouts.marker import TEMPLATES, Mark, decide_mark_year, find_mark, mark_set
from loaders.layouts.own_tables import area_headings, numbered_headings, own_table
from loaders.layouts.ready import Ready, staged
from loaders.reading import Workbook, fold
from loaders.staging import LoadRequest, Reading, Staging

NAME = "nrd2c_village"
LAYOUT: dict[str, Any] = {"name": NAME, **TEMPLATES["template"][NAME]}
DEVELOPMENT_LEVEL = "development_level"


def recognise(workbook: Workbook) -> Mark | None:
    """The mark of this template."""
    return find_mark(workbook, NAME)


def stage(workbook: Workbook, found: Mark, request: LoadRequest, reading: Reading) -> Staging:
    """One row a village. Raises RefusalError when year, set, headings or codes are not known."""
    year_be = decide_mark_year(found, request, reading)
    indicator_set = mark_set(found, request, LAYOUT["survey"], year_be)
    expected = area_headings() | numbered_headings(NAME, ("score",), indicator_set)
    expected |= {fold(LAYOUT["headings"][DEVELOPMENT_LEVEL]): f"measure:{DEVELOPMENT_LEVEL}"}
    table = own_table(found, expected, indicator_set, "village")
    return staged([table], Ready(NAME, indicator_set, year_be), request, reading)
