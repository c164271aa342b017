"""What an office keeps of areas side by side: groups, checks, agencies, sheets of criteria, marks."""

import json

import pandas as pd
import pytest

from warehouse import Warehouse, WarehouseError
from warehouse.area_records import (
    MODEL,
    PILOT,
    AreaGroup,
    area_group_of_text,
    area_group_text,
    list_area_groups,
    read_agencies,
    read_area_choice,
    read_area_group,
    read_checks,
    read_marked_areas,
    remove_area_group,
    save_agencies,
    save_area_choice,
    save_area_group,
    save_checks,
    save_marked_areas,
)

COAST = AreaGroup("ชายฝั่งตะวันตก", ("830103", "830301", "820801"))


def test_a_group_is_kept_replaced_and_forgotten(warehouse: Warehouse) -> None:
    assert save_area_group(warehouse, COAST) == COAST
    save_area_group(warehouse, AreaGroup(" ชายฝั่งตะวันตก ", ("830103", "830103")))
    save_area_group(warehouse, AreaGroup("เกาะ", ("830302",)))
    assert [(group.name, group.area_codes) for group in list_area_groups(warehouse)] == [
        ("เกาะ", ("830302",)), ("ชายฝั่งตะวันตก", ("830103",)),
    ]  # fmt: skip
    remove_area_group(warehouse, "เกาะ")
    with pytest.raises(WarehouseError, match="กลุ่มที่มี: ชายฝั่งตะวันตก"):
        read_area_group(warehouse, "เกาะ")


@pytest.mark.parametrize("group", [AreaGroup("  ", ("830103",)), AreaGroup("ว่าง", ())])
def test_a_group_has_a_name_and_areas(warehouse: Warehouse, group: AreaGroup) -> None:
    with pytest.raises(WarehouseError, match="ต้องมีชื่อ"):
        save_area_group(warehouse, group)


def test_no_person_is_kept_in_a_name(warehouse: Warehouse) -> None:
    kept = save_area_group(warehouse, AreaGroup("พื้นที่ของนายสมชาย ใจดี", ("830103",)))
    assert "สมชาย" not in kept.name
    save_agencies(warehouse, "jpt-2560", {"jpt-2560-01": "นางสาวสมหญิง รักงาน"})
    assert "สมหญิง" not in read_agencies(warehouse, "jpt-2560")["jpt-2560-01"]


def test_a_group_goes_as_a_file_and_comes_back(warehouse: Warehouse) -> None:
    assert area_group_of_text(area_group_text(COAST)) == COAST
    for text in ("", "[]", "{}", "[" * 100_000, json.dumps({"name": 1, "area_codes": []}),
                 json.dumps({"name": "ก", "area_codes": ["1 OR 1"]})):  # fmt: skip
        with pytest.raises(WarehouseError):
            area_group_of_text(text)


def cell(area: str, indicator: str | None, state: str, kind: str = "high") -> pd.DataFrame:
    return pd.DataFrame({"area_code": [area], "indicator_code": [indicator], "kind": [kind], "state": [state]})


def test_the_last_word_on_a_cell_counts(warehouse: Warehouse) -> None:
    save_checks(warehouse, "jpt-2560", 2565, cell("830103", "jpt-2560-01", "right"))
    save_checks(warehouse, "jpt-2560", 2565, cell("830103", None, "right", "none_failing"))
    save_checks(warehouse, "jpt-2560", 2565, cell("830103", "jpt-2560-01", "corrected"))
    save_checks(warehouse, "jpt-2560", 2564, cell("830103", "jpt-2560-01", "open"))
    found = read_checks(warehouse, "jpt-2560", 2565)
    assert found[["kind", "state"]].to_numpy().tolist() == [["high", "corrected"], ["none_failing", "right"]]
    assert found["indicator_code"].isna().tolist() == [False, True]
    with pytest.raises(ValueError, match="maybe"):
        save_checks(warehouse, "jpt-2560", 2565, cell("830103", None, "maybe"))


def test_agencies_sheets_and_marks(warehouse: Warehouse) -> None:
    save_agencies(warehouse, "jpt-2560", {"jpt-2560-01": "สาธารณสุข", "jpt-2560-02": "เกษตร"})
    save_agencies(warehouse, "jpt-2560", {"jpt-2560-02": " "})
    assert read_agencies(warehouse, "jpt-2560") == {"jpt-2560-01": "สาธารณสุข"}
    save_area_choice(warehouse, "นำร่อง 2566", {"criteria": [1]})
    save_area_choice(warehouse, "นำร่อง 2566", {"criteria": [2]})
    assert read_area_choice(warehouse, "นำร่อง 2566") == {"criteria": [2]}
    assert read_area_choice(warehouse, "อื่น") is None
    save_marked_areas(warehouse, 2566, MODEL, ["830103", "830103", "830201"])
    save_marked_areas(warehouse, 2566, PILOT, ["8301"])
    save_marked_areas(warehouse, 2566, MODEL, ["830201"])
    assert read_marked_areas(warehouse, 2566, MODEL) == ("830201",)
    assert read_marked_areas(warehouse, 2566, PILOT) == ("8301",)
    assert read_marked_areas(warehouse, 2565, PILOT) == ()
    with pytest.raises(ValueError, match="best"):
        save_marked_areas(warehouse, 2566, "best", [])
