"""Parts of a radar that the large figure and the small multiples share: traces and the polar layout."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.frames import records
from charts.scales import RadarScale, outline, wedges
from charts.text import one_line, wrapped

LEGEND_COLUMNS: Final = 34  # of a name in the legend, on a phone


class Spokes(NamedTuple):
    """The axes of one radar in their fixed order; `radii` and `values` are None where the axis has no percentage, and
    `absent` says why in words (no data, hidden, or no problem figure)."""

    codes: list[str]
    names: list[str]
    values: list[float | None]
    radii: list[float | None]
    hover: list[str]
    absent: list[str]

    @property
    def missing(self) -> list[int]:
        """Positions of the axes without a percentage."""
        return [index for index, radius in enumerate(self.radii) if radius is None]

    def missing_for(self, reason: str) -> list[int]:
        """Positions of the axes without a percentage for one reason."""
        return [index for index in self.missing if self.absent[index] == reason]


def spokes(axes: pd.DataFrame, scale: RadarScale, name: str) -> Spokes:
    """Read an axes table (columns of `radar_figure`) against a scale."""
    column = theme.MEASURE_COLUMN[scale.measure]
    values = [None if theme.is_missing(value) else float(value) for value in axes[column]]
    drawn = values
    if scale.kind == "rank":
        drawn = [None if theme.is_missing(value) else float(value) for value in axes["peer_rank_pct"]]
    radii = [scale.radius(value) for value in drawn]
    rows = records(axes)
    hover = [_hover_text(row, value, scale, name) for row, value in zip(rows, values, strict=True)]
    absent = [
        theme.missing_word(row) if value is None else theme.NO_DATA for row, value in zip(rows, values, strict=True)
    ]
    return Spokes([str(code) for code in axes["axis_code"]], [str(text) for text in axes["axis_name"]],
                  values, radii, hover, absent)  # fmt: skip


def _hover_text(row: dict[str, Any], value: float | None, scale: RadarScale, name: str) -> str:
    lines = [f"<b>{one_line(row['axis_name'])}</b>", one_line(name)]
    if value is None and theme.missing_word(row) == theme.PLAIN_VALUE:
        return "<br>".join([*lines, f"มีค่า แต่{theme.PLAIN_VALUE}"])
    lines.append(f"{theme.MEASURE_NAME[scale.measure]} {theme.format_pct(value, theme.missing_word(row))}")
    if scale.kind == "rank" and not theme.is_missing(row.get("peer_rank_pct")):
        lines.append(f"สูงกว่าหรือเท่ากับ {theme.format_pct(row['peer_rank_pct'], decimals=0)} ของพื้นที่ที่เทียบ")
    if "indicators" in row and "indicators_with_data" in row:
        with_data, total = theme.format_count(row["indicators_with_data"]), theme.format_count(row["indicators"])
        lines.append(f"มีข้อมูล {with_data} จาก {total} ตัวชี้วัด")
    return "<br>".join(lines)


def fill_trace(radar: Spokes, colour: str, subplot: str = "polar") -> go.Scatterpolar:
    """The shaded sectors between neighbouring axes that have data; nothing is shaded across a missing axis."""
    radius: list[float | None] = []
    theta: list[str | None] = []
    complete = not radar.missing
    for run in wedges(radar.radii):
        path: list[tuple[float | None, str]] = [(radar.radii[index], radar.codes[index]) for index in run]
        if not complete:
            path = [(0.0, radar.codes[run[0]]), *path, (0.0, radar.codes[run[0]])]
        radius += [None] * bool(radius) + [point[0] for point in path]
        theta += [None] * bool(theta) + [point[1] for point in path]
    return go.Scatterpolar(r=radius, theta=theta, mode="lines", line={"width": 0}, fill="toself", fillcolor=colour,
                           hoverinfo="skip", showlegend=False, subplot=subplot)  # fmt: skip


def line_trace(radar: Spokes, name: str, subplot: str = "polar", **look: Any) -> go.Scatterpolar:
    """The outline of a radar with a break at each missing axis; customdata is the axis code of every point."""
    order = outline(radar.radii)
    return go.Scatterpolar(
        r=[None if index is None else radar.radii[index] for index in order],
        theta=[None if index is None else radar.codes[index] for index in order],
        customdata=[None if index is None else radar.codes[index] for index in order],
        hovertext=["" if index is None else radar.hover[index] for index in order],
        hovertemplate="%{hovertext}<extra></extra>",
        name=wrapped(name, LEGEND_COLUMNS), connectgaps=False, subplot=subplot, **look,
    )  # fmt: skip


def missing_trace(
    radar: Spokes, size: int, subplot: str = "polar", show_legend: bool = True, reason: str = theme.NO_DATA
) -> go.Scatterpolar:
    """Hollow markers on the rim for the axes without a percentage for this reason."""
    places = radar.missing_for(reason)
    return go.Scatterpolar(
        r=[1.0] * len(places),
        theta=[radar.codes[index] for index in places],
        customdata=[radar.codes[index] for index in places],
        hovertext=[radar.hover[index] for index in places],
        hovertemplate="%{hovertext}<extra></extra>",
        mode="markers", name=reason, showlegend=show_legend, legendrank=9, subplot=subplot, cliponaxis=False,
        marker={"symbol": theme.MISSING_SYMBOLS[reason], "size": size, "color": theme.MISSING, "line": {"width": 2}},
    )  # fmt: skip


def polar_layout(codes: Sequence[str], labels: Sequence[str], scale: RadarScale, **angular: Any) -> dict[str, Any]:
    """Layout of a polar subplot: first axis at the top, clockwise, straight rings (their labels are a trace)."""
    rings = scale.rings()
    return {
        "bgcolor": theme.BACKGROUND,
        "gridshape": "linear",
        "angularaxis": {
            "type": "category", "categoryorder": "array", "categoryarray": list(codes), "rotation": 90,
            "direction": "clockwise", "tickmode": "array", "tickvals": list(codes), "ticktext": list(labels),
            "gridcolor": theme.GRID, "linecolor": theme.AXIS_LINE, "ticks": "outside", "ticklen": 8,
            "tickcolor": theme.BACKGROUND, **angular,
        },
        "radialaxis": {
            "range": [0, 1], "tickmode": "array", "tickvals": [ring.radius for ring in rings],
            "ticktext": [ring.label for ring in rings], "angle": 90, "tickangle": 90, "side": "clockwise",
            "gridcolor": theme.GRID, "showline": False, "ticks": "", "showticklabels": False,
        },
    }  # fmt: skip
