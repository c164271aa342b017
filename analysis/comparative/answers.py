"""The answer of stage 4 as plain values for JSON and as Thai text for a terminal."""

from typing import Any

from analysis.core.answers import header, heads_of, plain, records, table, title_text
from analysis.core.ranked_areas import RankedAreas


def comparative_json(compared: RankedAreas) -> dict[str, Any]:
    """Header and areas, each with its axes by code."""
    axes: dict[str, dict[str, Any]] = {}
    for row in compared.axes.to_dict("records"):
        value = plain("problem_pct", row["problem_pct"])
        axes.setdefault(str(row["area_code"]), {})[str(row["axis_code"])] = value
    keys = ["area_code", "area_name", "mean_problem_pct", "mean_pass_pct", "rank", "indicators", "indicators_with_data"]
    areas = records(compared.areas, [*keys, "is_synthetic"])
    names = compared.axes.drop_duplicates("axis_code")
    return header(compared.scope) | {
        "axes": records(names, ["axis_code", "axis_name", "axis_short"]),
        "areas": [
            area | {"axes": axes[area["area_code"]], "survey_coverage": _coverage(compared, area["area_code"])}
            for area in areas
        ],
    }


def _coverage(compared: RankedAreas, area_code: str) -> dict[str, Any] | None:
    found = compared.coverage.get(area_code)
    return None if found is None else found.to_dict()


def comparative_text(compared: RankedAreas) -> str:
    """The areas by rank."""
    heads = {"rank": "ที่", "area_code": "รหัส", "area_name": "พื้นที่", "mean_problem_pct": "เฉลี่ยเป็นปัญหา (%)"}
    heads |= {"indicators_with_data": "มีข้อมูล", "indicators": "ตัวชี้วัด"}
    low = f"\n\n{compared.low_coverage}" if compared.low_coverage else ""
    return f"{title_text(compared.scope)}\n\n{table(compared.areas, heads_of(compared.scope, heads))}{low}"
