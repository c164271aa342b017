"""The polar plots of our figures (radars, large and small) on a canvas."""

import math
from dataclasses import dataclass
from typing import Any, Final

from charts import theme
from reports.png_canvas import Canvas, Point

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
        _words(canvas, dial, trace)
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


def _words(canvas: Canvas, dial: Dial, trace: dict[str, Any]) -> None:
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
    runs: list[list[Point]] = [[]]
    for radius, code in zip(trace["r"], trace["theta"], strict=True):
        if theme.is_missing(radius) or code is None:
            runs.append([])
        else:
            runs[-1].append(dial.at(str(code), float(radius)))
    return [run for run in runs if run]
