"""A definition (TOML and CSV, or the JSON a user's set is stored as) → a checked IndicatorSet, and back again.

Indicators whose author gave no texts get proposals, which he may change: a short label, and the problem where the
indicator fails. No two labels of a set begin alike, and none is cut within a word.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from catalogue.checks import SURVEY_MEASURE, indicator_faults, set_faults, view_faults
from catalogue.fields import Fields
from catalogue.model import (
    CatalogueError,
    DevelopmentLevel,
    Dimension,
    Fault,
    Indicator,
    IndicatorSet,
    View,
    ViewDimension,
)
from words.line_breaks import CHART_BREAK, ELLIPSIS, FILE_BREAK, shorten_label, thai_words, wrap_label

FIRST_LETTERS: Final = 30  # what a narrow table or axis shows of a label
NOT: Final = "ไม่"
SET_KEYS = (
    *("id", "survey", "title", "first_year", "last_year", "size", "measure", "source", "confidence"),
    *("confidence_note", "editorial_note", "dimension_count"),
    *("dimensions", "indicators", "development_levels", "views"),
)
DIMENSION_KEYS = ("number", "name", "short")
LEVEL_KEYS = ("number", "name", "fewest", "most")
VIEW_KEYS = ("id", "set_id", "title", "source", "confidence", "confidence_note", "dimensions")
INDICATOR_KEYS = (
    *("number", "name", "problem_name", "problem_label", "short_label", "chart_label", "dimension", "unit"),
    *("applies_to", "groups", "direction", "targets", "sdg", "agencies", "definition", "aliases", "same_as"),
    *("rollup", "low", "high"),
)
SET_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def proposed_labels(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """A short label for each (number, name, label given) of a set; a label that was given stays.

    The name cut at a word. Where two would be alike in their first FIRST_LETTERS letters, the part in which the names
    differ comes first; where that does not help, the number of the indicator stands before it.

    >>> proposed_labels([("1", "น้ำดื่ม", ""), ("2", "น้ำใช้", "น้ำ")])
    ['น้ำดื่ม', 'น้ำ']
    """
    labels = [given or shorten_label(name) for _, name, given in rows]
    for propose in (_from_where_they_differ, _with_number):
        alike = Counter(label[:FIRST_LETTERS] for label in labels)
        group = [place for place, label in enumerate(labels) if label and alike[label[:FIRST_LETTERS]] > 1]
        for place in group:
            if not rows[place][2]:
                labels[place] = propose(rows, place, group)
    return labels


def _from_where_they_differ(rows: Sequence[tuple[str, str, str]], place: int, group: Sequence[int]) -> str:
    """The name from the first word in which it differs from every other of its group: …ที่เหลือของชื่อ."""
    own = thai_words(rows[place][1])
    shared = 0
    for other in group:
        words = thai_words(rows[other][1])
        if other != place:
            pairs = zip(own, words, strict=False)
            same = next((at for at, (one, two) in enumerate(pairs) if one != two), min(len(own), len(words)))
            shared = max(shared, same)
    rest = "".join(own[shared:]).strip()
    return f"{ELLIPSIS}{shorten_label(rest)}" if shared and rest else shorten_label(rows[place][1])


def _with_number(rows: Sequence[tuple[str, str, str]], place: int, group: Sequence[int]) -> str:
    del group
    number, name, _ = rows[place]
    return f"{number}. {shorten_label(name)}"


def proposed_problem(label: str, measure: str, direction: str) -> str:
    """What is wrong where an indicator of this label fails, as its author may change it.

    >>> proposed_problem("ไม่ดื่มสุรา", "count", "more_is_better"), proposed_problem("มีน้ำใช้", "count", "more_is_better")
    ('ดื่มสุรา', 'ไม่ผ่าน: มีน้ำใช้')
    >>> proposed_problem("ถนน", "score", "more_is_better"), proposed_problem("ขยะ", "value", "more_is_worse")
    ('ปัญหา: ถนน', 'ขยะ')
    """
    if not label:
        return ""
    if measure == "score":
        return f"ปัญหา: {label}"
    if measure == "value":
        return label if direction == "more_is_worse" else f"{label} (ค่าน้อยคือปัญหา)"
    without = label.removeprefix(NOT).strip()
    return without if without and without != label else f"ไม่ผ่าน: {label}"


def parse_set(definition: Mapping[str, Any], place: str = "", first_row: int = 1) -> IndicatorSet:
    """One indicator set, checked, from a mapping of the shape `set_to_dict` writes.

    Needed: id, survey, title, first_year, last_year, dimensions (number, name) and indicators (number, name,
    dimension, unit). Left out, these are filled: `size` from the rows, `measure` from the survey, `short_label`,
    `chart_label`, `problem_name` and `problem_label` from the name (`proposed_labels`, `proposed_problem`),
    `confidence` "U". `place` names the file in messages and `first_row` the row number of its first indicator. Raises
    CatalogueError with every fault found.
    """
    faults: list[Fault] = []
    place = place or f"ชุด {definition.get('id', '(ไม่มีรหัส)')}"
    head = Fields(definition, place, faults)
    head.check_keys(SET_KEYS)
    set_id = _set_id(head)
    dimensions = tuple(_dimension(Fields(raw, f"{place} หมวด", faults)) for raw in head.rows("dimensions"))
    survey = head.required_text("survey", "ชนิดการสำรวจ")
    measure = head.text("measure", SURVEY_MEASURE.get(survey, ""))
    rows = _indicator_rows(head, first_row, faults)
    labels = proposed_labels([(row.text("number"), row.text("name"), row.text("short_label")) for row in rows])
    indicators = tuple(
        _indicator(row, set_id, dimensions, measure, label) for row, label in zip(rows, labels, strict=True)
    )
    indicator_set = IndicatorSet(
        id=set_id,
        survey=survey,
        title=head.required_text("title", "ชื่อชุด"),
        first_year=head.integer("first_year"),
        last_year=head.integer("last_year"),
        size=head.integer("size", len(indicators)),
        measure=measure,
        source=head.text("source"),
        confidence=head.text("confidence", "U"),
        confidence_note=head.text("confidence_note"),
        editorial_note=head.text("editorial_note"),
        dimension_count=head.integer("dimension_count", len(dimensions)),
        dimensions=dimensions,
        indicators=indicators,
        development_levels=tuple(_level(Fields(raw, place, faults)) for raw in head.rows("development_levels")),
        views=tuple(parse_view(raw, place, set_id, faults) for raw in head.rows("views")),
    )
    _raise_faults(indicator_set, place, [row.place for row in rows], faults)
    return indicator_set


def parse_view(raw: Mapping[str, Any], place: str, set_id: str, faults: list[Fault]) -> View:
    """One view of a set from its mapping; unreadable cells are added to `faults`."""
    head = Fields(raw, f"{place} มุมมอง {raw.get('id', '(ไม่มีรหัส)')}", faults)
    head.check_keys(VIEW_KEYS)
    view_id = head.required_text("id", "รหัสมุมมอง")
    if head.text("set_id", set_id) != set_id:
        head.fault(f"มุมมองนี้เป็นของชุด {head.text('set_id')}", f"ใส่ set_id เป็น {set_id}")
    rows = [Fields(each, head.place, faults) for each in head.rows("dimensions")]
    return View(
        id=view_id,
        set_id=set_id,
        title=head.required_text("title", "ชื่อมุมมอง"),
        source=head.text("source"),
        confidence=head.text("confidence", "U"),
        confidence_note=head.text("confidence_note"),
        dimensions=tuple(_view_dimension(row, view_id, set_id) for row in rows),
    )


def _raise_faults(indicator_set: IndicatorSet, place: str, row_places: Sequence[str], faults: list[Fault]) -> None:
    """Adds what the checks find, except about places already reported as unreadable: one mistake, one message."""
    unreadable = {fault.place for fault in faults}
    found = list(set_faults(indicator_set, place))
    for indicator, row_place in zip(indicator_set.indicators, row_places, strict=True):
        found += indicator_faults(indicator, indicator_set, row_place)
    for view in indicator_set.views:
        found += view_faults(view, indicator_set, f"{place} มุมมอง {view.id}")
    faults = faults + [fault for fault in found if fault.place not in unreadable]
    if faults:
        raise CatalogueError(*faults)


def _indicator_rows(head: Fields, first_row: int, faults: list[Fault]) -> list[Fields]:
    return [
        Fields(raw, f"{head.place} แถว {row} ตัวชี้วัดที่ {raw.get('number', '?')}", faults)
        for row, raw in enumerate(head.rows("indicators"), first_row)
    ]


def _set_id(head: Fields) -> str:
    set_id = head.required_text("id", "รหัสชุด")
    if set_id and not SET_ID.fullmatch(set_id):
        head.fault(f"รหัสชุด '{set_id}' ใช้ไม่ได้", "ใช้ตัวอักษร a–z ตัวเลข และขีดกลาง เช่น jpt-2566")
    return set_id


def _dimension(row: Fields) -> Dimension:
    row.check_keys(DIMENSION_KEYS)
    number, name = row.integer("number"), row.required_text("name", "ชื่อหมวด")
    return Dimension(code=f"d{number}", number=number, name=name, short=row.text("short", name))


def _level(row: Fields) -> DevelopmentLevel:
    row.check_keys(LEVEL_KEYS)
    name = row.required_text("name", "ชื่อระดับการพัฒนา")
    return DevelopmentLevel(row.integer("number"), name, row.integer("fewest"), row.integer("most"))


def _view_dimension(row: Fields, view_id: str, set_id: str) -> ViewDimension:
    row.check_keys((*DIMENSION_KEYS, "indicators"))
    number, name = row.integer("number"), row.required_text("name", "ชื่อด้าน")
    codes = tuple(indicator_code(set_id, each) for each in row.integers("indicators"))
    return ViewDimension(f"{view_id}-{number}", number, name, row.text("short", name), codes)


def indicator_code(set_id: str, number: int) -> str:
    """The code of a set's indicator.

    >>> indicator_code("jpt-2560", 1)
    'jpt-2560-01'
    """
    return f"{set_id}-{number:02d}"


def _indicator(row: Fields, set_id: str, dimensions: Sequence[Dimension], measure: str, label: str) -> Indicator:
    row.check_keys(INDICATOR_KEYS)
    number = row.integer("number")
    name = row.required_text("name", "ชื่อตัวชี้วัด")
    chart_label = row.text("chart_label") or (wrap_label(label) if label else "")
    is_value = measure == "value"
    direction = row.required_text("direction", "ทิศทาง") if is_value else row.text("direction", "more_is_better")
    problem_name = row.text("problem_name") or proposed_problem(label, measure, direction)
    problem_label = row.text("problem_label") or (wrap_label(problem_name) if problem_name else "")
    return Indicator(
        code=indicator_code(set_id, number),
        number=number,
        name=name,
        short_label=label,
        chart_label=chart_label.replace(FILE_BREAK, CHART_BREAK),
        dimension_code=_dimension_code(row, dimensions),
        unit=row.required_text("unit", "หน่วย"),
        applies_to=row.text("applies_to"),
        groups=row.texts("groups"),
        direction=direction,
        targets=row.yearly("targets"),
        sdg=row.integers("sdg"),
        agencies=row.texts("agencies"),
        definition=row.text("definition"),
        aliases=row.texts("aliases"),
        same_as=row.texts("same_as"),
        rollup=row.text("rollup", "mean" if is_value else "sum"),
        low=row.number("low"),
        high=row.number("high"),
        problem_name=problem_name,
        problem_label=problem_label.replace(FILE_BREAK, CHART_BREAK),
    )


def _dimension_code(row: Fields, dimensions: Sequence[Dimension]) -> str:
    """The dimension may be given by number, by code (d1) or by its full name."""
    given = row.required_text("dimension", "หมวด")
    for dimension in dimensions:
        if given in (dimension.code, dimension.name, str(dimension.number), f"{dimension.number}.0"):
            return dimension.code
    return given


def set_to_dict(indicator_set: IndicatorSet) -> dict[str, Any]:
    """The set as JSON-able values: `parse_set(set_to_dict(s)) == s`, also after a trip through JSON text."""
    return {
        "id": indicator_set.id,
        "survey": indicator_set.survey,
        "title": indicator_set.title,
        "first_year": indicator_set.first_year,
        "last_year": indicator_set.last_year,
        "size": indicator_set.size,
        "measure": indicator_set.measure,
        "source": indicator_set.source,
        "confidence": indicator_set.confidence,
        "confidence_note": indicator_set.confidence_note,
        "editorial_note": indicator_set.editorial_note,
        "dimension_count": indicator_set.dimension_count,
        "dimensions": [
            {"number": each.number, "name": each.name, "short": each.short} for each in indicator_set.dimensions
        ],
        "indicators": [
            _indicator_row(each, indicator_set.dimension(each.dimension_code).number)
            for each in indicator_set.indicators
        ],
        "development_levels": [
            {"number": each.number, "name": each.name, "fewest": each.fewest, "most": each.most}
            for each in indicator_set.development_levels
        ],
        "views": [_view(each, indicator_set) for each in indicator_set.views],
    }


def _indicator_row(indicator: Indicator, dimension_number: int) -> dict[str, Any]:
    return {
        "number": indicator.number,
        "name": indicator.name,
        "problem_name": indicator.problem_name,
        "problem_label": indicator.problem_label.replace(CHART_BREAK, FILE_BREAK),
        "short_label": indicator.short_label,
        "chart_label": indicator.chart_label.replace(CHART_BREAK, FILE_BREAK),
        "dimension": dimension_number,
        "unit": indicator.unit,
        "applies_to": indicator.applies_to,
        "groups": list(indicator.groups),
        "direction": indicator.direction,
        "targets": {str(year): target for year, target in indicator.targets.items()},
        "sdg": list(indicator.sdg),
        "agencies": list(indicator.agencies),
        "definition": indicator.definition,
        "aliases": list(indicator.aliases),
        "same_as": list(indicator.same_as),
        "rollup": indicator.rollup,
        "low": indicator.low,
        "high": indicator.high,
    }


def _view(view: View, indicator_set: IndicatorSet) -> dict[str, Any]:
    return {
        "id": view.id,
        "set_id": view.set_id,
        "title": view.title,
        "source": view.source,
        "confidence": view.confidence,
        "confidence_note": view.confidence_note,
        "dimensions": [
            {
                "number": each.number,
                "name": each.name,
                "short": each.short,
                "indicators": [indicator_set.indicator(code).number for code in each.indicator_codes],
            }
            for each in view.dimensions
        ],
    }
