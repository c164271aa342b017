"""Personal values inside longer text: ids, phone numbers, names with a title. What stands before them may be kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.areas import area_names
from loaders.reading import clean_text, fold

LIST_PATH = Path(__file__).parent / "personal_columns.toml"
MASK = "•••"
SEPARATOR = r"[\s\-–—._/]{0,2}"
ID = re.compile(rf"(?<![0-9])[1-9](?:{SEPARATOR}[0-9]){{12}}(?![0-9])")
ID_FORM = re.compile(r"(?<![0-9])[0-9][-– ][0-9]{4}[-– ][0-9]{5}[-– ][0-9]{2}[-– ][0-9](?![0-9])")
MOBILE = re.compile(rf"(?<![0-9])(?:(?:\+|00)?66{SEPARATOR}|0)[689](?:{SEPARATOR}[0-9]){{8}}(?![0-9])")
LANDLINE = re.compile(r"(?<![0-9])0[2-7][0-9]?-[0-9]{3}[- ]?[0-9]{3,4}(?![0-9])")
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
MOST_GROUPS = 6  # an id is written in five groups: more are a list of numbers
LOOSE = " \t,;:/-–—(["
WORD = r"[ก-ฮเ-ไa-z][ก-๎a-z]+"
START = r"(?:(?<![ก-๎a-z.])|(?<=ผู้ใหญ่บ้าน)|(?<=กำนัน))"


def is_id_number(digits: str) -> bool:
    """True for 13 digits whose last one is their check digit."""
    if not re.fullmatch(r"[1-9][0-9]{12}", digits):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return (11 - total % 11) % 10 == int(digits[12])


def holds_person(text: str) -> bool:
    """True when a personal value stands anywhere in the text."""
    return _start(_plain(text)) is not None


def without_person(text: str) -> str:
    """The text up to the first personal value in it, tidied; the text as it is (tidied) where there is none.

    >>> without_person("บ้านกะตะ (ผู้ใหญ่บ้าน นายสมชาย ใจดี)"), without_person("บ้านบางลา โทร 0812345678")
    ('บ้านกะตะ', 'บ้านบางลา')
    >>> without_person("บ้านนายเจียม"), without_person("หมู่ 1 นายูง")
    ('บ้านนายเจียม', 'หมู่ 1 นายูง')
    """
    clean = clean_text(text)
    start = _start(_plain(text))
    if start is None:
        return clean
    kept = clean[:start]
    opened = max(kept.rfind("("), kept.rfind("["))
    if opened >= 0 and not set(kept[opened:]) & set(")]"):
        kept = kept[:opened]
    trailing = _patterns()["trailing"]
    while (shorter := trailing.sub("", kept.rstrip(LOOSE))) != kept:
        kept = shorter
    return kept if any(each.isalpha() for each in kept) else ""


def masked(text: str) -> str:
    """The text with a mask for everything from the first personal value on.

    >>> masked("ผู้ประสาน คุณสมหญิง รักดี 081-2345678"), masked("ข้อ 8 ไม่ผ่าน")
    ('•••', 'ข้อ 8 ไม่ผ่าน')
    """
    kept = without_person(text)
    return kept if not holds_person(text) else f"{kept} {MASK}".strip()


def _plain(text: str) -> str:
    """As clean_text, of the same length, with Arabic digits and small letters, ready to be searched."""
    return clean_text(text).translate(DIGITS).lower()


def _start(plain: str) -> int | None:
    """Where the first personal value begins; None where there is none."""
    return min(_starts(plain), default=None)


def _starts(plain: str) -> Iterable[int]:
    if sum(each.isdigit() for each in plain) >= 9:
        for match in ID.finditer(plain):
            groups = re.findall(r"[0-9]+", match[0])
            if len(groups) <= MOST_GROUPS and is_id_number("".join(groups)):
                yield match.start()
        for pattern in (ID_FORM, MOBILE, LANDLINE, _patterns()["number"]):
            yield from (match.start() for match in pattern.finditer(plain))
    patterns = _patterns()
    for name in ("title", "role"):
        yield from (match.start() for match in patterns[name].finditer(plain))
    for match in patterns["short"].finditer(plain):
        if _is_person(match, plain):
            yield match.start()


def _is_person(match: re.Match[str], plain: str) -> bool:
    """A short title and a word: of a person when a second word follows that names no place, or a role stands before.

    A name of a place that begins so (นายูง, นางรอง) is none."""
    first, second = fold(match["title"] + match["first"]), fold(match["second"] or "")
    before = plain[: match.start()].rstrip(" :.-([")
    if first in _places():
        return False
    if before.endswith(_roles()) or plain[: match.start()].endswith("("):
        return True
    places = tuple(fold(word) for word in word_lists()["place_words"])
    return bool(second) and not second.startswith(places) and second not in _places()


@cache
def word_lists() -> dict[str, Any]:
    """The lists of personal_columns.toml."""
    with LIST_PATH.open("rb") as file:
        return tomllib.load(file)


@cache
def _roles() -> tuple[str, ...]:
    return tuple(word_lists()["person_roles"])


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(name) for name in area_names().values())


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    lists = word_lists()
    alternatives = {name: "|".join(sorted(map(re.escape, lists[name]), key=len, reverse=True)) for name in (
        "person_titles", "short_titles", "title_words", "person_roles", "number_words",
    )}  # fmt: skip
    return {
        "title": re.compile(rf"{START}(?:{alternatives['person_titles']})[ก-ฮ.]*\s?{WORD}"),
        "short": re.compile(
            rf"{START}(?!{alternatives['title_words']})(?P<title>{alternatives['short_titles']})\s?(?P<first>{WORD})"
            rf"(?:\s(?P<second>{WORD}))?"
        ),
        "role": re.compile(rf"[(\[]\s*(?:{alternatives['person_roles']})\s*:?\s*{WORD}"),
        "number": re.compile(rf"(?:{alternatives['number_words']})\s*[:.]?\s*\+?[0-9](?:[\s\-]?[0-9]){{7,}}"),
        "trailing": re.compile(rf"(?<![ก-๎])(?:{alternatives['person_roles']}|{alternatives['number_words']})\s*[:.]?$"),
    }
