"""The reports a province publishes from กชช.2ค: problem levels by indicator, and development levels of villages."""

from dataclasses import dataclass

import pandas as pd

from analysis.core.errors import AnalysisError
from analysis.core.scope import Scope, area_indicators, find_scope
from analysis.core.statistics import rank_from_largest, share_pct
from analysis.core.village_levels import FROM_RULE, level_counts_data, village_levels_data
from catalogue import Catalogue
from warehouse import Warehouse

COUNTED = {"much": "ระดับ 1 (ปัญหามาก)", "any": "ระดับ 1 และ 2"}
SHARE_COLUMNS = (
    *("indicator_code", "number", "name", "short_label", "dimension_name", "score_1", "score_2", "score_3"),
    *("villages", "score_1_pct", "score_2_pct", "score_3_pct", "any_pct", "problem_pct"),
)


@dataclass(frozen=True)
class VillageScores:
    """The village survey of one area and year.

    `shares`: one row an indicator of the set (SHARE_COLUMNS). `levels`: one row a village, as `village_levels_data`.
    `level_counts`: one row a development level, as `level_counts_data`; no rows where the set has no levels.
    """

    scope: Scope
    shares: pd.DataFrame
    levels: pd.DataFrame
    level_counts: pd.DataFrame
    is_synthetic: bool

    def ranked(self, counted: str = "much") -> pd.DataFrame:
        """The indicators by the share of villages with the problem, most first: `shares`, rank (ties share) and
        with_problem, with_problem_pct; indicators no village was graded on last. `counted`: a key of COUNTED."""
        if counted not in COUNTED:
            raise AnalysisError(f"ไม่รู้จักวิธีนับ '{counted}'", f"เลือกค่าใดค่าหนึ่ง: {', '.join(COUNTED)}")
        table = self.shares
        with_problem = table["score_1"] if counted == "much" else table["score_1"] + table["score_2"]
        table = table.assign(with_problem=with_problem, with_problem_pct=share_pct(with_problem, table["villages"]))
        table.insert(0, "rank", rank_from_largest(table["with_problem_pct"]))
        return table.sort_values("rank", kind="stable", na_position="last", ignore_index=True)

    @property
    def levels_by_rule(self) -> int:
        """How many villages have their level from the set's thresholds rather than from their file."""
        return int((self.levels["level_source"] == FROM_RULE).sum())


def village_scores_data(
    warehouse: Warehouse, catalogue: Catalogue, area_code: str, year_be: int, set_id: str | None = None
) -> VillageScores:
    """The five reports of a กชช.2ค year. Raises AnalysisError when the area has no data of that year (naming the years
    it has) or when the set does not grade villages."""
    scope = find_scope(warehouse, catalogue, area_code, year_be, "nrd2c", set_id)
    if scope.indicator_set.measure != "score":
        raise AnalysisError(f"ชุด {scope.indicator_set.title} ไม่ได้ให้คะแนนหมู่บ้าน", "เลือกข้อมูล กชช.2ค")
    indicators = area_indicators(warehouse, scope)
    levels = village_levels_data(warehouse, scope.indicator_set, area_code, year_be)
    counts = level_counts_data(levels, scope.indicator_set)
    synthetic = bool(indicators["is_synthetic"].any())
    return VillageScores(scope, score_shares(indicators), levels, counts, synthetic)


def score_shares(indicators: pd.DataFrame) -> pd.DataFrame:
    """One row an indicator (SHARE_COLUMNS), in the order given: villages graded 1, 2, 3 and the shares of the villages
    graded, in percent; any_pct is graded 1 or 2. Missing where no village was graded. `indicators` of one area, as
    from `indicator_data`."""
    villages = indicators["score_1"] + indicators["score_2"] + indicators["score_3"]
    shares = {f"score_{score}_pct": share_pct(indicators[f"score_{score}"], villages) for score in (1, 2, 3)}
    table = indicators.assign(villages=villages, **shares)
    some = table["score_1"] + table["score_2"]
    return table.assign(any_pct=share_pct(some, villages))[list(SHARE_COLUMNS)].reset_index(drop=True)
