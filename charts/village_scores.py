"""Village surveys (กชช.2ค) as a province reports them: villages at each level of problem, development levels."""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.row_list import (
    Row,
    add_labels,
    add_missing_markers,
    legend_column,
    line_height,
    list_layout,
    row_list_figure,
)
from charts.text import one_line, records, short_code
from words.numbers import NO_DATA, format_count, format_pct, is_missing
from words.screen_text import ShownInFigure, figure_text

SCORES = (1, 2, 3)


def score_bars_figure(rows: pd.DataFrame) -> go.Figure:
    """Share of villages at each level of problem, one stacked bar an indicator, in the order given.

    `rows`: indicator_code, short_label, score_1, score_2, score_3 (numbers of villages graded 1 = ปัญหามาก …
    3 = น้อย/ไม่มีปัญหา). The numbers of villages are printed on the bars, the villages graded in the right margin.
    An indicator no village reports has a hollow marker. Each segment's customdata is its indicator_code.
    """
    scores = records(rows)
    totals = [sum(_count(row, score) for score in SCORES) for row in scores]
    labels = [f"{short_code(row['indicator_code'])}. {one_line(row['short_label'])}" for row in scores]
    traces: list[Trace] = []
    add_labels(traces, labels)
    for score in SCORES:
        _add_segment(traces, scores, totals, score)
    empty = [index for index, total in enumerate(totals) if total == 0]
    codes = [str(scores[index]["indicator_code"]) for index in empty]
    add_missing_markers(traces, len(scores), empty, codes, [labels[index] for index in empty])
    right = [f"{format_count(total)} แห่ง" if total else NO_DATA for total in totals]
    legend = legend_column(0.0) | {"traceorder": "normal"}
    return list_layout(traces, right, "ร้อยละของหมู่บ้าน", 100.0, barmode="stack", legend=legend)


def _count(row: dict[str, Any], score: int) -> float:
    value = row[f"score_{score}"]
    return 0.0 if is_missing(value) else float(value)


def _add_segment(traces: list[Trace], scores: list[dict[str, Any]], totals: list[float], score: int) -> None:
    picked = [(index, row, totals[index]) for index, row in enumerate(scores) if totals[index] > 0]
    counts = [_count(row, score) for _, row, _ in picked]
    shares = [100 * count / total for count, (_, _, total) in zip(counts, picked, strict=True)]
    hover = [
        f"<b>{one_line(row['short_label'])}</b><br>ระดับ {theme.SCORE_NAME[score]}<br>"
        f"{format_count(count)} จาก {format_count(total)} หมู่บ้าน ({format_pct(share)})"
        for (_, row, total), count, share in zip(picked, counts, shares, strict=True)
    ]
    traces.append(
        drawing.bar(
            x=shares, y=[line_height(index, len(scores)) - 0.08 for index, _, _ in picked],
            orientation="h", width=0.36,
            name=theme.SCORE_NAME[score], customdata=[str(row["indicator_code"]) for _, row, _ in picked],
            text=[format_count(count) if share >= 6 else "" for count, share in zip(counts, shares, strict=True)],
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
            textfont={"size": 14, "color": theme.BACKGROUND if score == 1 else theme.TEXT},
            hovertext=hover, hovertemplate="%{hovertext}<extra></extra>",
            marker={"color": theme.SCORE_COLOUR[score], "line": {"color": theme.BACKGROUND, "width": 1.5}},
        )
    )  # fmt: skip


LEVEL_COLOUR: Final[dict[int, str]] = {1: theme.PROBLEM, 2: "#F2B45A", 3: "#5FA8D3"}
OTHER_COLOUR: Final = theme.REFERENCE


def problem_share_figure(ranked: pd.DataFrame, value_name: str) -> go.Figure:
    """Indicators as dots by the share of villages that have the problem, in the order given (rank them first).

    `ranked`: indicator_code, short_label, with_problem, with_problem_pct, villages (graded). customdata is the
    indicator_code; an indicator no village was graded on has a hollow marker.
    """
    return row_list_figure([_share_row(row) for row in records(ranked)], figure_text(value_name))


def level_bars_figure(levels: pd.DataFrame) -> go.Figure:
    """Number of villages at each development level, one bar a level, with its share of all in the right margin.

    `levels`: level_number, level_name, villages, village_pct (missing when no village has a level).
    """
    rows = records(levels)
    traces: list[Trace] = []
    add_labels(traces, [figure_text(row["level_name"]) for row in rows])
    traces.append(
        drawing.bar(
            x=[0 if is_missing(row["village_pct"]) else row["village_pct"] for row in rows],
            y=[line_height(index, len(rows)) - 0.08 for index in range(len(rows))],
            orientation="h", width=0.36, showlegend=False,
            hovertext=[_level_hover(row) for row in rows], hovertemplate="%{hovertext}<extra></extra>",
            marker={"color": [LEVEL_COLOUR.get(int(row["level_number"]), OTHER_COLOUR) for row in rows]},
        )
    )  # fmt: skip
    right = [f"<b>{format_count(row['villages'])} แห่ง</b><br>{format_pct(row['village_pct'])}" for row in rows]
    return list_layout(traces, right, "ร้อยละของหมู่บ้าน", 100.0)


def _share_row(row: dict[str, Any]) -> Row:
    hover = f"<b>{one_line(row['short_label'])}</b>"
    if not is_missing(row["with_problem"]):
        counts = f"{format_count(row['with_problem'])} จาก {format_count(row['villages'])} หมู่บ้าน"
        hover += f"<br>{counts} ({format_pct(row['with_problem_pct'])})"
    label = f"{short_code(row['indicator_code'])}. {one_line(row['short_label'])}"
    return Row(str(row["indicator_code"]), label, row["with_problem_pct"], hover=hover)


def _level_hover(row: dict[str, Any]) -> ShownInFigure:
    counted = f"{format_count(row['villages'])} หมู่บ้าน ({format_pct(row['village_pct'])})"
    return f"<b>{figure_text(row['level_name'])}</b><br>{counted}"
