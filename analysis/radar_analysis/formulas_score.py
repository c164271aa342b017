"""The formulas of the score that ranks problems: its four parts, the weighted score, the rank without weights."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from analysis.core.priorities import EQUAL_WEIGHTS, PARTS
from analysis.core.rows import Row, first_row
from analysis.radar_analysis.data import RadarAnalysis
from analysis.radar_analysis.formula_words import Formula, decimals_for

FORMULAS = {
    "severity": "อันดับของช่องว่างจากเป้าหมาย (ไม่มีเป้าหมายใช้ร้อยละที่เป็นปัญหา) ในตัวชี้วัดของพื้นที่นี้",
    "size": "อันดับของจำนวนที่ไม่ผ่าน ในตัวชี้วัดของพื้นที่นี้",
    "trend": "อันดับของการเปลี่ยนจากปีก่อนหน้า ในตัวชี้วัดของพื้นที่นี้",
    "relative": "อันดับของพื้นที่นี้ในพื้นที่ข้างเคียง ในตัวชี้วัดนั้น",
}
COUNTED = "นับจากน้อยไปมาก เท่ากันใช้อันดับเฉลี่ย ÷ จำนวนทั้งหมด (มากกว่า 0 ถึง 1)"


def score_formulas(analysis: RadarAnalysis) -> Iterable[Formula]:
    """(code, name, formula, example) of each figure, shown on the first problem."""
    row = first_row(analysis.problems)
    for part, name in PARTS.items():
        text = "" if row is None or pd.isna(row[part]) else _of_part(analysis, row, part)
        yield "problems", f"ส่วนของคะแนน: {name}", f"{FORMULAS[part]} {COUNTED}", text
    weighted, plain = (
        _score(row, "score", analysis.weights, "rank"),
        _score(row, "unweighted_score", EQUAL_WEIGHTS, "unweighted_rank"),
    )
    yield "problems", "คะแนนความสำคัญ", "ค่าเฉลี่ยถ่วงน้ำหนักของส่วนที่มีข้อมูล ลำดับ 1 คือคะแนนสูงสุด", weighted
    yield "problems", "ลำดับแบบไม่ถ่วงน้ำหนัก", "ค่าเฉลี่ยธรรมดาของส่วนที่มีข้อมูล แสดงคู่กันเสมอ", plain


def _of_part(analysis: RadarAnalysis, row: Row, part: str) -> str:
    """The rank the part stands for, and among how many."""
    known = analysis.indicators[analysis.indicators["problem_pct"].notna()]
    peers = analysis.lookup.peers
    if part == "relative":
        own = peers[(peers["indicator_code"] == row["indicator_code"]) & peers["problem_pct"].notna()]
        count, figure = len(own) + 1, f"ร้อยละ {row['problem_pct']:.1f}"
    elif part == "trend":
        count, figure = len(analysis.changes), f"{row['change_pct']:+.1f} จุด"
    elif part == "size":
        count, figure = int(known["failed"].notna().sum()), f"{row['failed']:,.0f} {row['unit']}"
    else:
        lag = row["gap_pct"] if pd.notna(row["gap_pct"]) else row["problem_pct"]
        count, figure = len(known), f"{lag:.1f}"
    return f"{row['short_label']}: {figure} เป็นอันดับ {row[part] * count:g} จาก {count:,} = {row[part]:.2f}"


def _score(row: Row | None, column: str, weights: Mapping[str, float], rank: str) -> str:
    if row is None or pd.isna(row[column]):
        return ""
    kept = [(float(row[part]), weights[part]) for part in PARTS if pd.notna(row[part]) and weights[part]]
    total = sum(weight for _, weight in kept)

    def combine(parts: Sequence[float]) -> float:
        return sum(part * weight for part, (_, weight) in zip(parts, kept, strict=True)) / total

    decimals = decimals_for([part for part, _ in kept], combine, 2)
    top = " + ".join(f"{part:.{decimals}f}×{weight:g}" for part, weight in kept)
    return f"{row['short_label']}: ({top}) ÷ {total:g} = {row[column]:.2f} ลำดับ {row[rank]:.0f}"
