"""Village surveys (กชช.2ค) as a province reports them: indicators by villages with the problem, development levels."""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.frames import records
from charts.row_list import Row, add_labels, line_height, list_layout, row_list_figure
from charts.text import escape, one_line, short_code

LEVEL_COLOUR: Final[dict[int, str]] = {1: theme.PROBLEM, 2: "#F2B45A", 3: "#5FA8D3"}
OTHER_COLOUR: Final = theme.REFERENCE


def problem_share_figure(ranked: pd.DataFrame, value_name: str) -> go.Figure:
    """Indicators as dots by the share of villages that have the problem, in the order given (rank them first).

    `ranked`: indicator_code, short_label, with_problem, with_problem_pct, villages (graded). customdata is the
    indicator_code; an indicator no village was graded on has a hollow marker.
    """
    return row_list_figure([_share_row(row) for row in records(ranked)], escape(value_name))


def level_bars_figure(levels: pd.DataFrame) -> go.Figure:
    """Number of villages at each development level, one bar a level, with its share of all in the right margin.

    `levels`: level_number, level_name, villages, village_pct (missing when no village has a level).
    """
    rows = records(levels)
    figure = go.Figure()
    add_labels(figure, [escape(row["level_name"]) for row in rows])
    figure.add_trace(
        go.Bar(
            x=[0 if theme.is_missing(row["village_pct"]) else row["village_pct"] for row in rows],
            y=[line_height(index, len(rows)) - 0.08 for index in range(len(rows))],
            orientation="h", width=0.36, showlegend=False,
            hovertext=[_level_hover(row) for row in rows], hovertemplate="%{hovertext}<extra></extra>",
            marker={"color": [LEVEL_COLOUR.get(int(row["level_number"]), OTHER_COLOUR) for row in rows]},
        )
    )  # fmt: skip
    right = [
        f"<b>{theme.format_count(row['villages'])} แห่ง</b><br>{theme.format_pct(row['village_pct'])}" for row in rows
    ]
    return list_layout(figure, right, "ร้อยละของหมู่บ้าน", 100.0)


def _share_row(row: dict[str, Any]) -> Row:
    hover = f"<b>{one_line(row['short_label'])}</b>"
    if not theme.is_missing(row["with_problem"]):
        counts = f"{theme.format_count(row['with_problem'])} จาก {theme.format_count(row['villages'])} หมู่บ้าน"
        hover += f"<br>{counts} ({theme.format_pct(row['with_problem_pct'])})"
    label = f"{short_code(row['indicator_code'])}. {one_line(row['short_label'])}"
    return Row(str(row["indicator_code"]), label, row["with_problem_pct"], hover=hover)


def _level_hover(row: dict[str, Any]) -> str:
    counted = f"{theme.format_count(row['villages'])} หมู่บ้าน ({theme.format_pct(row['village_pct'])})"
    return f"<b>{escape(row['level_name'])}</b><br>{counted}"
