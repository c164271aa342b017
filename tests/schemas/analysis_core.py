"""Frames that cross from `analysis/core` to the stages: figures of areas, axes, references, ranked areas, years.

Percentages are of those assessed (or graded) who have the problem unless the name says pass.
"""

from tests.schemas.columns import (
    area_code,
    complement,
    count,
    flag,
    number,
    ordered,
    percent,
    points,
    table,
    text,
    whole,
)

NO_DATA = "where nobody was assessed"
NO_MEAN = "where none of its indicators has data"
NO_RANGE = f"{NO_DATA}, and in value sets without a best and worst end"
NOT_COUNTED = "in score and value sets, and without data"
NOT_GRADED = "but in score sets"
NO_REFERENCE = "where the reference has no figure"

_INDICATOR = {
    "area_code": area_code(),
    "indicator_code": text("the indicator"),
    "number": whole("its number in the set"),
    "name": text("its full name"),
    "short_label": text("a short name for tables"),
    "chart_label": text("a short name for axes, may hold <br>"),
    "problem_name": text("the problem in words: what fails"),
    "problem_label": text("the problem in short, for tables and charts"),
    "dimension_code": text("its dimension"),
    "dimension_name": text("the dimension's name"),
    "unit": text("what is counted: of the source where it says so, else of the set"),
    "assessed": count("looked at, in `unit`; villages graded in score sets", missing="without data, and in value sets"),
    "failed": count("of them with the problem, in `unit`", missing=NOT_COUNTED),
    "score_1": count("villages graded 1, ปัญหามาก", missing=NOT_GRADED),
    "score_2": count("villages graded 2", missing=NOT_GRADED),
    "score_3": count("villages graded 3, no or little problem", missing=NOT_GRADED),
    "value": number("the value in `unit`", missing="but in value sets"),
    "problem_pct": percent("100 · failed / assessed, mean grade, or the value's place in its range", missing=NO_RANGE),
    "pass_pct": percent("100 − problem_pct", missing=NO_RANGE),
    "low_pct": percent("lower end of the Wilson 95 % interval", missing=NOT_COUNTED),
    "high_pct": percent("its upper end", missing=NOT_COUNTED),
    "target_pct": percent("pass percentage to reach that year", missing="where neither file nor set has one"),
    "target_source": text("`file` where the file prints it beside the figure, else `set`", missing="without a target"),
    "gap_pct": points("target_pct − pass_pct, positive = below target", missing="without a target or data"),
    "areas_counted": count("areas the figure was summed from", missing="without a figure"),
    "source_level": text("level of these areas", missing="without a figure"),
    "is_synthetic": flag("any of it comes from sample data"),
}
_OF_INDICATOR = (complement(), ordered("failed", "assessed"), ordered("low_pct", "problem_pct", "high_pct"))

INDICATOR_FIGURES = table(
    "indicator_data", "One row an area and indicator of the set, in the set's order.", _INDICATOR, *_OF_INDICATOR,
    unique=["area_code", "indicator_code"],
)  # fmt: skip

_AXIS = {
    "area_code": area_code(),
    "axis_code": text("the dimension of the set or the axis of a view"),
    "axis_name": text("its name"),
    "axis_short": text("its name on a radar, may hold <br>"),
    "problem_pct": percent("plain mean over its indicators with data", missing=NO_MEAN),
    "pass_pct": percent("100 − problem_pct", missing=NO_MEAN),
    "indicators": whole("indicators of the axis"),
    "indicators_with_data": whole("of them with a percentage"),
}
AXIS_FIGURES = table(
    "axis_data", "One row an area and axis, in the set's order.", _AXIS, complement(),
    ordered("indicators_with_data", "indicators"), unique=["area_code", "axis_code"],
)  # fmt: skip

OVERALL = table(
    "overall_data", "One row an area: the mean over all its indicators with data.",
    {
        "area_code": area_code(),
        "problem_pct": percent("plain mean over all indicators with data", missing=NO_MEAN),
        "pass_pct": percent("100 − problem_pct", missing=NO_MEAN),
        "indicators": whole("indicators of the set"),
        "indicators_with_data": whole("of them with a percentage"),
        "is_synthetic": flag("any of it comes from sample data"),
    },
    complement(), ordered("indicators_with_data", "indicators"), unique=["area_code"],
)  # fmt: skip

REFERENCE_INDICATORS = table(
    "Reference.indicators", "One row an indicator: what the reference has of it.",
    {
        "indicator_code": text("the indicator"),
        "problem_pct": percent("of the reference; of peers the median", missing=NO_REFERENCE),
        "low_pct": percent("lower end of its 95 % interval", missing="of peers, of targets and in sets without counts"),
        "high_pct": percent("its upper end", missing="of peers, of targets and in sets without counts"),
        "assessed": number("counted there", missing="of peers, of targets and in value sets"),
        "failed": number("of them with the problem", missing="of peers, of targets and in sets without counts"),
    },
    ordered("low_pct", "problem_pct", "high_pct"), unique=["indicator_code"],
)  # fmt: skip

REFERENCE_ENDS = table(
    "Reference.ends", "One row an indicator: what the area's figures are held against.",
    {
        "indicator_code": text("the indicator"),
        "reference_pct": percent("of the reference", missing=NO_REFERENCE),
        "reference_low_pct": percent("of another year the lower end of its interval", missing=NO_REFERENCE),
        "reference_high_pct": percent("of another year the upper end of its interval", missing=NO_REFERENCE),
    },
    ordered("reference_low_pct", "reference_pct", "reference_high_pct"), unique=["indicator_code"],
)  # fmt: skip

REFERENCE_AXES = table(
    "Reference.axes", "One row an axis: what the reference has of it.",
    {
        "axis_code": text("the axis"),
        "problem_pct": percent("axis value; of peers the median of theirs", missing=NO_REFERENCE),
    },
    unique=["axis_code"],
)  # fmt: skip

RANKED_AREAS = table(
    "RankedAreas.areas", "One row an area, most problem first, areas without data last.",
    {
        "area_code": area_code(),
        "area_name": text("its name without the level word"),
        "mean_problem_pct": percent("plain mean over all indicators with data", missing=NO_MEAN),
        "mean_pass_pct": percent("100 − mean_problem_pct", missing=NO_MEAN),
        "rank": count("1 = most problem, ties share", missing=NO_MEAN),
        "indicators": whole("indicators of the set"),
        "indicators_with_data": whole("of them with a percentage"),
        "axes": whole("axes of the set or view"),
        "axes_with_data": whole("of them with a percentage"),
        "is_synthetic": flag("any of it comes from sample data"),
    },
    ordered("indicators_with_data", "indicators"), ordered("axes_with_data", "axes"), unique=["area_code"],
)  # fmt: skip
RANKED_AXES = table(
    "RankedAreas.axes", "One row an area and axis, in the order of the ranked areas.",
    {"area_code": _AXIS["area_code"], "area_name": text("the area's name")} | _AXIS, complement(),
    unique=["area_code", "axis_code"],
)  # fmt: skip
RANKED_INDICATORS = table(
    "RankedAreas.indicators", "One row an area and indicator, in the order of the ranked areas.",
    {"area_code": _INDICATOR["area_code"], "area_name": text("the area's name")} | _INDICATOR, *_OF_INDICATOR,
    unique=["area_code", "indicator_code"],
)  # fmt: skip
