"""Any figure of the dashboard as a PNG made on the server: what is on screen, with its heading and its source.

The figure's own traces, labels and rings are drawn, so that picture and screen cannot say different things. Known are
the parts our figures are made of (polar plots, lying bars, dots, lines, shaded cells, words, legends); others are
refused.
"""

from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from analysis.disclosure.outputs import Released
from charts import theme
from charts.text import LINE_BREAK, wrapped
from reports.about import About
from reports.png_canvas import LINE_HEIGHT, Canvas, text_lines
from reports.png_drawings import Drawing
from reports.png_plots import Box, Plane, draw_plane, draw_polar
from words.line_breaks import UNBROKEN, display_width

WIDTH_PX: Final = 900
EDGE_PX: Final = 24
HEADING_PX: Final = 20
SOURCE_PX: Final = 13.5
HEADING_COLUMNS: Final = 74  # of a picture that is WIDTH_PX wide
SOURCE_COLUMNS: Final = 118
LEGEND_ROW_PX: Final = 24
KNOWN: Final = {"scatter", "scatterpolar", "bar", "heatmap"}
NARROWEST_INSET_PX: Final = 44
TICK_COLUMN_PX: Final = 7.5


def figure_png(released: Released[go.Figure | Drawing], about: About, width: int = WIDTH_PX) -> bytes:
    """The figure, or what draws itself, as PNG, heading above, the lines of `about` below. Raises ValueError for a
    figure with parts we do not draw."""
    about, shown = about.of(released), _drawing_of(released.content)
    said = about.heading.replace("ปี ", f"ปี{UNBROKEN}")
    heading = text_lines(wrapped(said, HEADING_COLUMNS * width // WIDTH_PX, 3))
    lines = [wrapped(text, SOURCE_COLUMNS * width // WIDTH_PX, 4) for text in about.lines()]
    footer = [line for text in lines for line in text_lines(text)]
    top = EDGE_PX + HEADING_PX * LINE_HEIGHT * len(heading) + 8
    bottom = EDGE_PX + SOURCE_PX * LINE_HEIGHT * len(footer) + 8
    height = shown.height_at(width - 2 * EDGE_PX)
    canvas = Canvas(width, top + height + bottom)
    for number, (line, _) in enumerate(heading):
        y = canvas.height - EDGE_PX - HEADING_PX * LINE_HEIGHT * (number + 0.5)
        canvas.text((EDGE_PX, y), f"<b>{line}</b>", HEADING_PX)
    shown.draw(canvas, Box(EDGE_PX, bottom, width - 2 * EDGE_PX, height))
    for number, (line, _) in enumerate(footer):
        canvas.text((EDGE_PX, bottom - 8 - SOURCE_PX * LINE_HEIGHT * (number + 0.5)), line, SOURCE_PX, theme.MUTED)
    return canvas.png()


@dataclass(frozen=True)
class _FigureDrawing:
    """A figure of plotly that draws itself; as high as it was made for."""

    data: dict[str, Any]

    def height_at(self, width: float) -> float:
        return float(self.data["layout"]["height"])

    def draw(self, canvas: Canvas, frame: Box) -> None:
        _draw_figure(canvas, self.data, frame)


def _drawing_of(content: go.Figure | Drawing) -> Drawing:
    """Raises ValueError for a figure with parts we do not draw."""
    if not isinstance(content, go.Figure):
        return content
    data = _as_data(content)
    unknown = {trace["type"] for trace in data["data"]} - KNOWN
    if unknown:
        raise ValueError(f"cannot draw {', '.join(sorted(unknown))}")
    return _FigureDrawing(data)


def drawing_png(drawn: go.Figure | Drawing, width: int) -> tuple[bytes, tuple[float, float]]:
    """What is drawn alone, without heading and source, as PNG, and its width and height in pixels: a part of a page
    that says them, and by which it is decided what may leave."""
    shown = _drawing_of(drawn)
    canvas = Canvas(width, shown.height_at(width))
    shown.draw(canvas, Box(0, 0, width, canvas.height))
    return canvas.png(), (canvas.width, canvas.height)


def figure_alone_png(figure: go.Figure, width: int) -> bytes:
    """The figure alone as PNG, without heading and source: a part of a page that says them. Its figures are as they
    are: what may leave is decided for the page."""
    canvas = Canvas(width, height_of(figure))
    draw_alone(canvas, figure, Box(0, 0, width, canvas.height))
    return canvas.png()


def draw_alone(canvas: Canvas, figure: go.Figure, frame: Box) -> None:
    """The figure within a rectangle of a canvas."""
    _draw_figure(canvas, _as_data(figure), frame)


def height_of(figure: go.Figure) -> float:
    """The height a figure was made for, in pixels."""
    drawn: dict[str, Any] = figure.to_plotly_json()
    return float(drawn["layout"]["height"])


def _as_data(figure: go.Figure) -> dict[str, Any]:
    """The figure as plain lists and dicts, its template's look for lines and fonts left to the canvas."""
    drawn: dict[str, Any] = _plain(figure.to_plotly_json())
    for trace in drawn["data"]:
        trace.setdefault("type", "scatter")
    return drawn


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items() if key != "template"}
    if hasattr(value, "tolist"):
        return _plain(value.tolist())
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def _draw_figure(canvas: Canvas, drawn: dict[str, Any], frame: Box) -> None:
    layout, margin = drawn["layout"], drawn["layout"].get("margin", {})
    left, right = margin.get("l", 8), margin.get("r", 8)
    plot = Box(frame.left + left, frame.bottom + margin.get("b", 8), frame.width - left - right,
               frame.height - margin.get("t", 8) - margin.get("b", 8))  # fmt: skip
    plane: Plane | None = None
    polars = [name for name in layout if name.startswith("polar")]
    for name in polars:
        traces = [trace for trace in drawn["data"] if trace.get("subplot", "polar") == name]
        draw_polar(canvas, plot, layout[name], traces)
    if not polars:
        # room for the labels of the y axis, which the screen finds by itself
        inset = _inset(layout["yaxis"])
        plot = Box(plot.left + inset, plot.bottom, plot.width - inset, plot.height)
        plane = draw_plane(canvas, plot, layout, drawn["data"])
        _shapes(canvas, plane, layout.get("shapes", []))
    for annotation in layout.get("annotations", []):
        _annotation(canvas, annotation, plot, plane)
    _legends(canvas, drawn, frame, plot)


def _inset(axis: dict[str, Any]) -> float:
    """How much room the labels of the y axis need left of the plot."""
    if not axis.get("showticklabels", True):
        return 0
    lines = [line for label in axis.get("ticktext") or [] for line in str(label).split(LINE_BREAK)]
    return max(NARROWEST_INSET_PX, 12 + TICK_COLUMN_PX * max(map(display_width, lines), default=0))


def _shapes(canvas: Canvas, plane: Plane, shapes: list[dict[str, Any]]) -> None:
    """Upright lines across the plot (a change of indicator set)."""
    for shape in shapes:
        if shape.get("type") == "line":
            x = plane.at(float(shape["x0"]), 0)[0]
            line, box = shape.get("line", {}), plane.box
            ends = [(x, box.bottom), (x, box.bottom + box.height)]
            canvas.line(ends, line.get("color", theme.AXIS_LINE), line.get("width", 1), line.get("dash", "solid"))


def _annotation(canvas: Canvas, note: dict[str, Any], plot: Box, plane: Plane | None) -> None:
    x = (
        plot.left + note["x"] * plot.width
        if note.get("xref") == "paper" or plane is None
        else plane.at(note["x"], 0)[0]
    )
    y = (
        plot.bottom + note["y"] * plot.height
        if note.get("yref") == "paper" or plane is None
        else plane.at(0, note["y"])[1]
    )
    font = note.get("font", {})
    across = {"left": "left", "right": "right"}.get(note.get("xanchor", "center"), "center")
    upright = {"top": "top", "bottom": "bottom"}.get(note.get("yanchor", "middle"), "middle")
    canvas.text((x + note.get("xshift", 0), y + note.get("yshift", 0)), str(note["text"]), float(font.get("size", 14)),
                str(font.get("color", theme.TEXT)), across, upright)  # type: ignore[arg-type]  # fmt: skip


def _legends(canvas: Canvas, drawn: dict[str, Any], frame: Box, plot: Box) -> None:
    """Entries one below the other: hung from the top, or standing on the bottom, where the figure has its legend."""
    entries: dict[str, list[dict[str, Any]]] = {}
    for trace in drawn["data"]:
        if trace.get("showlegend") is not False and trace.get("name"):
            entries.setdefault(trace.get("legend", "legend"), []).append(trace)
    for name, traces in entries.items():
        legend = drawn["layout"].get(name, {})
        traces.sort(key=lambda trace: trace.get("legendrank", 1000))
        x = plot.left + legend.get("x", 0) * plot.width
        if legend.get("xanchor") == "center":
            x -= 4 * max(len(trace["name"]) for trace in traces) + 15
        lines = [1 + str(trace["name"]).count(LINE_BREAK) for trace in traces]
        on_top = legend.get("y", 1) > 0.5
        top = frame.bottom + frame.height if on_top else frame.bottom + LEGEND_ROW_PX * sum(lines) + 2
        for trace, count in zip(traces, lines, strict=True):
            _legend_entry(canvas, (max(x, frame.left), top - LEGEND_ROW_PX * count / 2), trace)
            top -= LEGEND_ROW_PX * count


def _legend_entry(canvas: Canvas, point: tuple[float, float], trace: dict[str, Any]) -> None:
    line, marker, mode = trace.get("line", {}), trace.get("marker", {}), trace.get("mode", "")
    colour = marker.get("color", line.get("color", theme.TEXT))
    colour = colour[0] if isinstance(colour, list) else colour
    symbol = marker.get("symbol", "square" if trace["type"] == "bar" else "circle")
    symbol = symbol[0] if isinstance(symbol, list) else symbol
    if trace.get("fill") == "toself":
        canvas.marker((point[0] + 13, point[1]), "square", 14, trace["fillcolor"], theme.MUTED)
    elif "lines" in mode:
        ends = [(point[0], point[1]), (point[0] + 26, point[1])]
        canvas.line(ends, line.get("color", colour), min(line.get("width", 2), 6), line.get("dash", "solid"))
    if "markers" in mode or trace["type"] == "bar":
        size = 14 if trace["type"] == "bar" else min(marker.get("size", 8), 14)
        canvas.marker((point[0] + 13, point[1]), symbol, size, colour)
    canvas.text((point[0] + 34, point[1]), str(trace["name"]), 14)
