"""What reading a file gives: a workbook of sheets of cells, notes about it, or one refusal in Thai with its way out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter

_SAVE_AS_XLSX = "เปิดไฟล์ใน Excel แล้วเลือก บันทึกเป็น → Excel Workbook (.xlsx) แล้วนำเข้าใหม่"

REFUSALS: dict[str, tuple[str, str]] = {
    "F01": ("ไฟล์ติดรหัสผ่าน", "เปิดใน Excel → ไฟล์ → ข้อมูล → เอารหัสผ่านออก แล้วบันทึกใหม่ (ระบบไม่ขอรหัสผ่าน)"),
    "F02": ("ไฟล์เป็นหน้าเว็บ (HTML) ที่ไม่มีตารางข้อมูลให้อ่าน", _SAVE_AS_XLSX),
    "F03": ("ไฟล์เป็น XML ที่ไม่ใช่ตาราง Excel", _SAVE_AS_XLSX),
    "F06": ("ไฟล์ไม่ครบหรือเสียหาย", "คัดลอกหรือดาวน์โหลดไฟล์ใหม่ แล้วลองเปิดใน Excel ก่อนนำเข้า"),
    "F08": ("ไฟล์ว่างเปล่า (0 ไบต์)", "ตรวจว่าบันทึกไฟล์เสร็จแล้ว และเลือกไฟล์ใหม่"),
    "F09": ("ไฟล์นี้ไม่ใช่ตารางข้อมูล", "เลือกไฟล์ Excel (.xlsx, .xls), OpenDocument (.ods) หรือ CSV"),
    "F10": ("ไฟล์บีบอัดไว้มากผิดปกติ เมื่อคลายแล้วใหญ่เกินกำหนด", "เปิดใน Excel ลบแผ่นงานหรือแถวที่ไม่ใช้ แล้วบันทึกเป็นไฟล์ใหม่"),
    "F11": ("มีข้อความยาวผิดปกติในเซลล์เดียว", "ตรวจเซลล์นั้นใน Excel ตัดข้อความให้สั้นลง แล้วบันทึกใหม่"),
    "F12": (
        "มีข้อมูลอยู่ไกลจากตารางมาก ทำให้ตารางใหญ่เกินกำหนด",
        "กด Ctrl+End ใน Excel เพื่อหาเซลล์ที่หลงอยู่ ลบแถวและคอลัมน์ส่วนเกิน แล้วบันทึกใหม่",
    ),
    "F14": ("ไฟล์ใหญ่เกินกำหนด", "แบ่งไฟล์เป็นรายอำเภอหรือรายตำบล แล้วนำเข้าทีละไฟล์"),
    "F16": ("ไฟล์มีคำสั่ง XML ที่ไม่ปลอดภัย (DOCTYPE/ENTITY)", "คัดลอกข้อมูลไปไว้ในสมุดงานใหม่ของ Excel แล้วบันทึกเป็น .xlsx"),
    "F23": (
        "ไฟล์นี้เป็นทางลัดหรือไฟล์ของโปรแกรมอื่น ไม่มีข้อมูลอยู่ข้างใน",
        "ใน Google Sheets หรือ Numbers เลือก ดาวน์โหลด/ส่งออก เป็น .xlsx แล้วนำเข้าไฟล์นั้น",
    ),
    "F24": ("ไฟล์ .zip นี้ไม่มีตารางที่อ่านได้ หรือมีไฟล์บีบอัดซ้อนอยู่", "แตกไฟล์ .zip ก่อน แล้วนำเข้าไฟล์ตารางข้างใน"),
    "F28": (
        "อ่านตัวอักษรในไฟล์ไม่ได้ (รหัสภาษาไทยผสมกันหรือเสียหาย)",
        "เปิดไฟล์ใน Excel ตรวจตัวอักษร แล้วบันทึกเป็น CSV UTF-8 หรือ .xlsx",
    ),
    "F29": (
        "ตัวอักษรไทยกลายเป็นอักษรต่างดาว (เช่น ÃËÑÊ หรือ à¸) ข้อมูลถูกเปิดด้วยรหัสภาษาผิดก่อนบันทึก",
        "กลับไปที่ไฟล์ต้นฉบับ นำเข้าใน Excel ด้วยรหัส 874 (ไทย) หรือ UTF-8 แล้วบันทึกใหม่",
    ),
    "F30": (
        "ตัวอักษรไทยกลายเป็น เธ เน สลับกัน ข้อมูล UTF-8 ถูกเปิดด้วยรหัสไทย 874 ก่อนบันทึก",
        "กลับไปที่ไฟล์ต้นฉบับ นำเข้าใน Excel โดยเลือกรหัส UTF-8 (65001) แล้วบันทึกใหม่",
    ),
    "F34": (
        'เครื่องหมายคำพูด (") เปิดแล้วไม่ปิด หรือวางผิดที่ ทำให้แบ่งช่องไม่ได้',
        "แก้เครื่องหมายคำพูดในแถวนี้ หรือบันทึกไฟล์เป็น .xlsx แล้วนำเข้าใหม่",
    ),
    "F39": ("เป็นไฟล์ล็อกชั่วคราวของ Excel (~$)", "ปิดไฟล์ใน Excel ก่อน แล้วเลือกไฟล์จริงที่ชื่อไม่มี ~$"),
    "F41": ("อ่านไฟล์นานเกินกำหนด จึงหยุดไว้", "แบ่งไฟล์เป็นรายอำเภอหรือรายตำบล แล้วลองใหม่"),
    "F42": (
        "อ่านไฟล์นี้ไม่สำเร็จ หน่วยความจำไม่พอหรือไฟล์ผิดรูปแบบ",
        "เปิดใน Excel คัดลอกเฉพาะตารางไปไว้ในสมุดงานใหม่ แล้วบันทึกเป็น .xlsx",
    ),
    "F43": ("ยกเลิกการอ่านไฟล์แล้ว", "เลือกไฟล์และเริ่มใหม่เมื่อพร้อม"),
    "F44": ("เปิดไฟล์นี้ไม่ได้ โครงสร้างภายในเสียหาย", _SAVE_AS_XLSX),
    "F45": ("ในไฟล์ไม่มีแผ่นงานที่มีข้อมูล", "ตรวจว่าเลือกไฟล์ถูก และมีข้อมูลในแผ่นงาน"),
    "F46": (
        "อ่านไฟล์ต้องใช้หน่วยความจำเกินกำหนด จึงหยุดไว้",
        "แบ่งไฟล์เป็นรายจังหวัดหรือรายอำเภอ ลบแผ่นงานและคอลัมน์ที่ไม่ใช้ หรือให้ผู้ดูแลเครื่องตั้ง CIA_READ_MEMORY_MB ให้มากขึ้น",
    ),
}


Cell = str | int | float | bool | datetime | date | time | timedelta | None
"""One value as the file holds it; a blank cell is None. Text of a CSV or HTML file is never turned into a number."""

UNCALCULATED = "#UNCALCULATED!"
"""Stands in the cell (and in `error_cells`) of a formula that was saved without ever being calculated."""

MIB = 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 and `rows[0][0]` is A1, whatever lies empty before the data.

    `merges` are (first_row, first_column, last_row, last_column), inclusive; the value stands in the first cell.
    `error_cells` are (row, column, text) of formula errors and uncalculated formulas; the same text stands in `rows`,
    so that an error can never be taken for a blank. `hidden_rows` counts hidden or filtered rows, which are in `rows`.
    `ragged_rows`: rows of a delimited file with a cell too few or too many; `usual_cells`: how many the others have.
    """

    name: str
    rows: list[list[Cell]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    error_cells: tuple[tuple[int, int, str], ...] = ()
    hidden_rows: int = 0
    ragged_rows: tuple[int, ...] = ()
    usual_cells: int = 0

    def cell(self, row: int, column: int) -> Cell:
        """The value at a position counted from 0; None outside the sheet's cells."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None


@dataclass(frozen=True)
class ReadNote:
    """Something met while reading that did not stop it.

    `level` is FIX (put right, counted here), WARN (left as it is) or ASK (a person should look before using it);
    `rows` are Excel row numbers where that helps; `count` how often it was met.
    """

    code: str
    level: str
    what: str
    sheet: str | None = None
    rows: tuple[int, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class Workbook:
    """One file as read. `kind` says what the content was, never what the name said.

    `kind`: xlsx, xlsm, xlsb, xls, ods, csv, html or xml2003. `encoding`, `delimiter`: None where they mean nothing.
    """

    file_name: str
    sha256: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[Sheet, ...]
    notes: tuple[ReadNote, ...] = ()


class ReadRefusal(Exception):  # noqa: N818 - a decision about the file, not a fault of the program
    """The file is not taken, and nothing of it is kept. Text is Thai, and never holds a value of a cell.

    `code` is stable (F01 …, see `messages.REFUSALS`), `what` says what is wrong, `fix` what the user can do.
    `row` and `column` are as Excel shows them.
    """

    def __init__(
        self,
        code: str,
        what: str | None = None,
        fix: str | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: int | None = None,
    ) -> None:
        known_what, known_fix = REFUSALS[code]
        self.code = code
        self.what = what or known_what
        self.fix = fix or known_fix
        self.sheet = sheet
        self.row = row
        self.column = column
        super().__init__(self.text())

    def __reduce__(self) -> tuple[type[ReadRefusal], tuple[object, ...]]:
        return (type(self), (self.code, self.what, self.fix, self.sheet, self.row, self.column))

    def text(self) -> str:
        """One line for the user: where, what, how to put it right, and the code."""
        where = f"แผ่นงาน «{self.sheet}» " if self.sheet else ""
        where += f"แถว {self.row} " if self.row else ""
        where += f"คอลัมน์ {column_letter(self.column)} " if self.column else ""
        return f"{where}{self.what} → {self.fix} [{self.code}]"


@dataclass(frozen=True)
class ReadLimits:
    """How much one file may cost.

    `cpu_seconds` is processor time, so that a busy machine refuses nothing; `idle_seconds` is how long a reading may
    neither say anything nor use the processor. `memory_bytes` bounds the address space the child may add to what its
    libraries take (Linux), or the memory it really uses, looked at four times a second (everywhere): calamine reserves
    1.9 GiB of address space for the largest file we accept (300,000 rows × 60 columns) and uses some 1.4 GiB.
    """

    cpu_seconds: float = 120.0
    idle_seconds: float = 60.0
    memory_bytes: int = 2304 * MIB
    max_bytes: int = 50 * MIB
    max_cells: int = 20_000_000
    max_unzipped_bytes: int = 1200 * MIB
    max_ratio: int = 200
    max_parts: int = 2000
    max_archive_files: int = 200

    @classmethod
    def from_environment(cls) -> ReadLimits:
        """The limits above, replaced by `CIA_READ_SECONDS`, `CIA_READ_MEMORY_MB`, `CIA_MAX_UPLOAD_MB`,
        `CIA_READ_MAX_CELLS` and `CIA_READ_UNZIPPED_MB` where set to a positive number; other texts are ignored."""
        plain = cls()
        return cls(
            cpu_seconds=_setting("CIA_READ_SECONDS", plain.cpu_seconds, 1.0),
            memory_bytes=int(_setting("CIA_READ_MEMORY_MB", plain.memory_bytes, MIB)),
            max_bytes=int(_setting("CIA_MAX_UPLOAD_MB", plain.max_bytes, MIB)),
            max_cells=int(_setting("CIA_READ_MAX_CELLS", plain.max_cells, 1.0)),
            max_unzipped_bytes=int(_setting("CIA_READ_UNZIPPED_MB", plain.max_unzipped_bytes, MIB)),
        )


def _setting(name: str, otherwise: float, unit: float) -> float:
    try:
        value = float(os.environ.get(name, ""))
    except ValueError:
        return otherwise
    return value * unit if 0 < value < 1e12 else otherwise


def column_letter(column: int) -> str:
    """1 → A, 27 → AA, as Excel names its columns."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27; the inverse of `column_letter`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_cells(rows: Sequence[Sequence[Cell]], position: int) -> list[Cell]:
    """The cells at one position; None where a row is shorter."""
    with suppress(IndexError):  # most tables are as wide in every row, and this takes half the time
        return list(map(itemgetter(position), rows))
    return [row[position] if position < len(row) else None for row in rows]


def is_blank(cell: Cell) -> bool:
    """True for no value or text of nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_blank_row(row: Sequence[Cell]) -> bool:
    """True when no cell of the row says anything."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)
