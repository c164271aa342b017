"""A plan comes back from the store as it was; what the data no longer have of it is said."""

import pytest

from analysis import AnalysisError
from analysis.logic_model.plan import Cause, Outcome, Potential
from analysis.logic_model.plan_store import (
    Vanished,
    known_areas,
    load_plan,
    store_new_plan,
    store_plan,
    vanished,
)
from tests.analysis.examples import catalogue_of, made_up_set, store
from tests.analysis.logic_model.plans import SET, plan_with, problem, project
from tests.analysis.logic_model.test_plan import PLAN
from warehouse import (
    PersonalTextError,
    PlanItem,
    StalePlanError,
    Warehouse,
    list_plans,
    read_plan,
    save_plan,
    undo_batch,
)

CATALOGUE = catalogue_of(made_up_set(size=2))


def test_a_plan_is_read_as_it_was_kept_in_each_version(warehouse: Warehouse) -> None:
    plan_id = store_new_plan(warehouse, PLAN, saved_by="พัฒนากร")
    header, loaded = load_plan(warehouse, plan_id)
    assert (header.version, header.saved_by, loaded) == (1, "พัฒนากร", PLAN)
    other = plan_with(Cause(id="cause-1", text="ใหม่"), title="ชื่อ")
    assert store_plan(warehouse, plan_id, 1, other) == 2
    assert load_plan(warehouse, plan_id)[1].parts == other.parts
    assert load_plan(warehouse, plan_id)[1].title == "ชื่อ"
    assert load_plan(warehouse, plan_id, 1)[1] == PLAN
    with pytest.raises(StalePlanError):
        store_plan(warehouse, plan_id, 1, PLAN)


def test_a_new_plan_that_is_refused_leaves_none(warehouse: Warehouse) -> None:
    with pytest.raises(PersonalTextError):
        store_new_plan(warehouse, plan_with(Cause(id="cause-1", text="ติดต่อ นายสมชาย ใจดี")))
    assert list_plans(warehouse) == []


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("dream", {"text": "ก"}),
        ("cause", {}),
        ("activity", {"text": "ก", "start": "วันนี้"}),
        ("project", {"name": "ก", "budgets": [1]}),
    ],
)
def test_a_part_that_cannot_be_read_is_named(warehouse: Warehouse, kind: str, content: dict[str, object]) -> None:
    plan_id = store_new_plan(warehouse, plan_with())
    save_plan(warehouse, plan_id, read_plan(warehouse, plan_id)[0].version, [PlanItem("odd-1", kind, content)])
    with pytest.raises(AnalysisError, match="odd-1"):
        load_plan(warehouse, plan_id)


def test_what_is_there_no_longer_is_said_part_by_part(warehouse: Warehouse) -> None:
    plan = plan_with(
        problem(1), problem(3), problem(2, indicator_code=None),
        Outcome(id="outcome-1", text="ผล", set_id="gone-2500", indicator_code="gone-2500-01"),
        Outcome(id="outcome-2", text="ผล", measured_by="นับเอง"),
        Potential(id="potential-1", side="strength", text="เด่น", indicator_code=f"{SET}-09"),
        project(1, areas=("8301", "83019999")),
    )  # fmt: skip
    assert vanished(plan, CATALOGUE, known_areas(warehouse)) == (
        Vanished("problem-3", "indicator", f"{SET}-03"), Vanished("outcome-1", "set", "gone-2500"),
        Vanished("potential-1", "indicator", f"{SET}-09"), Vanished("project-1", "area", "83019999"),
    )  # fmt: skip
    gone = vanished(plan_with(area_code="83010199", set_id="gone-2500"), CATALOGUE, known_areas(warehouse))
    assert gone == (Vanished("", "area", "83010199"), Vanished("", "set", "gone-2500"))
    assert [each.words for each in gone] == [
        "พื้นที่นี้ไม่มีในทะเบียนและไม่มีข้อมูลแล้ว (83010199)", "ชุดตัวชี้วัดนี้ไม่มีแล้ว (gone-2500)",
    ]  # fmt: skip


def test_a_village_is_gone_with_the_import_that_brought_it(warehouse: Warehouse) -> None:
    plan = plan_with(problem(1), area_code="83010101")
    store(warehouse, made_up_set(size=2), [("83010101", 1, 10, 5)])
    assert vanished(plan, CATALOGUE, known_areas(warehouse)) == ()
    undo_batch(warehouse, 1)
    assert vanished(plan, CATALOGUE, known_areas(warehouse)) == (Vanished("", "area", "83010101"),)
