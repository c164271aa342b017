"""The กชช.2ค reports for the command line: as text and as JSON."""

from typing import Any

import pandas as pd

from analysis.radar_diagram.village_scores import VillageScores

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
    lines = [f"รายงาน กชช.2ค {scores.scope.area_title} ปี {scores.scope.year_be}"]
    if scores.is_synthetic:
        lines.append("ข้อมูลสังเคราะห์ ไม่ใช่ข้อมูลจริงของพื้นที่ใด")
    lines.append("ระดับการพัฒนา (จำนวนหมู่บ้าน)")
    for row in _rows(scores.level_counts):
        lines.append(f"  {row['level_name']}  {row['villages']}  {_share(row['village_pct'])}")
    lines.append("ตัวชี้วัดเรียงตามร้อยละของหมู่บ้านที่ได้ระดับ 1")
    for row in _rows(scores.ranked()):
        lines.append(f"  {row['number']}. {row['name']}  {_share(row['with_problem_pct'])}")
    return "\n".join(lines)


def _share(percent: float | None) -> str:
    return "ไม่มีข้อมูล" if percent is None else f"{percent:.1f} %"


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]
