"""Saved mappings and sets in the database."""

import pytest

from tests.warehouse.examples import staged
from warehouse import Warehouse, WarehouseError, read_mappings, read_sets, remove_mapping, save_mapping, store_batch


def test_a_mapping_is_kept_once_by_name_and_by_headings(warehouse: Warehouse) -> None:
    save_mapping(warehouse, "สรุปตำบล", "aa", {"name": "สรุปตำบล", "columns": []})
    save_mapping(warehouse, "อีกแบบ", "bb", {"name": "อีกแบบ"})
    save_mapping(warehouse, "สรุปตำบล", "cc", {"name": "สรุปตำบล", "columns": [1]})
    assert sorted(each["name"] for each in read_mappings(warehouse)) == ["สรุปตำบล", "อีกแบบ"]
    save_mapping(warehouse, "ชื่อใหม่", "bb", {"name": "ชื่อใหม่"})
    assert sorted(each["name"] for each in read_mappings(warehouse)) == ["ชื่อใหม่", "สรุปตำบล"]
    remove_mapping(warehouse, "สรุปตำบล")
    assert [each["name"] for each in read_mappings(warehouse)] == ["ชื่อใหม่"]


def test_a_set_comes_with_its_batch_or_not_at_all(warehouse: Warehouse) -> None:
    bad = staged({"83010101": (10, 11)})  # more failed than assessed
    with pytest.raises(WarehouseError):
        store_batch(warehouse, bad, set_definition={"id": "x"})
    assert read_sets(warehouse) == []
    store_batch(warehouse, staged({"83010101": (10, 1)}), set_definition={"id": "x"})
    assert read_sets(warehouse) == [{"id": "x"}]
