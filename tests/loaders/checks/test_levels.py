"""An area that has less than its own parts is doubted at whatever distance of levels, whichever came first."""

import itertools

import pandas as pd
import pytest

from catalogue import load_catalogue
from loaders.checks.levels import check_other_levels
from tests.loaders.accepting import accepted, csv, of_rule
from warehouse import StagedBatch, Warehouse, store_batch

SETS = load_catalogue()
CODES = {
    "country": ["TH"], "province": ["83"], "amphoe": ["8301"], "tambon": ["830101"],
    "village": ["83010101", "83010102", "83010103"],
}  # fmt: skip
ORDER = list(CODES)


def batch(
    level: str, assessed: int, failed: int = 0, *, unit: str = "คน", codes: list[str] | None = None
) -> StagedBatch:
    rows = [
        {"area_code": code, "indicator_code": "jpt-2560-01", "unit": unit, "assessed": assessed, "failed": failed}
        for code in codes or CODES[level]
    ]
    return StagedBatch("ก.xlsx", f"{level}{assessed}", "mapped", "jpt", "jpt-2560", 2561, level, pd.DataFrame(rows))


def told(warehouse: Warehouse, file: StagedBatch) -> list[str]:
    found = list(check_other_levels(warehouse, file, SETS))
    assert {each.rule for each in found} <= {"V58"}
    assert {each.severity for each in found} <= {"warning"}
    return [each.what for each in found]


FAR = [(above, below) for above, below in itertools.combinations(ORDER, 2)]


@pytest.mark.parametrize(("above", "below"), FAR)
def test_parts_that_come_after_their_whole_are_held_against_it(warehouse: Warehouse, above: str, below: str) -> None:
    store_batch(warehouse, batch(above, 7))
    [what] = told(warehouse, batch(below, 34_158))
    assert " 7 " in what
    assert f"{34_158 * len(CODES[below]):,}" in what
    assert told(warehouse, batch(below, 2)) == []


@pytest.mark.parametrize(("above", "below"), [pair for pair in FAR if ORDER.index(pair[1]) - ORDER.index(pair[0]) > 1])
def test_a_whole_that_comes_after_its_parts_is_held_against_them(warehouse: Warehouse, above: str, below: str) -> None:
    store_batch(warehouse, batch(below, 34_158))
    [what] = told(warehouse, batch(above, 7))
    assert f"{34_158 * len(CODES[below]):,}" in what
    assert told(warehouse, batch(above, 200_000)) == []


def test_the_sentence_names_area_levels_and_figures(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch("village", 34_158))
    assert told(warehouse, batch("province", 7)) == [
        "จังหวัด 83 มีจำนวนที่สำรวจ 7 แต่ผลรวมของหมู่บ้าน/ชุมชนในพื้นที่นี้ 102,474 (ตัวชี้วัดที่ 1)"
    ]


def test_areas_stored_beside_those_of_the_file_count_and_those_it_replaces_do_not(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch("province", 250))
    store_batch(warehouse, batch("village", 100, codes=["83010101", "83010102"]))
    assert told(warehouse, batch("village", 100, codes=["83010102"])) == []
    [what] = told(warehouse, batch("village", 100, codes=["83010103"]))
    assert "300" in what


def test_other_units_are_not_compared(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch("village", 34_158))
    assert told(warehouse, batch("province", 7, unit="ครัวเรือน")) == []


def test_failing_people_are_compared_too(warehouse: Warehouse) -> None:
    store_batch(warehouse, batch("village", 100, 20))
    [what] = told(warehouse, batch("province", 300, 7))
    assert "ที่ไม่ผ่าน 7" in what
    assert "60" in what


def values(level: str, value: float, rollup: str) -> StagedBatch:
    rows = [
        {"area_code": code, "indicator_code": "other-1-01", "unit": "คน", "value": value, "rollup": rollup}
        for code in CODES[level]
    ]
    return StagedBatch("ก.xlsx", f"{level}{value}", "mapped", "other", "other-1", 2561, level, pd.DataFrame(rows))


def test_values_that_add_up_are_compared_and_means_are_not(warehouse: Warehouse) -> None:
    store_batch(warehouse, values("village", 40, "sum"))
    assert len(told(warehouse, values("province", 7, "sum"))) == 1
    assert told(warehouse, values("province", 7, "mean")) == []


def test_a_padded_total_far_above_the_villages_of_its_own_file_is_doubted() -> None:
    rows = ("83000000,7,1", "83010101,34158,1", "83010102,34159,0", "83020101,34159,0")
    [doubt] = of_rule(accepted(csv("รหัสพื้นที่,ข้อ 5 สำรวจ (คน),ข้อ 5 ไม่ผ่าน (คน)", *rows)), "V40")
    assert (doubt.row, doubt.value, doubt.expected) == (2, "7", "102,476")
