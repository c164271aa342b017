"""Known layouts as data: their TOML files, a file's year and set, their columns as ready-made mappings.

The year is never guessed. What each heading is, is said beforehand; the rest is the mapping's own work.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from catalogue import Catalogue, CatalogueError, IndicatorSet
from loaders.checks.odd_figures import checked_year
from loaders.checks.personal_columns import holds_personal_values, is_personal_heading
from loaders.checks.problems import YEAR, Problem, RefusalError
from loaders.finding import DATA, PLAIN, FoundTable
from loaders.finding.find import HeaderMatch, known_table, row_of_data_above
from loaders.mapping import Applied, AreaIndex, ColumnMapping, Mapping, apply_mapping
from loaders.mapping import model as f
from loaders.mapping.fact_columns import text_column
from loaders.mapping.model import NOTHING, WIDE, Field
from loaders.reading import Sheet, clean_text, column_cells, parse_year_be
from loaders.staging.staged_file import OWN_UNIT, LoadRequest, Reading, Staging, joined, with_answers_turned
from loaders.staging.table_preview import rows_taken

FOLDER = Path(__file__).parent
SAID_BY_HEADING = "หัวคอลัมน์ของแบบที่โปรแกรมรู้จัก"


@cache
def declared(name: str) -> dict[str, Any]:
    """The declaration of one layout (`tpmap`, `cdd_report`, `templates`)."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def decide_year(
    reading: Reading, *, given: int | None, in_content: int | None = None, in_name: int | None = None
) -> int:
    """The พ.ศ. year. What the content says must agree with what the person says; a file's name is only a hint.

    Raises RefusalError when nobody says the year, when content and person disagree, or for a year that cannot be.
    """
    if given is not None:
        reading.repairs.update(parse_year_be(given).repairs)
        given = checked_year(given)
    if given is not None and in_content is not None and given != in_content:
        raise RefusalError("C27", {"found": in_content, "given": given})
    if given is not None and in_name is not None and given != in_name:
        reading.log.add(Problem("C28", {"found": in_name, "given": given}))
    year = next((each for each in (given, in_content, in_name) if each is not None), None)
    if year is None:
        raise RefusalError("C15", asks=YEAR)
    return checked_year(year)


def year_in_name(file_name: str, pattern: str) -> int | None:
    """The year a file's name starts with (`61_…` → 2561); None where the pattern does not fit."""
    match = re.match(pattern, re.split(r"[\\/]", file_name)[-1])
    return 2500 + int(match[1]) if match else None


def catalogue_set(catalogue: Catalogue, survey: str, year_be: int) -> IndicatorSet:
    """The complete set of a survey for a year. Raises RefusalError when there is none or its names are not held."""
    try:
        found = catalogue.for_year(survey, year_be)
    except CatalogueError as error:
        raise refusal_of(error) from error
    return complete_set(found)


def complete_set(indicator_set: IndicatorSet) -> IndicatorSet:
    """The set itself; a RefusalError when its indicators are not held yet."""
    if not indicator_set.is_complete:
        raise RefusalError("L34", {"title": indicator_set.title})
    return indicator_set


def refusal_of(error: CatalogueError) -> RefusalError:
    """A catalogue's fault as the refusal of a file."""
    first = error.faults[0]
    return RefusalError("L35-catalogue", {"place": first.place, "problem": first.problem, "fix": first.fix})


@dataclass(frozen=True)
class KnownTable:
    """A table of a known layout where it stands, and its ready-made mapping (without a set)."""

    sheet: Sheet
    table: FoundTable
    mapping: Mapping


def ready_table(
    sheet: Sheet, header: HeaderMatch, fields: MappingABC[str, Field], key: str | None = None, depth: int = 1
) -> KnownTable:
    """The table below `depth` rows of known headings. `fields`: our name of a column → what it holds; `key`: our name
    of the column that every row of data fills.

    Raises RefusalError for headings that come twice, for rows of data above the headings, and for no rows below them.
    """
    if header.repeated:
        raise RefusalError("L13", {"headings": tuple(header.repeated)}, sheet=sheet.name)
    if row := row_of_data_above(sheet, header):
        raise RefusalError("L46", sheet=sheet.name, row=row)
    rows = range(header.row, header.row + depth)
    pairs = {each.of for each in fields.values() if each.kind == f.ASSESSED} & {
        each.of for each in fields.values() if each.kind == f.FAILED
    }
    halves = {each for each in fields.values() if each.kind in (f.ASSESSED, f.FAILED) and each.of not in {*pairs, ""}}
    known = {at: NOTHING if fields[name] in halves else fields[name] for name, at in header.columns.items()}
    table = known_table(sheet, rows, list(known), header.columns.get(key or ""))
    table = replace(table, shape=PLAIN, fills=())  # what our headings stand over is a table; a merged name is one row's
    if not table.rows_as(DATA):
        raise RefusalError("L24", sheet=sheet.name)
    return KnownTable(sheet, table, _mapping(sheet, table, known))


def _mapping(sheet: Sheet, table: FoundTable, known: MappingABC[int, Field]) -> Mapping:
    columns: list[ColumnMapping] = []
    data = [sheet.rows[number - 1] for number in table.rows_as(DATA)]
    for each in table.columns:
        heading = clean_text(each.parts[-1]) if each.parts else ""
        found = known.get(each.index)
        if found is None and (each.is_spacer or (each.kind == "blank" and not heading)):
            continue
        if found is None:
            is_personal = is_personal_heading(heading) or holds_personal_values(column_cells(data, each.index))
            found = Field(f.PERSONAL) if is_personal else NOTHING
        columns.append(ColumnMapping(each.index, each.letter, heading, found, 1.0, SAID_BY_HEADING))
    return Mapping(tuple(columns), layout=WIDE, is_ready=True)


@dataclass(frozen=True)
class Ready:
    """What a layout settles for all of its tables: its name, the set and the year, and how its rows are counted.

    `unit`: the unit of every figure where it is not the indicator's own. `definition`: the set the file brings.
    `strict_ranges`: the indicators whose values outside their range are faults (None: all)."""

    layout: str
    indicator_set: IndicatorSet
    year_be: int
    counting: str = OWN_UNIT
    unit: str = ""
    definition: dict[str, Any] | None = None
    strict_ranges: frozenset[str] | None = None


def staged(tables: Sequence[KnownTable], ready: Ready, request: LoadRequest, reading: Reading) -> Staging:
    """The tables of a known layout through their ready-made mappings, all of them or none."""
    areas = AreaIndex.of(request.known_names)
    parts: list[Applied] = []
    for each in tables:
        mapping = replace(each.mapping, set_id=ready.indicator_set.id)
        mapping = mapping.with_given(area_code=None if mapping.area_code else request.area_code)
        applied = apply_mapping(
            each.sheet, each.table, mapping, indicator_set=ready.indicator_set, known_areas=areas,
            year_be=ready.year_be, shares=reading.shares, strict_ranges=ready.strict_ranges, inverted=request.inverted,
        )  # fmt: skip
        parts.append(applied)
    staging = joined(
        parts, reading, layout=ready.layout, indicator_set=ready.indicator_set, definition=ready.definition
    )
    if any(part.households for part in parts):
        staging = with_answers_turned(staging, parts, ready.indicator_set, request, reading)
    first = tables[0]
    facts = staging.facts
    if ready.unit and facts is not None:
        facts = facts.assign(unit=text_column([np.zeros(len(facts), dtype="int8")], [ready.unit]))
    return replace(
        staging,
        year_be=ready.year_be,
        counting=ready.counting,
        facts=facts,
        rows_taken=rows_taken(first.sheet, first.table, first.mapping),
    )
