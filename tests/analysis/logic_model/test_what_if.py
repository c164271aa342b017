"""What the plan would come to: every figure worked out by hand."""

import pandas as pd
import pytest

from analysis import AnalysisError
from analysis.logic_model.plan import Activity, Outcome, Plan, Problem
from analysis.logic_model.what_if import counted_once, same_people, what_if_data
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests.analysis.logic_model.plans import SET, plan_with, problem, project
from warehouse import Warehouse

HERE = "83010101"
FOUR = made_up_set(size=4, indicator_4={"unit": "ครัวเรือน"})  # 1 and 3 are of the first axis, 2 and 4 of the second
CATALOGUE = catalogue_of(FOUR)
FIGURES = [(HERE, 1, 200, 60), (HERE, 2, 100, 40), (HERE, 3, 100, 8), (HERE, 4, 50, 5)]
NAN = float("nan")


@pytest.fixture
def village(warehouse: Warehouse) -> Warehouse:
    store(warehouse, FOUR, FIGURES)
    return warehouse


def activity(number: int, of: Problem, project_id: str, **more: float) -> Activity:
    return Activity(id=f"activity-{number}", text="ก", links=(of.id,), project_id=project_id, **more)  # type: ignore[arg-type]


def plan() -> Plan:
    """The first problem has three projects, two of them for the same people; the second one in another unit, and an
    outcome; the third is a case."""
    first, second = problem(1), problem(2, target_pct=20.0)
    return plan_with(
        first, second, problem(3, is_case=True, target_pct=0.0),
        activity(1, first, "project-1"), activity(2, first, "project-2"), activity(3, first, "project-3", people=10.0),
        activity(4, second, "project-4"), activity(5, second, "gone"),
        Outcome(id="outcome-1", text="ก", links=("activity-4",), indicator_code=f"{SET}-02", target_pct=25.0),
        project(1, 6000, 4000, people=25.0, unit="คน"),
        project(2, 3000, people=15.0, unit="คน", same_people_as=("project-1", "gone")),
        project(3, needs_budget=False, people=10.0, unit="คน"),
        project(4, 9000, people=30.0, unit="ครัวเรือน"),
        project(5),
        area_code=HERE,
    )  # fmt: skip


def test_problems_come_down_by_the_people_their_projects_reach(village: Warehouse) -> None:
    table = what_if_data(village, CATALOGUE, plan()).problems
    columns = ["problem_id", "basis", "failed", "now_pct", "lifted", "plan_pct", "target_pct", "left", "left_to_target"]
    assert table[columns].to_numpy().tolist() == [
        # 25 and 15 are the same people, 10 others: 35 of 60; 20 % of 200 are 40, and 25 are left
        ["problem-1", "people", 60, 30, 35, 12.5, 20, 25, 0],
        # households are not counted in persons; down to 25 % of 100 are 15; 20 % are 20, and 25 are left
        ["problem-2", "outcome", 40, 40, 15, 25, 20, 25, 5],
    ]
    assert table["project_ids"].tolist() == [("project-1", "project-2", "project-3"), ("project-4",)]


def test_the_radar_moves_with_them_and_the_rest_stays(village: Warehouse) -> None:
    axes = what_if_data(village, CATALOGUE, plan()).axes
    assert axes[["axis_code", "now_pct", "plan_pct", "target_pct"]].to_numpy().tolist() == [
        [
            "d1",
            19,
            10.25,
            14,
        ],  # (30 + 8) / 2; (12.5 + 8) / 2; (20 + 8) / 2: the case is no part of the plan's arithmetic
        ["d2", 25, 17.5, 15],  # (40 + 10) / 2; (25 + 10) / 2; (20 + 10) / 2
    ]


def test_the_project_that_gives_most_per_baht_comes_first(village: Warehouse) -> None:
    table = what_if_data(village, CATALOGUE, plan()).projects
    columns = ["project_id", "unit", "reached", "baht", "baht_each", "people_per_100000_baht", "rank"]
    expected = pd.DataFrame(
        [
            ["project-3", "คน", 10, 0, 0, NAN, 1],
            ["project-2", "คน", 15, 3000, 200, 500, 2],
            ["project-1", "คน", 25, 10000, 400, 250, 3],
            ["project-4", "ครัวเรือน", 30, 9000, 300, 1000 / 3, 1],
            ["project-5", "", NAN, NAN, NAN, NAN, NAN],
        ],
        columns=columns,
    )
    pd.testing.assert_frame_equal(table[columns], expected, check_dtype=False)


def test_people_meant_twice_are_counted_once_and_said(village: Warehouse) -> None:
    found = what_if_data(village, CATALOGUE, plan())
    assert found.units.to_numpy().tolist() == [
        ["คน", 50, 35, 15, 13000, pytest.approx(13000 / 35)], ["ครัวเรือน", 30, 30, 0, 9000, 300],
    ]  # fmt: skip
    assert found.overlaps == (("project-1", "project-3"), ("project-2", "project-3"))
    assert found.other_units == (("problem-2", "project-4"),)


def test_projects_of_other_places_do_not_overlap(village: Warehouse) -> None:
    first = problem(1)
    made = plan_with(
        first, activity(1, first, "project-1"), activity(2, first, "project-2"), activity(3, first, "project-3"),
        project(1, people=1.0, areas=("83010101",)), project(2, people=1.0, areas=("83010102",)),
        project(3, people=1.0, areas=("830101",)), area_code=HERE,
    )  # fmt: skip
    overlaps = what_if_data(village, CATALOGUE, made).overlaps
    assert overlaps == (("project-1", "project-3"), ("project-2", "project-3"))


def test_no_more_are_lifted_than_fail_and_problems_of_one_indicator_are_one(village: Warehouse) -> None:
    first, again = problem(1), problem(9, indicator_code=f"{SET}-01", target_pct=10.0)
    made = plan_with(
        first, again, activity(1, first, "project-1"), activity(2, again, "project-2"),
        project(1, 6000, people=50.0), project(2, people=50.0), area_code=HERE,
    )  # fmt: skip
    found = what_if_data(village, CATALOGUE, made)
    [row] = found.problems.to_dict("records")
    assert (row["problem_id"], row["lifted"], row["plan_pct"], row["left"], row["target_pct"]) == (
        "problem-1", 60, 0, 0, 10,
    )  # fmt: skip
    assert found.axes["plan_pct"].tolist() == [4, 25]
    assert found.projects["reached"].tolist() == [50, 50]


def test_people_of_an_activity_stand_where_the_project_says_none(village: Warehouse) -> None:
    first = problem(1)
    made = plan_with(
        first, activity(1, first, "project-1", people=12.0), activity(2, first, "project-1", people=20.0), project(1),
        area_code=HERE,
    )  # fmt: skip
    assert what_if_data(village, CATALOGUE, made).problems["lifted"].tolist() == [20]


def test_a_problem_without_numbers_stays_where_it_is(village: Warehouse) -> None:
    own = problem(5, indicator_code=None, baseline_pct=None, failed=30.0, assessed=120.0, target_pct=None)
    bare = problem(6, indicator_code=None, baseline_pct=None, failed=None, assessed=None, target_pct=None)
    table = what_if_data(village, CATALOGUE, plan_with(problem(2), own, bare, area_code=HERE)).problems
    assert table["basis"].tolist() == ["nothing"] * 3
    assert table["now_pct"].tolist() == pytest.approx([40, 25, NAN], nan_ok=True)
    assert table["plan_pct"].tolist() == pytest.approx([40, 25, NAN], nan_ok=True)
    assert table["left_to_target"].tolist() == pytest.approx([20, NAN, NAN], nan_ok=True)


def test_scores_of_villages_come_down_to_their_outcome_without_people(warehouse: Warehouse) -> None:
    scores = made_up_set(survey="nrd2c", measure="score", dimensions=1)
    store(warehouse, scores, [("83010101", 1, 1), ("83010102", 1, 3), ("83010101", 2, 2)], columns=["score"])
    own = problem(1, set_id=scores.id, indicator_code=f"{scores.id}-01", unit="หมู่บ้าน", failed=None, target_pct=30.0)
    outcome = Outcome(id="outcome-1", text="ก", links=("problem-1",), target_pct=40.0)
    made = plan_with(own, outcome, set_id=scores.id)
    found = what_if_data(warehouse, catalogue_of(scores), made)
    row = found.problems.iloc[0]
    assert (row["now_pct"], row["basis"], row["plan_pct"]) == (50, "outcome", 40)
    assert row[["lifted", "left", "left_to_target"]].isna().all()
    assert found.axes[["now_pct", "plan_pct", "target_pct"]].to_numpy().tolist() == [[50, 45, 40]]


def test_the_same_people_are_found_through_others() -> None:
    made = plan_with(
        project(1), project(2, same_people_as=("project-1",)), project(3, same_people_as=("project-2", "project-4")),
        project(4), project(5),
    )  # fmt: skip
    assert len(set(same_people(made).values())) == 2
    assert counted_once(made, {"project-1": 5.0, "project-4": 7.0, "project-5": 2.0}) == 9
    assert counted_once(made, {}) == 0


def test_an_area_without_figures_is_refused(warehouse: Warehouse) -> None:
    with pytest.raises(AnalysisError):
        what_if_data(warehouse, CATALOGUE, plan())


def test_years_of_other_surveys_keep_their_own_numbers(village: Warehouse) -> None:
    table = what_if_data(village, CATALOGUE, plan_with(problem(2, year_be=YEAR - 1), area_code=HERE)).problems
    assert table[["failed", "assessed", "now_pct"]].to_numpy().tolist() == [[60, 200, 30]]
