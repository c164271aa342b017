"""Stage 5, Logic Model: drafted from the figures, to be changed by its users.

A chain from each of the first problems to its impact; and the plan that begins with them, with projects and the area's
potential. Numbers are copied from the figures; no cost and no date is made up.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.core.changes import changes_data, two_years_data
from analysis.core.errors import AnalysisError
from analysis.core.figures import TARGET_OF_FILE, TARGET_OF_SET, indicator_data
from analysis.core.priorities import FEWEST_LEADING, Standpoint, priority_data
from analysis.core.references import PEERS_WORD, first_reference, own_and_peer_figures, previous_year
from analysis.core.scope import Question, Scope, find_scope
from analysis.core.standings import with_status
from analysis.core.statistics import BETTER, WORSE, Numbers, numbers
from analysis.logic_model.plan import (
    ORIGINS,
    PARTS,
    Part,
    Plan,
    Potential,
    Problem,
    Project,
    new_id,
)
from catalogue import Catalogue
from catalogue.suggestions import PARTS as DRAFTED_PARTS
from catalogue.suggestions import SEPARATOR, ActivityLink, suggestion_for, suggestions_data
from warehouse import Warehouse
from words.numbers import fixed, format_count, format_pct

DEFAULT_TOP = 5
BEST_QUARTER = 0.25
SOURCE_SUGGESTED = "suggested"
NOTES: Mapping[str, str] = {
    TARGET_OF_SET: "เป้าหมายของชุดตัวชี้วัดปีนี้",
    TARGET_OF_FILE: "เป้าหมายที่พิมพ์ในไฟล์ของพื้นที่นี้",
    "peers": f"เป้าหมายที่โปรแกรมนี้เสนอ: ครึ่งทางไปถึง{PEERS_WORD}หนึ่งในสี่ที่ดีที่สุด",
    "half": "เป้าหมายที่โปรแกรมนี้เสนอ: ลดปัญหาลงครึ่งหนึ่ง",
}
COLUMNS = (
    *("rank", "own_rank", "unweighted_rank", "score", "tier", "excess", "is_small", "indicator_code", "number", "name"),
    *("problem_name", "short_label", "dimension_name", "unit"),
    *("baseline_pct", "baseline_pass_pct", "baseline_failed", "baseline_assessed", "target_pct", "target_problem_pct"),
    *("target_source", "target_note", "to_reach", "to_pass", "basis", *DRAFTED_PARTS, "is_synthetic"),
)


@dataclass(frozen=True)
class LogicModel:
    """The drafted plan. `chains`: one row a problem, most urgent first; columns in `logic_model_data`."""

    scope: Scope
    chains: pd.DataFrame

    @property
    def is_synthetic(self) -> bool:
        """True when any baseline comes from sample data."""
        return bool(self.chains["is_synthetic"].any())


def logic_model_data(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    top: int = DEFAULT_TOP,
    weights: Mapping[str, float] | None = None,
) -> LogicModel:
    """Draft a chain for each of the `top` most urgent problems (as `priority_data` ranks them).

    Columns of chains: rank, own_rank, unweighted_rank, score, tier, excess, is_small (see `priority_data`);
    indicator_code, number, name, problem_name, short_label, dimension_name, unit;
    baseline_pct and baseline_pass_pct (percent with and without the problem now), baseline_failed, baseline_assessed
    (counts in `unit`; missing in score and value sets, villages graded for the second in score sets);
    target_pct and target_problem_pct (percent without and with the problem to aim at), target_source (`file`, `set`
    or `suggested`), target_note (Thai: whose target it is); to_reach (persons or households with the problem now, in
    `unit`; missing without counts), to_pass (how many of them must pass to meet the target);
    basis and causes, inputs, activities, outputs, outcomes, impact, agencies, partners (drafts of the catalogue, as
    text, entries joined by `; `); is_synthetic. No row where the area has no problem.
    Raises as `radar_analysis_data`, and for a `top` below 1.
    """
    if top < 1:
        raise AnalysisError(f"จำนวนปัญหา {top} ใช้ไม่ได้", "ใส่ตั้งแต่ 1 ขึ้นไป")
    scope = find_scope(warehouse, catalogue, question)
    indicators, standpoint = standpoint_data(warehouse, scope)
    problems = priority_data(indicators, standpoint, weights).head(top)
    chains = _with_targets(_with_baseline(problems), standpoint.peers)
    drafts = suggestions_data(scope.indicator_set)
    return LogicModel(scope, chains.merge(drafts, on="indicator_code", how="left")[list(COLUMNS)])


def standpoint_data(warehouse: Warehouse, scope: Scope) -> tuple[pd.DataFrame, Standpoint]:
    """`indicator_data` of the area, and what its problems are ranked by. Raises AnalysisError where it has no data."""
    indicators, peers = own_and_peer_figures(warehouse, scope)
    earlier_year = previous_year(warehouse, scope)
    codes = [] if earlier_year is None else [scope.area_code]
    earlier = indicator_data(warehouse, scope.indicator_set, codes, earlier_year or scope.year_be)
    reference = first_reference(warehouse, scope, indicators, peers=peers, earlier=(earlier_year, earlier))
    changes = changes_data(two_years_data(warehouse, scope, indicators, earlier, earlier_year))
    return indicators, Standpoint(reference, changes, peers, scope.is_judged)


def _with_baseline(problems: pd.DataFrame) -> pd.DataFrame:
    return problems.assign(
        baseline_pct=problems["problem_pct"],
        baseline_pass_pct=problems["pass_pct"],
        baseline_failed=problems["failed"],
        baseline_assessed=problems["assessed"],
        to_reach=problems["failed"],
    )


def _with_targets(problems: pd.DataFrame, peers: pd.DataFrame) -> pd.DataFrame:
    """The target the file prints, or the set's, where it is not reached yet, else a suggested one.

    Suggested: halfway from the present percentage to the best quarter of the peers (the 25th percentile of their
    problem_pct), where that is better than the area; else half of the present percentage.
    """
    problem = numbers(problems["problem_pct"])
    quarters = peers.groupby("indicator_code")["problem_pct"].quantile(BEST_QUARTER)
    best = numbers(problems["indicator_code"].map(quarters))
    has_target, has_better_peers = numbers(problems["gap_pct"]) > 0, best < problem
    target = np.select(
        [has_target, has_better_peers], [100 - numbers(problems["target_pct"]), (problem + best) / 2], problem / 2
    )
    source = np.where(has_target, problems["target_source"].to_numpy(dtype=object), SOURCE_SUGGESTED)
    of_target = problems["target_source"].map(dict(NOTES)).to_numpy(dtype=object)
    note = np.where(has_target, of_target, np.where(has_better_peers, NOTES["peers"], NOTES["half"]))
    return problems.assign(
        target_problem_pct=target,
        target_pct=100 - target,
        target_source=pd.Series(source, dtype="str"),
        target_note=pd.Series(note, dtype="str"),
        to_pass=_to_pass(problems, target),
    )


def _to_pass(problems: pd.DataFrame, target_problem_pct: Numbers) -> Numbers:
    """Fewest of the failed who must pass so that the target is met; missing without counts."""
    allowed = np.floor(numbers(problems["assessed"]) * target_problem_pct / 100 + 1e-9)
    return np.maximum(0.0, numbers(problems["failed"]) - allowed)


EVERY_PROBLEM: Final = 10_000  # more than any set has indicators
MOST_POTENTIAL: Final = 5  # strengths, and weaknesses, that are drafted
SIDES: Final[Mapping[str, str]] = {BETTER: "strength", WORSE: "weakness"}
KINDS_OF_PARTS: Final[Mapping[str, str]] = {
    "causes": "cause", "inputs": "input", "activities": "activity", "outputs": "output", "outcomes": "outcome",
    "impact": "impact",
}  # fmt: skip


def draft_plan(
    warehouse: Warehouse,
    catalogue: Catalogue,
    question: Question,
    fiscal_year_be: int | None = None,
    top: int = DEFAULT_TOP,
) -> Plan:
    """A plan of the `top` most urgent problems (as `logic_model_data` ranks and aims them), for the year after the
    survey unless said otherwise, with the potential that `potential_data` drafts.

    Each problem has a card in every column, linked to the cards before it that it belongs to (`_linked`), and one
    project that carries its activities and is to reach as many as must pass for the target. One of few people (is_small
    or under ten) is a case to follow: its card alone. No problem where the area has none. Raises as
    `logic_model_data`."""
    model = logic_model_data(warehouse, catalogue, question, top)
    scope = model.scope
    parts: list[Part] = []
    for chain in model.chains.to_dict("records"):
        parts += _parts_of(chain, scope, "priorities", parts)
    return Plan(
        area_code=scope.area_code, set_id=scope.indicator_set.id, year_be=scope.year_be,
        fiscal_year_be=fiscal_year_be or scope.year_be + 1,
        parts=(*parts, *potential_data(warehouse, scope, (each.id for each in parts))),
    )  # fmt: skip


def with_problem(
    plan: Plan,
    warehouse: Warehouse,
    catalogue: Catalogue,
    indicator_code: str,
    origin: str,
    set_id: str | None = None,
    year_be: int | None = None,
) -> Plan:
    """The plan with the chain of one problem more, picked in a stage (`origin`: of ORIGINS); the plan itself where it
    has that problem already. `set_id`, `year_be`: those of the plan unless given.

    Raises AnalysisError where the area has no such problem, ValueError for an origin that is none, and as
    `logic_model_data`."""
    if origin not in ORIGINS:
        raise ValueError(f"no origin of a problem: {origin}")
    if any(problem.indicator_code == indicator_code for problem in plan.of(Problem)):
        return plan
    of_set = catalogue.get(set_id or plan.set_id)
    question = Question(plan.area_code, year_be or plan.year_be, of_set.survey, of_set.id)
    model = logic_model_data(warehouse, catalogue, question, EVERY_PROBLEM)
    found = model.chains[model.chains["indicator_code"] == indicator_code].to_dict("records")
    if not found:
        raise AnalysisError(
            f"{model.scope.area_title}ไม่มีปัญหาตามตัวชี้วัด {indicator_code} ในปี {question.year_be}",
            "เลือกตัวชี้วัดที่มีผู้ไม่ผ่าน หรือเขียนปัญหาเองในแผน",
        )
    return replace(plan, parts=(*plan.parts, *_parts_of(found[0], model.scope, origin, plan.parts)))


def potential_data(warehouse: Warehouse, scope: Scope, taken: Iterable[str] = ()) -> tuple[Potential, ...]:
    """Strengths from what is เด่น and weaknesses from what is ด้อย against the first reference there is, the furthest
    from it first, at most five each; opportunities, threats and capital are for people to write. `taken`: ids there
    are. Nothing where the area has nothing to be held against, or is not judged."""
    indicators, standpoint = standpoint_data(warehouse, scope)
    reference = standpoint.reference
    if reference.name is None:
        return ()
    table = with_status(indicators, reference.ends, is_judged=scope.is_judged)
    table = table.assign(distance=(table["problem_pct"] - table["reference_pct"]).abs())
    ids, found = list(taken), list[Potential]()
    for status, side in SIDES.items():
        rows = table[table["status"] == status].sort_values(["distance", "number"], ascending=[False, True])
        for row in rows.head(MOST_POTENTIAL).to_dict("records"):
            ids.append(new_id(Potential.kind, ids))
            words = _potential_words(row, scope, side, str(reference.name))
            found.append(Potential(id=ids[-1], side=side, text=words, indicator_code=str(row["indicator_code"])))
    return tuple(found)


def _potential_words(row: Mapping[Any, Any], scope: Scope, side: str, reference: str) -> str:
    """What is well by its criterion, what is not by its problem, with the area's own percentage; that of the reference
    is left out, as it is not the plan's to tell."""
    is_strength, own = side == "strength", float(row["problem_pct"])
    name = row["name"] if is_strength else row["problem_name"]
    if scope.indicator_set.measure == "score":
        figure = f"ดัชนีความรุนแรง {fixed(own)}"
    else:
        figure = format_pct(100 - own if is_strength else own)
    return f"{name} {figure} ({'ดีกว่า' if is_strength else 'แย่กว่า'}{reference}ชัดเจน)"


def _parts_of(chain: Mapping[Any, Any], scope: Scope, origin: str, before: Iterable[Part]) -> list[Part]:
    """The cards and the project of one row of `logic_model_data`; `before`: parts whose ids are taken."""
    taken = [each.id for each in before]
    problem = _problem(chain, scope, origin, new_id(Problem.kind, taken))
    if problem.is_case:
        return [problem]
    project = _project(chain, scope, problem, new_id(Project.kind, taken))
    taken += [problem.id, project.id]
    cards: dict[str, list[Any]] = {}
    for column, kind in KINDS_OF_PARTS.items():
        made: Any = PARTS[kind]
        cards[column] = []
        for entry in _entries(chain[column]):
            taken.append(new_id(kind, taken))
            cards[column].append(made(id=taken[-1], text=entry))
    suggestion = suggestion_for(scope.indicator_set, scope.indicator_set.indicator(str(problem.indicator_code)))
    linked = _linked(cards, problem, project, suggestion.activity_links)
    return [problem, *(card for column in KINDS_OF_PARTS for card in linked[column]), project]


def _linked(
    cards: Mapping[str, list[Any]], problem: Problem, project: Project, activity_links: Sequence[ActivityLink]
) -> dict[str, list[Any]]:
    """The cards of a problem's columns, each linked to the cards before it that it belongs to.

    Causes and inputs hang on the problem; an activity on the causes it answers (on the problem where it answers no
    single one) and on the inputs of its project; an output on the activities it comes of; outcomes on all outputs, the
    impact on all outcomes."""
    ids = {column: tuple(each.id for each in held) for column, held in cards.items()}
    links = dict(enumerate(activity_links))
    activities = [
        replace(
            each, project_id=project.id, owner=project.owner,
            links=(*(tuple(ids["causes"][at] for at in links[place].causes) or (problem.id,)), *ids["inputs"]),
        )
        for place, each in enumerate(cards["activities"])
    ]  # fmt: skip
    outputs = [
        replace(each, links=tuple(ids["activities"][at] for at, link in links.items() if place in link.outputs))
        for place, each in enumerate(cards["outputs"])
    ]
    outcomes = [replace(each, links=ids["outputs"]) for each in cards["outcomes"]]
    outcomes[:1] = [
        replace(each, set_id=problem.set_id, indicator_code=problem.indicator_code, target_pct=problem.target_pct)
        for each in outcomes[:1]  # the first says what the indicator measures
    ]
    return {
        "causes": [replace(each, links=(problem.id,)) for each in cards["causes"]],
        "inputs": [replace(each, links=(problem.id,)) for each in cards["inputs"]],
        "activities": activities, "outputs": outputs, "outcomes": outcomes,
        "impact": [replace(each, links=ids["outcomes"]) for each in cards["impact"]],
    }  # fmt: skip


def _problem(chain: Mapping[Any, Any], scope: Scope, origin: str, part_id: str) -> Problem:
    failed = _number(chain["baseline_failed"])
    return Problem(
        id=part_id, text=str(chain["problem_name"]), set_id=scope.indicator_set.id,
        indicator_code=str(chain["indicator_code"]), year_be=scope.year_be, baseline_pct=_number(chain["baseline_pct"]),
        failed=failed, assessed=_number(chain["baseline_assessed"]), unit=str(chain["unit"]),
        to_reach=_number(chain["to_reach"]), target_pct=_number(chain["target_problem_pct"]),
        target_source=str(chain["target_source"]), origin=origin, note=str(chain["target_note"]),
        is_case=bool(chain["is_small"]) or (failed is not None and failed < FEWEST_LEADING),
    )  # fmt: skip


def _project(chain: Mapping[Any, Any], scope: Scope, problem: Problem, project_id: str) -> Project:
    agencies = _entries(chain["agencies"])
    reached = "" if problem.to_reach is None else f"{format_count(problem.to_reach)} {problem.unit}"
    is_score = scope.indicator_set.measure == "score"

    def of(value: float | None) -> str:
        return f"ดัชนีความรุนแรง {fixed(value)}" if is_score and value is not None else format_pct(value)

    counted = "" if not reached else f" ({reached} จาก {format_count(problem.assessed)} {problem.unit})"
    return Project(
        id=project_id, name=f"แก้ไขปัญหา: {problem.text}",
        rationale=f"{scope.area_title} {problem.text} {of(problem.baseline_pct)}{counted} ปี {scope.year_be}",
        objective=f"ลดปัญหา {problem.text} ให้เหลือไม่เกิน {of(problem.target_pct)}",
        target_group=reached, owner=agencies[0] if agencies else "",
        agencies=(*agencies[1:], *_entries(chain["partners"])), people=_number(chain["to_pass"]),
        unit=problem.unit if reached else "", sdgs=scope.indicator_set.indicator(str(problem.indicator_code)).sdg,
    )  # fmt: skip


def _entries(text: Any) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in str(text).split(SEPARATOR) if entry.strip())


def _number(value: Any) -> float | None:
    return None if pd.isna(value) or math.isnan(float(value)) else float(value)
