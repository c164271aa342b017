"""Figures for a hall: the radar of one page with letters that the last row can read, as high as its box."""

from typing import Any, Final

import plotly.graph_objects as go

LETTERS_PX: Final = 24
SIDE_PX, TOP_PX, LEGEND_PX = 190, 76, 40
LABEL_LINES_PX: Final = 76


def for_the_hall(figure: go.Figure) -> go.Figure:
    """A radar of `charts.radar_diagram` with every letter at least LETTERS_PX high, without a height of its own: it
    fills the box it stands in. The figure given stays as it is."""
    large = go.Figure(figure)
    letters: dict[str, Any] = {"size": LETTERS_PX}
    for kind in ("scatter", "scatterpolar"):  # a set of fewer than three axes is a list, not a radar
        large.update_traces(textfont=letters, selector={"type": kind, "mode": "text"})
    large.update_annotations(font=letters)
    large.update_xaxes(tickfont=letters)
    large.update_layout(
        height=None,
        autosize=True,
        meta=None,
        font=letters,
        legend={"font": letters, "yref": "container", "y": 0.0, "yanchor": "bottom", "x": 0.5, "xanchor": "center"},
        hoverlabel={"font": letters},
        margin={"l": SIDE_PX, "r": SIDE_PX, "t": TOP_PX, "b": LEGEND_PX + LABEL_LINES_PX},
    )
    large.update_polars(angularaxis={"tickfont": letters}, radialaxis={"tickfont": letters})
    return large
