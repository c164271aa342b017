"""What a table says, read again in the plainest way: headings by their words, cells by their digits. For tests only."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import Any

from tests.loaders.corpus.tables import Rows

HIDDEN = re.compile("[\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\ufeff]")
HEADING = re.compile(r"ตัวชี้วัดที่(\d+)(.*)|indicator(\d+)\.(all|cnt)")
KINDS_OF_COLUMN = {"สำรวจ": "a", "ไม่ผ่าน": "f", "คนที่เข้าข่าย": "a", "คนไม่ผ่าน": "f", "(1ผ่าน0ไม่ผ่าน)": "answer",
                   "ระดับปัญหา": "a", "all": "a", "cnt": "f"}  # fmt: skip
Figures = dict[tuple[str, int], tuple[float, float]]


def is_blank(row: list[Any]) -> bool:
    """True when no cell of the row says anything."""
    return all(cell is None or not str(cell).strip() for cell in row)


def filled_rows(rows: Rows) -> int:
    """How many rows say anything."""
    return sum(not is_blank(row) for row in rows)


def bare(cell: Any) -> str:
    """The words without spaces and without what nobody sees; Thai digits as 0–9."""
    text = re.sub(r"\s", "", HIDDEN.sub("", str(cell)))
    return "".join(str(unicodedata.digit(each)) if each in "๐๑๒๓๔๕๖๗๘๙" else each for each in text).lower()


def number(cell: Any) -> float | None:
    """The figure of a cell; None for all that is not plainly one."""
    if cell is None or isinstance(cell, bool):
        return None
    text = bare(cell).lstrip("'")
    text = text.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+", text) else text
    return float(text) if re.fullmatch(r"\d+(\.\d*)?|\d+(\.\d+)?e[+-]?\d+", text) else None


def code(cell: Any) -> str | None:
    """The area code of a cell, without signs between its digits; None where it can be none."""
    value = number(cell)
    if value is not None and value == int(value):
        return str(int(value))
    digits = re.sub(r"[-./']", "", bare(cell))
    return digits if digits.isdigit() else None


def columns_of(row: list[Any]) -> dict[tuple[int, str], int]:
    """(indicator, what of it) → position, for the headings in a row."""
    found: dict[tuple[int, str], int] = {}
    for position, cell in enumerate(row):
        match = HEADING.fullmatch(bare(cell)) if isinstance(cell, str) else None
        what = KINDS_OF_COLUMN.get(match[2] or match[4] or "") if match else None
        if match and what:
            found.setdefault((int(match[1] or match[3]), what), position)
    return found


def figures(rows: Rows) -> Figures:
    """(area, indicator) → the sums of the two figures of an indicator over the rows of the area that tell both."""
    heads = max(rows, key=lambda row: len(columns_of(row)), default=[])
    columns = columns_of(heads)
    codes = [at for at, cell in enumerate(heads) if bare(cell) in ("รหัสพื้นที่", "village_id")]
    found: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    for row in rows if codes else []:
        area = code(row[codes[0]]) if codes[0] < len(row) else None
        for indicator in {each for each, _ in columns} if area else ():
            pair = _pair(row, indicator, columns)
            if pair is not None:
                found[str(area), indicator].append(pair)
    return {key: (sum(one for one, _ in pairs), sum(two for _, two in pairs)) for key, pairs in found.items()}


def _pair(row: list[Any], indicator: int, columns: dict[tuple[int, str], int]) -> tuple[float, float] | None:
    def at(what: str) -> Any:
        position = columns.get((indicator, what))
        return row[position] if position is not None and position < len(row) else None

    if (indicator, "answer") in columns:
        answer = 0.0 if re.fullmatch(r"0,\d+", bare(at("answer"))) else number(at("answer"))
        return None if answer is None else (1.0, 1.0 - answer)
    first = number(at("a"))
    if first is None:
        return None
    told = bare(at("f"))
    second = float(told[2:]) if re.fullmatch(r"0,\d+", told) else number(at("f"))
    if second is None and first > 0 and any(what == "f" for _, what in columns):
        return None  # half a pair says nothing
    return first, second or 0.0
