"""Stage 2 as Thai text for a terminal."""

from analysis.core.as_text import reference_text, table, title_text
from analysis.radar_diagram.data import RadarDiagram


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
    head = f"{title_text(radar.scope)}\n{reference_text(radar.reference)}"
    return f"{head}\n\n{table(radar.axes, axis_heads)}\n\n{table(radar.all_indicators, heads)}"
