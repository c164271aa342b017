"""Columns headed ชื่อ or name alone: names of places, or of persons? In doubt nobody's name is read."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import replace

from loaders.mapping import fields as f
from loaders.mapping.areas import AreaIndex
from loaders.mapping.evidence import MOST
from loaders.mapping.fields import Field
from loaders.mapping.model import Option
from loaders.mapping.options import Column
from loaders.mapping.vocabulary import level_word, words
from loaders.persons.personal_columns import is_personal_heading
from loaders.reading import fold

DOUBTFUL = 0.45
PERSON = "หัวคอลัมน์มีแต่คำว่าชื่อ อยู่ข้างข้อมูลส่วนบุคคลหรือชื่อหมู่บ้าน และค่าไม่เหมือนชื่อพื้นที่ ไม่เก็บ"
DOUBT = "หัวคอลัมน์มีแต่คำว่าชื่อ และค่าไม่เหมือนชื่อพื้นที่ อาจเป็นชื่อบุคคล ถ้าเป็นชื่อพื้นที่ให้เลือกเอง"


def settle_names(
    columns: Sequence[Column], options: MappingABC[int, tuple[Option, ...]], areas: AreaIndex
) -> dict[int, tuple[Option, ...]]:
    """The options of every column, where a bare ชื่อ is the name of an area only if its values look like places.

    Beside a title, a surname or other personal data, or beside a column of names of areas, it is personal unless the
    values carry words of places (บ้าน, ชุมชน …); anywhere else it may be known places too, and is left to the person in
    doubt.
    """
    settled = dict(options)
    for column in columns:
        index = column.found.index
        if not is_bare_name(column) or not any(each.field.kind == f.AREA_NAME for each in options[index]):
            continue
        beside = any(_tells_person(other, options) for other in columns if other.found.index != index)
        if _share_of_places(column, None if beside else areas) >= MOST:
            settled[index] = tuple(each for each in options[index] if each.field.kind != f.PERSONAL)
            continue
        others = [each for each in options[index] if each.field.kind not in (f.AREA_NAME, f.PERSONAL)]
        unsure = [
            replace(each, score=min(each.score, DOUBTFUL), reason=DOUBT)
            for each in options[index]
            if each.field.kind == f.AREA_NAME
        ]
        is_personal = beside and not any(each.score >= MOST for each in others)
        personal = [Option(Field(f.PERSONAL), 0.99, PERSON)] if is_personal else []
        settled[index] = tuple(sorted((*personal, *others, *unsure), key=lambda each: (-each.score, each.field.key)))
    return settled


def is_bare_name(column: Column) -> bool:
    """True when the heading says a name and not whose: ชื่อ, name (also below another heading)."""
    last = column.found.parts[-1] if column.found.parts else column.found.heading
    return level_word(last) == ("", False) and is_personal_heading(last)


def _tells_person(column: Column, options: MappingABC[int, tuple[Option, ...]]) -> bool:
    """A column beside which ชื่อ alone is a person's: personal itself, or the names of the areas."""
    if is_bare_name(column):
        return False
    return any(
        each.field.kind == f.PERSONAL or (each.field == Field(f.AREA_NAME, "village") and each.score > DOUBTFUL)
        for each in options[column.found.index]
    )


def _share_of_places(column: Column, areas: AreaIndex | None) -> float:
    """Share of the texts looked at that begin with a word of places, or (where `areas` is given) are known places."""
    texts = column.values.texts
    like = sum(is_place_like(text) or (areas is not None and areas.knows("", text)) for text in texts)
    return like / len(texts) if texts else 0.0


def is_place_like(text: str) -> bool:
    """True for a name that begins with a word of places, or has หมู่ and a number.

    >>> is_place_like("บ้านกะตะ"), is_place_like("สมชาย")
    (True, False)
    """
    folded = fold(text)
    prefixes = [fold(word) for listed in words()["prefixes"].values() for word in listed]
    return folded.startswith(tuple(prefixes)) or bool(re.search(r"(?:หมู่|ม\.)\s*(?:ที่\s*)?[0-9]", folded))
