"""Who sent, who is late, who is missing and whose figures contradict whose, by the province's register."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from analysis.core.errors import AnalysisError
from analysis.office_files.arrivals import (
    arrival_sentence,
    contradictions_data,
    offices_data,
    offices_json,
    offices_text,
    state_words,
)
from catalogue import load_catalogue
from tests.warehouse.examples import staged
from tests.warehouse.office_files.office_examples import MORNING, OTHER_SENDER, office_of
from warehouse import Warehouse, store_batch
from warehouse.office_files.arrivals import OfficeRound, save_office_round
from warehouse.office_files.model import OfficeFile
from warehouse.office_files.storing import store_office, undo_office_file

MUEANG = office_of({"83010101": (10, 1)}, "น้ำเสีย")
KATHU = office_of({"83020101": (8, 8)}, office_code="8302", made_at=MORNING + timedelta(days=40))


def taken(warehouse: Warehouse, *offices: OfficeFile) -> None:
    for office in offices:
        store_office(warehouse, office, f"{office.office_code}.zip", "c" * 64)


def states(warehouse: Warehouse) -> dict[str, str]:
    rows = offices_data(warehouse, "83")
    return dict(zip(rows["office_code"], rows["state"], strict=True))


def test_every_office_of_the_register_is_there_from_the_start(warehouse: Warehouse) -> None:
    assert states(warehouse) == {"8301": "missing", "8302": "missing", "8303": "missing"}
    assert arrival_sentence(offices_data(warehouse, "83")) == "มาแล้ว 0 จาก 3 อำเภอ · ยังไม่มา 3"
    with pytest.raises(AnalysisError, match="ไม่ใช่รหัสจังหวัด"):
        offices_data(warehouse, "8301")


def test_who_came_after_the_day_is_late_and_a_correction_is_not(warehouse: Warehouse) -> None:
    save_office_round(warehouse, OfficeRound(2561, date(2026, 9, 30)))
    taken(warehouse, MUEANG, KATHU)
    assert states(warehouse) == {"8301": "arrived", "8302": "late", "8303": "missing"}
    corrected = office_of({"83010101": (10, 2)}, made_at=MORNING + timedelta(days=60))
    taken(warehouse, corrected)
    assert states(warehouse)["8301"] == "arrived"
    undo_office_file(warehouse, 3)
    undo_office_file(warehouse, 1)
    assert states(warehouse)["8301"] == "missing"
    assert arrival_sentence(offices_data(warehouse, "83")) == "มาแล้ว 1 จาก 3 อำเภอ · ในนั้นส่งช้า 1 · ยังไม่มา 2"


def test_a_file_without_the_year_waited_for_has_not_come(warehouse: Warehouse) -> None:
    taken(warehouse, MUEANG)
    save_office_round(warehouse, OfficeRound(2565))
    assert states(warehouse)["8301"] == "missing"
    save_office_round(warehouse, OfficeRound())
    assert states(warehouse)["8301"] == "arrived"


def test_contradictions_name_both_figures_and_both_sources(warehouse: Warehouse) -> None:
    theirs = MUEANG.parts[0].facts.assign(failed=4)
    store_batch(warehouse, staged({"83010101": (10, 4)}, facts=theirs, file_name="ของจังหวัด.csv"))
    taken(warehouse, MUEANG, replace(office_of({"83010101": (10, 7)}), sender=OTHER_SENDER))
    rows = offices_data(warehouse, "83").set_index("office_code")
    assert rows.loc["8301", "contradictions"] == 2
    assert rows.loc["8301", "contradicts"] == ("ที่จังหวัดนำเข้าเอง", "อีกเครื่องของอำเภอเดียวกัน")
    found = contradictions_data(warehouse, load_catalogue(), "83")
    told = found[["figure", "former_figure", "source", "former_source"]].to_numpy().tolist()
    assert sorted(told) == [
        ["7 จาก 10", "1 จาก 10", "8301.zip", "8301.zip"],
        ["7 จาก 10", "4 จาก 10", "8301.zip", "ของจังหวัด.csv"],
    ]
    assert found["indicator_name"].str.startswith("1. ").all()


def test_the_answers_say_the_same_as_text_and_json(warehouse: Warehouse) -> None:
    taken(warehouse, MUEANG)
    offices, wanted = offices_data(warehouse, "83"), OfficeRound(2565, date(2026, 9, 30))
    text = offices_text(offices, wanted)
    assert "8301 เมืองภูเก็ต: มาแล้ว · ทำเมื่อ 1 ก.ย. 2569" in text
    assert "8303 ถลาง: ยังไม่มา\n" in text
    told = offices_json(offices, contradictions_data(warehouse, load_catalogue(), "83"), wanted)
    assert (told["year_be"], told["due"], told["contradictions"]) == (2565, "2026-09-30", [])
    assert [(each["office_code"], each["state"], each["plans"]) for each in told["offices"]] == [
        ("8301", "arrived", 1), ("8302", "missing", 0), ("8303", "missing", 0),
    ]  # fmt: skip
    row = {"state": "late", "contradictions": 3, "contradicts": ("กะทู้",)}
    assert state_words(row) == "ส่งช้า ขัดกับกะทู้ (3 ตัวเลข)"
