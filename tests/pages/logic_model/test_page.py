"""Stage 5 through the frame: the drafted plan, saved and shown again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from app.state import the_warehouse
from tests_support import all_text, close_dashboard, open_dashboard, switch_page
from warehouse import list_plans, read_plan


def test_the_plan_says_whose_words_it_is_drafted_in(app: AppTest) -> None:
    for name, value in {"area": "830103", "set": "jpt-2560", "year": "2565"}.items():
        app.query_params[name] = value
    switch_page(app, "logic_model").run()
    assert not app.exception
    text = all_text(app)
    assert "ร่างแผน" in text
    assert "ไม่ใช่ของกรมการพัฒนาชุมชน" in text


@pytest.fixture
def own_app(
    copy_of_sample: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    yield open_dashboard(copy_of_sample(tmp_path / "own.duckdb"), monkeypatch)
    close_dashboard()


def test_a_text_of_a_person_is_stored_only_once_it_is_kept(own_app: AppTest) -> None:
    """Rule "P05"."""
    app = own_app
    for name, value in {"area": "830103", "set": "jpt-2560", "year": "2565"}.items():
        app.query_params[name] = value
    switch_page(app, "logic_model").run()
    written = "ประสาน ผู้ใหญ่บ้าน สมชายคานารี ใจดีปลอม"
    agencies = next(each for each in app.text_area if (each.key or "").endswith("-0-agencies"))
    agencies.set_value(written).run()
    assert "มี 1 ข้อความในแผนที่อาจเป็นชื่อ" in all_text(app)
    _button(app, "บันทึกแผน").click().run()
    assert not app.exception
    assert list_plans(the_warehouse(), "830103") == []
    [keep] = [each for each in app.checkbox if written in each.label]
    keep.check().run()
    _button(app, "บันทึกแผน").click().run()
    [plan] = list_plans(the_warehouse(), "830103")
    items = read_plan(the_warehouse(), plan.plan_id)[1]
    assert next(item for item in items if item.kind == "project").content["owner"] == written
    assert not [each for each in app.checkbox if written in each.label]  # decided once
    _button(app, "บันทึกแผน").click().run()
    assert not app.exception


def _button(app: AppTest, label: str) -> Button:
    return next(each for each in app.button if each.label == label)
