"""What an office sends: what stands in its amphoe and no more, nothing of a person, always as the same sender."""

import pytest

from catalogue import set_to_dict
from tests.analysis.examples import made_up_set
from tests.warehouse.examples import plan_of, staged
from warehouse import PlanItem, Warehouse, WarehouseError, create_plan, save_plan, save_set, store_batch, undo_batch
from warehouse.office_files.contents import office_contents, offices_here, the_sender

PERSON = "นายสมชาย ใจดี"


def test_only_what_stands_in_the_amphoe_is_sent(warehouse: Warehouse) -> None:
    store_batch(warehouse, staged({"83010101": (10, 1), "83020101": (5, 5)}))
    store_batch(warehouse, staged({"83010101": (12, 2)}))
    undo_batch(warehouse, store_batch(warehouse, staged({"83010103": (9, 9)})).batch_id)
    store_batch(warehouse, staged({"830102": (40, 4)}, level="tambon", counting="people"))
    plan_of(warehouse, "น้ำเสีย")
    plan_of(warehouse, "ไฟดับ", area_code="830201")
    assert offices_here(warehouse) == ("8301", "8302")
    office = office_contents(warehouse, "8301", " สพอ. ")
    told = {
        (part.level, part.counting): part.facts[["area_code", "assessed", "failed"]].to_numpy().tolist()
        for part in office.parts
    }
    assert told == {("village", "own_unit"): [["83010101", 12, 2]], ("tambon", "people"): [["830102", 40, 4]]}
    assert [len(part.measures) for part in office.parts] == [1, 1]
    assert [plan.area_code for plan in office.plans] == ["830101"]
    names = {str(code) for part in office.parts for code in part.area_names["area_code"]}
    assert names == {"83010101", "830102"}
    assert (office.made_by, office.areas, office.facts, office.years) == ("สพอ.", 2, 2, (2561,))


def test_texts_of_persons_are_masked_and_counted(warehouse: Warehouse) -> None:
    plan_id = create_plan(warehouse, "830101", "jpt-2560", 2561, 2562)
    items = [
        PlanItem("problem-1", "problem", {"text": f"บ้านของ{PERSON} น้ำท่วม"}),
        PlanItem("problem-2", "problem", {"text": "ฝุ่น"}),
    ]
    save_plan(warehouse, plan_id, 0, items, kept=[f"บ้านของ{PERSON} น้ำท่วม"])
    office = office_contents(warehouse, "8301", f"ผู้ส่ง {PERSON}")
    assert office.masked_texts == 1
    assert "สมชาย" not in repr(office)
    assert office.plans[0].items[1].content["text"] == "ฝุ่น"


def test_the_sender_stays_the_same_and_two_databases_are_two(warehouse: Warehouse) -> None:
    assert len(the_sender(warehouse)) == 32
    assert the_sender(warehouse) == the_sender(warehouse)


def test_sets_of_the_office_go_with_its_figures(warehouse: Warehouse) -> None:
    own = made_up_set(survey="other", measure="value", set_id="other-1")
    save_set(warehouse, "other-1", set_to_dict(own))
    save_set(warehouse, "other-2", set_to_dict(made_up_set(survey="other", measure="value", set_id="other-2")))
    facts = staged({"83010101": (1, 1)}).facts[["area_code"]].assign(indicator_code="other-1-01", unit="บาท", value=1.5)
    store_batch(warehouse, staged({"83010101": (1, 1)}, facts=facts, set_id="other-1", survey="other", year_be=2581))
    assert [each["id"] for each in office_contents(warehouse, "8301").sets] == ["other-1"]


@pytest.mark.parametrize("code", ["8301", "83", "830101", "TH", "๘๓๐๑", ""])
def test_an_office_without_anything_and_other_codes_are_refused_in_words(warehouse: Warehouse, code: str) -> None:
    with pytest.raises(WarehouseError) as raised:
        office_contents(warehouse, code)
    assert raised.value.fix
