"""A list of rows, each its label above its own line: readable at phone width, where labels beside the axis are cut."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.scales import rounded_maximum
from charts.text import LINE_BREAK, wrapped
from charts.theme import Measure
from words.numbers import NO_DATA, format_value, is_missing
from words.screen_text import ShownInFigure, figure_text

ROW_PX: Final = 50
INTERVAL_COLOUR: Final = "#A7B0BB"
LABEL_RISE: Final = 0.28
LINE_DROP: Final = 0.12
VALUE_MARGIN_PX: Final = 78
LEGEND_ROW_PX: Final = 23
LEGEND_COLUMNS: Final = 20  # of a name in the legend's second column, on a phone
GROUP_COLUMNS: Final = 10  # of a name in its first
SECOND_COLUMN: Final = {"legend": "legend2"}


class Row(NamedTuple):
    """One row: name and hover text ready for a figure; value, interval and reference in percent, None or NaN when
    missing. `measure`: of what (a key of theme.MEASURE_NAME). `plain_value`: the figure, in its own unit, of a row
    that has one but no percentage."""

    code: str
    row_label: ShownInFigure
    value: float | None
    low: float | None = None
    high: float | None = None
    reference: float | None = None
    hover: ShownInFigure = ""
    colour: str = theme.PROBLEM
    symbol: str = "circle"
    group: str = ""
    plain_value: float | None = None
    missing: str = NO_DATA
    decimals: int = 1
    measure: Measure = "problem"


def row_list_figure(rows: Sequence[Row], value_name: ShownInFigure, reference_name: str | None = None) -> go.Figure:
    """Dots with intervals, one row each, in the order given; the value is printed in the right margin.

    Rows of one `group` (a status) share colour, symbol and legend entry. A missing value is a hollow marker at the
    left edge and the words for no data. Each dot's customdata is the row's code.
    """
    limit = rounded_maximum([value for row in rows for value in (row.value, row.high, row.reference)])
    traces: list[Trace] = []
    _add_labels(traces, rows)
    _add_intervals(traces, rows)
    if reference_name is not None:
        _add_references(traces, rows, wrapped(reference_name, LEGEND_COLUMNS, 3))
    for group in dict.fromkeys(row.group for row in rows if not is_missing(row.value)):
        _add_dots(traces, rows, group)
    _add_missing(traces, rows)
    suffix = theme.suffix(rows[0].measure if rows else "problem")
    return list_layout(traces, [_value_text(row) for row in rows], value_name, limit, suffix=suffix)


def line_height(index: int, count: int) -> float:
    """Height on the y axis of a row's line; the first row is the highest."""
    return count - 1 - index - LINE_DROP


def _add_labels(traces: list[Trace], rows: Sequence[Row]) -> None:
    add_labels(traces, [row.row_label for row in rows])


def add_labels(traces: list[Trace], labels: Sequence[ShownInFigure]) -> None:
    """Print each row's label above its line, from the left edge."""
    count = len(labels)
    traces.append(
        drawing.scatter(x=[0] * count, y=[count - 1 - index + LABEL_RISE for index in range(count)], text=list(labels),
                        mode="text", textposition="middle right", textfont={"size": 15, "color": theme.TEXT},
                        unselected={"textfont": {"color": theme.TEXT}},
                        hoverinfo="skip", showlegend=False, cliponaxis=False)
    )  # fmt: skip


def _add_intervals(traces: list[Trace], rows: Sequence[Row]) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    for index, row in enumerate(rows):
        if not is_missing(row.low) and not is_missing(row.high):
            height = line_height(index, len(rows))
            x += [row.low, row.high, None]
            y += [height, height, None]
    if x:
        traces.append(
            drawing.scatter(x=x, y=y, mode="lines", line={"color": INTERVAL_COLOUR, "width": 6}, hoverinfo="skip",
                            name="ช่วงความไม่แน่นอน", showlegend=True, **SECOND_COLUMN)
        )  # fmt: skip


def _add_references(traces: list[Trace], rows: Sequence[Row], name: ShownInFigure) -> None:
    picked = [(index, row) for index, row in enumerate(rows) if not is_missing(row.reference)]
    gap_x: list[float | None] = []
    gap_y: list[float | None] = []
    for index, row in picked:
        if not is_missing(row.value):
            gap_x += [row.value, row.reference, None]
            gap_y += [line_height(index, len(rows))] * 2 + [None]
    if gap_x:
        traces.append(
            drawing.scatter(x=gap_x, y=gap_y, mode="lines", hoverinfo="skip",
                            line={"color": theme.REFERENCE, "width": 1.5, "dash": "dot"}, showlegend=False)
        )  # fmt: skip
    traces.append(
        drawing.scatter(x=[row.reference for _, row in picked],
                        y=[line_height(index, len(rows)) for index, _ in picked],
                        mode="markers", name=name, hoverinfo="skip", cliponaxis=False, **SECOND_COLUMN,
                        marker={"symbol": "line-ns-open", "size": 18, "color": theme.REFERENCE, "line": {"width": 3}})
    )  # fmt: skip


def _add_dots(traces: list[Trace], rows: Sequence[Row], group: str) -> None:
    picked = [(index, row) for index, row in enumerate(rows) if row.group == group and not is_missing(row.value)]
    traces.append(
        drawing.scatter(
            x=[row.value for _, row in picked], y=[line_height(index, len(rows)) for index, _ in picked],
            mode="markers", name=wrapped(group, GROUP_COLUMNS), showlegend=bool(group), cliponaxis=False,
            customdata=[row.code for _, row in picked], hovertext=[row.hover or row.row_label for _, row in picked],
            hovertemplate="%{hovertext}<extra></extra>",
            marker={"size": 14, "color": [row.colour for _, row in picked],
                    "symbol": [row.symbol for _, row in picked], "line": {"width": 1.5, "color": theme.BACKGROUND}},
        )
    )  # fmt: skip


def _add_missing(traces: list[Trace], rows: Sequence[Row]) -> None:
    for word in dict.fromkeys(row.missing for row in rows if is_missing(row.value)):
        picked = [(index, row) for index, row in enumerate(rows) if is_missing(row.value) and row.missing == word]
        hover = [row.hover or row.row_label for _, row in picked]
        places, codes = [index for index, _ in picked], [row.code for _, row in picked]
        add_missing_markers(traces, len(rows), places, codes, hover, word)


def add_missing_markers(
    traces: list[Trace], count: int, places: Sequence[int], codes: Sequence[str], hover: Sequence[ShownInFigure],
    word: str = NO_DATA,
) -> None:  # fmt: skip
    """Hollow markers at the left edge for the rows without a percentage (their places, codes and hover texts); `word`:
    why (a key of theme.MISSING_SYMBOLS)."""
    if not places:
        return
    traces.append(
        drawing.scatter(
            x=[0] * len(places), y=[line_height(index, count) for index in places], mode="markers",
            name=figure_text(word), **SECOND_COLUMN, customdata=list(codes),
            hovertext=list(hover), hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False,
            marker={"symbol": theme.MISSING_SYMBOLS[word], "size": 13, "color": theme.MISSING, "line": {"width": 2}},
        )
    )  # fmt: skip


def _value_text(row: Row) -> ShownInFigure:
    if not is_missing(row.value):
        return f"<b>{theme.measured(row.value, row.measure, decimals=row.decimals)}</b>"
    return format_value(row.plain_value, missing=figure_text(row.missing))


def list_layout(
    traces: list[Trace],
    right_texts: Sequence[ShownInFigure],
    value_name: ShownInFigure,
    limit: float,
    lowest: float = 0,
    suffix: ShownInFigure = " %",
    **more: Any,
) -> go.Figure:
    """Lay out a list: height from its rows, scale on top from `lowest` to `limit`, right_texts in the right margin
    beside each line; `more`: of the layout."""
    count = len(right_texts)
    lines: dict[str, int] = {}
    for trace in drawing.legend_entries(traces):
        column = str(trace.get("legend", "legend"))
        lines[column] = lines.get(column, 0) + 1 + trace["name"].count(LINE_BREAK)
    legend_px = 6 + LEGEND_ROW_PX * max(lines.values(), default=0)
    annotations: list[dict[str, Any]] = [
        {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 10, "y": line_height(index, count), "yref": "y",
         "yanchor": "middle", "text": text, "showarrow": False, "font": {"size": 14}}
        for index, text in enumerate(right_texts)
    ]  # fmt: skip
    annotations.append({"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom",
                        "yshift": 24, "text": value_name, "showarrow": False,
                        "font": {"size": 14, "color": theme.MUTED}})  # fmt: skip
    return drawing.figure_of(
        traces,
        height=ROW_PX * max(1, count) + 62 + legend_px,
        margin={"l": 12, "r": VALUE_MARGIN_PX, "t": 58 + legend_px, "b": 4, "autoexpand": False},
        annotations=annotations,
        legend2=legend_column(0.46),
        xaxis={"side": "top", "range": [lowest, limit], "ticksuffix": suffix, "nticks": 5, "automargin": False},
        yaxis={"range": [-0.6, count - 0.42], "showticklabels": False, "tickmode": "array",
               "tickvals": [line_height(index, count) for index in range(count)], "griddash": "dot"},
        **{"legend": legend_column(0.0), **more},
    )  # fmt: skip


def legend_column(x: float) -> dict[str, Any]:
    """One of two legends side by side: a single one wraps with the screen, so no height could be kept free."""
    return {"orientation": "v", "yref": "container", "y": 1.0, "yanchor": "top", "x": x, "xanchor": "left",
            "font": {"size": 14}, "itemclick": False, "itemdoubleclick": False}  # fmt: skip
