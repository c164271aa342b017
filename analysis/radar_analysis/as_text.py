"""Stage 3 as Thai text for a terminal."""

from collections.abc import Mapping

from analysis.core.as_text import reference_text, table, title_text
from analysis.core.priorities import PARTS
from analysis.radar_analysis.findings import RadarAnalysis


def radar_analysis_text(analysis: RadarAnalysis) -> str:
    """The summary, the problems with their scores, the strengths."""
    heads = {"rank": "ที่", "unweighted_rank": "ไม่ถ่วง", "short_label": "ปัญหา", "problem_pct": "%", "failed": "ไม่ผ่าน"}
    heads |= {"score": "คะแนน", "severity": "รุนแรง", "size": "ขนาด", "trend": "แนวโน้ม", "relative": PARTS["relative"]}
    strengths = table(analysis.strengths, {"short_label": "จุดเด่น", "problem_pct": "ปัญหา %", "reference_pct": "อ้างอิง %"})
    head = f"{title_text(analysis.scope)}\n{reference_text(analysis.reference)}"
    head = f"{head}\nน้ำหนักของคะแนน: {weights_text(analysis.weights)}"
    return f"{head}\n\n{analysis.text}\n\n{table(analysis.problems, heads, 2)}\n\n{strengths}"


def weights_text(weights: Mapping[str, float]) -> str:
    """ความรุนแรง 2 · ขนาด 1 · …"""
    return " · ".join(f"{name} {weights[part]:g}" for part, name in PARTS.items())
