"""The areas we know: by code, by name along a path within areas we know, never by a lone name that several have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

import pandas as pd

from catalogue.areas import COUNTRY, area_names, english_area_names, find_province, is_municipality, level_of
from loaders.mapping.vocabulary import folded_words, words
from loaders.reading import Cell, clean_text, fold
from warehouse import Warehouse, real_area_names
from warehouse import area_names as own_area_names
from words.personal_text import holds_person
from words.spelling import thai_digits_to_ascii

ORDER = ("province", "amphoe", "tambon", "village")
WIDTH = {"province": 2, "amphoe": 4, "tambon": 6}
NUMBERED_VILLAGE = re.compile(r"(?:หมู่\s*ที่|หมู่|ม\.|(?<![A-Za-z])(?i:moo|m\.))\s*([0-9]{1,2})(?![0-9])\s*")
BARE_NUMBER = re.compile(r"(?:ที่\s*)?([0-9]{1,2})(?:\.0+)?")
LOCAL_GOVERNMENT_NOTE = re.compile(r"\s*\((?:อบต|ทต|ทม|ทน|เทศบาล|องค์การบริหาร)[^()]*\)$")
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

    names: Mapping[str, str]
    by_name: dict[tuple[str, str], list[str]] = field(default_factory=dict[tuple[str, str], list[str]])
    by_number: dict[tuple[str, int], list[str]] = field(default_factory=dict[tuple[str, int], list[str]])

    @classmethod
    def of(cls, known_areas: Mapping[str, str]) -> AreaIndex:
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
        if code == COUNTRY:
            return
        level = level_of(code)
        for key in {bare_name(name, level), bare_name(name, level, keep_prefix=True)}:
            self.by_name.setdefault((level, key), []).append(code)
        if len(code) == 8 and code.isdigit():
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
        if not found and "tambon" in levels:
            found = self._of_local_government(named.name)
        return found or _english_codes(levels, named.name)

    def _of_local_government(self, name: str) -> list[str]:
        """The area that has the name of a เทศบาล or อบต. itself, its short form spelt out, else the tambon it is of."""
        bare = bare_name(name, "")
        for short, word in words()["local_government"]["spelt_out"].items():
            own = re.sub(rf"^{re.escape(fold(short))}\s*", fold(word), bare)
            if found := self.by_name.get(("tambon", own), []):
                return found
        rest = without_local_government(name)
        found = self.by_name.get(("tambon", rest), []) if rest else []
        return [code for code in found if not is_municipality(code)]


@cache
def _shipped_index() -> AreaIndex:
    """The index of the shipped areas, built once; never changed."""
    index = AreaIndex(area_names())
    for code, name in area_names().items():
        if code.isdigit():
            index.add(code, name)
    return index


@cache
def _english_index() -> dict[tuple[str, str], list[str]]:
    index: dict[tuple[str, str], list[str]] = {}
    for code, name in english_area_names().items():
        index.setdefault((level_of(code), english_key(name, level_of(code))), []).append(code)
    return index


def _english_codes(levels: Iterable[str], name: str) -> list[str]:
    if not is_english(name):
        return []
    return [code for level in levels for code in _english_index().get((level, english_key(name, level)), [])]


def is_english(name: str) -> bool:
    """True for a name in Latin letters alone."""
    return name.isascii() and any(letter.isalpha() for letter in name)


def english_key(name: str, level: str) -> str:
    """An English name as it is compared: its letters alone, without the words of its level.

    >>> english_key("Amphoe Muang Phuket", "amphoe"), english_key("Mueang Phuket District", "amphoe")
    ('mueangphuket', 'mueangphuket')
    """
    key = re.sub(r"[^a-z]", "", name.lower())
    for word in words()["english"].get(level, ()):
        if key.startswith(word) and len(key) > len(word):
            key = key[len(word) :]
        if key.endswith(word) and len(key) > len(word):
            key = key[: -len(word)]
    return "mueang" + key[5:] if key.startswith("muang") else key


def without_local_government(name: str) -> str:
    """The bare name behind เทศบาลตำบล, อบต. and their like; "" where none of them stands in front.

    >>> without_local_government("อบต. ราไวย์"), without_local_government("ราไวย์")
    ('ราไวย์', '')
    """
    folded = bare_name(name, "")
    for start in folded_words("local_government", "prefixes"):
        if folded.startswith(start) and len(folded) > len(start):
            return bare_name(folded[len(start) :], "tambon")
    return ""


def village_number(cell: Cell) -> int | None:
    """หมู่ที่ as a number: 3, "๓", "ม.3", "หมู่ที่ ๓"; None for anything else, and for 0.

    >>> village_number("หมู่ที่ ๓"), village_number(3.0), village_number("ม.2"), village_number("120")
    (3, 3, 2, None)
    """
    if cell is None or isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        return None
    text = fold(str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)).strip(" '’")
    match = BARE_NUMBER.fullmatch(text) or NUMBERED_VILLAGE.fullmatch(text)
    return int(match[1]) or None if match else None


def village_name(text: str) -> str:
    """The name of a village without its หมู่ที่.

    >>> village_name("บ้านน้ำตก หมู่ที่ ๑"), village_name("ม.2")
    ('บ้านน้ำตก', '')
    """
    written = thai_digits_to_ascii(clean_text(text))
    match = NUMBERED_VILLAGE.search(written)
    return clean_text(f"{written[: match.start()]} {written[match.end() :]}").strip(" ()-,") if match else text


def own_name(text: str, level: str) -> str:
    """The part of a cell that names the area of a level, without the names of the areas above it behind.

    >>> own_name("บ้านบน ต.ราไวย์ อ.เมืองภูเก็ต", "village"), own_name("ต.กะรน อ.ถลาง", "tambon")
    ('บ้านบน', 'ต.กะรน')
    """
    if holds_person(text):
        return text  # cut as a whole: "98765/4 หมู่ 3" without its หมู่ would no longer look like a house
    above = ORDER[: ORDER.index(level)] if level in ORDER else ()
    starts = tuple(word for each in above for word in words()["prefixes"].get(each, ()))
    pieces = (village_name(text) if level == "village" else text).split()
    cut = next((place for place, piece in enumerate(pieces) if piece.startswith(starts)), None) if starts else None
    if cut is None:
        return village_name(text) if level == "village" else text
    return " ".join(pieces[:cut])


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
    for start in folded_words("prefixes", level) if level in words()["prefixes"] else ():
        if name.startswith(start) and len(name) > len(start):
            return name[len(start) :]
    return name


def parse_named(text: str, level: str = "") -> list[Named]:
    """The names in one cell: one of a given level, or the segments of "ต.กะรน อ.เมืองภูเก็ต"; หมู่ที่ is read from either.

    >>> [(each.level, each.name) for each in parse_named("ต.กะรน อ. เมืองภูเก็ต")]
    [('tambon', 'กะรน'), ('amphoe', 'เมืองภูเก็ต')]
    >>> [each.name for each in parse_named("วิชิต (อบต.)", "tambon")]
    ['วิชิต']
    """
    folded = LOCAL_GOVERNMENT_NOTE.sub("", fold(text))
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
    return [named, *parts[1:], *([Named(_level_of_code(code), "", None, trimmed_code(code))] if code else [])]


def _level_of_code(code: str) -> str:
    return {2: "province", 4: "amphoe", 6: "tambon"}.get(len(trimmed_code(code)), "village")


def trimmed_code(code: str) -> str:
    """The code of the level that its last pair other than 00 says; a village of ten digits stays as it is.

    >>> trimmed_code("83010300"), trimmed_code("830000"), trimmed_code("8301010100"), trimmed_code("8301010000")
    ('830103', '83', '8301010100', '830101')
    """
    short = code
    while len(short) > 2 and short.endswith("00"):
        short = short[:-2]
    return code if len(code) == 10 and len(short) == 8 else short


def _segments(folded: str, level: str) -> list[Named]:
    prefixes = [(word, name) for name in words()["prefixes"] for word in folded_words("prefixes", name)]
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


def code_exists(code: str) -> bool:
    """True for a code whose province, amphoe and tambon are on the shipped list; a municipality's may be missing.

    >>> code_exists("83010601"), code_exists("403501"), code_exists("83015501")
    (True, False, True)
    """
    names, stem = area_names(), code[:6]
    return stem in names or (len(stem) == 6 and stem[:4] in names and is_municipality(stem))


def nearest_codes(stem: str, names: Mapping[str, str]) -> list[str]:
    """The three codes of the same parent that are nearest in number, with their names; of the country for a province.

    >>> nearest_codes("830110", {"830101": "ตลาดใหญ่", "830108": "กะรน", "840101": "ตลาด"})
    ['830108 กะรน', '830101 ตลาดใหญ่']
    """
    siblings = [code for code in names if len(code) == len(stem) and code[:-2] == stem[:-2]]
    nearest = sorted(siblings, key=lambda code: (abs(int(code) - int(stem)), code))[:3]
    return [f"{code} {names[code]}" for code in nearest]


def unknown_stems(codes: Iterable[str | None], names: Mapping[str, str]) -> set[str]:
    """The amphoe or (not municipal) tambon codes that the shipped list lacks."""
    stems = {code[:6] for code in codes if code is not None and len(code) >= 4}
    return {
        stem if stem[:4] in names else stem[:4]
        for stem in stems
        if stem not in names and not (stem[:4] in names and len(stem) == 6 and is_municipality(stem))
    }


def known_area_names(warehouse: Warehouse) -> Mapping[str, str]:
    """Code → name of every area known by name: the shipped list and the warehouse's own."""
    return _with_shipped(own_area_names(warehouse))


def names_of_record(warehouse: Warehouse) -> Mapping[str, str]:
    """The names that a file is held to: the names made up for sample data are not among them."""
    return _with_shipped(real_area_names(warehouse))


def _with_shipped(own: pd.DataFrame) -> Mapping[str, str]:
    return dict(area_names()) | dict(zip(own["area_code"], own["area_name"], strict=True))


def areas_within(names: Mapping[str, str], area_code: str) -> dict[str, str]:
    """The villages known by name within an area, in the order of their codes; the area itself when none is known."""
    villages = {code: name for code, name in sorted(names.items()) if code.startswith(area_code) and len(code) >= 8}
    return villages or {code: name for code, name in names.items() if code == area_code}
