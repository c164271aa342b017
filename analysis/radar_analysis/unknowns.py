"""What the figures of an area do not tell: missing indicators, small numbers, rules nobody has confirmed."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.core.figures import is_plain
from analysis.core.measures import Profile
from analysis.core.references import REFERENCE_WORDS
from analysis.core.statistics import FEW_ASSESSED
from analysis.core.village_levels import NO_THRESHOLDS, NearestLevels
from analysis.radar_analysis.findings import RadarAnalysis
from analysis.radar_analysis.multidimensional import Multidimensional
from catalogue import IndicatorSet
from catalogue.areas import LEVELS

COLUMNS = ("kind", "what", "indicators", "detail")
EDITORIAL = "ชื่อย่อ กลุ่มเป้าหมาย เป้าหมายการพัฒนาที่ยั่งยืน และหน่วยงานของตัวชี้วัด ไม่ใช่ข้อกำหนดของกรมการพัฒนาชุมชน"
Unknown = tuple[str, str, int | None, str]


def unknowns_data(
    analysis: RadarAnalysis,
    profile: Profile,
    levels: NearestLevels,
    households: Multidimensional | None,
    areas_without_data: Iterable[str] = (),
) -> pd.DataFrame:
    """One row per thing not known (COLUMNS): kind (a code), what and detail (Thai), indicators (how many it touches;
    missing where it touches no indicator in particular). `areas_without_data`: names of the areas right below without
    figures. Empty when nothing is unknown."""
    rows: list[Unknown] = [
        *_of_indicators(analysis, profile),
        *_of_areas(analysis, profile, list(areas_without_data)),
        *_of_comparisons(analysis),
        *_of_rules(analysis.scope.indicator_set, levels),
    ]
    if households is None and analysis.scope.survey == "jpt":
        detail = "ต้องนำเข้าข้อมูลรายครัวเรือนของปีนี้ จึงจะนับได้ว่าครัวเรือนใดขาดหลายเรื่องพร้อมกัน (เก็บเฉพาะจำนวนต่อหมู่บ้าน)"
        rows.append(("households", "ปัญหาที่ซ้อนกันในครัวเรือนเดียวกัน", None, detail))
    if analysis.is_synthetic:
        rows.append(("synthetic", "ตัวเลขบางส่วนเป็นข้อมูลตัวอย่างที่สร้างขึ้น", None, "ห้ามนำไปใช้จริง"))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"indicators": "Int64"})


def _of_indicators(analysis: RadarAnalysis, profile: Profile) -> Iterable[Unknown]:
    indicators, plain = analysis.indicators, is_plain(analysis.indicators)
    indicators = indicators[["indicator_code", "short_label", "problem_pct", "assessed", "areas_counted", "unit"]]
    missing = indicators[indicators["problem_pct"].isna() & ~plain]
    if len(missing):
        yield "missing", "ตัวชี้วัดที่ไม่มีข้อมูลหรือไม่มีผู้เข้าข่ายสำรวจ", len(missing), _labels(missing)
    if plain.any():
        own = indicators[plain]
        detail = f"{_labels(own)} ชุดตัวชี้วัดไม่ได้กำหนดช่วงจากดีที่สุดถึงแย่ที่สุด จึงไม่บอกว่าเป็นปัญหาเท่าใด และไม่นำมาเฉลี่ย"
        yield "plain_values", "ตัวชี้วัดที่มีค่า แต่ไม่ใช่ค่าปัญหา", len(own), detail
    few = indicators[indicators["problem_pct"].notna() & (indicators["assessed"] < FEW_ASSESSED)]
    if len(few) and analysis.scope.indicator_set.measure == "count":
        yield "small_numbers", f"ตัวชี้วัดที่มีผู้ถูกสำรวจไม่ถึง {FEW_ASSESSED} ราย ตัวเลขแกว่งได้มาก", len(few), _labels(few)
    partial = indicators[indicators["areas_counted"] < profile.areas]
    if len(partial):
        level = LEVELS.get(profile.source_level, "พื้นที่")
        detail = f"{_labels(partial)} (ที่มากที่สุดคือ {profile.areas:,} {level})"
        yield "partial", f"ตัวชี้วัดที่มีข้อมูลไม่ครบทุก{level}", len(partial), detail
    units = {each.code: each.unit for each in analysis.scope.indicator_set.indicators}
    asked = zip(indicators["indicator_code"].tolist(), indicators["unit"].tolist(), strict=True)
    foreign = np.array([unit != units.get(code) for code, unit in asked], dtype=bool)
    other = indicators[indicators["problem_pct"].notna() & foreign]
    if len(other):
        detail = f"{_labels(other)} จำนวนจึงเทียบกับรายงานที่นับเป็นหน่วยของตัวชี้วัดไม่ได้ ร้อยละก็อาจต่างกัน"
        yield "unit", "ตัวชี้วัดที่แหล่งข้อมูลนับเป็นหน่วยอื่นจากแบบสำรวจ", len(other), detail


def _of_areas(analysis: RadarAnalysis, profile: Profile, without: list[str]) -> Iterable[Unknown]:
    coverage = analysis.scope.coverage
    if coverage is not None and coverage.is_low:
        detail = f"{coverage.why_not_judged} ห้องชุดและห้องเช่ามักไม่ถูกสำรวจ ผู้ที่ไม่ถูกสำรวจอาจต่างจากผู้ที่ถูกสำรวจ"
        yield "survey_coverage", "ครัวเรือนเป้าหมายที่ยังไม่ถูกสำรวจ", None, detail
    if without:
        towns = " (ตำบลในเขตเทศบาลอาจรวมอยู่ในข้อมูลของเทศบาล)" if analysis.scope.level == "amphoe" else ""
        yield "areas", f"พื้นที่ย่อยที่ไม่มีข้อมูลแยก {len(without):,} แห่ง", None, f"{_few_names(without)}{towns}"
    if pd.isna(profile.households):
        yield "profile", "จำนวนครัวเรือนและประชากรที่อยู่จริง", None, "ไฟล์ที่นำเข้าไม่ได้บอกจำนวนครัวเรือน"
    elif profile.households_areas < profile.areas:
        level = LEVELS.get(profile.source_level, "พื้นที่")
        detail = f"จำนวนครัวเรือนมาจาก {profile.households_areas:,} แห่ง แต่ตัวเลขมาจาก {profile.areas:,} {level}"
        yield "profile", "จำนวนครัวเรือนไม่ครบทุกพื้นที่", None, detail


def _of_comparisons(analysis: RadarAnalysis) -> Iterable[Unknown]:
    if analysis.reference.name is None and analysis.reference.note:
        yield "reference", "เทียบกับพื้นที่อื่นไม่ได้", None, analysis.reference.note
    if analysis.previous_year is None:
        detail = f"ต้องมีข้อมูล{REFERENCE_WORDS['previous']}ในตัวชี้วัดชุดเดียวกัน ตัวชี้วัดต่างชุดเทียบกันด้วยเลขข้อไม่ได้"
        yield "previous", "แนวโน้ม: ไม่รู้ว่าดีขึ้นหรือแย่ลง", None, detail


def _of_rules(indicator_set: IndicatorSet, levels: NearestLevels) -> Iterable[Unknown]:
    if indicator_set.confidence_note:
        sure = {"H": "ข้อจำกัดของชุดตัวชี้วัด", "M": "ชุดตัวชี้วัดนี้ยืนยันจากแหล่งเดียว"}
        what = sure.get(indicator_set.confidence, "ชุดตัวชี้วัดนี้ยังไม่มีเอกสารยืนยัน")
        yield "rules", what, None, indicator_set.confidence_note
    elif indicator_set.confidence == "U":
        yield "rules", "ชุดตัวชี้วัดนี้ผู้ใช้เป็นผู้นำเข้า", None, "ยังไม่มีเอกสารยืนยันชื่อและเกณฑ์ในโปรแกรมนี้"
    if indicator_set.editorial_note:
        yield "editorial", "สิ่งที่โปรแกรมนี้เรียบเรียงเอง", None, EDITORIAL
    of_villages = levels.indicator_set
    if of_villages is None:
        yield "levels", "ระดับการพัฒนาของหมู่บ้าน", None, levels.note
    elif levels.counts.empty:
        yield "levels", "ระดับการพัฒนาของหมู่บ้าน", None, NO_THRESHOLDS
    elif of_villages.id != indicator_set.id and of_villages.confidence != "H":
        yield "rules", "เกณฑ์ระดับการพัฒนาของหมู่บ้านยังไม่มีเอกสารยืนยัน", None, of_villages.confidence_note


def _labels(rows: pd.DataFrame) -> str:
    return _few_names([str(label) for label in rows["short_label"]])


def _few_names(names: list[str], most: int = 12) -> str:
    more = f" และอีก {len(names) - most:,}" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"
