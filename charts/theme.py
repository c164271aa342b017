"""Colours and the Plotly template every figure shares, and the words for a figure that is missing.

Meaning of the colours, the same everywhere: warm = problem, cool = quality, grey dashed = reference,
hollow or hatched = no data. Lightness differs as well as hue, so they survive colour blindness and a grey printer;
tests measure contrast and simulated distances.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal

import plotly.graph_objects as go

from words.numbers import NO_DATA, fixed, format_pct, is_missing
from words.screen_text import ShownInFigure

Measure = Literal["problem", "quality", "severity"]  # severity: of villages graded, an index and no percentage

FONT_FAMILY: Final = "Sarabun, sans-serif"
TEXT: Final = "#1F2A37"
MUTED: Final = "#55606E"
GRID: Final = "#D9DFE6"
AXIS_LINE: Final = "#7A8490"
BACKGROUND: Final = "#FFFFFF"
PANEL: Final = "#F3F6F9"

PROBLEM: Final = "#B3380A"
QUALITY: Final = "#14568C"
REFERENCE: Final = "#6B7480"
SECOND_REFERENCE: Final = "#6B3E75"
MISSING: Final = "#7A8490"
MISSING_FILL: Final = "#EEF1F4"

MEASURE_COLOUR: Final[dict[str, str]] = {"problem": PROBLEM, "quality": QUALITY, "severity": PROBLEM}
MEASURE_FILL: Final[dict[str, str]] = {"problem": "rgba(179,56,10,0.16)", "quality": "rgba(20,86,140,0.16)"} | {
    "severity": "rgba(179,56,10,0.16)"
}
MEASURE_COLUMN: Final[dict[str, str]] = {"problem": "problem_pct", "quality": "pass_pct", "severity": "problem_pct"}
MEASURE_NAME: Final[dict[str, str]] = {
    "problem": "ร้อยละที่เป็นปัญหา", "quality": "ร้อยละที่ผ่านเกณฑ์", "severity": "ดัชนีความรุนแรง (0–100)",
}  # fmt: skip

FEW_STATUS: Final = "จำนวนน้อย ยังบอกไม่ได้"
STATUS_COLOUR: Final[dict[str, str]] = {"ด้อย": PROBLEM, "ใกล้เคียง": REFERENCE, "เด่น": QUALITY, FEW_STATUS: REFERENCE}
STATUS_SYMBOL: Final[dict[str, str]] = {
    "ด้อย": "diamond", "ใกล้เคียง": "square", "เด่น": "circle", FEW_STATUS: "square-open",
}  # fmt: skip
SCORE_COLOUR: Final[dict[int, str]] = {1: PROBLEM, 2: "#F2B45A", 3: "#A9CBE4"}
SCORE_NAME: Final[dict[int, str]] = {1: "1 ปัญหามาก", 2: "2 ปานกลาง", 3: "3 น้อย/ไม่มีปัญหา"}

WARM_SCALE: Final = (
    "#FFF6EB", "#FEE8CF", "#FDD5A8", "#FBBC7C", "#F59E52", "#E87D2C", "#D25E15", "#B3450A", "#8E3308", "#682406",
)  # fmt: skip
CLASS_COLOURS: Final = tuple(WARM_SCALE[place] for place in (1, 3, 5, 7, 9))  # of a map's classes, the lowest first
COOL_SCALE: Final = ("#F1F6FA", "#DCEAF5", "#C3DBED", "#A9CBE4", "#86B7D8", "#5FA8D3", "#3F8CBF", "#2C78B0", "#14568C")

PLAIN_VALUE: Final = "ไม่ใช่ค่าปัญหา"  # there is a value, but no range from best to worst to make a percentage of
HIDDEN: Final = "ไม่แสดง"
MISSING_SYMBOLS: Final = {NO_DATA: "circle-open", HIDDEN: "circle-open", PLAIN_VALUE: "square-open"}

PLOTLY_CONFIG: Final[dict[str, Any]] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showTips": False,
    "doubleClick": "reset",
    "scrollZoom": False,
    "responsive": True,
}


def missing_word(row: Mapping[str, Any]) -> str:
    """What stands in the place of a missing percentage: no problem figure where there is a value all the same
    (is_plain, or value), hidden where the row says so (is_hidden) or where it rests on indicators that have data
    (indicators_with_data), else no data."""
    if row.get("is_plain") is True or not is_missing(row.get("value")):
        return PLAIN_VALUE
    with_data = row.get("indicators_with_data")
    is_hidden = row.get("is_hidden") or (not is_missing(with_data) and float(with_data or 0) > 0)
    return HIDDEN if is_hidden else NO_DATA


def ring_label(value: float, measure: str = "problem") -> ShownInFigure:
    """A percentage as short as it can be: 20 → '20 %', 2.5 → '2.5 %'; an index without the sign."""
    return f"{value:g}" if measure == "severity" else f"{value:g} %"


def measure_of(set_measure: str) -> Measure:
    """What the figures of a set draw: of villages graded an index, else the share that fails."""
    return "severity" if set_measure == "score" else "problem"


def suffix(measure: Measure) -> ShownInFigure:
    """What stands after the numbers of a scale: nothing after an index."""
    return "" if measure == "severity" else " %"


def mean_name(measure: Measure) -> ShownInFigure:
    """What areas are ranked by, in words that others may follow."""
    return f"ค่าเฉลี่ย{MEASURE_NAME[measure]}{' ' if measure == 'severity' else ''}"


def ranking_heading(measure: Measure) -> ShownInFigure:
    """The heading over a figure of ranked areas."""
    return f"พื้นที่เรียงตาม{mean_name(measure)}ทุกตัวชี้วัด จากมากไปน้อย"


def measured(value: float | None, measure: str, missing: str = NO_DATA, decimals: int = 1) -> ShownInFigure:
    """A value of a measure as it is printed: '12.3 %', of an index '12.3'; missing as a word."""
    if measure != "severity" or value is None or is_missing(value):
        return format_pct(value, missing, decimals)
    return fixed(value, decimals)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two #RRGGBB colours after WCAG 2: 1 (equal) to 21 (black on white)."""
    bright, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def ink_on(shade: str) -> str:
    """Black or white, whichever stands out more from a shade: always a contrast of 4.5 or more."""
    return max(("#000000", "#FFFFFF"), key=lambda colour: contrast(colour, shade))


def class_colours(classes: int) -> tuple[str, ...]:
    """Colours of a map with so many classes, the lowest first: of few, those that stand farther apart."""
    return CLASS_COLOURS if classes > 3 else (CLASS_COLOURS[0], CLASS_COLOURS[2], CLASS_COLOURS[4])


def rgb(colour: str) -> tuple[int, int, int]:
    """'#B3380A' → (179, 56, 10)."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in rgb(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def blend(colours: Sequence[str], share: float) -> str:
    """The colour at a share 0–1 of the way along a scale of #RRGGBB colours, as Plotly draws it."""
    place = min(1.0, max(0.0, share)) * (len(colours) - 1)
    index = min(int(place), len(colours) - 2)
    pairs = zip(rgb(colours[index]), rgb(colours[index + 1]), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * (place - index)):02X}" for low, high in pairs)


@lru_cache(maxsize=1)
def template() -> go.layout.Template:
    """The look shared by every figure: Sarabun, quiet axes, Thai legend on top, room for stacked vowels."""
    axis = {
        "gridcolor": GRID, "linecolor": AXIS_LINE, "zeroline": False, "automargin": True,
        "fixedrange": True, "tickfont": {"size": 14, "color": MUTED}, "ticks": "", "title": {"font": {"size": 14}},
    }  # fmt: skip
    layout = go.Layout(
        font={"family": FONT_FAMILY, "size": 15, "color": TEXT},
        paper_bgcolor=BACKGROUND,
        plot_bgcolor=BACKGROUND,
        colorway=[PROBLEM, QUALITY, REFERENCE, "#E39A2D", "#5FA8D3", SECOND_REFERENCE],
        separators=".,",
        dragmode="zoom",  # with fixed axes nothing zooms, but without it a click selects nothing
        hovermode="closest",
        hoverlabel={"bgcolor": BACKGROUND, "bordercolor": AXIS_LINE, "align": "left",
                    "font": {"family": FONT_FAMILY, "size": 15, "color": TEXT}},
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom",
                "font": {"size": 14}, "itemclick": False, "itemdoubleclick": False},
        xaxis=axis,
        yaxis=axis,
    )  # fmt: skip
    fading = {"marker": {"opacity": 0.5}}  # Plotly's own 0.2 makes the rest unreadable after a click
    return go.layout.Template(
        layout=layout,
        data={
            "scatter": [{"unselected": fading}],
            "scatterpolar": [{"unselected": fading}],
            "bar": [{"unselected": fading}],
        },
    )
