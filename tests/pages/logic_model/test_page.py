"""Stage 5 through the frame: a plan begun, its parts by their codes in the URL, its versions."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from app.state import the_warehouse
from catalogue.help import screen_helps
from pages.logic_model.views import WORDS
from tests_support import all_text, close_dashboard, open_dashboard, switch_page
from warehouse import PlanItem, create_plan, list_plans, read_plan, save_plan

TAMBON = {"area": "830103", "set": "jpt-2560", "year": "2565"}


@pytest.fixture
def own_app(
    copy_of_sample: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AppTest]:
    app = open_dashboard(copy_of_sample(tmp_path / "own.duckdb"), monkeypatch)
    for name, value in TAMBON.items():
        app.query_params[name] = value
    yield switch_page(app, "logic_model")
    close_dashboard()


def button(app: AppTest, label: str) -> Button:
    return next(each for each in app.button if each.label == label)


def saved(*texts: str) -> int:
    """A plan whose versions hold one problem more each."""
    plan_id = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2571)
    items: list[PlanItem] = []
    for number, words in enumerate(texts):
        items.append(PlanItem(f"problem-{number + 1}", "problem", {"text": words}))
        save_plan(the_warehouse(), plan_id, number, items, saved_by="พัฒนากร")
    return plan_id


def test_an_area_without_a_plan_offers_the_ways_to_begin_one(own_app: AppTest) -> None:
    app = own_app.run()
    assert not app.exception
    assert "ยังไม่มีแผน" in all_text(app)
    app.number_input(key="new-plan-year").set_value(2572)
    app.text_input(key="new-plan-title").set_value("แผนตำบล")
    button(app, "เริ่มจากแผนว่าง").click().run()
    assert not app.exception
    [plan] = list_plans(the_warehouse(), "830103")
    assert (plan.fiscal_year_be, plan.title, plan.version) == (2572, "แผนตำบล", 0)
    assert app.query_params["plan"] == str(plan.plan_id)
    text = all_text(app)
    assert "ปีงบประมาณ 2572 แผนตำบล รุ่น 0" in text
    assert "เพิ่มปัญหาแรก" in text
    assert "ไม่ใช่ของกรมการพัฒนาชุมชน" in text


def test_a_province_without_a_plan_shows_those_within_it_and_what_is_late(own_app: AppTest) -> None:
    """The tambon's plan of a year that is over: its one project was to end in the June of it."""
    app = own_app.run()
    plan_id = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2566)
    budget = {"source": "งบ อปท.", "year_be": 2566, "baht": 20000}
    project = {"name": "ฝึกอาชีพ", "start": "2023-01-01", "end": "2023-06-30", "budgets": [budget]}
    save_plan(the_warehouse(), plan_id, 0, [PlanItem("project-1", "project", project)], saved_by="พัฒนากร")
    app.query_params["area"] = "83"
    app.run()
    assert not app.exception
    words = all_text(app)
    assert "จังหวัดภูเก็ตยังไม่มีแผน" in words
    assert "แผนของพื้นที่ภายในพื้นที่นี้" in words
    assert "ล่าช้าในพื้นที่นี้และพื้นที่ย่อย" in words
    tables = [each.value for each in app.dataframe]
    assert any("ฝึกอาชีพ" in each.astype(str).to_numpy() for each in tables)
    [board] = [each for each in tables if "งานที่ล่าช้าหรือไฟแดง" in each.columns]
    assert board[["พื้นที่", "งานที่ล่าช้าหรือไฟแดง"]].to_numpy().tolist() == [["ตำบลเกาะแก้ว", 1]]


def test_the_title_of_a_new_plan_that_names_a_person_makes_none(own_app: AppTest) -> None:
    app = own_app.run()
    app.text_input(key="new-plan-title").set_value("แผนของ ผู้ใหญ่บ้าน สมชายคานารี ใจดีปลอม")
    button(app, "เริ่มจากแผนว่าง").click().run()
    assert not app.exception
    assert list_plans(the_warehouse(), "830103") == []
    assert app.error


@pytest.mark.parametrize("view", WORDS)
def test_every_part_of_the_page_opens_by_its_code(own_app: AppTest, view: str) -> None:
    own_app.run()
    plan_id = saved("รายได้น้อย", "เด็กขาดสารอาหาร")
    own_app.query_params["part"] = view
    own_app.run()
    assert not own_app.exception
    text = all_text(own_app)
    assert "ปัญหา 2" in text
    assert "ขั้นต่อไป" in text
    assert screen_helps()[f"logic_model.{view}"].next in text.replace("\\", "")
    assert screen_helps()["logic_model.no-plan"].next not in text.replace("\\", "")
    assert own_app.selectbox(key="chosen-plan").value == str(plan_id)


def test_a_link_to_a_plan_of_another_area_says_so_and_opens_the_newest(own_app: AppTest) -> None:
    own_app.run()
    saved("รายได้น้อย")
    newest = saved("น้ำไม่พอ")
    own_app.query_params["plan"] = "999"
    own_app.run()
    assert "ไม่พบแผนที่ลิงก์นี้ชี้ไป" in all_text(own_app)
    assert own_app.selectbox(key="chosen-plan").value == str(newest)


def test_a_plan_is_copied_for_another_year(own_app: AppTest) -> None:
    own_app.run()
    saved("รายได้น้อย")
    own_app.run()
    own_app.number_input(key="new-plan-year").set_value(2573)
    button(own_app, "คัดลอกแผนเดิม").click().run()
    assert not own_app.exception
    first, copied = list_plans(the_warehouse(), "830103")
    assert (first.fiscal_year_be, copied.fiscal_year_be) == (2571, 2573)
    assert [each.content for each in read_plan(the_warehouse(), copied.plan_id)[1]] == [{"text": "รายได้น้อย"}]


def test_an_earlier_version_is_brought_back_as_a_new_one(own_app: AppTest) -> None:
    own_app.run()
    plan_id = saved("รายได้น้อย", "น้ำไม่พอ")
    own_app.query_params["part"] = "versions"
    own_app.run()
    assert own_app.selectbox(key="plan-version").options[0].startswith("รุ่น 1 · ")
    own_app.selectbox(key="plan-version").set_value(1).run()
    button(own_app, "นำรุ่น 1 กลับมาใช้").click().run()
    assert not own_app.exception
    header, items = read_plan(the_warehouse(), plan_id)
    assert header.version == 3
    assert [each.content["text"] for each in items] == ["รายได้น้อย"]


def acted() -> int:
    """A plan with a problem, an activity against it, and the project that carries it."""
    plan_id = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2571)
    items = [
        PlanItem("problem-1", "problem", {"text": "ขาดสมุดบัญชี", "failed": 40, "assessed": 200, "unit": "ครัวเรือน",
                                           "target_pct": 12.5}),
        PlanItem("activity-1", "activity", {"text": "อบรม", "links": ["problem-1"], "project_id": "project-1"}),
        PlanItem("project-1", "project", {"name": "บัญชีครัวเรือน", "people": 10, "unit": "ครัวเรือน", "agencies": ["อบต."],
                                           "budgets": [{"source": "อบต.", "year_be": 2571, "baht": 5000}]}),
    ]  # fmt: skip
    save_plan(the_warehouse(), plan_id, 0, items)
    return plan_id


def first_row(app: AppTest, *heads: str) -> list[str]:
    """The first row of the table that has all these headings, its cells under them."""
    table = next(each.value for each in app.dataframe if {*heads} <= {*each.value.columns})
    return [str(table[head].iloc[0]) for head in heads]


def test_what_the_plan_comes_to_is_counted_from_its_own_numbers(own_app: AppTest) -> None:
    own_app.query_params["plan"] = str(acted())
    own_app.query_params["part"] = "what-if"
    app = own_app.run()
    assert not app.exception
    assert "ไม่ใช่การพยากรณ์" in all_text(app)
    problem = first_row(app, "ปัญหา", "มีปัญหาตอนนี้", "พ้นปัญหาตามแผน", "ยังเหลือ", "ต้องทำเพิ่มให้ถึงเป้า")
    assert (problem[0], [float(each) for each in problem[1:]]) == ("ขาดสมุดบัญชี", [40, 10, 30, 5])
    project = first_row(app, "โครงการ", "เข้าถึง", "บาทต่อหนึ่งราย")
    assert (project[0], [float(each) for each in project[1:]]) == ("บัญชีครัวเรือน", [10, 500])


def test_the_plans_of_an_area_are_added_up(own_app: AppTest) -> None:
    own_app.query_params["plan"] = str(acted())
    own_app.query_params["part"] = "roll-up"
    app = own_app.run()
    assert not app.exception
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown == {"แผน": "1", "โครงการ": "1", "งบประมาณ": "5,000 บาท"}
    assert first_row(app, "โครงการ", "ผู้รับผิดชอบ", "บาท")[2] == "5000.0"
    assert ["อบต.", "1", "5000.0"] in [
        [str(cell) for cell in each.value.iloc[0]] for each in app.dataframe if "รายการ" in each.value.columns
    ]


def test_a_plan_is_given_another_title_as_a_version_of_its_own(own_app: AppTest) -> None:
    own_app.run()
    plan_id = saved("รายได้น้อย")
    own_app.run()
    own_app.text_input(key=f"plan-title-{plan_id}-1").set_value("แผนชุมชน ")
    button(own_app, "บันทึกชื่อแผน").click().run()
    assert not own_app.exception
    header, items = read_plan(the_warehouse(), plan_id)
    assert (header.title, header.version, len(items)) == ("แผนชุมชน", 2, 1)
    own_app.text_input(key=f"plan-title-{plan_id}-2").set_value("แผนของ ผู้ใหญ่บ้าน สมชายคานารี ใจดีปลอม")
    button(own_app, "บันทึกชื่อแผน").click().run()
    assert own_app.error
    assert read_plan(the_warehouse(), plan_id)[0].title == "แผนชุมชน"


def test_a_plan_of_which_an_indicator_vanished_says_so(own_app: AppTest) -> None:
    own_app.run()
    plan_id = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2571)
    gone = {"text": "เคยมี", "set_id": "jpt-2560", "indicator_code": "jpt-2560-99"}
    save_plan(the_warehouse(), plan_id, 0, [PlanItem("problem-1", "problem", gone)])
    own_app.query_params["part"] = "reading"
    own_app.run()
    assert not own_app.exception
    assert "ไม่มีในข้อมูลแล้ว 1 แห่ง" in all_text(own_app)
