"""The sheet of stage 3 as plain values for JSON (everything on the screen, missing as null) and as Thai text for a
terminal."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import pandas as pd

from analysis.core.answers import (
    AXIS_KEYS,
    REFERENCE_KEYS,
    header,
    heads_of,
    plain,
    records,
    reference_json,
    reference_text,
    table,
    title_text,
)
from analysis.core.changes import LEAST_CHANGE_POINTS
from analysis.core.priorities import OWN_VIEW, PARTS, TIER_NAMES
from analysis.core.standings import Standing
from analysis.core.target_groups import lens_words
from analysis.core.village_levels import NearestLevels
from analysis.radar_analysis.data import AnalysisSheet
from analysis.radar_analysis.findings import RadarAnalysis
from analysis.radar_analysis.multidimensional import Multidimensional
from catalogue import GROUPS

PROBLEM_KEYS = (
    *("rank", "tier", "indicator_code", "number", "problem_name", "name", "short_label", "unit", "dimension_name"),
    *("problem_pct", "pass_pct", "low_pct", "high_pct", "failed", "assessed", "people_pct", "excess", "is_small"),
    *("tier_reference_pct", "change_pct", "change_status", "own_rank", "unweighted_rank", "score", "unweighted_score"),
    *("severity", "size", "trend", "relative", "gap_pct", "target_pct", "target_source"),
    "peer_mean_pct",
    *(*REFERENCE_KEYS, "status"),
)
STRENGTH_KEYS = (
    *("indicator_code", "number", "name", "problem_name", "short_label", "unit", "dimension_name", "problem_pct"),
    *(
        "pass_pct",
        "low_pct",
        "high_pct",
        "failed",
        "assessed",
        "target_pct",
        "target_source",
        "gap_pct",
        *REFERENCE_KEYS,
        "status",
        "basis",
    ),
)
COUNTS = frozenset(
    {"households", "scored", "poor", "left_out", "poor_people", "scored_people", "before_failed", "before_assessed"}
)


def _findings_json(analysis: RadarAnalysis) -> dict[str, Any]:
    """Header, reference, overall, axes, problems, strengths and the Thai summary."""
    overall = analysis.overall
    return header(analysis.scope) | {
        "reference": reference_json(analysis.reference),
        "tier_reference": reference_json(analysis.tiers),
        "expected_by_chance": plain("expected_by_chance", analysis.expected_by_chance),
        "previous_year": analysis.previous_year,
        "is_synthetic": analysis.is_synthetic,
        "overall": {name: plain(name, getattr(overall, name)) for name in overall.__dataclass_fields__},
        "axes": records(analysis.axes, AXIS_KEYS),
        "problems": records(analysis.problems, PROBLEM_KEYS),
        "strengths": records(analysis.strengths, STRENGTH_KEYS),
        "text": analysis.text,
    }


def radar_analysis_json(sheet: AnalysisSheet) -> dict[str, Any]:
    """The whole sheet: header, reference, tier_reference (what the problems are ranked by), expected_by_chance,
    overall, axes, problems, strengths and summary; weights, group, statements, standing, change, change_coverage,
    dimensions, weaknesses, changes, indicators, profile, groups, levels, multidimensional (null without household
    rows), answer (the one sentence), unknowns, formulas."""
    analysis, context = sheet.analysis, sheet.context
    group = None if analysis.group is None else {"code": analysis.group, "name": GROUPS[analysis.group]}
    return _findings_json(analysis) | {
        "weights": dict(analysis.weights),
        "group": group,
        "group_counts": None if group is None else lens_words(analysis.lookup.scope.indicator_set, group["code"]),
        "statements": [asdict(statement) for statement in analysis.statements],
        "standing": _standing(analysis.standing),
        "change": _standing(analysis.change),
        "change_coverage": _coverage(analysis),
        "status_counts": analysis.status_counts(),
        "dimensions": _rows(analysis.dimensions),
        "indicators": _rows(analysis.indicators),
        "weaknesses": _rows(analysis.weaknesses),
        "changes": _rows(analysis.changes),
        "profile": {name: _count(name, value) for name, value in asdict(context.profile).items()},
        "groups": _rows(sheet.groups),
        "levels": _levels(context.levels),
        "multidimensional": None if context.households is None else _households(context.households),
        "answer": sheet.analysis.answer_text,
        "unknowns": _rows(sheet.unknowns),
        "formulas": _rows(sheet.formulas),
    }


def _coverage(analysis: RadarAnalysis) -> dict[str, Any] | None:
    """On how many places of which level the change since the earlier year rests; null without an earlier year."""
    years = analysis.lookup.years
    if years.year_be is None:
        return None
    counts = {"shared": years.shared, "this_year": years.covered_now, "earlier_year": years.covered_before}
    return {"level": years.level or None, **counts, "least_change_points": LEAST_CHANGE_POINTS}


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = records(table, [str(name) for name in table.columns])
    return [{name: _count(name, value) for name, value in row.items()} for row in rows]


def _count(name: str, value: Any) -> Any:
    cell = plain(name, value)
    is_whole_number = (
        name in COUNTS or name.endswith("_assessed") or name in {"people", "problem_count", "level_number"}
    )
    return int(cell) if is_whole_number and isinstance(cell, float) else cell


def _standing(standing: Standing) -> dict[str, Any]:
    return {name: plain(name, value) for name, value in asdict(standing).items()}


def _levels(levels: NearestLevels) -> dict[str, Any]:
    return {
        "year_be": levels.year_be,
        "set_id": None if levels.indicator_set is None else levels.indicator_set.id,
        "note": levels.note,
        "counts": _rows(levels.counts),
        "villages": _rows(levels.villages),
    }


def _households(found: Multidimensional) -> dict[str, Any]:
    tables = ("failing", "pairs", "dimensions")
    single = {each.name: getattr(found, each.name) for each in fields(found) if each.name not in tables}
    return {name: _count(name, value) for name, value in single.items()} | {
        name: _rows(getattr(found, name)) for name in tables
    }


def radar_analysis_text(analysis: RadarAnalysis) -> str:
    """The summary, the problems with their scores, the strengths."""
    heads = {"rank": "ที่", "problem_name": "ปัญหา", "problem_pct": "เป็นปัญหา (%)", "failed": "ไม่ผ่าน", "assessed": "สำรวจ"}
    heads |= {"tier_name": "เทียบแล้ว", "excess": "เกินกว่าที่ควร", "own_rank": OWN_VIEW}
    problems = analysis.problems.assign(tier_name=analysis.problems["tier"].map(dict(TIER_NAMES)))
    strong_heads = {"problem_name": "จุดแข็ง: น้อยกว่าที่อื่น", "problem_pct": "เป็นปัญหา (%)", "reference_pct": "อ้างอิง (%)"}
    strengths = table(analysis.strengths, heads_of(analysis.scope, strong_heads))
    head = f"{title_text(analysis.scope)}\n{reference_text(analysis.reference)}"
    head = f"{head}\n{OWN_VIEW}: {weights_text(analysis.weights)}"
    return f"{head}\n\n{analysis.text}\n\n{table(problems, heads_of(analysis.scope, heads))}\n\n{strengths}"


def weights_text(weights: Mapping[str, float]) -> str:
    """ความรุนแรง 2 · ขนาด 1 · …"""
    return " · ".join(f"{name} {weights[part]:g}" for part, name in PARTS.items())
