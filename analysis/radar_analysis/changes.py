"""What changed since the last surveyed year: every indicator in both years, and the mean over them.

A change is called one only where the 95 % intervals of the two years do not meet: stricter than a test of the
difference, so that a table of many indicators does not fill with changes that are chance (ours).
"""

from collections.abc import Mapping

import pandas as pd

from analysis.core.standings import Standing, standing
from analysis.core.statistics import BETTER, SIMILAR, UNKNOWN, WORSE, status

CHANGE_NAMES: Mapping[str, str] = {
    WORSE: "แย่ลง",
    BETTER: "ดีขึ้น",
    SIMILAR: "ยังบอกไม่ได้",
    UNKNOWN: "ไม่มีช่วงให้ตัดสิน",
}
BEFORE = ("problem_pct", "low_pct", "high_pct", "failed", "assessed")
COLUMNS = (
    *("indicator_code", "number", "name", "short_label", "dimension_code", "dimension_name", "unit"),
    *("before_pct", "before_low_pct", "before_high_pct", "before_failed", "before_assessed"),
    *("problem_pct", "low_pct", "high_pct", "failed", "assessed", "change_pct", "change_status", "change_name"),
)


def changes_data(indicators: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """One row per indicator with data in both years (COLUMNS), the largest change first whatever its direction.

    before_*: the figures of the earlier year; change_pct: change of problem_pct in percentage points, above 0 where
    there is more of the problem; change_status: worse, better (the intervals do not meet), similar (they do) or
    unknown (score and value sets have no interval); change_name: the same in Thai. `indicators`, `earlier`: as
    `indicator_data` of one area; `earlier` may be empty.
    """
    names = {"problem_pct": "before_pct"} | {name: f"before_{name}" for name in BEFORE[1:]}
    before = earlier[["indicator_code", *BEFORE]].rename(columns=names)
    own = indicators[[name for name in COLUMNS if name in indicators]]
    both = own.merge(before, on="indicator_code", how="inner")
    both = both[both["problem_pct"].notna() & both["before_pct"].notna()]
    found = status(both["low_pct"], both["high_pct"], both["before_low_pct"], both["before_high_pct"])
    change = both["problem_pct"] - both["before_pct"]
    table = both.assign(change_pct=change, change_status=pd.Series(found, index=both.index, dtype="str"))
    table = table.assign(change_name=table["change_status"].map(CHANGE_NAMES), size=change.abs().round(9))
    table = table.sort_values(["size", "number"], ascending=[False, True], kind="stable", ignore_index=True)
    return table[list(COLUMNS)]


def overall_change(changes: pd.DataFrame) -> Standing:
    """The mean of this year beside that of the earlier year (as reference_pct) over the indicators of both.

    better, worse: the intervals of the two means, each from the mean of the lower to the mean of the upper ends, do
    not meet. NaN and unknown without an earlier year.
    """
    beside = {"before_pct": "reference_pct"} | {f"before_{end}": f"reference_{end}" for end in ("low_pct", "high_pct")}
    return standing(changes.rename(columns=beside))
