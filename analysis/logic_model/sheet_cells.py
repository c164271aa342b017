"""Cells of a workbook as people fill them, one by one: texts, numbers, days in พ.ศ., lists, words to choose from."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from analysis.logic_model.plan_sheets import WORDS_OF, YES
from words.dates import day_of

NUMBER: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?")
THAI_DIGITS: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
LONGEST_TEXT: Final = 4000
LARGEST_NUMBER: Final = 1e12
SEPARATORS: Final = re.compile(r"[,;\n]")


def cell_text(cell: Any) -> str:
    """A cell as one tidy text; "" for nothing."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").strip()


def _read_text(cell: Any) -> str:
    text = cell_text(cell)
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"ข้อความยาวเกิน {LONGEST_TEXT:,} ตัวอักษร", "ย่อข้อความ")
    return text


def _read_number(cell: Any) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        number = float(cell)
    else:
        text = cell_text(cell).translate(THAI_DIGITS)
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            raise ValueError("ไม่ใช่ตัวเลข", "ใส่ตัวเลข หรือเว้นว่างถ้าไม่มี")
        number = float(text.replace(",", ""))
    if not 0 <= number < LARGEST_NUMBER:
        raise ValueError("ตัวเลขติดลบหรือใหญ่เกินไป", "ใส่ตัวเลขตั้งแต่ 0 ขึ้นไป")
    return number


def _read_day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = cell_text(cell).translate(THAI_DIGITS)
    if not text:
        return None
    try:
        return day_of(text)
    except ValueError:
        raise ValueError("ไม่ใช่วันที่", "ใส่วัน/เดือน/ปี พ.ศ. เช่น 1/10/2569") from None


def _read_list(cell: Any) -> tuple[str, ...]:
    parts = (each.strip() for each in SEPARATORS.split(_read_text(cell)))
    return tuple(each for each in parts if each)


def _read_whole_numbers(cell: Any) -> tuple[int, ...]:
    parts = _read_list(cell)
    if not all(each.translate(THAI_DIGITS).isdigit() for each in parts):
        raise ValueError("ไม่ใช่จำนวนเต็ม", "ใส่จำนวนเต็ม คั่นด้วย , เช่น 1, 8")
    return tuple(int(each.translate(THAI_DIGITS)) for each in parts)


def _read_yes(cell: Any) -> bool:
    text = cell_text(cell)
    if isinstance(cell, bool) or text in ("", YES):
        return cell is True or text == YES
    raise ValueError(f"ใส่ได้เฉพาะ {YES} หรือเว้นว่าง", f"ใส่ {YES} หรือเว้นว่าง")


def _reader_of(holds: str) -> Callable[[Any], str]:
    def read(cell: Any) -> str:
        text, words = cell_text(cell), {name: key for key, name in WORDS_OF[holds].items()}
        if text and text not in words:
            raise ValueError("ไม่มีคำนี้ให้เลือก", f"ใส่คำใดคำหนึ่ง: {', '.join(words)}")
        return words.get(text, "")

    return read


READ_CELL: Final[Mapping[str, Callable[[Any], Any]]] = {
    "text": _read_text, "number": _read_number, "day": _read_day, "list": _read_list, "ids": _read_list,
    "id": _read_text, "whole_numbers": _read_whole_numbers, "yes": _read_yes, "pace": _reader_of("pace"),
    "side": _reader_of("side"),
}  # fmt: skip
"""What a column holds → how its cell is read; each raises ValueError(what, fix)."""
