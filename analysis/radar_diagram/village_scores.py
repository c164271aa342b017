"""The reports a province publishes from กชช.2ค: problem levels by indicator, development levels; as text and JSON."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from analysis.core.answers import approval_json
from analysis.core.errors import AnalysisError
from analysis.core.references import area_indicators
from analysis.core.scope import Question, Scope, find_scope
from analysis.core.statistics import rank_from_largest, share_pct
from analysis.core.village_levels import FROM_RULE, VILLAGE_SURVEY, level_counts_data, village_levels_data
from catalogue import Catalogue
from warehouse import Warehouse
from words.numbers import format_pct

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

    @property
    def levels_by_file(self) -> int:
        """How many villages have the level that their file says."""
        return len(self.levels) - self.levels_by_rule

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


def village_scores_data(warehouse: Warehouse, catalogue: Catalogue, question: Question) -> VillageScores:
    """The five reports of a กชช.2ค year, whatever survey was asked about.

    Raises AnalysisError when the area has no data of that year (naming the years it has) or when the set does not grade
    villages.
    """
    scope = find_scope(warehouse, catalogue, replace(question, survey=VILLAGE_SURVEY))
    if scope.indicator_set.measure != "score":
        raise AnalysisError(f"ชุด {scope.indicator_set.title} ไม่ได้ให้คะแนนหมู่บ้าน", "เลือกข้อมูล กชช.2ค")
    indicators = area_indicators(warehouse, scope)
    levels = village_levels_data(warehouse, scope.indicator_set, scope.area_code, scope.year_be)
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


RANKED_COLUMNS = [
    *("rank", "indicator_code", "name", "with_problem", "villages", "with_problem_pct"),
    *("score_1", "score_2", "score_3", "problem_pct"),
]
CONDITION_COLUMNS = [
    *("indicator_code", "number", "name", "dimension_name", "villages", "score_1", "score_2", "score_3"),
    *("score_1_pct", "score_2_pct", "score_3_pct", "any_pct", "problem_pct"),
]
LEVEL_COLUMNS = ["level_number", "level_name", "villages", "village_pct"]
VILLAGE_COLUMNS = [
    *("area_code", "area_name", "level_number", "level_name", "level_source", "problem_count"),
    "indicators_with_data",
]


def village_scores_json(scores: VillageScores) -> dict[str, Any]:
    """The five reports as plain lists and dicts; missing is null."""
    return {
        "area_code": scores.scope.area_code,
        "area_name": scores.scope.area_name,
        "year_be": scores.scope.year_be,
        "set_id": scores.scope.indicator_set.id,
        "approval": approval_json(scores.scope.approvals),
        "is_synthetic": scores.is_synthetic,
        "levels": _rows(scores.level_counts[LEVEL_COLUMNS]),
        "levels_by_rule": scores.levels_by_rule,
        "condition": _rows(scores.shares[CONDITION_COLUMNS]),
        "indicators": _rows(scores.ranked()[RANKED_COLUMNS]),
        "indicators_by_level_1_and_2": _rows(scores.ranked("any")[RANKED_COLUMNS]),
        "villages": _rows(scores.levels[VILLAGE_COLUMNS]),
    }


def village_scores_text(scores: VillageScores) -> str:
    """The reports as lines for a terminal."""
    lines = [f"รายงาน กชช.2ค {scores.scope.area_title} ปี {scores.scope.year_be}", *scores.scope.source_notes]
    if scores.is_synthetic:
        lines.append("ข้อมูลสังเคราะห์ ไม่ใช่ข้อมูลจริงของพื้นที่ใด")
    lines.append("ระดับการพัฒนา (จำนวนหมู่บ้าน)")
    for row in _rows(scores.level_counts):
        lines.append(f"  {row['level_name']}  {row['villages']}  {format_pct(row['village_pct'])}")
    lines.append("ตัวชี้วัดเรียงตามร้อยละของหมู่บ้านที่ได้ระดับ 1")
    for row in _rows(scores.ranked()):
        lines.append(f"  {row['number']}. {row['name']}  {format_pct(row['with_problem_pct'])}")
    return "\n".join(lines)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]
