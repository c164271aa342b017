"""The fields one column may be, each with how sure and why; a bare "name": of places, or of persons?"""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalogue import IndicatorSet
from loaders.checks.personal_columns import is_personal_heading
from loaders.finding import DATA, FoundColumn, FoundTable
from loaders.finding.words import unit_of, word_lists
from loaders.mapping import model as f
from loaders.mapping.areas import AreaIndex, parse_named, trimmed_code
from loaders.mapping.evidence import ANY_DIGITS, ENOUGH_CODES, MOST, Evidence
from loaders.mapping.model import Field, Option
from loaders.mapping.vocabulary import field_word, folded_words, level_word, match_indicator, measure_field, peel, words
from loaders.reading import Cell, fold, parse_area_code

SAME_HEADING = "หัวคอลัมน์ตรงกัน"
UNSURE_PERCENT = "percent"
LOOKED_AT_CELLS = 25
FEW_CODES = 2
AREA_UNITS = ("หมู่บ้าน", "ชุมชน")  # units that are also words of areas: รหัสหมู่บ้าน
BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*$")


@dataclass(frozen=True)
class Column:
    """A column with the evidence of its values."""

    found: FoundColumn
    values: Evidence


def options_of(column: Column, indicator_set: IndicatorSet | None, is_long: bool) -> tuple[Option, ...]:
    """The fields the column may be, the surest first, one option a field."""
    if column.values.personal:
        return (Option(Field(f.PERSONAL), 1.0, "มีค่าที่เป็นข้อมูลส่วนบุคคล ไม่เก็บ"),)
    options = [*_running(column), *_areas(column), *_plain(column)]
    if indicator_set is not None:
        options += _long(column, indicator_set) if is_long else _wide(column, indicator_set)
    options += _personal(column, options)
    best: dict[Field, Option] = {}
    for option in options:
        if option.field not in best or option.score > best[option.field].score:
            best[option.field] = option
    return tuple(sorted(best.values(), key=lambda option: (-option.score, option.field.key)))


def _running(column: Column) -> list[Option]:
    return [Option(Field(f.RUNNING), 0.97, "เป็นลำดับที่")] if column.found.is_running else []


def _personal(column: Column, others: list[Option]) -> list[Option]:
    """By the heading; words such as ศาสนา also stand in names of indicators, whose values are figures."""
    if not any(is_personal_heading(part) for part in (column.found.heading, *column.found.parts)):
        return []
    sure = max((option.score for option in others), default=0.0)
    is_area = any(option.field.kind in (f.AREA_CODE, f.AREA_NAME) and option.score >= MOST for option in others)
    if is_area or (sure >= MOST and column.values.numbers >= MOST):
        return []
    return [Option(Field(f.PERSONAL), 0.99, "หัวคอลัมน์เป็นข้อมูลส่วนบุคคล ไม่เก็บ")]


def _areas(column: Column) -> list[Option]:
    values, last = column.values, column.found.parts[-1] if column.found.parts else ""
    level_named = level_word(last) or level_word(column.found.heading)
    is_figure = has_unit(column.found) and values.numbers >= 0.5
    options: list[Option] = []
    if is_figure or (is_doubtful_area(last) and not any(values.name_shares.values())):
        return options
    if level_named is not None:
        level, is_code = level_named
        options += _area_at_level(values, level, is_code)
        if is_code and not options and is_explicit_code(last):
            options.append(Option(Field(f.AREA_CODE), 0.6, f"{SAME_HEADING} แต่ค่าไม่เหมือนรหัส"))
    elif values.code_level not in ("", "province") and values.filled >= FEW_CODES and values.codes_listed == 1:
        options.append(Option(Field(f.AREA_CODE, values.code_level), 0.7, "ค่าคล้ายรหัสพื้นที่"))
    elif values.name_level():
        options.append(Option(Field(f.AREA_NAME, values.name_level()), 0.65, "ค่าคล้ายชื่อพื้นที่"))
    return options


def has_unit(column: FoundColumn) -> bool:
    """True for a heading that says a unit or a count: its numbers are figures, never codes.

    >>> [has_unit(FoundColumn(0, "A", text, (text,))) for text in ("งบ", "จำนวนเตียง", "รหัสตำบล (6 หลัก)", "รหัสกองทุน")]
    [True, True, False, False]
    """
    if column.unit and column.unit not in AREA_UNITS:
        return True
    return any(_says_unit(text) for text in (column.heading, *column.parts))


def _says_unit(text: str) -> bool:
    inner = match[1] if (match := BRACKETED.search(text)) else ""
    folded = fold(text).strip()
    longer = [unit for unit in word_lists()["units"] if 2 < len(unit) < len(folded) and unit not in AREA_UNITS]
    is_amount = any(word in folded for word in folded_words("amounts", "words")) and not says_code(text)
    return bool(unit_of(inner) or unit_of(inner.split("/")[0])) or is_amount or folded.endswith(tuple(longer))


def says_code(text: str) -> bool:
    """True for a heading that says its values are codes of something: รหัสตำบล, project code."""
    folded = fold(text).strip(" .:_*")
    lists = words()["codes"]
    return folded.startswith(tuple(lists["prefixes"])) or folded.endswith(tuple(lists["suffixes"]))


def is_explicit_code(text: str) -> bool:
    """True for a heading that says codes of areas, and not codes of anything: รหัสพื้นที่, not รหัส."""
    return fold(text).strip(" .:_*") in {fold(word) for word in words()["codes"]["of_areas"]}


def is_doubtful_area(text: str) -> bool:
    """True for headings such as หน่วยงาน, which more often name an agency than an area."""
    return fold(text).strip(" .:_*") in {fold(word) for word in words()["doubtful"]["areas"]}


def _area_at_level(values: Evidence, level: str, is_code: bool) -> list[Option]:
    """The heading names a level: the values decide between code and name; figures under อำเภอ are neither."""
    if values.filled == 0:
        return [Option(Field(f.AREA_CODE if is_code else f.AREA_NAME, level), 0.6, SAME_HEADING)]
    as_codes = values.code_level and (is_code or (values.numbers >= MOST and values.codes_exist >= ENOUGH_CODES))
    if as_codes and level in ("", values.code_level):
        if level == "" and values.is_padded:  # rows further down may be of a finer level
            return [Option(Field(f.AREA_CODE), 0.98, f"{SAME_HEADING} ค่าเป็นรหัสพื้นที่")]
        if not is_code and values.code_level == "province":
            return [Option(Field(f.AREA_CODE, "province"), 0.55, "หัวคอลัมน์เป็นชื่อระดับ ค่าคล้ายรหัส")]
        return [Option(Field(f.AREA_CODE, values.code_level), 0.98, f"{SAME_HEADING} ค่าเป็นรหัสพื้นที่")]
    if is_code:
        return [Option(Field(f.AREA_CODE, level), 0.75, f"{SAME_HEADING} แต่บางค่าไม่เหมือนรหัส")] if level else []
    if values.numbers >= 0.5:
        return []
    share = values.name_shares.get(level, 0.0) if level else max(values.name_shares.values(), default=0.0)
    score = 0.85 + 0.1 * share
    return [Option(Field(f.AREA_NAME, level), round(score, 3), f"{SAME_HEADING} ค่าเป็นชื่อพื้นที่" if share else SAME_HEADING)]


def _plain(column: Column) -> list[Option]:
    """Year, households, people, หมู่ที่ and development level: by the whole heading or one of its parts."""
    values, parts = column.values, [*reversed(column.found.parts)]
    as_written = next((word for text in (column.found.heading, *parts) if (word := field_word(text))), None)
    peeled = [peel(text) for text in parts]
    measure = as_written or next((word for rest, _, _ in peeled if (word := field_word(rest))), None)
    if measure == f.PEOPLE and any(unit == "ครัวเรือน" for _, _, unit in peeled):
        measure = f.HOUSEHOLDS
    if measure == f.YEAR:
        share = max(values.years, values.short_years) if values.filled else 0.6
        why = "ค่าเป็นปีสองหลัก" if values.short_years > values.years else "ค่าเป็นปี"
        return [Option(Field(f.YEAR), round(0.3 + 0.65 * share, 3), f"{SAME_HEADING} {why}")]
    if measure == f.VILLAGE_NUMBER and values.filled and values.village_numbers >= MOST:
        return [Option(Field(f.VILLAGE_NUMBER), 0.95, f"{SAME_HEADING} ค่าเป็นหมู่ที่")]
    if measure not in (*f.MEASURES, f.VILLAGE_NUMBER) or (values.filled and not values.looks_count):
        return []
    measures = {measure for _, found, _ in peeled for measure in found}
    doubtful = not as_written and measures & {"failed", "passed", "percent", "gap", "target"}
    if measure == f.VILLAGE_NUMBER and (values.high or 0) >= 100:
        doubtful = True
    return [Option(Field(measure), 0.45 if doubtful else 0.95, SAME_HEADING)]


def _wide(column: Column, indicator_set: IndicatorSet) -> list[Option]:
    """The column is a figure of one indicator: which, from the parts' words; which figure, from the measure words."""
    rests, measures = _peeled(column)
    kind, certainty, why = _figure_kind(column, measures, indicator_set.measure)
    if kind is None:
        return []
    options: list[Option] = []
    for rest in rests:
        for match in match_indicator(rest, indicator_set):
            score = round(match.score * certainty, 3)
            options.append(Option(Field(kind, match.code), score, f"{match.reason}{why}"))
    return options


def _peeled(column: Column) -> tuple[list[str], frozenset[str]]:
    measures: set[str] = set()
    rests: list[str] = []
    for part in column.found.parts:
        rest, found, _ = peel(part)
        measures |= found
        if rest:
            rests.append(rest)
    return rests, frozenset(measures)


def _figure_kind(column: Column, measures: frozenset[str], measure: str) -> tuple[str | None, float, str]:
    """(kind, certainty, what to add to the reason); "percent" is settled later among the indicator's columns."""
    values, kind = column.values, measure_field(measures)
    if values.filled and values.numbers < 0.5:
        return None, 0.0, ""
    if measure == "value":
        return f.VALUE, 1.0, ""
    if measure == "score":
        return f.SCORE, 1.0 if values.looks_score or not values.filled else 0.5, ""
    if kind in (None, "count", f.SCORE):
        if values.looks_percent:
            return UNSURE_PERCENT, 0.6, " ค่าเป็นร้อยละ"
        return f.FAILED, 0.5, " ไม่มีคำบอกว่าเป็นจำนวนที่ผ่านหรือไม่ผ่าน"
    return kind, 1.0, ""


def _long(column: Column, indicator_set: IndicatorSet) -> list[Option]:
    """In a table of one row per indicator: the column of indicators, and the figures without a name."""
    rests, measures = _peeled(column)
    heading = any(field_word(text) == f.INDICATOR for text in (*column.found.parts, column.found.heading))
    texts = column.values.texts[:LOOKED_AT_CELLS]
    matched = sum(_is_indicator(text, indicator_set) for text in texts)
    share = matched / len(texts) if texts else 0.0
    if share >= 0.5 and (heading or share >= MOST):
        reason = "ค่าเป็นชื่อหรือเลขของตัวชี้วัด"
        return [Option(Field(f.INDICATOR), round((0.75 if heading else 0.55) + 0.2 * share, 3), reason)]
    kind = measure_field(measures)
    if kind in (None, "count") or column.values.numbers < 0.5:
        kind = kind and f.ASSESSED if indicator_set.measure == "count" and not rests else None
        return [Option(Field(kind), 0.45, "มีแต่คำว่าจำนวน")] if kind and column.values.looks_count else []
    return [Option(Field(kind), 0.93, SAME_HEADING)]


def _is_indicator(text: str, indicator_set: IndicatorSet) -> bool:
    if text.strip().isdigit():
        return False
    matches = match_indicator(peel(text)[0], indicator_set)
    return bool(matches) and matches[0].score >= 0.5


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
        near_person = any(_tells_person(other, options) for other in columns if other.found.index != index)
        if _share_of_places(column, None if near_person else areas) >= MOST:
            settled[index] = tuple(each for each in options[index] if each.field.kind != f.PERSONAL)
            continue
        others = [each for each in options[index] if each.field.kind not in (f.AREA_NAME, f.PERSONAL)]
        unsure = [
            replace(each, score=min(each.score, DOUBTFUL), reason=DOUBT)
            for each in options[index]
            if each.field.kind == f.AREA_NAME
        ]
        is_personal = near_person and not any(each.score >= MOST for each in others)
        personal = [Option(Field(f.PERSONAL), 0.99, PERSON)] if is_personal else []
        settled[index] = tuple(sorted((*personal, *others, *unsure), key=lambda each: (-each.score, each.field.key)))
    return settled


def settle_codes(
    found: FoundTable, options: MappingABC[int, tuple[Option, ...]], areas: AreaIndex
) -> dict[int, tuple[Option, ...]]:
    """The options of every column, where numbers under a heading that says no code are codes of areas only if the
    names beside them, as far as we know them, are of these areas."""
    rows = [row for row, role in zip(found.top, found.roles, strict=False) if role == DATA]
    names = {
        index: best.field.of
        for index, listed in options.items()
        if (best := next(iter(listed), None)) and best.field.kind == f.AREA_NAME
    }
    settled = dict(options)
    for column in found.columns:
        listed = options.get(column.index, ())
        is_code = any(each.field.kind == f.AREA_CODE for each in listed)
        if is_code and not any(says_code(part) for part in (*column.parts, column.heading)):
            pairs = [
                (_cell(row, column.index), _cell(row, index), level) for row in rows for index, level in names.items()
            ]
            fits = [fit for code, name, level in pairs if (fit := _fits(code, name, level, areas)) is not None]
            if fits and sum(fits) < MOST * len(fits):
                settled[column.index] = tuple(each for each in listed if each.field.kind != f.AREA_CODE)
    return settled


def _cell(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else None


def _fits(code_cell: Cell, name: Cell, level: str, areas: AreaIndex) -> bool | None:
    """Whether a code and a name are of one area or of one within the other; None where either is not known."""
    code = parse_area_code(code_cell, ANY_DIGITS).value
    known = areas.find(parse_named(name, level)) if isinstance(name, str) and name.strip() else []
    if code is None or not known:
        return None
    short = trimmed_code(code)
    return any(each.startswith(short) or short.startswith(each) for each in known)


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
