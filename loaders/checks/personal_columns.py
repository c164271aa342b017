"""Personal columns: known by their headings (a data file) or by what stands in them. Their cells go nowhere."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from catalogue.areas import area_names
from loaders.reading import Cell, column_letter, fold, is_blank
from words.personal_patterns import word_lists
from words.personal_text import holds_person, is_id_number, without_person

LOOKED_AT = 200  # filled cells of a column that are looked at
PHONE = re.compile(r"0[689]\d{8}")
SHOWN_LONGEST, SHOWN_DIGITS, SHOWN_FIRST = 40, 8, 100
NEUTRAL = re.compile(r"[0-9๐-๙.,%+\-–−() ]+|#[A-Z0-9/!?]+|TRUE|FALSE")
NOT_DIGITS = re.compile(r"[\s.\-_/()']")


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...], re.Pattern[str], re.Pattern[str]]:
    """Personal as a whole heading, personal within any heading, a title of persons, a title that places have too."""
    lists = word_lists()
    titles, short = (
        "|".join(re.escape(fold(each)) for each in lists[name]) for name in ("person_titles", "short_titles")
    )
    nobody = "|".join(re.escape(fold(word)) for word in lists["title_words"])
    return (
        tuple(fold(word) for word in lists["whole_headings"]),
        tuple(fold(word) for word in lists["words"]),
        re.compile(rf"(?:{titles})(?!\s?[0-9])"),  # น.ส.3 is a paper of land
        re.compile(rf"(?!{nobody})(?:{short})"),
    )


def is_place_name(name: str) -> bool:
    """True for a name that begins as places do (บ้าน, ชุมชน, หมู่ …)."""
    return fold(name).startswith(_place_words())


@cache
def _place_words() -> tuple[str, ...]:
    return tuple(fold(word) for word in word_lists()["place_words"])


@cache
def _short_titles() -> tuple[str, ...]:
    return tuple(fold(word) for word in word_lists()["short_titles"])


def _is_titled_name(folded: str) -> bool:
    """A title and what follows it: one of persons alone, or one of places too before two words without a digit."""
    _, _, titles, short = _words()
    if titles.match(folded):
        return True
    match = short.match(folded)
    if match is None or any(each.isdigit() for each in folded):
        return False
    more = folded[match.end() :].split()[1:]
    return any(not word.startswith(_place_words()) for word in more)


def is_personal_heading(heading: str) -> bool:
    """True when the heading names something personal.

    >>> is_personal_heading("เลขประจำตัวประชาชน")
    True
    """
    exact, words, _, _ = _words()
    folded = fold(heading.replace("_", " "))
    return folded in exact or any(word in folded for word in words)


def is_national_id(text: str) -> bool:
    """True for 13 digits whose last one is their check digit (spaces and dashes do not matter).

    >>> is_national_id("1-2345-67890-12-1")
    True
    """
    return is_id_number(NOT_DIGITS.sub("", fold(text)))


def is_personal_value(cell: Cell) -> bool:
    """True for a national id, a mobile phone number or a person's name with its title."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return False
    text = fold(str(cell))
    digits = NOT_DIGITS.sub("", text)
    return is_national_id(digits) or bool(PHONE.fullmatch(digits)) or _is_titled_name(text)


def shown_value(cell: Cell) -> str | None:
    """A cell's text as a report may hold it: a short number, a formula's error, TRUE or FALSE; None for all else.

    >>> shown_value(-5.0), shown_value("12,5"), shown_value("สมชาย"), shown_value("0812345678")
    ('-5', '12,5', None, None)
    """
    if cell is None or is_personal_value(cell):
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    text = str(cell).upper() if isinstance(cell, bool) else str(cell).strip()
    digits = sum(each.isdigit() for each in text)
    return text if NEUTRAL.fullmatch(text) and len(text) <= SHOWN_LONGEST and digits <= SHOWN_DIGITS else None


def shown_values(cells: Sequence[Cell], mask: np.ndarray) -> list[str | None]:
    """shown_value of the first SHOWN_FIRST cells a mask picks (of more alike only so many are reported)."""
    return [shown_value(cells[place]) for place in np.flatnonzero(mask)[:SHOWN_FIRST].tolist()]


def may_be_person(cell: Cell) -> bool:
    """True for one word that starts with นาย or นาง and is no known place (as นายูง, นางรอง): a person or a village."""
    text = fold(cell) if isinstance(cell, str) else ""
    title = next((each for each in _short_titles() if text.startswith(each)), text)
    return text != title and " " not in text and text not in _place_names()


@cache
def _place_names() -> frozenset[str]:
    return frozenset(fold(name) for name in area_names().values())


def holds_personal_values(cells: Iterable[Cell]) -> bool:
    """True when any of the first LOOKED_AT filled cells is a personal value."""
    looked = 0
    for cell in cells:
        if is_blank(cell):
            continue
        if is_personal_value(cell):
            return True
        looked += 1
        if looked >= LOOKED_AT:
            return False
    return False


def is_telling(text: str) -> bool:
    """True for a text with a personal value anywhere in it."""
    return is_personal_value(text) or holds_person(text)


def safe_heading(position: int, heading: str) -> str:
    """The heading as it may be told: shortened, without what it says of a person.

    The column's letter where nothing else is left, or it begins with a long number."""
    kept = "" if is_personal_value(heading) else without_person(heading)
    if not kept or (heading[:1].isdigit() and len(heading) > 9):
        return f"คอลัมน์ {column_letter(position + 1)}"
    return kept[:80]
