"""The word lists of words.toml as questions about a heading: its measure, level, number, and its indicator."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from catalogue import Indicator, IndicatorSet
from loaders.mapping import model as f
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
def folded_words(section: str, name: str) -> tuple[str, ...]:
    """One list of the file, folded."""
    return tuple(fold(word) for word in words()[section][name])


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
        elif (name := _exact_measure(inner)) is not None:
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


def _exact_measure(text: str) -> str | None:
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


def long_word(text: str) -> str | None:
    """value or unit, where a whole heading of a long table of other data says so."""
    joined = _joined(fold(text).strip(EDGES))
    return next((name for name, listed in _joined_words("long").items() if joined in listed), None)


def level_word(text: str) -> tuple[str, bool] | None:
    """(level, whether it is a code) that a whole heading names, in any spacing; the level "" where it is not said.

    >>> level_word("รหัสตำบล"), level_word("village_ID"), level_word("พื้น ที่")
    (('tambon', True), ('village', True), ('', False))
    """
    folded = fold(text).strip(EDGES)
    return _level_word(folded) or _level_word(_joined(folded))


def _level_word(folded: str) -> tuple[str, bool] | None:
    codes = words()["codes"]
    if folded in {word.strip(EDGES) for word in folded_words("codes", "whole")}:
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


ALIKE = 78.0  # of 100
SAME = 90.0
CLEAR = 4.0  # the best must lead the second by this much
DOUBT = 0.45
NEGATION = fold("ไม่")


@dataclass(frozen=True, slots=True)
class Match:
    """An indicator, how sure (0–1), and why, in Thai."""

    code: str
    score: float
    reason: str


def match_indicator(text: str, indicator_set: IndicatorSet) -> list[Match]:
    """The indicators a text may speak of, the surest first; [] for none.

    A number alone is believed less than a number with the name: numbers shift between sets. Words that differ in «ไม่»
    or in an age are never believed, however alike.
    """
    found = numbered(text)
    number, words = found if found else (None, fold(text))
    by_name = _by_name(words, indicator_set) if words else []
    by_number = next((each for each in indicator_set.indicators if each.number == number), None)
    if by_number is None:
        return by_name
    if not words:
        return [Match(by_number.code, 0.85, "เลขข้อตรงกัน")]
    named = next((match for match in by_name if match.code == by_number.code), None)
    if named is not None and named.score > DOUBT:
        return [Match(by_number.code, min(1.0, named.score + 0.05), "เลขข้อและชื่อตรงกัน"), *_others(by_name, named)]
    return [*by_name, Match(by_number.code, 0.3, "เลขข้อตรงกันแต่ชื่อไม่ตรง")]


def _others(matches: list[Match], taken: Match) -> list[Match]:
    return [match for match in matches if match is not taken]


def bare(text: str) -> str:
    """Folded, without spaces and signs."""
    return re.sub(r"[\s.,()\[\]\-–/:\"'ฯ]+", "", fold(text))


@lru_cache(maxsize=64)
def _names(indicator_set_id: str, indicators: tuple[Indicator, ...]) -> tuple[tuple[str, str, str], ...]:
    """(bare spelling, indicator code, how it is called)."""
    rows: list[tuple[str, str, str]] = []
    for each in indicators:
        rows.append((bare(each.name), each.code, "ชื่อเหมือนกัน"))
        rows += [(bare(alias), each.code, "ชื่ออื่นที่รู้จัก") for alias in each.aliases]
        rows.append((bare(each.short_label), each.code, "ชื่อย่อเหมือนกัน"))
    return tuple(rows)


def _by_name(text: str, indicator_set: IndicatorSet) -> list[Match]:
    wanted = bare(text)
    if len(wanted) < 2:
        return []
    names = _names(indicator_set.id, indicator_set.indicators)
    exact = {code: reason for name, code, reason in reversed(names) if name == wanted}
    if exact:
        score = 0.95 if len(exact) == 1 else DOUBT
        return [Match(code, score, reason) for code, reason in exact.items()]
    best: dict[str, tuple[float, str]] = {}
    for name, code, _ in names:
        ratio = _likeness(wanted, name)
        if ratio >= ALIKE and ratio > best.get(code, (0.0, ""))[0]:
            best[code] = (ratio, name)
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:4]
    return [_alike(wanted, code, ratio, name, ordered) for code, (ratio, name) in ordered]


def _likeness(one: str, other: str) -> float:
    """0–100; a name cut off at its end counts by the part that is there."""
    ratio = fuzz.ratio(one, other)
    if min(len(one), len(other)) >= 10 and (one.startswith(other) or other.startswith(one)):
        return max(ratio, SAME)
    return ratio


def _alike(wanted: str, code: str, ratio: float, name: str, ordered: list[tuple[str, tuple[float, str]]]) -> Match:
    if wanted.count(NEGATION) != name.count(NEGATION):
        return Match(code, DOUBT, "คำคล้ายกันแต่ต่างกันที่คำว่า «ไม่» ความหมายอาจกลับกัน")
    if _digits(wanted) != _digits(name):
        return Match(code, DOUBT, "คำคล้ายกันแต่ตัวเลขในชื่อต่างกัน")
    rivals = [other for other_code, (other, _) in ordered if other_code != code and ratio - other < CLEAR]
    if rivals:
        return Match(code, DOUBT, "คำคล้ายกันหลายตัวชี้วัด")
    return Match(code, round(0.5 + 0.4 * (ratio - ALIKE) / (100 - ALIKE), 3), f"คำคล้ายกัน (ร้อยละ {ratio:.0f})")


def _digits(text: str) -> list[str]:
    return re.findall(r"[0-9]+", text)
