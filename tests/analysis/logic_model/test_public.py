"""Draft and plan for others: no hidden figure is told, in numbers, in words, or by what hangs on it."""

import pytest

from analysis.core.scope import Question
from analysis.disclosure.gate import disclosure_data
from analysis.logic_model.data import NOTES, draft_plan, logic_model_data
from analysis.logic_model.plan import (
    Activity,
    Budget,
    Cause,
    FollowUp,
    Outcome,
    Output,
    Plan,
    Potential,
    Problem,
    Project,
    Risk,
)
from analysis.logic_model.public import GateOfSet, logic_model_public, plan_public
from catalogue import IndicatorSet
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from warehouse import Warehouse

HERE, OTHER = "83010101", "83010102"


def test_hidden_problems_are_left_out_and_no_score_or_peers_target_is_told(warehouse: Warehouse) -> None:
    """1 is 4 of 200 and small; 2 and 3 are shown. The peer does better in 2, so that its target is the peers'."""
    own_set = made_up_set(size=3)
    rows = [(HERE, 1, 200, 4), (HERE, 2, 200, 80), (HERE, 3, 200, 60), (OTHER, 2, 2000, 100), (OTHER, 3, 2000, 900)]
    store(warehouse, own_set, rows)
    model = logic_model_data(warehouse, catalogue_of(own_set), Question(HERE, YEAR))
    assert sorted(model.chains["number"]) == [1, 2, 3]
    shaped = logic_model_public(model, disclosure_data(warehouse, own_set, YEAR))
    chains = shaped.content.chains.set_index("number")
    assert shaped.hidden == 1
    assert list(chains.index) == [2, 3]
    assert chains[["rank", "unweighted_rank", "score"]].isna().all(axis=None)
    assert chains["baseline_failed"].tolist() == [80, 60]
    assert (chains["target_note"] == NOTES["peers"]).tolist() == [True, False]
    assert chains["target_pct"].isna().tolist() == [True, False]
    assert chains.loc[3, "target_problem_pct"] == 15  # half of its own 30 %


def test_scores_of_villages_are_left_as_they_are(warehouse: Warehouse) -> None:
    scores = made_up_set(survey="nrd2c", measure="score", dimensions=3)
    store(warehouse, scores, [(HERE, 1, 1), (OTHER, 1, 2)], columns=["score"])
    model = logic_model_data(warehouse, catalogue_of(scores), Question("830101", YEAR, "nrd2c"))
    shaped = logic_model_public(model, disclosure_data(warehouse, scores, YEAR))
    assert shaped.hidden == 0
    assert shaped.content is model


def gates(warehouse: Warehouse, own_set: IndicatorSet) -> GateOfSet:
    return lambda set_id, year_be: disclosure_data(warehouse, own_set, year_be)


def problem(number: int, own_set: IndicatorSet, **fields: object) -> Problem:
    code = own_set.indicators[number - 1].code
    return Problem(
        id=f"problem-{number}", text=f"ปัญหา {number}", set_id=own_set.id, indicator_code=code, year_be=YEAR, **fields
    )


@pytest.fixture
def plan(warehouse: Warehouse) -> tuple[Plan, GateOfSet]:
    """1 is 4 of 200 and small; 2 is shown; 3 has no data in the warehouse any more."""
    own_set = made_up_set(size=3)
    store(warehouse, own_set, [(HERE, 1, 200, 4), (HERE, 2, 200, 80), (OTHER, 1, 400, 90), (OTHER, 2, 2000, 900)])
    figures = {"unit": "คน", "target_source": "suggested"}
    parts = (
        problem(
            1,
            own_set,
            baseline_pct=2.0,
            failed=4.0,
            assessed=200.0,
            to_reach=4.0,
            target_pct=1.0,
            is_case=True,
            **figures,
        ),
        problem(2, own_set, baseline_pct=40.0, failed=80.0, assessed=200.0, to_reach=80.0, target_pct=20.0, **figures),
        problem(
            3,
            own_set,
            baseline_pct=30.0,
            failed=60.0,
            assessed=200.0,
            target_pct=9.0,
            **figures | {"target_source": "set"},
        ),
        Problem(id="problem-4", text="ผู้ป่วย ๓ คน", baseline_pct=30.0, failed=3.0, assessed=10.0, unit="คน"),
        Cause(id="cause-1", text="พบ 12 คน คิดเป็นร้อยละ 2.0 ในหมู่ 4", links=("problem-1",)),
        Activity(id="activity-1", text="เยี่ยมบ้าน", links=("cause-1",), project_id="project-1", people=40.0, unit="คน"),
        Activity(id="activity-2", text="อบรม 12 คน โดยวิทยากร 2 คน", links=("problem-2",), people=8.0, unit="คน"),
        Output(id="output-1", text="เข้าร่วม", links=("activity-1",), quantity=12.0, unit="คน"),
        Output(id="output-2", text="กลุ่ม", links=("activity-2",), quantity=2.0, unit="กลุ่ม"),
        Outcome(id="outcome-1", text="ดีขึ้น", links=("output-1",), target_pct=1.0),
        Outcome(id="outcome-2", text="ดีขึ้น", links=("output-2",), target_pct=20.0),
        Project(
            id="project-1",
            name="โครงการ",
            people=40.0,
            unit="คน",
            rationale="ไม่ผ่าน 40 คน",
            answers=(("x", "5 ครัวเรือน"),),
            budgets=(Budget(source="อปท.", year_be=2570, baht=5.0),),
        ),
        Project(id="project-2", name="อื่น", people=50.0, unit="คน"),
        Risk(id="risk-1", text="ขาด 20 คน", problem_id="problem-1"),
        FollowUp(
            id="follow_up-1",
            project_id="project-1",
            activity_id="activity-1",
            period="2570-Q1",
            done=11.0,
            paid_baht=5.0,
        ),
    )
    return Plan(
        area_code=HERE, set_id=own_set.id, year_be=YEAR, fiscal_year_be=2582, title="ดูแล 3 คน", parts=parts
    ), gates(warehouse, own_set)


def test_figures_of_hidden_unknown_and_small_problems_are_gone(plan: tuple[Plan, GateOfSet]) -> None:
    public = plan_public(*plan).content.plan
    shown = {each.id: (each.baseline_pct, each.failed, each.to_reach, each.target_pct) for each in public.of(Problem)}
    assert shown == {
        "problem-1": (None,) * 4,
        "problem-2": (40.0, 80.0, 80.0, 20.0),
        "problem-3": (None, None, None, 9.0),
        "problem-4": (None,) * 4,
    }
    assert not any(each.is_case for each in public.of(Problem))
    assert [each.assessed for each in public.of(Problem)] == [200.0, 200.0, 200.0, 10.0]


def test_what_hangs_on_a_hidden_problem_tells_no_count_of_it(plan: tuple[Plan, GateOfSet]) -> None:
    public = plan_public(*plan).content.plan
    assert [each.people for each in public.of(Activity)] == [None, None]
    assert [each.people for each in public.of(Project)] == [None, 50.0]
    assert [each.quantity for each in public.of(Output)] == [None, 2.0]
    assert [each.target_pct for each in public.of(Outcome)] == [None, 20.0]
    assert [(each.done, each.paid_baht) for each in public.of(FollowUp)] == [(None, 5.0)]
    assert public.of(Project)[0].baht == 5.0


def test_counts_typed_into_texts_become_a_word(plan: tuple[Plan, GateOfSet]) -> None:
    public = plan_public(*plan).content.plan
    assert public.title == "ดูแล (ไม่แสดง) คน"
    assert public.part("problem-4").text == "ผู้ป่วย (ไม่แสดง) คน"
    assert public.part("cause-1").text == "พบ (ไม่แสดง) คน คิดเป็นร้อยละ(ไม่แสดง) ในหมู่ 4"
    assert public.part("activity-2").text == "อบรม 12 คน โดยวิทยากร (ไม่แสดง) คน"
    assert public.part("risk-1").text == "ขาด (ไม่แสดง) คน"
    project = public.part("project-1")
    assert (project.rationale, project.answers) == ("ไม่ผ่าน (ไม่แสดง) คน", (("x", "(ไม่แสดง) ครัวเรือน"),))


def test_everything_taken_out_is_counted_and_can_be_told_from_what_nobody_typed(plan: tuple[Plan, GateOfSet]) -> None:
    shaped = plan_public(*plan)
    assert shaped.hidden == len(shaped.content.hidden)
    assert ("problem-1", "failed") in shaped.content.hidden
    assert ("problem-2", "failed") not in shaped.content.hidden
    assert {name for part, name in shaped.content.hidden if part == "project-1"} == {"people", "rationale", "answers"}


def test_a_problem_of_a_set_that_is_gone_is_hidden(warehouse: Warehouse) -> None:
    gone = problem(1, made_up_set(), baseline_pct=40.0, failed=80.0, assessed=200.0, unit="คน")
    plan = Plan(area_code=HERE, set_id="gone", year_be=YEAR, fiscal_year_be=2582, parts=(gone,))
    [shown] = plan_public(plan, lambda set_id, year_be: None).content.plan.of(Problem)
    assert (shown.baseline_pct, shown.failed) == (None, None)


def test_villages_graded_are_no_people_and_stay(warehouse: Warehouse) -> None:
    scores = made_up_set(survey="nrd2c", measure="score", dimensions=3)
    store(warehouse, scores, [(HERE, 1, 1)], columns=["score"])
    graded = problem(1, scores, baseline_pct=100.0, failed=1.0, assessed=1.0, unit="หมู่บ้าน", target_pct=50.0)
    plan = Plan(area_code=HERE, set_id=scores.id, year_be=YEAR, fiscal_year_be=2582, parts=(graded,))
    shaped = plan_public(plan, gates(warehouse, scores))
    assert (shaped.content.plan, shaped.hidden) == (plan, 0)


def test_a_drafted_potential_tells_no_figure_that_the_gate_hides(warehouse: Warehouse) -> None:
    own_set = made_up_set(size=3)
    store(warehouse, own_set, [(HERE, 1, 200, 4), (HERE, 2, 200, 80), (OTHER, 1, 400, 90), (OTHER, 2, 2000, 900)])
    texts = {1: "ปัญหา 1 98.0 % (ดีกว่า)", 2: "ปัญหา 2 40.0 % (แย่กว่า)", 3: "ปัญหา 3 5.0 %"}
    codes = {number: own_set.indicators[number - 1].code for number in texts}
    parts = [
        Potential(id=f"potential-{number}", side="strength", text=text, indicator_code=codes[number])
        for number, text in texts.items()
    ]
    typed = Potential(id="potential-4", side="capital", text="ผู้นำเข้มแข็ง 98.0 %")
    plan = Plan(
        area_code=HERE, set_id=own_set.id, year_be=YEAR, fiscal_year_be=2582, parts=(*parts, typed)
    )  # fmt: skip
    public = plan_public(plan, gates(warehouse, own_set)).content.plan
    assert [each.text for each in public.of(Potential)] == [
        "ปัญหา 1 (ไม่แสดง) % (ดีกว่า)", texts[2], "ปัญหา 3 (ไม่แสดง) %", typed.text,
    ]  # fmt: skip


def test_a_target_drafted_from_the_peers_is_told_nowhere(warehouse: Warehouse) -> None:
    """2 of the peers does better, so that half the way to it is the target; 3 comes down by half of its own."""
    own_set = made_up_set(size=3)
    rows = [(HERE, 2, 200, 80), (HERE, 3, 200, 60), (OTHER, 2, 2000, 100), (OTHER, 3, 2000, 900)]
    store(warehouse, own_set, rows)
    plan = draft_plan(warehouse, catalogue_of(own_set), Question(HERE, YEAR))
    public = plan_public(plan, gates(warehouse, own_set)).content.plan
    shown = {each.indicator_code: (each.baseline_pct, each.target_pct) for each in public.of(Problem)}
    second, third = (own_set.indicators[place].code for place in (1, 2))
    assert shown == {second: (40.0, None), third: (30.0, 15.0)}
    told = {each.indicator_code: each.target_pct for each in public.of(Outcome) if each.indicator_code}
    assert told == {second: None, third: 15.0}
    objectives = [each.objective for each in public.of(Project)]
    assert ["(ไม่แสดง)" in each for each in objectives] == [each.indicator_code == second for each in public.of(Problem)]
