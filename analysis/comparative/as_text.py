"""Stage 4 as Thai text for a terminal."""

from analysis.core.as_text import table, title_text
from analysis.core.ranked_areas import RankedAreas


def comparative_text(compared: RankedAreas) -> str:
    """The areas by rank."""
    heads = {"rank": "ที่", "area_code": "รหัส", "area_name": "พื้นที่", "mean_problem_pct": "ปัญหาเฉลี่ย %"}
    heads |= {"indicators_with_data": "มีข้อมูล", "indicators": "ตัวชี้วัด"}
    return f"{title_text(compared.scope)}\n\n{table(compared.areas, heads)}"
