"""The line of one figure over the survey years, broken where years or indicator sets do not join."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.scales import rounded_maximum
from charts.text import escape

HEIGHT_PX: Final = 380
SET_SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up")


def years_figure(
    rows: pd.DataFrame, reference: pd.DataFrame | None = None, reference_name: str = "ค่าอ้างอิง", survey_step: int = 1
) -> go.Figure:
    """Problem percentage over the years, with its interval; a line joins only neighbouring surveys of one set.

    `rows`: year_be, problem_pct, low_pct, high_pct, set_id (the last three may be absent). The line breaks at a
    missing year (more than `survey_step` years to the next; กชช.2ค is surveyed every 2) and at a change of set_id,
    because indicator numbers and criteria change with the set. `reference`: year_be, problem_pct, drawn dashed grey.
    """
    table = rows.sort_values("year_be").reset_index(drop=True)
    figure = go.Figure()
    if reference is not None:
        _add_reference(figure, reference.sort_values("year_be"), reference_name, survey_step)
    _add_line(figure, table, survey_step)
    _add_set_changes(figure, table)
    _add_missing(figure, table)
    columns = [column for column in ("problem_pct", "high_pct") if column in table]
    values = [float(value) for column in columns for value in table[column]]
    if reference is not None:
        values += [float(value) for value in reference["problem_pct"]]
    return _laid_out(figure, [int(year) for year in table["year_be"]], rounded_maximum(values))


def year_runs(
    years: Sequence[int], values: Sequence[object], sets: Sequence[object], survey_step: int
) -> list[list[int]]:
    """Positions of the points one line may join: value present, same set, no survey missing in between."""
    runs: list[list[int]] = []
    for index, value in enumerate(values):
        if theme.is_missing(value):
            continue
        last = runs[-1][-1] if runs else None
        joins = last is not None and sets[last] == sets[index] and years[index] - years[last] <= survey_step
        if joins:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _broken(table: pd.DataFrame, survey_step: int) -> list[int | None]:
    sets = list(table["set_id"]) if "set_id" in table else [""] * len(table)
    runs = year_runs([int(year) for year in table["year_be"]], list(table["problem_pct"]), sets, survey_step)
    order: list[int | None] = []
    for run in runs:
        order += [None] * bool(order) + run
    return order


def _add_line(figure: go.Figure, table: pd.DataFrame, survey_step: int) -> None:
    records: list[dict[str, Any]] = table.to_dict("records")
    sets = list(dict.fromkeys(record.get("set_id", "") for record in records))
    picked = [None if index is None else records[index] for index in _broken(table, survey_step)]
    error = None
    if "low_pct" in table and "high_pct" in table:
        error = {
            "type": "data", "symmetric": False, "thickness": 2, "width": 5, "color": "#A7B0BB",
            "array": [None if row is None else row["high_pct"] - row["problem_pct"] for row in picked],
            "arrayminus": [None if row is None else row["problem_pct"] - row["low_pct"] for row in picked],
        }  # fmt: skip
    symbols = [
        SET_SYMBOLS[0 if row is None else sets.index(row.get("set_id", "")) % len(SET_SYMBOLS)] for row in picked
    ]
    figure.add_trace(
        go.Scatter(
            x=[None if row is None else row["year_be"] for row in picked],
            y=[None if row is None else row["problem_pct"] for row in picked],
            text=["" if row is None else f"<b>{theme.format_pct(row['problem_pct'])}</b>" for row in picked],
            customdata=[None if row is None else row["year_be"] for row in picked],
            hovertext=["" if row is None else _hover(row) for row in picked],
            hovertemplate="%{hovertext}<extra></extra>", mode="lines+markers+text", textposition="top center",
            connectgaps=False, showlegend=False, cliponaxis=False, error_y=error, textfont={"size": 14},
            line={"color": theme.PROBLEM, "width": 3},
            marker={"size": 11, "color": theme.PROBLEM, "symbol": symbols},
        )
    )  # fmt: skip


def _hover(row: dict[str, Any]) -> str:
    lines = [f"<b>{theme.format_year(row['year_be'])}</b>"]
    lines.append(f"{theme.MEASURE_NAME['problem']} {theme.format_pct(row['problem_pct'])}")
    if not theme.is_missing(row.get("low_pct")):
        lines.append(f"ช่วงความไม่แน่นอน {row['low_pct']:.1f}–{row['high_pct']:.1f} %")
    return "<br>".join(lines)


def _add_reference(figure: go.Figure, table: pd.DataFrame, name: str, survey_step: int) -> None:
    records: list[dict[str, Any]] = table.to_dict("records")
    picked = [None if index is None else records[index] for index in _broken(table, survey_step)]
    figure.add_trace(
        go.Scatter(x=[None if row is None else row["year_be"] for row in picked],
                   y=[None if row is None else row["problem_pct"] for row in picked],
                   mode="lines+markers", name=escape(name), connectgaps=False,
                   hovertext=["" if row is None else f"{escape(name)}<br>{_hover(row)}" for row in picked],
                   hovertemplate="%{hovertext}<extra></extra>", marker={"symbol": "square-open", "size": 8},
                   line={"color": theme.REFERENCE, "width": 2, "dash": "dash"})
    )  # fmt: skip


def _add_set_changes(figure: go.Figure, table: pd.DataFrame) -> None:
    if "set_id" not in table:
        return
    pairs = zip(table.to_dict("records"), table.to_dict("records")[1:], strict=False)
    for before, after in pairs:
        if before["set_id"] != after["set_id"]:
            middle = (before["year_be"] + after["year_be"]) / 2
            figure.add_vline(x=middle, line={"color": theme.AXIS_LINE, "width": 1.5, "dash": "dot"})
            figure.add_annotation(x=middle, y=1, yref="paper", yanchor="bottom", showarrow=False,
                                  text="เปลี่ยนชุดตัวชี้วัด", font={"size": 13, "color": theme.MUTED})  # fmt: skip


def _add_missing(figure: go.Figure, table: pd.DataFrame) -> None:
    missing = [record["year_be"] for record in table.to_dict("records") if theme.is_missing(record["problem_pct"])]
    if missing:
        figure.add_trace(
            go.Scatter(x=missing, y=[0] * len(missing), mode="markers", name=theme.NO_DATA, cliponaxis=False,
                       customdata=missing, hovertext=[f"{theme.format_year(y)}<br>{theme.NO_DATA}" for y in missing],
                       hovertemplate="%{hovertext}<extra></extra>",
                       marker={"symbol": "circle-open", "size": 12, "color": theme.MISSING, "line": {"width": 2}})
        )  # fmt: skip


def _laid_out(figure: go.Figure, years: list[int], limit: float) -> go.Figure:
    first, last = (min(years), max(years)) if years else (0, 1)
    legend = any(trace.showlegend is not False for trace in figure.data)
    return theme.styled(
        figure,
        height=HEIGHT_PX,
        margin={"l": 8, "r": 16, "t": 34, "b": 72 if legend else 40},
        legend={"yref": "container", "y": 0.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
        xaxis={"tickmode": "array", "tickvals": years, "ticktext": [str(year) for year in years],
               "range": [first - 0.5, last + 0.5], "showgrid": False, "title": {"text": "ปีสำรวจ (พ.ศ.)"}},
        yaxis={"range": [0, limit * 1.08], "ticksuffix": " %", "nticks": 6},
    )  # fmt: skip
