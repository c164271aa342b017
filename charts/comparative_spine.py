"""One area among all of them, one row an indicator: all areas as a bar, their middle half darker, the area as a dot."""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.row_list import add_labels, line_height, list_layout
from charts.scales import rounded_maximum
from charts.text import one_line, records
from words.numbers import DASH, format_count, format_pct, is_missing
from words.screen_text import ShownInFigure

ALL_AREAS: Final = "#DDE3EA"
MIDDLE_HALF: Final = "#A7B0BB"
MIDDLE_LINE: Final = "#55606E"
UNKNOWN: Final = "ไม่มีค่าเทียบ"


def spine_figure(rows: pd.DataFrame, area_name: str) -> go.Figure:
    """`rows`: one row an indicator: indicator_code, problem_name, problem_pct, least_pct, quarter_pct, middle_pct,
    three_quarters_pct, most_pct (percent, missing without data), status_name (เด่น, ใกล้เคียง, ด้อย or missing),
    rank_words, failed, assessed, unit. customdata of a dot is its indicator_code. Percentages on one scale; the value
    and the range of ranks stand in the right margin."""
    listed = records(rows)
    limit = rounded_maximum([float(row["most_pct"]) for row in listed if not is_missing(row["most_pct"])] or [100.0])
    traces: list[Trace] = []
    add_labels(traces, [one_line(row["problem_name"]) for row in listed])
    _add_bars(traces, listed, "least_pct", "most_pct", ALL_AREAS, 14, "ทุกพื้นที่")
    _add_bars(traces, listed, "quarter_pct", "three_quarters_pct", MIDDLE_HALF, 14, "ครึ่งกลางของพื้นที่")
    _add_middle(traces, listed)
    for name in dict.fromkeys(_status(row) for row in listed if not is_missing(row["problem_pct"])):
        _add_dots(traces, listed, name, area_name)
    texts = [_right_text(row) for row in listed]
    return list_layout(traces, texts, theme.MEASURE_NAME["problem"], limit)


def _status(row: dict[str, Any]) -> str:
    return UNKNOWN if is_missing(row["status_name"]) else str(row["status_name"])


def _right_text(row: dict[str, Any]) -> ShownInFigure:
    value = format_pct(None if is_missing(row["problem_pct"]) else float(row["problem_pct"]))
    return f"<b>{one_line(value)}</b><br>{one_line(row['rank_words'])}"


def _add_bars(
    traces: list[Trace], rows: list[dict[str, Any]], low: str, high: str, colour: str, width: int, name: ShownInFigure
) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    for index, row in enumerate(rows):
        if not is_missing(row[low]):
            height = line_height(index, len(rows))
            x += [float(row[low]), float(row[high]), None]
            y += [height, height, None]
    traces.append(
        drawing.scatter(x=x, y=y, mode="lines", line={"color": colour, "width": width}, hoverinfo="skip", name=name)
    )


def _add_middle(traces: list[Trace], rows: list[dict[str, Any]]) -> None:
    picked = [(index, row) for index, row in enumerate(rows) if not is_missing(row["middle_pct"])]
    traces.append(
        drawing.scatter(
            x=[float(row["middle_pct"]) for _, row in picked], y=[line_height(index, len(rows)) for index, _ in picked],
            mode="markers", hoverinfo="skip", name="พื้นที่กลาง (มัธยฐาน)", legend="legend2",
            marker={"symbol": "line-ns-open", "size": 14, "color": MIDDLE_LINE, "line": {"width": 2}},
        )
    )  # fmt: skip


def _add_dots(traces: list[Trace], rows: list[dict[str, Any]], name: str, area_name: str) -> None:
    picked = [
        (index, row) for index, row in enumerate(rows) if not is_missing(row["problem_pct"]) and _status(row) == name
    ]
    heights = [line_height(index, len(rows)) for index, _ in picked]
    colour, symbol = theme.STATUS_COLOUR.get(name, theme.REFERENCE), theme.STATUS_SYMBOL.get(name, "circle")
    hover = [
        f"<b>{one_line(area_name)}</b><br>{one_line(row['problem_name'])}<br>"
        f"{format_pct(float(row['problem_pct']))} · {format_count(row['failed'], DASH)} จาก "
        f"{format_count(row['assessed'], DASH)} {one_line(row['unit'])}<br>{one_line(row['rank_words'])}"
        for _, row in picked
    ]
    traces.append(
        drawing.scatter(
            x=[float(row["problem_pct"]) for _, row in picked], y=heights, mode="markers",
            name=one_line(name), legend="legend2", cliponaxis=False,
            customdata=[str(row["indicator_code"]) for _, row in picked],
            hovertext=hover, hovertemplate="%{hovertext}<extra></extra>",
            marker={"size": 14, "color": colour, "symbol": symbol, "line": {"width": 1.5, "color": theme.BACKGROUND}},
        )
    )  # fmt: skip
