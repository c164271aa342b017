"""Writes one template as an Excel workbook; the years it may be of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from catalogue import BE_MINUS_AD, IndicatorSet
from loaders.layouts.declared import complete_set
from loaders.layouts.marker import TEMPLATES, mark_cells
from loaders.templates.template_columns import TemplateColumn, guidance_lines, template_columns, write_columns_sheet
from words.dates import local_now

TEMPLATE_TITLES: Mapping[str, str] = {name: each["title"] for name, each in TEMPLATES["template"].items()}
TITLE_ROW, ABOVE_ROW, HEADING_ROW, FIRST_ROW = 1, 3, 4, 5
FONT = "TH Sarabun New"
RULES: Mapping[str, dict[str, Any]] = {
    "count": {
        "validate": "integer", "criteria": ">=", "value": 0, "error_title": "ต้องเป็นจำนวนเต็ม",
        "error_message": "ใส่จำนวนเต็มตั้งแต่ 0 ขึ้นไป หรือเว้นว่างถ้าไม่มีข้อมูล",
    },
    "answer": {
        "validate": "list", "source": ["1", "0"], "error_title": "ต้องเป็น 1 หรือ 0",
        "error_message": "1 คือผ่าน 0 คือไม่ผ่าน เว้นว่างถ้าไม่เข้าข่าย",
    },
    "level": {
        "validate": "list", "source": ["1", "2", "3"], "error_title": "ต้องเป็น 1 2 หรือ 3",
        "error_message": "1 ปัญหามาก 2 ปานกลาง 3 น้อยหรือไม่มี เว้นว่างถ้าไม่เกี่ยวข้อง",
    },
    "number": {
        "validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12, "error_title": "ต้องเป็นตัวเลข",
        "error_message": "ใส่ตัวเลข หรือเว้นว่างถ้าไม่มีข้อมูล",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """What a template is filled with: rows keyed by heading, and for other data the description of its columns.

    `dataset`: our names title and source → text; `columns`: one dict a column, keyed by the headings of that sheet.
    """

    rows: pd.DataFrame
    dataset: Mapping[str, str] | None = None
    columns: Sequence[Mapping[str, object]] = ()


def write_template(
    name: str,
    target: Path | str | BinaryIO,
    indicator_set: IndicatorSet | None = None,
    *,
    year_be: int | None = None,
    areas: Mapping[str, str] | None = None,
    filled: Filled | None = None,
    is_synthetic: bool = False,
) -> None:
    """Write the template `name` to a path or a binary stream.

    `indicator_set`: needed by all but `other`. `areas` (code → name) are filled in as rows; `filled` gives whole rows.
    `is_synthetic` marks the workbook, and so all that is loaded from it, as made up. Raises KeyError for an unknown
    name, ValueError without the set it needs, RefusalError for a set whose indicators are not held.
    """
    title = TEMPLATE_TITLES[name]
    if name != "other" and indicator_set is None:
        raise ValueError(f"{name} needs an indicator set")
    checked = complete_set(indicator_set) if indicator_set else None
    columns = template_columns(name, checked)
    if filled is not None:
        extra = [heading for heading in filled.rows.columns if heading not in {each.heading for each in columns}]
        columns = columns[:2] if name == "other" else columns
        columns = [*columns, *(TemplateColumn(str(heading), "number") for heading in extra)]
    options: dict[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False}
    if not isinstance(target, (str, Path)):
        options["in_memory"] = True
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options) as book:
        book.set_properties({"created": pd.Timestamp("2026-01-01").to_pydatetime(), "title": title})
        looks = _looks(book)
        _write_guidance(book, looks, name, title, checked)
        if name == "other":
            write_columns_sheet(book, looks, filled.dataset if filled else None, filled.columns if filled else ())
        sheet = book.add_worksheet(TEMPLATES["data_sheet"])
        mark = mark_cells(name, checked.id if checked and name != "other" else "", year_be, is_synthetic)
        _write_head(sheet, looks, title, mark, columns)
        _write_rules(sheet, columns, _row_count(name, filled, areas))
        _write_rows(sheet, columns, filled, areas)
        sheet.activate()


def _looks(book: Workbook) -> dict[str, Format]:
    base = {"font_name": FONT, "font_size": 14, "valign": "vcenter"}
    head = base | {"bold": True, "bg_color": "#EAF0F6", "border": 1, "text_wrap": True, "align": "center"}
    return {
        "text": book.add_format(base | {"text_wrap": True, "valign": "top"}),
        "title": book.add_format(base | {"bold": True, "font_size": 18}),
        "mark": book.add_format(base | {"font_color": "#55606E", "font_size": 11}),
        "year": book.add_format(base | {"bg_color": "#FFF6EB", "border": 1, "locked": False}),
        "head": book.add_format(head),
        "above": book.add_format(head | {"bold": False, "font_size": 12}),
        "open": book.add_format(base | {"locked": False}),
        "code": book.add_format(base | {"locked": False, "num_format": "@"}),
    }


def _write_guidance(
    book: Workbook, looks: dict[str, Format], name: str, title: str, indicator_set: IndicatorSet | None
) -> None:
    sheet = book.add_worksheet(TEMPLATES["help_sheet"])
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, title, looks["title"])
    for row, line in enumerate(guidance_lines(name, indicator_set), 2):
        sheet.write_string(row, 0, line, looks["text"])
    sheet.protect()


def _write_head(
    sheet: Worksheet,
    looks: dict[str, Format],
    title: str,
    mark: Sequence[str | int | None],
    columns: Sequence[TemplateColumn],
) -> None:
    for position, cell in enumerate(mark):
        look = looks["year" if position == 5 else "mark"]
        if cell is None:
            sheet.write_blank(0, position, None, look)
        else:
            sheet.write(0, position, cell, look)
    sheet.write_string(TITLE_ROW, 0, title, looks["title"])
    sheet.write_string(TITLE_ROW + 1, 0, "กรอกข้อมูลใต้หัวตาราง อย่าแก้หัวตาราง ช่องที่ไม่มีข้อมูลให้เว้นว่าง", looks["mark"])
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width, looks["code" if position == 0 else "open"])
        sheet.write_string(ABOVE_ROW, position, column.above, looks["above"])
        sheet.write_string(HEADING_ROW, position, column.heading, looks["head"])
    sheet.set_row(ABOVE_ROW, 58)
    sheet.set_row(HEADING_ROW, 58)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.protect(
        "", {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True}
    )


def _row_count(name: str, filled: Filled | None, areas: Mapping[str, str] | None) -> int:
    return max(int(TEMPLATES["template"][name]["rows"]), len(filled.rows) if filled else 0, len(areas or {}))


def _write_rules(sheet: Worksheet, columns: Sequence[TemplateColumn], rows: int) -> None:
    for position, column in enumerate(columns):
        if column.rule in RULES:
            sheet.data_validation(FIRST_ROW, position, FIRST_ROW + rows - 1, position, RULES[column.rule])


def _write_rows(
    sheet: Worksheet, columns: Sequence[TemplateColumn], filled: Filled | None, areas: Mapping[str, str] | None
) -> None:
    if filled is None:
        for row, (code, name) in enumerate((areas or {}).items(), FIRST_ROW):
            sheet.write_string(row, 0, code)
            sheet.write_string(row, 1, name)
        return
    for position, column in enumerate(columns):
        if column.heading in filled.rows:
            for row, cell in enumerate(filled.rows[column.heading], FIRST_ROW):
                if pd.notna(cell):
                    sheet.write(row, position, cell)


def form_years(indicator_set: IndicatorSet) -> list[int]:
    """The พ.ศ. years a form of the set may be of, the latest first: a year to come would be refused when it is read.

    Only the first year of a set that is still to come."""
    this_year = local_now().year + BE_MINUS_AD
    last = max(indicator_set.first_year, min(indicator_set.last_year, this_year))
    return list(range(last, indicator_set.first_year - 1, -1))
