"""The plots of our figures on a canvas: radars large and small, lists of dots, stacked bars, years, shaded grids."""

import math
from dataclasses import dataclass
from typing import Any, Final

from matplotlib.ticker import MaxNLocator

from charts import theme
from reports.png_canvas import Canvas, Point
from words.numbers import is_missing

LABEL_GAP_PX: Final = 13
TEXT_GAP_PX: Final = 5


@dataclass(frozen=True)
class Box:
    """A rectangle of the canvas, in pixels."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True)
class Dial:
    """Where a polar plot stands, and the direction of each of its axes; the first points up, clockwise."""

    centre: Point
    radius: float
    codes: tuple[str, ...]

    def at(self, code: str, share: float) -> Point:
        """The point at a share of the radius along an axis."""
        angle = self.angle(self.codes.index(code))
        return (
            self.centre[0] + self.radius * share * math.cos(angle),
            self.centre[1] + self.radius * share * math.sin(angle),
        )

    def angle(self, position: int) -> float:
        """Direction of the axis at a position, in radians."""
        return math.pi / 2 - 2 * math.pi * position / len(self.codes)


def draw_polar(canvas: Canvas, plot: Box, polar: dict[str, Any], traces: list[dict[str, Any]]) -> None:
    """One polar subplot: rings with their labels, spokes, traces, and the labels of the axes."""
    domain = polar.get("domain", {})
    x, y = domain.get("x", [0, 1]), domain.get("y", [0, 1])
    width, height = (x[1] - x[0]) * plot.width, (y[1] - y[0]) * plot.height
    centre = (plot.left + x[0] * plot.width + width / 2, plot.bottom + y[0] * plot.height + height / 2)
    angular, radial = polar["angularaxis"], polar["radialaxis"]
    dial = Dial(centre, min(width, height) / 2, tuple(str(code) for code in angular["categoryarray"]))
    _rings(canvas, dial, radial)
    for trace in traces:
        draw_trace(canvas, dial, trace)
    for position, label in enumerate(angular["ticktext"]):
        _axis_label(canvas, dial, position, str(label), angular.get("tickfont", {}))


def _rings(canvas: Canvas, dial: Dial, radial: dict[str, Any]) -> None:
    for share in radial["tickvals"]:
        ring = [dial.at(code, share) for code in dial.codes]
        outer = math.isclose(share, 1.0)
        canvas.line([*ring, ring[0]], theme.AXIS_LINE if outer else theme.GRID, 1.2 if outer else 1, layer=1)
    for code in dial.codes:
        canvas.line([dial.centre, dial.at(code, 1)], theme.GRID, 1, layer=1)


def _axis_label(canvas: Canvas, dial: Dial, position: int, label: str, font: dict[str, Any]) -> None:
    angle = dial.angle(position)
    across, upright = math.cos(angle), math.sin(angle)
    reach = dial.radius + LABEL_GAP_PX
    point = (dial.centre[0] + reach * across, dial.centre[1] + reach * upright)
    canvas.text(
        point, label, float(font.get("size", 14)), str(font.get("color", theme.TEXT)),
        "center" if abs(across) < 0.2 else "left" if across > 0 else "right",
        "bottom" if upright > 0.8 else "top" if upright < -0.6 else "middle",
    )  # fmt: skip


def draw_trace(canvas: Canvas, dial: Dial, trace: dict[str, Any]) -> None:
    """One scatterpolar trace: filled, as a line, as markers, or both, breaking at missing points; or as words."""
    if trace.get("mode") == "text":
        _polar_words(canvas, dial, trace)
        return
    runs = point_runs(dial, trace)
    if trace.get("fill") == "toself":
        for run in runs:
            canvas.area(run, trace["fillcolor"])
        return
    mode, line, marker = trace.get("mode", "lines"), trace.get("line", {}), trace.get("marker", {})
    for run in runs:
        if "lines" in mode and len(run) > 1:
            canvas.line(run, line.get("color", theme.TEXT), line.get("width", 2), line.get("dash", "solid"), layer=3)
        if "markers" in mode:
            for point in run:
                canvas.marker(
                    point,
                    marker.get("symbol", "circle"),
                    marker.get("size", 6),
                    marker.get("color", line.get("color", theme.TEXT)),
                )


def _polar_words(canvas: Canvas, dial: Dial, trace: dict[str, Any]) -> None:
    """The words of a trace, beside their points or on them."""
    font = trace.get("textfont", {})
    for radius, code, words, place in zip(
        trace["r"], trace["theta"], trace["text"], trace["textposition"], strict=True
    ):
        if words:
            x, y = dial.at(str(code), float(radius))
            height, side = str(place).split()
            across = {"right": "left", "left": "right"}.get(side, "center")
            shift = {"right": TEXT_GAP_PX, "left": -TEXT_GAP_PX}.get(side, 0)
            colour = str(font.get("color", theme.TEXT))
            upright = {"top": "bottom", "bottom": "top"}.get(height, "middle")
            size = float(font.get("size", 12))
            canvas.text((x + shift, y), words, size, colour, across, upright, halo=True)  # type: ignore[arg-type]


def point_runs(dial: Dial, trace: dict[str, Any]) -> list[list[Point]]:
    """The points of a trace, cut where one is missing."""
    return runs_of(
        [
            None if is_missing(radius) or code is None else dial.at(str(code), float(radius))
            for radius, code in zip(trace["r"], trace["theta"], strict=True)
        ]
    )


TICK_PX: Final = 13.5
ROOM_ABOVE: Final = 1.06
TITLE_ROOM_PX: Final = 100  # left of a plot whose y axis has its title printed
NUMBERS_PX: Final = 62


@dataclass(frozen=True)
class Plane:
    """Where two axes stand and what they range over."""

    box: Box
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def at(self, x: float, y: float) -> Point:
        """The pixel of a point given in the units of the axes."""
        across = (x - self.x_range[0]) / (self.x_range[1] - self.x_range[0])
        up = (y - self.y_range[0]) / (self.y_range[1] - self.y_range[0])
        return (self.box.left + across * self.box.width, self.box.bottom + up * self.box.height)


def draw_plane(canvas: Canvas, box: Box, layout: dict[str, Any], traces: list[dict[str, Any]]) -> Plane:
    """Axes with their grid, then every trace; returns the plane, for what is placed on it afterwards."""
    x_axis, y_axis = layout["xaxis"], layout["yaxis"]
    x_axis, y_axis = _ranged(x_axis, traces, "x"), _ranged(y_axis, traces, "y")
    plane = Plane(box, _range(x_axis), _range(y_axis))
    _x_axis(canvas, plane, x_axis)
    _y_axis(canvas, plane, y_axis)
    draw_bars(canvas, plane, [trace for trace in traces if trace["type"] == "bar"])
    for trace in traces:
        if trace["type"] == "heatmap":
            draw_shades(canvas, plane, trace)
        elif trace["type"] == "scatter":
            draw_scatter(canvas, plane, trace)
    return plane


def _range(axis: dict[str, Any]) -> tuple[float, float]:
    return float(axis["range"][0]), float(axis["range"][1])


def _ranged(axis: dict[str, Any], traces: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The axis with its range: where the screen finds it by itself, from 0 to a little more than the largest value."""
    if "range" in axis:
        return axis
    known = [float(value) for trace in traces for value in trace[name] if not is_missing(value)]
    return axis | {"range": [min([0.0, *known]), ROOM_ABOVE * max(known, default=1.0) or 1.0]}


def ticks(axis: dict[str, Any]) -> list[tuple[float, str]]:
    """(value, label) of an axis' ticks: those given, else round numbers within its range."""
    if axis.get("tickvals") is not None:
        labels = axis.get("ticktext") or [f"{value:g}" for value in axis["tickvals"]]
        return [(float(value), str(label)) for value, label in zip(axis["tickvals"], labels, strict=True)]
    low, high = _range(axis)
    values = MaxNLocator(nbins=int(axis.get("nticks", 5)), steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    return [(value, f"{value:g}{axis.get('ticksuffix', '')}") for value in map(float, values) if low <= value <= high]


def _x_axis(canvas: Canvas, plane: Plane, axis: dict[str, Any]) -> None:
    box, on_top = plane.box, axis.get("side") == "top"
    y = box.bottom + box.height + 6 if on_top else box.bottom - 6
    for value, label in ticks(axis):
        x = plane.at(value, 0)[0]
        if axis.get("showgrid", True):
            canvas.line([(x, box.bottom), (x, box.bottom + box.height)], theme.GRID, layer=1)
        canvas.text((x, y), label, TICK_PX, theme.MUTED, "center", "bottom" if on_top else "top")
    title = axis.get("title", {}).get("text")
    if title:
        canvas.text((box.left + box.width / 2, box.bottom - 28), title, 14, theme.MUTED, "center", "top")


def _y_axis(canvas: Canvas, plane: Plane, axis: dict[str, Any]) -> None:
    box = plane.box
    for value, label in ticks(axis):
        y = plane.at(0, value)[1]
        if axis.get("showgrid", True):
            ends = [(box.left, y), (box.left + box.width, y)]
            canvas.line(ends, theme.GRID, 1, axis.get("griddash", "solid"), layer=1)
        if axis.get("showticklabels", True):
            canvas.text((box.left - 6, y), label, TICK_PX, theme.MUTED, "right")
    title = axis.get("title", {}).get("text")
    if title and box.left >= TITLE_ROOM_PX:
        canvas.turned_text((box.left - NUMBERS_PX, box.bottom + box.height / 2), title, 14, theme.MUTED)


def draw_bars(canvas: Canvas, plane: Plane, traces: list[dict[str, Any]]) -> None:
    """Lying bars, stacked where several traces share a row."""
    reached: dict[float, float] = {}
    for trace in traces:
        colours = _each(trace["marker"]["color"], len(trace["x"]))
        font = trace.get("textfont", {})
        text_colours = _each(font.get("color", theme.TEXT), len(trace["x"]))
        for index, (length, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
            start = reached.get(y, 0.0)
            reached[y] = start + float(length)
            (left, low), (right, high) = (
                plane.at(start, y - trace["width"] / 2),
                plane.at(reached[y], y + trace["width"] / 2),
            )
            canvas.area([(left, low), (right, low), (right, high), (left, high)], colours[index], edge="#FFFFFF")
            words = (trace.get("text") or [""] * len(trace["x"]))[index]
            canvas.text(
                ((left + right) / 2, (low + high) / 2),
                str(words),
                float(font.get("size", 14)),
                text_colours[index],
                "center",
            )


def draw_shades(canvas: Canvas, plane: Plane, trace: dict[str, Any]) -> None:
    """The cells of a grid, each in the shade of its value; missing ones stay empty."""
    colours, low, high = [colour for _, colour in trace["colorscale"]], trace["zmin"], trace["zmax"]
    for y, line in zip(trace["y"], trace["z"], strict=True):
        for x, value in zip(trace["x"], line, strict=True):
            if not is_missing(value):
                share = (value - low) / (high - low) if high > low else 0.0
                corners = [(x - 0.5, y - 0.5), (x + 0.5, y - 0.5), (x + 0.5, y + 0.5), (x - 0.5, y + 0.5)]
                shade = theme.blend(colours, min(max(share, 0.0), 1.0))
                canvas.area([plane.at(*corner) for corner in corners], shade, edge="#FFFFFF")


def draw_scatter(canvas: Canvas, plane: Plane, trace: dict[str, Any]) -> None:
    """Lines that break at missing points, what they enclose, error bars, markers and words; nothing where it is only
    there to be clicked."""
    if trace.get("marker", {}).get("opacity") == 0:
        return
    mode, line = trace.get("mode", "lines"), trace.get("line", {})
    points = [
        None if is_missing(x) or is_missing(y) else plane.at(float(x), float(y))
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    if trace.get("fill") == "toself":
        for run in runs_of(points):
            canvas.area(run, trace["fillcolor"], edge="#FFFFFF")
    elif "lines" in mode:
        _lines(canvas, points, line)
    _error_bars(canvas, plane, trace)
    marker = trace.get("marker", {})
    colours = _each(marker.get("color", line.get("color", theme.TEXT)), len(points))
    symbols = _each(marker.get("symbol", "circle"), len(points))
    for index, point in enumerate(points):
        if point is None:
            continue
        if "markers" in mode:
            rim = marker.get("line", {})
            canvas.marker(
                point, symbols[index], marker.get("size", 6), colours[index], rim.get("color"), rim.get("width", 1)
            )
        if "text" in mode:
            _plane_words(canvas, point, str(_each(trace["text"], len(points))[index]), trace)


def _lines(canvas: Canvas, points: list[Point | None], line: dict[str, Any]) -> None:
    for run in runs_of(points):
        if len(run) > 1:
            canvas.line(run, line.get("color", theme.TEXT), line.get("width", 2), line.get("dash", "solid"), layer=3)


def runs_of(points: list[Point | None]) -> list[list[Point]]:
    """The points, cut where one is missing."""
    runs: list[list[Point]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _error_bars(canvas: Canvas, plane: Plane, trace: dict[str, Any]) -> None:
    bars = trace.get("error_y") or {}
    for x, y, up, down in zip(trace["x"], trace["y"], bars.get("array", []), bars.get("arrayminus", []), strict=False):
        if not any(is_missing(value) for value in (x, y, up, down)):
            ends = [plane.at(float(x), float(y) - float(down)), plane.at(float(x), float(y) + float(up))]
            canvas.line(ends, bars.get("color", theme.MUTED), bars.get("thickness", 2), layer=3)


def _plane_words(canvas: Canvas, point: Point, words: str, trace: dict[str, Any]) -> None:
    font, place = trace.get("textfont", {}), trace.get("textposition", "middle center")
    upright, across = place.split(" ")
    opposite = {"right": "left", "left": "right", "center": "center"}
    height = {"top": point[1] + 8, "bottom": point[1] - 8}.get(upright, point[1])
    anchor = {"top": "bottom", "bottom": "top"}.get(upright, "middle")
    canvas.text((point[0], height), words, float(font.get("size", 14)), str(font.get("color", theme.TEXT)),
                opposite[across], anchor)  # type: ignore[arg-type]  # fmt: skip


def _each(value: Any, count: int) -> list[Any]:
    """One value a point, whether one or many were given."""
    return list(value) if isinstance(value, list | tuple) else [value] * count
