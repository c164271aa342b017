"""Values that are no problem figures (a population, a number of shops): over the years, and of the areas."""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.row_list import add_labels, add_missing_markers, line_height, list_layout
from charts.text import one_line, records
from charts.years import HEIGHT_PX, year_runs
from words.numbers import NO_DATA, format_value, format_year, is_missing
from words.screen_text import ShownInFigure, figure_text

COLOUR: Final = theme.SECOND_REFERENCE  # neither warm nor cool: more is neither worse nor better
ROOM: Final = 1.12  # above the largest value


def value_years_figure(rows: pd.DataFrame, unit: str, survey_step: int = 1) -> go.Figure:
    """A value over the survey years in its own unit; a line joins only neighbouring surveys, and a year without a value
    is left out.

    `rows`: year_be, value. `survey_step`: years from one survey to the next.
    """
    table = rows.dropna(subset="value").sort_values("year_be").reset_index(drop=True)
    years, values = [int(year) for year in table["year_be"]], [float(value) for value in table["value"]]
    order: list[int | None] = []
    for run in year_runs(years, values, [""] * len(years), survey_step):
        order += [None] * bool(order) + run
    texts = [f"{format_year(year)}<br>{_with_unit(value, unit)}" for year, value in zip(years, values, strict=True)]
    traces = [
        drawing.scatter(
            x=[None if place is None else years[place] for place in order],
            y=[None if place is None else values[place] for place in order],
            text=["" if place is None else f"<b>{format_value(values[place])}</b>" for place in order],
            hovertext=["" if place is None else texts[place] for place in order],
            hovertemplate="%{hovertext}<extra></extra>", mode="lines+markers+text", textposition="top center",
            textfont={"size": 14, "color": theme.TEXT}, connectgaps=False, showlegend=False, cliponaxis=False,
            line={"color": COLOUR, "width": 3}, marker={"size": 11, "color": COLOUR},
        )
    ]  # fmt: skip
    first, last = (min(years), max(years)) if years else (0, 1)
    return drawing.figure_of(
        traces, height=HEIGHT_PX, margin={"l": 8, "r": 16, "t": 34, "b": 40},
        xaxis={"tickmode": "array", "tickvals": years, "ticktext": [str(year) for year in years], "showgrid": False,
               "range": [first - 0.5, last + 0.5], "title": {"text": "ปีสำรวจ (พ.ศ.)"}},
        yaxis={"range": _range(values), "nticks": 6, "title": {"text": figure_text(unit)}},
    )  # fmt: skip


def value_areas_figure(
    areas: pd.DataFrame, unit: str, highlight: str | None = None, is_ordered: bool = False
) -> go.Figure:
    """Areas as dots by their value in its own unit, the largest first (`is_ordered`: in the order given), areas without
    a value last.

    `areas`: area_code, area_name, value. `highlight`: area_code of the area looked at. customdata is the area_code.
    """
    order = areas["value"].isna() if is_ordered else -areas["value"]
    table = areas.sort_values("value", key=lambda _: order, na_position="last", kind="stable", ignore_index=True)
    rows, traces = records(table), list[Trace]()
    known = [index for index, row in enumerate(rows) if not is_missing(row["value"])]
    names = [one_line(row["area_name"]) for row in rows]
    add_labels(traces, [_bold(name, row["area_code"] == highlight) for name, row in zip(names, rows, strict=True)])
    traces.append(
        drawing.scatter(
            x=[rows[index]["value"] for index in known], y=[line_height(index, len(rows)) for index in known],
            customdata=[str(rows[index]["area_code"]) for index in known], mode="markers", showlegend=False,
            hovertext=[f"<b>{names[index]}</b><br>{_with_unit(rows[index]['value'], unit)}" for index in known],
            hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False,
            marker={"size": 14, "color": COLOUR, "line": {"width": 1.5, "color": theme.BACKGROUND}},
        )
    )  # fmt: skip
    without = [index for index in range(len(rows)) if index not in known]
    codes = [str(rows[each]["area_code"]) for each in without]
    add_missing_markers(traces, len(rows), without, codes, [names[each] for each in without])
    texts = [_right_text(row) for row in rows]
    lowest, highest = _range([float(rows[index]["value"]) for index in known])
    return list_layout(traces, texts, figure_text(unit), highest, lowest, suffix="")


def _range(values: list[float]) -> list[float]:
    low, high = min([0.0, *values]), max([0.0, *values])
    return [low * ROOM, high * ROOM if high > 0 else 1.0 if low == 0 else 0.0]


def _right_text(row: dict[str, Any]) -> ShownInFigure:
    return NO_DATA if is_missing(row["value"]) else f"<b>{format_value(row['value'])}</b>"


def _with_unit(value: float, unit: str) -> ShownInFigure:
    return f"{format_value(value)} {figure_text(unit)}"


def _bold(name: ShownInFigure, is_bold: bool) -> ShownInFigure:
    return f"<b>{name}</b>" if is_bold else name
