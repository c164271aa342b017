"""What a cell looks like without reading its value, and where tables can stand in a sheet: blocks side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from loaders.reading import UNCALCULATED, Cell, Sheet, clean_text, fold

BLANK, TEXT, NUMBER, NIL, DATE = "blank", "text", "number", "nil", "date"
FIGURES = frozenset({NUMBER, NIL, DATE})

_NUMBER = re.compile(
    r"\s*['’]?(?:(?:คิดเป็น)?ร้อยละ)?\s*[-+−–(]?\s*[0-9๐-๙][0-9๐-๙,.\s]*\)?\s*[%％]?\s*|[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+"
)
_CODE = re.compile(r"\s*[0-9๐-๙]{1,4}(?:-[0-9๐-๙]{1,6})+\s*")
_DATE = re.compile(r"\s*[0-9๐-๙]{1,4}[/-][0-9๐-๙]{1,2}[/-][0-9๐-๙]{2,4}(?:\s+[0-9:.]+)?\s*")
_NIL = frozenset(
    {"-", "--", "---", "–", "—", "−", ".", "..", "...", "n/a", "na", "ไม่มีข้อมูล", "ไม่ระบุ", "ไม่มี", "null", "none"}
)
LONGEST_NIL = 12
MOST_KEPT, LONGEST_KEPT = 50_000, 24  # the same texts stand in many cells, and are looked at several times


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
    return _kind_of_short(text) if len(text) <= LONGEST_KEPT else _kind_of_any(text)


@lru_cache(MOST_KEPT)
def _kind_of_short(text: str) -> str:
    return _kind_of_any(text)


def _kind_of_any(text: str) -> str:
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


def are_short_years(numbers: Sequence[int | None]) -> bool:
    """True for two or more years of two digits that follow each other: 63 64 65, or 65 64 63.

    >>> are_short_years([63, 64, 65]), are_short_years([65, 64]), are_short_years([12, 13]), are_short_years([63, 65])
    (True, True, False, False)
    """
    years = [number for number in numbers if number is not None and 50 <= number <= 79]
    steps = {second - first for first, second in pairwise(years)}
    return len(years) == len(numbers) >= 2 and steps in ({1}, {-1})


FIRST, SPREAD, LAST = 250, 250, 60
FILLED_TEXT = 0.6
LONGEST_SIDE = 8


@dataclass(frozen=True)
class Block:
    """A range of columns (from 0, both included) and the wholly empty columns inside it."""

    first: int
    last: int
    spacers: tuple[int, ...] = ()

    @property
    def columns(self) -> range:
        """All columns of the block, empty ones too."""
        return range(self.first, self.last + 1)


def sampled_rows(count: int) -> list[int]:
    """Row positions that stand for the whole sheet: the first, the last, and some evenly spread between."""
    if count <= FIRST + SPREAD + LAST:
        return list(range(count))
    step = (count - FIRST - LAST) / SPREAD
    between = {FIRST + int(number * step) for number in range(SPREAD)}
    return sorted({*range(FIRST), *between, *range(count - LAST, count)})


def blocks_of(sheet: Sheet) -> list[Block]:
    """The blocks of columns that may each hold tables of their own, from left to right."""
    sample = [sheet.rows[row] for row in sampled_rows(len(sheet.rows))]
    width = max((len(row) for row in sheet.rows), default=0)
    empty = [column for column in range(width) if _is_empty(sample, column) and _is_empty(sheet.rows, column)]
    filled = sorted(set(range(width)) - set(empty))
    blocks: list[Block] = []
    for part in _runs(filled):
        block = Block(part[0], part[-1])
        if blocks and not _stands_alone(sheet, blocks[-1], block):
            left = blocks.pop()
            gap = tuple(range(left.last + 1, block.first))
            block = Block(left.first, block.last, (*left.spacers, *gap))
        blocks.append(block)
    return blocks


def _is_empty(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    return all(column >= len(row) or kind_of(row[column]) == BLANK for row in rows)


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


@dataclass(frozen=True)
class _Side:
    """Rows of a block with two filled cells or more, its columns of words, and its first words."""

    rows: list[int]
    words: list[int]
    figures: list[int]
    headings: set[str]


def _stands_alone(sheet: Sheet, left: Block, right: Block) -> bool:
    """True when the right block is a table of its own and not the rest of the left one."""
    if right.last == right.first or left.last == left.first:
        return False
    one, other = _side(sheet, left), _side(sheet, right)
    if not one.rows or not other.rows or not one.words or not other.words:
        return False
    if one.headings & other.headings and other.figures:
        return True
    starts_apart = abs(one.rows[0] - other.rows[0]) > 2
    ends_apart = abs(one.rows[-1] - other.rows[-1]) > max(2, 0.1 * len(one.rows))
    return len(other.rows) >= 2 and (starts_apart or ends_apart)


def _side(sheet: Sheet, block: Block) -> _Side:
    kinds: dict[int, list[str]] = {column: [] for column in block.columns}
    rows: list[int] = []
    headings: set[str] = set()
    for row in sampled_rows(len(sheet.rows)):
        here = {column: kind_of(sheet.cell(row, column)) for column in block.columns}
        if sum(kind != BLANK for kind in here.values()) < 2:
            continue
        if len(rows) < LONGEST_SIDE:
            headings |= {fold(str(sheet.cell(row, column))) for column, kind in here.items() if kind == TEXT}
        rows.append(row)
        for column, kind in here.items():
            kinds[column].append(kind)
    words = [column for column, found in kinds.items() if found and found.count(TEXT) >= FILLED_TEXT * len(found)]
    figures = [
        column for column, found in kinds.items() if sum(kind in FIGURES for kind in found) >= 0.5 * len(found) > 0
    ]
    return _Side(rows, words, figures, headings & _heading_words(sheet, block, words))


def _heading_words(sheet: Sheet, block: Block, words: Sequence[int]) -> set[str]:
    """The first words of the block's columns of words: what their headings would be."""
    found: set[str] = set()
    for column in words:
        texts = (sheet.cell(row, column) for row in range(min(len(sheet.rows), 40)))
        first = next((text for text in texts if isinstance(text, str) and text.strip()), "")
        found.add(fold(first))
    return found - {""}
