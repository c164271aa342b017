"""Stage 2, Radar Diagram: the condition of one area, an axis a dimension or an indicator; and the same for a hall."""

import math
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.polar import Spokes, fill_trace, line_trace, missing_trace, polar_layout, ring_label_traces, spokes
from charts.row_list import Row, row_list_figure
from charts.scales import RadarScale, Scale, make_scale
from charts.text import LINE_BREAK, one_line, records, short_code, wrapped
from charts.theme import Measure
from words.line_breaks import display_width
from words.screen_text import ShownInFigure, figure_text

NAMES_WITH_VALUES: Final = 8
NAMES_ONLY: Final = 16
LABEL_COLUMNS: Final = 10
WIDE_LABEL_COLUMNS: Final = 9  # wider ones are drawn smaller, or the margin would cut them
MAX_SIDE_PX: Final = 112
COLUMN_PX: Final = 7.7
NARROW_RADIUS_PX: Final = 70
PLOT_PX: Final = 290
LEGEND_MARK_PX: Final = 56
LEGEND_ROW_PX: Final = 335  # on a phone
CROWDED_PX: Final = 620
RANKED_PX: Final = 420  # where every crossing of ring and axis carries a percentage
MAX_COMPANIONS: Final = 2
COMPANION_LOOKS: Final = (
    {"color": theme.REFERENCE, "dash": "dash", "width": 2},
    {"color": theme.SECOND_REFERENCE, "dash": "dot", "width": 2.5},
)
COMPANION_SYMBOLS: Final = ("square-open", "diamond-open")
LETTERS_PX: Final = 24
SIDE_PX, TOP_PX, LEGEND_PX = 190, 76, 40
LABEL_LINES_PX: Final = 76


def radar_figure(
    axes: pd.DataFrame,
    companions: Sequence[tuple[str, pd.DataFrame]] = (),
    measure: Measure = "problem",
    scale: Scale = "focused",
    name: str = "พื้นที่ที่เลือก",
    peer_rings: pd.DataFrame | None = None,
    lower_px: int = 0,
) -> go.Figure:
    """Radar of one area, with at most two companions (parent area, another year, target) dashed behind it.

    `axes`: one row an axis, in the order drawn (clockwise from the top): axis_code, axis_name (may hold <br>),
    problem_pct, pass_pct, indicators, indicators_with_data, is_plain (optional: True where there are values but none
    that is a problem figure, which is said instead of 'no data'); for scale 'rank' also peer_rank_pct (percentage of
    the peers whose value of the drawn measure is not higher). Companions: (name, table with the same columns).
    `peer_rings`, for scale 'rank': axis_code, rank_pct (25, 50, 75, 100), problem_pct, pass_pct: what stands at that
    rank among the peers. A missing value is a gap in the outline and a hollow marker on the rim, never zero. Rings
    carry true percentages on every scale; with up to 8 axes the value stands under the axis' name, above 16 axes codes
    replace names. Each point's customdata is its axis_code. With fewer than three axes there is no polygon: a list of
    dots is drawn instead. `lower_px`: how much lower the radar is than one that has the whole width. Raises ValueError
    for more than two companions or an unknown scale.
    """
    if len(companions) > MAX_COMPANIONS:
        raise ValueError(f"a radar holds at most {MAX_COMPANIONS} companions, {len(companions)} given")
    column = theme.MEASURE_COLUMN[measure]
    tables = [axes, *(table for _, table in companions)]
    radar_scale = make_scale(scale, measure, [value for table in tables for value in table[column]])
    if len(axes) < 3:
        return _axis_list(axes, measure, name)
    radar = spokes(axes, radar_scale, name)
    others = [(label, spokes(aligned(table, axes), radar_scale, label)) for label, table in companions]
    traces: list[Trace] = []
    for index, (label, other) in enumerate(others):
        traces.append(
            line_trace(other, label, mode="lines+markers" if len(axes) <= NAMES_ONLY else "lines", legendrank=index + 2,
                       line=COMPANION_LOOKS[index], marker={"symbol": COMPANION_SYMBOLS[index], "size": 7})
        )  # fmt: skip
    _add_area(traces, radar, name, measure)
    traces += ring_label_traces(radar_scale, radar.codes, peer_rings)
    return _laid_out(traces, radar, radar_scale, lower_px)


def aligned(table: pd.DataFrame, axes: pd.DataFrame) -> pd.DataFrame:
    """A companion's rows in the order of the main radar's axes; an axis it does not have is missing."""
    codes = axes["axis_code"].tolist()
    own = table.drop(columns="axis_name", errors="ignore").set_index("axis_code").reindex(codes)
    return own.reset_index().assign(axis_name=axes["axis_name"].tolist())


def _add_area(traces: list[Trace], radar: Spokes, name: str, measure: Measure) -> None:
    colour = theme.MEASURE_COLOUR[measure]
    traces.append(fill_trace(radar, theme.MEASURE_FILL[measure]))
    size = 10 if len(radar.codes) <= NAMES_ONLY else 7
    traces.append(
        line_trace(radar, name, mode="lines+markers", line={"color": colour, "width": 3},
                   marker={"size": size, "color": colour}, cliponaxis=False, legendrank=1)
    )  # fmt: skip
    for reason in dict.fromkeys(radar.absent[index] for index in radar.missing):
        traces.append(missing_trace(radar, size + 2, reason=reason))


def _laid_out(traces: list[Trace], radar: Spokes, scale: RadarScale, lower_px: int) -> go.Figure:
    count = len(radar.codes)
    labels = axis_labels(radar)
    widest = label_width(labels)
    size = 15 if count <= NAMES_ONLY and widest <= WIDE_LABEL_COLUMNS else 14 if count <= 30 else 13
    reaches = [_reach_px(label, 2 * math.pi * place / count) for place, label in enumerate(labels)]
    side = min(MAX_SIDE_PX, max(36, *reaches))
    lines = 1 + max(label.count(LINE_BREAK) for label in labels)
    legend_px = _legend_px([str(entry["name"]) for entry in drawing.legend_entries(traces)])
    above = 1 + labels[0].count(LINE_BREAK)  # the first axis points up: all its lines stand above the radar
    top, bottom = 14 + 20 * max(above, min(lines, 3)), 18 + 20 * lines + legend_px
    narrowest = RANKED_PX if scale.kind == "rank" and count <= NAMES_ONLY else 0
    narrowest = CROWDED_PX if NAMES_WITH_VALUES < count <= NAMES_ONLY else narrowest
    return drawing.figure_of(
        traces,
        height=PLOT_PX + top + bottom - lower_px,
        dragmode="zoom",
        margin={"l": side, "r": side, "t": top, "b": bottom},
        meta={"min_width_px": narrowest} if narrowest else {"beyond_width_px": top + bottom - 2 * side},
        polar=polar_layout(radar.codes, labels, scale, tickfont={"size": size, "color": theme.TEXT}),
        legend={"yref": "container", "y": 0.01, "yanchor": "bottom", "x": 0.5, "xanchor": "center"},
    )  # fmt: skip


def _legend_px(names: Sequence[str]) -> int:
    """Height of the legend: one line where the names fit side by side under the plot, else one below another."""
    one_row = sum(LEGEND_MARK_PX + label_width([name]) * COLUMN_PX for name in names) <= LEGEND_ROW_PX
    if one_row and not any(LINE_BREAK in name for name in names):
        return 26
    return sum(4 + 22 * (1 + name.count(LINE_BREAK)) for name in names)


def _reach_px(label: str, angle: float) -> int:
    """How far a label reaches beyond the radar's left or right edge, on the narrowest screen: one at an axis that
    points up or down stands in the middle and has the radar's own width too."""
    width, across = 14 + label_width([label]) * COLUMN_PX, abs(math.sin(angle))
    return round(width / 2 - NARROW_RADIUS_PX if across < 0.1 else width - NARROW_RADIUS_PX * (1 - across))


def label_width(labels: Sequence[str]) -> int:
    """Columns of the widest line among labels, bold marks aside."""
    lines = [line for label in labels for line in label.replace("<b>", "").replace("</b>", "").split(LINE_BREAK)]
    return max(display_width(line) for line in lines)


def axis_labels(radar: Spokes) -> list[ShownInFigure]:
    """Text at the end of each axis: name and value, the name alone, or the code, as the number of axes allows."""
    count = len(radar.codes)
    if count > NAMES_ONLY:
        return [short_code(code) for code in radar.codes]
    names = [wrapped(name, LABEL_COLUMNS, max_lines=4 if count <= NAMES_WITH_VALUES else 2) for name in radar.names]
    if count > NAMES_WITH_VALUES:
        return names
    shown = zip(radar.values, radar.absent, radar.decimals, strict=True)
    texts = [theme.measured(value, radar.measure, absent, decimals) for value, absent, decimals in shown]
    return [f"{name}<br><b>{text}</b>" for name, text in zip(names, texts, strict=True)]


def _axis_list(axes: pd.DataFrame, measure: Measure, name: str) -> go.Figure:
    colour = theme.MEASURE_COLOUR[measure]
    rows = [
        Row(
            str(row["axis_code"]),
            one_line(row["axis_name"]),
            row[theme.MEASURE_COLUMN[measure]],
            colour=colour,
            missing=theme.missing_word(row),
            decimals=int(row.get("decimals", 1)),
            measure=measure,
        )
        for row in records(axes)
    ]
    return row_list_figure(rows, value_name=f"{theme.MEASURE_NAME[measure]} · {figure_text(name)}")


def for_the_hall(figure: go.Figure) -> go.Figure:
    """A radar of `charts.radar_diagram` with every letter at least LETTERS_PX high, without a height of its own: it
    fills the box it stands in. The figure given stays as it is."""
    large = go.Figure(figure)
    letters: dict[str, Any] = {"size": LETTERS_PX}
    for kind in ("scatter", "scatterpolar"):  # a set of fewer than three axes is a list, not a radar
        large.update_traces(textfont=letters, selector={"type": kind, "mode": "text"})
    large.update_annotations(font=letters)
    large.update_xaxes(tickfont=letters)
    large.update_layout(
        height=None,
        autosize=True,
        meta=None,
        font=letters,
        legend={"font": letters, "yref": "container", "y": 0.0, "yanchor": "bottom", "x": 0.5, "xanchor": "center"},
        hoverlabel={"font": letters},
        margin={"l": SIDE_PX, "r": SIDE_PX, "t": TOP_PX, "b": LEGEND_PX + LABEL_LINES_PX},
    )
    large.update_polars(angularaxis={"tickfont": letters}, radialaxis={"tickfont": letters})
    return large
