"""The words of both trees as one table: what it shows, what was typed in it, and words that cannot be kept at once."""

import pandas as pd
from streamlit.testing.v1 import AppTest

from analysis.logic_model.plan import Activity, Cause, Outcome, Output, Plan, Problem, content_of
from analysis.logic_model.trees import SIDES, tree_of
from app.state import the_warehouse
from pages.logic_model.trees import TABLE, Waiting, typed_words, words_table
from tests_support import all_text
from warehouse import PlanItem, create_plan, read_plan, save_plan

PLAN = Plan(
    area_code="830101", set_id="s", year_be=2565, fiscal_year_be=2566,
    parts=(
        Problem(id="problem-1", text="ไม่มีงาน"), Cause(id="cause-1", text="ขาดทักษะ", links=("problem-1",)),
        Activity(id="activity-1", text="ฝึก", links=("cause-1",)),
        Output(id="output-1", text="คน", links=("activity-1",)),
        Outcome(id="outcome-1", text="ได้งาน", links=("output-1",)),
    ),
)  # fmt: skip


def table() -> pd.DataFrame:
    return words_table({side: tree_of(PLAN, "problem-1", side) for side in SIDES})


def test_a_row_a_box_with_its_words_on_either_tree() -> None:
    assert table().to_dict("split")["data"] == [
        ["outcome-1", "ผลที่เกิดตามมา ↔ ผลลัพธ์", "ยังไม่เกิด: ได้งาน", "ได้งาน"],
        ["problem-1", "ปัญหาหลัก ↔ วัตถุประสงค์", "ไม่มีงาน", "มีงาน"],
        ["cause-1", "สาเหตุ ↔ วัตถุประสงค์ย่อย", "ขาดทักษะ", "มีทักษะ"],
        ["activity-1", "วิธีการ", None, "ฝึก"],
    ]


def test_what_was_typed_is_kept_by_side_and_nothing_else() -> None:
    rows = table()
    edited = rows.copy()
    edited.loc[0, "problem"], edited.loc[2, "objective"], edited.loc[1, "objective"] = "ว่างงาน", None, " มีงาน "
    edited.loc[3, "problem"] = "ไม่มีที่ให้พิมพ์"  # a means has no box on the problem tree
    assert typed_words(rows, edited) == {"problem": {"outcome-1": "ว่างงาน"}, "objective": {"cause-1": ""}}
    assert typed_words(rows, rows) == {}


NAME = "นายสมชายคานารี ใจดีปลอม"


def saved(plan_id: int, based_on: int, cause: str) -> None:
    """Another person's saving: the problem, and its cause in these words."""
    parts = (Problem(id="problem-1", text="ไม่มีงาน"), Cause(id="cause-1", text=cause, links=("problem-1",)))
    kinds = ("problem", "cause")
    items = [PlanItem(each.id, kind, content_of(each)) for each, kind in zip(parts, kinds, strict=True)]
    save_plan(the_warehouse(), plan_id, based_on, items, saved_by="ปลัด อบต.")


def with_words(app: AppTest, words: str) -> tuple[AppTest, int]:
    """The trees of a plan, and words of mine for its cause that wait to be kept; the plan's id."""
    app.query_params["part"] = "trees"
    app.run()
    plan_id = create_plan(the_warehouse(), "830103", "jpt-2560", 2565, 2571)
    saved(plan_id, 0, "ขาดทักษะ")
    app.session_state[TABLE] = Waiting(plan_id, {"problem": {"cause-1": words}}, trouble=("บันทึกไม่ได้", "ลองอีกครั้ง"))
    app.run()
    assert not app.exception
    return app, plan_id


def press(app: AppTest, label: str) -> None:
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception


def cause_of(plan_id: int) -> tuple[int, str]:
    header, items = read_plan(the_warehouse(), plan_id)
    return header.version, next(str(each.content["text"]) for each in items if each.item_id == "cause-1")


def test_words_that_another_changed_too_stand_beside_theirs_and_a_person_chooses(projects_app: AppTest) -> None:
    app, plan_id = with_words(projects_app, "ขาดโอกาส")
    saved(plan_id, 1, "ขาดทุนทรัพย์")
    press(app, "บันทึกอีกครั้ง")
    assert cause_of(plan_id) == (2, "ขาดทุนทรัพย์")
    assert "มีผู้แก้ใบเดียวกันและบันทึกเป็นรุ่น 2 ไปก่อน" in all_text(app)
    assert app.dataframe[-1].value[["ของท่าน", "รุ่นล่าสุด"]].to_numpy().tolist() == [["ขาดโอกาส", "ขาดทุนทรัพย์"]]
    press(app, "ใช้คำของฉัน")
    assert cause_of(plan_id) == (3, "ขาดโอกาส")
    assert "ใช้คำของฉัน" not in all_text(app)


def test_words_of_mine_can_be_let_go(projects_app: AppTest) -> None:
    app, plan_id = with_words(projects_app, "ขาดโอกาส")
    press(app, "ใช้คำที่บันทึกอยู่")
    assert cause_of(plan_id) == (1, "ขาดทักษะ")
    assert TABLE not in app.session_state


def test_a_name_in_the_words_is_kept_only_when_a_person_says_so(projects_app: AppTest) -> None:
    app, plan_id = with_words(projects_app, f"รอ {NAME} ช่วย")
    press(app, "บันทึกอีกครั้ง")
    assert cause_of(plan_id) == (1, "ขาดทักษะ")
    again = next(each for each in app.button if each.label == "บันทึกอีกครั้ง")
    assert again.disabled
    app.checkbox[-1].check().run()
    press(app, "บันทึกอีกครั้ง")
    assert cause_of(plan_id) == (2, f"รอ {NAME} ช่วย")
