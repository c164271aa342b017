"""The plan on paper: everything that its files hold, collected once, so that screen and command line write the same.

released = plan_paper(warehouse, catalogue, plan, gate_of)     # public; without gate_of for the office alone
released.content.plan, released.content.radar                  # what Word, slides, workbook and forms draw
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Final

from analysis.core.areas import names_of, titled
from analysis.core.errors import AnalysisError
from analysis.core.held_data import sources_of_area
from analysis.core.scope import Question
from analysis.disclosure.gate import Disclosure, disclosure_data
from analysis.disclosure.outputs import Released, Shaped, for_internal_use, release_public
from analysis.logic_model.assessment import assess
from analysis.logic_model.ballots import HallResult, newest_result, result_of, votes_of_plan
from analysis.logic_model.checks import check_plan
from analysis.logic_model.differences import PartChange, plan_changes
from analysis.logic_model.if_then import if_then
from analysis.logic_model.plan import Part, Plan, Problem, Project
from analysis.logic_model.public import HIDDEN_WORD, GateOfSet, PublicPlan, plan_public
from analysis.radar_analysis.data import AnalysisSheet, area_context_data, look_up, make_sheet
from analysis.radar_analysis.one_page import AxisRow, OnePage, PageBlock, one_page_data
from analysis.radar_analysis.public import radar_analysis_public
from catalogue import Catalogue, CatalogueError, IndicatorSet
from catalogue.assessments import assessments
from warehouse import Warehouse
from words.dates import day_words
from words.numbers import DASH, fixed, fixed_pct, format_count, is_missing

MOST_NAMED_FILES: Final = 1
UNREADABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
Counts = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class RadarFigures:
    """What the radar draws: percentages with the problem (an index of 0–100 in sets of scores) of each axis, None where
    there is none or it is hidden. `reference`: () without one, and then `reference_name` is ""."""

    axis_names: tuple[str, ...]
    own: tuple[float | None, ...]
    reference: tuple[float | None, ...]
    own_name: str
    reference_name: str
    measure: str


@dataclass(frozen=True)
class Assessed:
    """One item of a project's self-assessment by a sheet: how many points of how many, and why."""

    project: str
    sheet: str
    item: str
    points: float
    most: float
    why: str


@dataclass(frozen=True)
class PlanReading:
    """What is said of a plan by rule: `if_then`: id of a problem → its chain as sentences; `assessment`: its projects
    held against the sheets of the catalogue, with the `notes` that have to stand beside points."""

    if_then: Mapping[str, tuple[str, ...]]
    assessment: tuple[Assessed, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanPaper:
    """A plan and all that stands beside it in its files.

    `profile`: (what, figure) of the area, `answer`: its one sentence, `axis_rows`: the radar as words, `axis_heads`:
    figure and reference of these; `blocks`: problems, strengths, changes and unknowns of stage 3. They are empty, and
    `radar` is None, where the area has no figures of the plan's set and year: `no_figures` says so in Thai.
    `area_titles`, `indicator_names`, `strategy_names`: code or id → what people read; `measures`: set → what it
    measures. `hidden`: see PublicPlan;
    `hidden_axes`: of the radar, how many are hidden; `changes`: since the version that the change form starts from.
    `votes`: what the newest meeting of its community came to, None without one.
    `source`: where the figures come from. `version`: of the plan in the store, 0 for one that is not kept there.
    """

    plan: Plan
    area_title: str
    set_title: str
    measure: str
    source: str
    is_synthetic: bool
    place: str = ""
    answer: str = ""
    no_figures: str = ""
    radar: RadarFigures | None = None
    axis_heads: tuple[str, str] = ("", "")
    axis_rows: tuple[AxisRow, ...] = ()
    blocks: tuple[PageBlock, ...] = ()
    reading: PlanReading = PlanReading({})
    area_titles: Mapping[str, str] | None = None
    indicator_names: Mapping[str, str] | None = None
    criteria: Mapping[str, tuple[str, str]] | None = None
    measures: Mapping[str, str] | None = None
    strategy_names: Mapping[str, str] | None = None
    hidden: frozenset[tuple[str, str]] = frozenset()
    hidden_axes: int = 0
    changes: tuple[PartChange, ...] = ()
    votes: HallResult | None = None
    plan_id: int = 0
    version: int = 0

    @property
    def title(self) -> str:
        """What the plan is called: as its people did, else by its year."""
        return self.plan.title or f"แผนพัฒนาชุมชน ปีงบประมาณ {self.plan.fiscal_year_be}"

    def count(self, part: Part, name: str, missing: str = DASH) -> str:
        """A count of a part in words; hidden and missing as such."""
        if (part.id, name) in self.hidden:
            return HIDDEN_WORD
        value = getattr(part, name)
        return format_count(value, missing)

    def share(self, part: Part, name: str, missing: str = DASH) -> str:
        """A percentage of a part in words, without its sign; an index of graded villages as a plain number."""
        if (part.id, name) in self.hidden:
            return HIDDEN_WORD
        value: float | None = getattr(part, name)
        if value is None:
            return missing
        measure = (self.measures or {}).get(getattr(part, "set_id", None) or "", self.measure)
        return fixed(value) if measure == "score" else fixed_pct(value)

    @property
    def share_head(self) -> str:
        """What stands over a column of shares."""
        return "ดัชนีความรุนแรง (0–100)" if self.measure == "score" else "เป็นปัญหา (%)"

    def area_of(self, code: str) -> str:
        """The title of an area that the plan names."""
        return (self.area_titles or {}).get(code, code)

    def indicator_of(self, code: str | None) -> str:
        """What fails in an indicator; its code where no set of the catalogue has it any more."""
        return "" if code is None else (self.indicator_names or {}).get(code, code)

    @cached_property
    def votes_of_problems(self) -> Mapping[str, str]:
        """Id of a problem → what people said of it at the meeting."""
        return votes_of_plan(self.plan, self.votes)

    def strategies_of(self, project: Project) -> tuple[str, ...]:
        """The strategies a project serves, in words."""
        return tuple((self.strategy_names or {}).get(each, each) for each in project.strategy_ids)

    def where(self, project: Project) -> str:
        """Where a project works."""
        return " ".join(self.area_of(code) for code in project.areas) or self.area_title

    def reach(self, part: Part) -> str:
        """Whom an activity or project is to reach: 120 คน; a dash where nobody is named."""
        unit = getattr(part, "unit", "")
        words = self.count(part, "people")
        return words if words == DASH else f"{words} {unit}".strip()


def period_words(part: Any) -> str:
    """From when to when, in Thai; a dash where no day is named."""
    days = [day_words(each) for each in (part.start, part.end) if each is not None]
    return " – ".join(days) if days else DASH


def reading_of(plan: Plan, indicator_names: Mapping[str, str] | None = None) -> PlanReading:
    """What is said by rule of a plan as it is printed: what was taken out of it is not in its sentences either."""
    read = if_then(plan, indicator_names)
    return PlanReading({problem: tuple(each.text for each in sentences) for problem, sentences in read.items()})


def with_assessment(reading: PlanReading, plan: Plan) -> PlanReading:
    """The same with its projects judged: for the office alone, as points tell how far the figures of a plan go."""
    sheets = assessments().values()
    found = check_plan(plan)
    judged = [(each, assess(plan, each.id, sheet, found)) for each in plan.of(Project) for sheet in sheets]
    rows = [
        Assessed(project.name, of.sheet.title, each.item.name, each.points, each.item.points, each.why)
        for project, of in judged
        for each in of.items
    ]
    return replace(reading, assessment=tuple(rows), notes=tuple(each.note for each in sheets))


def plan_paper(
    warehouse: Warehouse,
    catalogue: Catalogue,
    plan: Plan,
    gate_of: GateOfSet | None = None,
    since: Plan | None = None,
    **named: Any,
) -> Released[PlanPaper]:
    """Everything the plan's files hold: for everyone through `gate_of`, without it for the office alone.

    `since`: an earlier version, from which the change form starts; for everyone no part of which a figure is hidden
    stands in it. `named`: further fields of PlanPaper (strategy_names, plan_id, version). Asks the database for the
    figures of the plan's area, set and year; an area without them gives a paper that says so. Raises nothing of its
    own."""
    plan = _readable(plan)
    sheet, no_figures = _sheet_of(warehouse, catalogue, plan, gate_of)
    figures: dict[str, Any] = {"no_figures": no_figures} if sheet is None else _figures_of(sheet)
    made = PlanPaper(
        plan=plan,
        **_described(warehouse, catalogue, plan),
        is_synthetic=_is_synthetic(warehouse, plan),
        votes=_votes(warehouse, plan, gate_of),
        **figures,
        **named,
    )
    if gate_of is None:
        reading = with_assessment(reading_of(plan, made.indicator_names), plan)
        changes = () if since is None else plan_changes(_readable(since), plan)
        return for_internal_use(replace(made, reading=reading, changes=changes))
    shaped = plan_public(plan, gate_of)
    shown: PublicPlan = shaped.content
    reading = reading_of(shown.plan, made.indicator_names)
    changes = () if since is None else _public_changes(_readable(since), shown, gate_of)
    public = replace(made, plan=shown.plan, hidden=shown.hidden, reading=reading, changes=changes)
    hidden = shaped.hidden + made.hidden_axes
    gate = gate_of(plan.set_id, plan.year_be) or Disclosure([], None)
    return release_public(gate, lambda _: Shaped(public, hidden))


def _votes(warehouse: Warehouse, plan: Plan, gate_of: GateOfSet | None) -> HallResult | None:
    """What the community's newest meeting said; for everyone without the places of what the gate hides, or of which it
    knows nothing."""
    found = newest_result(warehouse, plan.area_code)
    if found is None or gate_of is None:
        return found
    gate = gate_of(found.workshop.set_id, found.workshop.year_be)
    codes = {row.score.indicator_code for row in found.rows if row.score.indicator_code is not None}
    return result_of(found.workshop, codes if gate is None else gate.hidden(plan.area_code))


def _public_changes(since: Plan, shown: PublicPlan, gate_of: GateOfSet) -> tuple[PartChange, ...]:
    """What may be told of the way from an earlier version: nothing of a part with a hidden figure in either."""
    before = plan_public(since, gate_of).content
    hidden = {part_id for part_id, _ in before.hidden | shown.hidden}
    changes = plan_changes(before.plan, shown.plan)
    return tuple(each for each in changes if each.part_id.partition("/")[0] not in hidden)


def _sheet_of(
    warehouse: Warehouse, catalogue: Catalogue, plan: Plan, gate_of: GateOfSet | None
) -> tuple[AnalysisSheet | None, str]:
    """The figures of the plan's area as they may be printed; None with the reason where there are none."""
    try:
        indicator_set = catalogue.get(plan.set_id)
        question = Question(plan.area_code, plan.year_be, indicator_set.survey, plan.set_id)
        lookup = look_up(warehouse, catalogue, question)
        context = area_context_data(warehouse, catalogue, lookup.scope, lookup.indicators)
    except AnalysisError as error:
        return None, error.what
    except CatalogueError as error:
        return None, f"{error.faults[0].place}: {error.faults[0].problem}"
    if gate_of is None:
        return make_sheet(lookup, context), ""

    def gates(year_be: int) -> Disclosure:
        return gate_of(plan.set_id, year_be) or disclosure_data(warehouse, indicator_set, year_be)

    sheet = make_sheet(lookup, context, gates=gates)
    return radar_analysis_public(sheet, lookup, gates).content, ""


def _figures_of(sheet: AnalysisSheet) -> dict[str, Any]:
    page = one_page_data(sheet)
    axes = page.axes
    return {
        "hidden_axes": int((axes["problem_pct"].isna() & axes["indicators_with_data"].gt(0)).sum()),
        "place": page.place,
        "answer": sheet.analysis.answer_text,
        "radar": radar_figures(page),
        "axis_heads": page.axis_heads,
        "axis_rows": page.axis_rows,
        "blocks": page.blocks,
    }


def radar_figures(page: OnePage) -> RadarFigures | None:
    """The radar of stage 3's page; None where no axis has a figure."""
    axes = page.axes
    own = tuple(_value(each) for each in axes["problem_pct"])
    if all(each is None for each in own):
        return None
    names = tuple(str(each) for each in axes["axis_short"])
    reference: tuple[float | None, ...] = ()
    if page.reference_axes is not None and page.reference_name is not None:
        by_axis = dict(zip(page.reference_axes["axis_code"], page.reference_axes["problem_pct"], strict=True))
        reference = tuple(_value(by_axis.get(code)) for code in axes["axis_code"])
    has_reference = any(each is not None for each in reference)
    return RadarFigures(
        names,
        own,
        reference if has_reference else (),
        page.area_title,
        (page.reference_name or "") if has_reference else "",
        page.measure,
    )


def _value(value: Any) -> float | None:
    """Rounded as it is printed, so that a chart tells no more than the table beside it."""
    return None if is_missing(value) else round(float(value), 1)


def _described(warehouse: Warehouse, catalogue: Catalogue, plan: Plan) -> dict[str, Any]:
    """Names of everything the plan names by a code."""
    sets = _sets_of(catalogue, plan)
    own = sets.get(plan.set_id)
    codes = [plan.area_code, *(code for each in plan.of(Project) for code in each.areas)]
    names = names_of(warehouse, list(dict.fromkeys(codes)))
    titles = {code: titled(code, name) for code, name in names.items()}
    files = sources_of_area(warehouse, plan.area_code, plan.set_id, plan.year_be)
    title = plan.set_id if own is None else own.title
    source = [f"{title} ปี {plan.year_be}"]
    if not files.empty:
        more = f" และอีก {len(files) - MOST_NAMED_FILES:,} ไฟล์" if len(files) > MOST_NAMED_FILES else ""
        source.append(f"ไฟล์ {files['file_name'].iloc[0]}{more} · นำเข้าล่าสุด {day_words(files['imported_at'].iloc[0])}")
    return {
        "area_title": titles[plan.area_code],
        "set_title": title,
        "measure": "count" if own is None else own.measure,
        "source": " · ".join(source),
        "area_titles": titles,
        "measures": {each.id: each.measure for each in sets.values()},
        "indicator_names": {each.code: each.problem_name for one in sets.values() for each in one.indicators},
        "criteria": {each.code: (each.problem_name, each.name) for one in sets.values() for each in one.indicators},
    }


def _sets_of(catalogue: Catalogue, plan: Plan) -> dict[str, IndicatorSet]:
    """The sets that the plan names and the catalogue holds."""
    wanted = {plan.set_id, *(each.set_id for each in plan.of(Problem) if each.set_id)}
    return {each.id: each for each in catalogue.sets if each.id in wanted}


def _is_synthetic(warehouse: Warehouse, plan: Plan) -> bool:
    """True when any figure that a problem starts from, or the radar, comes from sample data."""
    pairs = {(plan.set_id, plan.year_be)}
    pairs |= {(each.set_id, each.year_be or plan.year_be) for each in plan.of(Problem) if each.set_id}
    files = [sources_of_area(warehouse, plan.area_code, set_id, year) for set_id, year in sorted(pairs)]
    return any(bool(each["is_synthetic"].any()) for each in files)


def _readable(plan: Plan) -> Plan:
    """The plan without characters that no office file can hold."""
    parts = [replace(part, **_readable_texts(part)) for part in plan.parts]
    return replace(plan, title=UNREADABLE.sub("", plan.title), parts=tuple(parts))


def _readable_texts(part: Part) -> dict[str, str]:
    texts = {each.name: getattr(part, each.name) for each in fields(part) if each.name != "id"}
    return {
        name: UNREADABLE.sub("", text)
        for name, text in texts.items()
        if isinstance(text, str) and UNREADABLE.search(text)
    }
