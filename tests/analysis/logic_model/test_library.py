"""From the activity library into a plan, and from a finished activity into the office's own."""

from dataclasses import replace
from datetime import date

import pytest

from analysis.logic_model.library import finished_activities, with_activity
from analysis.logic_model.plan import Activity, Cause, FollowUp, Input, Output, Plan, Problem, Project
from catalogue import CatalogueError, load_catalogue
from catalogue.activities import activities_for, activity_library

PROBLEM = Problem(id="problem-1", text="ไม่มีการเก็บออมเงิน", indicator_code="jpt-2560-23", set_id="jpt-2560")
OF_SET = load_catalogue().get("jpt-2560")
CHOSEN = activities_for(OF_SET, OF_SET.by_number(23))[0]


def plan_with(*parts: object) -> Plan:
    return Plan(area_code="830101", set_id="jpt-2560", year_be=2564, fiscal_year_be=2570, parts=(PROBLEM, *parts))


def test_an_activity_comes_with_its_output_and_hangs_on_its_problem() -> None:
    activity, output = with_activity(plan_with(), "problem-1", CHOSEN).parts[1:]
    assert activity == Activity(
        id="activity-1", text=CHOSEN.name, links=("problem-1",), library_id=CHOSEN.id, pace=CHOSEN.kind,
        owner=CHOSEN.agencies[0],
    )  # fmt: skip
    assert output == Output(id="output-1", text=CHOSEN.output, unit=CHOSEN.unit, links=("activity-1",))


def test_it_is_linked_to_the_nearest_cards_before_it_and_joins_the_one_project() -> None:
    parts = (
        Cause(id="cause-1", text="ก", links=("problem-1",)),
        Input(id="input-1", text="ข", links=("cause-1",)),
        Activity(id="activity-4", text="ค", links=("input-1",), project_id="project-1"),
        Project(id="project-1", name="ง"),
    )
    *_, activity, output = with_activity(plan_with(*parts), "problem-1", CHOSEN).parts
    assert (activity.id, activity.links, activity.project_id) == ("activity-5", ("input-1",), "project-1")
    assert output.links == ("activity-5",)
    two = (*parts, Activity(id="activity-6", text="จ", links=("cause-1",), project_id="project-2"))
    assert with_activity(plan_with(*two), "problem-1", CHOSEN).parts[-2].project_id == ""
    assert with_activity(plan_with(parts[0]), "problem-1", CHOSEN).parts[-2].links == ("cause-1",)


def test_the_same_activity_is_taken_once_for_a_problem() -> None:
    once = with_activity(plan_with(), "problem-1", CHOSEN)
    assert with_activity(once, "problem-1", CHOSEN) == once
    with pytest.raises(KeyError):
        with_activity(once, "activity-1", CHOSEN)


def test_what_is_finished_becomes_an_own_activity_or_says_what_it_lacks() -> None:
    taken = with_activity(plan_with(), "problem-1", CHOSEN)
    activity = replace(taken.of(Activity)[0], project_id="project-1")
    project = Project(id="project-1", name="ออมวันละบาท", start=date(2026, 10, 1), end=date(2027, 1, 31), sdgs=(1,))
    report = {"project_id": "project-1", "activity_id": activity.id, "period": "2570-Q2", "is_finished": True}
    done = FollowUp(id="follow_up-1", **report)
    plan = plan_with(activity, taken.of(Output)[0], project, done)
    [(found, own)] = finished_activities(plan)
    assert found == activity
    assert (own.name, own.months, own.kind, own.sdgs) == (CHOSEN.name, 4, "quick_win", (1,))
    assert own.indicators == ("jpt-2560-23",)
    assert own.source == "โครงการที่เสร็จแล้ว: ออมวันละบาท"
    assert own.id not in {each.id for each in activity_library()}
    without_days = replace(
        plan, parts=tuple(replace(each, end=None) if each is project else each for each in plan.parts)
    )
    [(_, error)] = finished_activities(without_days)
    assert isinstance(error, CatalogueError)
    assert "ยังไม่มีวัน" in str(error)
    open_still = replace(plan, parts=tuple(each for each in plan.parts if each is not done))
    assert list(finished_activities(open_still)) == []
