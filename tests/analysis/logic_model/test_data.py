"""The drafted chain of each problem (baseline, target and whose it is, whom to reach), and the drafted plan: linked
cards and a project a problem, cases without one, potential from เด่น and ด้อย."""

import pytest

from analysis import AnalysisError
from analysis.core.scope import Question, find_scope
from analysis.logic_model.data import NOTES, _linked, draft_plan, logic_model_data, potential_data, with_problem
from analysis.logic_model.plan import Activity, Cause, Outcome, Output, Potential, Problem, Project
from analysis.logic_model.plan_store import load_plan, store_new_plan
from catalogue import load_catalogue
from catalogue.suggestions import PARTS, suggestion_for
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

NAN = float("nan")
FOUR = made_up_set(size=4, indicator_1={"targets": {YEAR: 90}}, indicator_4={"targets": {YEAR: 50}, "unit": "ครัวเรือน"})
CATALOGUE = catalogue_of(FOUR)


@pytest.fixture
def villages(warehouse: Warehouse) -> Warehouse:
    rows = [
        ("83010101", 1, 200, 60), ("83010101", 2, 100, 40), ("83010101", 3, 100, 8), ("83010101", 4, 50, 5),
        ("83010102", 2, 100, 10), ("83010103", 2, 100, 20), ("83010104", 2, 100, 50),
        ("83010102", 3, 100, 30),
    ]  # fmt: skip
    store(warehouse, FOUR, rows)
    return warehouse


def test_targets_and_whom_to_reach(villages: Warehouse):
    chains = logic_model_data(villages, CATALOGUE, Question("83010101", YEAR)).chains.set_index("number")
    columns = ["baseline_pct", "baseline_failed", "baseline_assessed", "to_reach", "to_pass"]
    assert chains.loc[1, [*columns, "target_pct", "target_source"]].tolist() == [30, 60, 200, 60, 40, 90, "set"]
    # halfway from 40 % to the best quarter of 10, 20 and 50 %, which is 15 %
    assert chains.loc[2, [*columns, "target_pct", "target_source"]].tolist() == [40, 40, 100, 40, 13, 72.5, "suggested"]
    # no better peers: half of 8 %
    assert chains.loc[3, [*columns, "target_pct", "target_source"]].tolist() == [8, 8, 100, 8, 4, 96, "suggested"]
    # the set's target of 50 % is reached already, so it is no aim any more
    assert chains.loc[4, [*columns, "target_pct", "target_source"]].tolist() == [10, 5, 50, 5, 3, 95, "suggested"]
    assert chains.loc[4, "unit"] == "ครัวเรือน"
    assert chains["target_note"].str.contains("เสนอ").tolist() == (chains["target_source"] == "suggested").tolist()


def test_drafts_come_from_the_catalogue(villages: Warehouse):
    model = logic_model_data(villages, CATALOGUE, Question("83010101", YEAR), top=2)
    assert model.chains["rank"].tolist() == [1, 2]
    assert model.chains[list(PARTS)].map(bool).all(axis=None)
    assert not model.is_synthetic


def test_score_sets_have_no_counts_to_reach(warehouse: Warehouse):
    scores = made_up_set(survey="nrd2c", measure="score")
    store(warehouse, scores, [("83010101", 1, 1), ("83010102", 1, 3)], columns=["score"])
    row = logic_model_data(warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c")).chains.iloc[0]
    cells = [row["baseline_pct"], row["baseline_assessed"], row["to_reach"], row["to_pass"]]
    assert cells == pytest.approx([50, 2, NAN, NAN], nan_ok=True)


def test_no_problem_gives_no_chain(warehouse: Warehouse):
    store(warehouse, FOUR, [("83010101", 1, 10, 0)])
    assert logic_model_data(warehouse, CATALOGUE, Question("83010101", YEAR)).chains.empty


def test_a_top_of_nothing_is_refused(villages: Warehouse):
    with pytest.raises(AnalysisError):
        logic_model_data(villages, CATALOGUE, Question("83010101", YEAR), top=0)


HERE = "83010101"
GOALS = made_up_set(size=4, indicator_1={"targets": {YEAR: 90}, "sdg": [1, 8]}, indicator_4={"unit": "ครัวเรือน"})
GOALS_CATALOGUE = catalogue_of(GOALS)


@pytest.fixture
def linked_villages(warehouse: Warehouse) -> Warehouse:
    """Here: 1 is 30 % (ด้อย), 2 is 5 % of many (เด่น), 3 is 8 of 100, 4 has nobody failing."""
    rows = [
        (HERE, 1, 200, 60), (HERE, 2, 400, 20), (HERE, 3, 100, 8), (HERE, 4, 50, 0),
        ("83010102", 1, 2000, 100), ("83010102", 2, 4000, 1600), ("83010102", 3, 1000, 100),
    ]  # fmt: skip
    store(warehouse, GOALS, rows)
    return warehouse


def test_the_first_problem_is_a_linked_chain_with_a_project(linked_villages: Warehouse) -> None:
    plan = draft_plan(linked_villages, GOALS_CATALOGUE, Question(HERE, YEAR), top=1)
    assert (plan.area_code, plan.set_id, plan.year_be, plan.fiscal_year_be) == (
        HERE,
        GOALS.id,
        YEAR,
        YEAR + 1,
    )
    [problem] = plan.of(Problem)
    assert problem == Problem(
        id="problem-1", text=GOALS.by_number(1).problem_name, set_id=GOALS.id, indicator_code=f"{GOALS.id}-01",
        year_be=YEAR, baseline_pct=30.0, failed=60.0, assessed=200.0, unit="คน", to_reach=60.0, target_pct=10.0,
        target_source="set", origin="priorities", is_case=False, note=NOTES["set"],
    )  # fmt: skip
    chain = plan.chain_of("problem-1")
    texts = suggestion_for(GOALS, GOALS.by_number(1))
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
    assert (first.set_id, first.indicator_code, first.target_pct) == (
        GOALS.id,
        f"{GOALS.id}-01",
        10.0,
    )
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


def test_its_project_carries_the_activities_and_copies_the_numbers(linked_villages: Warehouse) -> None:
    plan = draft_plan(linked_villages, GOALS_CATALOGUE, Question(HERE, YEAR), top=1)
    [project] = plan.of(Project)
    assert plan.activities_of(project.id) == plan.of(Activity)
    texts = suggestion_for(GOALS, GOALS.by_number(1))
    assert (project.owner, project.agencies) == (texts.agencies[0], (*texts.agencies[1:], *texts.partners))
    assert (project.people, project.unit, project.target_group, project.sdgs) == (40.0, "คน", "60 คน", (1, 8))
    assert "30.0 % (60 คน จาก 200 คน)" in project.rationale
    assert "10.0 %" in project.objective
    assert (project.budgets, project.start, project.baht, project.needs_budget) == ((), None, 0, True)


def test_few_are_cases_without_a_project(linked_villages: Warehouse) -> None:
    plan = draft_plan(linked_villages, GOALS_CATALOGUE, Question(HERE, YEAR))
    assert [(each.indicator_code, each.is_case) for each in plan.of(Problem)] == [
        (f"{GOALS.id}-01", False), (f"{GOALS.id}-03", True), (f"{GOALS.id}-02", False),
    ]  # fmt: skip
    case = next(each for each in plan.of(Problem) if each.is_case)
    assert plan.chain_of(case.id) == (case,)
    assert len(plan.of(Project)) == 2
    ids = [part.id for part in plan.parts]
    assert len(set(ids)) == len(ids)


def test_potential_is_drafted_from_what_stands_out(linked_villages: Warehouse) -> None:
    scope = find_scope(linked_villages, GOALS_CATALOGUE, Question(HERE, YEAR))
    reference = "ตำบลตลาดใหญ่"
    assert potential_data(linked_villages, scope, ["potential-4"]) == (
        Potential(id="potential-5", side="strength", indicator_code=f"{GOALS.id}-02",
                  text=f"ตัวชี้วัด 2 95.0 % (ดีกว่า{reference}ชัดเจน)"),
        Potential(id="potential-6", side="weakness", indicator_code=f"{GOALS.id}-01",
                  text=f"{GOALS.by_number(1).problem_name} 30.0 % (แย่กว่า{reference}ชัดเจน)"),
    )  # fmt: skip
    assert draft_plan(linked_villages, GOALS_CATALOGUE, Question(HERE, YEAR)).of(Potential)[0].id == "potential-1"


def test_without_anything_to_compare_with_no_potential_is_drafted(warehouse: Warehouse) -> None:
    store(warehouse, GOALS, [(HERE, 2, 400, 20)])
    assert potential_data(warehouse, find_scope(warehouse, GOALS_CATALOGUE, Question(HERE, YEAR))) == ()


def test_a_problem_picked_in_a_stage_joins_the_plan_once(linked_villages: Warehouse) -> None:
    plan = draft_plan(linked_villages, GOALS_CATALOGUE, Question(HERE, YEAR), top=1)
    more = with_problem(plan, linked_villages, GOALS_CATALOGUE, f"{GOALS.id}-02", "comparative")
    assert more.parts[: len(plan.parts)] == plan.parts
    added = more.of(Problem)[-1]
    assert (added.id, added.indicator_code, added.origin, added.baseline_pct) == (
        "problem-2", f"{GOALS.id}-02", "comparative", 5.0,
    )  # fmt: skip
    assert added.target_source == "suggested"
    assert more.of(Project)[-1].id == "project-2"
    assert len({part.id for part in more.parts}) == len(more.parts)
    assert with_problem(more, linked_villages, GOALS_CATALOGUE, f"{GOALS.id}-02", "outliers") == more


def test_what_is_no_problem_of_the_area_is_refused(linked_villages: Warehouse) -> None:
    plan = draft_plan(linked_villages, GOALS_CATALOGUE, Question(HERE, YEAR), top=1)
    with pytest.raises(AnalysisError, match=f"{GOALS.id}-04"):
        with_problem(plan, linked_villages, GOALS_CATALOGUE, f"{GOALS.id}-04", "priorities")
    with pytest.raises(ValueError, match="dream"):
        with_problem(plan, linked_villages, GOALS_CATALOGUE, f"{GOALS.id}-02", "dream")


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


def test_a_draft_can_be_stored_as_it_is(linked_villages: Warehouse) -> None:
    plan = draft_plan(linked_villages, GOALS_CATALOGUE, Question(HERE, YEAR))
    assert load_plan(linked_villages, store_new_plan(linked_villages, plan))[1] == plan
