"""Stage 5, Logic Model: where each problem of the plan stands now and where its target lies, and its two trees."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.row_list import Row, row_list_figure
from charts.text import failing, one_line, records
from words.line_breaks import broken_lines, display_width
from words.numbers import format_pct
from words.screen_text import figure_text

TARGET_NAME = "เป้าหมาย"
TREE_COLOURS: Final[Mapping[str, tuple[str, str]]] = {
    "problem": (theme.WARM_SCALE[0], theme.PROBLEM),
    "objective": (theme.COOL_SCALE[0], theme.QUALITY),
}
"""Side of a tree → (fill, line) of its boxes; the box of its problem is filled with the line's colour."""
BOX_CELLS, PHONE_CELLS = 20, 12  # of one line in a box; a longer word keeps a line of its own
FONT_POINTS: Final = 13
CELL_INCHES, LINE_INCHES, MARGIN_INCHES = 0.098, 0.27, 0.2  # of the dashboard's letters, measured at FONT_POINTS
BOX_PX, PHONE_BOX_PX, NAMES_PX = 215, 132, 130  # of a full box with the gap beside it; of the names at the left
TreeBox = tuple[str, str, bool, bool]
"""A box of a tree: its id, its words, whether it is the problem itself, whether its words are only proposed."""


def targets_figure(chains: pd.DataFrame) -> go.Figure:
    """The problems of a plan in its order: the share that fails now as a dot, the share aimed at as a mark on its line.

    `chains`: indicator_code, short_label (problem_name, where it is there), baseline_pct (percent with the problem
    now), low_pct and high_pct (its interval, may be absent), target_problem_pct (percent with the problem to aim at);
    missing where unknown.
    """
    rows = [
        Row(
            code=str(row["indicator_code"]),
            row_label=f"{number}. {one_line(failing(row))}",
            value=row["baseline_pct"],
            low=row.get("low_pct"),
            high=row.get("high_pct"),
            reference=row["target_problem_pct"],
            hover=_hover(failing(row), row["baseline_pct"], row["target_problem_pct"]),
        )
        for number, row in enumerate(records(chains), 1)
    ]
    return row_list_figure(rows, theme.MEASURE_NAME["problem"], TARGET_NAME)


def _hover(label: str, now: float | None, target: float | None) -> str:
    lines = [f"<b>{one_line(label)}</b>", f"ตอนนี้ {format_pct(now)}", f"{TARGET_NAME} {format_pct(target)}"]
    return "<br>".join(lines)


def tree_dot(
    rows: Sequence[tuple[str, Sequence[TreeBox]]],
    branches: Iterable[tuple[str, str]],
    side: Literal["problem", "objective"],
    is_narrow: bool = False,
) -> str:
    """A tree in the language of Graphviz, drawn in the browser. `rows`: what each is called and its boxes, from the top
    down; `branches`: (id of the lower box, id of the upper one); `is_narrow`: for a phone, in small boxes and without
    the names of the rows.

    The boxes have the size of their lines: Graphviz breaks no Thai text and measures its marks as letters. What is only
    proposed has a dashed line."""
    names = {each[0]: f"box{number}" for number, each in enumerate(box for _, boxes in rows for box in boxes)}
    drawn = [
        'digraph {\ngraph [rankdir=TB, splines=ortho, nodesep=0.2, ranksep=0.4, bgcolor="transparent"]',
        f'node [shape=box, fontname="{theme.FONT_FAMILY}", fontsize={FONT_POINTS}, fixedsize=true, margin=0]',
        f'edge [arrowhead=none, color="{theme.AXIS_LINE}", penwidth=1.3]',
    ]
    ranks = [] if is_narrow else [f"row{number}" for number in range(len(rows))]
    for rank, (name, _) in zip(ranks, rows, strict=False):  # before the boxes: what is named first stands left
        drawn.append(f'{rank} [shape=plaintext, fontcolor="{theme.MUTED}", {_tree_label(name, PHONE_CELLS)}]')
    if len(ranks) > 1:
        drawn.append(f"{' -> '.join(ranks)} [style=invis]")
    for number, (_, boxes) in enumerate(rows):
        drawn += [_box(names[each[0]], each, side, PHONE_CELLS if is_narrow else BOX_CELLS) for each in boxes]
        drawn.append(f"{{rank=same; {'; '.join([*ranks[number : number + 1], *(names[each[0]] for each in boxes)])}}}")
    drawn += [f"{names[upper]} -> {names[lower]}" for lower, upper in branches if {upper, lower} <= names.keys()]
    return "\n".join([*drawn, "}"])


def _box(name: str, box: TreeBox, side: str, cells: int) -> str:
    fill, line = TREE_COLOURS[side]
    _, words, is_core, is_proposed = box
    style = "filled,dashed" if is_proposed else "filled"
    colours = (line, theme.BACKGROUND) if is_core else (fill, theme.TEXT)
    looks = f'style="{style}", color="{line}", fillcolor="{colours[0]}", fontcolor="{colours[1]}"'
    return f"{name} [{looks}, {_tree_label(words, cells)}]"


def tree_width_px(rows: Sequence[tuple[str, Sequence[TreeBox]]], is_narrow: bool = False) -> float:
    """About how wide a tree is drawn: the widest row of boxes, beside the names of the rows where it has them."""
    most = max((len(boxes) for _, boxes in rows), default=1)
    return most * PHONE_BOX_PX if is_narrow else most * BOX_PX + NAMES_PX


def _tree_label(words: str, cells: int) -> str:
    """The label of a box with our own line breaks, and the box's size."""
    lines = broken_lines(words, cells) or [" "]
    width = max(map(display_width, lines)) * CELL_INCHES + MARGIN_INCHES
    height = len(lines) * LINE_INCHES + MARGIN_INCHES
    label = "\\n".join(figure_text(each).replace("\\", "\\\\").replace('"', '\\"') for each in lines)
    return f'label="{label}", width={width:.2f}, height={height:.2f}'
