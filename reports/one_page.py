"""What screen, PDF and picture of the one page draw alike: its radar, and the figures beside it."""

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from analysis.radar_analysis.one_page import OnePage
from charts.radar_diagram import radar_figure
from charts.theme import measure_of
from words.numbers import DASH

STANDING: Final = "สถานะ"
LOWER_PX: Final = 110  # than a radar that has the whole width


def radar_of_page(page: OnePage) -> go.Figure:
    """The dimensions of the page, the reference dashed behind them; fewer than three as a list of dots."""
    axes = page.axes.assign(axis_name=page.axes["axis_short"])
    companions: list[tuple[str, pd.DataFrame]] = []
    if page.reference_axes is not None and page.reference_name is not None:
        companions.append((page.reference_name, page.reference_axes.drop(columns="decimals", errors="ignore")))
    return radar_figure(axes, companions, measure_of(page.measure), "focused", page.area_title, lower_px=LOWER_PX)


def axis_cells(page: OnePage) -> list[list[str]]:
    """The figures of the radar as a table of words: its heads, then one line a dimension. No column of the reference
    or of the standing where there is none."""
    heads = ["ด้าน", *(each for each in page.axis_heads if each)]
    rows = [[row.name, row.figure, *([row.reference] if page.axis_heads[1] else [])] for row in page.axis_rows]
    if not any(row.status_name for row in page.axis_rows):
        return [heads, *rows]
    standings = [[row.status_name or DASH] for row in page.axis_rows]
    return [[*heads, STANDING], *(row + own for row, own in zip(rows, standings, strict=True))]


def is_figure(cells: list[str], place: int) -> bool:
    """Whether a column of that table (`cells`: its heads) holds figures, which stand on the right."""
    return place > 0 and cells[place] != STANDING
