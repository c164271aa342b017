"""What a province waits for is kept; how a file stands is said in words."""

from datetime import date

import pytest

from tests.warehouse.office_files.office_examples import office_of
from warehouse import Warehouse, WarehouseError
from warehouse.office_files.arrivals import (
    OfficeRound,
    list_office_files,
    office_file_state,
    read_office_round,
    save_office_round,
)
from warehouse.office_files.storing import store_office, undo_office_file


def test_what_is_waited_for_is_kept_and_taken_back(warehouse: Warehouse) -> None:
    assert read_office_round(warehouse) == OfficeRound(None, None)
    wanted = OfficeRound(2565, date(2026, 9, 30))
    save_office_round(warehouse, wanted)
    assert read_office_round(warehouse) == wanted
    save_office_round(warehouse, OfficeRound())
    assert read_office_round(warehouse) == OfficeRound()
    with pytest.raises(WarehouseError, match="ปี 2022 ใช้ไม่ได้"):
        save_office_round(warehouse, OfficeRound(2022))


def test_a_file_says_how_it_stands(warehouse: Warehouse) -> None:
    for failed in (1, 2):
        store_office(warehouse, office_of({"83010101": (10, failed)}), "a.zip", "c" * 64)
    rows = list_office_files(warehouse).to_dict("records")
    assert [office_file_state(row) for row in rows] == ["มีไฟล์ใหม่กว่าแทน", "ใช้งานอยู่"]
    undo_office_file(warehouse, 2)
    rows = list_office_files(warehouse, "8301").to_dict("records")
    assert [office_file_state(row) for row in rows] == ["ใช้งานอยู่", "ยกเลิกแล้ว"]
    assert office_file_state(rows[0] | {"is_purged": True}) == "ล้างออกแล้ว นำกลับไม่ได้"
    assert list_office_files(warehouse, "84").empty
