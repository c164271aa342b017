"""Numbers, years and area codes out of cells: exact, never guessed, every repair named."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from loaders.reading.sheets import UNCALCULATED, Cell
from words.spelling import fold, has_lone_surrogate, strip_invisible, thai_digits_to_ascii

REPAIRS: dict[str, str] = {
    "thai_digits": "เปลี่ยนเลขไทยเป็นเลขอารบิก",
    "spaces": "ตัดช่องว่างหรือช่องว่างพิเศษรอบตัวเลข",
    "invisible": "ตัดอักขระที่มองไม่เห็น",
    "apostrophe": "ตัดเครื่องหมาย ' นำหน้าตัวเลข",
    "thousands": "ตัดจุลภาคคั่นหลักพัน",
    "minus_sign": "เปลี่ยนเครื่องหมายลบพิเศษเป็น -",
    "percent_sign": "อ่านค่าที่มีเครื่องหมาย % หรือคำว่าร้อยละ เป็นร้อยละ",
    "float_dust": "ตัดเศษทศนิยมที่เกิดจากการคำนวณ",
    "not_reported": "เครื่องหมายหรือคำว่าไม่มีข้อมูล ถือเป็นช่องว่าง (ไม่รายงาน)",
    "year_ad": "แปลงปี ค.ศ. เป็น พ.ศ.",
    "year_prefix": "ตัดคำว่า พ.ศ./ปี หน้าปี",
    "year_short": "อ่านปีสองหลักเป็นปีเต็ม",
    "year_from_date": "ใช้ปีจากวันที่",
    "name_spaces": "จัดช่องว่างและตัดอักขระที่มองไม่เห็นในชื่อพื้นที่",
    "name_vowels": "แก้สระหรือวรรณยุกต์ที่พิมพ์ผิดลำดับในชื่อพื้นที่",
    "name_prefix": "ตัดคำว่า ตำบล อำเภอ จังหวัด หน้าชื่อพื้นที่",
    "name_person": "ตัดข้อมูลส่วนบุคคลที่ปนอยู่ในชื่อพื้นที่ออก",
    "code_from_number": "แปลงตัวเลขเป็นรหัสพื้นที่",
    "separators": "ตัดช่องว่าง ขีด หรือจุดในรหัส",
    "code_prefix": "ตัด TH นำหน้ารหัสพื้นที่",
    "formula_text": 'อ่านค่าในรูป ="…" เป็นข้อความ',
    "exponent": "แปลงรหัสที่ Excel แสดงแบบ E+",
}

FAULTS = frozenset(
    ("V01", "V02", "V03", "V07", "V08", "V10", "V11", "V28", "V31", "V33",
     "C02", "C04", "C09", "C11", "C13", "C13-short")
)  # fmt: skip
"""The rules (or variants) that a `problem` below may be."""


LONGEST_NUMBER = 40
FIRST_YEAR_BE, LAST_YEAR_BE = 2500, 2600
BE_MINUS_AD = 543

_NOT_REPORTED = frozenset(
    {"-", "--", "---", "–", "—", "−", ".", "..", "...", "na", "n/a", "n.a.", "null", "none", "nil", "ไม่มี", "ไม่มีข้อมูล",
     "ไม่ระบุ", "ไม่ทราบ", "ไม่รายงาน", "ไม่ได้สำรวจ"}
)  # fmt: skip
_FOLDED_NOT_REPORTED = frozenset(fold(word) for word in _NOT_REPORTED)
_ERRORS = re.compile(
    r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!)"
)
_PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_PERCENT_WORD = re.compile(r"(?:คิดเป็น)?ร้อยละ\s*(?=[0-9.+-])")
_EXPONENT = re.compile(r"[+-]?[0-9]+\.?[0-9]*[eE][+-]?[0-9]+")
_ODD_MINUS = re.compile(
    r"\([0-9.,\s]+\)|[0-9.,]+\s*[-\u2212\u2013]|[-\u2212\u2013\u2014]\s*[-\u2212\u2013\u2014\s]*[0-9.,]+"
)
_YEAR_WORDS = re.compile(rf"(?:{fold('ประจำ')})?(?:ปี)?\s*(พ\.?ศ\.?|ค\.?ศ\.?|b\.?e\.?|a\.?d\.?)?\s*([0-9]+)(?:\.0+)?")


@dataclass(frozen=True)
class Number:
    """A number read from a cell. `value` is None for a blank (no problem) and where `problem` says why it is refused.

    `is_percent` is True where the cell carried a % sign or the word ร้อยละ: `value` is then its figure (85 % → 85).
    """

    value: Decimal | None
    repairs: tuple[str, ...] = ()
    problem: str | None = None
    is_percent: bool = False


@dataclass(frozen=True)
class Year:
    """A year in พ.ศ. `value` is None for a blank and where `problem` says why it is refused or must be asked."""

    value: int | None
    repairs: tuple[str, ...] = ()
    problem: str | None = None


def parse_number(cell: Cell) -> Number:
    """The exact value of a cell as Decimal; total: any cell gives a Number, never an exception, inf or nan.

    Blank, '-', 'N/A', 'ไม่มี' … are not reported (None), never 0. Formula errors are problems (V01, V03), never blanks.
    Rules: V01–V35 of the input rules; codes in REPAIRS and FAULTS.
    """
    if cell is None:
        return Number(None)
    if isinstance(cell, bool):
        return Number(None, problem="V07")
    if isinstance(cell, int):
        return Number(Decimal(cell)) if abs(cell) < 10**LONGEST_NUMBER else Number(None, problem="V31")
    if isinstance(cell, float):
        return _from_float(cell)
    if isinstance(cell, (datetime, date, time, timedelta)):
        return Number(None, problem="V28")
    return _from_text(cell)


def _from_float(cell: float) -> Number:
    if not math.isfinite(cell):
        return Number(None, problem="V02")
    exact = Decimal(repr(cell)) + 0
    tidy = Decimal(f"{cell:.15g}") + 0
    if tidy != exact and len(tidy.normalize().as_tuple().digits) <= 12:
        return Number(tidy, ("float_dust",))
    return Number(exact)


def _from_text(cell: str) -> Number:
    if len(cell) <= LONGEST_NUMBER and _PLAIN.fullmatch(cell):  # as most figures are written: nothing to tidy
        return Number(Decimal(cell) + 0)
    tidied = tidy_text(cell)
    if tidied.problem or not tidied.text:
        return Number(None, tidied.repairs, tidied.problem)
    text, repairs = tidied.text, list(tidied.repairs)
    has_sign, without_word = text.endswith(("%", "％")), _PERCENT_WORD.sub("", text, count=1)
    is_percent = has_sign or without_word != text
    if is_percent:
        text = without_word[:-1].rstrip() if has_sign else without_word
        repairs.append("percent_sign")
    if text.startswith("\u2212") and text[1:2].isdigit():
        text = "-" + text[1:]
        repairs.append("minus_sign")
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
        repairs.append("thousands")
    if len(text) <= LONGEST_NUMBER and _PLAIN.fullmatch(text):
        return Number(Decimal(text) + 0, tuple(repairs), None, is_percent)
    return Number(None, (), _why_no_number(text))


def _why_no_number(text: str) -> str:
    if len(text) > LONGEST_NUMBER:
        return "V31" if text.isdigit() else "V02"
    if _ODD_MINUS.fullmatch(text):
        return "V11"
    if _EXPONENT.fullmatch(text):
        return "V10"
    return "V08" if "," in text and re.fullmatch(r"[+-]?[0-9.,]+", text) else "V02"


@dataclass(frozen=True)
class TidyText:
    """A cell's text ready to be read: `text` is "" for a blank or a word for "not reported"."""

    text: str
    repairs: tuple[str, ...] = ()
    problem: str | None = None


def tidy_text(cell: str) -> TidyText:
    """Strip what nobody sees, turn Thai digits, recognise errors (V01, V03), broken characters (V33) and nil words."""
    if has_lone_surrogate(cell):
        return TidyText("", problem="V33")
    repairs: list[str] = []
    text = strip_invisible(cell)
    if text != cell:
        repairs.append("invisible")
    if text != (text := text.strip()):
        repairs.append("spaces")
    if match := _FORMULA_TEXT.fullmatch(text):
        text = match[1].strip()
        repairs.append("formula_text")
    if text.startswith(("'", "\u2019", "`")) and len(text) > 1:
        text = text[1:].strip()
        repairs.append("apostrophe")
    if text == UNCALCULATED:
        return TidyText("", problem="V03")
    if _ERRORS.fullmatch(text.upper()):
        return TidyText("", problem="V01")
    if text and len(text) <= LONGEST_NUMBER and fold(text) in _FOLDED_NOT_REPORTED:
        return TidyText("", (*repairs, "not_reported"))
    if text != (text := thai_digits_to_ascii(text)):
        repairs.append("thai_digits")
    return TidyText(text, tuple(repairs))


def parse_year_be(cell: Cell) -> Year:
    """A year as พ.ศ.: 2500–2600 as it is, 1957–2057 (ค.ศ.) + 543; two digits are a question (C13-short), not a guess.

    A date gives its year. Text may begin with ปี, พ.ศ. or ค.ศ. Total, as `parse_number`.
    """
    if isinstance(cell, bool):
        return Year(None, problem="V07")
    if isinstance(cell, date):
        return _year_in_range(cell.year, ("year_from_date",))
    if isinstance(cell, str):
        return _year_from_text(cell)
    number = parse_number(cell)
    if number.value is None:
        return Year(None, number.repairs, number.problem)
    if number.value != number.value.to_integral_value() or abs(number.value) > 9999:
        return Year(None, problem="C13")
    return _year_in_range(int(number.value), number.repairs)


def _year_from_text(cell: str) -> Year:
    tidied = tidy_text(cell)
    if tidied.problem or not tidied.text:
        return Year(None, tidied.repairs, tidied.problem)
    match = _YEAR_WORDS.fullmatch(fold(tidied.text)) if len(tidied.text) <= LONGEST_NUMBER else None
    if not match or len(match[2]) > 4:
        return Year(None, problem="C13")
    repairs = tidied.repairs if match.start(2) == 0 else (*tidied.repairs, "year_prefix")
    if len(match[2]) == 2 and match[1] and match[1][0] in "พb":
        return Year(FIRST_YEAR_BE + int(match[2]), repairs)
    return _year_in_range(int(match[2]), repairs)


def _year_in_range(year: int, repairs: tuple[str, ...]) -> Year:
    if FIRST_YEAR_BE <= year <= LAST_YEAR_BE:
        return Year(year, repairs)
    if FIRST_YEAR_BE <= year + BE_MINUS_AD <= LAST_YEAR_BE:
        return Year(year + BE_MINUS_AD, (*repairs, "year_ad"))
    return Year(None, problem="C13-short" if 0 <= year <= 99 else "C13")


_LARGEST_EXACT = 2**53
_CODE_EXPONENT = re.compile(r"([0-9]+)(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
_LETTERED = re.compile(r"[0-9]{6}[A-Z][0-9](?:[0-9]{2})?")
_COUNTRY_PREFIX = re.compile(r"TH[ \-_]?(?=[0-9])", re.IGNORECASE)
_FORMULA_TEXT = re.compile(r'="([^"]*)"')
_SEPARATED = re.compile(r"[0-9]+(?:[ \-\u2010-\u2015/\u00a0]+[0-9]+)*|[0-9]+(?:\.[0-9]+){2,}")


@dataclass(frozen=True)
class AreaCode:
    """A code as text. `value` is None for a blank and where `problem` says why it is refused."""

    value: str | None
    repairs: tuple[str, ...] = ()
    problem: str | None = None


def parse_area_code(cell: Cell, expected_digits: int | Collection[int]) -> AreaCode:
    """The code with exactly `expected_digits` digits (or one of several lengths). Total: never an exception.

    Put right and named: a number cell (83010101.0), Thai digits, spaces, dashes, an apostrophe, ="…", TH in front and
    an E+ form that still holds every digit. A community past 99 has a letter (901151A001). No code begins with 0, so
    none is ever put in front. Refused: a rounded E+ form (C11), other lengths (C09), anything else
    (C02, C04).
    """
    lengths = {expected_digits} if isinstance(expected_digits, int) else set(expected_digits)
    if cell is None:
        return AreaCode(None)
    if isinstance(cell, bool):
        return AreaCode(None, problem="V07")
    if isinstance(cell, (int, float)):
        return _from_number(cell, lengths)
    if isinstance(cell, (date, time, timedelta)):
        return AreaCode(None, problem="V28")
    return _code_from_text(cell, lengths)


def _from_number(cell: int | float, lengths: set[int]) -> AreaCode:
    if cell != cell or cell < 0 or abs(cell) == float("inf"):
        return AreaCode(None, problem="C04")
    if cell >= _LARGEST_EXACT:
        return AreaCode(None, problem="C11")
    if cell != int(cell):
        return AreaCode(None, problem="C02")
    return _of_length(str(int(cell)), ("code_from_number",), lengths)


def _code_from_text(cell: str, lengths: set[int]) -> AreaCode:
    tidied = tidy_text(cell)
    text, repairs = tidied.text, tidied.repairs
    if tidied.problem or not text:
        return AreaCode(None, repairs, tidied.problem)
    if len(text) > 40:
        return AreaCode(None, problem="V31")
    if shorter := _COUNTRY_PREFIX.sub("", text, count=1) if text[:2].upper() == "TH" else "":
        text, repairs = shorter, (*repairs, "code_prefix")
    if len(text) in lengths and _LETTERED.fullmatch(text.upper()):
        return AreaCode(text.upper(), repairs)
    if match := re.fullmatch(r"([0-9]+)\.0+", text):
        return _of_length(match[1], (*repairs, "code_from_number"), lengths)
    if match := _CODE_EXPONENT.fullmatch(text):
        return _from_exponent(match, repairs, lengths)
    if not _SEPARATED.fullmatch(text):
        return AreaCode(None, problem="C02" if re.fullmatch(r"[0-9]+\.[0-9]+", text) else "C04")
    digits = re.sub(r"[^0-9]", "", text)
    return _of_length(digits, repairs if digits == text else (*repairs, "separators"), lengths)


def _from_exponent(match: re.Match[str], repairs: tuple[str, ...], lengths: set[int]) -> AreaCode:
    """8.3010101E+07 still holds its eight digits; 8.3E+07 may have been any of a million codes."""
    value = Decimal(match[0])
    shown = len(match[1]) + len(match[2] or "")
    digits = str(int(value)) if value < _LARGEST_EXACT else ""
    if value != value.to_integral_value() or len(digits) != shown:
        return AreaCode(None, problem="C11")
    return _of_length(digits, (*repairs, "exponent"), lengths)


def _of_length(digits: str, repairs: tuple[str, ...], lengths: set[int]) -> AreaCode:
    if len(digits) in lengths:
        return AreaCode(digits, repairs)
    return AreaCode(None, problem="C09")
