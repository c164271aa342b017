"""Parts of a radar that the large figure and the small multiples share: traces, the polar layout, what rings say."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from charts import drawing, theme
from charts.drawing import Trace
from charts.scales import RadarScale, Ring, outline, wedges
from charts.text import one_line, records, wrapped
from words.numbers import NO_DATA, fixed, format_count, format_pct, is_missing
from words.screen_text import ShownInFigure, figure_text

HALO: Final = "0 0 2px #FFFFFF, 0 0 3px #FFFFFF, 0 0 4px #FFFFFF"
RING_LABEL_PX: Final = 13
CROSSING_PX: Final = 12
MOST_CROSSINGS: Final = 8
CENTRE: Final = 0.01  # Plotly draws no text on the centre itself
NARROW: Final = "\u00a0"  # keeps a text off the line it stands beside
RIGHT, LEFT = "middle right", "middle left"
COMPASS: Final = (
    *("top center", "top right", "middle right", "bottom right"),
    *("bottom center", "bottom left", "middle left", "top left"),
)

RING_DECIMALS: Final = {"problem": "problem_decimals", "quality": "pass_decimals", "severity": "problem_decimals"}


class RingValue(NamedTuple):
    """A percentage on a ring, and with how many decimals it is printed."""

    value: float
    decimals: int


RingValues = dict[tuple[str, float], RingValue]


def ring_text(value: RingValue) -> ShownInFigure:
    """The number without its sign.

    >>> ring_text(RingValue(30.0, 1)), ring_text(RingValue(30.0, 0))
    ('30.0', '30')
    """
    return fixed(value.value, value.decimals)


def ring_label_traces(scale: RadarScale, codes: Sequence[str], peer_rings: pd.DataFrame | None) -> list[Trace]:
    """The texts on the rings, along the first axis by turns right and left of it, so that close rings stay apart; under
    the centre what it stands for, where that is not 0.

    `peer_rings`, for the scale of ranks: axis_code, rank_pct, problem_pct, pass_pct (missing where not known), and
    problem_decimals, pass_decimals where they are not printed with one."""
    rings = scale.rings()
    if scale.kind != "rank":
        sides = [(RIGHT, LEFT)[(len(rings) - 1 - number) % 2] for number in range(len(rings))]
        texts: list[ShownInFigure] = [figure_text(ring.label) for ring in rings]
        if scale.low > 0:  # the centre is no zero, and a dot on it is not 0 %; the text keeps a line below the dot
            rings, sides = (Ring(CENTRE, ""), *rings), ["bottom center", *sides]
            texts = [f"{NARROW}<br>จุดกลาง {theme.ring_label(scale.low)}", *texts]
        return [_texts(rings, codes[0], texts, sides, RING_LABEL_PX)]
    values = ring_values(peer_rings, scale)
    if len(codes) > MOST_CROSSINGS:
        labels = [
            f"{figure_text(ring.label)} {span}".rstrip()
            for ring, span in zip(rings, ring_spans(rings, values, theme.suffix(scale.measure)), strict=True)
        ]
        return [_texts(rings, codes[0], labels, ["bottom center"] * len(rings), RING_LABEL_PX)]
    names = _texts(rings, codes[0], [figure_text(ring.label) for ring in rings], [RIGHT] * len(rings), RING_LABEL_PX)
    sides = [beside_axis(number, len(codes)) for number in range(len(codes))]
    return [names, *(_crossings(rings, code, values, side) for code, side in zip(codes, sides, strict=True))]


def beside_axis(number: int, count: int) -> str:
    """Where a text stands that keeps off an axis and its dots: square to it, on its anticlockwise side."""
    return COMPASS[round((360 * number / count - 90) / 45) % 8]


def ring_values(peer_rings: pd.DataFrame | None, scale: RadarScale) -> RingValues:
    """(axis code, radius) → the true percentage there; those without one are left out."""
    column, decimals = theme.MEASURE_COLUMN[scale.measure], RING_DECIMALS[scale.measure]
    rows = [] if peer_rings is None else records(peer_rings)
    return {
        (str(row["axis_code"]), float(row["rank_pct"]) / 100): RingValue(float(row[column]), int(row.get(decimals, 1)))
        for row in rows
        if not is_missing(row[column])
    }


def ring_spans(rings: Sequence[Ring], values: RingValues, unit: ShownInFigure = " %") -> list[ShownInFigure]:
    """The lowest and highest value on each ring with its unit: '0.3–18.9 %'; '' where none is known."""
    spans: list[str] = []
    for ring in rings:
        found = [value for (_, radius), value in values.items() if radius == ring.radius]
        low, high = (ring_text(min(found)), ring_text(max(found))) if found else ("", "")
        spans.append("" if not found else f"{low}{unit}" if low == high else f"{low}–{high}{unit}")
    return spans


def _crossings(rings: Sequence[Ring], code: str, values: RingValues, side: str) -> Trace:
    texts = [ring_text(values[code, ring.radius]) if (code, ring.radius) in values else "" for ring in rings]
    return _texts(rings, code, texts, [side] * len(rings), CROSSING_PX)


def _texts(rings: Sequence[Ring], code: str, texts: list[ShownInFigure], sides: list[str], size: int) -> Trace:
    look: dict[str, Any] = {"color": theme.MUTED}
    return drawing.scatterpolar(
        r=[ring.radius for ring in rings], theta=[code] * len(rings), mode="text", textposition=sides,
        text=[f"{NARROW}{text}{NARROW}" if text else "" for text in texts],
        textfont={"size": size, "shadow": HALO} | look, unselected={"textfont": look}, hoverinfo="skip",
        showlegend=False, cliponaxis=False,
    )  # fmt: skip


LEGEND_COLUMNS: Final = 34  # of a name in the legend, on a phone


class Spokes(NamedTuple):
    """The axes of one radar in their fixed order; `radii` and `values` are None where the axis has no percentage, and
    `absent` says why in words (no data, hidden, or no problem figure); `decimals`: how exactly each is printed;
    `measure`: of what."""

    codes: list[str]
    names: list[str]
    values: list[float | None]
    radii: list[float | None]
    hover: list[ShownInFigure]
    absent: list[str]
    decimals: list[int]
    measure: str

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
    values = [None if is_missing(value) else float(value) for value in axes[column]]
    drawn = values
    if scale.kind == "rank":
        drawn = [None if is_missing(value) else float(value) for value in axes["peer_rank_pct"]]
    radii = [scale.radius(value) for value in drawn]
    rows = records(axes)
    hover = [_hover_text(row, value, scale, name) for row, value in zip(rows, values, strict=True)]
    absent = [theme.missing_word(row) if value is None else NO_DATA for row, value in zip(rows, values, strict=True)]
    return Spokes([str(code) for code in axes["axis_code"]], [str(text) for text in axes["axis_name"]],
                  values, radii, hover, absent, [_decimals(row) for row in rows], scale.measure)  # fmt: skip


def _decimals(row: dict[str, Any]) -> int:
    """How exactly a figure is printed: one decimal, unless the table says that it may only be told rougher."""
    decimals = row.get("decimals")
    return 1 if decimals is None or is_missing(decimals) else int(decimals)


def _printed(row: dict[str, Any], value: float | None, scale: RadarScale) -> ShownInFigure:
    return theme.measured(value, scale.measure, theme.missing_word(row), _decimals(row))


def _hover_text(row: dict[str, Any], value: float | None, scale: RadarScale, name: str) -> ShownInFigure:
    lines = [f"<b>{one_line(row['axis_name'])}</b>", one_line(name)]
    if value is None and theme.missing_word(row) == theme.PLAIN_VALUE:
        return "<br>".join([*lines, f"มีค่า แต่{theme.PLAIN_VALUE}"])
    lines.append(f"{theme.MEASURE_NAME[scale.measure]} {_printed(row, value, scale)}")
    if scale.kind == "rank" and not is_missing(row.get("peer_rank_pct")):
        lines.append(f"สูงกว่าหรือเท่ากับ {format_pct(row['peer_rank_pct'], decimals=0)} ของพื้นที่ที่เทียบ")
    if "indicators" in row and "indicators_with_data" in row:
        with_data, total = format_count(row["indicators_with_data"]), format_count(row["indicators"])
        lines.append(f"มีข้อมูล {with_data} จาก {total} ตัวชี้วัด")
    return "<br>".join(lines)


def fill_trace(radar: Spokes, colour: str, subplot: str = "polar") -> Trace:
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
    return drawing.scatterpolar(r=radius, theta=theta, mode="lines", line={"width": 0}, fill="toself", fillcolor=colour,
                                hoverinfo="skip", showlegend=False, subplot=subplot)  # fmt: skip


def line_trace(radar: Spokes, name: str, subplot: str = "polar", **look: Any) -> Trace:
    """The outline of a radar with a break at each missing axis; customdata is the axis code of every point."""
    order = outline(radar.radii)
    return drawing.scatterpolar(
        r=[None if index is None else radar.radii[index] for index in order],
        theta=[None if index is None else radar.codes[index] for index in order],
        customdata=[None if index is None else radar.codes[index] for index in order],
        hovertext=["" if index is None else radar.hover[index] for index in order],
        hovertemplate="%{hovertext}<extra></extra>",
        name=wrapped(name, LEGEND_COLUMNS), connectgaps=False, subplot=subplot, **look,
    )  # fmt: skip


def missing_trace(
    radar: Spokes, size: int, subplot: str = "polar", show_legend: bool = True, reason: str = NO_DATA
) -> Trace:
    """Hollow markers on the rim for the axes without a percentage for this reason."""
    places = radar.missing_for(reason)
    return drawing.scatterpolar(
        r=[1.0] * len(places),
        theta=[radar.codes[index] for index in places],
        customdata=[radar.codes[index] for index in places],
        hovertext=[radar.hover[index] for index in places],
        hovertemplate="%{hovertext}<extra></extra>",
        mode="markers", name=figure_text(reason), showlegend=show_legend, legendrank=9, subplot=subplot,
        cliponaxis=False,
        marker={"symbol": theme.MISSING_SYMBOLS[reason], "size": size, "color": theme.MISSING, "line": {"width": 2}},
    )  # fmt: skip


def polar_layout(
    codes: Sequence[str], labels: Sequence[ShownInFigure], scale: RadarScale, **angular: Any
) -> dict[str, Any]:
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
            "ticktext": [figure_text(ring.label) for ring in rings], "angle": 90, "tickangle": 90, "side": "clockwise",
            "gridcolor": theme.GRID, "showline": False, "ticks": "", "showticklabels": False,
        },
    }  # fmt: skip
