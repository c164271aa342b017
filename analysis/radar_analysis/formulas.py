"""วิธีคำนวณ: the formula of every figure of the sheet, with the area's own numbers filled in.

The formulas are this project's own choice unless a source is named; no public document fixes the Department's.
"""

from collections.abc import Iterable
from dataclasses import asdict

import pandas as pd

from analysis.core.rows import first_row
from analysis.core.statistics import BETTER, SIMILAR, UNKNOWN, WORSE
from analysis.core.target_groups import members_of
from analysis.core.village_levels import NearestLevels
from analysis.radar_analysis.data import RadarAnalysis
from analysis.radar_analysis.formula_words import Formula, difference, mean, share
from analysis.radar_analysis.formulas_households import household_formulas
from analysis.radar_analysis.formulas_indicators import beside_reference, indicator_formulas
from analysis.radar_analysis.formulas_score import score_formulas
from analysis.radar_analysis.multidimensional import Multidimensional
from analysis.radar_analysis.profile import PERSON_UNIT, Profile
from analysis.radar_analysis.summary import FEW_ASSESSED

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
        *_of_the_whole(analysis),
        *_of_the_profile(profile, analysis),
        *_of_dimensions(analysis),
        *indicator_formulas(analysis),
        *score_formulas(analysis),
        *_of_the_change(analysis),
        *_of_levels(levels),
        *_of_groups(analysis, groups),
        *household_formulas(households),
        *_of_the_unknown(analysis),
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _of_the_whole(analysis: RadarAnalysis) -> Iterable[Formula]:
    values, overall = list(analysis.indicators["problem_pct"].dropna()), analysis.overall
    problem, passed = f"{overall.problem_pct:.1f}", f"{overall.pass_pct:.1f}"
    text = f"{sum(values):,.1f} ÷ {len(values)} = {problem}; 100 − {problem} = {passed}"
    yield "overall", "ภาพรวม", "ค่าเฉลี่ยธรรมดาของทุกตัวชี้วัดที่มีข้อมูล และ 100 − ค่านั้น", text if values else ""
    found, text = analysis.standing, ""
    if found.compared and pd.notna(found.low_pct):
        text = f"{found.compared} ตัวชี้วัด: {beside_reference(analysis.reference, asdict(found))} = {found.status_name}"
    formula = "เทียบเฉพาะตัวชี้วัดที่ทั้งสองฝ่ายมี ช่วง = ค่าเฉลี่ยของปลายล่าง ถึง ค่าเฉลี่ยของปลายบน (กว้างที่สุดที่เป็นได้)"
    formula = f"{formula} ปีก่อนก็มีช่วงแบบเดียวกัน" if analysis.reference.kind == "previous" else formula
    yield "overall", "โดยรวมเทียบค่าอ้างอิง", formula, text
    counts = analysis.status_counts()
    known = [counts[each] for each in (BETTER, SIMILAR, WORSE, UNKNOWN)]
    text = f"เด่น {known[0]} + ใกล้เคียง {known[1]} + ด้อย {known[2]} + เทียบไม่ได้ {known[3]} = {sum(known)}"
    yield "overall", "จำนวนตัวชี้วัดที่มีข้อมูล", "นับตัวชี้วัดที่มีร้อยละ แยกตามสถานะ", f"{text} จาก {overall.indicators} ตัวชี้วัด"


def _of_the_profile(profile: Profile, analysis: RadarAnalysis) -> Iterable[Formula]:
    formula = "ผลรวมของจำนวนที่ไฟล์บอก จากพื้นที่ระดับเดียวกันเท่านั้น"
    for name, value, areas in (
        ("ครัวเรือน", profile.households, profile.households_areas),
        ("สมาชิกครัวเรือน", profile.people, profile.people_areas),
    ):
        yield "overall", name, formula, "" if pd.isna(value) else f"รวม {areas:,} แห่ง = {value:,.0f}"
    rows = analysis.indicators[analysis.indicators["unit"] == PERSON_UNIT]
    row = first_row(rows[rows["assessed"] == profile.persons_assessed])
    text = "" if pd.isna(profile.persons_assessed) else f"{profile.persons_assessed:,.0f} คน"
    label = f"{row['short_label']}: " if row is not None and text else ""
    formula = "จำนวนคนของตัวชี้วัดที่มีผู้ถูกสำรวจมากที่สุด ไม่บวกข้ามตัวชี้วัดเพราะเป็นคนกลุ่มเดียวกัน"
    yield "overall", "คนที่ถูกสำรวจ", formula, f"{label}{text}"
    text = ""
    if profile.areas:
        cells = f"({profile.areas:,} × {profile.indicators})"
        text = f"100 × {profile.figures:,} ÷ {cells} = {profile.complete_pct:.1f}"
    yield "overall", "ความครบถ้วนของข้อมูล", "100 × ตัวเลขที่มี ÷ (จำนวนพื้นที่ที่มีข้อมูล × จำนวนตัวชี้วัด)", text


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
            interval = f"{row['axis_name']}: {beside_reference(analysis.reference, row)} = {row['status_name']}"
    formula = "ค่าเฉลี่ยธรรมดาของตัวชี้วัดที่มีข้อมูลในด้านนั้น แต่ละตัวในหน่วยของตัวเอง (เมื่อมีค่าอ้างอิง เฉพาะตัวที่ทั้งสองฝ่ายมี)"
    yield "axes", "ค่าของด้าน", formula, text
    beside = "ช่วงของปีก่อนทั้งช่วง" if analysis.reference.kind == "previous" else "ค่าอ้างอิง"
    formula = "ช่วง = ค่าเฉลี่ยของปลายล่าง ถึง ค่าเฉลี่ยของปลายบนของตัวชี้วัดในด้าน เด่น / ด้อย เมื่อทั้งช่วงต่ำกว่า / สูงกว่า"
    yield "axes", "ช่วงและสถานะของด้าน", f"{formula}{beside}", interval


def _of_the_change(analysis: RadarAnalysis) -> Iterable[Formula]:
    row = first_row(analysis.changes)
    if row is None:
        return
    formula = f"ร้อยละที่เป็นปัญหาปีนี้ − ปี {analysis.previous_year} เรียกว่าเปลี่ยนเมื่อช่วงความไม่แน่นอนของสองปีไม่ซ้อนกัน"
    text = f"{row['short_label']}: {difference(row['problem_pct'], row['before_pct'])}"
    if pd.notna(row["low_pct"]) and pd.notna(row["before_low_pct"]):
        before = f"{row['before_low_pct']:.1f}–{row['before_high_pct']:.1f}"
        text += f" (ช่วงปีก่อน {before} ปีนี้ {row['low_pct']:.1f}–{row['high_pct']:.1f} = {row['change_name']})"
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
    for row in groups.dropna(subset="problem_pct").to_dict("records"):
        codes = members_of(analysis.scope.indicator_set, str(row["group"]))
        own = analysis.indicators[analysis.indicators["indicator_code"].isin(codes)].dropna(subset="problem_pct")
        if len(own) == row["indicators_with_data"]:
            text = f"{row['group_name']}: {mean(list(own['problem_pct']))}"
            beside = list(own["reference_pct"].dropna())
            yield "groups", "ค่าของกลุ่มเป้าหมาย", "ค่าเฉลี่ยธรรมดาของตัวชี้วัดที่มีข้อมูลในกลุ่มนั้น", text
            if beside:
                text = f"{row['group_name']}: {mean(beside)}"
                yield "groups", "ค่าอ้างอิงของกลุ่ม", "ค่าเฉลี่ยธรรมดาของค่าอ้างอิงของตัวชี้วัดเหล่านั้น เท่าที่มี", text
            return


def _of_the_unknown(analysis: RadarAnalysis) -> Iterable[Formula]:
    known = analysis.indicators[analysis.indicators["problem_pct"].notna()]
    if analysis.scope.indicator_set.measure != "count" or known.empty:
        return
    row = first_row(known.sort_values("assessed", kind="stable"))
    text = "" if row is None else f"น้อยที่สุดคือ {row['short_label']}: {row['assessed']:,.0f} {row['unit']}"
    yield "unknowns", "จำนวนน้อย", f"ตัวชี้วัดที่มีผู้ถูกสำรวจไม่ถึง {FEW_ASSESSED} ราย (เกณฑ์ของโปรแกรมนี้)", text
