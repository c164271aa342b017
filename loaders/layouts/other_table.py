"""Our workbook of other data: one sheet says what each column is, the other holds areas and values."""

import hashlib
from dataclasses import replace
from typing import Any

from catalogue import Catalogue, CatalogueError, IndicatorSet, parse_set, set_to_dict
from loaders.checks.problems import Problem, RefusalError
from loaders.checks.shares import PERCENT_UNITS
from loaders.finding.find import HeaderMatch, find_header
from loaders.layouts.declared import KnownTable, Ready, refusal_of, staged
from loaders.layouts.own_forms import TEMPLATES, Mark, area_headings, decide_mark_year, own_table
from loaders.mapping import ColumnMapping, Field
from loaders.mapping import model as f
from loaders.reading import Cell, Sheet, Workbook, clean_text, fold, is_blank, is_blank_row
from loaders.staging.staged_file import LoadRequest, Reading, Staging
from words.personal_text import masked_apart

NAME = "other"
LAYOUT: dict[str, Any] = TEMPLATES["template"][NAME]
ANY_YEARS = (2500, 2599)  # a table of other data may come again in any year
MEANING = ("unit", "direction", "rollup")  # what a column never changes


def stage(workbook: Workbook, found: Mark, request: LoadRequest, reading: Reading) -> Staging:
    """One row an area. Raises RefusalError when the year, the columns' sheet or the headings are not right."""
    year_be = decide_mark_year(found, request, reading)
    workbook, found = _safe(workbook, found, reading)
    given, weights = read_definition(workbook)
    definition = grown_definition(given, request.catalogue)
    try:
        indicator_set = parse_set(definition, f"แผ่นงาน {TEMPLATES['columns_sheet']}")
    except CatalogueError as error:
        raise refusal_of(error) from error
    described = {str(each["name"]) for each in given["indicators"]}
    expected = area_headings() | {fold(each.name): f"value:{each.number}" for each in indicator_set.indicators}
    indicator_set = replace(
        indicator_set, indicators=tuple(each for each in indicator_set.indicators if each.name in described)
    )
    table = _weighed(own_table(found, expected, indicator_set), indicator_set, weights)
    _note_absent(table, indicator_set, reading)
    percents = frozenset(each.code for each in indicator_set.indicators if each.unit in PERCENT_UNITS)
    ready = Ready(NAME, indicator_set, year_be, definition=definition, strict_ranges=percents)
    return staged([table], ready, request, reading)


def read_definition(workbook: Workbook) -> tuple[dict[str, Any], dict[str, str]]:
    """The set the columns' sheet describes, and the name of a weighted indicator → the column that weighs it.

    Raises RefusalError when the sheet, its title or its table is missing.
    """
    sheet = next((each for each in workbook.sheets if fold(each.name) == fold(TEMPLATES["columns_sheet"])), None)
    headings = {fold(heading): name for name, heading in LAYOUT["headings"].items()}
    header = find_header(sheet, headings) if sheet else None
    if sheet is None or header is None or not {"name", "unit", "direction", "rollup"} <= set(header.columns):
        raise RefusalError("L35-sheet", {"sheet": TEMPLATES["columns_sheet"]})
    title, source = (_labelled(sheet, LAYOUT["dataset"][name]) for name in ("title", "source"))
    if not title:
        raise RefusalError("L35-title", {"label": LAYOUT["dataset"]["title"]}, sheet=sheet.name)
    rows = [_column_row(record) for record in _records(sheet, header)]
    dimensions = list(dict.fromkeys(row["dimension"] for row in rows))
    indicators = [
        {"number": number, **{name: cell for name, cell in row.items() if name != "weight" and cell is not None}}
        for number, row in enumerate(rows, 1)
    ]
    definition = {
        "id": f"other-{hashlib.sha256(fold(title).encode()).hexdigest()[:8]}",
        "survey": "other",
        "title": title,
        "source": source,
        "first_year": ANY_YEARS[0],
        "last_year": ANY_YEARS[1],
        "measure": "value",
        "dimensions": [{"number": number, "name": name} for number, name in enumerate(dimensions, 1)],
        "indicators": indicators,
    }
    return definition, {row["name"]: row["weight"] for row in rows if row["weight"]}


def _safe(workbook: Workbook, found: Mark, reading: Reading) -> tuple[Workbook, Mark]:
    """The workbook with the texts of the columns' sheet, there and as headings, without what they say of persons."""
    described = next((each for each in workbook.sheets if fold(each.name) == fold(TEMPLATES["columns_sheet"])), None)
    texts = [cell for row in described.rows for cell in row if isinstance(cell, str)] if described else []
    changed = {fold(text): kept for text, kept in masked_apart(texts).items()}
    if not changed:
        return workbook, found
    reading.log.add(Problem("P03", {"count": len(changed)}, TEMPLATES["columns_sheet"]))

    def safe(sheet: Sheet) -> Sheet:
        rows = [
            [changed.get(fold(cell), cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows
        ]
        return replace(sheet, rows=rows)

    return replace(workbook, sheets=tuple(map(safe, workbook.sheets))), replace(found, sheet=safe(found.sheet))


def _labelled(sheet: Sheet, label: str) -> str:
    """The cell to the right of a label, as text."""
    for row in sheet.rows[:20]:
        for position, cell in enumerate(row[:-1]):
            if isinstance(cell, str) and fold(cell) == fold(label) and not is_blank(row[position + 1]):
                return clean_text(str(row[position + 1]))
    return ""


def _records(sheet: Sheet, header: HeaderMatch) -> list[dict[str, Cell]]:
    """Our column → cell, of every filled row below the headings."""
    rows = [row for row in sheet.rows[header.row + 1 :] if not is_blank_row(row)]
    return [{name: row[at] if at < len(row) else None for name, at in header.columns.items()} for row in rows]


def _column_row(record: dict[str, Cell]) -> dict[str, Any]:
    """One described column; Thai choices become the catalogue's words, unknown ones stay for its checks to refuse."""
    text = {name: "" if is_blank(cell) else clean_text(str(cell)) for name, cell in record.items()}
    choices: dict[str, dict[str, str]] = {name: LAYOUT[name] for name in ("direction", "rollup")}
    chosen = {name: words.get(text.get(name, ""), text.get(name, "")) for name, words in choices.items()}
    limits = {name: text.get(name) or None for name in ("low", "high")}
    name = text.get("name", "")
    return {
        "name": name,
        "dimension": text.get("dimension") or name,
        "unit": text.get("unit", ""),
        **chosen,
        **limits,
        "weight": text.get("weight", ""),
    }


def _weighed(known: KnownTable, indicator_set: IndicatorSet, weights: dict[str, str]) -> KnownTable:
    """The table in which the columns that others are weighed by are read as weights too.

    Raises RefusalError where a weighted mean names no column of the table to weigh by."""
    by_name = {fold(each.name): each.code for each in indicator_set.indicators}
    values = {each.field.of: each for each in known.mapping.of_kind(f.VALUE)}
    weighing: list[ColumnMapping] = []
    for indicator in indicator_set.indicators:
        if indicator.rollup == "weighted_mean" and indicator.code in values:
            column = values.get(by_name.get(fold(weights.get(indicator.name, "")), ""))
            if column is None:
                words = {"name": indicator.name, "sheet": str(TEMPLATES["columns_sheet"])}
                raise RefusalError("V42-column", words, sheet=known.sheet.name)
            weighing.append(replace(column, field=Field(f.WEIGHT, indicator.code)))
    return replace(known, mapping=replace(known.mapping, columns=(*known.mapping.columns, *weighing)))


def _note_absent(known: KnownTable, indicator_set: IndicatorSet, reading: Reading) -> None:
    """Warn of the columns that are described and stand nowhere in the table."""
    present = {each.field.of for each in known.mapping.of_kind(f.VALUE)}
    for each in indicator_set.indicators:
        if each.code not in present:
            sheets = {name: str(TEMPLATES[name]) for name in ("data_sheet", "columns_sheet")}
            reading.log.add(Problem("L29-described", {"name": each.name, **sheets}, known.sheet.name))


def grown_definition(given: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """The definition a file gives, joined with what the catalogue holds under the same id.

    A column of the same name keeps its number wherever it stands in the new file; new columns get the next numbers;
    columns that are absent this time stay defined. Raises RefusalError when a known name comes with another unit,
    direction or rollup: figures stored before would silently mean something else.
    """
    known = next((each for each in catalogue.sets if each.id == given["id"]), None)
    if known is None:
        return given
    before = set_to_dict(known)
    dimensions = {each["number"]: each["name"] for each in before["dimensions"]}
    rows = {each["name"]: each | {"dimension": dimensions[each["dimension"]]} for each in before["indicators"]}
    for each in given["indicators"]:
        old = rows.get(each["name"])
        if old and any(old[key] != each[key] for key in MEANING):
            raise RefusalError("L36", {"name": str(each["name"])}, sheet=TEMPLATES["columns_sheet"])
        number = old["number"] if old else max(row["number"] for row in rows.values()) + 1
        rows[each["name"]] = (old or {}) | each | {"number": number}
    names = list(dict.fromkeys(row["dimension"] for row in rows.values()))
    return given | {
        "source": given["source"] or before["source"],
        "dimensions": [{"number": number, "name": name} for number, name in enumerate(names, 1)],
        "indicators": sorted(rows.values(), key=lambda row: row["number"]),
    }
