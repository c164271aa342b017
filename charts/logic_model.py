"""Stage 5, Logic Model: the chain from problem to impact."""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.frames import records
from charts.text import LINE_BREAK, escape, wrapped

STAGES: Final = ("ปัญหา", "สาเหตุ", "ปัจจัยนำเข้า", "กิจกรรม", "ผลผลิต", "ผลลัพธ์", "ผลกระทบ")
TEXT_COLUMNS: Final = 40
LINE_PX: Final = 22
GAP_PX: Final = 26


def logic_chain_figure(steps: pd.DataFrame) -> go.Figure:
    """The chain as boxes from top to bottom, problem warm, results cool; a stage without text says so.

    `steps`: stage (one of STAGES, in the order given), text. Boxes run downwards so that they fit a phone.
    """
    figure = go.Figure()
    boxes = [_box_text(row) for row in records(steps)]
    heights = [LINE_PX * (1 + text.count(LINE_BREAK)) + 18 for _, text, _ in boxes]
    total = sum(heights) + GAP_PX * max(0, len(boxes) - 1)
    top = float(total)
    for (colour, text, _), height in zip(boxes, heights, strict=True):
        _add_box(figure, colour, text, top, height, last=top - height <= 0.5)
        top -= height + GAP_PX
    return theme.styled(
        figure,
        height=int(total) + 16,
        xaxis={"visible": False, "range": [0, 1]},
        yaxis={"visible": False, "range": [0, max(1.0, float(total))]},
        margin={"l": 4, "r": 4, "t": 8, "b": 8, "autoexpand": False},
    )


def _box_text(row: dict[Any, Any]) -> tuple[str, str, bool]:
    stage = str(row["stage"])
    filled = isinstance(row["text"], str) and bool(row["text"].strip())
    colour = theme.PROBLEM if stage in STAGES[:2] else theme.QUALITY if stage in STAGES[4:] else theme.REFERENCE
    body = wrapped(row["text"].strip(), TEXT_COLUMNS, 6) if filled else "<i>ยังไม่ได้กรอก</i>"
    return colour, f"<b>{escape(stage)}</b><br>{body}", filled


def _add_box(figure: go.Figure, colour: str, text: str, top: float, height: float, last: bool) -> None:
    figure.add_shape(type="rect", x0=0, x1=1, y0=top - height, y1=top, layer="below",
                     line={"color": theme.GRID, "width": 1}, fillcolor=theme.PANEL)  # fmt: skip
    figure.add_shape(type="line", x0=0, x1=0, y0=top - height, y1=top, line={"color": colour, "width": 8})
    figure.add_annotation(x=0, y=top - height / 2, xanchor="left", yanchor="middle", xshift=14, align="left",
                          text=text, showarrow=False, font={"size": 15})  # fmt: skip
    if not last:
        figure.add_annotation(x=0.5, y=top - height - GAP_PX / 2, text="▼", showarrow=False,
                              font={"size": 16, "color": theme.MUTED})  # fmt: skip
