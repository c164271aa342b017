"""Stage 4, Comparative: many areas side by side."""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.grid import grid_figure
from charts.row_list import Row, row_list_figure
from charts.scales import rounded_maximum
from charts.text import one_line, records, wrapped
from charts.theme import Measure
from words.numbers import format_count, format_interval, is_missing
from words.screen_text import ShownInFigure, figure_text

HIGHLIGHT: Final = "พื้นที่ที่เลือก"


def heat_table_figure(cells: pd.DataFrame, measure: Measure = "problem") -> go.Figure:
    """Areas down, axes across, problem percentage printed on a warm scale; cells without data hatched.

    `cells`: one row an area and axis: area_code, area_name, axis_code, axis_name, problem_pct. The order of rows and
    columns is the order of first appearance. customdata of a cell are its area_code and axis_code.
    """
    limit = rounded_maximum([float(value) for value in cells["problem_pct"]])
    return grid_figure(
        cells,
        "axis_code",
        "axis_name",
        "problem_pct",
        theme.WARM_SCALE,
        theme.MEASURE_NAME[measure],
        limit,
        measure=measure,
    )


def ranking_figure(
    areas: pd.DataFrame, measure: Measure = "problem", highlight: str | None = None, value_name: str = ""
) -> go.Figure:
    """Areas as dots by mean_problem_pct, in the order given; areas without data stand last.

    `areas`: area_code, area_name, mean_problem_pct, and where known low_pct, high_pct, axes, axes_with_data. customdata
    is the area_code. `measure`: severity for villages graded. `highlight`: the area_code of the area being looked at.
    `value_name`: of the figures; without it they are means over everything.
    """
    rows = [_area_row(row, "mean_problem_pct", measure, highlight) for row in records(areas)]
    return _area_list(rows, wrapped(value_name, 60, 2) if value_name else f"{theme.mean_name(measure)}ทุกด้าน")


def villages_dot_figure(
    villages: pd.DataFrame,
    highlight: str | None = None,
    reference_pct: float | None = None,
    reference_name: str = "",
    measure: Measure = "problem",
) -> go.Figure:
    """Villages as dots by problem_pct, in the order given, each with how many of how many after its name.

    `villages`: area_code, area_name, problem_pct, low_pct, high_pct, and optionally assessed, failed, unit.
    The interval shows how little a small village can say. `highlight` is the area_code of the area being looked at;
    `reference_pct` one value for all (the parent area). customdata is the area_code. `measure`: severity for villages
    graded.
    """
    rows = [_area_row(row, "problem_pct", measure, highlight, reference_pct, _counts(row)) for row in records(villages)]
    return _area_list(rows, theme.MEASURE_NAME[measure], reference_pct, reference_name)


def _counts(row: dict[str, Any]) -> ShownInFigure:
    """How many of how many, after the name of an area; nothing where it is not known or may not be told."""
    if is_missing(row.get("failed")) or is_missing(row.get("assessed")):
        return ""
    return f" · {format_count(row['failed'])} จาก {format_count(row['assessed'])}"


def _area_row(
    row: dict[str, Any],
    column: str,
    measure: Measure,
    highlight: str | None = None,
    reference_pct: float | None = None,
    counts: ShownInFigure = "",
) -> Row:
    selected = highlight is not None and str(row["area_code"]) == highlight
    label = f"{one_line(row['area_name'])}{counts}"
    return Row(
        code=str(row["area_code"]),
        row_label=f"<b>{label}</b>" if selected else label,
        value=row[column],
        low=row.get("low_pct"),
        high=row.get("high_pct"),
        reference=reference_pct,
        hover=_area_hover(row, column, measure),
        measure=measure,
        colour=theme.QUALITY if selected else theme.PROBLEM,
        symbol="star" if selected else "circle",
        group=HIGHLIGHT if selected else "",
        missing=theme.missing_word(row),
        decimals=int(row.get("decimals", 1)),
    )


def _area_hover(row: dict[str, Any], column: str, measure: Measure) -> ShownInFigure:
    value = theme.measured(row[column], measure, theme.missing_word(row), int(row.get("decimals", 1)))
    lines = [f"<b>{one_line(row['area_name'])}</b>", f"{theme.MEASURE_NAME[measure]} {value}"]
    if not is_missing(row.get("failed")) and not is_missing(row.get("assessed")):
        unit = figure_text(row.get("unit") or "")
        lines.append(f"{format_count(row['failed'])} จาก {format_count(row['assessed'])} {unit}")
    lines.append(format_interval(row.get("low_pct"), row.get("high_pct")))
    if not is_missing(row.get("axes_with_data")):
        lines.append(f"มีข้อมูล {format_count(row['axes_with_data'])} จาก {format_count(row['axes'])} ด้าน")
    return "<br>".join(line for line in lines if line)


def _area_list(
    rows: list[Row], value_name: ShownInFigure, reference_pct: float | None = None, reference_name: str = ""
) -> go.Figure:
    rows = sorted(rows, key=lambda row: is_missing(row.value))
    return row_list_figure(rows, value_name, None if reference_pct is None else reference_name)
