"""The first half of the sheet: who and how much, the sentences, the dimensions, the standings, the problems."""

from typing import Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.core.answers import heads_of
from analysis.core.changes import CHANGE_NAMES
from analysis.core.figures import with_figure
from analysis.core.measures import PERSON_UNIT
from analysis.core.priorities import FEWEST_LEADING, OWN_VIEW, PARTS, TIER_NAMES
from analysis.core.statistics import BETTER, FEW_ASSESSED, SIMILAR, STATUS_NAMES, UNKNOWN, WORSE, rows_of
from analysis.core.target_groups import lens_words
from analysis.radar_analysis.answers import weights_text
from analysis.radar_analysis.data import AnalysisSheet
from analysis.radar_analysis.findings import BASES, RadarAnalysis
from catalogue import GROUPS
from catalogue.areas import LEVELS
from charts import theme
from charts.radar_analysis import ranked_dot_figure
from charts.radar_diagram import radar_figure
from charts.theme import HIDDEN, Measure, measured
from pages.radar_analysis.sheet_tables import (
    chart_box,
    counts_text,
    interval_text,
    printed_table,
    section,
    section_link,
    section_number,
)
from pages.shared.look import metric_row, show_chart
from words.numbers import NO_DATA, fixed, format_count, format_pct, format_points, is_missing
from words.screen_text import Shown, plain, text

SHOWN_ROWS: Final = 8
CHART_ROWS: Final = 8
NARROW_RADAR_PX: Final = 160  # less high than a radar that has the whole width
AXIS_HEADS: Final = {
    "axis_name": "ด้าน", "problem_pct": "เป็นปัญหา (%)", "interval": "ช่วง", "reference_pct": "อ้างอิง (%)",
    "status_name": "สถานะ", "better": "เด่น", "similar": "ใกล้เคียง", "worse": "ด้อย", "missing": "ไม่มีข้อมูล",
}  # fmt: skip
STANDING_HEADS: Final = {
    "label": "ปัญหา", "problem_pct": "เป็นปัญหา (%)", "interval": "ช่วง", "reference_pct": "อ้างอิง (%)",
    "counts": "ไม่ผ่าน/สำรวจ",
}  # fmt: skip
STANDING_OF_YEARS_HEADS: Final = {
    "label": "ปัญหา", "problem_pct": "ปีนี้ (%)", "interval": "ช่วงปีนี้", "reference_pct": "ปีก่อน (%)",
    "before_interval": "ช่วงปีก่อน", "counts": "ไม่ผ่าน/สำรวจ",
}  # fmt: skip
PROBLEM_HEADS: Final = {
    "rank": "ลำดับ", "problem_name": "ปัญหา", "problem_pct": "เป็นปัญหา (%)", "failed": "ไม่ผ่าน", "assessed": "สำรวจ",
    "unit": "หน่วย", "tier_name": "เทียบแล้ว", "excess": "มากกว่าที่ควรเป็น", "trend_name": "จากปีก่อน", "small_name": "หมายเหตุ",
}  # fmt: skip
OWN_VIEW_HEADS: Final = {
    "own_rank": OWN_VIEW, "rank": "ลำดับ", "problem_name": "ปัญหา", "score": "คะแนน", "severity": "รุนแรง",
    "size": "ขนาด", "trend": "แนวโน้ม", "relative": PARTS["relative"], "unweighted_rank": "ลำดับเมื่อน้ำหนักเท่ากัน",
}  # fmt: skip
SURE_CHANGES: Final = {WORSE: "▲ แย่ลง", BETTER: "▼ ดีขึ้น"}


def with_words(problems: pd.DataFrame) -> pd.DataFrame:
    """The ranked problems with their tier, their sure change and whether they are of few people, in words."""
    small = problems["is_small"].fillna(False).astype(bool)
    return problems.assign(
        excess=problems["excess"].round(),
        tier_name=problems["tier"].map(dict(TIER_NAMES)).astype("str"),
        trend_name=problems["change_status"].map(SURE_CHANGES).astype("str"),
        small_name=pd.Series(["จำนวนน้อย" if each else None for each in small], index=problems.index, dtype="str"),
    )


def show_overview(sheet: AnalysisSheet) -> None:
    """Area and year, the whole and its change, who was looked at, how complete the data are."""
    analysis, profile = sheet.analysis, sheet.context.profile
    scope, overall = analysis.scope, analysis.overall
    group = "" if analysis.group is None else f" · เฉพาะตัวชี้วัดของกลุ่ม{text(GROUPS[analysis.group])}"
    title = f"{section_number('overall')}. ภาพรวม {text(scope.area_title)} · ปี {scope.year_be}{group}"
    st.subheader(title, anchor="s-overall")
    if analysis.group is not None:
        whole = analysis.lookup.scope.indicator_set
        st.caption(f"{text(lens_words(whole, analysis.group))} · ครัวเรือนเป็นของทั้งพื้นที่ ไม่ใช่ของกลุ่ม")
    passed = scope.indicator_set.measure == "count"
    overall_metric = (
        ("ผ่านเกณฑ์เฉลี่ย", overall.pass_pct)
        if passed
        else (
            "ดัชนีความรุนแรงเฉลี่ย" if measure_of(analysis) == "severity" else "ระดับปัญหาเฉลี่ย",
            overall.problem_pct,
        )
    )
    missing = HIDDEN if overall.indicators_with_data else NO_DATA
    note = f"เป็นปัญหาเฉลี่ย {format_pct(overall.problem_pct, missing)}" if passed else "0 = ดีที่สุด 100 = แย่ที่สุด"
    level = LEVELS.get(profile.source_level, "พื้นที่")
    with st.container(key="sheet_metrics"):
        metric_row(
            [
                (overall_metric[0], measured(overall_metric[1], measure_of(analysis), missing), note),
                _change_metric(analysis),
                _standing_metric(analysis),
                _households_metric(sheet),
                _persons_metric(sheet),
                (
                    "ตัวชี้วัดที่มีข้อมูล",
                    f"{with_figure(analysis.indicators)}/{overall.indicators:,}",
                    f"{profile.areas:,} {level} มีตัวเลขร้อยละ {fixed(profile.complete_pct)}",
                ),
            ]
        )


def _standing_metric(analysis: RadarAnalysis) -> tuple[Shown, Shown, Shown]:
    counts = analysis.status_counts()
    note = f"เด่น {counts[BETTER]:,} · ใกล้เคียง {counts[SIMILAR]:,} · ด้อย {counts[WORSE]:,} ตัวชี้วัด"
    if not counts[BETTER] + counts[SIMILAR] + counts[WORSE]:
        note = "ไม่มีค่าอ้างอิงให้เทียบ" if analysis.reference.name is None else "ไม่มีช่วงให้เทียบ จึงไม่จัดสถานะ"
    if analysis.scope.coverage is not None and not analysis.scope.is_judged:
        note = text(analysis.scope.coverage.words)
    return "โดยรวมเทียบค่าอ้างอิง", text(analysis.standing.status_name or "–"), note


def _change_metric(analysis: RadarAnalysis) -> tuple[Shown, Shown, Shown]:
    if analysis.previous_year is None or not analysis.change.compared:
        return "ปัญหาเปลี่ยนจากปีก่อน", "–", "ไม่มีปีก่อนหน้าในชุดเดียวกัน"
    change = analysis.change
    if pd.isna(change.problem_pct):
        return f"ปัญหาเปลี่ยนจากปี {analysis.previous_year}", HIDDEN, "เพราะจะคำนวณย้อนกลับเป็นจำนวนน้อยได้"
    points = format_points(change.difference_pct)
    note = f"{text(CHANGE_NAMES[change.status])} · คิดจาก {change.compared} ตัวชี้วัดที่มีทั้งสองปี"
    return f"ปัญหาเปลี่ยนจากปี {analysis.previous_year}", points, note


def _households_metric(sheet: AnalysisSheet) -> tuple[Shown, Shown, Shown]:
    profile = sheet.context.profile
    people = "" if pd.isna(profile.people) else f"สมาชิก {format_count(profile.people)} คน"
    people = people or "ไม่มีจำนวนสมาชิกให้แสดง"
    label = "ครัวเรือน" if sheet.analysis.group is None else "ครัวเรือนทั้งพื้นที่"
    return label, format_count(profile.households), people


def _persons_metric(sheet: AnalysisSheet) -> tuple[Shown, Shown, Shown]:
    """Of the whole area, or of the indicators of the lens."""
    analysis = sheet.analysis
    if analysis.group is None:
        return "คนที่ถูกสำรวจ", format_count(sheet.context.profile.persons_assessed), "ในตัวชี้วัดที่สำรวจคนมากที่สุด"
    persons = analysis.indicators.loc[analysis.indicators["unit"] == PERSON_UNIT, "assessed"].max()
    return "คนที่ถูกสำรวจ", format_count(persons), "ในตัวชี้วัดของกลุ่มนี้ที่สำรวจคนมากที่สุด"


def show_sentences(sheet: AnalysisSheet) -> None:
    """The summary, each sentence with a link to its numbers."""
    lines = [f"- {text(each.text)} {section_link(each.table)}" for each in sheet.analysis.statements]
    with st.container(key="sheet-sentences"):
        st.markdown("\n".join(lines))


def show_dimensions(sheet: AnalysisSheet) -> None:
    """The radar beside the reference, and the standing of every dimension."""
    analysis = sheet.analysis
    section("axes")
    table = analysis.dimensions.assign(
        interval=_intervals(analysis.dimensions),
        missing=analysis.without_figure(),
    )
    with st.container(key="sheet_two_axes"):
        left, right = st.columns([4, 6], gap="small")
        with left, chart_box("radar", 420):
            alt = f"เรดาร์รายด้านของ{plain(analysis.scope.area_title)}"
            show_chart(radar_of(analysis, NARROW_RADAR_PX), "quality-radar", alt)
        with right:
            heads = (
                AXIS_HEADS
                if table["missing"].any()
                else {name: AXIS_HEADS[name] for name in AXIS_HEADS if name != "missing"}
            )
            printed_table(table, heads_of(analysis.scope, heads), "axes")
            st.caption("เด่น ใกล้เคียง ด้อย = จำนวนตัวชี้วัดในด้านนั้น สถานะของด้านเทียบเฉพาะตัวชี้วัดที่ทั้งสองฝ่ายมี")


def radar_of(analysis: RadarAnalysis, lower_px: int = 0) -> go.Figure:
    """The radar of the dimensions, the reference dashed behind it; so much lower than one of the whole width."""
    companions: list[tuple[str, pd.DataFrame]] = []
    if analysis.reference.name is not None:
        companions.append((analysis.reference.name, analysis.reference_axes()))
    axes = analysis.axes.assign(axis_name=analysis.axes["axis_short"])
    return radar_figure(axes, companions, measure_of(analysis), "focused", analysis.scope.area_title, None, lower_px)


def problems_figure(analysis: RadarAnalysis) -> go.Figure:
    """The first problems as dots with their intervals."""
    first = analysis.problems.head(CHART_ROWS)
    return ranked_dot_figure(first.assign(status=first["status_name"]), analysis.reference.name, measure_of(analysis))


def measure_of(analysis: RadarAnalysis) -> Measure:
    """What the figures draw: of villages graded an index, else the share that fails."""
    return theme.measure_of(analysis.scope.indicator_set.measure)


def problems_heading(analysis: RadarAnalysis) -> str:
    """What that figure ranks, and how many problems stand behind the others, or left out, as hidden."""
    problems, heading = analysis.problems, "ปัญหาเรียงตามความสำคัญ"
    if len(problems) > CHART_ROWS:
        heading = f"{heading} {CHART_ROWS} จาก {len(problems)} ตัวชี้วัด"
    hidden = int(problems["is_hidden"].sum()) if "is_hidden" in problems else 0
    return f"{heading} (ไม่จัดลำดับ {hidden} ตัวชี้วัดที่ไม่แสดงตัวเลข)" if hidden else heading


def show_standing(sheet: AnalysisSheet) -> None:
    """Indicators by standing, then the strengths and weaknesses with their numbers."""
    analysis = sheet.analysis
    reference = analysis.reference.name
    of_years = " โดยเทียบช่วงความไม่แน่นอนของสองปี" if analysis.reference.is_another_year else ""
    why = f" ({text(analysis.reference.note)})" if analysis.reference.note else ""
    section("standing", f"เทียบกับ{text(reference)}{of_years}{why}" if reference else text(analysis.reference.note))
    if reference is not None and analysis.scope.is_judged:  # a column of zeros would read as "none is worse"
        _names_by_standing(analysis)
    with st.container(key="sheet_two_standing"):
        left, right = st.columns(2, gap="medium")
        with left:
            _standing_table(analysis, "weaknesses", "จุดอ่อน", _no_standing(analysis, "ด้อยกว่า"))
        with right:
            _standing_table(analysis, "strengths", "จุดแข็ง", _no_standing(analysis, "เด่นกว่า"))


def _no_standing(analysis: RadarAnalysis, side: Shown) -> Shown:
    """Without a reference nothing is known to be better or worse: say so, and what to do, instead of 'none'. Of an
    area too little of which was surveyed nothing is said."""
    if analysis.scope.coverage is not None and not analysis.scope.is_judged:
        return text(analysis.scope.coverage.why_not_judged)
    if analysis.reference.name is not None:
        return f"ไม่มีตัวชี้วัดที่{side}อย่างชัดเจน"
    next_step = f"เลือก “เทียบกับ” อย่างอื่นที่ด้านบน หรือดูปัญหาเรียงลำดับแทน {section_link('problems')}"
    return f"ยังบอกไม่ได้ว่าตัวชี้วัดใด{side} เพราะไม่มีอะไรให้เทียบ {next_step}"


def _names_by_standing(analysis: RadarAnalysis) -> None:
    shown = rows_of(analysis.indicators[["number", "problem_name", "short_label", "problem_pct", "status"]])
    known, counts = [row for row in shown if not is_missing(row["problem_pct"])], analysis.status_counts()
    lines = ["| สถานะ | จำนวน | ตัวชี้วัด |", "|:---|---:|:---|"]
    for code in (WORSE, SIMILAR, BETTER, UNKNOWN):
        own = [row for row in known if row["status"] == code]
        if counts[code] or code != UNKNOWN:
            label = "problem_name" if code == WORSE else "short_label"
            names = [f"{row['number']}. {row[label]}" for row in own]
            name = STATUS_NAMES[code] or "เทียบไม่ได้"
            lines.append(f"| **{text(name)}** | {counts[code]:,} | {text(', '.join(names)) or '–'} |")
    with st.container(key="sheet-standing"):
        st.markdown("\n".join(lines))
    if analysis.expected_by_chance > 0:
        expected = fixed(analysis.expected_by_chance)
        st.caption(f"ถ้าไม่มีตัวชี้วัดใดต่างจริง ก็ยังจะดูเด่นหรือด้อยโดยบังเอิญได้ราว {expected} ตัวชี้วัด")


def _standing_table(analysis: RadarAnalysis, name: str, title: Shown, nothing: Shown) -> None:
    table = getattr(analysis, name)
    shown = table.head(SHOWN_ROWS)
    more = f" (แสดง {len(shown)} จาก {len(table)} ตัวชี้วัด)" if len(table) > len(shown) else ""
    st.markdown(f"**{title}**{more}")
    if table.empty:
        st.markdown(nothing)
        return
    shown = shown.assign(label=shown["problem_name"])  # both sides count what fails
    counts = [counts_text(row["failed"], row["assessed"]) for row in rows_of(shown)]
    shown = shown.assign(interval=_intervals(shown), counts=pd.Series(counts, index=shown.index, dtype="str"))
    heads = STANDING_HEADS
    if analysis.reference.is_another_year:
        shown, heads = shown.assign(before_interval=_intervals(shown, "reference_")), STANDING_OF_YEARS_HEADS
    printed_table(shown, heads_of(analysis.scope, heads), name)
    st.caption(f"นับเมื่อ{' หรือ '.join(text(BASES[each]) for each in dict.fromkeys(table['basis']))}")


def show_problems(sheet: AnalysisSheet) -> None:
    """The first problems as a figure, then all of them with every part of their score."""
    analysis = sheet.analysis
    problems = analysis.problems
    against = f"เทียบกับ{text(analysis.tiers.name)}" if analysis.tiers.name else "ไม่มีอะไรให้เทียบ จึงเรียงตามจำนวนคน"
    if problems.empty:
        section("problems", against)
        st.success("ไม่มีตัวชี้วัดใดที่มีผู้ไม่ผ่านเกณฑ์ในข้อมูลที่มี")
        return
    with st.container(key="sheet_keep_problems"):
        section("problems", against)
        with chart_box("problems", 660):
            show_chart(problems_figure(analysis), "quality-problems", "ปัญหาที่ควรดูก่อน ร้อยละและช่วงความไม่แน่นอน")
    shown = with_words(problems)
    heads = {
        name: head for name, head in PROBLEM_HEADS.items() if name not in _UNLESS_HELD or shown[name].notna().any()
    }
    printed_table(shown, heads_of(analysis.scope, heads), "problems")
    few = f"ผู้ไม่ผ่านไม่ถึง {FEWEST_LEADING} หรือสำรวจไม่ถึง {FEW_ASSESSED} ราย"
    if analysis.has_ranks:
        st.caption(f"เรียงจากที่แย่กว่าชัดเจน แล้วตามส่วนของคนที่ไม่ผ่าน · จำนวนน้อย ({few}) อยู่ท้ายเสมอ")
    else:
        st.caption(f"ทุกปัญหามี{few} จึงแสดงเป็นกรณี ไม่จัดลำดับ")
    if analysis.is_weighted:
        st.markdown(f"**{OWN_VIEW}** {text(weights_text(analysis.weights))}")
        printed_table(problems.sort_values("own_rank", kind="stable"), OWN_VIEW_HEADS, "own-view")


def problems_to_add(sheet: AnalysisSheet) -> dict[str, str]:
    """Indicator code → what fails, in the order of the priorities; on a sheet for others without what is hidden."""
    problems = sheet.analysis.problems.dropna(subset="problem_pct")
    return dict(zip(problems["indicator_code"], problems["problem_name"], strict=True))


_UNLESS_HELD: Final = ("excess", "trend_name", "small_name")


def _intervals(table: pd.DataFrame, of: str = "") -> pd.Series:
    ends = zip(table[f"{of}low_pct"], table[f"{of}high_pct"], strict=True)
    texts = [interval_text(low, high) for low, high in ends]
    return pd.Series(texts, index=table.index, dtype="str")
