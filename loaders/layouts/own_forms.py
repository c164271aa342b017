"""Our own forms: the first row that says which template one is, of which set and year, and what its headings hold.

Of จปฐ. and กชช.2ค all headings are known, for the engine that reads every table; the workbook of other data describes
its own (`other_table`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from catalogue import IndicatorSet
from loaders.checks.odd_figures import HOUSEHOLD_UNIT
from loaders.checks.problems import Problem, RefusalError
from loaders.finding.find import find_header
from loaders.layouts.declared import (
    KnownTable,
    Ready,
    catalogue_set,
    complete_set,
    decide_year,
    declared,
    ready_table,
    staged,
)
from loaders.mapping import Field
from loaders.mapping import model as f
from loaders.reading import Cell, Sheet, Workbook, fold, is_blank, parse_year_be
from loaders.staging.staged_file import LoadRequest, Reading, Staging

TEMPLATES = declared("templates")
OWN_HEADINGS, LARGEST_SET = 2, 99
HOUSEHOLDS, VILLAGES, LEVELS = "jpt_household", "jpt_village", "nrd2c_village"
FIGURES = {HOUSEHOLDS: ("answer", "assessed", "failed"), VILLAGES: ("assessed", "failed"), LEVELS: ("score",)}
MEASURES = {HOUSEHOLDS: ("people",), VILLAGES: (), LEVELS: ("development_level",)}


@dataclass(frozen=True)
class Mark:
    """Where our mark stands (sheet) and the words beside it: template, set id (may be ""), year (None: not filled).

    `by_headings`: the row of the mark is gone, and the headings alone say which template it is.
    """

    workbook: Workbook
    sheet: Sheet
    template: str
    set_id: str
    year: Cell
    by_headings: bool = False


def find_mark(workbook: Workbook, template: str) -> Mark | None:
    """The mark of one template; None when the workbook is not one of ours, or another of ours.

    A workbook without any mark is known by its headings: those of the areas and at least two of the template's own.
    """
    marks = [mark for sheet in workbook.sheets if not sheet.hidden and (mark := _mark_of(workbook, sheet, template))]
    if len(marks) > 1:  # neither may be left out silently
        raise RefusalError("L42-forms", {"sheets": tuple(f"«{mark.sheet.name}»" for mark in marks)})
    if marks:
        return marks[0]
    if any(_is_marked(sheet) for sheet in workbook.sheets):
        return None
    found = next((sheet for sheet in workbook.sheets if not sheet.hidden and _has_headings(sheet, template)), None)
    return Mark(workbook, found, template, "", None, by_headings=True) if found else None


def _is_marked(sheet: Sheet) -> bool:
    cells = [cell for cell in (sheet.rows[0] if sheet.rows else []) if not is_blank(cell)]
    return bool(cells) and fold(str(cells[0])) == fold(TEMPLATES["mark"])


def _has_headings(sheet: Sheet, template: str) -> bool:
    expected = dict(_own_headings(template))
    header = find_header(sheet, expected)
    names = list(header.columns) if header else []
    return "code" in names and sum(name.startswith("own:") for name in names) >= OWN_HEADINGS


@cache
def _own_headings(template: str) -> tuple[tuple[str, str], ...]:
    """Folded heading → our column, for every number an indicator can have: only headings with a number are telling."""
    patterns: Mapping[str, str] = TEMPLATES["template"][template].get("headings", {})
    own = {
        fold(pattern.format(number=number)): f"own:{name}:{number}"
        for name, pattern in patterns.items()
        if "{number}" in pattern
        for number in range(1, LARGEST_SET + 1)
    }
    return (*own.items(), (fold(TEMPLATES["areas"]["code"]), "code"))


def mark_cells(template: str, set_id: str, year_be: int | None, is_synthetic: bool) -> list[str | int | None]:
    """The cells of the first row, as find_mark reads them."""
    synthetic = "ข้อมูลสังเคราะห์" if is_synthetic else None
    return [TEMPLATES["mark"], template, "ชุด", set_id, "ปี พ.ศ.", year_be, synthetic]


def _mark_of(workbook: Workbook, sheet: Sheet, template: str) -> Mark | None:
    row = sheet.rows[0] if sheet.rows else []
    cells = [cell for cell in row if not is_blank(cell)]
    if len(cells) >= 2 and fold(str(cells[0])) == fold(TEMPLATES["mark"]) and str(cells[1]) == template:
        return Mark(workbook, sheet, template, _after(row, "ชุด"), _cell_after(row, "ปี พ.ศ."))
    return None


def decide_mark_year(mark: Mark, request: LoadRequest, reading: Reading) -> int:
    """The year in the mark, which must agree with the person's. Raises RefusalError when neither says it."""
    content = None
    if mark.by_headings:
        title = str(TEMPLATES["template"][mark.template]["title"])
        reading.log.add(Problem("L43", {"title": title}, mark.sheet.name))
    if not is_blank(mark.year):
        parsed = parse_year_be(mark.year)
        if parsed.value is None:
            raise RefusalError("C13-mark", sheet=mark.sheet.name, row=1)
        content = parsed.value
        reading.repairs.update(parsed.repairs)
    return decide_year(reading, given=request.year_be, in_content=content)


def mark_set(mark: Mark, request: LoadRequest, survey: str, year_be: int) -> IndicatorSet:
    """The set the mark names, else the survey's set of the year. Raises RefusalError where they do not fit."""
    if not mark.set_id:
        return catalogue_set(request.catalogue, survey, year_be)
    if mark.set_id not in {each.id for each in request.catalogue.sets}:  # what stands there may be anything: not said
        raise RefusalError("L33-unknown", sheet=mark.sheet.name, row=1)
    found = complete_set(request.catalogue.get(mark.set_id))
    if found.survey != survey:
        raise RefusalError("L33-survey", {"set": found.id}, sheet=mark.sheet.name, row=1)
    if not found.covers(year_be):
        years = {"first": found.first_year, "last": found.last_year, "year": year_be}
        raise RefusalError("L33", {"set": found.id, **years}, sheet=mark.sheet.name, row=1)
    return found


def _cell_after(row: list[Cell], label: str) -> Cell:
    for position, cell in enumerate(row[:-1]):
        if isinstance(cell, str) and fold(cell) == fold(label):
            return row[position + 1]
    return None


def _after(row: list[Cell], label: str) -> str:
    cell = _cell_after(row, label)
    return "" if is_blank(cell) else str(cell).strip()


def stage(workbook: Workbook, found: Mark, request: LoadRequest, reading: Reading) -> Staging:
    """The rows of the form with the mark; households are counted per village. Raises RefusalError when year, set,
    headings or codes are not known."""
    del workbook  # the mark says where the form is
    table, ready = form_table(found, request, reading)
    return staged([table], ready, request, reading)


def form_table(found: Mark, request: LoadRequest, reading: Reading) -> tuple[KnownTable, Ready]:
    """The table below the headings of the form, and what it is of. Raises RefusalError as `stage` does."""
    form = TEMPLATES["template"][found.template]
    year_be = decide_mark_year(found, request, reading)
    indicator_set = mark_set(found, request, form["survey"], year_be)
    headings = area_headings() | _figure_headings(found.template, indicator_set)
    headings |= {fold(form["headings"][name]): f"measure:{name}" for name in MEASURES[found.template]}
    if found.template == VILLAGES:
        headings |= {fold(heading): f"measure:{name}" for name, heading in TEMPLATES["measures"].items()}
    level = "" if found.template == VILLAGES else "village"
    return own_table(found, headings, indicator_set, level), Ready(found.template, indicator_set, year_be)


def area_headings() -> dict[str, str]:
    """Folded heading → our column, of the area columns."""
    return {fold(heading): name for name, heading in TEMPLATES["areas"].items()}


def _figure_headings(template: str, indicator_set: IndicatorSet) -> dict[str, str]:
    """Folded heading → `KIND:NUMBER` for every indicator of the set; only those of households have an answer."""
    patterns: Mapping[str, str] = TEMPLATES["template"][template]["headings"]
    return {
        fold(patterns[kind].format(number=indicator.number)): f"{kind}:{indicator.number}"
        for kind in FIGURES[template]
        for indicator in indicator_set.indicators
        if kind != "answer" or indicator.unit == HOUSEHOLD_UNIT
    }


def own_table(mark: Mark, expected: Mapping[str, str], indicator_set: IndicatorSet, level: str = "") -> KnownTable:
    """The table of the sheet with the mark. `expected`: folded heading → our column; `level`: that of all its rows ("":
    any). Raises RefusalError without headings, area column or rows."""
    header = find_header(mark.sheet, expected)
    area = TEMPLATES["areas"]
    if header is None or not {"code", "name"} & set(header.columns):
        raise RefusalError("L14-form", {"code": area["code"], "name": area["name"]}, sheet=mark.sheet.name)
    codes = {each.number: each.code for each in indicator_set.indicators}
    fields = {name: _field(name, codes, level) for name in header.columns}
    return ready_table(mark.sheet, header, fields, "code" if "code" in header.columns else "name")


def _field(name: str, codes: Mapping[int, str], level: str) -> Field:
    kind, _, of = name.partition(":")
    if kind in ("code", "name"):
        return Field(f.AREA_CODE if kind == "code" else f.AREA_NAME, level)
    return Field(of) if kind == "measure" else Field(kind, codes.get(int(of), of))
