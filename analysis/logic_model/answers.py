"""The answers of stage 5, the draft and a saved plan, as plain values for JSON and as Thai text for a terminal."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np
import pandas as pd

from analysis.core.answers import header, plain, records, title_text
from analysis.core.areas import name_of, titled
from analysis.core.errors import AnalysisError
from analysis.logic_model.checks import check_plan
from analysis.logic_model.data import LogicModel
from analysis.logic_model.follow_up import follow_up_data
from analysis.logic_model.if_then import if_then
from analysis.logic_model.outcomes import outcomes_data
from analysis.logic_model.plan import CHAIN, PARTS, Plan, Problem, Project
from analysis.logic_model.plan_store import known_areas, load_plan, newest_plan, vanished
from analysis.logic_model.public import GateOfSet, plan_public
from analysis.logic_model.what_if import WORDS, what_if_data
from catalogue import Catalogue, CatalogueError
from catalogue.plan_rules import LEVEL_NAMES
from catalogue.suggestions import PARTS as DRAFTED_PARTS
from catalogue.suggestions import SEPARATOR
from warehouse import PlanHeader, Warehouse, list_plans, read_follow_up_setting
from words.dates import thai_date
from words.numbers import DASH, fixed, fixed_pct, format_baht, format_count

CHAIN_KEYS = (
    *("rank", "own_rank", "unweighted_rank", "score", "tier", "excess", "is_small", "indicator_code", "number", "name"),
    *("problem_name", "short_label", "dimension_name", "unit"),
    *("to_reach", "to_pass", "basis", *DRAFTED_PARTS),
)


def logic_model_json(model: LogicModel) -> dict[str, Any]:
    """Header and one object per problem: baseline, target, whom to reach, and the drafted parts as lists."""
    chains = records(model.chains, CHAIN_KEYS)
    for chain, row in zip(chains, model.chains.to_dict("records"), strict=True):
        for part in DRAFTED_PARTS:
            chain[part] = [entry.strip() for entry in str(chain[part]).split(SEPARATOR) if entry.strip()]
        base = ("pct", "pass_pct", "failed", "assessed")
        names = {"pct": "problem_pct"}
        chain["baseline"] = {names.get(key, key): plain(f"baseline_{key}", row[f"baseline_{key}"]) for key in base}
        chain["target"] = {
            "pass_pct": plain("target_pct", row["target_pct"]),
            "problem_pct": plain("target_problem_pct", row["target_problem_pct"]),
            "source": row["target_source"],
            "note": row["target_note"],
        }
        chain["to_reach_unit"] = None if chain["to_reach"] is None else chain["unit"]
    return {"is_draft": True} | header(model.scope) | {"is_synthetic": model.is_synthetic, "problems": chains}


def logic_model_text(model: LogicModel, hidden: int = 0) -> str:
    """One paragraph a problem. `hidden`: of how many indicators it is not told whether they are problems."""
    blocks = [title_text(model.scope)]
    unit = "ดัชนีความรุนแรง" if model.scope.indicator_set.measure == "score" else "ร้อยละ"
    for row in model.chains.to_dict("records"):
        reach = DASH if pd.isna(row["to_reach"]) else f"{fixed(row['to_reach'], 0)} {row['unit']}"
        rank = DASH if pd.isna(row["rank"]) else f"{fixed(row['rank'], 0)}."
        lines = [f"{rank} {row['problem_name']}: {unit} {fixed(row['baseline_pct'])} (กลุ่มเป้าหมาย {reach})"]
        lines.append(f"   เป้าหมาย: เหลือ{unit} {fixed(row['target_problem_pct'])} ({row['target_note']})")
        lines += [f"   {name}: {row[part]}" for part, name in DRAFTED_PARTS.items()]
        blocks.append("\n".join(lines))
    none = "ตัวชี้วัดที่แสดงได้ไม่พบปัญหา" if hidden else "ไม่มีตัวชี้วัดใดที่พบปัญหา"
    return "\n\n".join(blocks if len(blocks) > 1 else [*blocks, none])


LISTS: Final[Mapping[str, str]] = {
    "problem": "problems", "cause": "causes", "input": "inputs", "activity": "activities", "output": "outputs",
    "outcome": "outcomes", "impact": "impacts", "project": "projects", "risk": "risks", "potential": "potential",
    "follow_up": "follow_up",
}  # fmt: skip
"""Kind of a part → the key of JSON that lists the parts of it."""


@dataclass(frozen=True)
class SavedPlan:
    """A plan as it is answered with. `hidden`: how many figures and texts were taken out of it for others, None for the
    office's own answer, which alone has what is worked out from the figures."""

    header: PlanHeader
    plan: Plan
    area_name: str
    hidden: int | None = None

    @property
    def area_title(self) -> str:
        """The area with its level word."""
        return titled(self.plan.area_code, self.area_name)


def saved_plan(
    warehouse: Warehouse, catalogue: Catalogue, area_code: str, survey: str, year_be: int | None, set_id: str | None
) -> SavedPlan | None:
    """The area's plan of the latest fiscal year (of several the one begun last) that starts from this kind of data and,
    where they are given, from this survey year and set; None without one. An empty one that nobody saved counts for
    none."""
    found = [
        each for each in list_plans(warehouse, area_code)
        if each.version > 0 and year_be in (None, each.year_be) and set_id in (None, each.set_id)
        and (set_id is not None or _survey_of(catalogue, each.set_id) in (None, survey))
    ]  # fmt: skip
    newest = newest_plan(found)
    if newest is None:
        return None
    header, plan = load_plan(warehouse, newest.plan_id)
    return SavedPlan(header, plan, name_of(warehouse, area_code))


def _survey_of(catalogue: Catalogue, set_id: str) -> str | None:
    """The survey of a set; None for one that is gone."""
    try:
        return catalogue.get(set_id).survey
    except CatalogueError:
        return None


def saved_plan_public(saved: SavedPlan, gate_of: GateOfSet) -> SavedPlan:
    """The same for others, as `plan_public` makes it."""
    shaped = plan_public(saved.plan, gate_of)
    return SavedPlan(saved.header, shaped.content.plan, saved.area_name, shaped.hidden)


def saved_plan_json(
    saved: SavedPlan, warehouse: Warehouse, catalogue: Catalogue, today: date
) -> dict[str, Any]:  # fmt: skip
    """The head; one list a kind of part (LISTS), each part with all its fields; if_then: id of a problem → its
    sentences. Of the office's own answer also checks, vanished, what_if (null where the area has no figures),
    outcomes_of_surveys and standing."""
    header, plan = saved.header, saved.plan
    answer: dict[str, Any] = {
        "is_draft": False, "area_code": plan.area_code, "area_name": saved.area_name, "set_id": plan.set_id,
        "year_be": plan.year_be, "fiscal_year_be": plan.fiscal_year_be, "title": plan.title, "plan_id": header.plan_id,
        "version": header.version,
    }  # fmt: skip
    answer |= {LISTS[kind]: [_plain(asdict(part)) for part in plan.of(made)] for kind, made in PARTS.items()}
    answer["if_then"] = {key: [each.text for each in sentences] for key, sentences in if_then(plan).items()}
    if saved.hidden is not None:
        return answer | {"hidden": saved.hidden}
    found, gone = check_plan(plan), vanished(plan, catalogue, known_areas(warehouse))
    return answer | {
        "saved_at": header.saved_at.isoformat(), "saved_by": header.saved_by,
        "checks": [
            {"rule": each.rule.id, "level": each.rule.level, "part_id": each.part_id, "says": each.says}
            | {"fix": each.fix}
            for each in found
        ],
        "vanished": [asdict(each) | {"words": each.words} for each in gone],
        "what_if": _what_if_json(warehouse, catalogue, plan),
        "outcomes_of_surveys": _rows(outcomes_data(warehouse, catalogue, plan)),
        "standing": _rows(follow_up_data(plan, today, read_follow_up_setting(warehouse)).standing),
    }  # fmt: skip


def _what_if_json(warehouse: Warehouse, catalogue: Catalogue, plan: Plan) -> dict[str, Any] | None:
    try:
        found = what_if_data(warehouse, catalogue, plan)
    except (AnalysisError, CatalogueError):
        return None
    tables = {name: _rows(getattr(found, name)) for name in ("axes", "problems", "projects", "units")}
    return {"note": WORDS, **tables, "overlaps": _plain(found.overlaps), "other_units": _plain(found.other_units)}


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [_plain(row) for row in table.astype(object).to_dict("records")]


def _plain(value: Any) -> Any:
    """A value as JSON can hold it: days as ISO texts, missing as null."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


def saved_plan_text(saved: SavedPlan, catalogue: Catalogue) -> str:
    """The plan's name and version, a paragraph a problem with its chain, its projects, and what the checks find."""
    header, plan = saved.header, saved.plan
    head = f"{saved.area_title} ({plan.area_code}) · แผนปีงบประมาณ {plan.fiscal_year_be} {plan.title}".rstrip()
    by = "" if saved.hidden is not None or not header.saved_by else f" โดย {header.saved_by}"
    lines = [
        head,
        f"บันทึกแล้ว รุ่น {header.version} เมื่อ {thai_date(header.saved_at)}{by} · ข้อมูล {plan.set_id} ปี {plan.year_be}",
    ]
    if saved.hidden:
        lines.append(f"ไม่แสดงตัวเลขและข้อความ {saved.hidden:,} แห่งที่เผยแพร่ไม่ได้")
    blocks = ["\n".join(lines)]
    blocks += [_problem_text(plan, each, number, catalogue) for number, each in enumerate(plan.of(Problem), 1)]
    if plan.of(Project):
        blocks.append("\n".join(["โครงการ", *(_project_text(each) for each in plan.of(Project))]))
    found = [] if saved.hidden is not None else check_plan(plan)
    if found:
        blocks.append("\n".join(f"{LEVEL_NAMES[each.rule.level]}: {each.says} → {each.fix}" for each in found))
    return "\n\n".join(blocks if plan.parts else [*blocks, "แผนนี้ยังว่าง"])


def _problem_text(plan: Plan, problem: Problem, number: int, catalogue: Catalogue) -> str:
    set_id = problem.set_id or plan.set_id
    held = {each.id: each.measure for each in catalogue.sets}
    is_score = held.get(set_id) == "score"
    unit = "ดัชนีความรุนแรง" if is_score else "ร้อยละ"

    def share(value: float | None) -> str:
        return DASH if value is None else fixed(value) if is_score else fixed_pct(value)

    reach = DASH if problem.to_reach is None else f"{format_count(problem.to_reach)} {problem.unit}"
    case = " · ติดตามรายกรณี" if problem.is_case else ""
    lines = [f"{number}. {problem.text}: {unit} {share(problem.baseline_pct)} (กลุ่มเป้าหมาย {reach}){case}"]
    if problem.target_pct is not None:
        lines.append(f"   เป้าหมาย: เหลือ{unit} {share(problem.target_pct)}")
    chain = plan.chain_of(problem.id)
    for kind, name in list(CHAIN.items())[1:]:
        texts = [card.text for card in chain if card.kind == kind]
        if texts:
            lines.append(f"   {name}: {'; '.join(texts)}")
    return "\n".join(lines)


def _project_text(project: Project) -> str:
    money = (
        format_baht(project.baht) if project.budgets else "ยังไม่มีงบประมาณ" if project.needs_budget else "ไม่ใช้งบประมาณ"
    )
    return " · ".join(each for each in (f"   {project.name}", project.owner, money) if each)
