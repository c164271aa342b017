"""Other data of the community: a set of value indicators made from the columns a person picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.parsing import indicator_code
from loaders.mapping import fields as f
from loaders.mapping.fields import Field
from loaders.mapping.model import Mapping


@dataclass(frozen=True, slots=True)
class OtherColumn:
    """What a person says of one value column. `column` and `weight_column` are positions from 0.

    `direction`: more_is_better or more_is_worse; `rollup`: sum, mean or weighted_mean (needs `weight_column`);
    `low`, `high`: bounds outside which a value is a fault, None for none.
    """

    column: int
    name: str
    unit: str
    direction: str = "more_is_better"
    rollup: str = "mean"
    low: float | None = None
    high: float | None = None
    weight_column: int | None = None


def other_definition(
    columns: Sequence[OtherColumn],
    *,
    set_id: str,
    title: str,
    first_year: int,
    last_year: int | None = None,
    dimension: str = "ข้อมูลอื่น",
    source: str = "",
) -> dict[str, Any]:
    """The definition of a set of survey "other" for `catalogue.parse_set`: one indicator a column, in order."""
    return {
        "id": set_id,
        "survey": "other",
        "measure": "value",
        "title": title,
        "first_year": first_year,
        "last_year": last_year or first_year,
        "source": source,
        "confidence": "U",
        "dimensions": [{"number": 1, "name": dimension}],
        "indicators": [
            {
                "number": number,
                "name": each.name,
                "dimension": 1,
                "unit": each.unit,
                "direction": each.direction,
                "rollup": each.rollup,
                "low": each.low,
                "high": each.high,
            }
            for number, each in enumerate(columns, 1)
        ],
    }


def with_other_columns(mapping: Mapping, set_id: str, columns: Sequence[OtherColumn]) -> Mapping:
    """The mapping with the value columns (and weights) of a set made by `other_definition`.

    Raises KeyError for a column the table does not have, ValueError for a weighted mean without weights.
    """
    taken = {each.column for each in columns}
    for number, each in enumerate(columns, 1):
        code = indicator_code(set_id, number)
        mapping = mapping.with_field(each.column, Field(f.VALUE, code))
        if each.rollup == "weighted_mean" and each.weight_column is None:
            raise ValueError(f"{each.name}: ค่าเฉลี่ยถ่วงน้ำหนักต้องเลือกคอลัมน์น้ำหนัก")
        if each.weight_column is not None and each.weight_column in taken:
            raise ValueError(f"{each.name}: คอลัมน์น้ำหนักเป็นคอลัมน์ค่าอยู่แล้ว")
        if each.weight_column is not None:
            mapping = mapping.with_field(each.weight_column, Field(f.WEIGHT, code))
    return Mapping(mapping.columns, set_id, mapping.layout, mapping.name, mapping.area_code, mapping.year_be)
