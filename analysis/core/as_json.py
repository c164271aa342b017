"""What the JSON of every stage is made of: plain values (full floats, whole counts, missing as null, never 0 or NaN),
rows under the short names of JSON, and the head that says what an answer is about."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.core.references import REFERENCE_ENDS, Reference
from analysis.core.scope import Scope

RENAMED: Mapping[str, str] = {
    "axis_code": "code",
    "axis_name": "name",
    "axis_short": "short",
    "indicator_code": "code",
    "dimension_name": "dimension",
}
WHOLE_NUMBERS = frozenset(
    {
        *("assessed", "failed", "score_1", "score_2", "score_3", "areas_counted", "rank", "unweighted_rank"),
        *("number", "indicators", "indicators_with_data", "indicators_in_set", "areas", "villages", "facts", "year_be"),
        *("to_reach", "to_pass", "baseline_failed", "baseline_assessed"),
    }
)
REFERENCE_KEYS = tuple(REFERENCE_ENDS.values())
AXIS_KEYS = (
    *("axis_code", "axis_name", "axis_short", "problem_pct", "pass_pct", "reference_pct", "peer_rank_pct"),
    *("indicators", "indicators_with_data"),
)


def plain(name: str, value: Any) -> Any:
    """One cell as JSON can hold it."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    return int(value) if name in WHOLE_NUMBERS and isinstance(value, float) else value


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


def reference_json(reference: Reference) -> dict[str, Any]:
    """What the answer is compared with; name null, and a note why, where there is nothing."""
    return {
        "kind": reference.kind,
        "name": reference.name,
        "note": reference.note,
        "area_code": reference.area_code,
        "year_be": reference.year_be,
    }
