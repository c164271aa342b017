"""A grid of shaded cells with printed numbers: areas down, axes or indicators across; empty cells hatched."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import drawing, theme
from charts.drawing import Trace
from charts.text import records, short_code, wrapped
from charts.theme import Measure
from words.numbers import DASH, NO_DATA, fixed, fixed_pct, is_missing
from words.screen_text import ShownInFigure, figure_text

CELL_PX: Final = 38
NAMED_COLUMNS: Final = 9
MIN_COLUMN_PX: Final = 40


def grid_figure(
    cells: pd.DataFrame,
    column_code: str,
    column_name: str,
    value: str,
    colours: Sequence[str],
    value_name: ShownInFigure,
    limit: float,
    columns_are_years: bool = False,
    measure: Measure = "problem",
) -> go.Figure:
    """Shaded grid of a long table: one row a cell with area_code, area_name, column_code, column_name and value.

    Rows and columns keep the order in which they first appear. Missing cells, and pairs that are absent, are hatched
    with a dash. Columns are named up to 9, then shown by code. `meta.min_width_px` of the layout says how wide the
    figure must be to stay readable; a page lets it scroll sideways on a phone.
    """  # fmt: skip
    areas = cells.drop_duplicates("area_code")[["area_code", "area_name"]]
    columns = cells.drop_duplicates(column_code)[[column_code, column_name]]
    table = cells.pivot(index="area_code", columns=column_code, values=value)
    table = table.reindex(index=list(areas["area_code"]), columns=list(columns[column_code]))
    values = [[None if is_missing(cell) else float(cell) for cell in row] for row in table.to_numpy()]
    labels = _column_labels(columns, column_code, column_name, columns_are_years)
    traces: list[Trace] = []
    _add_shades(traces, values, colours, limit)
    _add_hatch(traces, values, _missing_words(cells, areas, columns, column_code))
    rough = _printed_whole(cells, areas, columns, column_code)
    _add_numbers(traces, values, limit, colours, rough)
    hover = _hover(cells, areas, columns, column_code, column_name, value, value_name, measure)
    down, across = ([str(code) for code in each] for each in (areas["area_code"], columns[column_code]))
    _add_targets(traces, down, across, hover)
    return _laid_out(traces, [wrapped(str(name), 16, 2) for name in areas["area_name"]], labels)


def _column_labels(columns: pd.DataFrame, code: str, name: str, are_years: bool) -> list[ShownInFigure]:
    if are_years:
        return [figure_text(text) for text in columns[name]]
    if len(columns) <= NAMED_COLUMNS:
        return [wrapped(str(text), 12, 3) for text in columns[name]]
    return [short_code(text) for text in columns[code]]


def _hover(
    cells: pd.DataFrame,
    areas: pd.DataFrame,
    columns: pd.DataFrame,
    code: str,
    name: str,
    value: str,
    value_name: ShownInFigure,
    measure: Measure,
) -> list[list[ShownInFigure]]:
    known = {
        (row["area_code"], row[code]): theme.measured(
            row[value], measure, theme.missing_word(row), int(row.get("decimals", 1))
        )
        for row in records(cells)
    }
    return [
        [
            f"<b>{figure_text(area['area_name'])}</b><br>{figure_text(str(column[name]).replace('<br>', ''))}<br>"
            f"{value_name} {known.get((area['area_code'], column[code]), NO_DATA)}"
            for column in records(columns)
        ]
        for area in records(areas)
    ]


def _add_shades(
    traces: list[Trace], values: list[list[float | None]], colours: Sequence[str], limit: float
) -> None:  # fmt: skip
    width = len(values[0]) if values else 0
    traces.append(
        drawing.heatmap(
            x=list(range(width)), y=list(range(len(values))), z=values, zmin=0, zmax=limit, showscale=False,
            xgap=2, ygap=2, hoverinfo="skip",
            colorscale=[[index / (len(colours) - 1), colour] for index, colour in enumerate(colours)],
        )
    )  # fmt: skip


def _missing_words(
    cells: pd.DataFrame, areas: pd.DataFrame, columns: pd.DataFrame, code: str
) -> list[list[ShownInFigure]]:
    """What stands in the place of each cell's number, were it missing."""
    known = {(row["area_code"], row[code]): theme.missing_word(row) for row in records(cells)}
    return [[known.get((area, column), NO_DATA) for column in columns[code]] for area in areas["area_code"]]


def _add_hatch(traces: list[Trace], values: list[list[float | None]], words: list[list[ShownInFigure]]) -> None:
    """Hatched squares, one outline for each reason why a number is missing: heatmaps have no pattern."""
    half = 0.46
    for word in dict.fromkeys(word for line in words for word in line):
        x: list[float | None] = []
        y: list[float | None] = []
        for row, line in enumerate(values):
            for column, cell in enumerate(line):
                if cell is None and words[row][column] == word:
                    x += [column - half, column + half, column + half, column - half, column - half, None]
                    y += [row - half, row - half, row + half, row + half, row - half, None]
        if x:
            shape = "/" if word == NO_DATA else "x"
            traces.append(
                drawing.scatter(x=x, y=y, mode="lines", line={"width": 0}, fill="toself", hoverinfo="skip", name=word,
                                fillcolor=theme.MISSING_FILL, showlegend=True,
                                fillpattern={"shape": shape, "fgcolor": "#B5BDC7", "size": 7,
                                             "bgcolor": theme.MISSING_FILL})
            )  # fmt: skip


def _printed_whole(cells: pd.DataFrame, areas: pd.DataFrame, columns: pd.DataFrame, code: str) -> set[tuple[int, int]]:
    """Places (column, row) of the figures that may only be told as whole numbers: decimals 0 in the table."""
    if "decimals" not in cells:
        return set()
    across = {value: place for place, value in enumerate(columns[code])}
    down = {value: place for place, value in enumerate(areas["area_code"])}
    rough = cells[cells["decimals"] == 0]
    return {(across[column], down[area]) for area, column in zip(rough["area_code"], rough[code], strict=True)}


def _add_numbers(
    traces: list[Trace], values: list[list[float | None]], limit: float, colours: Sequence[str],
    rough: set[tuple[int, int]],
) -> None:  # fmt: skip
    """Print the numbers, one trace a text colour: a selection fades texts of a colour that is not said again."""
    cells = [(column, row, cell) for row, line in enumerate(values) for column, cell in enumerate(line)]
    ink = [number_colour(cell, limit, colours) for _, _, cell in cells]
    for colour in dict.fromkeys(ink):
        picked = [cell for cell, own in zip(cells, ink, strict=True) if own == colour]
        traces.append(
            drawing.scatter(x=[column for column, _, _ in picked], y=[row for _, row, _ in picked], mode="text",
                            text=[DASH if cell is None else _number(cell, (x, y) in rough) for x, y, cell in picked],
                            hoverinfo="skip", showlegend=False, textfont={"size": 14, "color": colour},
                            unselected={"textfont": {"color": colour}})
        )  # fmt: skip


def _add_targets(
    traces: list[Trace], area_codes: list[str], column_codes: list[str], hover: list[list[ShownInFigure]]
) -> None:
    """Invisible squares that carry hover text and the codes of area and column: heatmap cells cannot be clicked."""
    places = [(column, row) for row, line in enumerate(hover) for column in range(len(line))]
    traces.append(
        drawing.scatter(x=[column for column, _ in places], y=[row for _, row in places], mode="markers",
                        customdata=[[area_codes[row], column_codes[column]] for column, row in places],
                        hovertext=[hover[row][column] for column, row in places],
                        hovertemplate="%{hovertext}<extra></extra>", showlegend=False,
                        marker={"symbol": "square", "size": CELL_PX, "opacity": 0, "color": theme.TEXT},
                        selected={"marker": {"opacity": 0}}, unselected={"marker": {"opacity": 0}})
    )  # fmt: skip


def _number(cell: float, is_whole: bool) -> str:
    return fixed(cell, 0) if is_whole or cell == 100 else fixed_pct(cell)


def number_colour(cell: float | None, limit: float, colours: Sequence[str]) -> str:
    """Black or white, whichever stands out more from the shade of a cell: always a contrast of 4.5 or more."""
    if cell is None:
        return theme.MUTED
    return theme.ink_on(theme.blend(colours, cell / limit if limit else 0.0))


def _laid_out(traces: list[Trace], rows: list[ShownInFigure], columns: list[ShownInFigure]) -> go.Figure:
    has_gaps = any(trace.get("name") == NO_DATA for trace in traces)
    header: dict[str, Any] = {"side": "top", "tickmode": "array", "tickvals": list(range(len(columns))),
                              "ticktext": columns, "showgrid": False, "range": [-0.5, len(columns) - 0.5],
                              "autotickangles": [0, -90], "tickfont": {"size": 14, "color": theme.TEXT}}  # fmt: skip
    return drawing.figure_of(
        traces,
        height=CELL_PX * max(1, len(rows)) + 110 + 28 * has_gaps,
        margin={"l": 8, "r": 8, "t": 60, "b": 8 + 28 * has_gaps},
        meta={"min_width_px": 110 + MIN_COLUMN_PX * len(columns)},
        legend={"yref": "container", "y": 0.0, "yanchor": "bottom", "x": 0, "xanchor": "left"},
        xaxis=header,
        yaxis={"tickmode": "array", "tickvals": list(range(len(rows))), "ticktext": rows, "showgrid": False,
               "range": [len(rows) - 0.5, -0.5], "tickfont": {"size": 14, "color": theme.TEXT}},
    )  # fmt: skip
