"""An area's five stages as screens for a hall: where we stand, what is wrong, against whom, what first, what we do.

Nothing is worked out here: each screen shows what the page of stage 3, the ranking of stage 4 and the plan say already,
one idea each, in few and short lines. Made from what came through the gate, it tells nothing that the gate does not.
Where the gate hides the means of dimensions, as in most small areas, the problems that it lets out are told instead.
"""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from analysis.comparative.answers import range_words
from analysis.comparative.ranking import Ranking
from analysis.core.sentence import reference_words
from analysis.core.statistics import BETTER, SIMILAR, STATUS_NAMES, UNKNOWN, WORSE, rows_of
from analysis.logic_model.ballots import MOST_PROBLEMS, HallProblem
from analysis.logic_model.plan import Activity, Plan, Problem, Project
from analysis.radar_analysis.data import AnalysisSheet
from analysis.radar_analysis.one_page import OnePage, PageRow, one_page_data
from words.line_breaks import shorten_label
from words.numbers import DASH, fixed_pct, is_missing

WHERE, RADAR, WRONG, AGAINST, FIRST_ONES, DO = "where", "radar", "wrong", "against", "first", "do"
STAGE_OF: Final = {WHERE: 1, RADAR: 2, WRONG: 3, AGAINST: 4, FIRST_ONES: 4, DO: 5}
TITLES: Final = {
    WHERE: "เราอยู่ตรงไหน",
    RADAR: "เรดาร์ของเรา",
    WRONG: "อะไรเป็นปัญหา แน่ใจเพียงใด",
    AGAINST: "เทียบกับใคร",
    FIRST_ONES: "ควรดูเรื่องใดก่อน",
    DO: "เราจะทำอะไร",
}
WITHOUT_RADAR: Final = "แต่ละด้านของเรา"
FEWEST_DRAWN: Final = 3  # axes with a figure; fewer are no shape
FEW_SHOWN: Final = "1–9"
FEW_NOTE: Final = "1–9 = จำนวนน้อยหรือค่าที่ใช้คำนวณย้อนกลับได้ จึงไม่แสดง"
MOST_LINES: Final = 3
MOST_AXES: Final = 6
LINE_CELLS, DETAIL_CELLS = 44, 74


@dataclass(frozen=True)
class HallLine:
    """One line: what, its figure, and small words beside it; each may be empty."""

    name: str
    figure: str = ""
    detail: str = ""


@dataclass(frozen=True)
class HallScreen:
    """One idea. `code`: its place in the URL; `stage`: which of the five it tells; `lines`: at most six; `note`: what
    has to be said with them; `is_table`: whether each line stands in one row, its figure and its small words in
    columns; `hides`: whether the gate kept a figure of it back. RADAR without lines draws the radar of the story's
    page."""

    code: str
    stage: int
    title: str
    lines: tuple[HallLine, ...]
    note: str = ""
    is_table: bool = False
    hides: bool = False


@dataclass(frozen=True)
class HallStory:
    """The screens of an area, in order, its page of stage 3, and the problems that may be voted on: `offered` are those
    the figures put first; `other`: the rest of the set, in its order."""

    area_title: str
    year_be: int
    page: OnePage
    screens: tuple[HallScreen, ...]
    offered: tuple[HallProblem, ...]
    others: tuple[HallProblem, ...]
    is_synthetic: bool


def story_of(sheet: AnalysisSheet, ranking: Ranking | None, plan: Plan | None) -> HallStory:
    """The story of a sheet. `ranking`: the area among those beside it, None where there are none; `plan`: its newest
    plan, None without one. All three as they may be shown to these people."""
    page, analysis = one_page_data(sheet), sheet.analysis
    hidden_axes = _hidden_axes(sheet)
    is_drawn = not hidden_axes or len(analysis.axes) - len(hidden_axes) >= FEWEST_DRAWN
    place = () if ranking is None else _own_place(ranking, analysis.scope.area_code)
    lines = {
        WHERE: _where(sheet, page, hidden_axes),
        RADAR: () if is_drawn else _dimensions(sheet),
        WRONG: _wrong(sheet),
        AGAINST: (*place, *(_shown_against(sheet, page) if hidden_axes else _axes_against(page)))[:MOST_AXES],
        FIRST_ONES: _first(sheet, page),
        DO: _do(plan),
    }
    has_few = any(each.figure == FEW_SHOWN for each in lines[FIRST_ONES])
    without_means = f"ไม่แสดงค่าเฉลี่ยของ {len(hidden_axes):,} ด้าน เพราะมีเรื่องที่จำนวนน้อย" if hidden_axes else ""
    notes = {
        WHERE: page.place,
        RADAR: page.method[0].partition(" · ")[0] if is_drawn else FEW_NOTE,
        WRONG: _how_sure(sheet),
        AGAINST: _joined("อันดับ 1 = มีปัญหามากที่สุด ช่วงอันดับมาจากความไม่แน่นอน" if place else "", without_means),
        FIRST_ONES: FEW_NOTE if has_few else page.blocks[0].note,
        DO: "" if plan is None or not plan.of(Problem) else f"จากแผนปีงบประมาณ {plan.fiscal_year_be}",
    }
    titles = TITLES if is_drawn else {**TITLES, RADAR: WITHOUT_RADAR}
    hides = {WHERE: bool(hidden_axes), RADAR: bool(hidden_axes), AGAINST: bool(hidden_axes), FIRST_ONES: has_few}
    offered, others = _to_vote_on(sheet)
    return HallStory(
        page.area_title, page.year_be, page,
        tuple(
            HallScreen(
                code, STAGE_OF[code], titles[code], lines[code], notes[code], code == AGAINST and not hidden_axes,
                hides.get(code, False),
            )
            for code in TITLES
        ),
        offered, others, page.is_synthetic,
    )  # fmt: skip


def _hidden_axes(sheet: AnalysisSheet) -> frozenset[str]:
    """The dimensions with data whose mean the gate keeps back."""
    axes = sheet.analysis.axes
    if "is_hidden" not in sheet.analysis.indicators:
        return frozenset()
    return frozenset(axes.loc[axes["problem_pct"].isna() & (axes["indicators_with_data"] > 0), "axis_code"].astype(str))


def _where(sheet: AnalysisSheet, page: OnePage, hidden_axes: frozenset[str]) -> tuple[HallLine, ...]:
    """The answer of the page; where no dimension can lead it, how many problems there are instead."""
    if not hidden_axes:
        return tuple(HallLine(part.text) for part in page.answer)
    shown, hidden = _shown_and_hidden(sheet)
    indicators = sheet.analysis.indicators
    told = int((indicators["problem_pct"].notna() | indicators["is_hidden"]).sum())  # an account has no hidden ones
    found = f"พบปัญหา {len(shown) + len(hidden):,} จาก {told:,} เรื่องที่สำรวจ"
    counts = f"แสดงตัวเลขได้ {len(shown):,} เรื่อง · อีก {len(hidden):,} เรื่องมี {FEW_SHOWN} ราย"
    return (HallLine(found, "", counts), *(HallLine(part.text) for part in page.answer if part.section != "axes"))


def _shown_and_hidden(sheet: AnalysisSheet) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The problems whose figures may be told, the largest first, and the others."""
    problems = sheet.analysis.problems
    hidden = problems["is_hidden"] if "is_hidden" in problems else problems["problem_pct"].isna()
    return problems[~hidden].sort_values("problem_pct", ascending=False, kind="stable"), problems[hidden]


def _dimensions(sheet: AnalysisSheet) -> tuple[HallLine, ...]:
    """In the place of a radar: a dimension a line, with the largest problem that may be told, and how many are of so
    few that their figures are hidden."""
    measure, axes = sheet.analysis.scope.indicator_set.measure, sheet.analysis.axes
    shown, hidden = _shown_and_hidden(sheet)
    lines: list[HallLine] = []
    for axis in rows_of(axes.head(MOST_AXES)):
        own, few = (each[each["dimension_code"] == axis["axis_code"]] for each in (shown, hidden))
        more = f"{len(few):,} เรื่องมี {FEW_SHOWN} ราย" if len(few) else ""
        name = str(axis.get("axis_short") or axis["axis_name"])
        if own.empty:
            lines.append(_line(name, FEW_SHOWN if more else "0", more or "ไม่พบปัญหา"))
            continue
        largest = rows_of(own.head(1))[0]
        others = f"อีก {len(own) - 1:,} เรื่องแสดงตัวเลขได้" if len(own) > 1 else ""
        figure = _with_sign(fixed_pct(largest["problem_pct"]), measure)
        lines.append(_line(f"{name}: {largest['problem_name']}", figure, _joined(others, more)))
    return tuple(lines)


def _wrong(sheet: AnalysisSheet) -> tuple[HallLine, ...]:
    """What is clearly worse than the reference, the worst first; what there is where nothing is."""
    analysis = sheet.analysis
    reference = reference_words(analysis.reference) if analysis.reference.name is not None else ""
    table, measure = analysis.weaknesses, analysis.scope.indicator_set.measure
    shown = table[table["problem_pct"].notna() & ~table.get("is_hidden", table["problem_pct"].isna())]
    lines: list[HallLine] = []
    for row in rows_of(shown.head(MOST_LINES)):
        held = _with_sign("" if is_missing(row["reference_pct"]) else fixed_pct(row["reference_pct"]), measure)
        beside = f"{reference} {held}" if held else ""
        lines.append(_line(str(row["problem_name"]), _with_sign(fixed_pct(row["problem_pct"]), measure), beside))
    if lines:
        return tuple(lines)
    held = reference or "ค่าอ้างอิง"
    return (HallLine(f"ไม่มีเรื่องใดแย่กว่า{held}{' ' if held[-1].isascii() else ''}อย่างชัดเจน"),)


def _how_sure(sheet: AnalysisSheet) -> str:
    """How many indicators are clearly worse, alike, clearly better, or cannot be told."""
    counts = sheet.analysis.status_counts()
    words = {WORSE: "แย่กว่าชัดเจน", SIMILAR: "ใกล้เคียง", BETTER: "ดีกว่าชัดเจน", UNKNOWN: "ยังบอกไม่ได้"}
    return " · ".join(f"{words[code]} {count:,}" for code, count in counts.items() if count)


def _axes_against(page: OnePage) -> tuple[HallLine, ...]:
    """The dimensions beside the reference's."""
    beside, measure = page.axis_heads[1], page.measure
    return tuple(
        _line(
            row.name,
            _with_sign(row.figure, measure),
            _joined(f"{beside} {_with_sign(row.reference, measure)}" if beside else "", row.status_name),
        )
        for row in page.axis_rows
    )


def _shown_against(sheet: AnalysisSheet, page: OnePage) -> tuple[HallLine, ...]:
    """Where the means of dimensions are hidden: what may be told beside the reference, first what is clearly better,
    then the largest; what is clearly worse has a screen of its own."""
    shown, _ = _shown_and_hidden(sheet)
    beside, measure = page.axis_heads[1], page.measure
    known = shown[shown["reference_pct"].notna() & (shown["status"] != WORSE)]
    ordered = pd.concat([known[known["status"] == BETTER], known[known["status"] != BETTER]])
    lines = tuple(
        _line(
            str(row["problem_name"]),
            _with_sign(fixed_pct(row["problem_pct"]), measure),
            _joined(
                f"{beside} {_with_sign(fixed_pct(row['reference_pct']), measure)}", STATUS_NAMES[row["status"]] or ""
            ),
        )
        for row in rows_of(ordered.head(MOST_LINES))
    )
    return lines or (HallLine("ไม่มีเรื่องที่แสดงตัวเลขคู่กับค่าอ้างอิงได้"),)


def _with_sign(printed: str, measure: str) -> str:
    """A figure as it is printed, with the sign of a share; words and dashes as they are."""
    return f"{printed}\u00a0%" if measure != "score" and printed[:1].isdigit() else printed


def _own_place(ranking: Ranking, area_code: str) -> tuple[HallLine, ...]:
    rows = ranking.rows(0, None, [area_code])
    if ranking.areas < 2 or rows.empty or is_missing(rows["rank"].iloc[0]):
        return ()
    row = rows.iloc[0]
    place = range_words(row["rank"], row["rank_first"], row["rank_last"])
    return () if place == DASH else (HallLine("อันดับที่เป็นไปได้", f"{place}", f"จาก {ranking.areas:,} แห่งที่อยู่ข้างกัน"),)


def _first(sheet: AnalysisSheet, page: OnePage) -> tuple[HallLine, ...]:
    """The problems of the page in its order, and how many more are of so few that their figures are hidden."""
    counted = sheet.analysis.has_ranks
    lines = [_of_row(each, f"{place}. " if counted else "") for place, each in enumerate(page.blocks[0].rows, 1)]
    problems = sheet.analysis.problems
    if "is_hidden" in problems and (hidden := problems[problems["is_hidden"]])["is_hidden"].any():
        names = [str(each) for each in hidden["problem_name"]]
        more = f" และอีก {len(names) - 1:,} เรื่อง" if len(names) > 1 else ""
        lines.append(_line(names[0], FEW_SHOWN, more.strip()))
    return tuple(lines) or (HallLine(page.blocks[0].note),)


def _of_row(row: PageRow, number: str) -> HallLine:
    return _line(f"{number}{row.name}", row.figure, row.detail)


def _do(plan: Plan | None) -> tuple[HallLine, ...]:
    """The first problems of the plan with what is done about each; else the next step."""
    problems = () if plan is None else plan.of(Problem)
    if plan is None or not problems:
        return (HallLine("ยังไม่มีแผนของพื้นที่นี้"), HallLine("ขั้นต่อไป: ลงคะแนนว่าเรื่องใดควรแก้ก่อน แล้วร่างแผนจากเรื่องนั้น"))
    lines: list[HallLine] = []
    for problem in problems[:MOST_LINES]:
        done = [each.text for each in plan.chain_of(problem.id) if isinstance(each, Activity)]
        words = ", ".join(done) or ("ติดตามเป็นรายกรณี" if problem.is_case else "ยังไม่มีกิจกรรม")
        lines.append(_line(problem.text, "", words))
    projects = plan.of(Project)
    left = len(problems) - len(lines)
    more = _joined(f"อีก {left:,} ปัญหา" if left else "", f"โครงการทั้งหมด {len(projects):,}" if projects else "")
    return (*lines, *((HallLine(more),) if more else ()))


def _to_vote_on(sheet: AnalysisSheet) -> tuple[tuple[HallProblem, ...], tuple[HallProblem, ...]]:
    """The first problems with their places, and every other indicator of the set. What is hidden is among the others,
    where all that the set asks stands, so that no place tells of it."""
    analysis = sheet.analysis
    problems = analysis.problems
    shown = problems[~problems["is_hidden"]] if "is_hidden" in problems else problems
    ranked = {
        str(row["indicator_code"]): None if is_missing(row["rank"]) else int(row["rank"]) for row in rows_of(shown)
    }
    names = {each.code: each.problem_name for each in analysis.scope.indicator_set.indicators}
    first = list(ranked)[: MOST_PROBLEMS - 2]
    offered = tuple(HallProblem(code, names[code], ranked[code]) for code in names if code in first)
    others = tuple(HallProblem(code, name, ranked.get(code)) for code, name in names.items() if code not in first)
    return offered, others


def _line(name: str, figure: str, detail: str) -> HallLine:
    return HallLine(shorten_label(name, LINE_CELLS), figure, shorten_label(detail, DETAIL_CELLS))


def _joined(*parts: str) -> str:
    return " · ".join(each for each in parts if each)
