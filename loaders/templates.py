"""Our own workbooks to fill in, written from the catalogue: instructions, drop-downs, protected headings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from catalogue import BE_MINUS_AD, Indicator, IndicatorSet
from loaders.checks.odd_figures import HOUSEHOLD_UNIT
from loaders.layouts.declared import complete_set
from loaders.layouts.own_forms import TEMPLATES, mark_cells
from words.dates import local_now

Rule = Literal["text", "count", "answer", "level", "number"]
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
class TemplateColumn:
    """`above` explains the column (an indicator's number and short name); `rule` says what its cells take."""

    heading: str
    rule: Rule
    above: str = ""
    width: int = 13


def template_columns(name: str, indicator_set: IndicatorSet | None) -> list[TemplateColumn]:
    """The columns of the data sheet of one template; the indicators' come from the set."""
    areas = TEMPLATES["areas"]
    columns = [TemplateColumn(areas["code"], "text", width=14), TemplateColumn(areas["name"], "text", width=24)]
    indicators = indicator_set.indicators if indicator_set else ()
    if name == "jpt_village":
        columns += [TemplateColumn(heading, "count") for heading in TEMPLATES["measures"].values()]
        columns += [each for indicator in indicators for each in _pair(indicator, name)]
    elif name == "jpt_household":
        columns.append(TemplateColumn(_heading(name, "people"), "count"))
        columns += [each for indicator in indicators for each in _household_columns(indicator)]
    elif name == "nrd2c_village":
        columns += [_single(indicator, name, "score", "level") for indicator in indicators]
        columns.append(TemplateColumn(_heading(name, "development_level"), "level", width=16))
    else:
        columns += [TemplateColumn(f"คอลัมน์ {number}", "number") for number in range(1, 6)]
    return columns


def _household_columns(indicator: Indicator) -> list[TemplateColumn]:
    if indicator.unit == HOUSEHOLD_UNIT:
        return [_single(indicator, "jpt_household", "answer", "answer")]
    return _pair(indicator, "jpt_household")


def _pair(indicator: Indicator, name: str) -> list[TemplateColumn]:
    return [_single(indicator, name, "assessed", "count"), _single(indicator, name, "failed", "count")]


def _single(indicator: Indicator, name: str, kind: str, rule: Rule) -> TemplateColumn:
    heading = _heading(name, kind).format(number=indicator.number)
    return TemplateColumn(heading, rule, f"{indicator.number}. {indicator.short_label} ({indicator.unit})")


def _heading(name: str, kind: str) -> str:
    return str(TEMPLATES["template"][name]["headings"][kind])


OTHER = TEMPLATES["template"]["other"]
DATASET_ROW, COLUMN_NAMES_ROW, ROWS = 0, 4, 40


def write_columns_sheet(
    book: Workbook,
    looks: Mapping[str, Format],
    dataset: Mapping[str, str] | None,
    columns: Sequence[Mapping[str, object]],
) -> None:
    """Title and source of the data set, then one row a column with drop-downs for direction and rollup."""
    sheet = book.add_worksheet(TEMPLATES["columns_sheet"])
    for row, (name, label) in enumerate(OTHER["dataset"].items(), DATASET_ROW):
        sheet.write_string(row, 0, label, looks["head"])
        sheet.write(row, 1, (dataset or {}).get(name, ""), looks["year"])
    headings = list(OTHER["headings"].values())
    for position, heading in enumerate(headings):
        sheet.set_column(position, position, 24 if position == 0 else 18, looks["open"])
        sheet.write_string(COLUMN_NAMES_ROW, position, heading, looks["head"])
    for name in ("direction", "rollup"):
        position = headings.index(OTHER["headings"][name])
        sheet.data_validation(
            COLUMN_NAMES_ROW + 1,
            position,
            COLUMN_NAMES_ROW + ROWS,
            position,
            {"validate": "list", "source": list(OTHER[name])},
        )
    for row, column in enumerate(columns, COLUMN_NAMES_ROW + 1):
        for position, heading in enumerate(headings):
            if column.get(heading) is not None:
                sheet.write(row, position, column[heading])
    sheet.freeze_panes(COLUMN_NAMES_ROW + 1, 1)
    sheet.protect("", {"format_columns": True, "insert_rows": True, "delete_rows": True})


COMMON = (
    "1. ใส่ปี พ.ศ. ของการสำรวจในแถวแรกของแผ่นงาน ข้อมูล (ช่องสีส้มอ่อน)",
    "2. กรอกตั้งแต่ใต้หัวตารางลงไป หนึ่งแถวต่อหนึ่งรายการ วางข้อมูลแบบค่าเท่านั้น (Paste Values)",
    "3. รหัสพื้นที่เป็นตัวเลข ตำบล 6 หลัก หมู่บ้าน 8 หลัก ชุมชนในเทศบาลใช้รหัส 8 หรือ 10 หลักตามที่สำนักงานใช้",
    "4. ไม่มีข้อมูลให้เว้นว่าง อย่าใส่ 0 แทน เพราะ 0 หมายถึงสำรวจแล้วไม่มี",
    "5. ห้ามใส่ชื่อบุคคล เลขประจำตัวประชาชน บ้านเลขที่ หรือเบอร์โทร ถ้ามี โปรแกรมจะตัดทิ้งและไม่เก็บ",
    "6. บันทึกไฟล์ แล้วนำเข้าที่ขั้นที่ 1 ข้อมูลนำเข้า",
)
SPECIAL = {
    "jpt_household": (
        "ตัวชี้วัดของครัวเรือน: ใส่ 1 ถ้าผ่าน 0 ถ้าไม่ผ่าน เว้นว่างถ้าไม่เข้าข่าย",
        "ตัวชี้วัดของคน: ใส่จำนวนคนที่เข้าข่าย และจำนวนคนที่ไม่ผ่าน เว้นว่างทั้งคู่ถ้าไม่มีผู้เข้าข่าย",
        "โปรแกรมรวมเป็นจำนวนรายหมู่บ้านเท่านั้น ไม่เก็บข้อมูลรายครัวเรือน",
    ),
    "jpt_village": ("ใส่จำนวนที่สำรวจและจำนวนที่ไม่ผ่านของแต่ละตัวชี้วัด หน่วยอยู่ในวงเล็บเหนือหัวคอลัมน์",),
    "nrd2c_village": (
        "ใส่ระดับปัญหา 1 มาก 2 ปานกลาง 3 น้อยหรือไม่มี เว้นว่างถ้าตัวชี้วัดไม่เกี่ยวข้องกับหมู่บ้าน",
        "ถ้ามีระดับการพัฒนาของหมู่บ้านจากรายงาน ใส่ในคอลัมน์สุดท้าย ถ้าไม่มีโปรแกรมคำนวณจากเกณฑ์ของชุดตัวชี้วัด",
    ),
    "other": (
        "แผ่นงาน คอลัมน์: ใส่ชื่อชุดข้อมูล แล้วบอกความหมายของแต่ละคอลัมน์ ชื่อต้องตรงกับหัวตารางในแผ่นงาน ข้อมูล",
        "ค่ามากหมายถึง: ดีขึ้น หรือ แย่ลง · รวมพื้นที่โดย: บวกกัน เฉลี่ย หรือเฉลี่ยถ่วงน้ำหนัก",
        "ค่าต่ำสุดและสูงสุดของช่วงใช้แปลงเป็นร้อยละที่เป็นปัญหาเพื่อวาดเรดาร์ (สูตรของโปรแกรมนี้)",
    ),
}


def guidance_lines(name: str, indicator_set: IndicatorSet | None) -> Iterator[str]:
    """The lines of the sheet: what to do, what the cells mean, and the indicators with their full names."""
    yield from COMMON
    yield ""
    yield from SPECIAL[name]
    if indicator_set and name != "other":
        yield ""
        yield f"ชุดตัวชี้วัด: {indicator_set.title}"
        for indicator in indicator_set.indicators:
            applies = f" · {indicator.applies_to}" if indicator.applies_to else ""
            yield f"{indicator.number}. {indicator.name} ({indicator.unit}){applies}"


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
