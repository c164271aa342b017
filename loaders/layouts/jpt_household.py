"""Our workbook of จปฐ. households, one a row → counts per village. No household leaves this module."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from catalogue import IndicatorSet
from loaders.checks.figures import HOUSEHOLD_UNIT
from loaders.checks.problems import ERROR, WARNING, Problem, numbers_where
from loaders.checks.rules import rule
from loaders.households.duplicates import check_numbers_twice, kept_once
from loaders.households.multidimensional import measures_of_counts
from loaders.households.village_counts import village_facts, village_measures
from loaders.known_tables.cells import Reading, read_numbers
from loaders.known_tables.counts import Arrays, count_columns, note_unreported
from loaders.known_tables.row_preview import Taken
from loaders.known_tables.tables import Table
from loaders.layouts.marker import TEMPLATES, Mark, decide_mark_year, find_mark, mark_set
from loaders.layouts.own_tables import area_headings, numbered_headings, own_areas, own_staging, own_table
from loaders.mapping import looks_inverted
from loaders.reading import Cell, Number, Workbook, fold, parse_number
from loaders.staging import LoadRequest, Staging

NAME = "jpt_household"
LAYOUT: dict[str, Any] = {"name": NAME, **TEMPLATES["template"][NAME]}
FAILING = re.compile(r"0\s*,\s*(\d{1,3})")


def recognise(workbook: Workbook) -> Mark | None:
    """The mark of this template."""
    return find_mark(workbook, NAME)


def stage(workbook: Workbook, found: Mark, request: LoadRequest, reading: Reading) -> Staging:
    """Counts per village. Raises RefusalError when year, set, headings or codes are not known."""
    year_be = decide_mark_year(found, request, reading)
    indicator_set = mark_set(found, request, LAYOUT["survey"], year_be)
    numbered = numbered_headings(NAME, ("answer", "assessed", "failed"), indicator_set)
    people_heading = {fold(LAYOUT["headings"]["people"]): "measure:people"}
    full_table = own_table(found, area_headings() | numbered | people_heading)
    table = kept_once(full_table, reading)
    areas = own_areas(table, NAME, request, reading, unique=False)
    columns, faulty = household_columns(table, indicator_set, reading)
    faulty |= areas.faulty
    faulty |= check_numbers_twice(table, areas.codes, ~faulty, reading)
    people = None
    if "measure:people" in table.columns:
        column = read_numbers(table, "measure:people", reading, is_count=True)
        people, faulty = column.values, faulty | column.faulty
    note_unreported(table, columns, indicator_set.indicators, reading)
    units = {each.code: each.unit for each in indicator_set.indicators}
    inversion = looks_inverted(village_facts(areas.codes, columns, units, faulty), indicator_set)
    if inversion is not None and not request.inverted:
        reading.log.add(Problem(WARNING, inversion.question, rule("V44").fix, table.sheet, rule="V44"))
    columns = turned_answers(columns, request.inverted)
    facts = village_facts(areas.codes, columns, units, faulty)
    dimensions = {each.code: each.dimension_code for each in indicator_set.indicators}
    together = measures_of_counts(columns, dimensions, areas.codes, ~faulty, people)
    measures = pd.concat([village_measures(areas.codes, people, faulty), together], ignore_index=True)
    staging = own_staging(NAME, indicator_set, year_be, table, areas, faulty, facts, measures, reading)
    return replace(staging, inversion=inversion, taken=Taken.of(full_table))


def turned_answers(columns: Mapping[str, Arrays], indicator_codes: Sequence[str]) -> dict[str, Arrays]:
    """New columns in which those who pass and those who fail change places, for the indicators the person named."""
    return {
        code: {"assessed": each["assessed"], "failed": each["assessed"] - each["failed"]}
        if code in indicator_codes
        else each
        for code, each in columns.items()
    }


def household_columns(
    table: Table, indicator_set: IndicatorSet, reading: Reading
) -> tuple[dict[str, Arrays], np.ndarray]:
    """Per indicator code the arrays assessed and failed of every household, and the rows with a fault.

    An answer (1 pass, 0 or "0,n" fail) is one assessed household; persons come as eligible and failing counts.
    """
    columns, faulty = count_columns(table, indicator_set.indicators, reading, parse_failing)
    for indicator in indicator_set.indicators:
        name = f"answer:{indicator.number}"
        if indicator.unit == HOUSEHOLD_UNIT and name in table.columns:
            answers, broken = _answers(table, name, reading)
            faulty |= broken
            assessed = np.where(np.isnan(answers), np.nan, 1.0)
            columns[indicator.code] = {"assessed": assessed, "failed": 1.0 - answers}
    return columns, faulty


def parse_failing(cell: Cell) -> Number:
    """A number of failing persons; "0,n" (does not pass, n persons) is n."""
    match = FAILING.fullmatch(fold(cell)) if isinstance(cell, str) else None
    return Number(Decimal(match[1])) if match else parse_number(cell)


def parse_answer(cell: Cell) -> Number:
    """1 or 0; "0,n" is 0."""
    return Number(Decimal(0)) if isinstance(cell, str) and FAILING.fullmatch(fold(cell)) else parse_number(cell)


def _answers(table: Table, name: str, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    column = read_numbers(table, name, reading, parse=parse_answer)
    wrong = ~np.isnan(column.values) & ~np.isin(column.values, (0, 1))
    rows = numbers_where(wrong, table.row_numbers)
    fix = "ใส่ 1 (ผ่าน) 0 (ไม่ผ่าน) หรือเว้นว่างถ้าไม่เข้าข่าย"
    reading.log.rows(
        ERROR, rows, "คำตอบต้องเป็น 1 หรือ 0 [V37]", fix, sheet=table.sheet, column=table.label(name), rule="V37"
    )
    return np.where(wrong, np.nan, column.values), column.faulty | wrong
