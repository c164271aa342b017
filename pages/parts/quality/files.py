"""What can be taken away from the sheet: workbook, CSV, figures. Every file says the weights of the score and the
target group; small counts are hidden unless the officer asks for the full figures."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analysis.as_text import weights_text
from analysis.quality import Quality
from app_state import Selection
from catalogue import GROUPS
from pages.parts.quality.answers import Choices, quality_of
from pages.parts.quality.more import (
    CHANGE_HEADS,
    FAILING_HEADS,
    FORMULA_HEADS,
    GROUP_HEADS,
    LEVEL_HEADS,
    PAIR_HEADS,
    PART_HEADS,
    UNKNOWN_HEADS,
)
from pages.parts.quality.public import hidden_in
from pages.parts.quality.sections import AXIS_HEADS, PROBLEM_HEADS, problems_figure, radar_of
from pages.parts.radar.downloads import Bundle, offer_downloads
from reports.workbook import Sheet

PARTS = ["เรดาร์รายด้าน", "ปัญหาที่ควรดูก่อน"]
WEIGHTS = "น้ำหนักของคะแนน"
STANDING_COLUMNS = {
    "short_label": "ตัวชี้วัด", "problem_pct": "เป็นปัญหา (%)", "low_pct": "ช่วงต่ำ (%)", "high_pct": "ช่วงสูง (%)",
    "reference_pct": "อ้างอิง (%)", "failed": "ไม่ผ่าน", "assessed": "สำรวจ", "unit": "หน่วย",
}  # fmt: skip


def offer_files(selection: Selection, choices: Choices, quality: Quality) -> None:
    """The button with the files, made when asked for."""
    parts = PARTS if len(quality.analysis.problems) else PARTS[:1]

    def make(public: bool) -> Bundle:
        return bundle_of(quality_of(selection, replace(choices, public=public or choices.public)))

    has_counts = quality.analysis.scope.indicator_set.measure == "count"
    offer_downloads(selection, "สรุปคุณภาพชีวิต", "quality", make, parts, quality.analysis.is_synthetic, has_counts)


def bundle_of(quality: Quality) -> Bundle:
    """Figures and sheets of a sheet; the first sheet, which the CSV holds too, is the ranked problems."""
    analysis = quality.analysis
    notes = [f"{WEIGHTS}: {weights_text(analysis.weights)}"]
    if analysis.group is not None:
        notes.append(f"เฉพาะตัวชี้วัดของกลุ่ม{GROUPS[analysis.group]}")
    figures = {PARTS[0]: radar_of(analysis)}
    if len(analysis.problems):
        figures[PARTS[1]] = problems_figure(analysis)
    return Bundle(figures, sheets_of(quality), hidden_in(quality), tuple(notes))


def sheets_of(quality: Quality) -> list[Sheet]:
    """The tables of the sheet under Thai headings; those without rows are left out."""
    analysis, around = quality.analysis, quality.around
    text = pd.DataFrame({"สรุป": pd.Series(list(analysis.sentences), dtype="str")})
    plain = [
        ("ปัญหา", analysis.problems, PROBLEM_HEADS),
        ("รายด้าน", analysis.dimensions, _without(AXIS_HEADS, "missing")),
        ("จุดแข็ง", analysis.strengths, STANDING_COLUMNS),
        ("จุดอ่อน", analysis.weaknesses, STANDING_COLUMNS),
        ("การเปลี่ยนแปลง", analysis.changes, CHANGE_HEADS),
        ("ระดับหมู่บ้าน", around.levels.counts, LEVEL_HEADS),
        ("กลุ่มเป้าหมาย", quality.groups, GROUP_HEADS),
        ("สิ่งที่ยังไม่รู้", quality.unknowns, UNKNOWN_HEADS),
        ("วิธีคำนวณ", quality.formulas, FORMULA_HEADS),
    ]
    if (found := around.households) is not None:
        pairs = found.pairs.assign(pair=found.pairs["first_label"] + " + " + found.pairs["second_label"])
        plain += [("ครัวเรือน", found.failing, FAILING_HEADS), ("คู่ตัวชี้วัด", pairs, PAIR_HEADS)]
        plain += [("ส่วนในดัชนี", found.dimensions, PART_HEADS)]
    sheets = [Sheet(name, thai(table, heads)) for name, table, heads in plain if len(table)]
    first = sheets[0].table.assign(**{WEIGHTS: weights_text(analysis.weights)}) if sheets else text
    return [Sheet(sheets[0].name, first), Sheet("ข้อความสรุป", text), *sheets[1:]]


def thai(table: pd.DataFrame, heads: Mapping[str, str]) -> pd.DataFrame:
    """The columns of `heads` that the table has, under their headings; whole intervals as two columns."""
    kept = [column for column in heads if column in table]
    return table[kept].rename(columns=dict(heads))


def _without(heads: Mapping[str, str], column: str) -> dict[str, str]:
    return {name: head for name, head in heads.items() if name != column}
