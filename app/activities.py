"""The activity library for the plan's screen: the shipped activities and the office's own, taken into a plan or
kept."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.logic_model.board_parts import board_parts
from analysis.logic_model.library import with_activity
from analysis.logic_model.plan import Part, Problem
from app.plans import OpenPlan, keep_parts
from app.state import the_catalogue, the_warehouse
from catalogue import CatalogueError
from catalogue.activities import (
    Activity,
    activities_for,
    activity_from_dict,
    activity_to_dict,
    indicator_codes,
)
from catalogue.own_activities import activities_from_csv
from warehouse import read_activities, save_activities


def own_activities() -> tuple[Activity, ...]:
    """The activities of this office's own."""
    return tuple(activity_from_dict(each) for each in read_activities(the_warehouse()))


def activities_of(opened: OpenPlan, problem: Problem) -> tuple[Activity, ...]:
    """What can be done about a problem of the plan, the office's own first; () where no indicator says what it is."""
    if problem.indicator_code is None:
        return ()
    catalogue = the_catalogue(opened.selection.version)
    try:
        of_set = catalogue.get(problem.set_id or opened.plan.set_id)
        return activities_for(of_set, of_set.indicator(problem.indicator_code), own_activities())
    except CatalogueError:
        return ()  # the set or its indicator is gone; the plan says so elsewhere


def take_activities(opened: OpenPlan, problem_id: str, chosen: Iterable[Activity]) -> None:
    """Put activities into the plan as it stands now, each with its output. Raises as `keep_parts`."""
    activities = tuple(chosen)

    def change(parts: Sequence[Part]) -> tuple[Part, ...]:
        plan = replace(opened.plan, parts=tuple(parts))
        for each in activities:
            plan = with_activity(plan, problem_id, each)
        return plan.parts

    keep_parts(opened.plan_id, None, change, board_parts)


def bring_activities(content: bytes, version: str) -> None:
    """Keep the activities of another office's file. Raises CatalogueError with every fault."""
    brought = activities_from_csv(content, indicator_codes(the_catalogue(version).sets))
    save_activities(the_warehouse(), [activity_to_dict(each) for each in brought])


def keep_activity(activity: Activity) -> None:
    """Keep one as this office's own."""
    save_activities(the_warehouse(), [activity_to_dict(activity)])
