"""Answers of the stages as plain values for JSON: full floats, whole counts, missing as null (never 0 or NaN)."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.comparative.data import Comparative
from analysis.core.references import REFERENCE_ENDS, Reference
from analysis.core.scope import Scope
from analysis.logic_model.data import LogicModel
from analysis.radar_analysis.data import RadarAnalysis
from analysis.radar_diagram.data import RadarDiagram
from catalogue.suggestions import PARTS, SEPARATOR

RENAMED: Mapping[str, str] = {
    "axis_code": "code",
    "axis_name": "name",
    "axis_short": "short",
    "indicator_code": "code",
    "dimension_name": "dimension",
}
WHOLE = frozenset(
    {
        *("assessed", "failed", "score_1", "score_2", "score_3", "areas_counted", "rank", "unweighted_rank"),
        *("number", "indicators", "indicators_with_data", "indicators_in_set", "areas", "villages", "facts", "year_be"),
        *("to_reach", "to_pass", "baseline_failed", "baseline_assessed"),
    }
)
BESIDE = tuple(REFERENCE_ENDS.values())
AXIS_KEYS = (
    *("axis_code", "axis_name", "axis_short", "problem_pct", "pass_pct", "reference_pct", "peer_rank_pct"),
    *("indicators", "indicators_with_data"),
)
INDICATOR_KEYS = (
    *("indicator_code", "number", "name", "short_label", "unit", "dimension_name", "dimension_code", "assessed"),
    *("failed", "score_1", "score_2", "score_3", "value", "problem_pct", "pass_pct", "low_pct", "high_pct"),
    *("target_pct", "gap_pct", *BESIDE, "status", "areas_counted", "source_level", "is_synthetic"),
)
PROBLEM_KEYS = (
    *("rank", "unweighted_rank", "indicator_code", "number", "name", "short_label", "unit", "dimension_name"),
    *("problem_pct", "pass_pct", "low_pct", "high_pct", "failed", "assessed", "score", "unweighted_score"),
    *("severity", "size", "trend", "relative", "gap_pct", "target_pct", "change_pct", "peer_mean_pct"),
    *(*BESIDE, "status"),
)
STRENGTH_KEYS = (
    *("indicator_code", "number", "name", "short_label", "unit", "dimension_name", "problem_pct", "pass_pct"),
    *("low_pct", "high_pct", "failed", "assessed", "target_pct", "gap_pct", *BESIDE, "status", "basis"),
)
CHAIN_KEYS = (
    *("rank", "unweighted_rank", "score", "indicator_code", "number", "name", "short_label", "dimension_name", "unit"),
    *("to_reach", "to_pass", "basis", *PARTS),
)


def plain(name: str, value: Any) -> Any:
    """One cell as JSON can hold it."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    return int(value) if name in WHOLE and isinstance(value, float) else value


def records(frame: pd.DataFrame, keys: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of a frame as JSON objects, with the short names of JSON."""
    rows = frame[[key for key in keys if key in frame]].to_dict("records")
    return [{RENAMED.get(str(name), str(name)): plain(str(name), cell) for name, cell in row.items()} for row in rows]


def header(scope: Scope) -> dict[str, Any]:
    """What the answer is about."""
    return {
        "area_code": scope.area_code,
        "area_name": scope.area_name,
        "level": scope.level,
        "year_be": scope.year_be,
        "survey": scope.survey,
        "set_id": scope.indicator_set.id,
    }


def input_data_json(found: pd.DataFrame) -> dict[str, Any]:
    """{"surveys": [one object per survey, set and year]}."""
    return {"surveys": records(found, list(found.columns))}


def radar_diagram_json(radar: RadarDiagram) -> dict[str, Any]:
    """Header, reference, axes and indicators."""
    return header(radar.scope) | {
        "reference": _reference(radar.reference),
        "is_synthetic": radar.is_synthetic,
        "axes": records(radar.axes, AXIS_KEYS),
        "indicators": records(radar.indicators, INDICATOR_KEYS),
    }


def radar_analysis_json(analysis: RadarAnalysis) -> dict[str, Any]:
    """Header, reference, overall, axes, problems, strengths and the Thai summary."""
    overall = analysis.overall
    return header(analysis.scope) | {
        "reference": _reference(analysis.reference),
        "previous_year": analysis.previous_year,
        "is_synthetic": analysis.is_synthetic,
        "overall": {name: plain(name, getattr(overall, name)) for name in overall.__dataclass_fields__},
        "axes": records(analysis.axes, AXIS_KEYS),
        "problems": records(analysis.problems, PROBLEM_KEYS),
        "strengths": records(analysis.strengths, STRENGTH_KEYS),
        "text": analysis.text,
    }


def comparative_json(comparative: Comparative) -> dict[str, Any]:
    """Header and areas, each with its axes by code."""
    axes: dict[str, dict[str, Any]] = {}
    for row in comparative.axes.to_dict("records"):
        value = plain("problem_pct", row["problem_pct"])
        axes.setdefault(str(row["area_code"]), {})[str(row["axis_code"])] = value
    keys = ["area_code", "area_name", "mean_problem_pct", "mean_pass_pct", "rank", "indicators", "indicators_with_data"]
    areas = records(comparative.areas, [*keys, "is_synthetic"])
    names = comparative.axes.drop_duplicates("axis_code")
    return header(comparative.scope) | {
        "axes": records(names, ["axis_code", "axis_name", "axis_short"]),
        "areas": [area | {"axes": axes[area["area_code"]]} for area in areas],
    }


def logic_model_json(model: LogicModel) -> dict[str, Any]:
    """Header and one object per problem: baseline, target, whom to reach, and the drafted parts as lists."""
    chains = records(model.chains, CHAIN_KEYS)
    for chain, row in zip(chains, model.chains.to_dict("records"), strict=True):
        for part in PARTS:
            chain[part] = [entry.strip() for entry in str(chain[part]).split(SEPARATOR) if entry.strip()]
        base = ("pct", "pass_pct", "failed", "assessed")
        names = {"pct": "problem_pct"}
        chain["baseline"] = {names.get(key, key): plain(f"baseline_{key}", row[f"baseline_{key}"]) for key in base}
        chain["target"] = {
            "pass_pct": plain("target_pct", row["target_pct"]),
            "problem_pct": plain("target_problem_pct", row["target_problem_pct"]),
            "source": row["target_source"],
            "note": row["target_note"],
        }
        chain["to_reach_unit"] = None if chain["to_reach"] is None else chain["unit"]
    return header(model.scope) | {"is_synthetic": model.is_synthetic, "problems": chains}


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "kind": reference.kind,
        "name": reference.name,
        "note": reference.note,
        "area_code": reference.area_code,
        "year_be": reference.year_be,
    }
