"""Stage 3, Radar Analysis: every indicator of one area against a reference, and its way through the years."""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.row_list import Row, row_list_figure
from charts.text import failing, one_line, records, short_code
from charts.theme import Measure
from words.numbers import format_count, format_interval, format_points, format_value, is_missing
from words.screen_text import ShownInFigure, figure_text

DRAWN: Final = (
    *("indicator_code", "short_label", "problem_name", "problem_pct", "low_pct", "high_pct", "reference_pct"),
    *("reference_low_pct", "reference_high_pct", "assessed", "failed", "unit", "status", "value", "is_plain"),
    *("is_hidden", "indicators_with_data"),
)


def ranked_dot_figure(
    indicators: pd.DataFrame, reference_name: str | None = None, measure: Measure = "problem"
) -> go.Figure:
    """Indicators as dots in the order given (rank them first), each with its interval and the gap to a reference.

    `indicators`: indicator_code, short_label (problem_name, where it is there, names what fails), problem_pct, low_pct,
    high_pct, reference_pct (problem percentage of the reference), reference_low_pct and reference_high_pct (its
    interval), assessed, failed, unit, status (a key of theme.STATUS_COLOUR or missing), value (in its own unit, printed
    where there is no percentage). Columns other than the first three may be absent. Colour and shape say the status.
    Each dot's customdata is its indicator_code. `measure`: severity for villages graded.
    """
    drawn = indicators[[name for name in DRAWN if name in indicators]]
    rows = [_indicator_row(row, reference_name, measure) for row in records(drawn)]
    return row_list_figure(rows, theme.MEASURE_NAME[measure], reference_name)


def _indicator_row(row: dict[str, Any], reference_name: str | None, measure: Measure) -> Row:
    status = row.get("status")
    status = status if isinstance(status, str) and status in theme.STATUS_COLOUR else ""
    return Row(
        code=str(row["indicator_code"]),
        row_label=f"{short_code(row['indicator_code'])}. {one_line(failing(row))}",
        value=row["problem_pct"],
        low=row.get("low_pct"),
        high=row.get("high_pct"),
        reference=row.get("reference_pct"),
        hover=_indicator_hover(row, reference_name, measure),
        measure=measure,
        colour=theme.STATUS_COLOUR.get(status, theme.PROBLEM),
        symbol=theme.STATUS_SYMBOL.get(status, "circle"),
        group=status,
        plain_value=row.get("value") if is_missing(row["problem_pct"]) else None,
        missing=theme.missing_word(row),
    )


def _indicator_hover(row: dict[str, Any], reference_name: str | None, measure: Measure) -> ShownInFigure:
    lines = [f"<b>{one_line(failing(row))}</b>"]
    if theme.missing_word(row) == theme.PLAIN_VALUE and is_missing(row["problem_pct"]):
        value = f"{format_value(row['value'])} {figure_text(row.get('unit') or '')}"
        return "<br>".join([*lines, f"{value} ({theme.PLAIN_VALUE})"])
    lines.append(
        f"{theme.MEASURE_NAME[measure]} {theme.measured(row['problem_pct'], measure, theme.missing_word(row))}"
    )
    if not is_missing(row.get("failed")) and not is_missing(row.get("assessed")):
        unit = figure_text(row.get("unit") or "")
        lines.append(f"{format_count(row['failed'])} จาก {format_count(row['assessed'])} {unit}")
    lines.append(format_interval(row.get("low_pct"), row.get("high_pct")))
    if reference_name is not None and not is_missing(row.get("reference_pct")):
        lines.append(f"{figure_text(reference_name)} {theme.measured(row['reference_pct'], measure)}")
        low, high = row.get("reference_low_pct"), row.get("reference_high_pct")
        lines.append(format_interval(low, high) if low != high else "")
        if not is_missing(row["problem_pct"]):
            lines.append(f"ต่างกัน {format_points(row['problem_pct'] - row['reference_pct'])}")
    return "<br>".join(line for line in lines if line)
