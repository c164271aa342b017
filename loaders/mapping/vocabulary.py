"""The word lists of words.toml as questions about a heading: its measure, its level, its number."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from loaders.mapping import fields as f
from loaders.reading import fold

LIST_PATH = Path(__file__).parent / "words.toml"
EDGES = " .:-/()[]_*"
BRACKETED_UNIT = re.compile(r"\(([^()]*)\)\s*$")


@cache
def words() -> dict[str, Any]:
    """The file as it is."""
    with LIST_PATH.open("rb") as file:
        return tomllib.load(file)


@cache
def _measure_words() -> list[tuple[str, str]]:
    """(folded word, its measure), the longest first."""
    pairs = [(fold(word), name) for name, listed in words()["measures"].items() for word in listed]
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))


@lru_cache(maxsize=10_000)
def peel(text: str) -> tuple[str, frozenset[str], str]:
    """(what is left, the measures named, the unit in brackets) of one part of a heading, folded.

    >>> rest, measures, unit = peel("ข้อ 5 ไม่ผ่าน (คน)")
    >>> rest, sorted(measures), unit
    ('ข้อ 5', ['failed'], 'คน')
    """
    rest, unit, found = fold(text).strip(), "", set[str]()
    while match := BRACKETED_UNIT.search(rest):
        inner = match[1].strip()
        if inner in words()["units"]:
            unit = str(words()["units"][inner])
        elif (name := _whole_measure(inner)) is not None:
            found.add(name)
        else:
            break
        rest = rest[: match.start()].strip()
    changed = True
    while changed and rest:
        changed = False
        for word, name in _measure_words():
            shorter = _without(rest, word)
            if shorter is not None:
                rest, changed = shorter, True
                found.add(name)
                break
    if rest in words()["units"] and found:
        unit, rest = str(words()["units"][rest]), ""
    return rest, frozenset(found), unit


def _whole_measure(text: str) -> str | None:
    return next((name for word, name in _measure_words() if word == text.strip(EDGES)), None)


def _without(text: str, word: str) -> str | None:
    """The text without the word at its end or its start; None when it is not there. Latin words need an edge."""
    bare = text.strip(" :-_*")
    if word.isascii() and word.isalnum():
        match = re.search(rf"(?:^|[\s._\-]){re.escape(word)}$", bare)
        return bare[: match.start()].strip(EDGES) if match else None
    if bare.endswith(word):
        return bare[: -len(word)].strip(" :-_*")
    if bare.startswith(word) and len(bare) > len(word):
        return bare[len(word) :].strip(" :-_*")
    return None


def measure_field(measures: frozenset[str]) -> str | None:
    """The kind of figure that these measure words mean together; "percent" when of what is not said; None: nothing.

    >>> measure_field(frozenset({"passed", "percent"}))
    'pass_pct'
    """
    if "gap" in measures:
        return f.GAP_PCT
    if "target" in measures and not measures & {"failed", "passed"}:
        return f.TARGET_PCT
    is_percent = "percent" in measures
    if "failed" in measures:
        return f.FAIL_PCT if is_percent else f.FAILED
    if "passed" in measures:
        return f.PASS_PCT if is_percent else f.PASSED
    if is_percent:
        return "percent"
    if "assessed" in measures:
        return f.ASSESSED
    return f.SCORE if "score" in measures else ("count" if "count" in measures else None)


def field_word(text: str) -> str | None:
    """The field that a whole heading names, however it is spaced: households, people, year, indicator …"""
    joined = _joined(fold(text).strip(EDGES))
    return next((name for name, listed in _joined_words("fields").items() if joined in listed), None)


def level_word(text: str) -> tuple[str, bool] | None:
    """(level, whether it is a code) that a whole heading names, in any spacing; the level "" where it is not said.

    >>> level_word("รหัสตำบล"), level_word("village_ID"), level_word("พื้น ที่")
    (('tambon', True), ('village', True), ('', False))
    """
    folded = fold(text).strip(EDGES)
    return _level_word(folded) or _level_word(_joined(folded))


def _level_word(folded: str) -> tuple[str, bool] | None:
    codes = words()["codes"]
    if folded in {fold(word).strip(EDGES) for word in codes["whole"]}:
        return "", True
    for prefix in codes["prefixes"]:
        if folded.startswith(prefix) and (level := _level(folded[len(prefix) :])) is not None:
            return level, True
    for suffix in codes["suffixes"]:
        if folded.endswith(suffix) and (level := _level(folded[: -len(suffix)])) is not None:
            return level, True
    level = _level(folded)
    return None if level is None else (level, False)


def _level(text: str) -> str | None:
    joined = _joined(text.strip(EDGES))
    name = next((name for name, listed in _joined_words("levels").items() if joined in listed), None)
    return "" if name == "any" else name


def _joined(text: str) -> str:
    """Without the spaces (and line breaks) that may stand inside a word of a narrow column."""
    return text.replace(" ", "")


@cache
def _joined_words(section: str) -> dict[str, frozenset[str]]:
    lists = words()[section].items()
    return {name: frozenset(_joined(fold(word).strip(EDGES)) for word in listed) for name, listed in lists}


@cache
def _number_patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in words()["numbers"]["patterns"])


@lru_cache(maxsize=10_000)
def numbered(text: str) -> tuple[int, str] | None:
    """(number, the words after it) of a heading or a cell that begins with an indicator's number; never of 4.1.

    >>> numbered("ตัวชี้วัดที่ ๕ กินอาหารปลอดภัย"), numbered("4.1 อาหาร"), numbered("ข้อ 12")
    ((5, 'กินอาหารปลอดภัย'), None, (12, ''))
    """
    folded = fold(text).strip(" *")
    for pattern in _number_patterns():
        if match := pattern.match(folded):
            return int(match[1]), match[2].strip(EDGES)
    return None


def unit_word(text: str) -> str:
    """The unit in our words (คร. → ครัวเรือน); "" when it is none we know."""
    return str(words()["units"].get(fold(text).strip(" ()[]"), ""))
