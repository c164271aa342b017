"""The sheet on one page, as sentences and figures: what screen, paper, PDF and picture all show, and nothing else.

Made from the sheet as it may be shown: with the office's own figures, or from what came through the gate.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from analysis.core.answers import heads_of
from analysis.core.areas import titled
from analysis.core.changes import CHANGE_NAMES, LEAST_CHANGE_POINTS
from analysis.core.priorities import FEWEST_LEADING, TIER_NAMES, TIER_WORSE, leading_problems, put_first
from analysis.core.scope import AnswerPart
from analysis.core.sentence import reference_words
from analysis.core.statistics import BETTER, FEW_ASSESSED, UNKNOWN, WORSE, Row, rows_of
from analysis.core.target_groups import lens_words, only_of
from analysis.radar_analysis.data import AnalysisSheet
from analysis.radar_analysis.findings import RadarAnalysis
from catalogue import GROUPS, SURVEYS
from catalogue.areas import area_names, level_of, parent_of
from words.line_breaks import shorten_label
from words.numbers import DASH, fixed, fixed_pct, format_count, is_missing, unbroken_pct

USED: Final = (  # of a row of problems or strengths
    *("indicator_code", "problem_name", "problem_pct", "low_pct", "failed", "assessed", "unit", "reference_pct"),
    *("basis", "rank", "is_small", "tier", "tier_reference_pct", "change_status"),
)
ROWS: Final = 3  # strengths, problems, changes
MOST_AXES: Final = 10  # rows beside the radar
MOST_UNKNOWNS: Final = 4
NAME_CELLS: Final = 60
SAID_ON_THE_PAGE: Final = ("synthetic", "editorial", "rules", "levels", "households")  # or of no weight for the answer
METHOD_OF_LEVEL: Final = {
    "count": "ร้อยละที่เป็นปัญหา = ไม่ผ่าน ÷ สำรวจ × 100",
    "score": "ดัชนีความรุนแรง 0–100 = เฉลี่ยของ (3 − ระดับ) ÷ 2 × 100 จากหมู่บ้านที่ประเมิน",
    "value": "ระดับปัญหา = ตำแหน่งของค่าระหว่างปลายที่ดีที่สุด (0) กับแย่ที่สุด (100)",
}
METHOD_OF_ORDER: Final = "ด้าน = ค่าเฉลี่ยธรรมดาของตัวชี้วัดในด้าน · ลำดับปัญหา = แย่กว่าชัดเจนก่อน แล้วตามส่วนของคนที่ไม่ผ่าน"
METHOD_OF_CLEAR: Final = (
    "ชัดเจน = ช่วงความไม่แน่นอน 95 % พ้นค่าที่เทียบ แม้ไม่ผ่านเพิ่มหรือลดหนึ่งราย และสำรวจตั้งแต่ "
    f"{FEW_ASSESSED} ราย · เปลี่ยน = ช่วงของสองปีไม่ซ้อนกันและต่างตั้งแต่ {fixed(LEAST_CHANGE_POINTS, 0)} จุด"
)
METHOD_WITHOUT_INTERVALS: Final = "ชุดนี้ไม่มีช่วงความไม่แน่นอน จึงบอกได้เพียงสูงหรือต่ำกว่า ไม่บอกว่าต่างชัดเจน"


@dataclass(frozen=True)
class PageRow:
    """One thing with its figure (ดื่มสุรา · 9.6 %), and how many people and against what."""

    name: str
    figure: str
    detail: str = ""


@dataclass(frozen=True)
class PageBlock:
    """A few rows under a heading. `section`: the part of the sheet that holds all of them; `note`: what has to be said
    where there are fewer rows than expected, or none; `is_ordered`: the rows have an order, and are numbered."""

    section: str
    title: str
    rows: tuple[PageRow, ...]
    note: str = ""
    is_ordered: bool = False


@dataclass(frozen=True)
class AxisRow:
    """A dimension as it stands on the radar: its figure, that of the reference, and the standing in words ("" where
    nothing can be said)."""

    name: str
    figure: str
    reference: str
    status_name: str


@dataclass(frozen=True)
class OnePage:
    """One area and year on one page.

    `title`: area and year; `place`: where it lies, whom the figures count; `lens`: whom a target group counts, ""
    for all; `answer`: the one sentence in parts; `axes`, `reference_axes` (None without a reference): what the radar
    draws, as in RadarAnalysis; `axis_heads`: figure and reference of `axis_rows`; `blocks`: problems, strengths,
    changes, unknowns, in this order; `method`: two lines. `measure`: of the indicator set.
    """

    title: str
    area_title: str
    year_be: int
    place: str
    lens: str
    answer: tuple[AnswerPart, ...]
    measure: str
    axes: pd.DataFrame
    reference_axes: pd.DataFrame | None
    reference_name: str | None
    axis_heads: tuple[str, str]
    axis_rows: tuple[AxisRow, ...]
    blocks: tuple[PageBlock, ...]
    method: tuple[str, str]
    is_synthetic: bool


def one_page_data(sheet: AnalysisSheet) -> OnePage:
    """The page of a sheet; asks no database. A sheet that came through the gate gives a page that did."""
    analysis = sheet.analysis
    scope, reference = analysis.scope, analysis.reference
    measure = scope.indicator_set.measure
    return OnePage(
        title=f"{scope.area_title} · ปี {scope.year_be}",
        area_title=scope.area_title,
        year_be=scope.year_be,
        place=_place(sheet),
        lens=_lens(analysis),
        answer=tuple(replace(part, text=unbroken_pct(part.text)) for part in analysis.answer),
        measure=measure,
        axes=analysis.axes,
        reference_axes=None if reference.name is None else analysis.reference_axes(),
        reference_name=reference.name,
        axis_heads=(
            heads_of(scope, {"problem_pct": "เป็นปัญหา (%)"})["problem_pct"],
            "" if reference.name is None else reference_words(reference),
        ),
        axis_rows=_axis_rows(analysis),
        blocks=(_problems(analysis), _strengths(analysis), _changes(analysis), _unknowns(sheet)),
        method=(
            f"{METHOD_OF_LEVEL[measure]} · {METHOD_OF_ORDER}",
            METHOD_OF_CLEAR if measure == "count" else METHOD_WITHOUT_INTERVALS,
        ),
        is_synthetic=analysis.is_synthetic,
    )


def _place(sheet: AnalysisSheet) -> str:
    """Where the area lies, and how many households and people its figures are of."""
    scope, profile = sheet.analysis.scope, sheet.context.profile
    above: list[str] = []
    code = parent_of(scope.area_code)
    while code is not None and level_of(code) != "country":
        if name := area_names().get(code):
            above.append(titled(code, name))
        code = parent_of(code)
    parts = [" ".join(above), SURVEYS.get(scope.survey, scope.survey)]
    if not is_missing(profile.households):
        parts.append(f"{format_count(profile.households)} ครัวเรือน")
    elif not is_missing(profile.households_assessed):
        parts.append(f"สำรวจ {format_count(profile.households_assessed)} ครัวเรือน")
    else:
        parts.append("ไม่มีจำนวนครัวเรือน")
    if not is_missing(profile.people):
        parts.append(f"{format_count(profile.people)} คน")
    return " · ".join(part for part in parts if part)


def _lens(analysis: RadarAnalysis) -> str:
    """Whom the lens counts, and that the households above are of the whole area."""
    if analysis.group is None:
        return ""
    whole = analysis.lookup.scope.indicator_set
    return f"เฉพาะ{lens_words(whole, analysis.group)} · ครัวเรือนและคนด้านบนเป็นของทั้งพื้นที่ ไม่ใช่ของกลุ่ม{GROUPS[analysis.group]}"


def _axis_rows(analysis: RadarAnalysis) -> tuple[AxisRow, ...]:
    names = analysis.dimensions.set_index("axis_code")["status_name"]
    rows: list[AxisRow] = []
    for row in rows_of(analysis.axes.head(MOST_AXES)):
        status = names.get(row["axis_code"])
        rows.append(
            AxisRow(
                shorten_label(str(row.get("axis_short") or row["axis_name"]), NAME_CELLS),
                _missing_or(analysis, row, "problem_pct"),
                _missing_or(analysis, row, "reference_pct", DASH),
                "" if is_missing(status) or not isinstance(status, str) else status,
            )
        )
    return tuple(rows)


def _missing_or(analysis: RadarAnalysis, row: Row, name: str, missing: str = "") -> str:
    if not is_missing(row[name]):
        decimals = int(row.get("decimals", 1)) if name == "problem_pct" else 1
        return fixed_pct(row[name], decimals)
    if missing:
        return missing
    held = row["indicators_with_data"] > 0
    return "ไม่แสดง" if held and "is_hidden" in analysis.indicators else DASH


def _figure(analysis: RadarAnalysis, value: float) -> str:
    """A share with its sign; the index of graded villages without."""
    return fixed(value) if analysis.scope.indicator_set.measure == "score" else unbroken_pct(f"{fixed_pct(value)} %")


def _people(row: Row) -> str:
    """123 จาก 1,280 คน; "" where nobody is counted or the count is hidden."""
    if is_missing(row.get("failed")) or is_missing(row.get("assessed")):
        return ""
    return f"{format_count(row['failed'])} จาก {format_count(row['assessed'])} {row['unit']}"


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a figure to show."""
    kept = table["problem_pct"].notna()
    kept = kept & ~table["is_hidden"] if "is_hidden" in table else kept
    return table.loc[kept, [name for name in USED if name in table]]


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _problems(analysis: RadarAnalysis) -> PageBlock:
    """The first three by rank, through a lens those first that count only its group; where all are of few people the
    largest cases, without an order."""
    problems = _shown(analysis.problems)
    if analysis.problems.empty:
        return PageBlock("problems", "ปัญหาที่ควรดูก่อน", (), "ไม่มีตัวชี้วัดที่พบปัญหาในข้อมูลที่มี")
    first = only_of(analysis.lookup.scope.indicator_set, analysis.group) if analysis.group else ()
    if not analysis.has_ranks:
        title = f"กรณีที่พบ (ทุกเรื่องไม่ถึง {FEWEST_LEADING} รายหรือสำรวจน้อย จึงไม่จัดลำดับ)"
        leading = put_first(problems, first)
    else:
        title = "ปัญหาที่ควรดูก่อน"
        leading = leading_problems(problems, first)
    rows = tuple(_problem_row(analysis, row) for row in rows_of(leading.head(ROWS)))
    few = len(rows) < min(ROWS, len(analysis.problems)) and analysis.has_ranks
    hidden = len(analysis.problems) - len(problems)
    notes = [
        f"ที่เหลือมีไม่ถึง {FEWEST_LEADING} ราย สำรวจน้อย หรือดีกว่าที่เทียบ จึงไม่ขึ้นก่อน" if few else "",
        f"ไม่แสดงอีก {hidden:,} เรื่องเพราะจำนวนน้อย" if hidden else "",
    ]
    return PageBlock("problems", title, rows, _joined(*notes), is_ordered=analysis.has_ranks)


def _problem_row(analysis: RadarAnalysis, row: Row) -> PageRow:
    has_tiers = analysis.tiers.name is not None and not is_missing(row["low_pct"]) and not is_missing(row["tier"])
    against = TIER_NAMES[int(row["tier"])] if has_tiers else ""
    if has_tiers and row["tier"] == TIER_WORSE:
        against = f"แย่กว่า{reference_words(analysis.tiers)}"
        if not is_missing(row["tier_reference_pct"]):
            against = f"{against} ({_figure(analysis, row['tier_reference_pct'])})"
    trend = {WORSE: "▲ แย่ลงจากปีก่อน", BETTER: "▼ ดีขึ้นจากปีก่อน"}.get(str(row["change_status"]), "")
    name = shorten_label(str(row["problem_name"]), NAME_CELLS)
    return PageRow(name, _figure(analysis, row["problem_pct"]), _joined(_people(row), against, trend))


def _strengths(analysis: RadarAnalysis) -> PageBlock:
    title = "จุดแข็ง"
    rows: list[PageRow] = []
    for row in rows_of(_shown(analysis.strengths).head(ROWS)):
        if row["basis"] == "none_failed":
            against = "ไม่มีผู้ไม่ผ่านเกณฑ์"
        elif row["basis"] == "target":
            against = "ถึงเป้าหมาย"
        elif is_missing(row["reference_pct"]):
            against = ""
        else:
            against = f"{reference_words(analysis.reference)} {_figure(analysis, row['reference_pct'])}"
        name = shorten_label(str(row["problem_name"]), NAME_CELLS)
        rows.append(PageRow(name, _figure(analysis, row["problem_pct"]), _joined(against, _people(row))))
    if analysis.scope.coverage is not None and not analysis.scope.is_judged:
        note = f"{analysis.scope.coverage.words} จึงไม่สรุปว่าเด่นหรือด้อย"
    elif rows:
        note = ""
    else:
        note = "ไม่มีเรื่องใดดีกว่าที่เทียบอย่างชัดเจน" if analysis.reference.name else "ยังบอกไม่ได้ เพราะไม่มีอะไรให้เทียบ"
    compared = f" ปัญหาน้อยกว่า{reference_words(analysis.reference)}" if rows and analysis.reference.name else ""
    return PageBlock("standing", f"{title}{compared}", tuple(rows), note)


def _changes(analysis: RadarAnalysis) -> PageBlock:
    """Sure changes, the largest first; of a set without intervals the largest ones, called none of them sure."""
    changes = analysis.changes
    if analysis.previous_year is None or changes.empty:
        note = "ไม่มีปีก่อนหน้าในชุดเดียวกันให้เทียบ จึงไม่รู้ว่าดีขึ้นหรือแย่ลง"
        return PageBlock("changes", "สิ่งที่เปลี่ยน", (), note)
    known = changes[changes["change_pct"].notna()]
    title = f"สิ่งที่เปลี่ยนจากปี {analysis.previous_year}"
    coverage = analysis.lookup.years.coverage
    without_intervals = len(known) > 0 and bool((known["change_status"] == UNKNOWN).all())
    sure = known if without_intervals else known[known["change_status"].isin([WORSE, BETTER])]
    rows = tuple(_change_row(analysis, row) for row in rows_of(sure.head(ROWS)))
    notes = [coverage]
    if known.empty:
        notes.append("ไม่แสดงตัวเลขเพราะจำนวนน้อยหรือสองปีมีพื้นที่ไม่ตรงกัน")
    elif not rows:
        notes.append(f"ไม่มีเรื่องใดเปลี่ยนชัดเจน จาก {len(known):,} ตัวชี้วัดที่มีทั้งสองปี")
    elif len(sure) > len(rows) and not without_intervals:
        notes.append(f"ชัดเจนอีก {len(sure) - len(rows):,} เรื่อง")
    if without_intervals:
        notes.append("เปลี่ยนมากที่สุด ไม่มีช่วงให้ตัดสินว่าชัดเจน")
    return PageBlock("changes", title, rows, _joined(*notes))


def _change_row(analysis: RadarAnalysis, row: Row) -> PageRow:
    before, now = _figure(analysis, row["before_pct"]).removesuffix("\u00a0%"), _figure(analysis, row["problem_pct"])
    word = "" if row["change_status"] == UNKNOWN else CHANGE_NAMES[str(row["change_status"])]
    return PageRow(shorten_label(str(row["problem_name"]), NAME_CELLS), f"{before} → {now}", word)


def _unknowns(sheet: AnalysisSheet) -> PageBlock:
    """What weighs most for the answer; the rest is counted."""
    table = sheet.unknowns[~sheet.unknowns["kind"].isin(SAID_ON_THE_PAGE)]
    rows = [
        PageRow(str(row["what"]), "" if is_missing(row["indicators"]) else f"{int(row['indicators']):,} ตัวชี้วัด")
        for row in rows_of(table.head(MOST_UNKNOWNS))
    ]
    left = len(sheet.unknowns) - len(rows) - int((sheet.unknowns["kind"] == "synthetic").sum())
    more = f"และข้อจำกัดอื่นอีก {left:,} เรื่อง" if rows else f"ข้อจำกัดทั่วไป {left:,} เรื่อง"
    return PageBlock("unknowns", "สิ่งที่ยังไม่รู้", tuple(rows), more if left > 0 else "")


def page_lines(page: OnePage) -> Sequence[str]:
    """Every text of the page, in reading order: what a file of it must hold."""
    lines = [page.title, page.place, page.lens, *(part.text for part in page.answer)]
    for row in page.axis_rows:
        lines += [row.name, row.figure, row.reference, row.status_name]
    for block in page.blocks:
        lines += [block.title, *(text for row in block.rows for text in (row.name, row.figure, row.detail)), block.note]
    return [line for line in [*lines, *page.method] if line]
