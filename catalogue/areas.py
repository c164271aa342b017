"""Area codes: their levels, their tree, and the names of every province, amphoe and tambon of Thailand.

A code is text: "TH", or 2, 4, 6, 8 or 10 digits, each the start of the codes below it. Past 99 the communities of a
tambon count on as A0, A1 … (901151A001 is community 100 of 901151), which sort after 99. Join areas by code, never by
name: กะทู้ is both an amphoe and a tambon.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from rapidfuzz.distance import Levenshtein

from catalogue.model import CatalogueError, Fault
from words import area_levels

COUNTRY = "TH"
LEVELS: Mapping[str, str] = area_levels.LEVELS
LEVEL_OF_LENGTH = {2: "province", 4: "amphoe", 6: "tambon", 8: "village", 10: "village"}
PARENT_LENGTH = {4: 2, 6: 4, 8: 6, 10: 6}
FIRST_MUNICIPALITY = "51"
AREAS_PATH = Path(__file__).parent / "areas.csv"
ENGLISH_PATH = Path(__file__).parent / "areas_english.csv"
CODE = re.compile(r"[0-9]{2}(?:[0-9]{2}){0,2}|[0-9]{6}(?:[0-9]{2}|[A-Z][0-9])(?:[0-9]{2})?")
OTHER_NAMES: Mapping[str, str] = {
    "กทม": "10",
    "กรุงเทพ": "10",
    "กรุงเทพฯ": "10",
    "อยุธยา": "14",
    "โคราช": "30",
    "อุบล": "34",
    "อุดร": "41",
    "ประจวบ": "77",
    "สุราษฎร์": "84",
}
PREFIX = re.compile(r"^(จังหวัด|จ\.)")
IGNORED = re.compile(r"[\s\u200b-\u200d\ufeff.]+")
MISSPELLING_LENGTH = 4
LONG_NAME_LENGTH = 8


class Province(NamedTuple):
    """A province found. `exact` is False when the name was misspelt: say so and let the user confirm."""

    code: str
    name: str
    exact: bool


def level_of(code: str) -> str:
    """The level of a code, a key of LEVELS. Raises CatalogueError when it is not an area code.

    >>> level_of("830101")
    'tambon'
    """
    if code == COUNTRY:
        return "country"
    level = LEVEL_OF_LENGTH.get(len(code)) if CODE.fullmatch(code) else None
    if level is None:
        fix = "ใช้ TH หรือตัวเลข 2, 4, 6, 8 หรือ 10 หลัก เช่น 830101 (เก็บเป็นข้อความ ไม่ใช่จำนวน)"
        raise CatalogueError(Fault("รหัสพื้นที่", f"'{code}' ไม่ใช่รหัสพื้นที่", fix))
    return level


def parent_of(code: str) -> str | None:
    """The code one level up; None for the country. A village's parent is its tambon, with 8 or with 10 digits.

    >>> parent_of("8301010100")
    '830101'
    """
    level = level_of(code)
    if level == "country":
        return None
    return COUNTRY if level == "province" else code[: PARENT_LENGTH[len(code)]]


def area_prefix(code: str) -> str:
    """The text every code at or below this one starts with: the code itself, "" for the country."""
    return "" if level_of(code) == "country" else code


def code_range(code: str) -> tuple[str, str]:
    """Every code at or below this one lies from the first text up to, and without, the second.

    >>> first, last = code_range("8301")
    >>> first <= "8301" < "83010199" < last < "8302"
    True
    """
    prefix = area_prefix(code)
    return prefix, f"{prefix}~"


def is_municipality(code: str) -> bool:
    """True for a municipality or a ชุมชน in one: digits 5–6 are 51 or more. Such codes are on no map of tambon."""
    return level_of(code) in {"tambon", "village"} and code[4:6] >= FIRST_MUNICIPALITY


def shipped_areas() -> pd.DataFrame:
    """One row per area: code, name, level (text). Country, provinces, amphoe, tambon, and Phuket's municipalities.

    Ordered by level, then code. Villages are not shipped: their names come with the user's own files.
    Source: thailand-geography-json (MIT), see AREAS_LICENSE.md.
    """
    return _read_areas().copy()


@functools.cache
def area_names() -> Mapping[str, str]:
    """The shipped names by code."""
    areas = _read_areas()
    return dict(zip(areas["code"].tolist(), areas["name"].tolist(), strict=True))


@functools.cache
def english_area_names() -> Mapping[str, str]:
    """The English names of the shipped provinces, amphoe and tambon by code, as romanised by the source."""
    names = pd.read_csv(ENGLISH_PATH, dtype=str, keep_default_na=False, encoding="utf-8")
    return dict(zip(names["code"].tolist(), names["name"].tolist(), strict=True))


def find_province(name: str) -> Province | None:
    """The province of this name (code, official name, exact).

    Prefixes (จังหวัด, จ.), spaces and invisible characters are ignored, and a few everyday names (กทม., โคราช) count
    as exact. Otherwise the nearest official name is taken if it is at most 1 letter away (2 for names of 8 letters and
    more) and no other province is equally near. None when nothing is near enough, such as for "Sheet1".
    """
    wanted = _normalised(name)
    names = _province_codes()
    code = names.get(wanted) or OTHER_NAMES.get(wanted)
    if code:
        return Province(code, area_names()[code], exact=True)
    nearest = _nearest_code(wanted, names)
    return Province(nearest, area_names()[nearest], exact=False) if nearest else None


@functools.cache
def _read_areas() -> pd.DataFrame:
    areas = pd.read_csv(AREAS_PATH, dtype=str, keep_default_na=False, encoding="utf-8")
    return areas.assign(level=[level_of(code) for code in areas["code"].tolist()])


def _nearest_code(wanted: str, names: Mapping[str, str]) -> str | None:
    if len(wanted) < MISSPELLING_LENGTH:
        return None
    allowed = 2 if len(wanted) >= LONG_NAME_LENGTH else 1
    distances = sorted((Levenshtein.distance(wanted, known), code) for known, code in names.items())
    (best, code), (second, _) = distances[0], distances[1]
    return code if best <= allowed and best < second else None


def _normalised(name: str) -> str:
    """The bare name in one spelling: composed, sara am as one letter, no prefix, spaces or dots."""
    text = unicodedata.normalize("NFC", name).replace("\u0e4d\u0e32", "\u0e33").strip()
    return IGNORED.sub("", PREFIX.sub("", text))


@functools.cache
def _province_codes() -> Mapping[str, str]:
    return {_normalised(name): code for code, name in area_names().items() if level_of(code) == "province"}
