"""Good workbooks and the ways to damage them, as hypothesis strategies: cells, rows, columns, sheets, bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from tests.loaders.corpus import formats
from tests.loaders.corpus.attack_cases import ID, PERSON
from tests.loaders.corpus.tables import Rows, counts, csv, households, levels, report, tpmap, workbook

ZERO_WIDTH, NO_BREAK = "\u200b", "\u00a0"
NASTY: tuple[Any, ...] = (
    None, "", " ", NO_BREAK, ZERO_WIDTH, "-", "–", "ไม่มี", "N/A", 0, 1, 2, 3, 9, 10, 10.0, 10.5, 0.85, -1, 1e15,
    1e-9, 11, 999_999_999, "๑๐", "๑๑", "10", " 10 ", f"1{ZERO_WIDTH}0", f"10{NO_BREAK}", "'10", "1,234", "1,23", "10.0",
    "1e1", "(5)", "−5", "5-", "85%", "#REF!", "#DIV/0!", "สิบ", "ประมาณ 90", "90 คน", "83010101", "83010102", "83010104",
    83010103, 83010103.0, "8.3E+07", "830101", "99010101", "๘๓๐๑๐๑๐๑", "83-01-01-01", "รวม", "รวมทั้งสิ้น", "เฉลี่ย",
    "หมายเหตุ", "TH", "=1+1", "<b>ก</b>", "'; DROP TABLE facts; --", "ก" * 300, "9" * 60, "😀", "\u202eกข", "บ้าน\nใหม่",
    '"', ";", "\t", True, False, "2565", 2565, "พ.ศ. 2565", "67", ID, int(ID), PERSON, "0,2",
)  # fmt: skip
HEADINGS: tuple[str, ...] = (
    "รหัสพื้นที่",
    "ชื่อพื้นที่",
    "ชื่อ-สกุล",
    "เลขประจำตัวประชาชน",
    "หมายเหตุ",
    "village_ID",
    "indicator1.ALL",
    PERSON,
)
FOOTERS: tuple[Rows, ...] = (
    [[], ["หมายเหตุ ข้อมูล ณ เดือนมีนาคม"]], [[], ["ที่มา: กรมการพัฒนาชุมชน"], ["ลงชื่อ", "ผู้รายงาน"]], [["ที่มา: อบต."]],
)  # fmt: skip
PLACES = st.integers(0, 70)


@dataclass(frozen=True)
class Kind:
    """A good workbook: its rows, the sheet they stand in, the row of headings, and the formats it may come in."""

    name: str
    rows: Callable[[], Rows]
    sheet: str
    heading_row: int
    formats: tuple[str, ...]
    file_name: str
    said: dict[str, Any] = field(default_factory=dict[str, Any])


OFFICE = ("xlsx", "xlsx", "xlsx", "xls", "xlsb", "ods")
TEXT = ("csv", "csv-semicolon", "csv-cp874", "csv-utf16", "html")
KINDS: tuple[Kind, ...] = (
    Kind("village", counts, "ข้อมูล", 1, OFFICE + TEXT, "หมู่บ้าน"),
    Kind("household", households, "ข้อมูล", 1, OFFICE + TEXT, "ครัวเรือน"),
    Kind("level", levels, "ข้อมูล", 1, OFFICE + TEXT, "กชช"),
    Kind("tpmap", tpmap, "CSV", 0, (*TEXT, "csv", "csv", "xlsx"), "61_83"),
    Kind("report", report, "ภูเก็ต", 0, OFFICE, "รายงาน"),
)


@dataclass(frozen=True)
class Damaged:
    """What was made: the rows as they were written, other sheets, the format, and whether the bytes are spoilt too."""

    kind: Kind
    rows: Rows
    before: Rows
    after: Rows
    after_hidden: bool
    format: str
    content: bytes
    bytes_spoilt: bool


def cell_edit(rows: Rows, row: int, column: int, value: Any) -> None:
    line = rows[row % len(rows)]
    line.extend([None] * (column % 70 + 1 - len(line)) if column % 5 == 0 else [])
    if line:
        line[column % len(line)] = value


def insert_row(rows: Rows, row: int, column: int, value: Any) -> None:
    rows.insert(row % (len(rows) + 1), [None] * (column % 6) + [value] * (1 + row % 3))


def delete_row(rows: Rows, row: int, *_: Any) -> None:
    if len(rows) > 1:
        del rows[row % len(rows)]


def duplicate_row(rows: Rows, row: int, column: int, *_: Any) -> None:
    rows.insert(column % (len(rows) + 1), list(rows[row % len(rows)]))


def swap_rows(rows: Rows, row: int, column: int, *_: Any) -> None:
    one, two = row % len(rows), column % len(rows)
    rows[one], rows[two] = rows[two], rows[one]


def blank_rows(rows: Rows, row: int, column: int, *_: Any) -> None:
    rows[row % len(rows) : row % len(rows)] = [[] for _ in range(1 + column % 3)]


def total_row(rows: Rows, row: int, column: int, *_: Any) -> None:
    label = ("รวม", "รวมทั้งสิ้น", "เฉลี่ย", "ยอดรวม:")[column % 4]
    rows.insert(row % (len(rows) + 1), [label, None, *[column] * 4])


def footer(rows: Rows, row: int, *_: Any) -> None:
    rows.extend(list(line) for line in FOOTERS[row % len(FOOTERS)])


def move_column(rows: Rows, row: int, column: int, *_: Any) -> None:
    width = max(map(len, rows))
    for line in rows[1:] if len(rows[0]) < 8 else rows:  # the mark in row 1 stays where it is
        line.extend([None] * (width - len(line)))
        if width:
            line.insert(row % width, line.pop(column % width))


def delete_column(rows: Rows, row: int, column: int, *_: Any) -> None:
    for line in rows[1:] if len(rows[0]) < 8 else rows:
        if column % 40 < len(line):
            del line[column % 40]


def duplicate_column(rows: Rows, row: int, column: int, *_: Any) -> None:
    for line in rows[1:] if len(rows[0]) < 8 else rows:
        if column % 40 < len(line):
            line.append(line[column % 40])


def change_heading(rows: Rows, row: int, column: int, value: Any) -> None:
    line = rows[min(1, len(rows) - 1)] if row % 3 else rows[0]
    if line:
        line[column % len(line)] = HEADINGS[row % len(HEADINGS)] if row % 2 else value


def space_out_heading(rows: Rows, row: int, column: int, *_: Any) -> None:
    line = rows[min(1, len(rows) - 1)]
    if line and isinstance(line[column % len(line)], str):
        line[column % len(line)] = f"  {line[column % len(line)]}{ZERO_WIDTH}".replace(" ", NO_BREAK, row % 3)


def shift_right(rows: Rows, row: int, *_: Any) -> None:
    for line in rows:
        line[:0] = [None] * (1 + row % 2)


EDITS = (
    cell_edit, cell_edit, cell_edit, cell_edit, insert_row, delete_row, duplicate_row, swap_rows, blank_rows, total_row,
    footer, move_column, delete_column, duplicate_column, change_heading, space_out_heading, shift_right,
)  # fmt: skip
REPORT_EDITS = tuple(each for each in EDITS if each not in (duplicate_column, shift_right, move_column))
OTHER_SHEETS: tuple[Rows, ...] = ([], [], [], [["รายชื่อ"], ["ก", "ข"]], [["ที่มา"], [], [1, 2, 3]], [[PERSON], [ID]])


@st.composite
def damaged(draw: st.DrawFn, kind: Kind) -> Damaged:
    """A good workbook of one kind with up to six damages, in one of its formats."""
    rows = [list(row) for row in kind.rows()]
    edits = REPORT_EDITS if kind.name == "report" else EDITS
    edit = st.tuples(st.sampled_from(edits), PLACES, PLACES, st.sampled_from(NASTY))
    for change, row, column, value in draw(st.lists(edit, min_size=0, max_size=6)):
        if kind.name == "report":
            change(rows, row, column % 6, value)
        else:
            change(rows, row, column, value)
    written = draw(st.sampled_from(kind.formats))
    one_sheet = written != "xlsx"
    before, after = ([] if one_sheet else draw(st.sampled_from(OTHER_SHEETS)) for _ in range(2))
    hidden = draw(st.booleans())
    if written == "csv-cp874":  # what the old code page has not becomes a question mark
        rows = [[_in_cp874(cell) for cell in row] for row in rows]
    content = write(kind, rows, written, before, after, hidden)
    spoil = draw(st.sampled_from((None, None, None, None, None, None, None, turn_bytes, cut_off, put_in)))
    if spoil:
        content = spoil(content, draw(st.integers(0, 10_000)), draw(st.integers(1, 255)))
    return Damaged(kind, rows, before, after, hidden, written, content, spoil is not None)


def _in_cp874(cell: Any) -> Any:
    return cell.encode("cp874", "replace").decode("cp874") if isinstance(cell, str) else cell


def write(kind: Kind, rows: Rows, written: str, before: Rows, after: Rows, after_hidden: bool) -> bytes:
    """The rows in a format; other sheets only in an .xlsx."""
    if written == "xlsx":
        sheets = {"ก่อน": before, kind.sheet: rows, "หลัง": after}
        return workbook({name: lines for name, lines in sheets.items() if lines or name == kind.sheet},
            lambda _, made: made["หลัง"].hide() if after_hidden and after else None)  # fmt: skip
    office = {"xls": formats.xls, "xlsb": formats.xlsb, "ods": formats.ods}
    if written in office:
        return office[written](plain(rows), kind.sheet)
    if written == "html":
        return formats.web_page(rows).encode("utf-8", "replace")
    text = csv(rows, ";" if written == "csv-semicolon" else ",")
    encoding = {"csv-cp874": "cp874", "csv-utf16": "utf-16"}.get(written, "utf-8")
    return text.encode(encoding, "replace")


def plain(rows: Rows) -> Rows:
    """Values that the hand-written formats can hold; at least one cell wide."""
    width = max([1, *map(len, rows)])
    return [
        [str(cell) if isinstance(cell, bool) else cell for cell in [*row, *[None] * (width - len(row))]] for row in rows
    ]


def turn_bytes(content: bytes, where: int, value: int) -> bytes:
    spoilt = bytearray(content)
    for step in range(1 + value % 4):
        spoilt[(where * 7919 + step * 104_729) % len(spoilt)] ^= value
    return bytes(spoilt)


def cut_off(content: bytes, where: int, _: int) -> bytes:
    return content[: where % len(content)]


def put_in(content: bytes, where: int, value: int) -> bytes:
    at = where % len(content)
    return content[:at] + bytes([value]) * (1 + value % 3) + content[at:]
