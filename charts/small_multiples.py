"""Many small radars on one scale: the honest way to compare more than three areas."""

import math
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.polar import fill_trace, line_trace, missing_trace, polar_layout, ring_spans, ring_text, ring_values, spokes
from charts.scales import RadarScale, Scale, make_scale
from charts.text import LINE_BREAK, one_line, records, short_code, wrapped
from charts.theme import Measure
from words.numbers import DASH, fixed_pct
from words.screen_text import ShownInFigure, figure_text

COLUMNS: Final = 2  # each axis carries its value, on a phone too
CELL_PX: Final = 220
NAME_PX: Final = 62  # two lines of a name, and the value of the first axis under them
MAX_AREAS: Final = 24
INSET: Final = 0.26  # of a cell's width: the numbers of two neighbours must not read as one
MAX_NUMBERED: Final = 12
MAX_VALUES: Final = 8


def small_multiples_figure(
    axes_by_area: pd.DataFrame,
    measure: Measure = "problem",
    scale: Scale = "focused",
    columns: int = COLUMNS,
    scale_values: Sequence[float] | None = None,
    peer_rings: pd.DataFrame | None = None,
    reference: tuple[str, pd.DataFrame] | None = None,
) -> go.Figure:
    """Up to 24 small radars, all on one scale, in the order in which the areas first appear.

    `axes_by_area`: area_code, area_name and the columns of `radar_figure`. Every area has the same axes in the same
    order; numbers around each radar are explained below the figure. customdata is the area_code of every point.
    `scale_values`: percentages the scale has to hold, so that several pages of areas keep one scale; else those drawn.
    `peer_rings`, for the scale of ranks: see `radar_figure`; the percentages stand below the figure, axis by axis.
    `reference`: name and axes table of what is drawn dashed in each of them. With up to 8 axes each carries its value.
    Raises ValueError for more than 24 areas, or fewer than three axes.
    """
    groups = [(str(code), group) for code, group in axes_by_area.groupby("area_code", sort=False)]
    axes = axes_by_area.drop_duplicates("axis_code")[["axis_code", "axis_name"]]
    if len(groups) > MAX_AREAS or len(axes) < 3:
        raise ValueError(f"at most {MAX_AREAS} areas with three axes or more; got {len(groups)} and {len(axes)}")
    drawn = list(axes_by_area[theme.MEASURE_COLUMN[measure]] if scale_values is None else scale_values)
    drawn += [] if reference is None else list(reference[1][theme.MEASURE_COLUMN[measure]])
    radar_scale = make_scale(scale, measure, [float(value) for value in drawn])
    traces: list[Trace] = []
    texts: list[list[ShownInFigure]] = []
    for index, (code, group) in enumerate(groups):
        table = axes.merge(group.drop(columns="axis_name"), on="axis_code", how="left")
        if reference is not None:
            _add_reference(traces, axes, reference, radar_scale, index)
        texts.append(_add_radar(traces, table, code, str(group["area_name"].iloc[0]), radar_scale, index))
    names = [str(group["area_name"].iloc[0]) for _, group in groups]
    return _laid_out(traces, axes, names, texts, radar_scale, columns, _key(axes, radar_scale, peer_rings))


def _subplot(index: int) -> str:
    return "polar" if index == 0 else f"polar{index + 1}"


def _add_reference(
    traces: list[Trace], axes: pd.DataFrame, reference: tuple[str, pd.DataFrame], scale: RadarScale, index: int
) -> None:  # fmt: skip
    name, table = reference
    radar = spokes(axes.merge(table.drop(columns="axis_name"), on="axis_code", how="left"), scale, name)
    line = {"color": theme.REFERENCE, "dash": "dash", "width": 1.5}
    traces.append(line_trace(radar, name, _subplot(index), mode="lines", line=line, showlegend=index == 0))


def _add_radar(
    traces: list[Trace], table: pd.DataFrame, code: str, name: str, scale: RadarScale, index: int
) -> list[ShownInFigure]:  # fmt: skip
    """Draw one area; gives what stands at the end of each axis: its number, and its value where there is room."""
    radar = spokes(table, scale, name)
    colour = theme.MEASURE_COLOUR[scale.measure]
    traces.append(fill_trace(radar, theme.MEASURE_FILL[scale.measure], _subplot(index)))
    line = line_trace(radar, name, _subplot(index), mode="lines+markers", line={"color": colour, "width": 2},
                      marker={"size": 5, "color": colour}, showlegend=False)  # fmt: skip
    traces.append(line | {"customdata": [code] * (len(radar.codes) + 1)})
    for reason in dict.fromkeys(radar.absent[place] for place in radar.missing):
        first = not any(trace.get("name") == reason for trace in traces)
        missing = missing_trace(radar, 8, _subplot(index), show_legend=first, reason=reason)
        traces.append(missing | {"customdata": [code] * len(radar.missing_for(reason))})
    if len(radar.codes) > MAX_NUMBERED:
        return [""] * len(radar.codes)
    if len(radar.codes) > MAX_VALUES:
        return [str(number) for number in range(1, len(radar.codes) + 1)]
    return [
        f"{number} <b>{DASH if value is None else fixed_pct(value, decimals)}</b>"
        for number, (value, decimals) in enumerate(zip(radar.values, radar.decimals, strict=True), 1)
    ]


def _laid_out(
    traces: list[Trace], axes: pd.DataFrame, names: list[str], texts: list[list[ShownInFigure]], scale: RadarScale,
    columns: int, key: ShownInFigure,
) -> go.Figure:  # fmt: skip
    rows = math.ceil(len(names) / columns)
    codes, font = [str(code) for code in axes["axis_code"]], {"size": 12, "color": theme.MUTED}
    subplots = {
        _subplot(index): {
            **polar_layout(codes, texts[index], scale, tickfont=font),
            "domain": _domain(index, rows, columns),
        }
        for index in range(len(names))
    }
    bottom = 22 * (1 + key.count("<br>")) + 40
    captions = [_caption(name, index, rows, columns) for index, name in enumerate(names)]
    captions.append({"x": 0, "y": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top",
                     "align": "left", "text": key, "showarrow": False, "yshift": -6,
                     "font": {"size": 14, "color": theme.MUTED}})  # fmt: skip
    return drawing.figure_of(
        traces,
        height=CELL_PX * rows + bottom + 8,
        dragmode="zoom",
        annotations=captions,
        margin={"l": 4, "r": 4, "t": 8, "b": bottom},
        legend={"yref": "container", "y": 0.0, "yanchor": "bottom"},
        **subplots,
    )


def _domain(index: int, rows: int, columns: int) -> dict[str, list[float]]:
    """Where a radar stands, as shares of the figure: below its caption, inside its cell."""
    left, top = (index % columns) / columns, 1 - (index // columns) / rows
    pixel = 1 / (CELL_PX * rows)
    return {
        "x": [left + INSET / columns, left + (1 - INSET) / columns],
        "y": [max(0.0, top - 1 / rows + 22 * pixel), top - NAME_PX * pixel],
    }


def _caption(name: str, index: int, rows: int, columns: int) -> dict[str, Any]:
    return {"x": (index % columns + 0.5) / columns, "y": 1 - (index // columns) / rows, "xref": "paper",
            "yref": "paper", "xanchor": "center", "yanchor": "top", "text": wrapped(name, 15, 2),
            "showarrow": False, "font": {"size": 14}}  # fmt: skip


def _key(axes: pd.DataFrame, scale: RadarScale, peer_rings: pd.DataFrame | None) -> ShownInFigure:
    """What the rings and the numbered axes stand for; on the scale of ranks the percentages of each axis' rings."""
    rings = scale.rings()
    labels, values = [figure_text(ring.label) for ring in rings], ring_values(peer_rings, scale)
    unit = theme.suffix(scale.measure)
    if values and len(axes) > MAX_NUMBERED:
        labels = [
            f"{figure_text(ring.label)} {span}".rstrip()
            for ring, span in zip(rings, ring_spans(rings, values, unit), strict=True)
        ]
    centre = "ต่ำกว่าทุกพื้นที่" if scale.kind == "rank" else f"{scale.low:g}{unit}"
    lines = [f"จุดกลาง = {centre}", f"วงจากในออกนอก = {' · '.join(labels)}"]
    if len(axes) > MAX_NUMBERED:
        return LINE_BREAK.join([*lines, f"แกนเรียงตามเข็มนาฬิกาจาก {short_code(axes['axis_code'].iloc[0])}"])
    for number, row in enumerate(records(axes), 1):
        found = [values.get((str(row["axis_code"]), ring.radius)) for ring in rings]
        texts = " · ".join(DASH if each is None else ring_text(each) for each in found)
        on_rings = f" ({texts}{unit})" if values else ""
        lines.append(f"{number} {one_line(row['axis_name'])}{on_rings}")
    return LINE_BREAK.join(lines)
