"""Stage 1, Input Data: how much of the data is there."""

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.grid import grid_figure


def coverage_grid_figure(cells: pd.DataFrame, columns_are_years: bool = False) -> go.Figure:
    """Share of the expected data that is there, areas down and indicators or years across.

    `cells`: area_code, area_name, column_code, column_name, covered_pct (missing or absent = nothing came in).
    """
    return grid_figure(
        cells, "column_code", "column_name", "covered_pct", theme.COOL_SCALE, "มีข้อมูล", 100.0, columns_are_years
    )
