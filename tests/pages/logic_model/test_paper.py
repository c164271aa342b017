"""The plan's files offered on its page, and its workbook brought back with every difference shown first."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from analysis.disclosure.outputs import Audience
from analysis.logic_model.plan import Cause, Part, Plan, Problem
from analysis.logic_model.plan_store import load_plan, store_new_plan, store_plan
from app.plans import open_plan
from app.state import Selection, data_version, the_warehouse
from pages.logic_model.paper import made_file
from reports.logic_model.plan_workbook import plan_workbook_bytes
from reports.logic_model.template_values import sample_template_bytes
from tests_support import all_text, close_dashboard, open_dashboard, switch_page

PROBLEM = Problem(id="problem-1", text="รายได้น้อย")
CAUSE = Cause(id="cause-1", text="ไม่มีอาชีพเสริม", links=("problem-1",))


@pytest.fixture
def own_app(
    copy_of_sample: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    app = open_dashboard(copy_of_sample(tmp_path / "own.duckdb"), monkeypatch)
    for name, value in {"area": "830103", "set": "jpt-2560", "year": "2565", "part": "paper"}.items():
        app.query_params[name] = value
    yield switch_page(app, "logic_model")
    close_dashboard()


def uploader(app: AppTest, label: str) -> Any:
    return next(each for each in app.file_uploader if each.label.startswith(label))


def plan(*parts: Part) -> Plan:
    return Plan(area_code="830103", set_id="jpt-2560", year_be=2565, fiscal_year_be=2571, parts=parts)


def workbook(plan_id: int, **texts: str) -> bytes:
    """The plan's workbook as the page makes it, with other words in some rows (`problem_1`: the row problem-1)."""
    selection = Selection("830103", "jpt", "jpt-2560", 2565, data_version())
    content = made_file(open_plan(selection, plan_id), Audience.INTERNAL, plan_workbook_bytes)
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book["ห่วงโซ่"].iter_rows(min_row=4):
        if row[0].value and (words := texts.get(str(row[0].value).replace("-", "_"))):
            row[2].value = words
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_every_file_is_offered_and_says_for_whom_it_is(own_app: AppTest) -> None:
    app = own_app.run()
    store_new_plan(the_warehouse(), plan(PROBLEM, CAUSE))
    app.run()
    assert not app.exception
    labels = [each.proto.label for each in app.get("download_button")]
    assert labels[:3] == ["แผน (Word)", "แผน (PowerPoint)", "แผน (Excel)"]
    assert len(labels) >= 9
    assert "แบบเปลี่ยนแปลงแผน" in labels
    assert app.selectbox(key="paper-since").options[0].startswith("รุ่น 0")
    app.radio(key="paper-audience").set_value(Audience.INTERNAL.label).run()
    assert not app.exception


def test_a_workbook_brought_back_shows_its_changes_and_is_saved_by_a_click(own_app: AppTest) -> None:
    app = own_app.run()
    plan_id = store_new_plan(the_warehouse(), plan(PROBLEM, CAUSE))
    content = workbook(plan_id, cause_1="ว่างงานนอกฤดู")
    app.run()
    uploader(app, "สมุดงานแผน").set_value(("แผน.xlsx", content, "application/vnd.ms-excel")).run()
    assert not app.exception
    shown = app.dataframe[-1].value
    assert shown["ก่อน"].tolist() == ["ไม่มีอาชีพเสริม"]
    assert shown["หลัง"].tolist() == ["ว่างงานนอกฤดู"]
    assert load_plan(the_warehouse(), plan_id)[0].version == 1
    app.button(key="brought-workbook-save").click().run()
    assert not app.exception
    header, kept = load_plan(the_warehouse(), plan_id)
    assert header.version == 2
    assert [each.text for each in kept.cards] == ["รายได้น้อย", "ว่างงานนอกฤดู"]
    assert "เหมือนกันทุกส่วน" in all_text(app)


def test_what_others_changed_meanwhile_stays_and_what_both_changed_is_chosen(own_app: AppTest) -> None:
    app = own_app.run()
    plan_id = store_new_plan(the_warehouse(), plan(PROBLEM, CAUSE))
    content = workbook(plan_id, cause_1="ของไฟล์")
    new = Cause(id="cause-2", text="เพิ่มทีหลัง", links=("problem-1",))
    theirs = Cause(id="cause-1", text="ของอีกฝ่าย", links=("problem-1",))
    store_plan(the_warehouse(), plan_id, 1, plan(PROBLEM, theirs, new))
    app.run()
    uploader(app, "สมุดงานแผน").set_value(("แผน.xlsx", content, "application/vnd.ms-excel")).run()
    assert not app.exception
    assert "ไฟล์จัดทำจากรุ่น 1 ตอนนี้แผนเป็นรุ่น 2" in all_text(app)
    [choice] = [each for each in app.radio if each.label.startswith("แก้ทั้งสองฝ่าย")]
    assert "ของไฟล์" in choice.label
    assert "ของอีกฝ่าย" in choice.label
    choice.set_value("mine").run()
    app.button(key="brought-workbook-save").click().run()
    kept = load_plan(the_warehouse(), plan_id)[1]
    assert [each.text for each in kept.cards] == ["รายได้น้อย", "ของไฟล์", "เพิ่มทีหลัง"]


def test_a_workbook_of_another_plan_changes_nothing(own_app: AppTest) -> None:
    app = own_app.run()
    other = store_new_plan(the_warehouse(), plan(PROBLEM))
    content = workbook(other)
    plan_id = store_new_plan(the_warehouse(), plan(PROBLEM, CAUSE))
    app.run()
    uploader(app, "สมุดงานแผน").set_value(("แผน.xlsx", content, "application/vnd.ms-excel")).run()
    assert not app.exception
    assert "ไม่ใช่แผนที่เปิดอยู่" in all_text(app)
    assert load_plan(the_warehouse(), plan_id)[0].version == 1


def test_the_offices_own_template_is_looked_at_and_filled(own_app: AppTest) -> None:
    app = own_app.run()
    store_new_plan(the_warehouse(), plan(PROBLEM, CAUSE))
    app.run()
    uploader(app, "แม่แบบ").set_value(("แม่แบบ.docx", sample_template_bytes(), "application/msword")).run()
    assert not app.exception
    assert "แผนยังไม่มีข้อมูลของ" in all_text(app)
    assert [each.proto.label for each in app.get("download_button") if "แผนตามแม่แบบนี้" in each.proto.label]
    uploader(app, "แม่แบบ").set_value(("แม่แบบ.docx", b"no template", "application/msword")).run()
    assert not app.exception
    assert app.error
    assert not [each.proto.label for each in app.get("download_button") if "แผนตามแม่แบบนี้" in each.proto.label]
