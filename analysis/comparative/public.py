"""Many areas side by side as they may leave the screen: each one's means are printed as its own radar prints them."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analysis.core.figures import axes_of
from analysis.core.ranked_areas import RankedAreas
from analysis.core.statistics import rank_from_largest
from analysis.disclosure.printed_means import PrintedMeans, printed_means


def public_comparative(compared: RankedAreas, axis_of: Mapping[str, str]) -> tuple[RankedAreas, int]:
    """The comparison as it may leave the screen, and how many means are hidden in it. `axis_of`: indicator → axis.

    Hidden areas stand last, by code: in a ranked list their place would tell what is hidden; the others are ranked by
    their means as printed, ties by code. Sets without counts of people are left as they are.
    """
    own_set = compared.scope.indicator_set
    if own_set.measure != "count":
        return compared, 0
    members: dict[str, list[str]] = {}
    for code, axis in axis_of.items():
        members.setdefault(axis, []).append(code)
    whole = [each.code for each in own_set.indicators]
    own_axes = {frozenset(codes) for _, _, _, codes in axes_of(own_set)}
    further = not {frozenset(codes) for codes in members.values()} <= own_axes
    tables = compared.indicators.groupby("area_code", sort=False)
    of_area = {str(code): printed_means(rows, own_set, further) for code, rows in tables}
    areas = _ranked(compared.areas, [of_area[str(code)].mean_pct(whole) for code in compared.areas["area_code"]])
    axes = _printed_axes(compared.axes, of_area, members)
    place = {code: number for number, code in enumerate(areas["area_code"])}
    axes = axes.sort_values("area_code", key=lambda codes: codes.map(place), kind="stable", ignore_index=True)
    hidden = _missing(areas, "mean_problem_pct") - _missing(compared.areas, "mean_problem_pct")
    hidden += _missing(axes, "problem_pct") - _missing(compared.axes, "problem_pct")
    return replace(compared, areas=areas, axes=axes), hidden


def _ranked(areas: pd.DataFrame, printed: list[float]) -> pd.DataFrame:
    shown = areas.assign(mean_problem_pct=pd.Series(printed, index=areas.index, dtype="float64"))
    shown = shown.assign(mean_pass_pct=(100 - shown["mean_problem_pct"]).round(1))
    shown = shown.assign(rank=rank_from_largest(shown["mean_problem_pct"]))
    is_hidden = shown["rank"].isna() & areas["rank"].notna()
    first = shown[~is_hidden].sort_values(["rank", "area_code"], kind="stable", na_position="last")
    return pd.concat([first, shown[is_hidden].sort_values("area_code")], ignore_index=True)


def _printed_axes(
    axes: pd.DataFrame, of_area: Mapping[str, PrintedMeans], members: Mapping[str, list[str]]
) -> pd.DataFrame:
    pairs = zip(axes["area_code"], axes["axis_code"], strict=True)
    printed = [of_area[str(area)].mean_pct(members.get(str(axis), ())) for area, axis in pairs]
    shown = axes.assign(problem_pct=pd.Series(printed, index=axes.index, dtype="float64"))
    return shown.assign(pass_pct=(100 - shown["problem_pct"]).round(1))


def _missing(table: pd.DataFrame, column: str) -> int:
    return int(table[column].isna().sum())
