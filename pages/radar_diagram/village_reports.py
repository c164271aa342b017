"""The five reports a province publishes from กชช.2ค, for the area and year chosen."""

from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.core.village_levels import NO_THRESHOLDS
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Released
from analysis.radar_diagram.village_scores import COUNTED, VillageScores
from app.answers import village_scores_of
from app.state import Selection, source_text
from charts.village_scores import level_bars_figure, problem_share_figure, score_bars_figure
from pages.shared.downloads import Bundle, offer_downloads, released, thai_table
from pages.shared.look import show_chart, show_table, source_caption
from pages.shared.page_start import label_synthetic, own_errors
from pages.shared.url_choices import url_choice
from reports.workbook import Sheet
from words.screen_text import text

LEVELS, CONDITION, RANKED, SCORES, VILLAGES = (
    "ระดับการพัฒนา", "สภาพปัญหา", "ลำดับปัญหา", "ระดับปัญหา", "ระดับของทุกหมู่บ้าน",
)  # fmt: skip
SOURCE_OF_LEVEL = {"file": "ตามไฟล์", "rule": "คำนวณจากเกณฑ์"}
CONDITION_COLUMNS = ["number", "name", "dimension_name", "villages", "problem_pct", "score_1_pct", "any_pct"]
SCORE_COLUMNS = [
    "number",
    "name",
    "score_1",
    "score_2",
    "score_3",
    "villages",
    "score_1_pct",
    "score_2_pct",
    "score_3_pct",
]
RANKED_COLUMNS = ["rank", "number", "name", "with_problem", "villages", "with_problem_pct"]
VILLAGE_COLUMNS = [
    "area_code",
    "area_name",
    "level_number",
    "level_name",
    "level_source",
    "problem_count",
    "indicators_with_data",
]


def show_reports(selection: Selection) -> None:
    """Development levels; problem condition; ranking; levels per indicator; the level of every village."""
    with own_errors():
        scores = village_scores_of(selection)
    label_synthetic(scores.is_synthetic)
    st.subheader(f"รายงาน กชช.2ค {text(scores.scope.area_title)} · ปี {selection.year_be}", anchor=False)
    _show_levels(scores)
    st.markdown("#### 2 สภาพปัญหารายตัวชี้วัด")
    show_chart(score_bars_figure(scores.shares), "scores", "ร้อยละของหมู่บ้านที่ระดับ 1 2 และ 3 ของแต่ละตัวชี้วัด")
    counted = _show_ranking(scores)
    st.markdown("#### 4 จำนวนหมู่บ้านแต่ละระดับปัญหาของแต่ละตัวชี้วัด")
    show_table(thai_table(scores.shares[SCORE_COLUMNS]), "scores-table", height=480)
    st.markdown("#### 5 ระดับการพัฒนาของทุกหมู่บ้าน")
    show_table(_villages(scores), "villages-table", height=480)
    source_caption(source_text(selection))
    make = partial(_bundle, scores, counted)
    offer_downloads(selection, "รายงาน กชช.2ค", "reports", make, [LEVELS, SCORES, RANKED], scores.is_synthetic, False)


def _show_levels(scores: VillageScores) -> None:
    st.markdown("#### 1 หมู่บ้านจำแนกตามระดับการพัฒนา")
    if scores.level_counts.empty:
        st.info(NO_THRESHOLDS)
        return
    show_chart(level_bars_figure(scores.level_counts), "levels", "จำนวนหมู่บ้านแต่ละระดับการพัฒนา")
    st.caption(text(rule_note(scores)))


def rule_note(scores: VillageScores) -> str:
    """Where the levels come from, and that the thresholds are not confirmed by a document."""
    indicator_set = scores.scope.indicator_set
    rule = " · ".join(f"{level.fewest}–{level.most} ตัว = {level.name}" for level in indicator_set.development_levels)
    confirmed = "" if indicator_set.confidence == "H" else " เกณฑ์นี้ยังไม่มีเอกสารยืนยัน"
    return (
        f"ระดับตามไฟล์ {scores.levels_by_file:,} หมู่บ้าน ที่เหลือ {scores.levels_by_rule:,} หมู่บ้านคำนวณจากจำนวนตัวชี้วัดที่ได้ระดับ 1 "
        f"({rule}){confirmed}"
    )


def _show_ranking(scores: VillageScores) -> str:
    st.markdown("#### 3 ตัวชี้วัดเรียงตามร้อยละของหมู่บ้านที่มีปัญหา")
    counted = url_choice("นับว่ามีปัญหาเมื่อได้", COUNTED, "counted", width=280)
    ranked = scores.ranked(counted)
    left, right = st.columns(2, gap="medium")
    with left:
        show_chart(_ranking(scores, counted), "ranking", "ตัวชี้วัดเรียงตามร้อยละของหมู่บ้านที่มีปัญหา")
    with right:
        show_table(thai_table(ranked[RANKED_COLUMNS]), "ranking-table", height=640)
    return counted


def _ranking(scores: VillageScores, counted: str) -> go.Figure:
    return problem_share_figure(scores.ranked(counted), f"ร้อยละของหมู่บ้านที่ได้{COUNTED[counted]}")


def _villages(scores: VillageScores) -> pd.DataFrame:
    levels = scores.levels.assign(level_source=scores.levels["level_source"].map(SOURCE_OF_LEVEL))
    return thai_table(levels[VILLAGE_COLUMNS].sort_values(["level_number", "area_code"], ignore_index=True))


def _bundle(scores: VillageScores, counted: str, gates: GateOfYear | None) -> Released[Bundle]:
    figures = {
        LEVELS: level_bars_figure(scores.level_counts),
        SCORES: score_bars_figure(scores.shares),
        RANKED: _ranking(scores, counted),
    }
    counts = scores.level_counts[["level_number", "level_name", "villages", "village_pct"]]
    sheets = [
        Sheet(f"1 {LEVELS}", thai_table(counts)),
        Sheet(f"2 {CONDITION}", thai_table(scores.shares[CONDITION_COLUMNS])),
        Sheet(f"3 {RANKED}", thai_table(scores.ranked(counted)[RANKED_COLUMNS])),
        Sheet(f"4 {SCORES}", thai_table(scores.shares[SCORE_COLUMNS])),
        Sheet(f"5 {VILLAGES}", _villages(scores)),
    ]
    bundle = Bundle(figures, [sheets[4], *sheets[:4]], (rule_note(scores),))
    return released(bundle, 0, gates(scores.scope.year_be) if gates else None)
