"""Parts of a figure as plain dicts, put together once: an eighth of the time plotly takes to build it part by part.

Plotly looks at every property of every part it is given, which takes 14 ms for a radar. The parts of our figures are
written here in the code, not by users: `IS_CHECKED` has plotly look at them all, and is on in the tests.
"""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from charts import theme

IS_CHECKED = False
Trace = dict[str, Any]
"""A trace in plotly's own words: its type and what is said of it."""


def scatter(**look: Any) -> Trace:
    """Points, lines or words on a plane."""
    return _trace("scatter", look)


def scatterpolar(**look: Any) -> Trace:
    """Points, lines or words on a radar."""
    return _trace("scatterpolar", look)


def bar(**look: Any) -> Trace:
    """Bars."""
    return _trace("bar", look)


def heatmap(**look: Any) -> Trace:
    """Shaded cells."""
    return _trace("heatmap", look)


def _trace(kind: str, look: dict[str, Any]) -> Trace:
    return {"type": kind} | {name: value for name, value in look.items() if value is not None}


def legend_entries(traces: Sequence[Trace]) -> list[Trace]:
    """The traces that stand in the legend."""
    return [trace for trace in traces if trace.get("showlegend") is not False and trace.get("name")]


def figure_of(traces: Sequence[Trace], height: int, **layout: Any) -> go.Figure:
    """The figure of these traces with the shared template, its height in pixels and its own layout on top. The traces
    are not used up. Raises ValueError for what plotly does not know, where parts are checked."""
    parts = [dict(trace) for trace in traces]  # plotly takes the type out of what it is given
    own = {name: value for name, value in layout.items() if value is not None}
    return go.Figure(
        {"data": parts, "layout": {"template": theme.template(), "height": height, **own}}, _validate=IS_CHECKED
    )
