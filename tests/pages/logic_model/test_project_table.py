"""The table of projects: rows after edits, ids that stay, and two people who changed the same project."""

from typing import Any

from streamlit.testing.v1 import AppTest

from analysis.logic_model.plan import Project, content_of
from app.state import the_warehouse
from pages.logic_model.project_table import Table, give_ids, with_delta
from tests_support import all_text
from warehouse import PlanItem, create_plan, read_plan, read_strategies, save_plan, save_strategies

BEGUN = [("project-1", {"name": "ก", "owner": ""}), ("project-2", {"name": "ข", "owner": ""})]


def delta(**more: Any) -> dict[str, Any]:
    return {"edited_rows": {}, "added_rows": [], "deleted_rows": []} | more


def table(**more: Any) -> Table:
    return Table(
        plan_id=1, version=1, projects=(), money_of=(), number=0, taken=frozenset({"project-2"}), strategies={}, **more
    )


def test_edits_are_applied_to_what_the_table_began_with() -> None:
    edits = delta(edited_rows={1: {"owner": "อบต."}}, deleted_rows=[0], added_rows=[{"name": "ค"}])
    assert with_delta(BEGUN, edits, ["project-3"]) == [
        ("project-2", {"name": "ข", "owner": "อบต."}),
        ("project-3", {"name": "ค"}),
    ]
    assert BEGUN[1][1] == {"name": "ข", "owner": ""}


def test_rows_that_were_added_keep_their_ids_when_one_of_them_goes() -> None:
    own = table()
    first, second, third = {"name": "ค"}, {"name": "ง"}, {"name": "จ"}
    give_ids(own, delta(added_rows=[first, second]))
    assert own.added_ids == ["project-3", "project-4"]
    give_ids(own, delta(added_rows=[second]))
    assert own.added_ids == ["project-4"]
    give_ids(own, delta(added_rows=[second | {"owner": "อบต."}, third]))
    assert own.added_ids == ["project-4", "project-5"]


def save(plan_id: int, based_on: int, *projects: Project) -> None:
    items = [PlanItem(each.id, "project", content_of(each)) for each in projects]
    save_plan(the_warehouse(), plan_id, based_on, items, saved_by="ปลัด อบต.")


def test_projects_two_people_changed_stand_side_by_side_and_the_chosen_are_kept(projects_app: AppTest) -> None:
    app = projects_app.run()
    plan_id = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2571)
    same = Project(id="project-3", name="ไม่มีใครแก้")
    save(plan_id, 0, Project(id="project-1", name="ของอีกฝ่าย"), Project(id="project-2", name="เขาแก้", unit="คน"), same)
    mine = (
        Project(id="project-1", name="ของฉัน", owner="อบต."), Project(id="project-2", name="ฉันแก้", unit="คน"), same,
        Project(id="project-4", name="ฉันเพิ่ม"),
    )  # fmt: skip
    app.session_state["project-table"] = Table(
        plan_id=plan_id, version=0, projects=(), money_of=(), number=0, taken=frozenset(), strategies={}, mine=mine
    )
    app.run()
    assert not app.exception
    text = all_text(app)
    for words in ("ปลัด อบต.", "ของฉัน", "ของอีกฝ่าย", "ฉันแก้", "เขาแก้", "ฉันเพิ่ม", "เลือกอีก 3 โครงการ"):
        assert words in text
    assert "ไม่มีใครแก้" not in text
    for number, side in enumerate(("mine", "theirs", "mine")):
        app.radio[number].set_value(side).run()
    next(each for each in app.button if each.label == "รวมแล้วบันทึก").click().run()
    assert not app.exception
    header, items = read_plan(the_warehouse(), plan_id)
    assert header.version == 2
    assert [each.content["name"] for each in items] == ["ของฉัน", "เขาแก้", "ไม่มีใครแก้", "ฉันเพิ่ม"]
    assert "รวมแล้วบันทึก" not in all_text(app)


def test_strategies_of_the_office_are_offered_and_what_is_not_linked_is_listed(projects_app: AppTest) -> None:
    app = projects_app.run()
    plan_id = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2571)
    save(plan_id, 0, Project(id="project-1", name="ก", strategy_ids=("strategy-1",)), Project(id="project-2", name="ข"))
    save_strategies(the_warehouse(), [{"id": "strategy-1", "name": "เศรษฐกิจฐานราก", "level": "จังหวัด"}])
    app.run()
    assert not app.exception
    text = all_text(app)
    assert "ยังไม่เชื่อมยุทธศาสตร์ 1 โครงการ: ข" in text
    next(each for each in app.button if each.label == "บันทึกรายการยุทธศาสตร์").click().run()
    assert not app.exception
    assert read_strategies(the_warehouse()) == [{"id": "strategy-1", "name": "เศรษฐกิจฐานราก", "level": "จังหวัด"}]
