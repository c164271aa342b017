"""“เพิ่มลงแผน” from any stage: the problem is in the newest plan of the coming fiscal year, and the page says so."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.plans import coming_fiscal_year
from app.state import the_warehouse
from tests_support import all_text, close_dashboard, open_dashboard, switch_page
from warehouse import create_plan, list_plans, read_plan

PLACE = {"area": "830103", "set": "jpt-2560", "year": "2565"}


@pytest.fixture
def own_app(
    copy_of_sample: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    yield open_dashboard(copy_of_sample(tmp_path / "own.duckdb"), monkeypatch)
    close_dashboard()


def opened(app: AppTest, page: str, **asked: str) -> AppTest:
    for name, value in (PLACE | asked).items():
        app.query_params[name] = value
    switch_page(app, page).run()
    assert not app.exception
    return app


def problems(area: str = "830103") -> list[tuple[str, str]]:
    """Indicator and origin of the problems in the newest plan of an area."""
    plan = list_plans(the_warehouse(), area, fiscal_year_be=coming_fiscal_year())[-1]
    items = read_plan(the_warehouse(), plan.plan_id)[1]
    return [
        (each.content["indicator_code"], each.content.get("origin", "")) for each in items if each.kind == "problem"
    ]


def test_the_radar_panel_adds_its_problem_once_and_begins_a_plan(own_app: AppTest) -> None:
    app = opened(own_app, "radar_diagram", axis="d4", indicator="jpt-2560-23")
    app.button(key="panel-add").click().run()
    assert not app.exception
    assert problems() == [("jpt-2560-23", "radar_diagram")]
    said = all_text(app)
    assert f"แผนปีงบประมาณ {coming_fiscal_year()} ของตำบลเกาะแก้วแล้ว (เริ่มแผนใหม่)" in said
    assert [each.proto.label for each in app.get("page_link") if each.proto.label == "เปิดแผน"]
    app.button(key="panel-add").click().run()
    assert "อยู่แล้ว" in all_text(app)
    assert len(problems()) == 1
    app.run()
    assert "อยู่แล้ว" not in all_text(app)  # said once


def test_a_problem_goes_to_the_newest_plan_of_the_coming_year(own_app: AppTest) -> None:
    app = opened(own_app, "radar_analysis")
    for year in (coming_fiscal_year() + 1, coming_fiscal_year(), coming_fiscal_year()):
        create_plan(the_warehouse(), "830103", "jpt-2560", 2565, year)
    pills = app.button_group(key="priorities-add")
    first = pills.options[0]
    pills.select(first).run()
    assert not app.exception
    assert [origin for _, origin in problems()] == ["priorities"]
    assert [each.version for each in list_plans(the_warehouse(), "830103")] == [0, 0, 1]


def test_the_comparison_adds_what_an_area_is_worse_in(own_app: AppTest) -> None:
    app = opened(own_app, "comparative", area="83", compare="spine", level="tambon", one="830107")
    pills = app.button_group(key="spine-add")
    pills.select(pills.options[0]).run()
    assert not app.exception
    assert [origin for _, origin in problems("830107")] == ["comparative"]
    assert list_plans(the_warehouse(), "83") == []
