"""Our workbook of other data: one sheet says what each column is, the other holds areas and values."""

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from catalogue import CatalogueError, Indicator, IndicatorSet, parse_set
from loaders.checks.problems import ERROR, WARNING, Problem, RefusalError, numbers_where
from loaders.checks.rules import rule
from loaders.checks.shares import PERCENT_UNITS, Place, settle_shares
from loaders.known_tables.areas_check import Areas
from loaders.known_tables.cells import Reading, read_numbers
from loaders.known_tables.checks_totals import check_totals
from loaders.known_tables.tables import Table, find_header, read_table
from loaders.layouts.declared import refusal_of
from loaders.layouts.growing import grown_definition
from loaders.layouts.marker import TEMPLATES, Mark, decide_mark_year, find_mark
from loaders.layouts.own_tables import area_headings, own_areas, own_staging, own_table
from loaders.reading import Cell, Sheet, Workbook, clean_text, fold, is_blank
from loaders.staging import LoadRequest, Staging
from words.personal_text import masked_apart

NAME = "other"
LAYOUT: dict[str, Any] = {"name": NAME, **TEMPLATES["template"][NAME]}
ANY_YEARS = (2500, 2599)  # a table of other data may come again in any year


def recognise(workbook: Workbook) -> Mark | None:
    """The mark of this template."""
    return find_mark(workbook, NAME)


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
    table = own_table(found, expected)
    indicator_set = replace(
        indicator_set, indicators=tuple(each for each in indicator_set.indicators if each.name in described)
    )
    areas = own_areas(table, NAME, request, reading)
    values, faulty = _values(table, indicator_set, reading)
    faulty |= areas.faulty
    weighing = _weights(table, indicator_set, values, weights)
    faulty |= _without_weight(table, indicator_set, values, weighing, reading)
    facts = _facts(areas, indicator_set, values, weighing, faulty)
    check_totals(table, [f"value:{each.number}" for each in indicator_set.indicators if each.rollup == "sum"], reading)
    return own_staging(
        NAME, indicator_set, year_be, table, areas, faulty, facts, _no_measures(), reading, definition
    )  # fmt: skip


def read_definition(workbook: Workbook) -> tuple[dict[str, Any], dict[str, str]]:
    """The set the columns' sheet describes, and the name of a weighted indicator → the column that weighs it.

    Raises RefusalError when the sheet, its title or its table is missing.
    """
    sheet = next((each for each in workbook.sheets if fold(each.name) == fold(TEMPLATES["columns_sheet"])), None)
    headings = {fold(heading): name for name, heading in LAYOUT["headings"].items()}
    header = find_header(sheet, headings) if sheet else None
    if sheet is None or header is None or not {"name", "unit", "direction", "rollup"} <= set(header.columns):
        fix = "ใช้แบบฟอร์มข้อมูลอื่นของโปรแกรม และอย่าแก้หัวตาราง"
        raise RefusalError(f"ไม่พบแผ่นงาน {TEMPLATES['columns_sheet']} ที่บอกความหมายของคอลัมน์", fix, rule="L35")
    title, source = (_labelled(sheet, LAYOUT["dataset"][name]) for name in ("title", "source"))
    if not title:
        raise RefusalError("ยังไม่ได้ใส่ชื่อชุดข้อมูล", f"ใส่ที่ช่องข้าง {LAYOUT['dataset']['title']}", sheet=sheet.name, rule="L35")
    rows = [_column_row(table_row) for table_row in _records(read_table(sheet, header, "name"))]
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
    what = rule("P03").says.format(count=len(changed))
    reading.log.add(Problem(WARNING, what, rule("P03").fix, TEMPLATES["columns_sheet"], rule="P03"))

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


def _records(table: Table) -> list[dict[str, Cell]]:
    columns = {name: table.values(name) for name in table.columns}
    return [{name: cells[index] for name, cells in columns.items()} for index in range(len(table.rows))]


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


def _values(table: Table, indicator_set: IndicatorSet, reading: Reading) -> tuple[dict[int, np.ndarray], np.ndarray]:
    """Number of the indicator → its values (NaN: not reported), and the rows with a fault."""
    faulty = np.zeros(len(table.rows), dtype=bool)
    values: dict[int, np.ndarray] = {}
    for indicator in indicator_set.indicators:
        name = f"value:{indicator.number}"
        if name not in table.columns:
            fix = f"เพิ่มคอลัมน์ในแผ่นงาน {TEMPLATES['data_sheet']} หรือลบออกจากแผ่นงาน {TEMPLATES['columns_sheet']}"
            reading.log.add(Problem(WARNING, f"ไม่มีคอลัมน์ {indicator.name}", fix, table.sheet, rule="L29"))
            continue
        column = read_numbers(table, name, reading)
        faulty |= column.faulty | _outside(table, name, indicator, column.values, reading)
        place = Place(table.sheet, table.label(name), table.row_numbers, table.values(name))
        values[indicator.number] = settle_shares(
            column.values, indicator, reading.shares, reading.log, reading.repairs, place
        )
    return values, faulty


def _outside(table: Table, name: str, indicator: Indicator, values: np.ndarray, reading: Reading) -> np.ndarray:
    """Rows whose percentage is not one; other values outside the range are allowed but told."""
    low, high = indicator.low, indicator.high
    outside = (values < (low if low is not None else -np.inf)) | (values > (high if high is not None else np.inf))
    rows = numbers_where(outside, table.row_numbers)
    impossible = indicator.unit in PERCENT_UNITS
    severity, fix = (ERROR, "ร้อยละต้องอยู่ในช่วงที่กำหนด") if impossible else (WARNING, "ตรวจตัวเลข หรือขยายช่วงของคอลัมน์")
    reading.log.rows(
        severity,
        rows,
        "ค่าอยู่นอกช่วงที่กำหนด",
        fix,
        sheet=table.sheet,
        column=table.label(name),
        rule="V18" if impossible else "V25",
    )
    return outside & impossible


def _weights(
    table: Table, indicator_set: IndicatorSet, values: dict[int, np.ndarray], weights: dict[str, str]
) -> dict[int, np.ndarray]:
    """Number of each weighted indicator → its weights. Raises RefusalError when it names no column to weigh by."""
    by_name = {fold(each.name): each.number for each in indicator_set.indicators}
    weighing: dict[int, np.ndarray] = {}
    for indicator in indicator_set.indicators:
        if indicator.rollup == "weighted_mean" and indicator.number in values:
            number = by_name.get(fold(weights.get(indicator.name, "")))
            if number not in values:
                fix = f"ใส่ชื่อคอลัมน์ที่ใช้ถ่วงน้ำหนัก (เช่น จำนวนคน) ในแผ่นงาน {TEMPLATES['columns_sheet']} และมีคอลัมน์นั้นในตาราง"
                raise RefusalError(f"ไม่พบคอลัมน์ถ่วงน้ำหนักของ {indicator.name}", fix, sheet=table.sheet, rule="V42")
            weighing[indicator.number] = values[number]
    return weighing


def _without_weight(
    table: Table,
    indicator_set: IndicatorSet,
    values: dict[int, np.ndarray],
    weighing: dict[int, np.ndarray],
    reading: Reading,
) -> np.ndarray:
    """Rows with a value to be weighed and no weight above 0: they would count as one person, or as nobody."""
    faulty = np.zeros(len(table.rows), dtype=bool)
    for number, weights in weighing.items():
        lacking = ~np.isnan(values[number]) & ~(weights > 0)
        rows = numbers_where(lacking, table.row_numbers)
        what = f"ไม่มีน้ำหนักมากกว่า 0 สำหรับ {indicator_set.by_number(number).name}"
        label = table.label(f"value:{number}")
        reading.log.rows(ERROR, rows, what, "ใส่น้ำหนัก หรือเว้นค่านี้ว่าง", sheet=table.sheet, column=label, rule="V42")
        faulty |= lacking
    return faulty


def _facts(
    areas: Areas,
    indicator_set: IndicatorSet,
    values: dict[int, np.ndarray],
    weighing: dict[int, np.ndarray],
    faulty: np.ndarray,
) -> pd.DataFrame:
    parts: list[pd.DataFrame] = []
    for indicator in indicator_set.indicators:
        if indicator.number not in values:
            continue
        own = values[indicator.number]
        has_value = ~faulty & ~np.isnan(own)
        parts.append(
            pd.DataFrame(
                {
                    "area_code": areas.codes[has_value],
                    "indicator_code": indicator.code,
                    "unit": indicator.unit,
                    "value": own[has_value],
                    "weight": weighing.get(indicator.number, np.ones(len(own)))[has_value],
                    "rollup": indicator.rollup,
                }
            )
        )
    columns = ["area_code", "indicator_code", "unit", "value", "weight", "rollup"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def _no_measures() -> pd.DataFrame:
    return pd.DataFrame({"area_code": [], "measure": [], "value": []})
