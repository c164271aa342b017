"""What one cell looks like, without reading its value: blank, text, number, nil sign or date."""

import re
from datetime import date, datetime, time, timedelta

from loaders.reading import UNCALCULATED, Cell, clean_text, fold

BLANK, TEXT, NUMBER, NIL, DATE = "blank", "text", "number", "nil", "date"
FIGURES = frozenset({NUMBER, NIL, DATE})

_NUMBER = re.compile(r"\s*['’]?\s*[-+−–(]?\s*[0-9๐-๙][0-9๐-๙,.\s]*\)?\s*[%％]?\s*|[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+")
_CODE = re.compile(r"\s*[0-9๐-๙]{1,4}(?:-[0-9๐-๙]{1,6})+\s*")
_DATE = re.compile(r"\s*[0-9๐-๙]{1,4}[/-][0-9๐-๙]{1,2}[/-][0-9๐-๙]{2,4}(?:\s+[0-9:.]+)?\s*")
_NIL = frozenset(
    {"-", "--", "---", "–", "—", "−", ".", "..", "...", "n/a", "na", "ไม่มีข้อมูล", "ไม่ระบุ", "ไม่มี", "null", "none"}
)
LONGEST_NIL = 12


def kind_of(cell: Cell) -> str:
    """The kind of a cell. A formula's error counts as a number: a figure was meant there."""
    if cell is None:
        return BLANK
    if isinstance(cell, str):
        return _kind_of_text(cell)
    if isinstance(cell, (datetime, date, time, timedelta)):
        return DATE
    return NUMBER


def _kind_of_text(text: str) -> str:
    if not text or text.isspace():
        return BLANK
    if _NUMBER.fullmatch(text):
        return NUMBER
    if _DATE.fullmatch(text) or _CODE.fullmatch(text):
        return DATE
    if len(text) <= LONGEST_NIL and fold(text) in _NIL:
        return NIL
    return NUMBER if text == UNCALCULATED or (text[0] == "#" and text.endswith(("!", "?", "A"))) else TEXT


def text_of(cell: Cell) -> str:
    """The cell as a heading's words: 2561.0 is 2561, a blank is ""."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return clean_text(str(cell))


def whole_number(cell: Cell) -> int | None:
    """The whole number a cell holds, as a number or as plain digits; None for anything else."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else None
    digits = fold(cell).strip(" ()") if isinstance(cell, str) else ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else None


def is_year(number: int | None) -> bool:
    """True for a year in พ.ศ. or ค.ศ."""
    return number is not None and (2500 <= number <= 2600 or 1957 <= number <= 2057)
