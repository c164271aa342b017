"""Many areas side by side as they may leave the screen: each one's means are printed as its own radar prints them."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analysis.core.ranked_areas import RankedAreas
from analysis.core.statistics import rank_from_largest
from analysis.disclosure.gate import Disclosure
from analysis.disclosure.outputs import Shaped


def comparative_public(compared: RankedAreas, axis_of: Mapping[str, str], gate: Disclosure) -> Shaped[RankedAreas]:
    """The comparison as it may leave the office, and how many means are hidden in it. `axis_of`: indicator → axis.

    Hidden areas stand last, by code: in a ranked list their place would tell what is hidden; the others are ranked by
    their means as printed, ties by code. Sets without counts of people are left as they are.
    """
    if gate.is_open:
        return Shaped(compared, 0)
    members: dict[str, list[str]] = {}
    for code, axis in axis_of.items():
        members.setdefault(axis, []).append(code)
    every_code = [each.code for each in compared.scope.indicator_set.indicators]
    printed = [gate.mean_pct(str(code), every_code) for code in compared.areas["area_code"]]
    rough = [gate.decimals_of(str(code), every_code) or 0 for code in compared.areas["area_code"]]
    areas = _ranked(compared.areas.assign(decimals=rough), printed)
    axes = _printed_axes(compared.axes, gate, members)
    place = {code: number for number, code in enumerate(areas["area_code"])}
    axes = axes.sort_values("area_code", key=lambda codes: codes.map(place), kind="stable", ignore_index=True)
    hidden = _missing(areas, "mean_problem_pct") - _missing(compared.areas, "mean_problem_pct")
    hidden += _missing(axes, "problem_pct") - _missing(compared.axes, "problem_pct")
    return Shaped(replace(compared, areas=areas, axes=axes), hidden)


def _ranked(areas: pd.DataFrame, printed: list[float]) -> pd.DataFrame:
    shown = areas.assign(mean_problem_pct=pd.Series(printed, index=areas.index, dtype="float64"))
    shown = shown.assign(mean_pass_pct=(100 - shown["mean_problem_pct"]).round(1))
    shown = shown.assign(rank=rank_from_largest(shown["mean_problem_pct"]))
    is_hidden = shown["rank"].isna() & areas["rank"].notna()
    first = shown[~is_hidden].sort_values(["rank", "area_code"], kind="stable", na_position="last")
    return pd.concat([first, shown[is_hidden].sort_values("area_code")], ignore_index=True)


def _printed_axes(axes: pd.DataFrame, gate: Disclosure, members: Mapping[str, list[str]]) -> pd.DataFrame:
    pairs = zip(axes["area_code"], axes["axis_code"], strict=True)
    printed = [gate.mean_pct(str(area), members.get(str(axis), [])) for area, axis in pairs]
    keys = zip(axes["area_code"], axes["axis_code"], strict=True)
    rough = [gate.decimals_of(str(area), members.get(str(axis), [])) or 0 for area, axis in keys]
    shown = axes.assign(problem_pct=pd.Series(printed, index=axes.index, dtype="float64"), decimals=rough)
    return shown.assign(pass_pct=(100 - shown["problem_pct"]).round(1))


def _missing(table: pd.DataFrame, column: str) -> int:
    return int(table[column].isna().sum())
