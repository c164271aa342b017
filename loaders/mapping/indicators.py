"""Which indicator of a set a text speaks of: by its number, its name, another spelling, or alike words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from catalogue import Indicator, IndicatorSet
from loaders.mapping.vocabulary import numbered
from loaders.reading import fold

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
