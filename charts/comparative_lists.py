"""Lists of stage 4 as figures: in how few areas half of a problem lies, and the points of areas to choose from."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.row_list import INTERVAL_COLOUR, add_labels, line_height, list_layout
from charts.scales import rounded_maximum
from charts.text import one_line, records
from words.numbers import fixed, format_count, is_missing
from words.screen_text import ShownInFigure

BAR_PX: Final = 14
ALL_AREAS: Final = "#DDE3EA"


def concentration_figure(rows: pd.DataFrame) -> go.Figure:
    """`rows`: one row an indicator: indicator_code, problem_name, areas_for_half, areas, failed. A bar as long as the
    share of the areas that hold half of all who fail: a short one says that few places are enough. customdata of its
    end is the indicator_code."""
    listed, traces = records(rows), list[Trace]()
    add_labels(traces, [one_line(row["problem_name"]) for row in listed])
    shares = [100 * float(row["areas_for_half"]) / float(row["areas"]) for row in listed]
    _add_bars(traces, [100.0] * len(listed), ALL_AREAS, "ทุกพื้นที่ที่มีข้อมูล")
    _add_bars(traces, shares, theme.PROBLEM, "พื้นที่ที่มีผู้ไม่ผ่านรวมกันครึ่งหนึ่ง", [str(row["indicator_code"]) for row in listed])
    texts = [f"<b>{format_count(row['areas_for_half'])}</b> จาก {format_count(row['areas'])}" for row in listed]
    return list_layout(traces, texts, "ครึ่งหนึ่งของผู้ไม่ผ่านอยู่ในพื้นที่ร้อยละเท่าใดของทั้งหมด", 100)


def _add_bars(
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
