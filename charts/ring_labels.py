"""What is written on the rings of a radar: true percentages on every scale.

On a scale of ranks a ring stands for another percentage on each axis: the one found at that rank among the peers. Up to
8 axes carry it where ring and axis cross; with more axes the ring carries the lowest and the highest of them.
"""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.frames import records
from charts.scales import RadarScale, Ring

HALO: Final = "0 0 2px #FFFFFF, 0 0 3px #FFFFFF, 0 0 4px #FFFFFF"
RING_LABEL_PX: Final = 13
CROSSING_PX: Final = 12
MOST_CROSSINGS: Final = 8
CENTRE: Final = 0.01  # Plotly draws no text on the centre itself
NARROW: Final = "\u00a0"  # keeps a text off the line it stands beside
RIGHT, LEFT = "middle right", "middle left"
COMPASS: Final = (
    *("top center", "top right", "middle right", "bottom right"),
    *("bottom center", "bottom left", "middle left", "top left"),
)

RingValues = dict[tuple[str, float], float]


def ring_label_traces(
    scale: RadarScale, codes: Sequence[str], peer_rings: pd.DataFrame | None
) -> list[go.Scatterpolar]:
    """The texts on the rings, along the first axis by turns right and left of it, so that close rings stay apart; under
    the centre what it stands for, where that is not 0.

    `peer_rings`, for the scale of ranks: axis_code, rank_pct, problem_pct, pass_pct (missing where not known)."""
    rings = scale.rings()
    if scale.kind != "rank":
        sides = [(RIGHT, LEFT)[(len(rings) - 1 - number) % 2] for number in range(len(rings))]
        texts = [ring.label for ring in rings]
        if scale.low > 0:  # the centre is no zero, and a dot on it is not 0 %; the text keeps a line below the dot
            rings, sides = (Ring(CENTRE, ""), *rings), ["bottom center", *sides]
            texts = [f"{NARROW}<br>จุดกลาง {theme.ring_label(scale.low)}", *texts]
        return [_texts(rings, codes[0], texts, sides, RING_LABEL_PX)]
    values = ring_values(peer_rings, scale)
    if len(codes) > MOST_CROSSINGS:
        labels = [f"{ring.label} {span}".rstrip() for ring, span in zip(rings, ring_spans(rings, values), strict=True)]
        return [_texts(rings, codes[0], labels, ["bottom center"] * len(rings), RING_LABEL_PX)]
    names = _texts(rings, codes[0], [ring.label for ring in rings], [RIGHT] * len(rings), RING_LABEL_PX)
    sides = [beside_axis(number, len(codes)) for number in range(len(codes))]
    return [names, *(_crossings(rings, code, values, side) for code, side in zip(codes, sides, strict=True))]


def beside_axis(number: int, count: int) -> str:
    """Where a text stands that keeps off an axis and its dots: square to it, on its anticlockwise side."""
    return COMPASS[round((360 * number / count - 90) / 45) % 8]


def ring_values(peer_rings: pd.DataFrame | None, scale: RadarScale) -> RingValues:
    """(axis code, radius) → the true percentage there; those without one are left out."""
    column = theme.MEASURE_COLUMN[scale.measure]
    rows = [] if peer_rings is None else records(peer_rings)
    return {
        (str(row["axis_code"]), float(row["rank_pct"]) / 100): float(row[column])
        for row in rows
        if not theme.is_missing(row[column])
    }


def ring_spans(rings: Sequence[Ring], values: RingValues) -> list[str]:
    """The lowest and highest percentage on each ring: '0.3–18.9 %'; '' where none is known."""
    spans: list[str] = []
    for ring in rings:
        found = [value for (_, radius), value in values.items() if radius == ring.radius]
        low, high = (f"{end:.1f}" for end in (min(found, default=0), max(found, default=0)))
        spans.append("" if not found else f"{low} %" if low == high else f"{low}–{high} %")
    return spans


def _crossings(rings: Sequence[Ring], code: str, values: RingValues, side: str) -> go.Scatterpolar:
    texts = [f"{values[code, ring.radius]:.1f}" if (code, ring.radius) in values else "" for ring in rings]
    return _texts(rings, code, texts, [side] * len(rings), CROSSING_PX)


def _texts(rings: Sequence[Ring], code: str, texts: list[str], sides: list[str], size: int) -> go.Scatterpolar:
    look: dict[str, Any] = {"color": theme.MUTED}
    return go.Scatterpolar(
        r=[ring.radius for ring in rings], theta=[code] * len(rings), mode="text", textposition=sides,
        text=[f"{NARROW}{text}{NARROW}" if text else "" for text in texts],
        textfont={"size": size, "shadow": HALO} | look, unselected={"textfont": look}, hoverinfo="skip",
        showlegend=False, cliponaxis=False,
    )  # fmt: skip
