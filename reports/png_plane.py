"""The plots of our figures with two straight axes (lists of dots, stacked bars, lines over the years) on a canvas."""

from dataclasses import dataclass
from typing import Any, Final

from matplotlib.ticker import MaxNLocator

from charts import theme
from reports.png_canvas import Canvas, Point
from reports.png_polar import Box

TICK_PX: Final = 13.5


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
    plane = Plane(box, _range(x_axis), _range(y_axis))
    _x_axis(canvas, plane, x_axis)
    _y_axis(canvas, plane, y_axis)
    draw_bars(canvas, plane, [trace for trace in traces if trace["type"] == "bar"])
    for trace in traces:
        if trace["type"] == "scatter":
            draw_scatter(canvas, plane, trace)
    return plane


def _range(axis: dict[str, Any]) -> tuple[float, float]:
    return float(axis["range"][0]), float(axis["range"][1])


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
        canvas.line([(box.left, y), (box.left + box.width, y)], theme.GRID, 1, axis.get("griddash", "solid"), layer=1)
        if axis.get("showticklabels", True):
            canvas.text((box.left - 6, y), label, TICK_PX, theme.MUTED, "right")


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


def draw_scatter(canvas: Canvas, plane: Plane, trace: dict[str, Any]) -> None:
    """Lines that break at missing points, error bars, markers and words."""
    mode, line = trace.get("mode", "lines"), trace.get("line", {})
    points = [
        None if theme.is_missing(x) or theme.is_missing(y) else plane.at(float(x), float(y))
        for x, y in zip(trace["x"], trace["y"], strict=True)
    ]
    if "lines" in mode:
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
            _words(canvas, point, str(_each(trace["text"], len(points))[index]), trace)


def _lines(canvas: Canvas, points: list[Point | None], line: dict[str, Any]) -> None:
    run: list[Point] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            canvas.line(run, line.get("color", theme.TEXT), line.get("width", 2), line.get("dash", "solid"), layer=3)
        run = []


def _error_bars(canvas: Canvas, plane: Plane, trace: dict[str, Any]) -> None:
    bars = trace.get("error_y") or {}
    for x, y, up, down in zip(trace["x"], trace["y"], bars.get("array", []), bars.get("arrayminus", []), strict=False):
        if not any(theme.is_missing(value) for value in (x, y, up, down)):
            ends = [plane.at(float(x), float(y) - float(down)), plane.at(float(x), float(y) + float(up))]
            canvas.line(ends, bars.get("color", theme.MUTED), bars.get("thickness", 2), layer=3)


def _words(canvas: Canvas, point: Point, words: str, trace: dict[str, Any]) -> None:
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
