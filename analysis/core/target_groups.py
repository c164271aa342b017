"""The indicators of one group of people (children, the elderly …): the same analysis through a narrower lens.

Which indicators belong to a group is catalogue data (this project's own editing, not the survey's). A figure stays the
figure of the indicator: it counts everyone the indicator is about, not only the group.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.core.errors import AnalysisError
from analysis.core.scope import Scope
from analysis.core.statistics import BETTER, SIMILAR, UNKNOWN, WORSE, Row, rows_of, status_counts
from catalogue import GROUPS, IndicatorSet, View
from words.numbers import is_missing

COLUMNS = (
    *("group", "group_name", "indicators", "indicators_with_data", "problem_pct", "reference_pct"),
    *(BETTER, SIMILAR, WORSE, UNKNOWN, "most_code", "most_label", "most_pct"),
)
AGE_GROUPS: frozenset[str] = frozenset(("children", "working_age", "elderly"))  # who is in one of them is in no other
LOOKED_AT = ("indicator_code", "problem_name", "problem_pct", "reference_pct", "status")


def groups_of(indicator_set: IndicatorSet) -> Mapping[str, str]:
    """Code → Thai name of the groups that at least one indicator of the set belongs to, in the catalogue's order."""
    held = {group for indicator in indicator_set.indicators for group in indicator.groups}
    return {code: name for code, name in GROUPS.items() if code in held}


def members_of(indicator_set: IndicatorSet, group: str) -> list[str]:
    """Codes of the indicators of a group, in the set's order."""
    return [each.code for each in indicator_set.indicators if group in each.groups]


def only_of(indicator_set: IndicatorSet, group: str) -> list[str]:
    """Codes of the indicators that count this group and no other, in the set's order. Of a group by age: no other age;
    that such an indicator also belongs to a group by income takes nobody else in."""
    rivals: frozenset[str] = AGE_GROUPS if group in AGE_GROUPS else frozenset(GROUPS)
    return [each.code for each in indicator_set.indicators if rivals.intersection(each.groups) == frozenset((group,))]


def lens_words(indicator_set: IndicatorSet, group: str) -> str:
    """Whom the lens of a group counts: ตัวชี้วัดที่เกี่ยวกับผู้สูงอายุ; ออกกำลังกาย 3 วัน/สัปดาห์ นับคนอายุ 6 ปีขึ้นไป."""
    only = only_of(indicator_set, group)
    others = [
        f"{each.short_label} นับ{each.applies_to}"
        for each in indicator_set.indicators
        if group in each.groups and each.code not in only and each.applies_to
    ]
    return "; ".join([f"ตัวชี้วัดที่เกี่ยวกับ{GROUPS[group]}", *others])


def _most_of_all(known: Sequence[Row], only: Collection[str]) -> Row | None:
    """The row of the largest problem: of those that count only the group, where one of them has a problem."""
    first = [row for row in known if row["indicator_code"] in only and row["problem_pct"] > 0]
    return max(first or known, key=lambda row: row["problem_pct"], default=None)


def _mean(rows: Sequence[Row], name: str) -> float:
    values = [row[name] for row in rows if not is_missing(row[name])]
    return float(np.mean(values)) if values else np.nan


def narrowed(scope: Scope, group: str | None) -> Scope:
    """The same question about the indicators of one group only; the scope itself for None.

    Raises AnalysisError, naming the groups of the set, for a group that has no indicator in it.
    """
    if group is None:
        return scope
    held = groups_of(scope.indicator_set)
    if group not in held:
        known = ", ".join(f"{code} ({name})" for code, name in held.items()) or "ไม่มี"
        raise AnalysisError(f"ชุด {scope.indicator_set.title} ไม่มีกลุ่มเป้าหมาย '{group}'", f"กลุ่มที่มี: {known}")
    return replace(scope, indicator_set=_of_group(scope.indicator_set, group))


def groups_data(indicators: pd.DataFrame, indicator_set: IndicatorSet) -> pd.DataFrame:
    """One row per group of the set (COLUMNS), in the catalogue's order.

    `indicators`: with reference_pct and status, as in RadarAnalysis. problem_pct: plain mean over the group's
    indicators with data; reference_pct: that of the reference over those of them that the reference has too; better,
    similar, worse, unknown: its indicators with data by status (the first three missing where none can be compared);
    most_code, most_label, most_pct: the indicator with the largest problem_pct (the first in the set where they tie),
    of those that count only this group where one of them has a problem; missing where nothing has. Missing where
    nothing has data."""
    rows: list[dict[str, object]] = []
    looked_at = rows_of(indicators[list(LOOKED_AT)])
    for code, name in groups_of(indicator_set).items():
        members = set(members_of(indicator_set, code))
        own = [row for row in looked_at if row["indicator_code"] in members]
        known = [row for row in own if not is_missing(row["problem_pct"])]
        most = _most_of_all(known, only_of(indicator_set, code))
        row: dict[str, object] = {
            "group": code, "group_name": name, "indicators": len(own), "indicators_with_data": len(known),
            "problem_pct": _mean(known, "problem_pct"), "reference_pct": _mean(known, "reference_pct"),
        }  # fmt: skip
        row |= status_counts([each["status"] for each in known])
        if most is not None and most["problem_pct"] > 0:
            row |= {"most_code": most["indicator_code"], "most_label": most["problem_name"]}
            row |= {"most_pct": most["problem_pct"]}
        rows.append(row)
    counts = dict.fromkeys((BETTER, SIMILAR, WORSE, UNKNOWN), "Int64")
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"most_code": "str", "most_label": "str", **counts})


def _of_group(indicator_set: IndicatorSet, group: str) -> IndicatorSet:
    """The set with the group's indicators, and only the dimensions and axes of views that keep one."""
    kept = tuple(each for each in indicator_set.indicators if group in each.groups)
    codes, dimensions = {each.code for each in kept}, {each.dimension_code for each in kept}
    return replace(
        indicator_set,
        size=len(kept),
        indicators=kept,
        dimensions=tuple(each for each in indicator_set.dimensions if each.code in dimensions),
        views=tuple(_narrow_view(view, codes) for view in indicator_set.views),
    )


def _narrow_view(view: View, codes: set[str]) -> View:
    axes = [
        replace(each, indicator_codes=tuple(code for code in each.indicator_codes if code in codes))
        for each in view.dimensions
    ]
    return replace(view, dimensions=tuple(each for each in axes if each.indicator_codes))
