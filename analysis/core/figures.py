"""Figures of areas and indicators, their means by axis, and one area through its years: where every stage starts."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.core.held_data import (
    FiguresOfIndicators,
    StoredFigure,
    available_data,
    figures_above,
    figures_of_area,
    figures_of_level,
)
from analysis.core.statistics import Numbers, numbers, score_problem_pct, share_pct, value_problem_pct, wilson_interval
from catalogue import Catalogue, CatalogueError, Indicator, IndicatorSet, View
from catalogue.areas import LEVELS, level_of, parent_of
from warehouse import Warehouse
from warehouse.connection import remembered


def is_plain(indicators: pd.DataFrame) -> pd.Series:
    """True for each row of `indicator_data` that has a value and no percentage; False without the column value."""
    if "value" not in indicators:
        return pd.Series(False, index=indicators.index)
    return indicators["value"].notna() & indicators["problem_pct"].isna()


def has_no_range(indicator: Indicator) -> bool:
    """True for an indicator of a value set that has no best and worst end: its values never become percentages."""
    return indicator.low is None or indicator.high is None


def with_plain_axes(axes: pd.DataFrame, indicators: pd.DataFrame, axis_of: Mapping[str, str]) -> pd.DataFrame:
    """The axes with is_plain: no percentage, but values of indicators of the axis (`axis_of`: indicator → axis)."""
    plain = set(indicators.loc[is_plain(indicators), "indicator_code"].map(dict(axis_of)))
    return axes.assign(is_plain=axes["problem_pct"].isna() & axes["axis_code"].isin(list(plain)))


def with_figure(indicators: pd.DataFrame) -> int:
    """How many indicators have a figure of any kind: a percentage, shown or hidden (is_hidden), or a plain value."""
    known = indicators["problem_pct"].notna() | is_plain(indicators)
    return int((known | indicators["is_hidden"] if "is_hidden" in indicators else known).sum())


FIGURES_OF_AREAS = """
    -- One row: the figure of one indicator in one of the areas asked for, all of one level.
    SELECT area_code, indicator_code, unit, assessed, failed, score_1, score_2, score_3, value, areas_counted,
        source_level, is_synthetic, target_pct
    FROM area_figures
    JOIN (SELECT unnest($area_codes::VARCHAR[]) AS area_code) USING (area_code)
    WHERE level = $level AND set_id = $set_id AND year_be = $year_be
"""
NO_FIGURE = StoredFigure(None, None, None, None, None, None, None, None, None, False, None)
STORED_NUMBERS = ("assessed", "failed", "score_1", "score_2", "score_3", "value", "areas_counted", "target_pct")
TARGET_OF_FILE, TARGET_OF_SET = "file", "set"
INDICATOR_COLUMNS = (
    *("area_code", "indicator_code", "number", "name", "short_label", "chart_label", "problem_name"),
    *(
        "problem_label",
        "dimension_code",
        "dimension_name",
        "unit",
        "assessed",
        "failed",
        "score_1",
        "score_2",
        "score_3",
        "value",
        "problem_pct",
    ),
    *("pass_pct", "low_pct", "high_pct", "target_pct", "target_source", "gap_pct", "areas_counted", "source_level"),
    "is_synthetic",
)
OVERALL_COLUMNS = ("area_code", "problem_pct", "pass_pct", "indicators", "indicators_with_data", "is_synthetic")


@remembered
def indicator_data(
    warehouse: Warehouse, indicator_set: IndicatorSet, area_codes: Sequence[str], year_be: int
) -> pd.DataFrame:
    """One row per area and indicator of the set, in the order given and the set's order (INDICATOR_COLUMNS).

    assessed, failed: counts in `unit` (the unit of the source, else of the set). Score sets: score_1..score_3 are
    villages at each score, assessed the villages graded, failed missing. Value sets: value in `unit`, both missing.
    problem_pct, pass_pct, low_pct, high_pct, target_pct, gap_pct: percent. problem_pct is 100 · failed / assessed, or
    the mean of (3 − score) / 2 · 100, or the value's place between its best and worst end; missing when nobody was
    assessed or no figure came in. low_pct, high_pct: Wilson's 95 % interval, missing for score and value sets.
    target_pct: what should pass, by target_source: `file`, as printed beside the figure in its file (an area above has
    it where all it is summed from print the same one), else `set`, the set's of that year (a value set's is turned into
    a percentage like its values); both missing without either. gap_pct: target_pct − pass_pct, missing without one.
    areas_counted, source_level: how many areas of which level the figure was summed from; missing without data, where
    is_synthetic is False. Raises CatalogueError for a text that is no area code.
    """
    codes = list(dict.fromkeys(area_codes))
    if len(codes) == 1:
        figures = [figures_of_area(warehouse, codes[0]).get((indicator_set.id, year_be), {})]
    else:
        figures = _stored_figures(warehouse, indicator_set, codes, year_be)
    return _table(warehouse, indicator_set, year_be, codes, figures)


@remembered
def indicator_data_above(
    warehouse: Warehouse, indicator_set: IndicatorSet, area_code: str, year_be: int
) -> pd.DataFrame:
    """`indicator_data` of the area above an area, which is asked for with the area itself; no rows above the
    country."""
    above = parent_of(area_code)
    codes = [] if above is None else [above]
    figures = [figures_above(warehouse, area_code).get((indicator_set.id, year_be), {}) for _ in codes]
    return _table(warehouse, indicator_set, year_be, codes, figures)


@remembered
def indicator_data_of_level(
    warehouse: Warehouse, indicator_set: IndicatorSet, area_code: str, level: str, year_be: int
) -> pd.DataFrame:
    """`indicator_data` of the areas of a level within an area that have data in this set and year, by code."""
    found = figures_of_level(warehouse, area_code, level, indicator_set.id, year_be)
    return _table(warehouse, indicator_set, year_be, list(found), list(found.values()))


@dataclass(frozen=True)
class TwoYears:
    """The figures of an area in two years, over the places that both cover.

    `now`, `before`: as `indicator_data` of the area; the same rows with the counts, percentages and intervals of the
    shared places only where the two years do not cover the same. `shared`, `covered_now`, `covered_before`: how many
    places of `level` both years, this and the earlier one cover. `household_size`: persons a household where the
    source counts persons for indicators of households; else 1. `own_units`: unit of each indicator in the survey.
    """

    year_be: int | None
    now: pd.DataFrame
    before: pd.DataFrame
    level: str = ""
    shared: int = 0
    covered_now: int = 0
    covered_before: int = 0
    household_size: float = 1.0
    own_units: Mapping[str, str] | None = None

    @property
    def is_whole(self) -> bool:
        """True where both years cover the same places, so that no figure had to be summed anew."""
        return self.shared == self.covered_now == self.covered_before

    @property
    def coverage(self) -> str:
        """On how many places the change rests, in words; "" where both years cover the same."""
        if self.year_be is None or self.is_whole:
            return ""
        of = f"ปีนี้มี {self.covered_now:,} ปี {self.year_be} มี {self.covered_before:,}"
        return f"เฉพาะ {self.shared:,} {LEVELS[self.level]}ที่มีทั้งสองปี ({of})"


def axis_data(indicators: pd.DataFrame, indicator_set: IndicatorSet, view: View | str | None = None) -> pd.DataFrame:
    """One row per area and axis: the set's dimensions, or those of a view (its id), in their order.

    Columns: area_code, axis_code, axis_name, axis_short, problem_pct and pass_pct (percent; plain mean over the
    axis' indicators that have data, each in its own unit; missing when none has), indicators, indicators_with_data.
    `indicators` as from `indicator_data`. Raises CatalogueError for a view the set does not have.
    """
    axes = axes_of(indicator_set, view)
    axis_of = {code: place for place, (_, _, _, members) in enumerate(axes) for code in members}
    own_area = indicators["area_code"].tolist()
    areas = {code: place for place, code in enumerate(dict.fromkeys(own_area))}
    axis_place = np.array([axis_of.get(code, -1) for code in indicators["indicator_code"].tolist()], dtype="int64")
    area_place = np.array([areas[code] for code in own_area], dtype="int64")
    problem = numbers(indicators["problem_pct"])
    known = (axis_place >= 0) & ~np.isnan(problem)
    cell, cells = (area_place * len(axes) + axis_place)[known], len(areas) * len(axes)
    counts = np.bincount(cell, minlength=cells)
    means = share_pct(np.bincount(cell, weights=problem[known], minlength=cells), counts) / 100
    codes, names, shorts, members = zip(*axes, strict=True) if axes else ((), (), (), ())
    return pd.DataFrame(
        {
            "area_code": pd.Series([area for area in areas for _ in axes], dtype="str"),
            "axis_code": pd.Series(codes * len(areas), dtype="str"),
            "axis_name": pd.Series(names * len(areas), dtype="str"),
            "axis_short": pd.Series(shorts * len(areas), dtype="str"),
            "problem_pct": means,
            "pass_pct": 100 - means,
            "indicators": np.array([len(each) for each in members] * len(areas), dtype="int64"),
            "indicators_with_data": counts,
        }
    )


def overall_data(indicators: pd.DataFrame) -> pd.DataFrame:
    """One row per area (OVERALL_COLUMNS): problem_pct and pass_pct in percent, the plain mean over all indicators
    that have data (not the mean of the axes); missing when none has. is_synthetic: any of its figures is."""
    values: dict[str, list[float]] = {}
    synthetic: set[str] = set()
    columns = (indicators[name].tolist() for name in ("area_code", "problem_pct", "is_synthetic"))
    for area, problem, is_synthetic in zip(*columns, strict=True):
        values.setdefault(area, []).append(problem)
        synthetic |= {area} if is_synthetic else set()
    known = [[each for each in of_area if each == each] for of_area in values.values()]
    means = np.array([math.fsum(each) / len(each) if each else np.nan for each in known], dtype="float64")
    return pd.DataFrame(
        {
            "area_code": pd.Series(list(values), dtype="str"), "problem_pct": means, "pass_pct": 100 - means,
            "indicators": np.array([len(each) for each in values.values()], dtype="int64"),
            "indicators_with_data": np.array([len(each) for each in known], dtype="int64"),
            "is_synthetic": np.array([area in synthetic for area in values], dtype=bool),
        }
    )  # fmt: skip


def axes_of(indicator_set: IndicatorSet, view: View | str | None = None) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(axis_code, name, short name, indicator codes) of the set's dimensions, or of a view's."""
    if view is None:
        return [
            (each.code, each.name, each.short, tuple(i.code for i in indicator_set.indicators_of(each.code)))
            for each in indicator_set.dimensions
        ]
    chosen = indicator_set.view(view) if isinstance(view, str) else view
    return [(each.code, each.name, each.short, each.indicator_codes) for each in chosen.dimensions]


def axes_of_indicators(indicator_set: IndicatorSet, view: View | str | None = None) -> dict[str, str]:
    """Indicator code → code of its axis; without those that a view leaves out."""
    return {code: axis for axis, _, _, members in axes_of(indicator_set, view) for code in members}


@dataclass(frozen=True)
class _Cells:
    """Figures laid out as every area × every indicator of a set, by column of STORED; pairs without one are missing."""

    numbers: dict[str, Numbers]
    units: list[str | None]
    source_levels: list[str | None]
    is_synthetic: list[bool]


def _cells_of(figures: Sequence[FiguresOfIndicators], indicator_set: IndicatorSet) -> _Cells:
    cells = [of_area.get(each.code, NO_FIGURE) for of_area in figures for each in indicator_set.indicators]
    columns = (
        dict(zip(StoredFigure._fields, zip(*cells, strict=True), strict=True))
        if cells
        else dict.fromkeys(StoredFigure._fields, ())
    )
    units = [each.unit for each in indicator_set.indicators] * len(figures)
    return _Cells(
        {name: np.array(columns[name], dtype="float64") for name in STORED_NUMBERS},
        [own or unit for own, unit in zip(columns["unit"], units, strict=True)],
        list(columns["source_level"]),
        list(columns["is_synthetic"]),
    )


def _stored_figures(
    warehouse: Warehouse, indicator_set: IndicatorSet, codes: list[str], year_be: int
) -> list[FiguresOfIndicators]:
    """The figures of each of several areas."""
    by_level: dict[str, list[str]] = {}
    for code in codes:
        by_level.setdefault(level_of(code), []).append(code)
    found: dict[str, dict[str, StoredFigure]] = {code: {} for code in codes}
    key: dict[str, object] = {"set_id": indicator_set.id, "year_be": year_be}
    for level, of_level in by_level.items():
        for area, indicator, *figure in warehouse.query_rows(
            FIGURES_OF_AREAS, key | {"level": level, "area_codes": of_level}
        ):
            found[area][indicator] = StoredFigure(*figure)
    return list(found.values())


@remembered
def _described(_warehouse: Warehouse, indicator_set: IndicatorSet) -> pd.DataFrame:
    """What does not depend on areas: one row an indicator of the set, in its order."""
    names = {each.code: each.name for each in indicator_set.dimensions}
    return pd.DataFrame(
        {
            "indicator_code": [each.code for each in indicator_set.indicators],
            "number": [each.number for each in indicator_set.indicators],
            "name": [each.name for each in indicator_set.indicators],
            "short_label": [each.short_label for each in indicator_set.indicators],
            "chart_label": [each.chart_label for each in indicator_set.indicators],
            "problem_name": [each.problem_name for each in indicator_set.indicators],
            "problem_label": [each.problem_label for each in indicator_set.indicators],
            "dimension_code": [each.dimension_code for each in indicator_set.indicators],
            "dimension_name": [names.get(each.dimension_code) for each in indicator_set.indicators],
        }
    )


def _table(
    warehouse: Warehouse, indicator_set: IndicatorSet, year_be: int, codes: list[str],
    figures: Sequence[FiguresOfIndicators],
) -> pd.DataFrame:  # fmt: skip
    """`indicator_data` of these areas from their figures."""
    cells, width = _cells_of(figures, indicator_set), len(indicator_set.indicators)
    described = _described(warehouse, indicator_set)
    if len(codes) != 1:
        described = described.take(np.tile(np.arange(width), len(codes))).reset_index(drop=True)
    columns: dict[str, Any] = {"area_code": pd.Series([code for code in codes for _ in range(width)], dtype="str")}
    columns |= {str(name): described[name] for name in described}
    columns |= {"unit": pd.Series(cells.units, dtype="str"), **cells.numbers}
    columns |= _percentages(cells.numbers, indicator_set, year_be)
    columns |= {
        "source_level": pd.Series(cells.source_levels, dtype="str"),
        "is_synthetic": np.array(cells.is_synthetic, dtype=bool),
    }
    return pd.DataFrame({name: columns[name] for name in INDICATOR_COLUMNS})


def _percentages(cells: Mapping[str, Numbers], indicator_set: IndicatorSet, year_be: int) -> dict[str, Any]:
    """What follows from the stored numbers, by column."""
    areas = len(cells["assessed"]) // max(1, len(indicator_set.indicators))
    missing = np.full(len(cells["assessed"]), np.nan)
    target = np.array([each.targets.get(year_be, np.nan) for each in indicator_set.indicators], dtype="float64")
    failed, assessed, low, high = cells["failed"], cells["assessed"], missing, missing
    if indicator_set.measure == "count":
        problem = share_pct(failed, assessed)
        low, high = wilson_interval(failed, assessed)
    elif indicator_set.measure == "score":
        problem = score_problem_pct(cells["score_1"], cells["score_2"], cells["score_3"])
        assessed, failed = cells["score_1"] + cells["score_2"] + cells["score_3"], missing
    else:
        ends = _value_ends(indicator_set)
        problem = value_problem_pct(cells["value"], *(np.tile(end, areas) for end in ends))
        target = 100 - value_problem_pct(target, *ends)
        assessed, failed = missing, missing
    printed, of_set = cells["target_pct"], np.tile(target, areas)
    targets = np.where(np.isnan(printed), of_set, printed)
    of_file = ~np.isnan(printed)
    sources = [
        TARGET_OF_FILE if file else TARGET_OF_SET if own else None
        for file, own in zip(of_file, ~np.isnan(of_set), strict=True)
    ]
    return {
        "assessed": assessed, "failed": failed, "problem_pct": problem, "pass_pct": 100 - problem,
        "low_pct": low, "high_pct": high, "target_pct": targets, "gap_pct": targets - (100 - problem),
        "target_source": pd.Series(sources, dtype="str"),
    }  # fmt: skip


def _value_ends(indicator_set: IndicatorSet) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    indicators = indicator_set.indicators
    low = np.array([np.nan if each.low is None else each.low for each in indicators], dtype="float64")
    high = np.array([np.nan if each.high is None else each.high for each in indicators], dtype="float64")
    return low, high, np.array([each.direction == "more_is_worse" for each in indicators], dtype=bool)


COLUMNS = (
    *("year_be", "set_id", "problem_pct", "pass_pct", "low_pct", "high_pct", "target_pct", "assessed", "failed"),
    "value",
    *("indicators", "indicators_with_data", "is_synthetic"),
)


def years_data(
    warehouse: Warehouse, catalogue: Catalogue, area_code: str, survey: str = "jpt", indicator_code: str | None = None
) -> pd.DataFrame:
    """One row per survey year in which the area has figures, oldest first (COLUMNS).

    Without an indicator: problem_pct and pass_pct (percent) are the plain mean over all indicators that have data, and
    the interval, target, counts and value are missing. With one: its own figures, in the years of its set only, since
    an indicator of one set is never another set's. Years of sets the catalogue does not have are left out; empty when
    nothing is left. Raises CatalogueError for a text that is no area code.
    """
    rows: list[pd.DataFrame] = []
    for year in available_data(warehouse, area_code, survey).to_dict("records"):
        try:
            indicator_set = catalogue.get(str(year["set_id"]))
        except CatalogueError:
            continue
        if not indicator_set.is_complete:
            continue
        if indicator_code is not None:
            alone = tuple(each for each in indicator_set.indicators if each.code == indicator_code)
            if not alone:
                continue
            indicator_set = replace(indicator_set, indicators=alone)
        year_be = int(year["year_be"])
        indicators = indicator_data(warehouse, indicator_set, [area_code], year_be)
        if indicator_code is None:
            row = overall_data(indicators)
        else:
            with_data = indicators["problem_pct"].notna().astype("int64")
            row = indicators.assign(indicators=1, indicators_with_data=with_data)
        rows.append(row.assign(year_be=year_be, set_id=indicator_set.id))
    if not rows:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(rows, ignore_index=True).reindex(columns=list(COLUMNS))
    return table.sort_values(["year_be", "set_id"], ignore_index=True)
