"""Where indicators, and means of them, stand against a reference: per dimension and on the whole, like for like.

A mean is held against the reference over the same indicators, those that both have. Its interval runs from the mean of
the indicators' lower ends to the mean of their upper ends: the widest it can be however the indicators hang together,
since the same people are counted in many of them (ours; wider than an interval that takes them for independent).
Another year of the same area has such an interval too, and two years differ only where the intervals do not meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.core.figures import axes_of
from analysis.core.statistics import (
    BETTER,
    FEW_ASSESSED,
    FEW_NAME,
    REFERENCE_ENDS,
    SIMILAR,
    STATUS_NAMES,
    UNKNOWN,
    WORSE,
    Numbers,
    looked_up,
    numbers,
    status,
    status_counts,
    steady_status,
)
from catalogue import IndicatorSet, View

COLUMNS = (
    *("axis_code", "axis_name", "indicators", "indicators_with_data", "compared", "problem_pct", "low_pct", "high_pct"),
    *("reference_pct", "reference_low_pct", "reference_high_pct", "status", "status_name"),
    *(BETTER, SIMILAR, WORSE, UNKNOWN),
)
MEANS = ("problem_pct", "low_pct", "high_pct", "reference_pct", "reference_low_pct", "reference_high_pct")


def with_status(indicators: pd.DataFrame, reference: pd.DataFrame, *, is_judged: bool = True) -> pd.DataFrame:
    """The area's indicators with the columns of `reference` (indicator_code, reference_pct, reference_low_pct,
    reference_high_pct), status and status_name; every status is unknown for an area that is not judged.

    Of counts the status is steady (see `steady_status`), and too few assessed to tell have a name of their own."""
    ends = {name: looked_up(indicators["indicator_code"], reference, name) for name in REFERENCE_ENDS.values()}
    low, high, failed, assessed = (numbers(indicators[name]) for name in ("low_pct", "high_pct", "failed", "assessed"))
    others = (ends["reference_low_pct"], ends["reference_high_pct"])
    counted = ~np.isnan(failed) & ~np.isnan(low)
    found = np.where(counted, steady_status(failed, assessed, *others), status(low, high, *others))
    standing = found.tolist() if is_judged else [UNKNOWN] * len(indicators)
    few = (counted & (assessed < FEW_ASSESSED)).tolist()
    names = [
        FEW_NAME if is_few and each == SIMILAR else STATUS_NAMES[each]
        for each, is_few in zip(standing, few, strict=True)
    ]
    own = indicators.reset_index(drop=True)
    return own.assign(**ends, status=pd.Series(standing, dtype="str"), status_name=pd.Series(names, dtype="str"))


@dataclass(frozen=True)
class Standing:
    """A mean beside another one over the same `compared` indicators: percent with the problem, the interval of the
    first (NaN without intervals), that of the other (a point unless it is another year: both ends reference_pct), and
    better, similar, worse or unknown."""

    compared: int
    problem_pct: float
    low_pct: float
    high_pct: float
    reference_pct: float
    reference_low_pct: float
    reference_high_pct: float
    status: str

    @property
    def status_name(self) -> str | None:
        """เด่น, ใกล้เคียง, ด้อย; None when unknown."""
        return STATUS_NAMES[self.status]

    @property
    def difference_pct(self) -> float:
        """How many percentage points more problem than the other; NaN where either is missing."""
        return self.problem_pct - self.reference_pct


def standing(indicators: pd.DataFrame, *, is_judged: bool = True) -> Standing:
    """The mean of the indicators (MEANS) against that of their reference. NaN and unknown where nothing can be
    compared; unknown, with its numbers, for an area that is not judged; similar where all were asked of few. Of one
    indicator: its own status."""
    statuses = indicators["status"].tolist() if "status" in indicators else None
    return _standing(_means(indicators), statuses, is_judged, _few(indicators))


def _means(indicators: pd.DataFrame) -> Numbers:
    return np.column_stack([numbers(indicators[name]) for name in MEANS])


def _few(indicators: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which indicators were asked of too few to call anything better or worse; of villages graded none."""
    if "assessed" not in indicators or "failed" not in indicators:
        return np.zeros(len(indicators), dtype=bool)
    return ~np.isnan(numbers(indicators["failed"])) & (numbers(indicators["assessed"]) < FEW_ASSESSED)


def _standing(
    values: Numbers, statuses: Sequence[object] | None, is_judged: bool, few: npt.NDArray[np.bool_]
) -> Standing:
    """`standing` of rows of MEANS, their statuses, where they have any, and which of them are of few."""
    is_shared = ~np.isnan(values[:, [0, 3]]).any(axis=1)
    shared = values[is_shared]
    own, low, high, *other = shared.mean(axis=0).tolist() if len(shared) else (np.nan,) * len(MEANS)
    found: object = UNKNOWN
    if is_judged and len(shared) == 1 and statuses is not None:
        found = statuses[int(np.flatnonzero(is_shared)[0])]
    elif is_judged and len(shared) and few[is_shared].all():
        found = SIMILAR  # the mean of what says nothing says nothing
    elif is_judged:
        found = status([low], [high], [other[1]], [other[2]])[0]
    return Standing(len(shared), own, low, high, *other, status=str(found))


def overall_change(changes: pd.DataFrame) -> Standing:
    """The mean of this year beside that of the earlier year (as reference_pct) over the indicators of both.

    better, worse: the intervals of the two means, each from the mean of the lower to the mean of the upper ends, do
    not meet. NaN and unknown without an earlier year.
    """
    as_reference = {"before_pct": "reference_pct"} | {
        f"before_{end}": f"reference_{end}" for end in ("low_pct", "high_pct")
    }
    return standing(changes.rename(columns=as_reference))


def dimensions_data(
    indicators: pd.DataFrame,
    indicator_set: IndicatorSet,
    view: View | str | None = None,
    *,
    is_judged: bool = True,
) -> pd.DataFrame:
    """One row per dimension, or axis of a view, in their order (COLUMNS).

    problem_pct … reference_high_pct (MEANS), status: of the mean over the `compared` indicators, those that the
    reference has too (without any: problem_pct is the mean over all with data, the others are missing). better,
    similar, worse, unknown: how many of its indicators with data stand so (the first three missing where none of them
    can be compared). All are unknown for an area that is not judged.
    """
    rows: list[dict[str, object]] = []
    values, statuses, few = _means(indicators), indicators["status"].tolist(), _few(indicators)
    places = {code: place for place, code in enumerate(indicators["indicator_code"].tolist())}
    for code, name, _, members in axes_of(indicator_set, view):
        own = sorted(places[member] for member in members if member in places)
        known = [place for place in own if not np.isnan(values[place, 0])]
        found = _standing(values[own], [statuses[place] for place in own], is_judged, few[own])
        problem = found.problem_pct if found.compared else float(values[known, 0].mean()) if known else np.nan
        row: dict[str, object] = {
            "axis_code": code, "axis_name": name, "indicators": len(own), "indicators_with_data": len(known),
            "compared": found.compared, "problem_pct": problem, "low_pct": found.low_pct, "high_pct": found.high_pct,
            "reference_pct": found.reference_pct, "reference_low_pct": found.reference_low_pct,
            "reference_high_pct": found.reference_high_pct, "status": found.status, "status_name": found.status_name,
        }  # fmt: skip
        rows.append(row | status_counts([statuses[place] for place in known]))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"status_name": "str", **dict.fromkeys((BETTER, SIMILAR, WORSE, UNKNOWN), "Int64")})
