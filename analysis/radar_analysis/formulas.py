"""วิธีคำนวณ: the formula of every figure of the sheet, with the area's own numbers filled in.

The formulas are this project's own choice unless a source is named; no public document fixes the Department's.
"""

from collections.abc import Iterable
from dataclasses import asdict

import pandas as pd

from analysis.core.changes import LEAST_CHANGE_POINTS
from analysis.core.measures import PERSON_UNIT, Profile
from analysis.core.statistics import BETTER, FEW_ASSESSED, SIMILAR, UNKNOWN, WORSE, first_row, rows_of
from analysis.core.survey_coverage import FEWEST_SHOWN
from analysis.core.target_groups import members_of
from analysis.core.village_levels import NearestLevels
from analysis.radar_analysis.findings import RadarAnalysis
from analysis.radar_analysis.formulas_indicators import (
    Formula,
    compared_with,
    difference,
    indicator_formulas,
    mean,
    order_formulas,
    score_formulas,
    share,
)
from analysis.radar_analysis.multidimensional import Multidimensional
from words.numbers import fixed, fixed_pct, format_pct_range

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
    formula = f"100 × ครัวเรือนที่คะแนนตั้งแต่ {fixed(households.cutoff, 2)} ขึ้นไป ÷ ครัวเรือนที่มีคะแนน"
    yield "households", "สัดส่วนครัวเรือนขัดสนหลายมิติ (H)", formula, share(poor, scored) if scored else ""
    text = ""
    if pd.notna(households.intensity_pct):
        text = f"100 × {fixed(total, 2)} ÷ {fixed(poor, 0)} = {fixed_pct(households.intensity_pct)}"
    yield "households", "ความเข้มข้น (A)", "100 × ผลรวมคะแนนของครัวเรือนขัดสน ÷ ครัวเรือนขัดสน", text
    text = f"{fixed(total, 2)} ÷ {fixed(scored, 0)} = {fixed(households.adjusted, 3)}" if scored else ""
    formula = "H × A = ผลรวมคะแนนของครัวเรือนขัดสน ÷ ครัวเรือนที่มีคะแนน (Alkire–Foster 2011)"
    yield "households", "ดัชนีความขัดสนหลายมิติ (M0)", formula, text
    if pd.notna(households.people_pct):
        text = share(households.poor_people, households.scored_people)
        formula = "100 × สมาชิกของครัวเรือนขัดสน ÷ สมาชิกของครัวเรือนที่มีคะแนน"
        yield "households", "คนในครัวเรือนขัดสน", formula, text
    first = first_row(households.dimensions.dropna(subset="contribution_pct"))
    if first is not None:
        parts = f"100 × {fixed(first['score_sum'], 2)} ÷ {fixed(total, 2)} = {fixed_pct(first['contribution_pct'])}"
        text = f"{first['axis_name']}: {parts}"
        formula = "100 × ส่วนของผลรวมคะแนนที่มาจากด้านนั้น ÷ ผลรวมคะแนนของครัวเรือนขัดสน"
        yield "households", "ส่วนของแต่ละด้านในดัชนี", formula, text


COLUMNS = ("code", "name", "formula", "example")


def formulas_data(
    analysis: RadarAnalysis,
    profile: Profile,
    levels: NearestLevels,
    households: Multidimensional | None,
    groups: pd.DataFrame,
) -> pd.DataFrame:
    """One row per figure of the sheet (COLUMNS): code (the table it stands in), name and formula in Thai, and the
    formula with the area's own numbers (`example`; "" where it has none)."""
    rows: list[Formula] = [
        *_of_all_indicators(analysis),
        *_of_the_profile(profile, analysis),
        *_of_dimensions(analysis),
        *indicator_formulas(analysis),
        *order_formulas(analysis),
        *score_formulas(analysis),
        *_of_the_change(analysis),
        *_of_levels(levels),
        *_of_groups(analysis, groups),
        *household_formulas(households),
        *_of_the_unknown(analysis),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _of_all_indicators(analysis: RadarAnalysis) -> Iterable[Formula]:
    values, overall = list(analysis.indicators["problem_pct"].dropna()), analysis.overall
    problem, passed = fixed_pct(overall.problem_pct), fixed_pct(overall.pass_pct)
    text = f"{fixed(sum(values))} ÷ {len(values)} = {problem}; 100 − {problem} = {passed}"
    yield "overall", "ภาพรวม", "ค่าเฉลี่ยธรรมดาของทุกตัวชี้วัดที่มีข้อมูล และ 100 − ค่านั้น", text if values else ""
    found, text = analysis.standing, ""
    if found.compared and pd.notna(found.low_pct):
        text = f"{found.compared} ตัวชี้วัด: {compared_with(analysis.reference, asdict(found))} = {found.status_name}"
    formula = "เทียบเฉพาะตัวชี้วัดที่ทั้งสองฝ่ายมี ช่วง = ค่าเฉลี่ยของปลายล่าง ถึง ค่าเฉลี่ยของปลายบน (กว้างที่สุดที่เป็นได้)"
    formula = f"{formula} ปีก่อนก็มีช่วงแบบเดียวกัน" if analysis.reference.is_another_year else formula
    yield "overall", "โดยรวมเทียบค่าอ้างอิง", formula, text
    counts = analysis.status_counts()
    known = [counts[each] for each in (BETTER, SIMILAR, WORSE, UNKNOWN)]
    text = f"เด่น {known[0]} + ใกล้เคียง {known[1]} + ด้อย {known[2]} + เทียบไม่ได้ {known[3]} = {sum(known)}"
    yield "overall", "จำนวนตัวชี้วัดที่มีข้อมูล", "นับตัวชี้วัดที่มีร้อยละ แยกตามสถานะ", f"{text} จาก {overall.indicators} ตัวชี้วัด"


def _of_the_profile(profile: Profile, analysis: RadarAnalysis) -> Iterable[Formula]:
    formula = "ผลรวมของจำนวนที่ไฟล์บอก จากพื้นที่ของระดับเดียวเท่านั้น"
    for name, value, areas in (
        ("ครัวเรือน", profile.households, profile.households_areas),
        ("สมาชิกครัวเรือน", profile.people, profile.people_areas),
    ):
        yield "overall", name, formula, "" if pd.isna(value) else f"รวม {areas:,} แห่ง = {fixed(value, 0)}"
    rows = analysis.indicators[analysis.indicators["unit"] == PERSON_UNIT]
    row = first_row(rows[rows["assessed"] == profile.persons_assessed])
    text = "" if pd.isna(profile.persons_assessed) else f"{fixed(profile.persons_assessed, 0)} คน"
    label = f"{row['short_label']}: " if row is not None and text else ""
    formula = "จำนวนคนของตัวชี้วัดที่มีผู้ถูกสำรวจมากที่สุด ไม่บวกข้ามตัวชี้วัดเพราะเป็นคนกลุ่มเดียวกัน"
    yield "overall", "คนที่ถูกสำรวจ", formula, f"{label}{text}"
    text = ""
    if profile.areas:
        cells = f"({profile.areas:,} × {profile.indicators})"
        text = f"100 × {profile.figures:,} ÷ {cells} = {fixed_pct(profile.complete_pct)}"
    yield "overall", "ความครบถ้วนของข้อมูล", "100 × ตัวเลขที่มี ÷ (จำนวนพื้นที่ที่มีข้อมูล × จำนวนตัวชี้วัด)", text
    yield from _of_the_coverage(analysis)


def _of_the_coverage(analysis: RadarAnalysis) -> Iterable[Formula]:
    """Only where targets were typed, and ten households or more were surveyed."""
    coverage = analysis.scope.coverage
    if coverage is None or coverage.surveyed < FEWEST_SHOWN:
        return
    formula = (
        "100 × ครัวเรือนที่สำรวจ ÷ ครัวเรือนเป้าหมาย ของหมู่บ้านที่กรอกเป้าหมายไว้ ครัวเรือนที่สำรวจของหมู่บ้าน "
        "= จำนวนครัวเรือนของตัวชี้วัดที่มีมากที่สุด "
        "(เฉพาะตัวชี้วัดที่นับเป็นครัวเรือน) หมู่บ้านที่ยังไม่มีข้อมูลนับเป็น 0 "
        f"ถ้าต่ำกว่า {coverage.least_pct:g} % ไม่สรุปว่าเด่นหรือด้อย (สูตรและเกณฑ์ของโปรแกรมนี้)"
    )
    example = f"{coverage.villages:,} แห่ง: {share(coverage.surveyed, coverage.target)}"
    yield "overall", "ครัวเรือนเป้าหมายที่สำรวจได้", formula, example


def _of_dimensions(analysis: RadarAnalysis) -> Iterable[Formula]:
    known = analysis.dimensions.dropna(subset="problem_pct").sort_values("problem_pct", ascending=False, kind="stable")
    row, text, interval = first_row(known), "", ""
    if row is not None:
        own = analysis.indicators[analysis.indicators["dimension_code"] == row["axis_code"]].dropna(
            subset="problem_pct"
        )
        own = own.dropna(subset="reference_pct") if row["compared"] else own
        text = f"{row['axis_name']}: {mean(list(own['problem_pct']))}" if len(own) else ""
        if pd.notna(row["low_pct"]) and row["status_name"]:
            interval = f"{row['axis_name']}: {compared_with(analysis.reference, row)} = {row['status_name']}"
    formula = "ค่าเฉลี่ยธรรมดาของตัวชี้วัดที่มีข้อมูลในด้านนั้น แต่ละตัวในหน่วยของตัวเอง (เมื่อมีค่าอ้างอิง เฉพาะตัวที่ทั้งสองฝ่ายมี)"
    yield "axes", "ค่าของด้าน", formula, text
    held_against = "ช่วงของปีก่อนทั้งช่วง" if analysis.reference.is_another_year else "ค่าอ้างอิง"
    formula = "ช่วง = ค่าเฉลี่ยของปลายล่าง ถึง ค่าเฉลี่ยของปลายบนของตัวชี้วัดในด้าน เด่น / ด้อย เมื่อทั้งช่วงต่ำกว่า / สูงกว่า"
    yield "axes", "ช่วงและสถานะของด้าน", f"{formula}{held_against}", interval


def _of_the_change(analysis: RadarAnalysis) -> Iterable[Formula]:
    row = first_row(analysis.changes)
    if row is None:
        return
    years = analysis.lookup.years
    what = "ดัชนีความรุนแรง" if analysis.scope.indicator_set.measure == "score" else "ร้อยละที่เป็นปัญหา"
    over = f"คิดเฉพาะพื้นที่ที่มีทั้งสองปี ({years.coverage or f'ทั้งสองปีมีพื้นที่เดียวกัน {years.shared:,} แห่ง'})"
    formula = (
        f"{what}ปีนี้ − ปี {analysis.previous_year} {over} "
        f"เรียกว่าเปลี่ยนเมื่อช่วงความไม่แน่นอนของสองปีไม่ซ้อนกัน และต่างกันตั้งแต่ {LEAST_CHANGE_POINTS:g} จุด"
    )
    if years.household_size > 1:
        formula += f" ตัวชี้วัดของครัวเรือนที่แหล่งข้อมูลนับเป็นคน หารด้วย {fixed(years.household_size, 2)} คนต่อครัวเรือนก่อนหาช่วง"
    text = f"{row['problem_name']}: {difference(row['problem_pct'], row['before_pct'])}"
    if pd.notna(row["low_pct"]) and pd.notna(row["before_low_pct"]):
        before = format_pct_range(row["before_low_pct"], row["before_high_pct"])
        now = format_pct_range(row["low_pct"], row["high_pct"])
        text += f" (ช่วงปีก่อน {before} ปีนี้ {now} = {row['change_name']})"
    yield "changes", "การเปลี่ยนแปลง", formula, text
    change = analysis.change
    text = difference(change.problem_pct, change.reference_pct) if change.compared else ""
    yield "changes", "การเปลี่ยนแปลงโดยรวม", f"ค่าเฉลี่ยสองปีจาก {change.compared} ตัวชี้วัดที่มีทั้งสองปี", text


def _of_levels(levels: NearestLevels) -> Iterable[Formula]:
    row = first_row(levels.villages)
    if levels.indicator_set is None or row is None:
        return
    rules = "; ".join(f"{each.fewest}–{each.most} ตัว = {each.name}" for each in levels.indicator_set.development_levels)
    text = f"{row['area_name']}: ได้ระดับ 1 จำนวน {row['problem_count']} ตัว = {row['level_name']}"
    formula = f"นับตัวชี้วัดที่ได้ระดับ 1 ({rules}) ถ้าไฟล์บอกระดับไว้ใช้ตามไฟล์"
    yield "levels", "ระดับการพัฒนาของหมู่บ้าน", formula, text if pd.notna(row["level_number"]) else ""
    known, count = levels.villages["level_number"].notna().sum(), first_row(levels.counts)
    if count is not None and known:
        text = f"{count['level_name']}: {share(count['villages'], known)}"
        yield "levels", "ร้อยละของหมู่บ้าน", "100 × หมู่บ้านในระดับนั้น ÷ หมู่บ้านที่รู้ระดับ", text


def _of_groups(analysis: RadarAnalysis, groups: pd.DataFrame) -> Iterable[Formula]:
    """Of the first group with data that lies wholly within what is looked at."""
    for row in rows_of(groups.dropna(subset="problem_pct")):
        codes = members_of(analysis.scope.indicator_set, str(row["group"]))
        own = analysis.indicators[analysis.indicators["indicator_code"].isin(codes)].dropna(subset="problem_pct")
        if len(own) == row["indicators_with_data"]:
            text = f"{row['group_name']}: {mean(list(own['problem_pct']))}"
            references = list(own["reference_pct"].dropna())
            yield "groups", "ค่าของกลุ่มเป้าหมาย", "ค่าเฉลี่ยธรรมดาของตัวชี้วัดที่มีข้อมูลในกลุ่มนั้น", text
            if references:
                text = f"{row['group_name']}: {mean(references)}"
                yield "groups", "ค่าอ้างอิงของกลุ่ม", "ค่าเฉลี่ยธรรมดาของค่าอ้างอิงของตัวชี้วัดเหล่านั้น เท่าที่มี", text
            return


def _of_the_unknown(analysis: RadarAnalysis) -> Iterable[Formula]:
    known = analysis.indicators[analysis.indicators["problem_pct"].notna()]
    if analysis.scope.indicator_set.measure != "count" or known.empty:
        return
    row = first_row(known.sort_values("assessed", kind="stable"))
    text = "" if row is None else f"น้อยที่สุดคือ {row['short_label']}: {fixed(row['assessed'], 0)} {row['unit']}"
    yield "unknowns", "จำนวนน้อย", f"ตัวชี้วัดที่มีผู้ถูกสำรวจไม่ถึง {FEW_ASSESSED} ราย (เกณฑ์ของโปรแกรมนี้)", text
