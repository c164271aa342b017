"""Follow-up on the plan's page: a report typed and kept, a name in it decided on first, lateness, the next survey."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis.logic_model.plan import Activity, FollowUp, Part, Plan, Problem, Project
from analysis.logic_model.plan_store import load_plan, store_new_plan
from app.state import the_warehouse
from tests_support import all_text, close_dashboard, open_dashboard, switch_page
from warehouse import read_follow_up_setting

PROBLEM = Problem(
    id="problem-1",
    text="ไม่มีการเก็บออมเงิน",
    set_id="jpt-2560",
    indicator_code="jpt-2560-23",
    year_be=2564,
    target_pct=90.0,
)
ACTIVITY = Activity(id="activity-1", text="ตั้งกลุ่มออม", links=("problem-1",), project_id="project-1")
PROJECT = Project(id="project-1", name="ออมวันละบาท", start=date(2020, 10, 1), end=date(2021, 9, 30))


@pytest.fixture
def own_app(
    copy_of_sample: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    app = open_dashboard(copy_of_sample(tmp_path / "own.duckdb"), monkeypatch)
    for name, value in {"area": "8301", "set": "jpt-2560", "year": "2564", "part": "follow-up"}.items():
        app.query_params[name] = value
    yield switch_page(app, "logic_model")
    close_dashboard()


def kept(app: AppTest, *parts: Part) -> int:
    app.run()
    plan = Plan(area_code="8301", set_id="jpt-2560", year_be=2564, fiscal_year_be=2564, parts=parts)
    return store_new_plan(the_warehouse(), plan)


def first_row(app: AppTest, *heads: str) -> list[str]:
    table = next(each.value for each in app.dataframe if {*heads} <= {*each.value.columns})
    return [str(table[head].iloc[0]) for head in heads]


def button(app: AppTest, label: str) -> object:
    return next(each for each in app.button if each.label == label)


def test_a_report_is_kept_and_changes_how_the_work_stands(own_app: AppTest) -> None:
    plan_id = kept(own_app, PROBLEM, ACTIVITY, PROJECT)
    app = own_app.run()
    assert not app.exception
    assert first_row(app, "งาน", "งวดที่ยังไม่รายงาน") == ["ตั้งกลุ่มออม", "4"]
    app.selectbox(key="report-work").set_value("project-1/activity-1")
    app.selectbox(key="report-period").set_value("2564-Q4")
    app.number_input(key="report-approved_baht").set_value(5000.0)
    app.number_input(key="report-paid_baht").set_value(3000.0)
    app.checkbox(key="report-finished").set_value(True)
    button(app, "บันทึกรายงาน").click().run()
    assert not app.exception
    assert "บันทึกรายงานงวด ไตรมาส 4 ปีงบประมาณ 2564 แล้ว" in all_text(app)
    [report] = load_plan(the_warehouse(), plan_id)[1].of(FollowUp)
    assert (report.activity_id, report.approved_baht, report.paid_baht, report.is_finished) == (
        "activity-1", 5000.0, 3000.0, True,
    )  # fmt: skip
    assert [float(each) for each in first_row(app, "เบิกจ่าย (บาท)", "คงเหลือ (บาท)")] == [3000.0, 2000.0]


def test_a_report_that_names_a_person_is_kept_only_when_somebody_says_so(own_app: AppTest) -> None:
    plan_id = kept(own_app, PROJECT)
    app = own_app.run()
    app.text_area(key="report-obstacles").set_value("รอ นายสมชาย ใจดี เซ็นเอกสาร")
    button(app, "บันทึกรายงาน").click().run()
    assert not app.exception
    assert load_plan(the_warehouse(), plan_id)[1].of(FollowUp) == ()
    next(each for each in app.checkbox if each.label.startswith("เก็บข้อความนี้ไว้ในแผน")).check().run()
    assert not app.exception
    assert len(load_plan(the_warehouse(), plan_id)[1].of(FollowUp)) == 1


def test_the_next_survey_is_held_against_the_target_by_itself(own_app: AppTest) -> None:
    kept(own_app, PROBLEM, PROJECT)
    app = own_app.run()
    assert first_row(app, "ปัญหา", "ผล", "ปีฐาน", "ปีหลัง") == ["ไม่มีการเก็บออมเงิน", "ถึงเป้าหมาย", "2564", "2565"]


def test_an_empty_plan_says_what_to_do_and_the_round_of_reports_is_kept(own_app: AppTest) -> None:
    kept(own_app, Problem(id="problem-1", text="ก"))
    app = own_app.run()
    assert not app.exception
    assert "ยังไม่มีโครงการให้ติดตาม" in all_text(app)
    assert "ไม่มีงานใดล่าช้า" in all_text(app)
    app.radio(key="follow-months").set_value(1)
    app.number_input(key="follow-days").set_value(20)
    button(app, "บันทึกรอบการรายงาน").click().run()
    setting = read_follow_up_setting(the_warehouse())
    assert (setting.months, setting.due_days) == (1, 20)
