"""What stands on a picture and is no figure of plotly: a table of words, and the map of the page.

A drawing says how high it is at a width, and draws itself within a frame of a canvas (`reports.figure_png`)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

from charts import theme
from charts.text import LINE_BREAK, wrapped
from reports.png_canvas import LINE_HEIGHT, Canvas, Point
from reports.png_plots import Box
from reports.tables import PaperTable
from words.screen_text import ShownInFigure

CELL_PX: Final = 15
COLUMN_PX: Final = 8.4  # of a letter of that size, on the careful side
ROW_GAP_PX: Final = 9
HEAD_FILL: Final = "#EAF0F6"
MAP_PX: Final = 520
LEGEND_SHARE: Final = 0.3
LEGEND_PX, LEGEND_COLUMN_PX, LEGEND_LINE_PX = 18, 10.0, 34
LABEL_PX: Final = 16
STEP: Final = re.compile(r"([Mlhvz])|(-?\d+)")


class Drawing(Protocol):
    """Something to draw that knows its height."""

    def height_at(self, width: float) -> float:
        """Pixels it is high where it is so many wide."""
        ...

    def draw(self, canvas: Canvas, frame: Box) -> None:
        """Draw it within the frame, from its top."""
        ...


@dataclass(frozen=True)
class TableDrawing:
    """A table with all of its rows; the words of a cell are broken between Thai words."""

    table: PaperTable

    def height_at(self, width: float) -> float:
        """Pixels of all rows and the heading."""
        return sum(_row_px(row) for row in self._lines(width))

    def draw(self, canvas: Canvas, frame: Box) -> None:
        """Draw heading and rows with a line under each."""
        lefts = self._lefts(frame.width)
        top = frame.bottom + frame.height
        for number, row in enumerate(self._lines(frame.width)):
            low = top - _row_px(row)
            if number == 0:
                corners = [(frame.left, low), (frame.left + frame.width, low)]
                canvas.area([*corners, (frame.left + frame.width, top), (frame.left, top)], HEAD_FILL)
            for column, words in enumerate(row):
                on_right = column in self.table.figures
                x = frame.left + (lefts[column + 1] - 8 if on_right else lefts[column] + 6)
                shown = f"<b>{words}</b>" if number == 0 else words
                canvas.text((x, top - ROW_GAP_PX / 2), shown, CELL_PX, across="right" if on_right else "left",
                            upright="top")  # fmt: skip
            canvas.line([(frame.left, low), (frame.left + frame.width, low)], theme.GRID)
            top = low

    def _lefts(self, width: float) -> list[float]:
        lefts, total = [0.0], sum(self.table.widths)
        for each in self.table.widths:
            lefts.append(lefts[-1] + width * each / total)
        return lefts

    def _lines(self, width: float) -> list[list[str]]:
        """The cells of every row, their heads first, with breaks."""
        lefts = self._lefts(width)
        columns = [max(4, int((right - left - 14) / COLUMN_PX)) for left, right in pairwise(lefts)]
        return [
            [wrapped(words, columns[place], 6) for place, words in enumerate(row)]
            for row in (self.table.heads, *self.table.rows)
        ]


def _row_px(row: Sequence[str]) -> float:
    lines = max(1 + words.count(LINE_BREAK) for words in row)
    return lines * CELL_PX * LINE_HEIGHT + ROW_GAP_PX


@dataclass(frozen=True)
class MapDrawing:
    """Shapes (code → SVG path in units of the sheet) on a sheet of `size` units, each in the colour of its class;
    `fills`: code → colour, a shape without one is hatched. `labels`: code → words on the shape,
    with a halo where `spills` says that they may reach over its edge, else black or white; `marked`: the code
    with a dark rim. `legend`: (colour, words) of each class, None for hatched; `notes`: lines under it."""

    shapes: Mapping[str, str]
    size: tuple[int, int]
    fills: Mapping[str, str]
    labels: Mapping[str, ShownInFigure]
    legend: Sequence[tuple[str | None, ShownInFigure]]
    notes: Sequence[str] = ()
    marked: str | None = None
    spills: bool = True

    def height_at(self, width: float) -> float:
        """As high as the map needs at that width, or as its legend does; never more than MAP_PX."""
        room = width * (1 - LEGEND_SHARE)
        own = min(MAP_PX, room * self.size[1] / max(1, self.size[0]))
        return max(own, self._legend_px(width * LEGEND_SHARE))

    def draw(self, canvas: Canvas, frame: Box) -> None:
        """Draw the map on the left and its legend on the right."""
        room = frame.width * (1 - LEGEND_SHARE) - 16
        scale = min(room / max(1, self.size[0]), frame.height / max(1, self.size[1]))
        left = frame.left + (room - self.size[0] * scale) / 2
        top = frame.bottom + frame.height - (frame.height - self.size[1] * scale) / 2

        def placed(point: Point) -> Point:
            return left + point[0] * scale, top - point[1] * scale

        for code, path in self.shapes.items():
            rings = [[placed(point) for point in ring] for ring in rings_of(path)]
            canvas.shape(rings, self.fills.get(code), theme.TEXT if code == self.marked else theme.BACKGROUND)
        for code, words in self.labels.items():
            fill = self.fills.get(code)
            ink = theme.TEXT if self.spills or fill is None else theme.ink_on(fill)
            canvas.text(placed(middle_of(self.shapes[code])), words, LABEL_PX, ink, "center", halo=self.spills)
        self._draw_legend(canvas, frame.left + frame.width * (1 - LEGEND_SHARE), frame)

    def _wrapped(self, width: float) -> list[str]:
        return [wrapped(words, max(8, int((width - 24) / LEGEND_COLUMN_PX)), 5) for words in self.notes]

    def _legend_px(self, width: float) -> float:
        lines = sum(1 + words.count(LINE_BREAK) for words in self._wrapped(width))
        return LEGEND_LINE_PX * len(self.legend) + lines * LEGEND_PX * LINE_HEIGHT + 10 * (1 + len(self.notes))

    def _draw_legend(self, canvas: Canvas, left: float, frame: Box) -> None:
        y = frame.bottom + frame.height - LEGEND_LINE_PX / 2
        for colour, words in self.legend:
            square = [(left, y - 9), (left + 22, y - 9), (left + 22, y + 9), (left, y + 9)]
            canvas.shape([square], colour, theme.AXIS_LINE)
            canvas.text((left + 32, y), words, LEGEND_PX)
            y -= LEGEND_LINE_PX
        y += LEGEND_LINE_PX / 2 - 10
        for words in self._wrapped(frame.width * LEGEND_SHARE):
            canvas.text((left, y), words, LEGEND_PX, upright="top")
            y -= (1 + words.count(LINE_BREAK)) * LEGEND_PX * LINE_HEIGHT + 10


def rings_of(path: str) -> list[list[Point]]:
    """The corners of each ring of a path of M, l, h, v and z, as `analysis.comparative.area_map` writes them.

    >>> rings_of("M0 44h40v40h-40z"), rings_of("M1 2l3 0l0 3z")
    ([[(0, 44), (40, 44), (40, 84), (0, 84)]], [[(1, 2), (4, 2), (4, 5)]])
    """
    rings: list[list[Point]] = []
    for piece in path.split("z"):
        command, numbers, points = "", list[int](), list[Point]()
        for letter, number in STEP.findall(piece):
            if letter:
                command, numbers = letter, []
                continue
            numbers.append(int(number))
            if command in "hv" or len(numbers) == 2:
                points.append(_moved(points[-1] if points else (0, 0), command, numbers))
                numbers = []
        if points:
            rings.append(points)
    return rings


def _moved(point: Point, command: str, numbers: Sequence[int]) -> Point:
    if command == "M":
        return numbers[0], numbers[1]
    right, down = {"h": (numbers[0], 0), "v": (0, numbers[0])}.get(command) or (numbers[0], numbers[1])
    return point[0] + right, point[1] + down


def middle_of(path: str) -> Point:
    """Where a word stands on a shape: the centroid of its largest ring."""
    ring = max(rings_of(path), key=lambda each: abs(_area(each)))
    area = _area(ring)
    if area == 0:
        return ring[0]
    x = y = 0.0
    for (left, low), (right, high) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = left * high - right * low
        x, y = x + (left + right) * cross, y + (low + high) * cross
    return x / (6 * area), y / (6 * area)


def _area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(left * high - right * low for (left, low), (right, high) in pairs) / 2
