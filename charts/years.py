"""The line of one figure over the survey years, broken where years or indicator sets do not join."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.scales import rounded_maximum
from charts.text import records
from charts.theme import Measure
from words.numbers import format_interval, format_year, is_missing
from words.screen_text import figure_text

HEIGHT_PX: Final = 380
INTERVAL_COLOUR: Final = "#8A94A0"
SET_SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up")


def years_figure(
    rows: pd.DataFrame,
    reference: pd.DataFrame | None = None,
    reference_name: str = "ค่าอ้างอิง",
    survey_step: int = 1,
    measure: Measure = "problem",
) -> go.Figure:
    """Problem percentage over the years, with its interval; a line joins only neighbouring surveys of one set.

    `rows`: year_be, problem_pct, low_pct, high_pct, set_id (the last three may be absent). The line breaks at a
    missing year (more than `survey_step` years to the next; กชช.2ค is surveyed every 2) and at a change of set_id,
    because indicator numbers and criteria change with the set. `reference`: year_be, problem_pct, drawn dashed grey.
    `measure`: severity for villages graded.
    """
    table = rows.sort_values("year_be").reset_index(drop=True)
    traces: list[Trace] = []
    if reference is not None:
        _add_reference(traces, reference.sort_values("year_be"), reference_name, survey_step, measure)
    _add_line(traces, table, survey_step, measure)
    _add_missing(traces, table)
    columns = [column for column in ("problem_pct", "high_pct") if column in table]
    values = [float(value) for column in columns for value in table[column]]
    if reference is not None:
        values += [float(value) for value in reference["problem_pct"]]
    return _laid_out(traces, table, rounded_maximum(values), measure)


def year_runs(
    years: Sequence[int], values: Sequence[object], sets: Sequence[object], survey_step: int
) -> list[list[int]]:
    """Positions of the points one line may join: value present, same set, no survey missing in between."""
    runs: list[list[int]] = []
    for index, value in enumerate(values):
        if is_missing(value):
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


def _add_line(traces: list[Trace], table: pd.DataFrame, survey_step: int, measure: Measure) -> None:
    rows = records(table)
    sets = list(dict.fromkeys(record.get("set_id", "") for record in rows))
    picked = [None if index is None else rows[index] for index in _broken(table, survey_step)]
    symbols = ["circle" if row is None else _symbol(sets, row) for row in picked]
    traces.append(
        drawing.scatter(
            x=[None if row is None else row["year_be"] for row in picked],
            y=[None if row is None else row["problem_pct"] for row in picked],
            customdata=[None if row is None else row["year_be"] for row in picked],
            hovertext=["" if row is None else _hover(row, measure) for row in picked],
            hovertemplate="%{hovertext}<extra></extra>", mode="lines+markers", connectgaps=False, showlegend=False,
            cliponaxis=False, error_y=_error_bars(picked), line={"color": theme.PROBLEM, "width": 3},
            marker={"size": 11, "color": theme.PROBLEM, "symbol": symbols},
        )
    )  # fmt: skip
    _add_values(traces, [row for row in picked if row is not None], measure)


def _symbol(sets: Sequence[object], row: dict[str, Any]) -> str:
    return SET_SYMBOLS[sets.index(row.get("set_id", "")) % len(SET_SYMBOLS)]


def _error_bars(picked: Sequence[dict[str, Any] | None]) -> dict[str, Any] | None:
    if not any(row is not None and not is_missing(row.get("low_pct")) for row in picked):
        return None
    return {
        "type": "data", "symmetric": False, "thickness": 2, "width": 5, "color": INTERVAL_COLOUR,
        "array": [None if row is None else row["high_pct"] - row["problem_pct"] for row in picked],
        "arrayminus": [None if row is None else row["problem_pct"] - row["low_pct"] for row in picked],
    }  # fmt: skip


def _add_values(traces: list[Trace], rows: Sequence[dict[str, Any]], measure: Measure) -> None:
    """Print each value above its interval, so that neither line nor interval runs through the figures."""
    tops = [row["problem_pct"] if is_missing(row.get("high_pct")) else row["high_pct"] for row in rows]
    traces.append(
        drawing.scatter(x=[row["year_be"] for row in rows], y=tops, mode="text", textposition="top center",
                        text=[f"<b>{theme.measured(row['problem_pct'], measure)}</b>" for row in rows],
                        textfont={"size": 14, "color": theme.TEXT},
                        unselected={"textfont": {"color": theme.TEXT}},
                        hoverinfo="skip", showlegend=False, cliponaxis=False)
    )  # fmt: skip


def _hover(row: dict[str, Any], measure: Measure) -> str:
    lines = [f"<b>{format_year(row['year_be'])}</b>"]
    lines.append(f"{theme.MEASURE_NAME[measure]} {theme.measured(row['problem_pct'], measure)}")
    lines.append(format_interval(row.get("low_pct"), row.get("high_pct")))
    return "<br>".join(line for line in lines if line)


def _add_reference(traces: list[Trace], table: pd.DataFrame, name: str, survey_step: int, measure: Measure) -> None:
    rows = records(table)
    picked = [None if index is None else rows[index] for index in _broken(table, survey_step)]
    hover = ["" if row is None else f"{figure_text(name)}<br>{_hover(row, measure)}" for row in picked]
    traces.append(
        drawing.scatter(x=[None if row is None else row["year_be"] for row in picked],
                        y=[None if row is None else row["problem_pct"] for row in picked],
                        mode="lines+markers", name=figure_text(name), connectgaps=False,
                        hovertext=hover,
                        hovertemplate="%{hovertext}<extra></extra>", marker={"symbol": "square-open", "size": 8},
                        line={"color": theme.REFERENCE, "width": 2, "dash": "dash"})
    )  # fmt: skip


def _set_changes(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Between two years of different sets an upright line, and what it means: shapes and annotations."""
    rows = records(table) if "set_id" in table else []
    middles = [
        (before["year_be"] + after["year_be"]) / 2
        for before, after in pairwise(rows)
        if before["set_id"] != after["set_id"]
    ]
    line = {"type": "line", "xref": "x", "yref": "y domain", "y0": 0, "y1": 1,
            "line": {"color": theme.AXIS_LINE, "width": 1.5, "dash": "dot"}}  # fmt: skip
    note = {"y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False, "text": "เปลี่ยนชุดตัวชี้วัด",
            "font": {"size": 13, "color": theme.MUTED}}  # fmt: skip
    return (
        {}
        if not middles
        else {
            "shapes": [{**line, "x0": middle, "x1": middle} for middle in middles],
            "annotations": [{**note, "x": middle} for middle in middles],
        }
    )


def _add_missing(traces: list[Trace], table: pd.DataFrame) -> None:
    years: dict[str, list[int]] = {}
    for record in records(table):
        if is_missing(record["problem_pct"]):
            years.setdefault(theme.missing_word(record), []).append(record["year_be"])
    for word, missing in years.items():
        traces.append(
            drawing.scatter(x=missing, y=[0] * len(missing), mode="markers", name=figure_text(word), cliponaxis=False,
                            customdata=missing,
                            hovertext=[f"{format_year(y)}<br>{figure_text(word)}" for y in missing],
                            hovertemplate="%{hovertext}<extra></extra>",
                            marker={"symbol": "circle-open", "size": 12, "color": theme.MISSING, "line": {"width": 2}})
        )  # fmt: skip


def _laid_out(traces: list[Trace], table: pd.DataFrame, limit: float, measure: Measure) -> go.Figure:
    years = [int(year) for year in table["year_be"]]
    first, last = (min(years), max(years)) if years else (0, 1)
    legend = bool(drawing.legend_entries(traces))
    return drawing.figure_of(
        traces,
        height=HEIGHT_PX,
        margin={"l": 8, "r": 16, "t": 34, "b": 72 if legend else 40},
        legend={"yref": "container", "y": 0.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
        xaxis={"tickmode": "array", "tickvals": years, "ticktext": [str(year) for year in years],
               "range": [first - 0.5, last + 0.5], "showgrid": False, "title": {"text": "ปีสำรวจ (พ.ศ.)"},
               "autotickangles": [0, -90], "ticks": "outside", "ticklen": 10, "tickcolor": theme.BACKGROUND},
        yaxis={"range": [0, limit * 1.12], "ticksuffix": theme.suffix(measure), "nticks": 6},
        **_set_changes(table),
    )  # fmt: skip
