"""Many small radars on one scale: the honest way to compare more than three areas."""

import math
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.polar import fill_trace, line_trace, missing_trace, polar_layout, spokes
from charts.scales import RadarScale, Scale, make_scale
from charts.text import one_line, short_code, wrapped
from charts.theme import Measure

COLUMNS: Final = 3
CELL_PX: Final = 200
MAX_AREAS: Final = 24


def small_multiples_figure(
    axes_by_area: pd.DataFrame, measure: Measure = "problem", scale: Scale = "focused", columns: int = COLUMNS
) -> go.Figure:
    """Up to 24 small radars, all on one scale, in the order in which the areas first appear.

    `axes_by_area`: area_code, area_name and the columns of `radar_figure`. Every area has the same axes in the same
    order; numbers around each radar are explained below the figure. customdata is the area_code of every point.
    Raises ValueError for more than 24 areas, or fewer than three axes.
    """
    groups = [(str(code), group) for code, group in axes_by_area.groupby("area_code", sort=False)]
    axes = axes_by_area.drop_duplicates("axis_code")[["axis_code", "axis_name"]]
    if len(groups) > MAX_AREAS or len(axes) < 3:
        raise ValueError(f"at most {MAX_AREAS} areas with three axes or more; got {len(groups)} and {len(axes)}")
    radar_scale = make_scale(scale, measure, [float(value) for value in axes_by_area[theme.MEASURE_COLUMN[measure]]])
    figure = go.Figure()
    for index, (code, group) in enumerate(groups):
        table = axes.merge(group.drop(columns="axis_name"), on="axis_code", how="left")
        _add_radar(figure, table, code, str(group["area_name"].iloc[0]), radar_scale, index)
    return _laid_out(figure, axes, [str(group["area_name"].iloc[0]) for _, group in groups], radar_scale, columns)


def _subplot(index: int) -> str:
    return "polar" if index == 0 else f"polar{index + 1}"


def _add_radar(figure: go.Figure, table: pd.DataFrame, code: str, name: str, scale: RadarScale, index: int) -> None:
    radar = spokes(table, scale, name)
    colour = theme.MEASURE_COLOUR[scale.measure]
    figure.add_trace(fill_trace(radar, theme.MEASURE_FILL[scale.measure], _subplot(index)))
    line = line_trace(radar, name, _subplot(index), mode="lines+markers", line={"color": colour, "width": 2},
                      marker={"size": 5, "color": colour}, showlegend=False)  # fmt: skip
    figure.add_trace(line.update(customdata=[code] * len(line.r)))
    if radar.missing:
        first = not any(trace.name == theme.NO_DATA for trace in figure.data)
        missing = missing_trace(radar, 8, _subplot(index), show_legend=first)
        figure.add_trace(missing.update(customdata=[code] * len(radar.missing)))


def _laid_out(figure: go.Figure, axes: pd.DataFrame, names: list[str], scale: RadarScale, columns: int) -> go.Figure:
    rows = math.ceil(len(names) / columns)
    codes = [str(code) for code in axes["axis_code"]]
    numbered = len(codes) <= 12
    numbers = [str(index + 1) if numbered else "" for index in range(len(codes))]
    layout: dict[str, Any] = {}
    annotations: list[dict[str, Any]] = []
    for index, name in enumerate(names):
        column, row = index % columns, index // columns
        left, top = column / columns, 1 - row / rows
        polar = polar_layout(codes, numbers, scale, tickfont={"size": 12, "color": theme.MUTED})
        polar["radialaxis"]["showticklabels"] = False
        polar["domain"] = {"x": [left + 0.03, left + 1 / columns - 0.03],
                           "y": [max(0.0, top - 1 / rows + 20 / (CELL_PX * rows)), top - 58 / (CELL_PX * rows)]}  # fmt: skip
        layout[_subplot(index)] = polar
        annotations.append({"x": left + 0.5 / columns, "y": top, "xref": "paper", "yref": "paper", "yanchor": "top",
                            "text": wrapped(name, 15, 2), "showarrow": False,
                            "font": {"size": 14}})  # fmt: skip
    key = _key(axes, scale, numbered)
    annotations.append({"x": 0, "y": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top",
                        "align": "left", "text": key, "showarrow": False, "yshift": -6,
                        "font": {"size": 14, "color": theme.MUTED}})  # fmt: skip
    bottom = 22 * (1 + key.count("<br>")) + 40
    return theme.styled(figure, height=CELL_PX * rows + bottom + 8, dragmode="zoom", annotations=annotations,
                        margin={"l": 4, "r": 4, "t": 8, "b": bottom},
                        legend={"yref": "container", "y": 0.0, "yanchor": "bottom"}, **layout)  # fmt: skip


def _key(axes: pd.DataFrame, scale: RadarScale, numbered: bool) -> str:
    names = [one_line(name) for name in axes["axis_name"]]
    rim = f"วงนอกสุด = {scale.rings()[-1].label} จุดกลาง = {scale.low:g} %"
    if not numbered:
        return f"{rim}<br>แกนเรียงตามเข็มนาฬิกาจาก {short_code(axes['axis_code'].iloc[0])}"
    lines = [rim]
    for index, name in enumerate(names):
        lines.append(f"{index + 1} {name}")
    return "<br>".join(lines)
