"""Two figures of each area: two measures as points, two years as slopes."""

from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.text import one_line, records, wrapped
from words.numbers import INDEX, fixed, format_pct, format_value
from words.screen_text import figure_text

MOST_SLOPES: Final = 20
MANY: Final = 500
NAME_SHARE: Final = 0.045  # of the highest value: the height of a name
STATUS_COLOUR: Final = {"worse": theme.PROBLEM, "better": theme.QUALITY, "unsure": theme.REFERENCE}
STATUS_DASH: Final = {"worse": "solid", "better": "dash", "unsure": "dot"}
STATUS_NAME: Final = {"worse": "แย่ลง", "better": "ดีขึ้น", "unsure": "ยังบอกไม่ได้"}


class Axis(NamedTuple):
    """One axis of the points: what it measures, and its unit (% , one of its own, or none)."""

    name: str
    unit: str = "%"

    @property
    def heading(self) -> str:
        """The name with its unit, as it stands over a column."""
        return f"{self.name} ({self.unit})" if self.unit else f"{self.name} {INDEX}"

    def shown(self, value: float) -> str:
        """A value as it is printed."""
        if self.unit == "%":
            return format_pct(value)
        return f"{format_value(value)} {self.unit}" if self.unit else fixed(value)


def scatter_figure(points: pd.DataFrame, across: Axis, up: Axis, own_code: str | None = None) -> go.Figure:
    """Areas as points of two measures: area_code, area_name (may be missing: the code stands for it), x_value, y_value.

    The own area is a star with its name. No line is drawn: two things that go together need not cause each other.
    customdata is the area_code."""
    traces: list[Trace] = []
    rows = records(points.dropna(subset=["x_value", "y_value"]))
    others = [row for row in rows if row["area_code"] != own_code]
    own = [row for row in rows if row["area_code"] == own_code]
    many, name = len(rows) > MANY, None
    look: dict[str, Any] = {"size": 6 if many else 10, "color": theme.QUALITY, "opacity": 0.45 if many else 0.7}
    _add_points(traces, others, look, (across, up))
    if own:
        _add_points(traces, own, {"size": 18, "color": theme.PROBLEM, "symbol": "star"}, (across, up))
        row = own[0]
        name = {"x": row["x_value"], "y": row["y_value"], "text": f"<b>{one_line(row['area_name'])}</b>",
                "showarrow": False, "yshift": 18, "font": {"size": 14, "color": theme.PROBLEM}}  # fmt: skip
    sides = [
        {"rangemode": "tozero", "zeroline": False, "ticksuffix": " %" if axis.unit == "%" else "",
         "title": {"text": wrapped(axis.name if axis.unit == "%" else axis.heading, width, 2)}}
        for axis, width in ((across, 46), (up, 36))
    ]  # fmt: skip
    return drawing.figure_of(
        traces, height=520, margin={"l": 66, "r": 16, "t": 16, "b": 78}, showlegend=False, dragmode="zoom",
        annotations=[name] if name else None, xaxis=sides[0], yaxis=sides[1],
    )  # fmt: skip


def _add_points(
    traces: list[Trace], rows: list[dict[str, Any]], marker: dict[str, Any], axes: tuple[Axis, Axis]
) -> None:
    """Of many points the hover tells the two numbers alone: their names would be most of what is sent."""
    x, y = ([round(float(row[name]), 2) for row in rows] for name in ("x_value", "y_value"))
    codes = [str(row["area_code"]) for row in rows]
    looks: dict[str, Any] = {"mode": "markers", "marker": marker, "cliponaxis": False, "showlegend": False}
    if len(rows) > MANY:
        units = [figure_text(axis.unit) for axis in axes]
        template = f"แนวนอน %{{x:.1f}} {units[0]}<br>แนวตั้ง %{{y:.1f}} {units[1]}<extra></extra>"
        traces.append(drawing.scatter(x=x, y=y, customdata=codes, hovertemplate=template, **looks))
        return
    hover = [
        f"<b>{one_line(row['area_name'])}</b><br>แนวนอน {figure_text(axes[0].shown(row['x_value']))}<br>"
        f"แนวตั้ง {figure_text(axes[1].shown(row['y_value']))}"
        for row in rows
    ]
    template = "%{hovertext}<extra></extra>"
    traces.append(drawing.scatter(x=x, y=y, customdata=codes, hovertext=hover, hovertemplate=template, **looks))


def slope_figure(rows: pd.DataFrame, before_year: int, year: int) -> go.Figure:
    """At most twenty areas from one year to another: area_code, area_name, before_pct, problem_pct, status (worse,
    better, unsure). Raises ValueError for more. customdata is the area_code."""
    if len(rows) > MOST_SLOPES:
        raise ValueError(f"at most {MOST_SLOPES} slopes, {len(rows)} given")
    traces, shown = list[Trace](), set[str]()
    for row in records(rows):
        status = str(row["status"])
        ends = [row["before_pct"], row["problem_pct"]]
        hover = [
            f"<b>{one_line(row['area_name'])}</b><br>ปี {name} {format_pct(value)}"
            for name, value in zip((before_year, year), ends, strict=True)
        ]
        traces.append(
            drawing.scatter(x=[0, 1], y=ends, mode="lines+markers", name=STATUS_NAME[status], legendgroup=status,
                            showlegend=status not in shown, hovertext=hover,
                            hovertemplate="%{hovertext}<extra></extra>",
                            customdata=[str(row["area_code"])] * 2, marker={"size": 9},
                            line={"color": STATUS_COLOUR[status], "dash": STATUS_DASH[status], "width": 2.5})
        )  # fmt: skip
        shown.add(status)
    labels = [
        {"x": 1, "y": place, "text": f"{one_line(row['area_name'])} {format_pct(row['problem_pct'])}",
         "xanchor": "left", "xshift": 10, "showarrow": False, "font": {"size": 13}}
        for row, place in _apart(records(rows))
    ]  # fmt: skip
    return drawing.figure_of(
        traces, height=520, margin={"l": 56, "r": 190, "t": 34, "b": 44}, annotations=labels,
        xaxis={"side": "top", "tickvals": [0, 1], "ticktext": [f"ปี {before_year}", f"ปี {year}"],
               "range": [-0.08, 1.06]},
        yaxis={"ticksuffix": " %", "rangemode": "tozero"},
        legend={"orientation": "h", "yref": "container", "y": 0.01, "yanchor": "bottom", "x": 0},
    )  # fmt: skip


def _apart(rows: list[dict[str, Any]]) -> list[tuple[dict[str, Any], float]]:
    """The rows with the height their name stands at: beside its end, moved up where a name below it needs the room.
    Where that would lead out of the figure, the largest changes alone are named, the others on hover."""
    highest = max((max(float(row["problem_pct"]), float(row["before_pct"])) for row in rows), default=1.0)
    room, free = highest * NAME_SHARE, float("-inf")
    placed: list[tuple[dict[str, Any], float]] = []
    for row in sorted(rows, key=lambda each: float(each["problem_pct"])):
        free = max(float(row["problem_pct"]), free + room)
        placed.append((row, free))
    if free <= highest + 2 * room:
        return placed
    kept: list[tuple[dict[str, Any], float]] = []
    for row in sorted(rows, key=lambda each: -abs(float(each["problem_pct"]) - float(each["before_pct"]))):
        if all(abs(float(row["problem_pct"]) - height) > room for _, height in kept):
            kept.append((row, float(row["problem_pct"])))
    return kept
