"""Village surveys (กชช.2ค): how many villages stand at each level of problem."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.frames import records
from charts.row_list import add_labels, add_missing_markers, line_height, list_layout
from charts.text import one_line, short_code

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
    figure = go.Figure()
    add_labels(figure, labels)
    for score in SCORES:
        _add_segment(figure, scores, totals, score)
    empty = [(index, total) for index, total in enumerate(totals) if total == 0]
    add_missing_markers(
        figure, len(scores), [(index, str(scores[index]["indicator_code"]), labels[index]) for index, _ in empty]
    )
    right = [f"{theme.format_count(total)} แห่ง" if total else theme.NO_DATA for total in totals]
    figure = list_layout(figure, right, "ร้อยละของหมู่บ้าน", 100.0)
    return figure.update_layout(barmode="stack", legend={"traceorder": "normal"})


def _count(row: dict[str, Any], score: int) -> float:
    value = row[f"score_{score}"]
    return 0.0 if theme.is_missing(value) else float(value)


def _add_segment(figure: go.Figure, scores: list[dict[str, Any]], totals: list[float], score: int) -> None:
    picked = [(index, row, totals[index]) for index, row in enumerate(scores) if totals[index] > 0]
    counts = [_count(row, score) for _, row, _ in picked]
    shares = [100 * count / total for count, (_, _, total) in zip(counts, picked, strict=True)]
    hover = [
        f"<b>{one_line(row['short_label'])}</b><br>ระดับ {theme.SCORE_NAME[score]}<br>"
        f"{theme.format_count(count)} จาก {theme.format_count(total)} หมู่บ้าน ({theme.format_pct(share)})"
        for (_, row, total), count, share in zip(picked, counts, shares, strict=True)
    ]
    figure.add_trace(
        go.Bar(
            x=shares, y=[line_height(index, len(scores)) - 0.08 for index, _, _ in picked],
            orientation="h", width=0.36,
            name=theme.SCORE_NAME[score], customdata=[str(row["indicator_code"]) for _, row, _ in picked],
            text=[theme.format_count(count) if share >= 6 else "" for count, share in zip(counts, shares, strict=True)],
            textposition="inside", insidetextanchor="middle", textangle=0, constraintext="none",
            textfont={"size": 14, "color": theme.BACKGROUND if score == 1 else theme.TEXT},
            hovertext=hover, hovertemplate="%{hovertext}<extra></extra>",
            marker={"color": theme.SCORE_COLOUR[score], "line": {"color": theme.BACKGROUND, "width": 1.5}},
        )
    )  # fmt: skip
