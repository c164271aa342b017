"""Choosing areas by a sheet of criteria with points: need from the survey with its uncertainty, readiness as typed.

Points of a need (ours): the criterion's points times where the area's figure lies between the best and the worst of the
areas, so that the worst area has all of them. A need may be of any kind of data. Its standard error is scaled alike,
and a total's error is the root of the summed squares; what a committee types has none. Ranges of ranks over the totals
say how sure it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.comparative.rank_ranges import rank_ranges
from analysis.comparative.ranking import Ranking
from analysis.comparative.what_is_compared import EVERYTHING
from analysis.core.errors import AnalysisError
from analysis.core.statistics import Z_95, Numbers, numbers, rank_from_largest

COLUMNS = (
    *("area_code", "need_points", "readiness_points", "total_points", "low_points", "high_points"),
    *("rank", "rank_first", "rank_last"),
)


@dataclass(frozen=True)
class Criterion:
    """A need: the code of a measure (`measures_of`) and the points it is worth at most."""

    measure: str
    points: float


@dataclass(frozen=True)
class Sheet:
    """The criteria of a choice: needs, the points of readiness (0: not asked), and what was typed for each area."""

    needs: tuple[Criterion, ...] = (Criterion(EVERYTHING, 50.0),)
    readiness_points: float = 50.0
    readiness: tuple[tuple[str, float], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As it is kept with the choice."""
        return {
            "needs": [{"measure": each.measure, "points": each.points} for each in self.needs],
            "readiness_points": self.readiness_points,
            "readiness": dict(self.readiness),
        }


def sheet_of(definition: Mapping[str, Any]) -> Sheet:
    """A sheet as it was kept; parts that are not there are as in a new one."""
    new = Sheet()
    needs = tuple(Criterion(str(each["measure"]), float(each["points"])) for each in definition.get("needs", ()))
    typed = tuple((str(code), float(points)) for code, points in dict(definition.get("readiness", {})).items())
    return Sheet(needs or new.needs, float(definition.get("readiness_points", new.readiness_points)), typed)


def check_sheet(sheet: Sheet) -> None:
    """Raises AnalysisError for points below 0 or none at all, and for readiness above its points."""
    points = [*(each.points for each in sheet.needs), sheet.readiness_points]
    if min(points) < 0 or sum(points) <= 0:
        raise AnalysisError("คะแนนเต็มต้องไม่ติดลบ และรวมกันมากกว่า 0", "แก้คะแนนในตารางเกณฑ์")
    beyond = [code for code, typed in sheet.readiness if not 0 <= typed <= sheet.readiness_points]
    if beyond:
        what = f"คะแนนความพร้อมของ {len(beyond):,} พื้นที่ไม่อยู่ในช่วง 0–{sheet.readiness_points:g}"
        raise AnalysisError(what, "แก้คะแนนที่พิมพ์ หรือเพิ่มคะแนนเต็มของความพร้อม")


def choice_data(sheet: Sheet, rankings: Mapping[str, Ranking]) -> pd.DataFrame:
    """One row an area that has all needs (COLUMNS): those with a total first, the most points first, then by need.

    need_points, readiness_points (missing until typed), total_points (missing until typed; without readiness the need
    alone), low_points and high_points: its 95 % interval; rank and the range it may stand in among areas with a total.
    `rankings`: measure → its ranking of the same areas. Raises AnalysisError as `check_sheet`."""
    check_sheet(sheet)
    codes, points, squares = _needs(sheet.needs, rankings)
    typed = dict(sheet.readiness)
    asked = sheet.readiness_points > 0
    readiness = np.array([typed.get(code, np.nan) for code in codes]) if asked else np.zeros(len(codes))
    total, error = points + readiness, np.sqrt(squares)
    first, last = rank_ranges(total, np.where(np.isnan(total), np.nan, error))
    table = pd.DataFrame(
        {
            "area_code": pd.Series(codes, dtype="str"), "need_points": points,
            "readiness_points": readiness if asked else np.nan, "total_points": total,
            "low_points": total - Z_95 * error, "high_points": total + Z_95 * error,
            "rank": rank_from_largest(total), "rank_first": first, "rank_last": last,
        }
    )  # fmt: skip
    return table.sort_values(["total_points", "need_points", "area_code"], ascending=[False, False, True],
                             na_position="last", ignore_index=True)  # fmt: skip


def _needs(needs: Sequence[Criterion], rankings: Mapping[str, Ranking]) -> tuple[list[str], Numbers, Numbers]:
    """The areas that have every need, their points and the squares of their errors."""
    tables = [rankings[each.measure].table.set_index("area_code") for each in needs]
    shared = set(tables[0].index[tables[0]["value"].notna()])
    for table in tables[1:]:
        shared &= set(table.index[table["value"].notna()])
    codes = sorted(str(code) for code in shared)
    points, squares = np.zeros(len(codes)), np.zeros(len(codes))
    for need, table in zip(needs, tables, strict=True):
        own = table.loc[codes]
        sign = 1.0 if rankings[need.measure].measure.more_is_worse else -1.0
        value = sign * numbers(own["value"])
        width = float(value.max() - value.min()) if len(value) else 0.0
        if width > 0:
            points += need.points * (value - value.min()) / width
            squares += (need.points * np.nan_to_num(numbers(own["se_pct"])) / width) ** 2
    return codes, points, squares


def without_mark(area_codes: Sequence[str], marked: Sequence[str], digits: int = 4) -> list[str]:
    """The amphoe of the areas that no marked area lies in yet, in order.

    >>> without_mark(["830101", "830201", "830301"], ["830102", "830399"])
    ['8302']
    """
    held = {code[:digits] for code in marked}
    return sorted({code[:digits] for code in area_codes} - held)
