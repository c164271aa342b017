"""Stage 1, Input Data: how much of the data is there, and outlines of areas drawn without any map service."""

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.grid import grid_figure
from charts.text import records
from words.screen_text import figure_text


def coverage_grid_figure(cells: pd.DataFrame, columns_are_years: bool = False) -> go.Figure:
    """Share of the expected data that is there, areas down and indicators or years across.

    `cells`: area_code, area_name, column_code, column_name, covered_pct (missing or absent = nothing came in).
    """
    return grid_figure(
        cells, "column_code", "column_name", "covered_pct", theme.COOL_SCALE, "มีข้อมูล", 100.0, columns_are_years
    )


HEIGHT_PX: Final = 460
FILL: Final = "rgba(20,86,140,0.10)"


def outlines_figure(areas: pd.DataFrame) -> go.Figure:
    """`areas`: area_code, area_name, geometry (GeoJSON Polygon or MultiPolygon, degrees). One shape per area.

    The picture is north-up; a degree of longitude is as wide as it is on the ground at the middle latitude.
    """
    traces: list[Trace] = []
    rows = records(areas)
    latitudes: list[float] = []
    for row in rows:
        xs, ys = _line(row["geometry"])
        latitudes += [y for y in ys if y is not None]
        name = f"<b>{figure_text(row['area_name'])}</b><br>รหัส {figure_text(row['area_code'])}"
        traces.append(
            drawing.scatter(x=xs, y=ys, mode="lines", fill="toself", fillcolor=FILL, hoveron="fills", text=name,
                            hoverinfo="text", showlegend=False, name=figure_text(row["area_name"]),
                            line={"color": theme.QUALITY, "width": 1.2})
        )  # fmt: skip
    middle = (min(latitudes) + max(latitudes)) / 2 if latitudes else 0.0
    axis = {"visible": False, "showgrid": False, "zeroline": False}
    return drawing.figure_of(
        traces,
        height=HEIGHT_PX,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        xaxis=axis,
        yaxis=axis | {"scaleanchor": "x", "scaleratio": 1 / math.cos(math.radians(middle))},
    )


def _line(geometry: Mapping[str, Any]) -> tuple[list[float | None], list[float | None]]:
    """All rings of a shape as one broken line."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in _rings(geometry):
        if xs:
            xs.append(None)
            ys.append(None)
        xs += [point[0] for point in ring]
        ys += [point[1] for point in ring]
    return xs, ys


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[list[float]]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon
