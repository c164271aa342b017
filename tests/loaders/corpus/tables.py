"""Good tables to be spoilt: small, invented, every figure known. Cells are named as Excel names them (`C3="x"`)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from catalogue import IndicatorSet, load_catalogue
from loaders.layouts.own_forms import TEMPLATES, mark_cells

Rows = list[list[Any]]
VILLAGES = (("83010101", "บ้านหนึ่ง"), ("83010102", "บ้านสอง"), ("83010103", "บ้านสาม"))
YEAR = 2565
CELL = re.compile(r"([A-Z]+)(\d+)")


def the_set(set_id: str) -> IndicatorSet:
    """A set of the catalogue."""
    return load_catalogue().get(set_id)


def at(reference: str) -> tuple[int, int]:
    """Row and column from 0: `C3` → (2, 2)."""
    match = CELL.fullmatch(reference)
    assert match, reference
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def put(rows: Rows, **cells: object) -> Rows:
    """A copy of the rows with these cells changed."""
    changed = [list(row) for row in rows]
    for reference, value in cells.items():
        row, column = at(reference)
        changed.extend([] for _ in range(row + 1 - len(changed)))
        changed[row].extend([None] * (column + 1 - len(changed[row])))
        changed[row][column] = value
    return changed


def counts(villages: Iterable[tuple[Any, str]] = VILLAGES, year: object = YEAR, **cells: object) -> Rows:
    """Our village form: row 1 the mark, row 2 the headings, a village a row from row 3; of each indicator 10 assessed,
    1, 2, 3 … failing. A code, B name, C households (40), D people (120), E and F indicator 1, G and H indicator 2 …"""
    numbers = [indicator.number for indicator in the_set("jpt-2560").indicators]
    patterns = TEMPLATES["template"]["jpt_village"]["headings"]
    pairs = [patterns[name].format(number=number) for number in numbers for name in ("assessed", "failed")]
    heads = [TEMPLATES["areas"]["code"], TEMPLATES["areas"]["name"], *TEMPLATES["measures"].values(), *pairs]
    data = [[code, name, 40, 120, *[10, at + 1] * len(numbers)] for at, (code, name) in enumerate(villages)]
    return put([mark_cells("jpt_village", "jpt-2560", year, is_synthetic=False), heads, *data], **cells)  # type: ignore[arg-type]


def households(**cells: object) -> Rows:
    """Our household form: row 1 the mark, row 2 the headings, six households from row 3. A code, B name, C people (4),
    D and E indicator 1 (persons), F and G indicator 2 …"""
    headings = TEMPLATES["template"]["jpt_household"]["headings"]
    heads, answers = [TEMPLATES["areas"]["code"], TEMPLATES["areas"]["name"], headings["people"]], list[int]()
    for indicator in the_set("jpt-2560").indicators:
        names = ("answer",) if indicator.unit == "ครัวเรือน" else ("assessed", "failed")
        heads += [headings[name].format(number=indicator.number) for name in names]
        answers += [1] if len(names) == 1 else [3, 1]
    data = [[code, name, 4, *answers] for code, name in VILLAGES for _ in range(2)]
    return put([mark_cells("jpt_household", "jpt-2560", YEAR, is_synthetic=False), heads, *data], **cells)


def levels(**cells: object) -> Rows:
    """Our กชช.2ค form: row 1 the mark, row 2 the headings, three villages from row 3, level 2 everywhere; C is
    indicator 1."""
    indicators = the_set("nrd2c-2555").indicators
    headings = TEMPLATES["template"]["nrd2c_village"]["headings"]
    heads = [*TEMPLATES["areas"].values(), *(headings["score"].format(number=each.number) for each in indicators)]
    data = [[code, name, *[2] * len(indicators), 2] for code, name in VILLAGES]
    mark = mark_cells("nrd2c_village", "nrd2c-2555", 2564, is_synthetic=False)
    return put([mark, [*heads, headings["development_level"]], *data], **cells)


def other(**cells: object) -> bytes:
    """Our form for other data: three villages from row 3 with C share (%) 50, D income 90,000 and E visitors 200."""
    mark = mark_cells("other", "", YEAR, is_synthetic=False)
    heads = [*TEMPLATES["areas"].values(), "ร้อยละที่มีน้ำใช้", "รายได้ (บาท)", "ผู้เยี่ยมชม"]
    data = [[code, name, 50 + at, 90_000 + at, 200 + at] for at, (code, name) in enumerate(VILLAGES)]
    template = TEMPLATES["template"]["other"]
    columns: Rows = [
        [template["dataset"]["title"], "ข้อมูลน้ำและรายได้"],
        [template["dataset"]["source"], "อบต."],
        list(template["headings"].values()),
        [heads[2], None, "%", "ดีขึ้น", "เฉลี่ย", 0, 100, None],
        [heads[3], None, "บาท", "ดีขึ้น", "เฉลี่ย", 0, 500_000, None],
        [heads[4], None, "คน", "ดีขึ้น", "บวกกัน", None, None, None],
    ]
    return workbook({TEMPLATES["columns_sheet"]: columns, "ข้อมูล": put([mark, heads, *data], **cells)})


def tpmap(column: str = "village_ID", codes: Iterable[str] = tuple(code for code, _ in VILLAGES)) -> Rows:
    """TPMAP's public table: row 1 the headings, an area a row from row 2; A code, B households, C and D indicator 1."""
    numbers = [indicator.number for indicator in the_set("jpt-2560").indicators]
    pairs = [f"indicator{number}.{part}" for number in numbers for part in ("ALL", "CNT")]
    data = [[code, "40", *["10", str(at + 1)] * len(numbers)] for at, code in enumerate(codes)]
    return [[column, "household.CNT", *pairs], *data]


def report(**cells: object) -> Rows:
    """The Department's report of a province: rows 1–3 the headings, an indicator a row from row 4 (8 of 10 pass)."""
    heads: Rows = [
        ["ตัวชี้วัด", "ผ่านเกณฑ์", None, "เป้าหมาย", "ต่ำกว่า", "จำนวนที่ต้อง"],
        [None, "จำนวน", "ร้อยละ", "ปี 2554", "เป้าหมาย", "ปรับปรุงแก้ไข"],
        [None, None, None, "(ร้อยละ)", "(ร้อยละ)", None],
    ]
    data: Rows = []
    for each in the_set("jpt-2550").indicators:
        target = each.targets[2554]
        data.append([f"{each.number}. {each.name} ({each.unit})", 8, 80, target, target - 80, 2])
    return put([*heads, *data], **cells)


def csv(rows: Rows, separator: str = ",", line_end: str = "\r\n") -> str:
    """The rows as text, with quotes only where they are needed."""

    def cell(value: object) -> str:
        text = "" if value is None else str(value)
        return '"' + text.replace('"', '""') + '"' if re.search(rf'["\r\n{re.escape(separator)}]', text) else text

    width = max(len(row) for row in rows)
    return line_end.join(separator.join(map(cell, [*row, *[None] * (width - len(row))])) for row in rows) + line_end


def workbook(
    sheets: dict[str, Rows], after: Callable[[xlsxwriter.Workbook, dict[str, Worksheet]], object] | None = None,
    **options: object,
) -> bytes:  # fmt: skip
    """An .xlsx of these sheets; text stays text. `after` may add what cells alone cannot say."""
    target = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, {**plain, **options}) as book:
        made = {name: book.add_worksheet(name) for name in sheets}
        for name, rows in sheets.items():
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value is not None:
                        made[name].write(number, column, value)
        if after:
            after(book, made)
    return target.getvalue()


def sheet(rows: Rows, after: Callable[[xlsxwriter.Workbook, Worksheet], object] | None = None) -> bytes:
    """An .xlsx whose one sheet, ข้อมูล, holds the rows."""
    return workbook({"ข้อมูล": rows}, (lambda book, made: after(book, made["ข้อมูล"])) if after else None)
