"""The activity library on the plan's page: offered by problem, taken with its output, the office's own as a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.logic_model.plan import Activity, Output, Plan, Problem
from analysis.logic_model.plan_store import load_plan, store_new_plan
from app.plans import open_plan
from app.state import Selection, data_version, the_warehouse
from catalogue import CatalogueError
from catalogue.activities import activity_library
from pages.logic_model.library import activities_of, bring_activities, own_activities, take_activities
from reports.tables import activities_to_csv
from tests_support import all_text, close_dashboard, open_dashboard, switch_page

PROBLEM = Problem(id="problem-1", text="ไม่มีการเก็บออมเงิน", set_id="jpt-2560", indicator_code="jpt-2560-23")
BY_HAND = Problem(id="problem-2", text="เขียนเอง")


@pytest.fixture
def own_app(
    copy_of_sample: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    app = open_dashboard(copy_of_sample(tmp_path / "own.duckdb"), monkeypatch)
    for name, value in {"area": "830103", "set": "jpt-2560", "year": "2565", "part": "library"}.items():
        app.query_params[name] = value
    yield switch_page(app, "logic_model")
    close_dashboard()


def plan(*parts: Problem) -> Plan:
    return Plan(area_code="830103", set_id="jpt-2560", year_be=2565, fiscal_year_be=2571, parts=parts)


def test_a_problem_offers_its_activities_and_takes_one_with_its_output(own_app: AppTest) -> None:
    own_app.run()
    plan_id = store_new_plan(the_warehouse(), plan(PROBLEM, BY_HAND))
    app = own_app.run()
    assert not app.exception
    table = next(each.value for each in app.dataframe if "กิจกรรม" in each.value.columns)
    assert len(table) >= 3
    assert "ยังไม่ยืนยัน" in table["ที่มา"].iloc[0]
    opened = open_plan(Selection("830103", "jpt", "jpt-2560", 2565, data_version()), plan_id)
    chosen = activities_of(opened, PROBLEM)[:2]
    assert [each.name for each in chosen] == table["กิจกรรม"].head(2).tolist()
    take_activities(opened, "problem-1", chosen)
    take_activities(opened, "problem-1", chosen)  # a second click adds nothing
    kept = load_plan(the_warehouse(), plan_id)[1]
    assert [each.library_id for each in kept.of(Activity)] == [each.id for each in chosen]
    assert [each.unit for each in kept.of(Output)] == [each.unit for each in chosen]
    assert activities_of(opened, BY_HAND) == ()


def test_a_plan_without_an_indicator_says_what_to_do(own_app: AppTest) -> None:
    own_app.run()
    store_new_plan(the_warehouse(), plan(BY_HAND))
    app = own_app.run()
    assert not app.exception
    assert "ยังไม่มีปัญหาที่มีตัวชี้วัดในแผน" in all_text(app)


def test_another_offices_file_is_kept_and_offered_first_or_refused_whole(own_app: AppTest) -> None:
    own_app.run()
    plan_id = store_new_plan(the_warehouse(), plan(PROBLEM))
    library = [each for each in activity_library() if "jpt-2560-23" in each.indicators]
    content = activities_to_csv(library[:1]).decode("utf-8-sig").replace(library[0].id, "own-0001")
    bring_activities(content.replace(library[0].name, "ออมวันละบาทของเรา").encode(), data_version())
    opened = open_plan(Selection("830103", "jpt", "jpt-2560", 2565, data_version()), plan_id)
    assert activities_of(opened, PROBLEM)[0].name == "ออมวันละบาทของเรา"
    with pytest.raises(CatalogueError):
        bring_activities(content.replace("jpt-2560-23", "jpt-2560-99").encode(), data_version())
    assert [each.id for each in own_activities()] == ["own-0001"]
    app = own_app.run()
    assert not app.exception
    assert "มี 1 กิจกรรม" in all_text(app)
