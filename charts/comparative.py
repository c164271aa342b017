"""Stage 4, Comparative: many areas side by side, one of them among all, lists of shares and of points to choose by."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.grid import grid_figure
from charts.row_list import INTERVAL_COLOUR, Row, add_labels, line_height, list_layout, row_list_figure
from charts.scales import rounded_maximum
from charts.text import one_line, records, wrapped
from charts.theme import Measure
from words.numbers import DASH, fixed, format_count, format_interval, format_pct, is_missing
from words.screen_text import ShownInFigure, figure_text

HIGHLIGHT: Final = "พื้นที่ที่เลือก"
BAR_PX: Final = 14
ALL_AREAS: Final = "#DDE3EA"
MIDDLE_HALF: Final = "#A7B0BB"
MIDDLE_LINE: Final = "#55606E"
UNKNOWN: Final = "ไม่มีค่าเทียบ"


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


def concentration_figure(rows: pd.DataFrame) -> go.Figure:
    """`rows`: one row an indicator: indicator_code, problem_name, areas_for_half, areas, failed. A bar as long as the
    share of the areas that hold half of all who fail: a short one says that few places are enough. customdata of its
    end is the indicator_code."""
    listed, traces = records(rows), list[Trace]()
    add_labels(traces, [one_line(row["problem_name"]) for row in listed])
    shares = [100 * float(row["areas_for_half"]) / float(row["areas"]) for row in listed]
    _add_share_bars(traces, [100.0] * len(listed), ALL_AREAS, "ทุกพื้นที่ที่มีข้อมูล")
    _add_share_bars(
        traces, shares, theme.PROBLEM, "พื้นที่ที่มีผู้ไม่ผ่านรวมกันครึ่งหนึ่ง", [str(row["indicator_code"]) for row in listed]
    )
    texts = [f"<b>{format_count(row['areas_for_half'])}</b> จาก {format_count(row['areas'])}" for row in listed]
    return list_layout(traces, texts, "ครึ่งหนึ่งของผู้ไม่ผ่านอยู่ในพื้นที่ร้อยละเท่าใดของทั้งหมด", 100)


def _add_share_bars(
    traces: list[Trace], ends: Sequence[float], colour: str, name: ShownInFigure, codes: Sequence[str] | None = None
) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    for index, end in enumerate(ends):
        height = line_height(index, len(ends))
        x += [0, end, None]
        y += [height, height, None]
    held = None if codes is None else [each for code in codes for each in (code, code, None)]
    traces.append(
        drawing.scatter(x=x, y=y, mode="lines", line={"color": colour, "width": BAR_PX}, hoverinfo="skip", name=name,
                        customdata=held)
    )  # fmt: skip


def choice_figure(rows: pd.DataFrame, most_points: float) -> go.Figure:
    """`rows`: one row an area: area_code, area_name, total_points and its interval low_points, high_points (points;
    missing until everything of it is typed), need_points, range (the ranks it may have, in words). A dot with its
    interval on a scale to `most_points`; hollow, and of the need alone, without a total. customdata is the
    area_code."""
    listed, traces = records(rows), list[Trace]()
    add_labels(traces, [one_line(row["area_name"]) for row in listed])
    _add_intervals(traces, listed)
    for with_total in (True, False):
        _add_points(traces, listed, with_total)
    limit = rounded_maximum([most_points])
    return list_layout(traces, [_points_text(row) for row in listed], "คะแนนรวม", limit, suffix="")


def _add_intervals(traces: list[Trace], rows: list[dict[str, Any]]) -> None:
    x: list[float | None] = []
    y: list[float | None] = []
    for index, row in enumerate(rows):
        if not is_missing(row["total_points"]):
            height = line_height(index, len(rows))
            x += [max(0.0, float(row["low_points"])), float(row["high_points"]), None]
            y += [height, height, None]
    if x:
        traces.append(
            drawing.scatter(x=x, y=y, mode="lines", line={"color": INTERVAL_COLOUR, "width": 6}, hoverinfo="skip",
                            name="ช่วงความไม่แน่นอน", legend="legend2")
        )  # fmt: skip


def _add_points(traces: list[Trace], rows: list[dict[str, Any]], with_total: bool) -> None:
    picked = [(index, row) for index, row in enumerate(rows) if is_missing(row["total_points"]) != with_total]
    if not picked:
        return
    column = "total_points" if with_total else "need_points"
    traces.append(
        drawing.scatter(
            x=[float(row[column]) for _, row in picked], y=[line_height(index, len(rows)) for index, _ in picked],
            mode="markers", name="คะแนนรวม" if with_total else "ความจำเป็น (ยังไม่พิมพ์ความพร้อม)", hoverinfo="skip",
            customdata=[str(row["area_code"]) for _, row in picked], cliponaxis=False,
            marker={"size": 14, "color": theme.PROBLEM, "symbol": "circle" if with_total else "circle-open",
                    "line": {"width": 1.5, "color": theme.BACKGROUND if with_total else theme.PROBLEM}},
        )
    )  # fmt: skip


def _points_text(row: dict[str, Any]) -> ShownInFigure:
    value = row["need_points"] if is_missing(row["total_points"]) else row["total_points"]
    below = f"<br>{one_line(row['range'])}" if row["range"] else ""
    return f"<b>{fixed(float(value))}</b>{below}"


def spine_figure(rows: pd.DataFrame, area_name: str) -> go.Figure:
    """`rows`: one row an indicator: indicator_code, problem_name, problem_pct, least_pct, quarter_pct, middle_pct,
    three_quarters_pct, most_pct (percent, missing without data), status_name (เด่น, ใกล้เคียง, ด้อย or missing),
    rank_words, failed, assessed, unit. customdata of a dot is its indicator_code. Percentages on one scale; the value
    and the range of ranks stand in the right margin."""
    listed = records(rows)
    limit = rounded_maximum([float(row["most_pct"]) for row in listed if not is_missing(row["most_pct"])] or [100.0])
    traces: list[Trace] = []
    add_labels(traces, [one_line(row["problem_name"]) for row in listed])
    _add_spread_bars(traces, listed, "least_pct", "most_pct", ALL_AREAS, 14, "ทุกพื้นที่")
    _add_spread_bars(traces, listed, "quarter_pct", "three_quarters_pct", MIDDLE_HALF, 14, "ครึ่งกลางของพื้นที่")
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


def _add_spread_bars(
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
