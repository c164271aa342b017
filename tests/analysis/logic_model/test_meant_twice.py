"""Projects of two plans that may be meant for the same people: told by pairs, and taken off nothing."""

from dataclasses import replace

from analysis.logic_model.meant_twice import meant_twice_data
from analysis.logic_model.plan import Activity, Plan, Problem, Project


def plan(area_code: str, *, people: float | None = 50, indicator: str = "s-01", **project) -> Plan:
    return Plan(
        area_code=area_code, set_id="s", year_be=2565, fiscal_year_be=2571,
        parts=(
            Problem(id="problem-1", text="", indicator_code=indicator),
            Activity(id="activity-1", text="", links=("problem-1",), project_id="project-1"),
            Project(id="project-1", **({"name": f"ของ {area_code}", "people": people, "unit": "คน"} | project)),
        ),
    )  # fmt: skip


def pairs(*plans: Plan) -> list[list[object]]:
    given = [(number, each, each.of(Project)[0]) for number, each in enumerate(plans, 1)]
    return meant_twice_data(given).to_numpy().tolist()


def test_a_village_and_its_tambon_against_one_problem_may_mean_the_same_people() -> None:
    assert pairs(plan("830101", people=80), plan("83010103", people=30)) == [
        ["830101", "ของ 830101", "83010103", "ของ 83010103", "s-01", "คน", 30.0],
    ]


def test_neighbours_other_problems_and_other_units_do_not() -> None:
    assert pairs(plan("83010101"), plan("83010102")) == []
    assert pairs(plan("830101"), plan("83010101", indicator="s-02")) == []
    assert pairs(plan("830101"), plan("83010101", unit="ครัวเรือน")) == []
    assert pairs(plan("830101"), plan("83010101", people=None)) == []


def test_places_of_a_project_count_and_not_those_of_its_plan() -> None:
    there = plan("8301", areas=("83010103", "83010201"))
    assert pairs(there, plan("83010102")) == []
    assert [row[6] for row in pairs(there, plan("83010201", people=9), plan("830101", people=20))] == [20.0, 9.0]


def test_projects_of_one_plan_are_the_plans_own_to_tell() -> None:
    both = plan("830101")
    other = replace(both.of(Project)[0], id="project-2")
    assert meant_twice_data([(1, both, both.of(Project)[0]), (1, both, other)]).empty
