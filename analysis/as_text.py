"""Answers of the stages as Thai text for a terminal."""

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.comparative.data import Comparative
from analysis.core.priorities import PARTS as PRIORITY_PARTS
from analysis.core.references import Reference
from analysis.core.scope import Scope
from analysis.logic_model.data import LogicModel
from analysis.radar_analysis.data import RadarAnalysis
from analysis.radar_diagram.data import RadarDiagram
from catalogue import SURVEYS
from catalogue.suggestions import PARTS
from words.numbers import DASH, fixed

WIDEST = 44


def input_data_text(found: pd.DataFrame) -> str:
    """A table of what has come in."""
    if found.empty:
        return "ยังไม่มีข้อมูลนำเข้า"
    heads = {
        "set_id": "ชุด", "year_be": "ปี", "areas": "พื้นที่", "villages": "หมู่บ้าน/ชุมชน", "indicators": "ตัวชี้วัด",
        "facts": "ข้อเท็จจริง", "coverage_pct": "ครบ %",
    }  # fmt: skip
    return table(found, heads)


def radar_diagram_text(radar: RadarDiagram) -> str:
    """The axes, then the indicators."""
    axis_heads = {"axis_name": "ด้าน", "problem_pct": "ปัญหา %", "pass_pct": "ไม่มีปัญหา %", "reference_pct": "อ้างอิง %"}
    axis_heads |= {"indicators_with_data": "มีข้อมูล", "indicators": "ตัวชี้วัด"}
    heads = {"number": "ที่", "short_label": "ตัวชี้วัด", "failed": "ไม่ผ่าน", "assessed": "สำรวจ", "unit": "หน่วย"}
    heads |= {
        "problem_pct": "ปัญหา %",
        "low_pct": "ต่ำ",
        "high_pct": "สูง",
        "reference_pct": "อ้างอิง %",
        "status_name": "สถานะ",
    }
    head = f"{_title(radar.scope)}\n{_reference(radar.reference)}"
    return f"{head}\n\n{table(radar.axes, axis_heads)}\n\n{table(radar.indicators, heads)}"


def radar_analysis_text(analysis: RadarAnalysis) -> str:
    """The summary, the problems with their scores, the strengths."""
    heads = {"rank": "ที่", "unweighted_rank": "ไม่ถ่วง", "short_label": "ปัญหา", "problem_pct": "%", "failed": "ไม่ผ่าน"}
    heads |= {"score": "คะแนน", "severity": "รุนแรง", "size": "ขนาด", "trend": "แนวโน้ม", "relative": "เทียบข้างเคียง"}
    strengths = table(analysis.strengths, {"short_label": "จุดเด่น", "problem_pct": "ปัญหา %", "reference_pct": "อ้างอิง %"})
    head = (
        f"{_title(analysis.scope)}\n{_reference(analysis.reference)}\nน้ำหนักของคะแนน: {weights_text(analysis.weights)}"
    )
    return f"{head}\n\n{analysis.text}\n\n{table(analysis.problems, heads, 2)}\n\n{strengths}"


def weights_text(weights: Mapping[str, float]) -> str:
    """ความรุนแรง 2 · ขนาด 1 · …"""
    return " · ".join(f"{name} {weights[part]:g}" for part, name in PRIORITY_PARTS.items())


def comparative_text(comparative: Comparative) -> str:
    """The areas by rank."""
    heads = {"rank": "ที่", "area_code": "รหัส", "area_name": "พื้นที่", "mean_problem_pct": "ปัญหาเฉลี่ย %"}
    heads |= {"indicators_with_data": "มีข้อมูล", "indicators": "ตัวชี้วัด"}
    return f"{_title(comparative.scope)}\n\n{table(comparative.areas, heads)}"


def logic_model_text(model: LogicModel) -> str:
    """One paragraph a problem."""
    blocks = [_title(model.scope)]
    for row in model.chains.to_dict("records"):
        reach = DASH if pd.isna(row["to_reach"]) else f"{fixed(row['to_reach'], 0)} {row['unit']}"
        lines = [f"{row['rank']:.0f}. {row['short_label']}: ปัญหาร้อยละ {row['baseline_pct']:.1f} (กลุ่มเป้าหมาย {reach})"]
        lines.append(f"   เป้าหมาย: เหลือร้อยละ {row['target_problem_pct']:.1f} ({row['target_note']})")
        lines += [f"   {name}: {row[part]}" for part, name in PARTS.items()]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks if len(blocks) > 1 else [*blocks, "ไม่มีตัวชี้วัดใดที่พบปัญหา"])


def table(frame: pd.DataFrame, heads: Mapping[str, str], decimals: int = 1) -> str:
    """The named columns under Thai headings, aligned for a fixed-width screen; missing as a dash."""
    rows = [list(heads.values())]
    rows += [[_cell(row[name], decimals) for name in heads] for row in frame.to_dict("records")]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(heads))]
    numeric = [pd.api.types.is_numeric_dtype(frame[name]) for name in heads]
    return "\n".join(
        "  ".join(_padded(cell, width, right) for cell, width, right in zip(row, widths, numeric, strict=True)).rstrip()
        for row in rows
    )


def _cell(value: Any, decimals: int) -> str:
    if isinstance(value, str):
        return value if _width(value) <= WIDEST else f"{value[: WIDEST - 1]}…"
    if value is None or math.isnan(value):
        return DASH
    return f"{value:.0f}" if float(value).is_integer() else fixed(value, decimals)


def _padded(text: str, width: int, right: bool) -> str:
    space = " " * (width - _width(text))
    return space + text if right else text + space


def _width(text: str) -> int:
    """Cells on a screen: marks above or below a Thai letter take none."""
    return sum(unicodedata.category(letter) not in {"Mn", "Cf"} for letter in text)


def _title(scope: Scope) -> str:
    survey = SURVEYS.get(scope.survey, scope.survey)
    return f"{scope.area_title} ({scope.area_code}) · {survey} ปี {scope.year_be} · {scope.indicator_set.title}"


def _reference(reference: Reference) -> str:
    return f"ค่าอ้างอิง: {reference.name}" if reference.name else f"ไม่มีค่าอ้างอิง {reference.note}".rstrip()
