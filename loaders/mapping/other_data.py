"""Other data of the community: a set of value indicators made from the columns a person picked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from catalogue import IndicatorSet
from loaders.checks.problems import RefusalError
from loaders.mapping import model as f
from loaders.mapping.model import Field, Mapping
from loaders.mapping.year_columns import with_year_codes
from loaders.reading import fold
from words.personal_text import masked_apart

ANY_YEARS = (2500, 2599)  # a table of other data may come again in any year

VALUE_OF_OTHER_DATA = "คอลัมน์ตัวเลขของข้อมูลอื่น"


@dataclass(frozen=True, slots=True)
class OtherColumn:
    """What a person says of one value column. `column` is its position from 0.

    `direction`: more_is_better or more_is_worse; `rollup`: sum, mean or weighted_mean (by the table's weight column);
    `low`, `high`: bounds outside which a value is a fault, None for none. `dimension`: its axis on the radar; "" makes
    the column an axis of its own. `guessed`: which of "direction" and "range" the program proposed and nobody changed.

    In a long table (a row is an area and an item) `column` is the one column of values and `name` is the item; in a
    table with a column for each year it is the first of the indicator's columns.
    """

    column: int
    name: str
    unit: str
    direction: str = "more_is_better"
    rollup: str = "mean"
    low: float | None = None
    high: float | None = None
    dimension: str = ""
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherData:
    """What a person says of a table of other data: its name, its value columns, the column that weighs the weighted
    ones (position from 0, None where none is needed), and where the data come from."""

    title: str
    columns: tuple[OtherColumn, ...]
    weight_column: int | None = None
    source: str = ""


def safe_other_data(data: OtherData) -> tuple[OtherData, int]:
    """What was said of the table, without what it says of persons, and how many of its texts that changed."""
    texts = [
        data.title,
        data.source,
        *(text for each in data.columns for text in (each.name, each.unit, each.dimension)),
    ]
    changed = masked_apart(texts)
    if not changed:
        return data, 0
    columns = tuple(
        replace(
            each,
            name=changed.get(each.name, each.name),
            unit=changed.get(each.unit, each.unit),
            dimension=changed.get(each.dimension, each.dimension),
        )
        for each in data.columns
    )
    title, source = (changed.get(text, text) for text in (data.title, data.source))
    return replace(data, title=title, source=source, columns=columns), len(changed)


def other_set_id(title: str) -> str:
    """The id of the set of other data of this name: the same for the same name, however it is spaced."""
    return f"other-{hashlib.sha256(fold(title).encode()).hexdigest()[:8]}"


def other_definition(data: OtherData) -> dict[str, Any]:
    """The definition of a set of survey "other" for `catalogue.parse_set`: one indicator a column, in order."""
    dimensions = list(dict.fromkeys(each.dimension or each.name for each in data.columns))
    return {
        "id": other_set_id(data.title),
        "survey": "other",
        "measure": "value",
        "title": data.title,
        "first_year": ANY_YEARS[0],
        "last_year": ANY_YEARS[1],
        "source": data.source,
        "confidence": "U",
        "dimensions": [{"number": number, "name": name} for number, name in enumerate(dimensions, 1)],
        "indicators": [
            {
                "number": number,
                "name": each.name,
                "dimension": each.dimension or each.name,
                "unit": each.unit,
                "direction": each.direction,
                "rollup": each.rollup,
                "low": each.low,
                "high": each.high,
            }
            for number, each in enumerate(data.columns, 1)
        ],
    }


def with_other_columns(mapping: Mapping, indicator_set: IndicatorSet, data: OtherData) -> Mapping:
    """The mapping with the value columns and the weight of a set of other data, known by their names.

    Raises KeyError for a column the table does not have, RefusalError for a weighted mean without weights or a column
    that would be both.
    """
    weighed = [each.name for each in data.columns if each.rollup == "weighted_mean"]
    if weighed and data.weight_column is None:
        raise RefusalError("L35-unweighted", {"name": weighed[0]})
    if data.weight_column in {each.column for each in data.columns}:
        raise RefusalError("L35-weight_is_value")
    codes = {indicator.name: indicator.code for indicator in indicator_set.indicators}
    is_long = bool(mapping.of_kind(f.INDICATOR))
    for each in data.columns:
        if mapping.of_kind(f.YEAR_VALUE):
            mapping = with_year_codes(mapping, each.column, codes[each.name])
        else:
            field = Field(f.VALUE, "" if is_long else codes[each.name])
            mapping = mapping.with_field(each.column, field, VALUE_OF_OTHER_DATA)
    if data.weight_column is not None:
        mapping = mapping.with_field(data.weight_column, Field(f.WEIGHT))
    return replace(mapping, set_id=indicator_set.id)
