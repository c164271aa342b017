"""Areas by their names: a path of names within the areas we know, never a lone name that several have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from functools import cache, lru_cache

from catalogue.areas import area_names, find_province, level_of
from loaders.mapping.vocabulary import words
from loaders.reading import fold

ORDER = ("province", "amphoe", "tambon", "village")
WIDTH = {"province": 2, "amphoe": 4, "tambon": 6}
NUMBERED_VILLAGE = re.compile(r"(?:หมู่ที่|หมู่|ม\.)\s*([0-9]{1,2})\s*")
LEADING_CODE = re.compile(r"^([0-9]{2,10})\s*[-–:.]?\s+(?=\D)|^([0-9]{2,10})\s*[-–:]\s*(?=\D)")


@dataclass(frozen=True, slots=True)
class Named:
    """One name of a path: its level ("" when nobody says), the bare name, and หมู่ที่ where it is said."""

    level: str
    name: str
    village_number: int | None = None
    code: str = ""


@dataclass(frozen=True)
class AreaIndex:
    """Every known area by its bare name. Build it once with `AreaIndex.of`."""

    names: MappingABC[str, str]
    by_name: dict[tuple[str, str], list[str]] = field(default_factory=dict[tuple[str, str], list[str]])
    by_number: dict[tuple[str, int], list[str]] = field(default_factory=dict[tuple[str, int], list[str]])

    @classmethod
    def of(cls, known_areas: MappingABC[str, str]) -> AreaIndex:
        """The index of the areas given (code → name) and of the shipped provinces, amphoe and tambon."""
        shipped = _shipped_index()
        more = {code: name for code, name in known_areas.items() if shipped.names.get(code) != name}
        if not more:
            return shipped
        index = cls(
            {**shipped.names, **more},
            {key: list(codes) for key, codes in shipped.by_name.items()},
            {key: list(codes) for key, codes in shipped.by_number.items()},
        )
        for code, name in more.items():
            index.add(code, name)
        return index

    def add(self, code: str, name: str) -> None:
        """Put one area under its bare name; อำเภอเมือง… is also met as เมือง."""
        if not code.isdigit():
            return
        level = level_of(code)
        for key in {bare_name(name, level), bare_name(name, level, keep_prefix=True)}:
            self.by_name.setdefault((level, key), []).append(code)
        if len(code) == 8:
            self.by_number.setdefault((code[:6], int(code[6:])), []).append(code)
        if level == "amphoe" and code.endswith("01") and fold(name).startswith(fold("เมือง")):
            self.by_name.setdefault((level, fold("เมือง")), []).append(code)

    def knows(self, level: str, text: str) -> bool:
        """True when some area of the level ("" for any) has this name."""
        return any(self._codes(Named(each, bare_name(text, each))) for each in ((level,) if level else ORDER))

    def find(self, path: Iterable[Named], scope: str = "") -> list[str]:
        """The codes of the areas that fit all names of a path, of the finest level named; [] for none."""
        ordered = sorted(path, key=lambda each: ORDER.index(each.level) if each.level else len(ORDER))
        if not ordered:
            return []
        finest = ordered[-1]
        if finest.level == "village" and not finest.name and not finest.code:
            return self._numbered(ordered[:-1], finest.village_number, scope)
        above = [(each.level, set(self._codes(each))) for each in ordered[:-1]]
        found = [
            code
            for code in self._codes(finest)
            if code.startswith(scope) and all(_lies_in(code, level, codes) for level, codes in above)
        ]
        number = next((each.village_number for each in ordered if each.village_number is not None), None)
        if len(found) > 1 and number is not None:
            found = [code for code in found if len(code) == 8 and int(code[6:8]) == number]
        return sorted(set(found))

    def _numbered(self, above: list[Named], number: int | None, scope: str) -> list[str]:
        """Villages that have a number only: those of the one tambon named, or of the scope."""
        tambons = self.find(above, scope) if above else [scope]
        if len(tambons) != 1 or len(tambons[0]) != 6 or number is None:
            return []
        return sorted(self.by_number.get((tambons[0], number), []))

    def _codes(self, named: Named) -> list[str]:
        if named.code:
            return [named.code]
        levels = (named.level,) if named.level else ORDER
        found = [code for level in levels for code in self.by_name.get((level, bare_name(named.name, level)), [])]
        if not found and "province" in levels:
            found = _province_codes(named.name)
        return found


@cache
def _shipped_index() -> AreaIndex:
    """The index of the shipped areas, built once; never changed."""
    index = AreaIndex(area_names())
    for code, name in area_names().items():
        if code.isdigit():
            index.add(code, name)
    return index


@lru_cache(maxsize=20_000)
def _province_codes(name: str) -> list[str]:
    """A province by its everyday name (กทม., โคราช); a misspelt one is not taken."""
    province = find_province(name)
    return [province.code] if province and province.exact else []


def _lies_in(code: str, level: str, codes: set[str]) -> bool:
    return code[: WIDTH.get(level, 8)] in codes or code in codes


def bare_name(text: str, level: str, *, keep_prefix: bool = False) -> str:
    """The name folded, without spaces and without the words of its level in front (ต.กะรน → กะรน)."""
    name = re.sub(r"\s+", "", fold(text))
    if keep_prefix:
        return name
    for prefix in words()["prefixes"].get(level, ()):
        start = fold(prefix)
        if name.startswith(start) and len(name) > len(start):
            return name[len(start) :]
    return name


def parse_named(text: str, level: str = "") -> list[Named]:
    """The names in one cell: one of a given level, or the segments of "ต.กะรน อ.เมืองภูเก็ต"; หมู่ที่ is read from either.

    >>> [(each.level, each.name) for each in parse_named("ต.กะรน อ. เมืองภูเก็ต")]
    [('tambon', 'กะรน'), ('amphoe', 'เมืองภูเก็ต')]
    """
    folded = fold(text)
    code = ""
    if match := LEADING_CODE.match(folded):
        code, folded = match[1] or match[2], folded[match.end() :]
    number = None
    if match := NUMBERED_VILLAGE.search(folded):
        number, folded = int(match[1]), (folded[: match.start()] + " " + folded[match.end() :]).strip()
    parts = _segments(folded, level)
    if not parts:
        return [Named("village", "", number)] if number is not None else []
    first = parts[0]
    named = Named(first.level, first.name, number, "")
    return [named, *parts[1:], *([Named(_level_of_code(code), "", None, _trimmed(code))] if code else [])]


def _level_of_code(code: str) -> str:
    return {2: "province", 4: "amphoe", 6: "tambon"}.get(len(_trimmed(code)), "village")


def _trimmed(code: str) -> str:
    """1000 and 830000 are written for 10 and 83."""
    while len(code) in (4, 6, 8) and code.endswith("00"):
        code = code[:-2]
    return code


def _segments(folded: str, level: str) -> list[Named]:
    prefixes = [(fold(word), name) for name, listed in words()["prefixes"].items() for word in listed]
    pieces: list[tuple[str, str]] = []
    for piece in re.sub(r"\.\s+", ".", folded).split(" "):
        prefix_level = next(
            (name for word, name in prefixes if piece.startswith(word) and len(piece) > len(word)), None
        )
        if prefix_level and (not level or prefix_level == level or pieces):
            pieces.append((prefix_level, piece))
        elif pieces:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + piece)
        elif piece:
            pieces.append((level, piece))
    return [Named(name or level, bare_name(text, name or level) if name else text) for name, text in pieces]
