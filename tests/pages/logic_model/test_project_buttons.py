"""Rows of projects and budgets that come and go by a tap: what changes, what stays, and what is asked for first."""

from streamlit.testing.v1 import AppTest

from analysis.logic_model.plan import Budget, Project, content_of
from app.state import the_warehouse
from pages.logic_model.project_buttons import with_budget, without_row
from tests_support import all_text
from warehouse import PlanItem, create_plan, read_plan, save_plan

FIRST = Budget(source="อบต.", year_be=2571, baht=500.0)
SECOND = Budget(source="จังหวัด", year_be=2571, baht=900.0)
PROJECTS = (Project(id="project-1", name="ก", budgets=(FIRST, SECOND)), Project(id="project-2", name="ข"))


def test_a_project_or_one_sum_of_it_goes_and_the_others_stay() -> None:
    assert without_row(PROJECTS, "project-1", -1) == [PROJECTS[1]]
    assert without_row(PROJECTS, "project-1", 0) == [Project(id="project-1", name="ก", budgets=(SECOND,)), PROJECTS[1]]
    assert without_row(PROJECTS, "project-9", -1) == list(PROJECTS)


def test_a_sum_that_is_added_says_that_money_is_needed() -> None:
    free = Project(id="project-3", name="ค", needs_budget=False)
    assert with_budget([free, PROJECTS[1]], "project-3", FIRST) == [
        Project(id="project-3", name="ค", budgets=(FIRST,)), PROJECTS[1],
    ]  # fmt: skip


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


def test_projects_and_money_are_added_and_deleted_by_buttons(projects_app: AppTest) -> None:
    app = projects_app.run()
    plan_id = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2571)
    save_plan(the_warehouse(), plan_id, 0, [PlanItem(each.id, "project", content_of(each)) for each in PROJECTS])
    app.run()

    def held() -> list[tuple[str, list[float]]]:
        items = read_plan(the_warehouse(), plan_id)[1]
        return [(each.content["name"], [one["baht"] for one in each.content.get("budgets", [])]) for each in items]

    press(app, "row-add")
    assert "ยังไม่ใส่ชื่อโครงการ" in all_text(app)
    app.text_input(key="row-name").set_value("ค")
    press(app, "row-add")
    assert held() == [("ก", [500.0, 900.0]), ("ข", []), ("ค", [])]
    app.selectbox(key="row-budget-project").set_value("project-3")
    app.text_input(key="row-budget-source").set_value("อบจ.")
    app.number_input(key="row-budget-baht").set_value(70.0)
    press(app, "row-budget-add")
    assert held()[2] == ("ค", [70.0])
    row = next(each for each in app.selectbox if each.label == "แถวที่จะลบ")
    row.set_value(("project-1", 0)).run()
    press(app, "row-delete")
    assert held()[0] == ("ก", [900.0])
    next(each for each in app.selectbox if each.label == "แถวที่จะลบ").set_value(("project-2", -1)).run()
    press(app, "row-delete")
    assert [name for name, _ in held()] == ["ก", "ค"]
