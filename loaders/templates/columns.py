"""The columns of each template: heading, the line above it, its drop-down or number rule."""

from dataclasses import dataclass
from typing import Literal

from catalogue import Indicator, IndicatorSet
from loaders.layouts.jpt_household import HOUSEHOLD
from loaders.layouts.marker import TEMPLATES

Rule = Literal["text", "count", "answer", "level", "number"]


@dataclass(frozen=True)
class TemplateColumn:
    """`above` explains the column (an indicator's number and short name); `rule` says what its cells take."""

    heading: str
    rule: Rule
    above: str = ""
    width: int = 13


def template_columns(name: str, indicator_set: IndicatorSet | None) -> list[TemplateColumn]:
    """The columns of the data sheet of one template; the indicators' come from the set."""
    areas = TEMPLATES["areas"]
    columns = [TemplateColumn(areas["code"], "text", width=14), TemplateColumn(areas["name"], "text", width=24)]
    indicators = indicator_set.indicators if indicator_set else ()
    if name == "jpt_village":
        columns += [TemplateColumn(heading, "count") for heading in TEMPLATES["measures"].values()]
        columns += [each for indicator in indicators for each in _pair(indicator, name)]
    elif name == "jpt_household":
        columns.append(TemplateColumn(_heading(name, "people"), "count"))
        columns += [each for indicator in indicators for each in _household_columns(indicator)]
    elif name == "nrd2c_village":
        columns += [_single(indicator, name, "score", "level") for indicator in indicators]
        columns.append(TemplateColumn(_heading(name, "development_level"), "level", width=16))
    else:
        columns += [TemplateColumn(f"คอลัมน์ {number}", "number") for number in range(1, 6)]
    return columns


def _household_columns(indicator: Indicator) -> list[TemplateColumn]:
    if indicator.unit == HOUSEHOLD:
        return [_single(indicator, "jpt_household", "answer", "answer")]
    return _pair(indicator, "jpt_household")


def _pair(indicator: Indicator, name: str) -> list[TemplateColumn]:
    return [_single(indicator, name, "assessed", "count"), _single(indicator, name, "failed", "count")]


def _single(indicator: Indicator, name: str, kind: str, rule: Rule) -> TemplateColumn:
    heading = _heading(name, kind).format(number=indicator.number)
    return TemplateColumn(heading, rule, f"{indicator.number}. {indicator.short_label} ({indicator.unit})")


def _heading(name: str, kind: str) -> str:
    return str(TEMPLATES["template"][name]["headings"][kind])
