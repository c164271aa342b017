"""The summary in Thai, built by rules from the numbers. It says "more" or "less" only where the intervals allow it."""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.references import Reference
from analysis.scope import Scope
from analysis.statistics import BETTER, SIMILAR, UNKNOWN, WORSE

if TYPE_CHECKING:
    from analysis.radar_analysis import Overall

NAMED_PROBLEMS = 3
NAMED_CHANGES = 2


def summary_text(
    scope: Scope,
    reference: Reference,
    overall: "Overall",
    axes: pd.DataFrame,
    indicators: pd.DataFrame,
    problems: pd.DataFrame,
    previous: pd.DataFrame,
) -> tuple[str, ...]:
    """Three to six sentences: the whole, the axes, the first problems, against the reference, the change, caution.

    `axes`, `indicators` and `problems` as in RadarAnalysis, `previous` as `indicator_data` of the year before (empty
    when there is none). A difference is stated only where the 95 % interval lies clear of the reference, a change only
    where the intervals of both years do not meet.
    """
    sentences = [
        _on_the_whole(scope, overall),
        _by_axis(axes),
        _first_problems(problems),
        _against_reference(reference, indicators),
        _change(problems, previous),
        _caution(indicators),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _on_the_whole(scope: Scope, overall: "Overall") -> str:
    whole = f"{scope.area_title} ปี {scope.year_be} มีข้อมูล {overall.indicators_with_data} จาก {overall.indicators} ตัวชี้วัด"
    if not overall.indicators_with_data:
        return f"{whole} จึงยังสรุปไม่ได้"
    return f"{whole} เป็นปัญหาเฉลี่ยร้อยละ {overall.problem_pct:.1f} (ไม่มีปัญหาเฉลี่ยร้อยละ {overall.pass_pct:.1f})"


def _by_axis(axes: pd.DataFrame) -> str:
    known = axes.dropna(subset="problem_pct").sort_values("problem_pct", ascending=False, kind="stable")
    if known.empty:
        return "ยังไม่มีด้านใดมีข้อมูล"
    most = known.iloc[0]
    text = f"ด้านที่มีค่าเฉลี่ยปัญหาสูงสุดคือ{most['axis_name']} (ร้อยละ {most['problem_pct']:.1f})"
    if len(known) == 1 or known.iloc[-1]["problem_pct"] == most["problem_pct"]:
        return text
    least = known.iloc[-1]
    return f"{text} ต่ำสุดคือ{least['axis_name']} (ร้อยละ {least['problem_pct']:.1f})"


def _first_problems(problems: pd.DataFrame) -> str:
    if problems.empty:
        return "ไม่มีตัวชี้วัดใดที่พบปัญหาในข้อมูลที่มี"
    named = "; ".join(described(row) for row in problems.head(NAMED_PROBLEMS).to_dict("records"))
    return f"ปัญหาที่ควรดูก่อนตามคะแนนจัดลำดับ ได้แก่ {named}"


def described(row: Mapping[Hashable, Any]) -> str:
    """One indicator with its figures: ชื่อ (ไม่ผ่าน 12 จาก 340 คน ร้อยละ 3.5)."""
    problem = f"ร้อยละ {row['problem_pct']:.1f}"
    if pd.notna(row["failed"]):
        return f"{row['short_label']} (ไม่ผ่าน {row['failed']:,.0f} จาก {row['assessed']:,.0f} {row['unit']} {problem})"
    return f"{row['short_label']} (ระดับปัญหา{problem})"


def _against_reference(reference: Reference, indicators: pd.DataFrame) -> str:
    if reference.name is None:
        return ""
    known = indicators[indicators["problem_pct"].notna() & indicators["reference_pct"].notna()]
    counts = known["status"].value_counts()
    if not len(known) or counts.get(UNKNOWN, 0) == len(known):
        return _without_intervals(reference, known)
    worse = known[known["status"] == WORSE]
    named = ""
    if len(worse):
        furthest = worse.assign(lag=worse["problem_pct"] - worse["reference_pct"]).sort_values("lag", kind="stable")
        named = f" (ห่างสุดคือ{furthest.iloc[-1]['short_label']})"
    return (
        f"เทียบกับ{reference.name}: ด้อยกว่าชัดเจน {len(worse)} ตัวชี้วัด{named} เด่นกว่าชัดเจน {counts.get(BETTER, 0)} ตัวชี้วัด "
        f"อีก {counts.get(SIMILAR, 0)} ตัวชี้วัดต่างกันไม่เกินช่วงความไม่แน่นอนจากจำนวนน้อย จึงยังบอกไม่ได้ว่าต่างกัน"
    )


def _without_intervals(reference: Reference, known: pd.DataFrame) -> str:
    """Score and value sets have no interval: the sentence counts differences and calls none of them clear."""
    if known.empty:
        return ""
    higher = int((known["problem_pct"] > known["reference_pct"]).sum())
    lower = int((known["problem_pct"] < known["reference_pct"]).sum())
    return (
        f"เทียบกับ{reference.name}: ค่าปัญหาสูงกว่า {higher} ตัวชี้วัด ต่ำกว่า {lower} ตัวชี้วัด "
        "(ข้อมูลชุดนี้ไม่มีช่วงความไม่แน่นอน จึงไม่สรุปว่าต่างกันชัดเจน)"
    )


def _change(problems: pd.DataFrame, previous: pd.DataFrame) -> str:
    if previous.empty or "low_pct" not in problems:
        return ""
    year_columns = ["indicator_code", "low_pct", "high_pct", "problem_pct"]
    both = problems.merge(previous[year_columns], on="indicator_code", suffixes=("", "_before"))
    both = both.dropna(subset=["low_pct", "low_pct_before"])
    if both.empty:
        return ""
    risen = both[both["low_pct"] > both["high_pct_before"]].sort_values("change_pct", ascending=False, kind="stable")
    fallen = both[both["high_pct"] < both["low_pct_before"]]
    text = f"เทียบกับปีก่อนหน้าที่มีข้อมูล ปัญหาเพิ่มขึ้นชัดเจน {len(risen)} ตัวชี้วัด ลดลงชัดเจน {len(fallen)} ตัวชี้วัด"
    rows = risen.head(NAMED_CHANGES).to_dict("records")
    named = ", ".join(
        f"{row['short_label']} (จากร้อยละ {row['problem_pct_before']:.1f} เป็น {row['problem_pct']:.1f})" for row in rows
    )
    return f"{text} ที่เพิ่มมากคือ{named}" if named else text


def _caution(indicators: pd.DataFrame) -> str:
    missing = int(indicators["problem_pct"].isna().sum())
    parts = [f"{missing} ตัวชี้วัดไม่มีข้อมูลหรือไม่มีผู้ที่เข้าข่ายสำรวจ จึงไม่ได้นำมาเฉลี่ย"] if missing else []
    if bool(indicators["is_synthetic"].any()):
        parts.append("ตัวเลขนี้มีข้อมูลตัวอย่างที่สร้างขึ้น ห้ามนำไปใช้จริง")
    return " และ".join(parts)
