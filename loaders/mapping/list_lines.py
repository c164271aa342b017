"""One line of a list of indicators: the name of a dimension, or a numbered indicator with its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.mapping.vocabulary import unit_word
from loaders.reading import clean_text
from words.spelling import thai_digits_to_ascii

DIMENSION = re.compile(r"^\s*(?:หมวด|ด้าน|มิติ|กลุ่ม)\s*(?:ที่)?\s*([0-9]{1,2})\s*[.:)\-–]?\s*(?:ด้าน|หมวด)?\s*(.+?)\s*$")
SIZE = re.compile(r"\s*[(\[:,]?\s*(?:มี|จำนวน|รวม)?\s*(?:จำนวน)?\s*([0-9]{1,3})\s*(?:ตัวชี้วัด|ข้อ|ตัว)\s*[)\]]?\s*$")
NUMBERED = re.compile(r"^\s*(?:ตัวชี้วัด|ตชว\.?|ข้อ)?\s*(?:ที่|ข้อที่)?\s*\(?([0-9]{1,3})\s*[.):\-–]?\s*(?![0-9.])\s*(\D.*?)\s*$")
NUMBER_SIGN = re.compile(r"^\s*(?:\(?[0-9]{1,3}\s*[.):]|(?:ตัวชี้วัด|ตชว|ข้อ)\s*\.?\s*(?:ที่)?\s*[0-9])")
BARE = re.compile(r"^\s*([0-9]{1,3})\s+(?!(?:ตัวชี้วัด|ข้อ|ตัว)(?:\s|$))\D")
UNIT = re.compile(r"\s*[(\[]\s*(?:หน่วย\s*[:=]?\s*)?([^()\[\]]{1,20})[)\]]\s*$")


@dataclass(frozen=True)
class Line:
    """`kind`: dimension, indicator or size. `size`: how many indicators the line announces."""

    kind: str
    number: int | None
    name: str
    unit: str = ""
    dimension: str = ""
    size: int | None = None


def dimension_line(text: str) -> Line | None:
    """A dimension with the size it announces.

    >>> line = dimension_line("หมวดที่ ๑ สุขภาพ มี 7 ตัวชี้วัด")
    >>> line and (line.number, line.name, line.size)
    (1, 'สุขภาพ', 7)
    """
    match = DIMENSION.match(thai_digits_to_ascii(clean_text(text)))
    if match is None:
        return None
    name = match[2]
    size = SIZE.search(name)
    if size:
        name = name[: size.start()]
    return Line("dimension", int(match[1]), name.strip(" :-–"), size=int(size[1]) if size else None) if name else None


def indicator_line(text: str, following: int | None = None) -> Line | None:
    """A numbered indicator, with the unit in brackets at its end.

    `following`: the number that comes next in the list; with that one a space is enough after the number.

    >>> line = indicator_line("31. ครอบครัวมีความอบอุ่น (คร.)")
    >>> line and (line.number, line.name, line.unit)
    (31, 'ครอบครัวมีความอบอุ่น', 'ครัวเรือน')
    """
    words = thai_digits_to_ascii(clean_text(text))
    bare = BARE.match(words)
    is_numbered = NUMBER_SIGN.match(words) or (bare is not None and int(bare[1]) == following)
    match = NUMBERED.match(words) if is_numbered else None
    if match is None:
        return None
    name, unit = match[2], ""
    if (told := UNIT.search(name)) and (unit := unit_word(told[1])):
        name = name[: told.start()]
    return Line("indicator", int(match[1]), name.strip(" :-–"), unit) if name.strip(" :-–") else None
