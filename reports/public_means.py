"""Means of several indicators (axes, areas) as they may leave the screen: one that gives away a small count is hidden.

A mean gives a count of 1–9 people away when it rests on just one such figure (the others can be looked up), or when
fewer than 10 were assessed on all that it rests on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from analysis.comparative import Comparative
from reports.small_counts import SMALLEST_SHOWN, is_small

MEANS = ("problem_pct", "pass_pct", "mean_problem_pct", "mean_pass_pct", "rank")


def public_axes(axes: pd.DataFrame, indicators: pd.DataFrame, axis_of: Mapping[str, str]) -> tuple[pd.DataFrame, int]:
    """The axes (area_code, axis_code, percentages) with those hidden that rest on `indicators` (of the same areas) in
    a way that gives a small count away, and how many these are. Without counts of people nothing is hidden."""
    table = indicators.assign(axis_code=indicators["indicator_code"].map(dict(axis_of)))
    return _hidden(axes, table, ["area_code", "axis_code"])


def public_comparative(compared: Comparative, axis_of: Mapping[str, str]) -> tuple[Comparative, int]:
    """The comparison as it may leave the screen, and how many means are hidden in it. Hidden areas stand last, by code:
    in a ranked list their place would tell what is hidden."""
    axes, hidden_axes = public_axes(compared.axes, compared.indicators, axis_of)
    areas, hidden_areas = _hidden(compared.areas, compared.indicators, ["area_code"])
    is_hidden = areas["rank"].isna() & compared.areas["rank"].notna()
    last = areas[is_hidden].sort_values("area_code")
    areas = pd.concat([areas[~is_hidden], last], ignore_index=True)
    place = {code: number for number, code in enumerate(areas["area_code"])}
    axes = axes.sort_values("area_code", key=lambda codes: codes.map(place), kind="stable", ignore_index=True)
    return replace(compared, areas=areas, axes=axes), hidden_axes + hidden_areas


def _hidden(means: pd.DataFrame, indicators: pd.DataFrame, keys: Sequence[str]) -> tuple[pd.DataFrame, int]:
    rows = indicators.assign(is_small=is_small(indicators))
    of_mean = rows.groupby(list(keys), sort=False).agg(small=("is_small", "sum"), base=("assessed", "max"))
    tells = of_mean["small"].eq(1) | (of_mean["small"].gt(0) & of_mean["base"].lt(SMALLEST_SHOWN))
    hidden = means[list(keys)].merge(tells.rename("tells").reset_index(), on=list(keys), how="left")["tells"]
    mask = pd.Series(hidden.eq(True).to_numpy(), index=means.index)
    shown = means.copy()
    columns = [column for column in MEANS if column in shown]
    shown[columns] = shown[columns].mask(mask)
    return shown, int(mask.sum())
