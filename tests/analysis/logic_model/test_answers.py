"""A saved plan as JSON and as text: which plan it is, every field of its parts, and what is worked out."""

import json
from datetime import date

import pytest

from analysis.disclosure.gate import disclosure_data
from analysis.logic_model.answers import LISTS, saved_plan, saved_plan_json, saved_plan_public, saved_plan_text
from analysis.logic_model.plan import PARTS, FollowUp
from analysis.logic_model.plan_store import store_new_plan
from tests.analysis.examples import YEAR, catalogue_of, made_up_set, store
from tests.analysis.logic_model.plans import SET, plan_with, problem, project
from tests.analysis.logic_model.test_plan import PLAN
from warehouse import Warehouse, create_plan

THREE = made_up_set(size=3)
SCORES = made_up_set(survey="nrd2c", measure="score")
CATALOGUE = catalogue_of(THREE, SCORES)
TODAY = date(2026, 11, 29)


def number_of(warehouse: Warehouse, survey: str = "jpt", year_be: int | None = None, set_id: str | None = None) -> int:
    found = saved_plan(warehouse, CATALOGUE, "830101", survey, year_be, set_id)
    return 0 if found is None else found.header.plan_id


def test_the_plan_of_the_latest_fiscal_year_begun_last_is_taken(warehouse: Warehouse) -> None:
    assert number_of(warehouse) == 0
    first = store_new_plan(warehouse, plan_with(problem(1), fiscal_year_be=2583))
    store_new_plan(warehouse, plan_with(problem(1)))
    store_new_plan(warehouse, plan_with(problem(1), area_code="830102", fiscal_year_be=2590))
    create_plan(warehouse, "830101", SET, YEAR, 2599)  # empty, and never saved
    assert number_of(warehouse) == first
    again = store_new_plan(warehouse, plan_with(problem(2), fiscal_year_be=2583))
    assert number_of(warehouse) == again
    graded = store_new_plan(warehouse, plan_with(problem(1), set_id=SCORES.id, fiscal_year_be=2584, year_be=2580))
    assert (number_of(warehouse), number_of(warehouse, "nrd2c")) == (again, graded)
    assert number_of(warehouse, set_id=SCORES.id) == graded
    assert (number_of(warehouse, year_be=YEAR), number_of(warehouse, year_be=2580)) == (again, 0)
    gone = store_new_plan(warehouse, plan_with(problem(1), set_id="gone-2500", fiscal_year_be=2600))
    assert number_of(warehouse) == gone


def test_every_field_of_every_part_is_there_as_json_can_hold_it(warehouse: Warehouse) -> None:
    store_new_plan(warehouse, PLAN)
    found = saved_plan(warehouse, catalogue_of(), "830101", "jpt", None, None)
    assert found is not None
    answer = json.loads(json.dumps(saved_plan_json(found, warehouse, catalogue_of(), TODAY), allow_nan=False))
    assert set(LISTS) == set(PARTS)
    assert answer["activities"][0]["start"] == "2026-10-01"
    assert answer["activities"][0]["links"] == ["cause-1"]
    assert answer["projects"][0]["budgets"] == [
        {"source": "อปท.", "year_be": 2570, "baht": 12000.0}, {"source": "จังหวัด", "year_be": 2571, "baht": 500.0},
    ]  # fmt: skip
    assert [each["id"] for each in answer["problems"]] == ["problem-1", "problem-2"]
    assert answer["what_if"] is None  # the area has no figures
    assert answer["standing"][0]["start"] == "2026-10-01"


def test_what_is_worked_out_stands_beside_it_and_not_in_a_public_answer(warehouse: Warehouse) -> None:
    store(warehouse, THREE, [("83010101", 1, 200, 60), ("83010101", 2, 100, 4)])
    record = FollowUp(id="follow_up-1", project_id="project-1", period="2582-Q1", paid_baht=5.0)
    made = plan_with(problem(1, text="ขาดงาน", to_reach=4.0), project(1, 1000, owner="อบต."), record, title="แผน")
    store_new_plan(warehouse, made, saved_by="พัฒนากร")
    found = saved_plan(warehouse, CATALOGUE, "830101", "jpt", None, None)
    assert found is not None
    answer = saved_plan_json(found, warehouse, CATALOGUE, TODAY)
    assert (answer["saved_by"], answer["version"], "hidden" in answer) == ("พัฒนากร", 1, False)
    assert answer["what_if"]["problems"][0]["now_pct"] == 30
    assert answer["standing"][0]["paid_baht"] == 5
    assert {each["rule"] for each in answer["checks"]}

    public = saved_plan_public(found, lambda set_id, year_be: disclosure_data(warehouse, THREE, year_be))
    told = saved_plan_json(public, warehouse, CATALOGUE, TODAY)
    assert told["hidden"] == public.hidden == 4
    assert not {"saved_by", "saved_at", "what_if", "standing", "checks", "outcomes_of_surveys"} & set(told)
    assert told["problems"][0]["to_reach"] is None


def test_the_text_names_version_chain_projects_and_findings(warehouse: Warehouse) -> None:
    store_new_plan(warehouse, PLAN, saved_by="พัฒนากร")
    found = saved_plan(warehouse, catalogue_of(), "830101", "jpt", None, None)
    assert found is not None
    text = saved_plan_text(found, catalogue_of())
    for words in (
        "รุ่น 1 เมื่อ", "โดย พัฒนากร", "1. ไม่มีการเก็บออมเงิน: ร้อยละ 9.7", "   กิจกรรม: ตั้งกลุ่มออมทรัพย์",
        "ออมวันละบาท · 12,500 บาท", "ต้องแก้:",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (plan_with(title="ว่าง"), "แผนนี้ยังว่าง"),
        (plan_with(problem(1, set_id=SCORES.id, target_pct=25.0)), "เหลือดัชนีความรุนแรง 25.0"),
        (plan_with(problem(1, is_case=True)), "ติดตามรายกรณี"),
        (plan_with(project(1)), "ยังไม่มีงบประมาณ"),
        (plan_with(project(1, needs_budget=False)), "ไม่ใช้งบประมาณ"),
    ],
)
def test_what_is_not_as_usual_is_said(warehouse: Warehouse, made: object, words: str) -> None:
    store_new_plan(warehouse, made)  # type: ignore[arg-type]
    found = saved_plan(warehouse, CATALOGUE, "830101", "jpt", None, None)
    assert found is not None
    assert words in saved_plan_text(found, CATALOGUE)
