"""Plans added up from the villages to the province: every project once, and what no plan has."""

import pandas as pd
import pytest

from analysis.core.scope import Question
from analysis.logic_model.plan import Activity, Budget, Plan, Project
from analysis.logic_model.plan_store import store_new_plan
from analysis.logic_model.roll_up import RollUp, place_of, roll_up_data
from catalogue.activities import NETWORKS
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests.analysis.logic_model.plans import SET, plan_with, problem, project
from warehouse import Warehouse, copy_plan

SETS = made_up_set(size=3)
CATALOGUE = catalogue_of(SETS)
FISCAL = 2582


@pytest.fixture
def plans(warehouse: Warehouse) -> Warehouse:
    """Two villages of a tambon, it, its amphoe, and a village of another amphoe; one plan is for another year."""
    for made in (
        plan_with(
            project(
                1, 1000, owner="อบต.", agencies=("พช.", "อบต."), networks=("ภาครัฐ", "ศาสนา"), sdgs=(1, 8), people=10.0,
                unit="คน",
            ),
            project(2, 500, people=4.0, unit="คน", same_people_as=("project-1",)), area_code="83010101",
        ),
        plan_with(project(1, 2000, source="จังหวัด", owner="พช.", people=7.0, unit="คน"), area_code="83010102"),
        plan_with(
            Project(
                id="project-1", name="สองหมู่บ้าน", areas=("83010101", "83010102"), owner="พช.", sdgs=(10,), people=30.0,
                unit="ครัวเรือน", budgets=(
                    Budget(source="จังหวัด", year_be=2582, baht=100.0), Budget(source="อบต.", year_be=2583, baht=200.0),
                    Budget(source="อบต.", year_be=2582, baht=50.0),
                ),
            ),
            project(2, 8, areas=("830101", "830102")), area_code="830101",
        ),
        plan_with(project(1, 40, areas=("83010102",)), project(2, 70), area_code="8301"),
        plan_with(project(1, 9999), area_code="83020101"),
        plan_with(project(1, 9999), area_code="83010101", fiscal_year_be=2583),
    ):  # fmt: skip
        store_new_plan(warehouse, made)
    return warehouse


def rolled(warehouse: Warehouse, area_code: str) -> RollUp:
    return roll_up_data(warehouse, CATALOGUE, Question(area_code, YEAR, set_id=SET), FISCAL)


def test_each_project_is_counted_once_where_all_of_its_places_lie(plans: Warehouse) -> None:
    found = rolled(plans, "830101")
    assert found.plans[["plan_id", "area_code", "projects", "baht"]].to_numpy().tolist() == [
        [1, "83010101", 2, 1500], [2, "83010102", 1, 2000], [3, "830101", 2, 358],
    ]  # fmt: skip
    assert found.projects[["plan_id", "project_id", "counted_at", "baht"]].to_numpy().tolist() == [
        [1, "project-1", "83010101", 1000], [1, "project-2", "83010101", 500], [2, "project-1", "83010102", 2000],
        [3, "project-1", "830101", 350], [4, "project-1", "83010102", 40],
    ]  # fmt: skip
    assert found.baht == 3890
    assert found.higher == ((3, "project-2"),)


def test_what_lies_below_and_what_is_counted_right_here_add_up(plans: Warehouse) -> None:
    tambon, amphoe, province = (rolled(plans, code) for code in ("830101", "8301", "83"))
    columns = ["area_code", "plans", "projects", "baht"]
    assert tambon.areas[columns].to_numpy().tolist() == [
        ["830101", 1, 1, 350], ["83010101", 1, 2, 1500], ["83010102", 1, 2, 2040],
    ]  # fmt: skip
    assert amphoe.areas[columns].to_numpy().tolist() == [["8301", 1, 2, 78], ["830101", 3, 5, 3890]]
    assert province.areas[columns].to_numpy().tolist() == [["83", 0, 0, 0], ["8301", 4, 7, 3968], ["8302", 1, 1, 9999]]
    for each in (tambon, amphoe, province):
        assert each.areas["baht"].sum() == each.baht
        assert each.areas["projects"].sum() == len(each.projects)
    assert (amphoe.higher, province.higher) == ((), ())


def test_sums_by_several_say_that_they_count_twice_beside_the_total_that_does_not(plans: Warehouse) -> None:
    by = rolled(plans, "830101").by
    assert by["agency"].rows.to_numpy().tolist() == [["พช.", 3, 3350], ["อบต.", 1, 1000]]
    assert (by["agency"].projects, by["agency"].baht, by["agency"].words) == (3, 3350, "นับซ้ำข้ามหน่วยงาน")
    assert by["source"].rows.to_numpy().tolist() == [["จังหวัด", 2, 2100], ["อบต.", 4, 1790]]
    assert (by["source"].projects, by["source"].baht) == (5, 3890)
    assert by["year"].rows.to_numpy().tolist() == [["2582", 5, 3690], ["2583", 1, 200]]
    assert by["sdg"].rows.to_numpy().tolist() == [["1", 1, 1000], ["8", 1, 1000], ["10", 1, 350]]
    assert (by["sdg"].projects, by["sdg"].baht, by["sdg"].words) == (2, 1350, "นับซ้ำข้าม SDG")
    networks = by["network"].rows
    assert networks["name"].tolist() == list(NETWORKS)
    assert networks[networks["projects"] > 0].to_numpy().tolist() == [["ภาครัฐ", 1, 1000], ["ศาสนา", 1, 1000]]
    assert (by["network"].projects, by["network"].baht) == (1, 1000)
    assert rolled(plans, "83010102").by["agency"].words == ""


def test_people_of_one_plan_are_counted_once_where_it_says_so(plans: Warehouse) -> None:
    assert rolled(plans, "830101").units.to_numpy().tolist() == [["คน", 21, 17, 4], ["ครัวเรือน", 30, 30, 0]]


def test_of_several_plans_of_a_year_the_last_begun_counts_and_is_said(plans: Warehouse) -> None:
    assert rolled(plans, "830101").several == ()
    copy_plan(plans, 2, FISCAL)
    found = rolled(plans, "830101")
    assert found.several == ("83010102",)
    assert found.plans["plan_id"].tolist() == [1, 7, 3]
    assert found.baht == 3890


def test_an_area_without_plans_has_empty_sums(warehouse: Warehouse) -> None:
    found = rolled(warehouse, "830101")
    assert (len(found.plans), len(found.projects), found.baht, found.units.empty) == (0, 0, 0, True)
    assert found.areas[["area_code", "plans", "projects", "baht"]].to_numpy().tolist() == [["830101", 0, 0, 0]]
    assert found.by["network"].rows["projects"].tolist() == [0] * 7


def test_a_place_that_is_no_code_leaves_the_project_with_its_plan() -> None:
    plan = plan_with(area_code="830101")
    assert place_of(plan, Project(id="p", name="", areas=("หมู่ 1",))) == "830101"
    assert place_of(plan, Project(id="p", name="", areas=("หมู่ 1", "83010203"))) == "83010203"
    assert place_of(plan, Project(id="p", name="", areas=("83010101", "84"))) == "TH"


HERE, OTHER = "83010101", "83010102"


@pytest.fixture
def worse(warehouse: Warehouse) -> Warehouse:
    """1 and 2 are ด้อย in the first village, 3 in the other; 1 of the first is large, 2 of it few."""
    rows = [
        (HERE, 1, 100, 60), (HERE, 2, 40, 9), (HERE, 3, 1000, 10),
        (OTHER, 1, 1000, 10), (OTHER, 2, 1000, 2), (OTHER, 3, 1000, 500),
    ]  # fmt: skip
    store(warehouse, SETS, rows)
    return warehouse


def lacking(warehouse: Warehouse, area_code: str = "830101") -> list[tuple[str, str, bool]]:
    table = rolled(warehouse, area_code).lacking
    return [(str(a), str(code)[-2:], bool(case)) for a, code, case in zip(
        table["area_code"], table["indicator_code"], table["is_case"], strict=True)]  # fmt: skip


def serving(number: int, *areas: str, area_code: str = "830101") -> Plan:
    """A plan against one problem by a project that works in these areas."""
    own = problem(number)
    activity = Activity(id="activity-1", text="ก", links=(own.id,), project_id="project-1")
    return plan_with(own, activity, project(1, areas=areas), area_code=area_code)


def test_what_is_worse_and_in_no_plan_is_named(worse: Warehouse) -> None:
    assert lacking(worse) == [(HERE, "01", False), (HERE, "02", True), (OTHER, "03", False)]
    row = rolled(worse, "830101").lacking.iloc[0]
    assert (row["failed"], row["problem_pct"], row["unit"]) == (60, 60, "คน")
    assert row["reference_pct"] == pytest.approx(100 * 70 / 1100)
    assert row["reference_name"]


def test_a_plan_of_the_village_or_of_the_tambon_for_it_is_a_plan(worse: Warehouse) -> None:
    store_new_plan(worse, serving(1, area_code=HERE))
    store_new_plan(worse, serving(3, HERE))  # works in the village that has no such problem
    assert lacking(worse) == [(HERE, "02", True), (OTHER, "03", False)]
    store_new_plan(worse, serving(3, OTHER, area_code="8301"))
    assert lacking(worse) == [(HERE, "02", True)]
    assert lacking(worse, HERE) == [(HERE, "02", True)]


def test_a_plan_for_the_whole_tambon_is_for_each_of_its_villages(worse: Warehouse) -> None:
    store_new_plan(worse, serving(2))
    assert lacking(worse) == [(HERE, "01", False), (OTHER, "03", False)]
    store_new_plan(worse, plan_with(problem(1)))  # no project yet; now the tambon's plan
    assert lacking(worse) == [(HERE, "02", True), (OTHER, "03", False)]


def test_empty_tables_have_their_columns(warehouse: Warehouse) -> None:
    found = rolled(warehouse, "830101")
    assert all(isinstance(each, pd.DataFrame) for each in (found.plans, found.projects, found.lacking))
    assert {"area_code", "indicator_code", "is_case"} <= set(found.lacking)
