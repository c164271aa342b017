"""From the activity library into a plan, and from a finished plan into the office's own activities."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.logic_model.plan import (
    Activity,
    Card,
    Cause,
    FollowUp,
    Input,
    Links,
    Output,
    Plan,
    Problem,
    Project,
    links_of,
    new_id,
)
from catalogue.activities import Activity as LibraryActivity
from catalogue.model import CatalogueError, Fault
from catalogue.own_activities import activity_of_project


def with_activity(plan: Plan, problem_id: str, chosen: LibraryActivity) -> Plan:
    """The plan with an activity of the library against a problem, and what comes out of it as a card after it.

    It is linked to the nearest cards before it in the problem's chain (its inputs, else its causes, else itself) and
    goes into the project that carries the problem's other activities, where that is one. The plan itself where the
    problem has that activity already. Raises KeyError where the plan has no such problem."""
    problem = plan.part(problem_id)
    if not isinstance(problem, Problem):
        raise KeyError(problem_id)
    links = links_of(plan)
    others = links.all_after(problem_id, Activity)
    if any(each.library_id == chosen.id for each in others):
        return plan
    before: tuple[Card, ...] = (
        links.all_after(problem_id, Input) or links.all_after(problem_id, Cause) or (problem,)
    )  # fmt: skip
    projects = {each.project_id for each in others if each.project_id}
    taken = [each.id for each in plan.parts]
    activity = Activity(
        id=new_id(Activity.kind, taken), text=chosen.name, links=tuple(each.id for each in before),
        library_id=chosen.id, pace=chosen.kind, owner=chosen.agencies[0] if chosen.agencies else "",
        project_id=projects.pop() if len(projects) == 1 else "",
    )  # fmt: skip
    output = Output(id=new_id(Output.kind, taken), text=chosen.output, unit=chosen.unit, links=(activity.id,))
    return replace(plan, parts=(*plan.parts, activity, output))


def finished_activities(plan: Plan) -> Iterator[tuple[Activity, LibraryActivity | CatalogueError]]:
    """Each activity of the plan that is followed up as finished, as an own activity to be offered again; or why it
    cannot be one yet (no output, no days, a person's name)."""
    links = links_of(plan)
    finished = {(each.project_id, each.activity_id) for each in plan.of(FollowUp) if each.is_finished}
    for activity in plan.of(Activity):
        if finished & {(activity.project_id, activity.id), (activity.project_id, "")}:
            try:
                yield activity, _own_activity(plan, links, activity)
            except CatalogueError as error:
                yield activity, error


def _own_activity(plan: Plan, links: Links, activity: Activity) -> LibraryActivity:
    project = plan.part(activity.project_id)
    own = project if isinstance(project, Project) else Project(id="", name="")
    start, end = activity.start or own.start, activity.end or own.end
    if start is None or end is None:
        raise CatalogueError(Fault(f"กิจกรรม {activity.text}", "ยังไม่มีวันเริ่มและวันสิ้นสุด", "ใส่วันของกิจกรรมหรือของโครงการก่อน"))
    problems, outputs = links.all_before(activity.id, Problem), links.all_after(activity.id, Output)
    return activity_of_project(
        name=activity.text,
        indicators=dict.fromkeys(each.indicator_code for each in problems if each.indicator_code),
        output=outputs[0].text if outputs else "", unit=outputs[0].unit if outputs else "",
        agencies=[each for each in (activity.owner, own.owner) if each][:1], start=start, end=end,
        source=f"โครงการที่เสร็จแล้ว: {own.name}" if own.name else "กิจกรรมที่เสร็จแล้วของสำนักงานนี้",
        sdgs=own.sdgs, networks=own.networks,
    )  # fmt: skip
