"""A list of indicators as a person has it (pasted, in a sheet, or the headings of a report) → a set's definition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loaders.checks.problems import Problem
from loaders.finding import FoundTable
from loaders.mapping.vocabulary import peel, unit_word
from loaders.reading import Cell, Sheet, clean_text, fold
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
    if (unit_match := UNIT.search(name)) and (unit := unit_word(unit_match[1])):
        name = name[: unit_match.start()]
    return Line("indicator", int(match[1]), name.strip(" :-–"), unit) if name.strip(" :-–") else None


def check_list(
    definition: Mapping[str, Any], announced: Mapping[int, int], missing: Sequence[int]
) -> tuple[Problem, ...]:
    """Sizes announced and found, numbers one after the other, names and numbers once, units."""
    rows = definition["indicators"]
    if not rows:
        return (Problem("I01"),)
    return (
        *_sizes(definition, announced),
        *_numbers([row["number"] for row in rows]),
        *_names([row["name"] for row in rows]),
        *_empty_dimensions(definition),
        *_units(missing),
    )


def lines_not_taken(numbers: Sequence[int]) -> Iterator[Problem]:
    """I09 for every line that is neither a dimension nor an indicator, by its number."""
    for number in numbers:
        yield Problem("I09", row=number)


def _sizes(definition: Mapping[str, Any], announced: Mapping[int, int]) -> Iterator[Problem]:
    counts = Counter(row["dimension"] for row in definition["indicators"])
    names = {each["number"]: each["name"] for each in definition["dimensions"]}
    for number, size in announced.items():
        found = counts[number] if number else sum(counts.values())
        if found != size:
            sizes = {"announced": size, "found": found}
            dimension = f"{number} {names.get(number, '')}".strip()
            yield Problem("I02", {**sizes, "dimension": dimension}) if number else Problem("I02-list", sizes)


def _numbers(numbers: Sequence[int]) -> Iterator[Problem]:
    for number, count in Counter(numbers).items():
        if count > 1:
            yield Problem("I03", {"number": number, "count": count})
    absent = sorted(set(range(1, max(numbers) + 1)) - set(numbers))
    if absent:
        yield Problem("I04", {"numbers": tuple(absent)})
    elif list(numbers) != sorted(numbers):
        yield Problem("I05")


def _names(names: Sequence[str]) -> Iterator[Problem]:
    twice = [name for name, count in Counter(map(fold, names)).items() if count > 1]
    if twice:
        yield Problem("I06", {"count": len(twice)})


def _empty_dimensions(definition: Mapping[str, Any]) -> Iterator[Problem]:
    used = {row["dimension"] for row in definition["indicators"]}
    for each in definition["dimensions"]:
        if each["number"] not in used:
            yield Problem("I07", {"dimension": f"{each['number']} {each['name']}"})


def _units(missing: Sequence[int]) -> Iterator[Problem]:
    if missing:
        yield Problem("I08", {"numbers": tuple(missing)})


COLUMNS = {
    "number": ("ลำดับ", "ลำดับที่", "ที่", "ข้อ", "ข้อที่", "เลขที่", "ตัวชี้วัดที่", "no", "no.", "number", "เลขตัวชี้วัด"),
    "name": ("ตัวชี้วัด", "ชื่อตัวชี้วัด", "รายการ", "ชื่อ", "name", "name_th", "รายการตัวชี้วัด"),
    "dimension": ("หมวด", "ด้าน", "หมวดที่", "มิติ", "ด้านที่", "ชื่อหมวด", "ชื่อด้าน", "category", "category_th", "dimension"),
    "unit": ("หน่วย", "หน่วยนับ", "unit", "หน่วยวัด"),
}
SIZE_IN_TITLE = re.compile(r"(?:รวม|จำนวน|มี|ทั้งหมด)?\s*([0-9]{1,3})\s*(?:ตัวชี้วัด|ข้อ)")


@dataclass(frozen=True)
class IndicatorList:
    """The set that a list describes.

    `definition`: what `catalogue.parse_set` takes once `missing_units` (numbers) have been answered. `problems`: what
    does not add up. `announced`: sizes that the list itself states, by dimension number (0: the whole list).
    """

    definition: dict[str, Any]
    problems: tuple[Problem, ...]
    missing_units: tuple[int, ...] = ()
    announced: dict[int, int] = field(default_factory=dict[int, int])

    def with_units(self, units: dict[int, str]) -> dict[str, Any]:
        """The definition with the units that the person gave, by indicator number."""
        rows = [{**row, "unit": units.get(row["number"], row["unit"])} for row in self.definition["indicators"]]
        return {**self.definition, "indicators": rows}


def read_indicator_list(
    source: str | Sheet | FoundTable,
    *,
    set_id: str,
    survey: str,
    title: str,
    first_year: int,
    last_year: int | None = None,
    default_unit: str = "",
) -> IndicatorList:
    """The set that a text (one line an indicator), a sheet or a report's headings list.

    Dimensions stand in lines of their own ("หมวดที่ 1 สุขภาพ มี 7 ตัวชี้วัด") or in a column. Units come from a column or from
    brackets at the end of a name (คร. is ครัวเรือน); a village survey's unit is หมู่บ้าน; any other missing unit is asked.
    A line of a text or a sheet that says none of this is named among the problems.
    """
    lines, not_taken = _lines(source)
    dimensions, indicators, announced = _gathered(lines, default_unit or ("หมู่บ้าน" if survey == "nrd2c" else ""))
    definition = {
        "id": set_id,
        "survey": survey,
        "title": title,
        "first_year": first_year,
        "last_year": last_year or first_year,
        "confidence": "U",
        "source": "รายชื่อที่ผู้ใช้นำเข้า",
        "dimensions": dimensions,
        "indicators": indicators,
    }
    missing = tuple(row["number"] for row in indicators if not row["unit"])
    problems = (*check_list(definition, announced, missing), *lines_not_taken(not_taken))
    return IndicatorList(definition, problems, missing, announced)


def _gathered(lines: Sequence[Line], unit: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[int, int]]:
    """(dimensions, indicators, sizes announced) of the lines, in their order."""
    dimensions: list[dict[str, Any]] = []
    indicators: list[dict[str, Any]] = []
    announced: dict[int, int] = {}
    for line in lines:
        if line.kind == "size":
            announced[0] = line.size or 0
        elif line.kind == "dimension":
            _dimension(line, dimensions, announced)
        else:
            _indicator(line, dimensions, indicators, unit)
    if indicators and not dimensions:
        dimensions.append({"number": 1, "name": "ตัวชี้วัดทั้งหมด"})
    rows = [{**row, "dimension": row["dimension"] or dimensions[0]["number"]} for row in indicators]
    return dimensions, rows, announced


def _dimension(line: Line, dimensions: list[dict[str, Any]], announced: dict[int, int]) -> None:
    known = next((each for each in dimensions if fold(each["name"]) == fold(line.name)), None)
    number = known["number"] if known else line.number or len(dimensions) + 1
    if known is None:
        dimensions.append({"number": number, "name": line.name})
    if line.size is not None:
        announced[number] = line.size


def _indicator(
    line: Line, dimensions: list[dict[str, Any]], indicators: list[dict[str, Any]], default_unit: str
) -> None:
    """Add one indicator; the same number and name again (a report's pairs of columns) is one."""
    if line.dimension:
        _dimension(dimension_line(line.dimension) or Line("dimension", None, line.dimension), dimensions, {})
        names = [each for each in dimensions if fold(each["name"]) == fold(_dimension_name(line.dimension))]
        dimension = names[-1]["number"] if names else dimensions[-1]["number"]
    else:
        dimension = dimensions[-1]["number"] if dimensions else 0
    number = line.number or len(indicators) + 1
    if any(row["number"] == number and fold(row["name"]) == fold(line.name) for row in indicators):
        return
    row = {"number": number, "name": line.name, "dimension": dimension, "unit": line.unit or default_unit}
    indicators.append(row)


def _dimension_name(text: str) -> str:
    line = dimension_line(text)
    return line.name if line else text


def _lines(source: str | Sheet | FoundTable) -> tuple[list[Line], list[int]]:
    """(the lines, the numbers of those that are none)."""
    if isinstance(source, FoundTable):
        return _lines_of_headings(source), []
    rows = _rows_of(source)
    columns, start = _column_places([row for _, row in rows])
    found: list[Line] = []
    not_taken: list[int] = []
    for number, row in rows[start:]:
        last = next((line.number for line in reversed(found) if line.kind == "indicator" and line.number), 0)
        line = _line_of_columns(row, columns) if columns else _line_of_cells(row, last + 1)
        if line is None:
            not_taken.append(number)
        else:
            found.append(line)
    return found, not_taken


def _rows_of(source: str | Sheet) -> list[tuple[int, list[str]]]:
    """(number from 1, texts) of the rows that say anything."""
    rows: Sequence[Sequence[Cell]] = (
        source.rows if isinstance(source, Sheet) else [line.split("\t") for line in source.splitlines()]
    )
    texts = [(number, [_text(cell) for cell in row]) for number, row in enumerate(rows, 1)]
    return [(number, row) for number, row in texts if any(row)]


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else clean_text(str(cell))


def _column_places(rows: list[list[str]]) -> tuple[dict[str, int], int]:
    """(our column → position, first row below the headings) when a row names at least a number or a unit and a name."""
    for number, row in enumerate(rows[:20]):
        places: dict[str, int] = {}
        for position, text in enumerate(row):
            name = next((name for name, listed in COLUMNS.items() if fold(text) in listed), None)
            if name and name not in places:
                places[name] = position
        if "name" in places and len(places) > 1:
            return places, number + 1
    return {}, 0


def _line_of_columns(row: list[str], columns: dict[str, int]) -> Line | None:
    cells = {name: row[position] if position < len(row) else "" for name, position in columns.items()}
    filled = [text for text in row if text]
    if len(filled) == 1 and (line := dimension_line(filled[0])):
        return line
    if not cells["name"] or (line := dimension_line(cells["name"])):
        return dimension_line(cells["name"] or filled[0])
    text = f"{cells.get('number', '')}. {cells['name']}" if cells.get("number", "").isdigit() else cells["name"]
    line = indicator_line(text) or Line("indicator", None, cells["name"])
    unit = unit_word(cells.get("unit", "")) or cells.get("unit", "") or line.unit
    return Line("indicator", line.number, line.name, unit, cells.get("dimension", ""))


def _line_of_cells(row: list[str], following: int) -> Line | None:
    """A line without columns: "1. เด็กแรกเกิด … (คน)", or its number, name and unit in cells of their own.

    `following`: the number of the next indicator, for a line in which only a space stands after it.
    """
    filled = [text for text in row if text]
    unit = unit_word(filled[-1]) if len(filled) > 1 else ""
    filled = filled[:-1] if unit else filled
    text = f"{filled[0]}. {filled[1]}" if len(filled) > 1 and filled[0].rstrip(".").isdigit() else " ".join(filled)
    line = dimension_line(text) or indicator_line(text, following)
    if line is None:
        size = SIZE_IN_TITLE.search(fold(text))
        return Line("size", None, text, size=int(size[1])) if size else None
    return Line(line.kind, line.number, line.name, unit or line.unit, "", line.size)


def _lines_of_headings(found: FoundTable) -> list[Line]:
    """A report's headings from left to right: a group's name before its indicators, measure words put aside."""
    lines: list[Line] = []
    for column in found.columns:
        for part in column.parts:
            rest, _, unit = peel(part)
            line = dimension_line(part) or (indicator_line(part) if rest else None)
            if line is not None:
                unit = line.unit or unit or (unit_word(column.unit) if line.kind == "indicator" else "")
                lines.append(Line(line.kind, line.number, line.name, unit, "", line.size))
    return lines
