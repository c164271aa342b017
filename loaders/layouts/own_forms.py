"""Our own forms of จปฐ. and กชช.2ค: what each of their headings holds, for the engine that reads every table."""

from collections.abc import Mapping

from catalogue import IndicatorSet
from loaders.checks.odd_figures import HOUSEHOLD_UNIT
from loaders.checks.problems import RefusalError
from loaders.finding.find import find_header
from loaders.layouts.declared import KnownTable, Ready, ready_table, staged
from loaders.layouts.marker import TEMPLATES, Mark, decide_mark_year, mark_set
from loaders.mapping import Field
from loaders.mapping import model as f
from loaders.reading import Workbook, fold
from loaders.staging.staged_file import LoadRequest, Reading, Staging

HOUSEHOLDS, VILLAGES, LEVELS = "jpt_household", "jpt_village", "nrd2c_village"
FIGURES = {HOUSEHOLDS: ("answer", "assessed", "failed"), VILLAGES: ("assessed", "failed"), LEVELS: ("score",)}
MEASURES = {HOUSEHOLDS: ("people",), VILLAGES: (), LEVELS: ("development_level",)}


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
