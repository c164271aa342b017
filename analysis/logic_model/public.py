"""Draft and plan as they may leave the office: problems of the draft whose figures the gate hides are left out and
counted; of a plan that people wrote the figures go, and the small counts in its texts.
"""

import math
import re
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.disclosure.counts import SMALLEST_SHOWN
from analysis.disclosure.gate import Disclosure, GateOfSet
from analysis.disclosure.outputs import Shaped
from analysis.logic_model.data import NOTES, LogicModel
from analysis.logic_model.plan import (
    Activity,
    FollowUp,
    Outcome,
    Output,
    Part,
    Plan,
    Potential,
    Problem,
    Project,
    Risk,
)

# Worked out from other areas and another year, whose hidden figures they would tell.
SCORES: Final = ("rank", "own_rank", "unweighted_rank", "score", "tier", "excess", "is_small")
TARGETS: Final = ("target_pct", "target_problem_pct", "to_pass")
HIDDEN_WORD: Final = "ไม่แสดง"
NO_TEXTS: Final = ("id", "indicator_code", "set_id", "project_id", "problem_id", "activity_id", "library_id", "period")


def logic_model_public(model: LogicModel, gate: Disclosure) -> Shaped[LogicModel]:
    """The plan for others, and how many indicators are hidden, whether they are problems or not: that one of them is
    among the first would tell its figure. The others stand in the order of the set, without scores; a target worked
    out from the peers is missing. Sets of scores and values are left as they are."""
    if gate.is_open:
        return Shaped(model, 0)
    chains, hidden = model.chains, gate.hidden(model.scope.area_code)
    is_hidden = pd.Series([str(code) in hidden for code in chains["indicator_code"]], index=chains.index, dtype="bool")
    shown = chains[~is_hidden].sort_values("number", ignore_index=True)
    shown = shown.assign(**dict.fromkeys(SCORES, np.nan))
    of_peers = shown["target_note"] == NOTES["peers"]
    shown[list(TARGETS)] = shown[list(TARGETS)].mask(of_peers)
    return Shaped(replace(model, chains=shown), len(hidden))


UNIT_WORDS: Final = "คน|ราย|ครัวเรือน|หลังคาเรือน|ครอบครัว"
SMALL_COUNT: Final = re.compile(rf"(?<![\d๐-๙.,/])[1-9๑-๙](?=\s*(?:{UNIT_WORDS}))")
ANY_COUNT: Final = re.compile(
    rf"(?<![\d๐-๙.,/])[\d๐-๙][\d๐-๙,.]*(?=\s*(?:{UNIT_WORDS}|%|เปอร์เซ็นต์))|(?<=ร้อยละ)\s*[\d๐-๙][\d๐-๙,.]*"
)
IN_PLACE_OF_A_COUNT: Final = f"({HIDDEN_WORD})"
PEOPLE_UNITS: Final = frozenset(UNIT_WORDS.split("|"))
TARGETS_OF_ALL: Final = ("set", "file")  # known to everyone: they tell nothing of the baseline
OF_BASELINE: Final = ("baseline_pct", "failed", "to_reach")


@dataclass(frozen=True)
class PublicPlan:
    """A plan for others. `hidden`: (id of a part, its field) of each figure that was taken out."""

    plan: Plan
    hidden: frozenset[tuple[str, str]]


def plan_public(plan: Plan, gate_of: GateOfSet) -> Shaped[PublicPlan]:
    """The plan for others: figures of problems that the gate hides or does not know are missing, so are all counts of
    1–9 people or households and the reach of what hangs on a hidden problem; the same counts typed into texts are
    replaced by a word, as are the figures of a drafted potential that the gate hides. A target worked out from the
    peers is missing, wherever it was drafted. And how many figures and texts that are."""
    hides = {each.id for each in plan.of(Problem) if _is_hidden(plan, each, gate_of)}
    of_peers = _targets_of_peers(plan)
    touched = {card.id for each in hides for card in plan.chain_of(each)}
    touched |= {each.project_id for each in plan.of(Activity) if each.id in touched and each.project_id}
    touched |= {each.id for each in plan.of(Risk) if each.problem_id in hides}
    touched |= {each.id for each in plan.of(FollowUp) if {each.activity_id, each.project_id} & touched}
    touched |= {
        each.id for each in plan.of(Potential)
        if each.indicator_code and _is_closed(plan, gate_of(plan.set_id, plan.year_be), each.indicator_code)
    }  # fmt: skip
    hidden: set[tuple[str, str]] = set()
    parts: list[Part] = []
    for part in plan.parts:
        gone = {name for name in _figures(plan, part, part.id in touched) if getattr(part, name) is not None}
        gone |= {"target_pct"} & of_peers.get(part.id, set())
        texts = _texts(part, part.id in touched)
        if "objective" in of_peers.get(part.id, ()) and isinstance(part, Project) and ANY_COUNT.search(part.objective):
            texts["objective"] = ANY_COUNT.sub(IN_PLACE_OF_A_COUNT, part.objective)
        hidden |= {(part.id, name) for name in (*gone, *texts)}
        changes: dict[str, Any] = dict.fromkeys(gone) | texts
        if isinstance(part, Problem) and part.id in hides:
            changes["is_case"] = False  # would tell that it is few
        parts.append(replace(part, **changes))
    title = SMALL_COUNT.sub(IN_PLACE_OF_A_COUNT, plan.title)
    shown = PublicPlan(replace(plan, title=title, parts=tuple(parts)), frozenset(hidden))
    return Shaped(shown, len(hidden))


def _is_hidden(plan: Plan, problem: Problem, gate_of: GateOfSet) -> bool:
    """Whether its figures may not be told: by the gate, as a small count, or where the gate knows nothing of it."""
    if problem.set_id is not None and problem.indicator_code is not None:
        gate = gate_of(problem.set_id, problem.year_be or plan.year_be)
        if gate is None:
            return True
        if not gate.is_open:
            if _is_closed(plan, gate, problem.indicator_code):
                return True
        elif problem.unit not in PEOPLE_UNITS:
            return False
    failed = problem.failed
    if failed is None and problem.baseline_pct is not None and problem.assessed is not None:
        failed = problem.baseline_pct * problem.assessed / 100
    return _is_small(failed) or _is_small(problem.to_reach) or _is_small(problem.assessed)


def _is_closed(plan: Plan, gate: Disclosure | None, indicator_code: str) -> bool:
    """Whether the gate hides the plan's area in an indicator, or knows nothing of it; None where there is no gate."""
    if gate is None:
        return True
    if gate.is_open:
        return False
    if indicator_code not in gate.indicator_codes:
        return True
    is_unknown = math.isnan(gate.pct_range(plan.area_code, indicator_code)[0])
    return is_unknown or indicator_code in gate.hidden(plan.area_code)


def _targets_of_peers(plan: Plan) -> dict[str, set[str]]:
    """Id of a part → its fields that hold a target drafted from the figures of the peers: of the problem, of outcomes
    that aim at the same, and of the projects' objectives."""
    found: dict[str, set[str]] = {}
    for problem in plan.of(Problem):
        if problem.target_pct is not None and problem.note == NOTES["peers"]:
            found[problem.id] = {"target_pct"}
            for card in plan.chain_of(problem.id):
                if isinstance(card, Outcome) and card.target_pct == problem.target_pct:
                    found[card.id] = {"target_pct"}
                elif isinstance(card, Activity) and card.project_id:
                    found[card.project_id] = {"objective"}
    return found


def _is_small(count: float | None) -> bool:
    return count is not None and 0 < count < SMALLEST_SHOWN


def _figures(plan: Plan, part: Part, is_touched: bool) -> tuple[str, ...]:
    """The figures of a part that are taken out; `is_touched`: it hangs on a problem that is hidden."""
    if isinstance(part, Problem):
        if not is_touched:
            return ()
        return OF_BASELINE + (("assessed",) if _is_small(part.assessed) else ()) + _own_target(part)
    if isinstance(part, Outcome):
        return ("target_pct",) if is_touched else ()
    if isinstance(part, Activity | Project):
        return ("people",) if is_touched or (_is_small(part.people) and part.unit in PEOPLE_UNITS) else ()
    if isinstance(part, Output):
        hides = part.unit in PEOPLE_UNITS and (is_touched or _is_small(part.quantity))
        return ("quantity",) if hides else ()
    if isinstance(part, FollowUp):
        made = [each for each in plan.of(Output) if part.activity_id in each.links]
        of_people = any(each.unit in PEOPLE_UNITS for each in made)
        return ("done",) if of_people and (is_touched or _is_small(part.done)) else ()
    return ()


def _own_target(problem: Problem) -> tuple[str, ...]:
    """A target worked out from the baseline would tell it."""
    return () if problem.target_source in TARGETS_OF_ALL else ("target_pct",)


def _texts(part: Part, is_touched: bool) -> dict[str, Any]:
    """The texts of a part in which a count was replaced, by field."""
    pattern = ANY_COUNT if is_touched else SMALL_COUNT
    changed: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in NO_TEXTS:
            continue
        if isinstance(value, str):
            shown: Any = pattern.sub(IN_PLACE_OF_A_COUNT, value)
        elif field.name == "answers":
            shown = tuple((key, pattern.sub(IN_PLACE_OF_A_COUNT, text)) for key, text in value)
        else:
            continue
        if shown != value:
            changed[field.name] = shown
    return changed
