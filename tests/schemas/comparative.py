"""Frames of stage 4 that cross to its screens, files and JSON: rankings, changes, cells to check, spread, choices.

Percentages are of those assessed who have the problem; ranks count from 1, the most problem.
"""

import pandera.pandas as pa

from analysis.comparative.area_changes import STATUS_NAMES as CHANGE_NAMES
from analysis.comparative.outliers import KIND_NAMES
from analysis.comparative.rank_ranges import OUTSIDE, POSSIBLE, SURE
from analysis.core.statistics import STATUS_NAMES
from tests.schemas.columns import area_code, count, flag, number, ordered, percent, points, table, text, whole

NO_RANGE = "in score and value sets, and without data"
NO_MEAN = "where none of its indicators has data"
NOT_ALONE = "of a mean over several indicators"
LEVELS = ("province", "amphoe", "tambon", "village")


def counted(description: str) -> pa.Column:
    """A whole number as the database counts it."""
    return pa.Column("int32", pa.Check.ge(0), description=description)


_RANGES = {
    "rank": count("1 = most problem, ties share", missing=NO_MEAN),
    "rank_first": count("1 + areas clearly worse", missing=NO_RANGE),
    "rank_last": count("areas − areas clearly better", missing=NO_RANGE),
    "band": text("among the first", missing=NO_RANGE, checks=pa.Check.isin([SURE, POSSIBLE, OUTSIDE])),
    "status": text("against the area that holds them, or unknown", checks=pa.Check.isin(list(STATUS_NAMES))),
}  # fmt: skip
RANKING_ROWS = table(
    "Ranking.rows", "One row an area in the order of the ranking.",
    {
        "area_code": area_code(),
        "value": number("what they are ranked by: the mean, or a value in its own unit", missing=NO_MEAN),
        "mean_problem_pct": percent("plain mean over the indicators of the measure with data", missing=NO_MEAN),
        "se_pct": number("standard error of that mean, in points", missing=NO_RANGE),
        "reference_pct": percent("the same mean of the area that holds them", missing="for a list, and without data"),
        "indicators_with_data": counted("of the measure's, with a percentage"),
        "failed": count("with the problem", missing=NOT_ALONE),
        "assessed": count("looked at", missing=NOT_ALONE),
        "is_synthetic": flag("any of it comes from sample data"),
        **_RANGES,
        "low_pct": percent("lower end of the mean's 95 % interval", missing=NO_RANGE),
        "high_pct": percent("its upper end", missing=NO_RANGE),
    },
    ordered("low_pct", "mean_problem_pct", "high_pct"), ordered("rank_first", "rank_last"), unique=["area_code"],
)  # fmt: skip
COMPARISON = table(
    "Comparison.areas", "One row an area compared, with the range of its rank.",
    {
        "area_code": area_code(),
        "area_name": text("its name without the level word"),
        "mean_problem_pct": percent("plain mean over all indicators with data", missing=NO_MEAN),
        "mean_pass_pct": percent("100 − mean_problem_pct", missing=NO_MEAN),
        "indicators": whole("indicators of the measure"),
        "indicators_with_data": whole("of them with a percentage"),
        "axes": whole("axes of the set or view"),
        "axes_with_data": whole("of them with a percentage"),
        "is_synthetic": flag("any of it comes from sample data"),
        **_RANGES,
    },
    ordered("indicators_with_data", "indicators"), ordered("axes_with_data", "axes"),
    ordered("rank_first", "rank_last"), unique=["area_code"],
)  # fmt: skip
CHANGES = table(
    "AreaChanges.table", "One row an area and indicator with data of both years over the places they share.",
    {
        "area_code": area_code(),
        "indicator_code": text("the indicator"),
        "before_pct": percent("in the earlier year"),
        "problem_pct": percent("in this year"),
        "change_pct": points("problem_pct − before_pct"),
        "villages_shared": counted("places that both years cover"),
        "status": text("worse, better or unsure", checks=pa.Check.isin(list(CHANGE_NAMES))),
        "failed": count("with the problem this year"),
        "assessed": count("looked at this year"),
        "before_failed": count("with the problem in the earlier year"),
        "before_assessed": count("looked at in the earlier year"),
        "is_whole": flag("all places of the area are in both years"),
        "low_pct": percent("lower end of this year's 95 % interval"),
        "high_pct": percent("its upper end"),
        "before_low_pct": percent("lower end of the earlier year's"),
        "before_high_pct": percent("its upper end"),
    },
    ordered("failed", "assessed"), ordered("before_failed", "before_assessed"), unique=["area_code", "indicator_code"],
)  # fmt: skip
_WHOLE_AREA = "where the area as a whole is meant"
_NO_FUNNEL = "where nothing can be told of the others"
OUTLIERS = table(
    "Findings.outliers", "One row a cell to check, with the place of its figures in a file.",
    {
        "area_code": area_code(),
        "indicator_code": text("the indicator", missing=_WHOLE_AREA),
        "kind": text("why it should be checked", checks=pa.Check.isin(list(KIND_NAMES))),
        "problem_pct": percent("what was found"),
        "limit_pct": percent("up to, or down to, which nobody would ask", missing=_NO_FUNNEL),
        "failed": count("with the problem"),
        "assessed": count("looked at"),
        "distance": number("standard deviations from the others", missing=_NO_FUNNEL),
        "file_label": text("the name of the file as it is kept", missing="where that is not known"),
        "files": counted("files it came by"),
        "sheet": text("the sheet", missing="where it is no single place"),
        "row_number": pa.Column(
            "Int32", pa.Check.ge(1), nullable=True, coerce=True, description="row; missing where it is no single place"
        ),
    },
    ordered("failed", "assessed"), unique=["area_code", "indicator_code", "kind"],
)  # fmt: skip
CONCENTRATION = table(
    "Findings.concentration", "One row an indicator with anybody who fails.",
    {
        "indicator_code": text("the indicator", unique=True),
        "areas_for_half": whole("the fewest areas that hold half of all who fail"),
        "areas": whole("areas with data"),
        "failed": count("all who fail"),
        "first_codes": pa.Column("object", description="the areas of that half, the largest first"),
    },
    ordered("areas_for_half", "areas"),
)  # fmt: skip


def _adds_up() -> pa.Check:
    """The parts of an indicator are all of its differences."""
    return pa.Check(lambda rows: rows.groupby("indicator_code")["share_pct"].sum().sub(100).abs().lt(1e-6).all())


VARIANCE = table(
    "Findings.variance", "One row an indicator and level: its part of all differences.",
    {
        "indicator_code": text("the indicator"),
        "level": text("between areas of this level", checks=pa.Check.isin(LEVELS)),
        "share_pct": percent("of all differences"),
    },
    _adds_up(), unique=["indicator_code", "level"],
)  # fmt: skip
_NONE = "without data"
SPINE = table(
    "Spine.rows", "One row an indicator: one area among all that are compared.",
    {
        "indicator_code": text("the indicator", unique=True),
        "number": whole("its number in the set"),
        "problem_name": text("what fails"),
        "problem_label": text("the same in short, may hold <br>"),
        "dimension_code": text("its dimension"),
        "dimension_name": text("the dimension's name"),
        "unit": text("what is counted"),
        "failed": count("of the area with the problem", missing=_NONE),
        "assessed": count("of the area looked at", missing=_NONE),
        "problem_pct": percent("of the area", missing=_NONE),
        "least_pct": percent("the smallest of all areas", missing=_NONE),
        "quarter_pct": percent("a quarter of the areas lies below", missing=_NONE),
        "middle_pct": percent("their median", missing=_NONE),
        "three_quarters_pct": percent("three quarters lie below", missing=_NONE),
        "most_pct": percent("the largest", missing=_NONE),
        "reference_pct": percent("of the area that holds them", missing="for a list, and without data"),
        "status": text("against it, or unknown", checks=pa.Check.isin(list(STATUS_NAMES))),
        "rank_first": count("1 + areas clearly worse", missing="where it cannot be ranked, and without data"),
        "rank_last": count("areas − areas clearly better", missing="where it cannot be ranked, and without data"),
        "areas": whole("areas with data"),
        "is_rankable": flag("its areas can be told apart"),
    },
    ordered("least_pct", "quarter_pct", "middle_pct", "three_quarters_pct", "most_pct"),
    ordered("least_pct", "problem_pct", "most_pct"), ordered("rank_first", "rank_last"),
)  # fmt: skip
_UNTYPED = "until the readiness is typed"
CHOICE = table(
    "choice_data", "One row an area that has every need of a sheet of criteria.",
    {
        "area_code": area_code(),
        "need_points": number("points of all needs", checks=pa.Check.ge(0)),
        "readiness_points": number("as typed", missing=f"{_UNTYPED}, and where it is not asked"),
        "total_points": number("of need and readiness", missing=_UNTYPED),
        "low_points": number("lower end of its 95 % interval", missing=_UNTYPED),
        "high_points": number("its upper end", missing=_UNTYPED),
        "rank": count("1 = most points", missing=_UNTYPED),
        "rank_first": count("1 + areas clearly above", missing=_UNTYPED),
        "rank_last": count("areas − areas clearly below", missing=_UNTYPED),
    },
    ordered("low_points", "total_points", "high_points"), ordered("rank_first", "rank_last"), unique=["area_code"],
)  # fmt: skip
POINTS = table(
    "PaperPoints.table", "One row an area with two measures.",
    {
        "area_code": area_code(),
        "x_value": number("the one measure, in its unit"),
        "y_value": number("the other"),
    },
    unique=["area_code"],
)  # fmt: skip
