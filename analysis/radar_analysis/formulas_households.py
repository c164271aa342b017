"""The formulas of what households fail together, with the area's own numbers."""

from collections.abc import Iterable

import pandas as pd

from analysis.core.rows import first_row, rows_of
from analysis.radar_analysis.formula_words import Formula, share
from analysis.radar_analysis.multidimensional import Multidimensional

WEIGHTS = (
    "ทุกด้านที่ใช้ได้กับครัวเรือนมีน้ำหนักเท่ากัน ทุกตัวชี้วัดในด้านมีน้ำหนักเท่ากัน ตัวชี้วัดที่ไม่เข้าข่ายหรือไม่ได้ตอบไม่นับทั้งผ่านและไม่ผ่าน "
    "(ปรับน้ำหนักใหม่ทีละครัวเรือน) ครัวเรือนที่มีข้อมูลไม่ถึงครึ่งของด้านไม่ได้คะแนน น้ำหนักและเกณฑ์นี้เป็นของโปรแกรมนี้"
)


def household_formulas(households: Multidimensional | None) -> Iterable[Formula]:
    """(code, name, formula, example) of each figure; nothing without household rows."""
    if households is None:
        return
    row = rows_of(households.failing)[-1]
    text = f"{row['failing']}: {share(row['households'], households.households)}"
    yield "households", "จำนวนตัวชี้วัดที่ไม่ผ่านพร้อมกัน", "100 × ครัวเรือนที่ไม่ผ่านจำนวนนั้น ÷ ครัวเรือนที่มีข้อมูล", text
    pair = first_row(households.pairs)
    if pair is not None:
        text = f"{pair['first_label']} กับ {pair['second_label']}: {share(pair['households'], households.households)}"
        formula = "100 × ครัวเรือนที่ไม่ผ่านทั้งสองตัวชี้วัด ÷ ครัวเรือนที่มีข้อมูล"
        yield "households", "ตัวชี้วัดที่ไม่ผ่านคู่กัน", formula, text
    formula = f"ค่าเฉลี่ยของสัดส่วนตัวชี้วัดที่ไม่ผ่านในแต่ละด้าน {WEIGHTS}"
    yield "households", "คะแนนความขัดสนของครัวเรือน (0–1)", formula, "ไม่มีตัวอย่าง เพราะไม่เก็บคะแนนรายครัวเรือน"
    yield from _of_the_index(households)


def _of_the_index(households: Multidimensional) -> Iterable[Formula]:
    scored, poor, total = households.scored, households.poor, households.score_sum
    formula = f"100 × ครัวเรือนที่คะแนนตั้งแต่ {households.cutoff:.2f} ขึ้นไป ÷ ครัวเรือนที่มีคะแนน"
    yield "households", "สัดส่วนครัวเรือนขัดสนหลายมิติ (H)", formula, share(poor, scored) if scored else ""
    text = ""
    if pd.notna(households.intensity_pct):
        text = f"100 × {total:,.2f} ÷ {poor:,.0f} = {households.intensity_pct:.1f}"
    yield "households", "ความเข้มข้น (A)", "100 × ผลรวมคะแนนของครัวเรือนขัดสน ÷ ครัวเรือนขัดสน", text
    text = f"{total:,.2f} ÷ {scored:,.0f} = {households.adjusted:.3f}" if scored else ""
    formula = "H × A = ผลรวมคะแนนของครัวเรือนขัดสน ÷ ครัวเรือนที่มีคะแนน (Alkire–Foster 2011)"
    yield "households", "ดัชนีความขัดสนหลายมิติ (M0)", formula, text
    if pd.notna(households.people_pct):
        text = share(households.poor_people, households.scored_people)
        formula = "100 × สมาชิกของครัวเรือนขัดสน ÷ สมาชิกของครัวเรือนที่มีคะแนน"
        yield "households", "คนในครัวเรือนขัดสน", formula, text
    first = first_row(households.dimensions.dropna(subset="contribution_pct"))
    if first is not None:
        text = f"{first['axis_name']}: 100 × {first['score_sum']:,.2f} ÷ {total:,.2f} = {first['contribution_pct']:.1f}"
        formula = "100 × ส่วนของผลรวมคะแนนที่มาจากด้านนั้น ÷ ผลรวมคะแนนของครัวเรือนขัดสน"
        yield "households", "ส่วนของแต่ละด้านในดัชนี", formula, text
