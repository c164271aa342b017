"""What every stage's answer is made of. As JSON: plain values (full floats, whole counts, missing as null, never 0 or
NaN), rows under the short names of JSON, and the head that says what an answer is about. As text for a terminal:
aligned tables, and the line that says what it is about."""

import math
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.core.references import REFERENCE_ENDS, Reference
from analysis.core.scope import Scope
from catalogue import SURVEYS
from warehouse.approvals import ApprovedAreas, approval_words, lowest_state
from words.numbers import DASH, fixed, fixed_pct, heading_of

RENAMED: Mapping[str, str] = {
    "axis_code": "code",
    "axis_name": "name",
    "axis_short": "short",
    "indicator_code": "code",
    "dimension_name": "dimension",
}
WHOLE_NUMBERS = frozenset(
    {
        *(
            "assessed",
            "failed",
            "score_1",
            "score_2",
            "score_3",
            "areas_counted",
            "rank",
            "own_rank",
            "unweighted_rank",
            "tier",
        ),
        *("number", "indicators", "indicators_with_data", "indicators_in_set", "areas", "villages", "facts", "year_be"),
        *("to_reach", "to_pass", "baseline_failed", "baseline_assessed"),
    }
)
REFERENCE_KEYS = tuple(REFERENCE_ENDS.values())
AXIS_KEYS = (
    *("axis_code", "axis_name", "axis_short", "problem_pct", "pass_pct", "reference_pct", "peer_rank_pct"),
    *("indicators", "indicators_with_data"),
)
WIDEST = 44  # cells of a column of text; longer is cut


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
        "approval": approval_json(scope.approvals),
        "survey_coverage": None if scope.coverage is None else scope.coverage.to_dict(),
    }


def approval_json(stands: Sequence[ApprovedAreas]) -> dict[str, Any] | None:
    """How the imports under the figures stand: the state that counts, its words, and what was said of how many areas;
    null without imports."""
    if not stands:
        return None
    listed = [
        {
            "state": approval.state,
            "body_level": approval.body_level,
            "decided_on": None if approval.decided_on is None else approval.decided_on.isoformat(),
            "meeting": approval.meeting,
            "areas": areas,
        }
        for approval, areas in stands
    ]
    return {"state": lowest_state(stands), "words": approval_words(stands), "areas": listed}


def reference_json(reference: Reference) -> dict[str, Any]:
    """What the answer is compared with; name null, and a note why, where there is nothing."""
    return {
        "kind": reference.kind,
        "name": reference.name,
        "note": reference.note,
        "area_code": reference.area_code,
        "year_be": reference.year_be,
    }


def table(frame: pd.DataFrame, heads: Mapping[str, str], decimals: int = 1) -> str:
    """The named columns under Thai headings, aligned for a fixed-width screen; missing as a dash."""
    rows = [list(heads.values())]
    rows += [
        [_cell(row[name], decimals, is_pct=name.endswith("_pct")) for name in heads] for row in frame.to_dict("records")
    ]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(heads))]
    numeric = [pd.api.types.is_numeric_dtype(frame[name]) for name in heads]
    return "\n".join(
        "  ".join(_padded(cell, width, right) for cell, width, right in zip(row, widths, numeric, strict=True)).rstrip()
        for row in rows
    )


def heads_of(scope: Scope, heads: Mapping[str, str]) -> dict[str, str]:
    """The headings in the words of the set's measure: of villages graded an index, and no share that passes."""
    measure = scope.indicator_set.measure
    return {name: heading_of(head, measure) for name, head in heads.items() if measure != "score" or name != "pass_pct"}


def title_text(scope: Scope) -> str:
    """The area, the kind of data, the year and the set; below, whether it was checked and how much was surveyed."""
    survey = SURVEYS.get(scope.survey, scope.survey)
    title = f"{scope.area_title} ({scope.area_code}) · {survey} ปี {scope.year_be} · {scope.indicator_set.title}"
    return "\n".join([title, *scope.source_notes])


def reference_text(reference: Reference) -> str:
    """What the figures are compared with, or why they are not."""
    return f"ค่าอ้างอิง: {reference.name}" if reference.name else f"ไม่มีค่าอ้างอิง {reference.note}".rstrip()


def _cell(value: Any, decimals: int, *, is_pct: bool = False) -> str:
    if isinstance(value, str):
        return value if _width(value) <= WIDEST else f"{value[: WIDEST - 1]}…"
    if value is None or math.isnan(value):
        return DASH
    return f"{fixed(value, 0)}" if float(value).is_integer() else (fixed_pct if is_pct else fixed)(value, decimals)


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Cells on a screen: marks above or below a Thai letter take none."""
    return sum(unicodedata.category(letter) not in {"Mn", "Cf"} for letter in text)
