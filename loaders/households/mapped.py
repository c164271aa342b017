"""The households of a table that a mapping reads: its rows as they are, and which indicators each fails; in memory."""

from collections.abc import Collection, Mapping

import numpy as np

from catalogue import IndicatorSet
from loaders.checks.problems import RefusalError
from loaders.finding import FoundTable, data_rows
from loaders.households.duplicates import Table
from loaders.households.village_counts import Arrays
from loaders.mapping import Mapping as ColumnsMapping
from loaders.mapping.columns import Journal
from loaders.mapping.household_rows import as_table, is_by_household, read_households
from loaders.mapping.rows import Rows
from loaders.persons.safe_tables import safe_workbook
from loaders.reading import Sheet, Workbook
from loaders.staging import LoadRequest
from loaders.table_preview import tables_of


def mapped_households(workbook: Workbook, request: LoadRequest) -> tuple[Table, Mapping[str, Arrays], IndicatorSet]:
    """The chosen table's rows and headings, its arrays assessed and failed by indicator code, and its set.

    What the person said stands the other way round (`request.inverted`) is turned. Raises RefusalError where the choice
    names no table of households of the file.
    """
    choice = request.choice
    mapping = choice.mapping if choice else None
    indicator_set = next((each for each in request.catalogue.sets if mapping and each.id == mapping.set_id), None)
    found = next(
        (
            each
            for each in tables_of(safe_workbook(workbook))
            if choice and (each.sheet.name, each.number) == (choice.sheet, choice.number)
        ),
        None,
    )
    if choice is None or mapping is None or indicator_set is None or found is None or not is_by_household(mapping):
        raise RefusalError("ไฟล์นี้ไม่ใช่ข้อมูลรายครัวเรือน", "เลือกไฟล์แบบฟอร์มหรือตารางรายครัวเรือน", rule="L45")
    layout = found.table.with_roles(dict(choice.roles)) if choice.roles else found.table
    return *households_of(found.sheet, layout, mapping, indicator_set, request.inverted), indicator_set


def households_of(
    sheet: Sheet, layout: FoundTable, mapping: ColumnsMapping, indicator_set: IndicatorSet, inverted: Collection[str]
) -> tuple[Table, Mapping[str, Arrays]]:
    """The rows and headings of a table of households, and its arrays assessed and failed by indicator code."""
    numbers, cells = data_rows(sheet, layout)
    rows, journal = Rows(cells, np.array(numbers, dtype=np.int64)), Journal(sheet.name)
    nowhere, faulty = np.full(len(numbers), "", dtype=object), np.zeros(len(numbers), dtype=bool)
    households = read_households(layout, mapping, indicator_set, rows, nowhere, faulty, journal, inverted)
    return as_table(layout, mapping, rows, journal), households.turned()
