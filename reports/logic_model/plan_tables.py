"""The tables and headings of the plan that its Word file, slides, workbook and forms share: words, ready to be set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from analysis.logic_model.ballots import FIRST, LEADS, RULE, HallResult, disagreement_words, meeting_words
from analysis.logic_model.paper import PlanPaper, period_words
from analysis.logic_model.plan import (
    CHAIN,
    KIND_NAMES,
    SWOT,
    Activity,
    Card,
    FollowUp,
    Output,
    Potential,
    Problem,
    Project,
)
from analysis.logic_model.trees import SIDES, Side, Tree, tree_of, tree_rows
from reports.tables import PaperTable
from words.dates import FISCAL_MONTHS, MONTHS, fiscal_year_of
from words.numbers import DASH, fixed, format_value

NOT_SAID: Final = "ยังไม่ระบุ"
NO_BUDGET: Final = "ไม่ใช้งบประมาณ"
TOTAL: Final = "รวม"
CASE: Final = "ติดตามรายกรณี"
MARK: Final = "●"
VOTES: Final = "ประชาคมให้คะแนน"
Cell = str | float | None


@dataclass(frozen=True)
class Heading:
    """One of a project's ten headings: its number and name, its paragraphs, and a table where it has one."""

    number: int
    name: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[PaperTable, ...] = ()


def problems_table(paper: PlanPaper) -> PaperTable:
    """One row a problem: where it stands and what it is to come to."""
    rows = [
        (
            str(number),
            problem_words(problem),
            paper.share(problem, "baseline_pct"),
            _of(paper, problem),
            paper.share(problem, "target_pct"),
            _with_unit(paper.count(problem, "to_reach"), problem.unit),
        )
        for number, problem in enumerate(paper.plan.of(Problem), 1)
    ]
    heads = ("ที่", "ปัญหา", paper.share_head, "ไม่ผ่าน / สำรวจ", "ค่าเป้าหมาย", "กลุ่มเป้าหมาย")
    return PaperTable(heads, tuple(rows), (0.6, 3.6, 1.4, 2.2, 1.5, 1.9), (2, 3, 4, 5))


def votes_table(result: HallResult) -> PaperTable:
    """One row a problem that was voted on, in the order of the figures, and beside it the order of the people."""
    rows = [
        (
            DASH if row.score.number_rank is None else f"{row.score.number_rank:,}", row.score.problem,
            DASH if row.people_rank is None else f"{row.people_rank:,}", f"{row.score.points:,}",
            f"{row.score.top_three:,}", LEADS.get(row.leads, DASH),
        )
        for row in result.rows
    ]  # fmt: skip
    heads = ("ตัวเลข", "ปัญหา", "คน", "คะแนน", f"ติด {FIRST} อันดับแรก", "คนกับตัวเลข")
    return PaperTable(heads, tuple(rows), (1, 4, 0.8, 1.1, 1.6, 1.8), (0, 2, 3, 4))


def votes_lines(result: HallResult) -> list[str]:
    """What is said with the table of votes: the meeting, where people and figures disagree, and by which rule."""
    return [meeting_words(result.workshop), *disagreement_words(result), RULE]


def problem_words(problem: Problem) -> str:
    """A problem, and that it is of so few that they are followed one by one, without a project."""
    return f"{problem.text} ({CASE})" if problem.is_case else problem.text


def _of(paper: PlanPaper, problem: Problem) -> str:
    failed, assessed = paper.count(problem, "failed"), paper.count(problem, "assessed")
    return DASH if failed == assessed == DASH else f"{failed} / {assessed} {problem.unit}".strip()


def _with_unit(words: str, unit: str) -> str:
    return words if words == DASH else f"{words} {unit}".strip()


def chain_table(paper: PlanPaper) -> PaperTable:
    """One row a problem, its cards in the columns of the chain; cards that hang on no problem in a row of their own."""
    plan = paper.plan
    rows: list[tuple[str, ...]] = []
    placed: set[str] = set()
    for problem in plan.of(Problem):
        chain = plan.chain_of(problem.id)
        placed |= {each.id for each in chain}
        rows.append(_chain_row(paper, chain))
    rest = [each for each in plan.cards if each.id not in placed]
    if rest:
        rows.append(_chain_row(paper, rest))
    return PaperTable(tuple(CHAIN.values()), tuple(rows), (1.0,) * len(CHAIN))


def _chain_row(paper: PlanPaper, cards: Sequence[Card]) -> tuple[str, ...]:
    return tuple("\n".join(card_words(paper, each) for each in cards if each.kind == kind) or DASH for kind in CHAIN)


def card_words(paper: PlanPaper, card: Card) -> str:
    """The text of a card with the figures that belong to it."""
    if isinstance(card, Problem):
        share = paper.share(card, "baseline_pct")
        words = card.text if share == DASH else f"{card.text} ({paper.share_head} {share})"
        votes = paper.votes_of_problems.get(card.id)
        return words if votes is None else f"{words}\n{votes}"
    if isinstance(card, Output) and (card.quantity is not None or (card.id, "quantity") in paper.hidden):
        return f"{card.text} ({quantity_words(paper, card)})"
    return card.text


def quantity_words(paper: PlanPaper, output: Output) -> str:
    """How much of what comes out: 2 กลุ่ม; a dash where no number is named."""
    if (output.id, "quantity") in paper.hidden:
        return f"{paper.count(output, 'quantity')} {output.unit}".strip()
    return _with_unit(format_value(output.quantity), output.unit)


def potential_table(paper: PlanPaper) -> PaperTable | None:
    """Strengths, weaknesses, opportunities, threats and the community's capital; None where nothing is named."""
    named = paper.plan.of(Potential)
    rows = [(name, "\n".join(each.text for each in named if each.side == side) or DASH) for side, name in SWOT.items()]
    return PaperTable(("ด้าน", "ข้อค้นพบ"), tuple(rows), (1.3, 6)) if named else None


def projects_table(paper: PlanPaper) -> PaperTable:
    """One row a project."""
    rows = [
        (
            str(number),
            project.name,
            project.owner or NOT_SAID,
            paper.reach(project),
            period_words(project),
            money_words(project),
        )
        for number, project in enumerate(paper.plan.of(Project), 1)
    ]
    heads = ("ที่", "โครงการ", "ผู้รับผิดชอบ", "กลุ่มเป้าหมาย", "ระยะเวลา", "งบประมาณ (บาท)")
    return PaperTable(heads, tuple(rows), (0.6, 3.6, 2, 1.7, 1.9, 2), (5,))


def money_words(project: Project) -> str:
    """All money of a project in baht; that it needs none, or that nobody has said how much."""
    if project.budgets:
        return baht(project.baht)
    return NOT_SAID if project.needs_budget else NO_BUDGET


def baht(value: float | None) -> str:
    """Baht with satang only where there are any; a dash where missing."""
    if value is None:
        return DASH
    return fixed(value, 0) if float(value).is_integer() else fixed(value, 2)


def budget_table(paper: PlanPaper) -> PaperTable:
    """One row a project, source and fiscal year, and the sum of all; no row without a project."""
    rows: list[tuple[str, ...]] = []
    total = 0.0
    for project in paper.plan.of(Project):
        if not project.budgets:
            rows.append((str(len(rows) + 1), project.name, DASH, DASH, money_words(project)))
        for each in project.budgets:
            rows.append((str(len(rows) + 1), project.name, each.source or NOT_SAID, str(each.year_be), baht(each.baht)))
            total += each.baht
    if rows:
        rows.append(("", TOTAL, "", "", baht(total)))
    heads = ("ที่", "โครงการ", "แหล่งงบประมาณ", "ปีงบประมาณ", "บาท")
    return PaperTable(heads, tuple(rows), (0.6, 4, 2.4, 1.4, 1.6), (4,), total=True)


def trees_table(paper: PlanPaper, problem: Problem) -> PaperTable:
    """The problem tree and the objective tree of a problem side by side, from the top down."""
    trees: dict[Side, Tree] = {each: tree_of(paper.plan, problem.id, each, paper.criteria) for each in SIDES}
    rows = [(name, wrong or DASH, wanted or DASH) for _, name, wrong, wanted in tree_rows(trees)]
    return PaperTable(("แถว", *SIDES.values()), tuple(rows), (2, 4, 4))


def source_totals(paper: PlanPaper) -> PaperTable:
    """Baht by source of money, the largest first, and their sum."""
    by_source: dict[str, float] = {}
    for project in paper.plan.of(Project):
        for each in project.budgets:
            by_source[each.source or NOT_SAID] = by_source.get(each.source or NOT_SAID, 0.0) + each.baht
    rows = [(name, baht(value)) for name, value in sorted(by_source.items(), key=lambda pair: (-pair[1], pair[0]))]
    rows.append((TOTAL, baht(sum(by_source.values()))))
    return PaperTable(("แหล่งงบประมาณ", "บาท"), tuple(rows), (4, 2), (1,), total=True)


def follow_up_table(paper: PlanPaper, *, records_only: bool = False) -> PaperTable:
    """One row a record of follow-up, in the order of projects and periods; unless `records_only`, projects nobody has
    followed up yet in a row with room to write."""
    rows: list[tuple[str, ...]] = []
    for project in paper.plan.of(Project):
        records = [each for each in paper.plan.of(FollowUp) if each.project_id == project.id]
        rows += [_follow_up_row(paper, project, each) for each in sorted(records, key=lambda each: each.period)]
        if not records and not records_only:
            rows.append((DASH, project.name, *("",) * 7))
    heads = (
        *("งวด", "โครงการ / กิจกรรม", "แผน (บาท)", "อนุมัติ (บาท)", "ผูกพัน (บาท)", "เบิกจ่าย (บาท)", "คงเหลือ (บาท)"),
        *("ผลผลิตถึงปัจจุบัน", "ปัญหาอุปสรรค / หมายเหตุ"),
    )
    return PaperTable(heads, tuple(rows), (1.3, 3.2, 1.45, 1.45, 1.45, 1.45, 1.45, 1.45, 2.4), (2, 3, 4, 5, 6, 7))


def _follow_up_row(paper: PlanPaper, project: Project, record: FollowUp) -> tuple[str, ...]:
    money = (record.planned_baht, record.approved_baht, record.contracted_baht, record.paid_baht, left_baht(record))
    said = " · ".join(each for each in (record.obstacles, record.note, "เสร็จแล้ว" if record.is_finished else "") if each)
    return (
        period_name(record.period),
        followed_name(paper, project, record),
        *(baht(each) for each in money),
        done_words(paper, record),
        said or DASH,
    )


def followed_name(paper: PlanPaper, project: Project, record: FollowUp) -> str:
    """What a record is of: an activity of the project, else the project."""
    activity = paper.plan.part(record.activity_id)
    return f"{project.name}: {activity.text}" if isinstance(activity, Activity) else project.name


def left_baht(record: FollowUp) -> float | None:
    """What is left of the money approved; None where one of both is not known."""
    if record.approved_baht is None or record.paid_baht is None:
        return None
    return record.approved_baht - record.paid_baht


def done_words(paper: PlanPaper, record: FollowUp) -> str:
    """How much of the activity's output is done, of how much where that is planned."""
    made = [each for each in paper.plan.of(Output) if record.activity_id and record.activity_id in each.links]
    if (record.id, "done") in paper.hidden:
        return paper.count(record, "done")
    if record.done is None:
        return DASH
    if len(made) != 1:
        return format_value(record.done)
    planned = f" จาก {quantity_words(paper, made[0])}" if made[0].quantity is not None else f" {made[0].unit}"
    return f"{format_value(record.done)}{planned}".strip()


def period_name(period: str) -> str:
    """2569-01 → ม.ค. 2569; 2569-Q2 → ไตรมาส 2/2569 (of the fiscal year); other words as they are.

    >>> period_name("2569-01"), period_name("2569-Q2"), period_name("")
    ('ม.ค. 2569', 'ไตรมาส 2/2569', '–')
    """
    year, _, rest = period.partition("-")
    if rest.startswith("Q") and rest[1:].isdigit():
        return f"ไตรมาส {rest[1:]}/{year}"
    if rest.isdigit() and 1 <= int(rest) <= len(MONTHS):
        return f"{MONTHS[int(rest) - 1]} {year}"
    return period or DASH


def project_headings(paper: PlanPaper, project: Project) -> tuple[Heading, ...]:
    """A project under the ten headings of a Thai project proposal; what nobody has written is said to be missing."""
    activities = paper.plan.activities_of(project.id)
    methods = [each for each in project.method.splitlines() if each.strip()]
    steps = [f"{number}) {each.text}" for number, each in enumerate(activities, 1)]
    where = [
        f"กลุ่มเป้าหมาย: {_or_not_said(project.target_group)} ({paper.reach(project)})",
        f"พื้นที่ดำเนินการ: {paper.where(project)}",
    ]
    pace = [KIND_NAMES[project.pace]] if project.pace in KIND_NAMES else []
    named = (
        ("ชื่อโครงการ", (project.name,), ()),
        ("หลักการและเหตุผล", _lines(project.rationale), ()),
        ("วัตถุประสงค์", _lines(project.objective), ()),
        ("กลุ่มเป้าหมาย/พื้นที่ดำเนินการ", tuple(where), ()),
        ("วิธีการดำเนินการ", tuple([*methods, *steps] or [NOT_SAID]), ()),
        ("ระยะเวลาดำเนินการ", (NOT_SAID if _no_days(project) else period_words(project), *pace), ()),
        ("ปฏิทินกิจกรรม", *_calendar(activities)),
        ("การประเมินผล", _lines(project.evaluation), ()),
        ("งบประมาณ", *_budget(project)),
        ("ผลที่คาดว่าจะได้รับ", _lines(project.expected), ()),
    )  # fmt: skip
    return tuple(Heading(number, name, words, tables) for number, (name, words, tables) in enumerate(named, 1))


def _no_days(project: Project) -> bool:
    return project.start is None and project.end is None


def _or_not_said(words: str) -> str:
    return words.strip() or NOT_SAID


def _lines(words: str) -> tuple[str, ...]:
    return tuple(each for each in words.splitlines() if each.strip()) or (NOT_SAID,)


def _budget(project: Project) -> tuple[tuple[str, ...], tuple[PaperTable, ...]]:
    if not project.budgets:
        return (money_words(project),), ()
    rows = [(each.source or NOT_SAID, str(each.year_be), baht(each.baht)) for each in project.budgets]
    rows.append((TOTAL, "", baht(project.baht)))
    table = PaperTable(("แหล่งงบประมาณ", "ปีงบประมาณ", "บาท"), tuple(rows), (4, 2, 2), (2,), total=True)
    return (f"รวม {baht(project.baht)} บาท",), (table,)


def _calendar(activities: Sequence[Activity]) -> tuple[tuple[str, ...], tuple[PaperTable, ...]]:
    """A table a fiscal year: the activities, and a mark in each month they run in."""
    dated = [(each, _months(each)) for each in activities]
    years = sorted({year for _, months in dated for year, _ in months})
    if not years:
        return (NOT_SAID,), ()
    tables: list[PaperTable] = []
    for year in years:
        rows = [
            (activity.text, *(MARK if (year, month) in months else "" for month in FISCAL_MONTHS))
            for activity, months in dated
        ]
        heads = (f"กิจกรรม (ปีงบประมาณ {year})", *(MONTHS[month - 1] for month in FISCAL_MONTHS))
        tables.append(PaperTable(heads, tuple(rows), (5.2, *(0.9,) * len(FISCAL_MONTHS))))
    return (), tuple(tables)


def _months(activity: Activity) -> set[tuple[int, int]]:
    """(fiscal year, month) of every month an activity runs in; one with a single day runs in its month."""
    days = [each for each in (activity.start, activity.end) if each is not None]
    if not days:
        return set()
    first, last = min(days), max(days)
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [
        (first.year + (first.month - 1 + step) // 12, (first.month - 1 + step) % 12 + 1) for step in range(count + 1)
    ]
    return {(fiscal_year_of(date(year, month, 1)), month) for year, month in months}
