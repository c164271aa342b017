"""What can be taken away from the sheet: workbook, CSV, figures. Every file says the weights of the score and the
target group; small counts are hidden unless the officer asks for the full figures."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from analysis.core.answers import heads_of
from analysis.core.statistics import BETTER, SIMILAR, STATUS_NAMES, WORSE
from analysis.disclosure.gate import GateOfYear
from analysis.disclosure.outputs import Audience, Released
from analysis.radar_analysis.answers import weights_text
from analysis.radar_analysis.data import AnalysisSheet
from analysis.radar_analysis.one_page import OnePage
from analysis.radar_analysis.public import hidden_in
from app.answers import Choices, sheet_of
from app.state import Selection
from catalogue import GROUPS
from pages.radar_analysis.details import (
    CHANGE_HEADS,
    FAILING_HEADS,
    FORMULA_HEADS,
    GROUP_HEADS,
    LEVEL_HEADS,
    PAIR_HEADS,
    PART_HEADS,
    UNKNOWN_HEADS,
)
from pages.radar_analysis.findings import (
    AXIS_HEADS,
    OWN_VIEW_HEADS,
    PROBLEM_HEADS,
    problems_figure,
    problems_heading,
    radar_of,
    with_words,
)
from pages.radar_analysis.sheet_tables import SHARES
from pages.shared.downloads import Bundle, file_button, offer_downloads, released
from pages.shared.print_pack import ONE_PAGE, pack_button, released_page, villages_with_data
from reports.about import About
from reports.one_page import can_make_pdf, one_page_pdf, one_page_png
from reports.workbook import Sheet

MEAN_HEADS = {"problem_pct": "เฉลี่ยเป็นปัญหา (%)", "pass_pct": "เฉลี่ยผ่านเกณฑ์ (%)"}
PAGE_PNG, PAGE_PDF, PACK_PDF = "quality-page-png", "quality-page-pdf", "quality-pack-pdf"
PARTS = ["เรดาร์รายด้าน", "ปัญหาที่ควรดูก่อน"]
WEIGHTS = "น้ำหนักของคะแนน"
STANDING_COLUMNS = {
    "problem_name": "ปัญหา", "problem_pct": "เป็นปัญหา (%)", "low_pct": "ช่วงต่ำ (%)", "high_pct": "ช่วงสูง (%)",
    "reference_pct": "อ้างอิง (%)", "failed": "ไม่ผ่าน", "assessed": "สำรวจ", "unit": "หน่วย",
}  # fmt: skip


def offer_files(selection: Selection, choices: Choices, sheet: AnalysisSheet) -> None:
    """The button with the files, made when asked for."""
    parts = PARTS if len(sheet.analysis.problems) else PARTS[:1]

    def make(gates: GateOfYear | None) -> Released[Bundle]:
        taken = sheet_of(selection, replace(choices, public=gates is not None))
        return released(bundle_of(taken), hidden_in(taken), gates(selection.year_be) if gates else None)

    has_counts = sheet.analysis.scope.indicator_set.measure == "count"
    offer_downloads(
        selection, "สรุปคุณภาพชีวิต", "quality", make, parts, sheet.analysis.is_synthetic, has_counts,
        first=partial(_offer_page, selection, choices),
    )  # fmt: skip


def _offer_page(
    selection: Selection, choices: Choices, audience: Audience, gates: GateOfYear | None, about: About
) -> None:  # fmt: skip
    """The one page as a picture for LINE and as a PDF; without the package that sets PDF the way by printing."""
    headed = replace(about, title=ONE_PAGE)

    def page() -> Released[OnePage]:
        return released_page(selection, choices, gates)

    png, pdf = headed.file_name("png"), headed.file_name("pdf")
    file_button("หน้าเดียว PNG สำหรับ LINE", lambda: one_page_png(page(), headed), audience, png, "image/png", PAGE_PNG)
    if can_make_pdf():
        file_button(
            "หน้าเดียว PDF (A4)", lambda: one_page_pdf(page(), headed), audience, pdf, "application/pdf", PAGE_PDF
        )
        villages = villages_with_data(selection)
        if villages and selection not in villages:
            pack_button(villages, choices, audience, gates, about, PACK_PDF)
    else:
        st.caption("หน้าเดียวเป็น PDF: กด Ctrl+P ที่หน้านี้ แล้วเลือกปลายทาง “บันทึกเป็น PDF” ได้ A4 หนึ่งแผ่นเหมือนกัน")


def bundle_of(sheet: AnalysisSheet) -> Bundle:
    """Figures and sheets of a sheet; the first sheet, which the CSV holds too, is the ranked problems
    (without any, the large figures)."""
    analysis = sheet.analysis
    notes = [f"{WEIGHTS}: {weights_text(analysis.weights)}"]
    if analysis.group is not None:
        notes.append(f"เฉพาะตัวชี้วัดของกลุ่ม{GROUPS[analysis.group]}")
    figures = {PARTS[0]: radar_of(analysis)}
    if len(analysis.problems):
        figures[PARTS[1]] = problems_figure(analysis)
    headings = {PARTS[1]: problems_heading(analysis)}
    return Bundle(figures, sheets_of(sheet), tuple(notes), headings)


def sheets_of(sheet: AnalysisSheet) -> list[Sheet]:
    """The tables of the sheet under Thai headings; those without rows are left out."""
    analysis, context = sheet.analysis, sheet.context
    text = pd.DataFrame({"สรุป": pd.Series(list(analysis.sentences), dtype="str")})
    plain = [
        ("ปัญหา", with_words(analysis.problems), PROBLEM_HEADS | OWN_VIEW_HEADS),
        ("จุดแข็ง", analysis.strengths, STANDING_COLUMNS),
        ("จุดอ่อน", analysis.weaknesses, STANDING_COLUMNS),
        ("การเปลี่ยนแปลง", analysis.changes, CHANGE_COLUMNS),
        ("ระดับหมู่บ้าน", context.levels.counts, LEVEL_HEADS),
        ("กลุ่มเป้าหมาย", sheet.groups, GROUP_HEADS),
        ("สิ่งที่ยังไม่รู้", sheet.unknowns, UNKNOWN_HEADS),
        ("วิธีคำนวณ", sheet.formulas, FORMULA_HEADS),
    ]
    if (found := context.households) is not None:
        pairs = found.pairs.assign(pair=found.pairs["first_label"] + " + " + found.pairs["second_label"])
        plain += [("ครัวเรือน", found.failing, FAILING_HEADS), ("คู่ตัวชี้วัด", pairs, PAIR_HEADS)]
        plain += [("ส่วนในดัชนี", found.dimensions, PART_HEADS)]
    sheets = [Sheet(name, thai(table, heads_of(analysis.scope, heads))) for name, table, heads in plain if len(table)]
    dimensions = thai(analysis.dimensions, heads_of(analysis.scope, AXIS_COLUMNS))
    tables_first = [Sheet("ภาพรวม", overview(sheet)), Sheet("ข้อความสรุป", text)]
    figures = ["problem_pct", *(["reference_pct"] if analysis.reference.name is not None else [])]
    axis_figures = tuple(heads_of(analysis.scope, {each: AXIS_COLUMNS[each] for each in figures}).values())
    tables_first.append(Sheet("รายด้าน", dimensions, "ด้าน", axis_figures))
    first, rest = (sheets[0], sheets[1:]) if len(analysis.problems) else (tables_first.pop(0), sheets)
    weighted = first.table.assign(**{WEIGHTS: weights_text(analysis.weights)})
    return [Sheet(first.name, weighted), *tables_first, *rest]


def overview(sheet: AnalysisSheet) -> pd.DataFrame:
    """The large figures of the sheet: name and value; missing where there is none."""
    analysis, profile, found = sheet.analysis, sheet.context.profile, sheet.context.households
    overall, change = analysis.overall, analysis.change
    is_judged, counts = analysis.scope.is_judged, analysis.status_counts()
    heads = heads_of(analysis.scope, MEAN_HEADS)
    rows: list[tuple[str, float]] = [
        *(
            (heads[name], value)
            for name, value in (("problem_pct", overall.problem_pct), ("pass_pct", overall.pass_pct))
            if name in heads
        ),
        ("ปัญหาเปลี่ยนจากปีก่อน (จุด)", change.difference_pct),
        *(
            (f"ตัวชี้วัดที่{STATUS_NAMES[each]}", counts[each] if is_judged else float("nan"))
            for each in (BETTER, SIMILAR, WORSE)
        ),
        ("ครัวเรือน", profile.households),
        ("สมาชิกครัวเรือน", profile.people),
        ("คนที่ถูกสำรวจ", profile.persons_assessed),
        ("ตัวชี้วัดที่มีข้อมูล", overall.indicators_with_data),
        ("ตัวชี้วัดทั้งหมด", overall.indicators),
        ("ความครบถ้วนของข้อมูล (%)", profile.complete_pct),
    ]
    if found is not None:
        rows += [
            ("ครัวเรือนขัดสนหลายมิติ H (%)", found.headcount_pct),
            ("ความเข้มข้น A (%)", found.intensity_pct),
            ("ดัชนี M0", found.adjusted),
            ("คนในครัวเรือนขัดสน (%)", found.people_pct),
        ]
    return pd.DataFrame(rows, columns=["เรื่อง", "ค่า"])


def thai(table: pd.DataFrame, heads: Mapping[str, str]) -> pd.DataFrame:
    """The columns of `heads` that the table has, under their headings; counts as whole numbers."""
    kept = table[[column for column in heads if column in table]]
    counts = [
        name
        for name in kept
        if not str(name).endswith("_pct") and name not in SHARES and pd.api.types.is_float_dtype(kept[name])
    ]
    return kept.astype(dict.fromkeys(counts, "Int64")).rename(columns=dict(heads))


def _with_ends(heads: Mapping[str, str]) -> dict[str, str]:
    """The headings with every interval as two columns of numbers."""
    ends: dict[str, str] = {}
    for name, head in heads.items():
        if name in INTERVALS:
            (low, high), year = INTERVALS[name], head.removeprefix("ช่วง")
            ends |= {low: f"ช่วงต่ำ{year} (%)", high: f"ช่วงสูง{year} (%)"}
        elif name != "missing":
            ends[name] = head
    return ends


INTERVALS = {"interval": ("low_pct", "high_pct"), "before_interval": ("before_low_pct", "before_high_pct")}
AXIS_COLUMNS, CHANGE_COLUMNS = _with_ends(AXIS_HEADS), _with_ends(CHANGE_HEADS)
