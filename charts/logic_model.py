"""Stage 5, Logic Model: where each problem of the plan stands now, and where its target lies."""

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.row_list import Row, row_list_figure
from charts.text import failing, one_line, records
from words.numbers import format_pct

TARGET_NAME = "เป้าหมาย"


def targets_figure(chains: pd.DataFrame) -> go.Figure:
    """The problems of a plan in its order: the share that fails now as a dot, the share aimed at as a mark on its line.

    `chains`: indicator_code, short_label (problem_name, where it is there), baseline_pct (percent with the problem
    now), low_pct and high_pct (its interval, may be absent), target_problem_pct (percent with the problem to aim at);
    missing where unknown.
    """
    rows = [
        Row(
            code=str(row["indicator_code"]),
            row_label=f"{number}. {one_line(failing(row))}",
            value=row["baseline_pct"],
            low=row.get("low_pct"),
            high=row.get("high_pct"),
            reference=row["target_problem_pct"],
            hover=_hover(failing(row), row["baseline_pct"], row["target_problem_pct"]),
        )
        for number, row in enumerate(records(chains), 1)
    ]
    return row_list_figure(rows, theme.MEASURE_NAME["problem"], TARGET_NAME)


def _hover(label: str, now: float | None, target: float | None) -> str:
    lines = [f"<b>{one_line(label)}</b>", f"ตอนนี้ {format_pct(now)}", f"{TARGET_NAME} {format_pct(target)}"]
    return "<br>".join(lines)
