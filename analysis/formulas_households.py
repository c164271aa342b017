"""The formulas of what households fail together, with the area's own numbers."""

from collections.abc import Iterable

import pandas as pd

from analysis.multidimensional import Multidimensional
from analysis.rows import first_row, rows_of

WEIGHTS = (
    "ทุกด้านที่ใช้ได้กับครัวเรือนมีน้ำหนักเท่ากัน ทุกตัวชี้วัดในด้านมีน้ำหนักเท่ากัน ตัวชี้วัดที่ไม่เข้าข่ายหรือไม่ได้ตอบไม่นับทั้งผ่านและไม่ผ่าน "
    "(ปรับน้ำหนักใหม่ทีละครัวเรือน) ครัวเรือนที่มีข้อมูลไม่ถึงครึ่งของด้านไม่ได้คะแนน น้ำหนักและเกณฑ์นี้เป็นของโปรแกรมนี้"
)


def household_formulas(households: Multidimensional | None) -> Iterable[tuple[str, str, str, str]]:
    """(code, name, formula, example) of each figure; nothing without household rows."""
    if households is None:
        return
    row = rows_of(households.failing)[-1]
    text = (
        f"{row['failing']}: 100 × {row['households']:,.0f} ÷ {households.households:,.0f} = {row['household_pct']:.1f}"
    )
    yield "households", "จำนวนตัวชี้วัดที่ไม่ผ่านพร้อมกัน", "100 × ครัวเรือนที่ไม่ผ่านจำนวนนั้น ÷ ครัวเรือนที่มีข้อมูล", text
    pair = first_row(households.pairs)
    if pair is not None:
        text = f"{pair['first_label']} กับ {pair['second_label']}: "
        text += f"100 × {pair['households']:,.0f} ÷ {households.households:,.0f}"
        formula = "100 × ครัวเรือนที่ไม่ผ่านทั้งสองตัวชี้วัด ÷ ครัวเรือนที่มีข้อมูล"
        yield "households", "ตัวชี้วัดที่ไม่ผ่านคู่กัน", formula, f"{text} = {pair['household_pct']:.1f}"
    yield "households", "คะแนนความขัดสนของครัวเรือน (0–1)", f"ค่าเฉลี่ยของสัดส่วนตัวชี้วัดที่ไม่ผ่านในแต่ละด้าน {WEIGHTS}", ""
    scored, poor, total = households.scored, households.poor, households.score_sum
    formula = f"100 × ครัวเรือนที่คะแนนตั้งแต่ {households.cutoff:.2f} ขึ้นไป ÷ ครัวเรือนที่มีคะแนน"
    text = f"100 × {poor:,.0f} ÷ {scored:,.0f} = {households.headcount_pct:.1f}"
    yield "households", "สัดส่วนครัวเรือนขัดสนหลายมิติ (H)", formula, text
    text = (
        ""
        if pd.isna(households.intensity_pct)
        else f"100 × {total:,.2f} ÷ {poor:,.0f} = {households.intensity_pct:.1f}"
    )
    yield "households", "ความเข้มข้น (A)", "100 × ผลรวมคะแนนของครัวเรือนขัดสน ÷ ครัวเรือนขัดสน", text
    text = f"{total:,.2f} ÷ {scored:,.0f} = {households.adjusted:.4f}"
    formula = "H × A = ผลรวมคะแนนของครัวเรือนขัดสน ÷ ครัวเรือนที่มีคะแนน (Alkire–Foster 2011)"
    yield "households", "ดัชนีความขัดสนหลายมิติ (M0)", formula, text
    first = first_row(households.dimensions.dropna(subset="contribution_pct"))
    if first is not None:
        text = f"{first['axis_name']}: 100 × {first['score_sum']:,.2f} ÷ {total:,.2f} = {first['contribution_pct']:.1f}"
        formula = "100 × ส่วนของผลรวมคะแนนที่มาจากด้านนั้น ÷ ผลรวมคะแนนของครัวเรือนขัดสน"
        yield "households", "ส่วนของแต่ละด้านในดัชนี", formula, text
