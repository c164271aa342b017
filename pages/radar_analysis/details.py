"""The second half of the sheet: changes, village levels, target groups, households, what is not known, formulas."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.core.answers import heads_of
from analysis.core.village_levels import NO_THRESHOLDS
from analysis.radar_analysis.data import AnalysisSheet
from analysis.radar_analysis.multidimensional import Multidimensional
from charts.radar_analysis import ranked_dot_figure
from pages.radar_analysis.sheet_tables import SECTIONS, chart_box, interval_text, printed_table, section
from pages.shared.look import metric_row, show_chart
from words.numbers import adding_up, fixed, format_count, format_pct
from words.screen_text import Shown, text

CHANGE_ROWS: Final = 10
CHART_ROWS: Final = 6
NAMED_VILLAGES: Final = 12
CHANGE_HEADS: Final = {
    "problem_name": "ปัญหา", "before_pct": "ปีก่อน (%)", "problem_pct": "ปีนี้ (%)", "change_pct": "เปลี่ยน (จุด)",
    "change_name": "สรุป", "before_interval": "ช่วงปีก่อน", "interval": "ช่วงปีนี้",
}  # fmt: skip
LEVEL_HEADS: Final = {"level_name": "ระดับ", "villages": "หมู่บ้าน", "village_pct": "ร้อยละ"}
GROUP_HEADS: Final = {
    "group_name": "กลุ่ม", "indicators_with_data": "มีข้อมูล", "indicators": "ตัวชี้วัด", "problem_pct": "เป็นปัญหา (%)",
    "reference_pct": "อ้างอิง (%)", "better": "เด่น", "similar": "ใกล้เคียง", "worse": "ด้อย",
    "most_label": "ปัญหามากที่สุด", "most_pct": "ร้อยละ",
}  # fmt: skip
FAILING_HEADS: Final = {"failing": "ไม่ผ่านพร้อมกัน", "households": "ครัวเรือน", "household_pct": "ร้อยละ"}
PAIR_HEADS: Final = {"pair": "คู่ตัวชี้วัดที่ไม่ผ่านพร้อมกัน", "households": "ครัวเรือน", "household_pct": "ร้อยละ"}
PART_HEADS: Final = {"axis_name": "ด้าน", "contribution_pct": "ส่วนในดัชนี (%)"}
UNKNOWN_HEADS: Final = {"what": "เรื่อง", "indicators": "จำนวน", "detail": "รายละเอียด"}
FORMULA_HEADS: Final = {"name": "ตัวเลข", "formula": "สูตร", "example": "ตัวเลขของพื้นที่นี้"}


def show_changes(sheet: AnalysisSheet) -> None:
    """What changed most since the year before."""
    analysis = sheet.analysis
    if analysis.changes.empty:
        section("changes")
        st.markdown("ยังไม่มีปีก่อนหน้าในตัวชี้วัดชุดเดียวกัน นำเข้าข้อมูลปีอื่นของพื้นที่นี้เพื่อดูการเปลี่ยนแปลง")
        return
    changes = analysis.changes
    names = changes["change_name"].value_counts()
    counted = " · ".join(f"{name} {names[name]:,} ตัวชี้วัด" for name in ("แย่ลง", "ดีขึ้น", "ยังบอกไม่ได้") if name in names)
    moved = changes.assign(reference_pct=changes["before_pct"]).dropna(subset="change_pct").head(CHART_ROWS)
    with st.container(key="sheet_two_changes"):
        covered = f" · {text(analysis.lookup.years.coverage)}" if analysis.lookup.years.coverage else ""
        section("changes", f"เทียบกับปี {analysis.previous_year} {counted}".rstrip() + covered)
        left, right = st.columns([4, 6], gap="small")
        with left, chart_box("changes", 440):
            figure = ranked_dot_figure(moved, f"ปี {analysis.previous_year}")
            show_chart(figure, "quality-changes", "ตัวชี้วัดที่เปลี่ยนมากที่สุด ปีนี้เทียบปีก่อนหน้า")
        with right:
            printed_table(_with_intervals(changes.head(CHANGE_ROWS)), heads_of(analysis.scope, CHANGE_HEADS), "changes")


def _with_intervals(changes: pd.DataFrame) -> pd.DataFrame:
    ends = [("before_interval", "before_low_pct", "before_high_pct"), ("interval", "low_pct", "high_pct")]
    texts = {
        name: [interval_text(a, b) for a, b in zip(changes[low], changes[high], strict=True)]
        for name, low, high in ends
    }
    return changes.assign(**{name: pd.Series(text, index=changes.index, dtype="str") for name, text in texts.items()})


def show_levels(sheet: AnalysisSheet) -> None:
    """Development levels of the villages in the nearest year of กชช.2ค."""
    levels, year_be = sheet.context.levels, sheet.analysis.scope.year_be
    if levels.year_be is None:
        section("levels")
        st.markdown(text(levels.note))
        return
    far = "" if levels.year_be == year_be else " (ปีใกล้ที่สุดที่มี)"
    section("levels", f"กชช.2ค ปี {levels.year_be}{far} {len(levels.villages):,} หมู่บ้าน")
    if len(levels.villages) == 1 and len(levels.counts):
        row = levels.villages.iloc[0]
        counted = f"ได้ระดับ 1 (ปัญหามาก) {row['problem_count']:,} จาก {row['indicators_with_data']:,} ตัวชี้วัด"
        st.markdown(f"**{text(row['level_name'])}** {counted}")
        return
    if levels.counts.empty:
        st.markdown(NO_THRESHOLDS)
        return
    shares = adding_up([float(share) for share in levels.counts["village_pct"]])
    printed_table(levels.counts.assign(village_pct=shares), LEVEL_HEADS, "levels")
    worst = levels.villages[levels.villages["level_number"] == 1].sort_values("problem_count", ascending=False)
    if len(worst):
        names = ", ".join(str(name) for name in worst["area_name"].head(NAMED_VILLAGES))
        more = f" และอีก {len(worst) - NAMED_VILLAGES:,} แห่ง" if len(worst) > NAMED_VILLAGES else ""
        st.markdown(f"อันดับ 1: {text(names)}{more}")


def show_groups(sheet: AnalysisSheet) -> None:
    """One row a target group."""
    section("groups")
    if sheet.groups.empty:
        st.markdown("ชุดตัวชี้วัดนี้ยังไม่ได้ระบุกลุ่มเป้าหมายของตัวชี้วัด ระบุได้ในไฟล์รายชื่อตัวชี้วัดที่ขั้นที่ 1")
        return
    printed_table(sheet.groups, heads_of(sheet.analysis.scope, GROUP_HEADS), "groups")
    st.caption(
        "ตัวชี้วัดหนึ่งอยู่ได้หลายกลุ่ม ตัวเลขนับทุกคนที่เข้าข่ายตัวชี้วัดนั้น ไม่ได้แยกเฉพาะคนในกลุ่ม การจัดกลุ่มเป็นของโปรแกรมนี้ "
        "เลือกกลุ่มที่ด้านบนเพื่อดูทั้งหน้าเฉพาะกลุ่มนั้น"
    )


def show_households(sheet: AnalysisSheet) -> None:
    """How many things households fail together, and the multidimensional index."""
    section("households")
    found = sheet.context.households
    if found is None:
        st.markdown(
            "ยังไม่มี ต้องนำเข้าข้อมูล จปฐ. รายครัวเรือน (แบบฟอร์มรายครัวเรือนดาวน์โหลดได้ที่ขั้นที่ 1) "
            "โปรแกรมเก็บเฉพาะจำนวนต่อหมู่บ้าน ไม่เก็บรายครัวเรือน"
        )
        return
    with st.container(key="sheet_metrics_households"):
        metric_row(
            [
                ("ครัวเรือนขัดสนหลายมิติ (H)", format_pct(found.headcount_pct), f"คะแนนถึง {fixed(found.cutoff, 2)} ขึ้นไป"),
                ("ความเข้มข้น (A)", format_pct(found.intensity_pct), "คะแนนเฉลี่ยของครัวเรือนขัดสน"),
                ("ดัชนี (H × A)", "–" if pd.isna(found.adjusted) else f"{fixed(found.adjusted, 3)}", _people(found)),
            ]
        )
    with st.container(key="sheet_two_households"):
        left, right = st.columns(2, gap="medium")
        with left:
            printed_table(found.failing, FAILING_HEADS, "failing")
            printed_table(found.dimensions, PART_HEADS, "parts")
        with right:
            pairs = found.pairs.assign(pair=found.pairs["first_label"] + " + " + found.pairs["second_label"])
            printed_table(pairs, PAIR_HEADS, "pairs")
    st.caption(
        f"จาก {format_count(found.households)} ครัวเรือนใน {found.villages:,} หมู่บ้านที่นำเข้ารายครัวเรือน ทุกตัวชี้วัด "
        "ไม่ขึ้นกับกลุ่มเป้าหมายที่เลือก น้ำหนักเท่ากันทุกด้านและเกณฑ์ 1 ใน 3 เป็นของโปรแกรมนี้ ตามวิธี Alkire–Foster ดูข้อ 10"
    )


def _people(found: Multidimensional) -> Shown:
    return "" if pd.isna(found.people_pct) else f"คนในครัวเรือนขัดสนร้อยละ {fixed(found.people_pct)}"


def show_unknowns(sheet: AnalysisSheet) -> None:
    """What the figures do not tell."""
    section("unknowns")
    if sheet.unknowns.empty:
        st.markdown("ไม่มีข้อจำกัดที่โปรแกรมนี้พบ")
        return
    printed_table(sheet.unknowns, UNKNOWN_HEADS, "unknowns")


@st.fragment
def show_formulas(sheet: AnalysisSheet) -> None:
    """Every formula with this area's own numbers, grouped by section; made when the box is opened."""
    with st.container(key="sheet_formulas"):
        section("formulas", "สูตรเป็นของโปรแกรมนี้ เว้นแต่ที่บอกที่มาไว้ ไม่มีเอกสารเผยแพร่กำหนดสูตรของกรมการพัฒนาชุมชน")
        words = "ดูสูตรของทุกตัวเลขในหน้านี้ พร้อมตัวเลขของพื้นที่นี้ (พิมพ์ลงกระดาษเฉพาะเมื่อเปิดไว้)"
        box = st.expander(words, key="formulas-box", on_change="rerun")
        if not box.open:
            return
        with box:
            for code in SECTIONS:
                own = sheet.formulas[sheet.formulas["code"] == code]
                if len(own):
                    st.markdown(f"**{SECTIONS[code]}**")
                    printed_table(own, FORMULA_HEADS, f"formulas-{code}")
