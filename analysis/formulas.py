"""วิธีคำนวณ: the formula of every figure of the sheet, with the area's own numbers filled in.

The formulas are this project's own choice unless a source is named; no public document fixes the Department's.
"""

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.area_profile import Profile
from analysis.formulas_households import household_formulas
from analysis.multidimensional import Multidimensional
from analysis.priorities import PARTS
from analysis.radar_analysis import RadarAnalysis
from analysis.rows import Row, first_row
from analysis.statistics import BETTER, SIMILAR, WORSE
from analysis.village_levels import NearestLevels

COLUMNS = ("code", "name", "formula", "example")
Formula = tuple[str, str, str, str]
SIDES = {
    WORSE: "ทั้งช่วงอยู่เหนือค่าอ้างอิง จึงเป็น ด้อย",
    BETTER: "ทั้งช่วงอยู่ต่ำกว่าค่าอ้างอิง จึงเป็น เด่น",
    SIMILAR: "ช่วงคร่อมค่าอ้างอิง จึงเป็น ใกล้เคียง",
}
REFERENCES: Mapping[str, str] = {
    "peers": "ค่ากลาง (มัธยฐาน) ของพื้นที่ข้างเคียงที่มีข้อมูล คิดแยกทีละตัวชี้วัด ไม่รวมพื้นที่นี้",
    "parent": "ค่าของพื้นที่ที่สังกัด (รวมพื้นที่นี้ด้วย)",
    "country": "ค่าของประเทศ (รวมพื้นที่นี้ด้วย)",
    "previous": "ค่าของพื้นที่นี้เองในปีก่อนหน้าที่มีข้อมูลชุดเดียวกัน",
    "target": "100 − เป้าหมายร้อยละที่ผ่านของปีนั้น",
}


def formulas_data(
    analysis: RadarAnalysis, profile: Profile, levels: NearestLevels, households: Multidimensional | None
) -> pd.DataFrame:
    """One row per figure of the sheet (COLUMNS): code (the table it stands in), name and formula in Thai, and the
    formula with the area's own numbers (`example`; "" where it has none)."""
    rows: list[Formula] = [
        *_of_one_indicator(analysis),
        *_of_means(analysis),
        *_of_the_reference(analysis),
        *_of_the_score(analysis),
        *_of_the_change(analysis),
        *_of_the_profile(profile),
        *_of_levels(levels),
        *household_formulas(households),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _of_one_indicator(analysis: RadarAnalysis) -> Iterable[Formula]:
    row = first_row(analysis.problems if len(analysis.problems) else analysis.indicators.dropna(subset="problem_pct"))
    label = "" if row is None else f"{row['short_label']}: "
    measure = analysis.scope.indicator_set.measure
    if measure == "score":
        text = "" if row is None else _score_example(row)
        yield (
            "problems",
            "ระดับปัญหา (%)",
            "ค่าเฉลี่ยของ (3 − ระดับ) ÷ 2 × 100 ทุกหมู่บ้านที่มีข้อมูล (ระดับ 1 ปัญหามาก = 100, 3 = 0)",
            text,
        )
        return
    if measure == "value":
        text = "" if row is None else f"{label}{row['value']:,.2f} {row['unit']} = {row['problem_pct']:.1f}"
        yield "problems", "ระดับปัญหา (%)", "ตำแหน่งของค่าระหว่างปลายที่ดีที่สุด (0) กับปลายที่แย่ที่สุด (100) ของตัวชี้วัด", text
        return
    shown = interval = ""
    if row is not None and pd.notna(row["failed"]):
        shown = f"{label}100 × {row['failed']:,.0f} ÷ {row['assessed']:,.0f} = {row['problem_pct']:.1f}"
        interval = f"{label}{_interval(row)}"
    yield "problems", "ร้อยละที่เป็นปัญหา", "100 × จำนวนที่ไม่ผ่าน ÷ จำนวนที่สำรวจ (ไม่มีผู้เข้าข่าย = ไม่มีข้อมูล ไม่ใช่ 0)", shown
    yield (
        "problems",
        "ช่วงความไม่แน่นอนจากจำนวนน้อย",
        "ช่วงวิลสันร้อยละ 95: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n) "
        "โดย p = สัดส่วนที่ไม่ผ่าน n = จำนวนที่สำรวจ z = 1.96",
        interval,
    )


def _score_example(row: Row) -> str:
    one, two, three = row["score_1"], row["score_2"], row["score_3"]
    villages = one + two + three
    return (
        f"{row['short_label']}: (100 × {one:,.0f} + 50 × {two:,.0f} + 0 × {three:,.0f}) ÷ {villages:,.0f} = "
        f"{row['problem_pct']:.1f}"
    )


def _of_means(analysis: RadarAnalysis) -> Iterable[Formula]:
    known = analysis.axes.dropna(subset="problem_pct").sort_values("problem_pct", ascending=False, kind="stable")
    axis, text = first_row(known), ""
    if axis is not None:
        text = f"{axis['axis_name']}: เฉลี่ย {axis['indicators_with_data']} ตัวชี้วัด = {axis['problem_pct']:.1f}"
    yield "axes", "ค่าของด้าน", "ค่าเฉลี่ยธรรมดาของตัวชี้วัดที่มีข้อมูลในด้านนั้น แต่ละตัวในหน่วยของตัวเอง", text
    total, overall = float(analysis.indicators["problem_pct"].sum()), analysis.overall
    count = overall.indicators_with_data
    text = (
        f"{total:,.1f} ÷ {count} = {overall.problem_pct:.1f}; 100 − {overall.problem_pct:.1f} = {overall.pass_pct:.1f}"
    )
    yield "overall", "ภาพรวม", "ค่าเฉลี่ยธรรมดาของทุกตัวชี้วัดที่มีข้อมูล และ 100 − ค่านั้น", text if count else ""
    found = analysis.standing
    text = f"{found.compared} ตัวชี้วัด: {found.problem_pct:.1f} (ช่วง {found.low_pct:.1f}–{found.high_pct:.1f})"
    text = f"{text} เทียบ {found.reference_pct:.1f}"
    formula = "เทียบเฉพาะตัวชี้วัดที่ทั้งสองฝ่ายมี ช่วง = ค่าเฉลี่ยของปลายล่าง ถึง ค่าเฉลี่ยของปลายบน (กว้างที่สุดที่เป็นได้)"
    yield "standing", "สถานะของด้านและภาพรวม", formula, text if found.compared and pd.notna(found.low_pct) else ""


def _of_the_reference(analysis: RadarAnalysis) -> Iterable[Formula]:
    reference = analysis.reference
    if reference.name is None:
        return
    yield "standing", f"ค่าอ้างอิง: {reference.name}", REFERENCES[reference.kind], ""
    row = first_row(analysis.indicators.dropna(subset=["low_pct", "reference_pct"]))
    if row is not None:
        text = f"{row['short_label']}: {_interval(row)} เทียบ {row['reference_pct']:.1f} {SIDES[row['status']]}"
        formula = "เด่น / ด้อย เมื่อช่วงทั้งช่วงอยู่ด้านที่ดีกว่า / แย่กว่าค่าอ้างอิง ใกล้เคียงเมื่อช่วงคร่อมค่าอ้างอิง"
        yield "standing", "เด่น ใกล้เคียง ด้อย", formula, text


def _of_the_score(analysis: RadarAnalysis) -> Iterable[Formula]:
    row = first_row(analysis.problems)
    formulas = {
        "severity": "ลำดับร้อยละของช่องว่างจากเป้าหมาย (ไม่มีเป้าหมายใช้ร้อยละที่เป็นปัญหา) ในตัวชี้วัดของพื้นที่นี้",
        "size": "ลำดับร้อยละของจำนวนที่ไม่ผ่าน ในตัวชี้วัดของพื้นที่นี้",
        "trend": "ลำดับร้อยละของการเปลี่ยนจากปีก่อนหน้า ในตัวชี้วัดของพื้นที่นี้",
        "relative": "ลำดับร้อยละของพื้นที่นี้ในพื้นที่ข้างเคียง ในตัวชี้วัดนั้น",
    }
    for part, name in PARTS.items():
        shown = "" if row is None or pd.isna(row[part]) else f"{row['short_label']}: {row[part]:.2f}"
        yield "problems", f"ส่วนของคะแนน: {name}", f"{formulas[part]} (มากกว่า 0 ถึง 1)", shown
    text = ""
    if row is not None and pd.notna(row["score"]):
        kept = [(row[part], analysis.weights[part]) for part in PARTS if pd.notna(row[part]) and analysis.weights[part]]
        top = " + ".join(f"{value:.2f}×{weight:g}" for value, weight in kept)
        text = f"{row['short_label']}: ({top}) ÷ {sum(weight for _, weight in kept):g} = {row['score']:.2f}"
    yield "problems", "คะแนนความสำคัญ", "ค่าเฉลี่ยถ่วงน้ำหนักของส่วนที่มีข้อมูล ลำดับไม่ถ่วงน้ำหนักแสดงคู่กันเสมอ", text


def _of_the_change(analysis: RadarAnalysis) -> Iterable[Formula]:
    row = first_row(analysis.changes)
    if row is None:
        return
    text = f"{row['short_label']}: {row['problem_pct']:.1f} − {row['before_pct']:.1f} = {row['change_pct']:+.1f} จุด"
    formula = f"ร้อยละที่เป็นปัญหาปีนี้ − ปี {analysis.previous_year} เรียกว่าเปลี่ยนเมื่อช่วงความไม่แน่นอนของสองปีไม่ซ้อนกัน"
    yield "changes", "การเปลี่ยนแปลง", formula, text
    change = analysis.change
    text = (
        f"{change.problem_pct:.1f} − {change.reference_pct:.1f} = {change.problem_pct - change.reference_pct:+.1f} จุด"
    )
    yield "changes", "การเปลี่ยนแปลงโดยรวม", f"ค่าเฉลี่ยสองปีจาก {change.compared} ตัวชี้วัดที่มีทั้งสองปี", text


def _of_the_profile(profile: Profile) -> Iterable[Formula]:
    text = (
        f"{profile.areas:,} แห่ง × {profile.indicators} ตัวชี้วัด มีตัวเลขร้อยละ {profile.complete_pct:.1f}"
        if profile.areas
        else ""
    )
    yield "overall", "ความครบถ้วนของข้อมูล", "100 × ตัวเลขที่มี ÷ (จำนวนพื้นที่ที่มีข้อมูล × จำนวนตัวชี้วัด)", text
    text = "" if pd.isna(profile.persons_assessed) else f"{profile.persons_assessed:,.0f} คน"
    formula = "จำนวนคนของตัวชี้วัดที่มีผู้ถูกสำรวจมากที่สุด ไม่บวกข้ามตัวชี้วัดเพราะเป็นคนกลุ่มเดียวกัน"
    yield "overall", "คนที่ถูกสำรวจ", formula, text


def _of_levels(levels: NearestLevels) -> Iterable[Formula]:
    row = first_row(levels.villages)
    if levels.indicator_set is None or row is None:
        return
    rules = "; ".join(f"{each.fewest}–{each.most} ตัว = {each.name}" for each in levels.indicator_set.development_levels)
    text = f"{row['area_name']}: ได้ระดับ 1 จำนวน {row['problem_count']} ตัว = {row['level_name']}"
    formula = f"นับตัวชี้วัดที่ได้ระดับ 1 ({rules}) ถ้าไฟล์บอกระดับไว้ใช้ตามไฟล์"
    yield "levels", "ระดับการพัฒนาของหมู่บ้าน", formula, text if pd.notna(row["level_number"]) else ""


def _interval(row: Row) -> str:
    return f"{row['problem_pct']:.1f} (ช่วง {row['low_pct']:.1f}–{row['high_pct']:.1f})"
