"""A drafted plan: linked cards and a project a problem, cases without one, potential from เด่น and ด้อย."""

import pytest

from analysis import AnalysisError
from analysis.core.scope import Question, find_scope
from analysis.logic_model.data import NOTES
from analysis.logic_model.draft import _linked, draft_plan, potential_data, with_problem
from analysis.logic_model.plan import Activity, Cause, Outcome, Output, Potential, Problem, Project
from analysis.logic_model.plan_store import load_plan, store_new_plan
from catalogue import load_catalogue
from catalogue.suggestions import suggestion_for
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

HERE = "83010101"
FOUR = made_up_set(size=4, indicator_1={"targets": {YEAR: 90}, "sdg": [1, 8]}, indicator_4={"unit": "ครัวเรือน"})
CATALOGUE = catalogue_of(FOUR)


@pytest.fixture
def villages(warehouse: Warehouse) -> Warehouse:
    """Here: 1 is 30 % (ด้อย), 2 is 5 % of many (เด่น), 3 is 8 of 100, 4 has nobody failing."""
    rows = [
        (HERE, 1, 200, 60), (HERE, 2, 400, 20), (HERE, 3, 100, 8), (HERE, 4, 50, 0),
        ("83010102", 1, 2000, 100), ("83010102", 2, 4000, 1600), ("83010102", 3, 1000, 100),
    ]  # fmt: skip
    store(warehouse, FOUR, rows)
    return warehouse


def test_the_first_problem_is_a_linked_chain_with_a_project(villages: Warehouse) -> None:
    plan = draft_plan(villages, CATALOGUE, Question(HERE, YEAR), top=1)
    assert (plan.area_code, plan.set_id, plan.year_be, plan.fiscal_year_be) == (HERE, FOUR.id, YEAR, YEAR + 1)
    [problem] = plan.of(Problem)
    assert problem == Problem(
        id="problem-1", text=FOUR.by_number(1).problem_name, set_id=FOUR.id, indicator_code=f"{FOUR.id}-01",
        year_be=YEAR, baseline_pct=30.0, failed=60.0, assessed=200.0, unit="คน", to_reach=60.0, target_pct=10.0,
        target_source="set", origin="priorities", is_case=False, note=NOTES["set"],
    )  # fmt: skip
    chain = plan.chain_of("problem-1")
    texts = suggestion_for(FOUR, FOUR.by_number(1))
    columns = ("causes", "inputs", "activities", "outputs", "outcomes", "impact")
    assert [card.text for card in chain] == [problem.text, *(each for name in columns for each in getattr(texts, name))]
    links = {card.id: card.links for card in chain}
    inputs, outputs = ("input-1", "input-2", "input-3"), ("output-1", "output-2", "output-3")
    # the general text: activity 1 and 2 answer cause 1 and give output 2 and 1, activity 3 answers cause 2, gives 3
    assert texts.basis == "general"
    assert links == {
        "problem-1": (), "cause-1": ("problem-1",), "cause-2": ("problem-1",),
        **dict.fromkeys(inputs, ("problem-1",)),
        "activity-1": ("cause-1", *inputs), "activity-2": ("cause-1", *inputs), "activity-3": ("cause-2", *inputs),
        "output-1": ("activity-2",), "output-2": ("activity-1",), "output-3": ("activity-3",),
        "outcome-1": outputs, "impact-1": ("outcome-1",),
    }  # fmt: skip
    first, *others = plan.of(Outcome)
    assert (first.set_id, first.indicator_code, first.target_pct) == (FOUR.id, f"{FOUR.id}-01", 10.0)
    assert all(each.indicator_code is None for each in others)


def test_an_activity_that_answers_no_single_cause_answers_the_problem() -> None:
    """Electricity (5 of the village survey): lessons in safety answer neither cause."""
    links = suggestion_for(load_catalogue().get("nrd2c-2555"), load_catalogue().get("nrd2c-2555").by_number(5))
    assert [(each.causes, each.outputs) for each in links.activity_links] == [
        ((0, 1), (0,)), ((0, 1), (0,)), ((), (1,)),
    ]  # fmt: skip
    cards = {
        "causes": [Cause(id="cause-1", text=""), Cause(id="cause-2", text="")], "inputs": [],
        "activities": [Activity(id=f"activity-{number}", text="") for number in (1, 2, 3)],
        "outputs": [Output(id="output-1", text=""), Output(id="output-2", text="")], "outcomes": [], "impact": [],
    }  # fmt: skip
    linked = _linked(cards, Problem(id="problem-1", text=""), Project(id="project-1", name=""), links.activity_links)
    assert [each.links for each in linked["activities"]] == [
        ("cause-1", "cause-2"), ("cause-1", "cause-2"), ("problem-1",),
    ]  # fmt: skip
    assert [each.links for each in linked["outputs"]] == [("activity-1", "activity-2"), ("activity-3",)]


def test_its_project_carries_the_activities_and_copies_the_numbers(villages: Warehouse) -> None:
    plan = draft_plan(villages, CATALOGUE, Question(HERE, YEAR), top=1)
    [project] = plan.of(Project)
    assert plan.activities_of(project.id) == plan.of(Activity)
    texts = suggestion_for(FOUR, FOUR.by_number(1))
    assert (project.owner, project.agencies) == (texts.agencies[0], (*texts.agencies[1:], *texts.partners))
    assert (project.people, project.unit, project.target_group, project.sdgs) == (40.0, "คน", "60 คน", (1, 8))
    assert "30.0 % (60 คน จาก 200 คน)" in project.rationale
    assert "10.0 %" in project.objective
    assert (project.budgets, project.start, project.baht, project.needs_budget) == ((), None, 0, True)


def test_few_are_cases_without_a_project(villages: Warehouse) -> None:
    plan = draft_plan(villages, CATALOGUE, Question(HERE, YEAR))
    assert [(each.indicator_code, each.is_case) for each in plan.of(Problem)] == [
        (f"{FOUR.id}-01", False), (f"{FOUR.id}-03", True), (f"{FOUR.id}-02", False),
    ]  # fmt: skip
    case = next(each for each in plan.of(Problem) if each.is_case)
    assert plan.chain_of(case.id) == (case,)
    assert len(plan.of(Project)) == 2
    ids = [part.id for part in plan.parts]
    assert len(set(ids)) == len(ids)


def test_potential_is_drafted_from_what_stands_out(villages: Warehouse) -> None:
    scope = find_scope(villages, CATALOGUE, Question(HERE, YEAR))
    reference = "ตำบลตลาดใหญ่"
    assert potential_data(villages, scope, ["potential-4"]) == (
        Potential(id="potential-5", side="strength", indicator_code=f"{FOUR.id}-02",
                  text=f"ตัวชี้วัด 2 95.0 % (ดีกว่า{reference}ชัดเจน)"),
        Potential(id="potential-6", side="weakness", indicator_code=f"{FOUR.id}-01",
                  text=f"{FOUR.by_number(1).problem_name} 30.0 % (แย่กว่า{reference}ชัดเจน)"),
    )  # fmt: skip
    assert draft_plan(villages, CATALOGUE, Question(HERE, YEAR)).of(Potential)[0].id == "potential-1"


def test_without_anything_to_compare_with_no_potential_is_drafted(warehouse: Warehouse) -> None:
    store(warehouse, FOUR, [(HERE, 2, 400, 20)])
    assert potential_data(warehouse, find_scope(warehouse, CATALOGUE, Question(HERE, YEAR))) == ()


def test_a_problem_picked_in_a_stage_joins_the_plan_once(villages: Warehouse) -> None:
    plan = draft_plan(villages, CATALOGUE, Question(HERE, YEAR), top=1)
    more = with_problem(plan, villages, CATALOGUE, f"{FOUR.id}-02", "comparative")
    assert more.parts[: len(plan.parts)] == plan.parts
    added = more.of(Problem)[-1]
    assert (added.id, added.indicator_code, added.origin, added.baseline_pct) == (
        "problem-2", f"{FOUR.id}-02", "comparative", 5.0,
    )  # fmt: skip
    assert added.target_source == "suggested"
    assert more.of(Project)[-1].id == "project-2"
    assert len({part.id for part in more.parts}) == len(more.parts)
    assert with_problem(more, villages, CATALOGUE, f"{FOUR.id}-02", "outliers") == more


def test_what_is_no_problem_of_the_area_is_refused(villages: Warehouse) -> None:
    plan = draft_plan(villages, CATALOGUE, Question(HERE, YEAR), top=1)
    with pytest.raises(AnalysisError, match=f"{FOUR.id}-04"):
        with_problem(plan, villages, CATALOGUE, f"{FOUR.id}-04", "priorities")
    with pytest.raises(ValueError, match="dream"):
        with_problem(plan, villages, CATALOGUE, f"{FOUR.id}-02", "dream")


def test_scores_of_villages_have_an_index_and_nobody_to_reach(warehouse: Warehouse) -> None:
    scores = made_up_set(survey="nrd2c", measure="score")
    store(warehouse, scores, [("83010101", 1, 1), ("83010102", 1, 3)], columns=["score"])
    catalogue = catalogue_of(scores)
    plan = draft_plan(warehouse, catalogue, Question("830101", YEAR, "nrd2c"))
    [problem], [project] = plan.of(Problem), plan.of(Project)
    assert (problem.baseline_pct, problem.failed, problem.to_reach, problem.is_case) == (50.0, None, None, False)
    assert (project.people, project.unit) == (None, "")
    assert "ดัชนีความรุนแรง 50.0" in project.rationale
    assert "%" not in project.rationale + project.objective
    assert with_problem(plan, warehouse, catalogue, problem.indicator_code or "", "own") == plan


def test_a_draft_can_be_stored_as_it_is(villages: Warehouse) -> None:
    plan = draft_plan(villages, CATALOGUE, Question(HERE, YEAR))
    assert load_plan(villages, store_new_plan(villages, plan))[1] == plan
