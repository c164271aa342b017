"""A sheet of pixels to draw on with matplotlib: Thai text shaped rightly, measured like the figures on screen.

One unit is one pixel of the figure, y grows upwards. matplotlib 3.11 shapes Thai (stacked vowels and tone marks) with
its own libraqm; no browser is involved.
"""

import io
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path as FilePath
from typing import Any, Final, Literal

import fontpkg_sarabun
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.patheffects import withStroke

from charts import theme

Point = tuple[float, float]
PIXELS_PER_INCH: Final = 100
SHARPNESS: Final = 2  # pixels of the file per pixel of the figure
POINTS_PER_PIXEL: Final = 72 / PIXELS_PER_INCH
LINE_HEIGHT: Final = 1.35
HALO_PX: Final = 4
HATCH: Final = "#B5BDC7"
RISE: Final = 0.1  # Thai letters sit low in their line: few reach below it, many have marks above
DASHES: Final[dict[str, Any]] = {
    "solid": "-",
    "dash": (0, (6, 4)),
    "dot": (0, (1.5, 2.5)),
    "dashdot": (0, (6, 3, 1, 3)),
}
SYMBOLS: Final = {"circle": "o", "square": "s", "diamond": "D", "triangle-up": "^", "line-ns": "|", "x": "x"}
TAG: Final = re.compile(r"<[^>]+>")
BREAK: Final = re.compile(r"<br\s*/?>")
RGBA: Final = re.compile(r"rgba?\(([^)]+)\)")


class Canvas:
    """A white sheet of `width` × `height` pixels."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._figure = Figure(figsize=(width / PIXELS_PER_INCH, height / PIXELS_PER_INCH), facecolor="white")
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self._axes.axis("off")

    def png(self) -> bytes:
        """The sheet as a PNG file."""
        FigureCanvasAgg(self._figure)
        stream = io.BytesIO()
        self._figure.savefig(stream, format="png", dpi=PIXELS_PER_INCH * SHARPNESS, metadata={"Software": None})
        return stream.getvalue()

    def line(self, points: Sequence[Point], colour: str, width: float = 1, dash: str = "solid", layer: int = 2) -> None:
        """One unbroken line."""
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        self._axes.add_line(
            Line2D(xs, ys, color=matplotlib_colour(colour), linewidth=width * POINTS_PER_PIXEL,
                   linestyle=DASHES.get(dash, "-"), zorder=layer, solid_capstyle="round", solid_joinstyle="round")
        )  # fmt: skip

    def area(self, points: Sequence[Point], colour: str, edge: str | None = None, layer: int = 2) -> None:
        """One filled polygon."""
        self._axes.add_patch(
            Polygon(points, closed=True, facecolor=matplotlib_colour(colour), zorder=layer, linewidth=1,
                    edgecolor="none" if edge is None else matplotlib_colour(edge))
        )  # fmt: skip

    def shape(self, rings: Sequence[Sequence[Point]], colour: str | None, edge: str, layer: int = 2) -> None:
        """One shape of several rings, a ring that turns the other way being a hole; without a colour it is hatched."""
        corners = [point for ring in rings for point in (*ring, ring[0])]
        codes = [
            code for ring in rings for code in (Path.MOVETO, *(Path.LINETO,) * (len(ring) - 1), Path.CLOSEPOLY)
        ]  # fmt: skip
        patch = PathPatch(
            Path(corners, codes), facecolor=theme.MISSING_FILL if colour is None else matplotlib_colour(colour),
            edgecolor=matplotlib_colour(edge), linewidth=1 * POINTS_PER_PIXEL, zorder=layer,
        )  # fmt: skip
        if colour is None:
            patch.set_hatch("////")
            patch.set_hatchcolor(HATCH)
        self._axes.add_patch(patch)

    def marker(
        self, point: Point, symbol: str, size: float, colour: str, edge: str | None = None, rim: float = 1
    ) -> None:
        """One marker; a symbol that ends in -open is hollow."""
        shape, hollow = SYMBOLS.get(symbol.removesuffix("-open"), "o"), symbol.endswith("-open")
        self._axes.add_line(
            Line2D([point[0]], [point[1]], linestyle="none", marker=shape, markersize=size * POINTS_PER_PIXEL,
                   markerfacecolor="white" if hollow else matplotlib_colour(colour),
                   markeredgecolor=matplotlib_colour(colour if hollow or edge is None else edge),
                   markeredgewidth=max(rim, 2 if hollow else 0.5) * POINTS_PER_PIXEL, zorder=5)
        )  # fmt: skip

    def text(
        self,
        point: Point,
        words: str,
        size: float,
        colour: str = theme.TEXT,
        across: Literal["left", "center", "right"] = "left",
        upright: Literal["top", "middle", "bottom"] = "middle",
        halo: bool = False,
    ) -> None:
        """Words that may hold <br> and <b>, anchored at the point; nothing else in them is read as markup."""
        lines = text_lines(words)
        step = size * LINE_HEIGHT
        top = {"top": point[1], "middle": point[1] + step * len(lines) / 2, "bottom": point[1] + step * len(lines)}
        for number, (line, is_bold) in enumerate(lines):
            self._line_of_text(
                (point[0], top[upright] - step * (number + 0.5)), line, size, colour, across, is_bold, halo
            )

    def turned_text(self, point: Point, words: str, size: float, colour: str = theme.TEXT) -> None:
        """Words that are read from below to above, their middle at the point; further lines stand to the left."""
        lines = text_lines(words)
        for number, (line, is_bold) in enumerate(lines):
            left = point[0] - size * LINE_HEIGHT * (len(lines) - 1 - number)
            self._axes.text(
                left, point[1], line, fontproperties=font_of(size, is_bold), color=matplotlib_colour(colour),
                ha="center", va="center", rotation=90, parse_math=False, zorder=7,
            )  # fmt: skip

    def _line_of_text(
        self, point: Point, line: str, size: float, colour: str, across: str, is_bold: bool, halo: bool
    ) -> None:
        font = font_of(size, is_bold)
        drawn = self._axes.text(
            point[0], point[1] + size * RISE, line, fontproperties=font, color=matplotlib_colour(colour), ha=across,
            va="center_baseline", parse_math=False, zorder=7,
        )  # fmt: skip
        if halo:
            # an outline of the letters, as on the screen: a box would wash out the points and lines beside them
            drawn.set_path_effects([withStroke(linewidth=HALO_PX * POINTS_PER_PIXEL, foreground="white", alpha=0.9)])


def font_of(size: float, is_bold: bool) -> FontProperties:
    """Sarabun from its package, in pixels."""
    name = "Sarabun-Bold.ttf" if is_bold else "Sarabun-Regular.ttf"
    return FontProperties(fname=str(FilePath(fontpkg_sarabun.ROOT) / "files" / name), size=size * POINTS_PER_PIXEL)


def text_lines(words: str) -> list[tuple[str, bool]]:
    """(line, is bold) of a label of ours: <br> breaks, <b> anywhere makes a line bold, entities become characters."""
    return [(unescape(TAG.sub("", line)), "<b>" in line) for line in BREAK.split(words)]


def matplotlib_colour(colour: str) -> Any:
    """'#B3380A' or 'rgba(179,56,10,0.16)' as matplotlib takes it."""
    found = RGBA.fullmatch(colour.replace(" ", ""))
    if not found:
        return colour
    red, green, blue, *alpha = [float(part) for part in found.group(1).split(",")]
    return (red / 255, green / 255, blue / 255, alpha[0] if alpha else 1.0)
