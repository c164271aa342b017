"""Frames that charts draw; every chart may be given further columns, which it leaves alone."""

from typing import Any

import pandera.pandas as pa

from tests.schemas.columns import area_code, count, flag, ordered, percent, text, whole

HOLLOW = "without data: drawn hollow, never as 0"


def drawn(
    name: str, description: str, columns: dict[str, pa.Column], *checks: pa.Check, **more: Any
) -> pa.DataFrameSchema:
    """A frame of at least these columns."""
    return pa.DataFrameSchema(columns, checks=list(checks), name=name, description=description, **more)


RADAR_AXES = drawn(
    "radar_figure: axes", "One row an axis, in the order drawn, clockwise from the top.",
    {
        "axis_code": text("the axis or indicator", unique=True),
        "axis_name": text("its name, may hold <br>"),
        "problem_pct": percent("with the problem", missing=HOLLOW),
        "pass_pct": percent("without it", missing=HOLLOW),
        "indicators": whole("indicators of the axis"),
        "indicators_with_data": whole("of them with data"),
        "is_plain": flag("has values, but none that is a problem figure", required=False),
        "peer_rank_pct": percent("peers whose problem_pct is not higher", missing="without peers", required=False),
        "peer_rank_pass_pct": percent("peers whose pass_pct is not higher", missing="without peers", required=False),
    },
)  # fmt: skip
PEER_RINGS = drawn(
    "radar_figure: peer_rings", "One row an axis and ring of a scale of ranks.",
    {
        "axis_code": text("the axis"),
        "rank_pct": whole("the ring: 25, 50, 75 or 100"),
        "problem_pct": percent("what stands at that rank", missing="without peers, and where it is withheld"),
        "pass_pct": percent("the same of pass_pct", missing="without peers, and where it is withheld"),
        "problem_decimals": whole("how many decimals problem_pct is printed with", required=False),
        "pass_decimals": whole("how many decimals pass_pct is printed with", required=False),
    },
    unique=["axis_code", "rank_pct"],
)  # fmt: skip
INDICATOR_LIST = drawn(
    "ranked_dot_figure: indicators", "One row an indicator, in the order drawn.",
    {
        "indicator_code": text("the indicator", unique=True),
        "short_label": text("its short name"),
        "problem_pct": percent("with the problem", missing=HOLLOW),
        "low_pct": percent("lower end of its interval", missing="in sets without counts", required=False),
        "high_pct": percent("its upper end", missing="in sets without counts", required=False),
        "reference_pct": percent("of the reference", missing="without one", required=False),
        "assessed": count("looked at, in `unit`", missing="in value sets", required=False),
        "failed": count("of them with the problem", missing="in sets without counts", required=False),
    },
)  # fmt: skip
HEAT_CELLS = drawn(
    "heat_table_figure: cells", "One row an area and axis; their order is that of first appearance.",
    {
        "area_code": area_code(),
        "area_name": text("its name"),
        "axis_code": text("the axis"),
        "axis_name": text("its name"),
        "problem_pct": percent("with the problem", missing="without data: hatched"),
    },
    unique=["area_code", "axis_code"],
)  # fmt: skip
AREA_RANKING = drawn(
    "ranking_figure: areas", "One row an area, in the order drawn.",
    {
        "area_code": area_code(),
        "area_name": text("its name"),
        "mean_problem_pct": percent("plain mean over all indicators with data", missing=HOLLOW),
    },
    unique=["area_code"],
)  # fmt: skip
YEARS = drawn(
    "years_figure: rows", "One row a survey year and set.",
    {
        "year_be": whole("the year, พ.ศ."),
        "set_id": text("the set, at whose change the line breaks", required=False),
        "problem_pct": percent("with the problem", missing=HOLLOW),
        "low_pct": percent("lower end of its interval", missing="in sets without counts", required=False),
        "high_pct": percent("its upper end", missing="in sets without counts", required=False),
    },
    unique=["year_be"],
)  # fmt: skip
VILLAGE_DOTS = drawn(
    "villages_dot_figure: villages", "One row a village.",
    {
        "area_code": area_code(),
        "area_name": text("its name"),
        "problem_pct": percent("with the problem", missing=HOLLOW),
        "low_pct": percent("lower end of its interval", missing="in sets without counts"),
        "high_pct": percent("its upper end", missing="in sets without counts"),
    },
    ordered("low_pct", "problem_pct", "high_pct"), unique=["area_code"],
)  # fmt: skip
SCORE_BARS = drawn(
    "score_bars_figure: rows", "One row an indicator of a score set.",
    {
        "indicator_code": text("the indicator", unique=True),
        "short_label": text("its short name"),
        "score_1": count("villages graded 1, ปัญหามาก", missing="where no village was graded"),
        "score_2": count("villages graded 2", missing="where no village was graded"),
        "score_3": count("villages graded 3", missing="where no village was graded"),
    },
)  # fmt: skip
COVERAGE = drawn(
    "coverage_grid_figure: cells", "One row an area and indicator, or year.",
    {
        "area_code": area_code(),
        "area_name": text("its name"),
        "column_code": text("the indicator or the year"),
        "column_name": text("its name"),
        "covered_pct": percent("of the data expected that is there", missing="where nothing came in"),
    },
    unique=["area_code", "column_code"],
)  # fmt: skip
